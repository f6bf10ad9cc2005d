"""A column that is called like one of yes and no and holds numbers answers nothing: it is not used, and named so."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError


def table(header, cells, status=("Won", "Lost", "Open")):
    rows = [
        f"Project {n},{100 * n},2024-01-{n:02d},{status[n % 3]},{cells[n % len(cells)]}"
        for n in range(1, 19)
    ]
    return "\n".join([f"Name,Amount,Created,Status,{header}", *rows]).encode()


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("% done", ("0%", "30%", "60%", "100%")),
        ("% done", ("0", "35", "50", "65", "100")),
        ("Done (%)", ("0 %", "50 %", "100 %")),
        ("Done", ("0.1", "0.25", "0.5", "0.75")),
    ],
)
def test_numbers_below_a_header_of_yes_and_no_are_not_used(header, cells):
    pipe = ck.load(table(header, cells))
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [6, 6, 6]
    assert f'Columns that are not used: "{header}".' in set(pipe.notes["note"])


def test_ones_and_zeros_stay_yes_and_no():
    text = table("Project", ("x",), status=("1", "0", "")).replace(b"Status", b"Won")
    won = ck.load(text).deals["outcome"].value_counts()["won"]
    assert won == 6


@pytest.mark.parametrize("cells", [("0", "1", "2"), ("yes", "no", "soon")])
def test_codes_and_words_that_are_no_answers_are_still_told(cells):
    with pytest.raises(ColumnError, match="cannot be read as yes or no"):
        ck.load(table("Done", cells))


def test_a_column_that_the_caller_names_is_still_told():
    text = table("% done", ("0%", "30%", "60%", "100%"))
    with pytest.raises(ColumnError, match="cannot be read as yes or no"):
        ck.load(text, columns={"is_closed": "% done"})
