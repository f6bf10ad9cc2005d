"""The answers of the manager's page: what happened in words, cards, charts, and the deals behind each mark."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from cycle_kit.charts import (
    cycle_length_chart,
    funnel_chart,
    loss_reasons_chart,
    outcome_curves_chart,
    stage_durations_chart,
)
from cycle_kit.charts.unanswered import ask
from cycle_kit.dashboard import explain, goals_place, marks, states
from cycle_kit.dashboard.cards import cards_html
from cycle_kit.dashboard.deals_table import DealsTable
from cycle_kit.dashboard.figures import WAITS, Place
from cycle_kit.dashboard.forecast_card import forecast_card
from cycle_kit.dashboard.live import Live
from cycle_kit.dashboard.pages.declared import View
from cycle_kit.dashboard.summary import summary_html
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.answerable import answerable
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.metrics.calls import calls
from cycle_kit.metrics.curves import outcome_curves
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.funnel import funnel
from cycle_kit.metrics.funnel_rules import funnel_rules
from cycle_kit.metrics.goals import goals_now
from cycle_kit.metrics.headlines import beside_rest, headlines, months
from cycle_kit.metrics.losses import loss_reasons
from cycle_kit.metrics.outlook import outlook
from cycle_kit.metrics.waiting import waiting
from cycle_kit.pipeline import Pipeline, meeting

#: what a button says, and the deals it lists
MARKED = {"calls": marks.CALLS, "forecast": marks.OPEN}


class Answers(widgets.VBox):
    """`take(whole)` says of which export, `show(view)` draws the deals that are chosen.

    `on_say(word)` hears what is pressed, and gives what is for the answers back to `said`.
    """

    def __init__(self, *, on_say: Callable[[str], object]):
        self.on_say = on_say
        self.findings = Live(name="ck-findings", on_say=on_say)
        self.cards = Live(name="ck-cards-live", on_say=on_say)
        self.places = self._places()
        self.deals = DealsTable(clear=lambda: self.show_deals(marks.EVERY))
        self.boxes = {  # what becomes pale while it is counted; only boxes do
            "findings": widgets.VBox([self.findings]),
            "cards": widgets.VBox([self.cards]),
            "deals": self.deals,
        }
        above, cards, below = self.boxes.values()
        super().__init__([above, cards, self._grid(), below])
        self.add_class("ck-body")

    def take(self, whole: Pipeline) -> None:
        """From now on the answers are of this export."""
        self.deals.take(whole)
        self.exports = answerable(whole).set_index("metric")["export_this"]

    def show(self, view: View) -> None:
        """The answers for the deals picked."""
        self.view = view
        self.picked, self.people, self.whole = view.picked, view.people, view.whole
        for box in self.boxes.values():
            box.add_class(WAITS)
        for place in self.places.values():
            place.wait()
        self._draw()

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
            key: Place(key, title, hint, on_click=self._clicker(key), on_say=self.on_say)
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

    def _draw(self) -> None:
        """All numbers first asked once, then shown; the slowest, rules and forecast, come last."""
        pipe, people, currency = self.picked, self.people, self.picked.currency
        self.by_month = people.once("months", lambda: months(people))
        self.headlines = people.once("headlines", lambda: headlines(people, by_month=self.by_month))
        if (rest := self.view.rest) is not None:
            others = rest.once("headlines", lambda: headlines(rest))
            self.headlines = beside_rest(self.headlines, others)
        self._show_cards(None)
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
        self.show_deals(marks.EVERY)
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
        goals_place.show_goals(
            self.places["goals"],
            self.goals,
            people,
            whole=self.whole,
            dated=self.picked is not people,
        )

    def _show_cards(self, ahead: pd.DataFrame | CycleKitError | None) -> None:
        """The cards; the one that looks ahead waits for its number."""
        currency = self.picked.currency
        last = forecast_card(ahead, currency=currency, recorded=self.people.recorded)
        self.cards.html = cards_html(
            self.headlines,
            self.by_month,
            currency=currency,
            last=last,
            compared=self.view.compared,
        )
        self.boxes["cards"].remove_class(WAITS)

    def _show(self, key: str, figure: Any, why: list[str]) -> None:
        told = [*why, explain.as_of(self.picked.as_of)] if why else []
        self.places[key].show(figure, told)

    def _say_findings(self) -> None:
        known = self.durations is not None
        self.waiting = waiting(self.picked, durations=self.durations) if known else None
        self.calls = self.people.once("calls", lambda: calls(self.people))
        self.findings.html = summary_html(
            self.picked,
            headlines=self.headlines,
            cycle=self.cycle,
            durations=self.durations,
            waiting=self.waiting,
            calls=self.calls,
            compared=self.view.compared,
        )
        self.boxes["findings"].remove_class(WAITS)

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
        self.boxes["deals"].remove_class(WAITS)
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

    def said(self, command: str, what: str) -> None:
        """A button in the sentences or cards."""
        if command == "card":
            row = self.headlines[self.headlines["measure"].eq(what)].to_dict("records")[0]
            self.show_deals(marks.of_card(row))
        if command in MARKED:
            self.show_deals(MARKED[command])
        if command == "past" and self.waiting is not None:
            first = self.waiting.iloc[0]
            self.show_deals(marks.staying(first["stage"], first["median_days"]))
        self.deals.head.into_view()
