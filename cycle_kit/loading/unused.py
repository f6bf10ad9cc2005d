"""Columns that nothing was taken for: named, so that what was missed can be seen."""

from __future__ import annotations

from collections.abc import Collection

from cycle_kit.dialects.dialect import MOVE_HEADERS, FieldLog
from cycle_kit.errors import listed
from cycle_kit.files import RawTable
from cycle_kit.loading.asked_later import asked_later
from cycle_kit.loading.changes import OF_ROWS
from cycle_kit.loading.columns import Source
from cycle_kit.loading.marked_steps import FURTHEST, marked_steps
from cycle_kit.loading.match import Match
from cycle_kit.loading.moves import of_history

MOST = 30


def unused_headers(raw: RawTable, match: Match) -> list[str]:
    """The headers that stand for no column of ours and for no date of entry into a stage."""
    used = [header for name, header in match.columns.items() if is_read(name, match)]
    taken = {*used, *match.called, *match.deleted, match.day, *of_history(raw.frame, match)}
    if match.columns.get("stage") == FURTHEST:
        taken.update(marked_steps(raw.frame, taken))
    return [header for header in raw.frame if header not in taken]


def is_read(name: str, match: Match) -> bool:
    """Whether a column of ours is read in such a table; a log of changes tells fields in its rows, not in columns."""
    if match.dialect.table != "history" or name in (*MOVE_HEADERS, "status"):
        return True
    of_fields = isinstance(match.dialect.history, FieldLog)
    return not of_fields and name in (*OF_ROWS, "close_date")


def remark_on_unused_columns(source: Source, taken: Collection[str]) -> None:
    """Notes on columns that nothing was taken for, and on those of them that a metric asks for all the same.

    `taken`: columns of product lines.
    """
    raw, match, remarks = source.raw, source.match, source.remarks
    headers = [header for header in unused_headers(raw, match) if header not in taken]
    of_deals = match.dialect.table == "deals"
    asked = asked_later(raw.frame, headers, source.language) if of_deals else {}
    for header, metric in asked.items():
        remarks.add(
            "values",
            f'"{header}" is kept under its own name, and {metric} reads it.',
            file=raw.file,
        )
    if headers := [header for header in headers if header not in asked]:
        remarks.unused[raw.file] = headers
        remarks.add(
            "columns",
            told_unused(headers),
            file=raw.file,
            effect="They are kept under their own names."
            if of_deals
            else "Nothing is read from them.",
        )


def told_unused(headers: Collection[str]) -> str:
    return f"Columns that are not used: {listed(headers, most=MOST)}."


def read_after_all(source: Source, header: str) -> None:
    """Takes a column from the note on those that are not used: how deals ended is known later than that."""
    remarks, file = source.remarks, source.raw.file
    headers = remarks.unused.get(file, [])
    left = [other for other in headers if other != header]
    said = [r for r in remarks.rows if (r["file"], r["note"]) == (file, told_unused(headers))]
    for row in said:
        if left:
            row["note"] = told_unused(left)
        else:
            remarks.rows.remove(row)
    remarks.unused[file] = left
    remarks.read_late.add(header)
