"""`Chart`: a plotly figure as a small live widget, for notebooks and dashboards.

All charts of a page share one plotly.js. A server started by cycle_kit serves it as a static file (see
`script`); under any other server the first chart of a page asks Python for the file that the installed plotly
brings along, over its own connection; so does a figure that the served one cannot draw. Nothing is fetched from
elsewhere.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import plotly
import traitlets
from plotly.offline import get_plotlyjs

from cycle_kit.charts import theme
from cycle_kit.charts.audience import pressable
from cycle_kit.charts.direction import directed
from cycle_kit.charts.heard import Heard
from cycle_kit.charts.picture import pictures, titled
from cycle_kit.charts.script import served
from cycle_kit.charts.still.axes import values

HEIGHT = 320  # pixels of a figure that says nothing of its height; widget.js has the same
FILL = {"width": "100%", "min_width": "0"}


class Chart(Heard, anywidget.AnyWidget):
    """A plotly figure that can be replaced (`chart.figure = other`) and tells what was clicked.

    `figure` takes a plotly Figure and holds its JSON. `clicked` is `{}` before the first click,
    then `{"customdata", "curve", "point", "count"}` of the last one; `count` grows, so that the
    same mark can be clicked twice. `label` is what screen readers say; without it the figure's
    title. On a dark page each colour of the theme gives way to its dark counterpart. Where a notebook
    is run by a program, and in viewers without widgets, it is a `Picture`.
    """

    heard = frozenset({"clicked"})
    _esm = Path(__file__).with_name("widget.js")
    figure = traitlets.Any().tag(sync=True)
    config = traitlets.Dict().tag(sync=True)
    clicked = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    _dark = traitlets.Dict(theme.PAIRS).tag(sync=True)
    _script = traitlets.Unicode().tag(sync=True)
    _key = traitlets.Unicode().tag(sync=True)  # by which a drawing of before finds its widget
    _version = traitlets.Unicode(plotly.__version__).tag(sync=True)

    def __init__(
        self,
        figure: Any,
        *,
        config: dict | None = None,
        label: str = "",
        layout: Any = None,
        on_click: Callable[[Any], object] | None = None,
    ):
        self._asked_layout = layout or FILL
        super().__init__(
            figure=figure,
            config={**theme.CONFIG, **(config or {})},
            label=label,
            _script=served(),
            _key=uuid4().hex,
        )
        self.on_msg(_answer)
        if on_click:
            self.on_click(on_click)

    def on_click(self, handler: Callable[[Any], object]) -> None:
        """Call `handler(customdata)` at every click on a mark of the figure."""

        def clicked(change: Any) -> None:
            told = change["new"].get("customdata")
            if told is None or self.has(told):
                handler(told)

        self.observe(clicked, names="clicked")

    def has(self, customdata: Any) -> bool:
        """Whether a mark of the figure carries this: a client may send anything."""
        traces = self.figure.get("data", [])
        return any(customdata in values(trace.get("customdata")) for trace in traces)

    @traitlets.default("layout")
    def _own_layout(self) -> Any:
        return self._asked_layout

    @traitlets.validate("figure")
    def _as_json(self, proposal: Any) -> dict:
        figure = proposal["value"]
        return directed(figure if isinstance(figure, dict) else json.loads(figure.to_json()))

    def open(self) -> None:
        """Meet the page, if there is one; the state of a widget that nobody sees is not kept."""
        if pressable():
            self._meet()

    @property
    def model_id(self) -> str:
        """What a layout around this chart calls it."""
        self._meet()
        return super().model_id

    def _meet(self) -> None:
        if self.comm is None:
            super().open()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        label = self.label or titled(self.figure)
        kept = {"text/plain": repr(self), **pictures(self.figure, label)}
        if self.comm is None:
            return kept, {}
        bundle = super()._repr_mimebundle_(**kwargs)
        return bundle and ({**bundle[0], **kept}, bundle[1])


def _answer(chart: Chart, content: dict, buffers: list) -> None:
    if content.get("kind") == "plotly.js":
        chart.send({"kind": "plotly.js"}, [get_plotlyjs().encode()])
