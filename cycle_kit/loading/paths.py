"""Whether the rows of each client are the steps of one deal, or deals of their own.

A path begins in an open stage and moves on. A step may come again, as a revised offer does, and a client may come
back after an outcome; such rows are one path each only where clients mostly begin in the same stage, which
lists of deals as they stand do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import ColumnError
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.status_column import PLAINLY_OPEN
from cycle_kit.values import cleaned, key, read_dates, read_money

NEEDED = ("deal_id", "stage", "entered_at")
#: share of the rows that are of clients with several rows, and of these clients those whose rows are one path
OF_SEVERAL, ONE_PATH = 0.5, 0.8
NEAR = 1.5  # times of its least amount that a deal's greatest is at most
LOOKED_AT = 1_000  # clients
FEWEST_MOVES = 3  # from one stage to another, that show a direction
END = "an end"  # whichever it is
NO_PATH, AGAIN, PLAIN = range(3)  # what the rows of a client are


def are_paths(headers: Headers, log: Mapping[str, str], deals: Mapping[str, str]) -> bool:
    """Whether the rows of each name are steps of one deal. `log`, `deals`: the columns of the table as either."""
    if not set(NEEDED) <= set(log) or len({log[name] for name in NEEDED}) < len(NEEDED):
        return False
    steps = steps_of(headers, log)
    steps = steps[steps["stage"] != ""]
    several = steps[steps["deal_id"].duplicated(keep=False)]
    if not len(several) or len(several) < OF_SEVERAL * len(steps):
        return False
    others = {
        name: deals[name]
        for name in ("amount", "created_at")
        if name in deals and deals[name] not in log.values()
    }
    changing = {
        name
        for name, header in others.items()
        if differs(headers.frame[header], several["deal_id"])
    }
    if "created_at" in changing:
        return False
    several = several[several["deal_id"].isin(several["deal_id"].unique()[:LOOKED_AT])]
    return any(
        (not changing or are_near(headers.frame[others["amount"]], ordered))
        and are_one_path_each(ordered, changing=bool(changing))
        for ordered in in_time(several, headers, log["entered_at"])
    )


def steps_of(headers: Headers, columns: Mapping[str, str]) -> pd.DataFrame:
    """`deal_id, stage, entered_at` as written, each step once, of rows that say the deal."""
    rows = headers.frame[[columns[name] for name in NEEDED]].set_axis(list(NEEDED), axis=1)
    return rows[rows["deal_id"] != ""].drop_duplicates()


def differs(texts: pd.Series, clients: pd.Series) -> bool:
    """Whether most clients have several different cells."""
    cells = texts.loc[clients.index]
    filled = cells[cells != ""]
    each = filled.groupby(clients.loc[filled.index]).nunique()
    return len(each) > 0 and bool((each > 1).mean() >= OF_SEVERAL)


def in_time(steps: pd.DataFrame, headers: Headers, header: str) -> Iterable[pd.DataFrame]:
    """The steps by their dates; where these cannot be read alone, as they stand and the other way round."""
    try:
        at = read_dates(headers.frame[header], column=header).values.reindex(steps.index)
    except ColumnError:
        return steps, steps[::-1]
    dated = steps.assign(at=at)
    return dated.sort_values("at", kind="stable"), dated[::-1].sort_values("at", kind="stable")


def are_one_path_each(steps: pd.DataFrame, *, changing: bool) -> bool:
    """Whether most clients' rows are a path; one that takes a step again, or whose amount changes on the way
    (`changing`), is a path only beside more that speaks for it."""
    rows = [list(cleaned(s)) for _, s in steps.groupby("deal_id", sort=False)["stage"]]
    if not changing and go_one_way(rows) and begin_alike(steps):
        return True
    kinds = [kind_of_path(stages) for stages in rows]
    plain = sum(kind == PLAIN for kind in kinds) / len(kinds)
    if sum(kind != NO_PATH for kind in kinds) < ONE_PATH * len(kinds):
        return False
    if plain >= ONE_PATH and not changing:
        return True
    return begin_alike(steps) and (mostly_end(steps) or (plain >= OF_SEVERAL and not changing))


def go_one_way(rows: Iterable[list[str]]) -> bool:
    """Whether clients pass the stages in one direction, each as often as it likes, and nothing follows an end: of
    clients who come again with another deal, the earlier one is the further one. `rows`: stages of each client."""
    ways = [[END if meaning(stage) in ENDS else key(stage) for stage in stages] for stages in rows]
    moves = Counter(move for way in ways for move in pairwise(way) if move[0] != move[1])
    back = sum(min(n, moves[later, one]) for (one, later), n in moves.items()) / 2
    moving = sum(len({*way}) > 1 for way in ways)
    ended_before = sum(END in way[:-1] for way in ways)
    return (
        moves.total() >= FEWEST_MOVES
        and moving >= OF_SEVERAL * len(ways)
        and back <= (1 - NEARLY_ALL) * moves.total()
        and ended_before <= (1 - NEARLY_ALL) * len(ways)
    )


def kind_of_path(stages: list[str]) -> int:
    """Of a client's stages in order of time: one path, one that takes a step again or goes on after an
    outcome, or none."""
    told = [meaning(stage) for stage in stages]
    moves = [key(one) != key(other) for one, other in pairwise(stages)]
    # an outcome right behind another one is that of another deal: nothing was open in between
    ends_twice = any(
        one in ENDS and other in ENDS and one != other for one, other in pairwise(told)
    )
    if told[0] in ENDS or not any(moves) or ends_twice:
        return NO_PATH
    return PLAIN if all(moves) and sum(said in ENDS for said in told) <= 1 else AGAIN


def are_near(amounts: pd.Series, steps: pd.DataFrame) -> bool:
    """Whether most deals have amounts that are nearly the same in all rows; of two deals they seldom are.
    `steps`: in order of time; what follows an outcome is a deal of its own here."""
    try:
        values = read_money(amounts)[0].values.loc[steps.index]
    except ColumnError:
        return False
    ended = cleaned(steps["stage"]).map(meaning).isin(ENDS).astype(int)
    before = ended.groupby(steps["deal_id"]).cumsum() - ended
    each = values.groupby([steps["deal_id"], before])
    return bool((each.max() <= NEAR * each.min())[each.count() > 1].mean() >= ONE_PATH)


def begin_alike(steps: pd.DataFrame) -> bool:
    """Whether most deals begin in the same stage, which is not only a word for open."""
    rows = steps.assign(stage=cleaned(steps["stage"]).map(key)).groupby("deal_id", sort=False)
    firsts = rows["stage"].first().value_counts(normalize=True)
    return bool(firsts.iloc[0] >= ONE_PATH and firsts.index[0] not in PLAINLY_OPEN)


def mostly_end(steps: pd.DataFrame) -> bool:
    """Whether most deals end in their last row: of clients who come again the first deal has mostly ended, and the
    last one often not."""
    last = cleaned(steps.groupby("deal_id", sort=False)["stage"].last())
    return bool(last.map(meaning).isin(ENDS).mean() >= OF_SEVERAL)
