"""Vtiger: the list export of opportunities. Its expected close date is the only one, of closed deals too.

Headers: the labels of its fields, as its message catalogs have them; older versions call opportunities potentials.
Labels in other languages are among the words of everyday lists.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Opportunities > list All, no filter on the sales stage > More > Export > all data, CSV. The file has no stage "
    "history: keep a dated export every week in one folder and load the folder."
)

COLUMNS = {
    "deal_id": ("Opportunity No", "Potential No"),
    "name": ("Opportunity Name", "Potential Name"),
    "account": ("Organization Name", "Related To", "Contact Name"),
    "owner": ("Assigned To",),
    "stage": ("Sales Stage",),
    "amount": ("Amount",),
    "currency": ("Currency",),
    "probability": ("Probability",),
    "created_at": ("Created Time",),
    "close_date": ("Expected Close Date",),
    "source": ("Lead Source", "Campaign Source"),
    "deal_type": ("Type",),
}

DIALECTS = (
    Dialect(
        crm="vtiger",
        title="Vtiger",
        tells=(COLUMNS["deal_id"], ("Sales Stage",), ("Expected Close Date", "Assigned To")),
        columns=COLUMNS,
        export=EXPORT,
    ),
)
