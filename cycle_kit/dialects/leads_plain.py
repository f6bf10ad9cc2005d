"""Any plain table of leads whose headers are everyday words; what tells it is the number of the lead.

Words: `cycle_kit/languages`, one TOML per language.
"""

from cycle_kit.dialects.dialect import Dialect
from cycle_kit.languages import LEADS

EXPORT = (
    "One row per lead: its id, times of creation and of the first contact, how it ended and why, "
    "and the id of the deal that it became."
)

WORDS = LEADS


def table_of_leads(language: str, words: dict[str, str]) -> Dialect:
    columns = {name: tuple(headers.split("|")) for name, headers in words.items()}
    return Dialect(
        crm="leads",
        title="a plain table of leads",
        table="leads",
        language=language,
        tells=(columns["lead_id"], columns["created_at"]),
        # tables of deals may name the lead they came from; Salesforce and Zoho have layouts of their own
        unless=(
            "Stage",
            "Deal Stage",
            "Amount",
            "Deal Name",
            "Record Id",
            "Lead Owner",
            "status_type",
        ),
        columns=columns,
        export=EXPORT,
    )


DIALECTS = tuple(table_of_leads(language, words) for language, words in WORDS.items())
