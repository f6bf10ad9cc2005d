"""Lists without ids and deal names, as people keep them by hand: whether a deal of one is in another tell client,
day of creation and amount.

Clients come again in the parts of a list, but mostly not with the day on which a deal began; and where they
do, with another amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from cycle_kit.errors import LayoutError, inside, listed
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import HALF, NEARLY_ALL, look_at
from cycle_kit.loading.export_days import days_in
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.paths import NEAR
from cycle_kit.loading.plain_tables import whole
from cycle_kit.remarks import Remarks
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
    begun, clients = beginning(tables), clients_of(tables)
    if not clients or not (begun if again else all(are_nameless(source) for source in tables)):
        return list(tables)
    keys = [keys_of(*pair, begun) for pair in zip(tables, clients, strict=True)]
    deals = [
        Deals(mine, amounts_of(source), days_of(source, begun))
        for mine, source in zip(keys, tables, strict=True)
    ]
    # many deals of a client and day in files of two days are the same, whatever became of their amounts
    of_days = bool(begun and days_in([source.raw.file for source in tables]))
    told = {
        are_same(*pair, dated=bool(begun), of_days=of_days, numbered=again)
        for pair in combinations(deals, 2)
    }
    if YES in told:
        remark_on_clients(tables, called(clients), begun, again=again)
        return with_ids(tables, keys, clients)
    if UNTOLD in told and not again:
        raise unclear(tables)
    return list(tables)


def clients_of(tables: Sequence[Source]) -> list[pd.Series]:
    """Who or what the deals of each table are called by: clients, names of deals, or the first column nobody knows
    that all tables fill with texts of their own; none where there is nothing of it."""
    for name in ("account", "name"):
        if all(source.has(name) for source in tables):
            return [source.texts(name) for source in tables]
    known = {header for source in tables for header in source.match.columns.values()}
    shared = [
        header
        for header in tables[0].raw.frame
        if header not in known
        and all(header in each.raw.frame and names_rows(each, header) for each in tables)
    ]
    return [source.raw.frame[shared[0]] for source in tables] if shared else []


def names_rows(source: Source, header: str) -> bool:
    """Whether nearly every row has a text in a column, and most rows one of their own."""
    texts = source.raw.frame[header]
    look = look_at(texts)
    plain = max(look.dates, look.numbers, look.answers) < HALF < look.different
    return bool(plain and (texts != "").mean() >= NEARLY_ALL)


def called(clients: Sequence[pd.Series]) -> str:
    return str(clients[0].name)


def are_nameless(source: Source) -> bool:
    return source.has("account") and not source.has("deal_id") and not source.has("name")


def beginning(tables: Sequence[Source]) -> str:
    """The date on which deals begin that all tables have."""
    return next((name for name in BEGUN if all(source.has(name) for source in tables)), "")


def keys_of(source: Source, clients: pd.Series, begun: str) -> pd.Series:
    """Client and day of every row, the second deal of a client on a day as its second; "" without both."""
    keys = cleaned(clients).str.casefold()
    if begun:
        days = days_of(source, begun).dt.strftime("%Y-%m-%d").fillna("")
        keys = (keys + ", " + days).str.strip(", ")
    again = keys.groupby(keys).cumcount() + 1
    return keys.where((again == 1) | (keys == ""), keys + " (" + again.astype("str") + ")")


def days_of(source: Source, begun: str) -> pd.Series:
    """When the deals began; what is odd about it is told where the dates are read for good."""
    if not begun:
        return pd.Series(pd.NaT, index=source.raw.frame.index, dtype="datetime64[us]")
    return replace(source, remarks=Remarks()).dates(begun)


def amounts_of(source: Source) -> pd.Series:
    if not source.has("amount"):
        return pd.Series(float("nan"), index=source.raw.frame.index)
    return replace(source, remarks=Remarks()).money("amount")[0].astype("float")


@dataclass(frozen=True)
class Deals:
    """The rows of a table by their keys, "" for none."""

    keys: pd.Series
    amounts: pd.Series
    begun: pd.Series

    def known(self) -> pd.DataFrame:
        rows = pd.DataFrame({"amount": self.amounts, "begun": self.begun})
        return rows.set_axis(pd.Index(self.keys), axis=0)[(self.keys != "").to_numpy()]


def are_same(mine: Deals, other: Deals, *, dated: bool, of_days: bool, numbered: bool) -> str:
    """Whether deals of one table are in another. Client, day (`dated`) and amount make a deal; two of these do
    where many deals of a table have them in common with the other, or where a list goes on after another one and
    the amount is nearly the same. `numbered`: the tables number their deals, so that it takes amounts."""
    left, right = mine.known(), other.known()
    both = left.index.intersection(right.index)
    if both.empty:
        return NO
    many = len(both) >= AGAIN * min(len(left), len(right))
    carried = dated and (goes_on(left, right, both) or goes_on(right, left, both))
    pairs = pd.DataFrame({"left": left["amount"][both], "right": right["amount"][both]}).dropna()
    if len(pairs):
        least, most = pairs.min(axis=1), pairs.max(axis=1)
        equal = ((least == most) | (carried & (most <= NEAR * least))).mean() > MOSTLY
        return YES if (equal and (dated or many)) or (many and of_days) else NO
    if numbered or not many:
        return NO
    return YES if dated else UNTOLD


def goes_on(earlier: pd.DataFrame, later: pd.DataFrame, both: pd.Index) -> bool:
    """Whether a list goes on after another one: but for the deals that both have, it begins where that ends."""
    own = later["begun"].drop(both).dropna()
    return len(own) > 0 and bool((own > earlier["begun"].max()).mean() >= NEARLY_ALL)


def with_ids(
    tables: Sequence[Source], keys: Sequence[pd.Series], clients: Sequence[pd.Series]
) -> list[Source]:
    """The tables with a column of ids: the client as first written, and the day."""
    shown: dict[str, str] = {}
    for mine, names in zip(keys, clients, strict=True):
        for key, client in zip(mine, cleaned(names), strict=True):
            shown.setdefault(key, client + key[len(client.casefold()) :])
    found = []
    for source, mine in zip(tables, keys, strict=True):
        raw = replace(source.raw, frame=source.raw.frame.assign(**{ID: mine.map(shown)}))
        match = replace(source.match, columns={**source.match.columns, "deal_id": ID})
        found.append(replace(source, raw=raw, match=match))
    return found


def remark_on_clients(tables: Sequence[Source], client: str, begun: str, *, again: bool) -> None:
    """`client`: the header of what deals are called by."""
    who = "client" if tables[0].match.columns.get("account") == client else f'"{client}"'
    by, either = (
        (f"{who} and day of creation", f"{who} or day of creation") if begun else (who,) * 2
    )
    header = tables[0].match.columns.get("deal_id", "")
    why = (
        f'Deals of the same {who} and creation have another number in "{header}" in each table'
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
        fix=f'If they are one list on different days: columns={{"name": "{inside(header)}"}}; '
        f"if they are parts of one list: {parts}.",
    )


def shared_by_client(tables: Sequence[Source]) -> int | None:
    """How many deals have client and day of creation of one in another table; None where nothing tells."""
    begun, clients = beginning(tables), clients_of(tables)
    if not begun or not clients:
        return None
    keys = pd.concat([keys_of(*pair, begun) for pair in zip(tables, clients, strict=True)])
    return int(keys[keys != ""].duplicated().sum())
