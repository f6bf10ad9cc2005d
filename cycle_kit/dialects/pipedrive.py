"""Pipedrive: the list export of deals. It holds no stage history, only the last change of stage.

Headers: public code that reproduces or reads real exports, per language. No Spanish header of closing
dates and only one Polish header at all is attested; what is missing is named with `columns=`.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Deals > list view > all deals (open, won and lost; no filter) > … > Export filter results, CSV, "
    "all columns. The export has no stage history: for stage questions keep a dated export every week "
    "in one folder and load the folder, or ask an administrator for the deal flow from the API."
)

ENGLISH = {
    "deal_id": ("Deal - ID", "Deal - System ID"),
    "name": ("Deal - Title",),
    "account": ("Deal - Organization", "Organization"),
    "pipeline": ("Deal - Pipeline",),
    "owner": ("Deal - Owner",),
    "team": ("Deal - Team",),
    "stage": ("Deal - Stage", "Deal - Stage (pipeline)"),
    "status": ("Deal - Status",),
    "amount": ("Deal - Value",),
    "currency": ("Deal - Currency of Value", "Deal - Currency"),
    "probability": ("Deal - Probability",),
    "created_at": ("Deal - Deal created", "Deal - Creation date"),
    "closed_at": ("Deal - Deal closed on", "Deal - Closed on"),
    "won_at": ("Deal - Won time",),
    "lost_at": ("Deal - Lost time",),
    "expected_close": ("Deal - Expected close date",),
    "stage_changed_at": ("Deal - Last stage change",),
    "last_activity_at": ("Deal - Last activity date",),
    "lost_reason": ("Deal - Lost reason",),
    "source": ("Deal - Source channel", "Deal - Source origin"),
    "deal_type": ("Deal - Type",),
    "industry": ("Deal - Industry",),
    "region": ("Deal - Region",),
    "segment": ("Deal - Segment",),
    "product": ("Deal - Product name",),
}

GERMAN = {
    "deal_id": ("Deal - ID",),
    "name": ("Deal - Titel",),
    "account": ("Deal - Organisation",),
    "pipeline": ("Deal - Pipeline",),
    "owner": ("Deal - Besitzer",),
    "stage": ("Deal - Phase",),
    "status": ("Deal - Status",),
    "amount": ("Deal - Wert",),
    "probability": ("Deal - Wahrscheinlichkeit",),
    "created_at": ("Deal - Deal erstellt",),
    "closed_at": ("Deal - Deal abgeschlossen am",),
    "won_at": ("Deal - Datum des gewonnenen Deals",),
    "lost_at": ("Deal - Datum des verlorenen Deals",),
    "stage_changed_at": ("Deal - Letzte Phasenänderung",),
    "last_activity_at": ("Deal - Datum der letzten Aktivität",),
    "lost_reason": ("Deal - Verlustgrund",),
}

PORTUGUESE = {
    "deal_id": ("Negócio - ID",),
    "name": ("Negócio - Título",),
    "account": ("Negócio - Organização",),
    "pipeline": ("Negócio - Funil",),
    "owner": ("Negócio - Proprietário",),
    "stage": ("Negócio - Etapa",),
    "status": ("Negócio - Status",),
    "amount": ("Negócio - Valor",),
    "currency": ("Negócio - Moeda de Valor", "Negócio - Moeda"),
    "probability": ("Negócio - Probabilidade",),
    "created_at": ("Negócio - Negócio criado em", "Negócio - Data de criação do negócio"),
    "closed_at": ("Negócio - Negócio fechado em",),
    "won_at": ("Negócio - Ganho em",),
    "lost_at": ("Negócio - Data de perda",),
    "expected_close": ("Negócio - Data de fechamento esperada",),
    "stage_changed_at": ("Negócio - Última alteração de etapa",),
    "last_activity_at": ("Negócio - Data da última atividade",),
    "lost_reason": ("Negócio - Motivo da perda",),
    "source": ("Negócio - Canal de origem", "Negócio - Origem"),
}

FRENCH = {
    "deal_id": ("Affaire - ID",),
    "name": ("Affaire - Titre",),
    "account": ("Affaire - Organisation",),
    "pipeline": ("Affaire - Pipeline",),
    "owner": ("Affaire - Propriétaire",),
    "stage": ("Affaire - Étape",),
    "status": ("Affaire - Statut",),
    "amount": ("Affaire - Valeur",),
    "created_at": ("Affaire - Affaire créée",),
    "won_at": ("Affaire - Date de gain",),
    "lost_at": ("Affaire - Heure de l'échec", "Affaire - Date de perte"),
    "lost_reason": ("Affaire - Raison de la perte",),
}

SPANISH = {
    "deal_id": ("Trato - ID",),
    "name": ("Trato - Título",),
    "owner": ("Trato - Propietario",),
    "stage": ("Trato - Etapa",),
    "status": ("Trato - Estado",),
    "amount": ("Trato - Valor",),
    "currency": ("Trato - Moneda",),
    "probability": ("Trato - Probabilidad",),
    "created_at": ("Trato - Trato creado",),
    "expected_close": ("Trato - Fecha de cierre prevista",),
}

POLISH = {"name": ("Szansa sprzedaży - Tytuł",)}

#: title, stage and value say the language; the German one shares its first words with the English one
LANGUAGES = {
    "en": (ENGLISH, (("Deal - Stage", "Deal - Stage (pipeline)"), ("Deal - Title",))),
    "de": (GERMAN, (("Deal - Phase",), ("Deal - Titel",))),
    "pt": (PORTUGUESE, (("Negócio - Etapa",), ("Negócio - Título",))),
    "fr": (FRENCH, (("Affaire - Étape",), ("Affaire - Titre",))),
    "es": (SPANISH, (("Trato - Etapa",), ("Trato - Título",))),
    "pl": (POLISH, (("Szansa sprzedaży - Tytuł",),)),
}

DIALECTS = tuple(
    Dialect(
        crm="pipedrive",
        title="Pipedrive",
        tells=((*columns["deal_id"], "Deal - Value"), *tells) if language == "en" else tells,
        columns=columns,
        language=None if language == "en" else language,
        dates="ymd",
        export=EXPORT,
    )
    for language, (columns, tells) in LANGUAGES.items()
)
