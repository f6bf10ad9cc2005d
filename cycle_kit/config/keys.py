"""What may stand in a cycle.toml: every key, what it says, and the form of its value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cycle_kit import tables
from cycle_kit.dialects.dialect import HINTS, MOVE_HEADERS
from cycle_kit.fiscal import LENGTHS, WEEKS, is_month
from cycle_kit.locale import CHOICES, LOCALES
from cycle_kit.steps import TEMPLATES

#: our names that a column of a file can be given to
OURS = sorted({*tables.DEALS, *tables.LEADS, *HINTS, *MOVE_HEADERS} - {"outcome", "value"})
#: kinds of tables beside the deals
SIDES = ("lines", "credit", "activities")
#: tables within [columns]: of one kind of file, and {stage: header of its date of entry}
COLUMN_TABLES = ("deals", "history", "leads", *SIDES, "entered")
#: columns of tables beside the deals, that deals have not
OF_SIDES = ("share", "at", "kind")
#: the languages whose words, dates and numbers are known
LANGUAGES = ("en", "fa", "ar", "pl", "bg", "de", "fr", "es", "pt", "ru")
#: what a target can be of: the measures of `kpis`, and of each stage its days and its conversion
MEASURES = (
    "new_leads", "new_deals", "new_value", "open_deals", "open_value", "open_age",
    "won_deals", "won_value",
    "win_rate", "win_loss_ratio", "mean_won_value", "median_cycle_days", "velocity_per_day",
    "conversion_first_to_won", "new_customers", "returning_customers", "value_per_customer",
    "largest_customer_share",
)  # fmt: skip
STAGE_MEASURES = ("days in ", "conversion from ", "entries into ")


@dataclass(frozen=True)
class Form:
    """How a value has to look: `is_so` tests it, `words` describe it, `example` shows it.

    `choices`: what it can be; of these the one nearest to a mistyped value is named.
    """

    words: str
    is_so: Callable[[Any], bool]
    example: str
    choices: tuple[str, ...] = ()


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


def is_period(said: Any) -> bool:
    """A year, a quarter, a month or a day, as `goals` reads it."""
    if isinstance(said, int):
        return not isinstance(said, bool) and 1300 <= said < 2500
    return is_day(said) or (
        isinstance(said, str)
        and bool(
            re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])|(FY)?\d{4}(-?Q[1-4]|-P(0[1-9]|1[0-2]))?", said)
        )
    )


def is_year_and_day(said: tuple[str, Any]) -> bool:
    return bool(re.fullmatch(r"\d{4}", said[0])) and is_day(said[1])


def is_measure(said: Any) -> bool:
    """A measure that can have a target; whether there is such a stage, `goals` knows."""
    return is_name(said) and (said in MEASURES or said.startswith(STAGE_MEASURES))


def is_table(said: Any) -> bool:
    return isinstance(said, Mapping)


def is_address_of_deals(said: Any) -> bool:
    """Where a browser finds a deal: whose host no id can change, and without a password."""
    if not isinstance(said, str) or not re.fullmatch(r"https?://[!-~]+", said, re.IGNORECASE):
        return False
    try:
        host = urlsplit(said).netloc
    except ValueError:  # brackets that do not close
        return False
    braces = re.findall(r"[{}]", said.replace("{deal_id}", "")) + re.findall(r"[{}@\\]", host)
    return bool(host) and "\\" not in said and "{deal_id}" in said and not braces


TEXT = Form("a text in quotes", is_name, '"..."')
HEADER = Form("a text in quotes", lambda said: isinstance(said, str), '"..."')
WORDS = Form(
    "a text in quotes or a list of them",
    lambda said: is_name(said) or said == [] or is_names(said),
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
ADDRESS = Form(
    "an address that begins with https:// or http://, with {deal_id} behind the host",
    is_address_of_deals,
    '"https://crm.example.com/deals/{deal_id}"',
)
DATES = Form('"dmy", "mdy" or "ymd"', lambda said: said in ("dmy", "mdy", "ymd"), '"dmy"')
LANGUAGE = Form(
    f"one of {', '.join(LANGUAGES)}",
    lambda said: is_name(said) and re.split("[-_]", said)[0].lower() in LANGUAGES,
    '"pl"',
)
LOCALE = Form(f"one of {', '.join(LOCALES)}", lambda said: said in LOCALES, '"pl"', LOCALES)
DIGITS, TIME_AXES = (
    Form(
        f'"{few}" or "{more}"',
        lambda said, these=(few, more): is_name(said) and said in these,
        f'"{more}"',
        (few, more),
    )
    for _usual, few, more in CHOICES.values()
)
WEEK_START = Form(
    '"monday", "sunday" or "saturday"',
    lambda said: is_name(said) and said in WEEKS,
    '"saturday"',
    tuple(WEEKS),
)
MONTH = Form("a month's number, 1 to 12", is_month, "4")
CALENDARS = ("gregorian", "jalali")
CALENDAR = Form('"gregorian" or "jalali"', lambda said: said in CALENDARS, '"jalali"', CALENDARS)
PATTERNS = ("4-4-5", "4-5-4", "5-4-4")
WEEKS_OF_MONTHS = Form(
    '"4-4-5", "4-5-4" or "5-4-4"', lambda said: said in PATTERNS, '"4-4-5"', PATTERNS
)
FIRST_DAYS = Form(
    "a table of years and their first days",
    lambda said: is_table(said) and bool(said) and all(map(is_year_and_day, said.items())),
    "{2025 = 2024-12-30}",
)
TEMPLATE = Form(
    f"one of {', '.join(TEMPLATES)}",
    lambda said: is_name(said) and said in TEMPLATES,
    '"contact-to-close"',
    tuple(TEMPLATES),
)
MEASURE = Form(
    f"one of {', '.join(MEASURES)}, or days in, conversion from or entries into a stage",
    is_measure,
    '"won_value"',
)
PERIOD = Form("a month, a quarter or a year", is_period, '"2025-Q4"')
LENGTH = Form(f"one of {', '.join(LENGTHS)}", lambda said: said in LENGTHS, '"quarter"')
RATES_OF_THEN = Form(
    'a list of tables (rates without days are "rates")',
    lambda said: isinstance(said, list) and bool(said) and all(map(is_table, said)),
    '[{currency = "USD", from = 2025-01-01, rate = 0.96}]',
)
TARGETS = Form(
    "a list of tables",
    lambda said: isinstance(said, list) and bool(said) and all(map(is_table, said)),
    '[{measure = "won_value", period = "2025-Q4", target = 500_000}]',
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
    "open": Key("words that look like outcomes, and are open stages", WORDS),
    "rename": Key("stages renamed or merged: old names and new ones", RENAME),
    "pipelines": Key("pipelines: {name in the file = name to show}", TABLE),
    "columns": Key(
        "{our name = header in the file}, and tables of these for one kind of file", TABLE
    ),
    "dates": Key("dmy, mdy or ymd: the order of day, month and year", DATES),
    "zone": Key("time zone of the stamps", ZONE),
    "language": Key("language of words, dates and numbers", LANGUAGE),
    "locale": Key("language in which answers are told", LOCALE),
    "digits": Key("latin or arabic: the digits of answers in Persian or Arabic", DIGITS),
    "time_axes": Key("ltr or rtl: where time runs to in Persian and Arabic charts", TIME_AXES),
    "week_starts": Key("monday, sunday or saturday: the first day of the week", WEEK_START),
    "fiscal_year_starts": Key("number of the month in which the fiscal year starts", MONTH),
    "calendar": Key("gregorian or jalali: whose months, quarters and years are counted", CALENDAR),
    "fiscal_weeks": Key(
        "4-4-5, 4-5-4 or 5-4-4: the weeks of the months of each fiscal quarter", WEEKS_OF_MONTHS
    ),
    "fiscal_years": Key("the first day of each fiscal year of weeks", FIRST_DAYS),
    "currency": Key(
        "base, and rates (or rate, by day): the worth of one unit in the base currency", TABLE
    ),
    "targets": Key("what is to be reached, of which measure, when, by whom", TARGETS),
    "crm": Key("address: where a browser finds a deal, with {deal_id} in it", TABLE),
    "template": Key("a cycle from the literature, to compare with step by step", TEMPLATE),
    "steps": Key("{our stage = step of the template}", TABLE),
    "cycle_type": Key(
        "rules that name a deal's kind of cycle by what is known at its creation", TABLES
    ),
}
CURRENCY_KEYS = {
    "base": Key("currency of all sums", TEXT),
    "rates": Key("{code = worth of one unit in the base}", TABLE),
    "rate": Key("what a unit was worth since when", RATES_OF_THEN),
}
CRM_KEYS = {"address": Key("where a browser finds a deal", ADDRESS)}
RATE_KEYS = {
    "currency": Key("of which currency", TEXT),
    "from": Key("the first day of the rate", DAY),
    "rate": Key("worth of one unit in the base", RATE),
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
TARGET_KEYS = {
    "measure": Key("of what", MEASURE),
    "period": Key("when", PERIOD),
    "target": Key("how much", Form("a number above 0", is_rate, "500_000")),
    "every": Key("how long, where period is its first day", LENGTH),
    "owner": Key("whose: an owner's", TEXT),
    "team": Key("whose: a team's", TEXT),
    "pipeline": Key("of which pipeline", TEXT),
}
RENAME_KEYS = {
    "from": Key("the old name", TEXT),
    "to": Key("the new name", TEXT),
    "since": Key("the day of the change", DAY),
}
