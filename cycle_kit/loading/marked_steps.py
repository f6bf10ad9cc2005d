"""A column of ticks per step, "x" below "Contacted" and "Offer sent": each deal stands in the furthest that is marked.

The marks have no dates, so that nothing tells when a deal came there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import in_code, listed
from cycle_kit.files import RawTable
from cycle_kit.loading.dated_columns import is_step
from cycle_kit.loading.evidence import HALF, KINDS, NEARLY_ALL, is_marked
from cycle_kit.loading.match import Match
from cycle_kit.remarks import Remarks
from cycle_kit.values import key, read_booleans
from cycle_kit.values.answers import ANSWERS

FEWEST = 2
KINDS_OF_ANSWERS = 8  # spellings of yes and no in one column
FURTHEST = "furthest step marked"
OF_CELLS = ("account", "name", "owner", "amount")


def without_marks(columns: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """The columns without those that hold marks only, and are of yes and no by their cells; yes and no below
    "Contact" name nobody, and are no amount below "Quote"."""
    return {
        name: header
        for name, header in columns.items()
        if KINDS.get(name) == "boolean"
        or not (is_marked(frame[header]) or (is_of_cells(name) and is_asked(header, frame)))
        or (is_once(frame[header]) and not is_step(header))
    }


def is_of_cells(name: str) -> bool:
    """Whether yes and no are no cells of a column of ours, whatever its header."""
    return name in OF_CELLS or KINDS.get(name) == "date"


def is_asked(header: str, frame: pd.DataFrame) -> bool:
    """Whether a column is called by a step and tells by yes and no which deals came there."""
    return is_step(header) and ticked(frame[header]) is not None


def is_once(texts: pd.Series) -> bool:
    """Whether one cell alone is filled: a remark of one letter, not a mark among marks."""
    return bool((texts != "").sum() < FEWEST)


def marked_steps(frame: pd.DataFrame, taken: Collection[str] = ()) -> list[str]:
    """The headers, none of those taken, of steps that are marked; none where marks do not follow one another, as
    those of steps do, nor move from one to the next and on to the end."""
    told = {header: marks for header in frame if (marks := ticked(frame[header])) is not None}
    free = [header for header in told if header not in taken and meaning(header) not in ENDS]
    steps = [header for header in free if is_step(header)]
    found = [
        header for header in free if is_marked(frame[header]) or is_between(header, steps, free)
    ]
    if len(found) < FEWEST or len(steps) < HALF * len(found):
        return []
    marks = pd.DataFrame({header: told[header] for header in found})
    ends = pd.DataFrame({header: told[header] for header in told if meaning(header) in ENDS})
    return found if follow(marks) or move_on(marks, ends) else []


def ticked(texts: pd.Series) -> pd.Series | None:
    """Where a column of marks, or of yes and no, is marked; None for another column."""
    if is_marked(texts):
        return texts != ""
    first = next(filter(None, texts), "")
    if (key(first) not in ANSWERS and first not in ANSWERS) or texts.nunique() > KINDS_OF_ANSWERS:
        return None
    read = read_booleans(texts)
    return None if read.unreadable.any() else read.values.fillna(False).astype(bool)


def is_between(header: str, steps: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether a column is one of steps, or stands between two of these: beside them yes and no say many things."""
    if not steps:
        return False
    return headers.index(steps[0]) <= headers.index(header) <= headers.index(steps[-1])


def follow(marks: pd.DataFrame) -> bool:
    """Whether steps stay marked: in nearly every row those up to the furthest are, and not in all rows the same."""
    before = marks.cummin(axis=1).sum(axis=1)
    rows = marks.any(axis=1)
    in_turn = (before == marks.sum(axis=1))[rows].mean()
    return bool(in_turn >= NEARLY_ALL and len(set(before[rows])) > 1)


def move_on(marks: pd.DataFrame, ends: pd.DataFrame) -> bool:
    """Whether each row has one mark, at the step where it stands or at its end."""
    if not ends.any(axis=None) or marks.any().sum() < FEWEST:
        return False
    one = marks.sum(axis=1) + ends.sum(axis=1) == 1
    return bool(one.mean() >= NEARLY_ALL)


def with_furthest(
    raw: RawTable, match: Match, remarks: Remarks, beside: Sequence[pd.DataFrame] = ()
) -> tuple[RawTable, Match]:
    """A table without stages with the furthest step that each row has marked as its stage.

    `beside`: parts of the same list, of which one alone may have too few rows to tell."""
    if "stage" in match.columns or FURTHEST in raw.frame:
        return raw, match
    whole = pd.concat([raw.frame, *beside], ignore_index=True) if beside else raw.frame
    steps = marked_steps(whole, match.columns.values())
    if not steps:
        return raw, match
    stage = pd.Series("", index=whole.index)
    for step in steps:
        stage = stage.mask(ticked(whole[step]), step)
    stage = stage.head(len(raw.frame)).set_axis(raw.frame.index)
    remarks.add(
        "stages",
        f"{listed(steps)} hold marks and no dates: each deal stands in the furthest step that is marked.",
        file=raw.file,
        effect="Nothing tells when deals came there: with their order given, funnels count them; stays are not known.",
        fix=f"If the steps follow each other in this order: stages=[{in_code(steps)}]. "
        "Write the day in place of the mark to have the history.",
    )
    frame = raw.frame.assign(**{FURTHEST: stage})
    columns = {**match.columns, "stage": FURTHEST}
    return replace(raw, frame=frame), replace(match, columns=columns)
