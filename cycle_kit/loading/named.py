"""What the caller says of columns: of all files, of one kind of file, and of the dates of stages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from cycle_kit import tables
from cycle_kit.config.keys import OF_SIDES, SIDES
from cycle_kit.dialects import known
from cycle_kit.dialects.dialect import HINTS, MOVE_HEADERS
from cycle_kit.errors import ColumnError, code, inside, listed
from cycle_kit.values import key

KINDS = ("deals", "history", "leads", *SIDES)
#: columns of `pipe.deals` that are worked out, and those of a file that they come from
WORKED_OUT = {"outcome": "status", "value": "amount"}
OURS = {*tables.DEALS, *tables.LEADS, *HINTS, *MOVE_HEADERS} - set(WORKED_OUT)
WRITE = 'Write columns={"amount": "Net value"}: our name, then the header in the file.'
#: a lead is created as a lead: both names are meant
OF_LEADS = {"lead_created_at": "created_at", "lost_reason": "reason"}


@dataclass(frozen=True)
class Named:
    """`every`: {our name: header}, for each file that has the header; "" stands for no column.

    `tables`: the same for deals, history or leads alone. `stages`: {stage: header of its date of entry}.
    `given`: the kind of table that the caller says a file is.
    """

    every: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    given: str = ""

    def __bool__(self) -> bool:
        return bool(any(self.every.values()) or any(self.tables.values()))

    @property
    def leaves_out(self) -> bool:
        """Whether some of our columns are said to be no column of the file."""
        return not all(all(said.values()) for said in (self.every, *self.tables.values()))

    @property
    def without_left_out(self) -> Named:
        """The columns that are named alone."""

        def kept(said: Mapping[str, str]) -> dict[str, str]:
            return {name: header for name, header in said.items() if header}

        tables_said = {kind: kept(said) for kind, said in self.tables.items()}
        return replace(self, every=kept(self.every), tables=tables_said)

    def under(self, other: Named) -> Named:
        """Both together; what `other` says goes before."""
        tables_said = {
            kind: {**self.tables.get(kind, {}), **other.tables.get(kind, {})}
            for kind in {*self.tables, *other.tables}
        }
        return Named({**self.every, **other.every}, tables_said, {**self.stages, **other.stages})

    def apart_from(self, given: Iterable[str]) -> Named:
        """What is said of other kinds of tables than those of which the caller gave a file of its own."""
        rest = {kind: said for kind, said in self.tables.items() if kind not in set(given)}
        return replace(self, tables=rest)

    def renamed(self, headers: Mapping[str, str]) -> Named:
        """The same with other headers: {as it is said: as it is called}."""

        def called(said: Mapping[str, str]) -> dict[str, str]:
            return {name: headers.get(header, header) for name, header in said.items()}

        tables_said = {kind: called(said) for kind, said in self.tables.items()}
        return replace(
            self, every=called(self.every), tables=tables_said, stages=called(self.stages)
        )

    def of(self, table: str, headers: Iterable[str]) -> dict[str, str]:
        """What is said of a table of this kind, as far as it has the headers."""
        headers = list(headers)
        exact = {key(header): header for header in reversed(headers)}
        said = {**self.every, **self.tables.get(table, {})}
        found: dict[str, str] = {}
        for name, header in said.items():
            name = OF_LEADS.get(name, name) if table == "leads" else name
            if not header:
                found[name] = ""
            elif header in headers:
                found[name] = header
            elif key(header) in exact:
                found[name] = exact[key(header)]
        return found

    def entered(self, headers: Iterable[str]) -> dict[str, str]:
        """{stage: header} of those dates of entry that a table has."""
        exact = {key(header): header for header in headers}
        return {stage: exact[key(h)] for stage, h in self.stages.items() if key(h) in exact}

    def forced(self, table: str) -> bool:
        return self.given == table


def named(columns: Any, headers: Iterable[str], *, check: bool = True) -> Named:
    """The caller's `columns=` sorted. ColumnError: a name that is none of ours, a header that is nowhere."""
    if columns is None:
        return Named()
    if not isinstance(columns, Mapping):
        raise ColumnError(
            f"columns= is a {type(columns).__name__}, not a table of names.",
            fix='Write columns={"amount": "Net value"}: our name, then the header in the file.',
        )
    parts: dict[str, Mapping[str, str]] = {}
    every: dict[str, str] = {}
    for name, header in columns.items():
        if name in (*KINDS, "entered"):
            parts[name] = pairs(name, header)
        else:
            every[name] = header
    if check:
        there = list(headers)
        for table, said in (("", every), *((kind, parts.get(kind, {})) for kind in KINDS)):
            for name, header in said.items():
                if table not in SIDES or name not in OF_SIDES:
                    check_name(name, header)
                check_header(name, header, there, table)
            check_twice(said)
        for stage, header in parts.get("entered", {}).items():
            check_header(stage, header, there, "entered")
    tables_said = {kind: parts[kind] for kind in KINDS if kind in parts}
    return Named(every, tables_said, parts.get("entered", {}))


def pairs(name: str, said: Any) -> Mapping[str, str]:
    if isinstance(said, Mapping):
        return said
    example = '{"Offer": "Offer sent on"}' if name == "entered" else '{"deal_id": "Number"}'
    raise ColumnError(
        f'columns= says of "{name}" a {type(said).__name__}, where a table of names belongs.',
        fix=f'Write columns={{"{name}": {example}}}.',
    )


def check_name(name: Any, header: Any) -> None:
    if name in OURS:
        return
    if name in WORKED_OUT:
        raise ColumnError(
            f'columns= names "{name}", which is worked out from {WORKED_OUT[name]}.',
            fix=f'Write columns={{"{WORKED_OUT[name]}": "{inside(header)}"}}.',
        )
    alike = difflib.get_close_matches(str(name), sorted(OURS), n=1)
    near = called().get(key(str(name))) or (alike[0] if alike else "")
    raise ColumnError(
        f'columns= names "{name}", which is none of our columns.',
        there=f"They are {listed(sorted(OURS))}.",
        fix=f'Did you mean "{near}"? {WRITE}' if near else WRITE,
    )


@cache
def called() -> dict[str, str]:
    """{word: our name} of what the columns of plain tables of deals are called, in all languages."""
    return {
        key(word): name
        for dialect in reversed(known())
        if dialect.crm == "plain" and dialect.table == "deals"
        for name, words in dialect.columns.items()
        if name in OURS
        for word in reversed(words)
    }


BEGINNING = ("created_at",)
ENDING = ("closed_at", "close_date", "won_at", "lost_at")


def check_twice(said: Mapping[str, Any]) -> None:
    """ColumnError: one date for the beginning of deals and for their end, or for both of their ends."""
    for one, other in (
        *((one, other) for one in BEGINNING for other in ENDING),
        ("won_at", "lost_at"),
    ):
        header = said.get(one)
        if header and key(header) == key(said.get(other) or ""):
            raise ColumnError(
                f'columns= names "{header}" twice, as {one} and as {other}: these are two dates.',
                fix=f'Name another column for one of them, or leave it out: columns={{"{one}": "{inside(header)}"}}.',
            )


def check_header(name: str, header: Any, there: list[str], table: str) -> None:
    if not isinstance(header, str):
        raise ColumnError(
            f'columns= gives a {type(header).__name__} for "{name}", where a header belongs.',
            there=f"The headers are {listed(there)}.",
            fix=f'Write columns={{"{name}": "..."}} with one of these.',
        )
    if not header or header in there or key(header) in {key(each) for each in there}:
        return
    near = difflib.get_close_matches(header, there, n=1)
    named = f'{{"{table}": {{"{name}": {{}}}}}}' if table else f'{{"{name}": {{}}}}'
    raise ColumnError(
        f'There is no column "{header}", which columns= names for {name}.',
        there=f"The headers are {listed(there)}.",
        fix=f"Did you mean columns={named.replace('{}', code(near[0]))}?"
        if near
        else f"Write columns={named.replace('{}', code('...'))} with one of these.",
    )
