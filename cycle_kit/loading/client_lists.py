"""A list of people or companies beside the deals: its rows are who buys, with how to reach them, and no deals.

It says neither what a deal is worth nor when or how one ended; its statuses are those of clients, "Active" and
"Inactive", or it has their addresses.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

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


def lists_clients_of(raw: RawTable, match: Match, other: RawTable, its: Match) -> bool:
    """Whether each row is another client, most of them of deals of the other table, which alone tells of deals; how
    a client stands, "Active" or "Lost", tells nothing of these."""
    own = match.columns.get("account") or match.columns.get("name")
    theirs = its.columns.get("account")
    if not own or not theirs or (OF_EACH - {"stage"}) & set(match.columns):
        return False
    if "stage" in match.columns and key(match.columns["stage"]) not in called("status"):
        return False
    if not {"name", "deal_id"} & set(its.columns) or not {"stage", "status"} & set(its.columns):
        return False  # perhaps each tells a part of the same deals
    clients = cleaned(raw.frame[own])
    if len(clients) < ENOUGH or (clients == "").any() or clients.duplicated().any():
        return False
    return bool(clients.isin(set(cleaned(other.frame[theirs]))).mean() >= HALF)


def tells_addresses(texts: pd.Series) -> bool:
    """Whether cells are addresses of mail or numbers of telephones."""
    filled = texts[texts != ""]
    return (
        any(filled.str.fullmatch(way).mean() >= HALF for way in (MAIL, PHONE))
        if len(filled)
        else False
    )
