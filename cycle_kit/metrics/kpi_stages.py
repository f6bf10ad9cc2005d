"""The figures of each stage in one period of `kpis`: how often it was entered, and who went on from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT, end_of_day
from cycle_kit.metrics.cohorts import cohort, horizon
from cycle_kit.metrics.counting import ratio, share_interval
from cycle_kit.metrics.edges import is_before, is_beyond, partial_words
from cycle_kit.metrics.frames import sale, table, visits
from cycle_kit.metrics.ledger import with_keys
from cycle_kit.metrics.measures import CONVERSION, ENTRIES, KPIS, Measure
from cycle_kit.metrics.outcome_columns import ENDINGS
from cycle_kit.metrics.periods import Window
from cycle_kit.pipeline import Pipeline, meeting

COLUMNS = ("measure", "figure", "n", "low", "high", "unripe", "whole", "note")
ENTERED = "entered"  # what dates these figures
WHOLE_WAY = "conversion_first_to_won"  # the measure that says why those of the stages on the way are not there
SEVERAL = 'Not by stage: there are several pipelines. Ask one, pipe.where(pipeline="..."), or each by="pipeline".'
NO_ORDER = "Not by stage: the order of the stages is not known. Pass stages=[...] to ck.load, the first one first."
NO_HISTORY = (
    "Not by stage: this data has only the last stage of each deal. Export the stage history too, and pass it "
    "as ck.load(..., history=...)."
)


class Followed(NamedTuple):
    """A stage: per group and window the deals that entered it and went on, and the days within which most do."""

    pipeline: str
    stage: str
    step: int
    counts: pd.DataFrame
    days: float


def why_no_stages(pipe: Pipeline, keys: Sequence[str]) -> str:
    """Why there are no figures of stages; "" where there are, or where groups say how deals ended."""
    if set(keys) & set(ENDINGS):
        return ""
    if len(pipe.orders) > 1 and "pipeline" not in keys:
        return SEVERAL
    if not pipe.ordered:
        return NO_ORDER
    return "" if pipe.recorded else NO_HISTORY


def followed(pipe: Pipeline, keys: list[str], windows: Sequence[Window]) -> list[Followed]:
    """The stages of each pipeline whose dates and order are known; none where groups say how deals ended."""
    if set(keys) & set(ENDINGS) or why_no_stages(pipe, keys):
        return []
    return [
        stage for name in pipe.orders for stage in stages_of(alone(pipe, name), name, keys, windows)
    ]


def alone(pipe: Pipeline, name: str) -> Pipeline:
    """One of its pipelines."""
    return meeting(pipe, {"pipeline": name}) if len(pipe.orders) > 1 else pipe


def stages_of(
    pipe: Pipeline, name: str, keys: list[str], windows: Sequence[Window]
) -> list[Followed]:
    """The stages of one pipeline."""
    found, group = [], keys or ["every"]
    for step, stage in enumerate(pipe.stages, start=1):
        rows = cohort(pipe, Measure(CONVERSION + stage, "share", ENTERED, stage), keys)
        days = horizon(rows)
        found.append(Followed(name, stage, step, counts_in(rows, group, windows, days), days))
    return found


def stage_figures(
    pipe: Pipeline, window: Window, wide: pd.DataFrame, keys: list[str], stages: list[Followed]
) -> pd.DataFrame:
    """As `kpis.measured`, of each stage: `keys`, then `COLUMNS`; `wide`: a row per group."""
    parts = []
    for name in dict.fromkeys(one.pipeline for one in stages):
        mine = [one for one in stages if one.pipeline == name]
        groups = wide[wide["pipeline"].eq(name)] if len(pipe.orders) > 1 else wide
        parts += figures_in(alone(pipe, name), window, groups[keys or ["every"]], keys, mine)
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if found.empty:  # no stages to follow, or no groups
        return pd.DataFrame(columns=[*keys, *COLUMNS])
    name = found["measure"].iloc[0]  # all are dated alike
    note = partial_words(pipe, name, ENTERED, window.start, window.end)
    beyond = is_beyond(pipe, window)
    if beyond or is_before(pipe, name, ENTERED, window.start, window.end):
        found[["figure", "n", "low", "high"]] = np.nan
    note = f"The data end on {pipe.as_of:%Y-%m-%d}." if beyond else note
    return found.assign(whole=not note, note=note)[[*keys, *COLUMNS]]


def figures_in(
    pipe: Pipeline, window: Window, wide: pd.DataFrame, keys: list[str], stages: list[Followed]
) -> list[pd.DataFrame]:
    """Of one pipeline: for each stage how often it was entered, and who went on."""
    entries, parts = entry_counts(pipe, window, keys), []
    for one in stages:
        mine = beside(wide, entries[entries["step"] == one.step], list(wide))
        parts.append(
            mine.assign(measure=ENTRIES + one.stage, unripe=False, low=np.nan, high=np.nan)
        )
        parts.append(went_on(pipe, window, wide, one))
    return parts


def counts_in(rows: Any, group: list[str], windows: Sequence[Window], days: float) -> pd.DataFrame:
    """Per group and window how many deals entered, and how many of these went on in time: one query for all."""
    on = ~nw.col("hit_days").is_null() & (nw.col("hit_days") <= (-1.0 if np.isnan(days) else days))
    marks = {}
    for window in dict.fromkeys(windows):
        inside = inside_of("entered", window)
        marks |= {f"n {window}": inside, f"hit {window}": inside & on}
    rows = rows.with_columns(every=nw.lit("all"))
    rows = rows.with_columns(**{name: mark.cast(nw.Int64) for name, mark in marks.items()})
    return table(rows.group_by(*group).agg(*(nw.col(name).sum() for name in marks)))


def entry_counts(pipe: Pipeline, window: Window, keys: list[str]) -> pd.DataFrame:
    """Per group and step how often the stage was entered in a window, and by how many deals."""
    rows = with_keys(pipe, sale(visits(pipe)), keys).with_columns(
        every=nw.lit("all"), step=nw.col("step").cast(nw.Int64)
    )
    inside = within(rows, "entered_at", window)
    group = [*(keys or ["every"]), "step"]
    return table(inside.group_by(*group).agg(figure=nw.len(), n=nw.col("deal_id").n_unique()))


def went_on(pipe: Pipeline, window: Window, wide: pd.DataFrame, one: Followed) -> pd.DataFrame:
    """Of the deals that first entered a stage in a window, those that went on within the usual days."""
    group = list(wide)
    names = {f"n {window}": "n", f"hit {window}": "figure"}
    found = beside(wide, one.counts[[*group, *names]].rename(columns=names), group)
    seen_to = end_of_day(pipe.as_of.normalize()) + INSTANT
    ripe = not np.isnan(one.days) and window.end + pd.Timedelta(days=one.days) <= seen_to
    low, high = share_interval(found["figure"].to_numpy(), found["n"].to_numpy())
    share = ratio(found["figure"].to_numpy(), found["n"].to_numpy())
    known = 1.0 if ripe else np.nan
    return found.assign(
        measure=CONVERSION + one.stage, unripe=not ripe, figure=share * known, low=low * known, high=high * known
    )  # fmt: skip


def beside(wide: pd.DataFrame, counts: pd.DataFrame, group: list[str]) -> pd.DataFrame:
    """Every group with its counts, 0 where nothing was."""
    kinds = {name: wide[name].dtype for name in group if counts[name].isna().all()}
    counts = counts[[*group, "figure", "n"]].astype(kinds)
    return wide.merge(counts, on=group, how="left").fillna({"figure": 0, "n": 0}).astype(
        {"figure": "float64", "n": "float64"}
    )  # fmt: skip


def with_stages(rows: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """The figures of all deals, and below them those of the stages."""
    return pd.concat([rows, more.astype(rows.dtypes.to_dict())]) if len(more) else rows


def with_reason(rows: pd.DataFrame, pipe: Pipeline, keys: Sequence[str]) -> pd.DataFrame:
    """With the note on the whole way why there are no figures of the stages on it."""
    why = why_no_stages(pipe, keys)
    if not why:
        return rows
    way = rows["measure"].eq(WHOLE_WAY)
    return rows.assign(note=rows["note"].mask(way, (rows["note"] + " " + why).str.strip()))


def unit_of(name: str) -> str:
    """The unit of a measure of `kpis`."""
    return KPIS[name][0] if name in KPIS else "entries" if name.startswith(ENTRIES) else "share"


def within(frame, column: str, window: Window):
    return frame.filter(inside_of(column, window))


def inside_of(column: str, window: Window) -> nw.Expr:
    start, end = (
        nw.lit(when.to_pydatetime()).cast(nw.Datetime("us")) for when in (window.start, window.end)
    )
    return (nw.col(column) >= start) & (nw.col(column) < end)
