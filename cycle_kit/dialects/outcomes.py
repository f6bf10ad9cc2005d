"""Words for how a deal ended, in the languages that exports are written in.

Compared whole, by `values.key`, never by part or likeness: "ناموفق" (lost) contains "موفق" (won), and
"niewygrana" (lost) contains "wygrana" (won). A word that says only "closed" is in CLOSED. What stands
around these words is read in `endings.py`.
"""

from cycle_kit.values import key

WON = """
Won|Closed Won|Closed - Won|Closedwon|Win|Deal won|Won deal
موفق|برنده|برد|برده شده|فروش موفق|بسته شده موفق|بسته‌شده - موفق|قرارداد بسته شد|فروخته شد|معامله موفق|برنده‌شده
رابحة|رابح|ربح|فوز|فاز|مكسوبة|تم الفوز|تم الفوز بها|تم البيع|ناجحة|مغلقة رابحة|مغلقة - رابحة|مغلق فوز|تمت بنجاح
Wygrana|Wygrane|Wygrany|Wygrano|Sukces|Sprzedane|Sprzedana|Zamknięta - wygrana|Zamknięte wygrane
Zakończone sukcesem|Zakończone Wygrane
Спечелена|Спечелени|Спечелен|Спечелено|Приключена - спечелена|Успешна|Успешно приключена|Продадено
Gewonnen|Abgeschlossen - gewonnen|Gagné|Gagnée|Conclusion gagnante|Ganado|Ganada|Cerrado ganado|Ganho
Успешно реализовано|Сделка успешна
"""

LOST = """
Lost|Closed Lost|Closed - Lost|Closedlost|Dead|Loss|Deal lost|Lost deal
ناموفق|باخت|باخته|بازنده|از دست رفته|شکست|شکست خورد|شکست خورده|فروش ناموفق|بسته‌شده - ناموفق|گمشده|معامله ناموفق
خاسرة|خاسر|خسارة|مفقودة|مفقود|ضائع|ضائعة|فشل البيع|مغلقة خاسرة|مغلقة - خاسرة|مغلق فقدت|مرفوضة|غير ناجحة
Przegrana|Przegrane|Przegrany|Przegrano|Utracona|Utracone|Porażka|Odrzucone|Odrzucona|Stracona
Zamknięta - przegrana|Zakończone Przegrane|Niewygrana
Загубена|Загубени|Загубен|Загубено|Изгубени|Изгубена|Приключена - загубена|Неуспешна
Неуспешно приключена|Отказана|Неспечелена
Verloren|Abgeschlossen - verloren|Perdu|Perdue|Conclusion perdante|Perdido|Perdida|Cerrado perdido
Закрыто и не реализовано|Сделка провалена
"""

DROPPED = """
Dropped|Abandoned|Suspended|Unqualified|Disqualified|Deleted|Duplicate|Cancelled|Canceled|Closed Dropped
Closed - Dropped|Closed Disqualified|Closed - Disqualified
لغوشده|رد صلاحیت|تکراری|رها شده
ملغاة|غير مؤهل|مكررة|مهملة
Anulowana|Anulowane|Zdyskwalifikowana|Porzucona|Duplikat
Отменена|Неквалифицирана|Изоставена|Дубликат
"""

OPEN = """
Open|In Progress|Active|Ongoing
جاری|باز|در جریان|در حال پیگیری|فعال|در حال انجام|در دست پیگیری
مفتوحة|مفتوح|جارية|قيد التنفيذ|نشط|نشطة|قيد المتابعة
Otwarta|Otwarte|Otwarty|W toku|W trakcie|Aktywna|W realizacji|Bieżąca
Отворена|Отворени|Отворен|Активна|В процес|Текуща|Активни
Offen|Ouvert|Ouverte|En cours|Abierto|Abierta|Aberto
"""


#: ended, and not said how
CLOSED = """
Closed|Zamknięta|Zamknięte|Zamknięty|بسته شده|بسته|مغلق|مغلقة|Приключена|Приключен|Затворена|Закрыта|Закрыто
Geschlossen|Abgeschlossen|Fermé|Fermée|Cerrado|Cerrada|Fechado|Fechada
"""


def words(lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines.strip().splitlines() for word in line.split("|"))


KNOWN = {
    key(word): outcome
    for outcome, lines in (("open", OPEN), ("dropped", DROPPED), ("lost", LOST), ("won", WON))
    for word in words(lines)
}
CLOSED_WORDS = frozenset(map(key, words(CLOSED)))
