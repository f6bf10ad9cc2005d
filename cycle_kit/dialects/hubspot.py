"""HubSpot: deal exports of a view, with one date column per stage where the plan has them, and what its API writes.

Headers: HubSpot's property labels (954 deal properties) and real exports. French, Portuguese, Italian and Japanese
from readers of real files, in which the columns of stages keep their English labels; German and Spanish from the
vendor's help, whose labels need not be those of an export. Names of the API are the vendor's; its stages are ids.
"""

from cycle_kit.dialects.dialect import Dialect, WideHistory

#: The newer engine writes double quotes, the older single ones; both may stand in one file.
ENTERED = WideHistory(
    entered=(
        r'^Date entered "(?P<stage>.+) \((?P<pipeline>.+)\)"$',
        r"^Date entered '(?P<stage>.+) \((?P<pipeline>.+)\)'$",
    )
)
#: of the API: the stage's id, which is unique among pipelines; a loader may put a word in front
ENTERED_IDS = WideHistory(
    entered=(
        r"^(?:propert(?:y|ies)[_.]+)?hs_v2_date_entered_(?!current_stage$)(?P<stage>.+?)(?P<pipeline>)$",
        r"^(?:propert(?:y|ies)[_.]+)?hs_date_entered_(?P<stage>.+?)(?P<pipeline>)$",
    )
)

EXPORT = (
    "Deals > All deals > Export, file format CSV, include all properties on records; "
    'this adds a column "Date entered" for every stage (Professional and Enterprise).'
)

ENGLISH = {
    "deal_id": ("Record ID", "Record ID - Deal", "Deal ID"),
    "name": ("Deal Name",),
    "account": ("Associated Company", "Primary Associated Company"),
    "pipeline": ("Pipeline",),
    "owner": ("Deal owner",),
    "team": ("HubSpot Team",),
    "stage": ("Deal Stage",),
    "amount": ("Amount",),
    "currency": ("Currency",),
    "converted": ("Amount in company currency",),
    "probability": ("Deal probability",),
    "created_at": ("Create Date",),
    "close_date": ("Close Date",),
    "is_closed": ("Is Deal Closed?",),
    "is_won": ("Is Closed Won",),
    "is_lost": ("Is closed lost",),
    "stage_changed_at": ("Date entered current stage",),
    "last_activity_at": ("Last Activity Date",),
    "lost_reason": ("Closed Lost Reason",),
    "source": ("Original Traffic Source",),
    "deal_type": ("Deal Type",),
    "industry": ("Industry",),
    "region": ("Region", "State/Region"),
    "segment": ("Segment",),
    "product": ("Product", "Associated Product"),
}

#: our names of the labels below
NAMES = (
    "deal_id", "name", "stage", "pipeline", "owner", "team", "amount", "currency", "converted", "created_at",
    "close_date", "is_closed", "is_won", "is_lost", "stage_changed_at", "last_activity_at", "lost_reason", "source",
    "deal_type", "probability", "account",
)  # fmt: skip
#: the first three tell; several labels of one property with "/" between them
LABELS = {
    "fr": "ID de fiche d'informations/Record ID|Nom de la transaction|Phase de la transaction|Pipeline|"
    "Propriétaire de la transaction/Collaborateur de transaction|Équipe HubSpot|Montant|Devise|"
    "Montant dans la devise de l'entreprise|Date de création|Date de fermeture|La transaction est-elle fermée ?|"
    "Est fermée gagnée|Est fermée perdue|Date d'entrée dans la phase actuelle|Date de la dernière activité|"
    "Motif de la transaction perdue/Raison de la perte|Source de trafic d'origine|Type de transaction|"
    "Probabilité de la transaction|Entreprise associée",
    "pt": "ID do registro/ID do registo/Record ID|Nome do negócio|Etapa do negócio|Pipeline|Proprietário do negócio|"
    "Equipe da HubSpot|Valor|Moeda|Valor na moeda da empresa|Data de criação|Data de fechamento/Data de fecho|"
    "O negócio está fechado?|É fechado ganho|É fechado perdido|Data de entrada na etapa atual|"
    "Data da última atividade|Motivo de fechamento perdido|Fonte de tráfego original|Tipo de negócio|"
    "Probabilidade do negócio|Empresa associada",
    "it": "ID record/Record ID|Nome trattativa|Fase trattativa|Pipeline|Proprietario della trattativa|Team HubSpot|"
    "Importo|Valuta|Importo nella valuta aziendale|Data di creazione|Data di chiusura|La trattativa è chiusa?|"
    "È con chiusura vinta|È con chiusura persa|Data di entrata nella fase corrente|Data dell'ultima attività|"
    "Motivo di chiusura persa|Fonte di traffico originale|Tipo di trattativa|"
    "Probabilità trattativa/Probabilità della trattativa|Azienda associata",
    "es": "ID de registro/ID del registro/Record ID|Nombre del negocio|Etapa del negocio|Pipeline|"
    "Propietario del negocio|Equipo de HubSpot|Valor/Importe/Cantidad|Moneda|Valor en la moneda de la empresa|"
    "Fecha de creación|Fecha de cierre|¿El negocio está cerrado?|Es cierre ganado|Es cierre perdido|"
    "Fecha de entrada en la etapa actual|Fecha de última actividad|Motivo de cierre perdido/Motivo de negocio perdido|"
    "Fuente de tráfico original|Tipo de negocio|Probabilidad del negocio|Empresa asociada",
    "de": "Datensatz-ID/Record ID|Deal-Name|Deal-Phase|Pipeline|"
    "Für den Deal zuständiger Mitarbeiter/Deal-Verantwortlicher/Zuständiger Mitarbeiter|HubSpot-Team|Betrag|Währung|"
    "Betrag in Firmenwährung|Erstellungsdatum/Erstelldatum|Abschlussdatum|Ist der Deal abgeschlossen?|"
    "Ist abgeschlossen und gewonnen|Ist abgeschlossen und verloren|"
    "Datum des Eintritts in die aktuelle Phase|Datum der letzten Aktivität|"
    "Grund für Abschluss als verloren/Verlustgrund|Ursprüngliche Traffic-Quelle|Deal-Typ|Deal-Wahrscheinlichkeit|"
    "Verknüpftes Unternehmen/Zugeordnetes Unternehmen",
    "ja": "レコードID/Record ID|取引名|取引ステージ|パイプライン|取引担当者|HubSpotチーム|金額|通貨|会社の通貨での金額|"
    "作成日|クローズ日|取引がクローズ済みか|クローズ済み成約か|クローズ済み失注か|現在のステージに入った日付|"
    "最終アクティビティー日|失注理由|元のトラフィックソース|取引タイプ|取引確度|関連付けられた会社",
}

#: of the API; a loader may put a word in front
PROPERTIES = {
    "deal_id": ("hs_object_id", "id", "deal_id", "dealId"),
    "name": ("dealname",),
    "pipeline": ("pipeline", "deal_pipeline_id"),
    "owner": ("hubspot_owner_name", "owner_name", "hubspot_owner_id", "owner_id"),
    "team": ("hubspot_team_id",),
    "stage": ("dealstage", "deal_pipeline_stage_id"),
    "amount": ("amount",),
    "currency": ("deal_currency_code",),
    "converted": ("amount_in_home_currency",),
    "probability": ("hs_deal_stage_probability",),
    "created_at": ("createdate", "hs_createdate"),
    "close_date": ("closedate",),
    "is_closed": ("hs_is_closed",),
    "is_won": ("hs_is_closed_won",),
    "is_lost": ("hs_is_closed_lost",),
    "is_deleted": ("archived", "is_deleted", "_fivetran_deleted"),
    "stage_changed_at": ("hs_v2_date_entered_current_stage",),
    "last_activity_at": ("notes_last_updated", "notes_last_contacted"),
    "lost_reason": ("closed_lost_reason",),
    "source": ("hs_analytics_source",),
    "deal_type": ("dealtype",),
}
FRONTS = ("", "property_", "properties_")
#: "dealname" alone is compared like "Deal Name", which any list may have; these are HubSpot's alone
OF_HUBSPOT = (
    "hs_object_id",
    "hs_lastmodifieddate",
    "hs_createdate",
    "hubspot_owner_id",
    "hs_is_closed",
    "hs_is_closed_won",
    "hs_deal_stage_probability",
    "amount_in_home_currency",
)


def labelled(language: str, labels: str) -> Dialect:
    columns = {
        name: tuple(label.split("/")) for name, label in zip(NAMES, labels.split("|"), strict=True)
    }
    return Dialect(
        crm="hubspot",
        title="HubSpot",
        language=language,
        tells=(columns["deal_id"], columns["name"], columns["stage"]),
        columns=columns,
        history=ENTERED,
        export=EXPORT,
    )


def fronted(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(front + name for name in names for front in FRONTS)


DIALECTS = (
    Dialect(
        crm="hubspot",
        title="HubSpot",
        tells=(("Record ID", "Record ID - Deal"), ("Deal Stage",), ("Deal Name",)),
        columns=ENGLISH,
        history=ENTERED,
        export=EXPORT,
    ),
    *(labelled(language, labels) for language, labels in LABELS.items()),
    Dialect(
        crm="hubspot",
        title="HubSpot",
        language="technical",
        tells=(
            fronted(("dealname",)),
            fronted(PROPERTIES["stage"]),
            fronted(OF_HUBSPOT),
        ),
        unless=("Record ID", "Record ID - Deal"),
        columns={name: fronted(names) for name, names in PROPERTIES.items()},
        dates="ymd",
        history=ENTERED_IDS,
        export=EXPORT,
    ),
)
