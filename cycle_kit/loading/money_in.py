"""Amounts that a header or another column says the currency of: those of a thousand parts are read by themselves."""

from __future__ import annotations

import pandas as pd

from cycle_kit.values import Parsed, read_money
from cycle_kit.values.currencies import OF_THREE_DECIMALS


def money_in(
    texts: pd.Series, currency: pd.Series | str, *, language: str | None, factor: int = 1
) -> tuple[Parsed, pd.Series]:
    """Amounts and the currencies that their cells show, as `read_money`; `currency`: what is said beside them."""

    def read(some: pd.Series, names: list[str]) -> tuple[Parsed, pd.Series]:
        return read_money(some, language=language, factor=factor, currencies=names)

    if isinstance(currency, str):
        return read(texts, [currency] if currency else [])
    apart = currency.isin(list(OF_THREE_DECIMALS))
    if not apart.any():
        return read(texts, [])
    names = sorted(currency[apart].unique())
    if apart.all() or (texts[~apart] == "").all():
        return read(texts, names)
    return joined(texts.index, read(texts[apart], names), read(texts[~apart], []))


def joined(
    index: pd.Index, one: tuple[Parsed, pd.Series], other: tuple[Parsed, pd.Series]
) -> tuple[Parsed, pd.Series]:
    """Two parts of a column as one."""
    rows = one[0].values.index.append(other[0].values.index)
    places = rows.get_indexer(index)

    def both(first, second) -> pd.Series:
        return pd.Series([*first, *second], dtype=pd.Series(first).dtype).iloc[places]

    parts = one[0], other[0]
    values = both(*(part.values for part in parts)).set_axis(index)
    unreadable, unknown = (
        both(*(getattr(part, name) for part in parts)).to_numpy()
        for name in ("unreadable", "unknown")
    )
    remarks = tuple(dict.fromkeys(remark for part in parts for remark in part.remarks))
    return Parsed(values, unreadable, remarks, unknown=unknown), both(one[1], other[1]).set_axis(
        index
    )
