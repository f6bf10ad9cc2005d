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
from cycle_kit.loading.event_sentences import is_called, key_of_stage
from cycle_kit.loading.evidence import look_at, suits
from cycle_kit.loading.status_column import called
from cycle_kit.remarks import Remarks

NUMBERED = re.compile(r"^(.*?\D)[\s_.#-]*(\d{1,2})$")
FEWEST = 2  # pairs
IDS = ("deal_id", "name")
ID = "Deal ID"


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
    id_ = key_in(raw.frame[others])
    if not id_:
        return [(kind, raw)]
    deals = raw.frame[others]
    if not is_called(id_, called(*IDS)):  # a client, by whom deals are told apart here alone
        deals, id_ = deals.assign(**{ID: deals[id_]}), ID
    parts = [
        pd.DataFrame(
            {
                id_: deals[id_],
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
        rows.drop(columns=[id_, "line"]).ne("").any(axis=1)
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


def key_in(frame: pd.DataFrame) -> str:
    """The header of what is another in each row: an id, a name or a client by its word, else the first texts; "" where
    there is none, and where ids come again."""
    own = [header for header in frame if is_called(header, called("deal_id"))]
    told = [header for header in frame if (frame[header] != "").all() and frame[header].is_unique]
    if own and not {*own} & {*told}:
        return ""
    named = [
        header for name in (*IDS, "account") for header in told if is_called(header, called(name))
    ]
    return next(
        iter([*named, *(each for each in told if suits("account", look_at(frame[each])))]), ""
    )
