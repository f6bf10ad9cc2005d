"""The first look at a page: its widgets as plain HTML and its figures as JSON, before any code of widgets is there.

A pre-heated notebook has run before its reader comes, and nbclient has kept what the kernel told of its widgets. From
that the template writes each output of widgets a second time, as HTML; a small script (template/.../first.js) draws
the figures in it, and gives each drawing to its widget when all of them are there.
"""

import json
import secrets
from datetime import date
from hashlib import blake2s
from typing import Any

from voila import handler, voila_kernel_manager
from voila.notebook_renderer import NotebookRenderer

from cycle_kit.dashboard.export import export_path, fingerprint
from cycle_kit.dashboard.look_html import Look, Unknown

#: Whose widgets the page's own front end knows, see front/widgets.js.
KNOWN = {"@jupyter-widgets/base", "@jupyter-widgets/controls", "anywidget"}
SECRET = secrets.token_bytes(
    16
)  # readers can compare two states of the export, and learn nothing of either
VIEW = "application/vnd.jupyter.widget-view+json"


class Renderer(NotebookRenderer):
    """Voila's own, whose template can ask for the first look of an output."""

    async def initialize(self, **kwargs: Any) -> None:
        self.of = export_now()
        await super().initialize(**kwargs)
        told = {"first_look": self.first_look, "only_known_widgets": self.only_known_widgets}
        self.exporter.environment.globals |= told

    def first_look(self, output: dict[str, Any]) -> str:
        """The first look of an output, empty where there is none to be had."""
        told = output.get("data", {}).get(VIEW)
        states = self.executor.widget_state
        return first_look(told["model_id"], states, of=self.of) if told else ""

    def only_known_widgets(self) -> bool:
        """Whether our own front end has the code of all widgets that the notebook has made."""
        modules = {state.get("_model_module") for state in self.executor.widget_state.values()}
        return modules <= KNOWN


def first_look(model: str, states: dict[str, dict[str, Any]], *, of: str = "") -> str:
    """The first look of a widget that has charts in it; empty where only its own code can show it.

    `of`: the `export_now` that its figures are of; where it is another by now, the page does without them.
    """
    look = Look(states)
    try:
        html = look.html(model)
    except Unknown:
        return ""
    if not look.figures:
        return ""
    told = {
        "of": of,
        "pieces": look.pieces,
        "styles": look.styles,
        "figures": look.figures,
        "dark": look.dark,
    }
    return (
        f'<div class="lm-Widget lm-Panel jp-OutputArea-output ck-first">{html}</div>'
        f'<script type="application/json">{_in_script(told)}</script>'
        "<script>cycleKitFirst.start(document.currentScript)</script>"
    )


def export_now() -> str:
    """Another one when the export changes or a day begins: what a page has shown may be old then."""
    path = export_path()
    state = repr((fingerprint(path) if path else None, date.today()))
    return blake2s(state.encode(), key=SECRET, digest_size=8).hexdigest()


def _in_script(told: dict[str, Any]) -> str:
    """JSON that no browser takes for the end of the script that it stands in, or for a comment."""
    return json.dumps(told, separators=(",", ":")).replace("<", "\\u003c")


def install() -> None:
    """Voila makes its renderers by this name, in both places."""
    voila_kernel_manager.NotebookRenderer = handler.NotebookRenderer = Renderer
