"""from_events: a Pipeline from any frame that has one row per "deal entered stage at time"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import narwhals as nw
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.calendars import zone_named
from cycle_kit.days import When, moment
from cycle_kit.dialects.endings import outcome_words
from cycle_kit.engines import held, in_parts, on_the_wall
from cycle_kit.errors import ColumnError, StageError, listed, one_or_more
from cycle_kit.event_deals import (
    deal_fields,
    has_pipelines,
    with_all_columns,
    with_value,
    without_fields,
    without_zone,
)
from cycle_kit.event_notes import (
    after_win_notes,
    corrected_notes,
    counted,
    order_note,
    reopened_notes,
    without_fields_notes,
)
from cycle_kit.event_times import clocked, dates_of, has_hours, last_moment, with_ties
from cycle_kit.fiscal import CalendarName, Month, WeekStart, periods
from cycle_kit.history import (
    collected,
    corrected_deals,
    day_of,
    numbered,
    reopened,
    since_first_end,
)
from cycle_kit.passages import (
    check_order,
    later_wins,
    steps_after_win,
    tells_order,
    usual_order,
    without_win,
)
from cycle_kit.pipeline import Pipeline, built, with_cut_told
from cycle_kit.signatures import Kind
from cycle_kit.steps import template_order
from cycle_kit.tables import empty_leads, notes
from cycle_kit.values.calendars import months_of


def is_frame(value: Any) -> bool:
    """Whether Narwhals speaks it."""
    frame = nw.from_native(value, pass_through=True)
    return isinstance(frame, (nw.DataFrame, nw.LazyFrame))


Frame = Annotated[Any, Kind("a table (pandas, Polars, DuckDB or Spark)", "table", is_frame)]
PASSED = "the order in which deals usually pass through them"
OUTCOME_ORDER = {"won": 1, "lost": 2, "dropped": 3}


@checked
def from_events(
    events: Frame,
    *,
    deal: str = "deal_id",
    stage: str = "stage",
    at: str = "at",
    stages: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    won: Sequence[str] | str | None = None,
    lost: Sequence[str] | str | None = None,
    dropped: Sequence[str] | str | None = None,
    after: Sequence[str] | str | None = None,
    deals: Frame | None = None,
    zone: str | None = None,
    as_of: When | None = None,
    week_starts: WeekStart | None = None,
    fiscal_year_starts: Month | None = None,
    calendar: CalendarName | None = None,
) -> Pipeline:
    """A Pipeline from one row per "deal entered stage at time", in any frame Narwhals speaks.

    Rows that name an outcome end the deal. `won`, `lost`, `dropped`: the words for outcomes;
    None: those known in five languages. Without `stages` their order is the one in which
    deals usually pass through them. `after`: stages after the win; None: without `stages`, those
    that deals enter only once they are won, which a note names. `deals`: further fields of the
    deals, under our names (`value`: amounts of several currencies in one).
    A column `pipeline` in `events` (or in `deals`) tells several pipelines apart. Weeks start on
    Monday and years in January unless `week_starts` and `fiscal_year_starts` say otherwise; with
    `calendar="jalali"` months, quarters and years are those of the Jalali calendar.
    Raises ColumnError for missing columns, moments that are no datetimes and amounts that are texts,
    StageError for unknown stages.
    """
    if zone is not None:
        zone_named(zone)
    frame = on_the_wall(nw.from_native(events), zone)
    fields = None if deals is None else on_the_wall(nw.from_native(deals), zone)
    moves = held(named(frame, fields, deal=deal, stage=stage, at=at, zone=zone), first=True)
    seen = collected(moves.group_by("pipeline", "label").agg(rows=nw.len()))
    ends = outcome_words(seen["label"].unique(), won=won, lost=lost, dropped=dropped)
    with_time = clocked(moves, "at")
    moves = moves.with_columns(turn=nw.col("at") if "at" in with_time else day_of("at"))
    found = steps_after_win(moves, ends) if after is stages is None else ()
    said = (after,) if isinstance(after, str) else tuple(after or ())
    found = found or sorted(later_wins(moves, ends) - {*said} if said else ())
    after = (*said, *found)
    ends = {word: outcome for word, outcome in ends.items() if word not in after}
    orders, source = stage_orders(moves, seen, ends, stages=stages, after=after)
    others = without_win(moves, ends, found) if found else 0
    parts = in_parts(moves, "deal").each(
        lambda part: in_turn(with_ties(part, with_time), orders, ends, after)
    )
    moves = parts.whole
    given = deal_fields(parts, fields, zone)
    with_time |= {"closed_at", "created_at"} if with_time else set()
    if fields is not None:
        with_time = with_time - {"created_at"} | clocked(given, *dates_of(given))
    money = with_value(given)
    deals_frame = with_all_columns(money.deals)
    pipe = built(
        deals_frame,
        parts,
        as_of=last_moment(moves, deals_frame),
        crm="events",
        orders=orders,
        ordered=bool(source),
        after=after,
        timed=has_hours(moves),
        clocked=frozenset(with_time),
        currency=money.currency,
        several_currencies=money.several,
        periods=periods(
            week_starts=week_starts, year_starts=fiscal_year_starts, months=months_of(calendar)
        ),
        leads=empty_leads(),
        notes=notes(
            [
                counted(seen),
                order_note(orders, source),
                *without_fields_notes(0 if fields is None else without_fields(moves, given)),
                *money.told,
                *after_win_notes(found, others),
                *reopened_notes(*reopened(parts.frames)),
                *corrected_notes(sum(map(corrected_deals, parts.frames))),
            ]
        ),
    )
    pipe = with_cut_told(pipe)
    return pipe if as_of is None else pipe.rewind(moment(as_of, "as_of"))


def named(frame, fields, *, deal: str, stage: str, at: str, zone: str | None):
    """The events under our names, `at` without a zone, each with its pipeline."""
    schema = frame.collect_schema()
    for argument, column in {"deal": deal, "stage": stage, "at": at}.items():
        if column not in schema.names():
            raise ColumnError(
                f'The events have no column "{column}".',
                there=f"They have {listed(schema.names())}.",
                fix=f'Pass {argument}="..." with one of these.',
            )
    moves = frame.select(
        deal_id=nw.col(deal).cast(nw.String),
        label=nw.col(stage).cast(nw.String),
        at=without_zone(at, schema[at], zone),
        pipeline=nw.col("pipeline").cast(nw.String)
        if "pipeline" in schema.names()
        else nw.lit("").cast(nw.String),
    )
    if "pipeline" not in schema.names() and has_pipelines(fields):
        pipelines = fields.select(nw.col("deal_id").cast(nw.String), nw.col("pipeline"))
        moves = moves.drop("pipeline").join(pipelines, on="deal_id", how="left")
    moves = with_numbers(moves.with_columns(nw.col("pipeline").fill_null("")))
    return moves.filter(~nw.col("label").is_null() & ~nw.col("deal_id").is_null())


def with_numbers(moves):
    """The moves with `deal`: in pandas a number for each id, elsewhere the id itself."""
    if not moves.implementation.is_pandas():
        return moves.with_columns(deal=nw.col("deal_id"))
    rows = moves.to_native()
    return nw.from_native(rows.assign(deal=pd.factorize(rows["deal_id"], sort=True)[0]))


def stage_orders(moves, seen, ends, *, stages, after) -> tuple[dict[str, tuple[str, ...]], str]:
    """{pipeline: its open stages in order}, and what tells the order: nothing, if that is empty."""
    names = sorted(seen["pipeline"].unique())
    if stages is not None:
        orders = (
            {name: tuple(order) for name, order in stages.items()}
            if isinstance(stages, Mapping)
            else {name: tuple(stages) for name in names}
        )
        for order in orders.values():
            check_order(order, set(ends))
        check_names(seen, orders, ends, after)
        return orders, "given"
    passed = moves.filter(~nw.col("label").is_in([*ends, *after]))
    mine = {name: passed.filter(nw.col("pipeline") == name) for name in names}
    orders = {name: usual_order(moves) for name, moves in mine.items()}
    untold = [name for name, moves in mine.items() if not tells_order(moves)]
    orders |= {name: template_order(orders[name]) or orders[name] for name in untold}
    known = all(template_order(orders[name]) for name in untold)
    by_name = (
        "the order in which deals usually pass through them, or of the steps they are named like"
    )
    return orders, (by_name if untold else PASSED) if known else ""


def check_names(seen, orders, ends, after) -> None:
    """With stages given, every other name must be an outcome or a stage after the win."""
    strange = seen[
        [
            label not in ends and label not in after and label not in orders.get(name, ())
            for name, label in zip(seen["pipeline"], seen["label"], strict=True)
        ]
    ]
    if len(strange):
        counts = strange.groupby("label")["rows"].sum()
        rows = ", ".join(
            f'"{name}" ({one_or_more(count, "{n} row", "{n} rows")})'
            for name, count in counts.head(50).items()
        )
        raise StageError(
            f"The events name {len(counts)} that stages= does not: {rows}.",
            there=f"stages= names {listed(s for order in orders.values() for s in order)}.",
            fix="Add them to stages= in order, or name them in won=, lost=, dropped= or after=.",
        )


def in_turn(moves, orders, ends, after):
    """The moves as `history` wants them; ties stand in stage order, outcomes last, after-stages behind.

    All moves of a day of which one has no time of day are ties.
    """
    longest = max((len(order) for order in orders.values()), default=0)
    kind, step, label, tie = nw.lit("sale"), nw.lit(0), nw.col("label"), nw.lit(0)
    for name, order in orders.items():
        here = nw.col("pipeline") == name
        for place, stage in enumerate(order, start=1):
            at_stage = here & (nw.col("label") == stage)
            step = nw.when(at_stage).then(nw.lit(place)).otherwise(step)
            tie = nw.when(at_stage).then(nw.lit(place)).otherwise(tie)
        for place, stage in enumerate(after, start=len(order) + 1):
            step = nw.when(here & (nw.col("label") == stage)).then(nw.lit(place)).otherwise(step)
    for place, stage in enumerate(after, start=longest + 10):
        there = nw.col("label") == stage
        kind = nw.when(there).then(nw.lit("after")).otherwise(kind)
        tie = nw.when(there).then(nw.lit(place)).otherwise(tie)
    for word, outcome in ends.items():
        there = nw.col("label") == word
        kind = nw.when(there).then(nw.lit("end")).otherwise(kind)
        label = nw.when(there).then(nw.lit(outcome)).otherwise(label)
        place = longest + OUTCOME_ORDER[outcome]
        tie = nw.when(there).then(nw.lit(place)).otherwise(tie)
    rows = moves.with_columns(kind=kind, step=step, tie=tie, one=nw.lit(1)).with_columns(
        label=label
    )
    rows = rows.with_columns(turn=numbered("turn", "tie"), evidence=nw.lit("recorded"))
    rows = rows.sort("deal", "turn").select(
        "deal_id",
        "deal",
        "pipeline",
        "label",
        "kind",
        nw.col("step").cast(nw.Int64),
        "at",
        "turn",
        "evidence",
        stamp=nw.col("at"),
    )
    return since_first_end(rows, "stamp", wins_apart=True)
