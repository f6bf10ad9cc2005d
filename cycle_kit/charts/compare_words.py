"""What the chart and the answer of `compare` say of its fairness: beside whom, why, and why nobody is judged."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.words import _, name, say

#: a stratum that `compare` added by itself: why
WHY = {
    "quarter of entry": "The figure moved over time: everybody is set beside deals that came in the same quarter.",
    "amount": "The figure went with the amount: everybody is set beside deals as if of the same amount.",
}

KINDS = ("team", "deal_type", "region", "source", "product", "industry")


def why_within(table: pd.DataFrame) -> list[str]:
    """Why deals are compared within what nobody asked for: one sentence for each."""
    parts = {part for each in told(table, "within") for part in each.split(", ")}
    mixed = [
        say(
            "Deals went otherwise by {column}: everybody is set beside deals of the same.",
            column=name(part),
        )
        for part in KINDS
        if part in parts
    ]
    return [*mixed, *(_(words) for part, words in WHY.items() if part in parts)]


def withheld(table: pd.DataFrame) -> list[str]:
    """Why nobody is judged, once each; empty where everybody is."""
    return [_(each) for each in told(table, "withheld")]


def told(table: pd.DataFrame, column: str) -> list[str]:
    """What stands in a column of words, once each."""
    cells = table.get(column, pd.Series(dtype=str))
    return [str(each) for each in dict.fromkeys(cells) if each]
