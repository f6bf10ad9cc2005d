"""Microsoft Dynamics 365 Sales: opportunities exported to Excel. Status and phase are independent.

Headers: public code that reads real exports; the first three columns, the id among them, are hidden in the workbook
and missing where a view was copied or saved as CSV.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    'Opportunities > view "All Opportunities" (the usual one shows open ones only) > Export to Excel > Static '
    "worksheet, with Status, Pipeline Phase, Created On, Actual Close Date and Status Reason among the columns. "
    "The way through the phases is in the audit log only: keep a dated export every week in one folder and "
    "load the folder."
)

COLUMNS = {
    "deal_id": ("(Do Not Modify) Opportunity",),
    "name": ("Topic",),
    "account": ("Account", "Potential Customer", "Contact"),
    "owner": ("Owner",),
    "stage": ("Pipeline Phase", "Sales Stage"),
    "status": ("Status",),
    "amount": ("Est. revenue", "Actual Revenue"),
    "currency": ("Currency",),
    "probability": ("Probability",),
    "created_at": ("Created On",),
    "closed_at": ("Actual Close Date",),
    "expected_close": ("Est. close date",),
    "lost_reason": ("Status Reason",),
    "source": ("Source", "Lead Source"),
}

DIALECTS = (
    Dialect(
        crm="dynamics",
        title="Dynamics 365 Sales",
        tells=(
            ("(Do Not Modify) Opportunity", "Est. revenue", "Est. close date", "Actual Revenue"),
            ("Topic",),
        ),
        columns=COLUMNS,
        export=EXPORT,
    ),
)
