"""Legends beside a list, "W" and "won" in two cells or "W = won, L = lost" in one: what its words mean, of no deal."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.files.shapes import Column, columns_of, misfit
from cycle_kit.files.table import without_gone
from cycle_kit.files.total_words import is_figure
from cycle_kit.loading.evidence import HALF
from cycle_kit.remarks import at_lines
from cycle_kit.values import key

MOST, LONGEST = 3, 4  # cells of such a row; words that name a stage or an outcome
CODE = 2  # letters of one
LEGEND = ("{n} row of a legend", "{n} rows of a legend")
NOTE = ("{n} row with nothing but a note", "{n} rows with nothing but a note")
WORDS = 50  # different statuses, of which more are no column of statuses
SIGN = re.compile(r"\s*(?:[-=]?>|[=:–—→(])\s*|\s*-\s+|\s+-|(?<=\b\w)-(?=\w)")
BETWEEN = re.compile(r"\s*[,;/|•·\n]+\s*")


def without_legend(
    raw: RawTable, columns: Mapping[str, str], named: Container[str] = ()
) -> RawTable:
    """The table without the legend below it, and its words of stage and status as the legend spells them out.

    `named`: words that the caller names, which stay as they are.
    """
    headers = [columns[name] for name in ("status", "stage") if name in columns]
    named_by = [columns[name] for name in ("name", "account") if name in columns]
    gone = is_legend(raw.frame, headers, named_by)
    kept = raw.frame[~gone].reset_index(drop=True)
    words = words_in(kept, headers)
    rows = [explained(row, words) for _, row in raw.frame[gone].iterrows()]
    meant = spelled_out({word: text for row in rows for word, text in row.items()}, words)
    asides = {line: spelled_out(signed(text, words), words) for line, text in raw.asides}
    meant = {word: text for aside in asides.values() for word, text in aside.items()} | meant
    if not meant and not gone.any():
        return raw
    for header in headers:
        own = [word for word in kept[header].unique() if key(word) in meant and word not in named]
        kept[header] = kept[header].replace({word: meant[key(word)] for word in own})
    told = {line for line, said in asides.items() if said}
    lines = sorted(told | set(raw.lines[gone.to_numpy()].tolist()))
    explains = bool(meant) or gone.sum() > 1
    left_out = one_or_more(gone.sum(), *(LEGEND if explains else NOTE))
    left_out += f" ({at_lines(raw.lines[gone.to_numpy()])})" if gone.any() else ""
    raw = without_gone(raw, raw.lines[gone.to_numpy()].tolist())
    remark = f"Words that a legend explains ({at_lines(lines)}) are read as it says."
    return replace(
        raw,
        frame=kept,
        lines=raw.lines[~gone.to_numpy()],
        furniture=raw.furniture + int(gone.sum()),
        left_out=(*raw.left_out, left_out) if gone.any() else raw.left_out,
        remarks=(*raw.remarks, remark) if meant else raw.remarks,
    )


def words_in(frame: pd.DataFrame, headers: Iterable[str]) -> set[str]:
    """The words of these columns as compared; of columns with too many for a legend none."""
    found = [frame[header].unique() for header in headers]
    return {key(word) for words in found if len(words) <= WORDS for word in words} - {""}


def is_legend(frame: pd.DataFrame, headers: list[str], names: Container[str]) -> pd.Series:
    """Rows at the end that hold texts only, most of which begin with a word that stands in these columns.

    `names`: the columns of names and clients."""
    found = pd.Series(False, index=frame.index)
    if not headers:
        return found
    for place in reversed(frame.index):
        cells = [cell for cell in frame.loc[place] if cell]
        several = len(cells) > MOST and not all(map(SIGN.search, cells))
        if several or any(map(is_figure, cells)):
            break
        found[place] = bool(cells)
    if not found.any() or found.all():
        return found & False
    found &= ~of_the_list(frame, headers, names, found)
    if not found.any():
        return found
    words = {key(word) for header in headers for word in frame.loc[~found, header].unique()} - {""}
    below = frame[found]
    explains = below.apply(lambda row: bool(explained(row, words)), axis=1)
    said = below.apply(is_signed, axis=1)
    if not explains.any() or explains.sum() < HALF * (said | explains).sum():
        return found & False
    of_status = (below[headers] != "").any(axis=1)
    found[below.index[of_status & ~explains]] = False
    return found


def of_the_list(
    frame: pd.DataFrame, headers: list[str], names: Container[str], below: pd.Series
) -> pd.Series:
    """Which rows `below` begin with a word in its own column, and go on in another one as the rows above them do: a
    deal of which little is known yet. What explains a word stands right beside it, and is no value there."""
    found, doubtful = pd.Series(False, index=frame.index), {}
    usual = cache(lambda place: usual_of(frame.loc[~below].iloc[:, place]))
    for at, row in frame[below].iterrows():
        filled = [n for n, cell in enumerate(row) if cell]
        if len(filled) < 2 or frame.columns[filled[0]] not in headers:
            continue
        first, second = filled[:2]
        word, cell = key(row.iloc[first]), row.iloc[second]
        if word not in usual(first).words:
            continue
        beside = frame.columns[second]
        fits = fit(cell, usual(second), ends=beside in headers, named=beside in names)
        found[at] = fits == 1 or second > first + 1
        if 0 < fits < 1 and not found[at]:
            doubtful[at] = word
    # several rows of new texts, each beside another word, explain these
    if len(set(doubtful.values())) == 1:
        found[list(doubtful)] = True
    return found


class Usual(NamedTuple):
    """What a column holds: its words as compared, and how they look."""

    words: set[str]
    look: Column


def usual_of(column: pd.Series) -> Usual:
    [look] = columns_of([[cell] for cell in column], 1)
    return Usual(set(map(key, column)), look)


def fit(cell: str, usual: Usual, *, ends: bool, named: bool) -> float:
    """1 where a cell is a value like those of its column, 0 where it is none, and between where it may be a new one.

    `ends`, `named`: the column is that of stages or statuses, in which no word stands that nobody knows, or of names,
    in which any new one does."""
    if key(cell) in usual.words:
        return 1.0
    if ends or meaning(cell):
        return float(ends and bool(meaning(cell)))
    return 1.0 if named else 1.0 - misfit(cell, usual.look)


def is_signed(row: pd.Series) -> bool:
    """Whether a row may explain a word: two cells, or two sides of a sign in one."""
    first, *others = [cell for cell in row if cell]
    return bool(others) or bool(SIGN.search(first))


def explained(row: pd.Series, words: Container[str]) -> dict[str, str]:
    """{word: what it means} of a row: in two cells beside each other, or two sides of a sign in one."""
    first, *others = [n for n, cell in enumerate(row) if cell]
    bare = [SIGN.sub("", row.iloc[place]) for place in (first, *others[:1])]
    if others and others[0] == first + 1 and key(bare[0]) in words:
        return {key(bare[0]): bare[1]}
    return {w: t for cell in row if cell for w, t in signed(cell, words).items()}


def signed(text: str, words: Container[str]) -> dict[str, str]:
    """{word: what it means} of a line such as "W = won, L: lost" or "W - won L - lost"."""
    found: dict[str, str] = {}
    for part in BETWEEN.split(text):
        sides = [side.strip(" ()[].") for side in SIGN.split(part)]
        for left, right in pairwise(sides):
            word = next((key(one) for one in (left, last_word(left)) if key(one) in words), "")
            rest = right.removesuffix(last_word(right)).strip()
            follows = right != sides[-1] and rest and key(last_word(right)) in words
            if word and right:
                found[word] = rest if follows else right
    return found


def last_word(text: str) -> str:
    return text.split()[-1] if text.split() else ""


def spelled_out(explained: Mapping[str, str], words: Iterable[str]) -> dict[str, str]:
    """What a legend says of codes, and of words that nobody knows where none tells an end yet, if it tells an outcome
    by one at least."""
    known = any(meaning(word) in ENDS for word in words)
    found = {
        word: text
        for word, text in explained.items()
        if is_short(text) and (is_code(word) or not (known or meaning(word)))
    }
    return found if any(map(meaning, found.values())) else {}


def is_code(word: str) -> bool:
    return len(word) <= CODE or (len(word.split()) == 1 and any(map(str.isdigit, word)))


def is_short(text: str) -> bool:
    return len(text.split()) <= LONGEST
