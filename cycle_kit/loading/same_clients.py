"""Lists without ids and deal names, as people keep them by hand: whether a deal of one is in another tell client,
day of creation and amount.

Clients come again in the parts of a list, but mostly not with the day on which a deal began; and where they
do, with another amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pandas as pd

from cycle_kit.errors import LayoutError, listed
from cycle_kit.loading.columns import Source
from cycle_kit.loading.dated import days_in
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.plain_tables import whole
from cycle_kit.loading.remarks import Remarks
from cycle_kit.values import cleaned

AGAIN = 0.2  # share of a table's deals that another has too, from which on both are one list
MOSTLY = 0.5
BEGUN = ("created_at", "first_contact_at", "lead_created_at")
YES, NO, UNTOLD = "yes", "no", "untold"
ID = "client and day"  # the header of the column that stands for ids


def with_clients_for_ids(tables: Sequence[Source], *, again: bool = False) -> list[Source]:
    """The tables with client and day of creation as ids, where deals of one are in another. `again`: their numbers
    are those of each table, and name no deal outside it.

    LayoutError: the clients are the same, and nothing tells whether the deals are.
    """
    begun = beginning(tables)
    whole = all(source.has("account") and source.has("amount") for source in tables)
    if not ((begun and whole) if again else all(are_nameless(source) for source in tables)):
        return list(tables)
    keys = [keys_of(source, begun) for source in tables]
    amounts = [amounts_of(source) for source in tables]
    # many deals of a client and day in files of two days are the same, whatever became of their amounts
    of_days = bool(begun and days_in([source.raw.file for source in tables]))
    told = {
        are_same(
            (keys[one], amounts[one]),
            (keys[other], amounts[other]),
            dated=bool(begun),
            of_days=of_days,
        )
        for one, other in combinations(range(len(tables)), 2)
    }
    if YES in told:
        remark_on_clients(tables, begun, again=again)
        return with_ids(tables, keys)
    if UNTOLD in told and not again:
        raise unclear(tables)
    return list(tables)


def are_nameless(source: Source) -> bool:
    return source.has("account") and not source.has("deal_id") and not source.has("name")


def beginning(tables: Sequence[Source]) -> str:
    """The date on which deals begin that all tables have."""
    return next((name for name in BEGUN if all(source.has(name) for source in tables)), "")


def keys_of(source: Source, begun: str) -> pd.Series:
    """Client and day of every row, the second deal of a client on a day as its second; "" without both."""
    keys = cleaned(source.texts("account")).str.casefold()
    if begun:
        quiet = replace(source, remarks=Remarks())  # what is odd is told where the dates are read
        keys = (keys + ", " + quiet.dates(begun).dt.strftime("%Y-%m-%d").fillna("")).str.strip(", ")
    again = keys.groupby(keys).cumcount() + 1
    return keys.where((again == 1) | (keys == ""), keys + " (" + again.astype("str") + ")")


def amounts_of(source: Source) -> pd.Series:
    if not source.has("amount"):
        return pd.Series(float("nan"), index=source.raw.frame.index)
    return replace(source, remarks=Remarks()).money("amount")[0].astype("float")


Deals = tuple[pd.Series, pd.Series]  # keys and amounts of the rows of a table


def are_same(mine: Deals, other: Deals, *, dated: bool, of_days: bool) -> str:
    """Whether deals of one table are in another. Client, day (`dated`) and amount make a deal; two of these do
    where many deals of a table have them in common with the other."""
    left, right = (
        amounts.set_axis(pd.Index(keys), axis=0)[(keys != "").to_numpy()]
        for keys, amounts in (mine, other)
    )
    both = left.index.intersection(right.index)
    if both.empty:
        return NO
    many = len(both) >= AGAIN * min(len(left), len(right))
    pairs = pd.DataFrame({"left": left[both], "right": right[both]}).dropna()
    if len(pairs):
        equal = (pairs["left"] == pairs["right"]).mean() > MOSTLY
        return YES if (equal and (dated or many)) or (many and of_days) else NO
    if not many:
        return NO
    return YES if dated else UNTOLD


def with_ids(tables: Sequence[Source], keys: Sequence[pd.Series]) -> list[Source]:
    """The tables with a column of ids: the client as first written, and the day."""
    shown: dict[str, str] = {}
    for source, mine in zip(tables, keys, strict=True):
        clients = cleaned(source.texts("account"))
        for key, client in zip(mine, clients, strict=True):
            shown.setdefault(key, client + key[len(client.casefold()) :])
    found = []
    for source, mine in zip(tables, keys, strict=True):
        raw = replace(source.raw, frame=source.raw.frame.assign(**{ID: mine.map(shown)}))
        match = replace(source.match, columns={**source.match.columns, "deal_id": ID})
        found.append(replace(source, raw=raw, match=match))
    return found


def remark_on_clients(tables: Sequence[Source], begun: str, *, again: bool) -> None:
    by, either = (
        ("client and day of creation", "client or day of creation") if begun else ("client",) * 2
    )
    header = tables[0].match.columns.get("deal_id", "")
    why = (
        f'Deals of the same client, creation and amount have another number in "{header}" in each table'
        if again
        else "The files have no column of ids or deal names"
    )
    tables[0].remarks.add(
        "deals",
        f"{why}; deals of different files are matched by {by}.",
        effect=f"A deal whose {either} changed counts as another one.",
        fix="Give every deal a number of its own." if again else "Export the id of the deals too.",
    )


def unclear(tables: Sequence[Source]) -> LayoutError:
    source = tables[0]
    header = source.match.columns["account"]
    rest = [name for name in source.match.columns if name != "account"]
    without = {name: source.match.columns[name] for name in rest}
    parts = (
        'columns={"account": ""}'
        if whole("deals", without, False, Headers(source.raw.frame))
        else "give every deal a number of its own"
    )
    return LayoutError(
        "The same clients are in several tables, and nothing tells whether the deals are the same: there is no id, "
        "no day of creation and no amount.",
        there=f"The tables are {listed(source.raw.file for source in tables)}.",
        fix=f'If they are one list on different days: columns={{"name": "{header}"}}; if they are parts of one list: '
        f"{parts}.",
    )


def shared_by_client(tables: Sequence[Source]) -> int | None:
    """How many deals have client and day of creation of one in another table; None where nothing tells."""
    begun = beginning(tables)
    if not begun or not all(source.has("account") for source in tables):
        return None
    keys = pd.concat([keys_of(source, begun) for source in tables])
    return int(keys[keys != ""].duplicated().sum())
