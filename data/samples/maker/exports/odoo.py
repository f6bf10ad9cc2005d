"""odoo_<language>.csv, odoo_technical.csv, odoo_grouped.xlsx: the B2B deals as Odoo's list export has them.

Odoo knows won as a stage and lost as the archive with a reason; a disqualified deal is archived without
one. Amounts are in the company's currency. `Status time` runs on up to the export, also in the last stage.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from .. import company as co
from ..crm import moves, probability
from ..deals import Deal
from ..small import table_of_cells, text_file, whole_name

#: the company's five stages and the one that means won; the first three and the last are Odoo's own words
#: (attested, but for fr and es)
STAGES = {
    "en": "New|Qualified|Proposition|Negotiation|Contract|Won",
    "pl": "Nowe|Kwalifikacje|Propozycja|Negocjacje|Umowa|Sukces",
    "bg": "Нов|Квалифициран|Твърдение|Преговори|Договор|Спечелени",
    "fa": "جدید|تایید شده|پیشنهاد|مذاکره|قرارداد|برد",
    "ar": "جديد|مؤهل|مقترح|التفاوض|العقد|تم الفوز بها",
    "de": "Neu|Qualifiziert|Umsatzprognose|Verhandlung|Vertrag|Gewonnen",
    "fr": "Nouveau|Qualifié|Proposition|Négociation|Contrat|Gagné",
    "es": "Nuevo|Calificado|Propuesta|Negociación|Contrato|Ganado",
}
#: ID, Opportunity, Stage, Stage/ID, Status time, Active, Salesperson, Sales Team, Customer, Expected Revenue,
#: Probability, Created on, Last Stage Update, Expected Closing, Closed Date, Lost Reason, Source
LABELS = {
    "en": "ID|Opportunity|Stage|Stage/ID|Status time|Active|Salesperson|Sales Team|Customer|Expected Revenue|"
    "Probability|Created on|Last Stage Update|Expected Closing|Closed Date|Lost Reason|Source",
    "pl": "ID|Szansa|Etap|Etap/ID|Czas stanu|Aktywne|Sprzedawca|Zespół sprzedaży|Klient|Spodziewany przychód|"
    "Prawdopodobieństwo|Data utworzenia|Ostatnia zmiana etapu|Spodziewane zamknięcie|Data zamknięcia|"
    "Powód utraty|Źródło",
    "bg": "ID|Възможност|Стадий|Стадий/ID|Status time|Активно|Търговец|Търговски отдел|Клиент|Очакван приход|"
    "Вероятност|Създадено на|Последна фаза на актуализация|Очаквано приключване|Дата на затваряне|"
    "Причина за загуба|Източник",
    "fa": "شناسه|فرصت|مرحله|مرحله/شناسه|زمان وضعیت|فعال|فروشنده|تیم فروش|مشتری|پیش‌بینی تخمینی درآمد|احتمال|"
    "ایجاد شده در|به روز رسانی آخرین مرحله|پیش‌بینی تاریخ قرارداد|تاریخ بسته شدن|دلیل باخت|مرجع",
    "ar": "المُعرف|الفرصة|المرحلة|المرحلة/المُعرف|وقت الحالة|نشط|مندوب المبيعات|فريق المبيعات|العميل|"
    "الإيرادات المتوقعة|الاحتمالية|أنشئ في|آخر تحديث للمرحلة|إقفال متوقع|التاريخ المقفل|سبب الضياع|المصدر",
    "de": "ID|Verkaufschance|Phase|Phase/ID|Statuszeit|Aktiv|Vertriebsmitarbeiter|Verkaufsteam|Kunde|"
    "Erwarteter Umsatz|Wahrscheinlichkeit|Erstellt am|Letzte Phasenaktualisierung|Erwarteter Abschluss|"
    "Abschlussdatum|Verlustgrund|Herkunft",
    "fr": "ID|Opportunité|Étape|Étape/ID|Durée du statut|Actif|Vendeur|Équipe commerciale|Client|"
    "Revenu attendu|Probabilité|Créé le|Dernière mise à jour de l'étape|Date de clôture prévue|"
    "Date de clôture|Motif de perte|Source",
    "es": "ID|Oportunidad|Etapa|Etapa/ID|Tiempo del estado|Activo|Comercial|Equipo de ventas|Cliente|"
    "Ingresos esperados|Probabilidad|Creado el|Última actualización de la etapa|Cierre previsto|"
    "Fecha de cierre|Razón de pérdida|Origen",
}
TECHNICAL = (
    ".id|name|stage_id|stage_id/.id|duration_tracking|active|user_id|team_id|partner_id|expected_revenue|"
    "probability|create_date|date_last_stage_update|date_deadline|date_closed|lost_reason_id|source_id"
)
IDS = dict(
    zip((*co.STAGES["B2B"], co.WON), (1, 2, 3, 5, 6, 4), strict=True)
)  # own stages came later
MOST = 40  # deals per language


def chosen(deals: list[Deal], most: int | None = None) -> list[Deal]:
    """The latest B2B deals."""
    mine = [deal for deal in deals if deal.pipeline == "B2B"]
    return mine[-most:] if most else mine


def stays(deal: Deal) -> list[tuple[str, datetime]]:
    """The stages with the moment of each entry; a lost deal stays where it is."""
    return [(name, at) for name, at in moves(deal) if name in IDS]


def seconds(deal: Deal) -> dict[str, int]:
    """`Status time`: whole seconds per stage id up to the export."""
    spent: dict[str, int] = {}
    entered = stays(deal)
    ends = [at for _, at in entered[1:]] + [co.NOW]
    for (name, start), end in zip(entered, ends, strict=True):
        spent[str(IDS[name])] = spent.get(str(IDS[name]), 0) + int((end - start).total_seconds())
    return spent


def values(deal: Deal, language: str) -> list:
    """One deal's cells in the order of the labels."""
    names = dict(zip(IDS, STAGES[language].split("|"), strict=True))
    lost, dropped = deal.outcome == "lost", deal.outcome == "dropped"
    stage, entered = stays(deal)[-1]
    chance = co.STEPS[deal.stage].probability * 100.0 if dropped else float(probability(deal))
    return [
        str(deal.number + 1000),
        deal.name,
        names[stage],
        str(IDS[stage]),
        json.dumps(seconds(deal)),
        "" if lost or dropped else "True",
        deal.owner,
        deal.team,
        whole_name(deal),
        deal.value,
        chance,
        deal.created_at,
        entered,
        deal.expected_close,
        deal.closed_at,
        deal.lost_reason or "Too expensive" if lost else "",
        deal.source,
    ]


def text(value) -> str:
    """A cell of the CSV: neutral formats, nothing for nothing."""
    return "" if value is None else str(value)


def labelled(deals: list[Deal], language: str) -> bytes:
    """A CSV with labels."""
    labels = LABELS[language].split("|")
    rows = (map(text, values(deal, language)) for deal in chosen(deals, MOST))
    return text_file((dict(zip(labels, row, strict=True)) for row in rows), quote_all=True)


def technical(deals: list[Deal]) -> bytes:
    """Field names for headers, and the quotations of each deal, which take further lines."""
    return text_file(with_quotations(chosen(deals, MOST)), quote_all=True)


def with_quotations(deals: list[Deal]) -> Iterator[dict[str, str]]:
    for deal in deals:
        row = dict(zip(TECHNICAL.split("|"), map(text, values(deal, "en")), strict=True))
        count = deal.number // 24 % 3  # the samples hold every 24th deal
        yield {**row, "order_ids/name": f"S{deal.number:05d}" if count else ""}
        if count == 2:
            yield {**dict.fromkeys(row, ""), "order_ids/name": f"S{deal.number:05d}-2"}


def grouped(deals: list[Deal]) -> bytes:
    """A workbook grouped by team and salesperson: titles with counts and sums above the deals."""
    order = [1, 0, *range(2, 17)]  # the title stands in the first column, which is the name here
    labels = [LABELS["en"].split("|")[place] for place in order]
    rows: list[dict] = []
    mine = chosen(deals, MOST)
    for team in sorted({deal.team for deal in mine}):
        of_team = [deal for deal in mine if deal.team == team]
        rows.append(group(labels, team, of_team))
        for owner in sorted({deal.owner for deal in of_team}):
            own = [deal for deal in of_team if deal.owner == owner]
            rows.append(group(labels, "    " + owner, own))
            for deal in own:
                cells = values(deal, "en")
                rows.append(dict(zip(labels, (cells[place] for place in order), strict=True)))
    return table_of_cells(rows, sheet="Sheet1")


def group(labels: list[str], label: str, deals: list[Deal]) -> dict:
    """A group's title row: sums of money, the mean of probabilities, nothing else."""
    total = sum(deal.value or 0.0 for deal in deals)
    mean = sum(values(deal, "en")[10] for deal in deals) / len(deals)
    row: dict = dict.fromkeys(labels, "")
    return {
        **row,
        labels[0]: f"{label} ({len(deals)})",
        "Expected Revenue": total,
        "Probability": mean,
    }


FILES: dict[str, Callable[[list[Deal]], bytes]] = {
    **{f"local/odoo_{language}.csv": partial(labelled, language=language) for language in LABELS},
    "local/odoo_technical.csv": technical,
    "local/odoo_grouped.xlsx": grouped,
}
