"""Bigin by Zoho CRM: the export of deals. Stages belong to a sub-pipeline.

Headers: public code that types a real export, and the vendor's help.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Settings > Data Administration > Export > Deals (of every pipeline, closed ones too). There is no stage "
    "history in it, nor the date of the last stage change: keep a dated export every week in one folder and "
    "load the folder."
)

COLUMNS = {
    "deal_id": ("Deal Id",),
    "name": ("Deal Name",),
    "account": ("Company Name",),
    "pipeline": ("Sub-Pipeline", "Pipeline"),
    "owner": ("Deal Owner",),
    "stage": ("Stage",),
    "amount": ("Amount",),
    "created_at": ("Created Time",),
    "close_date": ("Closing Date",),
    "last_activity_at": ("Last Activity Time",),
}

DIALECTS = (
    Dialect(
        crm="bigin",
        title="Bigin by Zoho CRM",
        tells=(("Deal Id",), ("Sub-Pipeline",), ("Stage",)),
        columns=COLUMNS,
        export=EXPORT,
    ),
)
