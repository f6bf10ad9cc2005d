"""Records of JSON whose columns stand together in one field, beside what the system says of the row: Airtable."""

import re

from cycle_kit.files.json_groups import IDS

#: the field with all columns of a row, and what else such a record holds
_FIELDS = "fields"
_ENVELOPE = frozenset(("id", "createdTime", "commentCount", _FIELDS))
#: when the row was written, which is the creation of the deal where no column says when that was
_WRITTEN = "createdTime"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")


def without_envelopes(records: list[dict]) -> list[dict]:
    """The columns themselves where each record holds them in "fields"; its id where no column is called so, and the
    day when the row was written where no two columns hold days."""
    if not all(isinstance(each.get(_FIELDS), dict) and set(each) <= _ENVELOPE for each in records):
        return records
    columns = {name for each in records for name in each[_FIELDS]}
    dated = {name for each in records for name, cell in each[_FIELDS].items() if _is_day(cell)}
    beside = [] if any(name.casefold() in IDS for name in columns) else ["id"]
    beside += [_WRITTEN] if len(dated) < 2 else []
    return [{**{n: each[n] for n in beside if n in each}, **each[_FIELDS]} for each in records]


def _is_day(cell: object) -> bool:
    return isinstance(cell, str) and _DAY.match(cell) is not None
