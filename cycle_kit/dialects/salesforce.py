"""Salesforce: reports of opportunities, of their stages and of their fields, and the objects behind them.

Headers of reports: composite of public readers of real reports. Of objects: a real weekly Data Export and
the API's names; those of the field history object are general knowledge.
"""

from cycle_kit.dialects.dialect import Dialect, FieldLog

FOOTERS = (
    r"^Grand Totals? \(",
    r"^Confidential Information - Do Not Distribute",
    r"^Copyright (?:\(c\)|©)",
)

EXPORT = (
    "Reports > New report > Opportunities, all dates, all stages (open and closed), with Opportunity ID; "
    "Export > Details only, CSV. For the way through the stages a second report of type "
    '"Opportunity History" (or "Opportunity Field History", where that is switched on), the same way, '
    "given as history=."
)

OBJECTS = (
    "Setup > Data Export (weekly), or Data Loader > Export all: the objects Opportunity and "
    "OpportunityHistory with all fields, deleted records left out; give the second as history=."
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
    "amount": ("Amount",),
    "probability": ("Probability (%)",),
    "close_date": ("Close Date",),
    "pipeline": ("Opportunity Record Type", "Record Type", "Pipeline"),
}

FIELD_HISTORY = {
    "deal_id": ("Opportunity ID",),
    "stage": ("Stage",),  # the present one
    "entered_at": ("Edit Date",),
    "field": ("Field / Event",),
    "old_value": ("Old Value",),
    "new_value": ("New Value",),
    "pipeline": ("Opportunity Record Type", "Record Type", "Pipeline"),
}

FIELDS = FieldLog(
    stage=("Stage", "StageName"),
    dated={
        "Amount": "amount",
        "Close Date": "expected_close",
        "CloseDate": "expected_close",
        "Probability (%)": "probability",
        "Probability": "probability",
        "Opportunity Owner": "owner",
        "Owner": "owner",
    },
    created=("Created.", "Created"),
)

OPPORTUNITY = {
    "deal_id": ("Id",),
    "name": ("Name",),
    "account": ("AccountId",),
    "owner": ("OwnerId",),
    "pipeline": ("RecordTypeId",),
    "stage": ("StageName",),
    "stage_number": ("StageSortOrder",),
    "amount": ("Amount",),
    "currency": ("CurrencyIsoCode",),
    "probability": ("Probability",),
    "created_at": ("CreatedDate",),
    "close_date": ("CloseDate",),
    "is_closed": ("IsClosed",),
    "is_won": ("IsWon",),
    "is_deleted": ("IsDeleted",),
    "stage_changed_at": ("LastStageChangeDate",),
    "last_activity_at": ("LastActivityDate",),
    "lost_reason": ("Loss_Reason__c", "LossReason__c", "Lost_Reason__c", "Closed_Lost_Reason__c"),
    "source": ("LeadSource",),
    "deal_type": ("Type",),
}

OPPORTUNITY_HISTORY = {
    "deal_id": ("OpportunityId",),
    "stage": ("StageName",),
    "from_stage": ("FromOpportunityStageName",),
    "entered_at": ("CreatedDate",),
    "amount": ("Amount",),
    "probability": ("Probability",),
    "close_date": ("CloseDate",),
}

OPPORTUNITY_FIELD_HISTORY = {
    "deal_id": ("OpportunityId",),
    "entered_at": ("CreatedDate",),
    "field": ("Field",),
    "old_value": ("OldValue",),
    "new_value": ("NewValue",),
}

LETTERS = 15  # reports show 15 letters of an id, the API 18; capitals matter

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
        grouped=True,
        export=EXPORT,
    ),
    Dialect(
        crm="salesforce",
        title="Salesforce",
        table="history",
        tells=(("From Stage",), ("To Stage",), ("Last Modified",)),
        columns=HISTORY,
        footers=FOOTERS,
        id_letters=LETTERS,
        grouped=True,
        export=EXPORT,
    ),
    Dialect(
        crm="salesforce",
        title="Salesforce",
        table="history",
        tells=(("Opportunity ID",), ("Field / Event",), ("Old Value",), ("New Value",)),
        columns=FIELD_HISTORY,
        history=FIELDS,
        footers=FOOTERS,
        id_letters=LETTERS,
        grouped=True,
        export=EXPORT,
    ),
    Dialect(
        crm="salesforce",
        title="Salesforce",
        tells=(
            ("Id",),
            ("StageName",),
            ("CloseDate",),
            ("OwnerId", "AccountId", "CreatedById", "IsWon", "IsClosed", "CurrencyIsoCode"),
        ),
        unless=("OpportunityId",),
        columns=OPPORTUNITY,
        dates="ymd",
        export=OBJECTS,
    ),
    Dialect(
        crm="salesforce",
        title="Salesforce",
        table="history",
        tells=(("OpportunityId",), ("StageName",), ("CreatedDate",)),
        unless=("OwnerId", "IsClosed"),
        columns=OPPORTUNITY_HISTORY,
        dates="ymd",
        id_letters=LETTERS,
        export=OBJECTS,
    ),
    Dialect(
        crm="salesforce",
        title="Salesforce",
        table="history",
        tells=(("OpportunityId",), ("Field",), ("OldValue",), ("NewValue",), ("CreatedDate",)),
        columns=OPPORTUNITY_FIELD_HISTORY,
        history=FIELDS,
        dates="ymd",
        id_letters=LETTERS,
        export=OBJECTS,
    ),
)
