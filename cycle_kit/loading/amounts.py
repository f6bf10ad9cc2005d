"""Amounts as deals have them: read, out of cents where they are in cents, apart where they recur."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.languages import several_words
from cycle_kit.loading.amounts_beside import with_amounts_beside
from cycle_kit.loading.amounts_weighted import without_weighted
from cycle_kit.loading.columns import Source
from cycle_kit.loading.currencies_shown import remark_on_contradictions
from cycle_kit.loading.free_texts import names_only
from cycle_kit.loading.matching import Headers
from cycle_kit.remarks import at_lines
from cycle_kit.values import HeaderUnit, key, money_unit, read_money
from cycle_kit.values.currencies import OF_THREE_DECIMALS, PERCENT_WORDS

#: what amounts in hundredths are called, and shares that are called alike
MINOR = frozenset(map(key, several_words("minor_units")))
SHARES = frozenset(map(key, PERCENT_WORDS))
ONCE = {"", "onetime", "once"}
WORDS_BEHIND = re.compile(r"(?<=\d)\s+[a-z][a-z /_-]*$")  # "$500 monthly"


def amounts(source: Source) -> pd.DataFrame:
    """`amount` and `currency` as written, and `converted` where the export converts by itself."""
    found = pd.DataFrame(index=source.raw.frame.index)
    source = with_what_stands_for_amounts(source)
    if source.has("currency"):
        found["currency"] = currencies(source)
    if source.has("amount"):
        unit = money_unit(source.match.columns["amount"])
        amount, seen = source.money(
            "amount", factor=unit.factor, currency=unit.currency or found.get("currency", "")
        )
        remark_on_contradictions(source, amount, seen, found)
        remark_on_units(source, amount, unit)
        amount = without_weighted(source, amount)
        found["amount"] = out_of_cents(source, out_of_minor_units(source, amount, found, unit))
        if not source.has("currency"):
            seen = seen if unit.currency else with_formats(source, seen, amount)
            if (seen != "").any() or unit.currency:
                found["currency"] = seen.where(seen != "", unit.currency or None)
                found = with_amounts_beside(source, found)
        if source.has("amount_period"):
            found = by_period(source, found)
        remark_on_bare(source, found)
    if source.has("converted"):
        found["converted"], seen = source.money("converted")
        named = source.has("converted_currency")
        found["converted_currency"] = source.words("converted_currency") if named else seen
    return found


def with_what_stands_for_amounts(source: Source) -> Source:
    """The table with what won deals were worth, or the converted amounts, as its amounts, where it has no others.

    Converted amounts are in one currency: a column of the currencies they came from is not theirs.
    """
    columns = dict(source.match.columns)
    if source.has("amount") or not {"won_amount", "converted"} & {*columns}:
        return source
    if "won_amount" in columns:
        columns["amount"] = columns["won_amount"]
    else:
        columns["amount"] = columns.pop("converted")
        own = columns.pop("converted_currency", "")
        if own:
            columns["currency"] = own
        elif source.has("currency") and len(source.words("currency").dropna().unique()) > 1:
            told_apart_from_currencies(source, columns.pop("currency"))
    return replace(source, match=replace(source.match, columns=columns))


def told_apart_from_currencies(source: Source, header: str) -> None:
    converted = source.match.columns["converted"]
    source.remarks.add(
        "money",
        f'"{converted}" holds amounts in one currency, and "{header}" names those they were converted from.',
        file=source.raw.file,
        effect=f'Amounts are read from "{converted}"; which currency it is in is not known.',
    )


def with_formats(source: Source, seen: pd.Series, amount: pd.Series) -> pd.Series:
    """The currency that each cell shows, or that its number format in the workbook shows beside it."""
    header, lines = source.match.columns["amount"], source.raw.lines
    found = seen
    for symbol, where in source.raw.symbols.get(header, {}).items():
        code = read_money(pd.Series([f"1 {symbol}"]), language=source.language)[1].iloc[0]
        shown = np.isin(lines, where) & amount.notna().to_numpy() & (found == "").to_numpy()
        found = found.mask(shown, code)
    if not found.equals(seen):
        source.remarks.add(
            "money",
            f'The currency of "{header}" stands in the number format of its cells.',
            file=source.raw.file,
            effect="It is read as if it were typed beside the amounts.",
        )
    return found


def remark_on_bare(source: Source, found: pd.DataFrame) -> None:
    """Amounts without a currency beside others that have one."""
    if "currency" not in found:
        return
    header = source.match.columns["currency" if source.has("currency") else "amount"]
    amount, currency = found["amount"].fillna(0.0), found["currency"].replace("", None)
    names = currency[amount != 0].dropna().unique()
    bare = ((amount != 0) & currency.isna()).to_numpy()
    if not bare.any() or not len(names):
        return
    told = one_or_more(
        bare.sum(), '{n} amount in "{h}" has no currency', '{n} amounts in "{h}" have no currency'
    ).replace("{h}", header)
    beside = f", beside others in {names_only(names)[0]}" if len(names_only(names)) == 1 else ""
    alone = "It counts" if bare.sum() == 1 else "They count"
    alike = in_which_currency(names)
    if source.match.dialect.table == "lines":
        alike = "in the currency of the deal"
    source.remarks.add(
        "money",
        f"{told}{beside} ({at_lines(source.raw.lines[bare])}).",
        file=source.raw.file,
        effect=f"{alone} as if {alike}.",
        fix="If that is not so, write the currency beside each amount and load again.",
    )


def in_which_currency(names: Collection[str]) -> str:
    """How amounts without a currency count beside others in these."""
    return (
        "in the same currency"
        if len(names) == 1
        else "in the base currency, where others are converted"
    )


def currencies(source: Source) -> pd.Series:
    """The column of currencies, by their codes where they are named in words: "Euro" is EUR."""
    words = source.words("currency")
    names = words.dropna().drop_duplicates()
    codes = read_money("1 " + names, language=source.language)[1]
    known = dict(zip(names, codes.where(codes != "", names), strict=True))
    return words.map(known).astype("str")


def remark_on_units(source: Source, amount: pd.Series, unit: HeaderUnit) -> None:
    """Amounts that the header says are in thousands or millions are read in full."""
    if unit.factor == 1 or not amount.notna().any():
        return
    source.remarks.add(
        "money",
        f'"{source.match.columns["amount"]}" is in units of {unit.factor:,}, as its header says.',
        file=source.raw.file,
        effect=f"Amounts are multiplied by {unit.factor:,}.",
    )


def out_of_cents(source: Source, amount: pd.Series) -> pd.Series:
    """Amounts divided by 100 where a column that shows them formatted says that they are in cents."""
    columns = source.match.dialect.formatted_amount
    if not columns or not amount.gt(0).any():
        return amount
    header = Headers(source.raw.frame).called(columns)
    ratio = pd.Series(np.nan, index=amount.index)
    if header is not None:
        texts = source.raw.frame[header].str.replace(WORDS_BEHIND, "", regex=True)
        ratio = amount / read_money(texts, language=source.language)[0].values.replace(0, np.nan)
    cents, units = near(ratio, 100).sum(), near(ratio, 1).sum()
    name, file = source.match.columns["amount"], source.raw.file
    if cents and not units:
        source.remarks.add(
            "money",
            f'"{name}" is in cents: "{header}" says a hundredth of it in '
            + one_or_more(cents, "{n} row.", "{n} rows."),
            file=file,
            effect="Amounts are divided by 100.",
        )
        return amount / 100
    if not units or cents:
        source.remarks.add(
            "money",
            f'"{name}" may be in cents: no column of formatted amounts tells.'
            if not cents
            else f'"{name}" is in cents in '
            + one_or_more(cents, "{n} row", "{n} rows")
            + f' and not in {units}, as "{header}" has it.',
            file=file,
            effect="Amounts are taken as they are written.",
            fix=f'Export the column "{columns[0]}" too, and look at some deals.',
        )
    return amount


def out_of_minor_units(
    source: Source, amount: pd.Series, found: pd.DataFrame, unit: HeaderUnit
) -> pd.Series:
    """Amounts in units, where the header says that they are in cents, as whole numbers are: "amount_cents"."""
    header = source.match.columns["amount"]
    known = amount.dropna()
    cents = not source.match.dialect.formatted_amount and in_minor_units(header)
    if not cents or known.empty or (known % 1 != 0).any():
        return amount
    said = found["currency"] if "currency" in found else pd.Series(unit.currency, amount.index)
    three = said.isin(list(OF_THREE_DECIMALS))
    parts = three.map({True: 1000, False: 100})
    source.remarks.add(
        "money",
        f'"{header}" is in the smallest unit of its currency, as its header says.',
        file=source.raw.file,
        effect=f"Amounts are divided by {' or '.join(f'{each:,}' for each in sorted(set(parts)))}.",
    )
    return amount / parts


def in_minor_units(header: str) -> bool:
    """Whether a header says of amounts that they are in hundredths: "amount_cents", and not "per cent"."""
    words = [word for word in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", header) if word]
    said = [key(word) for word in words]
    pairs = {"".join(pair) for pair in pairwise(said)}
    return bool(MINOR & {*said, *pairs}) and not pairs & SHARES


def near(ratio: pd.Series, factor: int) -> pd.Series:
    """Formatted amounts may be rounded to whole units."""
    return (ratio / factor - 1).abs() < 0.02


def by_period(source: Source, found: pd.DataFrame) -> pd.DataFrame:
    """Where some amounts are paid once and others every month or year, these are moneys of their own.

    "EUR monthly" is another currency than "EUR": never summed, unless the configuration has its rate.
    """
    period = source.words("amount_period").fillna("")
    names = sorted(set(period[found["amount"].notna()]) - {""})
    recurring = [name for name in names if key(name) not in ONCE]
    if not recurring:
        return found
    header, file = source.match.columns["amount_period"], source.raw.file
    if len(names) == 1:
        source.remarks.add("money", f'All amounts are "{names[0]}", as "{header}" says.', file=file)
        return found
    currency = found.get("currency", pd.Series(None, index=found.index, dtype="str")).fillna("")
    apart = (currency + " " + period).str.strip()
    apart = apart.where(period.isin(recurring), currency)
    example = apart[period.isin(recurring)].iloc[0]
    source.remarks.add(
        "money",
        one_or_more(
            period.isin(recurring).sum(),
            "{n} amount is not paid once:",
            "{n} amounts are not paid once:",
        )
        + f' "{header}" says {", ".join(recurring)}.',
        file=file,
        effect=f'They are in currencies of their own, as "{example}", and are never summed with the others.',
        fix=f'To count such an amount twelve times, write "{example}" = 12 under [currency.rates] '
        "in cycle.toml, times the rate of its currency.",
    )
    return found.assign(currency=apart.where(apart != ""))
