"""A list of people or companies beside the deals: its rows are who buys or sells, with how to reach them, and no deals.

It says neither what a deal is worth nor when or how one ended; its statuses are those of clients, "Active" and
"Inactive", or it has their addresses; or its names are those of the clients or owners of deals in another table.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import pattern
from cycle_kit.files import RawTable
from cycle_kit.languages import several_words
from cycle_kit.loading.after_sale import words_in
from cycle_kit.loading.called import names_of
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.match import Match
from cycle_kit.loading.status_column import called
from cycle_kit.values import cleaned, key

#: what only deals have
OF_DEALS = frozenset(
    (
        "stage",
        "closed_at",
        "close_date",
        "won_at",
        "lost_at",
        "expected_close",
        "is_won",
        "is_lost",
        "lost_reason",
    )
)
#: and what a list of clients beside deals that tell of it leaves to these
OF_EACH = OF_DEALS | {"deal_id", "amount", "created_at", "probability"}
CALLED = frozenset(map(words_in, several_words("beside_clients")))
STANDS = frozenset(map(key, several_words("clients_words")))
MAIL = r"\S+@\S+\.\S+"
PHONE = r"(?:\+|00?)[\d\s()/.-]{6,}"
ENOUGH = 2  # signs


def is_list_of_clients(raw: RawTable, match: Match, words: Collection[str]) -> bool:
    """Whether the rows of a table are clients. `words`: those of its statuses."""
    if OF_DEALS & set(match.columns):
        return False
    stands = all(key(word) in STANDS for word in words) if words else "is_active" in match.columns
    reached = any(tells_addresses(raw.frame[header]) for header in raw.frame)
    by_name = words_in(names_of(raw)[0]) in CALLED
    return (stands or reached) and stands + reached + by_name + (
        "amount" not in match.columns
    ) >= ENOUGH


def are_people_of(
    raw: RawTable,
    match: Match,
    words: Collection[str],
    others: Collection[tuple[RawTable, Match]],
) -> bool:
    """Whether the rows are clients or owners of other tables' deals, of whom no word says that a deal was won."""
    says_deals = of_deals().search(words_in(names_of(raw)[0]))
    if says_deals or any(meaning(word) == "won" for word in words):
        return False
    return is_called_clients(raw, match, words) or any(
        lists_people_of(raw, match, *other) for other in others
    )


@cache
def of_deals() -> re.Pattern[str]:
    return pattern(several_words("lists_of_deals"), words_in)


def is_called_clients(raw: RawTable, match: Match, words: Collection[str]) -> bool:
    """Whether a table called "Customers" or "Suppliers" says of them that they are active, or lost, and no more."""
    if words_in(names_of(raw)[0]) not in CALLED or OF_EACH & set(match.columns):
        return False
    left = [word for word in words if key(word) not in STANDS]
    return len(left) < len(words) and all(meaning(word) == "lost" for word in left)


def lists_people_of(raw: RawTable, match: Match, other: RawTable, its: Match) -> bool:
    """Whether each row is another client, or owner, and most of them those of deals of the other table, which alone
    tells of deals; how one of them stands, "Active" or "Lost", tells nothing of these."""
    if match.dialect.table == "history":
        return is_log_of_none(raw, match, other, its)
    own = [match.columns[name] for name in ("account", "name", "owner") if name in match.columns]
    known = set(match.columns) - ({"stage"} if is_status(match) else set())
    if not {"name", "deal_id"} & set(its.columns) or not {"stage", "status"} & set(its.columns):
        return False  # perhaps each tells a part of the same deals
    return any(
        name in its.columns
        and not (OF_EACH - since) & known
        and any(are_those_of(raw.frame[header], other.frame[its.columns[name]]) for header in own)
        for name, since in (("account", set()), ("owner", {"created_at"}))
    )


def is_log_of_none(raw: RawTable, match: Match, other: RawTable, its: Match) -> bool:
    """Whether what looks like a log has a row for each owner and names no deal of the other table."""
    ids, theirs = match.columns.get("deal_id"), its.columns.get("deal_id")
    if ids and theirs and cleaned(raw.frame[ids]).isin(set(cleaned(other.frame[theirs]))).any():
        return False
    return "owner" in its.columns and any(
        are_those_of(raw.frame[header], other.frame[its.columns["owner"]]) for header in raw.frame
    )


def is_status(match: Match) -> bool:
    """Whether what was taken for a stage is called as a status is, too."""
    return "stage" in match.columns and key(match.columns["stage"]) in called("status")


def are_those_of(texts: pd.Series, others: pd.Series) -> bool:
    """Whether each cell is another name, and most of them stand among the others."""
    names = cleaned(texts)
    if len(names) < ENOUGH or (names == "").any() or names.duplicated().any():
        return False
    return bool(names.isin(set(cleaned(others))).mean() >= HALF)


def tells_addresses(texts: pd.Series) -> bool:
    """Whether cells are addresses of mail or numbers of telephones."""
    filled = texts[texts != ""]
    return (
        any(filled.str.fullmatch(way).mean() >= HALF for way in (MAIL, PHONE))
        if len(filled)
        else False
    )
