"""How deals ended, and when, under headers that nobody knows: a word that decides whether there is a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from cycle_kit.loading.after_sale import is_after_sale
from cycle_kit.loading.guesses import (
    HALF,
    MOST,
    Guess,
    closes,
    guesses,
    has_few_words,
    hinted,
    is_of_several_days,
    spoken,
)
from cycle_kit.loading.match import STANDING
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.unread_flag import yes_and_no

#: words for how deals ended; and rows that are filled, of which fewer may be so by chance
MOST_ENDS, LEAST_ROWS = 8, 4
MANY = 10  # dates
CLOSING = ("closed_at", "close_date")


def with_ends_of(headers: Headers, columns: Mapping[str, str]) -> list[Guess]:
    """The guesses at columns, and how deals ended and when, where nothing else among them is for it."""
    found, ends = guesses(headers, columns), ended_together(headers, columns)
    others = [guess for guess in found if guess.header not in {end.header for end in ends}]
    if ({guess.name for guess in others} - {"stage"}) & {*STANDING, *CLOSING}:
        return found
    return [*others, *ends]


def ended_together(
    headers: Headers, columns: Mapping[str, str], taken: Iterable[str] = ()
) -> list[Guess]:
    """The status of a table that has none, and the date of closing where that is not known: the one column of few
    words, and the one of dates that all rows with some of the words have and no others. None of several such pairs.

    `columns`: {our name: header} of what is understood already; `taken`: headers of dates of stages.
    """
    told = {*columns} - {"stage"}
    if told & {*STANDING}:
        return []
    used = {*columns.values(), *taken}
    free = [header for header in islice(headers, MOST) if header.strip() and header not in used]
    free = [header for header in free if not is_after_sale(header)]
    known = [columns[name] for name in CLOSING if name in columns]
    dates = known or [header for header in free if is_closing(headers, header)]
    dates = [date for date in dates if some_dated(headers, date)]
    if not 0 < len(dates) <= MANY:  # of so many none is the one
        return []
    words = [header for header in free if has_few_words(headers, header)]
    words = [header for header in words if not hinted("lost_reason", header)]
    pairs = [(word, date) for word in words for date in dates if decides(headers, word, date)]
    pairs = [(word, date) for word, date in pairs if not is_flag(headers, word, date)]
    if len(pairs) != 1:
        return []
    word, date = pairs[0]
    status = Guess("status", word, f'it tells in which rows "{date}" is filled')
    closing = Guess("closed_at", date, spoken("closed_at", headers.frame[date]))
    return [status] if known else [status, closing]


def is_flag(headers: Headers, word: str, date: str) -> bool:
    """Whether a column says yes and no: that is asked about by itself."""
    dated = headers.frame[date] != ""
    return yes_and_no(headers.frame[word], dated) is not None


def is_closing(headers: Headers, header: str) -> bool:
    """Whether a column of dates may be of closings: they are of several days, and of no step on the way."""
    dated = headers.look(header).dates >= HALF
    return dated and closes(header) and is_of_several_days(headers.frame[header])


def some_dated(headers: Headers, date: str) -> bool:
    """Whether some rows have the date and others have not."""
    return LEAST_ROWS <= int((headers.frame[date] != "").sum()) < len(headers.frame)


def decides(headers: Headers, word: str, date: str) -> bool:
    """Whether all rows with one of two words or more have the date, and all others, with another or none, not."""
    dated = headers.frame[date] != ""
    shares = dated.groupby(headers.frame[word]).agg(["mean", "size"])
    ends = shares[shares["mean"] == 1].drop("", errors="ignore")
    if not shares["mean"].isin([0, 1]).all() or "" in shares.index[shares["mean"] == 1]:
        return False
    return 2 <= len(ends) <= MOST_ENDS and bool((ends["size"] > 1).all())
