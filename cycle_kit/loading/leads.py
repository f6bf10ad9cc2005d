"""Lead exports: one row per lead, how it ended, and the deal it became."""

from __future__ import annotations

import pandas as pd

from cycle_kit import tables
from cycle_kit.loading.columns import Source
from cycle_kit.pipeline import empty_leads
from cycle_kit.values import key

CONVERTED = {key(word) for word in ("Converted", "Qualified", "Customer", "Opportunity", "Won")}
DISQUALIFIED = {
    key(word)
    for word in (
        "Disqualified",
        "Unqualified",
        "Closed - Not Converted",
        "Junk",
        "Junk Lead",
        "Lost",
        "Lost Lead",
        "Dead",
        "Not Qualified",
        "Bad Timing",
    )
}


def read_leads(sources: list[Source]) -> pd.DataFrame:
    """`pipe.leads`: one row per lead with the columns of `tables.LEADS`; empty without a leads file."""
    if not sources:
        return empty_leads()
    return pd.concat([leads_of(source) for source in sources], ignore_index=True)


def leads_of(source: Source) -> pd.DataFrame:
    """Every row of one leads file typed; of rows of one id the last counts."""
    leads = pd.DataFrame(index=source.raw.frame.index)
    for name, kind in tables.LEADS.items():
        if name == "outcome":
            continue
        if source.has(name):
            leads[name] = source.dates(name) if kind == "date" else source.words(name)
        else:
            leads[name] = empty_leads()[name].reindex(leads.index)
    lines = "line " + pd.Series(source.raw.lines, index=leads.index).astype("str")
    leads["lead_id"] = leads["lead_id"].fillna(lines)
    leads["outcome"] = outcome(source, leads)
    repeated = leads["lead_id"].duplicated(keep="last")
    add, file = source.remarks.add, source.raw.file
    add("leads", "rows that are a lead", file=file, fate="lead", rows=(~repeated).sum())
    if repeated.any():
        add(
            "leads",
            "rows whose lead comes again",
            file=file,
            fate="repeat",
            rows=repeated.sum(),
            effect="The last row of each lead counts.",
        )
    return leads.loc[~repeated, list(tables.LEADS)]


def outcome(source: Source, leads: pd.DataFrame) -> pd.Series:
    """Converted by a yes/no column, a date or a deal; else by its status word; else open."""
    known = leads["converted_at"].notna() | leads["deal_id"].notna()
    found = pd.Series("open", index=leads.index, dtype="str")
    if source.has("status"):
        words = source.texts("status").map(key)
        found = found.mask(words.isin(list(DISQUALIFIED)), "disqualified")
        found = found.mask(words.isin(list(CONVERTED)), "converted")
    if source.has("is_converted"):
        known |= source.booleans("is_converted").eq(True)
    kind = pd.CategoricalDtype(["converted", "disqualified", "open"])
    return found.mask(known, "converted").astype(kind)
