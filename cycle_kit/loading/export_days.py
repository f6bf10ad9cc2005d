"""Of which day each of several exports of the same deals is: its name says it, or its month, or else its last date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import ColumnError, LayoutError, listed
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import read_deals
from cycle_kit.loading.outcomes import Words, standing
from cycle_kit.loading.planned import without_planned
from cycle_kit.remarks import Remarks
from cycle_kit.values import read_dates
from cycle_kit.values.months import MONTH, month_named
from cycle_kit.values.text import fold, with_plain_digits
from cycle_kit.values.whole_months import month_of, with_day

IN_NAME = re.compile(
    r"(20\d\d|(?<!\d)1[34]\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
TURNED = re.compile(
    r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|[12]\d|3[01])[-_. ](20\d\d)(?!\d)"
)
YEAR = r"(?P<year>(?:20|1[34])\d\d)"
MONTH_IN_NAME = (
    re.compile(rf"(?<!\d){YEAR}[-_. ]?(?P<month>0[1-9]|1[0-2])(?!\d)"),
    # a number behind a word may be that of a quarter or a week
    re.compile(rf"(?:^|(?<=[-_(\[]))(?P<month>0?[1-9]|1[0-2])[-_. ]{YEAR}(?!\d)"),
)
YEAR_IN_NAME = re.compile(rf"(?<!\d){YEAR}(?!\d)")
ROMAN = re.compile("[ivx]+")  # numbers of quarters as well
#: how many years each calendar is behind ours; names of its months need no year
BEHIND = {"Gregorian": 0, "Jalali": 621}
#: what has happened by the day of an export, beside the closings of decided deals
HAPPENED = ("created_at", "stage_changed_at", "last_activity_at")
DAY_IN_NAME = "Put the day of each export in its name: deals_2024-06-30.csv."
FILE_OF_EACH = (
    "Save each table as a file of its own, with its day in the name: deals_2024-06-30.csv."
)
NO_DAY = pd.Timestamp(0)
Month = tuple[pd.Timestamp, pd.Timestamp]  # its first and its last day


def dates_of(
    tables: list[Source], words: Words, stages: frozenset[str]
) -> list[tuple[pd.Timestamp, Source]]:
    """The day each export speaks for: in its name where all names have one, else in the month there, else its last
    date."""
    days = days_called(tables)
    if days:
        return list(zip(days, tables, strict=True))
    last = [last_date(source, words, stages) for source in tables]
    fix = FILE_OF_EACH if any(source.raw.part for source in tables) else DAY_IN_NAME
    months = next(filter(None, (months_in(names, last) for names in names_of(tables))), [])
    days = [day_in(*each) for each in zip(months, last, strict=True)] if months else last
    if NO_DAY in days:
        raise undated(tables[days.index(NO_DAY)], fix)
    if len(set(days)) < len(days):
        raise LayoutError(
            "Several tables of deals speak for the same day, so their order is not known.",
            there=f"They are {listed(source.raw.file for source in tables)}.",
            fix=fix,
        )
    told = sorted(zip(days, (source.raw.file for source in tables), strict=True))
    shown = ", ".join(f"{file}: {day:%Y-%m-%d}" for day, file in told)
    told_by = (
        f"The tables say in their names of which month they are, not of which day: the last date in each that is of "
        f"its month tells it, else the end of the month ({shown})."
        if months
        else "The files do not say in their names of which day they are: the last date in each tells it "
        f"({shown})."
    )
    effect = "Moves between them are dated by these days."
    tables[0].remarks.add("history", told_by, effect=effect, fix=fix)
    return list(zip(days, tables, strict=True))


def names_of(tables: Sequence[Source]) -> tuple[list[str], list[str]]:
    """What the tables are called by: their sheets, and their files."""
    return [source.raw.sheet for source in tables], [source.raw.file for source in tables]


def days_called(tables: Sequence[Source]) -> list[pd.Timestamp]:
    """The day that each table is called by, where all are by one of their own."""
    return next(filter(None, map(days_in, names_of(tables))), [])


def undated(source: Source, fix: str) -> LayoutError:
    """Of a table that has deals of another one with other content, and no date that tells which is newer."""
    return LayoutError(
        f"{source.raw.file} has deals of another table, and says otherwise of them or lacks a column: nothing says of "
        "which day it is.",
        there=f"Its headers are {listed(source.raw.frame)}.",
        fix=f"If it is an export of another day: {fix[0].lower()}{fix[1:]} Else take it out.",
    )


def days_in(names: Sequence[str]) -> list[pd.Timestamp]:
    """The day in each name, where all have one of their own: 2024-06-30, 20240630, 30.06.2024 (or 06-30-2024
    where the names tell that the month stands first), 1403-04-10."""
    names = [with_plain_digits(name) for name in names]
    found = [IN_NAME.search(name) for name in names]
    if all(found):
        texts = ["-".join(each.groups()) for each in found if each]
        return distinct(pd.DatetimeIndex(map(written_day, texts)))
    turned = [TURNED.search(name) for name in names]
    if not all(turned):
        return []
    texts = ["-".join(each.groups()) for each in turned if each]
    orders = [
        pd.to_datetime(texts, format=form, errors="coerce") for form in ("%d-%m-%Y", "%m-%d-%Y")
    ]
    plain = [days for days in orders if not days.hasnans]
    dotted = all("." in each.group() for each in turned if each)
    return distinct(plain[0]) if len(plain) == 1 or (plain and dotted) else []


def written_day(text: str) -> pd.Timestamp:
    """A day of our calendar or of the Jalali one, 2024-06-30 or 1403-04-10; NaT where there is none."""
    try:
        return read_dates(pd.Series([text]), column="").values.iloc[0]
    except ColumnError:
        return pd.NaT


def distinct(days: pd.DatetimeIndex) -> list[pd.Timestamp]:
    return [] if days.hasnans or days.has_duplicates else list(days)


def months_in(names: Sequence[str], last: Sequence[pd.Timestamp]) -> list[Month]:
    """The month in each name, where all have one of their own and are called alike but for it: 2025-01, "March",
    "deals_april_2025". `last`: the last date in each table, by which a month without a year is of the nearest."""
    found = [
        month_in(with_plain_digits(fold(name)), day) for name, day in zip(names, last, strict=True)
    ]
    months = [each[0] for each in found if each]
    alike = len({each[1] for each in found if each}) == 1
    return months if len(months) == len(names) == len(set(months)) and alike else []


def month_in(name: str, last: pd.Timestamp) -> tuple[Month, str] | None:
    """The month in a name, and the letters around it."""
    for pattern in MONTH_IN_NAME:
        if found := pattern.search(name):
            texts = [f"{found['year']}-{found['month']}"]
            return with_rest(texts, name, found, last)
    named = [each for each in MONTH.finditer(name) if not ROMAN.fullmatch(each[0])]
    if len(named) != 1:
        return None
    found = named[0]
    year = YEAR_IN_NAME.search(name)
    behind = BEHIND.get(month_named(found[0])[0])
    near = [] if behind is None else [last.year - behind + more for more in (-1, 0, 1)]
    years = [int(year["year"])] if year else near
    return with_rest([f"{found[0]} {each}" for each in years], name, found, last)


def with_rest(
    texts: Sequence[str], name: str, found: re.Match, last: pd.Timestamp
) -> tuple[Month, str] | None:
    """The month among these texts whose end is nearest to the last date, and the letters around it in the name."""
    months = [month for text in texts if (month := days_of_month(text))]
    if not months:
        return None
    rest = name[: found.start()] + " " + name[found.end() :]
    return min(months, key=lambda month: abs(month[1] - last)), re.sub(r"[\W\d_]+", " ", rest)


def days_of_month(text: str) -> Month | None:
    month = month_of(text)
    if month is None:
        return None
    first, last = with_day(text, month), with_day(text, month, last=True)
    others = [
        re.sub(r"^29(?= )|(?<=/)29$", day, last) for day in ("30", "31")
    ]  # of other calendars
    days = read_dates(pd.Series([first, last, *others], dtype="str"), column="").values
    return None if days.iloc[:2].hasnans else (days.iloc[0], days.max())


def day_in(month: Month, last: pd.Timestamp) -> pd.Timestamp:
    """The last date of a table where it is in the month that the table is called by, else the end of that month."""
    first, end = month
    return last if first <= last < end + pd.Timedelta(days=1) else end


def last_date(source: Source, words: Words, stages: frozenset[str]) -> pd.Timestamp:
    """The last day on which something happened in a table: closings of open deals are planned ones."""
    silent = replace(source, remarks=Remarks())  # the table is read again in its turn
    deals = read_deals(silent)
    state, _ = standing(deals, words, stages=stages, day="earlier")
    state = without_planned(deals, state, pd.DataFrame({"at": state["changed_at"]}))
    dates = [source.dates(name) for name in HAPPENED if source.has(name)]
    latest = [each.max() for each in (*dates, state["closed_at"])]
    return max((each for each in latest if not pd.isna(each)), default=NO_DAY)
