"""Rows of totals in the languages of the exports: a word of a closed list, and only figures."""

import re
import unicodedata

#: what a row of totals calls itself, folded (see `_folded`)
TOTALS = {
    "en": "total, totals, grand total, grand totals, subtotal, subtotals, sub total, sub totals, "
    "overall total, report total, report totals, page total, sum",
    "de": "summe, gesamt, gesamtsumme, zwischensumme, teilsumme, endsumme, insgesamt",
    "fr": "total général, totaux, sous total, somme",
    "es": "total general, total global, totales, suma total",
    "pl": "suma, razem, ogółem, łącznie, suma częściowa, suma końcowa, suma całkowita, w sumie, "
    "podsumowanie",
    "bg": "общо, всичко, сума, обща сума, междинна сума, крайна сума, междинен сбор, общ сбор, "
    "сбор",
    "ru": "итого, всего, общий итог, промежуточный итог, сумма",
    "fa": "جمع, جمع کل, جمع کلی, مجموع, مجموع کل, جمع جزء",
    "ar": "المجموع, المجموع الکلی, المجموع الفرعی, المجموع العام, الإجمالی, الاجمالی, "
    "إجمالی, اجمالی, الإجمالی الکلی, الاجمالی الکلی, المجموع النهائی, الصافی الکلی",
    "pt": "total geral, soma, somatório, total parcial, total final",
    "it": "totale, totali, totale generale, totale complessivo, totale parziale, subtotale, somma",
    "uk": "разом, всього, усього, загалом, підсумок, загальний підсумок, проміжний підсумок, сума",
    "tr": "toplam, genel toplam, ara toplam, alt toplam, toplamlar",
    "nl": "totaal, eindtotaal, subtotaal, totalen, som",
    "cs": "celkem, celkový součet, mezisoučet, součet, úhrnem",
    "ro": "total parțial, totaluri, sumă totală, suma totală",
}

#: words that stand beside the figures of a row of totals
BESIDE = {
    "en": "sum, count, avg, average, min, max, median, records, record count",
    "de": "anzahl, mittelwert",
    "fr": "nombre, moyenne",
    "es": "recuento, promedio, media",
    "pl": "liczba, średnia",
    "bg": "брой, средно",
    "ru": "количество, среднее",
    "fa": "تعداد, میانگین",
    "ar": "عدد, العدد, المتوسط",
}

_TOTALS = frozenset(", ".join(TOTALS.values()).split(", "))
_BESIDE = frozenset(", ".join(BESIDE.values()).split(", "))

#: how a cell with such a word starts, for a quick look at whole columns; yeh and kaf of any kind
TOTAL_START = "(?i)^\\W*(?:{})".format(
    "|".join(re.sub("[یک]", "[یيىکك]", word).replace(" ", ".{1,3}") for word in sorted(_TOTALS))
)

_TAIL = re.compile(r"[\s:]*(\(.*\)|\d[\d\s.,]*)?\s*(records?|rows?)?[\s:]*$")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_FOLDS = {ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک", ord("ـ"): ""} | {
    ord(char): "" for char in "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\ufeff"
}


def is_total(row: list[str]) -> bool:
    """A word of totals in front, figures behind: a deal has a stage, an owner or a date as well."""
    filled = [cell for cell in row if cell]
    return _TAIL.sub("", _folded(filled[0])) in _TOTALS and all(map(_is_figure, filled[1:]))


def _is_figure(cell: str) -> bool:
    digits = sum(char.isdigit() for char in cell)
    letters = sum(char.isalpha() for char in cell)
    if digits:
        return letters <= 5 and not _DATE.match(cell)
    return not letters or _folded(cell) in _BESIDE


def _folded(text: str) -> str:
    """Lower case, one kind of yeh and kaf, no marks, hyphens and stars as spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)
    return " ".join(re.sub(r"[-–*=]+", " ", text).split())
