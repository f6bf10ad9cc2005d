"""Columns to split by: whether they are there, make groups, and leave the result's own columns alone."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from cycle_kit.errors import ColumnError, code, keyword, listed
from cycle_kit.metrics.frames import By, deals, groups, table
from cycle_kit.metrics.own_columns import check_clash, plain, with_column
from cycle_kit.obvious import column_meant
from cycle_kit.pipeline import Pipeline

MOST_GROUPS = 100  # that may be as many as half of the deals


def check_by(pipe: Pipeline, by: By, outputs: Sequence[str] = ()) -> list[str]:
    """The columns of `by`, or an error for unknown ones and for names the metric gives back."""
    chosen = groups(by)
    for column in chosen:
        check_column(pipe, column, "by", "to split by")
        check_not_of_lines(pipe, column)
        check_groups(pipe, column)
        check_clash(pipe, plain(column), outputs)
    return chosen


def check_not_of_lines(pipe: Pipeline, column: str) -> None:
    """ColumnError: no deal has a value in this column, which the lines of the deals have."""
    named, lines = plain(column), pipe.beside.get("lines")
    if lines is None or named == "deal_id" or named not in lines:
        return
    if table(deals(pipe).select(nw.col(column).count()))[column].iloc[0] == 0:
        raise ColumnError(
            f"by={code(named)} makes one group of all deals: none of them says it.",
            there="It is a column of their lines, and a deal can have several.",
            fix=f"Write it as ck.by_line(pipe, {code(named)}).",
        )


def check_groups(pipe: Pipeline, column: str) -> None:
    """ColumnError: a column that makes a group of every deal, or of most: moments, names, exact amounts."""
    kind, named = deals(pipe).collect_schema()[column], plain(column)
    if column == "deal_id":
        raise ColumnError(
            'by="deal_id" makes a group of every deal.',
            there="A figure of one deal says nothing.",
            fix='Use a column that deals share, such as by="owner"; each deal is a row of pipe.deals.',
        )
    if isinstance(kind, nw.Duration):
        raise ColumnError(
            f"by={code(named)} makes a group of every length of time.",
            there="It is a column of lengths of time.",
            fix=weeks(pipe, named),
        )
    if kind.is_temporal():
        only = months(pipe, column)
        raise ColumnError(
            f"by={code(named)} makes a group of every date.",
            there="It is a column of dates.",
            fix='Ask ck.trend(pipe, "won_deals", every="month")'
            + (f", or choose: pipe.where({keyword(named, only)})." if only else "."),
        )
    number, groups_ = pipe.once(f"groups of {column}", lambda: sizes_of(pipe, column))
    if groups_ > MOST_GROUPS and 2 * groups_ > number:
        raise ColumnError(
            f"by={code(named)} makes {groups_:,} groups of {number:,} deals.",
            there="A figure of a deal or two says nothing.",
            fix=bands(named)
            if kind.is_numeric()
            else 'Use a column that deals share, such as by="owner".',
        )


def months(pipe: Pipeline, column: str) -> str:
    """A span of the dates of a column as one types it; "" where it has none, or times of day alone."""
    if not isinstance(deals(pipe).collect_schema()[column], (nw.Date, nw.Datetime)):
        return ""
    dates = nw.col(column)
    ends = table(deals(pipe).select(first=dates.min(), last=dates.max())).iloc[0]
    if ends.isna().any():
        return ""
    first, last = (f"{pd.Timestamp(ends[name]):%Y-%m}" for name in ("first", "last"))
    return f'slice("{first}", "{last}")'


def sizes_of(pipe: Pipeline, column: str) -> tuple[int, int]:
    """How many deals have a value in a column, and how many values there are."""
    known = deals(pipe).select(column).filter(~nw.col(column).is_null())
    found = table(known.group_by(column).agg(number_=nw.len()))["number_"]
    return int(found.sum()), len(found)


def bands(column: str) -> str:
    """What to type to split by bands of a number."""
    return f"Split by bands: by={{{code(column)}: 4}}, or by={{{code(column)}: [1000, 20000]}}."


def weeks(pipe: Pipeline, column: str) -> str:
    """What to type to split by whole weeks of a length of time."""
    named, week = code(column), 7 * 24 * 60
    long = f"(narwhals.col({named}).dt.total_minutes() / {week}).floor()"
    return in_bands(pipe, column, f"pipe.deals[{named}].dt.days // 7", long)


def in_bands(pipe: Pipeline, column: str, pandas: str, other: str) -> str:
    name = f"{column}_band"
    return f"Split by bands: {with_column(pipe, name, pandas, other)}, then by={code(name)}."


def check_column(
    pipe: Pipeline,
    column: str,
    argument: str,
    purpose: str,
    *,
    fitting: Sequence[str] | None = None,
) -> None:
    """ColumnError: the deals have no such column. `fitting`: those that can be meant; None: all."""
    known = deals(pipe).collect_schema().names()
    if column in known:
        return
    usual = {"by": "owner", "within": "owner", "column": "lost_reason"}.get(argument, "")
    meant = known if fitting is None else list(fitting)
    near = column_meant(column, meant)
    shown = usual if fitting is None else next(iter(meant), "")
    raise ColumnError(
        f'There is no column "{column}" {purpose}.',
        there=f"Columns of deals are {listed(known)}."
        if fitting is None
        else f"Columns that can be meant are {listed(meant)}.",
        fix=f"Did you mean {argument}={code(near)}?"
        if near
        else f"Use one of these, for example {argument}={code(shown)}."
        if shown
        else f"Use one of these, or leave {argument}= out.",
    )
