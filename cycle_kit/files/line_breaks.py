"""The lines of a text: how many, how long the longest; what no export has is refused before it is read."""

import numpy as np

from cycle_kit.errors import FileError
from cycle_kit.files.archive import size_text

#: a record with the longest texts that CRMs keep is a hundred times shorter
_LONGEST = 10_000_000
_MOST_LINES = 20_000_000
_CHUNK = 1 << 20

#: how many lines are read one by one, which takes some microseconds for each
MOST_LINES_SLOWLY = 2_000_000


def check_lines(data: bytes, *, name: str) -> bytes:
    """The text with line breaks as they are now; old ones, carriage returns alone, are replaced.

    FileError: far more lines than an export has, or one far longer.
    """
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    number, longest, at = _measured(data)
    if number > _MOST_LINES:
        raise FileError(
            f'"{name}" has {number:,} lines; at most {_MOST_LINES:,} are read.',
            fix="Export the data in several smaller files, or pass a log of this size to from_events.",
        )
    if longest > _LONGEST:
        raise FileError(
            f'"{name}" has a line of {size_text(longest)}, which no export has.',
            there=f"It is line {at:,}.",
            fix="Export the data again: its line breaks may be lost.",
        )
    return data


def _measured(data: bytes) -> tuple[int, int, int]:
    """How many lines, the length of the longest, and its number from 1."""
    buffer = np.frombuffer(data, np.uint8)
    number, longest, at, start = 0, 0, 1, 0
    for chunk in range(0, len(buffer), _CHUNK):
        ends = np.flatnonzero(buffer[chunk : chunk + _CHUNK] == ord("\n")) + chunk
        if not len(ends):
            continue
        lengths = np.diff(ends, prepend=start)
        if lengths.max() > longest:
            longest, at = int(lengths.max()), number + int(lengths.argmax()) + 1
        number, start = number + len(ends), int(ends[-1]) + 1
    last = len(buffer) - start
    return number + (last > 0), max(longest, last), at if longest >= last else number + 1
