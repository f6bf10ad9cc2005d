"""Amounts below a header that is nothing but a currency: "€", "PLN", "грн"; and currencies below a header that says
nothing of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers
from cycle_kit.values import header_unit, money_unit, read_money, without_blank_words

MOST = 50  # different ones
LONGEST = 20  # letters of the name of one


def with_currency_alone(
    found: dict[str, str], headers: Headers, given: Mapping[str, str]
) -> dict[str, str]:
    """The columns, where no header speaks of amounts and a single one is a currency, with that one as the amount;
    of two, one may be the other's counter-value."""
    if "amount" in found or "amount" in given:
        return found
    free = [header for header in headers if header not in found.values() and is_currency(header)]
    money = [header for header in free if headers.look(header).numbers >= NEARLY_ALL]
    return found | {"amount": money[0]} if len(money) == 1 == len(free) else found


def with_currency_by_cells(
    columns: Mapping[str, str], given: Mapping[str, str], headers: Headers, taken: Collection[str]
) -> dict[str, str]:
    """The columns, where nothing is known to say what the amounts are in and a single column that is free holds
    nothing but currencies, with that one: "Bid Currency", "Unit", or without a header.

    `given`: names of ours that the caller speaks of; `taken`: headers that are read as something else.
    """
    amount = columns.get("amount", "")
    known = "currency" in columns or "currency" in given
    if not amount or known or money_unit(amount).currency:
        return dict(columns)
    used = {*columns.values(), *taken}
    found = [each for each in headers if each not in used and are_currencies(headers.frame[each])]
    if len(found) != 1 or of_another_amount(found[0], amount, headers):
        return dict(columns)
    return (
        dict(columns)
        if show_currencies(headers.frame[amount])
        else {**columns, "currency": found[0]}
    )


def show_currencies(amounts: pd.Series) -> bool:
    """Whether cells of a column say themselves what they are in: what stands beside them may be anything."""
    return bool((read_money(amounts[amounts != ""].drop_duplicates())[1] != "").any())


def of_another_amount(header: str, amount: str, headers: Headers) -> bool:
    """Whether a column of currencies is that of other figures than the amounts: it stands right behind them, or is
    called after them, "Cost" and "Cost currency"."""
    order = [*headers]
    before = order[max(order.index(header) - 1, 0)]
    others = [each for each in order if each not in (header, amount) and not headers.numbered(each)]
    figures = [each for each in others if headers.look(each).numbers >= NEARLY_ALL]
    return before in figures or any(
        header.casefold().startswith(f"{each} ".casefold()) for each in figures
    )


def are_currencies(texts: pd.Series) -> bool:
    """Whether each cell that is filled, and most are, is a currency."""
    filled, named = counted_currencies(texts)
    return filled * 2 > len(texts) and named == filled


def counted_currencies(texts: pd.Series) -> tuple[int, int]:
    """How many cells are filled, and how many of these are the code, the sign or the name of a currency: none in a
    column that plainly holds something else. What may be another word, as "TOP" and "ALL", is one beside others that
    may not."""
    if not may_name_currencies(texts[texts != ""].head(MOST)):
        return 0, 0
    filled = without_blank_words(texts).fillna("")
    filled = filled[filled != ""]
    names = filled.drop_duplicates()
    if len(names) > MOST or not any(map(is_currency, names)):
        return len(filled), 0
    known = names[(read_money("1 " + names)[1] != "").to_numpy()]
    return len(filled), int(filled.isin(known).sum())


def may_name_currencies(words: pd.Series) -> bool:
    """A quick refusal of longer texts and figures."""
    return not ((words.str.len() > LONGEST).any() or words.str.contains(r"\d").any())


def is_currency(text: str) -> bool:
    """Whether it is a currency and nothing else, and no word."""
    unit = header_unit(text)
    return unit.bare == text and bool(unit.currency or unit.shared)
