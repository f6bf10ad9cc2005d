"""Pipeline: the frozen result of loading, and the only thing a metric is given.

Everything after this module trusts these tables; nothing in them ever changes in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit import tables
from cycle_kit.conditions import condition, in_these, only
from cycle_kit.days import end_of_day, moment
from cycle_kit.errors import ColumnError, StageError, listed
from cycle_kit.fiscal import Periods
from cycle_kit.history import visits_from
from cycle_kit.rewinding import (
    as_they_were,
    by_then,
    not_yet_written,
    undated_note,
    with_states,
    without_later_reasons,
)


@dataclass(frozen=True)
class Pipeline:
    """Deals, visits and leads of one load, and what happened on the way.

    `deals`, `visits`: as in `cycle_kit.tables`, in the frame library that the data came in.
    `leads`, `notes`: always pandas. `as_of`: the moment the data speaks for.
    `orders`: the open stages of each pipeline, in order. `after`: stages after the win.
    `ordered`: whether the order of the stages is known. `recorded`: whether any history is.
    `changes`: past values of fields, `{field: deal_id, at, value}`, where the export carries them.
    `conditions`: what `where` was asked for. `targets`: rows for `goals`, those of cycle.toml.
    `periods`: where weeks and fiscal years start. `template`, `steps`: for `in_template`, likewise.
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
    periods: Periods = field(default_factory=Periods)
    template: str = field(default="", repr=False)
    steps: Mapping[str, str] = field(default_factory=dict, repr=False)
    targets: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    found: dict[str, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __repr__(self) -> str:
        names = f", pipelines {listed(self.pipelines)}" if len(self.orders) > 1 else ""
        return f"<Pipeline from {self.crm}, as of {self.as_of:%Y-%m-%d}{names}>"

    def once(self, name: str, find: Callable[[], Any]) -> Any:
        """What `find` finds in this very pipeline, found once: several metrics begin alike."""
        if name not in self.found:
            self.found[name] = find()
        return self.found[name]

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


def rewound(pipe: Pipeline, as_of: pd.Timestamp) -> Pipeline:
    """`pipe` as it stood at the end of `as_of`: built again from the moves made by then."""
    deals, moves = by_then(pipe.deals, pipe.moves, as_of)
    deals = as_they_were(not_yet_written(deals, as_of), pipe.changes, as_of)
    past = built(deals, moves, pipe, as_of=as_of)
    known = without_later_reasons(nw.from_native(past.deals))
    told = [pipe.notes, notes(undated_note(pipe.changes))]
    told = pd.concat(told).drop_duplicates().reset_index(drop=True)
    return replace(past, deals=known.to_native(), notes=told)


def built(deals, moves, like: Pipeline | None = None, **known: Any) -> Pipeline:
    """A Pipeline from deals and moves (narwhals frames): visits and outcomes follow from them."""
    blank = {"deals": None, "visits": None, "moves": None}
    whole = replace(like, **known) if like else Pipeline(**blank, **known)
    visits = with_ids_as_text(visits_from(moves, until=whole.until.to_pydatetime()).to_native())
    visits = in_these(visits, whole.orders if "pipeline" in whole.conditions else None)
    return replace(
        whole,
        deals=with_categories(with_states(deals, moves).to_native(), whole.orders, whole.after),
        visits=with_categories(visits, whole.orders, whole.after),
        moves=with_ids_as_text(moves.to_native()),
    )


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
