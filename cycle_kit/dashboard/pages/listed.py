"""Which deals the marks of a page's charts stand for: what was clicked and the chart's table give a `Mark`.

A function gives None for a mark that stands for no deals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from cycle_kit.charts.bars import ITEMS, OF_LEADS, REASONS
from cycle_kit.charts.stock_areas import NO_STAGE
from cycle_kit.charts.waterfall_series import FLOWS
from cycle_kit.charts.what_changed import KINDS, holds
from cycle_kit.charts.words import _, commas, date
from cycle_kit.dashboard.marks import Mark, of_losses
from cycle_kit.metrics.defects import defective
from cycle_kit.metrics.due import PAST, UNDATED
from cycle_kit.metrics.frames import table as collected
from cycle_kit.metrics.frames import visits
from cycle_kit.metrics.paths import ways
from cycle_kit.metrics.waterfall import deals_of
from cycle_kit.pipeline import Pipeline

DAY, WEEK = pd.Timedelta(days=1), pd.Timedelta(weeks=1)
#: what happened to deals in a span of time, by the part of `deals_behind`
IN_TIME = {
    "won": ("{n} deal won from {start} to {end}", "{n} deals won from {start} to {end}"),
    "new": ("{n} deal created from {start} to {end}", "{n} deals created from {start} to {end}"),
    "decided": (
        "{n} deal decided from {start} to {end}, won or lost",
        "{n} deals decided from {start} to {end}, won or lost",
    ),
}


def these(ids: Iterable[str], *what: str) -> Mark:
    """Deals by their ids, and in words what they have in common."""
    told = {"what": commas(filter(None, what))}
    return Mark(
        {"part": "all"}, "{n} deal: {what}", "{n} deals: {what}", told, whose={"deal_id": [*ids]}
    )


def way(first: str, last: str) -> str:
    return f"{first} → {last}"


# -- stages and ways -------------------------------------------------------------------------------


def of_decided_from(customdata: list) -> Mark:
    """A stage: the deals that got there and were decided."""
    return Mark(
        {"part": "reached", "stage": customdata[0]},
        "{n} deal that got to {stage} or further and was won or lost",
        "{n} deals that got to {stage} or further and were won or lost",
        {"stage": customdata[0]},
        whose={"outcome": ["won", "lost"]},
    )


def of_step(customdata: list) -> Mark:
    """One person's row of a stage: the deals of theirs that got there."""
    stage, _part, owner = customdata[:3]
    return Mark(
        {"part": "reached", "stage": stage},
        "{n} deal of {owner} that got to {stage} or further",
        "{n} deals of {owner} that got to {stage} or further",
        {"stage": stage, "owner": owner},
        whose={"owner": owner},
    )


def of_moves(customdata: list, pipe: Pipeline) -> Mark:
    """A way from one stage to another."""
    first, last = customdata[:2]
    moved = collected(visits(pipe).select("deal_id", "stage", "to_stage")).astype("string")
    ids = moved.loc[moved["stage"].eq(first) & moved["to_stage"].eq(last), "deal_id"]
    return these(ids.unique(), way(first, last))


def of_exits(customdata: list, pipe: Pipeline) -> Mark:
    """The visits of a stage that ended in one way, or have not ended."""
    stage, exit_ = customdata[:2]
    left = collected(visits(pipe).select("deal_id", "stage", "exit")).astype("string")
    ids = left.loc[left["stage"].eq(stage) & left["exit"].eq(exit_), "deal_id"]
    return these(ids.unique(), stage, _(exit_))


def of_path(customdata: list, pipe: Pipeline) -> Mark:
    """A whole way, and how it ended."""
    path, outcome = customdata[:2]
    went = ways(pipe)
    mark = these(went.loc[went["way"].eq(path), "deal_id"], path, _(outcome))
    return replace(mark, whose={**mark.whose, "outcome": outcome})


# -- time ------------------------------------------------------------------------------------------


def of_period(customdata: list, pipe: Pipeline, *, every: str, part: str) -> Mark:
    """What was won, decided or created in a period."""
    stretch = pipe.periods.holding(pd.Timestamp(customdata[0]), every)
    return in_time(part, stretch.start_time, stretch.end_time)


def of_week(customdata: list, pipe: Pipeline, *, every: str, part: str) -> Mark:
    """What came from the beginning of a period to the end of a week in it."""
    stretch = pipe.periods.holding(pd.Timestamp(customdata[0]), every)
    end = stretch.start_time + int(customdata[1]) * WEEK - DAY
    return in_time(part, stretch.start_time, min(end, stretch.end_time))


def in_time(part: str, start: pd.Timestamp, end: pd.Timestamp) -> Mark:
    span = {"start": start.normalize(), "end": end.normalize()}
    told = {name: date(day) for name, day in span.items()}
    return Mark({"part": part, **span}, *IN_TIME[part], told)


def of_open(customdata: list, pipe: Pipeline) -> Mark:
    """The deals that are open in a stage now, or in none."""
    stage = customdata[0]
    mark = open_on(stage or _("an unknown stage"), pipe.as_of)
    return mark if stage else replace(mark, question={"part": "open"}, whose={"stage": None})


def of_stock(customdata: list, pipe: Pipeline, *, every: str) -> Mark | None:
    """The deals that were open in a stage at the end of a period."""
    day, stage = customdata[:2]
    if stage == NO_STAGE:
        return None
    end = pipe.periods.holding(pd.Timestamp(day), every).end_time
    return open_on(stage, min(end, pipe.as_of), end=min(end, pipe.as_of).normalize())


def open_on(stage: str, day: pd.Timestamp, **end: pd.Timestamp) -> Mark:
    return Mark(
        {"part": "open", "stage": stage, **end},
        "{n} deal open in {stage} on {day}",
        "{n} deals open in {stage} on {day}",
        {"stage": stage, "day": date(day)},
    )


def of_losses_then(customdata: list, pipe: Pipeline, *, every: str) -> Mark:
    """One part of a reason's bar of a period."""
    mark, day = of_losses(customdata), customdata[3]
    if not day:
        return mark
    stretch = pipe.periods.holding(pd.Timestamp(day), every)
    span = {"start": stretch.start_time.normalize(), "end": stretch.end_time.normalize()}
    return replace(mark, question={**mark.question, **span})


def of_due(customdata: list, table: pd.DataFrame, pipe: Pipeline, *, every: str) -> Mark:
    """The open deals of a stage that are due in a period, are past it, or have no date."""
    when, period, stage = customdata[:3]
    today = pipe.as_of.normalize()
    if when == UNDATED:
        wanted: Any = None
    elif when == PAST:
        wanted = slice(None, today - DAY)
    else:
        stretch = pipe.periods.holding(pd.Timestamp(period), every)
        wanted = slice(max(stretch.start_time, today), stretch.end_time)
    labels = table.loc[table["period"].eq(pd.Timestamp(period)), "label"] if period else [when]
    return Mark(
        {"part": "open"},
        "{n} deal: {what}",
        "{n} deals: {what}",
        {"what": commas(filter(None, [stage, _(next(iter(labels), ""))]))},
        whose={"expected_close": wanted, "stage": stage or None},
    )


# -- deals one by one ------------------------------------------------------------------------------


def of_deal(customdata: list, table: pd.DataFrame) -> Mark:
    """One deal of a table of deals."""
    names = table.loc[table["deal_id"].eq(customdata[0]), "name"].dropna()
    return these([customdata[0]], next(iter(names.astype(str)), customdata[0]))


def of_task(customdata: list, table: pd.DataFrame) -> Mark | None:
    """One deal that waits for something; where the small ones are drawn as one, all that wait for it."""
    deal, why = customdata[:2]
    if why in OF_LEADS:
        return None
    if deal:
        return of_deal([deal], table)
    return these(table.loc[table["why"].eq(why), "deal_id"], _(REASONS[why][0]))


def of_change(customdata: list, table: pd.DataFrame) -> Mark:
    """The deals of which something came true between two days."""
    what = customdata[0]
    return these(table.loc[holds(table, what), "deal_id"].unique(), _(KINDS[what][0]))


def of_pair(customdata: list, changed: pd.DataFrame) -> Mark:
    """The deals that stood in one stage, and in another later. `changed`: the table of `changes`."""
    first, last = customdata[:2]
    stood = changed[["stage_before", "stage_after"]].astype("string").fillna("")
    ids = changed.loc[stood["stage_before"].eq(first) & stood["stage_after"].eq(last), "deal_id"]
    return these(ids, way(_(first), _(last)))


def of_item(item: str, pipe: Pipeline, start: pd.Timestamp, end: pd.Timestamp) -> Mark:
    """The deals of an item of `waterfall` between two days."""
    return these(deals_of(pipe, [item], start, end), _(ITEMS[item][0]))


def of_flow(customdata: list, pipe: Pipeline, *, every: str) -> Mark:
    """What came in or went out of what is open, in a period of `waterfall`."""
    items, words, _up = FLOWS[customdata[1]]
    stretch = pipe.periods.holding(pd.Timestamp(customdata[0]), every)
    start, end = stretch.start_time.normalize(), stretch.end_time.normalize()
    return these(deals_of(pipe, items, start - DAY, end), _(words), way(date(start), date(end)))


def of_defect(customdata: list, pipe: Pipeline) -> Mark | None:
    """The deals with a defect of the data; of rows of the file that were merged there are none."""
    found = defective(pipe).get(customdata[0])
    return None if found is None else these(collected(found)["deal_id"], _(customdata[0]))


def of_industry(customdata: list) -> Mark | None:
    """The own wins of an industry."""
    industry, whose = customdata[:2]
    if whose != "yours":
        return None
    mark = these([], industry, _("won"))
    return replace(mark, question={"part": "won"}, whose={"industry": industry})


def of_group(customdata: list, table: pd.DataFrame) -> Mark | None:
    """The decided deals of a group of buyers; None where several columns have such a group."""
    rows = table[table["group"].astype(str).eq(customdata[0])]
    if customdata[1:]:
        rows = rows[rows["column"].astype(str).eq(customdata[1])]
    if len(rows) != 1:
        return None
    return Mark(
        {"part": "decided"},
        "{n} deal, won or lost: {what}",
        "{n} deals, won or lost: {what}",
        {"what": customdata[0]},
        whose={str(rows["column"].iloc[0]): rows["group"].iloc[0]},
    )
