"""Salesforce: the opportunity report and the opportunity history report.

Headers: composite of several public readers of real reports.
"""

from cycle_kit.dialects.dialect import Dialect

FOOTERS = (
    r"^Grand Totals? \(",
    r"^Confidential Information - Do Not Distribute",
    r"^Copyright (?:\(c\)|©)",
)

EXPORT = (
    "Reports > New report > Opportunities, all dates, all stages (open and closed), with Opportunity ID; "
    "Export > Details only, CSV. For the way through the stages a second report of type "
    '"Opportunity History", the same way, given as history=.'
)

OPPORTUNITIES = {
    "deal_id": ("Opportunity ID",),
    "name": ("Opportunity Name",),
    "account": ("Account Name",),
    "owner": ("Opportunity Owner", "Owner: Full Name"),
    "team": ("Owner Role", "Sales Team"),
    "pipeline": ("Opportunity Record Type", "Record Type", "Pipeline"),
    "stage": ("Stage", "Opportunity Stage"),
    "amount": ("Amount",),
    "currency": ("Amount Currency",),
    "converted": ("Amount (converted)",),
    "converted_currency": ("Amount (converted) Currency",),
    "probability": ("Probability (%)",),
    "created_at": ("Created Date",),
    "close_date": ("Close Date",),
    "is_closed": ("Closed",),
    "is_won": ("Won", "Is Won"),
    "stage_changed_at": ("Last Stage Change Date",),
    "last_activity_at": ("Last Activity",),
    "lost_reason": ("Loss Reason", "Lost Reason", "Closed Lost Reason"),
    "source": ("Lead Source",),
    "deal_type": ("Type",),
    "industry": ("Industry",),
    "region": ("Region",),
    "segment": ("Segment",),
    "product": ("Product", "Product Name"),
}

HISTORY = {
    "deal_id": ("Opportunity ID",),
    "stage": ("To Stage",),
    "from_stage": ("From Stage",),
    "entered_at": ("Last Modified",),
    "pipeline": ("Opportunity Record Type", "Record Type", "Pipeline"),
}

DIALECTS = (
    Dialect(
        crm="salesforce",
        title="Salesforce",
        tells=(
            ("Opportunity Name", "Opportunity ID"),
            ("Stage", "Opportunity Stage"),
            ("Opportunity Owner", "Owner: Full Name", "Account Name"),
        ),
        unless=("From Stage", "To Stage", "Field / Event"),
        columns=OPPORTUNITIES,
        footers=FOOTERS,
        export=EXPORT,
    ),
    Dialect(
        crm="salesforce",
        title="Salesforce",
        table="history",
        tells=(("From Stage",), ("To Stage",), ("Last Modified",)),
        columns=HISTORY,
        footers=FOOTERS,
        export=EXPORT,
    ),
)
