"""Which table is it: others beside the deals, one list in several parts, one file twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pandas as pd

from tests.damage.damage import damage, named
from tests.damage.moments import moment
from tests.damage.tables import Export, File, NotHere, Row, Table
from tests.damage.truth import known


def one_file(export: Export) -> tuple[File, Table]:
    """The file of deals, where there is no other."""
    if len(export.files) > 1:
        raise NotHere("more than one file")
    return export.file("deals"), export.table()


def other(headers: list[str], rows: list[list[str]]) -> Table:
    return Table("other", tuple(headers), tuple(Row(tuple(row)) for row in rows))


def summary(export: Export) -> Table:
    """How many deals there are in each stage, as a manager likes it."""
    table = export.table()
    counted = Counter(table.cell(row, "stage") for row in table.rows)
    return other(["Stage", "Deals"], [[stage, str(n)] for stage, n in counted.items() if stage])


def pivot(export: Export) -> Table:
    """Sums of owners by year."""
    table = export.table()
    owners = dict.fromkeys(table.cell(row, "owner") for row in table.rows)
    rows = [[owner, "1200.00", "3400.50", "4600.50"] for owner in owners if owner]
    return other(
        ["Row Labels", "2024", "2025", "Grand Total"], [*rows, ["Grand Total", "1", "2", "3"]]
    )


def targets(export: Export) -> Table:
    """What everybody is to sell."""
    table = export.table()
    owners = dict.fromkeys(table.cell(row, "owner") for row in table.rows)
    return other(
        ["Owner", "Quarter", "Target"], [[owner, "2025-Q4", "250000"] for owner in owners if owner]
    )


def people(_: Export) -> Table:
    rows = [["Ann Miller", "Sales", "2021-03-01"], ["Bob Jones", "Sales", "2022-09-15"]]
    return other(["Employee", "Department", "Hired"], rows)


def remarks(_: Export) -> Table:
    rows = [["Numbers are of Friday."], ["Ask the office before you send this on."]]
    return other(["Please read"], rows)


def customers(export: Export) -> Table:
    """The customers' addresses, one row each."""
    table = export.table()
    names = dict.fromkeys(table.cell(row, "account") for row in table.rows)
    return other(
        ["Company", "City", "Country", "Phone"],
        [[name, "Hafen", "DE", "-"] for name in names if name],
    )


def beside(
    name: str, sheet: str, made: Callable[[Export], Table], *, first: bool, how: str
) -> None:
    """Another table in the workbook of the deals, or in their folder."""

    def done(export: Export, dice: Random) -> Export:
        file, table = one_file(export)
        another = made(export)
        if not another.rows:
            raise NotHere("nothing to put beside")
        apart = {"rows", "lines"}
        if how == "sheet":
            sheets = {sheet: another, "Deals": table} if first else {"Deals": table, sheet: another}
            file = replace(
                file, sheets=sheets, writing=replace(file.writing, form="xlsx", suffix="")
            )
            export = export.with_file(file)
            return export.promising(said=(sheet,), apart=apart, answers={"sheet": "Deals"})
        export = export.beside(File(sheet.lower(), "other", {"Sheet1": another}))
        return replace(export, packed=how).promising(said=(sheet.lower(),), apart=apart)

    done.__module__ = __name__
    named(name, done)


for _name, _sheet, _made in (
    ("summary", "Summary", summary),
    ("pivot", "Pivot", pivot),
    ("targets", "Targets", targets),
    ("people", "People", people),
    ("remarks", "Readme", remarks),
    ("customers", "Customers", customers),
):
    beside(f"a_sheet_of_{_name}_in_front", _sheet, _made, first=True, how="sheet")
    beside(f"a_sheet_of_{_name}_behind", _sheet, _made, first=False, how="sheet")
    beside(f"a_file_of_{_name}_in_the_folder", _sheet, _made, first=False, how="folder")
beside("a_file_of_targets_in_the_zip", "Targets", targets, first=False, how="zip")


@damage
def an_empty_sheet_beside(export: Export, dice: Random) -> Export:
    file, table = one_file(export)
    sheets = {"Deals": table, "Sheet2": Table("other", (), ())}
    return export.with_file(
        replace(file, sheets=sheets, writing=replace(file.writing, form="xlsx", suffix=""))
    ).promising(apart={"rows"}, answers={"sheet": "Deals"})


@damage
def all_in_one_workbook(export: Export, dice: Random) -> Export:
    """Deals and their history or leads as sheets of one workbook."""
    if len(export.files) != 2:
        raise NotHere("one file")
    sheets = {file.kind.title(): next(iter(file.sheets.values())) for file in export.files}
    file = export.file("deals")
    written = replace(file.writing, form="xlsx", suffix="", encoding="utf-8")
    return replace(export, files=(replace(file, sheets=sheets, writing=written),)).promising(
        apart={"lines"}
    )


# -- one list in parts -----------------------------------------------------------------------------


def in_parts(name: str, role: str, how: str, *, year: bool = False) -> None:
    """A list for each owner, pipeline or year: together they are the deals."""

    def done(export: Export, dice: Random) -> Export:
        file, table = one_file(export)
        if export.sample.grouped or table.above:
            raise NotHere("groups")
        parts: dict[str, list[Row]] = {}
        for row in table.rows:
            if any(row.cells):
                part = part_of(export, table, row, role, year=year)
                parts.setdefault(part, []).append(row)
        if not 2 <= len(parts) <= 20 or (year and "" in parts):
            raise NotHere("no parts")
        made = {
            f"{role} {number}": replace(table, rows=tuple(rows))
            for number, rows in enumerate(parts.values(), start=1)
        }
        # which of two copies of a deal is the later one is told by the file's own order
        if any(key_in_two(parts, table)):
            raise NotHere("a deal in two parts")
        apart = {"lines", "rows", "stages"}
        if how == "sheets":
            written = replace(file.writing, form="xlsx", suffix="")
            export = export.with_file(replace(file, sheets=made, writing=written))
            return export.promising(apart=apart)
        files = tuple(
            replace(file, name=f"list of {title}", sheets={"Sheet1": part})
            for title, part in made.items()
        )
        return replace(export, files=files, packed=how).promising(apart=apart)

    done.__module__ = __name__
    named(name, done)


def part_of(export: Export, table: Table, row: Row, role: str, *, year: bool) -> str:
    cell = table.cell(row, role).strip()
    if not year:
        return cell
    found = moment(cell, export.sample.dates)
    return str(found[0].year) if found else ""


def key_in_two(parts: dict[str, list[Row]], table: Table) -> list[str]:
    if "deal_id" not in table.roles:
        return []
    ids = [{table.cell(row, "deal_id") for row in rows} for rows in parts.values()]
    seen = Counter(one for part in ids for one in part)
    return [one for one, count in seen.items() if count > 1]


in_parts("a_sheet_for_each_owner", "owner", "sheets")
in_parts("a_file_for_each_owner", "owner", "")
in_parts("a_folder_of_owners", "owner", "folder")
in_parts("a_zip_of_owners", "owner", "zip")
in_parts("a_sheet_for_each_pipeline", "pipeline", "sheets")
in_parts("a_file_for_each_pipeline", "pipeline", "")
in_parts("a_sheet_for_each_year", "created_at", "sheets", year=True)
in_parts("a_folder_of_years", "created_at", "folder", year=True)


def in_pages(name: str, how: str) -> None:
    """The export was cut after so many rows, into two parts."""

    def done(export: Export, dice: Random) -> Export:
        file, table = one_file(export)
        if export.sample.grouped or table.above:
            raise NotHere("groups")
        half = len(table.rows) // 2
        parts = {"1": list(table.rows[:half]), "2": list(table.rows[half:])}
        if key_in_two(parts, table):
            raise NotHere("a deal in two parts")
        files = tuple(
            replace(
                file, name=f"Deals_00{number}", sheets={"Sheet1": replace(table, rows=tuple(rows))}
            )
            for number, rows in parts.items()
        )
        return replace(export, files=files, packed=how).promising(apart={"lines", "rows", "stages"})

    done.__module__ = __name__
    named(name, done)


in_pages("two_parts", "")
in_pages("two_parts_in_a_zip", "zip")


# -- one file twice --------------------------------------------------------------------------------


def the_same(name: str, how: str) -> None:
    """The same file under another name."""

    def done(export: Export, dice: Random) -> Export:
        file, _ = one_file(export)
        export = export.beside(replace(file, name=f"{file.name} (1)", kind="again"))
        return replace(export, packed=how).promising(apart={"rows", "lines", "added"})

    done.__module__ = __name__
    named(name, done)


the_same("the_file_twice", "")
the_same("the_file_twice_in_a_folder", "folder")
the_same("the_file_twice_in_a_zip", "zip")


@damage
def the_file_twice_once_as_a_workbook(export: Export, dice: Random) -> Export:
    file, _ = one_file(export)
    if file.writing.form == "xlsx":
        raise NotHere("is one")
    again = replace(file, name="copy", kind="again", writing=replace(file.writing, form="xlsx"))
    return export.beside(again).promising(apart={"rows", "lines", "added"})


@damage
def an_earlier_export_beside(export: Export, dice: Random) -> Export:
    """Two exports of one list: what was on the first day, and what is on the last."""
    file, table = one_file(export)
    truth = known(export.sample.name)
    if (
        "status" not in table.roles
        or "closed_at" not in table.roles
        or export.sample.name == "didar"
    ):
        raise NotHere("no status and closing")
    open_rows = [
        row
        for row in table.rows
        if truth.deals["outcome"].get(truth.keys["deals"].get(row.origin)) == "open"
    ]
    if not open_rows or not export.sample.dates:
        raise NotHere("nothing is open")
    word = table.cell(open_rows[0], "status")
    then = truth.pipe.as_of.normalize() - pd.Timedelta(days=120)
    rows = []
    for row in table.rows:
        key = truth.keys["deals"].get(row.origin)
        if key is None:
            continue
        deal = truth.deals.loc[key]
        if not deal["created_at"] < then:
            continue
        cells = list(row.cells)
        if not deal["closed_at"] < then and deal["outcome"] != "open":
            cells[table.place("status")] = word
            cells[table.place("closed_at")] = ""
            for role in ("lost_reason", "last_activity_at"):
                if role in table.roles:
                    cells[table.place(role)] = ""
        rows.append(replace(row, cells=tuple(cells)))
    before = replace(table, kind="again", rows=tuple(rows))
    first = replace(file, name=f"deals_{then:%Y-%m-%d}", kind="again", sheets={"Sheet1": before})
    last = replace(file, name="deals_2025-10-31")
    return replace(export, files=(first, last), packed="folder").promising(
        apart={"rows", "lines", "visits", "as_of", "stages", "in_stage"}
    )
