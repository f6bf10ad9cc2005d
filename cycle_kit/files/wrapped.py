"""Lines that stand in quotes as a whole: spreadsheet programs write them so where all was in one column."""

import csv
import re
from collections import Counter
from collections.abc import Iterable

from cycle_kit.files.grid import in_lines
from cycle_kit.files.separator import choose

#: a line that is one text in quotes, and separators of empty cells behind it
_WHOLE = re.compile(rb'(?m)^"((?:[^"\n]++|"")*+)"[;,\t|]*+[ \r]*$')
_AROUND = re.compile(rb'"(.*)"[;,\t|]*+[ \r]*')
_SAMPLE = 300  # lines
_FEWEST = 4  # cells of a line in quotes, where others are in none


def unwrapped(body: bytes, *, sep: str = "") -> tuple[bytes, tuple[str, ...]]:
    """The text with the lines within such quotes, and a remark on these; `sep`: the separator, if it is known."""
    if not _WHOLE.search(body):
        return body, ()
    lines = body.split(b"\n")
    filled = [place for place, line in enumerate(lines) if line.strip()]
    within = {place: _within(lines[place]) for place in filled}
    some = [within[place] or lines[place] for place in filled[:_SAMPLE]]
    sep = sep or choose(b"\n".join(some).decode("utf-8", "replace"))
    if not sep:
        return body, ()
    usual = Counter(_cells(line, sep) for line in some).most_common(1)[0][0]
    every = all(line is not None for line in within.values())
    found = {
        place: line
        for place in filled
        if (line := within[place] if every else _row(lines[place], within, place, sep, usual))
        is not None
    }
    if not found or usual < 2:
        return body, ()
    for place, line in found.items():
        lines[place] = line
    return b"\n".join(lines), (_told(found, every=every),)


def _row(
    line: bytes, within: dict[int, bytes | None], place: int, sep: str, usual: int
) -> bytes | None:
    """What is within the quotes around a line, where that is a row as the others are and the line is none."""
    inner = within[place]
    first = next(iter(within.values()))
    if inner is None and first is not None and _breaks_rules(line, sep):
        inner = _bare(line)  # the quotes within it were not doubled
    if inner is None or usual < _FEWEST or inner.startswith(sep.encode()):
        return None
    return inner if _cells(inner, sep) == usual else None


def _within(line: bytes) -> bytes | None:
    found = _WHOLE.fullmatch(line)
    return found[1].replace(b'""', b'"') if found else None


def _bare(line: bytes) -> bytes | None:
    found = _AROUND.fullmatch(line)
    return found[1] if found else None


def _breaks_rules(line: bytes, sep: str) -> bool:
    """Whether a quote within a line ends no cell."""
    try:
        next(
            csv.reader([line.decode("utf-8", "replace").rstrip("\r")], delimiter=sep, strict=True),
            [],
        )
    except csv.Error:
        return True
    return False


def _cells(line: bytes, sep: str) -> int:
    """How many cells a line has for itself."""
    return len(next(csv.reader([line.decode("utf-8", "replace").rstrip("\r")], delimiter=sep), []))


def _told(places: Iterable[int], *, every: bool) -> str:
    if every:
        return "Every line stands in quotes as a whole: the lines within them were read."
    lines = [place + 1 for place in places]
    what = "1 line stands" if len(lines) == 1 else f"{len(lines):,} lines stand"
    return (
        f"{what} in quotes as a whole ({in_lines(lines)}): what is within them was read as a row."
    )
