"""The closed list of texts that mean "nothing here" in a column of numbers or dates.

In a column of text they are text: a stage may well be called None.
"""

from cycle_kit.values.text import fold

_EMPTY = r"""
|-|--|---|...|/|?|'|\N|#N/A|#NA|#NULL!|n/a|n.a.|na|n/d|n.d.|nan|nat|null|nil|none|(none)|<none>|
-none-|--none--|empty|(empty)|blank|(blank)|[blank]|no value|(no value)|not set|no date|
not available|not applicable|
brak|(brak)|brak danych|b/d|nie dotyczy|nd.|(puste)|
няма|(няма)|няма данни|липсва|н/д|(празно)|
нет|нет данных|не указано|не указана|не закрыта|не закрыто|не задано|пусто|(пусто)|
ندارد|خالی|بدون تاریخ|بدون مقدار|تعیین نشده|ثبت نشده|
لا يوجد|لا توجد|غير متوفر|غير محدد|فارغ|بدون|بلا|
keine|keine angabe|k. a.|k.a.|leer|(leer)|
aucun|aucune|vide|(vide)|non renseigné|s.o.|
ninguno|ninguna|vacío|(vacío)|sin fecha|nenhum|vazio|(vazio)
"""
EMPTY_WORDS = frozenset(map(fold, _EMPTY.split("|")))


def is_empty(folded: str) -> bool:
    """Does this folded text say that there is nothing?"""
    return folded in EMPTY_WORDS
