"""What moves tell of the stages: in which order deals pass through them, and which come after the win."""

from collections.abc import Collection, Mapping, Sequence

import narwhals as nw

from cycle_kit.errors import StageError, listed
from cycle_kit.history import collected

#: of the deals that enter a stage after the win so many may enter it before a win or after a loss, by slips of
#: the log; and so many in all, with those of which no end was logged
FEW_OTHERS, FEW_WITHOUT_WIN = 0.2, 1 / 3
ENOUGH = 2


def usual_order(moves) -> tuple[str, ...]:
    """Stages in the order in which deals usually pass through them.

    For every two stages: which one more deals entered first. A stage that wins more of these
    comparisons stands further left (Copeland's rule); ties keep the order of the names.
    """
    labels, ahead = comparisons(moves)

    def wins(name: str) -> int:
        return sum(
            (ahead.get((name, other), 0) > ahead.get((other, name), 0))
            - (ahead.get((name, other), 0) < ahead.get((other, name), 0))
            for other in labels
        )

    return tuple(sorted(labels, key=lambda name: -wins(name)))


def tells_order(moves) -> bool:
    """Whether every stage is entered before or after another one, so that its place is known."""
    labels, ahead = comparisons(moves)
    placed = {name for (a, b), n in ahead.items() if n != ahead.get((b, a), 0) for name in (a, b)}
    return len(labels) < 2 or placed == set(labels)


def comparisons(moves) -> tuple[list[str], dict[tuple[str, str], int]]:
    """The stages by name, and how many deals entered the one of two before the other."""
    firsts = moves.group_by("deal", "label").agg(nw.col("turn").min())
    pairs = firsts.join(firsts, on="deal", how="inner", suffix="_other")
    pairs = pairs.filter(nw.col("turn") < nw.col("turn_other"))
    counts = pairs.group_by("label", "label_other").agg(deals=nw.len())
    names = moves.select("label").unique()
    ahead = {
        (a, b): n for a, b, n in collected(counts)[["label", "label_other", "deals"]].to_numpy()
    }
    return sorted(collected(names)["label"]), ahead


def steps_after_win(
    moves, ends: Mapping[str, str], called: Collection[str] = ()
) -> tuple[str, ...]:
    """The stages that deals enter after they are won and, but for few, not otherwise: steps after the win, no
    reopenings.

    `moves`: `deal, label, turn`, labels as written; of one deal's moves with the same `turn` nobody
    knows which came first, so they tell nothing. `ends`: {label: outcome}. Told by two deals, or by
    every won deal, or by one of a stage that is `called` by what comes after a sale; a stage that deals
    also enter before they are won, or that another outcome follows, is one of the sale. So is what is `later_wins`.
    In the order in which deals pass through them.
    """
    paid = later_wins(moves, ends)
    ends = {label: outcome for label, outcome in ends.items() if label not in paid}
    entries = entries_of(moves, ends)
    later, untold = after_win(), (nw.col("turn") == nw.col("won_turn"))
    untold = untold & (nw.col("last_turn") >= nw.col("end_turn"))
    never = nw.col("end_turn").is_null()
    entries = entries.with_columns(
        **{
            name: nw.when(told).then(nw.lit(1)).otherwise(nw.lit(0))
            for name, told in {"later": later, "untold": untold, "never": never}.items()
        }
    )
    sums = nw.col("later", "untold", "never").sum()
    counts = entries.group_by("label").agg(nw.len().alias("deals"), sums)
    found = collected(counts).set_index("label").astype(int)
    won = [label for label, outcome in ends.items() if outcome == "won"]
    wins = moves.filter(nw.col("label").cast(nw.String).is_in(won)).select("deal").unique()
    wins = int(collected(wins.select(wins=nw.len()))["wins"].iloc[0])
    enough = [1 if label in called else min(ENOUGH, max(wins, 1)) for label in found.index]
    told = found["later"] >= enough
    others = found["deals"] - found["later"] - found["untold"]
    few = (others <= FEW_WITHOUT_WIN * found["deals"]) & (
        others - found["never"] <= FEW_OTHERS * found["deals"]
    )
    names = list(found.index[told & few])
    return usual_order(labelled(moves).filter(nw.col("label").is_in(names))) if names else ()


def later_wins(moves, ends: Mapping[str, str]) -> frozenset[str]:
    """Words for a win ("Paid") that deals have only some stage after another one ("Won"): what comes of the win.

    `moves`: `deal, label, turn`. A word that any deal has without another win before it is one itself.
    """
    won = [label for label, outcome in ends.items() if outcome == "won"]
    if len(won) < 2:
        return frozenset()
    label, turn = nw.col("label"), nw.col("turn")
    moves = labelled(moves)
    firsts = moves.filter(label.is_in(won)).group_by("deal", "label").agg(turn.min())
    begun = firsts.group_by("deal").agg(won_turn=turn.min())
    stays = moves.filter(~label.is_in(list(ends))).join(begun, on="deal", how="inner")
    stays = stays.filter(turn > nw.col("won_turn")).group_by("deal").agg(stay_turn=turn.min())
    found = firsts.join(begun, on="deal", how="inner").join(stays, on="deal", how="left")
    marks = {
        "first": turn == nw.col("won_turn"),
        "beyond": ~nw.col("stay_turn").is_null() & (nw.col("stay_turn") < turn),
    }
    found = found.with_columns(
        **{name: nw.when(told).then(nw.lit(1)).otherwise(nw.lit(0)) for name, told in marks.items()}
    )
    counts = collected(found.group_by("label").agg(nw.col("first", "beyond").sum()))
    return frozenset(counts.loc[(counts["first"] == 0) & (counts["beyond"] > 0), "label"])


def without_win(moves, ends: Mapping[str, str], stages: Sequence[str]) -> int:
    """How many deals enter one of these stages and were not won before.

    `moves`: `deal, label, turn`.
    """
    entries = entries_of(
        moves.filter(nw.col("label").cast(nw.String).is_in([*stages, *ends])), ends
    )
    early = nw.col("won_turn").is_null() | (nw.col("turn") < nw.col("won_turn"))
    return len(collected(entries.filter(early).select("deal").unique()))


def labelled(moves):
    return moves.select("deal", "turn", label=nw.col("label").cast(nw.String))


def entries_of(moves, ends: Mapping[str, str]):
    """Per deal and stage `turn` and `last_turn` of its entries, with `won_turn` of the deal's first win and
    `end_turn` of its last outcome."""
    won = [label for label, outcome in ends.items() if outcome == "won"]
    label, turn = nw.col("label"), nw.col("turn")
    moves = labelled(moves)
    wins = moves.filter(label.is_in(won)).group_by("deal").agg(won_turn=turn.min())
    over = moves.filter(label.is_in(list(ends))).group_by("deal").agg(end_turn=turn.max())
    entries = moves.filter(~label.is_in(list(ends)))
    firsts = entries.group_by("deal", "label").agg(turn.min(), last_turn=turn.max())
    return firsts.join(wins, on="deal", how="left").join(over, on="deal", how="left")


def after_win() -> nw.Expr:
    """Whether a deal entered the stage only after its win, and no outcome followed."""
    later = nw.col("turn") > nw.col("won_turn")
    return later & (nw.col("last_turn") > nw.col("end_turn"))


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
