"""How long deals take to close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.errors import QuestionError, code
from cycle_kit.metrics import survival
from cycle_kit.metrics.edges import why_no_curve
from cycle_kit.metrics.frames import By, deals, metric
from cycle_kit.metrics.intervals import mean_interval
from cycle_kit.metrics.span_ends import THERE, End, Start, date_columns, stages_of
from cycle_kit.metrics.spans import late_note, span_counts
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Whole

CLOSED = ("won", "lost", "dropped")
Ending = Literal["won", "lost", "closed"]
OUTCOMES: dict[Ending, tuple[str, ...]] = {"won": ("won",), "lost": ("lost",), "closed": CLOSED}
NAIVE = ("deals", "total_days", "mean_days", "median_days", "p25_days", "p75_days", "p90_days")
QUANTILES = {"median_days": 0.5, "p25_days": 0.25, "p75_days": 0.75, "p90_days": 0.9}
ONE_OUTCOME = ("aj_median_days", "aj_median_high_days")
ANY_OUTCOME = ("km_median_days",)
EXTRAS = ("excluded", "open_share", "mean_low", "mean_high", "unfinished", "unfinished_excluded")
CLOSED_BEFORE = ("closed_before", *(f"{name}_before" for name in CLOSED))
BEFORE = (*CLOSED_BEFORE, "unfinished_median_days")
WHOLE = ("deals", "excluded", "unfinished", "unfinished_excluded", *CLOSED_BEFORE)
#: who got to the end: by the outcome that is asked for, or to a named end
ENDS: dict[str, tuple[str, ...]] = {**OUTCOMES, THERE: (THERE,)}


@metric
def cycle_length(
    pipe: Pipeline,
    *,
    by: By = None,
    outcome: Ending = "won",
    start: Start = "created_at",
    end: End | None = None,
    calendar: WorkingDays | None = None,
    min_at_risk: Whole = 10,
) -> pd.DataFrame:
    """Days from `start` to closing: as they were, and with open deals counted as unfinished.

    One row, or one per group of `by`. `deals`: closed deals of that `outcome` (won, lost or
    closed, which is any of won, lost and dropped); over these `total_days`, `mean_days` (total
    days / deals closed), `median_days`, `p25_days`, `p75_days`, `p90_days` (linear quantiles) and
    `mean_low`, `mean_high` (95 %, bootstrap-t). `start`: a date column of deals, or a stage, whose
    first entry counts. `excluded`: deals of that outcome left out because the span is missing or
    negative. In a file cut at the left (`pipe.since.cut`) the curves take deals that began before
    the cut from it on only (delayed entry).

    With the other outcomes as competing risks and open deals measured to `pipe.until`:
    `aj_median_days`, the day the Aalen-Johansen curve of the outcome reaches half of its last
    value, and `aj_median_high_days`, half of (last value + `open_share`, the share still undecided
    there): the median cycle of all who will have that outcome lies between the two. For `closed`:
    `km_median_days`, Kaplan-Meier. Each with `_low`, `_high` (95 %, Greenwood, log-log; see
    `survival`; not known of fewer than four such deals). The curve stops where fewer than
    `min_at_risk` are left and some of these are unfinished; what it does not reach is empty.
    `unfinished`: open deals in it; `unfinished_excluded`: open deals left out. Where won or lost deals
    are hardly dated these medians are not known, and `note` says why; it also tells of a file that
    was cut at the left.

    `end`: another end than the closing, a date column of deals or a stage, whose first entry after the
    first one to the stage `start` counts. Then `deals` are those that got there, deals open and not yet
    there are unfinished, and those closed before compete with them: `closed_before`, in it `won_before`,
    `lost_before`, `dropped_before`; `unfinished_median_days`: how long the unfinished ones have been on
    their way; `start` and `end` say from where to where. After the win (a stage after it, or a date that
    most won deals have later than it) won deals are not there yet, too.

    `calendar`: days are then working days.

    Raises QuestionError for an unknown outcome, start or end; ColumnError for an unknown `by`.
    """
    reached, outcome = asked_end(pipe, start, end, outcome)
    columns = columns_for(outcome) if reached is None else [*columns_for("won"), *BEFORE]
    keys = check_by(pipe, by, (*columns, "start", "end", "note"))
    counts = span_counts(pipe, keys, start=start, end=reached, calendar=calendar)
    one = one_length if reached is None else one_way
    rows = [{**group, **one(part, outcome, min_at_risk)} for group, part in by_group(counts, keys)]
    kinds = {name: "int64" if name in WHOLE else "float64" for name in columns}
    found = pd.DataFrame(rows, columns=[*keys, *columns]).astype(kinds)
    why = why_no_curve(pipe)
    if why:
        corrected = [name for name in columns if name.startswith(("aj_", "km_"))]
        found[[*corrected, "open_share"]] = np.nan
    if reached is not None:
        found = found.assign(start=start, end=reached)
    return found.assign(note=pd.Series(why or late_note(pipe), found.index, dtype="str"))


def asked_end(
    pipe: Pipeline, start: str, end: str | None, outcome: Ending
) -> tuple[str | None, Ending]:
    """The end that is asked for, where it is not the closing with an outcome, and that outcome."""
    if end is None:
        return None, outcome
    if end in OUTCOMES and end not in [*stages_of(pipe), *date_columns(deals(pipe))]:
        return None, end
    if end == start:
        raise QuestionError(
            f'A span from "{start}" to itself has no length.',
            fix=f'Write another end, for example ck.cycle_length(pipe, start={code(start)}, end="won").',
        )
    if outcome != "won":
        raise QuestionError(
            "cycle_length takes an outcome or an end, not both.",
            there=f"An end is reached or not, whatever the outcome: outcome={code(outcome)}.",
            fix=f"Write it as ck.cycle_length(pipe, start={code(start)}, end={code(end)}), or choose the deals "
            f"first: pipe.where(outcome={code(outcome)}).",
        )
    return end, outcome


def columns_for(outcome: Ending) -> list[str]:
    """The columns of the result in their order."""
    medians = ANY_OUTCOME if outcome == "closed" else ONE_OUTCOME
    limits = [name + limit for name in medians for limit in ("", "_low", "_high")]
    return [*NAIVE, *limits, *EXTRAS]


def by_group(counts: pd.DataFrame, keys: list[str]):
    """Each group's values of `keys` and its rows; without keys all rows, even when none."""
    if not keys:
        yield {}, counts
        return
    for values, part in counts.groupby(keys, dropna=False, observed=True):
        yield dict(zip(keys, values, strict=True)), part


def one_length(counts: pd.DataFrame, outcome: str, min_at_risk: int) -> dict[str, float]:
    """One row of `cycle_length` from the span counts of its deals."""
    known = counts[counts["span_days"].notna()]
    unknown = counts[counts["span_days"].isna()]
    wanted, still = list(ENDS[outcome]), ["open"]
    days = repeated_days(known[known["span_outcome"].isin(wanted)])
    return {
        **plain_lengths(days),
        **medians(known, outcome, min_at_risk),
        "excluded": number_with(unknown, wanted),
        "unfinished": number_with(known, still),
        "unfinished_excluded": number_with(unknown, still),
    }


def one_way(counts: pd.DataFrame, outcome: Ending, min_at_risk: int) -> dict[str, float]:
    """The same with a named end: who got there, who is not there yet, and who was closed before."""
    known = counts[counts["span_days"].notna()]
    waiting = repeated_days(known[known["span_outcome"] == "open"])
    closed = {f"{name}_before": number_with(known, [name]) for name in CLOSED}
    return {
        **one_length(counts, THERE, min_at_risk),
        "closed_before": sum(closed.values()),
        **closed,
        "unfinished_median_days": np.median(waiting) if len(waiting) else np.nan,
    }


def number_with(counts: pd.DataFrame, outcomes: Sequence[str]) -> int:
    return int(counts.loc[counts["span_outcome"].isin(outcomes), "span_deals"].sum())


def repeated_days(counts: pd.DataFrame) -> np.ndarray:
    """One number per deal, in order."""
    return np.sort(np.repeat(counts["span_days"].to_numpy(), counts["span_deals"].to_numpy()))


def plain_lengths(days: np.ndarray) -> dict[str, float]:
    """What the closed deals took, open ones not asked."""
    low, high = mean_interval(days)
    some = len(days) > 0
    return {
        "deals": len(days),
        "total_days": days.sum(),
        "mean_days": days.mean() if some else np.nan,
        **{name: np.quantile(days, at) if some else np.nan for name, at in QUANTILES.items()},
        "mean_low": low,
        "mean_high": high,
    }


def medians(known: pd.DataFrame, outcome: str, min_at_risk: int) -> dict[str, float]:
    """The medians with open deals counted as unfinished, and the share that is undecided."""
    causes = [CLOSED] if outcome == "closed" else [(outcome,), {*CLOSED} - {outcome}]
    steps = survival.cut(outcome_steps(known, causes), min_at_risk)
    if outcome == "closed":
        found = [survival.quantile(survival.kaplan_meier(steps), 0.5)]
    else:
        found = [survival.incidence_median(steps, 0, undecided_too=part) for part in (0.0, 1.0)]
    names = ANY_OUTCOME if outcome == "closed" else ONE_OUTCOME
    flat = {
        name + limit: value
        for name, median in zip(names, found, strict=True)
        for limit, value in zip(("", "_low", "_high"), median, strict=True)
    }
    return {**flat, "open_share": survival.undecided(steps)}


def outcome_steps(known: pd.DataFrame, causes: Sequence[Iterable[str]]) -> survival.Steps:
    """Span counts -> steps, with one cause per set of outcomes; open deals are the unfinished."""
    deals, outcome = known["span_deals"].to_numpy(), known["span_outcome"]
    ended = np.column_stack([deals * outcome.isin(list(cause)).to_numpy() for cause in causes])
    still_open = deals * (outcome == "open").to_numpy()
    days, entry = known["span_days"].to_numpy(), known["span_entry"].to_numpy()
    return survival.steps(days, ended, still_open, entry)
