"""The B2C deals as Kommo (amoCRM) exports them: deals in Russian, leads in Portuguese and English. No third outcome."""

from collections.abc import Callable
from functools import partial

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


#: headers, stages in their order, won, lost
LEADS = {
    "portuguese": (
        "ID|Lead título|Empresa lead 's|Contato principal|Empresa do contato|Lead usuário responsável|Etapa do lead|"
        "Funil de vendas|Venda|Data Criada|Criado por|Última modificação|Modificado por|Lead tags|Próxima tarefa|"
        "Fechada em",
        "Contato inicial|Consulta|Proposta enviada",
        "Fechado - ganho|Fechado - perdido",
    ),
    "english": (
        "ID|Lead title|Company|Main contact|Contact's company|Responsible user|Lead stage|Pipeline|Sale|Created at|"
        "Created by|Last modified|Modified by|Lead tags|Next task|Closed at",
        "Initial contact|Consultation|Proposal sent",
        "Closed - won|Closed - lost",
    ),
}


def lead(deal: Deal, language: str) -> dict[str, str]:
    headers, stages, ends = (words.split("|") for words in LEADS[language])
    closed, (won, lost) = deal.outcome != "open", ends
    open_stage = dict(zip(co.STAGES["B2C"], stages, strict=True))
    fields = (
        str(deal.number),
        deal.name,
        "",
        whole_name(deal),
        "",
        deal.owner,
        (won if deal.outcome == "won" else lost) if closed else open_stage[deal.stage],
        deal.pipeline,
        "" if deal.value is None else str(round(deal.value)),
        f"{deal.created_at:%d.%m.%Y %H:%M:%S}",
        deal.owner,
        f"{deal.last_activity_at:%d.%m.%Y %H:%M:%S}",
        deal.owner,
        "",
        "",
        f"{deal.closed_at:%d.%m.%Y %H:%M:%S}" if closed else "",
    )
    return dict(zip(headers, fields, strict=True))


def written(deals: list[Deal]) -> bytes:
    return text_file(map(cells, b2c(deals)), quote_all=True)


def leads(language: str, deals: list[Deal]) -> bytes:
    return text_file((lead(deal, language) for deal in b2c(deals)), quote_all=True)


def b2c(deals: list[Deal]) -> list[Deal]:
    return [deal for deal in deals if deal.pipeline == "B2C"]


FILES: dict[str, Callable[[list[Deal]], bytes]] = {
    "local/kommo_deals.csv": written,
    **{f"local/kommo_{language}.csv": partial(leads, language) for language in LEADS},
}
