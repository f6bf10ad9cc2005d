"""`with_deals`: a chart of a notebook that answers clicks, the deals behind a mark below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets
import pandas as pd
import plotly.graph_objects as go

from cycle_kit.arguments import checked
from cycle_kit.charts.audience import pressable
from cycle_kit.charts.picture import pictures
from cycle_kit.charts.side_by_side import Figure
from cycle_kit.charts.tables import drawn_from
from cycle_kit.charts.widget import Chart
from cycle_kit.charts.words import _
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.deals_table import DealsTable
from cycle_kit.dashboard.live import Live, Look, words
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import CLICK, wanted
from cycle_kit.dashboard.pages.team import of_owner
from cycle_kit.errors import QuestionError
from cycle_kit.fiscal import Periods
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.pipeline import Pipeline, meeting

SEEN, GONE = "", "none"
LENGTHS = ("week", "month", "quarter", "year")
Clicked = Callable[..., marks.Mark | None]


#: {metric: {the columns that its table is split by: what a mark stands for}}
CLICKS: dict[str, dict[tuple[str, ...], Clicked]] = {
    "funnel": {(): marks.of_funnel},
    "ledger": {(): listed.of_exits},
    "paths": {(): listed.of_path},
    "loops": {(): listed.of_moves},
    "loss_reasons": {(): listed.of_losses_then},
    "win_rate": {("stage",): listed.of_decided_from, ("owner",): of_owner},
    "stage_durations": {(): lambda mark, table: marks.of_durations(mark, table)},
    "cycle_length": {(): lambda mark, table: marks.of_cycle(table)},
    "open_age": {("stage",): listed.of_open},
    "outcome_curves": {(): marks.of_curve},
    "compare": {(): of_owner, ("column",): listed.of_group},
    "steps": {(): listed.of_step},
    "goals": {(): lambda mark, table: marks.of_goal(mark, table)},
    "due": {("stage",): listed.of_due},
    "when_won": {(): listed.of_deal},
    "to_do": {(): listed.of_task},
    "changes": {(): listed.of_change},
    "defects": {(): listed.of_defect},
    "cycles_by_industry": {(): listed.of_industry},
}


@checked
def with_deals(figure: Figure, pipe: Pipeline) -> go.Figure | widgets.VBox:
    """A chart of these deals that answers clicks: those behind a mark are listed below it.

    In JupyterLab, Notebook, VS Code and Voila; where a notebook is run by a program, and in a saved one, it is the
    chart's picture. `pipe`: the deals of which the chart's table was asked. Raises QuestionError for a chart whose
    marks are no deals, and for one that is split into groups.
    """
    name, table, split = drawn_from(figure)
    clicked = CLICKS.get(name, {}).get(split)
    bands = clicked is of_owner and not set(table[(*split, "group")[0]]) <= set(pipe.deals["owner"])
    if clicked is None or bands:
        raise no_deals(name)
    return WithDeals(figure, pipe, partial(asked, clicked, table, pipe)) if pressable() else figure


def no_deals(name: str) -> QuestionError:
    if name not in CLICKS:
        wrong = "The marks of this chart stand for no deals." if name else "This is no chart of ck."
        return QuestionError(
            wrong,
            fix="Show the chart as it is.",
        )
    return QuestionError(
        "This chart is split into groups, whose deals are not told apart by a click.",
        fix="Ask of one group, with pipe.where(...), or show the chart as it is.",
    )


def asked(clicked: Clicked, table: pd.DataFrame, pipe: Pipeline, mark: list) -> marks.Mark | None:
    """What a mark stands for; where it is of a period, one of the length that the table has."""
    more = {"table": table, "pipe": pipe, "every": length_of(table, pipe.periods)}
    return clicked(mark, **wanted(clicked, more))


def length_of(table: pd.DataFrame, periods: Periods) -> str:
    """How long the periods of a table are, by their names; a month where it has none."""
    rows = table.dropna(subset="period") if {"period", "label"} <= set(table) else table[:0]
    if rows.empty:
        return "month"
    day, label = pd.Timestamp(rows["period"].iloc[0]), str(rows["label"].iloc[0])
    return next((one for one in LENGTHS if periods.label(day, one) == label), "month")


class WithDeals(widgets.VBox):
    """A live chart, and below it the deals of the mark that was clicked last."""

    def __init__(self, figure: go.Figure, pipe: Pipeline, mark: Callable[[list], Any]):
        self.pipe, self.mark = pipe, mark
        label = getattr(figure, "_drawn_as", "")
        self.chart = Chart(figure, label=label, on_click=self._clicked)
        press = Live(name="ck-press")
        press.html = f'<p class="ck-soft">{words(_(CLICK))}</p>'
        self.deals = DealsTable(clear=self._hide)
        self.deals.take(pipe)
        super().__init__([Look(), press, self.chart, self.deals])
        self.add_class("ck-page")
        self._hide()

    def _clicked(self, customdata: Any) -> None:
        mark = self.mark(customdata) if customdata else None
        if mark is None:
            return
        pipe = meeting(self.pipe, mark.whose) if mark.whose else self.pipe
        found = deals_behind(pipe, **mark.question)
        self.deals.layout.display = SEEN
        self.deals.show(found, mark.told(len(found)))

    def _hide(self) -> None:
        self.deals.layout.display = GONE

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """With the picture, which stays when nothing runs."""
        bundle, about = super()._repr_mimebundle_(**kwargs), {}
        bundle, about = bundle if isinstance(bundle, tuple) else (bundle, about)
        return {**bundle, **pictures(self.chart.figure, self.chart.label)}, about
