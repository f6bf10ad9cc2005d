"""A page of questions as a reader sees it: the question, its charts one by one, and the deals behind a mark."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets

from cycle_kit.charts import defined
from cycle_kit.charts.sentences import apart
from cycle_kit.charts.words import _, say
from cycle_kit.dashboard import explain, states
from cycle_kit.dashboard.deals_table import DealsTable
from cycle_kit.dashboard.figures import Place
from cycle_kit.dashboard.goals_place import NOT_DATED
from cycle_kit.dashboard.live import Live, words
from cycle_kit.dashboard.page_words import is_python, plain_notes, way_html
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, View, exports, without
from cycle_kit.errors import CycleKitError

SEEN, GONE = "", "none"
NOT_BESIDE = (
    "What to compare with counts on the overview, under “What changed” and “Team”; nothing here stands beside another "
    "time or team."
)


class Sheet(widgets.VBox):
    """`show(view)` draws the page for the deals that are chosen, `said` hears its buttons."""

    def __init__(self, page: QuestionPage, *, on_say: Callable[[str], object]):
        self.page = page
        self.head = Live(name="ck-question", on_say=on_say)
        self.places = {part.key: self._place(part, on_say) for part in page.parts}
        self.grid = widgets.VBox([*self.places.values()])
        self.grid.add_class("ck-sheet")
        self.deals = DealsTable(clear=self._hide_deals)
        super().__init__([self.head, self.grid, self.deals])
        self.add_class("ck-body")

    def show(self, view: View) -> None:
        """Every part for these deals, one by one; what is not drawn yet says so."""
        self.view, self.tables = view, dict[str, Any]()
        self.head.html = head_html(self.page, view)
        self.exports = view.full.once("exports", lambda: exports(view))
        self._hide_deals()
        self.deals.take(view.whole)
        self.deals.leads = view.people.leads
        for place in self.places.values():
            place.wait()
        for part in self.page.parts:
            self._draw(part)

    def _place(self, part: Part, on_say: Callable[[str], object]) -> Place:
        place = Place(
            part.key,
            part.title,
            "",
            on_click=partial(self._clicked, part),
            on_say=on_say,
        )
        if part.wide:
            place.add_class("ck-wide")
        return place

    def _draw(self, part: Part) -> None:
        place, view = self.places[part.key], self.view
        place.hint = part.told(view)
        if part.stages and len(part.pipe(view).pipelines) > 1:
            place.tell(states.choose_html())
            return
        table = part.answer(view)
        if isinstance(table, CycleKitError):
            place.tell(states.needs_html(table, self.exports.get(part.needs or part.measured, "")))
            return
        self.tables[part.key] = table
        if part.tells is not None:
            place.tell(part.made(part.tells, table, view))
        elif part.draws is not None:
            said = part.made(part.says, table, view) if part.says else ""
            figure = part.made(part.draws, table, view)
            lacks = (figure.layout.meta or {}).get("missing", "")
            if lacks:
                place.tell(told_html(without(said, lacks)) + states.lacks_html(lacks))
            else:
                place.show(plain_notes(figure), why(part, view), told_html(said))

    def _clicked(self, part: Part, customdata: Any) -> None:
        table = self.tables.get(part.key)
        if not customdata or table is None:
            return
        mark = part.mark(customdata, self.view, table)
        if mark is None:
            return
        found = part.behind(mark, self.view)
        self.deals.layout.display = SEEN
        self.deals.show(found, mark.told(len(found)))
        self.deals.head.into_view()

    def _hide_deals(self) -> None:
        self.deals.layout.display = GONE


def head_html(page: QuestionPage, view: View) -> str:
    """The question of the page, and which of the filters do not count on it."""
    told = f"<h2>{words(_(page.question))}</h2>"
    fields = {part.of for part in page.parts}
    asides = []
    dated = view.picked is not view.people
    if "whole" in fields and (view.chosen or dated):
        asides.append(
            _(
                "This is of the whole file, whatever is chosen above; only what it can answer goes by the deals "
                "chosen, of all dates."
            )
        )
    elif "picked" not in fields and dated:
        asides.append(_(NOT_DATED))
    if "team" in fields and "owner" in view.chosen:
        asides.append(
            say(
                "Everybody is shown, not only {owner}: one is judged beside the others.",
                owner=view.chosen["owner"] or _("those without an owner"),
            )
        )
    if view.compared and (beside := page.beside.get(view.compared, NOT_BESIDE)):
        asides.append(_(beside))
    return told + "".join(f'<p class="ck-soft">{words(each)}</p>' for each in asides)


def told_html(said: str) -> str:
    """Sentences as paragraphs, without those in Python."""
    told = (way_html(line) if is_python(line) else words(line) for line in said.splitlines())
    return "".join(f"<p>{apart(line)}</p>" for line in told if line)


def why(part: Part, view: View) -> list[str]:
    """What stands behind the "?" of a part."""
    pipe = part.pipe(view)
    told = defined.here(pipe, part.measured) if part.measured else []
    return [*told, explain.as_of(pipe.as_of)]
