"""Days of the data that are set beside each other: whether they can be, what is known of each, and those
between which whole periods lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from cycle_kit.days import DAY, INSTANT, Later, When, end_of_day, moment
from cycle_kit.errors import QuestionError, code
from cycle_kit.fiscal import Length, Periods, Stretch
from cycle_kit.metrics.edges import begun_words, why_unknown
from cycle_kit.metrics.past import Story
from cycle_kit.pipeline import Pipeline


def both_days(
    pipe: Pipeline, start: When | None, end: Later | None, asked: str
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Both as moments; QuestionError where they are not in order, or the data end before."""
    began, ended = moment(start, "start"), moment(end, "end")
    if began >= ended or ended > end_of_day(pipe.as_of):
        raise QuestionError(
            f"{asked} needs a start before its end, and an end within the data.",
            there=f"The data speaks for {pipe.as_of:%Y-%m-%d}.",
            fix=f"Write it as ck.{asked}(pipe, {turned(pipe, began, ended) or last_months(pipe)}).",
        )
    return began, ended


def turned(pipe: Pipeline, began: pd.Timestamp, ended: pd.Timestamp) -> str:
    """The two days in their order, as one types them, where they only stood the wrong way round; else ""."""
    days = [f'"{day:%Y-%m-%d}"' for day in (ended, began)]
    turned_round = days[0] != days[1] and ended < began <= end_of_day(pipe.as_of)
    return ", ".join(days) if turned_round else ""


def last_months(pipe: Pipeline) -> str:
    """The ends of the last two whole months, as one types them; of data (or dated exports) that begin later their
    first and last day."""
    month = end_of_day(pipe.as_of).to_period("M")
    ends = [(month - back).end_time for back in (2, 1)]
    first, last = pipe.first_export or pipe.since.created, pipe.as_of.normalize()
    if pd.notna(first) and ends[0] < first.normalize():
        ends = [min(first.normalize(), last - DAY), last]
    return ", ".join(f'"{end:%Y-%m-%d}"' for end in ends)


def known_days(pipe: Pipeline, by: Sequence[str]) -> str:
    """Two days, as one types them, at whose ends it is known what was open; "" where there are none.

    The ends of the last whole months if they are, else the first day that is and the last one.
    """
    last = pipe.as_of.normalize()
    month = end_of_day(last).to_period("M")
    months = ((month - 2).end_time, (month - 1).end_time)
    first = pipe.since.created
    pairs = (months, (first.normalize(), last)) if pd.notna(first) else (months,)
    for pair in pairs:
        if pair[0] < pair[1] and not any(why_no_stock(pipe, day, by) for day in pair):
            return ", ".join(f'"{day:%Y-%m-%d}"' for day in pair)
    return ""


def is_past(pipe: Pipeline, day: pd.Timestamp) -> bool:
    return end_of_day(day) < end_of_day(pipe.as_of)


def why_no_stock(pipe: Pipeline, day: pd.Timestamp, by: Sequence[str]) -> str:
    """Why nobody knows what was open at the end of a day; "" where it is known."""
    if pipe.since.is_cut and end_of_day(day) + INSTANT < pipe.since.cut.normalize():
        return begun_words(pipe, "open_deals", "stock")
    return why_unknown(pipe, "open_deals", "stock", past=is_past(pipe, day), by=by)


def complete_periods(
    story: Story, periods: Periods, every: str, *, with_first: bool = False
) -> list[Stretch]:
    """Those that begin after the first deals and end within the data; `with_first`: or with the day of these."""
    first = story.deals["created_at"].dropna().quantile(0.01)  # a mistyped year is no history
    if pd.isna(first):
        return []
    last = end_of_day(story.as_of.normalize())
    found = periods.between(first, last, every)
    began = first.normalize() - INSTANT if with_first else first
    return [one for one in found if one.start_time > began and one.end_time <= last]


class Piece(NamedTuple):
    """The time from the end of one day to the end of another, in one period; `cut`: what of it is left out."""

    began: pd.Timestamp
    ended: pd.Timestamp
    period: pd.Timestamp
    label: str
    cut: str


def pieces(
    pipe: Pipeline, story: Story, start: When | None, end: Later | None, every: Length, asked: str
) -> list[Piece]:
    """The periods from the end of `start` to the end of `end`, the first and the last cut there.

    Without a start, or an end, from the first whole period of the data on, or up to the last one.
    """
    began, ended = start, end
    if start is None or end is None:
        whole = complete_periods(story, pipe.periods, every, with_first=True)
        if not whole:
            raise QuestionError(
                f"There is no whole {every} in the data.",
                there=f"The data speaks for {pipe.as_of:%Y-%m-%d}.",
                fix=f"Choose the days: ck.{asked}(pipe, {last_months(pipe)}, every={code(every)}).",
            )
        began = whole[0].start_time - DAY if began is None else began
        ended = whole[-1].end_time.normalize().as_unit("us") if end is None else end
    first, last = both_days(pipe, began, ended, asked)
    numbers = range(number_after(pipe, first, every), pipe.periods.number(last, every) + 1)
    found = [piece(pipe, number, every, first, last) for number in numbers]
    return [one for one in found if one.began < one.ended]


def number_after(pipe: Pipeline, day: pd.Timestamp, every: str) -> int:
    """The number of the period that begins with, or holds, the moment after a day."""
    return pipe.periods.number(end_of_day(day) + INSTANT, every)


def piece(
    pipe: Pipeline, number: int, every: str, first: pd.Timestamp, last: pd.Timestamp
) -> Piece:
    starts, next_ = pipe.periods.start(number, every), pipe.periods.start(number + 1, every)
    eve, close = starts - DAY, next_ - DAY
    began, ended = max(first, eve, key=end_of_day), min(last, close, key=end_of_day)
    parts = [
        f"after {began:%Y-%m-%d}" if end_of_day(began) > end_of_day(eve) else "",
        f"until {ended:%Y-%m-%d}" if end_of_day(ended) < end_of_day(close) else "",
    ]
    said = " and ".join(filter(None, parts))
    cut = f"Not a whole {every}: only what came {said}." if said else ""
    return Piece(began, ended, starts, pipe.periods.label(starts, every), cut)
