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
    "outcome_curves": lambda pipe, by: ck.outcome_curves(pipe, by=by, min_at_risk=1),
    "stage_durations": ck.stage_durations,
    "cycle_length": ck.cycle_length,
    "velocity": ck.velocity,
    "ledger": ck.ledger,
    "flows": ck.flows,
    "waterfall": lambda pipe, by: ck.waterfall(pipe, "2024-02-01", "2024-03-01", by=by),
    "funnel_rules": ck.funnel_rules,
    "loss_reasons": ck.loss_reasons,
}
RATES = ["win_rate", "funnel", "trend of a rate", "outcome_curves", "velocity"]


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
    deals["big"] = [n % 2 == 0 for n in range(24)]
    deals["people"] = [1.0] * 9 + [2.0] * 9 + [None] * 6
    deals["size"] = pd.Categorical(["S", "M"] * 12, categories=["S", "M", "L"])
    return ck.from_events(events(*rows), stages=["A", "B"], deals=deals)


@pytest.mark.parametrize("metric", SPLIT)
@pytest.mark.parametrize(
    "by", ["deal_id", "created_at", "closed_at", "asked_at", ["kind", "deal_id"]]
)
def test_every_deal_and_every_date_make_no_groups(pipe, metric, by):
    with pytest.raises(ColumnError, match="makes a group of every") as error:
        SPLIT[metric](pipe, by=by)
    assert 'by="owner"' in error.value.fix or "ck.trend" in error.value.fix


@pytest.mark.parametrize("metric", RATES)
@pytest.mark.parametrize("by", ["outcome", "lost_reason", ["kind", "outcome"]])
def test_by_what_says_how_they_ended_nothing_is_compared(pipe, metric, by):
    with pytest.raises(QuestionError, match="cannot be split by"):
        SPLIT[metric](pipe, by=by)


def test_counts_by_outcome_are_counts_and_rates_by_it_are_empty(pipe):
    rows = ck.kpis(pipe, at="2024-02", by="outcome").set_index(["measure", "outcome"])
    whole = ck.kpis(pipe, at="2024-02").set_index("measure")["value"]
    assert rows.loc["new_deals", "value"].sum() == whole["new_deals"] > 0
    assert rows.loc["won_deals", "value"]["won"] == whole["won_deals"] > 0
    for name in ("win_rate", "win_loss_ratio", "velocity_per_day", "conversion_first_to_won"):
        assert rows.loc[name, "value"].isna().all()
        assert rows.loc[name, "note"].str.startswith("Not by what became of a deal").all()
    months = ck.trend(pipe, "new_deals", by="outcome")
    assert months["value"].sum() == 24 and set(months["outcome"]) == {"won", "lost", "open"}
    takes = ck.cycle_length(pipe, by="outcome", outcome="closed").set_index("outcome")
    assert takes.loc[["won", "lost"], "median_days"].tolist() == [9, 9]


def test_exact_amounts_make_no_groups_and_bands_of_them_do(pipe):
    log = events(*(f"{n} A 2024-01-0{1 + n % 9}" for n in range(150)))
    fields = pd.DataFrame({"deal_id": [str(n) for n in range(150)], "amount": range(150)})
    fields["shared"] = [n // 3 for n in range(150)]
    many = ck.from_events(log, stages=["A"], deals=fields)
    with pytest.raises(ColumnError, match="makes 150 groups of 150 deals") as error:
        ck.win_rate(many, by="amount")
    bands = error.value.fix.removeprefix("Split by bands: ").rstrip(".").split(", or ")
    assert [ck.win_rate(many, by=eval(by[3:]), basis="created").shape[0] for by in bands] == [4, 1]
    assert len(ck.win_rate(many, by="shared", basis="created")) == 50


COLUMNS = {"big": [False, True], "people": [1, 2, None], "size": ["M", "S"]}


@pytest.mark.parametrize("metric", SPLIT)
@pytest.mark.parametrize("by", COLUMNS)
def test_yes_and_no_numbers_and_categories_are_groups(pipe, metric, by):
    found = SPLIT[metric](pipe, by=by)[by]
    known = [value for value in COLUMNS[by] if value is not None]
    assert sorted(found.dropna().unique()) == known
    assert found.isna().any() == (len(known) < len(COLUMNS[by]))


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
