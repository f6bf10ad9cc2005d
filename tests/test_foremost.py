"""Several that share a first place are told together, whatever the order of the rows."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts import theme
from cycle_kit.charts.foremost import first_of
from cycle_kit.charts.stopping_words import funnel_words
from cycle_kit.charts.waiting_words import durations_words
from tests.chart_tables import bottlenecks_table, day


def said(told):
    """The sentences of a chart, or those that are said alone, in one line."""
    if hasattr(told, "layout"):
        told = " ".join(note.text.replace("<br>", " ") for note in told.layout.annotations)
    return " ".join(re.sub("<[^>]+>", "", str(told)).split())


def behind(first, table, **more):
    """The table with its groups first, as metrics give it, then `first` and the rest."""
    table = table.assign(**more)
    groups = [name for name in ("owner", "stage") if name in table and name != first]
    return table[[*groups, first, *table.columns.drop([*groups, first])]]


def customers(*rows):
    table = pd.DataFrame(rows, columns=["owner", "largest", "largest_customer_share"])
    return charts.customers_chart(
        behind(
            "customers", table, customers=20, returning_customers=5, won_deals=25, won_value=1000.0,
            value_per_customer=50.0,
            again_within_year=0.2, low=0.1, high=0.3, watched=20, note="",
        )
    )  # fmt: skip


def discounts(*rows):
    table = pd.DataFrame(rows, columns=["discount", "low", "win_rate", "high"])
    return charts.discounts_chart(
        behind(
            "discount",
            table,
            deals=50,
            won=25,
            lost=25,
            median_days=10.0,
            mean_discount=0.1,
            given_away=5.0,
            unknown=0,
            note="",
        )
    )


def ages(*rows):
    table = pd.DataFrame(rows, columns=["owner", "oldest", "oldest_days"])
    return charts.open_age_chart(
        behind(
            "deals",
            table,
            deals=20,
            mean_days=9.0,
            median_days=9.0,
            p90_days=20.0,
            undated=0,
            note="",
        )
    )


def due(*rows):
    table = pd.DataFrame(rows, columns=["label", "value"])
    periods = pd.to_datetime(table["label"])
    return charts.due_chart(
        behind(
            "when", table, when="ahead", period=periods, deals=2, amounts=2, note="", stage="New"
        ),
        currency="EUR",
    )


def steps(*rows):
    table = pd.DataFrame(rows, columns=["stage", "difference"])
    return charts.step_effects_chart(
        table.assign(
            low=table["difference"] - 0.1, high=table["difference"] + 0.1, taken=50, skipped=50,
            win_rate_with=0.5, win_rate_without=0.3, days_with=5.0, days_without=6.0, left_out=0, few=False,
            note="",
        )
    )  # fmt: skip


def areas(*rows):
    table = pd.DataFrame(rows, columns=["stage", "value"])
    kind = pd.CategoricalDtype(list(table["stage"]), ordered=True)
    table = behind(
        "period", table, period=day("2025-01-01"), label="2025-01", low=np.nan, high=np.nan, n=2,
        unfinished=False, note="",
    )  # fmt: skip
    return charts.trend_chart(
        table.astype({"stage": kind}),
        measure="open_value", currency="EUR",
    )  # fmt: skip


def bests(*rows):
    table = pd.DataFrame(rows, columns=["period", "value"])
    table = table.assign(
        period=pd.to_datetime(table["period"]), label=table["period"], low=np.nan, high=np.nan,
        n=20, unfinished=False, note="",
    )  # fmt: skip
    return charts.past_words(table, "won_deals")


def stays(*rows):
    table = pd.DataFrame(rows, columns=["stage", "median_days"])
    return durations_words(
        table.assign(visits=30, running=0, phase="sale", share_of_cycle=0.4, km_median_days=5.0)
    )


def losses(*rows):
    table = pd.DataFrame(rows, columns=["stage", "wins_gained"])
    table = bottlenecks_table().iloc[[0] * len(rows)].reset_index(drop=True).assign(**table)
    return charts.to_do_answer(
        charts_to_do(), bottlenecks=table.assign(value_gained=10.0), currency="EUR"
    )


def charts_to_do():
    return ck.to_do(ck.from_events(pd.DataFrame({
        "deal_id": ["1"], "stage": ["A"], "at": pd.to_datetime(["2025-01-01"])}), stages=["A"]))  # fmt: skip


#: what draws or says it, its rows, the two that share the first place, and the sentence about them
TIES = {
    "customers": (customers, [("Ann", "Acme", 0.4), ("Bo", "Zeta", 0.4), ("Cy", "Y", 0.1)], ("Ann", "Bo"),
        "40 % of the won value of each of @ hangs on one customer: nowhere is it more."),
    "discounts": (discounts, [("none", 0.6, 0.7, 0.8), ("1-5 %", 0.6, 0.7, 0.9), ("5-9 %", 0.1, 0.2, 0.3)],
        ('"none"', '"1-5 %"'), 'with a discount of @ were won more often than those of "5-9 %"'),
    "ages": (ages, [("Ann", "d1", 90.0), ("Bo", "d2", 90.0), ("Cy", "d3", 5.0)], ("Ann", "Bo"),
        "No open deal is older than the oldest of @: 90 days."),
    "due": (due, [("2025-05", 700.0), ("2025-06", 700.0), ("2025-07", 50.0)], ("May 2025", "Jun 2025"),
        "Most of what is to come is due in @: €700 each."),
    "steps": (steps, [("Demo", 0.3), ("Trial", 0.3), ("Call", 0.0)], ("Demo", "Trial"),
        "Deals that took @ were won more often than like ones that skipped it: +30 pt each."),
    "areas": (areas, [("New", 500.0), ("Offer", 500.0), ("Talk", 5.0)], ("New", "Offer"),
        "most of what is open stands in @: €500 each."),
    "past": (bests, [("2025-01", 9.0), ("2025-02", 9.0), ("2025-03", 4.0)], ("Jan 2025", "Feb 2025"),
        "Your best was 9 in @."),
    "stays": (stays, [("New", 12.0), ("Offer", 12.0), ("Talk", 5.0)], ("New", "Offer"),
        "Deals stay longest in @: in each half of the stays that ended took up to 12 days."),
    "losses": (losses, [("New", 2.0), ("Offer", 2.0), ("Talk", 1.0)], ("New", "Offer"),
        "A tenth fewer losses would bring most in @: 2 more wins, €10 each."),
}  # fmt: skip


@pytest.mark.parametrize("name", TIES)
def test_equal_ones_are_told_together(name):
    draw, (first, second, last), (one, other), sentence = TIES[name]
    both = {sentence.replace("@", f"{a} and {b}") for a, b in ((one, other), (other, one))}
    for order in ([first, second, last], [second, first, last], [last, second, first]):
        told = said(draw(*order))
        assert any(each in told for each in both), told
    alone = said(draw(first, (second[0], *last[1:]), last))
    assert not any(each in alone for each in both)


def test_a_step_that_helps_and_one_that_harms_as_much_are_both_told():
    told = said(steps(("Demo", 0.3), ("Trial", -0.3), ("Call", 0.0)))
    assert "took Demo were won more often" in told and "took Trial were won less often" in told


def test_steps_that_as_few_pass_are_told_and_drawn_together():
    log = [
        (f"{n}", stage) for n in range(40) for stage in "ABC"[: 3 if n < 10 else 2 if n < 20 else 1]
    ]
    table = pd.DataFrame(log, columns=["deal_id", "stage"]).assign(at=pd.Timestamp("2025-01-01"))
    table["at"] += pd.to_timedelta(table["stage"].map({"A": 0, "B": 1, "C": 2}), unit="D")
    ends = pd.DataFrame({"deal_id": [f"{n}" for n in range(40)], "at": pd.Timestamp("2025-02-01")})
    ends["stage"] = ["won" if n < 10 else "lost" for n in range(40)]
    pipe = ck.from_events(pd.concat([table, ends]), stages=["A", "B", "C"])
    funnel = ck.funnel(pipe)
    assert "As few go on from each of A and B" in str(funnel_words(funnel))
    assert charts.narrowest_stage(funnel) == "A"
    assert charts.funnel_chart(funnel).to_json().count(theme.colour("accent_pale")) >= 2


def test_first_of_none_says_nothing():
    assert first_of([{"a": np.nan, "title": "x"}], "a") == {}


def test_no_chart_picks_one_of_several_by_the_order_of_rows():
    """First places are asked of `foremost`: what picks one row alone picks by where it stands."""
    one_alone = re.compile(r"idxm(?:ax|in)\(|\b(?:max|min)\([^)\n]*key=")
    #: of periods, each of which is there once; a name to look into; told with all that share its place
    known = {"trend_within.py": 1, "waiting_words.py": 1, "loss_words.py": 1}
    folder = Path(ck.__file__).parent / "charts"
    found = {
        path.name: len(one_alone.findall(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.py"))
    }
    assert {name: count for name, count in found.items() if count} == known
