"""A chart in its place: heading, "?", what it says in words, the chart or what it would need."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from cycle_kit.charts.widget import Chart
from cycle_kit.charts.words import _, say
from cycle_kit.dashboard.live import Live, question, words

SEEN, GONE = "flex", "none"
WAITS = "ck-waits"  # what stands there is of another choice, and pale
NOTHING_YET = '<p class="ck-soft">…</p>'


class Place(widgets.VBox):
    """One chart of a page. `show` draws a figure; `tell` puts words in its place."""

    def __init__(
        self,
        key: str,
        title: str,
        hint: str,
        on_click: Callable[[Any], object],
        on_say: Callable[[str], object] | None = None,
    ):
        self.key, self.title, self.hint = key, title, hint
        self.head = Live(name="ck-head")
        self.words = Live(name="ck-instead", on_say=on_say)
        self.chart = Chart({}, label=_(title), on_click=on_click)
        super().__init__([self.head, self.words, self.chart])
        self.add_class("ck-panel")
        self.add_class(f"ck-{key}")

    def wait(self) -> None:
        """It is being counted: what was shown keeps its place, pale, until then."""
        if not self.head.html:
            self.tell(NOTHING_YET)
        self.add_class(WAITS)

    def show(self, figure: Any, why: list[str], said: str = "") -> None:
        """The figure, the sentences behind its "?", and what is said above it (HTML)."""
        self.remove_class(WAITS)
        self._head(why, self.hint)
        self.chart.figure, self.words.html = figure, said
        self.chart.layout.display, self.words.layout.display = SEEN, SEEN if said else GONE

    def tell(self, html: str) -> None:
        """Words where the figure would be."""
        self.remove_class(WAITS)
        self._head([], "")
        self.words.html = html
        self.chart.layout.display, self.words.layout.display = GONE, SEEN

    def _head(self, why: list[str], hint: str) -> None:
        about = say("What is counted: {title}", title=_(self.title))
        mark = question(self.key, why, about=about) if why else ""
        below = f"<p>{words(_(hint))}</p>" if hint else ""
        self.head.html = f"<h2>{words(_(self.title))}</h2>{mark}{below}"
