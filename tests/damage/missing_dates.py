"""Days that are missing, or stand there and are not meant."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pandas as pd

from tests.damage.damage import damage, hurting, named, some_rows
from tests.damage.moments import (
    CLOSINGS,
    closing,
    known_days,
    like,
    moment,
)
from tests.damage.tables import Export, NotHere
from tests.damage.truth import known


@damage
def lost_deals_without_a_closing(export: Export, dice: Random) -> Export:
    """Only the won deals were dated."""
    table = export.table()
    if any(file.kind == "history" for file in export.files):
        raise NotHere("the history knows")
    truth = known(export.sample.name)
    if truth.pipe.recorded:
        raise NotHere("the history knows")
    keys = truth.keys["deals"]
    lost = {o for o, key in keys.items() if truth.deals.loc[key, "outcome"] in ("lost", "dropped")}
    columns = [role for role in CLOSINGS if role in table.roles]
    if not columns or not lost:
        raise NotHere("no closings")
    for role in columns:
        table = table.mapped(role, lambda _: "", rows=lost)

    def undated(deals: pd.DataFrame) -> pd.DataFrame:
        open_or_won = ~deals["outcome"].isin(["lost", "dropped"])
        return deals.assign(closed_at=deals["closed_at"].where(open_or_won))

    return export.with_table(table).promising(truth=undated, said=("clos",), apart={"as_of"})


def missing_creations(export: Export, rows: dict[int, str] | None) -> Export:
    table = export.table()
    if (
        any(file.kind == "history" for file in export.files)
        or known(export.sample.name).pipe.recorded
    ):
        raise NotHere("the history knows")
    table = table.mapped("created_at", lambda _: "", rows=rows)
    header = frozenset({table.header("created_at")})
    export = export.with_table(table)
    if rows is None:
        return export.promising(missing={"created_at"}, said=("creat", *header), apart={"as_of"})
    return export.promising(
        hurt=hurting(rows, "created_at"),
        columns=header,
        told_by=("date of creation",),
        said=("creat", *header),
    )


@damage
def all_creations_missing(export: Export, dice: Random) -> Export:
    """The column is there and empty: no cycle is known, and none is invented."""
    return missing_creations(export, None)


@damage
def some_creations_missing(export: Export, dice: Random) -> Export:
    return missing_creations(export, some_rows(export, dice, 3, filled=("created_at",)))


@damage
def planned_days_on_lost_deals(export: Export, dice: Random) -> Export:
    """Lost deals keep the day that was planned for them, months after all that happened; where no open deal has a
    date in that column, these are days of closing, and the day of the data moves with them."""
    table = export.table()
    known_days(export)
    column = closing(table)
    if any(file.kind == "history" for file in export.files):
        raise NotHere("the history knows")
    as_of = known(export.sample.name).pipe.as_of
    rows = some_rows(export, dice, 3, outcomes=("lost",), filled=(column,))
    planned = (as_of + pd.Timedelta(days=140)).normalize().to_pydatetime()

    def later(cell: str) -> str:
        if not moment(cell, export.sample.dates):
            raise NotHere("no day there")
        return like(cell, export.sample.dates, planned)

    table = table.mapped(column, later, rows=rows)
    found = moment(
        table.cell(next(r for r in table.rows if r.origin in rows), column), export.sample.dates
    )
    assert found
    return export.with_table(table).promising(
        hurt=hurting(rows, "closed_at"),
        instead={
            "closed_at": frozenset(
                pd.Timestamp(moment(table.cell(row, column), export.sample.dates)[0])
                for row in table.rows
                if row.origin in rows
            )
        },
        columns={table.header(column)},
        told_by=("more than a month after all",),
        apart={"as_of"},
    )


@damage
def created_after_it_was_closed(export: Export, dice: Random) -> Export:
    """A deal typed in a week after its win."""
    table = export.table()
    known_days(export)
    if (
        any(file.kind == "history" for file in export.files)
        or known(export.sample.name).pipe.recorded
    ):
        raise NotHere("the history knows")
    rows = some_rows(export, dice, 1, outcomes=("won",), filled=("created_at",))
    [(origin, key)] = rows.items()
    closed = known(export.sample.name).deals.loc[key, "closed_at"]
    if pd.isna(closed):
        raise NotHere("no closing")
    late = (closed + pd.Timedelta(days=7)).to_pydatetime()
    table = table.mapped(
        "created_at", lambda cell: like(cell, export.sample.dates, late), rows=rows
    )
    written = moment(table.cell(table.by_origin()[origin], "created_at"), export.sample.dates)
    if written is None:
        raise NotHere("no day there")

    def typed_late(deals: pd.DataFrame) -> pd.DataFrame:
        there = deals.index == key
        return deals.assign(created_at=deals["created_at"].mask(there, pd.Timestamp(written[0])))

    return export.with_table(table).promising(truth=typed_late, said=("before",))


def filled_with(name: str, text: str) -> None:
    """What a database writes where nothing is, in every blank cell."""

    def change(export: Export, dice: Random) -> Export:
        for file in export.files:
            table = export.table(file.kind)
            rows = tuple(
                replace(row, cells=tuple(cell or text for cell in row.cells))
                if any(cell for cell in row.cells)
                else row
                for row in table.rows
            )
            export = export.with_table(replace(table, rows=rows))
        if export.sample.grouped:
            raise NotHere("a blank cell means the one above")
        return export

    change.__module__ = __name__
    named(name, change)


filled_with("blanks_are_null", "NULL")
filled_with("blanks_are_none", "None")
filled_with("blanks_are_nan", "nan")


def no_closing_yet(name: str, text: str) -> None:
    """What stands for no day in the column of closings of open deals."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        column = closing(table)
        if column == "close_date":
            raise NotHere("open deals have a day there")
        whole = [row.origin for row in table.rows if table.is_whole(row)]
        return export.with_table(table.mapped(column, lambda cell: cell or text, rows=whole))

    change.__module__ = __name__
    named(name, change)


no_closing_yet("no_closing_is_a_dash", "-")
no_closing_yet("no_closing_is_zeroes", "0000-00-00 00:00:00")
no_closing_yet("no_closing_is_a_word", "n/a")
