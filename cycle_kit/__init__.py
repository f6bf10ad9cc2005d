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

from typing import TYPE_CHECKING, Any

from cycle_kit.benchmarks import benchmark as benchmark
from cycle_kit.benchmarks import benchmarks as benchmarks
from cycle_kit.calendars import Calendar as Calendar
from cycle_kit.calendars import both_readings as both_readings
from cycle_kit.dialects.catalogue import crms as crms
from cycle_kit.errors import CycleKitError as CycleKitError
from cycle_kit.events import from_events as from_events
from cycle_kit.loading import load as load
from cycle_kit.metrics import answerable as answerable
from cycle_kit.metrics import backtest as backtest
from cycle_kit.metrics import bottlenecks as bottlenecks
from cycle_kit.metrics import calibration as calibration
from cycle_kit.metrics import compare as compare
from cycle_kit.metrics import cycle_length as cycle_length
from cycle_kit.metrics import deals_needed as deals_needed
from cycle_kit.metrics import defect_effects as defect_effects
from cycle_kit.metrics import defects as defects
from cycle_kit.metrics import definition as definition
from cycle_kit.metrics import definition_here as definition_here
from cycle_kit.metrics import flows as flows
from cycle_kit.metrics import forecast as forecast
from cycle_kit.metrics import funnel as funnel
from cycle_kit.metrics import funnel_rule_deals as funnel_rule_deals
from cycle_kit.metrics import funnel_rules as funnel_rules
from cycle_kit.metrics import goals as goals
from cycle_kit.metrics import kpis as kpis
from cycle_kit.metrics import ledger as ledger
from cycle_kit.metrics import loss_reasons as loss_reasons
from cycle_kit.metrics import mix_shift as mix_shift
from cycle_kit.metrics import outcome_curves as outcome_curves
from cycle_kit.metrics import qualification as qualification
from cycle_kit.metrics import slips as slips
from cycle_kit.metrics import speed_to_lead as speed_to_lead
from cycle_kit.metrics import speed_to_lead_conversion as speed_to_lead_conversion
from cycle_kit.metrics import stage_durations as stage_durations
from cycle_kit.metrics import to_do as to_do
from cycle_kit.metrics import trend as trend
from cycle_kit.metrics import velocity as velocity
from cycle_kit.metrics import waterfall as waterfall
from cycle_kit.metrics import what_if as what_if
from cycle_kit.metrics import win_rate as win_rate
from cycle_kit.metrics.choices import one_pipeline as one_pipeline
from cycle_kit.pipeline import Pipeline as Pipeline
from cycle_kit.templates import in_template as in_template

if TYPE_CHECKING:
    from cycle_kit.charts import answerable_chart as answerable_chart
    from cycle_kit.charts import backtest_chart as backtest_chart
    from cycle_kit.charts import benchmark_chart as benchmark_chart
    from cycle_kit.charts import both_readings_chart as both_readings_chart
    from cycle_kit.charts import bottlenecks_chart as bottlenecks_chart
    from cycle_kit.charts import calibration_chart as calibration_chart
    from cycle_kit.charts import compare_chart as compare_chart
    from cycle_kit.charts import cycle_length_chart as cycle_length_chart
    from cycle_kit.charts import defect_effects_chart as defect_effects_chart
    from cycle_kit.charts import defects_chart as defects_chart
    from cycle_kit.charts import flows_chart as flows_chart
    from cycle_kit.charts import forecast_chart as forecast_chart
    from cycle_kit.charts import funnel_chart as funnel_chart
    from cycle_kit.charts import funnel_rules_chart as funnel_rules_chart
    from cycle_kit.charts import goals_chart as goals_chart
    from cycle_kit.charts import kpis_chart as kpis_chart
    from cycle_kit.charts import ledger_chart as ledger_chart
    from cycle_kit.charts import loss_reasons_chart as loss_reasons_chart
    from cycle_kit.charts import mix_shift_chart as mix_shift_chart
    from cycle_kit.charts import outcome_curves_chart as outcome_curves_chart
    from cycle_kit.charts import qualification_chart as qualification_chart
    from cycle_kit.charts import slips_chart as slips_chart
    from cycle_kit.charts import speed_to_lead_chart as speed_to_lead_chart
    from cycle_kit.charts import stage_durations_chart as stage_durations_chart
    from cycle_kit.charts import to_do_chart as to_do_chart
    from cycle_kit.charts import trend_chart as trend_chart
    from cycle_kit.charts import velocity_chart as velocity_chart
    from cycle_kit.charts import waterfall_chart as waterfall_chart
    from cycle_kit.charts import what_if_chart as what_if_chart
    from cycle_kit.charts import win_rate_chart as win_rate_chart


def __getattr__(name: str) -> Any:
    """Charts when they are asked for: who only counts need not wait for plotly."""
    if name.endswith("_chart"):
        from cycle_kit import charts

        if hasattr(charts, name):
            return getattr(charts, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    from cycle_kit import charts

    return sorted({*globals(), *(name for name in dir(charts) if name.endswith("_chart"))})
