"""Logs with a row per changed field, of any system: which column names the field, which of its names are the stage
or say that a deal was created, and which columns hold the values and the deal.

Headers tell where they are known. Else the cells do: a column that names fields names the stage among them, and
what a deal's stage was changed to in one row it was changed from in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice, permutations

import pandas as pd

from cycle_kit.dialects import Dialect
from cycle_kit.dialects.dialect import FieldLog
from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.languages import several_words
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.links import FEWEST_LINKS, MOST_STAGES, ROWS, links, ordered_by, some_words
from cycle_kit.loading.matching import Headers, folded_key, spellings
from cycle_kit.loading.status_column import called, is_status
from cycle_kit.values import cleaned

#: what the column is called that holds the key of whatever was changed
RECORDS = several_words("records")
#: what an event is called that says only that a deal was created
CREATED = frozenset(map(folded_key, several_words("created")))
MOST = 200  # headers that are looked at
MOST_GUESSED, FEW = 20, 5  # headers of a table that is tried, and fields that are


def with_fields(dialect: Dialect, headers: Headers, columns: Mapping[str, str]) -> Dialect | None:
    """The layout of a log of changes with the names that the fields have in this one; None where no field is the
    stage. Beside fields of stages one of statuses tells outcomes alone."""
    log, texts = dialect.history, headers.frame[columns["field"]]
    assert isinstance(log, FieldLog)
    names = [name for name in texts.unique()[:MOST] if name]
    stage = [name for name in names if names_stage(name)]
    stage = stage or [name for name in names if tells_ends(headers, columns, name)]
    if not stage:
        return None
    ends = [name for name in stage if is_status(name)]
    ends = ends if len(ends) < len(stage) else []
    born = [name for name in names if name not in stage and says_created(name)]
    log = replace(
        log,
        stage=tuple(name for name in stage if name not in ends),
        ends=tuple(ends),
        created=tuple(name for name in born if is_bare(headers, columns, name)),
    )
    return replace(dialect, history=log)


def names_stage(field: str) -> bool:
    """Whether a field is the stage of a deal or how it stands, by its name: "dealstage", "Etap", "Status"."""
    words = called("stage", "status")
    return any(word in words for _, word in spellings(field))


def says_created(event: str) -> bool:
    """Whether an event is the creation of a deal, and no stage: "Created.", "Deal created", "Utworzono"."""
    return any(word in CREATED for _, word in spellings(event.strip(" .!")))


def tells_ends(headers: Headers, columns: Mapping[str, str], field: str) -> bool:
    """Whether what a field was changed to says won or lost, and is one of few words."""
    values = headers.frame.loc[headers.frame[columns["field"]] == field, columns["new_value"]]
    words = cleaned(values.drop_duplicates())
    return len(words) <= MOST_STAGES and any(meaning(word) in ENDS for word in words if word)


def is_bare(headers: Headers, columns: Mapping[str, str], field: str) -> bool:
    """Whether there was no value before in the rows of a field; one that is changed is a field like others."""
    rows = headers.frame[headers.frame[columns["field"]] == field]
    return "old_value" not in columns or bool((rows[columns["old_value"]] == "").all())


# ---- by the cells


def field_by_cells(headers: Headers, taken: Iterable[str]) -> str:
    """The column whose cells are names of fields, the stage among them; "" where there is none."""
    taken = set(taken)
    for header in islice(headers, MOST):
        if header in taken:
            continue
        names = headers.frame[header].head(ROWS).unique()
        if len(names) <= MOST_STAGES and any(names_stage(name) for name in names if name):
            return header
    return ""


def by_links(headers: Headers, found: Mapping[str, str], fixed: Iterable[str]) -> dict[str, str]:
    """`deal_id`, `old_value` and `new_value`, where the changes of the stage follow from one another in the rows of
    what these columns name. `found`: those that headers tell; `fixed`: names of ours that are sure."""
    frame = headers.frame.head(ROWS)
    rows = frame[frame[found["field"]].map(names_stage)]
    fixed, entry = set(fixed), found.get("entered_at")
    rows = ordered_by(rows, entry) if entry else rows
    known = {found[name] for name in ("field", "entered_at") if name in found}
    free = [h for h in islice(headers, MOST) if h not in known and headers.look(h).filled]
    told = {name: found[name] for name in ("old_value", "new_value") if name in found}
    pairs = (
        [(told["old_value"], told["new_value"])]
        if len(told) == 2
        else passing_on(headers, rows, free)
    )
    keys = [found["deal_id"]] if "deal_id" in fixed else free
    best: dict[str, str] = {}
    most = 0
    for before, after in pairs:
        for number in keys:
            count = rows[number].nunique()
            if (
                number not in (before, after)
                and count > most
                and links(rows, number, after, before)
            ):
                best, most = {"deal_id": number, "old_value": before, "new_value": after}, count
    return {name: header for name, header in best.items() if name not in fixed}


def guessed_columns(headers: Headers) -> dict[str, str]:
    """What the columns may be of a table in which one of few fields is changed from row to row, or each row is a move
    from a stage to another; {} where none is. Of a field and a deal, which chain alike, the field of most changes is
    the stage."""
    frame = headers.frame.head(ROWS)
    filled = [header for header in headers if headers.look(header).filled]
    dates = [header for header in filled if headers.look(header).dates >= NEARLY_ALL]
    if len(filled) > MOST_GUESSED or not dates:
        return {}
    words = [header for header in filled if header not in dates]
    best: dict[str, str] = {}
    most = 0
    for field in [header for header in words if some_words(frame[header])]:
        for name in frame[field].value_counts().index[:FEW]:
            rows = ordered_by(frame[frame[field] == name], dates[0])
            found = linked_in(headers, rows, [header for header in words if header != field])
            changes = rows[found["deal_id"]].duplicated().sum() if found else 0
            if changes > most:
                best, most = found | {"field": field, "entered_at": dates[0]}, changes
    if best and len(frame[best["field"]].unique()) > 1:
        moves = linked_in(headers, ordered_by(frame, dates[0]), words)
        if moves:  # every row follows from the one before: whoever changed it is no field
            return {MOVED.get(name, name): header for name, header in moves.items()} | {
                "entered_at": dates[0]
            }
    return {name: best[name] for name in ORDER} if best else {}


#: what the values before and after are called where each row is a move from a stage to another
MOVED = {"old_value": "from_stage", "new_value": "to_stage"}
ORDER = ("deal_id", "field", "old_value", "new_value", "entered_at")


def linked_in(headers: Headers, rows: pd.DataFrame, free: list[str]) -> dict[str, str]:
    """`deal_id`, `old_value` and `new_value` of rows that follow from one another; of keys the finest."""
    for before, after in passing_on(headers, rows, free):
        numbers = [number for number in free if number not in (before, after)]
        for number in sorted(numbers, key=lambda header: -rows[header].nunique()):
            if links(rows, number, after, before):
                return {"deal_id": number, "old_value": before, "new_value": after}
    return {}


def passing_on(headers: Headers, rows: pd.DataFrame, free: list[str]) -> list[tuple[str, str]]:
    """The pairs of columns of words that share some."""
    words = {
        header: some_words(rows[header])
        for header in free
        if headers.look(header).dates < NEARLY_ALL
    }
    pairs = permutations([header for header in words if words[header]], 2)
    return [(a, b) for a, b in pairs if len(words[a] & words[b]) >= FEWEST_LINKS]


def record_of(headers: Headers, taken: Iterable[str]) -> str:
    """The column that is called as the key of a record is, and whose keys come again; "" where there is none."""
    taken = set(taken)
    hits = (headers.called((name,)) for name in RECORDS)
    return next((header for header in hits if header and header not in taken), "")
