"""Beside a list of deals, in one sheet: an excerpt of it, sums of its rows, the list of another day."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError

HEADERS = ["Deal ID", "Client", "Stage", "Amount", "Created"]
ROWS = [
    ["1", "Acme", "Won", "100", "2025-01-02"],
    ["2", "Acme", "Won", "200", "2025-01-03"],
    ["3", "Beta", "Offer", "300", "2025-01-04"],
    ["4", "Beta", "Offer", "50", "2025-01-04"],
    ["5", "Gama", "Lost", "70", "2025-01-05"],
    ["6", "Gama", "Won", "90", "2025-01-06"],
    ["7", "Delta", "Offer", "40", "2025-01-07"],
    ["8", "Delta", "Offer", "45", "2025-01-08"],
]
SUMS = {"Acme": ("Won", 300), "Beta": ("Offer", 350), "Delta": ("Offer", 85)}


def of_columns(names, rows=ROWS):
    places = [HEADERS.index(name) for name in names]
    return [list(names), *([row[place] for place in places] for row in rows)]


def beside(left, right):
    """Two tables side by side, with an empty column between them."""
    longest = max(len(left), len(right))
    full = [[*table, *[[""] * len(table[0])] * (longest - len(table))] for table in (left, right)]
    rows = [[*one, "", *other] for one, other in zip(*full, strict=True)]
    return "\n".join(map(",".join, rows)).encode()


def told(pipe):
    return [pipe.deals[name].tolist() for name in ("outcome", "amount", "created_at")]


@pytest.mark.parametrize("whole", [HEADERS, HEADERS[1:], [*HEADERS[:4], "Created"]])
@pytest.mark.parametrize("stage", ["Offer", "Won"])
def test_an_excerpt_without_dates_counts_once(whole, stage):
    left = of_columns(whole)
    right = of_columns(whole[:-1], [row for row in ROWS if row[2] == stage])
    pipe, alone = ck.load(beside(left, right)), ck.load("\n".join(map(",".join, left)).encode())
    assert told(pipe) == told(alone) and len(pipe.visits) == len(alone.visits)
    assert pipe.as_of == alone.as_of
    notes = pipe.notes
    assert notes["note"].str.contains("All its rows are in").sum() == 1
    assert not notes["note"].str.contains("1970|of different days").any()


def test_an_excerpt_that_says_otherwise_is_of_no_known_day():
    right = of_columns(HEADERS[:4], [[*row[:3], "999", row[4]] for row in ROWS[2:5]])
    with pytest.raises(LayoutError) as refused:
        ck.load(beside(of_columns(HEADERS), right))
    assert "nothing says of which day it is" in str(refused.value)
    assert "save each table as a file of its own, with its day in the name" in str(refused.value)


def test_lists_of_two_days_in_one_sheet_are_saved_as_files():
    """A day in the name of the sheet would be that of both."""
    later = [[*row[:2], "Won", row[3], row[4]] for row in ROWS]
    later.append(["9", "Echo", "Offer", "10", "2025-02-03"])
    pipe = ck.load(beside(of_columns(HEADERS), of_columns(HEADERS, later)))
    assert len(pipe.deals) == 9
    assert pipe.notes["fix"].str.contains("Save each table as a file of its own").any()
    assert not pipe.notes["fix"].str.contains("Put the day of each export").any()


@pytest.mark.parametrize("first", [["Client", "Stage"], ["Stage", "Client"]])
@pytest.mark.parametrize("more", [["Created"], []])
def test_sums_of_the_rows_are_no_deals(first, more):
    whole = of_columns([*first, "Amount", *more])
    sums = [
        [{"Client": client, "Stage": stage}[name] for name in first] + [str(amount)]
        for client, (stage, amount) in SUMS.items()
    ]
    pipe = ck.load(beside(whole, [[*first, "Amount"], *sums]), as_of="2025-05-01")
    assert len(pipe.deals) == 8 and pipe.deals["amount"].sum() == 895
    note = pipe.notes[pipe.notes["note"].str.contains("sums up rows of")].iloc[0]
    assert (note["fate"], note["rows"]) == ("furniture", 3)


def test_parts_of_a_list_with_other_amounts_are_deals():
    pipe = ck.load(
        beside(
            of_columns(["Client", "Stage", "Amount"]),
            [["Client", "Stage", "Amount"], ["Acme", "Won", "310"], ["Beta", "Offer", "350"]],
        ),
        as_of="2025-05-01",
    )
    assert len(pipe.deals) == 10


def test_a_list_is_no_summary_of_its_lines():
    lines = of_columns(["Deal ID", "Client", "Stage", "Amount"])
    lines = [[*row, "Part"] for row in lines] + [["1", "Acme", "Won", "7", "Part"]]
    lines[0][-1] = "Product"
    deals = [row[:4] for row in lines[:-1]]
    deals[1][3] = "107"
    with pytest.raises(LayoutError) as refused:
        ck.load(beside(lines, deals), as_of="2025-05-01")
    assert "nothing says of which day it is" in str(refused.value)


JOBS = ("Cleaning", "Garden", "Windows", "Roof")


@pytest.mark.parametrize("client", ["Client,", ""])
def test_jobs_that_come_again_are_not_read_as_exports(client):
    """What is told of the rows is what becomes of them."""
    rows = [
        f"2025-0{month}-28,{job},{client and f'C{(month + place) % 4},'}"
        f"{('Offer', 'Won', 'Lost')[(month + place) % 3]},{100 * place + month},2025-0{month}-0{place}"
        for month in (2, 3, 4)
        for place, job in enumerate(JOBS, 1)
    ]
    pipe = ck.load("\n".join([f"Export date,Job,{client}Stage,Amount,Created", *rows]).encode())
    assert len(pipe.deals) == 12
    notes = pipe.notes["note"].str.cat() + pipe.notes["effect"].str.cat()
    assert "export of that day" not in notes and "of different days" not in notes
