"""A change taken apart, in sentences: of what was seen equally long, and of the figures as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cycle_kit.charts.measured import apart, full, full_apart, titled
from cycle_kit.charts.words import FEW, _, absent, deals, full_days, say


def shift_words(shift: pd.DataFrame, measure: str, currency: str) -> list[str]:
    """By how much a figure changed, of what parts, and on how many deals that rests."""
    row = shift.iloc[-1]
    what = titled(measure) if measure else _("The figure")
    moved = from_to(row, "value", row["mix"] + row["rate"], measure, currency)
    parts = {
        "mix": "{apart} because other kinds of deals came",
        "rate": "{apart} because the same kinds of deals went otherwise",
    }
    told = [say(text, apart=apart(row[part], measure, currency)) for part, text in parts.items()]
    counted = say(
        "This rests on {before} before and {after} after.",
        before=deals(row["deals_before"]),
        after=deals(row["deals_after"]),
    )
    few = min(row["deals_before"], row["deals_after"]) < FEW
    doubt = " " + _("These are too few to judge.") if few else ""
    ended = absent(row.get("within_days"))
    text = (
        "{measure} {moved}: {parts}."
        if ended
        else "{measure} of what was seen equally long {moved}: {parts}."
    )
    whole = say(text, measure=what, moved=moved, parts=", ".join(told))
    return [whole, "" if ended else unfinished_words(row, measure, currency), counted + doubt]


def from_to(row: pd.Series, kind: str, change: float, measure: str, currency: str) -> str:
    before, after = (full(row[f"{kind}_{side}"], measure, currency) for side in ("before", "after"))
    by = full_apart(change, measure, currency)
    return say("went from {before} to {after} ({by})", before=before, after=after, by=by)


def unfinished_words(row: pd.Series, measure: str, currency: str) -> str:
    """What the plain figures say, and which deals were compared instead."""
    moved = from_to(row, "naive", row["change"], measure, currency)
    part = apart(row["unfinished"], measure, currency)
    plain = say(
        "As the deals stand today it {moved}, {part} of it only because deals are not finished yet.",
        moved=moved, part=part,
    )  # fmt: skip
    return plain + " " + seen_words(row)


def seen_words(row: Mapping[Any, Any] | pd.Series) -> str:
    """What was seen of both periods alike."""
    within = full_days(row["within_days"])
    if absent(row.get("first_days")):
        return say("Seen equally long: what had come within {days} of entry.", days=within)
    return say(
        "Seen equally long: of the deals that entered in the first {first} of each period, what had "
        "come within {days} of entry.",
        first=full_days(row["first_days"]), days=within,
    )  # fmt: skip
