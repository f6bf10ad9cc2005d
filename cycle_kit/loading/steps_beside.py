"""Dates of steps beside those of the stages in which deals stand now: one that all have left has its dates, too."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cycle_kit.loading.evidence import NEARLY_ALL, dates_in


def on_the_way(
    frame: pd.DataFrame, headers: Iterable[str], stages: Iterable[str], ends: Iterable[str]
) -> list[str]:
    """Those of the headers whose dates hardly ever lie before the first of the stages or after the end of the deal:
    whoever has one has those of the stages, too, or the other way round. `stages`, `ends`: headers."""
    headers, stages = list(headers), list(stages)
    if not headers:
        return []
    first = pd.concat([dates_in(frame[name], name, None) for name in stages], axis=1).min(axis=1)
    closed = [dates_in(frame[name], name, None) for name in ends]
    found = []
    for header in headers:
        dates = dates_in(frame[header], header, None)
        between = follows(first, dates) and all(follows(dates, end) for end in closed)
        if between and all(are_nested(frame[header] != "", frame[name] != "") for name in stages):
            found.append(header)
    return found


def follows(one: pd.Series, other: pd.Series) -> bool:
    """Whether in nearly every row that has both the other date is not the earlier one."""
    both = one.notna() & other.notna()
    days = (other.dt.normalize() - one.dt.normalize())[both].dt.days
    return not both.any() or bool((days >= 0).mean() >= NEARLY_ALL)


def are_nested(one: pd.Series, other: pd.Series) -> bool:
    """Whether nearly all rows of the one are among those of the other."""
    return bool((one & other).sum() >= NEARLY_ALL * min(one.sum(), other.sum()))
