"""Records that a system keeps although they are deleted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cycle_kit.languages import DEALS, several_words
from cycle_kit.loading.columns import MOST_WORDS, Source
from cycle_kit.loading.evidence import NEARLY_ALL, look_at
from cycle_kit.loading.kept_rows import with_rows
from cycle_kit.remarks import at_lines
from cycle_kit.values import key


def without_deleted(source: Source) -> Source:
    """The table without records that the system keeps as deleted."""
    gone = np.zeros(len(source.raw.frame), dtype=bool)
    for header in source.match.deleted:
        gone |= marked_deleted(source, header)
    if source.has("status"):
        gone |= called_deleted(source)
    if not gone.any():
        return source
    raw = source.raw
    source.remarks.add(
        "deals",
        f"rows that are marked as deleted ({at_lines(raw.lines[gone])})",
        file=raw.file,
        fate="dropped",
        rows=gone.sum(),
        effect="They are no deals.",
    )
    return with_rows(source, ~gone)


def marked_deleted(source: Source, header: str) -> np.ndarray:
    """Of each row whether this column says that it is deleted, or when it was."""
    columns = {**source.match.columns, "is_deleted": header}
    marks = replace(source, match=replace(source.match, columns=columns))
    dated = look_at(marks.texts("is_deleted")).dates >= NEARLY_ALL
    told = marks.dates("is_deleted").notna() if dated else marks.booleans("is_deleted").eq(True)
    return told.fillna(False).to_numpy(dtype=bool)


#: what a status of nothing but a record in the bin is called
DELETED = frozenset(
    map(key, {word for said in DEALS.values() for word in said.get("is_deleted", "").split("|")})
) - {"", *map(key, several_words("deleted_or_cancelled"))}


def called_deleted(source: Source) -> np.ndarray:
    """Of each row whether its status says that it is deleted, unless the caller says what that word means."""
    texts = source.texts("status")
    deleted = [
        word
        for word in texts.unique()[:MOST_WORDS]
        if key(word) in DELETED and word not in source.reading.named
    ]
    return texts.isin(deleted).to_numpy(dtype=bool)
