"""Dates of what comes after the sale or runs beside it: a delivery, an invoice, the term of a contract, the next
contact. None of them is a step of the sale, nor the day on which it was closed, where anything else tells that.

The words are in `cycle_kit/languages`, those of all languages are looked for in each header.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pandas as pd

from cycle_kit.dialects import wording
from cycle_kit.errors import ColumnError
from cycle_kit.languages import AFTER_SALE, several_words
from cycle_kit.loading.matching import THINGS, folded_key
from cycle_kit.values import key, read_dates

LATE = pd.Timedelta(days=31)  # after the last step of all deals: a delivery is planned
#: entries whose words tell by themselves; of several in one header the first: a payment that is due is planned
KINDS = ("next", "term", "payment", "delivery")
#: kinds of dates that follow every sale: a list without a day of closing may have them in its place
FOLLOWS = ("payment", "delivery")
BETWEEN_WORDS = re.compile(r"[\s_/().:,'’]+|(?<=[a-z])(?=[A-Z])")


def words_in(header: str) -> str:
    """The words of a header as they are compared, with blanks between them; what a hyphen ties is one."""
    words = [key(word).removeprefix("ال") for word in BETWEEN_WORDS.split(header)]
    return " ".join(word for word in words if word)


@cache
def pattern_of(entry: str) -> re.Pattern[str]:
    """Finds the words of an entry, of all languages: a star stands for any letters."""
    said = {word for entries in AFTER_SALE.values() for word in entries.get(entry, "").split("|")}
    return wording.pattern(said, words_in)


def says(entry: str, header: str) -> bool:
    return bool(pattern_of(entry).search(words_in(header)))


@lru_cache(maxsize=10_000)
def after_sale(header: str) -> str:
    """What a header means of what comes after the sale: next, term, payment or delivery; "" where it means none."""
    if says("sold", header) and (says("beginning", header) or says("end", header)):
        return "term"
    return next((kind for kind in KINDS if says(kind, header)), "")


def is_after_sale(header: str) -> bool:
    return bool(after_sale(header))


def sounds_like_a_win(name: str) -> bool:
    """Whether a word for a win says what was signed, ordered or accepted, and not plainly that the deal is won; what
    follows a sale, "Paid", is no stage of it."""
    return not wording.pattern_of("plainly_won").search(wording.spelled(name)) and (
        after_sale(name) not in FOLLOWS
    )


def is_afterwards(header: str) -> bool:
    """Whether a header means what happens with clients that have bought: they are asked how they liked it, or leave."""
    return says("afterwards", header)


def is_of_person(header: str) -> bool:
    """Whether a header means a day in somebody's life, a birthday: no deal began or ended by that."""
    return says("person", header)


@cache
def last_changes() -> frozenset[str]:
    return frozenset(map(folded_key, several_words("last_changed")))


@cache
def days_of_rows() -> frozenset[str]:
    return frozenset(map(folded_key, several_words("snapshot")))


def is_last_change(header: str) -> bool:
    """Whether a header says when a row was changed last, in any language: no deal began or ended by that."""
    return folded_key(header) in last_changes()


def is_day_of_row(header: str) -> bool:
    """Whether a header says of which day a row is, or nothing but that it is a day: "Snapshot date", "Date"."""
    return folded_key(header) in days_of_rows()


def is_beginning(header: str) -> bool:
    """Whether a header means when what was sold begins: "Contract start", "Vertragsbeginn", "Start of works"."""
    return says("sold", header) and says("beginning", header)


def is_start(header: str) -> bool:
    """Whether a header means a beginning, of whatever it may be: "Start date"."""
    return says("beginning", header)


def is_end(header: str) -> bool:
    """Whether a header means an end, and not of what: "End date", of a deal or of a contract."""
    named = THINGS & set(words_in(header).split())
    return says("end", header) and not named and not is_after_sale(header)


def is_planned(texts: pd.Series, steps: pd.DataFrame) -> bool:
    """Whether dates of delivery lie far beyond those of all steps."""
    try:
        others = [read_dates(steps[header], column=header).values.max() for header in steps]
        last = read_dates(texts, column="").values.max()
    except ColumnError:
        return False
    return len(others) > 0 and bool(last > max(others) + LATE)
