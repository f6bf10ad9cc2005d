"""Whether a table is a log: deals that have several rows, each a step of one path. A table of deals has one
row for each, and where its customers come again, they come with another deal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise, permutations

import pandas as pd

from cycle_kit.dialects.endings import ENDS, meaning
from cycle_kit.errors import ColumnError
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.guesses import counts_up
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.status_column import PLAINLY_OPEN, with_status_by_cells
from cycle_kit.values import cleaned, key, read_dates, read_money

#: share of deals with several rows, from which on a table with numbers, stages and dates of deals is a log
SEVERAL = 0.2
#: where deals are called by name: share of the rows that are of deals with several rows, and of these deals
#: those whose rows are one path
OF_SEVERAL, ONE_PATH = 0.5, 0.8
NEAR = 1.5  # times of its least amount that a deal's greatest is at most
CLOSING = ("closed_at", "close_date", "won_at", "lost_at", "expected_close")
CHAINED, FEWEST_LINKS, MOST_STAGES = 0.9, 2, 50
LOOKED_AT, ROWS = 1_000, 5_000  # deals, and rows, that are looked at
NEEDED = ("deal_id", "stage", "entered_at")


def is_history(headers: Headers, columns: Mapping[str, str]) -> bool:
    """Whether the deals, told by their number, have several rows with other stages or dates."""
    if not set(NEEDED) <= set(columns):
        return "deal_id" in columns and "stage" not in columns  # changes of any field
    per_deal = steps_of(headers, columns).groupby("deal_id").size()
    return len(per_deal) > 0 and (per_deal > 1).mean() >= SEVERAL


def steps_of(headers: Headers, columns: Mapping[str, str]) -> pd.DataFrame:
    """`deal_id, stage, entered_at` as written, each step once, of rows that say the deal."""
    rows = headers.frame[[columns[name] for name in NEEDED]].set_axis(list(NEEDED), axis=1)
    return rows[rows["deal_id"] != ""].drop_duplicates()


def as_log(
    headers: Headers,
    found: Mapping[str, str],
    deals: Mapping[str, str],
    given: Mapping[str, str],
    forced: bool,
) -> tuple[dict[str, str], bool]:
    """The columns of a table as a log, and whether its rows follow from one another.

    `found`, `deals`: {our name: header} by words, of a log and of a table of deals; `given`: what the caller
    names; `forced`: the caller says that it is a log.
    """
    columns, paths = as_moves(headers, found, deals, given, forced)
    status = deals.get("status", "")
    free = status and "status" not in given and status not in columns.values()
    if free and "stage" in columns and tells_ends(headers, status):
        columns["status"] = status
    return columns, paths


def tells_ends(headers: Headers, header: str) -> bool:
    """Whether some of its words say won or lost."""
    words = cleaned(headers.frame[header].drop_duplicates())
    return len(words) <= MOST_STAGES and any(meaning(word) in ENDS for word in words if word)


def as_moves(
    headers: Headers,
    found: Mapping[str, str],
    deals: Mapping[str, str],
    given: Mapping[str, str],
    forced: bool,
) -> tuple[dict[str, str], bool]:
    """The columns that tell who moved where and when, as `as_log`."""
    columns = dict(found)
    if "deal_id" not in columns and "deal_id" in deals:
        columns["deal_id"] = deals["deal_id"]
    if "stage" not in columns:
        by_cells = with_status_by_cells(without_shared(deals, columns), headers)
        columns |= {"stage": by_cells["status"]} if "status" in by_cells else {}
    if "entered_at" not in columns:
        columns |= only_date(headers, () if forced else others_of(deals, columns))
    own = {name: header for name, header in given.items() if header}
    names = names_of_deals(headers, columns, deals, own)
    for called in names:
        linked = chained(headers, {**columns, "deal_id": called})
        linked |= left_and_entered(headers, called)
        log = {**columns, "deal_id": called, **linked, **own}
        if linked and set(NEEDED) <= set(log):
            return without_shared(log, {*linked, *own}), True
    if forced and "deal_id" not in columns and names:
        columns["deal_id"] = names[0]
    if not forced and names and names[0] != columns.get("deal_id"):
        log = {**columns, "deal_id": names[0]}
        if not closes(headers, log, deals) and are_paths(headers, log, deals):
            return without_shared(log, {*NEEDED}), True
    return columns, False


def names_of_deals(
    headers: Headers, log: Mapping[str, str], deals: Mapping[str, str], own: Mapping[str, str]
) -> list[str]:
    """The column that says which deal a row is of: its number, or else its name, or the customer's."""
    number = log.get("deal_id")
    if number and ("deal_id" in own or not counts_up(headers.frame[number])):
        return [number]
    called = [deals[name] for name in ("name", "account") if name in deals]
    return [header for header in called if headers.look(header).filled][:1] or [
        *([number] if number else [])
    ]


def others_of(deals: Mapping[str, str], log: Mapping[str, str]) -> set[str]:
    """The headers that a table of deals has for something else."""
    return {*(header for name, header in deals.items() if name != "created_at"), *log.values()}


MOST = 200  # columns: a wider table is no log


def only_date(headers: Headers, taken: Iterable[str]) -> dict[str, str]:
    """In a log the one column of dates is when the stage was entered."""
    if len(headers.frame.columns) > MOST:
        return {}
    taken = set(taken)
    dates = [
        header
        for header in headers
        if header not in taken and headers.look(header).dates > NEARLY_ALL
    ]
    return {"entered_at": dates[0]} if len(dates) == 1 else {}


def without_shared(log: Mapping[str, str], sure: Iterable[str]) -> dict[str, str]:
    """The columns, without those whose header now stands for another one, which is sure."""
    taken = {log[name] for name in sure if name in log}
    return {name: header for name, header in log.items() if name in sure or header not in taken}


def closes(headers: Headers, log: Mapping[str, str], deals: Mapping[str, str]) -> bool:
    """Whether another date says when deals are closed, as tables of deals do."""
    ends = {deals.get(name) for name in CLOSING} - {log.get("entered_at"), None}
    return any(headers.look(header).filled for header in ends if header)


def are_paths(headers: Headers, log: Mapping[str, str], deals: Mapping[str, str]) -> bool:
    """Whether the rows of each name are steps of one deal, not several deals of one customer."""
    if not set(NEEDED) <= set(log) or len({log[name] for name in NEEDED}) < len(NEEDED):
        return False
    steps = steps_of(headers, log)
    steps = steps[steps["stage"] != ""]
    several = steps[steps["deal_id"].duplicated(keep=False)]
    if not len(several) or len(several) < OF_SEVERAL * len(steps):
        return False
    others = {name: deals[name] for name in ("amount", "created_at") if name in deals}
    changing = False
    for header in set(others.values()) - set(log.values()):
        cells = headers.frame[header].loc[several.index]
        filled = cells[cells != ""]
        each = filled.groupby(several["deal_id"].loc[filled.index]).nunique()
        if len(each) and (each > 1).mean() >= OF_SEVERAL:
            if header != others.get("amount") or not are_near(filled, several["deal_id"]):
                return False
            changing = True  # an amount that changes along the way, or that of another deal
    some = several["deal_id"].unique()[:LOOKED_AT]
    several = several[several["deal_id"].isin(some)]
    return any(
        share_of_paths(ordered) >= ONE_PATH and (not changing or begin_and_end(ordered))
        for ordered in in_time(several, headers, log["entered_at"])
    )


def in_time(steps: pd.DataFrame, headers: Headers, header: str) -> Iterable[pd.DataFrame]:
    """The steps by their dates; where these cannot be read alone, as they stand and the other way round."""
    try:
        at = read_dates(headers.frame[header], column=header).values.reindex(steps.index)
    except ColumnError:
        return steps, steps[::-1]
    dated = steps.assign(at=at)
    return dated.sort_values("at", kind="stable"), dated[::-1].sort_values("at", kind="stable")


def share_of_paths(steps: pd.DataFrame) -> float:
    """Of deals those whose steps differ from one to the next, begin open and end once."""
    told = {stage: meaning(stage) for stage in cleaned(steps["stage"]).unique()}
    paths = 0
    groups = steps.groupby("deal_id", sort=False)["stage"]
    for _, stages in groups:
        names = list(cleaned(stages))
        ended = [told[name] in ENDS for name in names]
        moving = all(key(one) != key(other) for one, other in pairwise(names))
        paths += moving and not ended[0] and sum(ended) <= 1
    return paths / len(groups)


def are_near(amounts: pd.Series, deals: pd.Series) -> bool:
    """Whether most deals have amounts that are nearly the same in all rows; of two deals they seldom are."""
    try:
        values = read_money(amounts)[0].values
    except ColumnError:
        return False
    each = values.groupby(deals.loc[values.index])
    return bool((each.max() <= NEAR * each.min()).mean() >= ONE_PATH)


def begin_and_end(steps: pd.DataFrame) -> bool:
    """Whether most deals begin in the same stage and end in their last row: of clients who come again the first
    deal has mostly ended, and the last one often not."""
    rows = steps.assign(stage=cleaned(steps["stage"]).map(key)).groupby("deal_id", sort=False)
    firsts = rows["stage"].first().value_counts(normalize=True)
    ended = cleaned(steps.groupby("deal_id", sort=False)["stage"].last()).map(meaning).isin(ENDS)
    return bool(
        firsts.iloc[0] >= ONE_PATH
        and firsts.index[0] not in PLAINLY_OPEN
        and ended.mean() >= OF_SEVERAL
    )


# ---- a row that says what was before


def chained(headers: Headers, columns: Mapping[str, str]) -> dict[str, str]:
    """`from_stage` and `stage`, where two columns pass on their content: what one says in a row the other one
    says in the deal's next row."""
    called, frame = columns["deal_id"], headers.frame.head(ROWS)
    if frame[called].duplicated().sum() < FEWEST_LINKS:
        return {}
    free = [header for header in headers if header != called and headers.look(header).filled]
    dates = [header for header in free if headers.look(header).dates >= NEARLY_ALL]
    words = {header: some_words(frame[header]) for header in free if header not in dates}
    pairs = [
        (before, after)
        for before, after in permutations(words, 2)
        if len(words[before] & words[after]) >= FEWEST_LINKS
    ]
    if not pairs:
        return {}
    entry = columns.get("entered_at") or (dates[0] if dates else "")
    rows = ordered_by(frame, entry) if entry else frame
    for before, after in pairs:
        if links(rows, called, after, before):
            return {"from_stage": before, "stage": after}
    return {}


def some_words(texts: pd.Series) -> frozenset[str]:
    """The different words of a column of few."""
    words = frozenset(texts.unique()) - {""}
    return words if 1 < len(words) <= MOST_STAGES else frozenset()


def left_and_entered(headers: Headers, called: str) -> dict[str, str]:
    """`entered_at` of two columns of dates, one of which says when the stage was left."""
    frame = headers.frame.head(ROWS)
    if frame[called].duplicated().sum() < FEWEST_LINKS:
        return {}
    dates = [header for header in headers if headers.look(header).dates >= NEARLY_ALL]
    if len(dates) > MOST_DATES:
        return {}
    days = {header: frozenset(frame[header].unique()) - {""} for header in dates}
    for entered, left in permutations(dates, 2):
        alike = len(days[entered] & days[left]) >= FEWEST_LINKS
        if alike and links(ordered_by(frame, entered), called, left, entered):
            return {"entered_at": entered}
    return {}


MOST_DATES = 20  # columns of dates in a log of moves; a list with one per stage may have more


def ordered_by(frame: pd.DataFrame, header: str) -> pd.DataFrame:
    try:
        at = read_dates(frame[header], column=header).values
    except ColumnError:
        return frame
    return frame.loc[at.sort_values(kind="stable").index]


def links(rows: pd.DataFrame, called: str, after: str, before: str) -> bool:
    """Whether in nearly all of a deal's rows `before` says what `after` says in the row before."""
    earlier = rows.groupby(called)[after].shift()
    told = earlier.notna() & (earlier != "") & (rows[before] != "") & (rows[called] != "")
    if told.sum() < FEWEST_LINKS or rows.loc[told, before].nunique() < 2:
        return False
    moved = (rows[before] != rows[after])[told].mean() >= CHAINED
    return bool(moved and (earlier == rows[before])[told].mean() >= CHAINED)
