"""What a figure of a period rests on: dates that are there at all, and a beginning of the data.

What is not dated is not zero: with most dates missing a count by period is not known, and a rate not
where one of its outcomes is hardly dated. Nothing is known of the time before the first creation or
closing, and a period that begins before it is not whole. A deal closed on a day that nobody noted may have
been open on any day before, so that what was open then is a lower bound, or not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT, end_of_day
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.exports import why_before_exports
from cycle_kit.metrics.frames import deals, table
from cycle_kit.metrics.measures import KPIS
from cycle_kit.metrics.periods import Window
from cycle_kit.pipeline import Pipeline

MOST_UNDATED = 0.5  # of the deals that a count by period is of
MOST_APART = 0.2  # of either outcome of a rate, and of the closed deals that a stock is without
QUIET = pd.Timedelta(days=7)  # without a creation; they say little
RATES = ("win_rate", "win_loss_ratio", "velocity_per_day")
COHORTS = ("conversion_first_to_won",)
CREATED, WON, LOST, CLOSED = "created", "won", "lost", "closed"
#: the past of a split by stage is that of the moves
NO_STAGES = "Not known by the stage of then: this export has no history of stages."


class Undated(NamedTuple):
    """Of how many deals (`deals`) how many have no date (`missing`), and of which."""

    deals: int
    missing: int
    what: str

    def beyond(self, most: float) -> bool:
        return self.missing > most * self.deals

    @property
    def words(self) -> str:
        kind = "deals" if self.what == CREATED else f"{self.what} deals"
        date = "creation" if self.what == CREATED else "closing"
        return f"{self.missing:,} of {self.deals:,} {kind} have no date of {date}"


def undated(pipe: Pipeline) -> dict[str, Undated]:
    """What is not dated, of all deals by creation and of the closed ones by closing."""
    return pipe.once("undated", lambda: count_undated(pipe))


def count_undated(pipe: Pipeline) -> dict[str, Undated]:
    marks = {}
    for what, outcomes in (
        (WON, ("won",)),
        (LOST, ("lost",)),
        (CLOSED, ("won", "lost", "dropped")),
    ):
        mine = is_in("outcome", outcomes)
        marks[what] = mine.cast(nw.Int64)
        marks[f"{what} missing"] = (mine & nw.col("closed_at").is_null()).cast(nw.Int64)
    marks[CREATED] = nw.lit(1)
    marks[f"{CREATED} missing"] = nw.col("created_at").is_null().cast(nw.Int64)
    rows = deals(pipe).with_columns(**marks).select(*marks)
    sums = table(rows.select(*(nw.col(name).sum() for name in marks))).iloc[0].fillna(0)
    return {
        what: Undated(int(sums[what]), int(sums[f"{what} missing"]), what)
        for what in (CREATED, WON, LOST, CLOSED)
    }


def why_unknown(
    pipe: Pipeline, name: str, dated: str, *, past: bool = True, by: Sequence[str] = ()
) -> str:
    """Why a figure by period is not known, for want of dates; "" where it is.

    `dated`: by what it is ("created", "closed", "stock"). `past`: a stock of a day before the last one.
    """
    if dated == "stock" and past and "stage" in by and not pipe.recorded:
        return NO_STAGES
    limits = {
        "created": ((CREATED, MOST_UNDATED),),
        "closed": ((WON, MOST_UNDATED),),
        "stock": ((CREATED, MOST_UNDATED), (CLOSED, MOST_APART)) if past else (),
    }.get(dated, ())
    if dated == "closed" and name in RATES:
        limits = ((WON, MOST_APART), (LOST, MOST_APART))
    if dated == "created" and name in (*RATES, *COHORTS):
        limits = ((CREATED, MOST_UNDATED), (WON, MOST_APART), (LOST, MOST_APART))
        limits = limits[:2] if name in COHORTS else limits
    found = undated(pipe)
    missing = [found[what].words for what, most in limits if found[what].beyond(most)]
    return f"Not known by period: {' and '.join(missing)}." if missing else ""


def why_not_exported(
    pipe: Pipeline, name: str, dated: str, day: pd.Timestamp, by: Sequence[str]
) -> str:
    """Why a stock of a day is not known that is by what the first of dated exports tells: values, owners."""
    worth = ("value", "amount") if name == "open_value" else ()
    return why_before_exports(pipe, (*worth, *by), day) if dated == "stock" else ""


def roughly(pipe: Pipeline, *, past: bool = True) -> str:
    """How far a stock of a day before the last one may be off, for want of some dates; "" where it is not."""
    found = undated(pipe)
    said = [
        f"{found[CREATED].words}, and count as open from the start"
        if found[CREATED].missing
        else "",
        f"{found[CLOSED].words}, and may have been open then" if found[CLOSED].missing else "",
    ]
    told = ". ".join(filter(None, said)) if past else ""
    least = "At least so many: " if told and not found[CREATED].missing else ""
    return f"{least}{told}." if told else ""


def why_no_curve(pipe: Pipeline) -> str:
    """Why the ways to end cannot be told apart over time, one of them being hardly dated; "" where they can."""
    found = undated(pipe)
    missing = [found[what].words for what in (WON, LOST) if found[what].beyond(MOST_APART)]
    if not missing and found[CLOSED].beyond(MOST_APART):
        missing = [found[CLOSED].words]
    return f"Not known with open deals counted: {' and '.join(missing)}." if missing else ""


def first_of(pipe: Pipeline, name: str, dated: str) -> pd.Timestamp:
    """From when on this measure is known."""
    if name == "new_leads":
        return pipe.leads["created_at"].min()
    return pipe.since.of(dated)


def earliest(pipe: Pipeline, name: str, dated: str) -> pd.Timestamp:
    """From when on it is known what there was of it, were it nothing: of closings too from the first creation."""
    first = first_of(pipe, name, dated)
    if dated == "closed":
        first = min(filter(pd.notna, (first, pipe.since.created)), default=first)
    return first


def is_whole(pipe: Pipeline, name: str, dated: str, start: pd.Timestamp) -> bool:
    """Whether a period with this start does not begin before the data do."""
    first = first_of(pipe, name, dated)
    if name == "new_leads" and pd.isna(first):
        return True  # there are no leads to know of
    return not pd.isna(first) and start >= pd.Timestamp(first).normalize()


def is_before(
    pipe: Pipeline, name: str, dated: str, start: pd.Timestamp, end: pd.Timestamp
) -> bool:
    """Whether a period knows nothing: it ends before the data begin, or is of a cohort that a cut thinned.

    Between the first creation and the first closing there was nothing closed, which is known.
    """
    first = earliest(pipe, name, dated)
    follows = name in COHORTS or dated == "entered" or (name in RATES and dated == "created")
    if follows and pipe.since.is_cut and start < pipe.since.cut:
        return True
    return bool(pd.isna(first) or end <= first)


def is_after_last(pipe: Pipeline, name: str, end: pd.Timestamp) -> bool:
    """Whether a period ends after the last creation of a file that lacks the deals created since."""
    last = pipe.since.last
    return (
        name != "new_leads" and not pd.isna(last) and end > last.normalize() + pd.Timedelta(days=1)
    )


def knows_no_creation(pipe: Pipeline, name: str, dated: str, start: pd.Timestamp) -> bool:
    """Whether a period of what is counted by creation begins after the last one in such a file."""
    return dated == "created" and is_after_last(pipe, name, start)


def partial_words(
    pipe: Pipeline, name: str, dated: str, start: pd.Timestamp, end: pd.Timestamp
) -> str:
    """Why a period is not whole; "" where it is."""
    if not is_whole(pipe, name, dated, start):
        return begun_words(pipe, name, dated)
    return ended_words(pipe, name, end)


def ended_words(pipe: Pipeline, name: str, end: pd.Timestamp) -> str:
    if not is_after_last(pipe, name, end):
        return ""
    last = pipe.since.last
    return f"Not a whole period: the data have deals created until {last:%Y-%m-%d} only."


def why_not_whole(
    pipe: Pipeline, name: str, dated: str, start: pd.Timestamp, end: pd.Timestamp
) -> str:
    """Why a target of this period cannot be judged; "" where it can.

    Of a file that is not cut a period is whole too that begins within a week before the first creation.
    """
    first = earliest(pipe, name, dated)
    if name == "new_leads" and pd.isna(first):
        return ""  # there are no leads to know of
    if dated == "stock":
        return begun_words(pipe, name, dated) if end <= first else ""
    sure = pipe.since.is_cut and name != "new_leads"
    if pd.isna(first) or start + (pd.Timedelta(0) if sure else QUIET) < first.normalize():
        return begun_words(pipe, name, dated)
    return ended_words(pipe, name, end)


def begun_words(pipe: Pipeline, name: str, dated: str) -> str:
    first = first_of(pipe, name, dated)
    if pd.isna(first):
        return "Not a whole period: nothing here is dated."
    what = {"closed": "closings", "left": "stays"}.get(dated, "creations")
    what = "leads" if name == "new_leads" else "all deals" if pipe.since.is_cut else what
    return f"Not a whole period: the data have {what} since {first:%Y-%m-%d} only."


def is_beyond(pipe: Pipeline, window: Window) -> bool:
    """Whether a window begins after the last day of the data."""
    return window.start > end_of_day(pipe.as_of.normalize())


def is_known(pipe: Pipeline, name: str, window: Window, by: Sequence[str] = ()) -> bool:
    """Whether a measure of `kpis` is known of a window, split by these columns."""
    dated = KPIS[name][1]
    if is_beyond(pipe, window):
        return False
    past = end_of_day(window.last_day) < end_of_day(pipe.as_of)
    before = is_before(pipe, name, dated, window.start, window.end)
    before |= knows_no_creation(pipe, name, dated, window.start)
    early = why_not_exported(pipe, name, dated, window.last_day, by)
    return not before and not early and not why_unknown(pipe, name, dated, past=past, by=by)


def of_window(
    pipe: Pipeline, rows: pd.DataFrame, window: Window, by: Sequence[str] = ()
) -> pd.DataFrame:
    """The figures of one window of `kpis`, empty where not known; with `whole` and `note`."""
    past = end_of_day(window.last_day) < end_of_day(pipe.as_of)
    beyond = f"The data end on {pipe.as_of:%Y-%m-%d}." if is_beyond(pipe, window) else ""
    facts = []
    for name in rows["measure"].unique():
        dated = KPIS[name][1]
        said = partial_words(pipe, name, dated, window.start, window.end)
        facts.append({
            "measure": name,
            "nothing": not is_known(pipe, name, window, by),
            "whole": not said,
            "note": beyond
            or why_unknown(pipe, name, dated, past=past, by=by)
            or why_not_exported(pipe, name, dated, window.last_day, by)
            or said
            or (roughly(pipe, past=past) if dated == "stock" else ""),
        })  # fmt: skip
    told = pd.DataFrame(facts, columns=["measure", "nothing", "whole", "note"])
    rows = rows.merge(told.astype({"nothing": bool, "whole": bool}), on="measure", how="left")
    for name in ("figure", "n", "low", "high"):
        rows[name] = rows[name].astype(float).mask(rows["nothing"])
    return rows.drop(columns="nothing")


def of_periods(
    pipe: Pipeline,
    rows: pd.DataFrame,
    name: str,
    dated: str,
    every: str,
    by: Sequence[str] = (),
) -> pd.DataFrame:
    """The rows of a trend, empty where not known and `unfinished` where not whole; with `note`."""
    note, nothing, partial = [], [], []
    for start in rows["period"]:
        end = pipe.periods.start(pipe.periods.number(start, every) + 1, every)
        past = end <= end_of_day(pipe.as_of)
        reason = why_unknown(pipe, name, dated, past=past, by=by)
        reason = reason or why_not_exported(pipe, name, dated, end - INSTANT, by)
        said = partial_words(pipe, name, dated, start, end)
        before = is_before(pipe, name, dated, start, end)
        nothing.append(bool(reason) or before or knows_no_creation(pipe, name, dated, start))
        partial.append(bool(said))
        note.append(reason or said or (roughly(pipe, past=past) if dated == "stock" else ""))
    empty = np.array(nothing, dtype=bool)
    for column in ("value", "low", "high"):
        rows[column] = rows[column].astype(float).mask(empty)
    unfinished = rows["unfinished"].astype(bool) | np.array(partial, dtype=bool)
    return rows.assign(unfinished=unfinished, note=pd.Series(note, rows.index, dtype="str"))
