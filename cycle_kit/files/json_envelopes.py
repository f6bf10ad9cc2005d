"""Records of JSON whose columns stand together in one field, beside what the system says of the row: Airtable, answers
of GraphQL and of JSON:API."""

import re
from collections.abc import Iterable, Mapping

from cycle_kit.files.json_groups import IDS

_FIELDS = "fields"
#: the field with all columns of a row, and what else such a record holds
_ENVELOPES = {
    _FIELDS: frozenset(("id", "createdTime", "commentCount")),
    "node": frozenset(("cursor", "__typename")),
    "attributes": frozenset(("id", "type", "relationships", "links", "meta")),
    "data": frozenset(("meta",)),
}
#: when the row was written, which is the creation of the deal where no column says when that was
_WRITTEN = "createdTime"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
_DEEPEST = 2  # envelopes within each other


def without_envelopes(records: list[dict]) -> list[dict]:
    """The columns themselves where each record holds them in one field, "fields" or "node"; its id where no column is
    called so, and the day when the row was written where no two columns hold days."""
    for _ in range(_DEEPEST):
        name = envelope_of(records)
        if not name:
            return records
        records = _lifted(records, name)
    return records


def envelope_of(records: list[dict]) -> str:
    """The field in which each record holds its columns, or ""."""
    for name, beside in _ENVELOPES.items():
        if all(isinstance(each.get(name), dict) and {*each} <= {name, *beside} for each in records):
            return name
    return ""


def _lifted(records: list[dict], envelope: str) -> list[dict]:
    columns = {name for each in records for name in each[envelope]}
    beside = [] if any(name.casefold() in IDS for name in columns) else ["id"]
    if envelope == _FIELDS:
        dated = {name for each in records for name, cell in each[_FIELDS].items() if _is_day(cell)}
        beside += [_WRITTEN] if len(dated) < 2 else []
    if len({str(each.get("type")) for each in records}) > 1:  # rows of several kinds
        beside += ["type"]
    return [
        {
            **{name: each[name] for name in beside if name in each},
            **each[envelope],
            **_related(each.get("relationships"), columns),
        }
        for each in records
    ]


def _related(links: object, columns: Iterable[str]) -> Mapping[str, object]:
    """The ids of what a record belongs to, by the names of the links, as JSON:API keeps them beside the columns."""
    if not isinstance(links, dict):
        return {}
    ids = {
        name: link["data"]["id"]
        for name, link in links.items()
        if isinstance(link, dict) and isinstance(link.get("data"), dict) and "id" in link["data"]
    }
    return {f"{name}_id": cell for name, cell in ids.items() if f"{name}_id" not in columns}


def _is_day(cell: object) -> bool:
    return isinstance(cell, str) and _DAY.match(cell) is not None
