"""Zoho CRM: the export of the Deals module. Every lookup has a twin column with its id, `X.id`.

Headers: public readers of real exports. Organisations rename modules, so "Deal" may be another word.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Setup > Data Administration > Export > Deals, all records, all fields (closed deals are in it). Stage "
    "history is a related list of each deal and not in this file: keep a dated export every week in one "
    "folder and load the folder."
)

COLUMNS = {
    "deal_id": ("Record Id",),
    "name": ("Deal Name", "Potential Name", "Opportunity Name", "Opportunity / Project Name"),
    "account": ("Account Name",),
    "pipeline": ("Pipeline",),
    "owner": ("Deal Owner", "Potential Owner", "Opportunity Owner"),
    "stage": ("Stage",),
    "amount": ("Amount",),
    "currency": ("Currency",),
    "probability": ("Probability (%)",),
    "created_at": ("Created Time",),
    "close_date": ("Closing Date",),
    "stage_changed_at": ("Stage Modified Time",),
    "last_activity_at": ("Last Activity Time",),
    "lost_reason": ("Reason For Loss",),
    "source": ("Lead Source",),
    "deal_type": ("Type",),
}

DIALECTS = (
    Dialect(
        crm="zoho",
        title="Zoho CRM",
        tells=(
            ("Record Id",),
            ("Stage",),
            ("Closing Date",),
            ("Deal Owner.id", "Account Name.id", "Created By.id", "Created Time", "Modified Time"),
        ),
        columns=COLUMNS,
        export=EXPORT,
    ),
)
