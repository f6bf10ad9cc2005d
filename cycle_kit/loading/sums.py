"""Rows of sums without a word that says so: they name no deal, no stage and no date, only figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.remarks import at_lines

FIGURES = {"amount", "converted", "probability"}


def without_sums(raw: RawTable, columns: Mapping[str, str]) -> RawTable:
    """`columns`: `{our name: header}`. A row is a sum if of all these only figures are filled."""
    figures = [header for name, header in columns.items() if name in FIGURES]
    others = [header for name, header in columns.items() if name not in FIGURES]
    if not figures or len(others) < 2:
        return raw
    empty = (raw.frame[others] == "").all(axis=1)
    sums = (empty & (raw.frame[figures] != "").any(axis=1)).to_numpy()
    if not sums.any():
        return raw
    kept = raw.frame[~sums].reset_index(drop=True)
    rows = one_or_more(sums.sum(), "{n} row", "{n} rows")
    sentence = f"{rows} of nothing but figures ({at_lines(raw.lines[sums])})"
    return replace(
        raw,
        frame=kept,
        lines=raw.lines[~sums],
        furniture=raw.furniture + int(sums.sum()),
        left_out=(*raw.left_out, sentence),
    )
