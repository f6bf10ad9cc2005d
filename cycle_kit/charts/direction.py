"""The words of a figure in the direction of the language that is spoken.

Plotly lays words out from left to right whatever they are. A line that runs from right to left keeps its order within
isolating signs; turning the whole picture by `direction: rtl` would break it.
"""

from typing import Any

from cycle_kit.charts.still import finder
from cycle_kit.charts.still.axes import NotDrawn
from cycle_kit.charts.still.letters import led
from cycle_kit.locale import ENGLISH, now

TICKED = 300  # pixels of an axis whose figures fit a phone
#: where a figure has words
WORDS = {"text", "hovertext", "hovertemplate", "ticktext", "title", "name", "label"}


def directed(figure: dict) -> dict:
    """The same figure (its JSON), its figures and words as the language writes them."""
    if now().name == ENGLISH:
        return figure
    layout = {**figure.get("layout", {}), "separators": now().decimal + now().group}
    if not now().digits.isascii():
        layout |= ticks(layout, figure.get("data", []))
    if not now().leftwards:
        return {**figure, "layout": layout}
    hover = {**layout.get("hoverlabel", {}), "align": "right"}
    return _led({**figure, "layout": {**layout, "hoverlabel": hover}})


def ticks(layout: dict, traces: list[dict]) -> dict[str, dict]:
    """The axes of numbers with ticks in the language's digits, which plotly does not know."""
    found = {}
    axis = finder(layout, traces)
    for name in dict.fromkeys(
        trace.get(f"{letter}axis", letter) for trace in traces for letter in "xy"
    ):
        key = f"{name[0]}axis{name[1:]}"
        try:
            own = axis(name)
        except (NotDrawn, TypeError, ValueError):  # a reader's own figure
            continue
        if not own.names and "tickvals" not in own.settings:
            places, words = zip(*own.labels(TICKED), strict=True)
            found[key] = {**layout.get(key, {}), "tickvals": list(places), "ticktext": list(words)}
    return found


def _led(found: Any, *, words: bool = False) -> Any:
    if isinstance(found, str):
        return "<br>".join(map(led, found.split("<br>"))) if words else found
    if isinstance(found, list):
        return [_led(each, words=words) for each in found]
    if isinstance(found, dict):
        return {key: _led(value, words=key in WORDS) for key, value in found.items()}
    return found
