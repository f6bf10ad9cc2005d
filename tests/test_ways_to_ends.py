"""What is advised where the words for ends stand in no column: each advice is typed and leads to the right figures."""

import json

import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError, StageError
from tests.test_advice import arguments

ENDS = [
    ("WON", "LOST", "OPEN"),
    ("Gewonnen", "Verloren", "Offen"),
    ("Wygrane", "Przegrane", "Otwarte"),
    ("موفق", "ناموفق", "باز"),
]


def load(lines, **more):
    return ck.load("\n".join([*lines, ""]).encode(), **more)


@pytest.mark.parametrize("words", ENDS)
def test_words_above_groups_are_to_be_written_into_the_rows(words):
    groups = [
        line
        for w in words
        for line in (f"{w},300,", f"{w[0]}x,100,2025-01-01", f"{w[0]}y,200,2025-01-02")
    ]
    with pytest.raises(LayoutError) as error:
        load(["Client,Amount,Created", *groups])
    assert 'columns={"stage"' not in error.value.fix
    assert "Status" in error.value.fix and all(f'"{word}"' in error.value.fix for word in words)
    rows = [f"{w[0]}{n},{n}00,2025-01-0{n},{w}" for w in words for n in (1, 2)]
    pipe = load(["Client,Amount,Created,Status", *rows])
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [2, 2, 2]


@pytest.mark.parametrize(
    "heads",
    ["Won £,Lost £", "Won value,Lost value", "Gewonnen €,Verloren €", "مبلغ موفق,مبلغ ناموفق"],
)
def test_amounts_below_won_and_lost_are_to_be_told_by_a_status(heads):
    rows = ["A,100,,2025-01-01", "B,,200,2025-01-02", "C,300,,2025-01-03", "D,,50,2025-01-04"]
    with pytest.raises(LayoutError) as error:
        load([f"Client,{heads},Created", *rows])
    assert 'columns={"stage"' not in error.value.fix
    assert all(f'"{head}"' in error.value.fix for head in heads.split(","))


def test_a_column_that_is_not_there_cannot_be_named():
    with pytest.raises(LayoutError) as error:
        load(["Client,Amount,Created", "A,100,2025-01-01", "B,200,2025-01-02"])
    assert "columns=" not in error.value.fix and "Add a column" in error.value.fix


@pytest.mark.parametrize("more", [{}, {"estimatedvalue": 100}])
def test_codes_of_a_system_are_told_and_the_line_works(more):
    records = [
        {"name": f"O{n}", "statecode": n % 3, "createdon": f"2025-01-{n + 1:02}",
         "actualclosedate": f"2025-02-{n + 1:02}" if n % 3 else None, **more}
        for n in range(12)
    ]  # fmt: skip
    table = json.dumps({"value": records}).encode()
    with pytest.raises((StageError, LayoutError)) as error:
        ck.load(table)
    assert 'columns={"status": "statecode"}, won=["1"], lost=["2"]' in error.value.fix
    pipe = ck.load(table, **arguments(f"ck.load(..., {error.value.fix.split(': ', 1)[1]}"))
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [4, 4, 4]


@pytest.mark.parametrize("person", ["Changed by", "User", "Geändert von", "Изменил", "تغییر توسط"])
def test_a_log_of_moves_with_who_made_them_has_no_row_for_each_field(person):
    stages = ["Aa", "Bb", "Cc", "Dd"]
    moves = [
        f"{1000 + n},{stages[k]},{stages[k + 1]},2025-{k + 2:02}-{n + 1:02},{'xyz'[(n + k) % 3]}"
        for n in range(12)
        for k in range(1 + n % 3)
    ]
    lines = [f"Record,From,To,Changed at,{person}", *moves]
    try:
        pipe = load(lines)
    except LayoutError as error:
        assert "each changed field" not in error.fix and person not in error.fix
        pipe = load(lines, **arguments(error.fix))
    assert len(pipe.deals) == 12 and pipe.stages == tuple(stages)
