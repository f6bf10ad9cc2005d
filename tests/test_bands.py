"""Numbers to split by in bands, of every metric that splits."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.metrics.bands import labels_of, round_edges
from tests.companies import ENGINES, events, without_deals

MOVES = events(
    *("1 A 2024-01-01", "1 Won 2024-01-05", "2 A 2024-01-02", "2 Lost 2024-01-08"),
    *("3 A 2024-01-03", "3 Won 2024-02-05", "4 A 2024-01-04", "4 Won 2024-02-05"),
    *("5 A 2024-02-01", "5 Lost 2024-02-05", "6 A 2024-02-02"),
)
DEALS = pd.DataFrame({
    "deal_id": list("123456"), "amount": [500, 1000, 19_999, 20_000, None, 50],
    "seats": [1, 2, 3, 4, 5, 6], "owner": list("xyxyxy"),
})  # fmt: skip
BANDS = ["under 1,000", "1,000 to 20,000", "20,000 and more"]


def company(engine="pandas"):
    wrap = ENGINES[engine]
    return ck.from_events(wrap(MOVES), stages=["A"], deals=wrap(DEALS))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_at_an_edge_is_in_the_band_above_and_none_is_in_no_band(engine):
    found = ck.win_rate(company(engine), by={"amount": [20_000, 1000]}, basis="created")
    assert list(found.columns[:2]) == ["amount", "deals"]
    assert list(found["amount"].cat.categories) == BANDS
    assert found["amount"].astype(object).where(found["amount"].notna(), None).tolist() == [
        *BANDS,
        None,
    ]
    assert found["deals"].tolist() == [2, 2, 1, 1]
    assert found["won"].tolist() == [1, 1, 1, 0]
    assert found["won_value"].tolist()[:3] == [500, 19_999, 20_000]


@pytest.mark.parametrize("engine", ENGINES)
def test_bands_stand_beside_columns_as_they_are(engine):
    found = ck.win_rate(company(engine), by={"owner": None, "seats": [4]}, basis="created")
    assert found["owner"].tolist() == ["x", "x", "y", "y"]
    assert found["seats"].tolist() == ["under 4", "4 and more"] * 2
    assert found["deals"].tolist() == [2, 1, 1, 2]


ASKED = {
    "funnel": ck.funnel, "ledger": ck.ledger, "flows": ck.flows, "velocity": ck.velocity,
    "stage_durations": ck.stage_durations, "cycle_length": ck.cycle_length,
    "kpis": lambda pipe, by: ck.kpis(pipe, by=by, at="2024-02"),
    "trend": lambda pipe, by: ck.trend(pipe, "open_value", by=by),
    "waterfall": lambda pipe, by: ck.waterfall(pipe, "2024-01-15", "2024-02-03", by=by),
    "loss_reasons": ck.loss_reasons, "open_age": ck.open_age,
    "outcome_curves": lambda pipe, by: ck.outcome_curves(pipe, by=by, min_at_risk=1),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_bands_are_what_a_column_of_their_names_is(name):
    pipe, ask = company(), ASKED[name]
    names = pd.cut(DEALS["amount"], [-np.inf, 1000, 20_000, np.inf], right=False, labels=BANDS)
    deals = DEALS.assign(mine=names.astype(object).where(names.notna(), None))
    own = ck.from_events(MOVES, stages=["A"], deals=deals)
    found, right = ask(pipe, by={"amount": [1000, 20_000]}), ask(own, by="mine")
    found, right = (
        table.assign(**{column: table[column].astype(object).where(table[column].notna(), None)})
        .rename(columns={column: "group"})
        .sort_values(["group", *table.columns[1:3]], kind="stable", ignore_index=True)
        for table, column in ((found, "amount"), (right, "mine"))
    )
    pd.testing.assert_frame_equal(found, right)


def test_groups_compared_can_be_bands():
    pipe = ck.load(ck.sample("hubspot_deals.csv"))
    assert set(ck.compare(pipe, "win_rate", by={"amount": [1000]}, within=None)["group"]) == {
        "under 1,000", "1,000 and more",
    }  # fmt: skip
    assert ck.deals_needed(pipe, "win_rate", by={"amount": 4}, within=None).loc[0, "groups"] == 4


def test_edges_are_round_and_the_bands_about_equal():
    known = np.sort(np.random.default_rng(7).lognormal(9, 1, 1000))
    edges = round_edges(known, 4)
    assert edges == [4000, 7500, 15_000]
    sizes = np.diff([0, *np.searchsorted(known, edges), 1000])
    assert len(sizes) == 4 and sizes.min() >= 125


@pytest.mark.parametrize(
    ("known", "edges"),
    [
        ([], []),
        ([5.0], []),
        ([0.0] * 10, []),
        ([100.0, 101, 102, 103], [101, 102]),  # nearer together than round numbers are
        ([1.0, 1, 1, 1, 9], [2]),
        ([-300.0, -200, -100, 100], [-200, -100]),
    ],
)
def test_few_and_equal_numbers_make_fewer_bands(known, edges):
    found = round_edges(np.array(known), 4)
    assert len(found) <= 3 and found == sorted(set(found))
    assert not known or len(labels_of(found)) <= len(set(known))


def test_what_makes_no_bands():
    pipe = company()
    wrong: list[tuple[Any, type, str]] = [
        ({"owner": 4}, ColumnError, 'by="owner"'),
        ({"created_at": 4}, ColumnError, 'Band one of these: by={"amount": 4}'),
        ({"deal_id": 4}, ColumnError, 'Band one of these: by={"amount": 4}'),
        ({"amount": 1}, QuestionError, 'by={"amount": 4}'),
        ({"amount": []}, QuestionError, 'by={"amount": [1000, 20000]}'),
        ({"amont": 4}, ColumnError, 'by="amount"'),
        ({}, QuestionError, "ck.win_rate"),
        ({"amount": "4"}, QuestionError, "ck.win_rate"),
    ]
    for said, error, fix in wrong:
        with pytest.raises(error) as told:
            ck.win_rate(pipe, by=said)
        assert fix in told.value.fix, said


def test_amounts_of_several_currencies_are_in_bands_of_each():
    deals = DEALS.assign(currency=["EUR", "EUR", "EUR", "USD", "USD", "USD"])
    pipe = ck.from_events(MOVES, stages=["A"], deals=deals)
    with pytest.raises(QuestionError) as told:
        ck.win_rate(pipe, by={"amount": 4})
    line = told.value.fix.split("by=")[1].rstrip(".")
    assert ck.win_rate(pipe, by=eval(line))["deals"].sum() == 5


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("said", [4, [10, 20]])
@pytest.mark.parametrize("column", ["amount", "Seats"])
def test_no_number_at_all_makes_no_bands(engine, said, column):
    deals = pd.DataFrame({"deal_id": ["1", "2"], column: [None, None]}).astype({column: "float64"})
    wrap = ENGINES[engine]
    log = wrap(events("1 A 2024-01-01", "1 Won 2024-01-05", "2 A 2024-01-02", "2 Lost 2024-01-08"))
    pipe = ck.from_events(log, stages=["A"], deals=wrap(deals))
    with pytest.raises(QuestionError, match="no deal has a number in it"):
        ck.win_rate(pipe, by={column: said})
    assert ck.win_rate(
        without_deals(pipe), by={column: said}
    ).empty  # of no deal nothing is lacking
