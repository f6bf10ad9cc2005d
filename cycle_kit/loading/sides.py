"""The kinds of tables beside the deals: what they are called, and which columns they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """A kind of table: what it is called, and its columns with their kinds, those that it needs and others."""

    title: str
    row: str
    rows: str
    needs: Mapping[str, str]
    more: Mapping[str, str]
    made: tuple[str, ...] = ()  # columns that are worked out

    @property
    def columns(self) -> dict[str, str]:
        return {**self.needs, **self.more}

    @property
    def ours(self) -> frozenset[str]:
        """What no column of the file can be called."""
        return frozenset([*self.needs, *self.more, *self.made])


SIDES = {
    "lines": Side(
        "product lines",
        "line",
        "lines",
        {"deal_id": "text", "product": "text"},
        {"amount": "money", "currency": "money"},
        ("value",),
    ),
    "credit": Side(
        "shares of credit",
        "share",
        "shares",
        {"deal_id": "text", "owner": "text", "share": "share"},
        {},
    ),
    "activities": Side(
        "activities",
        "activity",
        "activities",
        {"deal_id": "text", "at": "date"},
        {"kind": "text"},
    ),
}
