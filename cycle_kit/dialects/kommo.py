"""Kommo, formerly amoCRM: the export of deals (Russian) or leads (Portuguese, English). No stage history.

Headers: the vendor's help pages and readers of real exports; the English ones are those of its fields, and no
export in English is attested. Won and lost are stages; a Russian open deal's closing date is the text "не закрыта"
(see `cycle_kit.values.blanks`).
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Сделки > список > фильтр: все этапы, также «Успешно реализовано» и «Закрыто и не реализовано» (без них "
    "в файле нет закрытых сделок) > Экспорт, CSV или Excel. The file has no stage history: keep a dated "
    "export every week in one folder and load the folder."
)
EXPORT_LEADS = (
    "Leads > list view > filter: all stages, Closed - won and Closed - lost too (without these the file has no "
    "closed leads) > Export, CSV or Excel. The file has no stage history: keep a dated export every week in one "
    "folder and load the folder."
)

RUSSIAN = {
    "deal_id": ("ID",),  # in backups only
    "name": ("Название сделки",),
    "account": ("Компания", "Основной контакт", "Полное имя контакта", "Компания контакта"),
    "pipeline": ("Воронка", "Воронка продаж"),
    "owner": ("Ответственный",),
    "stage": ("Статус сделки", "Этап сделки"),
    "amount": ("Бюджет", "Бюджет сделки"),
    "created_at": ("Дата создания", "Дата создания сделки"),
    "closed_at": ("Дата закрытия", "Дата закрытия сделки"),
    "lost_reason": ("Причина отказа", "Причина закрытия", "Причина закрытия карточки"),
    "source": ("Источник", "Источник сделки", "Источник обращения"),
}

PORTUGUESE = {
    "deal_id": ("ID",),
    "name": ("Lead título",),
    "account": ("Empresa lead 's", "Contato principal", "Empresa do contato", "Nome completo"),
    "pipeline": ("Funil de vendas",),
    "owner": ("Lead usuário responsável", "Usuário responsável"),
    "stage": ("Etapa do lead",),
    "amount": ("Venda", "Lead venda", "Lead venda R$"),
    "created_at": ("Data Criada", "Criado em"),
    "closed_at": ("Fechada em", "Fechado às", "Fechado em"),
    "lost_reason": ("Motivo de insucesso", "Motivo da perda"),
    "source": ("Origem", "Fonte"),
}

ENGLISH = {
    "deal_id": ("ID",),
    "name": ("Lead title", "Lead name"),
    "account": ("Company", "Main contact", "Contact name", "Lead's company"),
    "pipeline": ("Pipeline", "Sales pipeline"),
    "owner": ("Responsible user", "Lead responsible user", "Lead's responsible user"),
    "stage": ("Lead stage", "Pipeline stage", "Lead status", "Stage"),
    "amount": ("Sale", "Sale value", "Lead sale", "Budget"),
    "created_at": ("Created at", "Date created", "Created on"),
    "closed_at": ("Closed at", "Closed on", "Date closed"),
    "lost_reason": ("Loss reason",),
    "source": ("Source", "Lead source"),
}

DIALECTS = (
    Dialect(
        crm="kommo",
        title="Kommo (amoCRM)",
        language="ru",
        tells=(
            ("Название сделки",),
            ("Статус сделки", "Этап сделки"),
            ("Основной контакт", "Бюджет", "Дата закрытия"),
        ),
        columns=RUSSIAN,
        dates="dmy",
        export=EXPORT,
    ),
    Dialect(
        crm="kommo",
        title="Kommo (amoCRM)",
        language="pt",
        tells=(
            ("Etapa do lead",),
            ("Lead título", "Lead usuário responsável", "Lead tags"),
            ("Funil de vendas", "Venda", "Data Criada"),
        ),
        columns=PORTUGUESE,
        dates="dmy",
        export=EXPORT_LEADS,
    ),
    Dialect(
        crm="kommo",
        title="Kommo (amoCRM)",
        tells=(
            ("Lead title", "Lead name"),
            ("Lead stage", "Pipeline stage", "Lead status"),
            ("Lead tags", "Main contact", "Sale"),
            ("Responsible user", "Lead responsible user", "Lead's responsible user"),
        ),
        columns=ENGLISH,
        dates="dmy",
        export=EXPORT_LEADS,
    ),
)
