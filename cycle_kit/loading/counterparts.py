"""Where a list tells of losses alone, or of wins alone, and a column beside it that nobody reads splits the other
deals: dates, or marks, that none of those known deals has may say how these ended."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, pairwise

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import inside, listed
from cycle_kit.loading.after_sale import FOLLOWS, after_sale
from cycle_kit.loading.columns import Source
from cycle_kit.loading.dated_columns import inner
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.endings_named import is_dated, is_marked, is_said
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.status_column import is_known, telling_ends
from cycle_kit.loading.telling import Evidence
from cycle_kit.steps import STEPS, step_named
from cycle_kit.values import read_booleans

DATED = {"won": "won_at", "lost": "lost_at"}
ENDINGS = ("won_at", "lost_at", "closed_at", "close_date")
MARKED = {"won": "is_won", "lost": "is_lost"}
ENDED = (*ENDS, "closed")  # what a header may mean that says how deals ended, or that they did
MANY = 2  # columns that are named
MOST = 200  # columns that are looked at: nobody keeps more by hand


def counterpart(deals: DealRows, told: Evidence, outcome: pd.Series, missing: str) -> str:
    """What to type where only the other outcome than `missing` (won or lost) is known; "" where no column that is
    not used splits the deals so."""
    source = deals.source
    if not source.match.dialect.by_hand or not len(deals.rows):
        return ""
    if way := way_by_words(source, Headers(source.raw.frame)):
        return way
    known = outcome.isin(ENDS).to_numpy()
    said_open = told.by_said.eq("open") | told.by_status.eq("open")
    settled = known | said_open.fillna(False).to_numpy()
    frame = source.raw.frame.loc[deals.rows]
    headers = Headers(frame)
    used = {*source.match.columns.values(), *source.match.entered.values()}
    free = [header for header in headers if header not in used and headers.look(header).filled]
    split = [header for header in free if splits(frame[header], settled, known)]
    dated = [header for header in split if is_dated(headers, header) and may_end(header, missing)]
    marked = [
        header
        for header in split
        if meaning(header) != "open" and is_marked(headers, header) and says_yes(frame[header])
    ]
    ends = [header for name, header in source.match.columns.items() if name in ENDINGS]
    before = {one for one, other in pairwise(headers) if other in ends}
    filled = (frame != "").sum()
    dated.sort(key=lambda header: (is_later(header), -filled[header], header not in before))
    for names, found in ((DATED, dated), (MARKED, marked)):
        if found:
            ways = " or ".join(
                f'columns={{"{names[missing]}": "{inside(header)}"}}' for header in found[:MANY]
            )
            one = "one of " * (len(found) > 1)
            return f"If {one}{listed(found[:MANY])} tells which were {missing}: {ways}."
    if missing != "lost":
        return ""
    return of_inactive(headers, free, settled, known) or of_ended(headers, free, settled, known)


def way_by_words(source: Source, headers: Headers) -> str:
    """The line for a column that is not used and says won and lost of deals in so many words."""
    if "status" in source.match.given:
        return ""
    used = {**source.match.columns, **source.match.entered}
    found = [header for header in telling_ends(used, headers) if is_known(headers.frame[header])]
    return " ".join(
        f'If "{inside(header)}" says how deals stand: columns={{"status": "{inside(header)}"}}.'
        for header in found[:MANY]
    )


def way_by_inactive(deals: DealRows, outcome: pd.Series, lost: pd.Series) -> str:
    """What to type where a column of yes and no that is not used says no of all deals that may be `lost`, and of none
    that was won."""
    source = deals.source
    if not source.match.dialect.by_hand or not len(deals.rows):
        return ""
    frame = source.raw.frame.loc[deals.rows]
    headers = Headers(frame)
    used = {*source.match.columns.values(), *source.match.entered.values()}
    free = [header for header in islice(headers, MOST) if header not in used]
    told = [h for h in free if headers.look(h).filled and is_marked(headers, h)]
    fit = [header for header in told if says_no(frame[header])[lost.to_numpy()].all()]
    known = outcome.isin(ENDS).to_numpy()
    return of_inactive(headers, fit, known, known)


def of_inactive(headers: Headers, free: Iterable[str], settled, known) -> str:
    """The line for a column that says yes of every known deal, and no of some of the others: "Active"; "" for none.
    One that is called so may say no of every known deal, too: what is won is active no more."""
    if not known.any():
        return ""
    called = {header: meaning(header) for header in free}
    told = [header for header, said in called.items() if said not in ENDED]
    found = [h for h in told if says_no_of_some(headers, h, settled)] or [
        h for h in told if called[h] == "open" and says_no_of_all(headers, h, settled)
    ]
    if not found:
        return ""
    ways = " or ".join(f'columns={{"is_active": "{inside(header)}"}}' for header in found[:MANY])
    return f"If no in {' or '.join(map(quoted, found[:MANY]))} says which were lost: {ways}."


def of_ended(headers: Headers, free: Iterable[str], settled, known) -> str:
    """The line for a column that is called by an end, "Archived", and says yes of every known deal, and no of some of
    the others; "" for none."""
    ended = [header for header in free if meaning(header) in ENDED]
    found = [header for header in ended if says_no_of_some(headers, header, settled)]
    if not found or not known.any():
        return ""
    ways = " or ".join(f'columns={{"is_closed": "{inside(header)}"}}' for header in found[:MANY])
    return f"If no in {' or '.join(map(quoted, found[:MANY]))} says which are still open: {ways}."


def says_no_of_some(headers: Headers, header: str, settled) -> bool:
    """Whether a column says yes of all that is settled, and of the others yes of some and no of some."""
    no = says_no(headers.frame[header])
    told = no.any() and not (no & settled).any() and not (no | settled).all()
    return bool(told) and is_whole(headers, header)


def says_no_of_all(headers: Headers, header: str, settled) -> bool:
    """Whether a column says no of all that is settled, and of the others yes of some and no of some."""
    no = says_no(headers.frame[header])
    told = no[settled].all() and not no.all() and (no & ~settled).any()
    return bool(told) and is_whole(headers, header)


def is_whole(headers: Headers, header: str) -> bool:
    """Whether every cell says yes or no."""
    return is_marked(headers, header) and bool(headers.frame[header].ne("").all())


def quoted(header: str) -> str:
    return f'"{inside(header)}"'


def says_no(texts: pd.Series):
    """Which cells say no."""
    return read_booleans(texts).values.eq(False).fillna(False).to_numpy(dtype=bool)


def splits(texts: pd.Series, settled, known) -> bool:
    """Whether some of the other deals, and hardly one whose outcome is known, have something there."""
    said = is_said(texts).to_numpy()
    return bool(said.any() and not (said & settled).any() and not said.all() and known.any())


def says_yes(texts: pd.Series) -> bool:
    return bool(read_booleans(texts).values.eq(True).fillna(False).any())


def is_later(header: str) -> bool:
    return after_sale(header) in FOLLOWS


def may_end(header: str, missing: str) -> bool:
    """Whether a header of dates can mean how deals ended: no step on the way, no term and no day that is due."""
    step = step_named(inner(header))
    if step and not (missing == "won" and (step == "Closing" or STEPS[step].after)):
        return False
    kind = after_sale(header)
    return not kind or (missing == "won" and kind in FOLLOWS)
