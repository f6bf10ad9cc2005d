"""Stages and their dates side by side in numbered columns, "Stage 1, Date 1, Stage 2, Date 2": a row is a deal, and
each pair in it a row of its log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from cycle_kit.files import RawTable
from cycle_kit.loading.dated_columns import is_dated
from cycle_kit.loading.event_sentences import key_of_stage
from cycle_kit.remarks import Remarks

NUMBERED = re.compile(r"^(.*?\D)[\s_.#-]*(\d{1,2})$")
FEWEST = 2  # pairs


def with_log_of_pairs(
    kind: str, raw: RawTable, remarks: Remarks, said: Any = None
) -> list[tuple[str, RawTable]]:
    """The table without such pairs and the log that they are; of any other table itself, and of one of whose pairs
    the caller speaks. `said`: his columns."""
    pairs = [] if kind else numbered_pairs(raw.frame)
    taken = [header for pair in pairs for header in pair]
    if len(pairs) < FEWEST or spoken(said) & {*taken}:
        return [(kind, raw)]
    others = [header for header in raw.frame if header not in taken]
    ids = [header for header in others if is_key(raw.frame[header])]
    if not ids:
        return [(kind, raw)]
    parts = [
        pd.DataFrame(
            {
                ids[0]: raw.frame[ids[0]],
                names(pair[0]): raw.frame[pair[0]],
                names(pair[1]): raw.frame[pair[1]],
                "line": raw.lines,
            }
        )
        for pair in pairs
    ]
    rows = pd.concat(parts, ignore_index=True)
    stage = names(pairs[0][0])
    told = (
        rows.drop(columns=[ids[0], "line"]).ne("").any(axis=1)
    )  # one without the other is counted later
    rows = rows[told].reset_index(drop=True)
    log = replace(
        raw,
        file=f"{raw.file} ({stage})",
        frame=rows.drop(columns="line"),
        lines=np.asarray(rows["line"]),
        rows=len(rows),
        furniture=0,
        left_out=(),
        remarks=(),
        symbols={},
        merged={},
        titles=(),
        asides=(),
        nearly_empty=(),
    )
    remarks.add(
        "history",
        f'"{pairs[0][0]}" and "{pairs[0][1]}" to "{pairs[-1][0]}" and "{pairs[-1][1]}" are read as a log: each pair is '
        "an entry into a stage.",
        file=raw.file,
    )
    deals = raw.frame[others]
    if not any(map(key_of_stage, others)):
        stages = raw.frame[[pair[0] for pair in pairs]]
        last = stages.mask(stages == "").ffill(axis=1).iloc[:, -1].fillna("")
        deals = deals.assign(**{stage: last})  # in which each deal stands
    return [("", replace(raw, frame=deals)), ("history", log)]


def numbered_pairs(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """The headers of each stage and its date, in the order of their numbers; none where there are not just these two
    kinds of numbered columns of as many."""
    kinds: dict[str, dict[int, str]] = {}
    for header in frame:
        found = NUMBERED.match(header)
        if found:
            kinds.setdefault(found[1].strip(" _.#-"), {})[int(found[2])] = header
    stages = [kind for kind in kinds if key_of_stage(kind)]
    if len(stages) != 1:
        return []
    numbers = sorted(kinds[stages[0]])
    dates = [
        kind
        for kind, own in kinds.items()
        if kind not in stages and sorted(own) == numbers and all(map(is_dated, columns(frame, own)))
    ]
    if len(dates) != 1 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return []
    return [(kinds[stages[0]][n], kinds[dates[0]][n]) for n in numbers]


def columns(frame: pd.DataFrame, own: dict[int, str]) -> list[pd.Series]:
    return [frame[header] for header in own.values() if (frame[header] != "").any()]


def names(header: str) -> str:
    """What a numbered header is called without its number."""
    found = NUMBERED.match(header)
    return found[1].strip(" _.#-") if found else header


def spoken(said: Any) -> set[str]:
    """Every header that the caller names."""
    if isinstance(said, Mapping):
        return set().union(*map(spoken, said.values()))
    return {said} if isinstance(said, str) else set()


def is_key(texts: pd.Series) -> bool:
    return bool((texts != "").all() and texts.is_unique)
