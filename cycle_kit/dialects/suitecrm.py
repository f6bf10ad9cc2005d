"""SuiteCRM and SugarCRM: the list export of opportunities. It holds no stage history.

English labels: SuiteCRM's export code. Polish: five labels of a language pack; the other Polish headers
are assumed. `Currency` is the id of a record, so the currency is taken from the sign in the amount;
`Amount` is the same amount in the base currency.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Opportunities > list view, no filter (all sales stages), select all > Export. The file has no stage "
    "history (it stays in the audit table): keep a dated export every week in one folder and load the folder."
)

ENGLISH = {
    "deal_id": ("ID",),
    "name": ("Opportunity Name",),
    "account": ("Account Name",),
    "owner": ("Assigned User Name", "Assigned to"),
    "stage": ("Sales Stage",),
    "amount": ("Opportunity Amount",),
    "converted": ("Amount",),
    "probability": ("Probability (%)",),
    "created_at": ("Date Created",),
    "close_date": ("Expected Close Date",),
    "source": ("Lead Source",),
    "deal_type": ("Opportunity Type", "Type"),
    "is_deleted": ("Deleted",),
}

POLISH = {
    "deal_id": ("ID",),
    "name": ("Nazwa szansy sprzedaży",),
    "account": ("Nazwa klienta", "Klient"),  # assumed
    "owner": ("Przydzielono do", "Przypisany użytkownik"),  # assumed
    "stage": ("Etap sprzedaży",),
    "amount": ("Kwota Szansy sprzedaży", "Kwota"),
    "probability": ("Prawdopodobieństwo (%)",),  # assumed
    "created_at": ("Data utworzenia",),  # assumed
    "close_date": ("Zakończenie", "Data zamknięcia"),
    "source": ("Źródło pozyskania",),
}

DIALECTS = (
    Dialect(
        crm="suitecrm",
        title="SuiteCRM or SugarCRM",
        tells=(
            ("Opportunity Name",),
            ("Sales Stage",),
            ("Opportunity Amount", "Assigned User Name"),
        ),
        columns=ENGLISH,
        export=EXPORT,
    ),
    Dialect(
        crm="suitecrm",
        title="SuiteCRM or SugarCRM",
        language="pl",
        tells=(
            ("Nazwa szansy sprzedaży",),
            ("Etap sprzedaży",),
            ("Kwota Szansy sprzedaży", "Zakończenie"),
        ),
        columns=POLISH,
        export=EXPORT,
    ),
)
