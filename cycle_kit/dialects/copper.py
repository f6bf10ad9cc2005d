"""Copper: the export of opportunities. The status says how a deal ended, the stage where it was.

Headers and their order: the profile of a real export of 393 rows. It holds no stage history but the last change.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Opportunities > all pipelines, all statuses (also Won, Lost and Abandoned) > select all > Export to CSV. "
    "The file has no stage history: keep a dated export every week in one folder and load the folder."
)

COLUMNS = {
    "deal_id": ("Copper ID",),
    "name": ("Name",),
    "account": ("Company", "Primary Person Contact"),
    "pipeline": ("Pipeline",),
    "owner": ("Owner",),
    "stage": ("Stage",),
    "status": ("Status",),
    "amount": ("Value",),
    "currency": ("Currency",),
    "converted": ("Converted Value",),
    "converted_currency": ("Converted Currency",),
    "probability": ("Win Probability",),
    "created_at": ("Created At",),
    "closed_at": ("Completed Date",),
    "expected_close": ("Close Date",),
    "lead_created_at": ("Lead Created At",),
    "stage_changed_at": ("Last Stage At",),
    "last_activity_at": ("Last Contacted",),
    "lost_reason": ("Loss Reason",),
    "source": ("Source",),
}

DIALECTS = (
    Dialect(
        crm="copper",
        title="Copper",
        tells=(("Copper ID", "Copper URL"), ("Status",), ("Stage",)),
        columns=COLUMNS,
        dates="mdy",
        export=EXPORT,
    ),
)
