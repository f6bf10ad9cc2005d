"""The canonical tables: one glossary of names, types and units for everything after loading.

`deals`: one row per deal. `visits`: one row per unbroken stay of one deal in one stage.
`leads`: one row per lead. `notes`: one row per thing that happened on loading.
Every other module names columns as they are named here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

#: unknown: the export tells how it ended in a word that nobody has explained
OUTCOMES = ("open", "won", "lost", "dropped", "unknown")
EXITS = ("forward", "skip", "back", "won", "lost", "dropped", "open")
FATES = (
    "deal",
    "lead",
    "move",
    "line",
    "share",
    "activity",
    "repeat",
    "merged",
    "dropped",
    "furniture",
    "",
)

#: kinds: text, category, number (float), date (datetime, no zone), share (float 0-1)
DEALS = {
    "deal_id": "text",
    "name": "text",
    "account": "text",
    "pipeline": "text",
    "owner": "text",
    "team": "text",
    "stage": "stage",  # the last open stage it was in
    "outcome": "category",  # open, won, lost, dropped or unknown
    "amount": "number",  # in the deal's own currency
    "currency": "text",
    "value": "number",  # amount in the base currency; empty where no rate is known
    "probability": "share",
    "created_at": "date",
    "closed_at": "date",  # empty while open
    "expected_close": "date",
    "lead_created_at": "date",
    "first_contact_at": "date",
    "last_activity_at": "date",
    "lost_reason": "text",
    "source": "text",
    "industry": "text",
    "region": "text",
    "segment": "text",
    "deal_type": "text",
    "product": "text",
}

VISITS = {
    "deal_id": "text",
    "pipeline": "text",
    "stage": "stage",
    "step": "integer",  # the stage's place in its pipeline's order, from 1
    "visit": "integer",  # the visit's place in its deal's history, from 1
    "entered_at": "date",
    "left_at": "date",  # empty: still there
    "days": "number",  # up to `as_of` if still there
    "exit": "category",
    "to_stage": "text",  # the next stage or the outcome; empty while there
    "phase": "category",  # sale, or after for stages after the win
    "evidence": "category",  # recorded or inferred
}

LEADS = {
    "lead_id": "text",
    "created_at": "date",
    "first_contact_at": "date",
    "converted_at": "date",
    "deal_id": "text",
    "outcome": "category",  # converted, disqualified or open
    "reason": "text",
    "source": "text",
    "owner": "text",
    "pipeline": "text",  # of the deal that it became; else none
}

#: beside these, of dated exports: the day of the last one that has a deal, where it was open and later ones lack it
LAST_EXPORT = "last_export"

NOTES = ("file", "step", "note", "fate", "rows", "effect", "fix")


def with_ids_as_text(native: Any) -> Any:
    """In pandas, ids that came as categories (quicker to move about) as the text they are."""
    coded = isinstance(native, pd.DataFrame) and native["deal_id"].dtype == "category"
    return native.assign(deal_id=native["deal_id"].astype("str")) if coded else native


def with_categories(native: Any, orders: Mapping[str, Sequence[str]], after: Sequence[str]) -> Any:
    """pandas frames get ordered stages and closed sets as categories; others stay as they are."""
    if not isinstance(native, pd.DataFrame):
        return native
    names = list(dict.fromkeys([s for stages in orders.values() for s in stages] + list(after)))
    closed = {
        "stage": pd.CategoricalDtype(names, ordered=True),
        "outcome": pd.CategoricalDtype(outcomes_in(native)),
        "exit": pd.CategoricalDtype(EXITS),
        "phase": pd.CategoricalDtype(["sale", "after"]),
        "evidence": pd.CategoricalDtype(["recorded", "inferred"]),
    }
    kinds = {column: kind for column, kind in closed.items() if column in native}
    strange = ~native["stage"].isin(names) & native["stage"].notna()
    if strange.any():  # of a pipeline that was filtered out
        native = native.assign(stage=native["stage"].astype("str").mask(strange))
    return native.astype(kinds).reset_index(drop=True)


def outcomes_in(native: pd.DataFrame) -> list[str]:
    """The outcomes that deals can have; the one that nobody knows only where some deal has it."""
    unknown = "outcome" in native and bool(native["outcome"].eq("unknown").any())
    return [name for name in OUTCOMES if name != "unknown" or unknown]


def notes(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of the notes table; what is not said is empty."""
    blank = {"file": "", "step": "", "note": "", "fate": "", "rows": 0, "effect": "", "fix": ""}
    frame = pd.DataFrame([{**blank, **row} for row in rows], columns=list(NOTES))
    return frame.astype({"rows": "int64"} | {c: "str" for c in NOTES if c != "rows"})


def empty_leads() -> pd.DataFrame:
    kinds = {"date": "datetime64[us]", "category": "category", "text": "str"}
    return pd.DataFrame({name: pd.Series(dtype=kinds[kind]) for name, kind in LEADS.items()})
