"""A table that repeats rows of another one, as a sheet "Won" does beside the whole list: its deals count once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from cycle_kit.loading.called import CALLED, by_outcome, of_stage
from cycle_kit.loading.columns import Source
from cycle_kit.loading.export_days import days_called
from cycle_kit.loading.match import Match
from cycle_kit.values import cleaned

#: what a row of both has to agree in: who, and how much or when
WHO = ("name", "account")
MUCH_OR_WHEN = ("amount", "created_at", "closed_at", "close_date", "won_at", "lost_at")
FEWEST = 3  # columns that both have
DATES_OF_END = {"close_date", "won_at", "lost_at"}  # one column, by what the list is called


def without_extracts(tables: Sequence[Source]) -> list[Source]:
    """The tables without those all of whose rows are in another one that has more; each is told."""
    return without_repeats(tables, is_extract)


def without_repeats(
    tables: Sequence[Source],
    repeats: Callable[[Source, Source], bool],
    *,
    note: str = "All its rows are in {} as well: read once.",
    fate: str = "merged",
    effect: str = "Its deals count once.",
) -> list[Source]:
    """The tables without those that each repeat another one; each is told. `repeats`: whether one table repeats
    another; `note`: of that one's file."""
    kept = list(tables)
    for source in sorted(tables, key=lambda each: len(each.raw.frame)):
        others = [other for other in kept if other is not source]
        whole = next((other for other in others if repeats(source, other)), None)
        if whole is None:
            continue
        kept = others
        source.remarks.add(
            "file",
            note.format(whole.raw.file),
            file=source.raw.file,
            fate=fate,
            rows=len(source.raw.frame),
            effect=effect,
        )
    return kept


def is_extract(part: Source, whole: Source) -> bool:
    """Whether each row is one of a longer table, by all that both say of it. Numbers of deals tell it elsewhere."""
    if part.has("deal_id") or whole.has("deal_id") or len(part.raw.frame) >= len(whole.raw.frame):
        return False
    pairs = shared(part.match, whole.match)
    names = {name for name, *_ in pairs}
    if len(pairs) < FEWEST or not names & set(WHO) or not names & set(MUCH_OR_WHEN):
        return False
    own = rows_by(part, [header for _, header, _ in pairs])
    others = rows_by(whole, [header for *_, header in pairs])
    return bool((own <= others.reindex(own.index, fill_value=0)).all())


def without_excerpts(tables: Sequence[Source]) -> list[Source]:
    """The tables without those that have some rows and columns of another one, unless their names tell more."""
    if days_called(tables) or by_outcome(tables) or any(map(of_stage, tables)):
        return list(tables)
    return without_repeats(tables, is_excerpt)


def is_excerpt(part: Source, whole: Source) -> bool:
    """Whether it has some of the columns of another table and nothing that is not there: with these columns, no export
    of another day has the same in each row."""
    headers = list(part.raw.frame)
    if len(headers) < FEWEST or not set(headers) < set(whole.raw.frame):
        return False
    own, others = rows_by(part, headers), rows_by(whole, headers)
    return bool((own <= others.reindex(own.index, fill_value=0)).all())


def shared(part: Match, whole: Match) -> list[tuple[str, str, str]]:
    """Our name and both headers of the columns that both tables have, a day of closing by whatever name."""
    pairs = [
        (name, header, whole.columns[name])
        for name, header in part.columns.items()
        if name in whole.columns and CALLED not in (header, whole.columns[name])
    ]
    taken = {header for _, *both in pairs for header in both}
    ends = [
        next((h for n, h in match.columns.items() if n in (*DATES_OF_END, "closed_at")), "")
        for match in (part, whole)
    ]
    mine, theirs = ends
    free = mine and theirs and not taken & {mine, theirs}
    return [*pairs, ("closed_at", mine, theirs)] if free else pairs


def rows_by(source: Source, headers: Sequence[str]) -> pd.Series:
    """How often each row is there, by these columns in order."""
    texts = folded_cells(source, headers)
    return pd.concat(texts, axis=1, keys=range(len(texts))).value_counts(dropna=False)


def folded_cells(source: Source, headers: Sequence[str]) -> list[pd.Series]:
    """The cells of each column as they are compared."""
    return [cleaned(source.raw.frame[header]).str.casefold() for header in headers]
