"""Who is counted before and after a change: deals, or visits, by their day of entry, and what came of them in time."""

from __future__ import annotations

from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.days import days_between
from cycle_kit.metrics.cohorts import SEEN_SHARE, cohort
from cycle_kit.metrics.compare_rows import CURRENCY, QUARTER, SIZE, Counted, with_entry
from cycle_kit.metrics.frames import deals, table, visits
from cycle_kit.metrics.measures import Measure
from cycle_kit.metrics.spans import days_counted, of_moves
from cycle_kit.pipeline import Pipeline

DAY = pd.Timedelta(days=1)
SIDE, SIDES = "period_", ("before", "after")


class Spans(NamedTuple):
    """Deals that entered from `first` up to `change`, and from it up to `until` (not included)."""

    first: pd.Timestamp
    change: pd.Timestamp
    until: pd.Timestamp

    @property
    def days(self) -> float:
        return (self.until - self.change) / DAY


def counted(
    pipe: Pipeline,
    chosen: Measure,
    spans: Spans,
    columns: list[str],
    calendar: WorkingDays | None = None,
) -> tuple[Counted, float]:
    """The subjects of both periods with their SIDE, as `compare` counts them, and the days they are seen for."""
    pipe = with_entry(pipe)
    rows = entered(pipe, chosen, list(dict.fromkeys([*columns, SIZE])))
    rows = rows[(rows["entered"] >= spans.first) & (rows["entered"] < spans.until)]
    side = np.where(rows["entered"] < spans.change, *SIDES)
    # who came later is not compared by when they came
    rows = rows.assign(**{SIDE: side, "number": 1, QUARTER: 0.0, CURRENCY: currency_of(pipe, rows)})
    if chosen.unit == "days":
        what = f"days in {chosen.stage}" if chosen.stage else "time to decision"
        return Counted("days", until_ended(pipe, chosen, rows, spans, calendar), what), np.nan
    limit = seen_for(rows, spans)
    rows = seen_whole(rows, spans, limit)
    soon = rows["days"] <= limit
    if chosen.name == "mean_won_value":
        won = rows[soon & rows["outcome"].eq("won") & rows["amount"].notna()]
        return Counted("amount", won, f"mean amount of deals won within {limit:.0f} days"), limit
    if chosen.name == "win_rate":
        rows = rows[soon & rows["outcome"].isin(["won", "lost"])]
        rows = rows.assign(hit=rows["outcome"].eq("won").astype("int64"))
        return Counted("share", rows, f"won of those decided within {limit:.0f} days"), limit
    rows = rows.assign(hit=soon.astype("int64"))
    return Counted("share", rows, f"went on or won within {limit:.0f} days"), limit


def entered(pipe: Pipeline, chosen: Measure, columns: list[str]) -> pd.DataFrame:
    """One row per deal, or visit: `columns, entered, ended_at` or `days` to what counts, `outcome`."""
    if chosen.unit == "share" and chosen.name != "win_rate":
        rows = table(cohort(pipe, chosen, columns)).rename(columns={"hit_days": "days"})
        return rows.assign(outcome="", amount=np.nan).dropna(subset="entered")
    if chosen.stage:
        mine = visits(pipe).filter(nw.col("stage").cast(nw.String) == chosen.stage)
        mine = mine.select("deal_id", entered=nw.col("entered_at"), ended_at=nw.col("left_at"))
        rows = table(mine.join(deals(pipe).select("deal_id", *columns), on="deal_id", how="inner"))
        return rows.assign(outcome="", amount=np.nan).dropna(subset="entered")
    several = pipe.several_currencies
    rows = table(deals(pipe).select(
        *columns, "outcome", entered=nw.col("created_at"), ended_at=nw.col("closed_at"),
        amount=nw.col("amount" if several else "value").cast(nw.Float64), written=nw.col("currency"),
    ))  # fmt: skip
    rows = rows[rows["entered"].notna() & (rows["outcome"].eq("open") | rows["ended_at"].notna())]
    days = days_of(rows, "entered", rows["ended_at"], clocked(pipe, "created_at", "closed_at"))
    rows = rows.assign(days=days)
    decided = rows["outcome"].isin(["won", "lost"] if chosen.name == "win_rate" else ["won"])
    counts = rows["days"].isna() | (rows["days"] >= 0)
    if chosen.unit != "days":
        rows["days"] = rows["days"].where(decided)
    return rows[counts]


def currency_of(pipe: Pipeline, rows: pd.DataFrame) -> pd.Series | str:
    if not pipe.several_currencies or "written" not in rows:
        return ""
    return rows["written"].astype("str").fillna("")


def clocked(pipe: Pipeline, start: str, end: str) -> tuple[bool, bool]:
    return start in pipe.clocked, end in pipe.clocked


def days_of(rows: pd.DataFrame, start: str, end, with_time: tuple[bool, bool]) -> np.ndarray:
    ends = np.broadcast_to(np.asarray(end, dtype="datetime64[us]"), len(rows))
    return days_between(rows[start].to_numpy(), ends, clocked=with_time)


def until_ended(
    pipe: Pipeline,
    chosen: Measure,
    rows: pd.DataFrame,
    spans: Spans,
    calendar: WorkingDays | None,
) -> pd.DataFrame:
    """Days until any end that is known on the last day of a period, unfinished else."""
    before = rows[SIDE].eq("before")
    short = spans.until - pipe.until  # days end where the data do: on a day, or at its end
    last = pd.Series(spans.until, rows.index).where(~before, spans.change)
    known = rows["ended_at"].notna() & (rows["ended_at"] < last)
    ends = rows["ended_at"].where(known, last - short)
    moved = bool(of_moves(pipe, "entered"))
    with_time = (moved, moved) if chosen.stage else clocked(pipe, "created_at", "closed_at")
    days = days_counted(rows["entered"], ends, with_time, calendar)
    rows = rows.assign(days=days, ended=known.to_numpy(), since=0.0)
    return rows[rows["days"] >= 0]


def seen_for(rows: pd.DataFrame, spans: Spans) -> float:
    """The days in which four of five outcomes come, at most half of the time after the change."""
    days = rows["days"].dropna()
    usual = float(np.quantile(days, SEEN_SHARE)) if len(days) else np.inf
    return float(max(np.floor(min(usual, spans.days / 2)), 0.0))


def seen_whole(rows: pd.DataFrame, spans: Spans, limit: float) -> pd.DataFrame:
    """Those of each period who were seen for so many whole days in it."""
    last = pd.Series(spans.until, rows.index).where(rows[SIDE].eq("after"), spans.change)
    return rows[rows["entered"].dt.normalize() + (limit + 1) * DAY <= last]
