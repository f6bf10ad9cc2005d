"""Words for how deals stand that no column of their rows holds: above groups of rows, or in the headers of amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from cycle_kit.dialects.wording import ENDS, known
from cycle_kit.errors import listed
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import HALF, look_at
from cycle_kit.values import bare_name, cleaned


def way_to_ends(tables: Sequence[Source]) -> str:
    """What to do about a table without a column of stages or outcomes that has words for them elsewhere: a column
    cannot be named for it. "" where there are none, or where a column is left that may be named."""
    for source in tables:
        told = in_headers(source.raw.frame) or above_groups(source.raw.frame)
        if told:
            return told
    return (
        ""
        if any(left_to_name(source) for source in tables)
        else 'Add a column "Stage" to the file, with the name of its stage, or won or lost, in the row of each deal.'
    )


def in_headers(frame: pd.DataFrame) -> str:
    """The way for amounts that stand below "Won £" or "Lost £"."""
    ends = {
        header: known(word)
        for header in frame
        for word in re.findall(r"[^\W\d_]{2,}", header)
        if known(word) in ENDS and look_at(frame[header]).numbers >= HALF
    }
    if not ends:
        return ""
    return (
        f"{listed(ends)} {'says' if len(ends) == 1 else 'say'} by the header alone how deals ended. "
        'Put the amounts into one column "Amount", and add a column "Status" that says won, lost or open in each row.'
    )


def above_groups(frame: pd.DataFrame) -> str:
    """The way for rows that hold such a word alone, above the deals that stand so."""
    for header in frame:
        words = cleaned(frame[header])
        said = words.map({word: known(bare_name(word)) for word in words.unique()})
        ends = list(dict.fromkeys(words[said.isin([*ENDS, "open"])]))
        if len(ends) > 1 and set(said) & {*ENDS} and said.isin([*ENDS, "open"]).mean() <= HALF:
            return (
                f"{listed(ends)} stand in rows of their own, above the deals that stand so. Add a column "
                '"Status" with that word in the row of each deal, and take these rows out.'
            )
    return ""


def left_to_name(source: Source) -> bool:
    """Whether a column that is not used has few words, which may be stages."""
    frame, used = source.raw.frame, {*source.match.columns.values()}
    return any(
        1 < frame[header].nunique() < len(frame) and look_at(frame[header]).numbers < HALF
        for header in frame
        if header not in used and header.strip()
    )
