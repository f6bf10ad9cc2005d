"""How deals stood at the end of a day, by the moves made and the values known by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit import tables
from cycle_kit.days import end_of_day
from cycle_kit.engines import instant
from cycle_kit.history import states_from

DATED = {
    "amount": "amounts",
    "owner": "owners",
    "probability": "probabilities",
    "expected_close": "expected closes",
}
CONTACTS = ("last_activity_at", "first_contact_at")
#: what the moves and the calendar tell of any day
REBUILT = {"stage", "outcome", "closed_at", "lost_reason", *CONTACTS}


def has_past(columns: Sequence[str], changes: Mapping[str, pd.DataFrame]) -> bool:
    """Whether any of these columns was another one on a past day, as far as anybody knows."""
    return not (REBUILT | set(changes)).isdisjoint(columns)


def by_then(deals: Any, moves: Any, as_of: pd.Timestamp):
    """Deals created and moves made by the end of `as_of`, native frames as narwhals ones."""
    late = end_of(as_of)
    deals, moves = nw.from_native(deals), nw.from_native(moves)
    deals = deals.filter(nw.col("created_at").is_null() | (nw.col("created_at") <= late))
    moves = moves.filter(nw.col("at").is_null() | (nw.col("at") <= late))
    return deals, moves.join(deals.select("deal_id"), on="deal_id", how="semi")


def end_of(as_of: pd.Timestamp) -> nw.Expr:
    """The last moment of a day, to compare columns with on every engine."""
    return instant(end_of_day(as_of))


def not_yet_written(deals, as_of: pd.Timestamp):
    """The deals without those contacts and activities that came later than `as_of`."""
    late = end_of(as_of)
    return deals.with_columns(
        **{name: nw.when(nw.col(name) <= late).then(nw.col(name)) for name in CONTACTS}
    )


def without_later_reasons(deals):
    """The deals with a reason only where they had ended without a win."""
    ended = nw.col("outcome").cast(nw.String).is_in(["lost", "dropped"])
    return deals.with_columns(lost_reason=nw.when(ended).then(nw.col("lost_reason")))


def undated_note(changes: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    """What the past cannot be known of."""
    undated = [words for name, words in DATED.items() if name not in changes]
    if not undated:
        return []
    return [
        {
            "step": "rewind",
            "note": f"As they are now, not as they were: {', '.join(undated)}; "
            "this export does not carry their past.",
            "effect": "In any past view these are today's.",
            "fix": "Export the history of these fields, or a dated export every month.",
        }
    ]


def before_note(first: pd.Timestamp, as_of: pd.Timestamp) -> list[dict[str, str]]:
    """That a day before the data was asked for; `first`: since when the deals speak."""
    if pd.isna(first) or as_of.normalize() >= first.normalize():
        return []
    days = (first.normalize() - as_of.normalize()).days
    return [
        {
            "step": "rewind",
            "note": f"The data begin on {first:%Y-%m-%d}; {as_of:%Y-%m-%d} is {days:,} day{'s' * (days > 1)} earlier.",
            "effect": "Of that day nothing is known, or not all of it.",
            "fix": "Ask for a day from the first one of the data on.",
        }
    ]


def before_export_note(export: pd.Timestamp | None, as_of: pd.Timestamp) -> list[dict[str, str]]:
    """That a day before the first of dated exports was asked for, which tell nothing of how deals stood then."""
    if export is None or as_of.normalize() >= export.normalize():
        return []
    return [
        {
            "step": "rewind",
            "note": f"Of a day before the first export, of {export:%Y-%m-%d}, it is not known how deals stood.",
            "effect": "Stages, amounts, owners and expected closes are those of that export; deals that were closed "
            "before it, and are not in it, are lacking.",
            "fix": "Ask for a day from the first export on, or add an earlier one.",
        }
    ]


def last_day(as_of: pd.Timestamp, beside: Mapping[str, pd.DataFrame]) -> pd.Timestamp:
    """The last day that anything is known of: of the deals, or of what was done on them."""
    done = beside.get("activities")
    return as_of if done is None or done.empty else max(as_of, done["at"].max())


def beyond_note(last: pd.Timestamp, as_of: pd.Timestamp) -> list[dict[str, str]]:
    """That a day past the data was asked for, of which they know nothing."""
    days = (as_of.normalize() - last.normalize()).days
    if days < 1:
        return []
    return [
        {
            "step": "rewind",
            "note": f"The data end on {last:%Y-%m-%d}; {as_of:%Y-%m-%d} is {days:,} day{'s' * (days > 1)} later.",
            "effect": "What is open is measured up to that day, as if nothing had happened since.",
            "fix": "Ask for a day up to the last one of the data, or export again.",
        }
    ]


def as_they_were(deals, changes: Mapping[str, pd.DataFrame], as_of: pd.Timestamp):
    """The deals with the values that dated fields had at the end of `as_of`."""
    native = deals.to_native()
    if not changes or not isinstance(native, pd.DataFrame):
        return deals
    past = {
        name: value_at(frame, as_of, native["deal_id"]).where(
            native["deal_id"].isin(frame["deal_id"]), native[name]
        )
        for name, frame in changes.items()
    }
    return nw.from_native(native.assign(**past))


def value_at(changes: pd.DataFrame, as_of: pd.Timestamp, deals: pd.Series) -> pd.Series:
    """Per deal the last value by then; before the first dated one the first."""
    by_then = changes[~(changes["at"] > end_of_day(as_of))].drop_duplicates("deal_id", keep="last")
    first = changes.drop_duplicates("deal_id")
    known = pd.concat([by_then, first]).drop_duplicates("deal_id").set_index("deal_id")["value"]
    return known.reindex(deals).set_axis(deals.index)


def changes_by_then(
    changes: Mapping[str, pd.DataFrame], as_of: pd.Timestamp
) -> dict[str, pd.DataFrame]:
    """The past values known at the end of `as_of`; of a deal whose first one came later that one, undated.

    What a field was before its first dated change is what that change began with.
    """
    late = end_of_day(as_of)
    found = {}
    for name, rows in changes.items():
        known = rows[~(rows["at"] > late)]
        first = rows.drop_duplicates("deal_id")
        first = first[~first["deal_id"].isin(known["deal_id"])]
        found[name] = pd.concat([known, first.assign(at=pd.NaT)]) if len(first) else known
        found[name] = found[name].astype(rows.dtypes.to_dict()).reset_index(drop=True)
    return found


def leads_by_then(leads: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The leads created by the end of `as_of`, without what became of them later."""
    late = end_of_day(as_of)
    leads = leads[~(leads["created_at"] > late)].reset_index(drop=True)
    later = {name: leads[name] > late for name in ("first_contact_at", "converted_at")}
    undone = later["converted_at"] & leads["outcome"].astype("str").eq("converted")
    cleared = {name: leads[name].mask(late_) for name, late_ in later.items()}
    for name in {"deal_id", "pipeline"} & set(leads):
        cleared[name] = leads[name].mask(later["converted_at"])
    if undone.any():
        outcome = leads["outcome"].astype("str").mask(undone, "open")
        kind = leads["outcome"].dtype
        if isinstance(kind, pd.CategoricalDtype) and "open" not in kind.categories:
            kind = pd.CategoricalDtype([*kind.categories, "open"])
        cleared["outcome"] = outcome.astype(kind)
    return leads.assign(**cleared)


def standing(deals: Any, moves: Any, changes: Mapping[str, pd.DataFrame], as_of: pd.Timestamp):
    """The deals (native frames as a narwhals one) as they stood at the end of `as_of`."""
    known, moves = by_then(deals, moves, as_of)
    return with_states(as_they_were(not_yet_written(known, as_of), changes, as_of), moves)


def with_states(deals, moves):
    """The deals with `stage`, `outcome` and `closed_at` as the moves leave them."""
    fields = deals.collect_schema().names()
    kept = [name for name in fields if name not in ("stage", "outcome", "closed_at")]
    deals = beside_states(deals.select(*kept), states_from(moves))
    deals = deals.with_columns(outcome=nw.col("outcome").cast(nw.String).fill_null("open"))
    extra = [name for name in kept if name not in tables.DEALS]
    return deals.select(*tables.DEALS, *extra)


def beside_states(deals, states):
    """The deals with the columns of `states`; in pandas without copying all the others."""
    if not deals.implementation.is_pandas():
        return deals.join(states, on="deal_id", how="left")
    rows, found = deals.to_native(), states.to_native().set_index("deal_id")
    place = found.index.get_indexer(pd.Index(rows["deal_id"]))
    columns = {name: found[name].array.take(place, allow_fill=True) for name in found}
    return nw.from_native(rows.assign(**columns))
