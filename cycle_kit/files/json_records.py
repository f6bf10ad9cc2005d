"""JSON as a raw table: answers of APIs, JSON lines, records, boards. Fields within fields have dotted names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from cycle_kit.errors import FileError, listed, one_or_more
from cycle_kit.files.encoding import as_utf8
from cycle_kit.files.frames import of_frame
from cycle_kit.files.grid import MOST_COLUMNS, from_rows
from cycle_kit.files.json_envelopes import with_names, without_envelopes
from cycle_kit.files.json_lists import (
    Found,
    as_texts,
    is_known_name,
    records_of,
    rows_of,
    without_records,
)
from cycle_kit.files.json_moves import with_moves
from cycle_kit.files.json_odoo import with_links_and_blanks
from cycle_kit.files.json_pages import is_one_page
from cycle_kit.files.json_trello import of_board
from cycle_kit.files.table import RawTable, to_tables

#: the two fields of money, as APIs call them
_AMOUNT, _CURRENCY = ("amount", "value"), ("currency", "currency_code", "currencyCode")
_BESIDE = ".currency"
_OF_LISTS = "The lists of JSON were read as rows, the first as line 1."


def of_json(data: bytes, *, name: str) -> list[RawTable]:
    """The records of a JSON text, one row each. FileError: it is broken. NoTableError: it holds no records."""
    text = as_utf8(data, name=name)
    answers = answers_in(text.data.decode("utf-8", "replace"), name=name)
    if rows := rows_of(answers):
        return [
            replace(each, encoding=text.encoding, remarks=(*text.remarks, _OF_LISTS, *each.remarks))
            for each in to_tables(from_rows(as_texts(rows), name=name), name=name)
        ]
    laid = laid_out(answers, name=name)
    told = (
        "The records of JSON were read as rows, the first as line 1.",
        *laid.of_cards,
        *_nested(laid.flat),
        *(
            f"The records stand in {laid.found.groups:,} groups: they were read as one list."
            for _ in range(laid.found.groups > 1)
        ),
        *_left(laid.beside),
        *_unfinished(answers[-1], laid.found),
    )
    tables = [_table(laid.flat, name=name, told=(*text.remarks, *told))]
    if laid.held:
        below = (
            f'The lists "{laid.held}" within the records were read as rows, the first as line 1.'
        )
        tables.append(_table(laid.moves, name=f"{name} [{laid.held}]", told=(below,)))
    return [replace(table, encoding=text.encoding) for table in tables]


@dataclass(frozen=True)
class LaidOut:
    """The records of a JSON text, fields within fields by dotted names; the rows of the list that each holds of its
    moves, and what that is called; the list they were found in; the names of other lists, and remarks on cards."""

    flat: list[dict[str, Any]]
    held: str
    moves: list[dict[str, Any]]
    found: Found
    beside: list[str]
    of_cards: tuple[str, ...]


def laid_out(answers: list[Any], *, name: str) -> LaidOut:
    """NoTableError: the answers hold no records."""
    cards, of_cards = of_board(answers[0]) if len(answers) == 1 else ([], ())
    found, beside = (Found((), cards), []) if cards else records_of(list(map(with_names, answers)))
    if not found.records:
        raise without_records(answers, found, name=name)
    flat = [dict(_flat(record)) for record in without_envelopes(found.records)]
    flat = with_links_and_blanks(flat)
    flat, held, moves = with_moves(flat)
    rows = [dict(_flat(row)) for row in moves] if held else []
    return LaidOut(flat, held, rows, found, beside, of_cards)


def _table(flat: list[dict[str, Any]], *, name: str, told: tuple[str, ...]) -> RawTable:
    table = of_frame(_framed(flat, name=name), name=name)
    lines = np.arange(len(flat)) + 1
    return replace(table, lines=lines, remarks=(*told, *table.remarks))


def _left(beside: list[str]) -> tuple[str, ...]:
    """A remark on the lists beside the records, by name where no part of it can be somebody's."""
    named = [each for each in beside if all(map(is_known_name, each.split(".")))]
    more = len(beside) - len(named)
    rest = [one_or_more(more, "{n} other list", "{n} other lists")] if more else []
    said = " and ".join([*([listed(named)] if named else []), *rest])
    return (f"Beside the records it holds {said}: left out.",) if said else ()


def answers_in(text: str, *, name: str) -> list[Any]:
    """Everything that stands in the text one after another: one answer, or JSON lines."""
    decoder = json.JSONDecoder(parse_float=_number, parse_constant=lambda _: None)
    found, at = [], len(text) - len(text.lstrip())
    while at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise _broken(text, getattr(error, "pos", at), name) from error
        found.append(value)
        at = end + len(text[end:]) - len(text[end:].lstrip(" \t\r\n,"))
    return found


def _number(text: str) -> Any:
    """A number as people write it: a whole one has no point, as in a list that was exported as text."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _broken(text: str, at: int, name: str) -> FileError:
    return FileError(
        f'"{name}" is a JSON file that is damaged or cut off.',
        there=f"What is no JSON begins in line {text.count(chr(10), 0, at) + 1}.",
        fix="Export or download it again; as CSV or XLSX where the system offers it.",
    )


def _flat(record: dict, before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if isinstance(value, dict) and _is_money(value):
            amount, currency = sorted(value, key=lambda field: field in _CURRENCY)
            yield before + key, value[amount]
            yield before + key + _BESIDE, value[currency]
        elif isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value if value != [] else None


def _is_money(value: dict) -> bool:
    """Whether this is an amount and its currency, and nothing else."""
    fields = set(value)
    return len(fields) == 2 and bool(fields & set(_AMOUNT)) and bool(fields & set(_CURRENCY))


def _called(columns: list[str]) -> list[str]:
    """The headers of columns: what is the currency of the only money in the records is called so."""
    beside = [
        each for each in columns if each.endswith(_BESIDE) and each[: -len(_BESIDE)] in columns
    ]
    if len(beside) != 1 or any(each.casefold() == "currency" for each in columns):
        return columns
    return ["currency" if each == beside[0] else each for each in columns]


def _framed(flat: list[dict[str, Any]], *, name: str) -> pd.DataFrame:
    """Columns of the fields in their order."""
    columns = dict.fromkeys(chain.from_iterable(flat))
    if len(columns) > MOST_COLUMNS:
        raise FileError(
            f'"{name}" has records of {len(columns):,} fields; at most {MOST_COLUMNS:,} are read.',
            fix="Ask only for the fields that you need.",
        )
    kept = columns_of(flat)
    return pd.DataFrame(
        {
            place: pd.Series([each.get(column) for each in flat], dtype=object)
            for place, column in enumerate(kept)
        }
    ).set_axis(_called(kept), axis=1)


def columns_of(flat: list[dict[str, Any]]) -> list[str]:
    """The fields that have a column; none for one that is empty where others have fields within it."""
    columns = dict.fromkeys(chain.from_iterable(flat))
    outer = {
        ".".join(column.split(".")[:end])
        for column in columns
        for end in range(1, column.count(".") + 1)
    }
    return [
        column
        for column in columns
        if column not in outer or any(record.get(column) is not None for record in flat)
    ]


def _nested(flat: list[dict[str, Any]]) -> tuple[str, ...]:
    columns = {key for each in flat for key, value in each.items() if isinstance(value, list)}
    if not columns:
        return ()
    return (f"Lists within records are read as their text, in {listed(sorted(columns), most=20)}.",)


def _unfinished(answer: Any, found: Found) -> tuple[str, ...]:
    """A remark where an answer says that more records follow."""
    if not is_one_page(answer, found.path):
        return ()
    return (
        f"The answer says that more records follow these {len(found.records):,}: they are not in this file. Save the "
        "other pages, too, and load all files as one list.",
    )
