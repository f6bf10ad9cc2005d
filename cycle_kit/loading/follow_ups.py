"""A follow-up that is a step: its dates stand between those of other steps, in the sheet and in time. Elsewhere it is
the day of the next contact, which may lie ahead."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from cycle_kit.loading.after_sale import after_sale
from cycle_kit.loading.evidence import dates_in, look_at

FEWEST = 3  # deals that have it and a step beside it
MOSTLY = 0.9  # of these, in the order of the columns


def follow_ups_between(
    headers: Sequence[str], frame: pd.DataFrame, steps: Collection[str], ends: Collection[str]
) -> list[str]:
    """The headers of one word for a follow-up, between columns of other steps. `steps`, `ends`: headers of the dates
    of steps, and of what ends a deal."""
    places = {header: place for place, header in enumerate(frame)}
    others = [header for header in frame if header in steps and after_sale(header) != "next"]
    behind_all = [header for header in frame if header in {*others, *ends}]
    found = []
    for header in headers:
        if (
            after_sale(header) != "next"
            or len(header.split()) > 1
            or not look_at(frame[header]).dates
        ):
            continue
        before = [other for other in others if places[other] < places[header]]
        behind = [other for other in behind_all if places[other] > places[header]]
        if before and behind and _is_between(frame, before[-1], header, behind):
            found.append(header)
    return found


def _is_between(frame: pd.DataFrame, before: str, header: str, behind: Sequence[str]) -> bool:
    """Whether its dates lie behind those before it and before those behind it, and none ahead of all."""
    own, first, *rest = (dates_in(frame[name], name, None) for name in (header, before, *behind))
    last = pd.concat(rest, axis=1).min(axis=1)
    newest = pd.concat([first, *rest]).max()
    return _in_order(first, own) and _in_order(own, last) and not own.max() > newest


def _in_order(one: pd.Series, other: pd.Series) -> bool:
    both = one.notna() & other.notna()
    return bool(both.sum() >= FEWEST and (one <= other)[both].mean() >= MOSTLY)
