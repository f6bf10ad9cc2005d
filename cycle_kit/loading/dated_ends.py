"""A second date that stands on ended rows only: it says when each row's deal was decided, so that each row is a deal
as it stands today. The rows of a log have one date, or leave the second one blank where a deal stands."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.loading.evidence import HALF, NEARLY_ALL, dates_in
from cycle_kit.loading.links import MOST_DATES, ROWS
from cycle_kit.loading.matching import Headers
from cycle_kit.values import cleaned

FEWEST = 2  # ended rows


def dates_its_ends(headers: Headers, log: Mapping[str, str]) -> bool:
    """Whether a column of dates beside that of the log is filled on ended rows, and on no others, mostly with a later
    day: the row in which a log ends a deal is of that day."""
    entry, stage = log.get("entered_at"), log.get("stage")
    if entry is None or stage is None:
        return False
    others = [
        header
        for header in headers
        if header not in (entry, stage) and headers.look(header).dates >= NEARLY_ALL
    ]
    frame = headers.frame.head(ROWS)
    words = cleaned(frame[stage])
    ended = words.isin([word for word in words.unique() if meaning(word) in ENDS])
    if ended.sum() < FEWEST or ended.all() or len(others) > MOST_DATES:
        return False
    of_ends = [header for header in others if is_of(frame[header] != "", ended)]
    begun = dates_in(frame[entry], entry, None)
    return any(is_later(dates_in(frame[header], header, None), begun) for header in of_ends)


def dates_ends_alone(headers: Headers, log: Mapping[str, str]) -> bool:
    """Whether all words with a day beside them say how deals ended: a log has steps before its ends."""
    entry, stage = log.get("entered_at"), log.get("stage")
    if entry is None or stage is None:
        return False
    frame = headers.frame.head(ROWS)
    words = cleaned(frame[stage])[frame[entry] != ""].unique()
    return len(words) > 1 and all(meaning(word) in ENDS for word in words)


def is_of(filled: pd.Series, ended: pd.Series) -> bool:
    return bool(filled[ended].mean() >= HALF and filled[~ended].mean() <= 1 - NEARLY_ALL)


def is_later(days: pd.Series, begun: pd.Series) -> bool:
    both = days.notna() & begun.notna()
    later = (days > begun)[both]
    return len(later) > 0 and bool(later.mean() >= HALF)
