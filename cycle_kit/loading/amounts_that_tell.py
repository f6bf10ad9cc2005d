"""Lists that keep an amount of what was won and a reason for what was lost, and no other word for how deals ended."""

from __future__ import annotations

import re

import pandas as pd

from cycle_kit.dialects.wording import known
from cycle_kit.errors import one_or_more
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.reasons_alone import OTHERS, WINS, is_of_losses
from cycle_kit.loading.telling import Evidence, tells_nothing


def with_ends_by_amounts(
    deals: DealRows, told: Evidence, outcome: pd.Series, closing: pd.Series
) -> pd.Series:
    """The outcomes with won for deals with an amount of the win and lost for those with a reason for the loss, told;
    as they are, unless no deal has both, only closed ones have one, and nearly all of these."""
    columns = deals.source.match.columns
    alone = is_of_losses(columns.get("lost_reason", "")) and not {*OTHERS, *WINS} & {*columns}
    if not alone or not deals.source.match.dialect.by_hand or not len(deals.rows):
        return outcome
    if not tells_nothing(deals.hints, told):
        return outcome
    lost, ended = deals.fields["lost_reason"].notna(), closing.notna()
    for header, won in amounts_of_wins(deals).items():
        either = won | lost
        apart = won.any() and lost.any() and not (won & lost).any() and ended[either].all()
        if apart and either[ended].mean() >= NEARLY_ALL:
            remark_on_ends(deals, header, won, lost)
            return outcome.mask(outcome.isna() & won, "won").mask(outcome.isna() & lost, "lost")
    return outcome


def amounts_of_wins(deals: DealRows) -> dict[str, pd.Series]:
    """{header: which deals have an amount there} of the columns of numbers that are called by a win, "Won amount",
    and are not used."""
    frame = deals.source.raw.frame.loc[deals.rows]
    headers = Headers(frame)
    used = {*deals.source.match.columns.values()}
    free = [header for header in headers if header not in used and is_of_wins(header)]
    return {
        header: (frame[header].ne("") & frame[header].str.contains("[1-9]")).set_axis(
            deals.hints.index
        )
        for header in free
        if headers.look(header).numbers >= NEARLY_ALL
    }


def is_of_wins(header: str) -> bool:
    words = re.findall(r"[^\W\d_]+", header)
    return len(words) > 1 and any(known(word) == "won" for word in words)


def remark_on_ends(deals: DealRows, header: str, won: pd.Series, lost: pd.Series) -> None:
    reason = deals.source.match.columns["lost_reason"]
    deals.source.remarks.add(
        "outcomes",
        f'No column says won or lost: {one_or_more(won.sum(), "{n} deal", "{n} deals")} with an amount in "{header}" '
        f'count as won, {one_or_more(lost.sum(), "{n} deal", "{n} deals")} with something in "{reason}" as lost.',
        file=deals.source.raw.file,
        effect="Win rates and cycles go by that.",
        fix="Export a column that says won or lost.",
    )
