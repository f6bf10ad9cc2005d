"""Columns of durations, as days."""

import re

import numpy as np
import pandas as pd

from cycle_kit.values.amounts import read_numbers
from cycle_kit.values.blanks import is_empty, is_unknown
from cycle_kit.values.parsed import Parsed, distinct
from cycle_kit.values.text import fold

_HOURS = {
    168: "w wk wks week weeks tydzień tygodnie tygodni tyg седмица седмици неделя недели недель"
    " هفته أسبوع أسابيع اسبوع woche wochen semaine semaines semana semanas hafta",
    24: "d day days dzień dni dnia d. ден дни дена день дня дней روز يوم أيام ايام يوما"
    " tag tage tagen jour jours j día días dia dias gün",
    1: "h hr hrs hour hours godz godzina godziny godzin g час часа часове часов ч"
    " ساعت ساعة ساعات stunde stunden std heure heures hora horas saat",
    1 / 60: "m min mins minute minutes minuta minuty minut минута минути минут минуты мин"
    " دقیقه دقيقة دقائق minuten minuto minutos dakika",
    1 / 3600: "s sec secs second seconds sekunda sekundy sekund sek секунда секунди секунд сек"
    " секунды ثانیه ثانية ثواني ثوان sekunde sekunden seconde secondes segundo segundos saniye",
}
#: months and years have no fixed length and are not read
_UNITS = {fold(name): hours / 24 for hours, names in _HOURS.items() for name in names.split()}
_ISO_UNITS = {"w": 7.0, "d": 1.0, "h": 1 / 24, "m": 1 / 1440, "s": 1 / 86_400}

_AMOUNT = r"\d+(?:[.,٫]\d+)?"
_ISO = re.compile(rf"(?P<sign>[+-]?)p((?:{_AMOUNT}[wd])*)(?:t((?:{_AMOUNT}[hms])+))?")
_CLOCK = re.compile(
    r"(?:(?P<days>-?\d+) ?(?P<unit>[^\W\d_]+)[ ,]+|(?P<sign>-?))"
    r"(?P<hours>\d+):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d(?:[.,٫]\d+)?))?"
)
_PART = re.compile(rf"(?P<number>-?{_AMOUNT}) ?(?P<unit>[^\W\d_]+)\.?")
_GLUE = re.compile(r"[ ,،]*(?:\b(?:and|i|и|و|und|et|y|e)\b)?[ ]*")
_NEEDS_GRAMMAR = re.compile(r"[^\W\d_]|:")
_MAYBE_GROUPED = re.compile(r"-?[^0\D]\d{0,2},\d{3}")


def read_durations(texts: pd.Series) -> Parsed:
    """Read a column of durations as days (floats).

    A plain number is days; `2:03:10` and `2:03` are hours first; units are weeks to seconds in five
    languages and ISO 8601 (`P3DT4H`). Months and years have no fixed length and are unreadable.
    """
    cells = distinct(texts)
    worded = np.array([bool(_NEEDS_GRAMMAR.search(text)) for text in cells.texts], dtype=bool)
    read = [_days(fold(text)) if w else np.nan for text, w in zip(cells.texts, worded, strict=True)]
    days = np.array(read, dtype=float)
    empty = np.array([is_empty(fold(text)) for text in cells.texts], dtype=bool)
    unknown = np.array([is_unknown(fold(text)) for text in cells.texts], dtype=bool)
    in_words = cells.spread(worded, False)
    plain = read_numbers(texts.mask(in_words))
    return Parsed(
        plain.values.mask(in_words, cells.spread(days, np.nan)),
        plain.unreadable | cells.spread(worded & np.isnan(days) & ~empty, False),
        plain.remarks,
        unknown=cells.spread(unknown, False),
    )


def _days(folded: str) -> float:
    """Days of one duration in words or clock figures; NaN if it is none."""
    if match := _CLOCK.fullmatch(folded):
        return _clock_days(match)
    if (match := _ISO.fullmatch(folded)) and len(folded.strip("+-pt")):
        parts = folded.strip("+-p").replace("t", " ").strip()
        return _signed(match["sign"], _sum_of_parts(parts, _ISO_UNITS))
    return _sum_of_parts(folded, _UNITS)


def _clock_days(match: re.Match) -> float:
    if match["unit"] and _UNITS.get(match["unit"]) != 1:
        return np.nan
    minutes = int(match["hours"]) * 60 + int(match["minutes"])
    seconds = minutes * 60 + _number(match["seconds"] or "0")
    return int(match["days"] or 0) + _signed(match["sign"], seconds / 86_400)


def _sum_of_parts(folded: str, units: dict[str, float]) -> float:
    total, at = 0.0, 0
    while at < len(folded):
        match = _PART.match(folded, at)
        if not match or match["unit"] not in units:
            return np.nan
        total += _number(match["number"]) * units[match["unit"]]
        at = _GLUE.match(folded, match.end()).end()  # type: ignore[union-attr]  # it matches nothing too
    return total


def _number(written: str) -> float:
    if _MAYBE_GROUPED.fullmatch(written):  # 1,234 days: one day or a thousand
        return np.nan
    return float(written.replace(",", ".").replace("٫", "."))


def _signed(sign: str | None, value: float) -> float:
    return -value if sign == "-" else value
