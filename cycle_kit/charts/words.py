"""Numbers, days, shares, money and dates as words, and the one door every shown sentence passes.

`say` and `many` are that door: sentences stay whole, with named places for the values, and are told in the language
that is spoken (`cycle_kit.locale`), as figures and dates are. Missing values are an en dash. A space inside a figure
never breaks.
"""

import html
import re
import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from cycle_kit.locale import now, translated, translated_of
from cycle_kit.locale.sentences import retold
from cycle_kit.values.calendars import JALALI

MISSING = "–"
GAP = "\N{NO-BREAK SPACE}"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
MAGNITUDES = (1e9, 1e6, 1e3)
TAG = re.compile("<[^<>]*>")  # is never broken
LONG = 9.95  # from here on without a decimal
DAY = pd.Timedelta(days=1).value
HOVER = 36  # letters in a line of a hover text
ENDS = ("won", "lost", "dropped")  # that stand among the names of stages, and can be none
FEW = 10  # below this many deals a figure is shown, but with the words "too few to judge"


def _(text: str) -> str:
    """The shown form of an English sentence, or of what a metric says with figures filled in."""
    known = translated(text)
    return retold(text) if known == text else known


def say(text: str, **values: object) -> str:
    """One whole sentence with its values filled in."""
    return _(text).format(**values)


def many(count: float, one: str, more: str, **values: object) -> str:
    """A sentence about a count, which it names `{n}`, in its singular or plural form."""
    form = translated_of(one, more, count if absent(count) else round(count))
    return form.format(n=number(count), **values)


def none_or(count: float, none: str, one: str, more: str, **values: object) -> str:
    """The same where none has a sentence of its own: "No deal was won." """
    return many(count, one, more, **values) if count else say(none, **values)


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
    rounded = round(value, 0 if abs(value) >= LONG else 1)
    return translated_of("{n} day", "{n} days", rounded).format(n=plain_days(value))


def plain_days(value: float) -> str:
    return signed(trimmed(value, 0 if abs(value) >= LONG else 1))


def share(value: float) -> str:
    """A share of one: "71 %", one decimal below ten per cent: "4.2 %"."""
    return MISSING if absent(value) else in_percent(signed(percents(value)))


def percents(value: float) -> str:
    percent = value * 100
    return trimmed(percent, 0 if abs(percent) >= LONG else 1)


def in_percent(shown: str) -> str:
    return now().percent.format(n=shown)


def between(low: float, high: float) -> str:
    """Two shares as a range: "44–61 %"."""
    ends = (MISSING if absent(end) else signed(percents(end)) for end in (low, high))
    return in_percent("–".join(ends))


def points(value: float) -> str:
    """A difference of shares: "+4 pt"."""
    return MISSING if absent(value) else plus(percents(value)) + GAP + _("pt")


def relative(value: float) -> str:
    """A relative change with its sign: "+9 %"."""
    return MISSING if absent(value) else plus(share(value))


def money(value: float, currency: str = "") -> str:
    """An amount in short: "€412 k", "€13.7 k", "412 k PLN"."""
    if absent(value):
        return MISSING
    sizes = zip(MAGNITUDES, now().magnitudes, strict=True)
    size, unit = next((one for one in sizes if round(abs(value)) >= one[0]), (1, ""))
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
    if not currency:
        return signed(shown)
    symbol = SYMBOLS.get(currency, "")
    template = now().symbol if symbol else now().money
    told = template.format(n=shown.removeprefix("-"), unit=symbol or currency)
    return signed("-" + told if shown.startswith("-") else told)


def date(value: pd.Timestamp) -> str:
    """A day: "31 Oct 2025"."""
    if absent(value):
        return MISSING
    if now().calendar:
        parts = JALALI.parts(np.array([value.value // DAY]))
        year, month, day = (int(part[0]) for part in parts)
        named = now().calendar_months[month - 1]
    else:
        year, day, named = value.year, value.day, month_name(value)
    return say("{day} {month} {year}", day=plain(day), month=named, year=plain(year))


def plain(value: object) -> str:
    """A number that is never grouped: a year, a day of a month; letters before it stay."""
    return now().figure(str(value))


def period(value: Any) -> str:
    """A period by its first day or by its own name: "Oct 2025", "2025Q3"."""
    if isinstance(value, pd.Timestamp):
        return say("{month} {year}", month=month_name(value), year=plain(value.year))
    return name(value)


def month_name(value: pd.Timestamp) -> str:
    return now().months[value.month - 1]


def name(value: Any, most: int = 0) -> str:
    """A name out of the data, safe inside a chart's text, cut to `most` letters if given; ends of a deal in words."""
    if absent(value):
        return _("not given")
    shown = _(value) if value in ENDS else str(value)
    shown = shown[: most - 1].rstrip() + "…" if most and len(shown) > most else shown
    return html.escape(isolated(shown), quote=False)


def isolated(text: str) -> str:
    """A name that runs against the text around it, kept to itself: a number beside it then stays beside it."""
    against = ("L",) if now().leftwards else ("R", "AL")
    runs = any(unicodedata.bidirectional(letter) in against for letter in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if runs else text


def arrow(shown: str) -> str:
    """Where a change goes, by its sign: up, down or nowhere."""
    signs = {now().plus: "▲", now().minus: "▼"}
    return next((way for sign, way in signs.items() if shown.startswith(sign)), "=")


def commas(parts: Iterable[str]) -> str:
    return now().comma.join(parts)


def semicolons(parts: Iterable[str]) -> str:
    return now().semicolon.join(parts)


def wrapped(text: str, width: int = 46) -> list[str]:
    """The lines of a text that must fit a phone; to be called before `name`'s escaping."""
    return textwrap.wrap(text, width) or [""]


def hover(*sentences: str) -> str:
    """Sentences under each other, broken where a phone's edge would cut them; empty ones left out."""
    wrap = textwrap.TextWrapper(width=HOVER, break_long_words=False, break_on_hyphens=False)
    whole = (TAG.sub(lambda tag: tag[0].replace(" ", "\0"), each) for each in sentences)
    return "<br>".join(line for each in whole for line in wrap.wrap(each)).replace("\0", " ")


def trimmed(value: float, decimals: int) -> str:
    """With so many decimals, none where they are 0; what rounds to nothing has no sign."""
    shown = f"{value:,.{decimals}f}"
    shown = shown.removesuffix("." + "0" * decimals)
    return now().figure(shown.removeprefix("-") if shown.strip("-0.") == "" else shown)


def signed(shown: str) -> str:
    return shown.replace("-", now().minus)


def plus(shown: str) -> str:
    shown = signed(shown)
    nothing = not any(sign.isdigit() and int(sign) for sign in shown)
    return shown if nothing or shown.startswith(now().minus) else now().plus + shown
