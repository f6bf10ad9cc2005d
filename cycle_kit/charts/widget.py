"""`Chart`: a plotly figure as a small live widget, for notebooks and dashboards.

All charts of a page share one plotly.js, the very file that the installed plotly brings along. A server started by
cycle_kit serves it as a static file (see `shared_folder`); under any other server the first chart of a page asks Python
for it over its own connection. Nothing is fetched from elsewhere.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import plotly
import traitlets
from jupyter_core.paths import jupyter_path
from plotly.offline import get_plotlyjs

SCRIPT = f"cycle-kit/static/plotly-{plotly.__version__}.min.js"
CONFIG = {"displaylogo": False, "responsive": True, "showSendToCloud": False}
FILL = {"width": "100%", "min_width": "0"}
PLOTLY_MIME = "application/vnd.plotly.v1+json"


def shared_folder(folder: Path) -> Path:
    """Fill `folder` so that a Jupyter server with `folder` on its JUPYTER_PATH serves plotly.js to our charts."""
    script = Path(folder) / "labextensions" / SCRIPT
    script.parent.mkdir(parents=True, exist_ok=True)
    if not script.exists():
        shutil.copyfile(_plotly_js(), script)
    return Path(folder)


class Chart(anywidget.AnyWidget):
    """A plotly figure that can be replaced (`chart.figure = other`) and tells which mark was clicked.

    `figure` takes a plotly Figure and holds its JSON; `clicked` is `{"customdata", "curve", "point", "count"}` of the
    last click (`count` grows, so that the same mark can be clicked twice), `{}` before the first one. `label` is read
    out by screen readers; without it the figure's title is.
    """

    _esm = Path(__file__).with_name("widget.js")
    figure = traitlets.Any().tag(sync=True)
    config = traitlets.Dict().tag(sync=True)
    clicked = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    _script = traitlets.Unicode().tag(sync=True)
    _version = traitlets.Unicode(plotly.__version__).tag(sync=True)

    def __init__(self, figure: Any, *, config: dict | None = None, label: str = "", **traits: Any):
        traits = {"layout": FILL, "config": {**CONFIG, **(config or {})}, "label": label} | traits
        super().__init__(figure=figure, _script=_served(), **traits)
        self.on_msg(_answer)

    def on_click(self, handler: Callable[[Any], None]) -> None:
        """Call `handler(customdata)` at every click on a mark."""
        self.observe(lambda change: handler(change["new"]["customdata"]), names="clicked")

    @traitlets.validate("figure")
    def _as_json(self, proposal: Any) -> dict:
        figure = proposal["value"]
        return figure if isinstance(figure, dict) else json.loads(figure.to_json())

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, PLOTLY_MIME: {**self.figure, "config": self.config}}, metadata


def _plotly_js() -> Path:
    return Path(plotly.__file__).with_name("package_data") / "plotly.min.js"


def _served() -> str:
    """The script's place below the lab extensions folders if one of them has it, else nothing."""
    found = any((Path(folder) / SCRIPT).exists() for folder in jupyter_path("labextensions"))
    return SCRIPT if found else ""


def _answer(chart: Chart, content: dict, buffers: list) -> None:
    if content.get("kind") == "plotly.js":
        chart.send({"kind": "plotly.js"}, [get_plotlyjs().encode()])
