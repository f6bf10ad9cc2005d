"""Recognised tables become a Pipeline: deals and moves typed, reconciled, put in order, and built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import LayoutError, StageError, listed
from cycle_kit.events import with_all_columns
from cycle_kit.loading.after_win import remark_on_reopened, stages_after
from cycle_kit.loading.called import by_name
from cycle_kit.loading.changes import Changes, in_base_currency
from cycle_kit.loading.columns import Source
from cycle_kit.loading.creation import fields_of_log, with_creation
from cycle_kit.loading.dated import between_exports
from cycle_kit.loading.deals import DealRows, read_deals
from cycle_kit.loading.free_texts import FEWEST_STAGES, own_among
from cycle_kit.loading.leads import read_leads
from cycle_kit.loading.log_ends import ends_of_log, without_closed_again
from cycle_kit.loading.log_status import standing_by_log
from cycle_kit.loading.moments import (
    clocked_columns,
    clocked_moves,
    has_hours,
    last_moment,
    remark_on_spans,
)
from cycle_kit.loading.money import with_value
from cycle_kit.loading.moves_read import read_moves
from cycle_kit.loading.names import one_spelling, remark_on_spellings, remark_on_unused
from cycle_kit.loading.oddities import remark_on_ids_for_stages
from cycle_kit.loading.order import Orders, Stages, orders_of, without_open_stages
from cycle_kit.loading.outcomes import Words, standing, tells_outcomes
from cycle_kit.loading.parts import (
    is_dated,
    put_together,
    two_tables,
    with_ids,
    without_copies,
)
from cycle_kit.loading.placing import placed
from cycle_kit.loading.planned import without_planned, without_slips
from cycle_kit.loading.remarks import Remarks
from cycle_kit.loading.said_words import remark_on_unheard
from cycle_kit.loading.stage_remarks import remark_on_order, remark_on_stages
from cycle_kit.loading.standing_remarks import (
    remark_on_one_outcome,
    remark_on_reasons,
    remark_on_undated,
)
from cycle_kit.loading.targets import remark_on_targets
from cycle_kit.pipeline import Pipeline, built, notes


@dataclass(frozen=True)
class Choices:
    """What the user, or the configuration, says about stages, outcomes, money and targets."""

    stages: Stages = None
    stages_from: str = "stages="
    after: tuple[str, ...] | None = None  # None: not said
    words: Words = field(default_factory=Words)
    base: str = ""
    rates: dict[str, float] = field(default_factory=dict)
    targets: tuple[Mapping[str, Any], ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)
    as_of: pd.Timestamp | None = None
    #: {argument: words} of this load; those of a configuration may be for other files
    said: Mapping[str, Sequence[str] | str | None] = field(default_factory=dict)

    @property
    def named(self) -> frozenset[str]:
        """Everything that is called a stage."""
        return named_stages(self.stages) | frozenset(self.after or ())


def assembled(
    tables: list[Source],
    logs: list[Source],
    leads: list[Source],
    choices: Choices,
    remarks: Remarks,
) -> Pipeline:
    """One Pipeline from a table of deals (or several parts or days of it), logs of moves, or both."""
    tables, logs = by_name(without_copies(tables)), without_copies(logs)
    deals, raw_moves, changes, day = deals_and_moves(tables, logs, choices)
    # many rows, few names: as categories they are copied and compared many times faster
    raw_moves = raw_moves.astype(NAMES)
    remark_on_unused((tables or logs)[0].reading.renames, remarks)
    deals, raw_moves = with_one_spelling(deals, raw_moves, choices, remarks)
    ids = deals.fields.index if deals else pd.Index(sorted(raw_moves["deal_id"].unique()))
    raw_moves = raw_moves.assign(deal=places(raw_moves["deal_id"], ids)).drop(columns="deal_id")
    deals = by_number(deals) if deals else None
    raw_moves = without_closed_again(raw_moves, choices.words, choices.named, remarks)
    state, ends = None, ends_of_log(raw_moves, choices.words, choices.named, logs)
    ends |= OUTCOMES if day is not None or any(log.has("status") for log in logs) else {}
    if deals is None:
        fields = fields_of_log(raw_moves, ids, ends, logs[0])
    else:
        fields = deals.fields
        pipelines = fields.get("pipeline", pd.Series("", index=fields.index)).fillna("")
        raw_moves = with_pipelines(raw_moves, pipelines)
        if tells_outcomes(deals.source):
            state, own_ends = standing(
                deals, choices.words, stages=choices.named, logged=bool(ends)
            )
            ends = own_ends | ends
            state["pipeline"] = pipelines
            state = without_planned(deals, state, raw_moves)
            fields, state = without_slips(deals, fields, state, raw_moves)
            fields = fields.assign(expected_close=state["expected_close"])
        fields = with_creation(fields, raw_moves, ends, deals.source)
    told = standing_by_log(logs, choices.words, choices.named, ids) if state is None else None
    if told is not None:
        state, ends = told[0].assign(pipeline=fields["pipeline"]), told[1] | ends
    after = stages_after(
        raw_moves,
        state,
        ends,
        ids,
        said=choices.after,
        stages=named_stages(choices.stages),
        steps=dict(choices.steps),
        remarks=remarks,
    )
    ends = {name: outcome for name, outcome in ends.items() if name not in after}
    labels = open_labels(raw_moves, state, deals, {*ends, *after})
    pipelines = [] if state is None else list(state["pipeline"].unique())
    all_closed = state is not None and not state["outcome"].eq("open").any()
    orders = ordered(
        raw_moves, labels, tables, ends, after, choices, remarks, pipelines, all_closed
    )
    with_time = clocked_moves(logs)
    # the dates of stages in the deals' own table need not say how they ended: another column does
    apart = told is None and (bool(logs) or bool(raw_moves["label"].isin(list(ends)).any()))
    moves = placed(raw_moves, state, ends, orders, after, remarks, clocked=with_time, own=apart)
    moves = moves.assign(deal_id=pd.Categorical.from_codes(moves["deal"], categories=ids))
    remark_on_reopened(moves, remarks)
    recorded = not raw_moves.empty
    if state is not None and deals is not None:
        remark_on_stages(deals, state, recorded)
        remark_on_undated(deals.source, moves)
    elif state is not None:
        remark_on_undated(logs[0], moves)
    else:
        last = outcomes_of_moves(moves, fields.index)
        if last.ne("open").any() or not moves["kind"].eq("end").any():
            remark_on_one_outcome((tables or logs)[0], labels["label"].unique(), last)
        if deals is not None:
            remark_on_reasons(deals, last)
    remark_on_unheard(choices.said, words_of(raw_moves, deals), remarks)
    del deals, raw_moves, state  # as large as the file, and what follows needs as much again
    fields, currency, rates = with_value(fields, remarks, base=choices.base, rates=choices.rates)
    clocked = clocked_columns(moves, tables, logs)
    remark_on_spans(fields, moves, remarks, clocked=clocked)
    remark_on_targets(choices.targets, fields, remarks)
    frame = with_all_columns(nw.from_native(fields.reset_index(drop=True)))
    return built(
        frame,
        nw.from_native(moves),
        as_of=last_moment(fields, moves, spoken=day, said=choices.as_of),
        crm=(tables or logs)[0].match.dialect.crm,
        orders=orders.stages,
        after=after,
        ordered=orders.known,
        recorded=recorded,
        timed=has_hours(fields, moves),
        clocked=clocked,
        currency=currency,
        targets=choices.targets,
        changes=in_base_currency(changes, fields, rates),
        leads=read_leads(leads, ids),
        notes=notes(remarks.rows),
    )


def outcomes_of_moves(moves: pd.DataFrame, deals: pd.Index) -> pd.Series:
    """How each deal stands after its last move; without moves it is open, and after the win it is won."""
    after = moves["kind"] == "after"
    won = pd.Series("won", index=moves.loc[after, "deal"].unique())
    last = moves[~after].drop_duplicates("deal", keep="last").set_index("deal")
    ended = last["label"].astype("str").where(last["kind"] == "end")
    known = ended.reindex(deals).fillna(won.reindex(deals))
    later = moves.drop_duplicates("deal", keep="last").set_index("deal")["kind"].reindex(deals)
    return known.where(later.isin(["end", "after"]), "open")


def words_of(moves: pd.DataFrame, deals: DealRows | None) -> list[str]:
    """Every word that tells a stage or how a deal stands."""
    seen = [str(name) for name in moves["label"].cat.categories]
    if deals is not None:
        columns = [name for name in ("stage", "status", "last_stage") if name in deals.hints]
        seen += [word for name in columns for word in deals.hints[name].dropna().unique()]
    return list(dict.fromkeys(seen))


NAMES = {"pipeline": "category", "label": "category"}
#: as dated exports and histories with a status write them
OUTCOMES = {name: name for name in ("won", "lost", "dropped", "unknown")}


def deals_and_moves(
    tables: list[Source], logs: list[Source], choices: Choices
) -> tuple[DealRows | None, pd.DataFrame, Changes, pd.Timestamp | None]:
    """What the tables of deals say; the moves: of logs, of the tables themselves, or between their days;
    changed fields; and the day that dated exports speak for."""
    tables = with_ids(tables) if len(tables) > 1 else tables
    if len(tables) > 1 and is_dated(tables):
        if logs or len({source.match.dialect.crm for source in tables}) > 1:
            raise two_tables(tables)
        return between_exports(tables, choices.words, choices.named)
    if len(tables) > 1:
        deals, own = put_together(tables, moves=not logs)
        moves, changes = read_moves(deals, logs) if logs else (own, {})
        return deals, moves, changes, None
    deals = read_deals(tables[0]) if tables else None
    return deals, *read_moves(deals, logs), None


def with_one_spelling(
    deals: DealRows | None, moves: pd.DataFrame, choices: Choices, remarks: Remarks
) -> tuple[DealRows | None, pd.DataFrame]:
    """Stages that are spelled in several ways, in the deals or in the moves, in one of them."""
    labels = moves["label"]
    if "evidence" in moves:  # dated exports write ends in our words, whatever theirs are
        labels = labels[~labels.isin(list(OUTCOMES))]
    found = labels.value_counts()
    seen = [found[found > 0]]
    if deals is not None:
        seen += [
            deals.hints[name].value_counts()
            for name in ("stage", "last_stage")
            if name in deals.hints
        ]
    counts = pd.concat([each.rename(index=str) for each in seen]).groupby(level=0, sort=False).sum()
    spellings = one_spelling(counts, list(choices.named))
    if not spellings:
        return deals, moves
    remark_on_spellings(spellings, remarks)
    if deals is not None:
        columns = [name for name in ("stage", "last_stage") if name in deals.hints]
        deals = replace(deals, hints=deals.hints.replace({name: spellings for name in columns}))
    label = moves["label"].astype("str").replace(spellings)
    return deals, moves.assign(label=label.astype("category"))


def by_number(deals: DealRows) -> DealRows:
    """The deals indexed by their place, which is quicker to look up than an id."""
    fields = deals.fields.reset_index(drop=True)
    return replace(deals, fields=fields, hints=deals.hints.set_axis(fields.index))


def with_pipelines(moves: pd.DataFrame, pipelines: pd.Series) -> pd.DataFrame:
    """Moves of a log without pipelines run in the pipeline of their deal."""
    without = moves["pipeline"].isna() | (moves["pipeline"] == "")
    if not without.any():
        return moves
    own = pipelines.reindex(moves["deal"]).set_axis(moves.index)
    pipeline = moves["pipeline"].astype("str").mask(without, own).fillna("")
    return moves.assign(pipeline=pipeline.astype("category"))


def places(deal_ids: pd.Series, ids: pd.Index) -> np.ndarray:
    """Where each id stands among `ids`."""
    if isinstance(deal_ids.dtype, pd.CategoricalDtype) and deal_ids.cat.categories is ids:
        return deal_ids.cat.codes.to_numpy()
    return ids.get_indexer(pd.Index(deal_ids))


def named_stages(stages: Stages) -> frozenset[str]:
    if stages is None:
        return frozenset()
    if isinstance(stages, dict):
        return frozenset(name for order in stages.values() for name in order)
    return frozenset(stages)


def open_labels(raw_moves, state, deals: DealRows | None, closed: set[str]) -> pd.DataFrame:
    """Every open stage seen: `pipeline, label, rows, number` (the CRM's own, or empty)."""
    names = ["pipeline", "label"]
    moved = raw_moves.groupby(names, sort=False).size()
    seen = [moved.reset_index(name="rows").astype(dict.fromkeys(names, "str"))]
    if state is not None and deals is not None:
        number = deals.hints.get("stage_number", pd.Series(float("nan"), index=state.index))
        here = state.assign(label=state["stage"], number=number)[[*names, "number"]]
        standing_now = here.groupby(names, sort=False)["number"].agg(rows="size", number="median")
        seen.append(standing_now.reset_index())
    labels = pd.concat(seen, ignore_index=True).reindex(columns=[*names, "rows", "number"])
    labels = labels[~labels["label"].isin(list(closed))]
    grouped = labels.groupby(names, sort=False, as_index=False)
    return grouped.agg(rows=("rows", "sum"), number=("number", "first"))


def no_stage(tables: list[Source]) -> LayoutError:
    return LayoutError(
        f"No column of {listed(source.raw.file for source in tables)} is known to hold the stage.",
        there=f"The headers are {listed(header for source in tables for header in source.raw.frame)}.",
        fix='Name it, and others that are missing: columns={"stage": "...", "created_at": "..."}.',
    )


def ordered(
    raw_moves,
    labels,
    tables,
    ends,
    after: tuple[str, ...],
    choices: Choices,
    remarks: Remarks,
    pipelines: list[str],
    all_closed: bool,
) -> Orders:
    """The open stages of every pipeline in order, and a note on where the order comes from."""
    told = [source for source in tables if tells_outcomes(source)]
    if labels.empty and raw_moves.empty and not told:
        raise no_stage(tables)
    if labels.empty and pipelines:
        return without_open_stages(
            choices.stages,
            choices.stages_from,
            pipelines,
            tables,
            remarks,
            all_closed=all_closed,
        )
    if labels.empty:
        raise StageError(
            "The file names no open stage.",
            there="Every stage in it is an outcome.",
            fix="Export the stages that deals go through too, not outcomes only.",
        )
    sale = raw_moves[~raw_moves["label"].isin([*ends, *after])]
    orders = orders_of(
        labels, sale, stages=choices.stages, given_by=choices.stages_from, ends=set(ends)
    )
    remark_on_ids_for_stages(list(dict.fromkeys(labels["label"])), remarks)
    own = own_among(labels.groupby("label")["rows"].sum(), FEWEST_STAGES)
    remark_on_order(orders, choices.stages_from, remarks, own)
    return orders
