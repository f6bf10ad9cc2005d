"""Odoo CRM: leads and opportunities as exported from the list, with labels or "import-compatible".

Labels: Odoo 17's own message catalogs, eight languages. The header of a field of another record is a path
("Stage/ID"). Won is a stage; a lost deal lies in the archive, with a reason, in the stage where it was.
"""

from cycle_kit.dialects.dialect import Dialect, DurationHistory, Headers

EXPORT = (
    "CRM > Pipeline, list view, remove all filters, add a custom filter Active is set or not set (lost deals "
    "lie in the archive and are missing otherwise), select all, ⚙ > Export, CSV, not import-compatible: "
    "ID, Opportunity, Stage, Stage/ID, Status time (from Odoo 17: the days per stage), Active, Lost Reason, "
    "Created on, Closed Date, Expected Closing, Last Stage Update, Expected Revenue, Probability, Salesperson."
)

#: our names of the labels below, in their order; the third tells leads from opportunities, the last label is
#: that of the time per stage
NAMES = (
    "deal_id", "name", "", "stage", "team", "owner", "account", "amount", "currency", "probability",
    "created_at", "stage_changed_at", "expected_close", "closed_at", "lost_reason", "source", "is_active",
)  # fmt: skip

LABELS = {
    "en": "ID|Opportunity|Type|Stage|Sales Team|Salesperson|Customer|Expected Revenue|Currency|Probability|"
    "Created on|Last Stage Update|Expected Closing|Closed Date|Lost Reason|Source|Active|Status time",
    "pl": "ID|Szansa|Typ|Etap|Zespół sprzedaży|Sprzedawca|Klient|Spodziewany przychód|Waluta|"
    "Prawdopodobieństwo|Data utworzenia|Ostatnia zmiana etapu|Spodziewane zamknięcie|Data zamknięcia|"
    "Powód utraty|Źródło|Aktywne|Czas stanu",
    "bg": "ID|Възможност|Вид|Стадий|Търговски отдел|Търговец|Клиент|Очакван приход|Валута|Вероятност|"
    "Създадено на|Последна фаза на актуализация|Очаквано приключване|Дата на затваряне|"
    "Причина за загуба|Източник|Активно|Status time",
    "fa": "شناسه|فرصت|نوع|مرحله|تیم فروش|فروشنده|مشتری|پیش‌بینی تخمینی درآمد|ارز|احتمال|ایجاد شده در|"
    "به روز رسانی آخرین مرحله|پیش‌بینی تاریخ قرارداد|تاریخ بسته شدن|دلیل باخت|مرجع|فعال|زمان وضعیت",
    "ar": "المُعرف|الفرصة|النوع|المرحلة|فريق المبيعات|مندوب المبيعات|العميل|الإيرادات المتوقعة|العملة|"
    "الاحتمالية|أنشئ في|آخر تحديث للمرحلة|إقفال متوقع|التاريخ المقفل|سبب الضياع|المصدر|نشط|وقت الحالة",
    "de": "ID|Verkaufschance|Typ|Phase|Verkaufsteam|Vertriebsmitarbeiter|Kunde|Erwarteter Umsatz|Währung|"
    "Wahrscheinlichkeit|Erstellt am|Letzte Phasenaktualisierung|Erwarteter Abschluss|Abschlussdatum|"
    "Verlustgrund|Herkunft|Aktiv|Statuszeit",
    "fr": "ID|Opportunité|Type|Étape|Équipe commerciale|Vendeur|Client|Revenu attendu|Devise|Probabilité|"
    "Créé le|Dernière mise à jour de l'étape|Date de clôture prévue|Date de clôture|Motif de perte|"
    "Source|Actif|Durée du statut",
    "es": "ID|Oportunidad|Tipo|Etapa|Equipo de ventas|Comercial|Cliente|Ingresos esperados|Moneda|"
    "Probabilidad|Creado el|Última actualización de la etapa|Cierre previsto|Fecha de cierre|"
    "Razón de pérdida|Origen|Activo|Tiempo del estado",
}

TECHNICAL: dict[str, Headers] = {
    "deal_id": (".id", "id"),
    "name": ("name",),
    "stage": ("stage_id", "stage_id/name", "stage_id/display_name", "stage_id/id"),
    "team": ("team_id", "team_id/name", "team_id/id"),
    "owner": ("user_id", "user_id/name", "user_id/id"),
    "account": ("partner_id", "partner_id/name", "partner_name", "partner_id/id"),
    "amount": ("expected_revenue",),
    "currency": ("company_currency", "company_currency/name"),
    "probability": ("probability",),
    "created_at": ("create_date",),
    "stage_changed_at": ("date_last_stage_update",),
    "expected_close": ("date_deadline",),
    "closed_at": ("date_closed",),
    "lost_reason": ("lost_reason_id", "lost_reason_id/name", "lost_reason_id/id"),
    "source": ("source_id", "source_id/name", "source_id/id"),
    "is_active": ("active",),
}


def labelled(language: str, labels: str) -> Dialect:
    *ours, status_time = labels.split("|")
    columns = {name: (label,) for name, label in zip(NAMES, ours, strict=True) if name}
    stage, identity = columns["stage"][0], columns["deal_id"][0]
    return Dialect(
        crm="odoo",
        title="Odoo",
        language=language,
        tells=(
            columns["name"],
            columns["stage"],
            columns["amount"],
            columns["owner"] + columns["stage_changed_at"],
        ),
        columns=columns,
        dates="ymd",
        history=DurationHistory(
            seconds=(status_time, "Status time"), stage_id=(f"{stage}/{identity}", f"{stage}/ID")
        ),
        lines_per_deal=True,
        blank_parents=True,
        group_rows=True,
        export=EXPORT,
    )


DIALECTS = (
    *(labelled(language, labels) for language, labels in LABELS.items()),
    Dialect(
        crm="odoo",
        title="Odoo",
        language="technical",
        tells=(("expected_revenue",), TECHNICAL["stage"], ("name",)),
        columns=TECHNICAL,
        dates="ymd",
        history=DurationHistory(seconds=("duration_tracking",), stage_id=("stage_id/.id",)),
        lines_per_deal=True,
        blank_parents=True,
        group_rows=True,
        export=EXPORT,
    ),
)
