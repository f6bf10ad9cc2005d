"""How good the forecast was: made again at past dates from what was known then, against what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.days import end_of_day
from cycle_kit.errors import QuestionError
from cycle_kit.fiscal import Length, Periods
from cycle_kit.metrics.backtest_by import (
    COLUMNS,
    DATED,
    chances_since,
    parts,
    since_dated,
    too_long,
    with_bias,
)
from cycle_kit.metrics.basis import Basis, basis_of
from cycle_kit.metrics.chances import DAY, METHODS, SHORTER, STAGED, Method, TooLittle
from cycle_kit.metrics.dealt import by_deal
from cycle_kit.metrics.frames import By, groups, has, metric
from cycle_kit.metrics.outcome_columns import check_no_outcomes
from cycle_kit.metrics.past import Known, Story, at, told
from cycle_kit.metrics.proven import FAR_OFF, USUAL, flat_value, undated, widened
from cycle_kit.metrics.ranges import SEED
from cycle_kit.metrics.spans import require_history
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

BINS = np.linspace(0, 1, 11)
LEAST_MONTHS = 6  # of history before the first date that is tried
Horizon = Annotated[
    int, Kind("a number of days from 1 to 3,650", "90", lambda days: 1 <= days <= 3650)
]
Backtested: TypeAlias = Annotated[
    pd.DataFrame,
    Kind(
        "the table of ck.backtest",
        "ck.backtest(pipe)",
        has("method", "bins"),
    ),
]


@metric
def backtest(
    pipe: Pipeline,
    *,
    every: Length = "month",
    horizon: Horizon = 90,
    methods: Method | Sequence[Method] | None = None,
    by: By = None,
) -> pd.DataFrame:
    """Forecasts of past dates beside what came: one row per method and date (and group).

    `method, date, predicted, actual, error, inside_interval, brier`, then `p10, p90, deals` (open
    then) and `bins` (for `calibration`). Dates are ends of periods, from half a year after the
    first deals, with the whole horizon after them; those at which one of the methods has too
    little history are left out for all. At each, the deals open in `rewind(date)` are forecast
    over `horizon` days from what was known then, and held against `rewind(date + horizon)`.
    Money: of the deals open then, and of those created, or reopened, and won since. `brier`: mean squared error
    of the chances of the open deals. Undated fields are never used: `crm` needs dated
    probabilities and expected closes (left out of `methods=None` otherwise, an error if asked
    for); without dated amounts both sides count the mean won amount known then. Ranges of `rates`
    are widened by its errors at the dates before, as far as they were known then. `best`, the default of
    `forecast`, has no row: it is one of these methods, chosen by up to four dates before each, which
    would be four times the work. `ck.forecast(pipe.rewind(date), until=...)` names it for a date.

    `by`: columns first, as they were at the date where the export dates them (the owner; of dated exports
    their own columns too, such as a forecast category; else as they are now, and `note` says so). Rows are
    then of the deals open at the date alone: `predicted` and `actual` (what was won of them within the
    horizon), `error`, `bias` = predicted / actual - 1 (empty where nothing came), `deals`, of these `won` and
    `closed` (in any way) by the end of it with their shares `won_share` (`low`, `high`: 95 %, Wilson) and
    `closed_share`; so that by a forecast category the row "Commit" says which share of the commit was won.
    The CRM's own chances need no earlier half year: where there is none, they alone are tried.

    `methods=None`: those that can answer, at the last date; without the dates of stages `history`
    and `stage` cannot. Raises QuestionError for a method that cannot, if asked for, and where there
    is too little history.
    """
    keys = check_by(pipe, by, COLUMNS)
    check_no_outcomes(keys, "A back-test cannot be split")
    chosen, story, length = allowed(pipe, methods), told(pipe), Lengths(pipe.periods, every)
    when = dates(story, length, horizon)
    if keys and "crm" in chosen and (not when or chosen == ["crm"]):
        when = since_dated(pipe, dates(story, length, horizon, months=0))
        chosen = ["crm"] if when else chosen
    if methods is None and when:
        last = moment_at(story, when[-1], horizon).basis
        chosen = [method for method in chosen if not refusal(last, method)]
    moments = (moment_at(story, date, horizon) for date in when)
    able = (one for one in moments if not any(refusal(one.basis, each) for each in chosen))
    if keys and (tried := parts(pipe, story, able, chosen, keys)):
        return with_bias(pipe, tried, keys)
    rows = [judged(method, *one) for one in able for method in chosen]
    if not rows:
        if keys and "crm" in chosen and (n := days_dated(pipe, story, length, horizon)):
            raise too_long(pipe, keys, every, horizon, n, since=chances_since(pipe))
        raise why_not(pipe, story, chosen or allowed(pipe, methods), length, horizon)
    return pd.DataFrame(as_sure_as_before(rows, horizon)).drop(columns="spread")


def as_sure_as_before(rows: list[dict], horizon: int) -> list[dict]:
    """Ranges of `rates` wider by how far off it was at earlier dates whose days were over by then."""
    found = []
    dates = sorted({row["date"] for row in rows})
    apart = min(float(np.mean(np.diff(dates)) / DAY) / horizon, 1.0) if len(dates) > 1 else 1.0
    for row in rows:
        if row["method"] == USUAL:
            over = row["date"] - horizon * DAY
            past = [r for r in rows if r["method"] == USUAL and r["date"] <= over]
            squares = [min((r["error"] / max(r["spread"], 1e-9)) ** 2, FAR_OFF) for r in past]
            times = widened(np.array(squares), apart)
            low, high = (
                max(row["predicted"] + times * (row[end] - row["predicted"]), lowest(row[end]))
                for end in ("p10", "p90")
            )
            inside = bool(low <= row["actual"] <= high)
            row = {**row, "p10": low, "p90": high, "inside_interval": inside}
        found.append(row)
    return found


def lowest(end: float) -> float:
    """What the end of a range does not fall below: 0, unless some amounts lie there."""
    return -np.inf if end < 0 else 0.0


def why_not(
    pipe: Pipeline, story: Story, methods: Sequence[str], lengths: Lengths, horizon: int
) -> QuestionError:
    """A method that cannot answer today says why; else there is too little before any date."""
    today = basis_of(pipe, float(horizon))
    refused = next((error for one in methods if (error := refusal(today, one))), None)
    if refused and not isinstance(refused, TooLittle):
        fix = refused.fix.replace("method=", "methods=")  # as it is called here
        return QuestionError(refused.wrong, there=refused.there, fix=fix)
    shorter = next((n for n in SHORTER if n < horizon and can_try(story, methods, lengths, n)), 0)
    longer = "xport a longer time, closed deals included."
    return QuestionError(
        f"There is too little history to try a forecast over {horizon} days.",
        there=refused.there
        if refused
        else f"The data must reach {LEAST_MONTHS} months back from a date with {horizon} "
        "days after it, with deals won and lost in that time.",
        fix=f"Try horizon={shorter} or less, or e{longer}" if shorter else f"E{longer}",
    )


def can_try(story: Story, methods: Sequence[str], lengths: Lengths, horizon: int) -> bool:
    """Whether all these methods could be tried over so many days, at the last date with these after it."""
    when = dates(story, lengths, horizon)
    if not when:
        return False
    basis = moment_at(story, when[-1], horizon).basis
    return not any(refusal(basis, method) for method in methods)


def allowed(pipe: Pipeline, methods: Method | Sequence[Method] | None) -> list[str]:
    """The methods asked for, or all that use only what is dated."""
    wanted = METHODS if methods is None else groups(methods)
    undated = {
        method: [words for name, words in DATED.get(method, {}).items() if name not in pipe.changes]
        for method in wanted
    }
    barred = [method for method in wanted if undated[method]]
    if methods is not None and barred:
        raise QuestionError(
            f'"{barred[0]}" cannot be back-tested: this export does not carry past '
            f"{' and '.join(undated[barred[0]])}.",
            there="Today's values at a past date would flatter it.",
            fix="Export the history of these fields, or leave the method out.",
        )
    if not pipe.recorded:
        if methods is not None and (staged := [one for one in wanted if one in STAGED]):
            require_history(pipe, f'A back-test of "{staged[0]}"')
        barred += STAGED
    return [method for method in wanted if method not in barred]


class Lengths(NamedTuple):
    """Of what length the periods are whose ends are dates to forecast from."""

    periods: Periods
    every: str


def dates(
    story: Story, lengths: Lengths, horizon: int, months: int = LEAST_MONTHS
) -> list[pd.Timestamp]:
    """Ends of periods with enough history before and the whole horizon after them."""
    first = story.deals["created_at"].dropna().quantile(0.01)  # a mistyped year is no history
    last = story.as_of.normalize() - horizon * DAY
    if pd.isna(first):
        return []
    start = first.normalize() + pd.DateOffset(months=months)
    if last < start:
        return []
    periods = lengths.periods.between(start, last, lengths.every)
    ends = [period.end_time.normalize() for period in periods]
    return [end for end in ends if start <= end <= last]


def days_dated(pipe: Pipeline, story: Story, lengths: Lengths, horizon: int) -> int:
    """Over how many days, at most, the CRM's chances can be held against what came; 0 where over none."""
    shorter = range(horizon - 1, 0, -1)
    return next((n for n in shorter if since_dated(pipe, dates(story, lengths, n, months=0))), 0)


class Moment(NamedTuple):
    """What was known at a date, and all that was known at the end of the days forecast then."""

    date: pd.Timestamp
    basis: Basis
    later: Known


def moment_at(story: Story, date: pd.Timestamp, horizon: int) -> Moment:
    facts, later = at(story, date), at(story, date + horizon * DAY)
    if "value" not in story.changes:
        later = replace(later, lives=later.lives.assign(value=flat_value(facts)))
    days = (end_of_day(later.until) - end_of_day(facts.until)) / DAY
    return Moment(date, Basis(undated(facts, story), days), later)


def refusal(basis: Basis, method: str) -> QuestionError | None:
    """Why a method cannot answer then."""
    try:
        basis.require(method)
    except QuestionError as error:
        return error
    return None


def judged(method: str, date: pd.Timestamp, basis: Basis, later: Known) -> dict:
    """One forecast beside what came."""
    each, facts, draws = by_deal(basis, method), basis.facts, np.random.default_rng(SEED)
    found = basis.open(each, method, draws).and_(basis.new(method, draws))
    low, _, high = found.range
    won = later.lives[later.lives["outcome"] == "won"]
    hit = each["deal"].isin(won.index).to_numpy()
    worth = each["deal"].map(won["value"]).astype(float).fillna(each["value"])
    since = won_since(won, facts)
    since = since[~since.index.isin(each["deal"])]
    actual = float(worth[hit].sum() + since["value"].fillna(usual(facts)).sum())
    chance = each["p_win_by"].to_numpy(float)
    return {
        "method": method,
        "date": date,
        "predicted": found.value,
        "actual": actual,
        "error": found.value - actual,
        "inside_interval": bool(low <= actual <= high),
        "brier": float(((chance - hit) ** 2).mean()) if len(each) else np.nan,
        "p10": low,
        "p90": high,
        "deals": len(each),
        "bins": binned(chance, hit),
        "spread": float(found.draws[1].std()),
    }


def won_since(won: pd.DataFrame, facts: Known) -> pd.DataFrame:
    """Of won deals (by number) those not known then, and those that were closed then and won after it: reopened."""
    known = won.index.isin(facts.lives.index)
    return won[~known | (won["closed_at"] > end_of_day(facts.until)).to_numpy()]


def usual(facts: Known) -> float:
    return float(facts.lives.loc[facts.lives["outcome"] == "won", "value"].mean())


def binned(chance: np.ndarray, won: np.ndarray) -> tuple[tuple[int, float, int], ...]:
    """Per tenth of chance: how many deals, the sum of their chances, how many were won."""
    place = np.clip(np.digitize(chance, BINS) - 1, 0, len(BINS) - 2)
    return tuple(
        (int((place == b).sum()), float(chance[place == b].sum()), int(won[place == b].sum()))
        for b in range(len(BINS) - 1)
    )


@checked
def calibration(backtest_table: Backtested) -> pd.DataFrame:
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
