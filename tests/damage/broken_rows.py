"""Rows of deals that are broken: a cell lost, a cell too many, the rest cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.damage.damage import damage, some_rows
from tests.damage.promise import ALL
from tests.damage.tables import Export, NotHere, Row, Table


def broken(
    export: Export, dice: Random, change: Callable[[Table, tuple[str, ...]], list[str]]
) -> Export:
    """One row with other cells, which may cost its deal, never another."""
    [(origin, key)] = some_rows(export, dice, 1).items()
    table = export.table()
    rows = tuple(
        replace(row, cells=tuple(change(table, row.cells))) if row.origin == origin else row
        for row in table.rows
    )
    return export.with_table(replace(table, rows=rows)).promising(hurt={key: ALL})


@damage
def a_cell_lost(export: Export, dice: Random) -> Export:
    """A cell in the middle got lost: each later one stands a place to the left."""
    place = dice.randrange(1, len(export.table().headers) - 2)
    return broken(export, dice, lambda _, cells: [*cells[:place], *cells[place + 1 :]])


@damage
def the_first_cell_lost(export: Export, dice: Random) -> Export:
    return broken(export, dice, lambda _, cells: [*cells[1:]])


@damage
def a_cell_too_many(export: Export, dice: Random) -> Export:
    """A separator in a name that nobody put into quotes."""

    def split(table: Table, cells: tuple[str, ...]) -> list[str]:
        place = table.place("account" if table.roles.get("account") else "name")
        return [*cells[:place], "Miller", " Sons Ltd.", *cells[place + 1 :]]

    if export.file("deals").writing.form == "xlsx":
        raise NotHere("a workbook has no separators")
    return broken(export, dice, split)


@damage
def a_row_broken_off(export: Export, dice: Random) -> Export:
    """A row that ends in the middle of a cell."""

    def cut(_: Table, cells: tuple[str, ...]) -> list[str]:
        half = max(2, len(cells) // 2)
        return [*cells[: half - 1], cells[half - 1][: len(cells[half - 1]) // 2]]

    return broken(export, dice, cut)


@damage
def the_last_line_cut(export: Export, dice: Random) -> Export:
    """The download ended early, in the middle of the last line."""
    if export.sample.grouped or export.file("deals").writing.form != "csv":
        raise NotHere("the last row is no deal")
    [(origin, key)] = some_rows(export, dice, 1).items()
    table = export.table()
    last = table.by_origin()[origin]
    half = max(2, len(last.cells) * 2 // 3)
    cut = replace(last, cells=(*last.cells[: half - 1], last.cells[half - 1][:3]))
    others = tuple(row for row in table.rows if row.origin != origin)
    export = export.with_table(replace(table, rows=(*others, cut)))
    export = export.written_as(
        after=(*export.file("deals").writing.after, lambda b: b.rstrip(b"\r\n"))
    )
    return export.promising(hurt={key: ALL})


@damage
def a_line_break_without_quotes(export: Export, dice: Random) -> Export:
    """A line break in a name that nobody put into quotes: one row became two."""
    [(origin, key)] = some_rows(export, dice, 1).items()
    table = export.table()
    row, at = table.by_origin()[origin], [row.origin for row in table.rows].index(origin)
    place = table.place("name")
    one = replace(row, cells=(*row.cells[:place], row.cells[place].split(" ")[0]))
    other = Row(("second line", *row.cells[place + 1 :]))
    rows = (*table.rows[:at], one, other, *table.rows[at + 1 :])
    return export.with_table(replace(table, rows=rows)).promising(hurt={key: ALL})
