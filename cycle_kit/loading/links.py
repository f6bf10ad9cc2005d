"""Columns of a log that pass on their content: what one says in a row, the other one says in the deal's next row.

So it is with the stage before a move and the stage after it, and with the day on which a stage was left and the
day on which the next one was entered. Only where a file is too short to show it, headers tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pandas as pd

from cycle_kit.errors import ColumnError
from cycle_kit.languages import several_words
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers
from cycle_kit.values import key, read_dates

CHAINED, FEWEST_LINKS, MOST_STAGES = 0.9, 2, 50
ROWS = 5_000  # that are looked at
MOST_DATES = 20  # columns of dates in a log of moves; a list with one per stage may have more
#: what the date is called on which a stage was left
LEFT = frozenset(map(key, several_words("left")))


def chained(headers: Headers, columns: Mapping[str, str]) -> dict[str, str]:
    """`from_stage` and `stage`, where two columns pass on their content from row to row of each deal."""
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
        and may_be_stages(headers, columns, before, after)
    ]
    if not pairs:
        return {}
    entry = columns.get("entered_at") or (dates[0] if dates else "")
    rows = ordered_by(frame, entry) if entry else frame
    for before, after in pairs:
        if links(rows, called, after, before):
            return {"from_stage": before, "stage": after}
    return {}


def may_be_stages(headers: Headers, columns: Mapping[str, str], before: str, after: str) -> bool:
    """Whether both may hold stages: numbers, as amounts are, only where one of the two is called a stage."""
    if {before, after} & {columns.get("stage"), columns.get("from_stage")}:
        return True
    return headers.look(after).numbers < NEARLY_ALL


def some_words(texts: pd.Series) -> frozenset[str]:
    """The different words of a column of few."""
    words = frozenset(texts.unique()) - {""}
    return words if 1 < len(words) <= MOST_STAGES else frozenset()


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


# ---- when a stage was entered, and when it was left


def left_and_entered(headers: Headers, called: str, *, numbered: bool) -> dict[str, str]:
    """`entered_at` and `left_at` of two columns of dates: no stay begins before the last one has ended, and most
    begin on the day on which that ended. `numbered`: the rows say the number of their deal, so that the header may
    say it, too; a client who comes again may have two contracts one after the other."""
    frame = headers.frame.head(ROWS)
    if not frame[called].duplicated().any():
        return {}
    dates = [header for header in headers if headers.look(header).dates >= NEARLY_ALL]
    if not 1 < len(dates) <= MOST_DATES:
        return {}
    days = {header: read(frame, header) for header in dates}
    for entered, left in permutations(dates, 2):
        begun = begun_with_the_end(frame[called], days[entered], days[left])
        enough = len(begun) >= (1 if numbered else FEWEST_LINKS)
        if enough and ((numbered and key(left) in LEFT) or begun.mean() >= CHAINED):
            return {"entered_at": entered, "left_at": left}
    return {}


def read(frame: pd.DataFrame, header: str) -> pd.Series:
    try:
        return read_dates(frame[header], column=header).values
    except ColumnError:
        return pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]")


def begun_with_the_end(called: pd.Series, entered: pd.Series, left: pd.Series) -> pd.Series:
    """Of each stay that follows another one of its deal, whether it begins on the day on which that ended; of none
    where these dates are no stays one after the other."""
    rows = pd.DataFrame({"called": called, "entered": entered, "left": left})
    rows = rows[(rows["called"] != "") & rows["entered"].notna()]
    rows = rows.sort_values("entered", kind="stable")
    earlier = rows.groupby("called")["left"].shift()
    told, ended = earlier.notna(), rows["left"].notna()
    lasting = (rows["left"] >= rows["entered"])[ended]
    after = (rows["entered"] >= earlier)[told]
    same = (rows["entered"] == earlier)[told]
    moving = (rows["left"] != rows["entered"])[ended]
    stays = told.any() and moving.any() and min(lasting.mean(), after.mean()) >= CHAINED
    return same if stays else same[:0]
