"""Pipeline: the frozen result of loading, and the only thing a metric is given.

Everything after this module trusts these tables; nothing in them ever changes in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit import tables
from cycle_kit.errors import ColumnError, QuestionError, StageError, listed
from cycle_kit.history import states_from, visits_from

DAY = pd.Timedelta(days=1)
INSTANT = pd.Timedelta(microseconds=1)


@dataclass(frozen=True)
class Pipeline:
    """Deals, visits and leads of one load, and what happened on the way.

    `deals`, `visits`: as in `cycle_kit.tables`, in the frame library that the data came in.
    `leads`, `notes`: always pandas. `as_of`: the moment the data speaks for.
    `orders`: the open stages of each pipeline, in order. `after`: stages after the win.
    `ordered`: whether the order of the stages is known. `recorded`: whether any history is.
    `changes`: past values of fields, `{field: deal_id, at, value}`, where the export carries them.
    `conditions`: what `where` was asked for. `targets`: rows for `goals`, those of cycle.toml.
    """

    deals: Any
    visits: Any
    moves: Any = field(repr=False)
    leads: pd.DataFrame = field(repr=False)
    notes: pd.DataFrame = field(repr=False)
    as_of: pd.Timestamp
    crm: str
    orders: Mapping[str, tuple[str, ...]]
    after: tuple[str, ...] = ()
    ordered: bool = True
    recorded: bool = True
    timed: bool = False
    currency: str = ""
    changes: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    conditions: Mapping[str, Any] = field(default_factory=dict, repr=False)
    targets: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        names = f", pipelines {listed(self.pipelines)}" if len(self.orders) > 1 else ""
        return f"<Pipeline from {self.crm}, as of {self.as_of:%Y-%m-%d}{names}>"

    @property
    def until(self) -> pd.Timestamp:
        """The moment open spans are measured to: the end of the `as_of` day where stamps have hours."""
        return end_of_day(self.as_of) if self.timed else self.as_of

    @property
    def pipelines(self) -> tuple[str, ...]:
        """Names of the pipelines that these deals run through."""
        return tuple(self.orders)

    @property
    def stages(self) -> tuple[str, ...]:
        """The open stages in order. Asked about several pipelines it raises a StageError."""
        if len(self.orders) > 1:
            raise StageError(
                f"There are {len(self.orders)} pipelines, and each has its own stages.",
                there=f"They are {listed(self.orders)}.",
                fix=f'Choose one: pipe.where(pipeline="{self.pipelines[0]}"), or by="pipeline".',
            )
        return next(iter(self.orders.values()), ())

    def where(self, **conditions: Any) -> Pipeline:
        """The same pipeline with only those deals that meet every condition.

        A value, a list of values, or a slice (`created_at=slice("2024-01-01", "2024-03-31")`,
        both ends included, a day meaning the whole day) for any column of `deals`.
        """
        deals = nw.from_native(self.deals)
        known = deals.collect_schema().names()
        for column, wanted in conditions.items():
            if column not in known:
                raise ColumnError(
                    f'There is no column "{column}" to filter by.',
                    there=f"Columns of deals are {listed(known)}.",
                    fix='Use one of these, for example pipe.where(owner="...").',
                )
            deals = deals.filter(condition(column, wanted))
        orders = self.orders
        if "pipeline" in conditions and not isinstance(conditions["pipeline"], slice):
            chosen = conditions["pipeline"]
            names = [chosen] if isinstance(chosen, str) else list(chosen)
            unknown = [name for name in names if name not in self.orders]
            if unknown:
                raise StageError(
                    f"There is no pipeline {listed(unknown)}.",
                    there=f"Pipelines are {listed(self.orders)}.",
                    fix=f'Choose one of them: pipe.where(pipeline="{self.pipelines[0]}").',
                )
            orders = {name: stages for name, stages in self.orders.items() if name in names}
        kept = deals.select("deal_id").unique()
        theirs = orders if orders is not self.orders else None
        return replace(
            self,
            deals=with_categories(deals.to_native(), orders, self.after),
            visits=with_categories(in_these(only(self.visits, kept), theirs), orders, self.after),
            moves=only(self.moves, kept),
            orders=orders,
            conditions={**self.conditions, **conditions},
        )

    def rewind(self, date: Any) -> Pipeline:
        """What was known at `date` (a day means its end): later moves, closings and deals undone.

        Amounts, owners, probabilities and expected closes are as they are now where the export
        does not carry their past; a note says so.
        """
        as_of = moment(date, "rewind")
        if as_of >= self.as_of:
            return replace(self) if as_of == self.as_of else self._measured_to(as_of)
        return rewound(self, as_of)

    def _measured_to(self, as_of: pd.Timestamp) -> Pipeline:
        """The same moves, with open stays measured up to a later moment."""
        return built(nw.from_native(self.deals), nw.from_native(self.moves), self, as_of=as_of)


def end_of_day(when: pd.Timestamp) -> pd.Timestamp:
    """A date without a time means the whole day."""
    return when + DAY - INSTANT if when == when.normalize() else when


def moment(date: Any, argument: str) -> pd.Timestamp:
    """A date the user typed, without a zone."""
    try:
        when = pd.Timestamp(date)
    except (ValueError, TypeError):
        when = pd.NaT
    if not isinstance(when, pd.Timestamp):
        raise QuestionError(
            f"{argument} needs a date.", there="", fix=f'Write it as {argument}("2024-06-30").'
        )
    return when.tz_convert(None) if when.tzinfo else when


def condition(column: str, wanted: Any) -> nw.Expr:
    """A value, a list of values or a slice as an expression."""
    if isinstance(wanted, slice):
        test = nw.lit(True)
        if wanted.start is not None:
            test = test & (nw.col(column) >= bound(column, wanted.start, last=False))
        if wanted.stop is not None:
            test = test & (nw.col(column) <= bound(column, wanted.stop, last=True))
        return test & ~nw.col(column).is_null()
    if isinstance(wanted, (list, tuple, set, frozenset)):
        present = [value for value in wanted if not missing(value)]
        nothing = nw.col(column).is_null() & ~nw.col(column).is_null()
        test = nw.col(column).is_in(present) if present else nothing
        return test | nw.col(column).is_null() if len(present) < len(wanted) else test
    if missing(wanted):
        return nw.col(column).is_null()
    return nw.col(column) == wanted


def missing(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def bound(column: str, value: Any, *, last: bool) -> Any:
    if tables.DEALS.get(column) != "date" and not isinstance(value, pd.Timestamp):
        return value
    when = moment(value, column)
    return (end_of_day(when) if last else when).to_pydatetime()


def in_these(native: Any, pipelines: Mapping[str, Any] | None) -> Any:
    """Of deals that came from another pipeline only the visits in these."""
    if pipelines is None:
        return native
    return nw.from_native(native).filter(nw.col("pipeline").is_in(list(pipelines))).to_native()


def only(native: Any, kept) -> Any:
    """The rows of these deals, in the frame's own library."""
    return nw.from_native(native).join(kept, on="deal_id", how="semi").to_native()


def by_then(pipe: Pipeline, as_of: pd.Timestamp):
    """Deals created and moves made by the end of `as_of`, as narwhals frames."""
    late = nw.lit(end_of_day(as_of).to_pydatetime()).cast(nw.Datetime("us"))
    deals = nw.from_native(pipe.deals)
    deals = deals.filter(nw.col("created_at").is_null() | (nw.col("created_at") <= late))
    moves = nw.from_native(pipe.moves)
    moves = moves.filter(nw.col("at").is_null() | (nw.col("at") <= late))
    return deals, moves.join(deals.select("deal_id"), on="deal_id", how="semi")


def deals_at(pipe: Pipeline, as_of: pd.Timestamp):
    """The deals known at the end of `as_of` with the outcome they had then, as a narwhals frame."""
    deals, moves = by_then(pipe, as_of)
    return with_states(deals, moves)


def rewound(pipe: Pipeline, as_of: pd.Timestamp) -> Pipeline:
    """`pipe` as it stood at the end of `as_of`: built again from the moves made by then."""
    deals, moves = by_then(pipe, as_of)
    late = nw.lit(end_of_day(as_of).to_pydatetime()).cast(nw.Datetime("us"))
    later_written = {
        name: nw.when(nw.col(name) <= late).then(nw.col(name))
        for name in ("last_activity_at", "first_contact_at")
    }
    deals = as_they_were(deals.with_columns(**later_written), pipe.changes, as_of)
    past = built(deals, moves, pipe, as_of=as_of)
    known = nw.from_native(past.deals).with_columns(
        lost_reason=nw.when(nw.col("outcome").cast(nw.String).is_in(["lost", "dropped"])).then(
            nw.col("lost_reason")
        )
    )
    told = [pipe.notes, notes(undated_note(pipe.changes))]
    told = pd.concat(told).drop_duplicates().reset_index(drop=True)
    return replace(past, deals=known.to_native(), notes=told)


DATED = {
    "amount": "amounts",
    "owner": "owners",
    "probability": "probabilities",
    "expected_close": "expected closes",
}


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


def with_states(deals, moves):
    """The deals with `stage`, `outcome` and `closed_at` as the moves leave them."""
    fields = deals.collect_schema().names()
    kept = [name for name in fields if name not in ("stage", "outcome", "closed_at")]
    deals = beside_states(deals.select(*kept), states_from(moves))
    created = nw.when(nw.col("created_at").is_null()).then(nw.col("first_at"))
    deals = deals.with_columns(
        outcome=nw.col("outcome").cast(nw.String).fill_null("open"),
        created_at=created.otherwise(nw.col("created_at")),
    )
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


def built(deals, moves, like: Pipeline | None = None, **known: Any) -> Pipeline:
    """A Pipeline from deals and moves (narwhals frames): visits and outcomes follow from them."""
    blank = {"deals": None, "visits": None, "moves": None}
    whole = replace(like, **known) if like else Pipeline(**blank, **known)
    visits = visits_from(moves, until=whole.until.to_pydatetime()).to_native()
    visits = in_these(visits, whole.orders if "pipeline" in whole.conditions else None)
    return replace(
        whole,
        deals=with_categories(with_states(deals, moves).to_native(), whole.orders, whole.after),
        visits=with_categories(visits, whole.orders, whole.after),
        moves=moves.to_native(),
    )


def with_categories(native: Any, orders: Mapping[str, Sequence[str]], after: Sequence[str]) -> Any:
    """pandas frames get ordered stages and closed sets as categories; others stay as they are."""
    if not isinstance(native, pd.DataFrame):
        return native
    names = list(dict.fromkeys([s for stages in orders.values() for s in stages] + list(after)))
    closed = {
        "stage": pd.CategoricalDtype(names, ordered=True),
        "outcome": pd.CategoricalDtype(tables.OUTCOMES),
        "exit": pd.CategoricalDtype(tables.EXITS),
        "phase": pd.CategoricalDtype(["sale", "after"]),
        "evidence": pd.CategoricalDtype(["recorded", "inferred"]),
    }
    kinds = {column: kind for column, kind in closed.items() if column in native}
    strange = ~native["stage"].isin(names) & native["stage"].notna()
    if strange.any():  # of a pipeline that was filtered out
        native = native.assign(stage=native["stage"].astype("str").mask(strange))
    return native.astype(kinds).reset_index(drop=True)


def notes(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of the notes table; what is not said is empty."""
    blank = {"file": "", "step": "", "note": "", "fate": "", "rows": 0, "effect": "", "fix": ""}
    frame = pd.DataFrame([{**blank, **row} for row in rows], columns=list(tables.NOTES))
    return frame.astype({"rows": "int64"} | {c: "str" for c in tables.NOTES if c != "rows"})


def empty_leads() -> pd.DataFrame:
    kinds = {"date": "datetime64[us]", "category": "category", "text": "str"}
    return pd.DataFrame({name: pd.Series(dtype=kinds[kind]) for name, kind in tables.LEADS.items()})
