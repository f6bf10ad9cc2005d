"""When open deals are likely to be won: by hand, by a plain loop, and against what came."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import CycleKitError, QuestionError
from cycle_kit.metrics.intervals import wilson
from tests.companies import ENGINES, events, without_deals
from tests.companies_over_time import Habits, company

DATES = ["likely_close", "p10_close", "p90_close"]


def day(number: int) -> str:
    return f"{pd.Timestamp('2025-01-01') + pd.Timedelta(days=number):%Y-%m-%d}"


def closed(won=range(10, 130, 10), lost=range(5, 85, 10)):
    """Twelve deals won after 10 to 120 days in A, eight lost after 5 to 75."""
    rows = []
    for number, days in enumerate(won):
        rows += [f"w{number} A {day(0)}", f"w{number} Won {day(days)}"]
    for number, days in enumerate(lost):
        rows += [f"l{number} A {day(0)}", f"l{number} Lost {day(days)}"]
    return rows


def pipe(*rows, engine="pandas", as_of=200, **fields):
    to, log = ENGINES[engine], events(*closed(), *rows)
    deals = pd.DataFrame({"deal_id": log["deal_id"].unique()})
    for name, values in fields.items():
        deals[name] = deals["deal_id"].map(values)
    stages = list(dict.fromkeys(s for s in log["stage"] if s not in ("Won", "Lost")))
    return ck.from_events(to(log), deals=to(deals), stages=stages, as_of=day(as_of))


def words(chart):
    return " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_new_deal_goes_as_all_went(engine):
    """Of 20 like it 12 were won: a tenth of them by day 20, half by day 65 (between 60 and 70), nine tenths by 110."""
    expected = {"new": pd.Timestamp(day(230))}
    mine = pipe(f"new A {day(200)}", engine=engine, expected_close=expected)
    (row,) = ck.when_won(mine).to_dict("records")
    assert row["chance"] == pytest.approx(12 / 20) and row["low"] < 0.6 < row["high"]
    assert [row["like"], row["like_won"], row["basis"], row["note"]] == [20, 12, "stage", ""]
    assert [f"{row[name]:%Y-%m-%d}" for name in DATES] == [day(265), day(220), day(310)]
    assert row["expected"] == "within" and row["expected_close"] == expected["new"]


def test_a_deal_that_waits_goes_as_those_who_waited_as_long():
    """After 15 days 11 wins and 6 losses are left (5 and 15 are over): the median win is on day 70."""
    (row,) = ck.when_won(pipe(f"waits A {day(185)}")).to_dict("records")
    assert row["like"] == 17 and row["chance"] == pytest.approx(11 / 17)
    assert row["likely_close"] == pd.Timestamp(day(185 + 70))


@pytest.mark.parametrize(
    ("number", "where"), [(190, "past"), (205, "earlier"), (240, "within"), (400, "later")]
)
def test_the_expected_close_beside_the_range(number, where):
    mine = pipe(f"new A {day(200)}", expected_close={"new": pd.Timestamp(day(number))})
    assert ck.when_won(mine)["expected"].tolist() == [where]


def test_where_few_were_in_the_stage_those_as_old_tell():
    """In B was nobody yet: of deals 20 days old 10 wins and 6 losses are left."""
    (row,) = ck.when_won(pipe(f"b A {day(180)}", f"b B {day(195)}")).to_dict("records")
    assert row["basis"] == "age" and row["like"] == 16 and row["stage"] == "B"
    assert row["chance"] == pytest.approx(10 / 16)
    assert row["likely_close"] == pd.Timestamp(day(180 + 75))


def test_too_few_is_said_and_no_day_is_told():
    """Of deals 60 days old are left: wins of 70 to 120 days, losses of 65 and 75."""
    (row,) = ck.when_won(pipe(f"old A {day(140)}")).to_dict("records")
    assert row["like"] == 8 and row["chance"] == pytest.approx(6 / 8)
    assert row["note"] == "Too few to judge: 8 earlier deals were like it."
    assert pd.isna([row[name] for name in DATES]).all() and row["expected"] == ""


def test_nobody_was_open_for_so_long():
    (row,) = ck.when_won(pipe(f"oldest A {day(10)}")).to_dict("records")
    assert np.isnan(row["chance"]) and row["like"] == 0 and row["basis"] == ""
    assert row["note"].startswith("Nobody like it")


def incidence(rows, age):
    """Aalen-Johansen by a plain loop, stopped where under ten are left of which some are unfinished."""
    here = rows[rows["stay"].ge(age) & rows["decided"].gt(age)]
    left, won, curve = 1.0, 0.0, []
    for days, group in here[here["outcome"].ne("open")].groupby("decided"):
        risk = here["decided"].ge(days)
        if risk.sum() < 10 and here.loc[risk, "outcome"].eq("open").any():
            break
        won += left * group["outcome"].eq("won").sum() / risk.sum()
        left *= 1 - len(group) / risk.sum()
        curve.append((days, won))
    return won, left, curve, len(here)


@pytest.mark.parametrize("seed", range(10))
def test_chances_and_days_as_a_plain_loop_has_them(seed):
    pipe = company(Habits(months=16), seed)
    ends = pipe.deals.set_index("deal_id")
    stays = pipe.visits.merge(ends[["outcome", "closed_at"]], on="deal_id")
    until = stays["closed_at"].fillna(pipe.until)
    stays["decided"] = (until - stays["entered_at"]) / pd.Timedelta(days=1)
    left = stays["left_at"].fillna(pipe.until)
    stays["stay"] = (left - stays["entered_at"]) / pd.Timedelta(days=1)
    running = stays[stays["exit"].eq("open")].set_index("deal_id")
    table = ck.when_won(pipe)
    assert set(table["deal_id"]) == set(ends.index[ends["outcome"].eq("open")])
    for row in table[table["basis"].eq("stage")].iloc[::7].itertuples():
        age, stage = running.loc[row.deal_id, ["stay", "stage"]]
        won, left, curve, like = incidence(stays[stays["stage"].eq(stage)], age)
        assert row.like == like
        if not curve:
            assert np.isnan(row.chance)
            continue
        assert row.chance == pytest.approx(won / (1 - left))
        for level, found in ((0.1, row.p10_close), (0.5, row.likely_close), (0.9, row.p90_close)):
            if row.like_won < 10:
                assert pd.isna(found)
                continue
            days = next((at for at, share in curve if share >= level * row.chance - 1e-9), None)
            if days is None or pd.isna(found):
                assert days is None and pd.isna(found)
            else:
                expected = pipe.until.normalize() + pd.Timedelta(days=days - age)
                assert abs(found - expected) <= pd.Timedelta(
                    days=4
                )  # met exactly: the middle of two


def test_what_came_lay_in_the_range_about_as_often_as_said():
    inside, chances, won = [], [], []
    for seed in range(6):
        whole = company(Habits(months=40), seed)
        table = ck.when_won(whole.rewind(whole.as_of - pd.Timedelta(days=360)))
        ends = whole.deals.set_index("deal_id").loc[table["deal_id"]].reset_index()
        wins = ends["outcome"].eq("won") & table["p90_close"].notna()
        day = ends["closed_at"].dt.normalize()
        inside += list(day.between(table["p10_close"], table["p90_close"])[wins])
        chances += list(table["chance"])
        won += list(ends["outcome"].eq("won"))
    assert 0.68 < np.mean(inside) < 0.92
    assert np.nanmean(chances) == pytest.approx(np.mean(won), abs=0.06)


def test_the_limits_are_of_none_or_all_of_those_not_decided_yet():
    """Of 24 that are like it 12 were won, and 12 are younger than the first win: nothing is known of these."""
    rows = [f"n{number} A {day(200 - 5 * number)}" for number in range(1, 13)]
    won = [f"v{number} {to}" for number in range(12) for to in (f"A {day(0)}", f"Won {day(150)}")]
    mine = ck.from_events(events(*won, *rows, f"new A {day(200)}"), stages=["A"], as_of=day(200))
    row = ck.when_won(mine).set_index("deal_id").loc["new"]
    assert (row["like"], row["like_won"], row["chance"]) == (24, 12, 1)
    assert [row["low"], row["high"]] == pytest.approx([float(wilson(12, 24)[0]), 1])
    cut = ck.when_won(pipe(*rows, f"new A {day(200)}")).set_index("deal_id").loc["new"]
    limits = float(wilson(12, 32)[0]), float(wilson(32 - 8, 32)[1])
    assert (cut["low"], cut["high"]) == pytest.approx(limits)


def test_nothing_open_nothing_won_nothing_dated():
    assert ck.when_won(without_deals(pipe(f"new A {day(200)}"))).empty
    only = ck.from_events(events("1 A 2025-01-01"), stages=["A"])
    with pytest.raises(QuestionError, match="none was won yet"):
        ck.when_won(only)
    undated = pd.DataFrame(
        {
            "deal_id": list("1234"), "stage": ["A"] * 4, "outcome": ["won", "lost", "open", "open"],
            "created_at": pd.to_datetime(["2025-01-01"] * 4),
        }
    )  # fmt: skip
    listed = ck.load(
        undated.rename(columns={"outcome": "status"}), as_of="2025-03-01", stages=["A"]
    )
    with pytest.raises(QuestionError, match="hardly dated"):
        ck.when_won(listed)


def test_ranges_are_drawn_in_days_and_sooner_ones_first():
    expected = {"new": pd.Timestamp(day(205)), "late": pd.Timestamp(day(100))}
    table = ck.when_won(pipe(f"new A {day(200)}", f"late A {day(185)}", expected_close=expected))
    chart = charts.when_won_chart(table)
    dots = next(trace for trace in chart.data if trace.customdata is not None)
    assert [mark[0] for mark in dots.customdata] == ["late", "new"] and dots.x[1] > dots.x[0]
    assert dots.x[1] - dots.x[0] == table["likely_close"].diff().iloc[1] / pd.Timedelta(days=1)
    assert "which is past" in dots.hovertext[0].replace("<br>", " ")
    assert "1 of 2 open deals is expected sooner than nine in ten" in words(chart)
    few = charts.when_won_chart(ck.when_won(pipe(f"old A {day(140)}")))
    assert "Too few deals were won" in words(few)
    assert "No deal is open" in words(charts.when_won_chart(table.iloc[:0]))


LISTS = {
    "when_won": {},
    "to_do": {},
    "due": {},
    "open_age": {},
    "slips": {},
    "waiting": {},
    "activities": {"per": "deal"},
    "changes": {"start": "2025-01-15", "end": "2025-02-28"},
    "changes_matrix": {"start": "2025-01-15", "end": "2025-02-28"},
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("outcome", ["open", "won", "lost", None])
def test_a_list_of_few_deals_or_none_is_empty_or_says_why(name, outcome):
    rows = {"deal_id": ["1", "2"], "stage": ["A", "A"], "status": ["open", "won"], "amount": [5, 7],
            "created_at": ["2025-01-01"] * 2, "closed_at": [None, "2025-02-01"]}  # fmt: skip
    touches = {"deal_id": ["1", "2"], "kind": ["call"] * 2, "at": ["2025-01-05"] * 2}
    moves = {"deal_id": ["1", "2"], "stage": ["A", "A"], "entered_at": ["2025-01-01"] * 2}
    both = ck.load(
        pd.DataFrame(rows), history=pd.DataFrame(moves), activities=pd.DataFrame(touches),
        stages=["A"], as_of="2025-03-31",
    )  # fmt: skip
    asked = both if outcome is None else both.where(outcome=outcome)
    try:
        found = getattr(ck, name)(asked, **LISTS[name])
    except CycleKitError:
        return
    assert "deal_id" not in found or set(found["deal_id"].dropna()) <= {"1", "2"}
