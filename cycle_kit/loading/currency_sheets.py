"""Sheets or files of one list that are called by the currency of their amounts: "EUR" beside "USD"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cycle_kit.loading.called import part_name
from cycle_kit.loading.columns import Source
from cycle_kit.loading.currency_doubts import is_bare
from cycle_kit.loading.currency_headers import is_currency
from cycle_kit.values import header_unit

#: the column that says it
NAMED = "currency of the sheet or file"


def by_currency(tables: Sequence[Source]) -> list[Source]:
    """The parts with the currency that they are called by, where each of several is called by one and nothing in any
    says what its amounts are in; a sheet "EUR" beside "APAC" may well be a part of the world."""
    if len(tables) < 2 or not all(map(is_called, tables)):
        return list(tables)
    return [with_currency(source) for source in tables]


def is_called(source: Source) -> bool:
    """Whether a table is called by a currency, and nothing else tells what its amounts are in."""
    name = part_name(source.raw)
    called = is_currency(name) and header_unit(name).currency
    return bool(called) and "currency" not in source.match.given and is_bare(source)


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
