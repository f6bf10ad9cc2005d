"""One day that cannot be, and days that mean never."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from tests.damage.damage import hurting, named, some_rows
from tests.damage.moments import (
    closing,
    known_days,
    like,
    moment,
)
from tests.damage.promise import ANYTHING
from tests.damage.tables import Export, NotHere
from tests.damage.truth import known


def from_the_history(export: Export, field: str) -> dict[str, frozenset[str]]:
    """A day that a history knows may stand for one that cannot be read, when it is told."""
    if not known(export.sample.name).pipe.recorded:
        return {}
    return {name: frozenset({ANYTHING}) for name in (field, "stage")}


def typo(name: str, role: str, change_day: Callable[[datetime], datetime], field: str) -> None:
    """One day with a slip of a finger: unreadable everywhere, and nobody's last day."""

    def change(export: Export, dice: Random) -> Export:
        known_days(export)
        table = export.table()
        column = closing(table) if role == "closed_at" else role
        outcomes = ("won", "lost") if role == "closed_at" else ()
        rows = some_rows(export, dice, 1, outcomes=outcomes, filled=(column,))

        def slipped(cell: str) -> str:
            found = moment(cell, export.sample.dates)
            if not found:
                raise NotHere("no day there")
            return like(cell, export.sample.dates, change_day(found[0]))

        table = table.mapped(column, slipped, rows=rows)
        return export.with_table(table).promising(
            hurt=hurting(rows, field, "stage"),
            instead=from_the_history(export, field),
            columns={table.header(column)},
        )

    change.__module__ = __name__
    named(name, change)


typo(
    "closed_in_2204",
    "closed_at",
    lambda at: at.replace(day=min(at.day, 28), year=2204),
    "closed_at",
)
typo(
    "closed_in_0204", "closed_at", lambda at: at.replace(day=min(at.day, 28), year=204), "closed_at"
)
typo(
    "closed_in_2062",
    "closed_at",
    lambda at: at.replace(day=min(at.day, 28), year=2062),
    "closed_at",
)
typo(
    "created_in_2204",
    "created_at",
    lambda at: at.replace(day=min(at.day, 28), year=2204),
    "created_at",
)
typo(
    "created_in_1024",
    "created_at",
    lambda at: at.replace(day=min(at.day, 28), year=1024),
    "created_at",
)
typo(
    "expected_in_2204",
    "expected_close",
    lambda at: at.replace(day=min(at.day, 28), year=2204),
    "expected_close",
)
typo(
    "activity_in_2205",
    "last_activity_at",
    lambda at: at.replace(day=min(at.day, 28), year=2205),
    "last_activity_at",
)


def impossible(name: str, role: str, text: str, field: str) -> None:
    """One cell of a column of days that holds no day."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        column = closing(table) if role == "closed_at" else role
        rows = some_rows(export, dice, 1, outcomes=("won", "lost"), filled=(column,))
        table = table.mapped(column, lambda _: text, rows=rows)
        return export.with_table(table).promising(
            hurt=hurting(rows, field, "stage"), instead=from_the_history(export, field)
        )

    change.__module__ = __name__
    named(name, change)


impossible("closed_on_day_32", "closed_at", "2024-05-32", "closed_at")
impossible("created_on_30_february", "created_at", "2024-02-30", "created_at")
impossible("closed_soon", "closed_at", "end of the month", "closed_at")
impossible("created_unknown", "created_at", "???", "created_at")
impossible("closed_not_available", "closed_at", "#N/A", "closed_at")
impossible("created_not_available", "created_at", "#N/A", "created_at")
impossible("closed_a_line_of_signs", "closed_at", "########", "closed_at")


def never(name: str, at: datetime) -> None:
    """Open deals carry a day that means never, where others have none."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        column = closing(table)
        if column == "close_date" or not export.sample.dates:
            raise NotHere("open deals have a day there")
        cells = [table.cell(row, column) for row in table.rows if table.cell(row, column)]
        pattern = next((cell for cell in cells if moment(cell, export.sample.dates)), "")
        if not pattern:
            raise NotHere("no days")
        written = like(pattern, export.sample.dates, at)
        table = table.mapped(column, lambda cell: cell or written)
        return export.with_table(table).promising(columns={table.header(column)})

    change.__module__ = __name__
    named(name, change)


never("never_is_9999", datetime(9999, 12, 31))
never("never_is_3999", datetime(3999, 12, 31))
never("never_is_2999", datetime(2999, 12, 31))
