"""Each owner, or other group, against the rest: who differs beyond chance, beside deals of the same kind."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.errors import QuestionError
from cycle_kit.metrics import stratified
from cycle_kit.metrics.compare_hands import changed_hands
from cycle_kit.metrics.compare_money import of_one_currency, why_several, with_reason
from cycle_kit.metrics.compare_rows import CURRENCY, Counted, counted
from cycle_kit.metrics.compare_verdicts import ONE_COLUMN, SEVERAL_COLUMNS, Judged, shown
from cycle_kit.metrics.compare_within import (
    WITHIN,
    at_one_size,
    kinds_of_deals,
    known_strata,
    strata_of,
)
from cycle_kit.metrics.frames import By, Columns, groups, metric
from cycle_kit.metrics.measures import MeasureName
from cycle_kit.metrics.outcome_columns import check_no_endings
from cycle_kit.metrics.splits import check_by
from cycle_kit.metrics.stratified_times import times
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Whole

COLUMNS = (
    "group", "value", "rest", "difference", "low", "high", "n", "p", "verdict", "left_out",
    "within_days", "measure", "what", "within", "withheld", "note",
)  # fmt: skip
MIN_N = 10
#: columns of people, whose deals can be passed on
PEOPLE = ("owner", "team")


@metric
def compare(
    pipe: Pipeline,
    measure: MeasureName,
    *,
    by: Columns = "owner",
    within: By = WITHIN,
    calendar: WorkingDays | None = None,
    min_n: Whole = MIN_N,
) -> pd.DataFrame:
    """Each group against the rest, itself left out, among deals of the same kind (`within`).

    One row per group, in the order of their names, never ranked: `group, value, rest, difference`
    (value - rest), `low, high` (95 %), `n` (deals or visits compared), `p, verdict` ("better",
    "worse", "no clear difference" or "too few" under `min_n`), `left_out` (the group's deals in
    strata without others), `within_days`, `measure, what` (in words), `within`, `note`.
    Strata are weighted by the group's own deals. `within` grows by "quarter of entry" where the figure moved
    over time, by "amount" where it went with it (days are then those of the group's usual amount), and by a
    column as `region` or `deal_type` where groups have other mixes of it; `within=None`: all are alike.
    `withheld`: why nobody is judged (deals changed hands, and no history of owners): on time and conversions, and
    where winning goes with age on the win rate too; `p, low, high` are then empty.

    Shares: `low, high` by Newcombe. Days ("median_cycle_days" is time to decision, any closing
    ending it; "days in <stage>" the time until leaving it): smaller is better, open deals are
    unfinished, `p` is the stratified log-rank's, `value` and `rest` are mean days up to
    `within_days`, which both curves reach; of a file cut at the left deals are at risk from the cut
    on. "mean_won_value": `p` by ranks (van Elteren), limits by Welch; of several currencies without rates
    each by itself, and a group that is compared in more than one has no figure, as its `note` says.
    `p` is the largest of three: the test's own, of the win rate that with open deals older than nearly all decided
    ones counted as lost, and of a
    group that stands out that beside a rest without the few who stand out on the other side; of a column of two values
    both have the larger one.
    A verdict needs the test and the difference to point the same way, and holds by
    Benjamini-Hochberg, at most 5 % over the groups of the call. `calendar`: days are then working days.

    Several columns in `by` are the search for patterns: `column, group, ...`, at most 10 % over all
    columns and values, a column of two values counting once. Deals without a value in the column are left
    out. Raises QuestionError for measures that are totals and for columns that say how a deal ended ("stage",
    "outcome", "lost_reason", "probability"), ColumnError for unknown columns.
    """
    columns = check_by(pipe, by, ("column", *COLUMNS))
    if not columns:
        raise QuestionError(
            "compare needs to know whom to compare.",
            there="by= is empty.",
            fix='Name a column: ck.compare(pipe, "win_rate", by="owner").',
        )
    check_no_endings([*columns, *groups(within)], "Groups cannot be compared")
    strata, grow = known_strata(pipe, within), bool(groups(within))
    kinds = kinds_of_deals(pipe) if grow and len(columns) == 1 else []
    found = counted(pipe, measure, list(dict.fromkeys([*columns, *strata, *kinds])), calendar)
    judged = {
        name: against_rest(found, name, [s for s in strata if s != name], grow=grow)
        for name in columns
    }
    withheld = {name: why_withheld(pipe, measure, found.kind, name) for name in columns}
    rate = SEVERAL_COLUMNS if len(columns) > 1 else ONE_COLUMN
    out = shown(judged, found.kind, min_n=min_n, rate=rate, withheld=withheld)
    out = out.assign(measure=measure, what=found.what, note=found.note)
    out = with_reason(out, {name: why_several(pipe, found.kind, name) for name in columns})
    if "owner" in columns and len(columns) > 1 and found.kind == "days":
        out["note"] = out["note"].where(out["column"] == "owner", "")
    return out[["column", *COLUMNS]] if len(columns) > 1 else out[list(COLUMNS)]


def why_withheld(pipe: Pipeline, measure: str, kind: str, column: str) -> str:
    """Why nobody is judged by this column, in a sentence; else ""."""
    if column not in PEOPLE or kind == "amount" or "owner" in pipe.changes:
        return ""
    in_time = kind == "share" and measure != "win_rate"  # conversions are those within so many days
    return changed_hands(pipe, column, "days" if in_time else kind)


def against_rest(found: Counted, column: str, strata: list[str], *, grow: bool = True) -> Judged:
    """Every value of one column against the others."""
    one = judged_by(found, column, strata, grow=grow)
    if found.strict is None:
        return one
    strict = found._replace(rows=found.strict, strict=None)
    return in_both(one, judged_by(strict, column, strata, grow=grow))


def in_both(one: Judged, other: Judged) -> Judged:
    """The figures of the first, each with the lesser score of both, and none where they point to two sides."""
    there = pd.Series(range(len(other.names)), index=other.names)

    def again(out: np.ndarray) -> stratified.Compared:
        found = one.again(out)
        strict = other.again(there.reindex(one.names[out]).dropna().to_numpy(int))
        score = pd.Series(strict.z, index=other.names).reindex(one.names).to_numpy()
        return found._replace(z=lesser(found.z, score))

    return one._replace(figures=again(np.array([], dtype=int)), again=again)


def lesser(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Of two scores the one nearer to 0, which it is where they point to two sides."""
    both = np.sign(one) * np.minimum(np.abs(one), np.abs(other))
    return np.where(np.sign(one) == np.sign(other), both, one * 0)


def judged_by(found: Counted, column: str, strata: list[str], *, grow: bool) -> Judged:
    rows = found.rows[found.rows[column].notna()]
    codes, names = pd.factorize(rows[column], sort=True)
    places, scale, words = strata_of(found.kind, rows, strata, column, grow=grow)
    number, size = rows["number"].to_numpy(float), int(places.max(initial=0)) + 1

    def again(out: np.ndarray) -> stratified.Compared:
        """The figures without the deals of some groups."""
        kept = ~np.isin(codes, out)
        sample = stratified.Rows(codes[kept], places[kept], number[kept], len(names), size)
        if found.kind != "days":
            figures = figures_of(found.kind, sample, rows[kept])
            amounts = found.kind == "amount"
            return of_one_currency(figures, sample, rows[CURRENCY][kept]) if amounts else figures
        figures = figures_of("days", sample, at_one_size(rows[kept], scale[kept]))
        return at_own_size(figures, sample, scale[kept])

    figures = again(np.array([], dtype=int))
    return Judged(np.asarray(names, dtype=object), figures, len(names) == 2, words, again)


def at_own_size(
    figures: stratified.Compared, sample: stratified.Rows, scale: np.ndarray
) -> stratified.Compared:
    """Days of one amount as those of each group's own usual amount."""
    whole = np.bincount(sample.group, sample.number, sample.groups)
    logs = np.bincount(sample.group, sample.number * np.log(scale), sample.groups)
    times_ = np.exp(logs / np.maximum(whole, 1))
    days = {
        name: getattr(figures, name) * times_ for name in ("value", "rest", "low", "high", "reach")
    }
    return figures._replace(**days)


def figures_of(kind: str, sample: stratified.Rows, rows: pd.DataFrame) -> stratified.Compared:
    if kind == "share":
        return stratified.shares(sample, rows["hit"].to_numpy(float))
    if kind == "days":
        days, ended, since = (rows[name].to_numpy(float) for name in ("days", "ended", "since"))
        return times(sample, days, ended, since)
    return stratified.amounts(sample, rows["amount"].to_numpy(float))
