"""Closed lists of texts that are no value: blanks, words for "not known yet", errors of spreadsheets."""

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cycle_kit.values.parsed import distinct, mostly_different
from cycle_kit.values.text import clean, fold

_EMPTY = r"""
-|/|.|'|\N|n/a|n.a.|na|n/d|n.d.|nan|nat|null|nil|none|(none)|<none>|[none]|(null)|<null>|undefined|
-none-|--none--|- none -|empty|(empty)|blank|(blank)|[blank]|blanks|(blanks)|no value|(no value)|not set|(not set)|
no date|not available|not applicable|no data|not specified|not provided|
brak|(brak)|brak danych|brak daty|b/d|b.d.|nie dotyczy|nd.|n.d|(puste)|puste|nie podano|
няма|(няма)|няма данни|липсва|н/д|н.д.|(празно)|празно|няма дата|не е посочено|не е посочена|неприложимо|
нет|нет данных|нет даты|не указано|не указана|не указан|не закрыта|не закрыто|не задано|пусто|(пусто)|не применимо|
немає|немає даних|не вказано|(порожньо)|
ندارد|خالی|(خالی)|بدون تاریخ|بدون مقدار|تعیین نشده|ثبت نشده|وارد نشده|
لا يوجد|لا توجد|غير متوفر|غير متاح|غير محدد|غير محددة|فارغ|(فارغ)|بدون|بلا|لا ينطبق|
keine|kein|keine angabe|keine angaben|k. a.|k.a.|leer|(leer)|nicht angegeben|entfällt|
aucun|aucune|vide|(vide)|non renseigné|non renseignée|s.o.|sans objet|
ninguno|ninguna|vacío|(vacío)|sin fecha|sin datos|no aplica|nenhum|nenhuma|vazio|(vazio)|sem data|não informado|
não informada|não se aplica|sem dados|
není|žádný|žádná|žádné|neuvedeno|nezadáno|nevyplněno|nie ma|nie wypełniono|nincs|nedefinit|nespecificat|necompletat|
niet ingevuld|niet opgegeven|non specificato|non indicato|no especificado|sin especificar|
no stage|(no stage)|bez etapu|без етап|без этапа|без етапу|بدون مرحله|بدون مرحلة|
ohne phase|sans étape|sin etapa|sem etapa|
yok|boş|(boş)|belirtilmemiş|girilmemiş|nessuno|nessuna|vuoto|(vuoto)|geen|(leeg)|ingen|
"""
#: something belongs here, and is not known: empty as a blank is, but told
_UNKNOWN = """
tbd|tba|tbc|t.b.d.|t.b.a.|t.b.c.|to be defined|to be determined|to be confirmed|to be announced|to be decided|
to be agreed|unknown|(unknown)|not known|not known yet|not yet known|not sure|unclear|undecided|to confirm|to follow|
do ustalenia|do uzgodnienia|do potwierdzenia|do określenia|nieznane|nieznana|nieznany|nieznana kwota|nie wiadomo|
nie wiem|nieustalone|nieustalona|nieokreślone|nieokreślona|do wyceny|w trakcie ustalania|
неизвестно|неизвестна|неизвестен|предстои|предстои да се уточни|уточнява се|да се уточни|за уточняване|не е ясно|
не се знае|неуточнено|неуточнена|
уточняется|уточнить|не определено|не определена|не определен|не известно|неизвестный|будет уточнено|
невідомо|уточнюється|не визначено|
نامشخص|مشخص نیست|مشخص نشده|نامعلوم|معلوم نیست|متعاقبا|متعاقبا اعلام می شود|اعلام نشده|هنوز مشخص نیست|توافقی|
غير معروف|غير معروفة|غير معلوم|مجهول|يحدد لاحقا|تحدد لاحقا|لم يحدد|لم تحدد|لم يحدد بعد|قيد التحديد|للتأكيد|
unbekannt|unklar|noch offen|noch unbekannt|wird noch bestimmt|folgt|noch nicht bekannt|
inconnu|inconnue|à définir|à confirmer|à déterminer|à préciser|non défini|non définie|non connu|
desconocido|desconocida|por definir|por confirmar|por determinar|a definir|a confirmar|a determinar|sin definir|
desconhecido|desconhecida|indefinido|indefinida|não definido|não definida|
bilinmiyor|belirsiz|belli değil|belirlenecek|henüz belli değil|netleşmedi|sconosciuto|da definire|da confermare|onbekend
"""
#: Excel in its languages, LibreOffice, Google Sheets
_ERRORS = """
#REF! #N/A #NA #VALUE! #DIV/0! #NAME? #NULL! #NUM! #ERROR! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN!
#BUSY! #GETTING_DATA #EXTERNAL! #PYTHON! #CIRCULAR!
#BEZUG! #WERT! #NV #ZAHL! #ÜBERLAUF! #ADR! #ARG! #ARG? #LICZBA! #NAZWA? #N/D! #N/D #DZIEL/0! #ZERO!
#ССЫЛКА! #ЗНАЧ! #Н/Д #ДЕЛ/0! #ИМЯ? #ЧИСЛО! #ПУСТО! #ПРЕПРАТКА! #СТОЙНОСТ! #НАИМЕ? #ИМЕ?
#VALEUR! #NOM? #NOMBRE! #NUL! #¡REF! #¡VALOR! #¡NUM! #¡NULO! #¡DIV/0! #¿NOMBRE? #VALOR! #NOME? #NÚM! #NULO!
#BAŞV! #DEĞER! #YOK #SAYI/0! #AD? #SAYI! #BOŞ! #RIF! #VALORE! #WAARDE! #NB #VERW! #GETAL!
"""


def _listed(lines: str) -> frozenset[str]:
    return frozenset(fold(word) for word in lines.replace("\n", "").split("|"))


EMPTY_WORDS = _listed(_EMPTY)
UNKNOWN_WORDS = _listed(_UNKNOWN)
ERRORS = frozenset(map(fold, _ERRORS.split()))
_OTHER_ERRORS = re.compile(r"err:[0-9]{3}|#{2,}")  # LibreOffice; a column too narrow for its number

#: a region is called so: North America
_ALSO_NAMES = frozenset(("na",))
_SIGNS_OF_NOTHING = frozenset("~|=+<>^`")


def is_empty(folded: str) -> bool:
    """Does this folded text say that there is nothing?"""
    return folded in EMPTY_WORDS or (_only_signs(folded) and not _asks(folded))


def is_unknown(folded: str) -> bool:
    """Does it say or ask what a value is, or is it what a spreadsheet shows instead of one?"""
    return folded in UNKNOWN_WORDS or is_error(folded) or (_only_signs(folded) and _asks(folded))


def is_error(folded: str) -> bool:
    return folded in ERRORS or bool(_OTHER_ERRORS.fullmatch(folded))


def _only_signs(folded: str) -> bool:
    return all(map(_punctuation, folded)) and not is_error(folded)


def _asks(folded: str) -> bool:
    return "?" in folded or "؟" in folded


def _punctuation(char: str) -> bool:
    return char in _SIGNS_OF_NOTHING or unicodedata.category(char)[0] in "PZC"


def blank_word(text: str) -> bool:
    """Is this text no name of anything: a word or sign for a blank cell, or an error of a spreadsheet?

    For columns of names. "NA" is a name there (North America), and so is "Unknown".
    """
    folded = fold(clean(text))
    if folded in _ALSO_NAMES:
        return False
    return folded in EMPTY_WORDS or _only_signs(folded) or is_error(folded)


def without_blank_words(texts: pd.Series) -> pd.Series:
    """A column of names with its blank words missing; same index, name and other texts."""
    return texts.mask(_found(texts, blank_word))


def is_spreadsheet_error(texts: pd.Series) -> np.ndarray:
    """Which cells hold what a spreadsheet shows instead of a value, such as `#REF!`."""
    return _found(texts, lambda text: is_error(fold(text)))


def _found(texts: pd.Series, is_so: Callable[[str], bool]) -> np.ndarray:
    """Which cells are so; asked once for each distinct text that could be."""
    if mostly_different(texts):
        found = _could_be_listed(texts)
        found[found] = [is_so(text) for text in texts[found]]
        return found
    cells = distinct(texts)
    short = [len(text) <= _LONGEST + _ROOM and is_so(text) for text in cells.texts]
    return cells.spread(np.array(short, dtype=bool), False)


_LISTED = EMPTY_WORDS | ERRORS
_ENDS = frozenset((word[0], word[-1], len(word)) for word in _LISTED if word)
_LONGEST = max(map(len, _LISTED))
_ROOM = 8  # for what folding leaves out: blanks and marks of direction around
#: letters or signs that folding changes the number of, or nothing but signs
_ODD = (
    r"[^ -~\x{c0}-\x{2af}\x{370}-\x{52f}\x{620}-\x{63f}\x{641}-\x{64a}\x{671}-\x{6d3}\x{200c}\x{200d}]"
    r"|  |^[\p{P}\p{Z}\p{C}~|=+<>^`]*$"
)


def _could_be_listed(texts: pd.Series) -> np.ndarray:
    """A quick refusal of names by their ends and length: there may be 400,000 different ones.

    Texts with letters or signs that folding leaves out or makes two of are not refused.
    """
    trimmed = pc.utf8_trim_whitespace(pa.array(texts.astype("str"), pa.large_string()))
    if isinstance(trimmed, pa.ChunkedArray):
        trimmed = trimmed.combine_chunks()
    length = pc.utf8_length(trimmed).fill_null(_LONGEST + _ROOM + 1).to_numpy(zero_copy_only=False)
    could = length <= _LONGEST + _ROOM
    if could.any():
        could[could] = _ends_like_one(trimmed.filter(pa.array(could)), length[could])
    return could


def _ends_like_one(short: pa.Array, length: np.ndarray) -> np.ndarray:
    first, firsts = _letters_at(short, 0, 1)
    last, lasts = _letters_at(short, -1, None)
    listed = np.zeros((len(firsts), len(lasts), _LONGEST + _ROOM + 1), dtype=bool)
    for a, opening in enumerate(firsts):
        for z, closing in enumerate(lasts):
            for size in range(_LONGEST + 1):
                listed[a, z, size] = (opening, closing, size) in _ENDS
    odd = pc.match_substring_regex(short, _ODD).to_numpy(zero_copy_only=False)
    return listed[first, last, length] | odd | (length == len("err:502"))


def _letters_at(texts: pa.Array, start: int, stop: int | None) -> tuple[np.ndarray, list[str]]:
    """Each text's letter there, as its place in a list of folded letters."""
    letters = pc.utf8_slice_codeunits(texts, start, stop).fill_null("").dictionary_encode()
    codes = letters.indices.to_numpy(zero_copy_only=False)
    return codes, [fold(letter) for letter in letters.dictionary.to_pylist()]
