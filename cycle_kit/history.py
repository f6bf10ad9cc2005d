"""Stage history: moves (deal entered stage at time) become visits, and the deals' stage and outcome.

One way for every source and every engine. A source is first written as *moves*, one row per
"deal entered this stage, or reached this outcome, at this time":

`deal_id, deal, pipeline, label, kind, step, at, stamp, turn, evidence`

`deal` identifies the deal as `deal_id` does (in pandas by a number, which is quicker to group by).
`kind` is `sale`, `after` (stages after the win) or `end` (an outcome; `label` is then `won`, `lost`,
`dropped`, or `unknown` where the export has a word for it that nobody has explained). `step` is the
stage's place in its pipeline's order. `turn` puts a deal's moves in order; `stamp` is the closing date
that the deal itself carries, which may be a day where `at` has hours. Everything else follows from the
moves, and so does the past: cut them at a date and build again.
"""

from collections.abc import Collection
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.engines import instant


def span_days(
    start: str, end: str, *, frame: nw.DataFrame | nw.LazyFrame, clocked: Collection[str] = ()
) -> nw.Expr:
    """Float days from column `start` to column `end`, on every engine.

    Where one end is a day, which has no hour to count from, the difference of the two dates (as
    `days.days_between`). A midnight is a day, except in the columns that are `clocked`.
    """
    spark = frame.implementation.is_spark_like()

    def days(span: nw.Expr) -> nw.Expr:
        # Spark has no total_seconds(), but its day-time intervals become whole seconds
        seconds = span.cast(nw.Int64) if spark else span.dt.total_seconds()
        return seconds.cast(nw.Float64) / 86400.0 + 0.0  # pandas gives -0.0 beside missing ones

    dates = {name: day_of(name) for name in (start, end)}
    rough = [nw.col(name) == date for name, date in dates.items() if name not in clocked]
    exact = days(nw.col(end) - nw.col(start))
    if not rough:
        return exact
    rough = rough[0] if len(rough) == 1 else rough[0] | rough[1]
    return nw.when(rough).then(days(dates[end] - dates[start])).otherwise(exact)


def day_of(column: str, *, every: str = "1d") -> nw.Expr:
    """The day of a moment, or another unit; of Spark, too, what the wall shows and no moment in a zone."""
    moment = nw.Datetime("us")
    return nw.col(column).cast(moment).dt.truncate(every).cast(moment)


def before(frame, **columns: str):
    """The frame with new columns: of the deal's row before, `new=old`."""
    return beside(frame, 1, columns)


def after(frame, **columns: str):
    """The frame with new columns: of the deal's next row, `new=old`."""
    return beside(frame, -1, columns)


def beside(frame, offset: int, columns: dict[str, str]):
    """Window functions everywhere; in pandas rows stand in order, so that a plain shift does."""
    if not frame.implementation.is_pandas():
        shifted = {
            new: nw.col(old).shift(offset).over("deal", order_by="turn")
            for new, old in columns.items()
        }
        return frame.with_columns(**shifted)
    rows = frame.to_native()
    same = rows["deal"].eq(rows["deal"].shift(offset))
    return nw.from_native(
        rows.assign(**{new: rows[old].shift(offset).where(same) for new, old in columns.items()})
    )


def numbered(*order: str) -> nw.Expr:
    """A deal's rows numbered from 1 in this order."""
    return nw.col("one").cum_sum().over("deal", order_by=list(order)).cast(nw.Int64)


def visit_numbers(frame):
    """The frame with `visit`, the place of each row in its deal's history."""
    if not frame.implementation.is_pandas():
        return frame.with_columns(one=nw.lit(1)).with_columns(visit=numbered("turn")).drop("one")
    rows = frame.to_native()
    return nw.from_native(rows.assign(visit=rows.groupby("deal").cumcount() + 1))


def without_repeats(moves):
    """Consecutive rows of one stage of one pipeline are one visit; of consecutive outcomes the last one stands,
    from the moment of the first, as the deal was closed from then on."""
    told = {"label_before": "label", "kind_before": "kind", "pipeline_before": "pipeline"}
    stays = before(since_first_end(moves, "at"), **told)
    known = ~nw.col("pipeline").is_null() & ~nw.col("pipeline_before").is_null()
    elsewhere = known & (nw.col("pipeline") != nw.col("pipeline_before"))
    stays = stays.filter(
        nw.col("label_before").is_null()
        | (nw.col("label") != nw.col("label_before"))
        | (nw.col("kind") != nw.col("kind_before"))
        | (elsewhere & (nw.col("kind") != "end"))
    )
    ends = after(stays, kind_next="kind")
    last = nw.col("kind_next").is_null() | (nw.col("kind_next") != "end")
    ends = ends.filter((nw.col("kind") != "end") | last)
    return ends.drop(*told, "kind_next")


def since_first_end(moves, column: str, *, wins_apart: bool = False):
    """The moves, an outcome that follows another one with the `column` of the first of them.

    `wins_apart`: a win after a loss, and a loss after a win, is of its own day: the deal was taken up again.
    """
    rows = before(moves, kind_before="kind", label_before="label")
    again = (nw.col("kind") == "end") & (nw.col("kind_before") == "end")
    if wins_apart:
        again = again & ~turned_about()
    rows = rows.with_columns(begins=nw.when(again).then(nw.lit(0)).otherwise(nw.lit(1)))
    if rows.implementation.is_pandas():
        native = rows.to_native()
        begins = native["begins"].to_numpy(dtype=bool)
        if begins.all():
            return moves
        first = np.maximum.accumulate(np.where(begins, np.arange(len(native)), 0))
        return nw.from_native(
            moves.to_native().assign(**{column: native[column].array.take(first)})
        )
    rows = rows.with_columns(run=nw.col("begins").cum_sum().over("deal", order_by="turn"))
    ended = nw.when(nw.col("kind") == "end").then(nw.col(column).min().over("deal", "run"))
    rows = rows.with_columns(ended=ended).with_columns(
        **{column: nw.when(nw.col("kind") == "end").then("ended").otherwise(column)}
    )
    return rows.drop("kind_before", "label_before", "begins", "run", "ended")


def turned_about() -> nw.Expr:
    """Whether an outcome is a win and the one before it none, or the other way round."""
    won, before = (nw.col(name).cast(nw.String) == "won" for name in ("label", "label_before"))
    return won != before


def corrected_deals(moves) -> int:
    """How many deals are won after a loss or lost after a win, with no stage in between."""
    rows = before(moves, kind_before="kind", label_before="label")
    both = (nw.col("kind") == "end") & (nw.col("kind_before") == "end")
    rows = rows.filter(both).filter(turned_about()).select("deal").unique()
    return int(collected(rows.select(deals=nw.len()))["deals"].iloc[0])


def exit_of_visit() -> nw.Expr:
    """How a stay ended, from what came next; entering a stage after the win is a win."""
    step = (
        nw.when(nw.col("step_next") < nw.col("step"))
        .then(nw.lit("back"))
        .otherwise(
            nw.when(nw.col("step_next") == nw.col("step") + 1)
            .then(nw.lit("forward"))
            .otherwise(nw.lit("skip"))
        )
    )
    outcome = (  # spelled out, as a frame may hold these names as categories
        nw.when(nw.col("label_next") == "won")
        .then(nw.lit("won"))
        .otherwise(
            nw.when(nw.col("label_next") == "lost")
            .then(nw.lit("lost"))
            .otherwise(nw.lit("dropped"))
        )
    )
    won_by_going_on = (nw.col("kind") == "sale") & (nw.col("kind_next") == "after")
    ended = (
        nw.when(nw.col("kind_next") == "end")
        .then(outcome)
        .otherwise(nw.when(won_by_going_on).then(nw.lit("won")).otherwise(step))
    )
    return nw.when(nw.col("kind_next").is_null()).then(nw.lit("open")).otherwise(ended)


def last_of(rows, condition: nw.Expr):
    """Each deal's last row of those that fulfil the condition; in pandas rows stand in order."""
    rows = rows.filter(condition)
    if rows.implementation.is_pandas():
        return nw.from_native(rows.to_native().drop_duplicates("deal", keep="last"))
    return rows.filter(nw.col("turn") == nw.col("turn").max().over("deal"))


def of_known_ends(moves):
    """The moves of all deals but those with an end that nobody knows; only exports, which are read
    into pandas, have such."""
    if not moves.implementation.is_pandas():
        return moves
    rows = moves.to_native()
    unknown = rows["kind"].eq("end") & rows["label"].eq("unknown")
    return (
        nw.from_native(rows[~rows["deal"].isin(rows.loc[unknown, "deal"])])
        if unknown.any()
        else moves
    )


def visits_from(moves, *, until, clocked: bool = False):
    """One row per visit, as `tables.VISITS` says; open visits are measured up to `until`.

    `clocked`: every move has a time of day, so that a midnight is one and not a day.

    Deals of which nobody knows how they ended have none: no visit of theirs tells what came of it.
    """
    rows = after(
        without_repeats(of_known_ends(moves)),
        label_next="label",
        kind_next="kind",
        step_next="step",
        left_at="at",
    ).with_columns(until=instant(until))
    rows = rows.filter(nw.col("kind") != "end").with_columns(exit=exit_of_visit())
    rows = rows.with_columns(
        stage=nw.col("label"),
        entered_at=nw.col("at"),
        to_stage=nw.col("label_next"),
        phase=nw.col("kind"),
        finish=nw.when(nw.col("exit") == "open").then(nw.col("until")).otherwise(nw.col("left_at")),
    )
    rows = visit_numbers(rows)
    with_time = ("entered_at", "finish") if clocked else ()
    rows = rows.with_columns(days=span_days("entered_at", "finish", frame=rows, clocked=with_time))
    if not rows.implementation.is_pandas():  # there they stand in order already
        rows = rows.sort("deal", "visit")
    return rows.select(
        "deal_id",
        "pipeline",
        "stage",
        "step",
        "visit",
        "entered_at",
        "left_at",
        "days",
        "exit",
        "to_stage",
        "phase",
        "evidence",
    )


def states_from(moves):
    """One row per deal with moves: `stage`, `outcome`, `closed_at` as they stand at the end."""
    rows = before(without_repeats(moves), kind_before="kind")
    kind = nw.col("kind")
    stage = last_of(rows, kind == "sale").select(
        "deal", sale_turn=nw.col("turn"), stage=nw.col("label")
    )
    end = last_of(rows, kind == "end")
    end = end.select(
        "deal", end_turn=nw.col("turn"), ended=nw.col("label"), ended_at=nw.col("stamp")
    )
    # a stage after the win that follows a stage of the sale, or with which a deal begins, is the win itself
    begun = nw.col("kind_before").is_null() | (nw.col("kind_before") == "sale")
    won = last_of(rows, (kind == "after") & begun)
    won = won.select("deal", won_turn=nw.col("turn"), won_at=nw.col("at"))
    state = (
        rows.select("deal", "deal_id")
        .unique()
        .join(stage, on="deal", how="left")
        .join(end, on="deal", how="left")
        .join(won, on="deal", how="left")
    )
    state = state.with_columns(
        sale_turn=nw.col("sale_turn").fill_null(0),
        end_turn=nw.col("end_turn").fill_null(0),
        won_turn=nw.col("won_turn").fill_null(0),
    )
    ended = nw.col("end_turn") > nw.col("sale_turn")
    went_on = (nw.col("won_turn") > nw.col("sale_turn")) & (nw.col("won_turn") > nw.col("end_turn"))
    return state.select(
        "deal_id",
        "stage",
        outcome=nw.when(ended)
        .then(nw.col("ended").cast(nw.String))
        .otherwise(nw.when(went_on).then(nw.lit("won")).otherwise(nw.lit("open"))),
        closed_at=nw.when(ended)
        .then(nw.col("ended_at"))
        .otherwise(nw.when(went_on).then(nw.col("won_at"))),
    )


def reopened(parts: Collection[Any]) -> tuple[int, list[str], list[str]]:
    """How many deals enter a stage of the sale after they had ended; the stages that most of the deals in
    them entered right after a win or a step after it, which may be such steps, behind those that are known; and, in
    the same way, those in which deals may only be kept after a loss.

    `parts`: the moves, or parts of them with all moves of their deals.
    """
    deals = sum(map(reopened_deals, parts))
    if not deals:
        return 0, [], []
    counts = pd.concat([collected(ends_before(moves)) for moves in parts]).groupby("label").sum()
    won, lost = (
        sorted(counts.index[counts[end] >= MOSTLY * counts["rows"]]) for end in ("won", "lost")
    )
    known = {name for moves in parts for name in collected(labels_after(moves))["label"]}
    after_win, after_loss = ([*sorted(known), *more] if more else [] for more in (won, lost))
    return deals, after_win, after_loss


def entries(moves):
    """The entries into stages of the sale, each with what the deal did before."""
    rows = before(moves, kind_before="kind", label_before="label")
    return rows.filter(nw.col("kind") == "sale")


def reopened_deals(moves) -> int:
    """How many deals enter a stage of the sale after they had ended."""
    ended = nw.col("kind_before").cast(nw.String).is_in(["end", "after"])
    again = entries(moves).filter(ended.fill_null(False)).select("deal").unique()
    return int(collected(again.select(deals=nw.len()))["deals"].iloc[0])


def ends_before(moves):
    """Of each stage of the sale the `rows` that enter it, those right after a win or a step after it (`won`), and
    those right after a loss (`lost`)."""
    label, kind = (nw.col(name).cast(nw.String) for name in ("label_before", "kind_before"))
    told = {
        "won": (label == "won") | (kind == "after"),
        "lost": (kind == "end") & label.is_in(["lost", "dropped"]),
    }
    rows = entries(moves).select(
        label=nw.col("label").cast(nw.String),
        **{
            name: nw.when(so.fill_null(False)).then(nw.lit(1)).otherwise(nw.lit(0))
            for name, so in told.items()
        },
    )
    return rows.group_by("label").agg(nw.col("won", "lost").sum(), rows=nw.len())


def labels_after(moves):
    """The stages after the win that are entered, each once, as `label`."""
    after = moves.filter(nw.col("kind").cast(nw.String) == "after")
    return after.select(label=nw.col("label").cast(nw.String)).unique()


#: share of the entries into a stage that follow a win, from which on it may be a step after it
MOSTLY = 0.5


def collected(frame):
    """A small narwhals frame of any engine as pandas."""
    return (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).to_pandas()
