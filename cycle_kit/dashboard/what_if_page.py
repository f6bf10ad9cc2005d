"""What would change if: sliders for each stage, and the cycle, the win rate and the value per day beside them."""

from __future__ import annotations

import ipywidgets as widgets

from cycle_kit.arguments import checked
from cycle_kit.charts.audience import with_an_audience
from cycle_kit.charts.changes import what_if_chart
from cycle_kit.charts.widget import Chart
from cycle_kit.charts.words import _, say
from cycle_kit.dashboard.live import Look
from cycle_kit.metrics.what_if import what_if
from cycle_kit.pipeline import Pipeline

MOST, STEP = 0.5, 0.05  # relative changes


@checked
@with_an_audience
def what_if_page(pipe: Pipeline) -> widgets.VBox:
    """Sliders for days and losses of each stage, new deals and amounts; the chart follows at once."""
    return WhatIf(pipe)


class WhatIf(widgets.VBox):
    """`table`: what `what_if` gives for the sliders as they stand."""

    def __init__(self, pipe: Pipeline):
        self.pipe = pipe
        self.days = {stage: slider(say("Days in {stage}", stage=stage)) for stage in pipe.stages}
        self.conversion = {
            stage: slider(say("Conversion from {stage}", stage=stage)) for stage in pipe.stages
        }
        self.more = {"deals": slider(_("New deals")), "amount": slider(_("Mean amount"))}
        self.table = what_if(pipe)
        self.chart = Chart(what_if_chart(self.table, currency=pipe.currency))
        for control in (*self.days.values(), *self.conversion.values(), *self.more.values()):
            control.observe(lambda _change: self.redraw(), names="value")
        columns = [list(part.values()) for part in (self.days, self.conversion, self.more)]
        sliders = widgets.HBox([widgets.VBox(column) for column in columns])
        sliders.layout.flex_flow = "row wrap"
        super().__init__([Look(), sliders, self.chart])
        self.add_class("ck-page")

    def redraw(self) -> None:
        """Ask again with the sliders as they stand."""
        more = changed(self.more)
        self.table = what_if(
            self.pipe,
            days=changed(self.days),
            conversion=changed(self.conversion),
            deals=more.get("deals", 0.0),
            amount=more.get("amount", 0.0),
        )
        self.chart.figure = what_if_chart(self.table, currency=self.pipe.currency)


def slider(name: str) -> widgets.FloatSlider:
    """A slider in per cent with its name above it, so that long names of stages are read in full."""
    control = widgets.FloatSlider(
        value=0.0,
        min=-MOST,
        max=MOST,
        step=STEP,
        description=name,
        readout_format="+.0%",
        continuous_update=False,
        layout={"width": "22em", "max_width": "100%"},
    )
    control.add_class("ck-slider")
    return control


def changed(sliders: dict[str, widgets.FloatSlider]) -> dict[str, float]:
    """The relative changes of the sliders that were moved."""
    return {name: round(control.value, 4) for name, control in sliders.items() if control.value}
