"""How many deals a group must have before `compare` can see a difference of a given size."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.metrics import stratified
from cycle_kit.metrics.compare_money import any_in_one, why_several
from cycle_kit.metrics.compare_rows import counted
from cycle_kit.metrics.compare_verdicts import ONE_COLUMN
from cycle_kit.metrics.compare_within import (
    WITHIN,
    at_one_size,
    kinds_of_deals,
    known_strata,
    strata_of,
)
from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.frames import By, OneGroup, metric
from cycle_kit.metrics.frames import groups as groups_of
from cycle_kit.metrics.measures import MeasureName
from cycle_kit.metrics.outcome_columns import check_no_endings
from cycle_kit.metrics.splits import check_by
from cycle_kit.metrics.stratified_times import at_risk_as_counts
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Share

COLUMNS = ("measure", "effect", "power", "groups", "deals_now", "deals_needed", "note")
#: what ranks of normal values see of what their means would show
RANKS_SEE = 3 / np.pi
LEAST = 10


@metric
def deals_needed(
    pipe: Pipeline,
    measure: MeasureName,
    effect: Share = 0.4,
    *,
    by: OneGroup = "owner",
    within: By = WITHIN,
    power: Share = 0.8,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """How many deals one group needs for `compare` to find a difference in 80 % of cases.

    One row: `measure, effect` (0.4: days 40 % longer, or a share or amount 40 % lower), `power,
    groups` (compared in one call), `deals_now` (median of the groups), `deals_needed` (of the group
    that differs; empty where no number would do), `note`: why nobody can be compared, where amounts are
    in several currencies. It is worked out from this data: its spread, its
    strata, its open deals, and the stricter test that several groups at once bring with them.
    `calendar`: days are then working days.
    Raises QuestionError for measures that are totals and for effects not between 0 and 1.
    """
    [by] = check_by(pipe, by, COLUMNS)
    check_no_endings([by, *groups_of(within)], "Groups cannot be compared")
    strata = [name for name in known_strata(pipe, within) if name != by]
    grow = bool(groups_of(within))
    kinds = kinds_of_deals(pipe) if grow else []
    found = counted(pipe, measure, list(dict.fromkeys([by, *strata, *kinds])), calendar)
    rows = found.rows[found.rows[by].notna()].reset_index(drop=True)
    sizes = rows.groupby(by)["number"].sum()
    alike = strata_of(found.kind, rows, strata, by, grow=grow)
    if found.kind == "days":
        rows = at_one_size(rows, alike.scale)
    per_deal = information(found.kind, rows, alike.places, effect)
    groups = len(sizes)
    normal = NormalDist()
    score = normal.inv_cdf(1 - ONE_COLUMN / max(groups, 1) / 2) + normal.inv_cdf(power)
    # the others, of whom there are so many times as many, are known only so well themselves
    others = groups / max(groups - 1, 1)
    needed = np.nan if not per_deal > 0 else max(np.ceil(score**2 * others / per_deal), LEAST)
    why = why_several(pipe, found.kind, by)
    if why and not any_in_one(rows, by, alike.places):
        needed = np.nan
    else:
        why = ""
    row = (measure, effect, power, groups, float(sizes.median()), float(needed), why)
    return pd.DataFrame([row], columns=list(COLUMNS))


def information(kind: str, rows: pd.DataFrame, strata: np.ndarray, effect: float) -> float:
    """The squared score that one deal of the group adds on average."""
    if rows.empty:
        return np.nan
    number = rows["number"].to_numpy(float)
    whole = np.bincount(strata, number)
    if kind == "share":
        hits = np.bincount(strata, number * rows["hit"].to_numpy(float))
        return of_shares(whole, hits, effect)
    if kind == "amount":
        return of_amounts(rows["amount"].to_numpy(float), number, strata, effect)
    return of_times(rows, strata, number, effect)


def of_shares(whole: np.ndarray, hits: np.ndarray, effect: float) -> float:
    share = hits / whole
    variance = (whole * share * (1 - share)).sum() / whole.sum()
    return float((effect * hits.sum() / whole.sum()) ** 2 / variance) if variance > 0 else np.nan


def of_amounts(amount: np.ndarray, number: np.ndarray, strata: np.ndarray, effect: float) -> float:
    """By the spread of the logarithms, as amounts are skewed and the test goes by ranks."""
    some = amount > 0
    log, number, strata = np.log(amount[some]), number[some], strata[some]
    size = np.bincount(strata, number)
    middle = ratio(np.bincount(strata, number * log), size)[strata]
    variance = (number * (log - middle) ** 2).sum() / max(number.sum(), 1)
    return float(RANKS_SEE * np.log(1 - effect) ** 2 / variance) if variance > 0 else np.nan


def of_times(rows: pd.DataFrame, strata: np.ndarray, number: np.ndarray, effect: float) -> float:
    """Every deal once more, as if it took longer: what the log-rank would make of it.

    Slower deals would still be open more often; how often, the open deals tell (the Kaplan-Meier
    curve of being open). A deal's score is its ending less what its stratum's hazard expects of it.
    """
    days, ended, since = (rows[name].to_numpy(float) for name in ("days", "ended", "since"))
    plain = stratified.Rows(strata, strata, number, 1, int(strata.max()) + 1)
    signed, until, endings = at_risk_as_counts(plain, days, ended, since)
    at = stratified.clock(signed, until, endings)
    cell = at.cell[: len(days)]
    opened = np.bincount(cell, number * (1 - ended), len(at.day))
    seen, hazard, seen_hazard = curves(at, opened)
    before = np.zeros(len(days))  # not at risk yet
    before[since > 0] = hazard[at.cell[len(days) :]]
    later = place_of(at, strata, days * (1 + effect))
    still = seen[later] / seen[cell]
    expected = hazard[cell] - before + (seen_hazard[later] - seen_hazard[cell]) / seen[cell]
    score = np.where(ended > 0, still - expected, before - hazard[cell])
    expects = np.where(ended > 0, expected, hazard[cell] - before)
    more, variance = (number * score).sum() / number.sum(), (number * expects).sum() / number.sum()
    return float(more**2 / variance) if variance > 0 else np.nan


def curves(at: stratified.Clock, opened: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per stratum and day: share that could be seen so long, the hazard so far, and that part of
    it which could be seen."""
    left = np.maximum(at.at_risk - at.ended, 1e-9)
    steps = np.log(np.clip(1 - opened / left, 1e-9, 1))
    seen = np.exp(stratified.so_far(at.stratum, steps))
    # who is last seen on a day was seen for the whole of it
    before = np.exp(stratified.so_far(at.stratum, steps) - steps)
    hazard = np.nan_to_num(ratio(at.ended, at.at_risk))
    parts = (stratified.so_far(at.stratum, hazard), stratified.so_far(at.stratum, hazard * before))
    return np.maximum(seen, 1e-9), *parts


def place_of(at: stratified.Clock, strata: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The row of `at` with the last day up to each of `days` in its stratum."""
    edges = np.searchsorted(at.stratum, np.arange(strata.max() + 2))
    out = np.zeros(len(days), dtype=np.int64)
    for stratum in range(strata.max() + 1):
        part, mine = slice(edges[stratum], edges[stratum + 1]), strata == stratum
        out[mine] = edges[stratum] + np.searchsorted(at.day[part], days[mine], side="right") - 1
    return out
