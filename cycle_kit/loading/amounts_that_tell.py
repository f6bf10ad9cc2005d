"""Lists that keep an amount of what was won and a reason for what was lost, and no other word for how deals ended."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from cycle_kit.dialects.plain import SPLIT
from cycle_kit.dialects.wording import known
from cycle_kit.errors import one_or_more
from cycle_kit.loading.after_sale import is_after_sale
from cycle_kit.loading.closing_columns import is_expected
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.reasons_alone import OTHERS, WINS, is_of_losses, says_open_alone
from cycle_kit.loading.telling import Evidence, outcomes_told, tells_nothing
from cycle_kit.loading.unused import read_after_all
from cycle_kit.values import key

STEM = 5  # letters that are left of a word without its ending


def with_ends_by_amounts(
    deals: DealRows, told: Evidence, outcome: pd.Series, closing: pd.Series
) -> pd.Series:
    """The outcomes with won for deals with an amount of the win and lost for those with a reason for the loss, told;
    as they are, unless no deal has both, only closed ones have one, and nearly all of these. In a list without
    closing dates the words have to be plain, and some deals have neither: else it is the amount of whatever is sold."""
    if not deals.source.match.dialect.by_hand or not len(deals.rows) or tells_ends(deals, told):
        return outcome
    lost, ended = deals.fields["lost_reason"].notna(), closing.notna()
    for header, won in amounts_of_wins(deals).items():
        either = won | lost
        apart = won.any() and lost.any() and not (won & lost).any() and outcome[either].isna().all()
        undated = not ended.any() and is_amount_of_wins(header) and not either.all()
        if apart and (parts(either, ended) or undated):
            remark_on_ends(deals, header, won, lost)
            return outcome.mask(outcome.isna() & won, "won").mask(outcome.isna() & lost, "lost")
    return outcome


def tells_ends(deals: DealRows, told: Evidence) -> bool:
    """Whether there is no column of reasons for losses, or anything besides tells how deals ended; a status may say
    which of them go on."""
    columns = deals.source.match.columns
    if not is_of_losses(columns.get("lost_reason", "")):
        return True
    if says_open_alone(told) and not told.logged and outcomes_told(told) == {"open"}:
        return bool(({*OTHERS, *WINS, "is_active"} - {"status"}) & {*columns})
    return bool({*OTHERS, *WINS} & {*columns}) or not tells_nothing(deals.hints, told)


def parts(either: pd.Series, ended: pd.Series) -> bool:
    """Whether only closed deals have one of both, and nearly all of these."""
    return bool(ended[either].all() and either[ended].mean() >= NEARLY_ALL)


def amounts_of_wins(deals: DealRows) -> dict[str, pd.Series]:
    """{header: which deals have an amount there} of the columns of numbers that are called by a win, "Won amount",
    and stand for nothing else."""
    frame = deals.source.raw.frame.loc[deals.rows]
    headers = Headers(frame)
    columns = deals.source.match.columns
    used = {header for name, header in columns.items() if name != "amount"}
    free = [header for header in headers if header not in used and is_of_wins(header)]
    return {
        header: (frame[header].ne("") & frame[header].str.contains("[1-9]")).set_axis(
            deals.hints.index
        )
        for header in free
        if headers.look(header).numbers >= NEARLY_ALL
    }


def is_of_wins(header: str) -> bool:
    """Whether it is called by a win that was, not by one that is expected: of that, open deals have an amount too."""
    own = words_of(header)
    return len(own) > 1 and any(map(says_won, own)) and not is_expected(header)


def is_amount_of_wins(header: str) -> bool:
    """Whether it is called an amount and by a win, and nothing else; what was paid may be a part, and in advance."""
    rest = " ".join(word for word in words_of(header) if not says_won(word))
    return key(rest) in words_for_amounts() and not is_after_sale(header)


def words_of(header: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", header)


def says_won(word: str) -> bool:
    """Whether a word says so, also with another ending: "gewonnener", "wygranych"."""
    return "won" in [
        known(word[:end]) for end in range(max(min(STEM, len(word)), len(word) - 2), len(word) + 1)
    ]


@cache
def words_for_amounts() -> frozenset[str]:
    return frozenset(key(word) for own in SPLIT.values() for word in own.get("amount", ()))


def remark_on_ends(deals: DealRows, header: str, won: pd.Series, lost: pd.Series) -> None:
    reason = deals.source.match.columns["lost_reason"]
    read_after_all(deals.source, header)
    deals.source.remarks.add(
        "outcomes",
        f'No column says won or lost: {one_or_more(won.sum(), "{n} deal", "{n} deals")} with an amount in "{header}" '
        f'count as won, {one_or_more(lost.sum(), "{n} deal", "{n} deals")} with something in "{reason}" as lost.',
        file=deals.source.raw.file,
        effect="Win rates and cycles go by that.",
        fix="Export a column that says won or lost.",
    )
