"""Exports of several days have the same deals, whatever became of their amounts, and whatever date is written anew
in each; lists that number anew have other deals."""

import pytest

import cycle_kit as ck

DAYS = ("deals_2025-03-03.csv", "deals_2025-03-10.csv")
CLIENTS = ("Acme", "Beta", "Gama", "Delta", "Echo", "Fox")
BEFORE = ("Lead", "Offer", "Offer", "Lead", "Negotiation", "Offer")
AFTER = ("Offer", "Won", "Offer", "Lead", "Lost", "Negotiation")
AMOUNTS = (100, 200, 300, 400, 500, 600)
REVISED = {
    "half": (110, 220, 300, 440, 500, 600),
    "all": (900, 20, 1300, 40, 50, 6600),
}


def written(headers, **columns):
    """The columns of these headers as the rows of a file."""
    rows = zip(*(columns[name] for name in headers), strict=True)
    head = ",".join(header for header in headers.values())
    return "\n".join([head, *(",".join(map(str, row)) for row in rows)])


def loaded(tmp_path, texts, names=DAYS, **said):
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_text(text)
    return ck.load([tmp_path / name for name in names], **said)


def days(first):
    return [f"{first}-{day:02d}" for day in range(1, 7)]


def assert_is_one_list(pipe, amounts):
    assert list(pipe.deals["amount"]) == list(amounts)
    assert list(pipe.deals["outcome"]) == ["open", "won", "open", "open", "lost", "open"]
    assert "2 exports of different days" in pipe.notes["note"].str.cat()


@pytest.mark.parametrize("first", [1, 10031])
@pytest.mark.parametrize("revised", REVISED)
@pytest.mark.parametrize("number", ["Deal ID", "ID"])
def test_revised_amounts_are_those_of_the_same_deals(tmp_path, number, revised, first):
    headers = {"no": number, "stage": "Stage", "amount": "Amount"}
    no = range(first, first + 6)
    texts = [
        written(headers, no=no, stage=BEFORE, amount=AMOUNTS),
        written(headers, no=no, stage=AFTER, amount=REVISED[revised]),
    ]
    assert_is_one_list(loaded(tmp_path, texts), REVISED[revised])


@pytest.mark.parametrize(
    ("written_anew", "called", "apart"),
    [
        ("Date", "Client", "2025-02"),
        ("Created", "Client", "2024-10"),
        ("Created", "Deal name", "2024-10"),
    ],
)
def test_a_date_that_each_export_writes_anew_is_no_creation(tmp_path, written_anew, called, apart):
    headers = dict(no="Deal ID", who=called, at=written_anew, stage="Stage", amount="Amount")
    columns = {"no": range(1, 7), "who": CLIENTS}
    texts = [
        written(headers, **columns, at=days(apart), stage=BEFORE, amount=AMOUNTS),
        written(headers, **columns, at=days("2025-03"), stage=AFTER, amount=REVISED["half"]),
    ]
    pipe = loaded(tmp_path, texts)
    assert_is_one_list(pipe, REVISED["half"])
    assert pipe.deals["created_at"].isna().all()
    line = f'columns={{"created_at": "{written_anew}"}}'
    assert line in pipe.notes["fix"].str.cat()
    typed = loaded(tmp_path, texts, columns={"created_at": written_anew})
    assert_is_one_list(typed, REVISED["half"])
    assert typed.deals["created_at"].notna().all()


def test_deals_closed_on_the_same_day_are_the_same_whatever_their_files_are_called(tmp_path):
    headers = dict(no="No", who="Client", at="Date", stage="Stage", closed="Closed")
    closed = ["", "2024-11-11", "", "", "2024-12-12", ""]
    columns = {"no": range(1, 7), "who": CLIENTS, "closed": closed, "stage": AFTER}
    texts = [written(headers, **columns, at=days(month)) for month in ("2024-10", "2025-03")]
    pipe = loaded(tmp_path, texts, ("old.csv", "new.csv"))
    assert len(pipe.deals) == 6
    assert pipe.deals["created_at"].isna().all()
    assert str(pipe.as_of.date()) == "2025-03-06"


def test_creation_in_another_format_is_the_same_day(tmp_path):
    headers = dict(no="Deal ID", at="Created", stage="Stage", amount="Amount")
    other = [f"{day[-2:]}.02.2025" for day in days("2025-02")]
    texts = [
        written(headers, no=range(1, 7), at=at, stage=stage, amount=amount)
        for at, stage, amount in (
            (days("2025-02"), BEFORE, AMOUNTS),
            (other, AFTER, REVISED["all"]),
        )
    ]
    pipe = loaded(tmp_path, texts)
    assert_is_one_list(pipe, REVISED["all"])
    assert list(pipe.deals["created_at"].dt.day) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("names", [DAYS, ("2024.csv", "2025.csv")])
def test_lists_that_number_anew_hold_other_deals(tmp_path, names):
    """Of other clients, or begun when all of the list before had."""
    headers = dict(no="Deal ID", who="Client", at="Created", stage="Stage", amount="Amount")
    others = [f"{client} & Sons" for client in CLIENTS]
    texts = [
        written(headers, no=range(1, 7), who=who, at=days(month), stage=AFTER, amount=amounts)
        for who, month, amounts in (
            (CLIENTS, "2025-02", AMOUNTS),
            (others, "2025-03", REVISED["all"]),
        )
    ]
    assert len(loaded(tmp_path, texts, names).deals) == 12
    del headers["who"]
    texts = [
        written(headers, no=range(1, 7), at=days(month), stage=AFTER, amount=amounts)
        for month, amounts in (("2025-02", AMOUNTS), ("2025-03", REVISED["all"]))
    ]
    assert len(loaded(tmp_path, texts, names).deals) == 12
