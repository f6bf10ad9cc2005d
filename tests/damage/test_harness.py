"""The harness itself: that it sees what it is there to see, and says nothing where nothing is wrong."""

from datetime import datetime
from random import Random

import pytest

from tests.damage.compared import compared
from tests.damage.damage import hurting, some_rows
from tests.damage.judge import judged
from tests.damage.moments import like, moment
from tests.damage.notes import CLAIMS, lines_named, untrue
from tests.damage.samples import clean
from tests.damage.tables import Export
from tests.damage.truth import known, loaded
from tests.damage.writing import lines, written


def with_cell(role: str, text: str, **promised) -> Export:
    """The list of deals with another cell in one row of a won deal."""
    export = clean("a list")
    rows = some_rows(export, Random("harness"), 1, outcomes=("won",), filled=(role,))
    export = export.with_table(export.table().mapped(role, lambda _: text, rows=rows))
    hurt = {"hurt": hurting(rows, *promised["fields"])} if "fields" in promised else {}
    return export.promising(**hurt)


def test_another_figure_is_seen():
    assert judged(with_cell("amount", "123456789")).words.startswith("money: {'won': ")
    assert judged(with_cell("owner", "Nobody Else")).words.startswith("owners: 1 × 'Nobody Else'")
    assert "closed: 1 × '2025-09-09" in judged(with_cell("closed_at", "2025-09-09")).words


def test_a_hurt_row_may_be_empty_but_not_other():
    verdict = judged(with_cell("amount", "123456789", fields=["amount"]))
    assert verdict.outcome == "SILENT"
    assert verdict.words.startswith("a hurt row gives amount = 123456789.0 (right: ")


def test_a_hurt_row_that_is_empty_must_be_told():
    assert judged(with_cell("amount", "to be seen", fields=["amount"])).outcome == "told"
    verdict = judged(with_cell("amount", "", fields=["amount"]))
    assert verdict.outcome == "SILENT" and verdict.words.startswith("no note tells of line ")


def test_a_note_about_a_row_where_nothing_is_wrong_is_seen():
    export = with_cell("amount", "to be seen", fields=["amount"])
    pipe = loaded(export)
    told = lines_named(" ".join(pipe.notes["note"]))[0]
    note = pipe.notes["note"].str.replace(f"line {min(told)}", "line 2")
    object.__setattr__(pipe, "notes", pipe.notes.assign(note=note))
    assert compared(export, pipe).outcome == "UNTRUE"


@pytest.mark.parametrize(
    ("text", "numbers", "more"),
    [
        ("1 row (line 16): empty.", {16}, 0),
        ("rows (lines 3, 17 and 4 more)", {3, 17}, 4),
        ("2 rows (lines 6 and 8)", {6, 8}, 0),
        ("blank rows (lines 6 to 9 and 12)", {6, 7, 8, 9, 12}, 0),
        ("lines 3-5", {3, 4, 5}, 0),
        ("12 lines of products", set(), 0),
        ("line 2; and lines 4, 5", {2, 4, 5}, 0),
    ],
)
def test_lines_that_a_note_names(text, numbers, more):
    assert lines_named(text) == (numbers, more)


def test_claims_are_compared_with_the_deals():
    pipe = known("a list").pipe
    assert not untrue(pipe, "Read as a plain table (utf-8, comma).")
    assert (
        untrue(pipe, "No row names an open stage: every deal is closed.") == "every deal is closed"
    )
    assert (
        untrue(pipe, "There are 29 won deals and not one that was lost.") == "not one that was lost"
    )
    assert untrue(pipe, "3,000 deals are closed before they were created.")
    assert len(CLAIMS) >= 8


@pytest.mark.parametrize(
    ("cell", "order", "stamp", "timed"),
    [
        ("2024-03-05", "ymd", datetime(2024, 3, 5), False),
        ("5.3.2024 13:47", "dmy", datetime(2024, 3, 5, 13, 47), True),
        ("3/5/2024 1:47 PM", "mdy", datetime(2024, 3, 5, 13, 47), True),
        ("2024-03-05T13:47:00.000Z", "ymd", datetime(2024, 3, 5, 13, 47), True),
        ("03/05/2024 12:05 am", "mdy", datetime(2024, 3, 5, 0, 5), True),
    ],
)
def test_days_of_the_samples(cell, order, stamp, timed):
    assert moment(cell, order) == (stamp, timed)
    later = like(cell, order, stamp.replace(year=2204))
    found = moment(later, order)
    assert found and found[0].year == 2204 and len(later) == len(cell)


def test_what_is_no_day_is_none():
    assert moment("31.02.2024", "dmy") is None
    assert moment("soon", "ymd") is None
    assert moment("2024-03-05", "") is None


def test_a_row_is_in_the_line_that_is_said():
    export = clean("suitecrm in pl")
    table = export.table()
    content = written(export.file("deals")).decode().split("\r\n")
    for line, row in list(zip(lines(table), table.rows, strict=True))[:5]:
        assert row.cells[1] in content[line - 1]
