"""How an answer is written down: words as they are, figures and tables by a sum over rounded numbers."""

import json
import re
from base64 import b64decode
from hashlib import blake2s
from html import unescape
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.picture import Picture
from cycle_kit.charts.widget import Chart
from cycle_kit.errors import CycleKitError

DIGITS = 6
#: what is the same in every figure
SHARED = {"template"}
#: names of places that tell the reader nothing
UNREAD = {"type", "mode", "color", "family", "uid", "dash", "anchor"}


def lines(answer: Any) -> list[str]:
    """What one answer says, a line each; none where it is nothing that a reader sees."""
    if isinstance(answer, go.Figure):
        return of_figure(json.loads(answer.to_json()))
    if isinstance(answer, (Picture, Chart)):
        return of_figure(answer.figure)
    if isinstance(answer, pd.DataFrame):
        return [f"table {summed(table_text(answer))}"]
    if isinstance(answer, widgets.Widget):
        return of_page(answer)
    if isinstance(answer, CycleKitError):
        return ["error", *words(str(answer))]
    return words(str(answer)) if answer is not None else []


def words(text: str) -> list[str]:
    """The lines of a text, without what depends on today."""
    told = re.sub(r"\([\d,]+ days ago\)", "(some days ago)", text)
    return [f"  {line.rstrip()}" for line in told.splitlines() if line.strip()]


def of_figure(figure: dict) -> list[str]:
    """The sum over the whole figure, and of texts that differ in figures alone the first."""
    plain = rounded(figure)
    said = {re.sub(r"[\d.,]+", "#", text): text for text in reversed(texts(plain))}
    total = summed(json.dumps(plain, sort_keys=True))
    return [f"figure {total}", *(f"  {text}" for text in reversed(said.values()))]


def of_page(page: widgets.Widget) -> list[str]:
    """Every text and figure on a page of widgets, from top to bottom."""
    if isinstance(page, Chart):
        return of_figure(page.figure)
    html = getattr(page, "html", None) or (page.value if isinstance(page, widgets.HTML) else "")
    own = words(unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", "\n", html, flags=re.DOTALL)))
    below = getattr(page, "children", ())
    return own + [line for child in below for line in of_page(child)]


def table_text(table: pd.DataFrame) -> str:
    return table.to_csv(float_format=f"%.{DIGITS}g", index=False)


def summed(text: str) -> str:
    return blake2s(text.encode(), digest_size=5).hexdigest()


def rounded(value: Any) -> Any:
    """The JSON of a figure without what all figures share, numbers to six digits."""
    if isinstance(value, dict) and {"dtype", "bdata"} <= set(value):
        return rounded(np.frombuffer(b64decode(value["bdata"]), value["dtype"]).tolist())
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items() if key not in SHARED}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def texts(value: Any, place: str = "") -> list[str]:
    """Every text of a figure that somebody reads: with a blank in it, or a label of an axis."""
    if isinstance(value, dict):
        return [text for key, one in value.items() if key not in UNREAD for text in texts(one, key)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one, place)]
    if isinstance(value, str) and (place == "ticktext" or " " in value.strip()):
        return [value.replace("\n", " ")]
    return []
