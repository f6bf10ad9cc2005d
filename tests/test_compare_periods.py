"""Before and after a change: by hand, and as plain pandas counts it in invented companies."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, without_deals
from tests.companies_over_time import Habits, company

CHANGE = "2025-03-01"
AS_OF = pd.Timestamp("2025-04-29")  # sixty days from the change on: 31 December is the first before


def log(rows):
    """Deals as (created, days to the end or None, outcome, segment)."""
    found, kinds = [], []
    for n, (created, days, outcome, segment) in enumerate(rows):
        found.append((str(n), "New", created))
        if days is not None and created + pd.Timedelta(days=days) <= AS_OF:
            found.append((str(n), outcome, created + pd.Timedelta(days=days)))
        kinds.append((str(n), segment, 100.0))
    frame = pd.DataFrame(found, columns=["deal_id", "stage", "at"])
    frame["at"] = frame["at"].astype("datetime64[us]")
    return frame, pd.DataFrame(kinds, columns=["deal_id", "segment", "amount"])


def pipe_of(rows, engine="pandas"):
    frame, deals = log(rows)
    native = ENGINES[engine]
    return ck.from_events(native(frame), stages=["New"], deals=native(deals), as_of=AS_OF)


def daily(before, after, *, days=10, segment="B2B", start="2024-12-31", each=1):
    """One deal a day, or several: so many of ten won, before the change and after it."""
    rows = []
    for n, created in enumerate(pd.date_range(start, AS_OF)):
        share = before if created < pd.Timestamp(CHANGE) else after
        rows += [
            (created, days, "won" if (7 * n) % 10 < share else "lost", segment) for _ in range(each)
        ]
    return rows


@pytest.mark.parametrize("engine", ENGINES)
def test_as_many_days_before_as_after_and_as_long_seen(engine):
    """Sixty days each; ten days to any end: of both those created in the first fifty count."""
    found = ck.compare_periods(pipe_of(daily(3, 6), engine), "win_rate", change=CHANGE).iloc[0]
    assert (found["deals_before"], found["deals_after"], found["within_days"]) == (50, 50, 10)
    assert (found["value_before"], found["value_after"]) == (0.3, 0.6)
    assert found["difference"] == pytest.approx(0.3)
    assert found["low"] < 0.3 < found["high"] and found["verdict"] == "better"
    assert (found["first_before"], found["first_after"], found["last_after"]) == (
        pd.Timestamp("2024-12-31"), pd.Timestamp(CHANGE), AS_OF,
    )  # fmt: skip


def test_what_came_after_the_change_does_not_count_as_before():
    """Deals of the days before it that end after it are seen no longer than those of the last days."""
    rows = daily(3, 3) + [(pd.Timestamp("2025-02-25"), 9, "won", "B2B")] * 30
    found = ck.compare_periods(pipe_of(rows), "win_rate", change=CHANGE).iloc[0]
    assert (found["value_before"], found["deals_before"]) == (0.3, 50)


def test_the_mix_is_taken_out():
    """Small deals are won in 8 of 10, large ones in 2: after the change more large ones come."""
    small, large = daily(8, 8, segment="SMB"), daily(2, 2, segment="Large")
    late = pd.Timestamp(CHANGE)
    rows = small + large + [row for row in large if row[0] >= late] * 3
    pipe = pipe_of(rows)
    found = ck.compare_periods(pipe, "win_rate", change=CHANGE).iloc[0]
    assert (found["naive_before"], found["naive_after"]) == pytest.approx((0.5, (8 + 4 * 2) / 50))
    assert found["difference"] == pytest.approx(0) and found["within"] == "segment"
    assert found["verdict"] == "no clear difference"
    plain = ck.compare_periods(pipe, "win_rate", change=CHANGE, within=None).iloc[0]
    assert plain["difference"] == pytest.approx(0.32 - 0.5) and plain["verdict"] == "worse"
    each = ck.compare_periods(pipe, "win_rate", change=CHANGE, by="segment").set_index("segment")
    assert each["value_after"].to_dict() == pytest.approx({"Large": 0.2, "SMB": 0.8})


def test_days_count_open_deals_as_unfinished_on_both_sides():
    before = [(at, 30, "won", "") for at in pd.date_range("2024-12-31", "2025-02-28")]
    after = [(at, 15, "won", "") for at in pd.date_range(CHANGE, AS_OF)]
    found = ck.compare_periods(pipe_of(before + after), "median_cycle_days", change=CHANGE).iloc[0]
    assert (found["value_before"], found["value_after"]) == pytest.approx((30, 15))
    assert found["verdict"] == "better" and found["what"] == "time to decision"
    same = [(at, 30, "won", "") for at in pd.date_range("2024-12-31", AS_OF)]
    found = ck.compare_periods(pipe_of(same), "median_cycle_days", change=CHANGE).iloc[0]
    assert found["difference"] == pytest.approx(0) and found["verdict"] == "no clear difference"


def test_too_few_are_no_verdict():
    found = ck.compare_periods(pipe_of(daily(2, 9)), "win_rate", change=CHANGE, min_n=60).iloc[0]
    assert found["verdict"] == "too few" and np.isnan(found["p"])


def plainly(pipe, change):
    """Win rates of both sides within the same days, by plain pandas; and these days."""
    deals = pipe.deals.dropna(subset="created_at")
    until = pipe.as_of.normalize() + pd.Timedelta(days=1)
    begin = change - (until - change)
    deals = deals[(deals["created_at"] >= begin) & (deals["created_at"] < until)]
    deals = deals.assign(day=deals["created_at"].dt.normalize())
    days = (deals["closed_at"] - deals["created_at"]) / pd.Timedelta(days=1)
    decided = deals["outcome"].isin(["won", "lost"])
    limit = int(min(np.quantile(days[decided], 0.8), (until - change).days / 2))
    deals = deals.assign(days=days)[decided & (days <= limit)]
    whole = pd.Timedelta(days=limit + 1)
    sides = [
        deals[(deals["created_at"] < change) & (deals["day"] + whole <= change)],
        deals[(deals["created_at"] >= change) & (deals["day"] + whole <= until)],
    ]
    return [(side["outcome"].eq("won").mean(), len(side)) for side in sides], limit


@pytest.mark.parametrize("seed", range(10))
def test_it_is_what_plain_pandas_counts(seed):
    pipe = company(Habits(a_month=25, months=18), seed)
    change = (pipe.as_of - pd.Timedelta(days=200)).normalize()
    found = ck.compare_periods(pipe, "win_rate", change=change, within=None).iloc[0]
    sides, limit = plainly(pipe, change)
    assert found["within_days"] == limit
    assert (found["deals_before"], found["deals_after"]) == tuple(n for _, n in sides)
    assert (found["value_before"], found["value_after"]) == pytest.approx(
        tuple(v for v, _ in sides)
    )
    assert found["low"] <= found["difference"] <= found["high"]


def test_where_nothing_changed_hardly_any_verdict_is_given():
    given = 0
    for seed in range(10):
        pipe = company(Habits(a_month=25, months=18), seed)
        change = (pipe.as_of - pd.Timedelta(days=200)).normalize()
        for measure in ("win_rate", "median_cycle_days"):
            found = ck.compare_periods(pipe, measure, change=change)
            given += int(found["verdict"].isin(["better", "worse"]).sum())
    assert given <= 3  # of twenty; at 4 % each more than three come once in 150 times


@pytest.mark.parametrize(
    ("ask", "wrong"),
    [
        (lambda p: ck.compare_periods(p, "won_value", change=CHANGE), "Groups cannot be compared"),
        (lambda p: ck.compare_periods(p, "entries into New", change=CHANGE), "Groups cannot be"),
        (lambda p: ck.compare_periods(p, "open_age", change=CHANGE), "Groups cannot be compared"),
        (lambda p: ck.compare_periods(p, "win_rate", change="2031-01-01"), "change= needs a day"),
        (
            lambda p: ck.compare_periods(p, "win_rate", change=CHANGE, by="outcome"),
            "Two periods cannot be compared",
        ),
    ],
)
def test_what_cannot_be_asked_is_told(ask, wrong):
    pipe = pipe_of(daily(3, 6))
    with pytest.raises(QuestionError) as error:
        ask(pipe)
    assert error.value.wrong.startswith(wrong)
    if "ck." in error.value.fix:
        line = error.value.fix[error.value.fix.index("ck.") : error.value.fix.rindex(")") + 1]
        assert len(eval(line, {"ck": ck, "pipe": pipe})) == 1


def test_nobody_and_one_deal():
    nobody = without_deals(pipe_of(daily(3, 6)))
    found = ck.compare_periods(nobody, "win_rate", change=CHANGE).iloc[0]
    assert (found["deals_before"], found["deals_after"], found["verdict"]) == (0, 0, "too few")
    one = ck.from_events(events("1 New 2025-01-05", "1 Won 2025-03-05"), stages=["New"])
    found = ck.compare_periods(one, "win_rate", change="2025-02-01").iloc[0]
    assert found["verdict"] == "too few" and pd.isna(found["difference"])
    told = ck.compare_periods_chart(found.to_frame().T).layout.annotations[0].text
    assert "cannot be compared" in told.replace("<br>", " ")


def test_the_chart_says_the_verdict():
    table = ck.compare_periods(pipe_of(daily(3, 6)), "win_rate", change=CHANGE)
    chart = ck.compare_periods_chart(table)
    told = " ".join(each.text.replace("<br>", " ") for each in chart.layout.annotations)
    assert "Won of those decided within 10 days: 30 % before, 60 % after" in told.replace(
        "\xa0", " "
    )
    assert "better." in told and "What else changed at that time" in told


def test_what_is_set_beside_deals_as_if_of_the_same_amount_is_told_by_name():
    row = {"value_before": 0.4, "value_after": 0.5, "difference": 0.1, "low": -0.1, "high": 0.3, "note": "",
           "deals_before": 30, "deals_after": 30, "left_out": 0, "verdict": "no clear difference", "p": 0.2,
           "what": "win rate", "measure": "win_rate"}  # fmt: skip
    table = pd.DataFrame([row | {"source": "Web"}, row | {"source": "Fair"}])
    table = table[["source", *row]]
    some, all_ = (
        " ".join(n.text.replace("<br>", " ") for n in chart.layout.annotations)
        for within in (["amount", ""], ["amount", "amount"])
        if (chart := ck.compare_periods_chart(table.assign(within=within)))
    )
    assert "only Web is set beside deals as if" in some
    assert "everybody is set beside deals as if" in all_
