"""Deals whose expected closing was pushed, and how often that happens."""

from __future__ import annotations

from typing import Literal, NamedTuple

import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.errors import QuestionError, code
from cycle_kit.fiscal import Length
from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.exports import first_export
from cycle_kit.metrics.frames import By, deals, groups, metric, money
from cycle_kit.metrics.own_columns import plain
from cycle_kit.metrics.past import Story, at, cut, told
from cycle_kit.metrics.splits import check_by
from cycle_kit.metrics.two_days import complete_periods
from cycle_kit.metrics.waterfall import fixed_keys, keys_at
from cycle_kit.obvious import column_meant
from cycle_kit.pipeline import Pipeline

DAY = pd.Timedelta(days=1)


COLUMNS = ("period", "due", "slipped", "slip_rate", "label")
LISTED = (
    "period", "deal_id", "name", "owner", "close_before", "close_after", "days_pushed", "value", "label",
)  # fmt: skip
#: by this column of its own a list can be put in groups
OWN = "owner"


@metric
def slips(
    pipe: Pipeline,
    *,
    every: Length | None = None,
    by: By = None,
    per: Literal["deal"] | None = None,
) -> pd.DataFrame:
    """How often and how far expected closes were pushed: one row per deal that ever had one.

    `deal_id, pushes` (times it was set to a later day), `days_pushed` (their sum; days pulled
    forward are not taken off), `due_at_start` (the first expected close), `won_on_time` (won by
    then; empty while open and not yet due), `outcome`. Changes at or after the closing do not count,
    as many systems write the day of closing there. With `every="month"` one row per complete period: `period, due,
    slipped, slip_rate, label` (its name): of the deals open and due in it at its start, those neither won nor lost
    by its end; with `by="owner"` per group too, as deals stood at the period's start, its columns first.
    With `per="deal"` (of months, or of `every`) a row per deal that slipped, in each period in which it did:
    `period, deal_id, name, owner, close_before` (at the period's start), `close_after` (at its end, or where
    it was dropped), `days_pushed` (from one to the other), `value, label`.
    What a dated export has other than the one before it happened half way between the two, or with the deal's move:
    an export of the first of a month tells how the month before ended. What was due before the first one is not known,
    and such periods have no row. Raises QuestionError without dated expected closes.
    """
    if "expected_close" not in pipe.changes:
        raise QuestionError(
            "Slips cannot be seen: the past of expected closes is not in this export.",
            fix="Export the history of the close date, or a dated export every month.",
        )
    if by is not None and every is None and per is None:
        there = deals(pipe).collect_schema().names()
        meant = next((name for one in groups(by) if (name := column_meant(one, there))), OWN)
        raise QuestionError(
            "Slips are split by period: without one there is a row per deal.",
            fix=f'Write it as ck.slips(pipe, every="month", by={code(plain(meant))}).',
        )
    story = told(pipe)
    if every is None and per is None:
        return by_deal(story)
    listed = per == "deal"
    keys = check_by(pipe, by, [name for name in LISTED if name != OWN] if listed else COLUMNS)
    due = due_deals(pipe, story, every or "month", keys)
    return slipped_deals(due, keys) if listed else by_period(due, keys)


def by_deal(story: Story) -> pd.DataFrame:
    past, lives = story.changes["expected_close"], cut(story, None).lives
    rows = pd.DataFrame({"deal": past.deal, "at": past.at, "due": past.value.to_numpy()})
    rows["due"] = pd.to_datetime(rows["due"]).dt.normalize()
    closed = lives["closed_at"].reindex(rows["deal"]).set_axis(rows.index)
    rows = rows[rows["due"].notna() & ~(rows["at"] >= closed)]
    later = rows.groupby("deal")["due"].diff() / DAY
    rows = rows.assign(pushed=later > 0, days=later.clip(lower=0).fillna(0.0))
    found = rows.groupby("deal").agg(
        pushes=("pushed", "sum"), days_pushed=("days", "sum"), due_at_start=("due", "first")
    )
    mine = lives.loc[found.index]
    on_time = mine["outcome"].eq("won") & (
        mine["closed_at"].dt.normalize() <= found["due_at_start"]
    )
    waiting = mine["outcome"].eq("open") & (found["due_at_start"] >= story.as_of.normalize())
    found["won_on_time"] = on_time.astype("boolean").mask(waiting)
    found.insert(0, "deal_id", mine["deal_id"])
    found["outcome"] = mine["outcome"].astype("str")
    return found.astype({"pushes": "int64"}).reset_index(drop=True)


class Due(NamedTuple):
    """`rows`: who was due in each period at its start, with `slipped`; `periods`: all of them, with their names."""

    rows: pd.DataFrame
    periods: pd.DataFrame


def due_deals(pipe: Pipeline, story: Story, every: Length, keys: list[str]) -> Due:
    """The deals open and due in each complete period at its start, and how they stood at its end."""
    fixed, parts, names = fixed_keys(pipe, list(dict.fromkeys([*keys, "name"]))), [], []
    since = first_export(pipe, "expected_close")
    for period in complete_periods(story, pipe.periods, every):
        if period.start_time < since:
            continue
        first, last = period.start_time.as_unit("us"), period.end_time.normalize().as_unit("us")
        names.append((first, pipe.periods.label(first, every)))
        then, now = at(story, first - DAY), at(story, last)
        deals = then.open_deals.set_index("deal")
        due = deals[deals["expected_close"].between(first, end_of_day(last))]
        end = now.lives.loc[due.index]
        own = keys_at(then, keys, fixed).loc[due.index]
        rows = pd.DataFrame({
            "period": first, "deal_id": due["deal_id"], "name": fixed["name"].loc[due.index],
            "owner": due["owner"], "close_before": due["expected_close"],
            "close_after": end["expected_close"], "value": end[money(keys)].astype(float),
            "slipped": ~end["outcome"].isin(["won", "lost"]), "label": names[-1][1],
        })  # fmt: skip
        parts.append(rows.assign(**groups_of(own, keys)))
    frame = pd.DataFrame(names, columns=["period", "label"])
    empty = pd.DataFrame(columns=list(dict.fromkeys([*keys, *LISTED, "slipped"])))
    whole = pd.concat(parts, ignore_index=True).infer_objects() if parts else empty
    return Due(whole, frame)


def groups_of(own: pd.Series, keys: list[str]) -> dict[str, pd.Series]:
    """A column per key, of one kind in every period: what is missing is missing in one way, and one group."""
    return {
        key: pd.Series([group[n] for group in own], own.index, dtype=object)
        for n, key in enumerate(keys)
    }


def by_period(due: Due, keys: list[str]) -> pd.DataFrame:
    """Per period, of each group that ever had a deal due, how many were due and how many slipped."""
    every = due.periods
    if keys:
        every = due.rows[keys].drop_duplicates().merge(every, how="cross")
    on = [*keys, "period"]
    counts = due.rows.groupby(on, dropna=False).agg(
        due=("slipped", "size"), slipped=("slipped", "sum")
    )
    rows = every.merge(counts.reset_index(), on=on, how="left") if len(counts) else every
    rows = rows.assign(**{name: counted(rows, name) for name in ("due", "slipped")})
    rows["slip_rate"] = ratio(rows["slipped"], rows["due"])
    return rows.sort_values(on, kind="stable", ignore_index=True)[[*keys, *COLUMNS]]


def counted(rows: pd.DataFrame, name: str) -> pd.Series:
    found = rows[name] if name in rows else pd.Series(0, index=rows.index)
    return found.fillna(0).astype("int64")


def slipped_deals(due: Due, keys: list[str]) -> pd.DataFrame:
    """Those that slipped, period by period."""
    rows = due.rows[due.rows["slipped"].astype(bool)]
    later = pd.to_datetime(rows["close_after"]).dt.normalize()
    days = (later - pd.to_datetime(rows["close_before"]).dt.normalize()) / DAY
    rows = rows.assign(days_pushed=days.astype("float64"))
    rows = rows[[*keys, *(name for name in LISTED if name not in keys)]]
    return rows.sort_values([*keys, "period"], kind="stable", ignore_index=True)
