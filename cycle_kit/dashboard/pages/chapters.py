"""The pages behind one another: the overview and one per question; only the one that is open is drawn."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from cycle_kit.charts.words import _
from cycle_kit.dashboard.answers import Answers
from cycle_kit.dashboard.live import Live, words
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.dashboard.pages.declared import View
from cycle_kit.dashboard.pages.sheet import Sheet

OVERVIEW = ""
TITLES = {OVERVIEW: "Overview", **{key: page.title for key, page in PAGES.items()}}


class Chapters(widgets.VBox):
    """`show(view)` draws the open page for the deals that are chosen, `turn(key)` opens another; `counting` says so
    meanwhile."""

    def __init__(self, overview: Answers, *, on_say: Callable[[str], object], counting: Live):
        self.on_say, self.counting, self.at = on_say, counting, OVERVIEW
        self.by_key: dict[str, Answers | Sheet] = {OVERVIEW: overview}
        self.view: View | None = None
        self.drawn: set[str] = set()  # the pages that stand for these deals
        super().__init__([overview])
        self.add_class("ck-body")

    def show(self, view: View) -> None:
        """From now on these deals."""
        self.view, self.drawn = view, set()
        self.turn(self.at)

    def turn(self, key: str) -> None:
        """Open a page; it is drawn where it does not stand for these deals yet."""
        self.at = key
        if key not in self.by_key:
            self.by_key[key] = Sheet(PAGES[key], on_say=self.on_say)
        if self.children != (self.by_key[key],):
            self.children = [self.by_key[key]]
        if self.view is not None and key not in self.drawn:
            self.drawn.add(key)
            self.counting.html = f'<p role="status">{words(_("Counting …"))}</p>'
            try:
                self.by_key[key].show(self.view)
            finally:
                self.counting.html = ""


def nav_html(open_page: str, addresses: dict[str, str]) -> str:
    """The titles of all pages, each a link to its address; the open one is marked."""
    links = "".join(
        link(key, title, addresses[key], here=key == open_page) for key, title in TITLES.items()
    )
    return f'<nav aria-label="{words(_("Pages"))}"><ul class="ck-nav">{links}</ul></nav>'


def link(key: str, title: str, address: str, *, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    said = f"page {key}" if key else "page overview"
    return f'<li><a href="{words(address)}" data-say="{said}"{current}>{words(_(title))}</a></li>'
