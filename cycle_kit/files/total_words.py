"""What rows of totals call themselves, in the languages of the exports, and how such a row is told."""

import re
import unicodedata
from collections.abc import Sequence

#: what a row of totals calls itself, folded (see `folded`)
TOTALS = {
    "en": "total, totals, grand total, grand totals, subtotal, subtotals, sub total, sub totals, "
    "overall total, overall, report total, report totals, page total, running total, sum, sums, total sum, σ, ∑",
    "de": "summe, summen, gesamt, gesamtsumme, gesamtergebnis, zwischensumme, zwischenergebnis, ergebnis, teilsumme, "
    "endsumme, insgesamt, total gesamt",
    "fr": "total général, totaux, sous total, sous totaux, somme, total global",
    "es": "total general, total global, totales, suma total, subtotales, total parcial",
    "pt": "total geral, totais, soma, subtotais, soma total, total global",
    "it": "totale, totale complessivo, totale generale, totali, subtotale, somma, totale parziale",
    "nl": "totaal, eindtotaal, subtotaal, som",
    "pl": "suma, sumy, razem, ogółem, łącznie, suma częściowa, suma pośrednia, suma końcowa, suma całkowita, w sumie, "
    "podsumowanie, ogółem razem, razem ogółem",
    "bg": "общо, всичко, сума, обща сума, междинна сума, крайна сума, междинен сбор, общ сбор, "
    "сбор, крайно общо",
    "ru": "итого, итог, всего, общий итог, промежуточный итог, промежуточные итоги, сумма, итоги, общая сумма, "
    "всего итого",
    "uk": "разом, усього, всього, підсумок, загальний підсумок",
    "fa": "جمع, جمع کل, جمع کلی, مجموع, مجموع کل, جمع جزء, جمع نهایی",
    "ar": "المجموع, مجموع, المجموع الکلی, المجموع الفرعی, المجموع العام, المجموع النهائی, الإجمالی, الاجمالی, "
    "إجمالی, اجمالی, الإجمالی الکلی, الاجمالی الکلی, الإجمالی العام, الاجمالی العام",
    "he": "סך הכל, סה\"כ, סהכ, סיכום, סכום ביניים",
    "tr": "toplam, genel toplam, ara toplam, alt toplam, toplamlar",
    "cs": "celkem, celkový součet, mezisoučet, součet, souhrn",
    "hu": "összesen, végösszeg, részösszeg, mindösszesen, összeg",
    "ro": "total general, subtotal general, totaluri",
    "el": "σύνολο, γενικό σύνολο, μερικό σύνολο, υποσύνολο, άθροισμα",
    "sv": "summa, totalt, totalsumma, delsumma, slutsumma",
    "ja": "合計, 総計, 小計, 集計",
    "zh": "合计, 总计, 小计, 汇总, 總計, 小計",
    "ko": "합계, 총계, 소계, 요약",
    "da": "i alt, subtotal i alt, samlet",
    "fi": "yhteensä, välisumma, loppusumma",
}  # fmt: skip

#: words that stand beside the figures of a row of totals, or name another row of figures
BESIDE = {
    "en": "sum, count, counts, avg, average, mean, min, max, minimum, maximum, median, records, record count, deals, "
    "ø, win rate, hit rate, close rate, closing rate, success rate, conversion, conversion rate, forecast",
    "de": "anzahl, mittelwert, durchschnitt, mittel, "
    "erfolgsquote, abschlussquote, gewinnquote, trefferquote, prognose, zielerreichung",
    "fr": "nombre, moyenne, médiane, "
    "taux de réussite, taux de conversion, taux de succès, prévision",
    "es": "recuento, promedio, media, cuenta, "
    "tasa de éxito, tasa de conversión, tasa de cierre, previsión",
    "pt": "contagem, média, contar, "
    "taxa de sucesso, taxa de conversão, taxa de fechamento, previsão",
    "it": "conteggio, media, numero, tasso di successo, tasso di conversione, previsione",
    "pl": "liczba, średnia, ilość, licznik, "
    "skuteczność, konwersja, współczynnik konwersji, prognoza",
    "bg": "брой, средно, средна, конверсия, процент успех, прогноза",
    "ru": "количество, среднее, кол во, число, конверсия, прогноз, доля побед",
    "fa": "تعداد, میانگین, نرخ تبدیل, نرخ موفقیت, پیش بینی",
    "ar": "عدد, العدد, المتوسط, متوسط, معدل, معدل التحویل, معدل الفوز, نسبة الفوز, نسبة النجاح",
    "tr": "say, sayı, adet, ortalama, kazanma oranı, başarı oranı, dönüşüm oranı",
    "cs": "počet, průměr",
    "hu": "darab, átlag",
}

TOTAL_WORDS = frozenset(", ".join(TOTALS.values()).split(", "))
BESIDE_WORDS = frozenset(", ".join(BESIDE.values()).split(", "))
ANY_WORD = "|".join(map(re.escape, sorted(TOTAL_WORDS | BESIDE_WORDS, key=len, reverse=True)))

_TAIL = re.compile(
    r"[\s:]*(\(.*\)|\d[\d\s.,]*)?\s*(records?|rows?|deals?|items?|opportunities)?[\s:]*(\d[\d\s.,]*)?$"
)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_FOLDS = {ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک", ord("ـ"): ""} | {
    ord(char): "" for char in "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u0307"
}


def is_total(row: Sequence[str]) -> bool:
    """A word of totals in front, figures behind: a deal has a stage, an owner or a date as well."""
    filled = [cell for cell in row if cell]
    return bool(filled) and is_total_word(filled[0]) and all(map(is_figure, filled[1:]))


def is_total_word(cell: str) -> bool:
    return _TAIL.sub("", folded(cell)) in TOTAL_WORDS


#: parts of words that only subtotals have
_SUB = re.compile(
    r"sub ?tot|sous tot|zwischen|teilsumm|tussentot|subtotaal|mezisou|częściow|pośredni|razem|итог|междин|подсум"
    r"|ara toplam|alt toplam|جزء|فرعی|σύνολο|részössz|delsum|小計|小计|소계|подытог|проміжн|ביניים|välisum"
)
#: endings that a word for sums may have before or behind its label
_CALLED = re.compile(rf"(?:{ANY_WORD})\b:?(?: .+)?|.+ (?:{ANY_WORD})(?:ı|u|i|ü)?:?")


def is_called_total(cell: str) -> bool:
    """Whether it begins or ends with a word for sums, whatever they are of."""
    return _CALLED.fullmatch(folded(cell)) is not None or is_subtotal(cell)


def is_subtotal(cell: str) -> bool:
    """Whether it begins or ends with a word that only subtotals are called by."""
    words = folded(cell).split()
    return any(
        _SUB.match(part) for part in (" ".join(words), " ".join(words[-1:]), " ".join(words[-2:]))
    )


def is_figure(cell: str) -> bool:
    digits = sum(char.isdigit() for char in cell)
    letters = sum(char.isalpha() for char in cell)
    if digits:
        return letters <= 5 and not _DATE.match(cell)
    return not letters or folded(cell) in BESIDE_WORDS


def folded(text: str) -> str:
    """Lower case, one kind of yeh and kaf, no marks, hyphens and stars as spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)
    return " ".join(re.sub(r"[-–—*=]+", " ", text).split())
