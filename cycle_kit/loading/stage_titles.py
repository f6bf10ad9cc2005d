"""Lists in which the name of a stage, alone in its row, stands above the deals that are in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.part_names import PART_WORDS
from cycle_kit.errors import listed
from cycle_kit.files import RawTable
from cycle_kit.files.table import without_gone
from cycle_kit.loading.called import is_step, titles_told
from cycle_kit.loading.event_sentences import key_of_stage
from cycle_kit.values import key

STAGE = "Stage"  # what the column of these names is called
FEWEST = 2  # of such titles; one may be a remark
MOST = 50
MOST_ROWS = 20_000  # a longer list is not kept by hand


def with_titles_as_stages(raw: RawTable) -> RawTable:
    """The table with a column of the titles above its rows, where all of these are steps or outcomes, and one at least
    is a step; others as they are. Titles of outcomes alone make blocks, see `by_titles`."""
    if len(raw.frame) > MOST_ROWS or any(map(key_of_stage, raw.frame)):
        return raw
    titles = titles_within(raw)
    if not FEWEST <= len(titles) <= MOST:
        return raw
    if not all(map(is_known, titles.values())) or not any(map(is_step, titles.values())):
        return raw
    if len(set(titles.values())) < len(titles):  # remarks come again, groups do not
        return raw
    is_title = np.isin(raw.lines, list(titles))
    raw = replace(
        without_gone(raw, raw.lines[is_title]),
        frame=raw.frame[~is_title].reset_index(drop=True),
        lines=raw.lines[~is_title],
        furniture=raw.furniture + int(is_title.sum()),
        left_out=(*raw.left_out, *titles_told(pd.Series(is_title))),
    )
    named = pd.Series(titles).reindex(sorted({*titles, *raw.lines.tolist()})).ffill()
    remark = (
        f"{listed(titles.values(), most=MOST)} stand alone in rows above others: each is read as the stage of the rows "
        f'below it, in a column "{STAGE}".'
    )
    frame = raw.frame.assign(**{STAGE: named.reindex(raw.lines).fillna("").to_numpy()})
    return replace(raw, frame=frame, remarks=(*raw.remarks, remark))


def titles_within(raw: RawTable) -> dict[int, str]:
    """{line: words} of rows of one cell above rows of the list; nothing where rows stand above the first of them."""
    lone = {line: words for line, words in (*raw.asides, *raw.titles) if "; " not in words}
    filled = (raw.frame != "").to_numpy()
    alone = filled[:, 0] & (filled.sum(axis=1) == 1)
    lone |= dict(zip(raw.lines[alone].tolist(), raw.frame.iloc[:, 0][alone], strict=True))
    rows = raw.lines[~alone]
    if not len(rows):
        return {}
    last, first = int(rows[-1]), int(rows[0])
    begins = max((line for line in lone if line < first), default=last)
    return dict(sorted((line, words) for line, words in lone.items() if begins <= line < last))


def is_known(words: str) -> bool:
    return is_step(words) or bool(meaning(words)) or key(words) in PART_WORDS
