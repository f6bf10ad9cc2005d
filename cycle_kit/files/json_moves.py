"""Lists within records that are the history of each: its stages with their days, as rows of a table beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cycle_kit.files.json_groups import CALLED, IDS
from cycle_kit.files.shapes import shape

_KEY = re.compile(r"(?=.*\d)(?=.*[^\W\d])\S{2,40}")  # a letter and a digit
Record = Mapping[str, Any]

#: headers of the rows of a history: the record they are of, its stage and its day where no word for one calls them so
_OF_DEAL, _STAGE, _DAY = "deal_id", "stage", "entered_at"
#: what ends the name of an id: user_id, userId
_OF_ID = re.compile(r"(?:^|[_\s.])(?i:ids?|uid)$|[a-z]I[dD]s?$")
#: ten digits of seconds, with three more where they are milliseconds; from 2000 to 2050
_SINCE_1970 = re.compile(r"(\d{9,10})(?:\.\d+|\d{3})?")
_SECONDS = range(946_684_800, 2_524_608_000)
_NEARLY_ALL = 0.8  # of the records stand in a stage that their own list names


def with_moves(records: list[dict]) -> tuple[list[dict], str, list[dict]]:
    """The records without the list that is their history, what it is called ("" if none is), and its rows, each with
    the id of its record; records without ids are numbered."""
    held = {name: None for each in records for name, value in each.items() if _rows(value)}
    found = ((name, _stage_in(name, records)) for name in held)
    name, stage = next((each for each in found if each[1]), ("", ""))
    if not name:
        return records, "", []
    header = _identifying(records)
    if not header:
        header, own = "id", _own_key(records)
        records = [
            {header: record[own] if own else place, **record}
            for place, record in enumerate(records, start=1)
        ]
    renamed = {} if _is_called(stage, "stage") else {stage: _STAGE}
    renamed |= _day_in(name, records)
    rows = [
        {_OF_DEAL: record.get(header), **_without_ids(row, renamed)}
        for record in records
        for row in _rows(record.get(name))
    ]
    return [{key: record[key] for key in record if key != name} for record in records], name, rows


def _identifying(records: list[dict]) -> str:
    """The field by which records are told apart, in whatever language: one that differs in each; or ""."""
    called = [each for each in records[0] if each.casefold() in IDS]
    numbers = [each for each in records[0] if _joined(each) in _JOINED["deal_id"]]
    return next((each for each in [*called, *numbers] if _differs(each, records)), "")


def _own_key(records: list[dict]) -> str:
    """The first field of keys under a name that is no known one for them: in each record another, with a digit in it
    and no blank; or ""."""
    fields = [field for field in records[0] if all(_is_key(each.get(field)) for each in records)]
    return next((field for field in fields if _differs(field, records)), "")


def _is_key(cell: Any) -> bool:
    return isinstance(cell, str) and _KEY.fullmatch(cell) is not None and shape(cell) != "date"


def _differs(header: str, records: list[dict]) -> bool:
    cells = {str(record.get(header) or "") for record in records}
    return len(cells - {""}) == len(records)


def _rows(value: Any) -> list[dict]:
    """The records of a list of nothing else."""
    whole = isinstance(value, list) and all(isinstance(each, dict) for each in value)
    return value if whole else []


def _without_ids(row: Record, renamed: Mapping[str, str]) -> dict[str, Any]:
    return {
        renamed.get(name, name): cell for name, cell in row.items() if name.casefold() not in IDS
    }


def _stage_in(name: str, records: list[dict]) -> str:
    """The field of the lists that is the stage, where each row has a day too: it is called so, or names that in which
    the record stands; or ""."""
    rows = [row for record in records for row in _rows(record.get(name))]
    fields = [field for field in rows[0] if all(row.get(field) for row in rows)]
    if not any(all(_is_day(field, row[field]) for row in rows) for field in fields):
        return ""
    texts = [field for field in fields if all(isinstance(row[field], str) for row in rows)]
    called = [field for field in texts if _is_called(field, "stage")]
    return next(iter(called), "") or next(
        (field for field in texts if _names_stages(field, name, records)), ""
    )


def _day_in(name: str, records: list[dict]) -> dict[str, str]:
    """The only field of the lists with times since 1970, where no word says that it is one: numbers that are not called
    so would pass for any."""
    rows = [row for record in records for row in _rows(record.get(name))]
    if any(_is_called(field, "entered_at") for row in rows for field in row):
        return {}
    days = [field for field in rows[0] if all(_is_day(field, row.get(field)) for row in rows)]
    told = any(shape(str(row[field])) == "date" for row in rows for field in days)
    return {days[0]: _DAY} if len(days) == 1 and not told else {}


def _is_day(field: str, cell: Any) -> bool:
    """Whether it is a date, or a time in seconds or milliseconds since 1970 that is no id."""
    if shape(str(cell)) == "date":
        return True
    named = field.casefold() in IDS or _OF_ID.search(field)
    seconds = None if named else _SINCE_1970.fullmatch(str(cell))
    return seconds is not None and int(seconds[1]) in _SECONDS


def _names_stages(field: str, name: str, records: list[dict]) -> bool:
    headers = {each for record in records for each in record}
    telling = [each for each in headers if _is_called(each, "stage") or _is_called(each, "status")]
    return any(_stands_in_own(field, name, header, records) for header in telling)


def _stands_in_own(field: str, name: str, header: str, records: list[dict]) -> bool:
    """Whether nearly all records stand in one of the stages that their own lists name, and not all in one."""
    told = [record for record in records if _rows(record.get(name)) and record.get(header)]
    stages = {str(record[header]) for record in told}
    within = sum(record[header] in [row[field] for row in record[name]] for record in told)
    return len(stages) > 1 and within >= _NEARLY_ALL * len(told)


def _is_called(header: str, entry: str) -> bool:
    """Whether a field is called so, or the last of its dotted names is."""
    return _joined(header.rpartition(".")[2]) in _JOINED[entry]


def _joined(words: str) -> str:
    return re.sub(r"[_ .]", "", words.casefold())


_JOINED = {entry: frozenset(map(_joined, words)) for entry, words in CALLED.items()}
