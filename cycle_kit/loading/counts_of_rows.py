"""Counts and shares where a status stands, "3 deals", "Won: 2", "Hit rate 50 %": figures about rows, no statuses."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.wording import ENDS, known, without_share
from cycle_kit.files.total_words import is_called_total, is_figure
from cycle_kit.loading.evidence import HALF, KINDS
from cycle_kit.values import key, without_blank_words

#: a number that stands for itself: no year, no number in brackets or of a step ("1. New", "#2", "Offer-2")
NUMBER = r"(?<![\w.,#(-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*\s?[%٪]?(?![\w)]|[.)]\s)"
NUMBERS = re.compile(NUMBER)
WORDS = re.compile(r"[^\W\d_]+")
MOST = 3  # words beside a number, as in "average win rate"
#: "2 of 3"
OF = re.compile(rf"{NUMBER}\s+[^\W\d_]{{1,3}}\s+(?={NUMBER})")


def is_of_sums(cell: str) -> bool:
    """Whether it is a count or a share with a word or two, or a word for sums."""
    return is_count(cell) or is_called_total(cell)


def is_count(cell: str) -> bool:
    return counts(cell) and 0 < len(WORDS.findall(cell)) <= MOST


def counts(cell: str) -> bool:
    """Whether it holds a number that is none of a stage's name, as that of "100% Won" is."""
    return bool(NUMBERS.search(cell)) and not (
        without_share(cell) != cell and known(without_share(cell)) in ENDS
    )


def counts_outcomes(cell: str) -> bool:
    """Whether it says how many deals were won, lost or are open, and nothing else."""
    if not counts(cell):
        return False
    words = NUMBERS.sub(" ", OF.sub(" ", cell))
    said = [known(part) for part in re.split(r"[\W\d_]+", words) if key(part)]
    return any(each in ENDS for each in said) and all(said)


def without_figures(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The table without counts, "3 deals", and words for sums in its columns of stages, in rows that have no date
    and where one text at most says more."""
    words = of_words(columns)
    rows = undated(frame, columns)
    if not words or not rows.any():
        return frame
    plain = frame.copy()
    for header in words:
        cells = frame[header]
        figures = cells.map(is_of_sums)
        if figures.sum() < HALF * (cells != "").sum():
            plain.loc[figures & rows, header] = ""
    several = more_texts(plain[rows])
    plain.loc[several] = frame.loc[several]
    return plain


def of_counted_outcomes(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    """Rows without a date that say of others how many were won or lost; none where most statuses are written so."""
    found = pd.Series(False, index=frame.index)
    rows = undated(frame, columns)
    for header in of_words(columns):
        cells = frame[header]
        counted = cells.map(counts_outcomes)
        if counted.sum() < HALF * (cells != "").sum():
            found |= counted & rows
    if not found.any():
        return found
    bare = frame[found].assign(**dict.fromkeys(of_words(columns), ""))
    found[more_texts(bare.mask(bare.map(is_called_total), ""))] = False
    return found


def of_words(columns: Mapping[str, str]) -> list[str]:
    return [columns[name] for name in ("stage", "status") if name in columns]


def undated(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    return nothing_in(
        frame, [header for name, header in columns.items() if KINDS.get(name) == "date"]
    )


def more_texts(frame: pd.DataFrame) -> pd.Index:
    """The rows with more than one text."""
    texts = frame.map(lambda cell: bool(cell) and not is_figure(cell)).sum(axis=1)
    return texts.index[texts > 1]


def nothing_in(frame: pd.DataFrame, headers: list[str]) -> pd.Series:
    """The rows whose cells in all these columns are empty, words for nothing, or errors of a spreadsheet."""
    found = pd.Series(True, index=frame.index)
    for header in headers:
        texts = frame[header]
        found &= (texts == "") | without_blank_words(texts).isna()
        if not found.any():
            break
    return found
