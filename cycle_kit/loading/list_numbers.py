"""Whether a column of numbers says which deal a row is of: the number of a list, a contract or a customer may
come again with another deal, and with the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from cycle_kit.dialects import known
from cycle_kit.loading.evidence import NEARLY_ALL, is_text
from cycle_kit.loading.matching import THINGS, Headers, folded_key
from cycle_kit.values import cleaned

#: what a deal is called by, but for its number
NAMES = ("name", "account")
HALF = 0.5
#: what a header says that heads the numbers of deals, and of nothing else
OF_DEALS = re.compile(
    r"(?i)\bid\b|_id\b|\bid_|deal|opportunit|szans|transakcj|сделк|възможн|معامله|فرصت|صفقة|فرصة|negoci|negóci|trato|affaire|fırsat"
)


def without_shared_number(found: dict[str, str], headers: Headers) -> dict[str, str]:
    """Numbers of contracts, invoices or customers that several rows share do not number the deals.

    They do where creation and client, if the list has any, are mostly the same, too: that is a deal in several rows.
    """
    header = found.get("deal_id")
    if header is None or OF_DEALS.search(header) or is_text(headers.frame[header]):
        return found
    texts = headers.frame[header]
    filled = texts[texts != ""]
    if filled.nunique() >= NEARLY_ALL * len(filled):
        return found
    born = {found["created_at"]} if "created_at" in found else set()
    called = {found[name] for name in NAMES if name in found}
    if born and agreeing(headers, header, born | called) >= HALF:
        return found
    return {name: other for name, other in found.items() if name != "deal_id"}


def agreeing(headers: Headers, number: str, columns: Iterable[str]) -> float:
    """The share of numbers in several rows with which each of these columns says one thing at most."""
    columns = list(columns)
    rows = headers.frame[headers.frame[number] != ""]
    rows = rows[rows[number].duplicated(keep=False)]
    if rows.empty:
        return 0.0
    texts = rows[columns].apply(lambda cells: cleaned(cells).str.casefold())
    said = texts.mask(texts == "").groupby(rows[number]).nunique()
    return float((said <= 1).all(axis=1).mean())


def number_left_out(headers: Headers, columns: Mapping[str, str]) -> str:
    """The header of numbers that could be those of the deals, which several rows share; "" where there is none."""
    number = headers.called(words_of_numbers()) or ""
    free = number and number not in columns.values() and "deal_id" not in columns
    numbers = cleaned(headers.frame[number]) if free else pd.Series(dtype="str")
    return number if numbers[numbers != ""].duplicated().any() else ""


@cache
def words_of_numbers() -> tuple[str, ...]:
    """What the numbers of deals are called in lists that no system wrote."""
    plain = (one for one in known() if one.crm == "plain" and one.table == "deals")
    return tuple(word for one in plain for word in one.columns.get("deal_id", ()))


def is_of_several(headers: Headers, log: Mapping[str, str], deals: Mapping[str, str]) -> bool:
    """Whether a table that could be a log is none: its numbers come again with another client, or with the
    same day, which no second step of a deal has.

    `log`, `deals`: {our name: header} of the table as either.
    """
    number, entered = log["deal_id"], log.get("entered_at")
    called = {deals[name] for name in NAMES if name in deals} - set(log.values())
    if called and agreeing(headers, number, called) < NEARLY_ALL:
        return True
    return (
        entered is not None
        and entered == deals.get("created_at")
        and agreeing(headers, number, [entered]) > HALF
    )


def with_numbers(found: dict[str, str], headers: Headers, *, without: str) -> dict[str, str]:
    """Numbers in a column that is called by the thing itself ("Deal", "Szansa") number the deals.

    `without`: a column of ours whose header may be given away for it: Polish "Szansa" is a deal and a
    probability, and where nothing else names the deals it is the deal.
    """
    others = found
    if not {"deal_id", *NAMES} & set(found):
        others = {name: header for name, header in found.items() if name != without}
    numbered = [
        header
        for header in headers
        if header not in others.values()
        and header.strip().isalpha()
        and folded_key(header) in THINGS
        and headers.look(header).numbers >= NEARLY_ALL
    ]
    return {**others, "deal_id": numbered[0]} if numbered and "deal_id" not in found else found
