"""A column of amounts for each currency, "Value EUR" and "Value USD", of which each deal has one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import NEARLY_ALL, has_amount, look_at
from cycle_kit.values import key, money_unit


def amounts_beside(source: Source) -> list[str]:
    """The headers that are called as that of our amount with another currency, and are filled where it and the others
    are not: beside each other they are one amount, converted."""
    if not source.match.dialect.by_hand or not source.has("amount") or source.has("currency"):
        return []
    own = source.match.columns["amount"]
    unit, used = money_unit(own), set(source.match.columns.values())
    if not unit.currency or source.has("converted"):
        return []
    texts = source.raw.frame
    found: list[str] = []
    filled = has_amount(texts[own])
    for header in texts:
        said = money_unit(header) if header not in used else unit
        if said.currency in ("", unit.currency) or key(said.bare) != key(unit.bare):
            continue
        more = has_amount(texts[header])
        if more.any() and look_at(texts[header]).numbers >= NEARLY_ALL:
            if (filled & more).any():
                return []
            found.append(header)
            filled |= more
    return found


def with_amounts_beside(source: Source, found: pd.DataFrame) -> pd.DataFrame:
    """The amounts with those in the columns of other currencies, each in its own."""
    for header in amounts_beside(source):
        columns = {**source.match.columns, "amount": header}
        unit = money_unit(header)
        there = replace(source, match=replace(source.match, columns=columns))
        amount, _shown = there.money("amount", factor=unit.factor, currency=unit.currency)
        rows = amount.notna() & amount.ne(0)
        found = found.assign(
            amount=amount.where(rows, found["amount"]),
            currency=found["currency"].mask(rows, unit.currency),
        )
        source.remarks.add(
            "money",
            f'"{header}" holds the amounts of '
            + one_or_more(rows.sum(), "{n} row", "{n} rows")
            + f' without one in "{source.match.columns["amount"]}".',
            file=source.raw.file,
            effect=f"They are amounts in {unit.currency}.",
        )
    return found
