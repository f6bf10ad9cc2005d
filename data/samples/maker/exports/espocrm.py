"""espocrm.csv and espocrm_<language>.xlsx: the B2B deals as EspoCRM exports them.

Won and lost are stages; `lastStage` keeps where a lost deal was. It knows no third outcome.
"""

from collections.abc import Callable
from functools import partial

from .. import company as co
from ..crm import probability
from ..deals import Deal
from ..small import text_file, whole_name, workbook, write_cell
from .odoo import MOST, chosen

#: five stages, then won and lost; of the Persian ones both say "closed"
STAGES = {
    "en": "Prospecting|Qualification|Proposal|Negotiation|Contract|Closed Won|Closed Lost",
    "pl": "Pozyskiwanie|Kwalifikacja|Oferta|Negocjacje|Umowa|Zakończone Wygrane|Zakończone Przegrane",
    "bg": "Проучване|Квалификация|Предложение|Преговори|Договор|Приключена - спечелена|Приключена - загубена",
    "fa": "اکتشاف|شرایط|پروپوزال|مذاکره|قرارداد|بسته شد|بسته شده است",
    "ar": "التنقيب|المُؤهّل|عرض|تفاوض|العقد|ناجحة|مغلق فقدت",
    "de": "Prospecting|Qualifikation|Angebot|Verhandlung|Vertrag|Gewonnen|Verloren",
    "fr": "Prospection|Qualification|Proposition|Négociation|Contrat|Conclusion gagnante|Conclusion perdante",
    "es": "Prospección|Calificación|Propuesta|Negociación|Contrato|Cerrado ganado|Cerrado perdido",
}
#: name, account, stage, last stage, amount, its currency, converted, probability, source, close date (all
#: attested); assigned user, created at, id (assumed)
LABELS = {
    "en": "Name|Account|Stage|Last Stage|Amount|Amount Currency|Amount (converted)|Probability, %|Lead Source|"
    "Close Date|Assigned User|Created At|ID",
    "pl": "Nazwa|Klient|Etap|Ostatni etap|Wartość|Waluta kwoty|Wartość (konwertowana)|Prawdopodobieństwo, %|"
    "Źródło Potencjalnego Kontaktu|Data Zamknięcia|Przypisany użytkownik|Utworzono|ID",
    "bg": "Име|Клиент|Фаза|Последна фаза|Сума|Валута на сумата|Сума (изчислена)|Вероятност (%)|"
    "Източник на потенциалната продажба|Дата на затваряне|Назначен потребител|Създаден на|ID",
    "fa": "نام|حساب|مرحله|lastStage|مقدار|مقدار پول|amountConverted|احتمال٪|منبع لید|تاریخ بستن|کاربر مسئول|"
    "ایجاد شده در|ID",
    "ar": "الاسم|الحساب|المرحلة|اخر مرحلة|القيمة|العملة كمية|القيمة (المحولة)|الإحتمالية, %|مصدر الفرصة|"
    "تاريخ الإقفال|المستخدم المسؤول|أنشئ في|ID",
    "de": "name|Firma|Verkaufsphase|Letzte Verkaufsphase|Betrag|Währungsbetrag|Betrag (umgerechnet)|"
    "Wahrscheinlichkeit (%)|Quelle|Abschlussdatum|Zugewiesener Benutzer|Erstellt am|ID",
    "fr": "Nom|Compte|Etape|Dernière étape|Montant|amountCurrency|Montant (converti)|Probabilité, %|"
    "Source du prospect|Date de fermeture|Utilisateur assigné|Créé le|ID",
    "es": "Nombre|Cuenta|Etapa de ventas|Última etapa|Ingresos esperados|Monto de la Moneda|"
    "Cantidad (convertido)|Probabilidad de ganar (%)|Toma de contacto del posible cliente|"
    "Fecha esperada de cierre|Usuario asignado|Creado el|ID",
}
ATTRIBUTES = (
    "name|accountName|stage|lastStage|amount|amountCurrency|amountConverted|probability|leadSource|closeDate|"
    "assignedUserName|createdAt|id"
)


def values(deal: Deal, language: str) -> list:
    """One deal's cells in the order of the labels."""
    *stages, won, lost = STAGES[language].split("|")
    stage = dict(zip(co.STAGES["B2B"], stages, strict=True))[deal.stage]
    shown = {"open": stage, "won": won}.get(deal.outcome, lost)
    return [
        deal.name,
        whole_name(deal),
        shown,
        won if deal.outcome == "won" else stage,
        deal.amount,
        deal.currency,
        deal.value,
        probability(deal),
        deal.source,
        (deal.closed_at or deal.expected_close)
        if deal.outcome == "open"
        else deal.closed_at.date(),
        deal.owner,
        deal.created_at,
        f"{deal.number * 7919:013x}",
    ]


def attributes(deals: list[Deal]) -> bytes:
    """A CSV with attribute names; the delimiter is a preference, here a semicolon."""
    rows = []
    for deal in chosen(deals):
        cells = ["" if value is None else str(value) for value in values(deal, "en")]
        rows.append(dict(zip(ATTRIBUTES.split("|"), cells, strict=True)))
    return text_file(rows, separator=";")


def labelled(deals: list[Deal], language: str) -> bytes:
    """A workbook with labels; the English one with its title and date above the header."""
    above = [["Opportunities"], [f"{co.NOW:%Y-%m-%d %H:%M}"]] if language == "en" else []
    rows = [*above, LABELS[language].split("|")]
    rows += [values(deal, language) for deal in chosen(deals, MOST)]

    def fill(page, formats) -> None:
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                write_cell(page, line, place, value, formats)

    return workbook(fill, sheet="Sheet1")


FILES: dict[str, Callable[[list[Deal]], bytes]] = {
    "local/espocrm.csv": attributes,
    **{
        f"local/espocrm_{language}.xlsx": partial(labelled, language=language)
        for language in LABELS
    },
}
