"""cycle_kit: how deals move through your sales stages, from the file your CRM exports.

>>> import cycle_kit as ck
>>> from cycle_kit.shipped import sample
>>> pipe = ck.load(sample("hubspot_deals.csv"))
>>> pipe
<Pipeline from hubspot, as of 2025-10-31, pipelines "B2B", "B2C">
>>> b2c = pipe.where(pipeline="B2C")
>>> b2c.stages
('Inquiry', 'Consultation', 'Offer')
>>> table = ck.funnel(b2c)
>>> list(table["stage"])
['Inquiry', 'Consultation', 'Offer', 'won']
>>> table.loc[0, "conversion"] == table.loc[1, "deals"] / table.loc[0, "deals"]
np.True_
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cycle_kit.benchmarks import benchmark, benchmarks
from cycle_kit.calendars import Calendar, both_readings
from cycle_kit.dialects.catalogue import crms
from cycle_kit.errors import CycleKitError, nearest
from cycle_kit.events import from_events
from cycle_kit.loading import load
from cycle_kit.metrics import (
    answerable,
    backtest,
    bottlenecks,
    calibration,
    compare,
    cycle_length,
    deals_needed,
    defect_effects,
    defects,
    definition,
    definition_here,
    flows,
    forecast,
    funnel,
    funnel_rule_deals,
    funnel_rules,
    goals,
    kpis,
    ledger,
    loss_reasons,
    mix_shift,
    outcome_curves,
    qualification,
    slips,
    speed_to_lead,
    speed_to_lead_conversion,
    stage_durations,
    to_do,
    trend,
    velocity,
    waterfall,
    what_if,
    win_rate,
)
from cycle_kit.metrics.choices import one_pipeline
from cycle_kit.metrics.waiting import surprises, waiting
from cycle_kit.pipeline import Pipeline
from cycle_kit.shipped import sample
from cycle_kit.templates import in_template

if TYPE_CHECKING:
    from cycle_kit.charts import (
        answerable_chart,
        backtest_chart,
        benchmark_chart,
        both_readings_chart,
        bottlenecks_chart,
        calibration_chart,
        compare_chart,
        cycle_length_chart,
        defect_effects_chart,
        defects_chart,
        flows_chart,
        forecast_chart,
        funnel_chart,
        funnel_rules_chart,
        goals_chart,
        kpis_chart,
        ledger_chart,
        loss_reasons_chart,
        mix_shift_chart,
        outcome_curves_chart,
        qualification_chart,
        slips_chart,
        speed_to_lead_chart,
        stage_durations_chart,
        to_do_chart,
        trend_chart,
        velocity_chart,
        waterfall_chart,
        what_if_chart,
        win_rate_chart,
    )
    from cycle_kit.charts.asking import also, ask, show
    from cycle_kit.charts.widget import Chart

__all__ = [
    "Calendar", "Chart", "CycleKitError", "Pipeline", "also", "answerable", "answerable_chart",
    "ask", "backtest", "backtest_chart", "benchmark", "benchmark_chart", "benchmarks",
    "both_readings", "both_readings_chart", "bottlenecks", "bottlenecks_chart", "calibration",
    "calibration_chart", "compare", "compare_chart", "crms", "cycle_length",
    "cycle_length_chart", "deals_needed", "defect_effects", "defect_effects_chart", "defects",
    "defects_chart", "definition", "definition_here", "flows", "flows_chart", "forecast",
    "forecast_chart", "from_events", "funnel", "funnel_chart", "funnel_rule_deals",
    "funnel_rules", "funnel_rules_chart", "goals", "goals_chart", "in_template", "kpis",
    "kpis_chart", "ledger", "ledger_chart", "load", "loss_reasons", "loss_reasons_chart",
    "mix_shift", "mix_shift_chart", "one_pipeline", "outcome_curves", "outcome_curves_chart",
    "qualification", "qualification_chart", "sample", "show", "slips", "slips_chart",
    "speed_to_lead", "speed_to_lead_chart", "speed_to_lead_conversion", "stage_durations",
    "stage_durations_chart", "surprises", "to_do", "to_do_chart", "trend", "trend_chart",
    "velocity", "velocity_chart", "waiting", "waterfall", "waterfall_chart", "what_if",
    "what_if_chart", "win_rate", "win_rate_chart",
]  # fmt: skip


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # with this function a type checker would believe in every name

    def __getattr__(name: str) -> Any:
        """What draws, when it is asked for: who only counts need not wait for plotly."""
        if name in __all__:
            place = {"Chart": "widget"}.get(name, "" if name.endswith("_chart") else "asking")
            return getattr(import_module(f"cycle_kit.charts.{place}".rstrip(".")), name)
        near = "" if name.startswith("_") else nearest(name, __all__)
        hint = f". Did you mean {near!r}?" if near else ""
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}{hint}")
