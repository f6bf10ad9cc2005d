"""What a command is given as text, and sums that a digest tells."""

import pytest

import cycle_kit as ck
from cycle_kit.charts.loss_words import loss_words
from cycle_kit.cli.known import check_since
from cycle_kit.cli.travelling import as_numbers, conditions_of
from cycle_kit.errors import ColumnError, FileError

DEALS = """Deal ID,Deal,Owner,Stage,Status,Amount,Created,Closed
d1,Roof,Ada,Offer,Won,1000,2025-01-06,2025-03-03
d2,Pump,Ada,Offer,Lost,2000,2025-01-10,2025-03-04
d3,Door,Zoltan,New,Open,3000,2025-03-03,
d4,Desk,Zoltan,Offer,Open,4000,2025-02-20,
d5,Lamp,Zoltan,New,Open,500,2025-03-05,
"""


def loaded(folder, text=DEALS):
    path = folder / "deals.csv"
    path.write_text(text, encoding="utf-8")
    return ck.load(path)


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (["amount=3000"], 1),
        (["amount=3000.0"], 1),
        (["amount=3000", "amount=500"], 2),
        (["owner=Zoltan"], 3),
        (["deal_id=d1"], 1),
        (["created_at=2025-03"], 2),
    ],
)
def test_a_command_chooses_by_texts_numbers_and_days(tmp_path, asked, left):
    pipe = loaded(tmp_path)
    assert len(pipe.where(**as_numbers(conditions_of(asked), pipe.deals)).deals) == left


@pytest.mark.parametrize("asked", ["amount=many", "Amounts=3000"])
def test_what_no_column_can_hold_is_told(tmp_path, asked):
    pipe = loaded(tmp_path)
    with pytest.raises(ColumnError):
        pipe.where(**as_numbers(conditions_of([asked]), pipe.deals))


@pytest.mark.parametrize("left", [0, 1])
def test_sums_of_open_deals_are_told_of_both_days_or_of_none(tmp_path, left):
    """The open deals of which few have an amount: those that were open then and are won now have one."""
    text = DEALS
    for amount in (3000, 4000, 500):
        text = text if left else text.replace(f"Open,{amount}", "Open,")
    told = ck.digest(loaded(tmp_path, text), since="2025-03-01").replace("\N{NO-BREAK SPACE}", " ")
    sums = " (7.5 k), 3 (7 k) on" if left else ", 3 on"
    assert f"3 deals are open now{sums}" in told


@pytest.mark.parametrize("reasons", [["Dear"], ["Dear", ""], ["Dear", "Dear"]])
def test_a_reason_named_once_is_named_once(tmp_path, reasons):
    rows = [f"d{at},X,Lost,1,2025-01-06,2025-03-0{1 + at},{why}" for at, why in enumerate(reasons)]
    head = "Deal ID,Stage,Status,Amount,Created,Closed,Lost reason"
    told = loss_words(ck.loss_reasons(loaded(tmp_path, "\n".join([head, *rows]))))
    assert "1 times" not in told
    assert ("once" in told) == (reasons.count("Dear") == 1)


@pytest.mark.parametrize("name", ["week.docx", "week.XLSX", "week.md", "week.png", "a week.csv"])
def test_a_report_is_not_written_as_another_kind_of_file(tmp_path, name):
    with pytest.raises(FileError, match=r'Name it "(a )?week\.html" or "(a )?week\.pdf"'):
        ck.report(loaded(tmp_path), tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("said", ["7x", "soon", "last week", "7"])
def test_what_is_no_time_before_the_last_day_is_said_in_options(said):
    with pytest.raises(ColumnError) as error:
        check_since(said)
    assert f'--since "{said}"' in str(error.value) and "--since 7d" in error.value.fix


@pytest.mark.parametrize("said", [None, "", "7d", "2w", "1m", "2024-06-30"])
def test_times_before_the_last_day_pass(said):
    check_since(said)
