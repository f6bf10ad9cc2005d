"""Since when a pipeline speaks: its first creation, its first closing, a cut at the left; and one at the right.

An export of "deals closed since X, or open" has no closing before X, though many of its deals were created
long before: those that had closed by then are missing, and of what was created before X only the lasting
deals are left. How to count in such a file (delayed entry): a deal, or a stay, that began before `cut` is at
risk from the cut on only, at the age it had then, and what ended before the cut is not counted.
`late_entry` gives that age per row of a frame, and `metrics.survival.steps(..., entered=)` takes it;
`metrics.spans.span_counts` has it as `span_entry`.

An export of "deals created until X" has no creation after X, though deals are closed long after: what is
counted by creation then ends with `last`, and later stocks and closings lack the deals that are missing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.history import collected, day_of, span_days

#: the chance of so few closings, in a file that is whole, below which it is taken as cut
UNLIKELY = 1e-4
MISTYPED = 0.005  # share of the closings before the cut that may be mistyped years
MOST_MISTYPED = 10
DATED = 0.95  # share of the deals whose creation is known
LEAST_OLD = 5  # deals created before the cut
PAUSES = 1.5  # times the longest pause after the cut
DAY = pd.Timedelta(days=1)
#: a pause of so many days in which nothing is created, so many deals are closed, and before which in
#: as many days so many were created, in a company of so many times these days
PAUSE, CLOSED_ON, CREATED_BEFORE, HISTORY = 28, 5, 20, 3


@dataclass(frozen=True)
class Since:
    """From when on things are known; NaT where there is none.

    `created`: what is dated by creation (also stages entered, stocks), `closed`: what is dated by closing.
    `cut`: the day from which closings are in a file that was cut at the left, else NaT.
    `last`: the last day of creations, where the deals created later are not in the file, else NaT.
    """

    created: pd.Timestamp
    closed: pd.Timestamp
    cut: pd.Timestamp
    last: pd.Timestamp = pd.NaT  # pyright: ignore[reportAssignmentType]

    @property
    def is_cut(self) -> bool:
        return not pd.isna(self.cut)

    def of(self, dated: str) -> pd.Timestamp:
        """From when on a figure is known that is dated by `closed`, or by anything else."""
        return self.closed if dated == "closed" else self.created


def since_of(frame, until: pd.Timestamp, exported: pd.Timestamp | None = None) -> Since:
    """What the deals (a Narwhals frame) say of their beginning; `until`: the end of the data.

    `exported`: the day of the first of dated exports. What was open then is in it, whatever is closed later.
    """
    lives = lives_of(frame)
    created, closed = lives["created_day"].min(), lives["closed_day"].min()
    last = (
        lives[["created_day", "closed_day"]].max().max()
    )  # rewound, they may be later than `until`
    last = until.normalize() if pd.isna(last) else max(until.normalize(), last)
    dated = lives.dropna(subset="created_day")
    cut = cut_of(dated, last) if is_told(lives, dated) else pd.NaT
    end = end_of_creations(dated, last)
    if not pd.isna(cut):
        cut = cut if exported is None else min(cut, exported)
        return Since(cut, cut, cut, end)
    return Since(created, closed, cut, end)


def is_told(lives: pd.DataFrame, dated: pd.DataFrame) -> bool:
    """Whether so few deals lack their creation that what is missing before a day can be told."""
    return bool(dated["deals_"].sum() >= DATED * lives["deals_"].sum())


def end_of_creations(lives: pd.DataFrame, until: pd.Timestamp) -> pd.Timestamp:
    """The last day of creations, where many were to be expected after it; NaT in a whole file.

    Deals go on being closed after it, and never before were so many days without a creation.
    """
    days = lives.groupby("created_day")["deals_"].sum()
    if days.empty:
        return pd.NaT  # pyright: ignore[reportReturnType]
    first, last = days.index[0], days.index[-1]
    pause = until - last
    usual = days.index.to_series().diff().max()
    closed_on = lives.loc[lives["closed_day"] > last, "deals_"].sum()
    stopped = (
        pause >= PAUSE * DAY
        and last - first >= HISTORY * pause
        and pause > PAUSES * usual
        and days[days.index > last - pause].sum() >= CREATED_BEFORE
        and closed_on >= CLOSED_ON
    )
    return last if stopped else pd.NaT  # pyright: ignore[reportReturnType]


def lives_of(frame) -> pd.DataFrame:
    """Deals by the days of creation and closing; those closed at an unknown day are left out."""
    open_ = nw.col("outcome").cast(nw.String) == "open"
    days = {f"{name}_day": day_of(f"{name}_at") for name in ("created", "closed")}
    rows = frame.with_columns(open_=open_, **days)
    rows = rows.filter(nw.col("open_") | ~nw.col("closed_day").is_null())
    counts = rows.group_by("created_day", "closed_day").agg(deals_=nw.len())
    return collected(counts).astype({
        "created_day": "datetime64[us]", "closed_day": "datetime64[us]", "deals_": "int64",
    })  # fmt: skip


def cut_of(lives: pd.DataFrame, until: pd.Timestamp) -> pd.Timestamp:
    """The first day of closings, where far more were to be expected before it; NaT in a whole file."""
    lives = lives[~(lives["closed_day"] < lives["created_day"])]
    closings = lives.dropna(subset="closed_day").sort_values("closed_day")
    before = closings["deals_"].cumsum() - closings["deals_"]
    most = min(MOST_MISTYPED, int(MISTYPED * closings["deals_"].sum()))
    tried = closings.loc[before <= most].drop_duplicates("closed_day")
    for day, seen in zip(tried["closed_day"], before[tried.index], strict=True):
        if is_cut(lives, day, until, int(seen)):
            return day
    return pd.NaT  # pyright: ignore[reportReturnType]


def is_cut(lives: pd.DataFrame, day: pd.Timestamp, until: pd.Timestamp, seen: int) -> bool:
    """Whether `seen` closings before a day are too few for the deals that were created before it.

    A company that closes nothing for months, in a season or before a quarter's end, does so again.
    """
    lives = lives[~(lives["closed_day"] < day)]
    old = lives[lives["created_day"] < day]
    if old["deals_"].sum() < LEAST_OLD:
        return False
    days, hazard = cumulative_hazard(lives, day, until)
    ages = ((day - old["created_day"]) / DAY).to_numpy(float)
    place = np.searchsorted(days, ages, side="left")  # ended before, not on, the day itself
    expected = float((np.append(0.0, hazard)[place] * old["deals_"].to_numpy()).sum())
    if at_most(seen, expected) >= UNLIKELY:
        return False
    return expected > PAUSES * longest_pause(lives, day, until, days, hazard)


def longest_pause(
    lives: pd.DataFrame,
    cut: pd.Timestamp,
    until: pd.Timestamp,
    ages: np.ndarray,
    hazard: np.ndarray,
) -> float:
    """Between two days of closings after the cut, the most closings that were to be expected."""
    span = int((until - cut) / DAY) + 1
    each = np.zeros(max(span, int(ages.max(initial=0))) + 1)
    each[ages.astype(int)] = np.diff(hazard, prepend=0.0)
    expected, closings = np.zeros(span), np.zeros(span, dtype=bool)
    created, closed = (
        ((lives[name] - cut) / DAY).to_numpy(float) for name in ("created_day", "closed_day")
    )
    number, order = lives["deals_"].to_numpy(float), np.argsort(created, kind="stable")
    births, begins = np.unique(created[order], return_index=True)
    for born, mine in zip(births.astype(int), np.split(order, begins[1:]), strict=True):
        ended = mine[~np.isnan(closed[mine])]
        day = closed[ended].astype(int)
        left = np.full(span, number[mine].sum())
        gone = np.bincount(day, weights=number[ended], minlength=span)[:span]
        left -= np.append(0.0, gone.cumsum()[:-1])
        closings |= gone > 0
        first = max(born, 0)
        risk = each[first - born : span - born]
        expected[first : first + len(risk)] += left[first : first + len(risk)] * risk
    total = expected.cumsum()[closings]
    return float(np.diff(total).max(initial=0.0))


def cumulative_hazard(
    lives: pd.DataFrame, cut: pd.Timestamp, until: pd.Timestamp
) -> tuple[np.ndarray, np.ndarray]:
    """Nelson-Aalen by age in days, deals created before the cut at risk from the cut on."""
    number, ended = lives["deals_"].to_numpy(float), lives["closed_day"].notna().to_numpy()
    age = ((lives["closed_day"].fillna(until) - lives["created_day"]) / DAY).to_numpy(float)
    entry = ((cut - lives["created_day"]) / DAY).clip(lower=0).to_numpy(float)
    days, place = np.unique(age[ended], return_inverse=True)
    endings = np.zeros(len(days))
    np.add.at(endings, place, number[ended])
    at_risk = from_here_on(days, age, number) - from_here_on(days, entry, number, beyond=True)
    steps = np.divide(endings, at_risk, out=np.zeros_like(endings), where=at_risk > 0)
    return days, np.cumsum(steps)


def from_here_on(
    days: np.ndarray, when: np.ndarray, number: np.ndarray, *, beyond: bool = False
) -> np.ndarray:
    """How many have `when` at each of these days or later; with `beyond` later only."""
    order = np.argsort(when)
    totals = np.append(number[order][::-1].cumsum()[::-1], 0.0)
    return totals[np.searchsorted(when[order], days, side="right" if beyond else "left")]


def at_most(seen: int, expected: float) -> float:
    """The chance of at most so many where so many are expected (Poisson)."""
    terms = [expected**k / math.factorial(k) for k in range(seen + 1)]
    return math.exp(-expected) * sum(terms)


def late_entry(start: str, cut: pd.Timestamp, *, frame: Any, moments: bool) -> nw.Expr:
    """Days from column `start` to the cut, 0 where that came first or nothing was cut.

    The frame must hold `cut_`, the cut as a column: `frame.with_columns(cut_=cut_column(cut))`; it is the first
    moment of its day. `moments`: so is a midnight in `start`, which else stands for its day.
    """
    if pd.isna(cut):
        return nw.lit(0.0)
    days = span_days(start, "cut_", frame=frame, clocked=(start, "cut_") if moments else ("cut_",))
    return nw.when(days > 0).then(days).otherwise(nw.lit(0.0))


def cut_column(cut: pd.Timestamp) -> nw.Expr:
    """The cut as a column, for `late_entry`."""
    return nw.lit(None if pd.isna(cut) else cut.to_pydatetime()).cast(nw.Datetime("us"))


def cut_notes(since: Since) -> list[dict[str, str]]:
    """What is missing from a file that was cut at the left, or at the right."""
    found = []
    if since.is_cut:
        found.append({
            "step": "deals",
            "note": f"Cut at the left: no deal closed before {since.cut:%Y-%m-%d}, though many were created "
            "before; those that had closed by then are missing.",
            "effect": "Deals created before that day count in durations, curves and comparisons from it on "
            "only (delayed entry); periods that begin before it are marked as not whole.",
            "fix": "Export all deals, whenever they were closed.",
        })  # fmt: skip
    if not pd.isna(since.last):
        found.append({
            "step": "deals",
            "note": f"Cut at the right: no deal was created after {since.last:%Y-%m-%d}, though deals were "
            "closed long after; those created since seem to be missing.",
            "effect": "Periods that end after that day are marked as not whole; what was open then and what "
            "will come is too little.",
            "fix": "Export all deals, whenever they were created.",
        })  # fmt: skip
    return found
