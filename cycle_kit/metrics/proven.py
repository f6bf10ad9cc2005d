"""Which method has foretold this company best, and by how much its ranges were too narrow or too wide.

Every method is tried at up to four past dates, one span before the other, from what was known
then. `rates` is the usual choice; another one is taken where it was nearer at each of these dates, and
twice as near in all. A softer rule takes chance for merit: whoever is best of four dates is, in
companies whose truth is known, further off the next time than `rates` was (docs/evidence.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError
from cycle_kit.metrics.basis import Basis, basis_of, enough_closed
from cycle_kit.metrics.chances import DAY, within
from cycle_kit.metrics.dealt import by_deal
from cycle_kit.metrics.frames import deals, table
from cycle_kit.metrics.past import Known, Story, at, known, told
from cycle_kit.metrics.ranges import SEED
from cycle_kit.pipeline import Pipeline

USUAL = "rates"
TRIES, LEAST_TRIES = 4, 3
LEAST_APART = 30.0  # days between them
LENGTHS = (30.0, 91.0, 182.0, 365.0)  # days ahead that are tried
ALIKE = 2.2  # up to so many times as long, what came out for one of them is taken
MOST_DEALS = 10_000  # above which only the usual method is tried
LEAST_DAYS = 150.0  # of data before the first date
BETTER = 0.5  # another method is taken where its mean error is below so much of that of `rates`
#: how far off forecasts usually are, beside what they say, and how many tries that is worth
SPREAD, WORTH = 1.2, 5.0
UNTRIED = 1.5  # the same where no past date could be tried
LEAST, MOST = 0.8, 3.0
FAR_OFF = 25.0  # squared errors count for no more


@dataclass(frozen=True)
class Proven:
    """The method chosen and why, and how many times its ranges are widened."""

    method: str
    why: str
    widening: float


def proven(pipe: Pipeline, days: float, method: str | None = None) -> Proven:
    """What past dates say of forecasts over about so many days; found once for a pipeline.

    `method`: of this one alone. Raises QuestionError where no method can answer.
    """
    length = next((each for each in LENGTHS if days <= ALIKE * each), days)
    return pipe.once(f"proven {length:.3f} {method}", lambda: tried(pipe, length, method))


def tried(pipe: Pipeline, days: float, method: str | None) -> Proven:
    methods = [method] if method else able(pipe, basis_of(pipe, days))
    size = table(deals(pipe).select(rows=nw.len()))["rows"].iloc[0]
    if size > MOST_DEALS:  # nobody waits so long
        methods = methods[:1]
    moments = [one for one in past_moments(pipe, days) if one is not None]
    rows = [row for one in moments for row in errors(one, methods)]
    found, why = chosen(pd.DataFrame(rows), methods)
    wide = [widening(one, found) for one in moments]
    return Proven(found, why, widened(np.array([z for z in wide if z is not None])))


def able(pipe: Pipeline, basis: Basis) -> list[str]:
    """The methods that can answer here, the usual one first."""
    enough_closed(basis.facts, basis.days)
    found, why = [], None
    for method in (USUAL, *(["history"] if pipe.recorded else []), "recent"):
        try:
            basis.require(method)
            found.append(method)
        except QuestionError as error:
            why = why or error
    if not found and why is not None:
        raise why
    return found


class Moment(NamedTuple):
    """What was known at a past date, and what was won in the days after it."""

    basis: Basis
    actual: float


def past_moments(pipe: Pipeline, days: float) -> list[Moment | None]:
    """Past dates one span apart, at least a month; None where there was too little before one."""
    facts, story = known(pipe), pipe.once("told", lambda: told(pipe))
    apart = max(days, LEAST_APART)
    dates = [facts.until - (days + back * apart) * DAY for back in range(TRIES)]
    return [moment_at(story, facts, date, days) for date in dates]


def moment_at(story: Story, facts: Known, date: pd.Timestamp, days: float) -> Moment | None:
    begun = story.deals["created_at"].quantile(0.01)
    if pd.isna(begun) or date < begun + LEAST_DAYS * DAY:
        return None
    then, lives = at(story, date), facts.lives
    closed = lives["closed_at"].to_numpy("datetime64[us]")
    here = lives["outcome"].eq("won").to_numpy() & within(closed, then.end, days)
    worth = lives.loc[here, "value"] if "value" in story.changes else here * flat_value(then)
    return Moment(Basis(undated(then, story), days), float(worth.sum()))


def errors(moment: Moment, methods: list[str]) -> list[dict]:
    """How far off each method was; nothing where one of them had too little to go by."""
    basis, actual = moment
    try:
        return [
            {
                "date": basis.facts.until,
                "method": method,
                "off": abs(basis.value(by_deal(basis, method), method) - actual),
            }
            for method in methods
        ]
    except QuestionError:
        return []


def chosen(table: pd.DataFrame, methods: list[str]) -> tuple[str, str]:
    """The usual method unless another one was clearly better, and why."""
    usual = methods[0]
    if len(methods) == 1:
        return usual, "the only one tried"
    off = table.pivot_table(index="date", columns="method", values="off") if len(table) else table
    if len(off) < LEAST_TRIES:
        return usual, "the usual one: too few past dates to choose by"
    mean = off.mean()
    best, count = str(mean.idxmin()), f"{len(off)} past dates"
    if best == usual:
        return usual, f"the nearest at {count}"
    if mean[best] < BETTER * mean[usual] and (off[best] < off[usual]).all():
        return best, f"clearly nearer than {usual} at {count}"
    return usual, f"the usual one: {best} was nearer at {count}, but not clearly"


def widening(moment: Moment, method: str) -> float | None:
    """The squared error at a past date, in those that the method expected of itself."""
    basis, actual = moment
    try:
        each, draws = by_deal(basis, method), np.random.default_rng(SEED)
        found = basis.open(each, method, draws).and_(basis.new(method, draws))
    except QuestionError:
        return None
    spread = max(float(np.var(found.draws[1])), 1e-9)
    return min((found.value - actual) ** 2 / spread, FAR_OFF)


def widened(squares: np.ndarray, each: float = 1.0) -> float:
    """How many times wider ranges must be, drawn to what is usual.

    `each`: what a square counts for, less than 1 where the spans of their errors overlap.
    """
    if not len(squares):
        return UNTRIED
    wide = np.sqrt((WORTH * SPREAD**2 + each * squares.sum()) / (WORTH + each * len(squares)))
    return float(np.clip(wide, LEAST, MOST))


def flat_value(facts: Known) -> float:
    """The mean won amount known then; 1 where none is."""
    won = facts.lives.loc[facts.lives["outcome"] == "won", "value"].mean()
    return 1.0 if np.isnan(won) else float(won)


def undated(facts: Known, story: Story) -> Known:
    """Without what was not known then: past amounts are the mean won one, past owners none."""
    changed = {}
    if "value" not in story.changes:
        changed["value"] = flat_value(facts)
    if "owner" not in story.changes:
        changed["owner"] = None
    return replace(
        facts, lives=facts.lives.assign(**changed), open_deals=facts.open_deals.assign(**changed)
    )
