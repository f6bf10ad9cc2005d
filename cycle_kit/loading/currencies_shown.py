"""Amounts whose cells show a currency beside a column that says another."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.remarks import at_lines

#: currencies whose amounts are written with a bare "$", too
DOLLARS = frozenset(
    "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BRL JMD TTD BSD BBD BZD FJD NAD".split()  # noqa: SIM905
)


def remark_on_contradictions(
    source: Source, amount: pd.Series, seen: pd.Series, found: pd.DataFrame
) -> None:
    """Amounts that show another currency than their column of currencies says: that counts, and is told."""
    if "currency" not in found:
        return
    said = found["currency"].fillna("").astype("str")
    other = (seen != "") & (said != "") & (seen != said) & amount.notna()
    other &= ~((seen == "USD") & said.isin(DOLLARS))
    if not other.any():
        return
    header, column = source.match.columns["amount"], source.match.columns["currency"]
    source.remarks.add(
        "money",
        one_or_more(
            other.sum(),
            '{n} amount in "{h}" shows another currency than "{c}" says',
            '{n} amounts in "{h}" show another currency than "{c}" says',
        )
        .replace("{h}", header)
        .replace("{c}", column)
        + f" ({at_lines(source.raw.lines[other.to_numpy()])}).",
        file=source.raw.file,
        effect=f'What "{column}" says counts.',
        fix='To take what the amounts show: columns={"currency": ""}.',
    )
