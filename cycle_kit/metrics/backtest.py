"""How good the forecast was: made again at past dates from what was known then, against what came."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError
from cycle_kit.metrics.chances import DAY, METHODS, known
from cycle_kit.metrics.forecast import (
    SEED,
    by_deal,
    drawn,
    drawn_new,
    mean_won,
    new_deals,
)
from cycle_kit.metrics.periods import FREQUENCIES, check_period
from cycle_kit.metrics.spans import require_history
from cycle_kit.pipeline import Pipeline, end_of_day

BINS = np.linspace(0, 1, 11)
LEAST_MONTHS = 6  # of history before the first date that is tried
DATED = {"crm": ("probability", "expected_close")}


def backtest(
    pipe: Pipeline,
    *,
    every: str = "month",
    horizon: int = 90,
    methods: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Forecasts of past dates beside what came: one row per method and date.

    `method, date, predicted, actual, error, inside_interval, brier`, then `p10, p90, deals` and
    `bins` (for `calibration`). Each date is rewound: the deals open then are forecast over
    `horizon` days from what was known then, and compared with `rewind(date + horizon)`. Money is
    that of deals open then and of those created since. Undated fields are never used: `crm` needs
    dated probabilities and expected closes (left out of `methods` otherwise, an error if asked
    for); without dated amounts both sides count the mean won amount known then. `brier`: mean
    squared error of the chance of each open deal.
    """
    check_period(every, "every")
    require_history(pipe, "A back-test")
    chosen = allowed(pipe, methods)
    rows = [
        row for date in dates(pipe, every, horizon) for row in tried(pipe, date, horizon, chosen)
    ]
    if not rows:
        raise QuestionError(
            f"There is too little history to try a forecast over {horizon} days.",
            there=f"The data must reach {LEAST_MONTHS} months back from a date with {horizon} days after it.",
            fix="Choose a shorter horizon=, or export a longer time.",
        )
    return pd.DataFrame(rows)


def allowed(pipe: Pipeline, methods: Sequence[str] | None) -> list[str]:
    """The methods asked for, or all that use only what is dated."""
    wanted = list(METHODS if methods is None else methods)
    undated = {
        method: [name for name in DATED.get(method, ()) if name not in pipe.changes]
        for method in wanted
    }
    barred = [method for method in wanted if undated[method]]
    if methods is not None and barred:
        raise QuestionError(
            f'"{barred[0]}" cannot be back-tested: the past of {" and ".join(undated[barred[0]])} '
            "is not in this export.",
            there="Using today's values for a past date would flatter it.",
            fix="Export the history of these fields, or leave the method out.",
        )
    return [method for method in wanted if method not in barred]


def dates(pipe: Pipeline, every: str, horizon: int) -> list[pd.Timestamp]:
    """Ends of periods with enough history before and the whole horizon after them."""
    first = pd.Timestamp(known(pipe).lives["created_at"].min())
    start = first + pd.DateOffset(months=LEAST_MONTHS)
    last = pipe.as_of.normalize() - horizon * DAY
    if pd.isna(first) or last < start:
        return []
    periods = pd.period_range(start, last, freq=FREQUENCIES[every])
    ends = [period.end_time.normalize().as_unit("us") for period in periods]
    return [end for end in ends if start <= end <= last]


def tried(pipe: Pipeline, date: pd.Timestamp, horizon: int, methods: Sequence[str]) -> list[dict]:
    """All methods at one date, on the same deals and against the same outcome."""
    then = pipe.rewind(date)
    later = known(pipe.rewind(date + horizon * DAY)).lives.set_index("deal_id")
    facts = known(then)
    days = float((end_of_day(date + horizon * DAY) - then.until) / DAY)
    dated = "amount" in pipe.changes
    flat = mean_won(facts.lives)
    spans = new_deals(facts, then.until, days)
    if not dated:
        spans = spans.assign(value=spans["deals"] * flat)
    ids = facts.open_deals["deal_id"]
    won_ids = set(later.index[later["outcome"] == "won"])
    fresh = later[(later["created_at"] > then.until) & (later["outcome"] == "won")]
    fresh_value = fresh["value"].fillna(flat).sum() if dated else len(fresh) * flat
    found = []
    for method in methods:
        try:
            each = by_deal(then, facts, days, method)
        except QuestionError:
            continue  # too little history at that date for this method
        each = each if dated else each.assign(value=flat, expected_value=each["p_win_by"] * flat)
        won = each["deal_id"].isin(won_ids).to_numpy()
        draws = np.random.default_rng(SEED)
        totals = drawn(each, draws) + drawn_new(spans, draws)
        low, high = np.quantile(totals, [0.1, 0.9])
        predicted = float(each["expected_value"].sum() + spans["value"].mean())
        actual = float((each["value"] * won).sum() + fresh_value)
        chance = each["p_win_by"].to_numpy(float)
        found.append(
            {
                "method": method,
                "date": date,
                "predicted": predicted,
                "actual": actual,
                "error": predicted - actual,
                "inside_interval": bool(low <= actual <= high),
                "brier": float(((chance - won) ** 2).mean()) if len(ids) else np.nan,
                "p10": low,
                "p90": high,
                "deals": len(ids),
                "bins": binned(chance, won),
            }
        )
    return found


def binned(chance: np.ndarray, won: np.ndarray) -> tuple[tuple[int, float, int], ...]:
    """Per tenth of chance: how many deals, the sum of their chances, how many were won."""
    place = np.clip(np.digitize(chance, BINS) - 1, 0, len(BINS) - 2)
    return tuple(
        (int((place == b).sum()), float(chance[place == b].sum()), int(won[place == b].sum()))
        for b in range(len(BINS) - 1)
    )


def calibration(backtest_table: pd.DataFrame) -> pd.DataFrame:
    """Whether deals given a chance were won as often: one row per method and tenth of chance.

    Columns `method, p_low, p_high, deals, predicted, actual` (mean chance, share won); tenths
    without deals are left out. Takes the table of `backtest`.
    """
    rows = []
    for method, mine in backtest_table.groupby("method", sort=False):
        totals = np.array([list(map(list, bins)) for bins in mine["bins"]]).sum(axis=0)
        for place, (deals, chance, won) in enumerate(totals):
            if deals:
                rows.append(
                    (method, BINS[place], BINS[place + 1], int(deals), chance / deals, won / deals)
                )
    return pd.DataFrame(rows, columns=["method", "p_low", "p_high", "deals", "predicted", "actual"])
