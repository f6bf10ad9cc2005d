"""Systems whose export headers nobody attests: no declaration, but how to export and what to tell `load`.

Their files load with `columns=`: our names on the left, the headers of the file on the right. Where
`headers` are known (from an API, a reader of one layout), they are shown to point at the how-to, no more.
The ways through the menus are general knowledge, and may be called otherwise in your version.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cycle_kit.dialects.dialect import Headers


@dataclass(frozen=True)
class HowTo:
    """What to do with a system that has no declaration; `columns`: {ours: what it is called there}."""

    crm: str
    title: str
    export: str
    columns: Mapping[str, str]
    headers: Headers = ()  # any of these in a file points here
    notes: str = ""


HOW_TOS = (
    HowTo(
        crm="zendesk_sell",
        title="Zendesk Sell",
        export="Deals > a smart list of all deals, open, won, lost and unqualified > Export to CSV.",
        columns={
            "deal_id": "the ID, in column 2",
            "stage": "the stage",
            "created_at": "when it was added",
            "stage_changed_at": "its last stage change",
        },
        notes="Won, Lost and Unqualified are stages there; Unqualified is read as dropped.",
    ),
    HowTo(
        crm="monday",
        title="monday CRM",
        export="The deals board > ⋯ > Export board to Excel, with closed groups and item ids, without subitems.",
        columns={
            "deal_id": "Item ID (auto generated)",
            "name": "Name",
            "stage": "your stage column",
            "created_at": "your creation log column",
            "closed_at": "your close date column",
        },
        headers=("Item ID (auto generated)",),
        notes="Column names are each company's own.",
    ),
    HowTo(
        crm="insightly",
        title="Insightly",
        export="Opportunities > all opportunities, of every state > Export; or System Settings > Export data.",
        columns={
            "deal_id": "OPPORTUNITY_ID",
            "name": "OPPORTUNITY_NAME",
            "status": "OPPORTUNITY_STATE",
            "stage": "STAGE_ID",
            "amount": "OPPORTUNITY_VALUE",
            "created_at": "DATE_CREATED_UTC",
            "closed_at": "ACTUAL_CLOSE_DATE",
            "expected_close": "FORECAST_CLOSE_DATE",
        },
        headers=("OPPORTUNITY_STATE", "FORECAST_CLOSE_DATE"),
        notes="These are names of its API; Abandoned and Suspended are read as dropped.",
    ),
    HowTo(
        crm="keap",
        title="Keap",
        export="Opportunities > search, every stage > Actions > Export.",
        columns={
            "deal_id": "the opportunity's id",
            "name": "Opportunity Title",
            "stage": "Stage",
            "amount": "Projected Revenue High",
            "created_at": "Opportunity Created At",
            "expected_close": "Estimated Close Date",
            "lost_reason": "Objection",
        },
        headers=("Projected Revenue Low", "Projected Revenue High"),
        notes="Amounts are a range there; name won= and lost= as your stages do.",
    ),
    HowTo(
        crm="act",
        title="Act!",
        export="Opportunities > list view, all statuses > Export current list to Excel.",
        columns={
            "deal_id": "the opportunity's id, if shown",
            "name": "the opportunity's name",
            "stage": "the stage",
            "status": "the status",
            "created_at": "the creation date",
            "closed_at": "the actual close date",
        },
        notes="Changes of stage are kept as text records, which are no table.",
    ),
)


def columns_to_pass(how_to: HowTo) -> str:
    """The argument to type; what stands in angle brackets is to be replaced by the file's header."""
    pairs = (
        f'"{ours}": "{theirs}"' if theirs[:1].isupper() else f'"{ours}": "<{theirs}>"'
        for ours, theirs in how_to.columns.items()
    )
    return "columns={" + ", ".join(pairs) + "}"
