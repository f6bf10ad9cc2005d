"""Amounts in one currency: the export's own conversion, or the rates of the configuration."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from cycle_kit.loading.free_texts import names_and_others, names_only
from cycle_kit.remarks import Remarks


class Money(NamedTuple):
    """`several`: amounts are in several currencies, and nothing could convert them."""

    fields: pd.DataFrame
    currency: str
    rates: dict[str, float] | None
    several: bool = False


def with_value(
    fields: pd.DataFrame, remarks: Remarks, *, base: str = "", rates: dict[str, float] | None = None
) -> Money:
    """The deals with `value`, their amount in the base currency; that currency; the rates used.

    The rates are None where the export itself converted, or nothing could. Without a way to
    convert, `value` is empty everywhere: different moneys are never summed.
    """
    rates = dict(rates or {})
    if "amount" not in fields:
        return Money(fields, base, None)
    currency = fields.get("currency", pd.Series(None, index=fields.index, dtype="str"))
    of_amounts = currency[fields["amount"].notna()].dropna()
    names = sorted((currency.dropna() if of_amounts.empty else of_amounts).unique())
    converted = fields.get("converted")
    bases = sorted(set(fields.get("converted_currency", pd.Series(dtype="str")).dropna()) - {""})
    plain = fields.drop(columns=["converted", "converted_currency"], errors="ignore")
    if len(names) <= 1 and (not base or names in ([], [base])):
        only = base or (names[0] if names else "")
        return Money(plain.assign(value=plain["amount"]), only, {})
    if base:
        rates[base] = 1.0
        lacking = [name for name in names if name not in rates]
        if not lacking:
            rate = currency.map(rates).fillna(1.0)
            remarks.add(
                "money",
                f"Amounts in {', '.join(names)} were converted to {base} with the rates of cycle.toml.",
                effect="Sums of money depend on these rates.",
            )
            return Money(plain.assign(value=plain["amount"] * rate), base, rates)
    if converted is not None and len(bases) <= 1:
        remarks.add("money", "Sums of money use the export's own converted amounts.")
        return Money(plain.assign(value=converted), bases[0] if bases else base, None)
    remarks.add(
        "money",
        f"Amounts are in {len(names)} currencies ({told_names(names[:50])}) and there are no rates for all.",
        effect='Money is left empty, except split by="currency" or of deals in one; several are never summed.',
        fix="Write a cycle.toml beside the export, with what one of each is worth in place of 0: "
        f"{rates_to_write(currency, base, rates)}{mend_cells(names)}",
    )
    return Money(plain.assign(value=float("nan")), "", None, several=True)


def told_names(names: list[str]) -> str:
    """The currencies, and how many cells hold a remark in place of one."""
    return ", ".join(text.strip('"') for text in names_and_others(names))


def mend_cells(names: list[str]) -> str:
    """What to do with cells that hold a remark, of which there is no rate."""
    remarks = len(names) > len(names_only(names))
    return "; and write the currency into the cells that hold a longer text" if remarks else ""


def rates_to_write(currency: pd.Series, base: str, rates: dict[str, float]) -> str:
    """The line of cycle.toml with the rates that are known, and 0 for those that are lacking."""
    counts = currency.value_counts()
    base = base or next(iter(names_only(map(str, counts.index))), "")
    others = [name for name in names_only(map(str, counts.index[:50])) if name != base]
    pairs = ", ".join(f"{toml_key(name)} = {rates.get(name, 0):g}" for name in others)
    return f'currency = {{base = "{base}", rates = {{{pairs}}}}}'


def toml_key(name: str) -> str:
    """A name as a key of TOML, in quotes where it needs them."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else f'"{name}"'
