"""Stage history: moves (deal entered stage at time) become visits, and the deals' stage and outcome.

One way for every source and every engine. A source is first written as *moves*, one row per
"deal entered this stage, or reached this outcome, at this time":

`deal_id, deal, pipeline, label, kind, step, at, stamp, turn, evidence`

`deal` identifies the deal as `deal_id` does (in pandas by a number, which is quicker to group by).
`kind` is `sale`, `after` (stages after the win) or `end` (an outcome; `label` is then `won`, `lost`
or `dropped`). `step` is the stage's place in its pipeline's order. `turn` puts a deal's moves in
order; `stamp` is the closing date that the deal itself carries, which may be a day where `at` has
hours. Everything else follows from the moves, and so does the past: cut them at a date and build again.
"""

from collections.abc import Mapping, Sequence

import narwhals as nw

from cycle_kit.errors import StageError, listed

MOVES = (
    "deal_id",
    "deal",
    "pipeline",
    "label",
    "kind",
    "step",
    "at",
    "stamp",
    "turn",
    "evidence",
)


def span_days(start: str, end: str, *, frame: nw.DataFrame | nw.LazyFrame) -> nw.Expr:
    """Float days from column `start` to column `end`, on every engine."""
    span = nw.col(end) - nw.col(start)
    # Spark has no total_seconds(), but its day-time intervals become whole seconds
    spark = frame.implementation.is_spark_like()
    seconds = span.cast(nw.Int64) if spark else span.dt.total_seconds()
    return seconds.cast(nw.Float64) / 86400.0


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
    """Consecutive rows of one stage are one visit; of consecutive outcomes the last one stands."""
    stays = before(moves, label_before="label", kind_before="kind")
    stays = stays.filter(
        nw.col("label_before").is_null()
        | (nw.col("label") != nw.col("label_before"))
        | (nw.col("kind") != nw.col("kind_before"))
    )
    ends = after(stays, kind_next="kind")
    last = nw.col("kind_next").is_null() | (nw.col("kind_next") != "end")
    ends = ends.filter((nw.col("kind") != "end") | last)
    return ends.drop("label_before", "kind_before", "kind_next")


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


def visits_from(moves, *, until):
    """One row per visit, as `tables.VISITS` says; open visits are measured up to `until`."""
    rows = after(
        without_repeats(moves), label_next="label", kind_next="kind", step_next="step", left_at="at"
    ).with_columns(until=nw.lit(until).cast(nw.Datetime("us")))
    rows = rows.filter(nw.col("kind") != "end").with_columns(exit=exit_of_visit())
    rows = rows.with_columns(
        stage=nw.col("label"),
        entered_at=nw.col("at"),
        to_stage=nw.col("label_next"),
        phase=nw.col("kind"),
        finish=nw.when(nw.col("exit") == "open").then(nw.col("until")).otherwise(nw.col("left_at")),
    )
    rows = visit_numbers(rows)
    rows = rows.with_columns(days=span_days("entered_at", "finish", frame=rows))
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
    # a stage after the win that follows a stage of the sale is the win itself
    won = last_of(rows, (kind == "after") & (nw.col("kind_before") == "sale"))
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


def usual_order(moves) -> tuple[str, ...]:
    """Stages in the order in which deals usually pass through them.

    For every two stages: which one more deals entered first. A stage that wins more of these
    comparisons stands further left (Copeland's rule); ties keep the order of the names.
    """
    firsts = moves.group_by("deal", "label").agg(nw.col("turn").min())
    pairs = firsts.join(firsts, on="deal", how="inner", suffix="_other")
    pairs = pairs.filter(nw.col("turn") < nw.col("turn_other"))
    counts = pairs.group_by("label", "label_other").agg(deals=nw.len())
    names = moves.select("label").unique()
    ahead = {
        (a, b): n for a, b, n in collected(counts)[["label", "label_other", "deals"]].to_numpy()
    }
    labels = sorted(collected(names)["label"])

    def wins(name: str) -> int:
        return sum(
            (ahead.get((name, other), 0) > ahead.get((other, name), 0))
            - (ahead.get((name, other), 0) < ahead.get((other, name), 0))
            for other in labels
        )

    return tuple(sorted(labels, key=lambda name: -wins(name)))


#: of the deals that enter a stage after the win so many may enter it otherwise, by slips of the log
FEW_OTHERS = 0.05
ENOUGH = 2


def steps_after_win(moves, ends: Mapping[str, str]) -> tuple[str, ...]:
    """The stages that deals enter only after they are won: steps after the win, not reopenings.

    `moves`: `deal, label, turn`, labels as written; of one deal's moves with the same `turn` nobody
    knows which came first, so they tell nothing. `ends`: {label: outcome}. Told by two deals, or by
    every won deal; a stage that deals also enter before they are won, or that another outcome
    follows, is one of the sale. In the order in which deals pass through them.
    """
    won = [label for label, outcome in ends.items() if outcome == "won"]
    label, turn = nw.col("label").cast(nw.String), nw.col("turn")
    moves = moves.select("deal", "turn", label=label)
    wins = moves.filter(label.is_in(won)).group_by("deal").agg(won_turn=turn.min())
    over = moves.filter(label.is_in(list(ends))).group_by("deal").agg(end_turn=turn.max())
    entries = moves.filter(~label.is_in(list(ends)))
    firsts = entries.group_by("deal", "label").agg(turn.min(), last_turn=turn.max())
    firsts = firsts.join(wins, on="deal", how="left").join(over, on="deal", how="left")
    later = (turn > nw.col("won_turn")) & (nw.col("last_turn") > nw.col("end_turn"))
    untold = (turn == nw.col("won_turn")) & (nw.col("last_turn") >= nw.col("end_turn"))
    firsts = firsts.with_columns(
        later=nw.when(later).then(nw.lit(1)).otherwise(nw.lit(0)),
        untold=nw.when(untold).then(nw.lit(1)).otherwise(nw.lit(0)),
    )
    counts = firsts.group_by("label").agg(nw.len().alias("deals"), nw.col("later", "untold").sum())
    found = collected(counts).astype({"deals": int, "later": int, "untold": int})
    wins = int(collected(wins.select(wins=nw.len()))["wins"].iloc[0])
    told = found["later"] >= min(ENOUGH, max(wins, 1))
    others = found["deals"] - found["later"] - found["untold"]
    names = found.loc[told & (others <= FEW_OTHERS * found["deals"]), "label"]
    if names.empty:
        return ()
    return usual_order(entries.filter(nw.col("label").is_in(list(names))))


def reopened_deals(moves) -> int:
    """How many deals enter a stage of the sale after they had ended."""
    again = before(moves, kind_before="kind").filter(nw.col("kind") == "sale")
    again = again.filter(nw.col("kind_before").cast(nw.String).is_in(["end", "after"]))
    return int(collected(again.select("deal").unique().select(deals=nw.len()))["deals"].iloc[0])


def collected(frame):
    """A small narwhals frame of any engine as pandas."""
    return (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).to_pandas()


def check_order(stages: Sequence[str], outcome_words: set[str]) -> None:
    """Stages named once each, and none of them an outcome."""
    twice = sorted({name for name in stages if list(stages).count(name) > 1})
    if twice:
        raise StageError(
            f"stages= names {listed(twice)} more than once.",
            there=f"It was {listed(stages)}.",
            fix="Name each open stage once, in order.",
        )
    both = [name for name in stages if name in outcome_words]
    if both:
        raise StageError(
            f"stages= names {listed(both)}, which is an outcome, not a stage.",
            there=f"Outcomes here are {listed(sorted(outcome_words))}.",
            fix="Leave it out of stages=; name outcomes with won=, lost= and dropped=.",
        )
