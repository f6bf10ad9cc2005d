"""Where a record can be put among others, and what it holds."""

from __future__ import annotations

from random import Random

from tests.damage.tables import NotHere, Row, Table


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
