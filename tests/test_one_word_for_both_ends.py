"""One stage for deals that were won and for those that were lost: the way in is a column that tells the two apart."""

from __future__ import annotations

import re

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError


def listed(stage: str, header: str, cells: list[str]) -> bytes:
    """Twelve deals, every third open in Demo, the others in one stage; `cells`: of open, won and lost deals."""
    rows = [f"No,Client,Stage,Value,Created,Closed,{header}"]
    for n in range(1, 13):
        end = f"2024-02-{n:02d}" if n % 3 else ""
        rows.append(
            f"{n},C{n},{stage if n % 3 else 'Demo'},100,2024-01-{n:02d},{end},{cells[n % 3]}"
        )
    return "\n".join(rows).encode()


@pytest.mark.parametrize(
    ("stage", "cells"),
    [
        ("Closed", ["", "Won - price", "Lost - price"]),
        ("Final", ["", "Won - price", "Lost - price"]),
        ("Zamknięte", ["", "Wygrana - cena", "Przegrana - cena"]),
    ],
)
def test_the_column_that_tells_the_two_apart_is_offered_and_loads(stage, cells):
    content = listed(stage, "Outcome reason", cells)
    with pytest.raises(StageError) as raised:
        ck.load(content)
    offered = re.search(r'columns=\{"status": "(.*?)"\}', str(raised.value))
    assert offered
    assert "won=[" not in str(raised.value)
    outcomes = ck.load(content, columns={"status": offered[1]}).deals["outcome"].tolist()
    assert outcomes == ["won", "lost", "open"] * 4


def test_a_column_that_tells_one_end_only_is_not_offered():
    with pytest.raises(StageError) as raised:
        ck.load(listed("Closed", "Outcome reason", ["", "Won - price", "Budget"]))
    assert "columns=" not in str(raised.value)


@pytest.mark.parametrize("stage", ["Closed", "Final"])
def test_100_and_0_percent_tell_how_deals_of_one_stage_ended(stage):
    pipe = ck.load(listed(stage, "Probability", ["40", "100", "0"]))
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"] * 4
    assert pipe.notes["note"].str.contains("100 % .* 0 %").any()


@pytest.mark.parametrize(
    "word", ["Closed", "Zamknięte", "Completed", "بسته شده", "مغلقة", "Приключена"]
)
@pytest.mark.parametrize("column", ["Status", "Stage"])
def test_one_word_for_all_ends_is_no_word_for_a_win_and_what_is_printed_loads(column, word):
    rows = [f"{n},C{n},{word if n % 3 else 'Open'},100,2024-01-{n:02d}" for n in range(1, 13)]
    content = "\n".join([f"No,Client,{column},Value,Created", *rows, ""]).encode()
    with pytest.raises(StageError) as raised:
        ck.load(content)
    assert "column that says won or lost" in raised.value.fix
    printed = re.findall(r'(won|lost)=\["(.*?)"\]', raised.value.fix)
    assert printed == [("won", word), ("lost", word)]
    for outcome, said in printed:
        pipe = ck.load(content, **{outcome: [said]})
        assert pipe.deals["outcome"].value_counts()[[outcome, "open"]].tolist() == [8, 4]
