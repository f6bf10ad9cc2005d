"""Headers without what stands around all of them: quotes, brackets, stars, the name of a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.files import RawTable

MARKS = "*:↑↓ \t\u00a0\u200e\u200f\u202a\u202b\u202c"
PAIRS = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "[": "]", "(": ")", "{": "}", "<": ">"}
#: queries write a table's name in front of its columns: opportunity.amount
TABLE = re.compile(r"^\s*([\w ]+\.)(?=.)")


def with_plain_headers(raw: RawTable) -> RawTable:
    """The table with headers out of the quotes, brackets, stars and colons that stand around all of them,
    without the name of a table that stands in front of all of them, and with each letter and its accent as one."""
    raw = composed(raw)
    headers = list(raw.frame.columns)
    plain = without_table([unwrapped(header) for header in headers])
    changed = sum(a != b for a, b in zip(headers, plain, strict=True))
    if changed < max(2, len(headers) / 2) or len(set(plain)) < len(plain) or not all(plain):
        return raw
    return called(raw, plain)


def composed(raw: RawTable) -> RawTable:
    whole = [unicodedata.normalize("NFC", header) for header in raw.frame]
    same = whole == list(raw.frame) or len(set(whole)) < len(whole)
    return raw if same else called(raw, whole)


def called(raw: RawTable, plain: list[str]) -> RawTable:
    """The table with these headers."""
    names = dict(zip(raw.frame, plain, strict=True))
    return replace(
        raw,
        frame=raw.frame.set_axis(pd.Index(plain, dtype=str), axis=1),
        symbols={names[header]: said for header, said in raw.symbols.items()},
        merged={names[header]: lines for header, lines in raw.merged.items()},
    )


def unwrapped(header: str) -> str:
    """A header without marks at its ends, and out of quotes or brackets around the whole of it."""
    plain = header.strip(MARKS)
    while len(plain) > 2 and PAIRS.get(plain[0]) == plain[-1]:
        plain = plain[1:-1].strip(MARKS)
    return plain or header


def without_table(headers: Sequence[str]) -> list[str]:
    starts = {found[1] if (found := TABLE.match(header)) else "" for header in headers}
    if len(headers) < 3 or len(starts) > 1 or not all(starts):
        return list(headers)
    return [TABLE.sub("", header) for header in headers]
