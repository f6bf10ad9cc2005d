"""Tables that are read together tell of each other what they are: parts of one list, and strangers beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit import files
from cycle_kit.errors import ColumnError, LayoutError
from cycle_kit.loading.called import is_plainly_called, outcome_of
from cycle_kit.loading.match import IDENTITY, Match
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.named import Named
from cycle_kit.loading.plain_tables import by_words
from cycle_kit.loading.recognise import recognise

ALIKE = 0.6  # share of its headers that a part of a list has in common with another part
Matches = list[tuple[files.RawTable, Match | LayoutError]]


def is_strange(raw: files.RawTable, match: Match | LayoutError, telling: list[set[str]]) -> bool:
    """`telling`: the headers of tables that say how deals stand. Beside them one that does not is something
    else, unless it has their headers or is called by an outcome."""
    if isinstance(match, LayoutError):
        return True
    if not match.loose or not telling:
        return False
    return not is_like(raw, telling) and not outcome_of(raw)


def as_parts_of_logs(matches: Matches, said: Named) -> Matches:
    """Parts with the headers of a log of moves from stage to stage are one log: a month in which most deals moved
    once looks like a list of deals when it stands alone."""
    found: Matches = []
    for raw, match in matches:
        alike = [pair for pair in matches if list(pair[0].frame) == list(raw.frame)]
        unsure = isinstance(match, LayoutError) or (
            match.dialect.crm == "plain" and match.dialect.table == "deals"
        )
        log = log_of_parts(alike, said) if unsure and len(alike) > 1 else None
        found.append((raw, log or match))
    return found


def log_of_parts(parts: Matches, said: Named) -> Match | None:
    """What the parts are when they stand below each other, if that is a log of moves from stage to stage."""
    if "from_stage" not in by_words("history", Headers(parts[0][0].frame), said).columns:
        return None
    whole = pd.concat([raw.frame for raw, _ in parts], ignore_index=True)
    try:
        match = recognise(whole, file=parts[0][0].file, named=said)
    except (LayoutError, ColumnError):
        return None
    moves = match.dialect.table == "history" and "from_stage" in match.columns
    return match if moves else None


def as_parts_of_lists(matches: Matches, said: Named, crm: str | None) -> Matches:
    """Parts with the same headers, of a list kept by hand, are what they are when they stand below each other: in a
    month with few deals its stages look like words of a status, and its dates like others.
    """
    parts: dict[frozenset[str], list[int]] = {}
    for place, (raw, _) in enumerate(matches):
        parts.setdefault(frozenset(raw.frame), []).append(place)
    found = list(matches)
    for places in parts.values():
        whole = list_of_parts([matches[place] for place in places], said, crm)
        if whole is not None:
            for place in places:
                found[place] = (matches[place][0], whole)
    return found


def list_of_parts(parts: Matches, said: Named, crm: str | None) -> Match | None:
    """What the parts are together, where they are not of one mind or name no stages."""
    known = [match for _, match in parts if isinstance(match, Match)]
    if len(parts) == 1 or not known:
        return None
    first = known[0]
    if not all(match.dialect.by_hand and match.dialect.table == "deals" for match in known):
        return None
    agree = all(match.columns == first.columns for match in known) and len(known) == len(parts)
    if agree and "stage" in first.columns:
        return None
    whole = pd.concat([raw.frame for raw, _ in parts], ignore_index=True)
    try:
        match = recognise(whole, file=parts[0][0].file, named=said, crm=crm)
    except (LayoutError, ColumnError):
        return None
    same = match.dialect.by_hand and match.dialect.table == "deals"
    # the ids in exports of several days come again, and name deals all the same
    named = "deal_id" in match.columns or not any("deal_id" in part.columns for part in known)
    return match if same and named else None


def of_one_mind(matches: Matches) -> Matches:
    """One header means one thing in all parts of a list: where a part has nothing below it, what it means in
    a part that has. A part that is not known has the layout of one with the same headers."""
    known = [
        (raw, match)
        for raw, match in matches
        if isinstance(match, Match) and match.dialect.table == "deals"
    ]
    if not known or len(matches) == 1:
        return matches
    filled: dict[str, str] = {}
    for raw, match in known:
        for name, header in match.columns.items():
            if (raw.frame[header] != "").any():
                filled.setdefault(header, name)
    agreed: Matches = []
    for raw, match in matches:
        if isinstance(match, LayoutError):
            same = [other for theirs, other in known if set(theirs.frame) == set(raw.frame)]
            agreed.append((raw, same[0] if same else match))
        elif match.dialect.table == "deals":
            agreed.append((raw, replace(match, columns=renamed(raw, match, filled))))
        else:
            agreed.append((raw, match))
    return agreed


def with_bare_parts(matches: Matches, said: Named) -> Matches:
    """A part that is called by an outcome or a stage needs no column that tells it: it is one of deals where
    its headers are those of another part that is called so."""
    whole = [
        set(raw.frame)
        for raw, match in matches
        if isinstance(match, Match)
        and match.dialect.table == "deals"
        and match.dialect.crm == "plain"
        and is_plainly_called(raw)
    ]
    found: Matches = []
    for raw, match in matches:
        if isinstance(match, LayoutError) and is_plainly_called(raw) and is_like(raw, whole):
            bare = by_words("deals", Headers(raw.frame), said)
            match = bare if set(IDENTITY) & set(bare.columns) else match
        found.append((raw, match))
    return found


def is_like(raw: files.RawTable, others: list[set[str]]) -> bool:
    """Whether most of its headers are among those of another part."""
    mine = set(raw.frame)
    return any(len(mine & theirs) >= max(2, ALIKE * len(mine)) for theirs in others)


def renamed(raw: files.RawTable, match: Match, filled: Mapping[str, str]) -> dict[str, str]:
    """The columns with each empty one under the name that it has where it is filled."""
    columns = {
        name: header
        for name, header in match.columns.items()
        if filled.get(header, name) == name or (raw.frame[header] != "").any()
    }
    empty = set(raw.frame) - set(columns.values())
    for header in raw.frame:
        name = filled.get(header)
        if name and header in empty and name not in columns and (raw.frame[header] == "").all():
            columns[name] = header
    return columns
