"""Every chart over time, of groups too, says below it in a sentence what its marks say."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts.measured import MEASURES
from tests.companies import events
from tests.companies_over_time import Habits, company

KINDS = ["won_value", "won_deals", "new_deals", "open_age", "win_rate", "open_deals", "median_cycle_days"]  # fmt: skip


@pytest.fixture(scope="module")
def pipe():
    return company(Habits(months=8), 3)


def below(chart) -> str:
    last = chart.layout.annotations[-1].text
    return plain(last).replace("  ", " ")


def plain(text: str) -> str:
    text = text.replace("<br>", " ").replace("\N{NO-BREAK SPACE}", " ")
    return text[text.find(">") + 1 :].replace("</span>", "").strip()


@pytest.mark.parametrize("measure", KINDS)
@pytest.mark.parametrize("by", [None, "owner"])
def test_a_trend_says_the_last_whole_period(pipe, measure, by):
    table = ck.trend(pipe, measure, by=by)
    told = below(charts.trend_chart(table, measure=measure))
    whole = table[table["value"].notna() & ~table["unfinished"]]
    last = whole[whole["period"] == whole["period"].max()]
    assert told.startswith(MEASURES[measure][0]) and last["label"].iloc[0] not in ("", None)
    for group in last["owner"].head(4) if by else ():
        assert str(group) in told
    assert (" in " in told) and told.count(".") >= 1


def by_month(*values, unfinished=(), **more):
    months = pd.date_range("2025-01-01", periods=len(values), freq="MS")
    young = [at in unfinished for at in range(len(values))]
    table = {"period": months, "value": values, "n": 20, "low": None, "high": None}
    return pd.DataFrame(table | {"unfinished": young} | more)


@pytest.mark.parametrize(
    "table, told",
    [
        (by_month(3.0, 5.0, 1.0, unfinished=[2]), "Won deals: 5 deals in Feb 2025, 3 deals in Jan 2025."),
        (by_month(None, 5.0), "Won deals: 5 deals in Feb 2025."),
        (by_month(3.0, unfinished=[0]), "No whole period has a value yet."),
        (by_month(3.0, 1.0, n=4, low=0.0, high=9.0),
         "Won deals: 1 deal in Feb 2025, 3 deals in Jan 2025. That is too few to judge."),
    ],
)  # fmt: skip
def test_what_is_not_over_is_no_last_period(table, told):
    assert below(charts.trend_chart(table, measure="won_deals")) == told


def test_groups_are_named_in_their_order_and_the_rest_counted():
    owners = ["Zoe", "Ann", "Bob", "Cyd", "Dan", "Eve"]
    parts = [by_month(1.0, float(n)).assign(owner=owner) for n, owner in enumerate(owners)]
    table = pd.concat(parts)[["owner", *parts[0].columns.drop("owner")]]
    told = below(charts.trend_chart(table, measure="won_deals"))
    assert told == (
        "Won deals: in Feb 2025 Zoe 0 deals, Ann 1 deal, Bob 2 deals, Cyd 3 deals, 2 more beside."
    )
    rates = table.assign(low=0.0, high=1.0, value=0.5, n=[9, 9] * 3 + [30, 30] * 3)
    assert below(charts.trend_chart(rates.head(4), measure="win_rate")) == (
        "Win rate: in Feb 2025 Zoe 50 % (too few to judge), Ann 50 % (too few to judge)."
    )


def test_the_triangle_says_the_youngest_that_are_old_enough():
    rows = [("2025-01-01", 30.0, 0.5, 10), ("2025-01-01", 60.0, 0.7, 20),
            ("2025-02-01", 30.0, 0.4, 10), ("2025-02-01", 60.0, None, 0)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["period", "age", "value", "n"])
    table = table.assign(
        period=pd.to_datetime(table["period"]), low=None, high=None, unfinished=table["n"] == 0
    )
    assert below(charts.trend_chart(table, measure="win_rate")) == (
        "Of 20 deals created in Jan 2025 and decided within 60 days, 70 % were won."
    )


@pytest.mark.parametrize("calendar", [None, "jalali"])
@pytest.mark.parametrize("day, whole", [("2025-03-12", False), ("2025-03-31", None)])
def test_a_period_that_is_not_over_has_no_end_yet(calendar, day, whole):
    log = events("1 New 2025-01-05", "1 B 2025-02-10", "2 New 2025-02-01")
    pipe = ck.from_events(log, stages=["New", "B"], as_of=day, calendar=calendar)
    for every in ("month", "year"):
        told = below(charts.trend_chart(
            ck.trend(pipe, "open_deals", every=every, by="stage"), measure="open_deals"
        ))  # fmt: skip
        running = pipe.periods.number(pd.Timestamp(day) + pd.Timedelta(days=1), every) == (
            pipe.periods.number(pd.Timestamp(day), every)
        )
        assert ("At the end of" in told) is not running
        assert ("is not over yet: so far most" in told) is running
        assert whole is None or running


def test_groups_beside_past_periods_and_a_change_are_told(pipe):
    within = ck.trend(pipe, "won_value", within="quarter", by="owner")
    told = below(charts.trend_chart(within, measure="won_value"))
    assert told.startswith("Week ") and str(within["owner"].iloc[0]) in told
    change = ck.compare_periods(pipe, "win_rate", change=pipe.as_of - pd.Timedelta(days=90), by="owner")  # fmt: skip
    told = below(charts.compare_periods_chart(change))
    assert "after the change" in told or "can it be judged" in told


def groups_of_verdicts(*verdicts):
    row = {"value_before": 0.2, "value_after": 0.4, "difference": 0.2, "low": 0.1, "high": 0.3, "deals_before": 20,
           "deals_after": 20, "naive_before": 0.2, "naive_after": 0.4, "left_out": 0, "p": 0.01, "measure": "win_rate",
           "what": "", "within": "", "note": ""}  # fmt: skip
    rows = [{"owner": f"O{n}", **row, "verdict": each} for n, each in enumerate(verdicts)]
    return pd.DataFrame(rows)


def test_clear_changes_of_groups_are_named():
    table = groups_of_verdicts("better", "no clear difference", "too few")
    told = below(charts.compare_periods_chart(table))
    assert told.startswith(
        "Clearly another figure after the change: O0 (better). 2 of 3 groups could be judged."
    )
    none = below(charts.compare_periods_chart(groups_of_verdicts("too few")))
    assert none.startswith("In no group can it be judged.")


def test_the_share_that_slipped_is_told_of_all():
    """A deal can be due, and slip, in several periods: over these it is times that are counted."""
    rows = {"period": pd.to_datetime(["2025-01-01", "2025-02-01"]), "due": [3, 2], "slipped": [2, 1],
            "slip_rate": [2 / 3, 1 / 2], "label": ["2025-01", "2025-02"]}  # fmt: skip
    table = pd.DataFrame(rows)
    assert below(charts.slips_chart(table.head(1))) == "In all 2 of 3 deals slipped."
    told = "Deals were due 5 times, once a period, and slipped 3 times."
    assert below(charts.slips_chart(table)) == told


@pytest.mark.parametrize(
    "low, high, verdict, p, odd",
    [
        (0.1, 0.3, "no clear difference", 0.06, True),
        (-0.1, 0.3, "no clear difference", 0.4, False),
        (0.1, 0.3, "better", 0.01, False),
        (-0.1, 0.3, "worse", 0.03, True),
        (0.1, 0.3, "too few", None, False),
    ],
)
def test_a_range_and_a_verdict_that_say_otherwise_are_explained(low, high, verdict, p, odd):
    row = {"low": low, "high": high, "verdict": verdict, "p": p}
    table = groups_of_verdicts(verdict).assign(**row)
    at = charts.compare_periods_chart(table).data
    told = " ".join(plain(text) for trace in at for text in (trace.hovertext or ()))
    assert ("the test decides (p = " in told) is odd
    whole = table.drop(columns="owner").assign(first_before="", first_after="", last_after="")
    assert ("the test decides (p = " in below(charts.compare_periods_chart(whole))) is odd
    of_owners = pd.DataFrame(
        {"group": ["A"], "value": [0.4], "rest": [0.2], "difference": [0.2], "n": [30], "left_out": [0],
         "within_days": [90.0], "measure": ["win_rate"], "what": [""], "within": [""], "note": [""]}
    ).assign(**row)[
        ["group", "value", "rest", "difference", "low", "high", "n", "p", "verdict", "left_out", "within_days",
         "measure", "what", "within", "note"]
    ]  # fmt: skip
    at = charts.compare_chart(of_owners).data
    told = " ".join(plain(text) for trace in at for text in (trace.hovertext or ()))
    assert ("the test decides (p = " in told) is odd


def test_steps_of_a_team_say_who_is_clearly_apart():
    """The table of one company, its verdicts set by hand."""
    pipe = company(Habits(months=8), 3)
    table = ck.steps(pipe)
    ends = [name for name in table if name.endswith("_verdict")]
    assert len(ends) > 1
    few = table.assign(**dict.fromkeys(ends, "too few"))
    assert "Nobody has been in a step often enough to judge." in below(charts.steps_chart(few))
    alike = table.assign(**dict.fromkeys(ends, "no clear difference"))
    assert "Of all these comparisons together none shows anybody apart" in below(
        charts.steps_chart(alike)
    )
    last = table.iloc[-1]
    for end in ends:
        apart = alike.assign(**{end: ["no clear difference"] * (len(table) - 1) + ["worse"]})
        told = below(charts.steps_chart(apart))
        part = end.removesuffix("_verdict")
        assert f"{last['owner']} in {last['stage']} ({part}: worse)." in told
    everybody = table.assign(**dict.fromkeys(ends, "better"))
    more = len(table) * len(ends) - 4
    assert f", and {more} more." in below(charts.steps_chart(everybody))
    why = "Nobody is judged on time here."
    assert below(charts.steps_chart(alike.assign(note=why))) == why
