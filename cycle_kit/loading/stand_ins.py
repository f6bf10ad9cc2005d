"""Weak words in a place of ours, beside a column nobody foresaw whose cells fit as well: a budget for the amount, a
start for the creation, for the closing an end that only won deals have. Told with the line that takes the other."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from cycle_kit.dialects.wording import ENDS
from cycle_kit.loading.after_sale import (
    is_after_sale,
    is_afterwards,
    is_day_of_row,
    is_end,
    is_last_change,
    is_of_person,
    is_start,
)
from cycle_kit.loading.agreed_amounts import amounts_beside_weak
from cycle_kit.loading.closing_columns import is_expected
from cycle_kit.loading.closing_dates_beside import lies_between, may_close
from cycle_kit.loading.columns import Source
from cycle_kit.loading.creation import begins_late, told_late
from cycle_kit.loading.dated_columns import inner, names_step
from cycle_kit.loading.endings_named import is_dated
from cycle_kit.loading.evidence import NEARLY_ALL, dates_in
from cycle_kit.loading.guesses import MOST, Guess, typed
from cycle_kit.loading.later_steps import is_before
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.unused import unused_headers
from cycle_kit.pipeline import Pipeline

STRAY = 0.05  # of the dates, that deals may have by mistake
LOST = ("lost", "dropped")
CLOSING = ("closed_at", "close_date")


@dataclass(frozen=True)
class StandIn:
    """A header that stands for one of our columns, and the one that may be it."""

    name: str
    header: str
    other: str
    taken_as: str  # closed_at or close_date, else as `name`

    @property
    def guess(self) -> Guess:
        return Guess(self.name, self.other, "")


def stand_ins(source: Source, pipe: Pipeline, taken: Collection[str]) -> list[StandIn]:
    """Those of a list kept by hand for which exactly one column speaks. `taken`: columns of product lines."""
    match = source.match
    if not match.dialect.by_hand or match.dialect.table != "deals":
        return []
    headers = Headers(source.raw.frame)
    able = [h for h in islice(unused_headers(source.raw, match), MOST) if h.strip()]
    free = [h for h in able if h not in taken and headers.look(h).filled]
    found: list[StandIn] = []
    for name, ours, others_of in (
        ("amount", ("amount",), amounts_beside_weak),
        ("created_at", ("created_at",), first_dates),
        ("closed_at", CLOSING, with_pipe(pipe)),
    ):
        taken_as = next((each for each in ours if each in match.columns), "")
        if not taken_as or not free or {*ours} & {*match.given}:
            continue
        header = match.columns[taken_as]
        others = others_of(header, free, headers)
        if len(others) == 1:
            found.append(StandIn(name, header, others[0], taken_as))
    return found


def first_dates(header: str, free: Collection[str], headers: Headers) -> list[str]:
    """The dates before all others that mostly stand before a creation that is called by a later step, or a start
    that may be that of the work."""
    if not begins_late(header) and not is_start(header):
        return []
    dates = {
        other: dates_in(headers.frame[other], other, None)
        for other in (header, *free)
        if other == header or (may_create(other) and is_dated(headers, other))
    }
    early = [other for other in dates if is_before(dates[other], dates[header])]
    return [h for h in early if not any(is_before(dates[other], dates[h]) for other in early)]


def may_create(header: str) -> bool:
    """Whether a header can be of the day on which deals begin: of no step, no person, nothing planned or later."""
    others = (is_after_sale, is_afterwards, is_of_person, is_last_change, is_day_of_row)
    later = (is_end, is_expected)
    return not names_step(inner(header)) and not any(says(header) for says in (*others, *later))


def with_pipe(pipe: Pipeline) -> Callable[[str, Collection[str], Headers], list[str]]:
    """Finds the dates that nearly all deals have that ended, lost ones too, and hardly an open one, where only won
    deals have the closing that was taken."""

    def others_of(header: str, free: Collection[str], headers: Headers) -> list[str]:
        deals = pipe.deals
        lost = deals["outcome"].isin(LOST)
        if not lost.any() or deals["closed_at"].notna()[lost].mean() > STRAY:
            return []
        named = [other for other in free if other in deals and may_close(other)]
        dated = [other for other in named if not is_end(other) and is_dated(headers, other)]
        return [other for other in dated if dates_ends(deals, other)]

    return others_of


def dates_ends(deals: pd.DataFrame, header: str) -> bool:
    """Whether nearly all deals that ended have a date there, hardly an open one, and none before it began."""
    filled, ended = deals[header].notna() & deals[header].ne(""), deals["outcome"].isin(ENDS)
    if filled[ended].mean() < NEARLY_ALL or filled[~ended].sum() > STRAY * filled.sum():
        return False
    dates = dates_in(deals[header].astype("str").where(filled, ""), header, None)
    return lies_between(dates, deals["created_at"])


def leads_further(found: StandIn, before: Pipeline, tried: Pipeline | None) -> bool:
    """Whether the line to type works, and tells of as many deals."""
    if tried is None:
        return False
    counts = [pipe.deals[found.name].notna().sum() for pipe in (before, tried)]
    return bool(counts[0] < counts[1] or (counts[0] == counts[1] and found.name != "closed_at"))


def remark_on_stand_in(source: Source, found: StandIn) -> None:
    header, other = found.header, found.other
    told = {
        "amount": f'"{header}" stands for the amount; "{other}" is not used and may be it.',
        "created_at": f'"{header}" stands for the day of creation; "{other}" is earlier, not used and may be it.',
        "closed_at": f'"{header}" stands for the day of closing, and lost deals have none there; "{other}" is not used '
        "and may be it.",
    }
    remarks = source.remarks
    late = [row for row in remarks.rows if row["note"] == told_late(header)]
    if found.name == "created_at":  # an earlier date is known now
        for row in late:
            remarks.rows.remove(row)
    remarks.add(
        "columns",
        told[found.name],
        file=source.raw.file,
        effect=f"It is read as {found.taken_as}.",
        fix=typed([found.guess]),
    )
