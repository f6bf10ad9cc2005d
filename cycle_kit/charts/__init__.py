"""Tidy tables drawn as plotly figures, one function per metric; no arithmetic here."""

from cycle_kit.charts.answerable import answerable_chart as answerable_chart
from cycle_kit.charts.cycle_length import cycle_length_chart as cycle_length_chart
from cycle_kit.charts.flows import flows_chart as flows_chart
from cycle_kit.charts.funnel import funnel_chart as funnel_chart
from cycle_kit.charts.funnel_rules import funnel_rules_chart as funnel_rules_chart
from cycle_kit.charts.kpis import kpis_chart as kpis_chart
from cycle_kit.charts.ledger import ledger_chart as ledger_chart
from cycle_kit.charts.loss_reasons import loss_reasons_chart as loss_reasons_chart
from cycle_kit.charts.outcome_curves import outcome_curves_chart as outcome_curves_chart
from cycle_kit.charts.stage_durations import stage_durations_chart as stage_durations_chart
from cycle_kit.charts.theme import CONFIG as CONFIG
from cycle_kit.charts.theme import on_dark as on_dark
from cycle_kit.charts.velocity import velocity_chart as velocity_chart
from cycle_kit.charts.win_rate import win_rate_chart as win_rate_chart
