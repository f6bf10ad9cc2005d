"""What may stand in a cycle.toml: every key, what it says, and the form of its value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from cycle_kit import tables
from cycle_kit.dialects.dialect import HINTS, MOVE_HEADERS

#: our names that a column of a file can be given to
OURS = sorted({*tables.DEALS, *tables.LEADS, *HINTS, *MOVE_HEADERS} - {"outcome", "value"})
#: the languages whose words, dates and numbers are known
LANGUAGES = ("en", "fa", "ar", "pl", "bg", "de", "fr", "es", "pt", "ru")


@dataclass(frozen=True)
class Form:
    """How a value has to look: `is_so` tests it, `words` describe it, `example` shows it."""

    words: str
    is_so: Callable[[Any], bool]
    example: str


def is_name(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip())


def is_names(said: Any) -> bool:
    return isinstance(said, list) and bool(said) and all(map(is_name, said))


def is_orders(said: Any) -> bool:
    """Names in order, or a table of them, one for each pipeline; no name twice in an order."""
    orders = said.values() if isinstance(said, Mapping) else [said]
    return bool(orders) and all(
        is_names(order) and len(set(order)) == len(order) for order in orders
    )


def is_zone(said: Any) -> bool:
    try:
        return is_name(said) and bool(ZoneInfo(said))
    except (ValueError, OSError, KeyError):  # what zoneinfo raises for names it cannot look up
        return False


def is_day(said: Any) -> bool:
    if isinstance(said, str):
        try:
            return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", said)) and bool(
                dt.date.fromisoformat(said)
            )
        except ValueError:
            return False
    return isinstance(said, dt.date)


def is_rate(said: Any) -> bool:
    return isinstance(said, (int, float)) and not isinstance(said, bool) and 0 < said < float("inf")


def is_table(said: Any) -> bool:
    return isinstance(said, Mapping)


TEXT = Form("a text in quotes", is_name, '"..."')
WORDS = Form(
    "a text in quotes or a list of them",
    lambda said: is_name(said) or is_names(said),
    '["...", "..."]',
)
ORDERS = Form(
    "a list of different names, or a table with such a list for each pipeline",
    is_orders,
    '["...", "..."]',
)
TABLE = Form("a table", is_table, "{...}")
DAY = Form("a day", is_day, "2024-07-01")
RATE = Form("a number above 0", is_rate, "0.92")
ZONE = Form("the name of a time zone", is_zone, '"Europe/Warsaw"')
RENAME = Form(
    "a table of names, or a list of tables with from, to and since",
    lambda said: is_table(said) or (isinstance(said, list) and all(map(is_table, said))),
    '{"Old name" = "New name"}',
)
TABLES = Form(
    "a list of tables",
    lambda said: isinstance(said, list) and bool(said) and all(map(is_table, said)),
    '[[cycle_type]] type = "complex"',
)
DATES = Form('"dmy", "mdy" or "ymd"', lambda said: said in ("dmy", "mdy", "ymd"), '"dmy"')
LANGUAGE = Form(
    f"one of {', '.join(LANGUAGES)}",
    lambda said: is_name(said) and re.split("[-_]", said)[0].lower() in LANGUAGES,
    '"pl"',
)


@dataclass(frozen=True)
class Key:
    """A key: what it says, and the form of its value."""

    says: str
    form: Form


KEYS = {
    "stages": Key("the open stages in order, or {pipeline = [...]}", ORDERS),
    "after": Key("stages after the win", WORDS),
    "won": Key("words for won", WORDS),
    "lost": Key("words for lost", WORDS),
    "dropped": Key("words for dropped", WORDS),
    "rename": Key("stages renamed or merged: old names and new ones", RENAME),
    "pipelines": Key("pipelines: {name in the file = name to show}", TABLE),
    "columns": Key("{our name = header in the file}", TABLE),
    "dates": Key("dmy, mdy or ymd: the order of day, month and year", DATES),
    "zone": Key("time zone of the stamps", ZONE),
    "language": Key("language of words, dates and numbers", LANGUAGE),
    "currency": Key("base, and rates: the worth of one unit in the base currency", TABLE),
    "cycle_type": Key(
        "rules that name a deal's kind of cycle by what is known at its creation", TABLES
    ),
}
CURRENCY_KEYS = {
    "base": Key("currency of all sums", TEXT),
    "rates": Key("{code = worth of one unit in the base}", TABLE),
}
CYCLE_TYPES = ("short", "long", "transactional", "complex", "consultative")
CYCLE_TYPE_KEYS = {
    "type": Key("the kind of cycle", Form(
        f"one of {', '.join(CYCLE_TYPES)}", lambda said: said in CYCLE_TYPES, '"complex"',
    )),
    "amount_from": Key("amount in the base currency, from", RATE),
    "amount_below": Key("amount in the base currency, below", RATE),
    "product": Key("products", WORDS),
    "product_days_from": Key("median days to win of the product's earlier deals, from", RATE),
    "product_days_below": Key("median days to win of the product's earlier deals, below", RATE),
    "people": Key("the header of the column that counts the people involved", TEXT),
    "people_from": Key("people involved, from", RATE),
    "people_below": Key("people involved, below", RATE),
}  # fmt: skip
RENAME_KEYS = {
    "from": Key("the old name", TEXT),
    "to": Key("the new name", TEXT),
    "since": Key("the day of the change", DAY),
}
