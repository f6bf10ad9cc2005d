"""Records of JSON whose columns stand together in one field, beside what the system says of the row: Airtable, answers
of GraphQL and of JSON:API."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cycle_kit.files.json_groups import IDS

_FIELDS = "fields"
#: the field with all columns of a row, and what else such a record holds
ENVELOPES = {
    _FIELDS: frozenset(("id", "createdTime", "commentCount")),
    "node": frozenset(("cursor", "__typename")),
    "attributes": frozenset(("id", "type", "relationships", "links", "meta")),
    "data": frozenset(("meta",)),
}
#: when the row was written, which is the creation of the deal where no column says when that was
_WRITTEN = "createdTime"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
#: what JSON:API calls the records that others link to, and fields that hold their names
INCLUDED, _NAME = "included", "name"
NAMES = (_NAME, "title", "label", "full_name", "fullName", "display_name", "email")
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
    for name, beside in ENVELOPES.items():
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
    held = {
        name: link["data"]
        for name, link in links.items()
        if isinstance(link, dict) and isinstance(link.get("data"), dict) and "id" in link["data"]
    }
    names = {name: cell[_NAME] for name, cell in held.items() if _NAME in cell}
    ids = {f"{name}_id": cell["id"] for name, cell in held.items()}
    return {name: cell for name, cell in (names | ids).items() if name not in columns}


def with_names(answer: Any) -> Any:
    """An answer of JSON:API whose links say the names of what it includes; any other as it is."""
    if not isinstance(answer, dict) or not isinstance(answer.get(INCLUDED), list):
        return answer
    names = {
        (each.get("type"), str(each.get("id"))): name
        for each in answer[INCLUDED]
        if isinstance(each, dict) and (name := _name_in(each.get("attributes")))
    }
    data = answer.get("data")
    rows = data if isinstance(data, list) else [data]
    named = [_with_named_links(row, names) if isinstance(row, dict) else row for row in rows]
    return answer | {"data": named if isinstance(data, list) else named[0]}


def _name_in(attributes: object) -> str:
    """What a record is called, by the first of its fields that hold names."""
    fields = attributes if isinstance(attributes, dict) else {}
    return next((str(fields[name]) for name in NAMES if fields.get(name)), "")


def _with_named_links(row: dict, names: Mapping[tuple, str]) -> dict:
    links = row.get("relationships")
    if not isinstance(links, dict):
        return row
    return row | {"relationships": {name: _with_name(link, names) for name, link in links.items()}}


def _with_name(link: Any, names: Mapping[tuple, str]) -> Any:
    data = link.get("data") if isinstance(link, dict) else None
    if not isinstance(data, dict):
        return link
    name = names.get((data.get("type"), str(data.get("id"))))
    return link | {"data": data | ({_NAME: name} if name else {})}


def _is_day(cell: object) -> bool:
    return isinstance(cell, str) and _DAY.match(cell) is not None
