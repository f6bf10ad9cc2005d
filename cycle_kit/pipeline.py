"""Pipeline: the frozen result of loading, and the only thing a metric is given.

Everything after this module trusts these tables; nothing in them ever changes in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cycle_kit import tables
from cycle_kit.beginning import Since, cut_notes, since_of
from cycle_kit.conditions import (
    check_columns,
    check_named,
    column_of,
    condition,
    in_these,
    known,
    only,
    values_of,
    wanted_of,
)
from cycle_kit.currencies import in_their_currency
from cycle_kit.days import When, end_of_day, moment
from cycle_kit.engines import Parts, held, in_one
from cycle_kit.errors import StageError, code, listed, told
from cycle_kit.fiscal import Periods
from cycle_kit.history import collected, visits_from
from cycle_kit.naming import check_there
from cycle_kit.obvious_names import Past, unknown_attribute
from cycle_kit.rewinding import (
    as_they_were,
    before_export_note,
    before_note,
    beyond_note,
    by_then,
    changes_by_then,
    last_day,
    leads_by_then,
    not_yet_written,
    undated_note,
    with_states,
    without_later_reasons,
)
from cycle_kit.tables import notes, with_categories, with_ids_as_text


@dataclass(frozen=True)
class Pipeline:
    """Deals, visits and leads of one load, and what happened on the way.

    `deals`, `visits`: as in `cycle_kit.tables`, in the frame library that the data came in (for
    type checkers the usual one, pandas).
    `leads`, `notes`: always pandas. `as_of`: the moment the data speaks for.
    `orders`: the open stages of each pipeline, in order. `after`: stages after the win.
    `ordered`: whether the order of the stages is known. `recorded`: whether any history is,
    `first_export`: the day of the first of dated exports, where history is what differs between them.
    `currency`: of `value`. `several_currencies`: amounts are in several, nothing tells the rates, and `value` is empty.
    `timed`: whether any date has a time of day. `clocked`: the date columns of which every value has
    one, so that a midnight there is a moment; elsewhere it is a day. `at` stands for those of the moves.
    `changes`: past values of fields, `{field: deal_id, at, value}`, where the export carries them.
    `conditions`: what `where` was asked for. `targets`: rows for `goals`, those of cycle.toml.
    `periods`: where weeks and fiscal years start. `template`, `steps`: for `in_template`, likewise.
    `locale`: the language in which answers are told, where cycle.toml says one; `written`: with which digits and time
    axes (`cycle_kit.locale.CHOICES`). `deal_address`: where a browser finds a deal, with `{deal_id}` in it, "" where
    cycle.toml does not say.
    `beside`: tables beside the deals, always pandas: `lines` (deal_id, product, amount), `credit` (deal_id, owner,
    share), `activities` (deal_id, at, kind), those of them that were given.
    `whole`: the deals before `where` and `rewind` left some out; None: all are here.
    """

    deals: pd.DataFrame
    visits: pd.DataFrame
    moves: pd.DataFrame = field(repr=False)
    leads: pd.DataFrame = field(repr=False)
    notes: pd.DataFrame = field(repr=False)
    as_of: pd.Timestamp
    crm: str
    orders: Mapping[str, tuple[str, ...]]
    after: tuple[str, ...] = ()
    ordered: bool = True
    recorded: bool = True
    first_export: pd.Timestamp | None = field(default=None, repr=False)
    timed: bool = False
    clocked: frozenset[str] = field(default=frozenset(), repr=False)
    currency: str = ""
    several_currencies: bool = field(default=False, repr=False)
    changes: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    conditions: Mapping[str, Any] = field(default_factory=dict, repr=False)
    periods: Periods = field(default_factory=Periods)
    template: str = field(default="", repr=False)
    locale: str = field(default="", repr=False)
    written: Mapping[str, str] = field(default_factory=dict, repr=False)
    steps: Mapping[str, str] = field(default_factory=dict, repr=False)
    deal_address: str = field(default="", repr=False)
    targets: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    whole: pd.DataFrame | None = field(default=None, repr=False, compare=False)
    found: dict[str, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Deals chosen from those of several currencies may all be in one, which is theirs then."""
        object.__setattr__(self, "changes", Past(self.changes))
        if self.several_currencies and self.deals is not None:
            for name, found in in_their_currency(self.deals, self.changes).items():
                object.__setattr__(self, name, found)

    def __repr__(self) -> str:
        names = f", pipelines {listed(self.pipelines)}" if len(self.orders) > 1 else ""
        return f"<Pipeline from {self.crm}, as of {self.as_of:%Y-%m-%d}{names}>"

    if not TYPE_CHECKING:  # with this method a type checker would believe in every name

        def __getattr__(self, name: str) -> Any:
            """What is looked for here first and is elsewhere is told: `pipe.funnel`, `pipe.head`."""
            if name.startswith("_"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            raise unknown_attribute(name, [one for one in dir(self) if not one.startswith("_")])

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
    def since(self) -> Since:
        """Since when these deals speak: first creation, first closing, and a cut at the left.

        Of all deals of the load, as with none of somebody's the data begin all the same, unless
        `where` chose among dates of creation or closing.
        """
        return self.once(
            "since",
            lambda: since_of(nw.from_native(beginning_of(self)), self.as_of, self.first_export),
        )

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
                there=f"They are {told(self.orders)}.",
                fix=f"Choose one: pipe.where(pipeline={code(self.pipelines[0])}).",
            )
        return next(iter(self.orders.values()), ())

    def where(self, *given: Any, **conditions: Any) -> Pipeline:
        """The same pipeline with only those deals that meet every condition.

        A value, a list of values, or a slice (`created_at=slice("2024-01-01", "2024-03-31")`,
        both ends included, a day or month meaning all of it) for any column of `deals`; None: those
        without a value. Owner, stage and amount are those of today; those of a past day are in
        `pipe.rewind(day).where(owner=...)`, owners and amounts where the export dates them. Leads: of a
        column that they have too (owner, source) those that meet it, of any other those of the deals kept.
        Where deals are shared (`load(..., credit=...)`) an owner's are the own ones, whole; `note` of figures says so.
        Raises ColumnError for unknown columns and for values of another kind, and,
        as StageError does of stages, pipelines and outcomes, for a text that no deal of the whole
        load has, for None where all of them have a value, and for dates beyond theirs. Nothing left
        by several conditions together is no error.
        """
        check_named(given)
        conditions = wanted_of(conditions, self.names("stage"))
        frames = [nw.from_native(self.deals)]
        check_columns(frames[0].collect_schema().names(), conditions)
        frames += [] if self.whole is None else [nw.from_native(self.whole)]
        for column, wanted in conditions.items():
            asked = column_of(frames[0], column, self.periods, self.order)
            own = column in self.leads and column != "pipeline"  # which leads have from deals
            theirs = [nw.from_native(self.leads)] if own else []
            check_there(asked, wanted, [*frames, *theirs], self.names(column))
        return meeting(self, conditions)

    @property
    def order(self) -> tuple[str, ...]:
        """All stages of these pipelines and after the win, in order; () where nobody knows it."""
        names = [*(stage for stages in self.orders.values() for stage in stages), *self.after]
        return tuple(dict.fromkeys(names)) if self.ordered else ()

    def names(self, column: str) -> tuple[str, ...]:
        """What deals can have in this column, be there none that has."""
        if column == "stage":
            return tuple(
                dict.fromkeys(s for stages in (*self.orders.values(), self.after) for s in stages)
            )
        return {"pipeline": self.pipelines, "outcome": tables.OUTCOMES}.get(column, ())

    def rewind(self, date: When) -> Pipeline:
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
        told = notes(beyond_note(last_day(self.as_of, self.beside), as_of))
        told = pd.concat([self.notes, told]).drop_duplicates().reset_index(drop=True)
        deals, moves = nw.from_native(self.deals), nw.from_native(self.moves)
        return built(deals, moves, self, as_of=as_of, notes=told)


def beginning_of(pipe: Pipeline) -> Any:
    """The deals whose first ones are the beginning of the data, in the frame's own library."""
    chosen = not {"created_at", "closed_at"}.isdisjoint(pipe.conditions)
    return pipe.deals if chosen or pipe.whole is None else pipe.whole


#: columns that say the same of a lead as of a deal
LEADS_OWN = ("source", "owner", "created_at")


def meeting(pipe: Pipeline, conditions: Mapping[str, Any]) -> Pipeline:
    """The deals that meet all conditions, which are right; their values need not occur."""
    deals = whole = nw.from_native(pipe.deals)
    for column, wanted in conditions.items():
        asked = column_of(whole, column, pipe.periods, pipe.order)
        try:
            deals = deals.filter(condition(asked, wanted))
        except (TypeError, ValueError):  # a column of things of all kinds
            raise asked.refused(wanted) from None
    orders = pipe.orders
    names = known(values_of(conditions.get("pipeline")))
    if names and not isinstance(conditions["pipeline"], slice):
        orders = {name: stages for name, stages in pipe.orders.items() if name in names}
    kept = deals.select("deal_id").unique()
    theirs = orders if orders is not pipe.orders else None
    return replace(
        pipe,
        deals=with_categories(deals.to_native(), orders, pipe.after),
        visits=with_categories(in_these(only(pipe.visits, kept), theirs), orders, pipe.after),
        moves=only(pipe.moves, kept),
        leads=leads_meeting(pipe, conditions),
        orders=orders,
        conditions={**pipe.conditions, **conditions},
        whole=pipe.deals if pipe.whole is None else pipe.whole,
    )


def leads_meeting(pipe: Pipeline, conditions: Mapping[str, Any]) -> pd.DataFrame:
    """The leads that meet the conditions; none where one is on a column that leads do not have.

    A lead that became no deal is in no pipeline, so that a choice of pipelines keeps it: those of the deals kept
    alone would all be converted ones. One that became a deal of another pipeline goes.
    """
    leads = pipe.leads
    if leads.empty or not conditions:
        return leads
    theirs = {name: wanted for name, wanted in conditions.items() if name in LEADS_OWN}
    found = nw.from_native(leads)
    for name, wanted in theirs.items():
        found = found.filter(condition(column_of(found, name, pipe.periods), wanted))
    if "pipeline" in conditions and "pipeline" in leads:
        here = condition(column_of(found, "pipeline", pipe.periods), conditions["pipeline"])
        found = found.filter(here | nw.col("pipeline").is_null())
    leads = found.to_native().reset_index(drop=True)
    return leads if set(conditions) <= {*theirs, "pipeline"} else leads[:0]


def rewound(pipe: Pipeline, as_of: pd.Timestamp) -> Pipeline:
    """`pipe` as it stood at the end of `as_of`: built again from the moves made by then."""
    deals, moves = by_then(pipe.deals, pipe.moves, as_of)
    deals = as_they_were(not_yet_written(deals, as_of), pipe.changes, as_of)
    past = built(deals, moves, pipe, as_of=as_of)
    known = without_later_reasons(nw.from_native(past.deals))
    told = before_note(pipe.since.created, as_of) or undated_note(pipe.changes)
    told = before_export_note(pipe.first_export, as_of) + told
    told = [pipe.notes, notes(told)]
    told = pd.concat(told).drop_duplicates().reset_index(drop=True)
    all_deals = pipe.deals if pipe.whole is None else pipe.whole
    ids = collected(known.select("deal_id"))["deal_id"] if pipe.changes else ()
    return replace(
        past,
        deals=known.to_native(),
        leads=leads_by_then(pipe.leads, as_of),
        changes={
            name: rows[rows["deal_id"].isin(ids)].reset_index(drop=True)
            for name, rows in changes_by_then(past.changes, as_of).items()
        },
        notes=told,
        whole=all_deals,
    )


def built(deals, moves, like: Pipeline | None = None, **known: Any) -> Pipeline:
    """A Pipeline from deals and moves (narwhals frames, or moves in parts): visits and outcomes follow from them."""
    blank = {"deals": None, "visits": None, "moves": None}
    whole = replace(like, **known) if like else Pipeline(**blank, **known)
    parts = moves if isinstance(moves, Parts) else in_one(held(moves))
    told = partial(visits_from, until=whole.until, clocked="at" in whole.clocked)
    visits = with_ids_as_text(parts.each(told, first=not like).whole.to_native())
    deals = parts.each(lambda part, own: with_states(own, part), deals, first=not like).whole
    visits = in_these(visits, whole.orders if "pipeline" in whole.conditions else None)
    return replace(
        whole,
        deals=with_categories(deals.to_native(), whole.orders, whole.after),
        visits=with_categories(visits, whole.orders, whole.after),
        moves=with_ids_as_text(parts.whole.to_native()),
    )


def with_cut_told(pipe: Pipeline) -> Pipeline:
    """A new pipeline with a note where its file was cut at the left."""
    told = cut_notes(pipe.since)
    if not told:
        return pipe
    made = replace(pipe, notes=pd.concat([pipe.notes, notes(told)], ignore_index=True))
    made.found["since"] = pipe.since  # looked for among all days
    return made
