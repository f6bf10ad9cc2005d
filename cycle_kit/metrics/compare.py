"""Each owner, or other group, against the rest: who differs beyond chance, beside deals of the same kind."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.errors import QuestionError
from cycle_kit.metrics import stratified
from cycle_kit.metrics.compare_hands import changed_hands
from cycle_kit.metrics.compare_rows import Counted, counted
from cycle_kit.metrics.compare_within import (
    WITHIN,
    at_one_size,
    kinds_of_deals,
    known_strata,
    strata_of,
)
from cycle_kit.metrics.frames import By, Columns, check_by, groups, metric
from cycle_kit.metrics.measures import MeasureName
from cycle_kit.metrics.outcome_columns import check_no_endings
from cycle_kit.metrics.stratified_times import times
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Whole

COLUMNS = (
    "group", "value", "rest", "difference", "low", "high", "n", "p", "verdict", "left_out",
    "within_days", "measure", "what", "within", "withheld", "note",
)  # fmt: skip
MIN_N = 10
#: share of the verdicts of one call that may be chance (Benjamini and Hochberg 1995): 5 % are promised, and 10
#: of the search for patterns. It is tested at less, as p values are approximations, strata take out most of
#: what moves a figure and not all, and where nothing is there the procedure uses up all that it is allowed
#: (docs/evidence.md)
ONE_COLUMN = 0.04
SEVERAL_COLUMNS = 0.09
#: columns of people, whose deals can be passed on
PEOPLE = ("owner", "team")
BETTER, WORSE, UNCLEAR, FEW = "better", "worse", "no clear difference", "too few"


class Judged(NamedTuple):
    """One column's groups, their figures, and whether it has only two of them."""

    names: np.ndarray
    figures: stratified.Compared
    two: bool
    within: tuple[str, ...]


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
    `withheld`: why nobody is judged on time (deals changed hands, and no history of owners); `p, low, high`
    are then empty.

    Shares: `low, high` by Newcombe. Days ("median_cycle_days" is time to decision, any closing
    ending it; "days in <stage>" the time until leaving it): smaller is better, open deals are
    unfinished, `p` is the stratified log-rank's, `value` and `rest` are mean days up to
    `within_days`, which both curves reach; of a file cut at the left deals are at risk from the cut
    on. "mean_won_value": `p` by ranks (van Elteren), limits by Welch.
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
    withheld = {name: why_withheld(pipe, found, name) for name in columns}
    rate = SEVERAL_COLUMNS if len(columns) > 1 else ONE_COLUMN
    out = shown(judged, found.kind, min_n=min_n, rate=rate, withheld=withheld)
    out = out.assign(measure=measure, what=found.what, note=found.note)
    if "owner" in columns and len(columns) > 1:
        out["note"] = out["note"].where(out["column"] == "owner", "")
    return out[["column", *COLUMNS]] if len(columns) > 1 else out[list(COLUMNS)]


def why_withheld(pipe: Pipeline, found: Counted, column: str) -> str:
    """Why nobody is judged by this column, in a sentence; else ""."""
    if column not in PEOPLE or found.kind != "days" or "owner" in pipe.changes:
        return ""
    return changed_hands(pipe, column)


def against_rest(found: Counted, column: str, strata: list[str], *, grow: bool = True) -> Judged:
    """Every value of one column against the others."""
    rows = found.rows[found.rows[column].notna()]
    codes, names = pd.factorize(rows[column], sort=True)
    places, scale, words = strata_of(found.kind, rows, strata, column, grow=grow)
    sample = stratified.Rows(
        codes, places, rows["number"].to_numpy(float), len(names), int(places.max(initial=0)) + 1
    )
    if found.kind != "days":
        figures = figures_of(found.kind, sample, rows)
    else:
        figures = figures_of("days", sample, at_one_size(rows, scale))
        figures = at_own_size(figures, sample, scale)
    return Judged(np.asarray(names, dtype=object), figures, len(names) == 2, words)


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


def shown(
    judged: dict[str, Judged],
    kind: str,
    *,
    min_n: int,
    rate: float,
    withheld: dict[str, str] | None = None,
) -> pd.DataFrame:
    """The table of all columns' groups with p values and verdicts, of none where they are `withheld`."""
    why = withheld or {}
    parts = [
        part(name, one, min_n=min_n, withheld=why.get(name, "")) for name, one in judged.items()
    ]
    out = pd.concat(parts, ignore_index=True)
    counts_once = (
        out["two"].to_numpy() & ~out.duplicated("column").to_numpy() | ~out["two"].to_numpy()
    )
    p = out["p"].to_numpy()
    holds = p <= threshold(p[counts_once & ~np.isnan(p)], rate)
    gain = np.sign(out["difference"]) * (-1 if kind == "days" else 1)
    agree = gain == np.sign(out["z"])
    few = (out["n"] < min_n).to_numpy()
    verdict = np.where(gain > 0, BETTER, WORSE)
    verdict = np.where(holds & agree, verdict, UNCLEAR)
    out["verdict"] = np.where(few, FEW, verdict)
    return out


def part(column: str, one: Judged, *, min_n: int, withheld: str) -> pd.DataFrame:
    """One column's rows; too few are not tested, and two values share one test.

    What is withheld has no p and no limits, as neither would hold.
    """
    found = one.figures
    p = two_sided(found.z)
    p[(found.n < min_n) | bool(withheld)] = np.nan
    if one.two and not np.isnan(p).any():
        p[:] = p.max()
    return pd.DataFrame(
        {
            "column": column,
            "group": one.names,
            "value": found.value,
            "rest": found.rest,
            "difference": found.value - found.rest,
            "low": np.where(bool(withheld), np.nan, found.low),
            "high": np.where(bool(withheld), np.nan, found.high),
            "n": found.n.astype("int64"),
            "p": p,
            "z": found.z,
            "two": one.two and not np.isnan(p).any(),
            "left_out": found.left_out.astype("int64"),
            "within_days": found.reach,
            "within": ", ".join(one.within),
            "withheld": withheld,
        }
    )


def two_sided(z: np.ndarray) -> np.ndarray:
    """p values of standard normal scores."""
    return np.array([math.erfc(abs(score) / math.sqrt(2)) for score in z], dtype=float)


def threshold(p: np.ndarray, rate: float) -> float:
    """The largest p that holds (Benjamini and Hochberg); below 0 where none does."""
    p = np.sort(p)
    holds = p <= rate * np.arange(1, len(p) + 1) / max(len(p), 1)
    return float(p[np.flatnonzero(holds)[-1]]) if holds.any() else -1.0
