"""EspoCRM: opportunities as CSV (attribute names) or as XLSX (labels). No history but the last stage.

An attribute name is its English label without spaces, so that both are read by one declaration.

Labels: EspoCRM's own language files, eight languages; those of id, owner and creation are assumed. Some
labels have no translation there and stay attribute names. The Persian pack calls both outcomes "closed",
so that only the probability tells them apart.
"""

from cycle_kit.dialects.dialect import Dialect, Headers

EXPORT = (
    "Opportunities > list view, filter All, select all results > Actions > Export: CSV or XLSX, all fields, "
    "with ID, Stage, Last Stage (where a lost deal was), Probability, Created At and Close Date. The file has "
    "no stage history: keep a dated export every week in one folder and load the folder."
)

#: beside the English labels: attribute names that are not the label without its spaces
ATTRIBUTES: dict[str, Headers] = {"account": ("accountName",), "owner": ("assignedUserName",)}
UNLESS = ("Opportunity Name", "Deal Name")  # of systems whose reports have an "Amount Currency" too

#: attested, in the order of `NAMES`
NAMES = (
    "name", "account", "stage", "last_stage", "amount", "currency", "converted", "probability", "source",
    "close_date",
)  # fmt: skip
LABELS = {
    "en": "Name|Account|Stage|Last Stage|Amount|Amount Currency|Amount (converted)|Probability, %|"
    "Lead Source|Close Date",
    "pl": "Nazwa|Klient|Etap|Ostatni etap|Wartość|Waluta kwoty|Wartość (konwertowana)|"
    "Prawdopodobieństwo, %|Źródło Potencjalnego Kontaktu|Data Zamknięcia",
    "bg": "Име|Клиент|Фаза|Последна фаза|Сума|Валута на сумата|Сума (изчислена)|Вероятност (%)|"
    "Източник на потенциалната продажба|Дата на затваряне",
    "fa": "نام|حساب|مرحله|lastStage|مقدار|مقدار پول|amountConverted|احتمال٪|منبع لید|تاریخ بستن",
    "ar": "الاسم|الحساب|المرحلة|اخر مرحلة|القيمة|العملة كمية|القيمة (المحولة)|الإحتمالية, %|"
    "مصدر الفرصة|تاريخ الإقفال",
    "de": "name|Firma|Verkaufsphase|Letzte Verkaufsphase|Betrag|Währungsbetrag|Betrag (umgerechnet)|"
    "Wahrscheinlichkeit (%)|Quelle|Abschlussdatum",
    "fr": "Nom|Compte|Etape|Dernière étape|Montant|amountCurrency|Montant (converti)|Probabilité, %|"
    "Source du prospect|Date de fermeture",
    "es": "Nombre|Cuenta|Etapa de ventas|Última etapa|Ingresos esperados|Monto de la Moneda|"
    "Cantidad (convertido)|Probabilidad de ganar (%)|Toma de contacto del posible cliente|"
    "Fecha esperada de cierre",
}

#: assumed: who, when created
ASSUMED: dict[str, tuple[Headers, Headers]] = {
    "en": (("Assigned User",), ("Created At",)),
    "pl": (("Przypisany użytkownik", "Użytkownik"), ("Utworzono", "Data utworzenia")),
    "bg": (("Назначен потребител", "Отговорник"), ("Създаден на", "Създадено на")),
    "fa": (("کاربر مسئول", "کاربر اختصاص داده شده"), ("ایجاد شده در", "تاریخ ایجاد")),
    "ar": (("المستخدم المسؤول", "المستخدم المعين"), ("أنشئ في", "تاريخ الإنشاء")),
    "de": (("Zugewiesener Benutzer",), ("Erstellt am",)),
    "fr": (("Utilisateur assigné",), ("Créé le",)),
    "es": (("Usuario asignado",), ("Creado el", "Fecha de creación")),
}


def labelled(language: str, labels: str) -> Dialect:
    owner, created = ASSUMED[language]
    columns = {name: (label,) for name, label in zip(NAMES, labels.split("|"), strict=True)}
    columns |= {"deal_id": ("ID",), "owner": owner, "created_at": created}
    if language == "en":
        columns |= {name: columns[name] + more for name, more in ATTRIBUTES.items()}
    own = columns["currency"] + columns["last_stage"] + columns["converted"]
    return Dialect(
        crm="espocrm",
        title="EspoCRM",
        language=language,
        tells=(columns["name"], columns["stage"], columns["amount"], own),
        unless=UNLESS,
        columns=columns,
        probability_tells=True,
        export=EXPORT,
    )


DIALECTS = tuple(labelled(language, labels) for language, labels in LABELS.items())
