"""Any plain table of deals, or log of stage entries, whose headers are everyday words, in any of the languages.

Asked only where no system recognises the table. Words: `dialects/languages`, one module per language.
"""

from cycle_kit.dialects.dialect import Dialect
from cycle_kit.dialects.languages import DEALS

EXPORT = (
    "One row per deal with its id, stage, outcome, created and closed dates; and, for questions about stages, "
    "one row per entry into a stage: deal id, stage, date and time."
)

LANGUAGES = DEALS


def table_of_deals(language: str, columns: dict[str, tuple[str, ...]]) -> Dialect:
    return Dialect(
        crm="plain",
        title="a plain table of deals",
        language=language,
        tells=(
            columns["deal_id"] + columns["name"],
            columns["created_at"] + columns["close_date"] + columns["stage"] + columns["status"],
            columns["owner"] + columns["account"] + columns["amount"] + columns["stage"],
        ),
        unless=columns["entered_at"],
        columns={name: headers for name, headers in columns.items() if name != "entered_at"},
        export=EXPORT,
    )


def event_log(language: str, columns: dict[str, tuple[str, ...]]) -> Dialect:
    kept = ("deal_id", "stage", "entered_at", "pipeline")
    return Dialect(
        crm="plain",
        title="a plain log of stage entries",
        table="history",
        language=language,
        tells=(columns["deal_id"], columns["stage"], columns["entered_at"]),
        columns={name: columns[name] for name in kept},
        export=EXPORT,
    )


SPLIT = {
    language: {name: tuple(words.split("|")) for name, words in columns.items()}
    for language, columns in LANGUAGES.items()
}
DIALECTS = tuple(
    made(language, columns)
    for language, columns in SPLIT.items()
    for made in (table_of_deals, event_log)
)
