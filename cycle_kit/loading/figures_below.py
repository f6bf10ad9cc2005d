"""What formulas write below a list: rows that are filled in before there is a deal, and figures on the rows above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from cycle_kit.files.shapes import shape
from cycle_kit.files.total_words import is_called_total
from cycle_kit.loading.evidence import KINDS, NEARLY_ALL
from cycle_kit.values import read_money, without_blank_words

CALLED = ("name", "account")
#: a day that a formula makes of an empty cell
NO_DAY = re.compile(r"(?<!\d)(?:1899|1900)(?!\d)|(?<!\d)0?[01][./-]0?[01][./-]00(?!\d)")
NUMBER = re.compile(r"\d+(?!.*\d)")
CLOSE = 0.001  # how near a mean has to come
HALF, HUNDRED = 0.5, 100  # a mean is rounded to whole numbers where it is a hundred or more


def is_prefilled(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    """Rows below the list without name and date, two or more of them the same but for a running number.

    `columns`: {our name: header}. None where the rows above have neither name nor date.
    """
    about = [
        header for name, header in columns.items() if name in CALLED or KINDS.get(name) == "date"
    ]
    none = pd.Series(False, index=frame.index)
    if not about or len(frame) < 3:
        return none
    bare = (frame != "").any(axis=1)
    for header in about:
        texts = frame.loc[bare, header]
        empty = (texts == "") | without_blank_words(texts).isna()
        bare[texts.index] = empty | texts.str.contains(NO_DAY)
    told = np.flatnonzero(~bare.to_numpy())
    if not len(told) or bare[: told[-1]].mean() > 1 - NEARLY_ALL:
        return none
    below = bare.index[bare & (np.arange(len(frame)) > told[-1])]
    if len(below) < 2:
        return none
    kinds = without_running_numbers(frame.loc[bare])
    times = kinds.loc[below].value_counts()
    return none | kinds.isin(times[times > 1].index).reindex(frame.index, fill_value=False)


def without_running_numbers(frame: pd.DataFrame) -> pd.Series:
    """Each row as one text in which numbers that rise from row to row are the same."""
    said = [told_by_place(frame[header]) for header in frame]
    return pd.concat(said, axis=1).agg("\x1f".join, axis=1)


def told_by_place(texts: pd.Series) -> pd.Series:
    """The cells, or, where this makes fewer different ones, these with their last number counted from the row's."""
    places = iter(texts.index)
    counted = texts.map(
        lambda text: NUMBER.sub(lambda hit: number_from(hit[0], next(places)), text)
    )
    return counted if counted.nunique() < texts.nunique() else texts


def number_from(digits: str, place: int) -> str:
    return f"+{int(digits) - place}"


def tells_of_above(frame: pd.DataFrame, about: Iterable[str], known: pd.Series) -> pd.Series:
    """Rows at the end with a label at most and figures, one of which is the count, mean or sum of those above it.

    `about`: headers of what a deal has besides: where one of them holds more than a figure, it is a deal.
    `known`: rows that are known to be none.
    """
    found = pd.Series(False, index=frame.index)
    about = list(about)
    for place in reversed(frame.index):
        if known[place]:
            continue
        row = frame.loc[place]
        if not is_label_with_figures(row, about):
            break
        found[place] = True
    if not found.any():
        return found
    above = frame[~found & ~known]
    for place in found.index[found]:
        row = frame.loc[place]
        figures = [header for header in frame if row[header] and is_number(row[header])]
        called = any(cell and not is_number(cell) and is_called_total(cell) for cell in row)
        found[place] = any(
            is_figure_of(row[header], above[header], len(above))
            or (called and is_among(row[header], above[header]))
            for header in figures
        )
    return found


def is_number(cell: str) -> bool:
    return shape(cell) == "number"


def is_label_with_figures(row: pd.Series, about: list[str]) -> bool:
    texts = [cell for cell in row if cell and not is_number(cell)]
    return (
        len(texts) <= 1
        and any(is_number(cell) for cell in row if cell)
        and not any(row[header] and not is_number(row[header]) for header in about)
    )


def is_among(cell: str, above: pd.Series) -> bool:
    """Whether it is the least, the greatest or the middle one of the figures above."""
    values, own = (read_money(texts)[0].values for texts in (above, pd.Series([cell])))
    return bool(own.iloc[0] in (values.min(), values.max(), values.median()))


def is_figure_of(cell: str, above: pd.Series, rows: int) -> bool:
    """Whether it is the sum or the mean of the figures above, or their number where all are greater or none is one."""
    own = read_money(pd.Series([cell]))[0].values.iloc[0]
    if pd.isna(own):
        return False
    filled = above[above != ""]
    if filled.empty:
        return False
    if not filled.map(is_number).mean() >= NEARLY_ALL:
        return bool(own in (rows, len(filled)) and rows > 1)
    values = read_money(filled)[0].values.dropna()
    if len(values) < 2:
        return False
    if own in (rows, len(filled)) and bool((values > own).all()):
        return True
    near = HALF if own >= HUNDRED and float(own).is_integer() else CLOSE * abs(own)
    mean, total = values.mean(), values.sum()
    return bool(own) and (abs(own - mean) <= near or abs(own - total) <= CLOSE * abs(total))
