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

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from cycle_kit.benchmarks import benchmark as benchmark
from cycle_kit.benchmarks import benchmarks as benchmarks
from cycle_kit.benchmarks.industries import cycles_by_industry as cycles_by_industry
from cycle_kit.calendars import Calendar as Calendar
from cycle_kit.calendars import both_readings as both_readings
from cycle_kit.errors import CycleKitError as CycleKitError
from cycle_kit.locale import speak as speak
from cycle_kit.metrics.activities import activities as activities
from cycle_kit.metrics.answerable import answerable as answerable
from cycle_kit.metrics.backtest import backtest as backtest
from cycle_kit.metrics.backtest import calibration as calibration
from cycle_kit.metrics.behind import deals_behind as deals_behind
from cycle_kit.metrics.by_line import by_line as by_line
from cycle_kit.metrics.catalogue import CARDS
from cycle_kit.metrics.changes import changes as changes
from cycle_kit.metrics.changes import changes_matrix as changes_matrix
from cycle_kit.metrics.choices import one_pipeline as one_pipeline
from cycle_kit.metrics.compare import compare as compare
from cycle_kit.metrics.compare_periods import compare_periods as compare_periods
from cycle_kit.metrics.curves import outcome_curves as outcome_curves
from cycle_kit.metrics.customers import buying_again as buying_again
from cycle_kit.metrics.customers import customers as customers
from cycle_kit.metrics.cycle import cycle_length as cycle_length
from cycle_kit.metrics.deals_needed import deals_needed as deals_needed
from cycle_kit.metrics.defaults import checklist_of as checklist_of
from cycle_kit.metrics.defaults import kinds_of as kinds_of
from cycle_kit.metrics.defaults import market_of as market_of
from cycle_kit.metrics.defaults import two_periods as two_periods
from cycle_kit.metrics.defects import defect_effects as defect_effects
from cycle_kit.metrics.defects import defects as defects
from cycle_kit.metrics.definitions import definition as definition
from cycle_kit.metrics.discounts import discounts as discounts
from cycle_kit.metrics.due import due as due
from cycle_kit.metrics.durations import stage_durations as stage_durations
from cycle_kit.metrics.flows import flows as flows
from cycle_kit.metrics.forecast import forecast as forecast
from cycle_kit.metrics.funnel import funnel as funnel
from cycle_kit.metrics.funnel_rules import funnel_rule_deals as funnel_rule_deals
from cycle_kit.metrics.funnel_rules import funnel_rules as funnel_rules
from cycle_kit.metrics.goals import goals as goals
from cycle_kit.metrics.kpis import kpis as kpis
from cycle_kit.metrics.lead_funnel import lead_funnel as lead_funnel
from cycle_kit.metrics.ledger import ledger as ledger
from cycle_kit.metrics.loops import loops as loops
from cycle_kit.metrics.losses import loss_reasons as loss_reasons
from cycle_kit.metrics.mix_shift import mix_shift as mix_shift
from cycle_kit.metrics.open_age import open_age as open_age
from cycle_kit.metrics.outcomes import velocity as velocity
from cycle_kit.metrics.outcomes import win_rate as win_rate
from cycle_kit.metrics.paths import paths as paths
from cycle_kit.metrics.qualification import qualification as qualification
from cycle_kit.metrics.slips import slips as slips
from cycle_kit.metrics.speed_to_lead import speed_to_lead as speed_to_lead
from cycle_kit.metrics.speed_to_lead import speed_to_lead_conversion as speed_to_lead_conversion
from cycle_kit.metrics.step_effects import step_effects as step_effects
from cycle_kit.metrics.steps import steps as steps
from cycle_kit.metrics.template import template as template
from cycle_kit.metrics.to_do import to_do as to_do
from cycle_kit.metrics.trend import trend as trend
from cycle_kit.metrics.waiting import surprises as surprises
from cycle_kit.metrics.waiting import waiting as waiting
from cycle_kit.metrics.waterfall import waterfall as waterfall
from cycle_kit.metrics.what_if import bottlenecks as bottlenecks
from cycle_kit.metrics.what_if import what_if as what_if
from cycle_kit.metrics.when_won import when_won as when_won
from cycle_kit.metrics.who import definition_here as definition_here
from cycle_kit.obvious_names import Package, unknown_name
from cycle_kit.pipeline import Pipeline as Pipeline
from cycle_kit.shipped import beside as beside
from cycle_kit.shipped import notebooks as notebooks
from cycle_kit.shipped import sample as sample
from cycle_kit.templates import in_template as in_template

if TYPE_CHECKING:
    from cycle_kit.charts import activities_chart as activities_chart
    from cycle_kit.charts import answerable_chart as answerable_chart
    from cycle_kit.charts import backtest_chart as backtest_chart
    from cycle_kit.charts import benchmark_chart as benchmark_chart
    from cycle_kit.charts import both_readings_chart as both_readings_chart
    from cycle_kit.charts import bottlenecks_chart as bottlenecks_chart
    from cycle_kit.charts import buying_again_chart as buying_again_chart
    from cycle_kit.charts import by_line_chart as by_line_chart
    from cycle_kit.charts import calibration_chart as calibration_chart
    from cycle_kit.charts import changes_chart as changes_chart
    from cycle_kit.charts import changes_matrix_chart as changes_matrix_chart
    from cycle_kit.charts import compare_chart as compare_chart
    from cycle_kit.charts import compare_periods_chart as compare_periods_chart
    from cycle_kit.charts import customers_chart as customers_chart
    from cycle_kit.charts import cycle_length_chart as cycle_length_chart
    from cycle_kit.charts import cycles_by_industry_chart as cycles_by_industry_chart
    from cycle_kit.charts import defect_effects_chart as defect_effects_chart
    from cycle_kit.charts import defects_chart as defects_chart
    from cycle_kit.charts import discounts_chart as discounts_chart
    from cycle_kit.charts import due_chart as due_chart
    from cycle_kit.charts import flows_chart as flows_chart
    from cycle_kit.charts import forecast_chart as forecast_chart
    from cycle_kit.charts import funnel_chart as funnel_chart
    from cycle_kit.charts import funnel_rules_chart as funnel_rules_chart
    from cycle_kit.charts import goals_chart as goals_chart
    from cycle_kit.charts import kpis_chart as kpis_chart
    from cycle_kit.charts import lead_funnel_chart as lead_funnel_chart
    from cycle_kit.charts import ledger_chart as ledger_chart
    from cycle_kit.charts import loops_chart as loops_chart
    from cycle_kit.charts import loss_reasons_chart as loss_reasons_chart
    from cycle_kit.charts import mix_shift_chart as mix_shift_chart
    from cycle_kit.charts import open_age_chart as open_age_chart
    from cycle_kit.charts import outcome_curves_chart as outcome_curves_chart
    from cycle_kit.charts import paths_chart as paths_chart
    from cycle_kit.charts import qualification_chart as qualification_chart
    from cycle_kit.charts import slips_chart as slips_chart
    from cycle_kit.charts import speed_to_lead_chart as speed_to_lead_chart
    from cycle_kit.charts import stage_durations_chart as stage_durations_chart
    from cycle_kit.charts import step_effects_chart as step_effects_chart
    from cycle_kit.charts import steps_chart as steps_chart
    from cycle_kit.charts import template_chart as template_chart
    from cycle_kit.charts import to_do_chart as to_do_chart
    from cycle_kit.charts import trend_chart as trend_chart
    from cycle_kit.charts import velocity_chart as velocity_chart
    from cycle_kit.charts import waterfall_chart as waterfall_chart
    from cycle_kit.charts import what_if_chart as what_if_chart
    from cycle_kit.charts import when_won_chart as when_won_chart
    from cycle_kit.charts import win_rate_chart as win_rate_chart
    from cycle_kit.charts.captioned import captioned as captioned
    from cycle_kit.charts.ics import as_ics as as_ics
    from cycle_kit.charts.side_by_side import side_by_side as side_by_side
    from cycle_kit.charts.widget import Chart as Chart
    from cycle_kit.dashboard.import_page import import_page as import_page
    from cycle_kit.dashboard.what_if_page import what_if_page as what_if_page
    from cycle_kit.dashboard.with_deals import with_deals as with_deals
    from cycle_kit.dialects.catalogue import crms as crms
    from cycle_kit.events import from_events as from_events
    from cycle_kit.loading import load as load
    from cycle_kit.loading.understood import columns_taken as columns_taken
    from cycle_kit.reports.digest import digest as digest
    from cycle_kit.reports.folder import export as export
    from cycle_kit.reports.masked_files import mask as mask
    from cycle_kit.reports.report import report as report
    from cycle_kit.reports.site import publish as publish

#: {name: its module} of what reads, draws, asks and writes: imported when it is asked for, as who only counts need not
#: wait for plotly, nor whoever asks for help or has a log at hand for the words of all systems
_LATER = {
    "Chart": "charts.widget",
    "as_ics": "charts.ics",
    "captioned": "charts.captioned",
    "columns_taken": "loading.understood",
    "crms": "dialects.catalogue",
    "digest": "reports.digest",
    "export": "reports.folder",
    "from_events": "events",
    "import_page": "dashboard.import_page",
    "load": "loading",
    "mask": "reports.masked_files",
    "publish": "reports.site",
    "report": "reports.report",
    "side_by_side": "charts.side_by_side",
    "what_if_page": "dashboard.what_if_page",
    "with_deals": "dashboard.with_deals",
    **{f"{name}_chart": "charts" for name, card in CARDS.items() if card.drawn},
}
#: what `%load_ext cycle_kit` looks for; nobody types it
_HOOKS = ("load_ipython_extension", "unload_ipython_extension")
_HERE = [
    name
    for name, it in vars().items()
    if callable(it)
    and name not in ("Any", "ModuleType", "Package", "import_module", "unknown_name")
]
__all__ = sorted([*_LATER, *_HERE])  # pyright: ignore[reportUnsupportedDunderAll]


_package = sys.modules[__name__]
_package.__class__ = Package
for _name, _it in list(vars().items()):
    if isinstance(_it, ModuleType) and _name != "_package":
        setattr(_package, _name, _it)  # those that are here already


if TYPE_CHECKING:
    __version__: str


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # with this function a type checker would believe in every name

    def __getattr__(name: str) -> Any:
        """What is there when it is asked for."""
        if name in _LATER:
            return getattr(import_module(f"cycle_kit.{_LATER[name]}"), name)
        if name in _HOOKS:
            return getattr(import_module("cycle_kit.charts.refused"), name)
        if name == "__version__":
            return import_module("importlib.metadata").version("cycle-kit")
        if name.startswith("_"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        raise unknown_name(name, __all__)
