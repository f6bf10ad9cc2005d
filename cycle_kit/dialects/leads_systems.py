"""Lead exports of HubSpot (contacts), Salesforce, Zoho and Odoo, by the labels of their standard fields.

None but HubSpot dates the first contact by itself; common names of such fields are listed. Where a company calls it
otherwise, `columns={"first_contact_at": "..."}` says so.
"""

from cycle_kit.dialects.dialect import Dialect

HUBSPOT = {
    "lead_id": ("Record ID", "Record ID - Contact", "Contact ID"),
    "created_at": ("Create Date",),
    "first_contact_at": ("Date of first engagement", "First Outreach Date", "First contacted"),
    "converted_at": ("First Deal Created Date", "Became an Opportunity Date"),
    "deal_id": ("Associated Deal IDs", "Associated Deal ID"),
    "status": ("Lead Status", "Lifecycle Stage"),
    "reason": ("Unqualified Reason", "Disqualification Reason"),
    "source": ("Original Traffic Source", "Original Source", "Original Source Type"),
    "owner": ("Contact owner",),
}

SALESFORCE = {
    "lead_id": ("Lead ID",),
    "created_at": ("Create Date", "Created Date"),
    "first_contact_at": ("First Response", "First Call Date", "First Email Date", "First Activity"),
    "converted_at": ("Converted Date",),
    "deal_id": ("Converted Opportunity ID", "Opportunity ID"),
    "is_converted": ("Converted",),
    "status": ("Lead Status",),
    "reason": ("Unqualified Reason", "Disqualification Reason", "Reason"),
    "source": ("Lead Source",),
    "owner": ("Lead Owner",),
}

SALESFORCE_OBJECT = {
    "lead_id": ("Id",),
    "created_at": ("CreatedDate",),
    "first_contact_at": ("FirstCallDateTime", "FirstEmailDateTime"),
    "converted_at": ("ConvertedDate",),
    "deal_id": ("ConvertedOpportunityId",),
    "is_converted": ("IsConverted",),
    "status": ("Status",),
    "source": ("LeadSource",),
    "owner": ("Owner.Name", "OwnerId"),
}

ZOHO = {
    "lead_id": ("Record Id",),
    "created_at": ("Created Time",),
    "first_contact_at": ("First Contacted Time", "First Activity Time"),
    "converted_at": ("Converted Date Time", "Converted Time", "Lead Converted Time"),
    "deal_id": ("Converted Deal.id",),
    "is_converted": ("Is Converted",),
    "status": ("Lead Status",),
    "reason": ("Reason", "Disqualified Reason"),
    "source": ("Lead Source",),
    "owner": ("Lead Owner",),
}

ODOO = {
    "lead_id": ("ID",),
    "created_at": ("Created on",),
    "converted_at": ("Conversion Date",),
    "status": ("Lead/Opportunity", "Type"),
    "reason": ("Lost Reason",),
    "source": ("Source",),
    "owner": ("Salesperson",),
}

DIALECTS = (
    Dialect(
        crm="hubspot",
        title="HubSpot contacts",
        table="leads",
        tells=(HUBSPOT["lead_id"], ("Contact owner",), HUBSPOT["status"]),
        unless=("Deal Stage", "Deal Name"),
        columns=HUBSPOT,
        export="Contacts > All contacts > Export, file format CSV, include all properties and associations.",
    ),
    Dialect(
        crm="salesforce",
        title="Salesforce leads",
        table="leads",
        tells=(("Lead Owner",), ("Lead Status",), ("Lead ID",)),
        unless=("Lead Owner.id", "Record Id"),
        columns=SALESFORCE,
        footers=(
            r"^Grand Totals? \(",
            r"^Confidential Information - Do Not Distribute",
            r"^Copyright (?:\(c\)|©)",
        ),
        export="Reports > New report > Leads with converted lead information, all dates; Export > Details only.",
    ),
    Dialect(
        crm="salesforce",
        title="Salesforce leads (data export)",
        table="leads",
        tells=(("Id",), ("IsConverted",), ("LeadSource",)),
        columns=SALESFORCE_OBJECT,
        dates="ymd",
        export="Data Loader > Export all > Lead, all fields.",
    ),
    Dialect(
        crm="zoho",
        title="Zoho CRM leads",
        table="leads",
        tells=(("Record Id",), ("Lead Owner",), ("Lead Status", "Is Converted")),
        unless=("Deal Name", "Closing Date"),
        columns=ZOHO,
        export="Setup > Data Administration > Export > Leads, all records, converted ones too.",
    ),
    Dialect(
        crm="odoo",
        title="Odoo CRM leads",
        table="leads",
        tells=(("ID",), ("Conversion Date",), ("Salesperson",), ("Created on",)),
        unless=("Stage", "Expected Revenue"),
        columns=ODOO,
        export="CRM > Leads, list view, Active is set or not set, select all, Export: ID, Type, Created on, "
        "Conversion Date, Lost Reason, Source, Salesperson.",
    ),
)
