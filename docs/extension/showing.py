"""What a value looks like on a page: tables, pictures, words."""

import json
from html import escape
from typing import Any

import pandas as pd

from cycle_kit.charts.picture import drawn, titled

ROWS = 20  # of a table; what follows is counted


def shown(value: Any, name: str) -> str:
    """HTML of a value; `name`: an id that no other picture of the page has."""
    if isinstance(value, pd.DataFrame):
        return table(value)
    if hasattr(value, "to_plotly_json"):
        return picture(value, name)
    text = value if isinstance(value, str) else repr(value)
    return f'<div class="gives"><pre>{escape(text)}</pre></div>'


def picture(figure: Any, name: str) -> str:
    """A plotly figure as the library's own picture, as wide as its place."""
    told = json.loads(figure.to_json())
    return f'<div class="picture">{drawn(told, name=name, label=titled(told), fluid=True)}</div>'


def table(frame: pd.DataFrame) -> str:
    """The first rows of a table; columns that are empty throughout are left out."""
    frame = frame.dropna(axis=1, how="all")
    heads = "".join(f"<th>{escape(str(name))}</th>" for name in frame.columns)
    rows = "".join(
        "<tr>" + "".join(cell(value) for value in row) + "</tr>"
        for row in frame.head(ROWS).itertuples(index=False)
    )
    more = f"<p class='more'>and {len(frame) - ROWS:,} more rows</p>" if len(frame) > ROWS else ""
    return (
        '<div class="table-wrapper gives"><table class="docutils"><thead><tr>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def cell(value: Any) -> str:
    text = in_words(value)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f'<td class="number">{text}</td>' if number else f"<td>{escape(text)}</td>"


def in_words(value: Any) -> str:
    """A cell as one would write it: a day without its midnight, three figures that count."""
    if isinstance(value, (list, tuple, dict)):
        return str(value)
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)
