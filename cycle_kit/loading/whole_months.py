"""Columns of dates that name months, weeks or quarters without a day: read as the first day or the last, and told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.errors import LayoutError, listed, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.dated_columns import inner, is_step
from cycle_kit.loading.evidence import KINDS, LOOKED_AT, NEARLY_ALL, look_at
from cycle_kit.loading.match import Match
from cycle_kit.remarks import Remarks, at_lines
from cycle_kit.values.whole_months import (
    Span,
    WholeQuarter,
    WholeWeek,
    months_in,
    span_of,
    with_day,
)

#: dates until which something lasts or is planned, and those from which on
ENDS = ("won_at", "lost_at", "closed_at", "close_date")
PLANNED = "expected_close"
#: what else is counted too coarsely where spans are longer than a week
BY_SPAN = {
    "month": " or week",
    "quarter": ", week or month",
    "half-year": ", week, month or quarter",
}
FEW, SNIFFED = 10, 60  # lines that are named; cells that tell whether more are looked at
Months = dict[str, dict[str, Span]]


def with_whole_months(
    raw: RawTable, known: Callable[[pd.DataFrame], Match], remarks: Remarks
) -> tuple[RawTable, Match | LayoutError]:
    """The table with its layout, and with a day in each month of its columns of dates.

    `known`: what a table is; a LayoutError where it is none that is known.
    """
    match, months = tried(known, raw.frame), months_of(raw.frame)
    found = tried(known, with_first_days(raw.frame, months, months)) if months else match
    if not months or isinstance(found, LayoutError):
        return raw, match
    used = used_dates(found, months, match if isinstance(match, Match) else None)
    months = {header: months[header] for header in used}
    found = tried(known, with_first_days(raw.frame, months, months)) if months else match
    if not months or isinstance(found, LayoutError):
        return raw, match
    return with_days(raw, found, months, remarks), found


def tried(known: Callable[[pd.DataFrame], Match], frame: pd.DataFrame) -> Match | LayoutError:
    try:
        return known(frame)
    except LayoutError as error:
        return error


def months_of(frame: pd.DataFrame) -> Months:
    """{header: {text: month}} of the columns whose cells are months without a day, or some of them among dates."""
    found = {}
    for header in frame:
        texts = frame[header]
        some = texts[texts != ""].head(LOOKED_AT)
        if not any(map(span_of, some.head(SNIFFED))):
            continue
        months = months_in(pd.Series(texts.unique()))
        share = some.isin(list(months)).mean()
        rest = look_at(some[~some.isin(list(months))])
        if months and share + (1 - share) * rest.dates >= NEARLY_ALL:
            found[str(header)] = months
    return found


def with_first_days(frame: pd.DataFrame, months: Months, headers: Iterable[str]) -> pd.DataFrame:
    """The table with the first day of each month in these columns."""
    return frame.assign(**{header: dated(frame[header], months[header]) for header in headers})


def dated(texts: pd.Series, months: dict[str, Span], *, last: bool = False) -> pd.Series:
    days = {text: with_day(text, month, last=last) for text, month in months.items()}
    return texts.map(days).fillna(texts).astype("str")


def date_columns(match: Match) -> dict[str, str]:
    """{our name or a stage: header} of the dates of a table."""
    ours = {name: header for name, header in match.columns.items() if KINDS.get(name) == "date"}
    return ours | dict(match.entered)


def used_dates(match: Match, months: Collection[str], plain: Match | None) -> list[str]:
    """The columns of months that are read as dates; none in place of a column that holds days.

    `plain`: what the table is without reading months.
    """
    before = date_columns(plain) if plain else {}
    instead = {
        header
        for name, header in date_columns(match).items()
        if before.get(name, header) != header and before[name] not in months
    }
    used = {*date_columns(match).values(), *filter(lambda each: is_step(inner(each)), months)}
    return [header for header in months if header in used - instead]


def with_days(raw: RawTable, match: Match, months: Months, remarks: Remarks) -> RawTable:
    """The table with a day in each month, as the columns mean it, and a note on each."""
    ours = date_columns(match)
    starts = ours.get("created_at", "")
    ends = {ours[name] for name in ENDS if name in ours and (starts and starts not in months)}
    ends |= {ours[PLANNED]} if PLANNED in ours else set()
    frame = raw.frame
    for last in (False, True):
        headers = [header for header in months if (header in ends) == last]
        if not headers:
            continue
        for header in headers:
            rows = frame[header].isin(list(months[header])).to_numpy()
            named = called(months[header].values())
            remark_on_months(raw, header, rows, remarks, last=last, named=named)
        days = {header: dated(frame[header], months[header], last=last) for header in headers}
        frame = frame.assign(**days)
    return replace(raw, frame=frame)


def called(spans: Iterable[Span]) -> str:
    """What the longest of these spans is called, or the only kind that is no month."""
    kinds = {type(each) for each in spans}
    longest = max((each.months for each in spans if isinstance(each, WholeQuarter)), default=0)
    if longest:
        return "half-year" if longest > 3 else "quarter"
    return "week" if WholeWeek in kinds else "month"


def remark_on_months(
    raw: RawTable, header: str, rows: np.ndarray, remarks: Remarks, *, last: bool, named: str
) -> None:
    whole = rows.sum() == (raw.frame[header] != "").sum()
    where = (
        ""
        if whole
        else f" in {one_or_more(int(rows.sum()), '{n} cell', '{n} cells')} ({at_lines(raw.lines[rows], most=FEW)})"
    )
    remarks.add(
        "dates",
        f"{listed([header])} names {named}s without a day{where}.",
        file=raw.file,
        effect=f"Each counts as the {'last' if last else 'first'} day of its {named}: "
        f"days, and what is counted by day{BY_SPAN.get(named, '')}, may be off by up to a {named}."
        + " Calendar weeks begin on Monday (ISO 8601)."
        * (named == "week"),
        fix="Export or write the days for exact figures.",
    )
