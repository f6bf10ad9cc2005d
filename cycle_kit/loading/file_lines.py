"""Where the deals that a note speaks of stand in their file."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import DealRows
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import at_lines
from cycle_kit.values import cleaned

NO_LINES = pd.Series(dtype="int64")


def where_they_stand(deals: DealRows | None) -> pd.Series:
    """The line of each deal in its file, which is the name; none where several tables have the deals."""
    if deals is None or len(deals.rows) != len(deals.fields):
        return NO_LINES
    raw = deals.source.raw
    return pd.Series(raw.lines[deals.rows], index=deals.fields.index, name=raw.file)


def where_deals_stand(pipe: Pipeline, tables: Sequence[Source]) -> pd.Series:
    """The same of the deals of a pipeline, in their order; none where not one table has each deal once."""
    if len(tables) != 1 or not tables[0].has("deal_id"):
        return NO_LINES
    raw, ids = tables[0].raw, pipe.deals["deal_id"]
    lines = pd.Series(raw.lines, index=cleaned(raw.frame[tables[0].match.columns["deal_id"]]))
    if not lines.index.is_unique or not ids.isin(lines.index).all():
        return NO_LINES
    return lines.loc[ids].rename(raw.file)


def told_at(lines: pd.Series, mask: pd.Series) -> str:
    """ " (lines 3, 7 and 4 more)" of the marked deals, or "" where their lines are not known."""
    if not len(lines):
        return ""
    return f" ({at_lines(lines[mask[mask].index])})"


def these_deals(lines: pd.Series, mask: pd.Series) -> str:
    """ "this deal (line 3)", "these deals (lines 3, 7)" of the marked ones."""
    return one_or_more(int(mask.sum()), "this deal", "these deals") + told_at(lines, mask)
