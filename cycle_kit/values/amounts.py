"""Columns of numbers: amounts, money and shares.

The column settles what a cell cannot: whether its comma or its dot is the decimal sign, and whether
a share of 20 means 20 %.
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.values.currencies import COMMA_OF_THREE, OF_THREE_DECIMALS
from cycle_kit.values.languages import DECIMAL_COMMA, primary
from cycle_kit.values.numerals import Numeral, Unread, see_number
from cycle_kit.values.parsed import Distinct, Parsed, counted, distinct
from cycle_kit.values.shapes import Cells, by_shape

SIGN_NAMES = {",": "comma", ".": "point"}


class _Column(NamedTuple):
    """One entry per distinct text."""

    texts: Distinct
    values: np.ndarray
    unreadable: np.ndarray
    unknown: np.ndarray  # of these the cells that say so
    percent: np.ndarray  # the cell carries a percent sign
    currency: np.ndarray
    shared: dict[str, int]  # currency names of several countries, with their cells
    taxed: dict[str, int]  # "net" and "gross", with the cells that say so
    said: np.ndarray  # why a cell with a number tells no amount, or ""
    remarks: tuple[str, ...]

    def parsed(self, index: pd.Index, name: object) -> Parsed:
        values = pd.Series(self.texts.spread(self.values, np.nan), index=index, name=name)
        unreadable, unknown = (
            self.texts.spread(mask, False) for mask in (self.unreadable, self.unknown)
        )
        said = self.texts.spread(self.said, "")
        told = {each: said == each for each in sorted({*self.said} - {""})}
        return Parsed(values, unreadable, self.remarks, unknown=unknown, said=told)


def read_numbers(texts: pd.Series, *, language: str | None = None) -> Parsed:
    """Read a column of numbers as floats.

    Either decimal sign, any group sign, digits of several scripts, minus before or after, or
    brackets, percent (a fraction comes back), currency and magnitude words, powers of ten. One
    comma or dot before three digits is settled by the other cells of the column, else by the
    language, else as English does; a remark says which.
    """
    return _numbers(texts, primary(language)).parsed(texts.index, texts.name)


def read_money(
    texts: pd.Series,
    *,
    language: str | None = None,
    factor: int = 1,
    currencies: Collection[str] = (),
) -> tuple[Parsed, pd.Series]:
    """Read a column of amounts; also the ISO currency each cell itself shows, "" for none.

    A name shared by several currencies gives no code, except ریال in Persian (IRR); toman is IRT.
    Where no cell tells, 1.500 and 1,500 are one thousand five hundred: prices have two decimals.
    `factor` is what the header says of all amounts (thousands); a cell that says "5k" itself is 5,000.
    `currencies`: those that a header or another column says the amounts are in.
    """
    column = _numbers(texts, primary(language), money=True, factor=factor, currencies=currencies)
    codes = pd.Series(
        column.texts.spread(column.currency, ""), index=texts.index, name=texts.name, dtype="str"
    )
    column = column._replace(remarks=(*column.remarks, *_shared_names(column), *_taxes(column)))
    return column.parsed(texts.index, texts.name), codes


def read_shares(texts: pd.Series, *, language: str | None = None) -> Parsed:
    """Read a column of shares as fractions 0-1: 20 %, 20 and 0.2 are 0.2.

    Numbers without a percent sign are all percentages or all fractions: percentages if at least
    as many cells are above 1 as lie between 0 and 1. What is then outside 0-1 is unreadable.
    """
    column = _numbers(texts, primary(language))
    plain = ~column.percent
    above = column.texts.cells(plain & (column.values > 1))
    between = column.texts.cells(plain & (column.values > 0) & (column.values < 1))
    percentages = above > 0 and above >= between
    values = np.where(plain & percentages, column.values / 100, column.values)
    outside = (values < 0) | (values > 1)
    column = column._replace(
        values=np.where(outside, np.nan, values),
        unreadable=column.unreadable | outside,
        remarks=column.remarks + _scale(above, between),
    )
    return column.parsed(texts.index, texts.name)


def _scale(above: int, between: int) -> tuple[str, ...]:
    if not above:
        return ()
    chosen = "percentages" if above >= between else "fractions of 1"
    against = f" ({counted(above, 'cell')} above 1, {between:,} between 0 and 1)" if between else ""
    return (f"numbers without a percent sign are {chosen}{against}",)


def _shared_names(column: _Column) -> list[str]:
    return [
        f'the name "{name}" belongs to several currencies: {counted(cells, "cell")} without a code'
        for name, cells in column.shared.items()
    ]


def _taxes(column: _Column) -> list[str]:
    """Net and gross amounts beside each other are different things under one name."""
    said = " and ".join(f"{counted(cells, 'cell')} {tax}" for tax, cells in column.taxed.items())
    return [f"of tax: {said}; amounts are taken as they stand"] if said else []


def _numbers(
    texts: pd.Series,
    language: str,
    *,
    money: bool = False,
    factor: int = 1,
    currencies: Collection[str] = (),
) -> _Column:
    texts = texts.infer_objects()
    if pd.api.types.is_numeric_dtype(texts) and not pd.api.types.is_bool_dtype(texts):
        column = _native(texts)
        return column._replace(values=column.values * factor)
    cells = distinct(texts)
    seen = list(by_shape(cells.texts, lambda shape: see_number(shape, language=language)))
    sign, remarks = _sign_of_thousandths(seen, cells, currencies or _of_open_cells(seen))
    if not sign:
        sign, remarks = _decimal_sign(seen, cells, language, money=money)
    column = _blank(cells)._replace(remarks=remarks)
    for numeral, members in seen:
        if isinstance(numeral, Unread):
            column.unreadable[members.rows] = not numeral.empty
            column.unknown[members.rows] = numeral.unknown
            column.said[members.rows] = numeral.said
        else:
            said = numeral if numeral.factor != 1 else numeral._replace(factor=factor)
            _fill(column, said, members, sign)
    return column


def _native(texts: pd.Series) -> _Column:
    """A column that is of numbers already, as in a frame given instead of a file."""
    codes, numbers = pd.factorize(texts.to_numpy(dtype=float, na_value=np.nan))
    finite = np.isfinite(numbers)
    counts = np.bincount(codes[codes >= 0], minlength=len(numbers))
    column = _blank(Distinct(codes, numbers.tolist(), counts))
    return column._replace(values=np.where(finite, numbers, np.nan), unreadable=~finite)


def _blank(cells: Distinct) -> _Column:
    many = len(cells.texts)
    return _Column(
        texts=cells,
        values=np.full(many, np.nan),
        unreadable=np.ones(many, dtype=bool),
        unknown=np.zeros(many, dtype=bool),
        percent=np.zeros(many, dtype=bool),
        currency=np.full(many, "", dtype=object),
        shared={},
        taxed={},
        said=np.full(many, "", dtype=object),
        remarks=(),
    )


def _fill(column: _Column, numeral: Numeral, members: Cells, sign: str) -> None:
    values = _values(numeral, members, sign)
    column.values[members.rows] = np.where(np.isfinite(values), values, np.nan)
    column.unreadable[members.rows] = ~np.isfinite(values)
    column.percent[members.rows] = numeral.percent
    column.currency[members.rows] = numeral.currency
    many = int(column.texts.counts[members.rows].sum())
    for counts, said in ((column.shared, numeral.shared), (column.taxed, numeral.tax)):
        if said:
            counts[said] = counts.get(said, 0) + many


def _values(numeral: Numeral, members: Cells, sign: str) -> np.ndarray:
    digits = members.number((0, numeral.whole + numeral.fraction))
    # no number is grouped as 0,500: that sign is a decimal sign in any column
    of_thousands = numeral.factor == 1 and numeral.currency not in OF_THREE_DECIMALS
    groups = numeral.open != sign if sign else of_thousands or numeral.open == ","
    grouped = bool(numeral.open) and groups and ~members.starts_with_nought()
    # one multiplication and one division: each rounds once, so 4.35 million is 4350000 exactly
    places = np.where(grouped, 0, numeral.fraction) + 2 * numeral.percent
    power = members.number(numeral.exponent) if numeral.exponent else 0.0
    shift = places + (power if numeral.tiny else -power)
    with np.errstate(over="ignore", invalid="ignore"):
        raised = digits * numeral.factor * np.power(10.0, np.maximum(-shift, 0))
        values = raised / np.power(10.0, np.maximum(shift, 0))
    return np.where(digits == 0, 0.0, -values if numeral.negative else values)


def _sign_of_thousandths(
    seen: list, cells: Distinct, currencies: Collection[str]
) -> tuple[str, tuple[str, ...]]:
    """The decimal sign of amounts in currencies of a thousand parts, 450.000, where no cell proves any; "" of others.

    A comma may group there, too: it is that sign where it is the country's own and all amounts have it.
    """
    if not currencies or not OF_THREE_DECIMALS.issuperset(currencies):
        return "", ()
    votes, open_ = _votes(seen, cells)
    if votes[","] != votes["."] or all(open_.values()) or not any(open_.values()):
        return "", ()
    sign = max(open_, key=lambda each: open_[each])
    every = all(numeral.open for numeral, _ in seen if not isinstance(numeral, Unread))
    if sign == "," and not (every and COMMA_OF_THREE.issuperset(currencies)):
        return "", ()
    names = " and ".join(sorted(currencies))
    why = f"as amounts in {names} have three decimals ({counted(open_[sign], 'cell')})"
    return sign, (f"decimal {SIGN_NAMES[sign]}, {why}",)


def _decimal_sign(
    seen: list, cells: Distinct, language: str, *, money: bool
) -> tuple[str, tuple[str, ...]]:
    """The column's decimal sign, "" where its money shows none; and how that was told."""
    votes, open_ = _votes(seen, cells)
    undecided = sum(open_.values())
    sign = "," if language in DECIMAL_COMMA else "."
    told = votes[","] != votes["."]
    if told:
        sign = max(votes, key=lambda sign: votes[sign])
    if not undecided and (sign == "." or not votes[","]):
        return sign, ()
    if told or not undecided:
        return sign, (f"decimal {SIGN_NAMES[sign]}",)
    if money and open_[sign]:
        return "", _told_by_currency(seen, cells)
    teller = f'the language "{language}"' if language else "English use"
    why = f"decided by {teller}, no other cell tells ({counted(undecided, 'cell')})"
    return sign, (f"decimal {SIGN_NAMES[sign]}, {why}",)


def _of_open_cells(seen: list) -> frozenset[str]:
    """The currencies that the cells themselves show whose sign could be read both ways, "" for none."""
    return frozenset(
        numeral.currency for numeral, _ in seen if isinstance(numeral, Numeral) and numeral.open
    )


def _told_by_currency(seen: list, cells: Distinct) -> tuple[str, ...]:
    """How the points are read where each cell's own currency tells: one of a thousand parts, or another."""
    kinds = [
        [each for each in seen if (getattr(each[0], "currency", "") in OF_THREE_DECIMALS) == three]
        for three in (False, True)
    ]
    grouped, parted = (sum(_votes(kind, cells)[1].values()) for kind in kinds)
    pairs = (
        (grouped, "thousands are grouped, as nobody writes amounts with three decimals"),
        (parted, "decimal point, as amounts in their currency have three decimals"),
    )
    return tuple(f"{what} ({counted(many, 'cell')})" for many, what in pairs if many)


def _votes(seen: list, cells: Distinct) -> tuple[dict[str, int], dict[str, int]]:
    """Cells that prove a decimal comma or point, and those with one that could be read both ways."""
    votes, open_ = {",": 0, ".": 0}, {",": 0, ".": 0}
    for numeral, members in seen:
        if isinstance(numeral, Unread):
            continue
        counts = cells.counts[members.rows]
        if numeral.sure:
            votes[numeral.sure] += int(counts.sum())
        elif numeral.open == "," and numeral.no_comma:
            votes[","] += int(counts.sum())
        elif numeral.open:
            nought = members.starts_with_nought()
            votes[numeral.open] += int(counts[nought].sum())
            open_[numeral.open] += int(counts[~nought].sum())
    return votes, open_
