"""What all dates of a load say together: the moment they speak for, and what is odd about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from cycle_kit.days import days_between
from cycle_kit.errors import LayoutError, listed, one_or_more
from cycle_kit.loading.columns import YEAR_BESIDE, Source
from cycle_kit.loading.deals import DATES
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.file_lines import NO_LINES, these_deals, told_at
from cycle_kit.remarks import Remarks
from cycle_kit.values.days_alone import is_day_alone

CLOSINGS = ("closed_at", "won_at", "lost_at", "close_date")


def clocked_columns(
    moves: pd.DataFrame, tables: Sequence[Source], logs: Sequence[Source]
) -> frozenset[str]:
    """The dates of deals, and `at` of the moves, that all have a time of day, so that a midnight is one.

    A date that deals take from the moves has one where these have.
    """
    at = clocked_moves(logs)
    inferred = moves.loc[moves["evidence"].eq("inferred"), "at"]
    at = at and not (inferred == inferred.dt.normalize()).any()
    named = {name: [table for table in tables if table.has(name)] for name in (*DATES, *CLOSINGS)}
    found = {name for name, of in named.items() if of and all(clocked(each, name) for each in of)}
    closings = [name for name in CLOSINGS if named[name]]
    if at and found.issuperset(closings):
        found.add("closed_at")
    else:
        found.discard("closed_at")
    if at:
        found |= {"at"} if named["created_at"] else {"at", "created_at"}
    return frozenset(found)


def clocked_moves(logs: Sequence[Source]) -> bool:
    """Whether every move of these logs has a time of day."""
    return bool(logs) and all(clocked(log, "entered_at") for log in logs)


def clocked(source: Source, name: str) -> bool:
    return source.clocks.get(source.match.columns.get(name, ""), False)


def remark_on_spans(
    fields: pd.DataFrame,
    moves: pd.DataFrame,
    remarks: Remarks,
    *,
    clocked: Collection[str] = (),
    lines: pd.Series = NO_LINES,
) -> None:
    """What real exports are full of: closed before created, moves before creation, mixed stamps."""
    if "created_at" not in fields:
        return
    remark_on_early_moves(fields, moves, remarks, lines)
    ends = moves[moves["kind"] == "end"].drop_duplicates("deal", keep="last")
    closed = ends.set_index("deal")["stamp"].reindex(fields.index)
    created = fields["created_at"]
    with_time = ("created_at" in clocked, "closed_at" in clocked)
    early = pd.Series(days_between(created, closed, clocked=with_time) < 0, index=fields.index)
    if early.any():
        remarks.add(
            "dates",
            one_or_more(
                early.sum(),
                "{n} deal is closed before it was created.",
                "{n} deals are closed before they were created.",
            ),
            effect="They count in win rates; their cycle is left out.",
            file=str(lines.name or ""),
            fix=f"Mend the closing dates in the CRM{told_at(lines, early)}.",
        )
    remark_on_days(
        {"created_at": days(created, with_time[0]), "closed_at": days(closed, with_time[1])},
        hours(moves["at"]),
        remarks,
        lines,
    )


def remark_on_days(
    ends: dict[str, pd.Series], timed: bool, remarks: Remarks, lines: pd.Series
) -> None:
    """`ends`: of the creation and the closing of each deal whether it is a day (missing: not known).
    `timed`: whether the moves have times of day."""
    whole = [name for name, is_day in ends.items() if is_day.notna().any() and is_day.all()]
    created, closed = ends.values()
    mixed = ((created != closed) & created.notna() & closed.notna()).fillna(False).astype(bool)
    if whole and timed:
        remarks.add(
            "dates",
            f"{listed(whole)} hold days, the stage history holds times of day.",
            effect="A span with a day at one end is the difference of the two dates, 0 on the same day; "
            "others are measured to the second.",
        )
    elif mixed.any():
        remarks.add(
            "dates",
            one_or_more(
                mixed.sum(),
                "{n} deal has a day at one end of its cycle and a time of day at the other.",
                "{n} deals have a day at one end of their cycle and a time of day at the other.",
            ),
            effect="Their cycle is the difference of the two dates, 0 on the same day.",
            file=str(lines.name or ""),
            fix=f"Export both dates of {these_deals(lines, mixed)} with the time of day."
            if len(lines)
            else "",
        )


def days(stamps: pd.Series, clocked: bool) -> pd.Series:
    """Which dates are days; missing where there is none."""
    is_day = (stamps == stamps.dt.normalize()) & (not clocked)
    return is_day.astype("boolean").mask(stamps.isna())


def remark_on_early_moves(
    fields: pd.DataFrame, moves: pd.DataFrame, remarks: Remarks, lines: pd.Series
) -> None:
    """Moves on a day before the deal's creation: imports write the one, people the other."""
    created = fields["created_at"].reindex(moves["deal"]).set_axis(moves.index).dt.normalize()
    before = moves.loc[(moves["at"] < created) & (moves["kind"] != "end"), "deal"].unique()
    if len(before):
        early = pd.Series(fields.index.isin(before), index=fields.index)
        remarks.add(
            "dates",
            one_or_more(
                len(before),
                "{n} deal has moves before the day it was created.",
                "{n} deals have moves before the day they were created.",
            ),
            effect="The moves count as they are dated.",
            file=str(lines.name or ""),
            fix=f"Compare the dates of {these_deals(lines, early)} with those in the CRM.",
        )


def hours(stamps: pd.Series) -> bool:
    """Whether any stamp has a time of day."""
    return bool((stamps != stamps.dt.normalize())[stamps.notna()].any())


def has_hours(fields: pd.DataFrame, moves: pd.DataFrame) -> bool:
    dates = [name for name in ("created_at", "last_activity_at") if name in fields]
    return hours(moves["at"]) or any(hours(fields[name]) for name in dates)


def headers_without_year(tables: Sequence[Source]) -> list[str]:
    """The headers below which days stand, and no year beside most of them."""
    frames = [source.raw.frame for source in tables]
    return [header for frame in frames for header in frame if lacks_year(frame[header])]


def lacks_year(texts: pd.Series) -> bool:
    filled = [text for text in texts if isinstance(text, str) and text]
    return sum(map(is_day_alone, filled)) > HALF * len(filled)


WITHOUT_DATES = 'Without any, say when the file was exported: as_of="2024-06-30".'


def last_moment(
    fields: pd.DataFrame,
    moves: pd.DataFrame,
    *,
    spoken: pd.Timestamp | None = None,
    said: pd.Timestamp | None = None,
    tables: Sequence[Source] = (),
) -> pd.Timestamp:
    """The latest creation, closing, stage date or activity: the moment the data speaks for.

    `spoken`: the day of the last of several dated exports, which speak for it whatever happened then.
    `said`: the day that the caller names, for a file without any date. `tables`: where it was looked for.
    """
    stamps = [moves["at"].max(), moves["stamp"].max(), spoken]
    stamps += [fields[name].max() for name in ("created_at", "last_activity_at") if name in fields]
    known = [stamp for stamp in stamps if not pd.isna(stamp)]
    if not known and said is not None:
        return said
    if not known and (headers := headers_without_year(tables)):
        raise LayoutError(
            f"The dates of {listed(headers)} have no year.", fix=f"{YEAR_BESIDE} {WITHOUT_DATES}"
        )
    if not known:
        raise LayoutError(
            "The file holds no date of creation, closing or stage change.",
            fix='Export these dates, or name their columns: columns={"created_at": "...", "closed_at": "..."}. '
            + WITHOUT_DATES,
        )
    return max(known)
