"""Days and times as the samples write them, read back without the code that is tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from tests.damage.tables import Export, NotHere, Table

#: roles of columns that hold days
DAYS = (
    "created_at", "closed_at", "close_date", "won_at", "lost_at", "expected_close", "last_activity_at", "entered_at",
    "first_contact_at",
)  # fmt: skip
CLOSINGS = ("closed_at", "close_date", "won_at", "lost_at")
_WRITTEN = re.compile(
    r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})"
    r"(?:[ T](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([ap]m)?\s*(?:Z|\+00:00)?)?$",
    flags=re.I,
)


def moment(text: str, order: str) -> tuple[datetime, bool] | None:
    """The moment that a cell holds in this order of day, month and year, and whether it has a time."""
    found = _WRITTEN.match(text.strip())
    if not found or not order:
        return None
    parts = dict(zip(order, (int(found[1]), int(found[3]), int(found[4])), strict=True))
    hour, minute, second = (int(found[place] or 0) for place in (5, 6, 7))
    if found[8]:
        hour = hour % 12 + 12 * (found[8].lower() == "pm")
    try:
        stamp = datetime(parts["y"], parts["m"], parts["d"], hour, minute, second)
    except ValueError:
        return None
    return stamp, bool(found[5])


def closing(table: Table) -> str:
    """The role of the column that holds the days of closing, where it is one column."""
    for role in ("closed_at", "close_date"):
        if role in table.roles:
            return role
    raise NotHere("one column of closings")


def known_days(export: Export, kind: str = "deals") -> tuple[str, ...]:
    """The roles of days in a table, of an export whose days can be written anew."""
    if not export.sample.dates:
        raise NotHere("another calendar")
    return tuple(role for role in DAYS if role in export.table(kind).roles)


Style = Callable[[datetime, bool], str]


def rewritten(export: Export, style: Style, *, roles: tuple[str, ...] = DAYS) -> Export:
    """Every day of these roles in another style, in all tables."""
    done, order = False, export.sample.dates
    for file in export.files:
        if file.kind == "other":
            continue
        table = export.table(file.kind)
        for role in known_days(export, file.kind):
            if role in roles:
                table = table.mapped(role, lambda cell: restyled(cell, order, style))
                done = True
        # a workbook would make dates of them again, which is what the style is not about
        export = export.with_table(replace(table, typed=without_days(table)))
    if not done:
        raise NotHere("no days")
    return export


def without_days(table: Table) -> dict[str, str]:
    return {header: kind for header, kind in table.typed.items() if kind != "date"}


def restyled(cell: str, order: str, style: Style) -> str:
    found = moment(cell, order)
    return style(*found) if found else cell


def like(cell: str, order: str, stamp: datetime) -> str:
    """A moment written as this cell is."""
    found = _WRITTEN.match(cell.strip())
    assert found, "a cell with a day"
    parts = {"y": f"{stamp.year:04d}", "m": stamp.month, "d": stamp.day}
    pad = len(found[1]) == 2 or order == "ymd"
    day = found[2].join(
        f"{int(parts[p]):02d}" if pad and p != "y" else str(parts[p]) for p in order
    )
    return day + cell.strip()[found.end(4) :]
