"""A column of ticks per step, "x" below "Contacted" and "Offer sent": each deal stands in the furthest that is marked.

The marks have no dates, so that nothing tells when a deal came there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import listed
from cycle_kit.files import RawTable
from cycle_kit.loading.dated_columns import is_step
from cycle_kit.loading.evidence import HALF, KINDS, NEARLY_ALL, is_marked
from cycle_kit.loading.match import Match
from cycle_kit.remarks import Remarks

FEWEST = 2
FURTHEST = "furthest step marked"


def without_marks(columns: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """The columns without those that hold marks only, and are of yes and no by their cells."""
    return {
        name: header
        for name, header in columns.items()
        if KINDS.get(name) == "boolean" or not is_marked(frame[header]) or is_once(frame[header])
    }


def is_once(texts: pd.Series) -> bool:
    """Whether one cell alone is filled: a remark of one letter, not a mark among marks."""
    return bool((texts != "").sum() < FEWEST)


def marked_steps(frame: pd.DataFrame, taken: Collection[str] = ()) -> list[str]:
    """The headers, none of those taken, of steps that are marked; none where marks do not follow one another, as
    those of steps do."""
    found = [
        header
        for header in frame
        if header not in taken and meaning(header) not in ENDS and is_marked(frame[header])
    ]
    steps = [header for header in found if is_step(header)]
    if len(found) < FEWEST or len(steps) < HALF * len(found):
        return []
    marks = frame[found] != ""
    before = marks.cummin(axis=1).sum(axis=1)
    rows = marks.any(axis=1)
    in_turn = (before == marks.sum(axis=1))[rows].mean()
    return found if in_turn >= NEARLY_ALL and len(set(before[rows])) > 1 else []


def with_furthest(raw: RawTable, match: Match, remarks: Remarks) -> tuple[RawTable, Match]:
    """A table without stages with the furthest step that each row has marked as its stage."""
    if "stage" in match.columns or FURTHEST in raw.frame:
        return raw, match
    steps = marked_steps(raw.frame, match.columns.values())
    if not steps:
        return raw, match
    places = (raw.frame[steps] != "").sum(axis=1)
    stage = places.map(dict(enumerate(["", *steps])))
    remarks.add(
        "stages",
        f"{listed(steps)} hold marks and no dates: each deal stands in the furthest step that is marked.",
        file=raw.file,
        effect="Nothing tells when deals came there: with their order given, funnels count them; stays are not known.",
        fix=f"If the steps follow each other in this order: stages=[{listed(steps)}]. "
        "Write the day in place of the mark to have the history.",
    )
    frame = raw.frame.assign(**{FURTHEST: stage})
    columns = {**match.columns, "stage": FURTHEST}
    return replace(raw, frame=frame), replace(match, columns=columns)
