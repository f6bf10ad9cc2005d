"""Columns that make no groups, or groups that say how they ended: refused by every metric alike, or answered."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, CycleKitError, QuestionError
from tests.companies import ENGINES, events

SPLIT = {
    "win_rate": ck.win_rate,
    "funnel": ck.funnel,
    "kpis": ck.kpis,
    "trend of a rate": lambda pipe, by: ck.trend(pipe, "win_rate", by=by),
    "trend of a stock": lambda pipe, by: ck.trend(pipe, "open_deals", by=by),
    "trend of a count": lambda pipe, by: ck.trend(pipe, "won_deals", by=by),
    "outcome_curves": ck.outcome_curves,
    "stage_durations": ck.stage_durations,
    "cycle_length": ck.cycle_length,
    "velocity": ck.velocity,
    "ledger": ck.ledger,
    "flows": ck.flows,
    "waterfall": lambda pipe, by: ck.waterfall(pipe, "2024-02-01", "2024-03-01", by=by),
}
RATES = [name for name in SPLIT if name.split()[0] in ("win_rate", "funnel", "kpis", "trend")]


@pytest.fixture(scope="module")
def pipe():
    """24 deals: a third won, lost and open; columns of dates, of nothing, and of one value."""
    rows, ends = [], ["Won", "Lost", ""]
    begun = pd.date_range("2024-01-01", periods=24, freq="3D")
    for n, day in enumerate(begun):
        rows += [f"{n} A {day:%Y-%m-%d}", f"{n} B {day + pd.Timedelta(days=5):%Y-%m-%d}"]
        rows += [f"{n} {ends[n % 3]} {day + pd.Timedelta(days=9):%Y-%m-%d}"] if ends[n % 3] else []
    deals = pd.DataFrame({"deal_id": [str(n) for n in range(24)], "amount": 100.0, "kind": "x"})
    deals["lost_reason"] = ["p" if n % 3 == 1 else None for n in range(24)]
    deals["asked_at"] = begun.astype("datetime64[us]")
    deals["nobody"] = None
    deals["no_number"] = float("nan")
    return ck.from_events(events(*rows), stages=["A", "B"], deals=deals)


@pytest.mark.parametrize("metric", SPLIT)
@pytest.mark.parametrize(
    "by", ["deal_id", "created_at", "closed_at", "asked_at", ["kind", "deal_id"]]
)
def test_every_deal_and_every_date_make_no_groups(pipe, metric, by):
    with pytest.raises(ColumnError, match="makes a group of every") as error:
        SPLIT[metric](pipe, by=by)
    assert 'by="owner"' in error.value.fix or "ck.trend" in error.value.fix


@pytest.mark.parametrize("metric", [*RATES, "outcome_curves", "velocity"])
@pytest.mark.parametrize("by", ["outcome", "lost_reason", ["kind", "outcome"]])
def test_by_what_says_how_they_ended_nothing_is_compared(pipe, metric, by):
    with pytest.raises(QuestionError, match="cannot be split by"):
        SPLIT[metric](pipe, by=by)


@pytest.mark.parametrize("metric", SPLIT)
@pytest.mark.parametrize("by", ["nobody", "no_number"])
def test_a_column_without_any_value_is_one_group(pipe, metric, by):
    found, whole = SPLIT[metric](pipe, by=by), SPLIT[metric](pipe, by="kind")
    assert len(found) == len(whole) and found[by].isna().all()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("undated", [False, True])
def test_events_without_a_date_are_an_error_of_ours(engine, undated):
    log = events("1 A 2024-01-01", "1 Won 2024-01-09")
    log = log.assign(at=log["at"].where(log["at"].isna())) if undated else log.head(0)
    with pytest.raises(CycleKitError) as error:
        ck.from_events(ENGINES[engine](log))
    assert error.value.fix
