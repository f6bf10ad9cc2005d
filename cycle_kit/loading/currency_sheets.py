"""Sheets or files of one list that are called by the currency of their amounts: "EUR" beside "USD"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cycle_kit.loading.called import part_name
from cycle_kit.loading.columns import Source
from cycle_kit.loading.currency_headers import is_currency, show_currencies
from cycle_kit.values import header_unit, money_unit

#: the column that says it
NAMED = "currency of the sheet or file"


def by_currency(tables: Sequence[Source]) -> list[Source]:
    """The parts with the currency that they are called by, where each of several is called by one and nothing in any
    says what its amounts are in; a sheet "EUR" beside "APAC" may well be a part of the world."""
    if len(tables) < 2 or not all(map(is_called, tables)):
        return list(tables)
    return [with_currency(source) for source in tables]


def is_called(source: Source) -> bool:
    """Whether a table with amounts is called by a currency, and nothing else tells what they are in."""
    name = part_name(source.raw)
    if not is_currency(name) or not header_unit(name).currency or not source.has("amount"):
        return False
    if source.has("currency") or "currency" in source.match.given:
        return False
    header = source.match.columns["amount"]
    shown = bool(source.raw.symbols.get(header)) or show_currencies(source.raw.frame[header])
    return not money_unit(header).currency and not shown


def with_currency(source: Source) -> Source:
    name = part_name(source.raw)
    currency = header_unit(name).currency
    source.remarks.add(
        "money",
        f'"{name}" is what the table is called, and nothing in it says what its amounts are in.',
        file=source.raw.file,
        effect=f"They are amounts in {currency}.",
        fix='If they are not: columns={"currency": ""}.',
    )
    raw = replace(source.raw, frame=source.raw.frame.assign(**{NAMED: currency}))
    match = replace(source.match, columns={**source.match.columns, "currency": NAMED})
    return replace(source, raw=raw, match=match)
