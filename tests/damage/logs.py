"""Damages to histories and to leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

import pandas as pd

from tests.damage.damage import damage, hurting, named, quiet
from tests.damage.moments import like, moment
from tests.damage.promise import ANYTHING
from tests.damage.tables import Export, NotHere, Row, Table
from tests.damage.truth import known

ANY = ("stage", "outcome", "created_at", "closed_at", "pipeline")


def some_move(export: Export, dice: Random, *, filled: tuple[str, ...]) -> dict[int, str]:
    """{origin: deal} of one row of the history whose deal decides nothing about others."""
    table, truth = export.table("history"), known(export.sample.name)
    rows = table.by_origin()
    fit = [
        (origin, key)
        for origin, key in truth.keys["history"].items()
        if key in quiet(export.sample.name)
        and origin in rows
        and all(table.cell(rows[origin], role).strip() for role in filled)
    ]
    if not fit:
        raise NotHere("no such rows")
    return dict([dice.choice(fit)])


def broken_move(
    name: str, change: Callable[[Export, Table, Row], tuple[str, ...]], *filled: str
) -> None:
    """One row of the history with other cells: it costs its deal something, no other."""

    def done(export: Export, dice: Random) -> Export:
        rows = some_move(export, dice, filled=filled)
        table = export.table("history")
        changed = tuple(
            replace(row, cells=change(export, table, row)) if row.origin in rows else row
            for row in table.rows
        )
        header = {table.header("entered_at")} if filled == ("entered_at",) else set()
        return export.with_table(replace(table, rows=changed)).promising(
            hurt=hurting(rows, *ANY),
            instead={name: frozenset({ANYTHING}) for name in ANY},
            columns=header,
        )

    done.__module__ = __name__
    named(name, done)


def with_cell(table: Table, row: Row, role: str, text: str) -> tuple[str, ...]:
    place = table.place(role)
    return (*row.cells[:place], text, *row.cells[place + 1 :])


def in_year(export: Export, table: Table, row: Row) -> tuple[str, ...]:
    cell = table.cell(row, "entered_at")
    found = moment(cell, export.sample.dates)
    if not found:
        raise NotHere("no day there")
    slipped = found[0].replace(day=min(found[0].day, 28), year=2204)
    return with_cell(table, row, "entered_at", like(cell, export.sample.dates, slipped))


broken_move("a_move_in_2204", in_year, "entered_at")
broken_move(
    "a_move_without_a_day", lambda _, t, row: with_cell(t, row, "entered_at", ""), "entered_at"
)
broken_move(
    "a_move_not_available", lambda _, t, row: with_cell(t, row, "entered_at", "#N/A"), "entered_at"
)
broken_move("a_move_into_no_stage", lambda _, t, row: with_cell(t, row, "stage", ""), "stage")
broken_move("a_move_into_an_error", lambda _, t, row: with_cell(t, row, "stage", "#REF!"), "stage")
broken_move(
    "a_move_a_cell_too_short", lambda _, t, row: (*row.cells[:1], *row.cells[2:]), "entered_at"
)
broken_move("a_move_broken_off", lambda _, t, row: row.cells[:2], "entered_at")


@damage
def log_newest_first(export: Export, dice: Random) -> Export:
    table = export.table("history")
    return export.with_table(replace(table, rows=tuple(reversed(table.rows))))


@damage
def log_shuffled(export: Export, dice: Random) -> Export:
    """In any order; what a deal did in one and the same minute stays as it was."""
    table = export.table("history")
    role = "entered_at"

    def one_moment(row: Row) -> tuple[str, str]:
        return table.cell(row, "deal_id"), table.cell(row, role)

    waiting: dict[tuple[str, str], list[Row]] = {}
    for row in table.rows:
        waiting.setdefault(one_moment(row), []).append(row)
    mixed = dice.sample(table.rows, len(table.rows))
    rows = tuple(waiting[one_moment(row)].pop(0) for row in mixed)
    return export.with_table(replace(table, rows=rows))


@damage
def moves_twice(export: Export, dice: Random) -> Export:
    """The log was written down twice for some deals."""
    table = export.table("history")
    copies = [replace(row, origin=None) for row in table.rows[10:20]]
    rows = (*table.rows[:20], *copies, *table.rows[20:])
    return export.with_table(replace(table, rows=rows)).promising(apart={"added", "lines"})


@damage
def moves_of_strangers(export: Export, dice: Random) -> Export:
    """The log knows deals that the list of deals does not."""
    export.table("deals")
    table = export.table("history")
    rows = [replace(row, origin=None) for row in table.rows[:3]]
    strange = [
        replace(row, cells=with_cell(table, row, "deal_id", "999999999999999")) for row in rows
    ]
    return export.with_table(replace(table, rows=(*table.rows, *strange))).promising(
        said=("not in the",), apart={"added"}
    )


# -- leads -----------------------------------------------------------------------------------------


@damage
def leads_twice(export: Export, dice: Random) -> Export:
    table = export.table("leads")
    copies = [replace(row, origin=None) for row in table.rows[2:5]]
    return export.with_table(replace(table, rows=(*table.rows, *copies))).promising(apart={"added"})


@damage
def leads_shuffled(export: Export, dice: Random) -> Export:
    table = export.table("leads")
    return export.with_table(replace(table, rows=tuple(dice.sample(table.rows, len(table.rows)))))


def lead_day(name: str, text: str | datetime) -> None:
    """A first contact that cannot be: told, and none."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table("leads")
        row = next(row for row in table.rows[5:] if table.cell(row, "first_contact_at"))
        cell = table.cell(row, "first_contact_at")
        found = moment(cell, export.sample.dates)
        if not found:
            raise NotHere("no day there")
        written = like(cell, export.sample.dates, text) if isinstance(text, datetime) else text
        table = table.mapped("first_contact_at", lambda _: written, rows=[row.origin or 0])
        return export.with_table(table).promising(lost_contact=str(pd.Timestamp(found[0])))

    done.__module__ = __name__
    named(name, done)


lead_day("a_first_contact_in_2204", datetime(2204, 5, 6, 7, 8))
lead_day("a_first_contact_not_available", "#N/A")


@damage
def a_status_in_each_row_of_a_log(export: Export, dice: Random) -> Export:
    """How the deal stands now, beside each of its moves."""
    if any(file.kind == "deals" for file in export.files):
        raise NotHere("the deals say it")
    table, deals = export.table("history"), known(export.sample.name).deals
    if "status" in table.roles or "field" in table.roles:
        raise NotHere("it says it, or has no stages")
    words = {"won": "Won", "lost": "Lost", "dropped": "Abandoned", "open": "Open"}
    stands = [table.cell(row, "deal_id") for row in table.rows]
    if not set(stands) <= set(deals.index.astype(str)):
        raise NotHere("other ids")
    cells = [words[str(deals.loc[deal, "outcome"])] for deal in stands]
    return export.with_table(table.with_column("Status", cells))
