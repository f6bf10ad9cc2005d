"""Rows that are no deals, and rows of deals that are broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pandas as pd

from tests.damage.damage import damage, every_table, hurting, named, some_rows
from tests.damage.promise import ALL
from tests.damage.tables import Export, NotHere, Row, Table

#: how a report says that a row is a sum, and the sum of somebody
TOTALS = {
    "en": ("Subtotal", "{} Total"),
    "de": ("Zwischensumme", "{} Ergebnis"),
    "fr": ("Sous-total", "Total {}"),
    "es": ("Subtotal", "Total {}"),
    "pt": ("Subtotal", "Total {}"),
    "pl": ("Suma częściowa", "{} Suma"),
    "bg": ("Междинна сума", "Общо {}"),
    "ru": ("Промежуточный итог", "{} Итог"),
    "fa": ("جمع جزء", "جمع {}"),
    "ar": ("المجموع الفرعي", "إجمالي {}"),
    "tr": ("Ara toplam", "{} Toplam"),
    "it": ("Subtotale", "Totale {}"),
    "ja": ("小計", "{} 集計"),
}
GRAND = {
    "en": "Grand Total", "de": "Gesamtsumme", "fr": "Total général", "es": "Total general", "pt": "Total geral",
    "pl": "Suma końcowa", "bg": "Обща сума", "ru": "Общий итог", "fa": "جمع کل", "ar": "المجموع الكلي",
    "tr": "Genel toplam", "it": "Totale generale", "ja": "総計",
}  # fmt: skip
NOTES = (
    "State of last Friday, without the partners",
    "* preliminary, to be checked with the back office",
    "blue = waiting for the customer",
    "Stand Freitag, ohne Partnergeschäft",
)


def middle(table: Table, dice: Random) -> int:
    """A place between two rows, away from both ends and from groups that hang together."""
    places = [
        place
        for place in range(3, len(table.rows) - 3)
        if table.rows[place].origin is not None and _whole(table, table.rows[place])
    ]
    if not places:
        raise NotHere("too few rows")
    return dice.choice(places)


def _whole(table: Table, row: Row) -> bool:
    """Whether a row has all that a deal has, and so begins nothing and ends nothing."""
    needed = [
        role for role in ("deal_id", "name", "created_at", "entered_at") if role in table.roles
    ]
    return all(table.cell(row, role).strip() for role in needed)


def with_cells(table: Table, cells: dict[str, str]) -> list[str]:
    """A record with these cells under these roles and nothing else."""
    record = table.blank_row()
    for role, cell in cells.items():
        record[table.place(role)] = cell
    return record


def first(table: Table, *texts: str) -> list[str]:
    """A record with these texts in its first cells."""
    return [*texts, *table.blank_row()[len(texts) :]]


def sum_of(table: Table, rows: tuple[Row, ...]) -> str:
    cells = pd.to_numeric(
        pd.Series([table.cell(row, "amount") for row in rows], dtype=str), errors="coerce"
    )
    return f"{cells.sum():.2f}"


# -- rows that are broken --------------------------------------------------------------------------


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


# -- rows that are none ----------------------------------------------------------------------------


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


# -- sums ------------------------------------------------------------------------------------------


def sums(name: str, *, everywhere: bool = False, at: str = "middle", grand: bool = False) -> None:
    """A row of totals: its word in the language of the file, or in any, and the sum of amounts."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        language = dice.choice(sorted(TOTALS)) if everywhere else export.sample.language
        word = GRAND[language] if grand else TOTALS[language][0]
        place = middle(table, dice) if at == "middle" else len(table.rows)
        record = first(table, word)
        record[table.place("amount")] = sum_of(table, table.rows[:place])
        return export.with_table(table.with_row(record, at=place))

    change.__module__ = __name__
    named(name, change)


sums("a_subtotal")
sums("a_subtotal_in_some_language", everywhere=True)
sums("a_total_below", at="end", grand=True)
sums("a_total_below_in_some_language", at="end", grand=True, everywhere=True)


@damage
def a_sum_without_a_word(export: Export, dice: Random) -> Export:
    """Below the column of amounts its sum, and nothing beside it."""
    table = export.table()
    record = with_cells(table, {"amount": sum_of(table, table.rows)})
    return export.with_table(table.with_row(record, at=-1))


@damage
def a_count_below(export: Export, dice: Random) -> Export:
    """How many there are, in the first column, below a gap."""
    table = export.table()
    record = first(table, f"{len(table.rows)} records")
    return export.with_table(table.with_row(table.blank_row(), at=-1).with_row(record, at=-1))


@damage
def subtotals_of_owners(export: Export, dice: Random) -> Export:
    """What a spreadsheet's own subtotals make: sorted by owner, "Ann Total" and a sum after each."""
    table = export.table()
    if export.sample.grouped:
        raise NotHere("groups")
    word = TOTALS[export.sample.language][1]
    rows: list[Row] = []
    ordered = sorted(table.rows, key=lambda row: table.cell(row, "owner"))
    for owner in dict.fromkeys(table.cell(row, "owner") for row in ordered):
        own = tuple(row for row in ordered if table.cell(row, "owner") == owner)
        record = with_cells(table, {"owner": word.format(owner), "amount": sum_of(table, own)})
        rows += [*own, Row(tuple(record))]
    return export.with_table(replace(table, rows=tuple(rows)))


@damage
def titles_of_owners(export: Export, dice: Random) -> Export:
    """Sorted by owner, the name of each above their deals."""
    table = export.table()
    if export.sample.grouped:
        raise NotHere("groups")
    rows: list[Row] = []
    ordered = sorted(table.rows, key=lambda row: table.cell(row, "owner"))
    for owner in dict.fromkeys(table.cell(row, "owner") for row in ordered):
        rows.append(Row(tuple(first(table, f"{owner or 'Nobody'}:"))))
        rows += [row for row in ordered if table.cell(row, "owner") == owner]
    return export.with_table(replace(table, rows=tuple(rows)))


# -- rows twice, moved, deleted --------------------------------------------------------------------


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
            header, [yes if row.origin in chosen else no for row in table.rows]
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
