"""Rows that name no deal: sums without a word that says so, notes of somebody, and what formulas write.

They have no id, name, stage, owner or date, only figures or cells of columns that are none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.files.table import without_gone
from cycle_kit.files.total_words import is_called_total, is_figure, is_subtotal
from cycle_kit.loading.counts_of_rows import (
    nothing_in,
    of_counted_outcomes,
    of_words,
    without_figures,
)
from cycle_kit.loading.evidence import KINDS, NEARLY_ALL
from cycle_kit.loading.figures_below import is_prefilled, tells_of_above
from cycle_kit.loading.group_rows import written_cells
from cycle_kit.loading.sums_of_rows import (
    sums_of_groups,
    sums_of_rows,
    with_names_of_groups,
)
from cycle_kit.loading.total_rows import of_figures_per_word, of_totals_of_groups
from cycle_kit.remarks import at_lines
from cycle_kit.values import bare_name, read_money
from cycle_kit.values.months import MONTHS
from cycle_kit.values.text import fold

FIGURES = {"amount", "converted", "probability"}


def without_sums(raw: RawTable, columns: Mapping[str, str]) -> RawTable:
    """`columns`: `{our name: header}`. The table without rows that name no deal, each kind told by its lines."""
    others = [header for name, header in columns.items() if name not in FIGURES]
    if len(others) < 2:
        return raw
    figures = [header for name, header in columns.items() if name in FIGURES]
    empty = nothing_in(raw.frame, others)
    sums = empty & filled_in(raw.frame, figures)
    lone = ~empty & alone(written_cells(raw.frame))
    names = ~empty & ~lone & technical(raw.frame)
    totals = ~empty & ~lone & ~names
    totals &= adds_up(raw.frame, columns) | sums_of_rows(raw.frame, columns)
    totals &= ~has_own_number(raw.frame, columns, totals)
    prefilled = ~empty & ~lone & ~names & ~totals & is_prefilled(raw.frame, columns)
    known = empty | lone | names | totals | prefilled
    grouped = ~known & of_totals_of_groups(raw.frame, columns)
    known |= grouped
    counting = ~known & of_counted_outcomes(raw.frame, columns)
    known |= counting
    counting |= ~known & of_figures_per_word(raw.frame[~known], columns).reindex(
        raw.frame.index, fill_value=False
    )
    known |= counting
    of_none = ~known & of_no_deal(raw.frame, columns)
    known |= of_none
    told = pd.Series(False, index=raw.frame.index)
    if "amount" in columns:
        about = [columns[name] for name in ABOUT if name in columns]
        told |= tells_of_above(without_figures(raw.frame, columns), about, known)
    told &= ~has_own_number(raw.frame, columns, told)
    below = ~known & ~told & labels_below(raw.frame)
    below &= ~has_own_number(raw.frame, columns, below)
    grouping = sums_of_groups(raw.frame[~known], columns, below[~known])
    grouping = grouping.reindex(raw.frame.index, fill_value=False)
    below &= ~grouping
    labelled = of_a_label(raw.frame, columns, below)
    found = {
        "of a label and a figure": labelled,
        "of nothing but figures": sums,
        "of nothing but notes, errors or formulas": empty & ~sums,
        "with a single filled cell": lone,
        "of technical names": names,
        "whose amount is the sum of those above or below": totals,
        "whose amount is the sum of a group of those above": grouping,
        "called by a word for sums": grouped,
        "whose figure is the count, mean or sum of those above": told,
        "with how many others stand in a status": counting,
        "without name and date that are all the same, as formulas fill them in": prefilled,
        "without name, date and a stage that others have, as legends and signatures are": of_none,
    }
    gone = known | told | grouping | labelled
    raw = with_doubt(raw, below & ~labelled, gone)
    if not gone.any() or gone.all():
        return raw
    said = [
        one_or_more(rows.sum(), "{n} row", "{n} rows")
        + f" {what} ({at_lines(raw.lines[rows.to_numpy()])})"
        for what, rows in found.items()
        if rows.any()
    ]
    below = rows_below(raw, lone & (raw.frame.iloc[:, 0] != ""))
    if below:
        said[-1] += f"; a single cell may be the beginning of the row below it ({at_lines(below)})"
    kept = ~gone.to_numpy()
    return replace(
        raw,
        frame=with_names_of_groups(raw.frame, totals)[kept].reset_index(drop=True),
        lines=raw.lines[kept],
        furniture=raw.furniture + int(gone.sum()),
        left_out=(*raw.left_out, *said),
    )


def has_own_number(frame: pd.DataFrame, columns: Mapping[str, str], rows: pd.Series) -> pd.Series:
    """Those of `rows` with an id that no other row has and that is made as others are, or follows on the one above:
    such a row is a deal, whatever its figures come to. A count below a list is made otherwise, or there already."""
    if "deal_id" not in columns or not rows.any():
        return pd.Series(False, index=frame.index)
    ids = frame[columns["deal_id"]]
    shapes = ids.str.replace(r"\d", "9", regex=True)
    as_others = shapes.map(shapes.value_counts()) >= 2
    follows = pd.to_numeric(ids, errors="coerce").diff() == 1
    numbered = shapes.str.contains("9") & ~ids.duplicated(keep=False)
    return rows & numbered & (as_others | follows)


BARE = "next to nothing"  # as the remark on rows that hold little says


def with_doubt(raw: RawTable, doubtful: pd.Series, gone: pd.Series) -> RawTable:
    """The table with a remark on rows that may be no deals, and without those that are known to be none in that on
    rows that hold little."""
    raw = without_gone(raw, raw.lines[gone.to_numpy()].tolist())
    remarks = list(raw.remarks)
    if doubtful.any() and not any(BARE in each for each in remarks):
        remarks.append(
            one_or_more(doubtful.sum(), "{n} row holds", "{n} rows hold")
            + f" a text and a figure only ({at_lines(raw.lines[doubtful.to_numpy()])}): "
            "read as it stands, as a deal."
        )
    return replace(raw, remarks=tuple(remarks))


def rows_below(raw: RawTable, rows: pd.Series) -> list[int]:
    """The lines of rows right below these."""
    there = set(raw.lines.tolist())
    return [line + 1 for line in raw.lines[rows.to_numpy()].tolist() if line + 1 in there]


def filled_in(frame: pd.DataFrame, headers: list[str]) -> pd.Series:
    """The rows with something in any of these columns."""
    none = pd.Series(False, index=frame.index)
    return (frame[headers] != "").any(axis=1) if headers else none


USUAL = 4  # filled cells of a table's rows, beside which a row with one is a note


def alone(frame: pd.DataFrame) -> pd.Series:
    """Rows with one filled cell, where others have many: footnotes and remarks."""
    count = (frame != "").sum(axis=1)
    return (count == 1) & (count.median() >= USUAL)


CALLED = ("deal_id", "name", "account")


def of_no_deal(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    """Rows without id, name, client, date and figures whose stage no row has that has these, where nearly all rows
    have them: a legend, a signature."""
    found = pd.Series(False, index=frame.index)
    called = [columns[name] for name in CALLED if name in columns]
    dates = [header for name, header in columns.items() if KINDS.get(name) == "date"]
    if not called or not dates:
        return found
    figures = [header for name, header in columns.items() if name in FIGURES]
    rows = nothing_in(frame, [*called, *dates])
    rows &= ~filled_in(frame, figures)
    if not rows.any() or rows.mean() > FEW:
        return found
    others = frame[~rows]
    if any(nothing_in(others, each).mean() > 1 - NEARLY_ALL for each in (called, dates)):
        return found
    for header in of_words(columns):
        known = set(others[header].map(bare_name))
        rows &= nothing_in(frame, [header]) | ~frame[header].map(bare_name).isin(known)
    return rows


def labels_below(frame: pd.DataFrame) -> pd.Series:
    """Rows below all others that hold a text and a figure and nothing else; all others hold more."""
    found = pd.Series(False, index=frame.index)
    for place in reversed(frame.index):
        cells = [cell for cell in frame.loc[place] if cell]
        if len(cells) != 2 or sum(map(is_figure, cells)) != 1:
            break
        found[place] = True
    more = (frame[~found] != "").sum(axis=1) > 2
    return found & bool(more.all() and len(more))


def of_a_label(frame: pd.DataFrame, columns: Mapping[str, str], below: pd.Series) -> pd.Series:
    """Of these rows those that are no deals, "Hit rate" and "45 %": the figure is a share where no probability
    is, or the label stands where no deal is called by."""
    called = [columns[name] for name in CALLED if name in columns]
    if not called or not below.any() or nothing_in(frame[~below], called).any():
        return below & False
    others = [header for header in frame if header != columns.get("probability")]
    share = frame[others].apply(lambda cells: cells.str.contains(r"\d\s*[%٪]")).any(axis=1)
    return below & (share | nothing_in(frame, called))


def technical(frame: pd.DataFrame) -> pd.Series:
    """A second header of names that programs use, right below the first: deal_name, created_at."""
    found = pd.Series(False, index=frame.index)
    if len(frame) < 2:
        return found
    first = [cell for cell in frame.iloc[0] if cell]
    named = [
        cell for cell in first if re.fullmatch(r"[a-z][A-Za-z0-9]*(?:[_.][A-Za-z0-9]+)*", cell)
    ]
    joined = [cell for cell in named if "_" in cell or "." in cell]
    found.iloc[0] = len(first) > 2 and len(named) == len(first) and 2 * len(joined) >= len(first)
    return found


ABOUT = ("stage", "status", "owner", "created_at", "closed_at", "close_date")


def adds_up(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    """Rows without stage, owner and date whose amount is the sum of all above, or since the last such row."""
    none = pd.Series(False, index=frame.index)
    about = [columns[name] for name in ABOUT if name in columns]
    if "amount" not in columns or len(about) < 2:
        return none
    bare = nothing_in(without_figures(frame, columns), about) & (frame[columns["amount"]] != "")
    if not bare.any():
        return none
    labels = frame[bare].apply(label_of, axis=1).reindex(frame.index, fill_value="")
    if bare.mean() > FEW:  # where many rows are bare, only those that call themselves totals
        bare = labels != ""
    amounts = read_money(frame[columns["amount"]])[0].values.fillna(0.0)
    whole = amounts.mask(bare, 0.0).cumsum()
    before = whole.where(bare).ffill().shift().fillna(0.0)
    near = [(amounts - each).abs() <= CLOSE * each.abs() for each in (whole, whole - before)]
    return (bare & (near[0] | near[1]) & (amounts != 0)) | labels.map(is_surely_total)


def is_surely_total(label: str) -> bool:
    """Whether its word is of sums and of nothing else, such as "Subtotal", or it is of a month or quarter."""
    return bool(label) and (is_subtotal(label) or is_of_period(label))


def label_of(row: pd.Series) -> str:
    """The one text of a row of totals, "Subtotal Ann" or "Summe Januar"; "" where the row is none."""
    texts = [cell for cell in row if cell and not is_figure(cell)]
    return texts[0] if len(texts) == 1 and is_called_total(texts[0]) else ""


def is_of_period(label: str) -> bool:
    words = re.findall(r"[^\W\d_]+|\d+", label)
    return any(
        fold(word) in MONTHS or re.fullmatch(r"(?i)[qkт]\d?|(19|20)\d\d", word) for word in words
    )


FEW, CLOSE = 0.2, 0.001  # share of such rows at most; how near a sum has to come
