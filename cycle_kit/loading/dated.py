"""A folder of dated exports: what changed between two days is the history.

A move that the system itself dates (its last stage change, the closing date) stands there; any
other is placed half way between the two exports and marked as inferred.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from cycle_kit.dialects.dialect import DATED
from cycle_kit.errors import one_or_more
from cycle_kit.loading.changes import Changes, only_changes
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import NO_ROWS, DealRows, read_deals
from cycle_kit.loading.emptied_amounts import remark_on_emptied
from cycle_kit.loading.export_days import dates_of
from cycle_kit.loading.left_out_later import (
    left_out,
    past_of,
    remark_on_left_out,
    with_last_exports,
    without_ours,
)
from cycle_kit.loading.one_outcome import remark_on_one_outcome
from cycle_kit.loading.outcomes import Words, standing, tells_outcomes
from cycle_kit.loading.own_pasts import of_own_columns
from cycle_kit.loading.row_lines import lines_of_all
from cycle_kit.loading.same_numbers import with_lasting_creation
from cycle_kit.loading.won_amounts import with_won_amounts


class Days(NamedTuple):
    """The first and the last day of which dated exports are."""

    first: pd.Timestamp
    last: pd.Timestamp


def between_exports(
    tables: list[Source], words: Words, stages: frozenset[str]
) -> tuple[DealRows, pd.DataFrame, Changes, Days]:
    """The deals as their last export has them, the moves between exports, changed fields, and their days."""
    tables = [by_name(source) for source in tables]
    later = pd.Index([])
    read = []
    each = [day for day, _ in dates_of(tables, words, stages)]
    dated = zip(each, with_lasting_creation(tables), strict=True)
    for day, source in sorted(dated, key=lambda pair: pair[0], reverse=True):
        deals = without_ours(read_deals(source, later=later))
        later = later.union(deals.fields.index)
        read.append((day, deals))
    read.reverse()
    days = Days(read[0][0], read[-1][0])
    seen = pd.concat(
        [state_on(day, deals, words, stages, last=day == days.last) for day, deals in read],
        ignore_index=True,
    )
    seen = seen.sort_values(["deal_id", "day"], kind="stable", ignore_index=True)
    seen["seq"] = 2 * seen.index  # with room for the stage in which a deal ended
    newest = read[-1][1].source
    newest.remarks.add(
        "history",
        f"{len(read)} exports of different days: their differences are the history.",
        effect="Moves without a date of their own stand half way between two exports, as inferred; amounts, "
        "owners and expected closes change with them.",
        fix="Export more often for sharper dates.",
    )
    remark_on_ends(newest, seen)
    remark_on_emptied([deals for _, deals in read])
    last = left_out(read, seen)
    remark_on_left_out(read, last)
    told = seen.assign(at=known_from(seen))
    changes = {
        name: only_changes(told, seen[name], blank_is_empty=True) for name in DATED if name in seen
    }
    if "estimate" in told:
        both = with_estimates(told)
        changes["amount"] = only_changes(both, both["amount"], blank_is_empty=True)
    changes |= of_own_columns(read, told) | past_of(read, last)
    moves = with_last_stages(moves_between(seen), seen)
    moves = without_undone(moves, seen, newest)
    return with_last_exports(last_of(read), last), moves, changes, days


def by_name(source: Source, matched: str = "deals of different tables are matched") -> Source:
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
    """Nothing won, lost or closed in any of the exports, each of which alone may well have nothing of it; where they
    tell how deals stand, it is said of the deals put together."""
    if tells_outcomes(newest):
        return
    stands = seen.drop_duplicates("deal_id", keep="last")
    stages = seen.loc[seen["outcome"] == "open", "label"].dropna().unique()
    remark_on_one_outcome(newest, stages, stands["outcome"])


def state_on(
    day: pd.Timestamp, deals: DealRows, words: Words, stages: frozenset[str], *, last: bool
) -> pd.DataFrame:
    """How each deal stood in one export."""
    state, _ = standing(deals, words, stages=stages, day="last" if last else "earlier")
    label = state["stage"].where(state["outcome"] == "open", state["outcome"])
    fields = with_won_amounts(deals, deals.fields, state["outcome"] == "won")
    seen = pd.DataFrame(
        {
            "deal_id": fields.index,
            "day": day,
            "pipeline": fields.get("pipeline", pd.Series("", index=fields.index)).fillna(""),
            "label": label,
            "outcome": state["outcome"],
            "stage": state["stage"],
            "changed_at": state["changed_at"],
            "own": state["closed_at"].where(state["outcome"] != "open", state["changed_at"]),
            "created_at": fields.get("created_at", pd.Series(pd.NaT, index=fields.index)),
            "expected_close": state["expected_close"],
        }
    )
    for name in ("amount", "owner", "probability"):
        if name in fields:
            seen[name] = fields[name]
    if fields is not deals.fields and "amount" in deals.fields:
        seen["estimate"] = deals.fields["amount"]
    return seen.reset_index(drop=True)


def known_from(seen: pd.DataFrame) -> pd.Series:
    """From when on each row of an export holds: of the first one of a deal its day, of a later one the moment of the
    deal's move, so that its amount, owner and expected close change with its stage, and where it did not move half
    way, as moves without a date stand."""
    before = seen.groupby("deal_id")[["label", "day"]].shift()
    moved = seen["label"].notna() & seen["label"].ne(before["label"])
    return moments_of(seen, before["day"], own=moved).fillna(seen["day"])


def moments_of(seen: pd.DataFrame, before: pd.Series, *, own: pd.Series) -> pd.Series:
    """Per row the moment at which the deal came to stand so: its own, if it is since the export before, else half way
    between the two; missing in a deal's first export. `before`: the day of the export before."""
    half = before + (seen["day"] - before) / 2
    dated = own & (seen["own"] > before) & (seen["own"] <= seen["day"])
    return seen["own"].where(dated, half)


def with_estimates(told: pd.DataFrame) -> pd.DataFrame:
    """What the exports say of amounts, and before it the estimate of a deal that was won by its first export."""
    first = ~told["deal_id"].duplicated() & told["outcome"].eq("won") & told["estimate"].notna()
    first &= (told["created_at"] < told["own"]) & (told["own"] <= told["day"])
    before = told[first].assign(at=told["created_at"], amount=told["estimate"])
    since_win = told.assign(at=told["at"].mask(first, told["own"]))
    return pd.concat([before, since_win], ignore_index=True)


def moves_between(seen: pd.DataFrame) -> pd.DataFrame:
    """One move wherever a deal's label is another one than in the export before."""
    before = seen.groupby("deal_id")[["label", "day"]].shift()
    first = before["day"].isna()
    moved = seen["label"].notna() & (first | seen["label"].ne(before["label"]))
    day_before = before["day"].fillna(seen["day"].min())
    dated = (
        seen["own"].notna() & (first | (seen["own"] > day_before)) & (seen["own"] <= seen["day"])
    )
    new = first & (seen["created_at"] > seen["day"].min())
    guess = moments_of(seen, before["day"], own=dated).where(~first, seen["created_at"].where(new))
    rows = seen.assign(
        at=seen["own"].where(dated, guess).astype("datetime64[us]"),
        evidence=dated.map({True: "recorded", False: "inferred"}),
    )[moved]
    return rows[["deal_id", "pipeline", "label", "at", "seq", "evidence"]]


def with_last_stages(moves: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """The moves with those into the stage that an export names of a deal which has ended since the one before, where
    it was in another one then: half way between that export and its end, if it says no date of its own."""
    ended = seen["outcome"].isin(ENDED)
    known = seen["stage"].mask(ended & seen["stage"].isna()).groupby(seen["deal_id"]).ffill()
    told = pd.DataFrame({"stage": known, "day": seen["day"], "ended": ended})
    before = told.groupby(seen["deal_id"]).shift()
    now = ended & seen["stage"].notna() & ~before["ended"].eq(True)
    now &= seen["stage"].ne(before["stage"])
    if not now.any():
        return moves
    ends = moves.set_index("seq")["at"].reindex(seen["seq"]).set_axis(seen.index)
    own = seen["changed_at"]
    dated = (own < ends) & (before["day"].isna() | (own > before["day"]))
    half = before["day"] + (ends - before["day"]) / 2
    new = before["day"].isna() & (seen["created_at"] > seen["day"].min())
    half = half.fillna(seen["created_at"].where(new & (seen["created_at"] <= ends)))
    entries = seen.assign(
        label=seen["stage"],
        at=own.where(dated, half).astype("datetime64[us]"),
        evidence=dated.map({True: "recorded", False: "inferred"}),
        seq=seen["seq"] - 1,
    )[now]
    return pd.concat([moves, entries[[*moves.columns]]], ignore_index=True)


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
    lines = lines_of_all([(deals.fields.index, deals.lines) for _, deals in read])
    return DealRows(newest.source, fields[last], hints[last], NO_ROWS, lines)
