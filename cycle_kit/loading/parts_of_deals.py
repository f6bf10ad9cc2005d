"""Rows of one deal that each hold a part of its amount: of one of several owners, or of one instalment."""

from __future__ import annotations

import pandas as pd

from cycle_kit.languages import several_words
from cycle_kit.loading.amounts import amounts
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.line_words import forms
from cycle_kit.loading.matching import BARE, spellings
from cycle_kit.loading.row_lines import LineColumns, RowLines, differing, with_sums

#: what says which part a row is, and what share of the deal that is
NUMBERED, SHARED = (forms(several_words(name)) for name in ("part_numbers", "part_shares"))
#: of whom a part is
OF_PEOPLE = ("owner", "team")
#: without any of these a further row may be of any later day
DATED = ("created_at", "closed_at", "close_date", "won_at")
NO_LINES = LineColumns([], [], [], [], [])


def called(source: Source, words: frozenset[str]) -> list[str]:
    return [
        header
        for header in source.raw.frame
        if words & {word for fit, word in spellings(header) if fit <= BARE}
    ]


def rows_of_parts(source: Source, ids: pd.Series) -> RowLines | None:
    """The rows that differ from the others of their id in the owner or the number of the instalment, and in the amount,
    and in nothing else; None where most of such rows have the same amount, which is the deal's then."""
    several = ids.duplicated(keep=False)
    if not several.any() or not source.has("amount") or not any(map(source.has, DATED)):
        return None
    columns = source.match.columns
    whose = [columns[name] for name in OF_PEOPLE if name in columns]
    keys = [*whose[:1], *called(source, NUMBERED)]
    if not keys:
        return None
    frame, groups = source.raw.frame[several], ids[several]
    free = {*keys, *whose, *called(source, SHARED), columns["amount"]}
    alike = ~differing(frame[[header for header in frame if header not in free]], groups)
    own = ~frame[keys].assign(_id=groups).duplicated(keep=False) & (frame[keys] != "").all(axis=1)
    parts = alike & own.groupby(groups).transform("all")
    paid = parts & differing(frame[[columns["amount"]]], groups)
    if not paid.any() or paid.sum() <= HALF * parts.sum():
        return None
    return RowLines(parts.reindex(ids.index, fill_value=False), NO_LINES, summed=True)


def amounts_of_parts(
    source: Source, found: RowLines, ids: pd.Series, kept: pd.Series
) -> pd.DataFrame:
    """The amounts of the deals, by the rows that are `kept`: those of parts are the sum of their deal's."""
    paid = amounts(source)
    return with_sums(found, ids, paid, paid)[kept].reset_index(drop=True)
