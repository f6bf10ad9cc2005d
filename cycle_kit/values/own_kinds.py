"""Columns that an export has besides those we know: numbers, days, or names, as all their cells say."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cycle_kit.errors import ColumnError
from cycle_kit.values.amounts import read_numbers
from cycle_kit.values.blanks import blank_word, without_blank_words
from cycle_kit.values.dates import read_dates
from cycle_kit.values.shapes import by_shape
from cycle_kit.values.sights import Sight, see_date
from cycle_kit.values.signed_numbers import signed_numbers

_LOOKED_AT = 200
#: digits, grouped or not, and decimals; no currency, percent, plus, or word
_NUMBER = re.compile(
    r"[-\u2212]?(?!0\d)(?:\d{1,3}(?:[ .,'’٬\u00a0\u202f\u2009]\d{3})+|\d+)(?:[.,٫]\d+)?"
)
_PLAIN_NUMBER = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,12})?$"  # what most columns of numbers hold
_THOUSANDS = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"  # or decimals: no cell alone tells
_NOUGHTS = "0٠۰"
_MOST_DIGITS = 15  # more do not fit a number
_CODE = 9  # digits; where all cells have as many, they are telephones or keys


def own_kind(
    texts: pd.Series,
    language: str | None = None,
    *,
    order: str | None = None,
    style: str | None = None,
    like: str | None = None,
    zone: str | None = None,
) -> pd.Series:
    """A column as what all its filled cells are: numbers (Int64 or float64), datetime64[us], or text.

    Blank words are missing in all three. Percentages are fractions (15 % is 0.15), amounts of one currency
    numbers. Codes with noughts in front, telephones, more than 15 digits, amounts of several currencies, yes and
    no, and dates whose day and month nothing tells stay text, and so does a column of which one cell is something
    else.
    """
    if texts.dtype != "str" and texts.dtype != object:
        return texts
    texts = texts.astype("str")
    some = _some(texts)
    found = None
    if some and all(map(_is_number, some)):
        found = None if _are_codes(texts, some) else _as_numbers(texts, language)
    elif some and _look_like_dates(some):
        found = _as_dates(texts, language, order, style, like, zone)
    elif some and all(map(_has_digit, some)):
        found = signed_numbers(texts, some, language)
    return without_blank_words(texts) if found is None else found


def _some(texts: pd.Series) -> list[str]:
    """Filled cells from all over the column."""
    step = max(len(texts) // (4 * _LOOKED_AT), 1)
    for some in (texts.iloc[::step], texts.drop_duplicates()):
        found = [text for text in some.dropna() if text and not blank_word(text)]
        if found:
            return found[:_LOOKED_AT]
    return []


def _has_digit(text: str) -> bool:
    return any(map(str.isdecimal, text))


def _is_number(text: str) -> bool:
    written = text.strip()
    if len(written) > 1 and written[0] in _NOUGHTS and written[1].isdecimal():
        return False
    digits = sum(map(str.isdecimal, written))
    return digits <= _MOST_DIGITS and bool(_NUMBER.fullmatch(written))


def _look_like_dates(some: list[str]) -> bool:
    """Dates with a year of four digits or the name of a month; 1.10.24 may be the number of a release."""
    seen = [(sight, len(members.rows)) for sight, members in by_shape(some, see_date)]
    dates = sum(many for sight, many in seen if isinstance(sight, Sight) and _has_full_year(sight))
    return dates == len(some)


def _has_full_year(sight: Sight) -> bool:
    return bool(sight.month) or (sight.year_at >= 0 and sight.sign != "")


def _as_numbers(texts: pd.Series, language: str | None) -> pd.Series | None:
    """Numbers, or None where one cell is none after all, or where nothing tells their decimal sign."""
    written = pa.array(texts, pa.large_string())
    if isinstance(written, pa.ChunkedArray):
        written = written.combine_chunks()
    plain = pc.match_substring_regex(written, _PLAIN_NUMBER).fill_null(False)
    is_plain = plain.to_numpy(zero_copy_only=False)
    others = [text for text in texts[~is_plain].dropna().drop_duplicates() if not blank_word(text)]
    if not all(map(_is_number, others)):
        return None
    pointed = written.filter(pc.and_(plain, pc.match_substring(written, ".")))
    if others or (len(pointed) and pc.all(pc.match_substring_regex(pointed, _THOUSANDS)).as_py()):
        parsed = read_numbers(without_blank_words(texts), language=language)
        guessed = any("English use" in remark for remark in parsed.remarks)
        return None if parsed.unreadable.any() or guessed else _whole_or_not(parsed.values)
    numbers = pc.cast(pc.if_else(plain, written, None), pa.float64())
    values = pd.Series(numbers.to_numpy(zero_copy_only=False), index=texts.index, name=texts.name)
    return values if len(pointed) else values.astype("Int64")


def _whole_or_not(values: pd.Series) -> pd.Series:
    known = values.dropna()
    return values.astype("Int64") if (known == np.floor(known)).all() else values


def _are_codes(texts: pd.Series, some: list[str]) -> bool:
    """Whole numbers of as many digits each, as telephones and keys of other systems are."""
    counts = {sum(map(str.isdecimal, text)) for text in some}
    if (
        len(some) < 2
        or len(counts) > 1
        or min(counts) < _CODE
        or any(set(",.٫") & set(t) for t in some)
    ):
        return False
    digits = texts.str.count(r"\d")
    return bool(digits.isin([0, min(counts)]).all())


def _as_dates(
    texts: pd.Series,
    language: str | None,
    order: str | None,
    style: str | None,
    like: str | None,
    zone: str | None,
) -> pd.Series | None:
    """Days or moments, or None where one cell is none, or stands for none, or nothing tells the order."""
    try:
        parsed = read_dates(
            texts,
            column=str(texts.name),
            order=order,
            style=style,
            like=like,
            zone=zone,
            language=language,
        )
    except ColumnError:
        return None
    without = texts[parsed.values.isna()].dropna().drop_duplicates()
    return parsed.values if all(map(blank_word, without)) else None
