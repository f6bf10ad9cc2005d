"""Columns of one's own whose numbers carry a sign in the cell: "15 %", "$1,010.00", "1.010 €", "1010 zł"."""

import pandas as pd

from cycle_kit.values.amounts import read_money, read_numbers
from cycle_kit.values.blanks import blank_word, without_blank_words
from cycle_kit.values.numerals import Numeral, see_number
from cycle_kit.values.shapes import by_shape

_MOST_DIGITS = 15
#: codes of currencies that are words in front of a number: "Top 10", "All 5"
_WORDS = frozenset(("TOP", "ALL"))


def signed_numbers(texts: pd.Series, some: list[str], language: str | None) -> pd.Series | None:
    """The numbers of a column all of whose cells carry one sign: shares as fractions, 15 % is 0.15, and amounts of
    one currency. None where `some` of its cells, or any, are something else.

    A nought needs no sign. Beside a sign of a currency plain numbers are amounts; beside percentages they could be
    either. Thousands and millions in words, and net or gross, stay the text that they are.
    """
    seen = _seen(some)
    if seen is None:
        return None
    kinds = {_kind(numeral, noughts) for numeral, noughts in seen} - {"nought"}
    shares = kinds == {"%"}
    money = len(kinds - {""}) == 1 and not kinds & {"%", "other"}
    if not shares and not money:
        return None
    others = texts.dropna().drop_duplicates()
    others = [text for text in others if not blank_word(text)]
    if len(others) > len(some):
        return signed_numbers(texts, others, language)
    filled = without_blank_words(texts)
    if shares:
        parsed = read_numbers(filled, language=language)
        guessed = any("English use" in remark for remark in parsed.remarks)
        return None if guessed or parsed.unreadable.any() else parsed.values
    parsed, _ = read_money(filled, language=language)
    return None if parsed.unreadable.any() else parsed.values


def _seen(some: list[str]) -> list[tuple[Numeral, bool]] | None:
    """Every shape of number among these cells, and whether it is of nothing but noughts; None where one is none."""
    found, read = [], 0
    for numeral, members in by_shape(some, see_number):
        if not isinstance(numeral, Numeral):
            return None
        digits = members.digits
        if digits.shape[1] > _MOST_DIGITS:
            return None
        found.append((numeral, not digits.any()))
        read += len(members.rows)
    return found if read == len(some) else None


def _kind(numeral: Numeral, noughts: bool) -> str:
    """The sign of a shape: "%", a currency, "" for none, "nought" where none is needed, "other" for more."""
    currency = numeral.currency or numeral.shared
    worded = numeral.factor != 1 or numeral.exponent or numeral.tax or currency in _WORDS
    if worded or (numeral.percent and currency):
        return "other"
    if numeral.percent:
        return "%"
    return currency or ("nought" if noughts else "")
