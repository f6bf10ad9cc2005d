"""Legends below a list, "W" and "won" in two cells or "W = won" in one: they say what its words mean, of no deal."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.files.total_words import is_figure
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.remarks import at_lines
from cycle_kit.values import key

MOST, LONGEST = 3, 4  # cells of such a row; words that name a stage or an outcome
SIGNS = re.compile(r"\s*[=:–—→]\s*|\s+-\s+")


def without_legend(
    raw: RawTable, columns: Mapping[str, str], named: Container[str] = ()
) -> RawTable:
    """The table without the legend below it, and its words of stage and status as the legend spells them out.

    `named`: words that the caller names, which stay as they are.
    """
    headers = [columns[name] for name in ("status", "stage") if name in columns]
    gone = is_legend(raw.frame, headers)
    if not gone.any():
        return raw
    pairs = [explained(row) for _, row in raw.frame[gone].iterrows()]
    meant = {key(word): text for word, text in pairs if word and len(text.split()) <= LONGEST}
    kept = raw.frame[~gone].reset_index(drop=True)
    for header in headers:
        words = [word for word in kept[header].unique() if key(word) in meant and word not in named]
        kept[header] = kept[header].replace({word: meant[key(word)] for word in words})
    lines = at_lines(raw.lines[gone.to_numpy()])
    rows = one_or_more(gone.sum(), "{n} row of a legend", "{n} rows of a legend")
    return replace(
        raw,
        frame=kept,
        lines=raw.lines[~gone.to_numpy()],
        furniture=raw.furniture + int(gone.sum()),
        left_out=(*raw.left_out, f"{rows} ({lines})"),
        remarks=(*raw.remarks, f"Words that a legend explains ({lines}) are read as it says."),
    )


def is_legend(frame: pd.DataFrame, headers: list[str]) -> pd.Series:
    """Rows at the end that hold texts only, most of which begin with a word that stands in these columns."""
    found = pd.Series(False, index=frame.index)
    if not headers:
        return found
    for place in reversed(frame.index):
        cells = [cell for cell in frame.loc[place] if cell]
        if len(cells) > MOST or any(map(is_figure, cells)):
            break
        found[place] = True
    if not found.any() or found.all():
        return found & False
    words = {key(word) for header in headers for word in frame.loc[~found, header].unique() if word}
    below = frame[found]
    said = pd.Series([key(explained(row)[0]) for _, row in below.iterrows()], index=below.index)
    explains = said.isin(words - {""})
    if not explains.any() or explains.sum() < HALF * (said != "").sum():
        return found & False
    of_status = (below[headers] != "").any(axis=1)
    found[below.index[of_status & ~explains]] = False
    return found


def explained(row: pd.Series) -> tuple[str, str]:
    """The word that a row explains and what it means: two cells, or two sides of a sign in one; "" for none."""
    first, *others = [cell for cell in row if cell]
    if others:
        return SIGNS.sub("", first), SIGNS.sub("", others[0])
    word, _, text = SIGNS.sub("=", first, count=1).partition("=")
    return (word, text) if text else ("", "")
