"""What a table was found to be: its dialect, and which column is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cycle_kit.dialects import Dialect
from cycle_kit.loading.matching import Headers, matched
from cycle_kit.loading.named import Named

#: what says how a deal stands, and what a deal is called by: a table of deals has one of each
STANDING = ("stage", "status", "is_won", "is_lost", "is_closed", "won_at", "lost_at", "is_active")
IDENTITY = ("deal_id", "name", "account")


@dataclass(frozen=True)
class Match:
    """A table's dialect, and its headers under our names: `{ours: theirs}`.

    `entered`: {stage: header} of dates of entry that the caller named. `deleted`: all headers that say which
    records are in the bin; tools that copy tables add one of their own. `loose`: nothing in the table says
    how a deal stands, so that beside a table of deals it is something else. `paths`: the rows of a log are
    known to be steps of deals, by what they say one after the other. `by_cells`: columns whose cells alone tell
    what they are. `called`: columns of names that together say which deal a row is of. `given`: names
    of ours that the caller speaks of. `day`: the column by which the rows were put into exports of each day.
    """

    dialect: Dialect
    columns: Mapping[str, str]
    entered: Mapping[str, str] = field(default_factory=dict)
    deleted: Sequence[str] = ()
    paths: bool = False
    by_cells: Mapping[str, str] = field(default_factory=dict)
    called: Sequence[str] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    day: str = ""

    @property
    def loose(self) -> bool:
        return self.dialect.table == "deals" and not any(name in self.columns for name in STANDING)


def with_given(dialect: Dialect, named: Named, headers: Headers) -> dict[str, str]:
    """The columns of a layout, those named by the caller before them; "" stands for no column."""
    given = named.of(dialect.table, headers)
    told = {name: header for name, header in given.items() if header}
    taken = {*told.values(), *(set(named.entered(headers).values()) - {*told.values()})}
    return matched(dialect.columns, headers, taken=taken, without=given) | told
