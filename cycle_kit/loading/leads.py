"""Lead exports: one row per lead, how it ended, and the deal it became."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cycle_kit import tables
from cycle_kit.errors import one_or_more
from cycle_kit.languages import LEAD_OUTCOMES, OUTCOMES, Entries
from cycle_kit.loading.columns import Source
from cycle_kit.loading.identities import in_their_spelling
from cycle_kit.tables import empty_leads
from cycle_kit.values import key, without_blank_words


def words(outcome: str, languages: dict[str, Entries] = LEAD_OUTCOMES) -> set[str]:
    """The words of a lead's status that say so, as they are compared."""
    said = (table[outcome].split("|") for table in languages.values() if outcome in table)
    return {key(word) for words in said for word in words}


CONVERTED, DISQUALIFIED = words("converted"), words("disqualified")
#: words that say that a lead is open, whatever reason is left beside it; any other word alone says it too
OPEN = (words("open") | words("open", OUTCOMES)) - CONVERTED - DISQUALIFIED


def read_leads(sources: list[Source], ids: pd.Index) -> pd.DataFrame:
    """`pipe.leads`: one row per lead with the columns of `tables.LEADS`; empty without a leads file.

    The deals that leads became are named as in `ids`, those of the deals.
    """
    if not sources:
        return empty_leads()
    files = [leads_of(source) for source in sources]
    named = [rows.assign(deal_id=in_their_spelling(rows["deal_id"], ids)) for rows in files]
    return pd.concat(named, ignore_index=True)


def with_names_as_ids(leads: pd.DataFrame, deals: pd.DataFrame) -> pd.DataFrame:
    """The leads with the ids of deals that they call by their names, where no two deals have the same."""
    said = leads["deal_id"]
    strange = said.notna() & ~said.isin(deals["deal_id"])
    if not strange.any():
        return leads
    names = deals.dropna(subset="name").drop_duplicates("name", keep=False)
    by_name = names.set_index("name")["deal_id"].astype("object")
    called = said.astype("object").map(by_name)
    return leads.assign(deal_id=said.mask(strange & called.notna(), called).astype("str"))


def in_pipelines(leads: pd.DataFrame, deals: Any) -> pd.DataFrame:
    """The leads with the pipeline of the deals they became."""
    if leads.empty:
        return leads
    theirs = deals.set_index("deal_id")["pipeline"].astype("object")
    return leads.assign(pipeline=leads["deal_id"].map(theirs).astype("str"))


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
    if source.has("deal_id"):
        leads["deal_id"] = first_deal(leads["deal_id"])
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


def first_deal(texts: pd.Series) -> pd.Series:
    """Of several deals of one contact the first, which is the one that the lead became."""
    return without_blank_words(texts.str.replace("(?s);.*", "", regex=True).str.strip())


def outcome(source: Source, leads: pd.DataFrame) -> pd.Series:
    """Converted by a yes/no column, a date or a deal; else by its status word; by a reason disqualified where
    that does not say open; else open."""
    known = leads["converted_at"].notna() | leads["deal_id"].notna()
    found = pd.Series("open", index=leads.index, dtype="str")
    found = found.mask(leads["reason"].notna(), "disqualified")
    if source.has("status"):
        words = source.texts("status").map(key)
        found = found.mask(words.isin(list(OPEN)), "open")
        found = found.mask(words.isin(list(DISQUALIFIED)), "disqualified")
        found = found.mask(words.isin(list(CONVERTED)), "converted")
    if source.has("is_converted"):
        known |= source.booleans("is_converted").eq(True)
    found = found.mask(known, "converted")
    remark_on_reasons(source, found.eq("open") & leads["reason"].notna())
    return found.astype(pd.CategoricalDtype(["converted", "disqualified", "open"]))


def remark_on_reasons(source: Source, left: pd.Series) -> None:
    """A note on open leads beside which a reason is `left`."""
    if not left.any():
        return
    counted = one_or_more(
        left.sum(), "{n} lead is open and has a reason", "{n} leads are open and have a reason"
    )
    source.remarks.add(
        "leads",
        f'{counted} in "{source.match.columns["reason"]}".',
        file=source.raw.file,
        effect="Their status counts: they are open, in no count of reasons.",
        fix="Mend the status of those that are disqualified.",
    )
