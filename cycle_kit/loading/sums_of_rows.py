"""Rows that hold the sum of the rows above them, or below, beside one text, whatever that says: "North"."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.files.total_words import is_figure
from cycle_kit.loading.evidence import KINDS
from cycle_kit.values import read_money

FEWEST = 3  # amounts that a sum is of, where chance would do for fewer
CENT = 0.005  # how near a sum has to come
FIRST, HALF = 500, 0.5  # rows that tell which columns hold texts, by that share of their cells
NO_TEXTS = ("currency",)  # what a sum may hold beside what it is of


def sums_of_rows(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    """Rows with an amount and one text at most whose amount is the sum of all above or since such a row, or of
    all below or up to such a row.

    Where all rows with so little are sums, they are; else only those of several amounts, called as no other row
    is: further lines of a deal hold a text and an amount, too.
    """
    found = pd.Series(False, index=frame.index)
    if "amount" not in columns:
        return found
    rows = of_one_text(frame, columns)
    if not rows.any():
        return found
    amounts = read_money(frame[columns["amount"]])[0].values.fillna(0.0)
    rows &= amounts != 0
    figures, may = amounts.tolist(), rows.tolist()
    above = sizes_of_sums(figures, may)
    below = sizes_of_sums(figures[::-1], may[::-1])[::-1]
    sizes = max(above, below, key=lambda each: sum(map(bool, each)))
    found[:] = [size > 0 for size in sizes]
    if found.sum() < rows.sum():
        found[:] = [size >= FEWEST for size in sizes]
        found &= named_once(frame, found, columns["amount"])
    return found if sum(sizes) >= FEWEST and max(sizes) > 1 else found & False


def of_one_text(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    """The rows with one text at most, where others hold more; what they are called by is no number of a deal."""
    rows = frame[columns["amount"]] != ""
    first = texts_in(frame.head(FIRST), columns)
    if (first.sum(axis=1) > 2).sum() < FEWEST:
        return rows & False
    usual = list(first.columns[first.mean() >= HALF])
    # the others need no look at each cell
    rows &= (frame[usual] == "").sum(axis=1) >= len(usual) - 1
    texts = texts_in(frame[rows], columns)
    rows[rows] = texts.sum(axis=1) <= 1
    if "deal_id" in columns:
        ids = columns["deal_id"]
        rows &= (frame[ids] == "") | texts[ids].reindex(rows.index, fill_value=False)
    return rows


def texts_in(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Which cells are texts, that is no figures; a date is one, too, and a currency is not looked at."""
    beside = {columns[name] for name in NO_TEXTS if name in columns}
    dates = {header for name, header in columns.items() if KINDS.get(name) == "date"}
    return pd.DataFrame(
        {
            header: frame[header] != "" if header in dates else frame[header].map(is_text)
            for header in frame
            if header in dates or header not in beside
        },
        index=frame.index,
        dtype=bool,
    )


def is_text(cell: str) -> bool:
    return bool(cell) and not is_figure(cell)


def sizes_of_sums(amounts: list[float], rows: list[bool]) -> list[int]:
    """Of how many amounts each of these rows is the sum: of all above that are no sums, or of those since a sum;
    0 where it is none."""
    sizes = []
    whole, many = 0.0, 0
    begun = [(whole, many)]
    for amount, may in zip(amounts, rows, strict=True):
        near = [
            many - before
            for up_to, before in begun
            if may and many > before and abs(whole - up_to - amount) <= CENT
        ]
        sizes.append(min(near, default=0))
        if near:
            begun.append((whole, many))
        else:
            whole, many = whole + amount, many + (amount != 0)
    return sizes


def named_once(frame: pd.DataFrame, rows: pd.Series, amount: str) -> pd.Series:
    """Those of these rows that hold no text that stands in another row, too."""
    again = frame.drop(columns=amount).apply(
        lambda cells: cells.duplicated(keep=False) & ~cells.map(is_figure) & (cells != "")
    )
    return rows & ~again.any(axis=1)


def with_names_of_groups(frame: pd.DataFrame, sums: pd.Series) -> pd.DataFrame:
    """Where sums stand above what they are of: what each group is called, in its rows, whose cells of that
    column are all empty; without a count in brackets."""
    if not sums.any() or not sums.iloc[0] or sums.all():
        return frame
    named = [h for h in frame if (frame[h][sums] != "").all() and (frame[h][~sums] == "").all()]
    if len(named) != 1:
        return frame
    names = frame[named[0]].str.replace(COUNT, "", regex=True)
    return frame.assign(**{named[0]: names.where(sums).ffill()})


COUNT = r"\s*\([^()]*\d[^()]*\)\s*$"  # behind the name of a group: "North (3 deals)"
STANDING = ("status", "stage", "owner", "team", "pipeline")


def sums_of_groups(frame: pd.DataFrame, columns: Mapping[str, str], below: pd.Series) -> pd.Series:
    """`below`: rows at the end that hold a text and a figure. These if there are several and each figure is the
    sum of the deals that are won, lost or open, or of those with the same word: "Won so far"."""
    none = below & False
    if "amount" not in columns or below.sum() < 2 or below.all():
        return none
    amounts = read_money(frame[columns["amount"]])[0].values.fillna(0.0)
    sums, counts = [], []
    for header in (columns[name] for name in STANDING if name in columns):
        words = frame[header][~below]
        for groups in (words, words.map(standing)):
            each = amounts[~below].groupby(groups)
            sums += each.sum().tolist()
            counts += each.size().tolist()
    own = amounts[below]
    sizes = [
        max((n for n, each in zip(counts, sums, strict=True) if abs(each - one) <= CENT), default=0)
        for one in own
    ]
    return below if own.ne(0).all() and min(sizes) > 0 and max(sizes) > 1 else none


def standing(word: str) -> str:
    said = meaning(word)
    return said if said in ENDS else "open"
