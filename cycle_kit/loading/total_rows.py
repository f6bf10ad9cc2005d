"""Rows of sums beside words of groups, "Won (2)" and "Total", and blocks of figures per status below a list."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.wording import known
from cycle_kit.files.total_words import is_called_total, is_figure, is_subtotal, is_total_word
from cycle_kit.loading.counts_of_rows import nothing_in, of_words, undated
from cycle_kit.loading.evidence import KINDS, NEARLY_ALL
from cycle_kit.values import bare_name, key, read_money

CALLED = ("name", "account")
GROUPED = ("stage", "status", "owner", "pipeline", "team")
CLOSE = 0.001  # how near a sum has to come


def of_totals_of_groups(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    """Rows without a date in which a word for sums stands where deals are called, beside words of groups at most.

    They lack a date that all others have, or are called as only subtotals are, or their amount is the sum
    of a group.
    """
    rows = frame[undated(frame, columns)]
    found = pd.Series(False, index=frame.index)
    called = [columns[name] for name in (*CALLED, "deal_id") if name in columns]
    groups = [columns[name] for name in GROUPED if name in columns]
    if rows.empty or not called:
        return found
    own = rows[called].map(is_total_word)
    beside = rows.drop(columns=groups, errors="ignore")
    texts = beside.map(lambda cell: bool(cell) and not is_figure(cell)).sum(axis=1)
    rows = rows[own.any(axis=1) & (texts == 1)]
    if rows.empty:
        return found
    others = frame.drop(rows.index)
    dated = bool(len(others)) and undated(others, columns).mean() <= 1 - NEARLY_ALL
    sub = rows[called].map(is_subtotal).any(axis=1)
    found[rows.index] = (sub | dated) if has_dates(columns) else sub
    found[rows.index] |= is_sum_of_group(frame, rows, columns, groups)
    return found


def has_dates(columns: Mapping[str, str]) -> bool:
    return any(KINDS.get(name) == "date" for name in columns)


def is_sum_of_group(
    frame: pd.DataFrame, rows: pd.DataFrame, columns: Mapping[str, str], groups: list[str]
) -> pd.Series:
    """The rows whose amount is that of all other rows, or of those whose cell of a group says the same."""
    none = pd.Series(False, index=rows.index)
    if "amount" not in columns:
        return none
    amounts = read_money(frame[columns["amount"]])[0].values.fillna(0.0)
    rest = frame.drop(rows.index)
    for place in rows.index:
        sums = [amounts[rest.index].sum()]
        for header in groups:
            word = bare_name(rows.loc[place, header])
            same = rest.index[rest[header].map(bare_name) == word]
            sums += [amounts[same].sum()] if word else []
        own = amounts[place]
        none[place] = bool(own) and any(abs(own - each) <= CLOSE * abs(each) for each in sums)
    return none


def of_figures_per_word(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    """Rows at the end without a date that hold a word of a status or stage, or for sums, and only figures beside
    it, one of them in the column of statuses or of names: how many of each there are."""
    found = pd.Series(False, index=frame.index)
    words = of_words(columns)
    called = [columns[name] for name in CALLED if name in columns]
    if not words or not called:
        return found
    bare = undated(frame, columns)
    for place in reversed(frame.index):
        if not bare[place] or not is_word_with_figures(frame.loc[place]):
            break
        found[place] = True
    above, below = frame[~found], frame[found]
    if below.empty or above.empty:
        return found
    groups = [columns[name] for name in GROUPED if name in columns]
    said = {key(bare_name(word)) for header in groups for word in above[header].unique()}
    told = below.apply(lambda row: is_said(row, said), axis=1)
    plain = below.mask(below.map(is_plain_number), "")
    as_name = nothing_in(plain, words) & holds_counts(below, above, words)
    told |= as_name & bool(as_name.sum() > 1)
    counts = [above[header].map(bare_name).value_counts() for header in words]
    as_status = nothing_in(plain, called) & holds_counts(below, above, called)
    as_status &= below.apply(lambda row: is_counted(row, counts), axis=1).any()
    found[below.index] = told & (as_name | as_status)
    return found | is_heading(frame, found & True, columns)


def holds_counts(below: pd.DataFrame, above: pd.DataFrame, headers: list[str]) -> pd.Series:
    """The rows with a number in one of these columns, which hold texts and no number elsewhere."""
    texts = [header for header in headers if not above[header].map(is_plain_number).any()]
    return below[texts].map(is_plain_number).any(axis=1)


def is_counted(row: pd.Series, counts: list[pd.Series]) -> bool:
    """Whether one of its figures is how often its word stands above."""
    word = bare_name(next(cell for cell in row if cell and not is_plain_number(cell)))
    return any(str(each.get(word, 0)) == cell for each in counts for cell in row if cell)


def is_heading(frame: pd.DataFrame, block: pd.Series, columns: Mapping[str, str]) -> pd.Series:
    """The row right above such a block with a text where amounts stand: "Summary", "Count", "Value"."""
    found = pd.Series(False, index=frame.index)
    first = block.to_numpy().argmax()
    if not block.any() or not first or "amount" not in columns:
        return found
    row = frame.iloc[first - 1]
    amount = row[columns["amount"]]
    texts = [cell for cell in row if cell]
    found.iloc[first - 1] = bool(amount) and not any(any(map(str.isdigit, each)) for each in texts)
    return found


def is_word_with_figures(row: pd.Series) -> bool:
    filled = [cell for cell in row if cell]
    texts = [cell for cell in filled if not is_plain_number(cell)]
    return len(texts) == 1 and len(filled) > 1


def is_plain_number(cell: str) -> bool:
    return bool(cell) and is_figure(cell) and any(map(str.isdigit, cell))


def is_said(row: pd.Series, words: set[str]) -> bool:
    """Whether the one text of a row is among these words, says how deals stand, or is one for sums."""
    text = next(cell for cell in row if cell and not is_plain_number(cell))
    return key(bare_name(text)) in words or bool(known(text)) or is_called_total(text)
