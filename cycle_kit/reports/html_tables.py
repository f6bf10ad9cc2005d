"""A table of figures as HTML, for reading: what is long is cut, and says so."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from cycle_kit.charts.axes import period_label
from cycle_kit.charts.measured import titled
from cycle_kit.charts.what_changed import edge_of, stage_order
from cycle_kit.charts.words import (
    ENDS,
    MISSING,
    _,
    absent,
    commas,
    date,
    many,
    number,
    say,
    signed,
    trimmed,
)
from cycle_kit.dashboard.live import words
from cycle_kit.dashboard.page_words import is_python, without_python

MOST = 200  # rows
#: columns whose words are ours, not those of the data
WORDS = {
    "outcome", "what", "item", "verdict", "phase", "standing", "calendar", "severity", "method", "level",
    "rule", "unit", "defect", "question", "answer", "reading", "comparable", "conversion_verdict", "step",
    "days_verdict", "losses_verdict", "strongest", "weakest", "forecast_by", "when", "expected", "basis", "statistic",
    "yours", "template", "column", "left_out", "part", "label", "n_of", "spans", "counts",
    "whose", "discount", "metric",
}  # fmt: skip
#: columns of stages in which something stands for none
BOTH_ENDS = ("stage_before", "stage_after")
#: columns of sentences of ours
SENTENCES = {
    "note", "why", "why_not", "fix", "effect", "export_this", "advice", "goal", "questions", "next_actions",
    "definition", "warning",
}  # fmt: skip


def table_html(table: pd.DataFrame) -> str:
    """The first rows of a table; columns without anything are left out."""
    shown = table.dropna(axis="columns", how="all").head(MOST)
    shown = shown.loc[:, [name for name in shown if not shown[name].astype(str).eq("").all()]]
    heads = "".join(head(name, shown[name]) for name in shown)
    columns = [column(name, shown) for name in shown]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*columns, strict=True))
    rest = len(table) - len(shown)
    more = many(rest, "{n} more row is not shown.", "{n} more rows are not shown.") if rest else ""
    after = f'<p class="ck-soft">{words(more)}</p>' if more else ""
    return (
        f'<div class="ck-scroll" tabindex="0"><table class="ck-table"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{after}"
    )


def column(name: Any, table: pd.DataFrame) -> list[str]:
    how = ours(name, table)
    return [cell(value, how) for value in told(name, table[name])]


def told(name: Any, values: pd.Series) -> pd.Series:
    """The values; of sentences those that are not in Python, which nobody can type here."""
    if name not in SENTENCES:
        return values
    return values.map(
        lambda said: without_python(said) if is_python(said) else said, na_action="ignore"
    )


def head(name: Any, values: pd.Series) -> str:
    right = ' class="ck-right"' if is_right(values) else ""
    return f'<th scope="col"{right}>{words(_(str(name).replace("_", " ")))}</th>'


def ours(name: Any, table: pd.DataFrame) -> Callable[[str], str]:
    """How a text in a column of this name is told: what the data says as it is, but for the ends of a deal, and for
    what stands for the stage of one that was not there."""
    if name == "measure":
        return titled
    if name == "period":
        return period_label
    if name == "within":  # what deals are alike in, one after the other
        return lambda text: commas(map(_, text.split(", ")))
    if name in WORDS or name in SENTENCES:
        return _
    ends = [*ENDS, edge_of(stage_order(table))] if name in BOTH_ENDS else ENDS
    return lambda text: _(text) if text in ends else text


def is_right(values: pd.Series) -> bool:
    number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    return number or pd.api.types.is_datetime64_any_dtype(values)


def cell(value: Any, told: Callable[[str], str]) -> str:
    if isinstance(value, list | tuple | dict):
        return f"<td>{words(', '.join(told(str(one)) for one in value))}</td>"
    if absent(value):
        return f'<td class="ck-right">{MISSING}</td>'
    if isinstance(value, bool | np.bool_):
        return f"<td>{words(_('yes') if value else _('no'))}</td>"
    if isinstance(value, pd.Timestamp):
        return f'<td class="ck-right">{words(date(value))}</td>'
    if isinstance(value, Real):
        return f'<td class="ck-right">{words(figure(float(value)))}</td>'
    return f"<td><bdi>{words(told(str(value)))}</bdi></td>"


def figure(value: float) -> str:
    """A number with the decimals that its size leaves room for."""
    if value.is_integer():
        return number(value)
    return signed(trimmed(value, 1 if abs(value) >= 10 else 3))


def figures_html(table: pd.DataFrame) -> str:
    """The table behind a picture, folded."""
    if not len(table) or not len(table.columns):
        return ""
    name = say("The figures ({n})", n=many(len(table), "{n} row", "{n} rows"))
    return (
        f'<details class="ck-figures"><summary>{words(name)}</summary>{table_html(table)}</details>'
    )
