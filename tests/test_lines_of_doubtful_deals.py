"""Notes on deals at odds with their history, their lines, or in their dates say where these deals stand."""

import pytest

from cycle_kit import load

DEALS = "Deal ID,Client,Stage,Status,Amount,Created,Closed"


def deals(rows):
    return "\n".join([DEALS, *rows, ""])


def written(tmp_path, rows, moves):
    (tmp_path / "deals.csv").write_text(deals(rows))
    log = "\n".join(["Deal ID,Stage,Entered at", *moves, ""])
    (tmp_path / "history.csv").write_text(log)
    return load(tmp_path / "deals.csv", history=tmp_path / "history.csv")


def told(pipe, words):
    [note] = pipe.notes[pipe.notes["note"].str.contains(words)].itertuples()
    return note


ROWS = [
    "1,A,Offer,Open,100,2024-01-01,",
    "2,B,Offer,Open,100,2024-01-02,",
    "3,C,Offer,Won,100,2024-01-03,2024-02-03",
    "4,D,Offer,Won,100,2024-01-03,2024-02-03",
    "5,E,Offer,Open,100,2024-01-03,",
]
MOVES = [
    *("1,Demo,2024-01-02", "1,Offer,2024-01-12"),
    *("3,Demo,2024-01-04", "3,Offer,2024-01-14"),
    *("4,Demo,2024-01-04", "4,Offer,2024-01-14", "4,Won,2024-02-03"),
    *("5,Demo,2024-01-04", "5,Lost,2024-01-24"),
]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("missing from the history", 3),
        ("is closed although its history", 4),
        ("is open although its history", 6),
    ],
)
def test_deals_at_odds_with_their_history(tmp_path, words, line):
    note = told(written(tmp_path, ROWS, MOVES), words)
    assert f"(line {line})" in note.fix
    assert note.file == "deals.csv"


def test_days_and_times_of_day():
    rows = [row.replace("2024-02-03", "2024-02-03 10:30") for row in ROWS]
    rows[0] = "1,A,Offer,Open,100,2024-01-01 09:15,"
    note = told(load(deals(rows).encode()), "a day at one end")
    assert "(lines 4, 5)" in note.fix or "(lines 4 and 5)" in note.fix


LINES = ["deal_id,product,amount,currency", "2,Desk,70,EUR", "2,Chair,30,{}", "1,Desk,{},EUR", ""]


@pytest.mark.parametrize(
    ("money", "values", "words", "place"),
    [
        ("100", ("EUR", "150"), "do not add up", "(line 2)"),
        ("", ("USD", "100"), "are in several currencies", "(line 3)"),
    ],
)
def test_deals_at_odds_with_their_lines(tmp_path, money, values, words, place):
    rows = [row.replace(",100,", f",{money},") for row in ROWS[:3]]
    (tmp_path / "deals.csv").write_text(deals(rows))
    (tmp_path / "lines.csv").write_text("\n".join(LINES).format(*values))
    pipe = load(tmp_path / "deals.csv", lines=tmp_path / "lines.csv")
    note = told(pipe, words)
    assert place in note.fix and note.file == "deals.csv"
