"""The open stages that a file names, and their order."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from cycle_kit.errors import CycleKitError, LayoutError, StageError, listed
from cycle_kit.loading.choices import Choices
from cycle_kit.loading.columns import Source
from cycle_kit.loading.contents import Contents
from cycle_kit.loading.ends_elsewhere import way_to_ends
from cycle_kit.loading.free_texts import FEWEST_STAGES, own_among
from cycle_kit.loading.oddities import remark_on_ids_for_stages
from cycle_kit.loading.order import Orders, orders_of, without_open_stages
from cycle_kit.loading.outcomes import tells_outcomes
from cycle_kit.loading.stage_remarks import remark_on_order
from cycle_kit.loading.standings import Standings
from cycle_kit.remarks import Remarks


def ordered(
    held: Contents,
    stand: Standings,
    tables: list[Source],
    after: tuple[str, ...],
    choices: Choices,
    remarks: Remarks,
) -> tuple[Orders, list[str]]:
    """The open stages of every pipeline in order, with a note on where the order comes from; and all their names."""
    labels = open_labels(held, stand, {*stand.ends, *after})
    names = list(labels["label"].unique())
    state = stand.state
    if labels.empty and state is not None and len(state):
        pipelines, closed = list(state["pipeline"].unique()), not state["outcome"].eq("open").any()
        given = (choices.stages, choices.stages_from)
        return without_open_stages(*given, pipelines, tables, remarks, all_closed=closed), names
    if labels.empty:
        raise no_open_stage(held, tables)
    sale = held.moves[~held.moves["label"].isin([*stand.ends, *after])]
    given_by, ends = choices.stages_from, set(stand.ends)
    places = choices.places
    orders = orders_of(
        labels, sale, stages=choices.stages, given_by=given_by, ends=ends, places=places
    )
    remark_on_ids_for_stages(names, remarks)
    own = own_among(labels.groupby("label")["rows"].sum(), FEWEST_STAGES)
    remark_on_order(orders, given_by, remarks, own)
    return orders, names


def open_labels(held: Contents, stand: Standings, closed: Collection[str]) -> pd.DataFrame:
    """Every open stage seen: `pipeline, label, rows, number` (the CRM's own, or empty)."""
    names = ["pipeline", "label"]
    moved = held.moves.groupby(names, sort=False).size()
    seen = [moved.reset_index(name="rows").astype(dict.fromkeys(names, "str"))]
    if stand.state is not None and held.deals is not None:
        blank = pd.Series(float("nan"), index=stand.state.index)
        number = held.deals.hints.get("stage_number", blank)
        here = stand.state.assign(label=stand.state["stage"], number=number)[[*names, "number"]]
        standing_now = here.groupby(names, sort=False)["number"].agg(rows="size", number="median")
        seen.append(standing_now.reset_index())
    labels = pd.concat(seen, ignore_index=True).reindex(columns=[*names, "rows", "number"])
    labels = labels[~labels["label"].isin(list(closed))]
    grouped = labels.groupby(names, sort=False, as_index=False)
    return grouped.agg(rows=("rows", "sum"), number=("number", "first"))


def no_open_stage(held: Contents, tables: list[Source]) -> CycleKitError:
    """The error of a load without any open stage: no column holds them, or all of its names are outcomes."""
    if held.moves.empty and not any(tells_outcomes(source) for source in tables):
        return LayoutError(
            f"No column of {listed(source.raw.file for source in tables)} is known to hold the stage.",
            there=f"The headers are {listed(header for source in tables for header in source.raw.frame)}.",
            fix=way_to_ends(tables)
            or 'Name it, and others that are missing: columns={"stage": "...", "created_at": "..."}.',
        )
    return StageError(
        "The file names no open stage.",
        there="Every stage in it is an outcome.",
        fix="Export the stages that deals go through too, not outcomes only.",
    )
