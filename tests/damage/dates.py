"""Days in other styles, days that cannot be, and days that are missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pandas as pd

from tests.damage.damage import damage, hurting, named, some_rows
from tests.damage.moments import (
    CLOSINGS,
    DAYS,
    Style,
    closing,
    known_days,
    like,
    moment,
    restyled,
    rewritten,
    without_days,
)
from tests.damage.promise import ANYTHING
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
def days_without_their_times(export: Export, dice: Random) -> Export:
    """A spreadsheet showed days only, and saved what it showed."""
    if any(file.kind == "history" for file in export.files):
        raise NotHere("the history has times")
    export = rewritten(export, lambda at, _: f"{at:%Y-%m-%d}")

    def floored(deals: pd.DataFrame) -> pd.DataFrame:
        days = {name: deals[name].dt.normalize() for name in ("created_at", "closed_at")}
        return deals.assign(**days)

    return export.promising(truth=floored, apart={"as_of"}, answers={"dates": "ymd"})


# -- one day that cannot be ------------------------------------------------------------------------


def from_the_history(export: Export, field: str) -> dict[str, frozenset[str]]:
    """A day that a history knows may stand for one that cannot be read, when it is told."""
    recorded = known(export.sample.name).pipe.recorded
    return {field: frozenset({ANYTHING})} if recorded else {}


def typo(name: str, role: str, change_day: Callable[[datetime], datetime], field: str) -> None:
    """One day with a slip of a finger: unreadable everywhere, and nobody's last day."""

    def change(export: Export, dice: Random) -> Export:
        known_days(export)
        table = export.table()
        column = closing(table) if role == "closed_at" else role
        outcomes = ("won", "lost") if role == "closed_at" else ()
        rows = some_rows(export, dice, 1, outcomes=outcomes, filled=(column,))

        def slipped(cell: str) -> str:
            found = moment(cell, export.sample.dates)
            if not found:
                raise NotHere("no day there")
            return like(cell, export.sample.dates, change_day(found[0]))

        table = table.mapped(column, slipped, rows=rows)
        return export.with_table(table).promising(
            hurt=hurting(rows, field),
            instead=from_the_history(export, field),
            columns={table.header(column)},
        )

    change.__module__ = __name__
    named(name, change)


typo(
    "closed_in_2204",
    "closed_at",
    lambda at: at.replace(day=min(at.day, 28), year=2204),
    "closed_at",
)
typo(
    "closed_in_0204", "closed_at", lambda at: at.replace(day=min(at.day, 28), year=204), "closed_at"
)
typo(
    "closed_in_2062",
    "closed_at",
    lambda at: at.replace(day=min(at.day, 28), year=2062),
    "closed_at",
)
typo(
    "created_in_2204",
    "created_at",
    lambda at: at.replace(day=min(at.day, 28), year=2204),
    "created_at",
)
typo(
    "created_in_1024",
    "created_at",
    lambda at: at.replace(day=min(at.day, 28), year=1024),
    "created_at",
)
typo(
    "expected_in_2204",
    "expected_close",
    lambda at: at.replace(day=min(at.day, 28), year=2204),
    "expected_close",
)
typo(
    "activity_in_2205",
    "last_activity_at",
    lambda at: at.replace(day=min(at.day, 28), year=2205),
    "last_activity_at",
)


def impossible(name: str, role: str, text: str, field: str) -> None:
    """One cell of a column of days that holds no day."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        column = closing(table) if role == "closed_at" else role
        rows = some_rows(export, dice, 1, outcomes=("won", "lost"), filled=(column,))
        table = table.mapped(column, lambda _: text, rows=rows)
        return export.with_table(table).promising(
            hurt=hurting(rows, field), instead=from_the_history(export, field)
        )

    change.__module__ = __name__
    named(name, change)


impossible("closed_on_day_32", "closed_at", "2024-05-32", "closed_at")
impossible("created_on_30_february", "created_at", "2024-02-30", "created_at")
impossible("closed_soon", "closed_at", "end of the month", "closed_at")
impossible("created_unknown", "created_at", "???", "created_at")
impossible("closed_not_available", "closed_at", "#N/A", "closed_at")
impossible("created_not_available", "created_at", "#N/A", "created_at")
impossible("closed_a_line_of_signs", "closed_at", "########", "closed_at")


def never(name: str, at: datetime) -> None:
    """Open deals carry a day that means never, where others have none."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        column = closing(table)
        if column == "close_date" or not export.sample.dates:
            raise NotHere("open deals have a day there")
        cells = [table.cell(row, column) for row in table.rows if table.cell(row, column)]
        pattern = next((cell for cell in cells if moment(cell, export.sample.dates)), "")
        if not pattern:
            raise NotHere("no days")
        written = like(pattern, export.sample.dates, at)
        table = table.mapped(column, lambda cell: cell or written)
        return export.with_table(table).promising(columns={table.header(column)})

    change.__module__ = __name__
    named(name, change)


never("never_is_9999", datetime(9999, 12, 31))
never("never_is_3999", datetime(3999, 12, 31))
never("never_is_2999", datetime(2999, 12, 31))


# -- days that are missing, or not meant -----------------------------------------------------------


@damage
def lost_deals_without_a_closing(export: Export, dice: Random) -> Export:
    """Only the won deals were dated."""
    table = export.table()
    if any(file.kind == "history" for file in export.files):
        raise NotHere("the history knows")
    truth = known(export.sample.name)
    keys = truth.keys["deals"]
    lost = {o for o, key in keys.items() if truth.deals.loc[key, "outcome"] in ("lost", "dropped")}
    columns = [role for role in CLOSINGS if role in table.roles]
    if not columns or not lost:
        raise NotHere("no closings")
    for role in columns:
        table = table.mapped(role, lambda _: "", rows=lost)

    def undated(deals: pd.DataFrame) -> pd.DataFrame:
        open_or_won = ~deals["outcome"].isin(["lost", "dropped"])
        return deals.assign(closed_at=deals["closed_at"].where(open_or_won))

    return export.with_table(table).promising(truth=undated, said=("clos",), apart={"as_of"})


def missing_creations(export: Export, rows: dict[int, str] | None) -> Export:
    table = export.table()
    if (
        any(file.kind == "history" for file in export.files)
        or known(export.sample.name).pipe.recorded
    ):
        raise NotHere("the history knows")
    table = table.mapped("created_at", lambda _: "", rows=rows)
    header = frozenset({table.header("created_at")})
    export = export.with_table(table)
    if rows is None:
        return export.promising(missing={"created_at"}, said=("creat", *header), apart={"as_of"})
    return export.promising(
        hurt=hurting(rows, "created_at"), columns=header, said=("creat", *header)
    )


@damage
def all_creations_missing(export: Export, dice: Random) -> Export:
    """The column is there and empty: no cycle is known, and none is invented."""
    return missing_creations(export, None)


@damage
def some_creations_missing(export: Export, dice: Random) -> Export:
    return missing_creations(export, some_rows(export, dice, 3, filled=("created_at",)))


@damage
def planned_days_on_lost_deals(export: Export, dice: Random) -> Export:
    """Lost deals keep the day that was planned for them, months after all that happened."""
    table = export.table()
    known_days(export)
    column = closing(table)
    if any(file.kind == "history" for file in export.files):
        raise NotHere("the history knows")
    as_of = known(export.sample.name).pipe.as_of
    rows = some_rows(export, dice, 3, outcomes=("lost",), filled=(column,))
    planned = (as_of + pd.Timedelta(days=140)).normalize().to_pydatetime()

    def later(cell: str) -> str:
        if not moment(cell, export.sample.dates):
            raise NotHere("no day there")
        return like(cell, export.sample.dates, planned)

    table = table.mapped(column, later, rows=rows)
    found = moment(
        table.cell(next(r for r in table.rows if r.origin in rows), column), export.sample.dates
    )
    assert found
    return export.with_table(table).promising(
        hurt=hurting(rows, "closed_at"),
        instead={
            "closed_at": frozenset(
                pd.Timestamp(moment(table.cell(row, column), export.sample.dates)[0])
                for row in table.rows
                if row.origin in rows
            )
        },
        columns={table.header(column)},
    )


@damage
def created_after_it_was_closed(export: Export, dice: Random) -> Export:
    """A deal typed in a week after its win."""
    table = export.table()
    known_days(export)
    if (
        any(file.kind == "history" for file in export.files)
        or known(export.sample.name).pipe.recorded
    ):
        raise NotHere("the history knows")
    rows = some_rows(export, dice, 1, outcomes=("won",), filled=("created_at",))
    [(origin, key)] = rows.items()
    closed = known(export.sample.name).deals.loc[key, "closed_at"]
    if pd.isna(closed):
        raise NotHere("no closing")
    late = (closed + pd.Timedelta(days=7)).to_pydatetime()
    table = table.mapped(
        "created_at", lambda cell: like(cell, export.sample.dates, late), rows=rows
    )
    written = moment(table.cell(table.by_origin()[origin], "created_at"), export.sample.dates)
    if written is None:
        raise NotHere("no day there")

    def typed_late(deals: pd.DataFrame) -> pd.DataFrame:
        there = deals.index == key
        return deals.assign(created_at=deals["created_at"].mask(there, pd.Timestamp(written[0])))

    return export.with_table(table).promising(truth=typed_late, said=("before",))


def filled_with(name: str, text: str) -> None:
    """What a database writes where nothing is, in every blank cell."""

    def change(export: Export, dice: Random) -> Export:
        for file in export.files:
            table = export.table(file.kind)
            rows = tuple(
                replace(row, cells=tuple(cell or text for cell in row.cells))
                if any(cell for cell in row.cells)
                else row
                for row in table.rows
            )
            export = export.with_table(replace(table, rows=rows))
        if export.sample.grouped:
            raise NotHere("a blank cell means the one above")
        return export

    change.__module__ = __name__
    named(name, change)


filled_with("blanks_are_null", "NULL")
filled_with("blanks_are_none", "None")
filled_with("blanks_are_nan", "nan")


def no_closing_yet(name: str, text: str) -> None:
    """What stands for no day in the column of closings of open deals."""

    def change(export: Export, dice: Random) -> Export:
        table = export.table()
        column = closing(table)
        if column == "close_date":
            raise NotHere("open deals have a day there")
        return export.with_table(table.mapped(column, lambda cell: cell or text))

    change.__module__ = __name__
    named(name, change)


no_closing_yet("no_closing_is_a_dash", "-")
no_closing_yet("no_closing_is_zeroes", "0000-00-00 00:00:00")
no_closing_yet("no_closing_is_a_word", "n/a")
