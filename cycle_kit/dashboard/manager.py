"""The manager's page: an export in, the page of answers out."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from cycle_kit.addresses import is_like_path
from cycle_kit.charts import (
    cycle_length_chart,
    funnel_chart,
    loss_reasons_chart,
    outcome_curves_chart,
    stage_durations_chart,
)
from cycle_kit.charts.asking import ask
from cycle_kit.dashboard import explain, goals_place, marks, states
from cycle_kit.dashboard.address import Address, asked, written
from cycle_kit.dashboard.cards import cards_html
from cycle_kit.dashboard.deals_table import DealsTable
from cycle_kit.dashboard.export import breaks_off, fingerprint, watch
from cycle_kit.dashboard.figures import Place
from cycle_kit.dashboard.filters import Filters, narrowed
from cycle_kit.dashboard.findings import findings_html
from cycle_kit.dashboard.forecast_card import forecast_card
from cycle_kit.dashboard.given import (
    export_files,
    files_by_kind,
    is_public,
    load_given,
    opening_given,
    replace_given,
    settings_given,
)
from cycle_kit.dashboard.import_page import Given, ImportPage
from cycle_kit.dashboard.live import Live, Look
from cycle_kit.dashboard.next_steps import next_steps_html
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.answerable import answerable
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.metrics.calls import call_counts, calls
from cycle_kit.metrics.curves import outcome_curves
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.funnel import funnel
from cycle_kit.metrics.funnel_rules import funnel_rules
from cycle_kit.metrics.goals import goals_now
from cycle_kit.metrics.headlines import headlines, months
from cycle_kit.metrics.losses import loss_reasons
from cycle_kit.metrics.outlook import outlook
from cycle_kit.metrics.waiting import surprises, waiting
from cycle_kit.metrics.what_if import bottlenecks
from cycle_kit.pipeline import Pipeline, meeting

SEEN, GONE = "", "none"
KEPT = 6  # choices that one goes back to without waiting
#: what a button says, and the deals it lists
MARKED = {"calls": marks.CALLS, "forecast": marks.OPEN}


def manager_page(source: str | Path) -> widgets.VBox:
    """The manager's page of an export: filters, findings, cards, charts, and the deals behind them.

    `source`: the path of a file or folder, as `ck.load` takes it. What cannot be loaded is told
    on the page. In a running kernel the page reads the file again when it is replaced.
    """
    return ManagerPage(Path(source))


class ManagerPage(widgets.VBox):
    """The parts of the page, and what happens between them."""

    def __init__(self, source: Path):
        self.source = source
        self.pipe: Pipeline | None = None
        self.filters: Filters | None = None
        self.drawn: dict | None = None  # what the filters said when the charts were drawn
        self.chosen: dict[tuple, Pipeline] = {}  # of whom, without regard to dates
        self.head = Live(name="ck-top", on_say=self._said)
        self.importing: ImportPage | None = None  # how the file is read, while it is shown
        self.note = Live(name="ck-note", on_say=self._said)
        self.body = widgets.VBox()
        self.body.add_class("ck-body")
        self.findings = Live(name="ck-findings", on_say=self._said)
        self.cards = Live(name="ck-cards-live", on_say=self._said)
        self.places = self._places()
        self.deals = DealsTable(clear=lambda: self.show_deals(marks.EVERY))
        self.answers = widgets.VBox([self.findings, self.cards, self._grid(), self.deals])
        self.answers.add_class("ck-body")
        self.address = Address(self.arrived)
        super().__init__([Look(), self.address, self.head, self.body])
        self.add_class("ck-page")
        self.read()
        self._watch()

    # -- reading the file --------------------------------------------------------------------

    def read(self) -> None:
        """Load the file and show it, or say why that cannot be."""
        self.seen = fingerprint(self.source)
        try:
            whole = load_given(self.source)
        except CycleKitError as error:
            if self._stands():
                self._keep(states.kept_html(error, self.read_at))
                return
            self.pipe = None
            self.head.html = states.plain_title_html(self._name())
            importing = self._import_page()
            in_doubt = any(page.seen is not None and page.seen.error for page in importing)
            self._note(states.asked_html() if in_doubt else states.broken_html(error))
            self.body.children = [self.note, *importing]
            return
        cut = breaks_off(whole.notes)
        if cut and self._stands():
            self._keep(states.kept_cut_html(self._name(), self.read_at))
            return
        self.importing = None
        self.deals.whole, self.deals.currency = whole.deals, whole.currency
        self.deals.as_of = whole.as_of
        self.exports = answerable(whole).set_index("metric")["export_this"]
        self.read_at = pd.Timestamp.now()
        self.as_of = whole.as_of
        before, self.filters, gone = self.filters, None, []
        self.pipe = whole
        filters = Filters(whole, changed=self.redraw)
        self.pipe = narrowed(whole, list(filters.options))
        if before is not None:
            people, dates, gone = asked(written(before), filters)
            filters.choose(filters.usual | people, dates)
        self._title(
            (states.cut_html(self._name()) if cut else "")
            + (states.lost_html(gone) if gone else "")
        )
        self.filters, self.drawn, self.chosen = filters, None, {}
        self.body.children = [filters, self.note, self.answers]
        self.redraw()

    def _title(self, aside: str = "") -> None:
        """What the page is of, and what is the matter with the file."""
        self.head.html = states.title_html(self._name(), self.as_of, pd.Timestamp.now()) + aside

    def arrived(self, search: str) -> None:
        """Somebody came by an address, or went back or forward: choose what it asks for."""
        if self.filters is None:
            return
        people, dates, unknown = asked(search, self.filters)
        if search != written(self.filters):
            self.filters.choose(self.filters.usual | people, dates)
        self.address.at(written(self.filters))
        self._title(states.unknown_html(unknown) if unknown else "")

    def _stands(self) -> bool:
        """Whether answers are shown, which stay when the file that comes next cannot be read."""
        return self.pipe is not None and self.importing is None

    def _keep(self, aside: str) -> None:
        """The answers stay; beside the title it says why."""
        self._title(aside)
        self._say_how_many()

    def gone(self) -> None:
        """The file has been taken away."""
        if self._stands():
            self._keep(states.gone_html(self._name(), self.read_at))

    def _import_page(self) -> list[ImportPage]:
        """Where a file that is there and not understood is put right; the page follows what is kept."""
        if self.importing is None:
            self.importing = self._new_import_page()
        else:
            self.importing.follow()
        # a file that cannot be opened has nothing to choose from; with a broken cycle.toml it has
        return [self.importing] if self.importing.tables else []

    def _new_import_page(self) -> ImportPage:
        given = Given(
            settings=lambda: settings_given(self.source),
            by_kind=files_by_kind(self.source),
            opening=opening_given(self.source),
            kept=lambda: replace_given(self.source),
            public=is_public(self.source),
        )
        return ImportPage([str(path) for path in export_files(self.source)], given=given)

    def show_import(self) -> None:
        """How the file was read, in the place of the answers, to be changed and kept."""
        if self.importing is None:
            self.importing = self._new_import_page()
        self._note(states.importing_html(public=self.importing.public))
        self.body.children = [self.note, self.importing]

    def read_again(self) -> None:
        """The file has changed, or what is kept beside it."""
        self._note(states.reading_html(self._name()))
        self.read()

    def _name(self) -> str:
        """The names of all files that the page is of."""
        paths = export_files(self.source)
        return ", ".join(path.name for path in paths if not is_like_path(str(path)))

    def _watch(self) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:  # no kernel, nobody to tell
            return
        self.watching = watch(self.source, self.read_again, seen=self.seen, gone=self.gone)

    # -- the parts ---------------------------------------------------------------------------

    def _places(self) -> dict[str, Place]:
        titles = {
            "funnel": ("Where deals stop", "Click a bar for the deals that got there."),
            "durations": (
                "How long they wait",
                "Click a stage for the deals that are there longer than half of the others were.",
            ),
            "cycle": ("How long a sale takes", ""),
            goals_place.KEY: (goals_place.TITLE, goals_place.HINT),
            "curve": ("When deals are decided", "Out of all deals, by their age in days."),
            "losses": ("Why they are lost", "Each bar is cut by the stage where the deals ended."),
        }
        return {
            key: Place(key, title, hint, on_click=self._clicker(key), on_say=self._said)
            for key, (title, hint) in titles.items()
        }

    def _grid(self) -> widgets.HBox:
        """Two columns on a wide page, one on a phone."""
        places = self.places
        left = widgets.VBox([places[key] for key in ("funnel", "cycle", "losses")])
        right = widgets.VBox([places[key] for key in ("goals", "durations", "curve")])
        for column in (left, right):
            column.add_class("ck-column")
        grid = widgets.HBox([left, right])
        grid.add_class("ck-grid")
        return grid

    # -- what is chosen ----------------------------------------------------------------------

    def redraw(self) -> None:
        """Everything anew for what the filters say."""
        if self.filters is None or self.pipe is None:
            return
        chosen = self.filters.chosen()
        if chosen == self.drawn:  # the charts stand; only what was clicked is taken back
            self.show_deals(marks.EVERY)
            return
        self.drawn = chosen
        self.address.at(written(self.filters))
        self.people = self._people(self.pipe, self.filters.people())
        spans = self.filters.spans()
        self.picked = meeting(self.people, spans) if spans else self.people  # may leave nothing
        count = len(self.picked.deals)
        self._say_how_many()
        self.answers.layout.display = SEEN if count else GONE
        if count:
            self._draw()
            self.show_deals(marks.EVERY)

    def _people(self, pipe: Pipeline, conditions: dict[str, Any]) -> Pipeline:
        """The deals without regard to dates; the same ones again, with what was asked of them, where they
        were among the last chosen."""
        key = tuple(conditions.items())
        people = self.chosen.pop(key, None)
        people = meeting(pipe, conditions) if people is None else people
        self.chosen = dict([(key, people), *self.chosen.items()][:KEPT])
        return people

    def _draw(self) -> None:
        """All numbers first asked once, then shown; the slowest, rules and forecast, come last."""
        pipe, currency = self.picked, self.picked.currency
        people = self.people
        self.by_month = people.once("months", lambda: months(people))
        self.headlines = people.once("headlines", lambda: headlines(people, by_month=self.by_month))
        self._show_cards(None)
        goals_place.show_goals(self.places["goals"], None, self.people)
        steps = self._stages("funnel", lambda: funnel(pipe))
        if steps is not None:
            self._show("funnel", funnel_chart(steps, currency=currency), explain.funnel(steps))
        self.durations = self._stages("durations", lambda: stage_durations(pipe))
        if self.durations is not None:
            figure = stage_durations_chart(self.durations)
            self._show("durations", figure, explain.durations(self.durations))
        self.cycle = cycle_length(pipe)
        self._show("cycle", cycle_length_chart(self.cycle), explain.cycle(self.cycle))
        self._say_findings()
        curve = outcome_curves(pipe)
        why = explain.curve(curve) if curve["open"].notna().any() else []
        self._show("curve", outcome_curves_chart(curve), why)
        losses = loss_reasons(pipe)
        figure = loss_reasons_chart(losses, currency=currency)
        self._show("losses", figure, explain.losses(losses))
        if steps is not None and self.picked.recorded:
            rules = funnel_rules(pipe)
            self.places["funnel"].chart.figure = funnel_chart(steps, rules=rules, currency=currency)
        self._show_cards(people.once("outlook", lambda: ask(outlook, people)))
        self.goals = people.once("goals", lambda: ask(goals_now, people))
        goals_place.show_goals(self.places["goals"], self.goals, people, whole=self.pipe)

    def _show_cards(self, ahead: pd.DataFrame | CycleKitError | None) -> None:
        """The cards; the one that looks ahead waits for its number."""
        currency = self.picked.currency
        last = forecast_card(ahead, currency=currency, recorded=self.people.recorded)
        self.cards.html = cards_html(self.headlines, self.by_month, currency=currency, last=last)

    def _show(self, key: str, figure: Any, why: list[str]) -> None:
        told = [*why, explain.as_of(self.picked.as_of)] if why else []
        self.places[key].show(figure, told)

    def _say_how_many(self) -> None:
        count = len(self.picked.deals)
        self._note(states.few_html(count) + (states.money_html(self.picked) if count else ""))

    def _note(self, html: str) -> None:
        """A word about the page's state; none, and its place closes."""
        self.note.html = html
        self.note.layout.display = SEEN if html else GONE

    def _say_findings(self) -> None:
        known = self.durations is not None
        self.waiting = waiting(self.picked, durations=self.durations) if known else None
        found = surprises(self.cycle, self.durations)
        currency, day = self.picked.currency, self.picked.as_of
        told = findings_html(self.headlines, self.cycle, self.waiting, found, currency=currency)
        self.calls = self.people.once("calls", lambda: calls(self.people))
        saved = ask(bottlenecks, self.picked) if known else None
        saved = None if isinstance(saved, CycleKitError) else saved
        counts = call_counts(self.calls)
        self.findings.html = told + next_steps_html(saved, counts, currency=currency, day=day)

    def _stages(self, key: str, metric: Callable[[], pd.DataFrame]) -> pd.DataFrame | None:
        """A table of stages, or None and the reason in the place of its chart."""
        if len(self.picked.pipelines) > 1:
            self.places[key].tell(states.choose_html())
            return None
        try:
            return metric()
        except CycleKitError as error:
            export = self.exports.get({"durations": "stage_durations"}.get(key, key), "")
            self.places[key].tell(states.needs_html(error, export))
            return None

    # -- what is clicked ---------------------------------------------------------------------

    def show_deals(self, mark: marks.Mark | None) -> None:
        """The deals behind a mark, in the table at the bottom."""
        if mark is None:
            return
        if mark is marks.CALLS:
            found = self.calls
        else:
            pipe = self.picked if mark.dated else self.people
            pipe = meeting(pipe, mark.whose) if mark.whose else pipe
            found = deals_behind(pipe, **mark.question)
        self.deals.leads = self.people.leads
        self.deals.show(found, mark.told(len(found)), everything=mark is marks.EVERY)

    def _clicker(self, key: str) -> Callable[[Any], None]:
        def clicked(customdata: Any) -> None:
            if customdata:
                self.show_deals(self._mark(key, customdata))
                self.deals.head.into_view()

        return clicked

    def _mark(self, key: str, customdata: list) -> marks.Mark | None:
        if key == "durations":
            return marks.of_durations(customdata, self.durations)
        if key == "cycle":
            return marks.of_cycle(self.cycle)
        if key == goals_place.KEY:
            return marks.of_goal(customdata, self.goals)
        known = {"funnel": marks.of_funnel, "curve": marks.of_curve, "losses": marks.of_losses}
        return known[key](customdata)

    def _said(self, word: str) -> None:
        """A button in the sentences or cards."""
        command, _gap, what = word.partition(" ")
        if command == "reset" and self.filters is not None:
            self.filters.clear()
            return
        if command == "import":
            self.show_import()
            if what and self.importing is not None:
                self.importing.go(what)
            return
        if command == "back":
            self.read()
            return
        if command == "card":
            row = self.headlines[self.headlines["measure"].eq(what)].to_dict("records")[0]
            self.show_deals(marks.of_card(row))
        if command in MARKED:
            self.show_deals(MARKED[command])
        if command == "past" and self.waiting is not None:
            first = self.waiting.iloc[0]
            self.show_deals(marks.staying(first["stage"], first["median_days"]))
        self.deals.head.into_view()
