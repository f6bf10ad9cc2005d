"""The records of a delimited text: counted in one pass, or read one by one where quotes are odd."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

#: no line is longer
_LONGEST_CELL = 10_000_000

_CHUNK = 1 << 17  # fits the processor's cache: three times faster than the whole file at once


@dataclass(frozen=True)
class Scan:
    """What one pass over the bytes finds out about the records, quotes respected."""

    ends: np.ndarray  # where each record ends
    cells: np.ndarray  # how many cells it has
    long: np.ndarray  # the places of the records that run over several lines
    open: bool  # a quote is never closed


def scan(data: bytes, sep: str) -> Scan:
    """Every record of UTF-8 `data` in one vectorised pass; `sep` is one ASCII character."""
    places, kinds, breaks, inside = [], [], [], False
    quoted = b'"' in data
    buffer = np.frombuffer(data, np.uint8)
    for start in range(0, len(buffer), _CHUNK):
        chunk = buffer[start : start + _CHUNK]
        lines = chunk == ord("\n")
        hits = (chunk == ord(sep)) | lines
        if quoted:
            within = np.logical_xor.accumulate(chunk == ord('"')) ^ inside
            inside = bool(within[-1])
            hits &= ~within
            breaks.append(np.flatnonzero(lines & within) + start)
        found = np.flatnonzero(hits)
        ends = chunk[found] == ord("\n")
        places.append(found[ends] + start)
        kinds.append(ends)
    ends, is_end = np.concatenate(places), np.concatenate(kinds)
    if not len(ends) or ends[-1] != len(data) - 1:  # no line break at the very end
        ends, is_end = np.append(ends, len(data)), np.append(is_end, True)
    long = np.unique(np.searchsorted(ends, np.concatenate([np.empty(0, np.int64), *breaks])))
    return Scan(ends, np.diff(np.flatnonzero(is_end), prepend=-1), long, inside)


def is_odd(data: bytes, found: Scan, sep: str, *, spaced: bool) -> bool:
    """True where a quote is left open, or a record over several lines breaks the rules of quotes:
    both are signs of a lone quote that swallows the records after it.
    """
    starts = np.concatenate([[0], found.ends[:-1] + 1])[found.long].tolist()
    ends = (found.ends[found.long] + 1).tolist()
    records = [data[start:end] for start, end in zip(starts, ends, strict=True)]
    text = b"".join(records).decode("utf-8", "replace")
    return found.open or not _has_records(text, len(records), sep, spaced=spaced)


@contextmanager
def _long_cells() -> Iterator[None]:
    """The csv module refuses cells of more than 128 kB, which notes may have; its limit is one for all."""
    before = csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _has_records(text: str, number: int, sep: str, *, spaced: bool) -> bool:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=sep, strict=True, skipinitialspace=spaced)
    try:
        with _long_cells():
            return sum(1 for _ in reader) == number
    except csv.Error:
        return False


def one_by_one(text: str, sep: str, *, spaced: bool) -> tuple[list[list[str]], list[int], bool]:
    """All records, the numbers of those whose quotes break the rules, and whether the last is cut off.

    A quote that is never closed, or is closed inside a cell, would swallow the records after it;
    such a line is read for itself, its quotes as they stand. If no record follows, the file was cut
    off inside that cell.
    """
    with _long_cells():
        return _one_by_one(list(io.StringIO(text, newline="")), sep, spaced=spaced)


def _one_by_one(
    lines: list[str], sep: str, *, spaced: bool
) -> tuple[list[list[str]], list[int], bool]:
    rows: list[list[str]] = []
    odd: list[int] = []
    at = 0
    while at < len(lines):
        later = map(lines.__getitem__, range(at, len(lines)))
        reader = csv.reader(later, delimiter=sep, strict=True, skipinitialspace=spaced)
        start = at
        try:
            for row in reader:
                rows.append(row)
                at = start + reader.line_num
        except csv.Error as error:
            if "end of data" in str(error) and _is_last(lines[at + 1 :], rows, sep):
                rows.append(next(csv.reader(lines[at:], delimiter=sep, skipinitialspace=spaced)))
                return rows, odd, True
            rows.append(_alone(lines[at], sep))
            odd.append(len(rows))
            at += 1
    return rows, odd, False


def _is_last(later: list[str], rows: list[list[str]], sep: str) -> bool:
    """Whether none of the later lines is a record, as all are shorter than the records before."""
    width = max(map(len, rows), default=0)
    return width > 1 and all(line.count(sep) < width // 2 for line in later)


def _alone(line: str, sep: str) -> list[str]:
    line = line.rstrip("\r\n")
    if line.count('"') % 2 == 0:
        try:
            return next(csv.reader([line], delimiter=sep), [])
        except csv.Error:  # a cell longer than the csv module reads
            pass
    return line.split(sep)
