"""Lists that date what was sold and write a reason beside what was not: no other word says that a deal was lost."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.errors import inside, one_or_more
from cycle_kit.loading.dated_columns import inner, is_step, is_win
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.endings_named import exclude_each_other, is_dated
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.tellers import REASONS_OF_BOTH
from cycle_kit.loading.telling import Evidence, outcomes_told
from cycle_kit.values import key

#: columns that say themselves how a deal stands
OTHERS = ("status", "is_lost", "is_closed", "is_active", "lost_at")
WINS = ("won_at", "is_won")
BOTH = 0.05  # share of the won deals that may have a reason, by mistake
LOST = {"lost", "dropped"}


def of_reasons(headers: Headers, found: Mapping[str, str]) -> dict[str, str]:
    """{won_at: header} of the day of a signature or a sale that no deal with a reason for its loss has, where
    nothing else tells how deals ended, such as a status of those that go on; empty where there is none."""
    reason = found.get("lost_reason", "")
    if not is_of_losses(reason) or ({*OTHERS, *WINS} - {"status"}) & set(found):
        return {}
    reasons = headers.frame[reason]
    going = headers.frame[found["status"]] if "status" in found else reasons.mask(reasons != "", "")
    if {*map(meaning, going.unique())} & {*LOST, "won", "closed"}:
        return {}
    able = [
        header
        for header in headers
        if header != reason
        and is_win(header)
        and headers.look(header).filled
        and is_dated(headers, header)
        and exclude_each_other(headers.frame[header], reasons)
        and not ((going != "") & ((reasons != "") | (headers.frame[header] != ""))).any()
    ]
    # of several, the one that is said plainly, and of these the last: a contract is signed after its order
    plainly = [header for header in able if meaning(inner(header)) == "won"]
    return {"won_at": (plainly or able)[-1]} if able and (reasons != "").any() else {}


def is_of_losses(header: str) -> bool:
    return bool(header) and key(header) not in REASONS_OF_BOTH


def lost_by_reasons(deals: DealRows, told: Evidence, outcome: pd.Series) -> pd.Series:
    """Of the deals that nothing tells of those with a reason for a loss, in a list kept by hand that tells in a
    column of its own what was won, and nowhere what was lost."""
    nothing = pd.Series(False, index=outcome.index)
    columns = deals.source.match.columns
    if "lost_reason" not in deals.fields or not is_of_losses(columns.get("lost_reason", "")):
        return nothing
    hints = set(deals.hints.columns) - ({"status"} if says_open_alone(told) else set())
    if told.logged or not deals.source.match.dialect.by_hand or not header_of_wins(deals):
        return nothing
    if set(OTHERS) & hints or outcomes_told(told) & LOST:
        return nothing
    reasons = deals.fields["lost_reason"]
    given = reasons.notna() & ~says_open(reasons)
    if given[outcome == "won"].mean() > BOTH:
        return nothing
    return given & outcome.isna()


def says_open_alone(told: Evidence) -> bool:
    """Whether the status is one of the deals that go on, and says nothing of others."""
    return {*told.status.values()} == {"open"}


def says_open(reasons: pd.Series) -> pd.Series:
    """Which cells say that a deal goes on; the name of a step, "Termin" or "Price offer", may well be a reason."""
    words = map(str, reasons.dropna().unique())
    return reasons.isin([word for word in words if meaning(word) == "open" and not is_step(word)])


def header_of_wins(deals: DealRows) -> str:
    """The header of the column that tells what was won; "" for none."""
    columns = deals.source.match.columns
    return next((columns.get(name, "") for name in WINS if name in deals.hints), "")


def remark_on_lost_by_reasons(deals: DealRows, lost: pd.Series) -> None:
    if not lost.any():
        return
    columns = deals.source.match.columns
    reason, win = columns["lost_reason"], header_of_wins(deals)
    role = next(name for name in WINS if columns.get(name) == win)
    deals.source.remarks.add(
        "outcomes",
        one_or_more(lost.sum(), "{n} deal has", "{n} deals have")
        + f' a reason in "{reason}" and nothing in "{win}".',
        file=deals.source.raw.file,
        effect="They count as lost, on a day that is not known.",
        fix=f'If they go on: columns={{"{role}": "{inside(win)}", "lost_reason": ""}}.',
    )
