"""Pipedrive: the list export of deals. It holds no stage history, only the last change of stage.

A header is the name of the thing, a dash and the name of the field: "Deal - Title".

Headers: public code that reproduces or reads real exports, per language; of Polish the title only, of Spanish none
of closing dates. Where a language's own words for a field are not attested, those that everyday
lists have stand behind its name for a deal, so that these exports are read as well. Names of the API are the vendor's.
"""

from cycle_kit.dialects.dialect import Dialect, Headers
from cycle_kit.dialects.languages import DEALS

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

API = {
    "deal_id": ("id", "deal_id"),
    "name": ("title",),
    "account": ("org_name", "org_id.name", "person_name", "org_id"),
    "pipeline": ("pipeline_name", "pipeline", "pipeline_id"),
    "owner": ("owner_name", "user_name", "user_id.name", "owner_id", "user_id"),
    "stage": ("stage_name", "stage", "stage_id"),
    "stage_number": ("stage_order_nr",),
    "status": ("status",),
    "amount": ("value",),
    "currency": ("currency",),
    "probability": ("probability",),
    "created_at": ("add_time",),
    "closed_at": ("close_time",),
    "won_at": ("won_time",),
    "lost_at": ("lost_time",),
    "expected_close": ("expected_close_date",),
    "stage_changed_at": ("stage_change_time",),
    "last_activity_at": ("last_activity_date",),
    "lost_reason": ("lost_reason",),
    "source": ("channel", "origin"),
    "is_deleted": ("is_deleted", "deleted"),
}

#: language: what a deal is called
THINGS = {
    "en": "Deal",
    "de": "Deal",
    "pt": "Negócio",
    "fr": "Affaire",
    "es": "Trato",
    "pl": "Szansa sprzedaży",
}
ATTESTED = {
    "en": ENGLISH,
    "de": GERMAN,
    "pt": PORTUGUESE,
    "fr": FRENCH,
    "es": SPANISH,
    "pl": POLISH,
}
#: columns that the words of everyday lists may add
FIELDS = tuple(name for name in ENGLISH if name != "deal_id")


def labelled(language: str) -> Dialect:
    """Title and stage say the language: German shares the first word with English."""
    attested = ATTESTED[language]
    columns = {"deal_id": headed(language, ("ID", *everyday(language, "deal_id")))}
    columns |= {name: headed(language, everyday(language, name)) for name in FIELDS}
    columns |= {
        name: tuple(dict.fromkeys((*headers, *columns[name]))) for name, headers in attested.items()
    }
    tells = (attested["name"], attested.get("stage", columns["stage"]))
    return Dialect(
        crm="pipedrive",
        title="Pipedrive",
        tells=((*ENGLISH["deal_id"], "Deal - Value"), *tells) if language == "en" else tells,
        columns=columns,
        language=None if language == "en" else language,
        dates="ymd",
        export=EXPORT,
    )


def everyday(language: str, name: str) -> Headers:
    words = DEALS[language]
    both = [words[name], words["close_date"]] if name == "closed_at" else [words[name]]
    return tuple("|".join(both).split("|"))


def headed(language: str, fields: Headers) -> Headers:
    return tuple(f"{THINGS[language]} - {field}" for field in fields)


DIALECTS = (
    *(labelled(language) for language in THINGS),
    Dialect(
        crm="pipedrive",
        title="Pipedrive",
        language="technical",
        tells=(("add_time",), ("stage_change_time", "won_time", "close_time"), API["stage"]),
        columns=API,
        dates="ymd",
        export=EXPORT,
    ),
)
