"""A column that says yes or no to "won", beside a date of closing and nothing else that tells of losses."""

import io

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

#: header of won, yes, no, and the headers beside it
LANGUAGES = {
    "en": ("Won?", "Y", "N", "Id,Client,Created,Closed,Amount"),
    "de": ("Gewonnen", "ja", "nein", "Nr,Kunde,Erstellt am,Abgeschlossen am,Betrag"),
    "pl": ("Wygrana", "tak", "nie", "Nr,Klient,Data utworzenia,Data zamknięcia,Kwota"),
    "fa": ("موفق", "بله", "خیر", "شناسه,مشتری,تاریخ ایجاد,تاریخ بستن,مبلغ"),
}
PLANNED = "Id,Client,Created,Close date,Amount"  # of open deals the planned one


def sheet(flags, *, closed=6, language="en", head="", month="02", **options):
    """Ten deals; `flags`: the cells of the flag, `closed`: how many have a date of closing."""
    won, _, _, own = LANGUAGES[language]
    lines = [f"{head or own},{won}"]
    for n, flag in enumerate(flags, start=1):
        closing = f"2024-{month if n > 3 else '02'}-{n:02d}"
        day = closing if n <= closed else ""
        lines.append(f"{n},client {n},2024-01-{n:02d},{day},{n}00,{flag}")
    return ck.load(io.BytesIO("\n".join(lines).encode()), **options)


def outcomes(pipe):
    return pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of_open", ["", "no"])
def test_no_beside_a_date_of_closing_is_lost_and_told(language, of_open):
    won, yes, no, _ = LANGUAGES[language]
    pipe = sheet([yes] * 3 + [no] * 3 + [no if of_open else ""] * 4, language=language)
    assert outcomes(pipe) == [3, 3, 4]
    assert pipe.deals["closed_at"].notna().sum() == 6
    told = pipe.notes[pipe.notes["note"].str.contains(f'not won by "{won}"', regex=False)]
    assert told["effect"].tolist() == ["They count as lost."]


def test_where_only_what_is_won_is_marked_a_closed_deal_without_a_mark_is_lost():
    pipe = sheet(["yes"] * 3 + [""] * 7)
    assert outcomes(pipe) == [3, 3, 4]


def test_a_date_that_may_be_planned_tells_it_where_open_deals_have_none():
    assert outcomes(sheet(["Y"] * 3 + ["N"] * 3 + [""] * 4, head=PLANNED)) == [3, 3, 4]
    assert outcomes(sheet(["Y"] * 3 + ["N"] * 7, head=PLANNED)) == [3, 3, 4]


@pytest.mark.parametrize(("closed", "month"), [(10, "02"), (6, "07")])
def test_else_it_is_a_question_and_each_answer_ends_it(closed, month):
    """Every deal has such a date, or some have one long after all that happened."""
    flags, asked_of = ["Y"] * 3 + ["N"] * 7, {"head": PLANNED, "closed": closed, "month": month}
    with pytest.raises(StageError) as asked:
        sheet(flags, **asked_of)
    lost, planned = asked.value.fix.removeprefix("If they were lost: ").split(
        ". If the date was only planned: "
    )
    pipe = sheet(flags, **asked_of, **eval(f"dict({lost})"))
    assert outcomes(pipe) == [3, closed - 3, 10 - closed]
    pipe = sheet(flags, **asked_of, **eval(f"dict({planned.removesuffix('.')})"))
    assert outcomes(pipe) == [3, 0, 7]


def test_a_closed_deal_that_is_marked_neither_way_is_asked_about():
    flags = ["Y"] * 3 + ["N"] * 2 + [""] * 5
    with pytest.raises(StageError, match='not won by "Won\\?"'):
        sheet(flags)
    assert outcomes(sheet(flags, columns={"lost_at": "Closed"})) == [3, 3, 4]


def test_another_column_that_tells_of_losses_goes_before_it():
    rows = ["Id,Client,Created,Closed,Won?,Stage"]
    rows += [
        f"{n},c{n},2024-01-0{n},2024-02-0{n},{'Y' if n < 4 else 'N'},"
        + ("Won" if n < 4 else "Lost" if n < 6 else "Offer")
        for n in range(1, 9)
    ]
    pipe = ck.load(io.BytesIO("\n".join(rows).encode()))
    assert outcomes(pipe) == [3, 2, 3]


def test_a_last_stage_in_which_all_are_won_stays_a_stage_where_losses_stay_where_they_were():
    rows = ["Id,Client,Created,Closed,Won?,Stage"]
    for n in range(1, 10):
        stage, flag = (("Contract", "Y"), ("Offer", "N"), ("Lead", "N"))[n % 3]
        closed = f"2024-02-0{n}" if n % 3 == 0 or n % 2 else ""
        rows.append(f"{n},c{n},2024-01-0{n},{closed},{flag},{stage}")
    pipe = ck.load(io.BytesIO("\n".join(rows).encode()))
    assert outcomes(pipe) == [3, 3, 3]
    assert "Contract" in pipe.stages


def test_closing_dates_in_a_table_that_tells_no_outcome_are_a_question_and_each_answer_ends_it():
    rows = ["Id,Client,Created,Closed,Stage,Amount"]
    for n in range(1, 10):
        closed = f"2024-02-0{n}" if n % 3 else ""
        rows.append(f"{n},c{n},2024-01-0{n},{closed},{('Offer', 'Lead')[n % 2]},5")
    text = "\n".join(rows).encode()
    with pytest.raises(StageError, match='6 deals of file have a date in "Closed"') as asked:
        ck.load(io.BytesIO(text))
    for name, expected in (
        ("won_at", [6, 0, 3]),
        ("lost_at", [0, 6, 3]),
        ("expected_close", [0, 0, 9]),
    ):
        assert f'columns={{"{name}": "Closed"}}' in asked.value.fix
        assert outcomes(ck.load(io.BytesIO(text), columns={name: "Closed"})) == expected


def marked(flags, *, language="en", more="", **options):
    """A list without dates of closing; `flags`: the cells of the flag, `more`: a header, and in each row its cell
    behind a "=" """
    won, _, _, head = LANGUAGES[language]
    own = [name for n, name in enumerate(head.split(",")) if n != 3]
    header, _, cell = more.partition("=")
    lines = [",".join([*own, won, *([header] if more else [])])]
    for n, flag in enumerate(flags, start=1):
        end = f",{cell}" if more else ""
        lines.append(f"{n},client {n},2024-01-{n % 28 + 1:02d},{n}00,{flag}{end}")
    return ck.load(io.BytesIO("\n".join(lines).encode()), **options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_is_lost_where_open_deals_have_no_mark_and_told(language):
    won, yes, no, _ = LANGUAGES[language]
    pipe = marked([yes] * 3 + [no] * 2 + [""] * 4, language=language)
    assert outcomes(pipe) == [3, 2, 4]
    notes = pipe.notes["note"]
    told = pipe.notes[notes.str.contains(f'2 deals are not won by "{won}"', regex=False)]
    assert told["effect"].tolist() == ["They count as lost, those without a mark as open."]
    assert not notes.str.contains("not one that was lost").any()


def test_where_no_means_not_yet_the_note_tells_what_to_type():
    flags = ["Y"] * 3 + ["N"] * 2 + [""] * 4
    fixes = marked(flags).notes["fix"].dropna()
    said = next(fix for fix in fixes if fix.startswith("If no means not yet: "))
    answer = eval(f"dict({said.removeprefix('If no means not yet: ').removesuffix('.')})")
    assert outcomes(marked(flags, **answer)) == [3, 0, 6]


@pytest.mark.parametrize(
    "flags",
    [
        ["Y"] * 3 + ["N"] * 6,  # two marks only
        ["N"] * 4 + [""] * 4,
        ["Y"] * 10 + ["N"] * 30 + [""],  # one that was forgotten
    ],
)
def test_no_stays_open_without_three_marks(flags):
    assert outcomes(marked(flags))[1] == 0


def test_no_stays_open_beside_a_column_that_tells_of_losses():
    flags = ["Y"] * 3 + ["N"] * 2 + [""] * 4
    assert outcomes(marked(flags, more="Lost?=no")) == [3, 0, 6]
    assert outcomes(marked(flags, more="Status=Open"))[1] == 0


def test_no_is_lost_where_the_caller_names_every_column():
    lines = ["Couple,Begun,Fee,Yes or no"]
    lines += [
        f"{n},2024-01-{n + 1:02d},{n}00,{flag}" for n, flag in enumerate(["Y", "N", "", "Y", "N"])
    ]
    named = {"account": "Couple", "created_at": "Begun", "amount": "Fee", "is_won": "Yes or no"}
    pipe = ck.load("\n".join(lines).encode(), columns=named)
    assert outcomes(pipe) == [2, 2, 1]
    assert pipe.notes["note"].str.startswith('2 deals are not won by "Yes or no"').any()
