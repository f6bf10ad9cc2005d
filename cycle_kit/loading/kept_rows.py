"""Which rows of a table stand for a deal: of equal ones, of its lines and of its states one each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.loading.columns import Source
from cycle_kit.loading.lines import LINE, equal_rows
from cycle_kit.loading.newest_rows import newest_rows
from cycle_kit.remarks import at_lines


def with_rows(source: Source, rows: pd.Series | np.ndarray) -> Source:
    """The table with these rows alone."""
    raw, kept = source.raw, np.asarray(rows, dtype=bool)
    frame = raw.frame[kept].reset_index(drop=True)
    return replace(source, raw=replace(raw, frame=frame, lines=raw.lines[kept]))


def one_row_each(
    source: Source,
    ids: pd.Series,
    lines: pd.Series,
    *,
    later: pd.Index,
    fate: str,
    dated: bool = True,
) -> pd.Series:
    """Which rows stand for a deal: of equal rows and of its lines one, of other rows of one id the newest.

    `later`: ids of tables that follow; `dated`: these are exports of later days, and no other parts of one list.
    """
    copies = copies_without_ids(source)
    equal = equal_rows(source.raw.frame, ids) | copies
    if fate != "merged":  # which are known to be no copies
        equal &= ~lines
    lines = lines & ~equal
    newest = newest_rows(source, ids, ~(equal | lines))
    kept, earlier = newest.rows, ~(equal | lines | newest.rows)
    add, file = source.remarks.add, source.raw.file
    again = kept & ids.isin(later)
    add("deals", "rows that are a deal", file=file, fate="deal", rows=(kept & ~again).sum())
    if again.any():
        add(
            "history",  # and no duplicate
            "rows of deals that a later export has again"
            if dated
            else "rows of deals that a table further on has, too",
            file=file,
            fate="repeat",
            rows=again.sum(),
            effect="They tell how the deal stood then."
            if dated
            else "Each deal counts once, as its last row says.",
        )
    if equal.any():
        add(
            "deals",
            "rows that repeat another row in every cell",
            file=file,
            fate="merged",
            rows=equal.sum(),
            effect="Counted once.",
            fix="If they are deals of their own, give every deal a number." if copies.any() else "",
        )
    if lines.any() and fate == "part":
        add(
            "deals",
            "rows that are one more part of a deal, of another owner or instalment "
            f"({at_lines(source.raw.lines[lines])})",
            file=file,
            fate="merged",
            rows=lines.sum(),
            effect="The deal counts once, with the sum of its rows, for the owner in the last of them.",
            fix="If the last row replaces the others: export when each was last changed, too.",
        )
    elif lines.any():
        add(
            "deals",
            "rows that are one more line (a product, say) of a deal",
            file=file,
            fate=fate,
            rows=lines.sum(),
            effect=(
                "The deal counts once" if fate == "line" else "The deal and its amount count once"
            )
            + ('; its products are joined with "+".' if source.has(LINE) else "."),
        )
    if earlier.any():
        add(
            "deals",
            f"rows whose id comes again with other content ({at_lines(source.raw.lines[earlier])})",
            file=file,
            fate="repeat",
            rows=earlier.sum(),
            effect=newest.effect,
            fix=newest.fix + of_their_own(source),
        )
    return kept


def of_their_own(source: Source) -> str:
    """In a list kept by hand a number may be that of who buys, and buys again."""
    match = source.match
    if not match.dialect.by_hand or match.dialect.table != "deals" or "deal_id" in match.given:
        return ""
    return ' If each row is a deal of its own: columns={"deal_id": ""}.'


#: what tells a deal where nothing numbers it: whose, when, how much
TELLING = (("name", "account"), ("created_at", "closed_at", "close_date"), ("amount",))
RARE = 0.2  # share of the rows, of which more that come again are none that somebody copied


def copies_without_ids(source: Source) -> pd.Series:
    """Which rows stand again further down, cell for cell, in a table of no ids, where they say enough to tell deals
    apart, and few come again."""
    frame = source.raw.frame
    none, telling = (pd.Series(so, index=frame.index) for so in (False, True))
    if source.has("deal_id"):
        return none
    for names in TELLING:
        headers = [source.match.columns[name] for name in names if source.has(name)]
        telling &= (frame[headers] != "").any(axis=1)
    found = telling & frame.duplicated(keep="last")
    return found if found.mean() <= RARE else none
