"""Before and after a change of the process: the same figure of deals that came before and after, seen equally long."""

from __future__ import annotations

from typing import Annotated

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.days import INSTANT, Later, end_of_day, is_moment, moment
from cycle_kit.errors import QuestionError, code
from cycle_kit.metrics.compare import MIN_N, against_rest
from cycle_kit.metrics.compare_money import why_several
from cycle_kit.metrics.compare_periods_rows import DAY, SIDE, SIDES, Spans, counted
from cycle_kit.metrics.compare_rows import Counted, check_compared
from cycle_kit.metrics.compare_verdicts import (
    BETTER,
    FEW,
    ONE_COLUMN,
    UNCLEAR,
    WORSE,
    threshold,
    two_sided,
)
from cycle_kit.metrics.compare_within import WITHIN, kinds_of_deals, known_strata
from cycle_kit.metrics.edges import why_unknown
from cycle_kit.metrics.frames import By, groups, metric
from cycle_kit.metrics.measures import Measure, MeasureName
from cycle_kit.metrics.measures import measure as named
from cycle_kit.metrics.outcome_columns import check_no_endings
from cycle_kit.metrics.spans import require_history
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind, Whole

COLUMNS = (
    "value_before", "value_after", "difference", "low", "high", "deals_before", "deals_after", "p",
    "verdict", "naive_before", "naive_after", "left_out", "within_days", "first_before", "first_after",
    "last_after", "measure", "what", "within", "note",
)  # fmt: skip
OF_TODAY = "The owner is the one of today."
NOT_PROOF = "What else changed at that time is in it too."
Changed = Annotated[Later, Kind("the day of the change", '"2025-03-01"', is_moment)]


@metric
def compare_periods(
    pipe: Pipeline,
    measure: MeasureName,
    *,
    change: Changed,
    by: By = None,
    within: By = WITHIN,
    min_n: Whole = MIN_N,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """The same measure of deals that came before a day and from it on, seen equally long, the mix taken out.

    One row, or one per value of `by`: `value_before, value_after, difference` (after - before), `low, high`
    (95 %), `deals_before, deals_after` (or visits) compared, `p, verdict` ("better", "worse", "no clear
    difference", or "too few" under `min_n` on either side), `naive_before, naive_after` (with the mix left
    in), `left_out` (later ones without earlier ones of their kind), `within_days`, `first_before,
    first_after, last_after` (days), `measure, what` (in words), `within`, `note`.
    The earlier deals are those that entered in as many days before the change as the data have seen after
    it, and of them counts what was known on the day before it: both have been seen equally long, and
    nothing of the time after counts as before. Shares and amounts: deals seen for `within_days` (in
    which four of five outcomes come, at most half of the time after), and what came of them by then. Days
    ("median_cycle_days" is time to any decision): what goes on is unfinished, mean days up to `within_days`.
    Deals are set beside those of the same `within`, of the same kind and of like amounts where both
    periods have other ones and the figure goes with them, as in `compare`, and weighted as the later ones
    are. Limits and tests are those of `compare`; a verdict holds by Benjamini-Hochberg over the groups. It goes
    by the test, which of days looks at all of them and not at their mean alone: limits may just leave out 0 where
    the test does not hold, and the other way round.
    `calendar`: figures in days are then working days, `within_days` of these too; which deals count, and for
    how long, goes by the calendar on the wall.
    Raises QuestionError for totals, for a change outside the data, and where too many outcomes have no date.
    """
    keys = check_by(pipe, by, COLUMNS)
    check_no_endings([*keys, *groups(within)], "Two periods cannot be compared")
    chosen = named(pipe, measure)
    check_compared(chosen)
    spans = spans_of(pipe, measure, moment(change, "change"))
    check_dated(pipe, chosen)
    strata, grow = known_strata(pipe, within), bool(groups(within))
    kinds = kinds_of_deals(pipe) if grow else []
    columns = list(dict.fromkeys([*keys, *strata, *kinds]))
    found, limit = counted(pipe, chosen, spans, columns, calendar)
    strata = [name for name in strata if name not in keys]
    rows = [
        {**dict(zip(keys, group, strict=True)), **beside(found._replace(rows=mine), strata, grow)}
        for group, mine in parts(found.rows, keys)
    ]
    out = pd.DataFrame(rows, columns=[*keys, *BESIDE])
    out["verdict"] = verdicts(out, found.kind, min_n)
    out = out.assign(
        within_days=out["within_days"] if found.kind == "days" else limit,
        first_before=spans.first, first_after=spans.change, last_after=spans.until - DAY,
        measure=measure, what=found.what, note=notes(pipe, found.kind, keys, out),
    )  # fmt: skip
    return out[[*keys, *COLUMNS]]


def notes(pipe: Pipeline, kind: str, keys: list[str], out: pd.DataFrame) -> pd.Series:
    """Per row why there is no figure, whose deals are counted, and what the figure cannot tell."""
    whose = OF_TODAY if "owner" in keys else ""
    several = why_several(pipe, kind, keys[0] if keys else "")
    whys = [several if pd.isna(each) else "" for each in out["difference"]]
    return pd.Series(
        [" ".join(filter(None, [why, whose, NOT_PROOF])) for why in whys], out.index, dtype="str"
    )


def spans_of(pipe: Pipeline, measure: str, change: pd.Timestamp) -> Spans:
    """As many days before the change as there are after it, of those that the data know whole."""
    change = change.normalize()
    until = end_of_day(pipe.as_of.normalize()) + INSTANT
    begun = pipe.since.cut if pipe.since.is_cut else pipe.since.created
    if pd.isna(begun) or not begun.normalize() < change < until:
        there = "Nothing here is dated." if pd.isna(begun) else (
            f"The data speak for {begun:%Y-%m-%d} to {pipe.as_of:%Y-%m-%d}."
        )  # fmt: skip
        middle = until if pd.isna(begun) else begun + (until - begun) / 2
        raise QuestionError(
            "change= needs a day with data before it and after it.",
            there=there,
            fix=f'Write it as ck.compare_periods(pipe, {code(measure)}, change="{middle:%Y-%m-%d}").',
        )
    first = change - (until - change)
    return Spans(max(first, begun.normalize()) if pipe.since.is_cut else first, change, until)


def check_dated(pipe: Pipeline, chosen: Measure) -> None:
    if chosen.stage:
        return require_history(pipe, f'"{chosen.name}"')
    why = why_unknown(pipe, "win_rate", "created")
    if why:
        raise QuestionError(
            "What came of deals within the same time of both periods is not known.",
            there=why,
            fix="Export the dates of creation and closing of won and lost deals.",
        )
    return None


def parts(rows: pd.DataFrame, keys: list[str]) -> list[tuple[tuple, pd.DataFrame]]:
    """The rows of each group, in the order of their names; all of them where there are none."""
    if not keys:
        return [((), rows)]
    return [(group, mine) for group, mine in rows.groupby(keys, sort=True) if len(mine)]


# -- beside each other -------------------------------------------------------------------------------

BESIDE = (
    "value_before", "value_after", "difference", "low", "high", "deals_before", "deals_after", "p", "z",
    "naive_before", "naive_after", "left_out", "within_days", "within",
)  # fmt: skip


def beside(found: Counted, strata: list[str], grow: bool) -> dict:
    """The later deals of one group beside the earlier ones, in their kinds and all in one."""
    numbers = found.rows[SIDE].value_counts()
    count = {side: int(numbers.get(side, 0)) for side in SIDES}
    blank = dict.fromkeys(BESIDE, np.nan) | {"within": ", ".join(strata), "left_out": 0}
    if not all(count.values()):
        return blank | {f"deals_{side}": count[side] for side in SIDES}
    one = against_rest(found, SIDE, strata, grow=grow)
    plain = against_rest(found, SIDE, [], grow=False).figures
    own, (later, earlier) = (
        one.figures,
        [list(one.names).index(side) for side in ("after", "before")],
    )
    return {
        "value_before": own.rest[later], "value_after": own.value[later],
        "difference": own.value[later] - own.rest[later],
        "low": own.low[later], "high": own.high[later],
        "deals_before": int(own.n[earlier]), "deals_after": int(own.n[later]),
        "p": float(two_sided(own.z)[later]), "z": own.z[later],
        "naive_before": plain.rest[later], "naive_after": plain.value[later],
        "left_out": int(own.left_out[later]), "within_days": own.reach[later],
        "within": ", ".join(one.within),
    }  # fmt: skip


def verdicts(out: pd.DataFrame, kind: str, min_n: int) -> np.ndarray:
    """As in `compare`: where the test holds and the difference points the same way."""
    few = (out[["deals_before", "deals_after"]].min(axis=1) < min_n).to_numpy(bool)
    p = out["p"].astype(float).mask(few).to_numpy()
    out["p"] = p
    holds = p <= threshold(p[~np.isnan(p)], ONE_COLUMN)
    gain = np.sign(out["difference"].to_numpy(float)) * (-1 if kind == "days" else 1)
    agree = gain == np.sign(out["z"].to_numpy(float))
    verdict = np.where(holds & agree, np.where(gain > 0, BETTER, WORSE), UNCLEAR)
    return np.where(few, FEW, verdict)
