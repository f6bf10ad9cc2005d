"""Rows twice, in another order, marked as deleted, copied from a template, or without their id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.damage.damage import damage, hurting, named, some_rows
from tests.damage.tables import Export, NotHere, Row, Table


@damage
def rows_twice(export: Export, dice: Random) -> Export:
    """Three rows repeated as they are, further down."""
    table = export.table()
    if export.sample.grouped or "deal_id" not in table.roles:
        raise NotHere("two deals may be alike")
    chosen = some_rows(export, dice, 3)
    copies = [replace(row, origin=None) for row in table.rows if row.origin in chosen]
    said = ("repeat", "twice", "same row", "again")
    return export.with_table(replace(table, rows=(*table.rows, *copies))).promising(
        said=said, apart={"added"}
    )


def moved(export: Export, order: Callable[[Table], list[Row]], *, kinds: tuple[str, ...]) -> Export:
    """The rows in another order; those that belong to one deal stay in theirs."""
    if export.sample.grouped:
        raise NotHere("groups")
    for file in export.files:
        if file.kind in kinds:
            table = export.table(file.kind)
            export = export.with_table(replace(table, rows=tuple(in_turn(table, order(table)))))
    return export


def in_turn(table: Table, rows: list[Row]) -> list[Row]:
    """These rows with those of one deal in the order of the file: which is later may be told by that."""
    if "deal_id" not in table.roles:
        return rows
    waiting: dict[str, list[Row]] = {}
    for row in table.rows:
        waiting.setdefault(table.cell(row, "deal_id"), []).append(row)
    return [waiting[table.cell(row, "deal_id")].pop(0) for row in rows]


@damage
def rows_shuffled(export: Export, dice: Random) -> Export:
    return moved(
        export, lambda table: dice.sample(table.rows, len(table.rows)), kinds=("deals", "leads")
    )


@damage
def newest_first(export: Export, dice: Random) -> Export:
    return moved(export, lambda table: list(reversed(table.rows)), kinds=("deals", "leads"))


@damage
def sorted_by_owner(export: Export, dice: Random) -> Export:
    export.table().place("owner")
    return moved(
        export,
        lambda table: sorted(table.rows, key=lambda row: table.cell(row, "owner")),
        kinds=("deals",),
    )


def deleted(name: str, header: str, no: str, yes: str) -> None:
    """Records in the bin, in a column of their own."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        if header in table.headers:
            raise NotHere("has one")
        chosen = some_rows(export, dice, 3)
        table = table.with_column(
            header,
            [
                (yes if row.origin in chosen else no) if row.origin is not None else ""
                for row in table.rows
            ],
        )
        gone = set(chosen.values())
        return export.with_table(table).promising(
            truth=lambda deals: deals[~deals.index.isin(gone)],
            said=("delete", "archive", f'"{header}"'),
        )

    change.__module__ = __name__
    named(name, change)


deleted("marked_deleted", "Deleted", "0", "1")
deleted("marked_isdeleted", "IsDeleted", "false", "true")
deleted("marked_by_the_pipe", "_fivetran_deleted", "FALSE", "TRUE")
deleted("marked_deleted_at_a_time", "deleted_at", "", "2025-06-01 08:00:00")


@damage
def formulas_copied_below(export: Export, dice: Random) -> Export:
    """Twenty rows of a template below the deals, with nothing but what formulas give."""
    table = export.table()
    words = [dice.choice(("high", "low")) for _ in table.rows]
    table = table.with_column("Rank", words).with_column("Weighted", ["150.00" for _ in table.rows])
    for _ in range(20):
        table = table.with_row([*table.blank_row()[:-2], "no rank", "0.00"], at=-1)
    return export.with_table(table)


@damage
def a_deal_without_its_id(export: Export, dice: Random) -> Export:
    """One deal was typed in by hand, without a number."""
    table = export.table()
    rows = some_rows(export, dice, 1, filled=("deal_id", "name"))
    if any(file.kind == "history" for file in export.files):
        raise NotHere("its history would be lost")
    return export.with_table(table.mapped("deal_id", lambda _: "", rows=rows)).promising(
        hurt=hurting(rows, "deal_id", "gone")
    )
