"""Freshsales: the export of deals, whose headers read `Deal : Field`.

Headers: public readers of real exports, which take the dates day first and the money as text.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Deals > list view > All deals, won and lost ones too > Export, with the fields id, Deal stage, Created at, "
    "Closed date and Deal stage updated at. There is no stage history in it: keep a dated export every week in "
    "one folder and load the folder."
)

COLUMNS = {
    "deal_id": ("Deal : id",),
    "name": ("Deal : Name",),
    "account": ("Deal : Account name", "Account : Name"),
    "pipeline": ("Deal : Deal pipeline", "Deal : Pipeline"),
    "owner": ("Deal : Owner", "Deal : Sales owner"),
    "stage": ("Deal : Deal stage",),
    "amount": ("Deal : Total Deal Value", "Deal : Deal value"),
    "currency": ("Deal : Currency",),
    "converted": ("Deal : Deal value in Base Currency",),
    "probability": ("Deal : Probability (%)",),
    "created_at": ("Deal : Created at",),
    "closed_at": ("Deal : Closed date",),
    "expected_close": ("Deal : Expected close date",),
    "stage_changed_at": ("Deal : Deal stage updated at",),
    "last_activity_at": ("Deal : Last activity date",),
    "lost_reason": ("Deal : Lost reason",),
    "source": ("Deal : Source",),
    "region": ("Deal : Territory",),
    "product": ("Deal : Product 1",),
}

DIALECTS = (
    Dialect(
        crm="freshsales",
        title="Freshsales",
        tells=(
            ("Deal : Name",),
            ("Deal : Deal stage",),
            (
                "Deal : Total Deal Value",
                "Deal : Deal value",
                "Deal : Deal value in Base Currency",
                "Deal : Expected deal value",
            ),
        ),
        columns=COLUMNS,
        dates="dmy",
        export=EXPORT,
    ),
)
