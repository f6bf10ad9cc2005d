"""Pipedrive: the list export of deals. It holds no stage history, only the last change of stage.

Headers: public code that reproduces or reads real exports, per language.
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
    "stage": ("Deal - Stage",),
    "status": ("Deal - Status",),
    "amount": ("Deal - Value",),
    "currency": ("Deal - Currency of Value",),
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

DIALECTS = (
    Dialect(
        crm="pipedrive",
        title="Pipedrive",
        tells=(("Deal - ID", "Deal - System ID"), ("Deal - Stage",), ("Deal - Title",)),
        columns=ENGLISH,
        dates="ymd",
        export=EXPORT,
    ),
)
