"""The words of a figure in the direction of the language that is spoken.

Plotly lays words out from left to right whatever they are. A line that runs from right to left keeps its order within
isolating signs; turning the whole picture by `direction: rtl` would break it.
"""

from typing import Any

from cycle_kit.charts.still.letters import led
from cycle_kit.locale import ENGLISH, now

#: where a figure has words
WORDS = {"text", "hovertext", "hovertemplate", "ticktext", "title", "name", "label"}


def directed(figure: dict) -> dict:
    """The same figure (its JSON), its figures and words as the language writes them."""
    if now().name == ENGLISH:
        return figure
    layout = {**figure.get("layout", {}), "separators": now().decimal + now().group}
    if not now().leftwards:
        return {**figure, "layout": layout}
    hover = {**layout.get("hoverlabel", {}), "align": "right"}
    return _led({**figure, "layout": {**layout, "hoverlabel": hover}})


def _led(found: Any, *, words: bool = False) -> Any:
    if isinstance(found, str):
        return "<br>".join(map(led, found.split("<br>"))) if words else found
    if isinstance(found, list):
        return [_led(each, words=words) for each in found]
    if isinstance(found, dict):
        return {key: _led(value, words=key in WORDS) for key, value in found.items()}
    return found
