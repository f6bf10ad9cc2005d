"""Columns of product lines that are told by what is in them: whatever they are called, they add up to the deals."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cycle_kit.loading.columns import Source
from cycle_kit.values import header_unit, read_money

NEAR = 0.01  # of an amount, as discounts and roundings make of its lines
MOST = 0.9  # of the deals with several rows


def adding_up(
    source: Source, ids: pd.Series, free: Sequence[str], quantities: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Of these headers those of which the cells of a deal's rows add up to its amount: as they are, and times one of
    the quantities."""
    amount = source.match.columns.get("amount", "")
    several = ids.duplicated(keep=False)
    whole = None if not amount else plain(source, amount)
    if whole is None:
        return [], []
    many = [read for each in quantities if (read := plain(source, each)) is not None]
    worth: list[str] = []
    prices: list[str] = []
    for header in free:
        own = plain(source, header)
        if own is None:
            continue
        if fits(own[several], whole[several], ids[several]):
            worth.append(header)
        elif any(fits((own * much)[several], whole[several], ids[several]) for much in many):
            prices.append(header)
    return worth, prices


def fits(parts: pd.Series, whole: pd.Series, ids: pd.Series) -> bool:
    """Whether the parts of nearly every deal add up to its amount, and are parts: the whole in one row is none."""
    deals = pd.DataFrame(
        {"sum": parts.groupby(ids).sum(min_count=1), "most": parts.groupby(ids).max()}
    )
    deals["whole"] = whole.groupby(ids).last()
    deals = deals[deals["whole"].fillna(0) != 0]
    right = (deals["sum"] - deals["whole"]).abs() <= NEAR * deals["whole"].abs()
    split = deals["most"] < (1 - NEAR) * deals["whole"]
    return len(deals) > 0 and right.mean() >= MOST and bool((right & split).mean() > 1 - MOST)


def plain(source: Source, header: str) -> pd.Series | None:
    """A column as numbers; None where some cell of it is none."""
    texts = source.raw.frame[header]
    read, _currencies = read_money(
        texts, language=source.language, factor=header_unit(header).factor
    )
    return None if read.unreadable.any() or not read.values.notna().any() else read.values
