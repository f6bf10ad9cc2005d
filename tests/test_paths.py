"""The ways deals go and how often they turn back: by hand, and by brute force in plain Python."""

from collections import Counter
from itertools import pairwise
from statistics import median

import pandas as pd
import pytest
from hypothesis import given, settings

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.loops import loops
from cycle_kit.metrics.paths import paths
from tests.companies import without_deals
from tests.deal_paths import OUTCOMES, STAGES, outcome, pipe_of, pools, twenty, unbroken
from tests.engines import ENGINES

SIX = ["ABW", "ABL", "ABX", "AL", "ABAL", "AB"]


def way(path):
    """The stages of a path in order, and closings that were undone."""
    stops = unbroken(path)
    while stops and stops[-1] in OUTCOMES:
        stops.pop()
    while stops and stops[0] in OUTCOMES:
        stops.pop(0)
    found = []
    for stop in stops:  # of closings that follow each other the last one counts
        if stop in OUTCOMES and found and found[-1] in OUTCOMES.values():
            found.pop()
        found.append(OUTCOMES.get(stop, stop))
    return " → ".join(found) or None


def test_ways_by_hand():
    table = paths(pipe_of(SIX))  # seven days in each stage
    assert table["way"].tolist() == ["A → B", "A", "A → B → A"]
    assert table["deals"].tolist() == [3, 1, 1]
    assert table["share"].tolist() == [0.6, 0.2, 0.2]
    assert table["covered"].tolist() == pytest.approx([0.6, 0.8, 1.0])
    assert table["win_rate"].tolist() == [0.5, 0, 0]
    assert table["median_days"].tolist() == [14, 7, 21]
    assert table["open"].tolist() == [1, 0, 0]
    assert table["stages"].tolist() == [2, 1, 3]
    low, high = table.loc[0, "low"], table.loc[0, "high"]
    assert (low, high) == pytest.approx((0.0945, 0.9055), abs=1e-4)  # Wilson of 1 in 2


def test_an_undone_closing_is_part_of_the_way():
    assert paths(pipe_of(["ALAW"]))["way"].tolist() == ["A → lost → A"]


def test_deals_of_no_known_stage_are_the_last_row():
    table = paths(pipe_of(["L", "L", "AW"]))
    assert table["way"].fillna("?").tolist() == ["A", "?"]
    assert table["deals"].tolist() == [1, 2]


@settings(max_examples=15)
@given(paths_=pools)
def test_ways_as_counted_by_hand(paths_):
    table = paths(pipe_of(paths_))
    closed = Counter(way(path) for path in paths_ if outcome(path) != "open")
    assert dict(zip(table["way"], table["deals"], strict=True)).keys() >= closed.keys() - {None}
    found = {
        None if pd.isna(row.way) else row.way: row.deals for row in table.itertuples() if row.deals
    }
    assert found == dict(closed)
    assert table["open"].sum() == sum(outcome(path) == "open" for path in paths_)
    assert (table["deals"] == table["won"] + table["lost"] + table["dropped"]).all()
    if closed:
        assert table["covered"].iloc[-1] == pytest.approx(1)


def turns(paths_, days=7):
    """(from, to): [(days back, whether it waits)], deal by deal."""
    found, last = {}, max(days * (len(path) - 1) for path in paths_)
    for path in paths_:
        stops = [(stop, at * days) for at, stop in enumerate(path)]
        stops = [pair for at, pair in enumerate(stops) if at == 0 or stops[at - 1][0] != pair[0]]
        for (here, _), (there, left) in pairwise(stops):
            if here in OUTCOMES or there in OUTCOMES or there >= here:
                continue
            again = next(
                (at for stop, at in stops if at > left and "A" <= stop <= "D" and stop >= here),
                None,
            )
            waits = again is None and path[-1] in STAGES
            end = again if again is not None else last if waits else closing(path) * days
            found.setdefault((here, there), []).append((end - left, waits, again is not None))
    return found


def closing(path):
    """The place of the first of the outcomes with which a path ends."""
    place = len(path) - 1
    while place and path[place - 1] in OUTCOMES:
        place -= 1
    return place


def test_loops_by_hand():
    # back for a week and then on; back and lost after a week; back and still there, four weeks before the end
    table = loops(pipe_of(["ABABW", "ABAL", "ABA", "AB", "AAAAAAA"]))
    row = table.iloc[0]
    assert (row["from_stage"], row["to_stage"], len(table)) == ("B", "A", 1)
    assert (row["deals"], row["moves"], row["share"]) == (3, 3, 0.75)
    assert (row["regained"], row["unfinished"]) == (1, 1)
    assert (row["mean_days"], row["median_days"], row["total_days"]) == (7, 7, 7 + 7 + 28)


@settings(max_examples=15)
@given(paths_=pools)
def test_loops_as_counted_by_hand(paths_):
    expected = turns(paths_)
    table = loops(pipe_of(paths_))
    found = {(str(r.from_stage), str(r.to_stage)): r for r in table.itertuples()}
    assert found.keys() == expected.keys()
    for pair, moves in expected.items():
        row = found[pair]
        assert row.moves == len(moves)
        assert (row.unfinished, row.regained) == (
            sum(m[1] for m in moves),
            sum(m[2] for m in moves),
        )
        assert row.total_days == sum(m[0] for m in moves)
        ended = [m[0] for m in moves if not m[1]]
        assert row.median_days == median(ended) if ended else pd.isna(row.median_days)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    mine = [*twenty(), "ABLCX", "DCBAW", "L"]
    owner = {"owner": [*["x", None] * 11, "y"]}
    for metric in (paths, loops):
        expected = metric(pipe_of(mine, **owner), by="owner")
        found = metric(pipe_of(mine, engine=ENGINES[engine], **owner), by="owner")
        pd.testing.assert_frame_equal(found, expected, check_dtype=False, atol=1e-9)


def test_groups_have_their_own_shares():
    table = paths(pipe_of(["AW", "AL", "ABW"], owner=["x", "x", "y"]), by="owner")
    assert table[["owner", "way", "share", "covered"]].to_numpy().tolist() == [
        ["x", "A", 1.0, 1.0], ["y", "A → B", 1.0, 1.0],
    ]  # fmt: skip


def test_nothing_to_count():
    nobody = without_deals(pipe_of(SIX))
    assert paths(nobody).empty and loops(nobody).empty
    assert loops(pipe_of(["ABW"])).empty
    only = paths(pipe_of(["A"])).iloc[0]
    assert (only["deals"], only["open"]) == (0, 1) and pd.isna(only["share"])


def test_refused_without_history_or_by_outcome():
    plain = pd.DataFrame({"Deal ID": ["1"], "Stage": ["New"], "Created": ["2024-01-01"]})
    listed = ck.load(plain, stages=["New"])
    with pytest.raises(QuestionError, match="history"):
        paths(listed)
    with pytest.raises(QuestionError, match="history"):
        loops(listed)
    with pytest.raises(QuestionError):
        paths(pipe_of(SIX), by="outcome")


def test_ways_are_told_and_drawn():
    table = paths(pipe_of(SIX))
    assert str(charts.paths_words(table)) == (
        "The most frequent way is A → B: so went 60 % of the closed deals. Too few of these are decided to judge. "
        "Half of these took up to 14 days. Open deals have not come to the end of theirs."
    )
    drawn = ck.paths_chart(table)
    bars = {bar.customdata[0][1]: list(bar.x) for bar in drawn.data if bar.type == "bar"}
    assert bars == {"won": [1], "lost": [1, 1, 1], "dropped": [1]}
    hovers = " ".join(text for bar in drawn.data if bar.type == "bar" for text in bar.hovertext)
    assert "3 closed deals, 60 % of all" in hovers and "1 open deal has gone so far" in hovers
    many = paths(pipe_of([*["ABCW"] * 30, *["AL"] * 40, *["ABL"] * 5]))
    assert "Most wins came by A → B → C: 30 of 30 decided." in str(charts.paths_words(many))


def test_loops_are_told_and_drawn():
    table = loops(pipe_of(["ABABW", "ABAL", "ABA", "AB", "AAAAAAA"]))
    assert str(charts.loops_words(table)) == (
        "Moving back from B to A cost most: 3 moves took 42 days in all until the deals were as far again or "
        "closed. Half of these took up to 7 days. 75 % of the deals that were in B moved back so. 1 is not as "
        "far again yet. These are too few to judge."
    )
    bar = next(trace for trace in ck.loops_chart(table).data if trace.type == "bar")
    assert (list(bar.x), [list(each) for each in bar.customdata]) == ([42], [["B", "A"]])


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        (["AL", "BL"], "The most frequent ways are A and B: 50 % of the closed deals went each."),
        (["AL", "BL", "CL", "ABL"], "and 2 more: 25 % of the closed deals went each."),
        (
            ["ABW", "ABW", "BW", "AL"],
            "The most frequent way is A → B: so went 50 % of the closed deals.",
        ),
        ([*["AL"] * 3, "ABW", "BW"], "Most wins came by A → B and B: 1 each."),
        ([*["AL"] * 3, "ABW", "ABW", "BW"], "Most wins came by A → B: 2 of 2 decided."),
    ],
)
def test_ways_that_share_the_first_place_are_told_together(ways, said):
    words = str(charts.paths_words(paths(pipe_of(ways)))).replace("\xa0", " ")
    assert said in words and ("The most frequent way is" in words) == (len(set(ways)) < len(ways))


@pytest.mark.parametrize("days", [True, False])
@pytest.mark.parametrize("turned", [False, True])
def test_turning_back_that_costs_as_much_is_told_together(days, turned):
    table = loops(pipe_of(["ABABW", "ABAL"])).iloc[[0, 0, 0]].reset_index(drop=True)
    costs = [7.0, 7.0, 3.0] if days else [None] * 3
    table = table.assign(
        from_stage=["B", "C", "D"], to_stage="A", total_days=costs, moves=[2, 2, 1]
    )
    words = str(charts.loops_words(table.iloc[::-1] if turned else table)).replace("\xa0", " ")
    pairs = "C to A and B to A" if turned else "B to A and C to A"
    assert words.startswith(
        f"Moving back from {pairs} cost most: 7 days each"
        if days
        else f"Deals moved back most often from {pairs};"
    )
    alone = str(charts.loops_words(table.iloc[[0, 2]]))
    assert alone.startswith(
        "Moving back from B to A cost most" if days else "Deals moved back most often from B to A"
    )


def test_empty_tables_are_calm_sentences():
    nothing = pipe_of(["AB"])
    assert "No deal has closed yet" in str(charts.paths_words(paths(nothing)))
    assert str(charts.loops_words(loops(nothing))) == "No deal moved back."
    for chart, table in ((ck.paths_chart, paths(nothing)), (ck.loops_chart, loops(nothing))):
        assert not chart(table).data
