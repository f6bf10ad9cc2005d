"""Days in other styles: orders, separators, names, numbers, digits, zones, two styles at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pandas as pd

from tests.damage.damage import damage, named
from tests.damage.moments import (
    CLOSINGS,
    DAYS,
    Style,
    known_days,
    moment,
    restyled,
    rewritten,
    without_days,
)
from tests.damage.tables import Export, NotHere
from tests.damage.truth import known

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}


#: as German spreadsheets write them
WEEKDAYS = ("Mo.,", "Di.,", "Mi.,", "Do.,", "Fr.,", "Sa.,", "So.,")


def clock(stamp: datetime, timed: bool, form: str = " %H:%M") -> str:
    return stamp.strftime(form) if timed else ""


def american(stamp: datetime, timed: bool) -> str:
    return f"{stamp.month}/{stamp.day}/{stamp.year}" + clock(stamp, timed, " %I:%M %p")


def serial(stamp: datetime, timed: bool) -> str:
    days = (stamp - datetime(1899, 12, 30)) / timedelta(days=1)
    return f"{days:.10f}".rstrip("0").rstrip(".") if timed else f"{days:.0f}"


#: {name: (style, order of day, month and year that a user would tell)}
STYLES: dict[str, tuple[Style, str]] = {
    "days_dotted": (lambda at, timed: f"{at:%d.%m.%Y}" + clock(at, timed), "dmy"),
    "days_with_slashes": (lambda at, timed: f"{at:%d/%m/%Y}" + clock(at, timed), "dmy"),
    "days_american": (american, "mdy"),
    "days_iso_zulu": (lambda at, _: f"{at:%Y-%m-%dT%H:%M:%S}.000000Z", "ymd"),
    "days_with_blank_zone": (lambda at, _: f"{at:%Y-%m-%d %H:%M:%S} UTC", "ymd"),
    "days_compact": (lambda at, timed: f"{at:%Y%m%d}" + clock(at, timed, "T%H%M%S"), "ymd"),
    "days_with_dashes_and_colon": (
        lambda at, timed: f"{at:%d-%m-%Y}" + clock(at, timed, ":%H.%M"),
        "dmy",
    ),
    "days_with_month_names": (
        lambda at, timed: f"{at.day} {at:%b} {at.year}" + clock(at, timed),
        "dmy",
    ),
    "days_month_first_by_name": (
        lambda at, timed: f"{at:%b} {at.day}, {at.year}" + clock(at, timed, " %I:%M %p"),
        "mdy",
    ),
    "days_with_weekdays": (
        lambda at, timed: f"{WEEKDAYS[at.weekday()]} {at:%d.%m.%Y}" + clock(at, timed),
        "dmy",
    ),
    "days_of_mail": (lambda at, _: f"{at:%a, %d %b %Y %H:%M:%S} +0000", "dmy"),
    "days_as_unix_seconds": (
        lambda at, _: f"{(at - datetime(1970, 1, 1)).total_seconds():.0f}",
        "ymd",
    ),
    "days_as_unix_milliseconds": (
        lambda at, _: f"{(at - datetime(1970, 1, 1)).total_seconds() * 1000:.0f}",
        "ymd",
    ),
    "days_as_day_numbers": (serial, "ymd"),
    "years_of_two_digits_dotted": (lambda at, timed: f"{at:%d.%m.%y}" + clock(at, timed), "dmy"),
    "years_of_two_digits_american": (
        lambda at, timed: f"{at:%m/%d/%y}" + clock(at, timed, " %I:%M %p"),
        "mdy",
    ),
    "midnight_added": (lambda at, timed: f"{at:%Y-%m-%d %H:%M:%S}", "ymd"),
    "midnight_added_dotted": (lambda at, timed: f"{at:%d.%m.%Y} {at.hour}:{at:%M}", "dmy"),
}


def style(name: str, written: Style, order: str) -> None:
    def change(export: Export, dice: Random) -> Export:
        return rewritten(export, written).promising(answers={"dates": order})

    change.__module__ = __name__
    named(name, change)


for _name, (_style, _order) in STYLES.items():
    style(_name, _style, _order)


@damage
def month_names_of_the_language(export: Export, dice: Random) -> Export:
    if export.sample.language not in MONTHS:
        raise NotHere("another alphabet")
    months = MONTHS[export.sample.language].split()

    def written(at: datetime, timed: bool) -> str:
        return f"{at.day} {months[at.month - 1]} {at.year}" + clock(at, timed)

    return rewritten(export, written).promising(answers={"dates": "dmy"})


def digits(name: str, zero: str) -> None:
    """Days and amounts with the digits of another script."""

    def change(export: Export, dice: Random) -> Export:
        signs = {ord(str(digit)): chr(ord(zero) + digit) for digit in range(10)}
        table = export.table()
        for role in (*DAYS, "amount"):
            if role in table.roles:
                table = table.mapped(role, lambda cell: cell.translate(signs))
        return export.with_table(table)

    change.__module__ = __name__
    named(name, change)


digits("persian_digits", "۰")
digits("arabic_digits", "٠")


def zoned(name: str, written: Callable[[datetime], str]) -> None:
    """Columns that hold days only, each as a midnight somewhere."""

    def change(export: Export, dice: Random) -> Export:
        table, changed = export.table(), False
        for role in known_days(export):
            cells = [table.cell(row, role) for row in table.rows]
            found = [moment(cell, export.sample.dates) for cell in cells if cell.strip()]
            if found and not any(each is None or each[1] for each in found):
                table = table.mapped(
                    role,
                    lambda cell: restyled(cell, export.sample.dates, lambda at, _: written(at)),
                )
                changed = True
        if not changed:
            raise NotHere("every day has a time")
        return export.with_table(replace(table, typed=without_days(table)))

    change.__module__ = __name__
    named(name, change)


zoned("midnight_in_a_zone", lambda at: f"{at:%Y-%m-%d}T00:00:00+03:00")
zoned("midnight_of_greenwich_in_a_zone", lambda at: f"{at:%Y-%m-%d}T03:00:00+03:00")
zoned("midnight_zulu", lambda at: f"{at:%Y-%m-%d}T00:00:00Z")


def mixed(name: str, one: Style, other: Style) -> None:
    """A list that two people keep: each writes days in their own plain way, in all columns."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        mine = {row.origin for row in table.rows if row.origin is not None and row.origin % 2}
        theirs = {row.origin for row in table.rows if row.origin is not None} - mine
        for role in known_days(export):
            for rows, written in ((mine, one), (theirs, other)):
                table = table.mapped(
                    role,
                    lambda cell, written=written: restyled(cell, export.sample.dates, written),
                    rows=rows,
                )
        return export.with_table(replace(table, typed=without_days(table))).promising(
            answers={"dates": "dmy"}
        )

    change.__module__ = __name__
    named(name, change)


mixed(
    "two_styles_iso_and_dotted",
    lambda at, timed: f"{at:%Y-%m-%d}" + clock(at, timed),
    STYLES["days_dotted"][0],
)
mixed(
    "two_styles_iso_and_names",
    lambda at, timed: f"{at:%Y-%m-%d}" + clock(at, timed),
    STYLES["days_with_month_names"][0],
)
mixed("two_styles_dotted_and_american", STYLES["days_dotted"][0], american)


@damage
def closings_without_their_times(export: Export, dice: Random) -> Export:
    """Creation is a moment and closing a day: what closed on its first day took no days."""
    if known(export.sample.name).pipe.recorded:
        raise NotHere("the history has times")
    export = rewritten(export, lambda at, _: like_day(at, export.sample.dates), roles=CLOSINGS)

    def floored(deals: pd.DataFrame) -> pd.DataFrame:
        return deals.assign(closed_at=deals["closed_at"].dt.normalize())

    return export.promising(truth=floored, apart={"as_of"}, answers={"dates": export.sample.dates})


def like_day(at: datetime, order: str) -> str:
    """The day alone, in the file's own order."""
    return {"ymd": f"{at:%Y-%m-%d}", "dmy": f"{at:%d.%m.%Y}", "mdy": f"{at:%m/%d/%Y}"}[order]


@damage
def days_without_their_times(export: Export, dice: Random) -> Export:
    """A spreadsheet showed days only, and saved what it showed."""
    if any(file.kind == "history" for file in export.files):
        raise NotHere("the history has times")
    export = rewritten(export, lambda at, _: f"{at:%Y-%m-%d}")

    def floored(deals: pd.DataFrame) -> pd.DataFrame:
        days = {name: deals[name].dt.normalize() for name in ("created_at", "closed_at")}
        return deals.assign(**days)

    return export.promising(truth=floored, apart={"as_of"}, answers={"dates": "ymd"})


@damage
def names_beside_creation(export: Export, dice: Random) -> Export:
    """Who created each deal stands in front of the day, as boards of tasks log it."""
    known_days(export)
    table = export.table()
    table = replace(table, typed=without_days(table))
    named = table.mapped("created_at", lambda cell: f"Ann Lee  {cell}" if cell else cell)
    return export.with_table(named)


@damage
def months_of_creation(export: Export, dice: Random) -> Export:
    """Creation says the month only."""
    if (
        any(file.kind == "history" for file in export.files)
        or known(export.sample.name).pipe.recorded
    ):
        raise NotHere("the history tells creation too")
    export = rewritten(export, lambda at, _: f"{at:%b %Y}", roles=("created_at",))

    def floored(deals: pd.DataFrame) -> pd.DataFrame:
        months = deals["created_at"].dt.to_period("M").dt.to_timestamp()
        return deals.assign(created_at=months.astype(deals["created_at"].dtype))

    return export.promising(
        truth=floored, apart={"as_of", "visits"}, said=("names months without a day",)
    )
