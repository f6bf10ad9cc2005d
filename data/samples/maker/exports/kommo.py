"""kommo_deals.csv: the B2C deals as Kommo (amoCRM) exports them in Russian. No ids, no pipelines, no third outcome."""

from collections.abc import Callable

from .. import company as co
from ..deals import Deal
from ..small import text_file, whole_name

STAGES = dict(
    zip(co.STAGES["B2C"], ("Первичный контакт", "Консультация", "Предложение"), strict=True)
)
WON, LOST = "Успешно реализовано", "Закрыто и не реализовано"


def cells(deal: Deal) -> dict[str, str]:
    closed = deal.outcome != "open"
    return {
        "Название сделки": deal.name,
        "Компания": "",
        "Основной контакт": whole_name(deal),
        "Компания контакта": "",
        "Ответственный": deal.owner,
        "Статус сделки": (WON if deal.outcome == "won" else LOST) if closed else STAGES[deal.stage],
        "Бюджет": "" if deal.value is None else str(round(deal.value)),
        "Дата создания": f"{deal.created_at:%d.%m.%Y %H:%M:%S}",
        "Кем создано": deal.owner,
        "Дата изменения": f"{deal.last_activity_at:%d.%m.%Y %H:%M:%S}",
        "Кем изменено": deal.owner,
        "Теги сделки": "",
        "Ближайшая задача": "",
        "Дата закрытия": f"{deal.closed_at:%d.%m.%Y %H:%M:%S}" if closed else "не закрыта",
    }


def written(deals: list[Deal]) -> bytes:
    mine = [deal for deal in deals if deal.pipeline == "B2C"]
    return text_file(map(cells, mine), quote_all=True)


FILES: dict[str, Callable[[list[Deal]], bytes]] = {"local/kommo_deals.csv": written}
