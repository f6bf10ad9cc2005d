"""Logs that name each deal in its first row only, and leave the cell blank in the rows of its later steps."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.files import RawTable
from cycle_kit.loading.event_sentences import is_called
from cycle_kit.loading.evidence import NEARLY_ALL, dates_in, look_at, suits
from cycle_kit.loading.groups import copied_down, in_groups
from cycle_kit.loading.status_column import called

MOST = 6  # columns: a list of deals has more
FEWEST = 2  # deals of several rows
#: who or what many deals have in common
OTHERS = ("owner", "team", "source", "region", "industry", "segment", "pipeline", "stage")


def with_names_below(raw: RawTable) -> RawTable:
    """The log with the name or id of each deal in all of its rows; other tables as they are.

    Below each name stand the steps of one deal: days in their order, no step twice, and an end in the last row.
    """
    frame, first = raw.frame, next(iter(raw.frame), "")
    if not 3 <= len(frame.columns) <= MOST or first in raw.merged or not in_groups(frame[first]):
        return raw
    deal = (frame[first] != "").cumsum()
    whole = [header for header in frame.columns[1:] if (frame[header] != "").all()]
    days = [header for header in whole if look_at(frame[header]).dates >= NEARLY_ALL]
    several = deal.duplicated(keep=False)
    if is_called(first, called(*OTHERS)) or any(is_name_of_rows(frame[each]) for each in whole):
        return raw
    if (
        len(days) != 1
        or deal[several].nunique() < FEWEST
        or not frame[first][frame[first] != ""].is_unique
    ):
        return raw
    steps = [header for header in whole if header not in days and are_steps(frame[header], deal)]
    if len(steps) != 1 or not is_in_order(frame[days[0]], days[0], deal):
        return raw
    cells, remark = copied_down(raw, first)
    return replace(raw, frame=frame.assign(**{first: cells}), remarks=(*raw.remarks, remark))


def is_name_of_rows(cells: pd.Series) -> bool:
    """Whether each row has a name of its own here: a client or a deal."""
    return cells.is_unique and suits("account", look_at(cells))


def are_steps(cells: pd.Series, deal: pd.Series) -> bool:
    """Whether these are words that come again in several deals, in none of them twice, and an end only as the last."""
    words = pd.DataFrame({"word": cells, "deal": deal})
    if words.duplicated().any() or words["word"].value_counts().median() < 2:
        return False
    said = {word: meaning(word) in (*ENDS, "closed") for word in cells.unique()}
    ended = cells.map(said)
    return bool(ended.any()) and not ended[deal.duplicated(keep="last")].any()


def is_in_order(cells: pd.Series, header: str, deal: pd.Series) -> bool:
    days = dates_in(cells, header, None)
    return bool(days.notna().all() and days.groupby(deal).is_monotonic_increasing.all())
