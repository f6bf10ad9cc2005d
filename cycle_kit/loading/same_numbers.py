"""Whether one number, or one name, means one deal in two tables: a list of each year may number its deals from 1 again,
an export of another day has the same deals with other amounts, and maybe other dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from cycle_kit.errors import inside
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import NEARLY_ALL, dates_in
from cycle_kit.loading.export_days import days_called
from cycle_kit.loading.list_numbers import OF_DEALS
from cycle_kit.loading.same_clients import MOSTLY
from cycle_kit.values import cleaned

#: what stays the same of a deal from day to day, and what does where nothing else is there
BEGUN = "created_at"
CALLED = ("name", "account")
ENDED = ("closed_at", "close_date", "won_at", "lost_at")
OURS = "our "  # before our names among a table's headers
DAY, MONTHS = pd.Timedelta(days=1), pd.Timedelta(days=60)
FEWEST_PAIRS, MOST_PAIRS = 2, 1_000


@dataclass(frozen=True)
class Pair:
    """The rows of two tables by their id (or name), and the ids that are in both. `of_days`: the tables are called by
    different days, and their ids by what numbers deals and nothing else."""

    mine: pd.DataFrame
    other: pd.DataFrame
    both: pd.Index
    of_days: bool

    def are_same_deals(self) -> bool | None:
        """Whether one id means one deal in both: most have the same name or client there, or the same creation, or,
        in tables without these, the same amount. None where nothing of that can be compared."""
        begun = self.agree(BEGUN)
        called = [said for name in CALLED if (said := self.agree(name)) is not None]
        if called or begun:
            return bool(begun or any(called)) and not self.begin_apart()
        if self.of_days and not self.goes_on():
            return True
        return begun if begun is not None else self.agree("amount")

    def begin_apart(self) -> bool:
        """Whether the deals with one number of a list began months apart in nearly every pair: a client that comes
        back has another deal, and no date is mended by so much throughout. In exports of several days the date is
        written anew, and so it is where deals were closed on the same day nevertheless."""
        if self.agree(BEGUN) is not False or self.of_days or any(map(self.agree, ENDED)):
            return False
        apart = self.days_apart().dropna()
        return len(apart) >= FEWEST_PAIRS and bool((apart > MONTHS).mean() >= NEARLY_ALL)

    def goes_on(self) -> bool:
        """Whether the deals of one table began when all of the other had: a list of each month."""
        mine, other = self.begun(self.mine), self.begun(self.other)
        return bool(mine.max() < other.min() or other.max() < mine.min())

    def days_apart(self) -> pd.Series:
        """How far from each other the dates of creation of one number are."""
        return (self.begun(self.mine) - self.begun(self.other)).abs()

    def begun(self, rows: pd.DataFrame) -> pd.Series:
        """When some of the deals that both have began."""
        if f"{OURS}{BEGUN}" not in rows:
            return pd.Series(dtype="datetime64[us]")
        return dates_in(rows.loc[self.both[:MOST_PAIRS], f"{OURS}{BEGUN}"], BEGUN, None)

    def agree(self, name: str) -> bool | None:
        """Whether most cells of a column are the same in both tables; None where it tells nothing."""
        column = f"{OURS}{name}"
        if column not in self.mine or column not in self.other:
            return None
        left, right = self.mine.loc[self.both, column], self.other.loc[self.both, column]
        filled = left.ne("") & right.ne("")
        if not filled.any():
            return None
        if name == "account" and len(self.mine) > 1 and len(set(self.mine[column])) == 1:
            return None  # all deals of one client
        alike = left == right
        mostly = bool(alike[filled].mean() > MOSTLY)
        if name == BEGUN and not mostly:  # may be written in another way, or without the time
            alike |= (self.days_apart() < DAY).reindex(self.both, fill_value=False)
            return bool(alike[filled].mean() > MOSTLY)
        return mostly

    def differs(self) -> bool:
        """Whether a deal has another content in the other table, or that lacks a column."""
        shared = list(self.mine.columns.intersection(self.other.columns))
        if len(shared) < len(self.mine.columns):
            return True
        return not (self.mine.loc[self.both, shared] == self.other.loc[self.both, shared]).all(
            axis=None
        )


def starts_again(tables: Sequence[Source]) -> bool:
    """Whether the numbers of deals start again in each table, so that one number is of several deals."""
    return all(source.has("deal_id") for source in tables) and any(
        pair.are_same_deals() is False for pair in pairs(tables)
    )


def pairs(tables: Sequence[Source]) -> Iterator[Pair]:
    """Every two tables that share ids (or names)."""
    names = [name for name in ("deal_id", "name") if all(source.has(name) for source in tables)]
    if not names:
        return
    rows = [keyed(source, names[0]) for source in tables]
    of_days = names[0] == "deal_id" and are_of_days(tables)
    for place, mine in enumerate(rows):
        for other in rows[place + 1 :]:
            both = mine.index.intersection(other.index)
            if len(both):
                yield Pair(mine, other, both, of_days)


def are_of_days(tables: Sequence[Source]) -> bool:
    """Whether the tables are called by different days, and their ids as those of deals are."""
    named = all(
        source.match.dialect.crm != "plain" or OF_DEALS.search(source.match.columns["deal_id"])
        for source in tables
    )
    return bool(named and days_called(tables))


def keyed(source: Source, name: str) -> pd.DataFrame:
    """The rows by their id (or name), the last of each, with what is lasting of a deal under our names too."""
    keys = source.words(name)
    ours = {
        f"{OURS}{each}": cleaned(source.texts(each)).str.casefold()
        for each in (BEGUN, *ENDED, *CALLED, "amount")
        if source.has(each) and each != name
    }
    frame = source.raw.frame.assign(**ours).set_axis(pd.Index(keys), axis=0)
    frame = frame[frame.index.notna()]
    return frame[~frame.index.duplicated(keep="last")]


def with_lasting_creation(tables: list[Source]) -> list[Source]:
    """Exports of the same deals without the date that says another day of most deals in each: it is that of the
    export, or of the last change, and no creation."""
    changing = any(
        pair.agree(BEGUN) is False
        for two in pairwise(tables)
        for pair in pairs(two)
        if len(pair.both) >= FEWEST_PAIRS
    )
    header = next((source.match.columns.get(BEGUN, "") for source in tables), "")
    given = any(BEGUN in source.match.given for source in tables)
    if given or not header or not changing:
        return tables
    tables[-1].remarks.add(
        "deals",
        f'"{header}" says another day of most deals in each export, so that it is no date of creation.',
        file=tables[-1].raw.file,
        effect="When the deals were created is not known.",
        fix=f'Export the date of creation. If this is it: columns={{"created_at": "{inside(header)}"}}.',
    )
    return [without_creation(source) for source in tables]


def without_creation(source: Source) -> Source:
    columns = {n: header for n, header in source.match.columns.items() if n != BEGUN}
    return replace(source, match=replace(source.match, columns=columns))
