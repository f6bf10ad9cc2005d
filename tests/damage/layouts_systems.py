"""The samples of systems, and which column of each has which role.

The roles are written down once more, on purpose: what a damage does and what must come of it may not hang on
the code that is tried. Names of roles are those of `load(columns=...)`.
"""

from __future__ import annotations

from typing import Any

from tests.damage.sample import Sample, Source, one, placed, roles

HUBSPOT = roles(
    "deal_id: Record ID | name: Deal Name | pipeline: Pipeline | stage: Deal Stage | amount: Amount |"
    " currency: Currency | created_at: Create Date | close_date: Close Date | owner: Deal owner"
)
HUBSPOT_DEALS = Source(
    "hubspot_deals.csv",
    "deals",
    HUBSPOT
    | roles(
        "account: Associated Company | lost_reason: Closed Lost Reason | team: HubSpot Team |"
        " source: Original Traffic Source | last_activity_at: Last Activity Date |"
        " probability: Deal probability"
    ),
    quote_all=True,
    belongs="deal_id",
)
SALESFORCE = roles(
    "deal_id: Opportunity ID | name: Opportunity Name | owner: Opportunity Owner | account: Account Name |"
    " pipeline: Opportunity Record Type | stage: Stage | currency: Amount Currency | amount: Amount |"
    " close_date: Close Date | created_at: Created Date | source: Lead Source | lost_reason: Loss Reason |"
    " probability: Probability (%)"
)
SALESFORCE_OBJECT = roles(
    "deal_id: Id | name: Name | account: AccountId | stage: StageName | amount: Amount |"
    " close_date: CloseDate | currency: CurrencyIsoCode | owner: OwnerId | created_at: CreatedDate |"
    " source: LeadSource | last_activity_at: LastActivityDate | probability: Probability"
)
SALESFORCE_HISTORY = roles("deal_id: OpportunityId | stage: StageName | entered_at: CreatedDate")
FIELD_LOG = roles(
    "deal_id: OpportunityId | field: Field | old_value: OldValue | new_value: NewValue | entered_at: CreatedDate"
)
CLOSE = roles(
    "deal_id: id | name: lead_name | stage: status_label | status: status_type | amount: value |"
    " currency: value_currency | owner: user_name | created_at: date_created | won_at: date_won |"
    " lost_at: date_lost | probability: confidence"
)
PIPEDRIVE_LOCAL = {
    "german": roles(
        "deal_id: Deal - ID | name: Deal - Titel | account: Deal - Organisation | amount: Deal - Wert |"
        " status: Deal - Status | pipeline: Deal - Pipeline | stage: Deal - Phase | owner: Deal - Besitzer |"
        " created_at: Deal - Deal erstellt | closed_at: Deal - Deal abgeschlossen am |"
        " won_at: Deal - Datum des gewonnenen Deals | lost_at: Deal - Datum des verlorenen Deals |"
        " lost_reason: Deal - Verlustgrund"
    ),
    "portuguese": roles(
        "deal_id: Negócio - ID | name: Negócio - Título | amount: Negócio - Valor |"
        " currency: Negócio - Moeda de Valor | stage: Negócio - Etapa | pipeline: Negócio - Funil |"
        " status: Negócio - Status | created_at: Negócio - Negócio criado em | won_at: Negócio - Ganho em |"
        " lost_at: Negócio - Data de perda | lost_reason: Negócio - Motivo da perda |"
        " owner: Negócio - Proprietário | expected_close: Negócio - Data de fechamento esperada |"
        " account: Negócio - Organização"
    ),
    "french": roles(
        "deal_id: Affaire - ID | name: Affaire - Titre | owner: Affaire - Propriétaire |"
        " amount: Affaire - Valeur | account: Affaire - Organisation | pipeline: Affaire - Pipeline |"
        " stage: Affaire - Étape | status: Affaire - Statut | created_at: Affaire - Affaire créée |"
        " won_at: Affaire - Date de gain | lost_at: Affaire - Heure de l’échec |"
        " lost_reason: Affaire - Raison de la perte"
    ),
    "spanish": roles(
        "deal_id: Trato - ID | name: Trato - Título | owner: Trato - Propietario | amount: Trato - Valor |"
        " currency: Trato - Moneda | stage: Trato - Etapa | status: Trato - Estado |"
        " created_at: Trato - Trato creado | expected_close: Trato - Fecha de cierre prevista"
    ),
    "polish": placed(
        "deal_id name pipeline stage status amount owner created_at won_at lost_at lost_reason"
    ),
}


def _salesforce_objects(name: str, deals: Source, history: Source, **more: Any) -> Sample:
    return Sample(name, (deals, history), closed_words=True, **more)


def systems() -> list[Sample]:
    """The samples whose stages are those of the company."""
    loader = Source("salesforce_loader_opportunity.csv", "deals", SALESFORCE_OBJECT, quote_all=True)
    zoho = roles(
        "deal_id: Record Id | owner: Deal Owner | amount: Amount | name: Deal Name | close_date: Closing Date |"
        " account: Account Name | stage: Stage | source: Lead Source | created_at: Created Time |"
        " pipeline: Pipeline | lost_reason: Reason For Loss | currency: Currency | probability: Probability (%)"
    )
    found = [
        one("hubspot", HUBSPOT_DEALS, closed_words=True),
        Sample(
            "hubspot with leads",
            (
                HUBSPOT_DEALS,
                Source(
                    "hubspot_contacts.csv",
                    "leads",
                    roles(
                        "lead_id: Record ID | created_at: Create Date | owner: Contact owner |"
                        " first_contact_at: Date of first engagement | deal_id: Associated Deal IDs |"
                        " status: Lead Status | reason: Unqualified Reason | source: Original Traffic Source"
                    ),
                    quote_all=True,
                    belongs="deal_id",
                ),
            ),
            closed_words=True,
        ),
        one(
            "hubspot in French",
            Source(
                "hubspot_french.csv",
                "deals",
                placed("deal_id name pipeline stage amount close_date created_at owner -"),
                quote_all=True,
                mark=True,
            ),
            closed_words=True,
            language="fr",
        ),
        *(
            one(
                f"hubspot in {name}",
                Source(
                    f"hubspot_{name.lower()}.csv",
                    "deals",
                    placed("deal_id name pipeline stage amount close_date created_at owner"),
                    quote_all=True,
                ),
                closed_words=True,
                language=language,
            )
            for name, language in (
                ("German", "de"),
                ("Italian", "it"),
                ("Japanese", "ja"),
                ("Portuguese", "pt"),
                ("Spanish", "es"),
            )
        ),
        one(
            "hubspot, both engines",
            Source("hubspot_both_engines.csv", "deals", HUBSPOT, quote_all=True),
            closed_words=True,
        ),
        Sample(
            "salesforce",
            (
                Source(
                    "salesforce_opportunities.csv",
                    "deals",
                    SALESFORCE,
                    quote_all=True,
                    belongs="deal_id",
                ),
                Source(
                    "salesforce_history.csv",
                    "history",
                    roles(
                        "from_stage: From Stage | stage: To Stage | entered_at: Last Modified |"
                        " deal_id: Opportunity ID"
                    ),
                    quote_all=True,
                    belongs="deal_id",
                ),
            ),
            dates="mdy",
            closed_words=True,
        ),
        _salesforce_objects(
            "salesforce, weekly",
            Source(
                "salesforce_weekly_opportunity.csv",
                "deals",
                SALESFORCE_OBJECT,
                quote_all=True,
                encoding="cp1252",
            ),
            Source(
                "salesforce_weekly_history.csv",
                "history",
                SALESFORCE_HISTORY,
                quote_all=True,
                encoding="cp1252",
            ),
        ),
        _salesforce_objects(
            "salesforce, loader",
            loader,
            Source("salesforce_loader_history.csv", "history", SALESFORCE_HISTORY, quote_all=True),
        ),
        _salesforce_objects(
            "salesforce, loader and fields",
            loader,
            Source("salesforce_loader_field_history.csv", "history", FIELD_LOG, quote_all=True),
        ),
        _salesforce_objects(
            "salesforce, loader and field report",
            loader,
            Source(
                "salesforce_field_history.csv",
                "history",
                roles(
                    "deal_id: Opportunity ID | field: Field / Event | old_value: Old Value |"
                    " new_value: New Value | entered_at: Edit Date"
                ),
                quote_all=True,
            ),
        ),
        one(
            "salesforce, formatted",
            Source(
                "salesforce_formatted.xlsx",
                "deals",
                {
                    **{role: said for role, said in SALESFORCE.items() if role != "stage"},
                    "stage": 0,
                },
                header=7,
            ),
            grouped=True,
            closed_words=True,
        ),
        one(
            "pipedrive",
            Source(
                "pipedrive_deals.csv",
                "deals",
                roles(
                    "deal_id: Deal - ID | name: Deal - Title | owner: Deal - Owner | amount: Deal - Value |"
                    " currency: Deal - Currency of Value | account: Deal - Organization |"
                    " pipeline: Deal - Pipeline | stage: Deal - Stage | status: Deal - Status |"
                    " created_at: Deal - Deal created | last_activity_at: Deal - Last activity date |"
                    " closed_at: Deal - Deal closed on | won_at: Deal - Won time | lost_at: Deal - Lost time |"
                    " lost_reason: Deal - Lost reason |"
                    " expected_close: Deal - Expected close date | source: Deal - Source channel |"
                    " team: Deal - Team"
                ),
                belongs="deal_id",
            ),
        ),
        one(
            "pipedrive, interface",
            Source(
                "pipedrive_api.csv",
                "deals",
                placed(
                    "deal_id name amount currency created_at - status lost_reason closed_at pipeline won_at"
                    " lost_at expected_close stage owner account - -"
                ),
            ),
        ),
        one(
            "pipedrive, import style",
            Source(
                "pipedrive_import_style.csv",
                "deals",
                placed(
                    "deal_id name stage pipeline status amount currency created_at closed_at account -"
                ),
            ),
        ),
        *(
            one(
                f"pipedrive in {language.title()}",
                Source(
                    f"pipedrive_{language}.csv",
                    "deals",
                    taken,
                    separator=";" if language == "french" else ",",
                ),
                dates="dmy" if language == "french" else "ymd",
                language={"german": "de", "portuguese": "pt", "french": "fr", "spanish": "es"}.get(
                    language, "pl"
                ),
            )
            for language, taken in PIPEDRIVE_LOCAL.items()
        ),
        one("zoho", Source("zoho_deals.csv", "deals", zoho, quote_all=True), closed_words=True),
        one(
            "vtiger",
            Source(
                "vtiger_opportunities.csv",
                "deals",
                placed(
                    "name deal_id amount account - close_date - - source stage owner probability created_at - -"
                ),
                quote_all=True,
            ),
            closed_words=True,
        ),
        one(
            "bigin",
            Source(
                "bigin_deals.csv",
                "deals",
                roles(
                    "deal_id: Deal Id | owner: Deal Owner | name: Deal Name | account: Company Name |"
                    " pipeline: Sub-Pipeline | amount: Amount | stage: Stage | close_date: Closing Date |"
                    " created_at: Created Time | last_activity_at: Last Activity Time"
                ),
                quote_all=True,
            ),
            closed_words=True,
        ),
        one(
            "dynamics",
            Source(
                "dynamics_opportunities.xlsx",
                "deals",
                roles(
                    "deal_id: (Do Not Modify) Opportunity | name: Topic | account: Account | status: Status |"
                    " lost_reason: Status Reason | stage: Pipeline Phase | probability: Probability |"
                    " amount: Est. revenue | expected_close: Est. close date | closed_at: Actual Close Date |"
                    " currency: Currency | created_at: Created On | owner: Owner"
                ),
            ),
        ),
        *(
            one(
                f"close, {style}",
                Source(f"close_{style}_dates.csv", "deals", CLOSE),
                closed_words=True,
            )
            for style in ("original", "iso8601", "excel")
        ),
        one(
            "freshsales",
            Source(
                "freshsales_deals.csv",
                "deals",
                roles(
                    "deal_id: Deal : id | name: Deal : Name | account: Deal : Account name |"
                    " amount: Deal : Total Deal Value | expected_close: Deal : Expected close date |"
                    " closed_at: Deal : Closed date | owner: Deal : Owner | stage: Deal : Deal stage |"
                    " probability: Deal : Probability (%) | source: Deal : Source |"
                    " created_at: Deal : Created at | last_activity_at: Deal : Last activity date"
                ),
                quote_all=True,
            ),
            dates="dmy",
            closed_words=True,
        ),
        one(
            "copper",
            Source(
                "copper_opportunities.csv",
                "deals",
                roles(
                    "deal_id: Copper ID | name: Name | account: Company | status: Status | owner: Owner |"
                    " expected_close: Close Date | closed_at: Completed Date | amount: Value |"
                    " currency: Currency | probability: Win Probability | pipeline: Pipeline | stage: Stage |"
                    " source: Source | lost_reason: Loss Reason | created_at: Created At"
                ),
            ),
            dates="mdy",
        ),
        Sample(
            "event log",
            (
                Source(
                    "event_log_deals.csv",
                    "deals",
                    roles(
                        "deal_id: deal_id | name: name | account: account | pipeline: pipeline | owner: owner |"
                        " team: team | amount: amount | currency: currency | created_at: created_at |"
                        " expected_close: expected_close | last_activity_at: last_activity_at |"
                        " lost_reason: lost_reason | source: source"
                    ),
                    belongs="deal_id",
                ),
                Source(
                    "event_log.csv",
                    "history",
                    roles(
                        "deal_id: deal_id | pipeline: pipeline | stage: stage | entered_at: entered_at"
                    ),
                    belongs="deal_id",
                ),
            ),
            options={"after": ["Onboarding"]},
            closed_words=True,
        ),
        one(
            "event log alone",
            Source(
                "event_log.csv",
                "history",
                roles(
                    "deal_id: deal_id | pipeline: pipeline | stage: stage | entered_at: entered_at"
                ),
                belongs="deal_id",
            ),
            options={"after": ["Onboarding"]},
            closed_words=True,
        ),
    ]
    return found
