"""A JSON text with other scalars in the place of its own: all that makes its form stays.

The text is read twice: as loading reads it, and with scalars that know where they stand, so that each cell of the
tables that come out of it is found again in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from cycle_kit.errors import CycleKitError
from cycle_kit.files import json_envelopes, json_lists, json_pages, json_trello
from cycle_kit.files.encoding import as_utf8
from cycle_kit.files.json_groups import IDS
from cycle_kit.files.json_records import answers_in, columns_of, laid_out
from cycle_kit.files.sources import Blob
from cycle_kit.reports.masked_files.sheets import Stands, sheet_of, tables_of
from cycle_kit.reports.masked_files.tables import Sheet
from cycle_kit.reports.masked_files.texts import encoded, marked

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?', re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_BEHIND_KEY = re.compile(r"\s*:")
_WORD = re.compile(r"[^\W\d_]+")
#: what stands in JSON and in scripts outside of quotes
_BARE = frozenset(("true", "false", "null", "NaN", "Infinity", "var", "let", "const"))
_PLACE = "\ue000"  # before the number of a scalar, of no text that people write
_ID = re.compile(r".*(?:[_ .-][iI][dD]s?|[a-z]I[dD]s?)|id[A-Z].*", re.DOTALL)
#: an id whose first eight signs are the moment of its making, which is kept like other dates
_DATED_ID = re.compile(r"[0-9a-f]{24}")
_MOMENT = 8
#: kinds of columns in which an id is none that stands elsewhere, too
_NO_IDS = frozenset(("words", "told", "date", "figure", "changed"))
Place = tuple[Sheet, int, int]


class Located:
    """A scalar that knows the number of its place in the text."""

    at: int


class _Text(str, Located): ...


class _Whole(int, Located): ...


class _Figure(float, Located): ...


@dataclass(frozen=True)
class JsonPart:
    """A JSON text with its tables; `places`: {number of a scalar: its sheet, line and column}."""

    name: str
    text: str
    encoding: str
    mark: bytes
    sheets: list[Sheet]
    places: dict[int, Place]

    @property
    def beside(self) -> Iterator[str]:
        for token in _TOKEN.findall(self.text):
            yield said_in(token)

    def written(self, to: Stands) -> bytes:
        told, at, name = [], 0, ""
        for number, (found, is_key) in enumerate(tokens(self.text)):
            told.append(_WORD.sub(lambda word: bare(word[0], to), self.text[at : found.start()]))
            text = said_in(found[0])
            if is_key:
                name, new = text, text if text.casefold() in known_keys() else to.header(text)
            else:
                new = self._other(number, name, text, to)
            told.append(found[0] if new == text else written_as(found[0], new))
            at = found.end()
        told.append(_WORD.sub(lambda word: bare(word[0], to), self.text[at:]))
        return self.mark + encoded("".join(told), self.encoding)

    def _other(self, number: int, name: str, text: str, to: Stands) -> str:
        sheet, line, column = self.places.get(number, (None, 0, 0))
        if is_id(name) and (sheet is None or sheet.kind(line, column) not in _NO_IDS):
            kept = _MOMENT if _DATED_ID.fullmatch(text) else 0
            return text[:kept] + to.name(text)[kept:]
        if sheet is None and text.casefold() in known_keys():
            return text
        return to.beside(text) if sheet is None else to.cell(sheet, line, column, text)


def json_part(blob: Blob) -> JsonPart:
    seen = as_utf8(blob.data, name=blob.name)
    mark, encoding = marked(blob.data, seen.encoding)
    text = blob.data[len(mark) :].decode(encoding, "surrogateescape")
    sheets: list[Sheet] = []
    places: dict[int, Place] = {}
    with suppress(CycleKitError, RecursionError):  # files that are refused are shown, too
        for rows, sheet in sheets_of(located(text), blob):
            sheets.append(sheet)
            for line, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, Located):
                        places.setdefault(cell.at, (sheet, line, column))
    return JsonPart(blob.name, text, encoding, mark, sheets, places)


def sheets_of(answers: list[Any], blob: Blob) -> Iterator[tuple[list[list[Any]], Sheet]]:
    """The rows of each table of the text, and the same as a sheet."""
    tables = tables_of(blob)
    if rows := json_lists.rows_of(answers):
        yield rows, sheet_of(json_lists.as_texts(rows), tables, 1)
        return
    laid = laid_out(answers, name=blob.name)
    for flat, table in zip((laid.flat, laid.moves), tables, strict=False):
        columns = columns_of(flat)
        if len(columns) == table.frame.shape[1]:
            rows = [[record.get(column) for column in columns] for record in flat]
            yield rows, sheet_of(table.frame.to_numpy().tolist(), [table], 1)


def located(text: str) -> list[Any]:
    """What stands in a text, each scalar with its place."""
    scalars = [found[0] for found, _ in tokens(text)]
    numbers = iter(range(len(scalars)))
    keys = iter([is_key for _, is_key in tokens(text)])

    def place(found: re.Match[str]) -> str:
        number = next(numbers)
        return found[0] if next(keys) else f'"{_PLACE}{number}"'

    return restored(answers_in(_TOKEN.sub(place, text), name=""), scalars)


def restored(value: Any, scalars: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: restored(each, scalars) for name, each in value.items()}
    if isinstance(value, list):
        return [restored(each, scalars) for each in value]
    if isinstance(value, str) and value.startswith(_PLACE):
        number = int(value[len(_PLACE) :])
        [scalar] = answers_in(scalars[number], name="")
        kinds: dict[type, Callable[[Any], Any]] = {str: _Text, int: _Whole, float: _Figure}
        made = kinds[type(scalar)](scalar)
        made.at = number
        return made
    return value


def tokens(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Each text and number, and whether it is the name of a field."""
    for found in _TOKEN.finditer(text):
        is_text = text[found.start()] == '"'
        yield found, is_text and _BEHIND_KEY.match(text, found.end()) is not None


def said_in(token: str) -> str:
    """The text of a scalar; as it stands where it is none, as in damaged files."""
    if not token.startswith('"'):
        return token
    try:
        return json.loads(token, strict=False)
    except ValueError:
        return token[1:-1]


def written_as(token: str, new: str) -> str:
    """Another scalar of the same form."""
    if token.startswith('"'):
        return json.dumps(new, ensure_ascii=token.isascii())
    return new if _NUMBER.fullmatch(new) else token


def bare(word: str, to: Stands) -> str:
    return word if word in _BARE else to.beside(word)


def is_id(name: str) -> bool:
    return name.casefold() in IDS or _ID.fullmatch(name) is not None


@cache
def known_keys() -> frozenset[str]:
    """What answers of systems call their parts and kinds."""
    some = (
        *(json_lists.AROUND, json_lists.HEADS, json_lists.ERRORS, json_lists.ABOUT),
        *(json_envelopes.ENVELOPES, *json_envelopes.ENVELOPES.values(), json_envelopes.NAMES),
        *((json_envelopes.INCLUDED,), json_trello.WORDS, IDS),
        *(json_pages.MORE, json_pages.NEXT, json_pages.PAGE, json_pages.LAST),
    )
    return frozenset(word.casefold() for words in some for word in words)
