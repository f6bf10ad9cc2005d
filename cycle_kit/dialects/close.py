"""Close: the export of opportunities, which have no name of their own, in three styles of dates.

Headers: the API's, as in a public fixture. Values may be in cents, and paid once, monthly or yearly.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Opportunities, no filter on status (active, won and lost) > Export > all fields; keep value_formatted "
    "among them, which shows whether values are in cents. Any of the three date formats will do. Changes of "
    "status are activities and not in this file: keep a dated export every week in one folder and load the "
    "folder."
)

COLUMNS = {
    "deal_id": ("id",),
    "account": ("lead_name",),
    "owner": ("user_name",),
    "pipeline": ("pipeline_name",),
    "stage": ("status_label",),
    "status": ("status_type",),
    "amount": ("value",),
    "currency": ("value_currency",),
    "amount_period": ("value_period",),
    "probability": ("confidence",),
    "created_at": ("date_created",),
    "won_at": ("date_won",),
    "lost_at": ("date_lost",),
}

DIALECTS = (
    Dialect(
        crm="close",
        title="Close",
        tells=(("status_type",), ("status_label",), ("value_period", "value_formatted", "lead_id")),
        columns=COLUMNS,
        dates="ymd",
        closed_stages=True,
        formatted_amount=("value_formatted",),
        export=EXPORT,
    ),
)
