"""Deals of which nobody knows how they ended: in lists and among the defects, in no figure."""

import dataclasses
from functools import cache

import narwhals as nw
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import cycle_kit as ck
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.metrics.past import at, told
from cycle_kit.pipeline import built
from tests.companies import events

STAGES = ["A", "B", "C"]
#: what becomes of each third deal
ENDS = ("Won", "Lost", None)


def company(*, dated: bool):
    """90 deals over a year; ten of the lost ones ended in a word that is not known."""
    rows, fields = [], []
    for n in range(90):
        start = pd.Timestamp("2023-03-01") + pd.Timedelta(days=4 * n)
        stops = [*STAGES[: 1 + n % 3], ENDS[n // 2 % 3]]
        for step, stop in enumerate(stops):
            if stop:
                rows.append(
                    f"{n:02} {stop} {start + pd.Timedelta(days=(3 + n % 5) * step):%Y-%m-%d}"
                )
        fields.append(
            {"deal_id": f"{n:02}", "owner": "xyz"[n % 3], "amount": 100.0 + n, "created_at": start}
        )
    pipe = ck.from_events(events(*rows), stages=STAGES, deals=pd.DataFrame(fields))
    lost = sorted(pipe.deals.loc[pipe.deals["outcome"] == "lost", "deal_id"])[::3]
    moves = pipe.moves.copy()
    odd = moves["kind"].eq("end") & moves["deal_id"].isin(lost)
    moves.loc[odd, "label"] = "unknown"
    if not dated:
        moves.loc[odd, ["at", "stamp"]] = pd.NaT
    return built(nw.from_native(pipe.deals), nw.from_native(moves), pipe), lost


@cache
def undated():
    return company(dated=False)


METRICS = {
    "funnel": ck.funnel,
    "funnel by owner": lambda p: ck.funnel(p, by="owner"),
    "funnel_rules": ck.funnel_rules,
    "ledger": ck.ledger,
    "flows": ck.flows,
    "loss_reasons": ck.loss_reasons,
    "stage_durations": ck.stage_durations,
    "cycle_length": lambda p: ck.cycle_length(p, outcome="closed"),
    "outcome_curves": ck.outcome_curves,
    "win_rate": lambda p: ck.win_rate(p, basis="closed"),
    "win_rate created": lambda p: ck.win_rate(p, basis="created", by="owner"),
    "velocity": ck.velocity,
    "kpis": ck.kpis,
    "trend": lambda p: ck.trend(p, "new_deals"),
    "what_if": ck.what_if,
    "bottlenecks": ck.bottlenecks,
    "compare": lambda p: ck.compare(p, "win_rate", within=()),
    "forecast": lambda p: ck.forecast(p, until="2024-06-30"),
    "backtest": lambda p: ck.backtest(p, horizon=30, methods=["history"]),
    "waterfall": lambda p: ck.waterfall(p, "2023-06-01", "2023-12-31"),
    "to_do": ck.to_do,
}


@pytest.mark.parametrize("metric", METRICS)
def test_every_figure_is_the_one_without_them(metric):
    pipe, odd = undated()
    others = pipe.where(deal_id=sorted(set(pipe.deals["deal_id"]) - set(odd)))
    assert len(others.deals) == 80
    assert_frame_equal(METRICS[metric](pipe), METRICS[metric](others))


def test_they_are_in_lists_and_among_the_defects():
    pipe, odd = undated()
    assert pipe.deals.loc[pipe.deals["outcome"] == "unknown", "deal_id"].tolist() == odd
    assert not pipe.visits["deal_id"].isin(odd).any()
    defects = ck.defects(pipe).set_index("defect")
    assert defects.loc["unknown outcome"].tolist() == [10, 10 / 90]
    assert len(deals_behind(pipe)) == 90
    assert len(deals_behind(pipe, part="new")) == 80
    assert "left out: 10 whose outcome is not known;" in ck.definition_here(pipe, "funnel")
    assert "not known" not in ck.definition_here(pipe, "defects")


def test_before_their_end_they_were_open():
    pipe, odd = company(dated=True)
    row = pipe.moves[pipe.moves["deal_id"].eq(odd[2]) & pipe.moves["kind"].eq("end")].iloc[0]
    eve = row["at"] - pd.Timedelta(days=1)
    past = pipe.rewind(eve)
    assert past.deals.set_index("deal_id").loc[odd[2], "outcome"] == "open"
    assert odd[2] in set(past.visits["deal_id"])
    assert ck.ledger(past)["entries"].sum() == len(past.visits)
    still_open = sorted(past.deals.loc[past.deals["outcome"] == "open", "deal_id"])
    known = at(told(pipe), eve)
    names = told(pipe).deals["deal_id"]
    assert sorted(names[known.open_deals["deal"]]) == still_open


def test_the_stock_of_a_day_is_the_one_that_was_known_then():
    pipe, odd = company(dated=True)
    seen = 0
    for month in pd.period_range("2023-04", "2024-01", freq="M"):
        then = pipe.rewind(month.end_time.normalize()).deals
        still_open = then[then["outcome"].eq("open")]
        kpis = ck.kpis(pipe, at=str(month)).set_index("measure")["value"]
        assert kpis["open_deals"] == len(still_open)
        seen += still_open["deal_id"].isin(odd).sum()
    assert seen  # some of them were open at the end of a month


@pytest.mark.parametrize("dated", [True, False])
def test_a_waterfall_by_a_column_is_that_of_its_deals(dated):
    pipe, _ = company(dated=dated)
    kinds = ["north", "south", "east", "west"] * 23
    pipe = dataclasses.replace(pipe, deals=pipe.deals.assign(region=kinds[: len(pipe.deals)]))
    split = ck.waterfall(pipe, "2023-08-31", "2023-12-31", by="region")
    for region, rows in split.groupby("region"):
        alone = ck.waterfall(pipe.where(region=region), "2023-08-31", "2023-12-31")
        assert_frame_equal(rows.drop(columns="region").reset_index(drop=True), alone)
