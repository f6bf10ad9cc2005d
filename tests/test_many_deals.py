"""What is shared between many deals is what each of them alone would be told: plain loops over deals as oracles."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics import alike, survival
from cycle_kit.metrics.past import SALE, known
from cycle_kit.metrics.stage_rates import Rates
from cycle_kit.metrics.standing import Lifetimes, open_at_each
from cycle_kit.metrics.traits import Named, Traits, odds_by_trait
from tests.companies import ENGINES
from tests.companies_at_random import FIELDS, STAGES, Company, deals_of, events_of, last_day

HABITS = Company(
    owners=4, deals_each=40, days=70.0, lingering=2.0, span_days=400.0, seen_days=400.0
)
AHEAD = 45
SEEDS = range(3)


def logged(seed: int) -> pd.DataFrame:
    """The events of a company; every ninth deal that had ended is opened again ten days later."""
    rows = events_of(deals_of(HABITS, seed), last_day(HABITS))
    ended = rows[rows["stage"].isin(["Won", "Lost"])].iloc[::9]
    again = ended.assign(stage=STAGES[1], at=ended["at"] + pd.Timedelta(days=10))
    whole = pd.concat([rows, again], ignore_index=True)
    return whole[whole["at"] <= last_day(HABITS)].reset_index(drop=True)


def company(seed: int, engine: str = "pandas") -> ck.Pipeline:
    made, until = ENGINES[engine], last_day(HABITS)
    deals = deals_of(HABITS, seed)
    deals = deals.loc[deals["created_at"] <= until, FIELDS].assign(last_activity_at=until)
    return ck.from_events(made(logged(seed)), stages=list(STAGES), deals=made(deals))


def stays_like(facts, deal) -> pd.DataFrame:
    """Earlier visits of the deal's stage that lasted as long as its own has."""
    stays = facts.stays[facts.stays["step"] == deal.step]
    return stays[(stays["stay"] >= deal.age) & (stays["decided"] > deal.age)]


def won_within(stays: pd.DataFrame, end: float) -> float:
    """Aalen-Johansen, one visit after the other."""
    rows = stays.assign(going=stays["outcome"] == "open").sort_values(["decided", "going"])
    left, won = 1.0, 0.0
    for at_risk, row in zip(range(len(rows), 0, -1), rows.itertuples(), strict=True):
        if row.decided <= end and not row.going:
            won += left / at_risk * (row.outcome == "won")
            left -= left / at_risk
    return won


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_deals_chance_is_that_of_the_visits_like_it_one_by_one(seed, engine):
    pipe = company(seed, engine)
    until = pipe.as_of + pd.Timedelta(days=AHEAD)
    told = ck.forecast(pipe, until=until, method="history", per="deal").set_index("deal_id")
    facts, by_history = known(pipe), told["basis"].eq("history")
    for deal in facts.open_deals.set_index("deal_id").loc[told.index[by_history]].itertuples():
        like = stays_like(facts, deal)
        assert told.loc[deal.Index, "p_win_by"] == pytest.approx(
            won_within(like, deal.age + AHEAD), abs=1e-12
        )
    assert by_history.sum() > 10


def fate(stays: pd.DataFrame) -> dict[str, float]:
    """The chance and the days of one deal, by the curves that other metrics use."""
    won, ended = stays["outcome"].eq("won").to_numpy(), stays["outcome"].ne("open").to_numpy()
    causes = np.column_stack([won, ended & ~won])
    steps = survival.steps(stays["decided"].to_numpy(float), causes, ~ended)
    steps = survival.cut(steps, alike.AT_RISK)
    curve = survival.incidence(steps, 0)
    chance = curve.share[-1] / (1 - survival.undecided(steps))
    waiting = survival.Curve(steps.days, 1 - curve.share / chance, curve.low, curve.high)
    days = {name: survival.quantile(waiting, at).days for name, at in alike.LEVELS.items()}
    return {"chance": chance, **days, "like": len(stays), "like_won": won.sum()}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_deals_day_is_that_of_the_visits_like_it_one_by_one(seed, engine):
    pipe = company(seed, engine)
    facts = known(pipe)
    told = ck.when_won(pipe)
    told = told[told["basis"].eq("stage") & told["like_won"].ge(alike.ENOUGH_WON)]
    today = facts.until.normalize()
    rows = facts.open_deals.set_index("deal_id")
    for row in told.itertuples():
        deal = rows.loc[row.deal_id]
        one = fate(stays_like(facts, deal))
        assert (row.like, row.like_won) == (one["like"], one["like_won"])
        assert row.chance == pytest.approx(one["chance"], abs=1e-12)
        for name, level in (("likely_close", "p50"), ("p10_close", "p10"), ("p90_close", "p90")):
            days = np.floor(max(one[level] - deal.age, 0.0) + 0.5)
            expected = pd.NaT if np.isnan(one[level]) else today + pd.Timedelta(days=days)
            assert getattr(row, name) is expected or getattr(row, name) == expected
    assert len(told) > 10


def test_blocks_of_ages_are_told_what_all_at_once_are(monkeypatch):
    pipe = company(1)
    whole = ck.when_won(pipe)
    monkeypatch.setattr(alike, "CELLS", 1)
    pd.testing.assert_frame_equal(ck.when_won(pipe), whole)


def open_by_hand(facts, day) -> dict[int, int]:
    """The deals open just before a moment and the furthest step of each, deal by deal."""
    found, moment = {}, np.datetime64(day, "us")
    for number, life in facts.lives.iterrows():
        mine = (facts.moves.deal == number) & (facts.moves.at < moment)
        kinds, steps = facts.moves.kind[mine], facts.moves.step[mine]
        if len(kinds) and kinds[-1] == SALE and life["created_at"] < day:
            found[number] = steps[kinds == SALE].max()
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_who_was_open_at_many_moments_is_told_in_one_pass_over_the_moves(seed):
    facts = known(company(seed))
    days = list(pd.date_range("2023-02-01", periods=10, freq="37D"))
    told = open_at_each(facts, days, Lifetimes.of(facts))
    for day, then in zip(days, told, strict=True):
        assert dict(zip(then.deal, then.step, strict=True)) == open_by_hand(facts, day)


def written_out(traits: Traits) -> np.ndarray:
    """A column for each value of a name."""
    parts = [np.eye(name.count + 1)[name.place][:, : name.count] for name in traits.names]
    return np.hstack([traits.numbers, *parts])


@pytest.mark.parametrize("seed", SEEDS)
def test_names_are_counted_as_if_each_had_a_column(seed):
    dice, count = np.random.default_rng(seed), 200
    names = tuple(Named(dice.integers(-1, values, count), values) for values in (7, 3, 12))
    traits = Traits(dice.standard_normal((count, 2)), names)
    x, values = written_out(traits), dice.random(count)
    found = dice.standard_normal(x.shape[1])
    np.testing.assert_allclose(traits.effect(found), x @ found, atol=1e-12)
    np.testing.assert_allclose(traits.sums(values), x.T @ values, atol=1e-12)
    np.testing.assert_allclose(traits.squares(values), (x.T * values) @ x, atol=1e-12)
    weights, good = np.full(x.shape[1], 5.0), (dice.random(count) < 0.4).astype(float)
    alone = Traits(x, ())
    np.testing.assert_allclose(
        odds_by_trait(traits, good, np.zeros(count), weights),
        odds_by_trait(alone, good, np.zeros(count), weights),
        atol=1e-9,
    )


def test_endings_expected_between_two_ages_are_summed_over_the_bins_between_them():
    low = np.array([[0.0, 10.0, 30.0], [0.0, np.inf, np.inf]])
    high = np.array([[10.0, 30.0, np.inf], [np.inf, np.inf, np.inf]])
    rates = Rates(low, high, np.array([[0.1, 0.01, 0.001], [0.5, 9.0, 9.0]]), np.empty(0))
    group, first, last = (
        np.array([0, 0, 1, 0]),
        np.array([0, 5, 1, 7.0]),
        np.array([40, 20, 3, 7.0]),
    )
    # 10 days at 0.1, 20 at 0.01, 10 at 0.001; 5 and 10; 2 days at 0.5; none
    np.testing.assert_allclose(rates.expected(group, first, last), [1.21, 0.6, 1.0, 0.0])
    np.testing.assert_array_equal(rates.bins(group, last), [2, 1, 0, 0])


@pytest.mark.parametrize("by", ["stage", ["stage", "owner"]])
def test_stocks_by_stage_are_those_of_each_day_rebuilt(by):
    """Polars and DuckDB rebuild each day; pandas counts all days in one pass over the moves."""
    ours, *others = (
        ck.trend(company(0, engine), "open_value", every="quarter", by=by) for engine in ENGINES
    )
    assert ours["value"].sum() > 0 and ours["n"].sum() > 100
    for theirs in others:
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False, rtol=1e-9)
