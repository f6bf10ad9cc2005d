"""Lead exports: one row per lead, how it ended, and the deal it became."""

from __future__ import annotations

import pandas as pd

from cycle_kit import tables
from cycle_kit.languages import LEAD_OUTCOMES
from cycle_kit.loading.columns import Source
from cycle_kit.loading.identities import in_their_spelling
from cycle_kit.tables import empty_leads
from cycle_kit.values import key, without_blank_words


def words(outcome: str) -> set[str]:
    """The words of a lead's status that say so, as they are compared; any other word is an open lead."""
    return {key(word) for table in LEAD_OUTCOMES.values() for word in table[outcome].split("|")}


CONVERTED, DISQUALIFIED = words("converted"), words("disqualified")


def read_leads(sources: list[Source], ids: pd.Index) -> pd.DataFrame:
    """`pipe.leads`: one row per lead with the columns of `tables.LEADS`; empty without a leads file.

    The deals that leads became are named as in `ids`, those of the deals.
    """
    if not sources:
        return empty_leads()
    leads = pd.concat([leads_of(source) for source in sources], ignore_index=True)
    return leads.assign(deal_id=in_their_spelling(leads["deal_id"], ids))


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
    # of several deals of one contact the first is the one that the lead became
    if source.has("deal_id"):
        first = leads["deal_id"].str.split(";").str[0].str.strip()
        leads["deal_id"] = without_blank_words(first)
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
    """Converted by a yes/no column, a date or a deal; else by its status word, or disqualified by a
    reason; else open."""
    known = leads["converted_at"].notna() | leads["deal_id"].notna()
    found = pd.Series("open", index=leads.index, dtype="str")
    found = found.mask(leads["reason"].notna(), "disqualified")
    if source.has("status"):
        words = source.texts("status").map(key)
        found = found.mask(words.isin(list(DISQUALIFIED)), "disqualified")
        found = found.mask(words.isin(list(CONVERTED)), "converted")
    if source.has("is_converted"):
        known |= source.booleans("is_converted").eq(True)
    kind = pd.CategoricalDtype(["converted", "disqualified", "open"])
    return found.mask(known, "converted").astype(kind)
