"""What is chosen on the page, as its address says it: `?page=team&pipeline=B2B&owner=Ada&closed=2025-Q3`.

A value is written as the filter shows it, nothing for "not given" and `*` for all pipelines. Dates are a span of the
filter (`12-months`, `this-year`), a year, quarter, month or day, or two days with `..` between; amounts are two numbers
so, the second not among them: `amount=10000..50000`. `compare=last-year` says what the numbers are set beside.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import anywidget
import numpy as np
import pandas as pd

from cycle_kit.charts.heard import Heard
from cycle_kit.dashboard.filters import COMPARED, Dates, Filters
from cycle_kit.locale import LOCALES
from cycle_kit.metrics.choices import Band

KEYS = {"created": "created_at", "closed": "closed_at", "amount": "value", "compare": COMPARED}
PAGE, LOCALE = "page", "locale"
ALL, UNTIL = "*", ".."
LONGEST = 4000  # letters
AMOUNT = re.compile(r"\d{1,15}(\.\d{1,6})?", re.ASCII)
PERIOD = re.compile(r"(1[6-9]|2\d)\d\d(-Q[1-4]|-\d\d(-\d\d)?)?", re.ASCII)


class Address(Heard, anywidget.AnyWidget):
    """Shows nothing; `arrived(search)` hears what the page's address asks for, at first and on back and forward.
    `browser` is the language of the reader's browser, where it is one of ours."""

    _esm = Path(__file__).with_name("address.js")

    def __init__(self, arrived: Callable[[str], object]) -> None:
        super().__init__()
        self.layout.display = "none"
        self.arrived, self.search, self.arriving = arrived, "", False
        self.browser = ""
        self.on_msg(lambda _widget, content, _buffers: self.hear(content))

    def hear(self, content: Any) -> None:
        """What a client sends: an address, or anything else, which is passed over."""
        content = content if isinstance(content, dict) else {}
        search, language = content.get("search"), content.get("language")
        if isinstance(search, str) and len(search) <= LONGEST:
            self.search, self.arriving = search, True
            self.browser = language if language in LOCALES else ""
            try:
                self.arrived(search)
            finally:
                self.arriving = False

    def at(self, search: str) -> None:
        """The address is now this one. Back leads to the one before, unless this says what was asked for."""
        if search != self.search:
            self.search = search
            self.send({"kind": "at", "search": search, "push": not self.arriving})

    def speak(self, language: str, direction: str) -> None:
        """The whole page is in this language now."""
        self.send({"kind": "speak", "language": language, "direction": direction})


def written(filters: Filters, page: str = "", locale: str = "") -> str:
    """The page that is open, its language and what the filters say, as an address does; nothing for what one opens
    with."""
    people, dates = filters.picked(), filters.dates()
    opened = [(key, said) for key, said in ((PAGE, page), (LOCALE, locale)) if said]
    if people == filters.usual and not dates:
        return f"?{urlencode(opened)}" if opened else ""
    every = [("pipeline", ALL)] if filters.usual and "pipeline" not in people else []
    by_column = {column: key for key, column in KEYS.items()}
    chosen = [(by_column.get(column, column), _text(value)) for column, value in people.items()]
    spans = [(by_column[column], _span_text(span)) for column, span in dates.items()]
    return f"?{urlencode([*opened, *every, *chosen, *spans])}"


def asked(search: str, filters: Filters) -> tuple[dict[str, Any], dict[str, Dates], list[str]]:
    """What an address asks for: values by column, spans by column, and the names of what is not there."""
    people: dict[str, Any] = {}
    dates: dict[str, Dates] = {}
    unknown = []
    for key, text in pairs(search):
        if key in (PAGE, LOCALE):
            continue
        column = KEYS.get(key, key)
        twice = column in people or column in dates
        known = filters.options[column]["value"] if column in filters.options else ()
        values = {_text(value): value for value in known}
        if twice:
            unknown.append(f"{key}={text}")
        elif column in filters.by_date and (span := _span(text, filters)) is not None:
            dates[column] = span
        elif column == "pipeline" and text == ALL and values:
            people[column] = None
        elif text in values:
            people[column] = values[text]
        elif column == "value" and values and (band := _band(text)) is not None:
            people[column] = band
        else:
            unknown.append(f"{key}={text}")
    return people, dates, unknown


def page_of(search: str) -> str:
    """The page that an address asks for, "" for the first one."""
    return dict(reversed(pairs(search))).get(PAGE, "")


def locale_of(search: str) -> str:
    """The language that an address asks for, "" for the one that the page opens in."""
    return dict(reversed(pairs(search))).get(LOCALE, "")


def pairs(search: str) -> list[tuple[str, str]]:
    return parse_qsl(search.removeprefix("?"), keep_blank_values=True)


def _text(value: Any) -> str:
    if isinstance(value, Band):
        ends = (value.low, value.high)
        return UNTIL.join(f"{end:.15g}" if np.isfinite(end) else "" for end in ends)
    return "" if pd.isna(value) else str(value)


def _span_text(span: Dates) -> str:
    if isinstance(span, str):
        return span.replace(" ", "-")
    return UNTIL.join("" if day is None else f"{day:%Y-%m-%d}" for day in span)


def _band(text: str) -> Band | None:
    """Two numbers, either of which may be left out; None where the text is nothing such."""
    first, until, last = text.partition(UNTIL)
    if not until or not first + last:
        return None
    if not all(AMOUNT.fullmatch(each) for each in (first, last) if each):
        return None
    band = Band(float(first or -np.inf), float(last or np.inf))
    return band if band.low < band.high else None


def _span(text: str, filters: Filters) -> Dates | None:
    """A span of the filter, or two days; None where the text is neither."""
    if (words := text.replace("-", " ")) in filters.spans_of_time:
        return words
    first, until, last = text.partition(UNTIL)
    if not first + last or not all(PERIOD.fullmatch(each) for each in (first, last) if each):
        return None
    try:
        begin = pd.Period(first) if first else None
        end = (pd.Period(last) if last else None) if until else begin
    except ValueError:  # no such month or day
        return None
    return (begin and begin.start_time.date(), end and end.end_time.date())
