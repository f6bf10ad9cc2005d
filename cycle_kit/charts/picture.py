"""`Picture`: a figure that every viewer of a notebook shows, also when it was saved and nothing runs.

JupyterLab keeps a saved notebook's `img`, even of one that it does not trust; where scripts run, the
image becomes part of the page, so that its marks tell what they stand for and its colours follow a
dark theme. Viewers that take no HTML take the SVG. `cycle_kit.charts.still` says why it is SVG.
"""

import json
from hashlib import blake2s
from html import escape
from string import Template
from typing import Any

from cycle_kit.charts import theme
from cycle_kit.charts.still import HEIGHT, still
from cycle_kit.charts.still.axes import NotDrawn

SHOWN = Template(
    """<div class="cycle-kit-chart" dir="ltr" style="overflow-x:auto"><img alt="$label" width="100%" height="$height" \
src="data:image/svg+xml,$picture"><script>{
const here = document.currentScript, image = here.previousElementSibling, dark = $dark;
const svg = decodeURIComponent(image.src.slice(19));
const [r, g, b] = getComputedStyle(here.parentNode).color.match(/[\\d.]+/g);
const onDark = 0.3 * r + 0.6 * g + 0.1 * b > 128;
image.outerHTML = onDark ? svg.replace(/#[\\da-f]{6}/g, (c) => dark[c] ?? c) : svg;
}</script></div>"""
)


class Picture:
    """A plotly figure as a picture; `label` is what screen readers say, without it the figure's title."""

    def __init__(self, figure: Any, label: str = ""):
        self.figure = figure if isinstance(figure, dict) else json.loads(figure.to_json())
        self.label = label or titled(self.figure)

    def __repr__(self) -> str:
        return f"<Picture: {self.label}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/plain": repr(self), **pictures(self.figure, self.label)}


def titled(figure: dict) -> str:
    """The figure's own title, if it has one."""
    title = figure.get("layout", {}).get("title") or ""
    return (title.get("text") if isinstance(title, dict) else title) or "Chart"


def pictures(figure: dict, label: str) -> dict[str, str]:
    """The figure for viewers of HTML and of images; the same figure always gives the same."""
    name = "h" + blake2s(json.dumps(figure).encode(), digest_size=4).hexdigest()
    fluid, fixed = (drawn(figure, name=name, label=label, fluid=fluid) for fluid in (True, False))
    return {
        "text/html": SHOWN.substitute(
            label=escape(label),
            height=figure.get("layout", {}).get("height") or HEIGHT,
            picture=in_attribute(fluid),
            dark=json.dumps({light: dark for light, dark in theme.PAIRS.items() if light in fluid}),
        ),
        "image/svg+xml": fixed,
    }


def drawn(figure: dict, **how: Any) -> str:
    """The picture, or in its place why there is none: a reader's own figure may hold what we never draw."""
    try:
        return still(figure, **how)
    except Exception as error:
        what = str(error) if isinstance(error, NotDrawn) else type(error).__name__
        told = f"Only the live chart is drawn, for this has {what}."
        note = {"text": told, "x": 0, "y": 0.5, "xanchor": "left"}
        return still({"layout": {"height": 60, "annotations": [note]}}, **how)


def in_attribute(svg: str) -> str:
    """An SVG as the rest of a data address within double quotes; in base64 it were a third longer."""
    for letter, code in (("%", "%25"), ("#", "%23"), ("&", "%26"), ("\n", "%0A"), ('"', "'")):
        svg = svg.replace(letter, code)
    return svg
