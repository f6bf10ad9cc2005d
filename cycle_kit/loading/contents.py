"""What the tables of one load hold: deals by number, their moves, and fields that changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cycle_kit.dialects.dialect import DATED
from cycle_kit.loading.changes import BORN, Changes, latest
from cycle_kit.loading.choices import Choices
from cycle_kit.loading.columns import Source
from cycle_kit.loading.dated import Days, between_exports
from cycle_kit.loading.dated import by_name as named_by
from cycle_kit.loading.deals import DealRows, read_deals
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.extracts import without_excerpts, without_extracts
from cycle_kit.loading.log_ends import without_closed_again
from cycle_kit.loading.moves_read import born_of, read_moves
from cycle_kit.loading.names import one_spelling, remark_on_spellings, remark_on_unused
from cycle_kit.loading.parts import is_dated, is_grown, put_together, two_tables, with_ids
from cycle_kit.loading.summaries import without_summaries
from cycle_kit.remarks import Remarks
from cycle_kit.tables import OUTCOMES


@dataclass(frozen=True)
class Contents:
    """`ids`: of the deals, by number. `deals`: indexed by number; None where only logs tell of them.
    `moves`: with the number of their `deal`. `days`: the first and last of dated exports. `told`: what logs say
    last of other fields of the deals, and when these were created, by id."""

    ids: pd.Index
    deals: DealRows | None
    moves: pd.DataFrame
    changes: Changes
    days: Days | None
    told: pd.DataFrame


def contents(
    tables: list[Source], logs: list[Source], choices: Choices, remarks: Remarks
) -> Contents:
    """Deals and moves of a table of deals (or several parts or days of it), of logs, or of both."""
    deals, moves, changes, days = deals_and_moves(tables, logs, choices)
    # many rows, few names: as categories they are copied and compared many times faster
    moves = moves.astype(NAMES)
    remark_on_unused((tables or logs)[0].reading.renames, remarks)
    deals, moves = with_one_spelling(deals, moves, choices, remarks)
    born = born_of(changes)
    ids = (
        deals.fields.index if deals else pd.Index(sorted({*moves["deal_id"].unique(), *born.index}))
    )
    others = {name: past for name, past in changes.items() if name != BORN}
    told = (latest(others, ids) if deals is None else pd.DataFrame(index=ids)).assign(
        **{BORN: born}
    )
    # of dated exports every column has a past, of a log those that speak of deals
    changes = {name: past for name, past in changes.items() if days is not None or name in DATED}
    moves = moves.assign(deal=places(moves["deal_id"], ids)).drop(columns="deal_id")
    moves = without_closed_again(moves, choices.words, choices.named, remarks)
    if deals is not None:
        deals = by_number(deals)
        moves = with_pipelines(moves, pipelines_of(deals.fields))
    return Contents(ids, deals, moves, changes, days, told)


NAMES = {"pipeline": "category", "label": "category"}
#: as dated exports and histories with a status write them
ENDS = [name for name in OUTCOMES if name != "open"]


def deals_and_moves(
    tables: list[Source], logs: list[Source], choices: Choices
) -> tuple[DealRows | None, pd.DataFrame, Changes, Days | None]:
    """What the tables of deals say; the moves: of logs, of the tables themselves, or between their days;
    changed fields; and the days of dated exports."""
    tables = without_excerpts(without_summaries(tables))
    tables = with_ids(tables) if len(tables) > 1 else tables
    if len(tables) > 1 and is_dated(tables):
        if logs or len({source.match.dialect.crm for source in tables}) > 1:
            raise two_tables(tables)
        return between_exports(tables, choices.words, choices.named)
    if not logs and is_grown(tables):
        return between_exports(tables, choices.words, choices.named)
    tables = without_extracts(tables)
    if len(tables) > 1:
        deals, own = put_together(tables, moves=not logs)
        moves, changes = read_moves(deals, logs) if logs else (own, {})
        return deals, moves, changes, None
    deals = read_deals(as_logs_name(tables[0], logs)) if tables else None
    return deals, *read_moves(deals, logs), None


def as_logs_name(table: Source, logs: list[Source]) -> Source:
    """A table without ids by the names of its deals, where each name is of one deal and logs go by them."""
    if table.has("deal_id") or not table.has("name") or not logs:
        return table
    names = table.words("name").dropna()
    told = pd.concat([log.words("deal_id") for log in logs if log.has("deal_id")] or [names[:0]])
    if names.duplicated().any() or told.dropna().isin(names).mean() < HALF:
        return table
    return named_by(table, "moves are matched with deals")


def with_one_spelling(
    deals: DealRows | None, moves: pd.DataFrame, choices: Choices, remarks: Remarks
) -> tuple[DealRows | None, pd.DataFrame]:
    """Stages that are spelled in several ways, in the deals or in the moves, in one of them."""
    labels = moves["label"]
    if "evidence" in moves:  # dated exports write ends in our words, whatever theirs are
        labels = labels[~labels.isin(ENDS)]
    found = labels.value_counts()
    seen = [found[found > 0]]
    if deals is not None:
        seen += [
            deals.hints[name].value_counts()
            for name in ("stage", "last_stage")
            if name in deals.hints
        ]
    counts = pd.concat([each.rename(index=str) for each in seen]).groupby(level=0, sort=False).sum()
    spellings = one_spelling(counts, list(choices.named), choices.words.said())
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


def pipelines_of(fields: pd.DataFrame) -> pd.Series:
    """The pipeline of each deal, "" where none is named."""
    return fields.get("pipeline", pd.Series("", index=fields.index)).fillna("")


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
