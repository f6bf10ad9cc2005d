"""Every sample, cut to some hundred deals: its tables as text, and which column has which role, declared here.

The roles are written down once more, on purpose: what a damage does and what must come of it may not hang on
the code that is tried. Names of roles are those of `load(columns=...)`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import python_calamine

from tests.damage.tables import Export, File, NotHere, Row, Table, Writing

FOLDER = Path(__file__).resolve().parents[2] / "data" / "samples"
#: deals of the large samples that are kept: the hundred that the small samples tell of
EVERY, FIRST = 24, 18


@dataclass(frozen=True)
class Source:
    """A file of a sample. `roles`: {our name: header}; a number is the place of the header."""

    path: str
    kind: str
    roles: Mapping[str, str | int]
    separator: str = ","
    encoding: str = "utf-8"
    quote_all: bool = False
    mark: bool = False
    line_end: str = "\n"
    header: int = 0  # the record that is the header
    belongs: str = ""  # cut to the deals kept: the role that names the deal


@dataclass(frozen=True)
class Sample:
    """An export as people have it. `dates`: how its days are written, "" for another calendar."""

    name: str
    sources: tuple[Source, ...]
    dates: str = "ymd"
    language: str = "en"
    options: Mapping[str, Any] = field(default_factory=dict)
    grouped: bool = False  # rows hang on those above them, so that none may be moved or taken out
    closed_words: bool = False  # won and lost are stages

    def export(self) -> Export:
        return Export(self, tuple(_file(self, source) for source in self.sources), self.options)

    def has(self, kind: str) -> bool:
        return any(source.kind == kind for source in self.sources)


def roles(text: str) -> dict[str, str]:
    """{our name: header} of "our_name: Header | our_name: Header"."""
    return dict(part.strip().split(": ", 1) for part in text.split("|"))


def placed(text: str) -> dict[str, int]:
    """{our name: place} of names in the order of the columns, "-" for one without a role."""
    return {name: place for place, name in enumerate(text.split()) if name != "-"}


@cache
def _records(path: str, encoding: str, separator: str) -> tuple[tuple[tuple[str, ...], ...], dict]:
    """The records of a file as text, and which columns a workbook holds as numbers or dates."""
    content = (FOLDER / path).read_bytes()
    if not path.endswith(".xlsx"):
        text = content.decode(encoding).lstrip("\ufeff")
        return tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=separator))), {}
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = book.get_sheet_by_index(0).to_python()
    kinds: dict[int, str] = {}
    for record in cells:
        for place, cell in enumerate(record):
            if isinstance(cell, date | float | int):
                kinds[place] = "date" if isinstance(cell, date) else "number"
    return tuple(tuple(map(_text, record)) for record in cells), kinds


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _file(sample: Sample, source: Source) -> File:
    records, kinds = _records(source.path, source.encoding, source.separator)
    headers = records[source.header]
    taken = {
        name: headers.index(said) if isinstance(said, str) else said
        for name, said in source.roles.items()
    }
    rows = records[source.header + 1 :]
    if source.belongs:
        kept, place = _kept(sample), taken[source.belongs]
        rows = tuple(
            row
            for number, row in enumerate(rows)
            if len(row) > place and (row[place] in kept or (not row[place] and number % EVERY == 0))
        )
    workbook = source.path.endswith(".xlsx")
    stem = Path(source.path).stem
    table = Table(
        source.kind,
        headers,
        tuple(Row(cells, place) for place, cells in enumerate(rows)),
        roles=taken,
        above=records[: source.header],
        typed={headers[place]: kind for place, kind in kinds.items()},
    )
    writing = Writing(
        form="xlsx" if workbook else "csv",
        encoding=source.encoding,
        mark=source.mark,
        separator=source.separator,
        quote_all=source.quote_all,
        line_end=source.line_end,
    )
    return File(stem, source.kind, {"Sheet1": table}, writing)


@cache
def _kept_ids(path: str, encoding: str, place: int) -> frozenset[str]:
    records, _ = _records(path, encoding, ",")
    ids = list(dict.fromkeys(row[place] for row in records[1:] if len(row) > place))
    return frozenset(ids[FIRST::EVERY])


def _kept(sample: Sample) -> frozenset[str]:
    first = next(source for source in sample.sources if source.kind != "leads")
    headers = _records(first.path, first.encoding, first.separator)[0][first.header]
    return _kept_ids(first.path, first.encoding, headers.index(str(first.roles["deal_id"])))


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
ESPO = placed(
    "name account stage last_stage amount currency - probability source close_date owner created_at deal_id"
)
ODOO = placed(
    "deal_id name stage - - - owner team account amount probability created_at - expected_close closed_at"
    " lost_reason source"
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
    "polish": roles(
        "deal_id: Szansa sprzedaży - ID | name: Szansa sprzedaży - Tytuł | pipeline: Szansa sprzedaży - Lejek |"
        " stage: Szansa sprzedaży - Etap | status: Szansa sprzedaży - Status |"
        " amount: Szansa sprzedaży - Wartość | created_at: Szansa sprzedaży - Utworzono |"
        " won_at: Szansa sprzedaży - Wygrana dnia | lost_at: Szansa sprzedaży - Przegrana dnia"
    ),
}


def _one(name: str, source: Source, **more: Any) -> Sample:
    return Sample(name, (source,), **more)


def _salesforce_objects(name: str, deals: Source, history: Source, **more: Any) -> Sample:
    return Sample(name, (deals, history), closed_words=True, **more)


def _samples() -> list[Sample]:
    loader = Source("salesforce_loader_opportunity.csv", "deals", SALESFORCE_OBJECT, quote_all=True)
    zoho = roles(
        "deal_id: Record Id | owner: Deal Owner | amount: Amount | name: Deal Name | close_date: Closing Date |"
        " account: Account Name | stage: Stage | source: Lead Source | created_at: Created Time |"
        " pipeline: Pipeline | lost_reason: Reason For Loss | currency: Currency | probability: Probability (%)"
    )
    found = [
        _one("hubspot", HUBSPOT_DEALS, closed_words=True),
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
        _one(
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
        _one(
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
        _one(
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
        _one(
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
        _one(
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
            _one(
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
                options={"columns": taken} if language == "polish" else {},
            )
            for language, taken in PIPEDRIVE_LOCAL.items()
        ),
        _one("zoho", Source("zoho_deals.csv", "deals", zoho, quote_all=True), closed_words=True),
        _one(
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
        _one(
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
            _one(f"close, {style}", Source(f"close_{style}_dates.csv", "deals", CLOSE))
            for style in ("original", "iso8601", "excel")
        ),
        _one(
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
        _one(
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
        _one(
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
    return found + _local()


def _local() -> list[Sample]:
    found = [
        _one(
            f"odoo in {language}",
            Source(f"local/odoo_{language}.csv", "deals", ODOO, quote_all=True),
            language=language,
        )
        for language in ("en", "pl", "bg", "fa", "ar", "de", "fr", "es")
    ]
    found += [
        _one(
            f"espocrm in {language}",
            Source(f"local/espocrm_{language}.xlsx", "deals", ESPO, header=2 * (language == "en")),
            language=language,
            closed_words=True,
        )
        for language in ("en", "pl", "bg", "fa", "ar", "de", "fr", "es")
    ]
    return [
        *found,
        _one(
            "odoo, technical",
            Source("local/odoo_technical.csv", "deals", ODOO, quote_all=True),
            grouped=True,
        ),
        _one(
            "odoo, grouped",
            Source(
                "local/odoo_grouped.xlsx",
                "deals",
                {**ODOO, "deal_id": 1, "name": 0},
            ),
            grouped=True,
        ),
        _one(
            "espocrm",
            Source("local/espocrm.csv", "deals", ESPO, separator=";"),
            closed_words=True,
        ),
        _one(
            "suitecrm in en",
            Source(
                "local/suitecrm_en.csv",
                "deals",
                roles(
                    "name: Opportunity Name | deal_id: ID | amount: Opportunity Amount |"
                    " close_date: Expected Close Date | stage: Sales Stage | account: Account Name |"
                    " source: Lead Source | owner: Assigned User Name | created_at: Date Created |"
                    " probability: Probability (%)"
                ),
                quote_all=True,
                line_end="\r\n",
            ),
            dates="mdy",
            closed_words=True,
        ),
        _one(
            "suitecrm in pl",
            Source(
                "local/suitecrm_pl.csv",
                "deals",
                placed(
                    "name deal_id amount close_date stage probability account source owner created_at"
                ),
                separator=";",
                quote_all=True,
                mark=True,
                line_end="\r\n",
            ),
            dates="dmy",
            language="pl",
            closed_words=True,
        ),
        _one(
            "kommo",
            Source(
                "local/kommo_deals.csv",
                "deals",
                placed("name account - - owner stage amount created_at - - - - - closed_at"),
                quote_all=True,
            ),
            dates="dmy",
            language="ru",
            closed_words=True,
        ),
        _one(
            "bitrix24",
            Source(
                "local/bitrix24_deals.csv",
                "deals",
                placed(
                    "deal_id name stage amount currency owner - - - expected_close created_at - account source"
                ),
                separator=";",
                mark=True,
            ),
            dates="dmy",
            language="ru",
            closed_words=True,
        ),
        Sample(
            "bitrix24, reports",
            (
                Source(
                    "local/bitrix24_bi_deals.csv",
                    "deals",
                    roles(
                        "deal_id: ID | created_at: DATE_CREATE | owner: ASSIGNED_BY_NAME |"
                        " account: COMPANY_NAME | name: TITLE | pipeline: CATEGORY | stage: STAGE |"
                        " status: STAGE_SEMANTIC_ID"
                    ),
                ),
                Source(
                    "local/bitrix24_bi_history.csv",
                    "history",
                    roles("deal_id: OWNER_ID | entered_at: CREATED_TIME | stage: STAGE_ID"),
                ),
            ),
            language="ru",
            closed_words=True,
        ),
        _one(
            "bitrix24, history alone",
            Source(
                "local/bitrix24_bi_history.csv",
                "history",
                roles("deal_id: OWNER_ID | entered_at: CREATED_TIME | stage: STAGE_ID"),
            ),
            language="ru",
            closed_words=True,
        ),
        _one(
            "didar",
            Source(
                "local/didar_deals.xlsx",
                "deals",
                placed(
                    "deal_id name status stage amount owner - created_at closed_at expected_close lost_reason"
                    " source account - - - -"
                ),
            ),
            dates="",
            language="fa",
        ),
    ]


@cache
def samples() -> dict[str, Sample]:
    return {sample.name: sample for sample in _samples()}


@cache
def clean(name: str) -> Export:
    return samples()[name].export()


__all__ = ["FOLDER", "NotHere", "Sample", "clean", "samples"]
