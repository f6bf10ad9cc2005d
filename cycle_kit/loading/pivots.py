"""A table that counts or sums deals by owner, place or month, with a column for each outcome: no list of deals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.wording import known
from cycle_kit.errors import LayoutError, listed
from cycle_kit.files.total_words import is_figure
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.status_column import called
from cycle_kit.values import key

SUMMED_BY = ("stage", "status", "owner")
#: what of a table says that its rows are deals
DATES, NAMES = ("created_at", "closed_at", "close_date"), ("deal_id", "name")
FEWEST = 2  # rows


def summed_by(headers: Headers, found: Mapping[str, str]) -> str:
    """The header of what a table counts or sums by, "" where it is no such table: another name in each row, nothing
    but figures beside it, and a column for an outcome, or a stage or an owner for the names.

    `found`: the columns of the table as one of deals."""
    frame = headers.frame
    # months may be written as figures
    names = [h for h in frame if not are_figures(frame[h])] or list(frame)[:1]
    if len(names) != 1 or len(frame) < FEWEST or frame.shape[1] < 2:
        return ""
    by, rest = names[0], [header for header in frame if header not in names]
    texts = frame[by][frame[by] != ""]
    numbered = any(key(found.get(name, "")) in called(*NAMES) for name in NAMES)  # not "Deals"
    if not texts.is_unique or numbered or any(found.get(name) in rest for name in DATES):
        return ""
    ends = any(known(header) for header in rest)
    stands = {found[name] for name in SUMMED_BY if name in found}
    return by if ends or by in stands else ""


def are_figures(texts: pd.Series) -> bool:
    filled = texts[texts != ""]
    return len(filled) > 0 and all(map(is_figure, filled))


def no_list(by: str, headers: Headers, file: str) -> LayoutError:
    return LayoutError(
        f'{file} has a row for each "{by}" and nothing but figures beside it: it sums up deals, and is no list of '
        "them.",
        there=f"Its headers are {listed(headers)}.",
        fix="Export the deals themselves, a row for each: its id, stage or status, dates of creation and closing, "
        "amount and owner.",
    )
