"""Stages called like what comes after the sale: dates of closing tell whether their deals are open."""

import pytest

import cycle_kit as ck

HEADER = "Deal ID,Stage,Amount,Created,Closed"
ENDED = ("1,Won,100,2025-01-02,2025-02-02", "2,Lost,200,2025-01-03,2025-02-03")


def loaded(*rows):
    return ck.load("\n".join([HEADER, *ENDED, *rows]).encode())


@pytest.mark.parametrize("stage", ["Delivery", "Payment", "Lieferung", "Dostawa"])
def test_without_a_date_of_closing_they_are_open_and_told(stage):
    pipe = loaded(f"3,{stage},300,2025-01-04,", "4,Offer,400,2025-01-05,")
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "open"]
    note = pipe.notes[pipe.notes["note"].str.contains("count as open")].iloc[0]
    assert stage in note["note"] and note["fix"] == f'If they are won: won=["{stage}"].'
    asked = "\n".join([HEADER, *ENDED, f"3,{stage},300,2025-01-04,", "4,Offer,400,2025-01-05,"])
    assert ck.load(asked.encode(), won=[stage]).deals["outcome"].tolist()[2] == "won"


def test_with_a_date_of_closing_they_are_asked_about():
    with pytest.raises(ck.CycleKitError, match="what comes after the sale"):
        loaded("3,In production,300,2025-01-04,2025-02-09", "4,Offer,400,2025-01-05,")


REMARKS = (
    "Mrs Kowalska said call +48 600 100 200",
    "waiting for John Smith's boss",
    "jan.nowak@firma.pl",
)


def told(pipe):
    return " ".join(pipe.notes[["note", "effect", "fix"]].fillna("").to_numpy().ravel())


def test_remarks_in_a_status_are_in_no_note_and_no_line():
    rows = [f"{n},{text},300,2025-01-0{n}," for n, text in enumerate(REMARKS, start=4)]
    text = "\n".join([HEADER.replace("Stage", "Status"), *ENDED, *rows])
    said = told(ck.load(text.encode()))
    assert "3 longer texts" in said
    assert not any(part in said for part in ("Kowalska", "Smith", "nowak"))


def test_remarks_in_a_currency_are_in_no_note_and_no_line():
    rows = [
        "1,Won,100,2025-01-02,2025-02-02,paid by Smith in cash",
        "2,Lost,200,2025-01-03,2025-02-03,EUR",
        "3,Open,300,2025-01-04,,see mail of Ms Lee",
    ]
    header = HEADER.replace("Stage", "Status") + ",Currency"
    said = told(ck.load("\n".join([header, *rows]).encode()))
    assert "EUR, 2 longer texts" in said and 'base = "EUR"' in said
    assert "Smith" not in said and "Lee" not in said
    assert "write the currency into the cells" in said


def test_remarks_in_a_log_are_in_no_question():
    rows = ["deal_id,stage,entered_at", "1,New,2025-01-02", "1,Won,2025-01-03", "2,New,2025-01-02"]
    rows += [
        "2,lost as Mrs Kowalska moved abroad again,2025-01-05",
        "3,New,2025-01-04",
        "3,Lost,2025-01-09",
    ]
    try:
        said = told(ck.load("\n".join(rows).encode()))
    except ck.CycleKitError as error:
        said = str(error)
    assert "Kowalska" not in said
