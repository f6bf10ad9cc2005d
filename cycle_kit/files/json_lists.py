"""Which part of a JSON text is the list of records: of answers of APIs, JSON lines, and tables as lists of rows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cycle_kit.errors import NoTableError
from cycle_kit.files.json_columns import with_cards
from cycle_kit.files.json_envelopes import envelope_of, without_envelopes
from cycle_kit.files.json_groups import DEALS, IDS, joined, siblings
from cycle_kit.languages import several_words

_DEEPEST = 8  # dictionaries around the records
#: under which names answers of APIs hold their records
AROUND = (
    *("records", "results", "data", "result", "value", "_embedded"),
    *("items", "rows", "list", "edges", "nodes"),
)
#: those of them that no record has for a list of its own
_RESULTS = ("records", "results", "data", "result")
#: what lists of other things are called; what may stand where a "*" is may be somebody's name
_BESIDE = frozenset(
    word.strip("*").casefold()
    for entry in ("beside_records", "beside_deals", "beside_clients")
    for word in several_words(entry)
)
#: by which names a table as lists of rows holds those of its columns
HEADS = ("columns", "column_names", "columnnames", "header", "headers", "fields", "cols")
#: what an answer has that is an error
ERRORS = (
    "error",
    "errors",
    "error_description",
    "errorcode",
    "message",
    "exception",
    "fault",
    "detail",
)
#: fields of an answer that are about it, not about a deal
ABOUT = frozenset(
    (
        *("success", "status", "ok", "done", "code", "count", "total", "totalsize", "total_count"),
        *(
            "totalcount",
            "page",
            "page_size",
            "pagesize",
            "per_page",
            "perpage",
            "pages",
            "total_pages",
            "totalpages",
        ),
        *("limit", "offset", "start", "next", "previous", "prev", "first", "last", "has_more"),
        *(
            "hasmore",
            "hasnextpage",
            "more",
            "next_page",
            "nextpage",
            "cursor",
            "next_cursor",
            "nextlink",
            "nextrecordsurl",
        ),
        *("object", "type", "url"),
    )
)
_FEWEST = 3  # plain fields of a record that stands alone


@dataclass(frozen=True)
class Found:
    """A list of records, by which names it is reached, and of how many groups it is put together."""

    path: tuple[str, ...]
    records: list[dict]
    groups: int = 1


def records_of(answers: list[Any]) -> tuple[Found, list[str]]:
    """The list of deals by its name, else by what is around it, else the longest; and the names of the others."""
    if len(answers) > 1 and not _are_around(answers):  # JSON lines
        return Found((), [each for each in answers if isinstance(each, dict)]), []
    if len(answers) == 1 and (record := _one_record(answers[0])):
        others = [found.path for found in _lists(answers[0], ())]
        front = len(record.path)
        return record, [".".join(each) for each in others if each[:front] != record.path]
    lists: dict[tuple[str, ...], list[dict]] = {}
    for answer in answers:
        for found in _lists(answer, ()):
            lists.setdefault(found.path, []).extend(found.records)
    lists = {each: with_cards(without_envelopes(records)) for each, records in lists.items()}
    path = max(lists, key=lambda each: (*_by_name(each), len(lists[each])), default=())
    paths = siblings(path, lists) if path in lists else []
    records = joined(paths, lists) if len(paths) > 1 else lists.get(path, [])
    others = [".".join(each) for each in lists if each not in {path, *paths}]
    return Found(path, records, groups=max(len(paths), 1)), others


def _by_name(path: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether a list is called one of deals, and whether it is what an answer is about."""
    names = [name.casefold() for name in path if name.casefold() not in AROUND]
    return names[-1:] != [] and names[-1] in DEALS, not names


def _are_around(answers: list[Any]) -> bool:
    """Whether each of several answers holds records, and is none itself: it has fewer fields of its own."""
    if not all(map(_may_be_around, answers)):
        return False
    inner = [
        record for answer in answers for found in _lists(answer, ()) for record in found.records
    ]
    outer = [len(_own(answer)) for answer in answers if isinstance(answer, dict)]
    return bool(inner) and (not outer or max(outer) < max(map(_width, inner)))


def _may_be_around(answer: Any) -> bool:
    return isinstance(answer, list) or (
        isinstance(answer, dict) and any(map(_is_name_of_records, _holding(answer)))
    )


def is_known_name(name: str) -> bool:
    """Whether a key is a word that systems use; another may be somebody's name."""
    folded = name.casefold()
    return _is_name_of_records(name) or bool({folded, folded.removesuffix("s")} & _BESIDE)


def _is_name_of_records(name: str) -> bool:
    return name.casefold() in AROUND or name.casefold() in DEALS


def _holding(answer: dict) -> list[str]:
    return [name for name, value in answer.items() if isinstance(value, list | dict)]


def _own(answer: dict) -> list[str]:
    """The plain fields of an answer that are not about the answer."""
    return [
        name
        for name, value in answer.items()
        if not isinstance(value, list | dict) and name.casefold() not in ABOUT
    ]


def _width(record: dict) -> int:
    """How many plain fields a record has, also within others."""
    return sum(_width(each) if isinstance(each, dict) else 1 for each in record.values())


def _one_record(answer: Any) -> Found | None:
    """The answer itself, or what it is about, where that is a single record: with fields of its own, and lists only
    beside an id."""
    path: tuple[str, ...] = ()
    while isinstance(answer, dict) and not _own(answer):
        names = [name for name in _holding(answer) if _is_name_of_records(name)]
        if len(names) != 1:
            return None
        path, answer = (*path, names[0]), answer[names[0]]
    if not isinstance(answer, dict) or _is_error(answer):
        return None
    if envelope := envelope_of([answer]):
        return Found(path, [answer]) if len(_own(answer[envelope])) >= _FEWEST else None
    if len(_own(answer)) < _FEWEST:
        return None
    inner = [record for found in _lists(answer, ()) for record in found.records]
    has_id = any(name.casefold() in IDS for name in answer)
    if any(_is_list_of_records(name, answer[name]) for name in answer):
        return None
    if inner and not (has_id and len(_own(answer)) >= max(map(_width, inner))):
        return None
    return Found(path, [answer])


def _is_list_of_records(name: str, value: Any) -> bool:
    """Whether a field is a list that only an answer has: its results, or deals."""
    listed = isinstance(value, list) and any(isinstance(each, dict) for each in value)
    return listed and (name.casefold() in _RESULTS or name.casefold() in DEALS)


def _is_error(answer: Any) -> bool:
    return isinstance(answer, dict) and any(name.casefold() in ERRORS for name in answer)


def _lists(value: Any, path: tuple[str, ...]) -> Iterator[Found]:
    """The lists of records in a value; none of those that a record holds."""
    if _are_pages(value):
        for page in value:
            yield from _lists(page, path)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield Found(path, [each for each in value if isinstance(each, dict)])
    elif value == [] and path and path[-1].casefold() in DEALS:
        yield Found(path, [])
    elif isinstance(value, dict) and len(path) < _DEEPEST:
        if records := _by_key(value) or _by_columns(value):
            yield Found(path, records)
            return
        for key, inner in value.items():
            yield from _lists(inner, (*path, str(key)))


def _are_pages(value: Any) -> bool:
    """Whether each of a list is an answer of its own: it holds lists of records, and no field of a record."""
    return bool(value and isinstance(value, list)) and all(
        isinstance(each, dict)
        and not _own(each)
        and any(_is_records(*part) for part in each.items())
        for each in value
    )


def _is_records(name: str, value: Any) -> bool:
    return isinstance(value, list) and _is_name_of_records(name)


def _by_key(value: dict) -> list[dict]:
    """Records that stand by their ids, or by columns as pandas writes them, if these are such."""
    inner = list(value.values())
    if len(inner) < 2 or not all(isinstance(each, dict) and each for each in inner):
        return []
    keys = set(inner[0]).intersection(*inner[1:])
    if keys == {str(place) for place in range(len(keys))} and all(
        len(e) == len(keys) for e in inner
    ):
        return [{column: cells[key] for column, cells in value.items()} for key in inner[0]]
    plain = [key for key in keys if not isinstance(inner[0][key], dict | list)]
    return [{"id": key, **each} for key, each in value.items()] if len(plain) > 1 else []


def _by_columns(value: dict) -> list[dict]:
    """The records of a table that has a list of cells for each of its columns, or lists of rows beside the names of
    its columns."""
    if heads := _heads(value):
        rows = next((each for each in value.values() if _are_rows(each)), [])
        whole = all(len(row) <= len(heads) for row in rows)
        return [dict(zip(heads, row, strict=False)) for row in rows] if whole else []
    columns = list(value.values())
    if len(columns) < _FEWEST or not all(isinstance(each, list) for each in columns):
        return []
    lengths = {len(each) for each in columns}
    plain = not any(isinstance(cell, list | dict) for each in columns for cell in each)
    return (
        [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
        if plain and len(lengths) == 1
        else []
    )


def _heads(value: dict) -> list[str]:
    """The names of columns that a table of rows has beside these."""
    for name, given in value.items():
        if name.casefold() in HEADS and isinstance(given, list):
            names = [each.get("name") if isinstance(each, dict) else each for each in given]
            texts = [each for each in names if isinstance(each, str)]
            if texts and len({*texts}) == len(given):
                return texts
    return []


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, list) for each in value)


def rows_of(answers: list[Any]) -> list[list[Any]]:
    """The rows of a table whose header is the first of them: a list of lists, a list in each line, or the one such
    list of an answer."""
    rows = answers if len(answers) > 1 else _held(answers[0]) if answers else []
    return rows if _are_rows(rows) and all(map(_is_plain, rows)) else []


def _held(answer: Any) -> Any:
    """An answer that is a list, or the only list of lists that it holds."""
    if not isinstance(answer, dict):
        return answer
    held = [each for each in answer.values() if _are_rows(each)]
    plain = len(held) == 1 and not _heads(answer) and not any(_lists(answer, ()))
    return held[0] if plain else []


def _is_plain(row: list[Any]) -> bool:
    return not any(isinstance(cell, list | dict) for cell in row)


def as_texts(rows: list[list[Any]]) -> list[list[str]]:
    return [
        [
            "" if cell is None else cell if isinstance(cell, str) else json.dumps(cell)
            for cell in row
        ]
        for row in rows
    ]


def without_records(answers: list[Any], found: Found, *, name: str) -> NoTableError:
    """What a JSON text holds instead of records."""
    if found.path or all(map(_is_empty, answers)):
        return NoTableError(
            f'"{name}" is a JSON file without any records: it is empty.',
            fix="Choose other filters or more days in the CRM, and export again.",
        )
    fix = (
        "Export the deals as a list of records, with the names of their fields; or as CSV or XLSX."
    )
    if any(map(_is_error, answers)):
        fix = "It may be an error that the system answered with: ask it for the data again."
    return NoTableError(f'"{name}" is a JSON file without a list of records.', fix=fix)


def _is_empty(answer: Any) -> bool:
    """Whether there is nothing in an answer, or nothing in its lists."""
    if isinstance(answer, dict):
        return all(answer[name] is None for name in _own(answer)) and all(
            _is_empty(answer[name]) for name in _holding(answer) if name.casefold() not in HEADS
        )
    return not answer if isinstance(answer, list) else answer is None
