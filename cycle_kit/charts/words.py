"""Numbers, days, shares, money and dates as words, and the one door every shown sentence passes.

`say` and `many` are that door: sentences stay whole, with named places for the values, so that
a catalog can translate them. Missing values are an en dash. A space inside a figure never breaks.
"""

import html
import textwrap
import unicodedata
from typing import Any

import pandas as pd

MISSING = "–"
MINUS = "\u2212"
GAP = "\N{NO-BREAK SPACE}"
SHORT_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
MAGNITUDES = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
HOVER = 36  # letters in a line of a hover text
FEW = 10  # below this many deals a figure is shown, but with the words "too few to judge"


def _(text: str) -> str:
    """The shown form of an English sentence; the place where a catalog will come in."""
    return text


def say(text: str, **values: object) -> str:
    """One whole sentence with its values filled in."""
    return _(text).format(**values)


def many(count: float, one: str, more: str, **values: object) -> str:
    """A sentence about a count, which it names `{n}`, in its singular or plural form."""
    shown = number(count)
    return say(one if shown == number(1) else more, n=shown, **values)


def deals(count: float) -> str:
    """A count of deals: "1 deal", "1,240 deals"."""
    return many(count, "{n} deal", "{n} deals")


def absent(value: Any) -> bool:
    """True for None, NaN, NaT and empty text."""
    if isinstance(value, (str, float)):  # by far the most, and quicker so
        return bool(value == "" or value != value)
    return value is None or bool(pd.isna(value))


def number(value: float) -> str:
    """A count in full: "1,240"."""
    return MISSING if absent(value) else signed(trimmed(value, 0))


def days(value: float) -> str:
    """A length of time: "19 d", one decimal below ten days: "6.4 d"."""
    return MISSING if absent(value) else say("{n}" + GAP + "d", n=plain_days(value))


def full_days(value: float) -> str:
    """The same with the word written out: "19 days"."""
    if absent(value):
        return MISSING
    shown = plain_days(value)
    return say("{n} day" if shown == "1" else "{n} days", n=shown)


def plain_days(value: float) -> str:
    return signed(trimmed(value, 0 if abs(value) >= 9.95 else 1))


def share(value: float) -> str:
    """A share of one: "71 %", one decimal below ten per cent: "4.2 %"."""
    if absent(value):
        return MISSING
    percent = value * 100
    return signed(trimmed(percent, 0 if abs(percent) >= 9.95 else 1)) + GAP + "%"


def between(low: float, high: float) -> str:
    """Two shares as a range: "44–61 %"."""
    return share(low).removesuffix(GAP + "%") + "–" + share(high)


def points(value: float) -> str:
    """A difference of shares: "+4 pt"."""
    if absent(value):
        return MISSING
    percent = value * 100
    return plus(trimmed(percent, 0 if abs(percent) >= 9.95 else 1)) + GAP + _("pt")


def relative(value: float) -> str:
    """A relative change with its sign: "+9 %"."""
    return MISSING if absent(value) else plus(share(value))


def money(value: float, currency: str = "") -> str:
    """An amount in short: "€412 k", "€13.7 k", "412 k PLN"."""
    if absent(value):
        return MISSING
    size, unit = next((m for m in MAGNITUDES if round(abs(value)) >= m[0]), (1, ""))
    shown = trimmed(value / size, 1 if unit and abs(value) / size < 99.95 else 0)
    return with_currency(shown + (GAP + unit if unit else ""), currency)


def money_between(low: float, high: float, currency: str = "") -> str:
    """A range of amounts, no finer than it is sure: "€11–23 k"; each end whole where units differ: "€350 – €24 k"."""
    if absent(low) or absent(high):
        return MISSING
    low, high = (float(f"{value:.1e}") for value in (low, high))
    ends = [money(value) for value in (low, high)]
    (first, _gap, unit), (_last, _gap, other) = (end.partition(GAP) for end in ends)
    if low >= 0 and (unit == other or low == 0):  # nothing is nothing in any unit
        return with_currency(f"{first}–{ends[1]}", currency)
    return f"{money(low, currency)}{GAP}–{GAP}{money(high, currency)}"


def full_money(value: float, currency: str = "") -> str:
    """An amount in full: "€412,345"."""
    return MISSING if absent(value) else with_currency(trimmed(value, 0), currency)


def with_currency(shown: str, currency: str) -> str:
    symbol = SYMBOLS.get(currency, "")
    if symbol:
        return signed(shown[0] + symbol + shown[1:] if shown.startswith("-") else symbol + shown)
    return signed(shown + GAP + currency if currency else shown)


def date(value: pd.Timestamp) -> str:
    """A day: "31 Oct 2025"."""
    if absent(value):
        return MISSING
    return say("{day} {month} {year}", day=value.day, month=month_name(value), year=value.year)


def period(value: Any) -> str:
    """A period by its first day or by its own name: "Oct 2025", "2025Q3"."""
    if isinstance(value, pd.Timestamp):
        return say("{month} {year}", month=month_name(value), year=value.year)
    return name(value)


def month_name(value: pd.Timestamp) -> str:
    return _(SHORT_MONTHS[value.month - 1])


def name(value: Any, most: int = 0) -> str:
    """A name out of the data, safe inside a chart's text, cut to `most` letters if given."""
    if absent(value):
        return _("not given")
    shown = str(value)
    shown = shown[: most - 1].rstrip() + "…" if most and len(shown) > most else shown
    return html.escape(isolated(shown), quote=False)


def isolated(text: str) -> str:
    """A name that runs from right to left, kept to itself: a number beside it then stays beside it."""
    runs_left = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if runs_left else text


def wrapped(text: str, width: int = 46) -> list[str]:
    """The lines of a text that must fit a phone; to be called before `name`'s escaping."""
    return textwrap.wrap(text, width) or [""]


def hover(*sentences: str) -> str:
    """Sentences under each other, broken where a phone's edge would cut them; empty ones left out."""
    wrap = textwrap.TextWrapper(width=HOVER, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(line for each in sentences for line in wrap.wrap(each))


def trimmed(value: float, decimals: int) -> str:
    """With so many decimals, none where they are 0; what rounds to nothing has no sign."""
    shown = f"{value:,.{decimals}f}"
    shown = shown.removesuffix("." + "0" * decimals)
    return shown.removeprefix("-") if shown.strip("-0.") == "" else shown


def signed(shown: str) -> str:
    return shown.replace("-", MINUS)


def plus(shown: str) -> str:
    shown = signed(shown)
    nothing = not any(digit in shown for digit in "123456789")
    return shown if nothing or shown.startswith(MINUS) else "+" + shown
