"""Amounts of which nothing says what they are in, beside a column that may: told, with the line that takes it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cycle_kit.errors import inside, one_or_more
from cycle_kit.loading.amounts import in_which_currency
from cycle_kit.loading.called import part_name
from cycle_kit.loading.columns import Source
from cycle_kit.loading.currency_headers import counted_currencies, show_currencies
from cycle_kit.loading.unused import unused_headers
from cycle_kit.values import money_unit

MOSTLY, FEWEST = 0.8, 2  # of the cells that are filled; how many are currencies


def remark_on_likely_currencies(tables: Sequence[Source], fields: pd.DataFrame) -> None:
    """Of each table with amounts, where no deal has a currency: the first column of which most cells are one; where
    some have, the tables that say nothing."""
    known = fields["currency"].dropna().unique() if "currency" in fields else []
    if len(known):
        remark_on_bare_tables(tables, known)
        return
    for source in tables:
        if not source.has("amount") or "currency" in source.match.given:
            continue
        for header in unused_headers(source.raw, source.match):
            filled, named = counted_currencies(source.raw.frame[header])
            if named >= max(FEWEST, MOSTLY * filled):
                remark(source, header, filled, named)
                break


def remark_on_bare_tables(tables: Sequence[Source], known: Sequence[str]) -> None:
    """Parts of one list of which nothing says what their amounts are in, beside others that say it."""
    for source in tables if len(tables) > 1 else ():
        if is_bare(source):
            beside = f", beside others in {known[0]}" if len(known) == 1 else ""
            source.remarks.add(
                "money",
                f'Nothing in "{part_name(source.raw)}" says what its amounts are in{beside}.',
                file=source.raw.file,
                effect=f"They count as if {in_which_currency(known)}.",
                fix="If that is not so, write the currency beside each amount and load again.",
            )


def is_bare(source: Source) -> bool:
    """Whether a table has amounts, and neither a column, a header, a cell nor a number format says what they are in."""
    if not source.has("amount") or source.has("currency"):
        return False
    header = source.match.columns["amount"]
    shown = bool(source.raw.symbols.get(header)) or show_currencies(source.raw.frame[header])
    return not money_unit(header).currency and not shown


def remark(source: Source, header: str, filled: int, named: int) -> None:
    source.remarks.add(
        "money",
        f'"{header}" is not used and may say what the amounts are in: {named} of its '
        + one_or_more(filled, "{n} filled cell is a currency.", "{n} filled cells are currencies."),
        file=source.raw.file,
        effect="All amounts are taken to be in one currency.",
        fix=f'If it does: columns={{"currency": "{inside(header)}"}}.',
    )
