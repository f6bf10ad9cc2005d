"""A folder of dated exports: what changed between two days is the history.

A move that the system itself dates (its last stage change, the closing date) stands there; any
other is placed half way between the two exports and marked as inferred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.dialect import DATED
from cycle_kit.errors import LayoutError, listed, one_or_more
from cycle_kit.loading.changes import Changes, only_changes
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import NO_ROWS, DealRows, read_deals
from cycle_kit.loading.outcomes import Words, standing
from cycle_kit.loading.standing_remarks import remark_on_one_outcome

IN_NAME = re.compile(r"(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
TURNED = re.compile(
    r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|[12]\d|3[01])[-_. ](20\d\d)(?!\d)"
)


def between_exports(
    tables: list[Source], words: Words, stages: frozenset[str]
) -> tuple[DealRows, pd.DataFrame, Changes, pd.Timestamp]:
    """The deals as their last export has them, the moves between exports, changed fields, and the last day."""
    tables = [by_name(source) for source in tables]
    later = pd.Index([])
    read = []
    for day, source in sorted(dates_of(tables), key=lambda pair: pair[0], reverse=True):
        deals = read_deals(source, later=later)
        later = later.union(deals.fields.index)
        read.append((day, deals))
    read.reverse()
    last = read[-1][0]
    seen = pd.concat(
        [state_on(day, deals, words, stages, last=day == last) for day, deals in read],
        ignore_index=True,
    )
    seen = seen.sort_values(["deal_id", "day"], kind="stable", ignore_index=True)
    seen["seq"] = seen.index
    newest = read[-1][1].source
    newest.remarks.add(
        "history",
        f"{len(read)} exports of different days: their differences are the history.",
        effect="Moves without a date of their own stand half way between two exports, as inferred.",
        fix="Export more often for sharper dates.",
    )
    remark_on_ends(newest, seen)
    changes = {
        name: only_changes(seen.assign(at=seen["day"]), seen[name], blank_is_empty=True)
        for name in DATED
        if name in seen
    }
    moves = without_undone(moves_between(seen), seen, newest)
    return last_of(read), moves, changes, read[-1][0]


def dates_of(tables: list[Source]) -> list[tuple[pd.Timestamp, Source]]:
    """The day each export speaks for: in its name where all names have one, else its last date."""
    days = days_in([source.raw.sheet for source in tables])
    days = days or days_in([source.raw.file for source in tables])
    if not days:
        days = [last_date(source, LATEST) for source in tables]
        if len(set(days)) < len(days):
            days = [last_date(source, (*LATEST, *ENDED_AT)) for source in tables]
        told = sorted(zip(days, (source.raw.file for source in tables), strict=True))
        if len(set(days)) == len(days):
            tables[0].remarks.add(
                "history",
                "The files do not say in their names of which day they are: the last date in each tells it "
                f"({', '.join(f'{file}: {day:%Y-%m-%d}' for day, file in told)}).",
                effect="Moves between them are dated by these days.",
                fix="Put the day of each export in its name: deals_2024-06-30.csv.",
            )
    if len(set(days)) < len(days):
        raise LayoutError(
            "Several tables of deals speak for the same day, so their order is not known.",
            there=f"They are {listed(source.raw.file for source in tables)}.",
            fix="Put the day of each export in its name: deals_2024-06-30.csv.",
        )
    return list(zip(days, tables, strict=True))


def days_in(names: Sequence[str]) -> list[pd.Timestamp]:
    """The day in each name, where all have one of their own: 2024-06-30, 20240630, 30.06.2024 (or 06-30-2024
    where the names tell that the month stands first)."""
    found = [IN_NAME.search(name) for name in names]
    if all(found):
        texts = ["-".join(each.groups()) for each in found if each]
        return distinct(pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce"))
    turned = [TURNED.search(name) for name in names]
    if not all(turned):
        return []
    texts = ["-".join(each.groups()) for each in turned if each]
    orders = [
        pd.to_datetime(texts, format=form, errors="coerce") for form in ("%d-%m-%Y", "%m-%d-%Y")
    ]
    plain = [days for days in orders if not days.hasnans]
    dotted = all("." in each.group() for each in turned if each)
    return distinct(plain[0]) if len(plain) == 1 or (plain and dotted) else []


def distinct(days: pd.DatetimeIndex) -> list[pd.Timestamp]:
    return [] if days.hasnans or days.has_duplicates else list(days)


LATEST = ("created_at", "stage_changed_at", "last_activity_at")
ENDED_AT = ("closed_at", "won_at", "lost_at")


def last_date(source: Source, names: Sequence[str]) -> pd.Timestamp:
    dates = [source.dates(name).max() for name in names if source.has(name)]
    return max((date for date in dates if not pd.isna(date)), default=pd.Timestamp(0))


def by_name(source: Source, matched: str = "deals of different days are matched") -> Source:
    """A table without ids by the names of its deals, which is all that ties two days, or a history, together."""
    if source.has("deal_id") or not source.has("name"):
        return source
    source.remarks.add(
        "deals",
        f"The file has no column of ids; {matched} by their name.",
        file=source.raw.file,
        effect="A deal that was renamed counts as another one.",
        fix="Export the id of the deals too.",
    )
    columns = {**source.match.columns, "deal_id": source.match.columns["name"]}
    return replace(source, match=replace(source.match, columns=columns))


def remark_on_ends(newest: Source, seen: pd.DataFrame) -> None:
    """Nothing won, lost or closed in any of the exports; each alone may well have nothing of it."""
    stands = seen.drop_duplicates("deal_id", keep="last")
    stages = seen.loc[seen["outcome"] == "open", "label"].dropna().unique()
    remark_on_one_outcome(newest, stages, stands["outcome"])


def state_on(
    day: pd.Timestamp, deals: DealRows, words: Words, stages: frozenset[str], *, last: bool
) -> pd.DataFrame:
    """How each deal stood in one export."""
    state, _ = standing(deals, words, stages=stages, day="last" if last else "earlier")
    label = state["stage"].where(state["outcome"] == "open", state["outcome"])
    fields = deals.fields
    seen = pd.DataFrame(
        {
            "deal_id": fields.index,
            "day": day,
            "pipeline": fields.get("pipeline", pd.Series("", index=fields.index)).fillna(""),
            "label": label,
            "outcome": state["outcome"],
            "own": state["closed_at"].where(state["outcome"] != "open", state["changed_at"]),
            "created_at": fields.get("created_at", pd.Series(pd.NaT, index=fields.index)),
            "expected_close": state["expected_close"],
        }
    )
    for name in ("amount", "owner", "probability"):
        if name in fields:
            seen[name] = fields[name]
    return seen.reset_index(drop=True)


def moves_between(seen: pd.DataFrame) -> pd.DataFrame:
    """One move wherever a deal's label is another one than in the export before."""
    before = seen.groupby("deal_id")[["label", "day"]].shift()
    first = before["day"].isna()
    moved = seen["label"].notna() & (first | seen["label"].ne(before["label"]))
    day_before = before["day"].fillna(seen["day"].min())
    dated = (
        seen["own"].notna() & (first | (seen["own"] > day_before)) & (seen["own"] <= seen["day"])
    )
    half = day_before + (seen["day"] - day_before) / 2
    new = first & (seen["created_at"] > seen["day"].min())
    guess = half.where(~first, seen["created_at"].where(new))
    rows = seen.assign(
        at=seen["own"].where(dated, guess).astype("datetime64[us]"),
        evidence=dated.map({True: "recorded", False: "inferred"}),
    )[moved]
    return rows[["deal_id", "pipeline", "label", "at", "seq", "evidence"]]


def without_undone(moves: pd.DataFrame, seen: pd.DataFrame, newest: Source) -> pd.DataFrame:
    """The moves without ends of deals that are open again in a later export which names no stage for them."""
    last = seen.drop_duplicates("deal_id", keep="last").set_index("deal_id")
    again = last.index[(last["outcome"] == "open") & last["label"].isna()]
    undone = moves["deal_id"].isin(again) & moves["label"].isin(ENDED)
    if not undone.any():
        return moves
    newest.remarks.add(
        "history",
        one_or_more(
            moves.loc[undone, "deal_id"].nunique(),
            "{n} deal that was closed in an earlier export is open again in a later one, which names no stage.",
            "{n} deals that were closed in an earlier export are open again in a later one, which names no "
            "stage.",
        ),
        effect="They count as open, and as never closed.",
        fix="Export the stage too.",
    )
    return moves[~undone]


ENDED = ("won", "lost", "dropped", "unknown")


def last_of(read: list[tuple[pd.Timestamp, DealRows]]) -> DealRows:
    """Every deal as the last export that has it says."""
    newest = read[-1][1]
    fields = pd.concat([deals.fields for _, deals in read])
    hints = pd.concat([deals.hints for _, deals in read])
    last = ~fields.index.duplicated(keep="last")
    return DealRows(newest.source, fields[last], hints[last], NO_ROWS)
