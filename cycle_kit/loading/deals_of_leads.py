"""Which column of leads says the deal that a lead became, where no word for one of leads does: it is called as deals
are, and its cells name those that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pandas as pd

from cycle_kit.dialects.plain import SPLIT
from cycle_kit.errors import LayoutError
from cycle_kit.files import RawTable
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.identities import in_their_spelling
from cycle_kit.loading.leads import CONVERTED, first_deal
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.named import Named
from cycle_kit.values import cleaned, key

#: what deals are called by, the surest first
CALLED = ("deal_id", "name")
OF_DEALS = ("deals", "history")
Matches = list[tuple[RawTable, Match | LayoutError]]


def with_deals_of_leads(matches: Matches, said: Named) -> Matches:
    """The tables, those of leads that name no deal with the column that does."""
    ours: dict[str, list[pd.Series]] = {name: [] for name in CALLED}
    for raw, match in matches:
        if isinstance(match, Match) and match.dialect.table in OF_DEALS:
            for name in ours.keys() & match.columns.keys():
                ours[name].append(raw.frame[match.columns[name]])
    return [
        (raw, with_deal(raw, match, ours))
        if isinstance(match, Match) and lacks_deals(raw, match, said)
        else (raw, match)
        for raw, match in matches
    ]


def lacks_deals(raw: RawTable, match: Match, said: Named) -> bool:
    """Whether these are leads of which nobody says which column names their deals."""
    if match.dialect.table != "leads" or "deal_id" in match.columns:
        return False
    return "deal_id" not in said.of("leads", raw.frame)


def with_deal(raw: RawTable, match: Match, ours: Mapping[str, list[pd.Series]]) -> Match:
    """The leads with the first column that names deals, by their numbers or else by their names."""
    headers, taken = Headers(raw.frame), set(match.columns.values())
    for name, columns in ours.items():
        if not columns:
            continue
        here = pd.Index(cleaned(pd.concat(columns)).unique()).difference([""])
        words = (*(str(texts.name) for texts in columns), *words_of(name))
        called = {headers.called((word,)) for word in words}
        for header in headers:
            free = header in called and header not in taken
            said = first_deal(cleaned(raw.frame[header]).astype("str")).fillna("")
            if (
                free
                and names_deals(said, here)
                and (said.eq("").any() or all_converted(raw, match))
            ):
                return replace(match, columns={**match.columns, "deal_id": header})
    return match


@cache
def words_of(name: str) -> tuple[str, ...]:
    """What a column of deals is called, in all languages."""
    return tuple(dict.fromkeys(word for said in SPLIT.values() for word in said.get(name, ())))


def names_deals(said: pd.Series, here: pd.Index) -> bool:
    """Whether cells name deals of `here`."""
    filled = said[said != ""]
    return bool(in_their_spelling(filled, here).isin(here).mean() >= HALF)


def all_converted(raw: RawTable, match: Match) -> bool:
    """Whether every lead became a deal; else a column that every lead fills names or numbers the leads."""
    status = match.columns.get("status")
    return status is not None and bool(raw.frame[status].map(key).isin(list(CONVERTED)).all())
