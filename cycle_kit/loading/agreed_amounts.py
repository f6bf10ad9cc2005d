"""What was agreed on as the amount, below a header nobody foresaw, beside what was only wished or asked for: "Contract
sum" beside "Budget", "Precio acordado" beside "Valor"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from math import nan

import pandas as pd

from cycle_kit.dialects.plain import SPLIT
from cycle_kit.languages import several_words
from cycle_kit.loading.after_sale import is_after_sale, words_in
from cycle_kit.loading.asked_later import called
from cycle_kit.loading.evidence import HALF, NEARLY_ALL
from cycle_kit.loading.guesses import can_be, may_be_amount
from cycle_kit.loading.matching import BUDGETS, Headers, folded_key
from cycle_kit.loading.tax_words import without_tax
from cycle_kit.values import header_unit, read_money

LONG = 5  # letters of a word that may be the end of a compound: "Vertragssumme"
ALIKE = (0.25, 4)  # of one amount of a deal to another of the same deal


def with_agreed_amount(
    columns: Mapping[str, str],
    given: Mapping[str, str],
    headers: Headers,
    entered: Collection[str] = (),
) -> dict[str, str]:
    """The columns with the one amount that its header says is agreed on in place of what those who buy would spend."""
    header = columns.get("amount", "")
    if not header or "amount" in given or not is_budget(header):
        return dict(columns)
    used = {*columns.values(), *entered}
    agreed = [other for other in headers if other not in used and is_agreed(other)]
    able = [other for other in agreed if fits(other, header, headers)]
    return {**columns, "amount": able[0]} if len(able) == 1 else dict(columns)


def amounts_beside_weak(header: str, free: Collection[str], headers: Headers) -> list[str]:
    """The columns, of those that are free, that may be the amounts instead of these, which are what those who buy
    would spend, or are called by a word that says of no amount that it was agreed on."""
    if is_agreed(header):
        return []
    agreed = [other for other in free if is_agreed(other) and fits(other, header, headers)]
    if agreed or not is_budget(header):
        return agreed
    able = [other for other in free if fits(other, header, headers)]
    return [other for other in able if go_along(headers.frame[other], headers.frame[header])]


def is_budget(header: str) -> bool:
    return folded_key(header_unit(header).bare or header) in BUDGETS


def is_agreed(header: str) -> bool:
    """Whether a header says that something is an amount, and that it was agreed on: "Contract sum"."""
    words = words_in(header).split()
    agreed = any(word.startswith(stem) for word in words for stem in agreeing())
    return agreed and any(
        word == amount or (len(amount) >= LONG and word.endswith(amount))
        for word in words
        for amount in single_words()
    )


@cache
def agreeing() -> tuple[str, ...]:
    """What words begin with that say of an amount that it is the one agreed on, in all languages."""
    return tuple(words_in(word) for word in several_words("agreed"))


@cache
def single_words() -> frozenset[str]:
    """The single words for an amount, in all languages, that stand for nothing else of a deal."""
    names = {name: set() for own in SPLIT.values() for name in own}
    for own in SPLIT.values():
        for name, options in own.items():
            names[name] |= {words_in(option) for option in options if len(option.split()) == 1}
    others = set().union(*(words for name, words in names.items() if name != "amount"))
    return frozenset(names["amount"] - others)


def fits(other: str, header: str, headers: Headers) -> bool:
    """Whether a column may hold the amounts instead: it is called by nothing else, is as full, and of most deals has
    about as much."""
    texts, look = headers.frame[other], headers.look(other)
    if not can_be("amount", texts, look) or not may_be_amount(other) or is_after_sale(other):
        return False
    if called("list_price", [other]) or without_tax(other)[1] or "%" in other:
        return False
    return headers.amounts(other) >= headers.amounts(header) and is_as_much(
        texts, headers.frame[header]
    )


def is_as_much(one: pd.Series, other: pd.Series) -> bool:
    """Whether one amount of nearly every deal is of the size of the other."""
    known = (read_money(one)[0].values / read_money(other)[0].values.replace(0, nan)).dropna()
    return len(known) >= HALF * len(one) and bool(known.between(*ALIKE).mean() >= NEARLY_ALL)


def go_along(one: pd.Series, other: pd.Series) -> bool:
    """Whether deals with more of one mostly have more of the other: unlike postal codes."""
    ranks = [read_money(texts)[0].values.rank() for texts in (one, other)]
    return bool(ranks[0].corr(ranks[1]) >= HALF)
