"""Amounts of which nothing says what they are in, beside a column that may: told, with the line that takes it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.currency_headers import counted_currencies
from cycle_kit.loading.unused import unused_headers

MOSTLY, FEWEST = 0.8, 2  # of the cells that are filled; how many are currencies


def remark_on_likely_currencies(tables: Iterable[Source], fields: pd.DataFrame) -> None:
    """Of each table with amounts, where no deal has a currency: the first column of which most cells are one."""
    if "currency" in fields and fields["currency"].notna().any():
        return
    for source in tables:
        if not source.has("amount") or "currency" in source.match.given:
            continue
        for header in unused_headers(source.raw, source.match):
            filled, named = counted_currencies(source.raw.frame[header])
            if named >= max(FEWEST, MOSTLY * filled):
                remark(source, header, filled, named)
                break


def remark(source: Source, header: str, filled: int, named: int) -> None:
    source.remarks.add(
        "money",
        f'"{header}" is not used and may say what the amounts are in: {named} of its '
        + one_or_more(filled, "{n} filled cell is a currency.", "{n} filled cells are currencies."),
        file=source.raw.file,
        effect="All amounts are taken to be in one currency.",
        fix=f'If it does: columns={{"currency": "{header}"}}.',
    )
