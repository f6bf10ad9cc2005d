"""The same company in four layouts: the same answers, wherever each file holds what is asked.

What the files do not hold alike, and what is therefore not compared here: Pipedrive has no third
outcome (what was dropped is lost there) and no stage history (a deal that moved back is where it is
now); HubSpot keeps the last entry to each stage only, so that returns and reopenings are not seen
(visits, ledger, flows, exits, in_order, what was open on a past day); Salesforce closes by the day,
others to the minute (days may differ by one), and alone knows the amounts of past days. The event
log has some moves without a date, which are told and left out: where visits are compared, the deals
of these are in neither.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.shipped import sample
from tests.sample_oracles import crm
from tests.samples import PIPELINES, part

WITH_ALL_OUTCOMES = ("salesforce", "event_log")
TREND = ("new_deals", "new_value", "won_deals", "won_value", "mean_won_value")
RATES = (
    *TREND,
    "open_deals",
    "open_value",
    "win_rate",
    "win_loss_ratio",
    "conversion_first_to_won",
)
WINS = {
    **{f"trend {one}": lambda p, one=one: ck.trend(p, one, every="quarter") for one in TREND},
    "cycle": lambda p: ck.cycle_length(p)[["deals", "total_days", "mean_days", "median_days"]],
    "from first to won": lambda p: ck.trend(p, "conversion_first_to_won", every="year")[["label", "n"]],
    "won by owner": lambda p: ck.win_rate(p, by="owner")[["owner", "won", "won_value"]],
    "created": lambda p: ck.win_rate(p, basis="created")[["deals", "won", "win_rate", "low", "high"]],
    "closed rate": lambda p: ck.win_rate(p, basis="closed")[["deals", "won", "win_rate"]],
    "velocity": lambda p: ck.velocity(p)[["open_deals", "mean_won_value", "mean_cycle_days"]],
    "won per day": lambda p: ck.velocity(p)[["won_value_per_day"]],
}  # fmt: skip
DECIDED: dict[str, Callable] = {
    "win_rate": ck.win_rate,
    "win_rate by owner": lambda p: ck.win_rate(p, by="owner"),
    "win_rate by stage": lambda p: ck.win_rate(p, by="stage"),
    "funnel by owner": lambda p: ck.funnel(p, by="owner"),
    "standings": ck.funnel,
    "closed": lambda p: ck.funnel(p, rule="closed"),
    "reasons": lambda p: ck.loss_reasons(p)[["reason", "outcome", "stage", "deals", "share", "value"]],
    "trend win_rate": lambda p: ck.trend(p, "win_rate", every="quarter"),
    "compare": lambda p: ck.compare(p, "win_rate"),
    "mix_shift": lambda p: ck.mix_shift(
        p, "win_rate", by="owner", before="2024-Q3", after="2025-Q1"
    ),
    "win rate beside others": lambda p: ck.benchmark(p, "win_rate")[["value", "comparable"]],
    # those that need no hours, no accounts and no stages of the past
    "all rates": lambda p: ck.kpis(p)[lambda table: table["measure"].isin(RATES)][
        ["measure", "value", "n", "low", "high"]
    ],
}  # fmt: skip


def at_todays_amounts(pipe: ck.Pipeline) -> ck.Pipeline:
    """The pipeline as if nobody had written down what deals were worth before."""
    kept = {name: past for name, past in pipe.changes.items() if name not in ("amount", "value")}
    return replace(pipe, changes=kept)


#: of past days, on which a deal may have been closed that was reopened later
PAST: dict[str, Callable] = {
    "trend open_deals": lambda p: ck.trend(p, "open_deals", every="quarter")[["label", "value"]].tail(4),
    "waterfall": lambda p: ck.waterfall(at_todays_amounts(p), "2025-06-30", "2025-09-30").query(
        "item in ['opening', 'new', 'won', 'closing']"
    )[["item", "deals", "value"]],
    "conversion": lambda p: ck.trend(p, "conversion_first_to_won", every="year")[["label", "n"]],
}  # fmt: skip


def without_phases(table: pd.DataFrame) -> pd.DataFrame:
    """Stages of the sale only: what comes after the win is in the event log alone."""
    return table[table["phase"].eq("sale")].drop(columns="phase").reset_index(drop=True)


def durations(pipe: ck.Pipeline, per: str) -> pd.DataFrame:
    table = without_phases(ck.stage_durations(pipe, per=per)).drop(columns="share_of_cycle")
    return table.rename(
        columns=lambda name: name.replace("_low", "_low_days").replace("_high", "_high_days")
    )


def changes(pipe: ck.Pipeline) -> pd.DataFrame:
    """What a shorter and a better stage bring, days and shares and money each in a column."""
    shorter, better = pipe.stages[0], pipe.stages[1]
    rows = ck.what_if(pipe, days={shorter: -0.2}, conversion={better: 0.1}).set_index("measure")
    daily = rows.loc["won_value_per_day", "then"]
    return pd.DataFrame({
        "cycle in days": [*rows.loc["mean_cycle_days", ["now", "then", "low", "high"]].astype(float)],
        "win rate": [*rows.loc["win_rate", ["now", "then", "low", "high"]].astype(float)],
        "value": [*rows.loc["won_value_per_day", ["now", "then", "low", "high"]].astype(float)],
        "saved days": [rows.loc["one_off_value", "then"] / daily] * 4,
    })  # fmt: skip


#: of every visit that a deal made, returns and those after a reopening among them
VISITS: dict[str, Callable] = {
    "ledger": lambda p: without_phases(ck.ledger(p)),
    "flows": ck.flows,
    **{rule: lambda p, rule=rule: ck.funnel(p, rule=rule) for rule in ("visited", "in_order", "exits")},
    "rules": ck.funnel_rules,
    "durations": lambda p: durations(p, "visit"),
    "durations by deal": lambda p: durations(p, "deal"),
    "what_if": changes,
    "bottlenecks": lambda p: ck.bottlenecks(p).sort_values("stage", ignore_index=True),
}  # fmt: skip


@cache
def dated(layout: str, pipeline: str) -> ck.Pipeline:
    """A pipeline without the deals of which the event log has a move without a date."""
    log = pd.read_csv(sample("event_log.csv"), dtype=str, header=0, usecols=[0, 3])
    undated = log[log.iloc[:, 1].isna()].iloc[:, 0].dropna()
    if layout == "salesforce":
        undated = undated.str.removeprefix("NW-").astype(int).map(crm.salesforce_id)
    pipe = part(layout, pipeline)
    kept = pipe.deals.loc[~pipe.deals["deal_id"].isin(undated), "deal_id"]
    assert 0 < len(pipe.deals) - len(kept) < 20
    return pipe.where(deal_id=list(kept))


def numbers(pipe: ck.Pipeline, deals: pd.Series) -> pd.Series:
    """The numbers of these deals in the story that the samples tell."""
    if pipe.crm == "salesforce":
        return deals.map({crm.salesforce_id(n): n for n in range(1, 2701)})
    return deals.str.removeprefix("NW-").astype(int)


def curve_at(pipe: ck.Pipeline) -> np.ndarray:
    """What had become of the deals at some ages."""
    curve = ck.outcome_curves(pipe).set_index("days")[["won", "lost", "dropped", "open"]]
    return curve.reindex([10, 30, 60, 90], method="ffill").to_numpy()


def alike(one: pd.DataFrame, other: pd.DataFrame) -> None:
    assert list(one) == list(other)
    assert len(one) == len(other)
    for name in one:
        left, right = one[name].reset_index(drop=True), other[name].reset_index(drop=True)
        if pd.api.types.is_numeric_dtype(left):
            # a closing by the day moves a span by less than one
            by_day = 1.0 if "days" in name else 0.0
            rest = 0.02 if "days" in name else 1e-3 if name == "value" else 1e-9
            np.testing.assert_allclose(
                left.astype(float), right.astype(float), rtol=rest, atol=by_day, err_msg=name
            )
        else:
            days = r"\d+ days" if name == "note" else "$^"  # a limit of days is by the day, too
            told = [each.astype(str).str.replace(days, "", regex=True) for each in (left, right)]
            assert told[0].tolist() == told[1].tolist(), name


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("layout", ["salesforce", "event_log", "pipedrive"])
@pytest.mark.parametrize("metric", WINS)
def test_wins_and_deals_are_the_same_in_every_layout(metric, layout, pipeline):
    alike(WINS[metric](part("hubspot", pipeline)), WINS[metric](part(layout, pipeline)))


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("layout", WITH_ALL_OUTCOMES)
@pytest.mark.parametrize("metric", DECIDED)
def test_outcomes_are_the_same_wherever_dropped_deals_are_known(metric, layout, pipeline):
    alike(DECIDED[metric](part("hubspot", pipeline)), DECIDED[metric](part(layout, pipeline)))


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("metric", PAST)
def test_the_past_is_the_same_wherever_reopenings_are_known(metric, pipeline):
    alike(PAST[metric](part("event_log", pipeline)), PAST[metric](part("salesforce", pipeline)))


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("metric", VISITS)
def test_visits_are_the_same_wherever_each_is_known(metric, pipeline):
    one, other = (VISITS[metric](dated(layout, pipeline)) for layout in ("event_log", "salesforce"))
    alike(one, other)


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_what_became_of_deals_by_age_is_the_same(pipeline):
    curves = {
        name: curve_at(part(name, pipeline)) for name in ("hubspot", "event_log", "salesforce")
    }
    np.testing.assert_allclose(curves["hubspot"], curves["event_log"], atol=1e-9)
    np.testing.assert_allclose(curves["salesforce"], curves["event_log"], atol=0.01)  # by the day
    for outcome in ("won", "closed"):
        one, other = (
            ck.cycle_length(part(name, pipeline), outcome=outcome)
            for name in ("hubspot", "event_log")
        )
        alike(one, other)


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_what_is_to_do_is_the_same(pipeline):
    found = []
    for layout in ("event_log", "salesforce"):
        pipe = dated(layout, pipeline)
        table = ck.to_do(pipe)
        found.append(set(zip(table["why"], numbers(pipe, table["deal_id"]), strict=True)))
    one, other = found
    differ = one ^ other
    assert {why for why, _ in differ} <= {"silent", "welcome", "revive"}  # by the hour, or the day
    assert len(differ) <= 3 < len(one)
