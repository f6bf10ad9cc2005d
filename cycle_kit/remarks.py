"""Notes while loading: one list that every step adds to, one row per thing that happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Remarks:
    """Collects the rows of `pipe.notes` for one load."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    #: {file: headers that a row says nothing is read from}
    unused: dict[str, list[str]] = field(default_factory=dict)
    read_late: set[str] = field(default_factory=set)  # headers that were taken from those rows

    def add(
        self,
        step: str,
        note: str,
        *,
        file: str = "",
        fate: str = "",
        rows: int = 0,
        effect: str = "",
        fix: str = "",
    ) -> None:
        row = {
            "file": file,
            "step": step,
            "note": note,
            "fate": fate,
            "rows": int(rows),
            "effect": effect,
            "fix": fix,
        }
        if fate or row not in self.rows:  # what is true of two readings of a table is said once
            self.rows.append(row)

    def counted(self, step: str, note: str, *, rows: int, **said: str) -> None:
        """Adds what became of so many rows, of none of them nothing."""
        if rows:
            self.add(step, note, rows=rows, **said)


def at_lines(lines: Iterable[int], *, most: int = 5) -> str:
    """Line numbers for a note: "lines 3, 17 and 4 more"."""
    lines = [int(line) for line in lines]
    shown = ", ".join(str(line) for line in lines[:most])
    more = f" and {len(lines) - most} more" if len(lines) > most else ""
    return f"line{'s' if len(lines) > 1 else ''} {shown}{more}"
