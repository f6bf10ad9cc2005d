"""Own columns of an export that some metric asks for, by what they are called in any language."""

from __future__ import annotations

from collections.abc import Iterable

from cycle_kit.metrics.frames import everyone
from cycle_kit.metrics.own_columns import plain
from cycle_kit.pipeline import Pipeline


def own_header(pipe: Pipeline, name: str, *, numbers: bool = False) -> str | None:
    """The column of deals that is called so, of numbers where only such a one will do."""
    there = everyone(pipe).collect_schema()
    return called(name, [one for one in there.names() if there[one].is_numeric() or not numbers])


def called(name: str, columns: Iterable[str]) -> str | None:
    """Which of these columns of deals is called so in the file."""
    there = {plain(column): column for column in columns}
    from cycle_kit.loading import asked_later  # here, as it brings all that loading needs

    header = asked_later.called(name, there)
    return None if header is None else there[header]
