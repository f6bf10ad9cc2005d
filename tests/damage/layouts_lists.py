"""Lists as small companies keep them by hand, in the languages that plain tables are known in: made here."""

from __future__ import annotations

from tests.damage.sample import Records, Sample, Source, one, placed

#: number, name, customer, owner, stage, status, amount, opened, closed, reason; then won, lost, open
LANGUAGES = {
    "en": (
        "Deal ID|Deal Name|Customer|Owner|Stage|Status|Amount|Created Date|Closed Date|Lost Reason",
        "Won|Lost|Open",
    ),
    "pl": (
        "Numer szansy|Nazwa szansy|Klient|Handlowiec|Etap|Status|Kwota|Data utworzenia|Data zamknięcia|"
        "Powód utraty",
        "Wygrana|Przegrana|Otwarta",
    ),
    "bg": (
        "Номер на сделка|Име на сделка|Клиент|Търговец|Етап|Статус|Сума|Дата на създаване|"
        "Дата на приключване|Причина за загуба",
        "Спечелена|Загубена|Отворена",
    ),
    "fa": (
        "شناسه معامله|عنوان معامله|مشتری|کارشناس فروش|مرحله|وضعیت|مبلغ|تاریخ ایجاد|تاریخ بسته شدن|دلیل شکست",
        "موفق|ناموفق|جاری",
    ),
    "ar": (
        "رقم الصفقة|اسم الصفقة|العميل|المسؤول|المرحلة|الحالة|المبلغ|تاريخ الإنشاء|تاريخ الإغلاق|سبب الخسارة",
        "رابحة|خاسرة|مفتوحة",
    ),
}
#: where these stand in the file of the interface of Pipedrive
PLACES = (0, 1, 15, 14, 13, 6, 2, 4, 8, 7)
ROLES = "deal_id name account owner stage status amount created_at closed_at lost_reason"


def listed(records: Records, language: str, *, order: str, kept: tuple[int, ...]) -> Records:
    """The same deals in a list of these columns, with days only, in the words of the language."""
    headers, words = (text.split("|") for text in LANGUAGES[language])
    said = dict(zip(("won", "lost", "open"), words, strict=True))

    def cell(place: int, text: str) -> str:
        if place in (7, 8) and text:
            year, month, day = text[:10].split("-")
            return f"{day}.{month}.{year}" if order == "dmy" else f"{year}-{month}-{day}"
        return said[text] if place == 5 else text

    rows = (tuple(cell(place, row[PLACES[place]]) for place in kept) for row in records[1:])
    return (tuple(headers[place] for place in kept), *rows)


def a_list(name: str, language: str, *, order: str = "ymd", without: str = "") -> Sample:
    names = ROLES.split()
    kept = tuple(place for place, role in enumerate(names) if role not in without.split())
    source = Source(
        "pipedrive_api.csv",
        "deals",
        placed(" ".join(names[place] for place in kept)),
        made=lambda records: listed(records, language, order=order, kept=kept),
    )
    return one(name, source, language=language, dates=order)


def lists() -> list[Sample]:
    """Plain lists, the last two of which have neither numbers nor stages."""
    return [
        a_list("a list", "en"),
        a_list("a list in Polish", "pl", order="dmy"),
        a_list("a list in Bulgarian", "bg", order="dmy"),
        a_list("a list in Persian", "fa"),
        a_list("a list in Arabic", "ar", order="dmy"),
        a_list("a short list", "en", without="deal_id stage lost_reason"),
        a_list("a short list in Polish", "pl", order="dmy", without="deal_id stage account"),
    ]
