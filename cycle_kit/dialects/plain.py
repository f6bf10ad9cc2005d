"""Any plain table of deals, or log of stage entries, whose headers are everyday words, in any of the languages.

Asked only where no system recognises the table. Words: `cycle_kit/languages`, one TOML per language.
"""

import re

from cycle_kit.dialects.dialect import DATED, Dialect, FieldLog
from cycle_kit.languages import DEALS

EXPORT = (
    "One row per deal with its id, stage, outcome, created and closed dates; and, for questions about stages, "
    "one row per entry into a stage: deal id, stage, date and time."
)

LANGUAGES = DEALS

#: "Date de début" is written "Date début", too
LINKED = re.compile(
    r"^(date|fecha|data) (?:de la |de l'|de |du |del |della |dell'|di |da |do |d')(?=\w)",
    re.IGNORECASE,
)


def split(words: str) -> tuple[str, ...]:
    """The headers, those of dates also without the little word that ties what is dated to "date"."""
    both = ((header, LINKED.sub(r"\1 ", header)) for header in words.split("|"))
    return tuple(dict.fromkeys(header for pair in both for header in pair))


SPLIT = {
    language: {name: split(words) for name, words in columns.items()}
    for language, columns in LANGUAGES.items()
}
#: what a log of stage entries has; any other date may be that of the entry
OF_LOGS = ("deal_id", "stage", "from_stage", "entered_at", "pipeline")
ENTRIES = ("entered_at", "stage_changed_at", "created_at")


def table_of_deals(language: str, columns: dict[str, tuple[str, ...]]) -> Dialect:
    return Dialect(
        crm="plain",
        title="a plain table of deals",
        language=language,
        tells=(),
        columns={name: headers for name, headers in columns.items() if name not in LOGS_ONLY}
        | {"stage_changed_at": (*columns["stage_changed_at"], *of_the_stage(columns))},
        export=EXPORT,
    )


def of_the_stage(columns: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The headers of a date of entry that name the stage: where a deal has one row, its present one."""
    stages = {word for header in columns["stage"] for word in header.casefold().split()}
    words = {word for word in stages if len(word) >= LONG}
    headers = columns.get("entered_at", ())
    return tuple(header for header in headers if words & set(header.casefold().split()))


LONG = 4  # letters of a word that says more than "of" or "in"
LOGS_ONLY = ("entered_at", "from_stage", "to_stage", "signed_at", "field", "old_value", "new_value")


def event_log(language: str, columns: dict[str, tuple[str, ...]]) -> Dialect:
    entries = tuple(header for name in ENTRIES for header in columns.get(name, ()))
    return Dialect(
        crm="plain",
        title="a plain log of stage entries",
        table="history",
        language=language,
        tells=(),
        columns={name: columns[name] for name in OF_LOGS if name in columns}
        | {"entered_at": entries, "stage": (*columns["stage"], *columns["to_stage"])},
        export=EXPORT,
    )


def change_log(language: str, columns: dict[str, tuple[str, ...]]) -> Dialect:
    """A log with a row per changed field: which field, its value before and after."""
    entries = tuple(header for name in ENTRIES for header in columns.get(name, ()))
    return Dialect(
        crm="plain",
        title="a plain log of stage entries",
        table="history",
        language=language,
        tells=(),
        columns={name: columns[name] for name in OF_CHANGES} | {"entered_at": entries},
        history=FieldLog(stage=called("stage", "status"), dated=DATED_FIELDS),
        export=EXPORT,
    )


OF_CHANGES = ("deal_id", "field", "old_value", "new_value")


def called(*names: str) -> tuple[str, ...]:
    """What these fields are called, in all languages."""
    return tuple(
        header for columns in SPLIT.values() for name in names for header in columns.get(name, ())
    )


DATED_FIELDS = {header: name for name in DATED for header in called(name)}


DIALECTS = tuple(
    made(language, columns)
    for language, columns in SPLIT.items()
    for made in (table_of_deals, event_log, change_log)
)
