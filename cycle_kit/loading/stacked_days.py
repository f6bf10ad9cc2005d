"""The same list on several days in one table, each below a row with its day: no log, and no deals of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from cycle_kit.errors import LayoutError
from cycle_kit.files import RawTable
from cycle_kit.loading.evidence import HALF, KINDS
from cycle_kit.loading.export_days import FILE_OF_EACH
from cycle_kit.remarks import at_lines
from cycle_kit.values.months import MONTH
from cycle_kit.values.text import fold, with_plain_digits

DAY = re.compile(r"(?<!\d)(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:\d\d){1,2})(?!\d)")
IN_WORDS = re.compile(r"(?<!\d)\d{1,2}(?!\d).*\d{4}|\d{4}.*(?<!\d)\d{1,2}(?!\d)")  # beside a month
#: columns that tell deals apart
CALLED = ("deal_id", "name")


def refuse_stacked_days(raw: RawTable, columns: Mapping[str, str]) -> None:
    """LayoutError where most deals stand again below another row with a day, and no date of theirs is another one
    there, as it is in a log."""
    called = next((columns[name] for name in CALLED if name in columns), None)
    if called is None:
        return
    alone = (raw.frame != "").sum(axis=1) == 1
    days = rows_of_days(raw, alone)
    if len(set(days.values())) < 2:
        return
    lines = sorted(days)
    kept = ~alone & (raw.frame[called] != "")
    rows = raw.frame[kept]
    blocks = pd.Series(np.searchsorted(lines, raw.lines[kept.to_numpy()]), index=rows.index)
    ids = rows[called]
    if pd.DataFrame({"block": blocks, "id": ids}).duplicated().any():
        return
    deals = [set(own) for block, own in ids.groupby(blocks) if block > 0]
    again = [len(one & other) >= HALF * min(len(one), len(other)) for one, other in pairwise(deals)]
    if not again or not all(again) or dated_anew(rows, ids, columns):
        return
    raise LayoutError(
        f"{raw.file} holds the same deals on several days, one list below the other.",
        there=f"The days stand above each list ({at_lines(lines)}).",
        fix=FILE_OF_EACH,
    )


def rows_of_days(raw: RawTable, alone: pd.Series) -> dict[int, str]:
    """{line: its text} of the rows that hold nothing but a text with a day in it."""
    said = {**dict(raw.asides), **dict(raw.titles)}
    cells = raw.frame[alone].max(axis=1)
    said |= dict(zip(raw.lines[alone.to_numpy()].tolist(), cells, strict=True))
    return {line: text for line, text in said.items() if names_day(with_plain_digits(text))}


def names_day(text: str) -> bool:
    return bool(DAY.search(text)) or bool(IN_WORDS.search(text) and MONTH.search(fold(text)))


def dated_anew(rows: pd.DataFrame, ids: pd.Series, columns: Mapping[str, str]) -> bool:
    """Whether a date is another one in most rows of the deals that stand in several."""
    dates = [header for name, header in columns.items() if KINDS.get(name) == "date"]
    several = ids.duplicated(keep=False)
    groups = [rows.loc[several, header].groupby(ids[several]) for header in dates]
    return any((each.min() != each.max()).mean() > HALF for each in groups)
