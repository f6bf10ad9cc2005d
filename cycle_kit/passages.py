"""What moves tell of the stages: in which order deals pass through them, and which come after the win."""

from collections.abc import Mapping, Sequence

import narwhals as nw

from cycle_kit.errors import StageError, listed
from cycle_kit.history import collected

#: of the deals that enter a stage after the win so many may enter it otherwise, by slips of the log
FEW_OTHERS = 0.2
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
