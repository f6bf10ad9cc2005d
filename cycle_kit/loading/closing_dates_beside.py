"""Where deals that ended have no closing date, and a column that is not used has a date for just these: the line that
takes it."""

from __future__ import annotations

from itertools import islice

import pandas as pd

from cycle_kit.errors import listed
from cycle_kit.loading.after_sale import (
    is_after_sale,
    is_afterwards,
    is_end,
    is_last_change,
    is_of_person,
    is_start,
)
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.endings_named import is_dated
from cycle_kit.loading.evidence import NEARLY_ALL, dates_in
from cycle_kit.loading.guesses import MOST, Guess, closes, typed
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.unused import unused_headers

FEW = 0.05  # of the dates, that other deals may have by mistake
#: {our name: the outcomes of deals that have such a date}; the first that fits, fits best
DATES_OF = {
    "won_at": ("won",),
    "lost_at": ("lost", "dropped"),
    "closed_at": ("won", "lost", "dropped"),
}


def way_to_closing_dates(deals: DealRows, outcome: pd.Series, undated: pd.Series) -> str:
    """What to type so that columns that are not used date the ends of deals; "" where there is none.

    `outcome`, `undated`: of each deal, in their order.
    """
    if len(deals.rows) != len(outcome):
        return ""
    match, frame = deals.source.match, deals.source.raw.frame.loc[deals.rows]
    headers = Headers(frame)
    able = [
        header
        for header in islice(unused_headers(deals.source.raw, match), MOST)
        if may_close(header) and headers.look(header).filled and is_dated(headers, header)
    ]
    created = deals.fields.get("created_at")
    born = None if created is None else created.reset_index(drop=True)
    found: dict[str, Guess] = {}
    for header in able:
        dates = dates_in(frame[header], header, deals.source.language).reset_index(drop=True)
        name = dates_of(dates, outcome.reset_index(drop=True), undated.to_numpy())
        if is_end(header) and name != "closed_at":
            continue  # what was sold runs out; of lost deals nothing does
        if not name or name in found or is_known(name, match, dates, outcome):
            continue
        if lies_between(dates, born):
            found[name] = Guess(name, header, "")
    whole = found.pop("closed_at", None)
    taken = list(found.values()) or ([whole] if whole else [])
    if not taken:
        return ""
    return f"{listed([guess.header for guess in taken])} may tell when: {typed(taken)}."


def is_known(name: str, match: Match, dates: pd.Series, outcome: pd.Series) -> bool:
    """Whether another column tells these dates, and, in a list kept by hand, these are not of all deals that ended."""
    names = {"closed_at", "close_date"} if name == "closed_at" else {name}
    if not names & {*match.columns}:
        return False
    if name != "closed_at" or not match.dialect.by_hand or names & {*match.given}:
        return True
    ended = outcome.isin(DATES_OF[name]).to_numpy()
    return bool(dates.notna()[ended].mean() < NEARLY_ALL)


def may_close(header: str) -> bool:
    """Whether a header can be of the day on which deals end: of no step, nothing that follows or begins."""
    if not header.strip() or is_after_sale(header) or is_last_change(header):
        return False
    if is_afterwards(header) or is_of_person(header):
        return False
    return closes(header) and not is_start(header)


def dates_of(dates: pd.Series, outcome: pd.Series, undated) -> str:
    """won_at, lost_at or closed_at, by the deals that have these dates, and hardly any other; "" for none."""
    dated = dates.notna()
    for name, ends in DATES_OF.items():
        these = outcome.isin(ends)
        missing = these & undated
        covers = missing.any() and dated[missing].mean() >= NEARLY_ALL
        if covers and (dated & ~these).sum() <= FEW * dated.sum():
            return name
    return ""


def lies_between(dates: pd.Series, created: pd.Series | None) -> bool:
    """Whether dates are of several days, nearly all past, and none before the deal began, where that is known."""
    told = dates.dropna()
    if len(told) > 1 and told.min() == told.max():  # that of an import, or of the export
        return False
    past = told <= pd.Timestamp.now() + pd.Timedelta(days=1)  # in any zone
    if created is not None:
        born = created[told.index]
        past &= born.isna() | (born.dt.normalize() <= told)
    return bool(past.mean() >= NEARLY_ALL)
