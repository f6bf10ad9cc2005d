"""Marks and letters that tell outcomes, as any reader knows: W and L below "W/L", ✅ and ❌ beside dates of closing."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS, known
from cycle_kit.errors import listed
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.probable import answered, initials, short_for

LONGEST = 5  # letters of a mark, and of yes and no
NEARLY_ALL, FEW = (
    0.95,
    0.1,
)  # shares of deals with a date of closing: of those that ended, of the others


def marks_of(deals: DealRows, column: str, said: Iterable[str]) -> dict[str, str]:
    """{word: won or lost} of a status or stage that has one mark for won and one for lost, both of which are
    there, where its header says so or only these deals have dates of closing; it is noted.

    `said`: words of the caller, which are not looked at.
    """
    if column not in deals.hints or not deals.source.has(column):
        return {}
    names = deals.hints[column]
    words = [word for word in names.dropna().unique() if word and word not in set(said)]
    short = [word for word in words if len(word) <= LONGEST and not meaning(word)]
    found = {word: answered(word, short) or short_for(word, short) for word in short}
    found = {word: end for word, end in found.items() if end}
    if sorted(found.values()) != ["lost", "won"] or any(meaning(word) in ENDS for word in words):
        return {}
    header = deals.source.match.columns[column]
    if not (says_so(header) or are_dated(deals, names.isin(list(found)))):
        return {}
    told = " and ".join(f"{listed([word])} as {end}" for word, end in found.items())
    deals.source.remarks.add(
        "outcomes",
        f'In "{header}" {told} is read.',
        file=deals.source.raw.file,
        effect="They count as won and lost.",
        fix="If they mean something else, say what with won=, lost=, dropped= and open=.",
    )
    return found


def says_so(header: str) -> bool:
    """Whether a header asks for won or lost: "Won?", "Won/Lost", "W/L"."""
    parts = [part.casefold() for part in re.split(r"[\W_]+", header) if part]
    return tuple(parts) in initials() or any(known(part) in ENDS for part in parts)


def are_dated(deals: DealRows, marked: pd.Series) -> bool:
    """Whether the marked deals have a date of closing, and the others none."""
    dates = deals.fields.get("closed_at", deals.hints.get("close_date"))
    if dates is None or marked.all():
        return False
    dated = dates.notna()
    return bool(dated[marked].mean() >= NEARLY_ALL and dated[~marked].mean() <= FEW)
