"""Texts of cells: spellings of one name, blanks of all kinds, marks, and cells that hold an error."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pandas as pd

from tests.damage.damage import damage, every_table, hurting, named, some_rows
from tests.damage.promise import ANYTHING
from tests.damage.tables import Export, NotHere, Table
from tests.damage.truth import known

NBSP, THIN, RTL, LTR, ZWNJ = "\u00a0", "\u202f", "\u200f", "\u200e", "\u200c"


def everywhere(name: str, change: Callable[[str], str], *, roles: tuple[str, ...] = ()) -> None:
    """Every filled cell below the header written in another way, or those of some roles."""

    def changed(table: Table) -> Table:
        places = [table.roles[role] for role in roles if role in table.roles]
        rows = tuple(
            replace(
                row,
                cells=tuple(
                    change(cell) if cell.strip() and (not roles or place in places) else cell
                    for place, cell in enumerate(row.cells)
                ),
            )
            for row in table.rows
        )
        return replace(table, rows=rows)

    def done(export: Export, dice: Random) -> Export:
        if export.sample.grouped:
            raise NotHere("groups are told by their cells")
        return every_table(export, changed)

    done.__module__ = __name__
    named(name, done)


everywhere("cells_padded", lambda cell: f"  {cell}   ")
everywhere("cells_with_a_hard_blank_behind", lambda cell: f"{cell}{NBSP}")
everywhere("cells_with_a_tab_behind", lambda cell: f"{cell}\t")
everywhere("cells_marked_right_to_left", lambda cell: f"{RTL}{cell}")
everywhere("cells_marked_left_to_right", lambda cell: f"{LTR}{cell}{LTR}")
everywhere(
    "cells_behind_an_apostrophe",
    lambda cell: f"'{cell}",
    roles=("created_at", "closed_at", "close_date", "amount"),
)
everywhere("ids_as_formulas", lambda cell: f'="{cell}"', roles=("deal_id",))
everywhere(
    "hard_blanks_in_names",
    lambda cell: cell.replace(" ", NBSP),
    roles=("owner", "account", "name", "stage", "status"),
)
everywhere(
    "narrow_blanks_in_names",
    lambda cell: cell.replace(" ", THIN),
    roles=("owner", "account", "name"),
)


def spelling(
    name: str, change: Callable[[str], str], *, role: str = "owner", told: bool = True
) -> None:
    """Some cells spell a name in another way: it is one and the same, and a note says so."""

    def done(export: Export, dice: Random) -> Export:
        if export.sample.grouped:
            raise NotHere("groups")
        table = export.table()
        rows = some_rows(export, dice, 3, filled=(role,))
        if all(change(table.cell(row, role)) == table.cell(row, role) for row in table.rows):
            raise NotHere("nothing to spell otherwise")
        whole, table = table, table.mapped(role, change, rows=rows)
        if outnumbered(whole, table, role):
            raise NotHere("most rows would spell it so")
        said = (role, "spell", "spelt", "written") if told else ()
        return export.with_table(table).promising(said=said)

    done.__module__ = __name__
    named(name, done)


def outnumbered(before: Table, after: Table, role: str) -> bool:
    """Whether a name is spelled otherwise in half of its rows or more: most rows say how it is written."""
    pairs = [(old.cells, new.cells) for old, new in zip(before.rows, after.rows, strict=True)]
    place = before.place(role)
    hurt = Counter(old[place] for old, new in pairs if old != new)
    every = Counter(old[place] for old, _ in pairs)
    return any(2 * count >= every[name] for name, count in hurt.items())


spelling("owner_in_capitals", str.upper)
spelling("owner_in_small_letters", str.lower)
spelling("owner_with_two_blanks", lambda cell: cell.replace(" ", "  "), told=False)
spelling("owner_with_a_blank_behind", lambda cell: f"{cell} ", told=False)
spelling("owner_with_a_hard_blank", lambda cell: cell.replace(" ", NBSP), told=False)
spelling("owner_with_a_mark_in_front", lambda cell: f"{RTL}{cell}", told=False)
spelling("stage_with_a_blank_behind", lambda cell: f"{cell} ", role="stage", told=False)
spelling("stage_in_capitals", str.upper, role="stage", told=False)
spelling("status_in_capitals", str.upper, role="status", told=False)
spelling("status_in_small_letters", str.lower, role="status", told=False)
spelling("status_with_a_dot", lambda cell: f"{cell}.", role="status", told=False)
spelling("pipeline_with_a_blank_behind", lambda cell: f"{cell} ", role="pipeline", told=False)
spelling("currency_in_small_letters", str.lower, role="currency", told=False)


@damage
def decomposed_letters(export: Export, dice: Random) -> Export:
    """Letters with accents as two signs, as files from a Mac have them, in some rows."""
    table = export.table()
    rows = {row.origin for row in table.rows if row.origin is not None and row.origin % 2}
    for role in ("owner", "stage", "status", "account", "name"):
        if role in table.roles:
            table = table.mapped(role, lambda cell: unicodedata.normalize("NFD", cell), rows=rows)
    if table == export.table():
        raise NotHere("no accents")
    return export.with_table(table)


def error_in(role: str, text: str, *fields: str) -> None:
    """One cell that a formula could not fill."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table()
        if export.sample.grouped and role == "stage":
            raise NotHere("a stage is that of a group")
        rows = some_rows(export, dice, 1, filled=(role,))
        names = list(fields)
        instead: dict[str, frozenset[Any]] = {}
        if role == "status" or (role == "stage" and "status" not in table.roles):
            names.append("outcome")
            instead = {"outcome": frozenset({"open"})} if role == "stage" else {}
        if known(export.sample.name).pipe.recorded:  # the history may tell the day of closing
            instead |= {"closed_at": frozenset({ANYTHING})}
        table = table.mapped(role, lambda _: text, rows=rows)
        return export.with_table(table).promising(
            hurt=hurting(rows, *names),
            instead=instead,
            columns={table.header(role)},
            told_by=("no stage", "without a stage") if role == "stage" else (),
            apart={"stages"} if role == "pipeline" else set(),
        )

    done.__module__ = __name__
    named(
        f"{role}_is_{text.strip('#!?()/').lower().replace('/', '') or 'a_sign'}_{len(text)}", done
    )


for _text in ("#N/A", "#REF!", "#VALUE!"):
    error_in("owner", _text, "owner")
    error_in("amount", _text, "amount", "currency")
for _text in ("?", "n/a", "(blank)", "none", "#N/A"):
    error_in("stage", _text, "stage", "closed_at")
for _text in ("?", "#N/A"):
    error_in("status", _text, "stage", "closed_at")
error_in("currency", "#N/A", "currency")
error_in("pipeline", "#REF!", "pipeline")


def nobody(name: str, text: str) -> None:
    """Some deals have nobody, which is written down."""

    def done(export: Export, dice: Random) -> Export:
        rows = some_rows(export, dice, 2, filled=("owner",))
        gone = set(rows.values())

        def empty(deals: pd.DataFrame) -> pd.DataFrame:
            return deals.assign(owner=deals["owner"].mask(deals.index.isin(gone), ""))

        table = export.table().mapped("owner", lambda _: text, rows=rows)
        return export.with_table(table).promising(truth=empty)

    done.__module__ = __name__
    named(name, done)


nobody("owner_is_blank", "")
nobody("owner_is_a_dash", "-")
nobody("owner_is_not_applicable", "n/a")


@damage
def letters_garbled_once(export: Export, dice: Random) -> Export:
    """Read as cp1252 and saved again: each letter with an accent became two others."""
    if export.sample.language != "en" or any(f.writing.encoding != "utf-8" for f in export.files):
        raise NotHere("headers would be lost")

    def garbled(table: Table) -> Table:
        rows = tuple(
            replace(
                row,
                cells=tuple(cell.encode().decode("cp1252", errors="replace") for cell in row.cells),
            )
            for row in table.rows
        )
        return replace(table, rows=rows)

    return every_table(export, garbled).promising(apart={"owners", "whole"})


def other_columns(table: Table) -> list[list[str]]:
    """The cells of every column but that of the ids."""
    places = [place for place in range(len(table.headers)) if place != table.roles["deal_id"]]
    return [[row.cells[place] for row in table.rows if place < len(row.cells)] for place in places]


@damage
def ids_rounded_by_a_spreadsheet(export: Export, dice: Random) -> Export:
    """Ids of many digits became powers of ten, and most of them are alike now."""
    table = export.table()
    ids = [table.cell(row, "deal_id") for row in table.rows if table.cell(row, "deal_id").strip()]
    if not all(one.isdigit() and len(one) >= 11 for one in ids):
        raise NotHere("short ids")
    if any(file.kind != "deals" for file in export.files):
        raise NotHere("ids that other files name")
    if any(sorted(map(str, column)) == sorted(ids) for column in other_columns(table)):
        raise NotHere("the ids are there twice")
    names = known(export.sample.name).deals["name"]
    if names.duplicated().any():
        raise NotHere("two deals of one name")
    table = table.mapped("deal_id", lambda cell: f"{float(cell):.5E}")
    return export.with_table(table).promising(
        said=("digits", "spreadsheet"), apart={"ids", "lines", "visits"}
    )
