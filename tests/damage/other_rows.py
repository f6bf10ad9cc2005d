"""Rows that are no deals: blank ones, notes, errors, headers again, titles and footers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.damage.damage import damage, every_table, named
from tests.damage.places import first, middle, with_cells
from tests.damage.tables import Export, NotHere, Table

NOTES = (
    "State of last Friday, without the partners",
    "* preliminary, to be checked with the back office",
    "blue = waiting for the customer",
    "Stand Freitag, ohne Partnergeschäft",
)


def adding(name: str, made: Callable[[Table, Random], list[str]], *, at: str = "middle") -> None:
    """A damage that puts one record into each table, which must be told by its line."""

    def change(export: Export, dice: Random) -> Export:
        def with_record(table: Table) -> Table:
            place = middle(table, dice) if at == "middle" else -1
            return table.with_row(made(table, dice), at=place)

        return every_table(export, with_record)

    change.__module__ = __name__
    named(name, change)


adding("a_blank_row", lambda table, _: table.blank_row())
adding("a_row_of_blanks", lambda table, _: [" "] * len(table.headers))
adding("the_header_again", lambda table, _: list(table.headers))
adding("a_note_in_the_middle", lambda table, dice: first(table, dice.choice(NOTES)))
adding("a_note_below", lambda table, dice: first(table, dice.choice(NOTES)), at="end")
adding("a_row_of_errors", lambda table, _: ["#REF!"] * len(table.headers))
adding("an_error_alone", lambda table, dice: first(table, dice.choice(("#REF!", "#N/A", "#NAME?"))))
adding("an_error_alone_below", lambda table, _: first(table, "#REF!"), at="end")
adding(
    "a_second_contact",
    lambda table, _: with_cells(
        table, {"account" if "account" in table.roles else "stage": "Miller"}
    ),
)
adding("a_page_number", lambda table, dice: first(table, f"Page {dice.randrange(1, 9)} of 9"))
adding("a_line_drawn", lambda table, _: ["-----"] * len(table.headers))


@damage
def many_blank_rows_below(export: Export, dice: Random) -> Export:
    """A sheet that was formatted far below its data."""

    def longer(table: Table) -> Table:
        for _ in range(30):
            table = table.with_row(table.blank_row(), at=-1)
        return table

    if any(file.writing.form == "xlsx" for file in export.files):
        raise NotHere("a workbook ends with its last cell")
    return every_table(export, longer)


@damage
def rows_filled_in_beforehand(export: Export, dice: Random) -> Export:
    """Below the deals the numbers of those to come, with what formulas write beside them."""
    table = export.table()
    for role in ("deal_id", "amount", "created_at"):
        table.place(role)
    for number in range(12):
        cells = {"deal_id": str(9_000_001 + number), "amount": "0"}
        table = table.with_row(with_cells(table, cells), at=-1)
    return export.with_table(table)


@damage
def a_note_below_a_gap(export: Export, dice: Random) -> Export:
    def longer(table: Table) -> Table:
        table = table.with_row(table.blank_row(), at=-1)
        return table.with_row(first(table, dice.choice(NOTES)), at=-1)

    return every_table(export, longer)


@damage
def footnotes(export: Export, dice: Random) -> Export:
    """Two footnotes below the table, the mark in one cell and the text in the next."""

    def longer(table: Table) -> Table:
        for mark in ("*", "**"):
            table = table.with_row(first(table, mark, dice.choice(NOTES)), at=-1)
        return table

    return every_table(export, longer)


@damage
def the_header_again_with_another_cell(export: Export, dice: Random) -> Export:
    """A list pasted below another: its header differs in one cell, and one is empty."""
    table = export.table()
    record = list(table.headers)
    places = [place for place in range(len(record)) if place not in table.roles.values()]
    free = [*places, table.roles.get("account", 0), table.roles.get("owner", 0)]
    record[free[0]] = "Client"
    record[free[-1]] = ""
    return export.with_table(table.with_row(record, at=middle(table, dice)))


@damage
def a_title_and_the_header_again(export: Export, dice: Random) -> Export:
    """A second list of the same kind below the first, with its own title."""
    table = export.table()
    if export.sample.grouped:
        raise NotHere("groups")
    at = middle(table, dice)
    for record in (list(table.headers), first(table, "Second half"), table.blank_row()):
        table = table.with_row(record, at=at)
    return export.with_table(table)


@damage
def the_header_twice_at_the_top(export: Export, dice: Random) -> Export:
    return every_table(export, lambda table: table.with_row(table.headers, at=0))


@damage
def technical_names_below_the_header(export: Export, dice: Random) -> Export:
    """Below the labels a row with the names that the system's programmers use."""
    table = export.table()
    record = [f"field_{place}" for place in range(len(table.headers))]
    for role, place in table.roles.items():
        record[place] = f"deal_{role}".removesuffix("_at")
    return export.with_table(table.with_row(record, at=0))


@damage
def a_title_block_above(export: Export, dice: Random) -> Export:
    """The name of the report, who made it, and a gap."""

    def titled(table: Table) -> Table:
        block = (("Sales overview",), ("made by the office",), ())
        return replace(table, above=(*block, *table.above))

    return every_table(export, titled)


@damage
def filters_above(export: Export, dice: Random) -> Export:
    """What was chosen in the report, a name and a value in each line."""

    def titled(table: Table) -> Table:
        block = (
            ("Report:", "All deals"),
            ("Period:", "2023-05-01 - 2025-10-31"),
            ("Currency:", "EUR"),
            (),
        )
        return replace(table, above=(*block, *table.above))

    return every_table(export, titled)


@damage
def two_header_rows(export: Export, dice: Random) -> Export:
    """Merged cells above the header: what the columns below them are about."""

    def titled(table: Table) -> Table:
        groups = ["" for _ in table.headers]
        for place in range(0, len(groups), 4):
            groups[place] = ("Deal", "Dates", "Money", "Other")[(place // 4) % 4]
        return replace(table, above=(*table.above, tuple(groups)))

    return every_table(export, titled)


@damage
def a_copyright_below(export: Export, dice: Random) -> Export:
    def signed(table: Table) -> Table:
        table = table.with_row(table.blank_row(), at=-1)
        text = "Copyright (c) 2019-2025 The makers. All rights reserved."
        return table.with_row(first(table, text), at=-1)

    return every_table(export, signed)
