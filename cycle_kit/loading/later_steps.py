"""The date of a later step is no creation where an earlier one is kept: "Quote Date" beside "RFQ Date", "Lead Date",
"Start Date" beside "Logged"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from cycle_kit.dialects.plain import SPLIT
from cycle_kit.loading.after_sale import (
    is_after_sale,
    is_day_of_row,
    is_of_person,
    is_start,
    words_in,
)
from cycle_kit.loading.dated_columns import inner, is_signed, is_step, names_step
from cycle_kit.loading.evidence import dates_in
from cycle_kit.loading.matching import Headers, folded_key
from cycle_kit.steps import step_named

EARLIER = ("lead_created_at", "first_contact_at")
NEARLY_ALL = 0.9  # share of the rows with both dates on which one is not after the other


def with_earlier_creation(
    found: dict[str, str],
    headers: Headers,
    given: Mapping[str, str],
    words: Iterable[str],
    language: str | None,
) -> dict[str, str]:
    """The columns with the enquiry as the creation where the quote stands for it, or a start that may be that of the
    work, of two dates that are both called so: the one that mostly stands before the other. `words`: what dates of
    creation are called."""
    header = found.get("created_at")
    if header is None or "created_at" in given:
        return found
    if not is_step(inner(header)) and not is_start(header):
        return found
    called = {hit for word in words for _, hit in headers.written.get(folded_key(word), ())}
    called |= {other for other in headers if says_creation(other)}
    first, dates = header, dates_in(headers.frame[header], header, language)
    for other in headers:
        if other not in called or other in found.values() or headers.look(other).dates < NEARLY_ALL:
            continue
        earlier = dates_in(headers.frame[other], other, language)
        if is_before(earlier, dates):
            first, dates = other, earlier
    return {**found, "created_at": first}


def says_creation(header: str) -> bool:
    """Whether a word for the creation of deals stands in a header, "Enquiry received", and none for a step, a person
    or what comes after the sale."""
    other = names_step(inner(header)) or is_after_sale(header) or is_of_person(header)
    return not other and bool(creating() & {*words_in(header).split()})


@cache
def creating() -> frozenset[str]:
    """The single words for the creation of deals and for an enquiry, in all languages; no start, which may be that of
    the work, no order and no bare day."""
    single = {
        option
        for own in SPLIT.values()
        for name in ("created_at", "lead_created_at")
        for option in own.get(name, ())
        if len(option.split()) == 1 and not (is_start(option) or is_signed(option))
    }
    plain = {word for word in single if not is_day_of_row(word) and not step_named(inner(word))}
    others = {
        word
        for own in SPLIT.values()
        for name in ("closed_at", "close_date", "expected_close", "last_activity_at", "won_at")
        for option in own.get(name, ())
        for word in words_in(option).split()
    }
    return frozenset(words_in(word) for word in plain) - others


def without_later_creation(
    found: dict[str, str], headers: Headers, given: Mapping[str, str], language: str | None
) -> dict[str, str]:
    """The columns without a creation that is called by a step, where contact or lead mostly stand before it: deals
    were there already, and since when only the people who keep the list know."""
    header = found.get("created_at")
    if header is None or "created_at" in given or not is_step(inner(header)):
        return found
    dates = dates_in(headers.frame[header], header, language)
    for name in EARLIER:
        if name in found and is_before(
            dates_in(headers.frame[found[name]], found[name], language), dates
        ):
            return {ours: theirs for ours, theirs in found.items() if ours != "created_at"}
    return found


def is_before(one: pd.Series, other: pd.Series) -> bool:
    """Whether a date is nearly always there when another is, nearly never after it and mostly before it."""
    both = one.notna() & other.notna()
    if not both.any() or both.sum() < NEARLY_ALL * other.notna().sum():
        return False
    days = (other.dt.normalize() - one.dt.normalize())[both].dt.days
    return bool((days >= 0).mean() >= NEARLY_ALL and (days > 0).mean() >= 1 - NEARLY_ALL)
