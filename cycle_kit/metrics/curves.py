"""What becomes of deals as they age: won, lost, dropped or still open by each day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.metrics import survival
from cycle_kit.metrics.cycle import CLOSED, by_group, outcome_steps
from cycle_kit.metrics.edges import why_no_curve
from cycle_kit.metrics.frames import By, metric
from cycle_kit.metrics.outcome_columns import check_no_endings
from cycle_kit.metrics.span_ends import Start
from cycle_kit.metrics.spans import span_counts
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Whole

LIMITS = ("won_low", "won_high", "lost_low", "lost_high")
COLUMNS = ("days", *CLOSED, "open", "at_risk", *LIMITS, "entered", "excluded", "note")
WHOLE = ("at_risk", "entered", "excluded")


@metric
def outcome_curves(
    pipe: Pipeline,
    *,
    start: Start = "created_at",
    by: By = None,
    calendar: WorkingDays | None = None,
    min_at_risk: Whole = 10,
) -> pd.DataFrame:
    """Share of deals won, lost and dropped by each day since `start`, open deals being unfinished.

    Aalen-Johansen curves of competing risks. A row per distinct day (per group of `by`) on which
    something ended; a same-day close counts at day 0. `days`: since `start`, a date column of
    deals or a stage, whose first entry counts. `won, lost, dropped, open`: shares by the close of
    that day, together 1. `at_risk`: deals not ended and still seen just before it. `won_low`,
    `won_high`, `lost_low`, `lost_high`: 95 %, Greenwood-type variance, log-log; empty where the
    share is 0 or 1. `entered`: deals the curve starts with; `excluded`: deals without a start or
    with a negative span. The curve stops where fewer than `min_at_risk` are left and some of
    these are unfinished; with nothing unfinished it runs to its end. In a file cut at the left
    (`pipe.since.cut`) deals that began before the cut are at risk from it on only (delayed entry).
    Where won or lost deals are hardly dated no share is known: one row of empty cells, and `note` says why.
    `calendar`: days are then working days.

    Raises QuestionError for an unknown start; ColumnError for an unknown `by`.
    """
    keys = check_by(pipe, by, COLUMNS)
    check_no_endings(keys, "Outcomes over time cannot be split")
    counts = span_counts(pipe, keys, start=start, calendar=calendar)
    why = why_no_curve(pipe)
    find = unknown_curve if why else one_curve
    parts = [
        find(part, min_at_risk).assign(**group, note=why) for group, part in by_group(counts, keys)
    ]
    filled = [part for part in parts if len(part)] or parts[:1]
    if not filled:
        return pd.DataFrame(columns=[*keys, *COLUMNS])
    return pd.concat(filled, ignore_index=True)[[*keys, *COLUMNS]]


def unknown_curve(counts: pd.DataFrame, min_at_risk: int) -> pd.DataFrame:
    """A group of which nobody knows when its deals ended in one of the ways; empty without dated ones."""
    found = one_curve(counts, min_at_risk).iloc[:1]
    numbers = found.columns.difference(WHOLE)
    return found.assign(**dict.fromkeys(numbers, np.nan), at_risk=0)


def one_curve(counts: pd.DataFrame, min_at_risk: int) -> pd.DataFrame:
    """The curves of one group from its span counts."""
    known = counts[counts["span_days"].notna()]
    steps = survival.cut(outcome_steps(known, [(cause,) for cause in CLOSED]), min_at_risk)
    won, lost, dropped = (survival.incidence(steps, cause) for cause in range(len(CLOSED)))
    entered = known["span_deals"].sum()
    columns = {
        "days": steps.days,
        "won": won.share,
        "lost": lost.share,
        "dropped": dropped.share,
        "open": survival.kaplan_meier(steps).share,
        "at_risk": steps.at_risk,
        "won_low": won.low,
        "won_high": won.high,
        "lost_low": lost.low,
        "lost_high": lost.high,
        "entered": entered,
        "excluded": counts["span_deals"].sum() - entered,
    }
    return pd.DataFrame(columns).astype({name: "int64" for name in WHOLE})
