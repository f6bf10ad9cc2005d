"""HubSpot: deal exports of a view, with one date column per stage where the plan has them.

Headers: HubSpot's property labels (954 deal properties) and real exports; French from a reader of real files,
without the columns of stages, whose French labels nobody attests.
"""

from cycle_kit.dialects.dialect import Dialect, WideHistory

#: The newer engine writes double quotes, the older single ones; both may stand in one file.
ENTERED = WideHistory(
    entered=(
        r'^Date entered "(?P<stage>.+) \((?P<pipeline>.+)\)"$',
        r"^Date entered '(?P<stage>.+) \((?P<pipeline>.+)\)'$",
    )
)

EXPORT = (
    "Deals > All deals > Export, file format CSV, include all properties on records; "
    'this adds a column "Date entered" for every stage (Professional and Enterprise).'
)

ENGLISH = {
    "deal_id": ("Record ID", "Record ID - Deal", "Deal ID"),
    "name": ("Deal Name",),
    "account": ("Associated Company", "Primary Associated Company"),
    "pipeline": ("Pipeline",),
    "owner": ("Deal owner",),
    "team": ("HubSpot Team",),
    "stage": ("Deal Stage",),
    "amount": ("Amount",),
    "currency": ("Currency",),
    "converted": ("Amount in company currency",),
    "probability": ("Deal probability",),
    "created_at": ("Create Date",),
    "close_date": ("Close Date",),
    "is_closed": ("Is Deal Closed?",),
    "is_won": ("Is Closed Won",),
    "is_lost": ("Is closed lost",),
    "stage_changed_at": ("Date entered current stage",),
    "last_activity_at": ("Last Activity Date",),
    "lost_reason": ("Closed Lost Reason",),
    "source": ("Original Traffic Source",),
    "deal_type": ("Deal Type",),
    "industry": ("Industry",),
    "region": ("Region", "State/Region"),
    "segment": ("Segment",),
    "product": ("Product", "Associated Product"),
}

FRENCH = {
    "deal_id": ("ID de fiche d'informations",),
    "name": ("Nom de la transaction",),
    "pipeline": ("Pipeline",),
    "owner": ("Propriétaire de la transaction", "Collaborateur de transaction"),
    "stage": ("Phase de la transaction",),
    "amount": ("Montant",),
    "created_at": ("Date de création",),
    "close_date": ("Date de fermeture",),
}

DIALECTS = (
    Dialect(
        crm="hubspot",
        title="HubSpot",
        tells=(("Record ID", "Record ID - Deal"), ("Deal Stage",), ("Deal Name",)),
        columns=ENGLISH,
        history=ENTERED,
        export=EXPORT,
    ),
    Dialect(
        crm="hubspot",
        title="HubSpot",
        tells=(("ID de fiche d'informations",), ("Phase de la transaction",)),
        columns=FRENCH,
        language="fr",
        export=EXPORT,
    ),
)
