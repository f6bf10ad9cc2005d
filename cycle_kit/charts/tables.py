"""Which table each chart draws: the columns that it cannot do without, and what else a table may be."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from cycle_kit import metrics, tables
from cycle_kit.arguments import Asked, checked
from cycle_kit.benchmarks import benchmark
from cycle_kit.calendars import both_readings
from cycle_kit.errors import CycleKitError, QuestionError, listed
from cycle_kit.signatures import Kind, call, shown

#: metric: columns of its table by which it is known, for each form that it has
DRAWN = {
    "answerable": ("metric answer why export_this",),
    "backtest": ("method date predicted actual inside_interval p10 p90",),
    "benchmark": ("value benchmark low high publisher comparable",),
    "both_readings": (
        "reading stage visits running p25_days median_days p75_days",
        "reading deals mean_days median_days p25_days p75_days", "reading median_days",
        "reading period value", "reading from_stage to_stage",
    ),
    "bottlenecks": ("stage days_saved wins_gained value_gained",),
    "calibration": ("method p_low p_high deals predicted actual",),
    "compare": ("group value rest difference low high n verdict measure",),
    "cycle_length": ("deals mean_days median_days p25_days p75_days",),
    "defect_effects": ("defect measure with_them without_them",),
    "defects": ("defect deals share",),
    "flows": ("from_stage to_stage deals moves",),
    "forecast": ("part expected_deals expected_value p10 p50 p90", "deal_id p_win_by expected_value"),
    "funnel": ("stage deals conversion low high open lost dropped",),
    "funnel_rules": ("stage rule deals conversion",),
    "goals": ("measure period target actual",),
    "kpis": ("measure value previous last_year change unfinished",),
    "ledger": ("stage entries forward skip back won lost dropped open",),
    "loss_reasons": ("reason outcome stage deals share",),
    "mix_shift": (
        "deals_before deals_after value_before value_after naive_before naive_after change mix rate unfinished",
    ),
    "outcome_curves": ("days won lost dropped open at_risk",),
    "qualification": ("question answered met win_rate_met win_rate_not_met",),
    "slips": ("deal_id pushes days_pushed", "period due slipped slip_rate"),
    "speed_to_lead": (
        "leads answered median_hours share_5_min", "answered_within leads converted conversion",
    ),
    "stage_durations": ("stage visits running p25_days median_days p75_days",),
    "to_do": ("deal_id why days_in_stage usual_days due value",),
    "trend": ("period value n low high unfinished",),
    "velocity": ("open_deals win_rate mean_won_value mean_cycle_days velocity_per_day",),
    "waterfall": ("item deals value",),
    "what_if": ("measure now then change",),
    "win_rate": ("deals won win_rate low high",),
}  # fmt: skip
#: tables that no chart draws
OWN = {
    "pipe.deals": tables.DEALS, "pipe.visits": tables.VISITS, "pipe.leads": tables.LEADS,
    "pipe.notes": tables.NOTES,
}  # fmt: skip


def draws(chart: Callable[Asked, go.Figure]) -> Callable[Asked, go.Figure]:
    """A chart that is given the table of its metric; all else is an error that says what it is."""
    ask, name = checked(chart), chart.__name__.removesuffix("_chart")

    @wraps(chart)
    def drawn(*given: Asked.args, **named: Asked.kwargs) -> go.Figure:
        found: Any = given[0] if given else named.get("table", pd.DataFrame())
        if given or "table" in named:
            check_table(name, found)
        return ask(*given, **named)

    return drawn


def table_of(name: str) -> Kind:
    """The kind of an argument that is the table of a metric."""
    return Kind(f"the table of ck.{name}", line(name), lambda table: is_of(name, table))


def is_of(name: str, table: Any) -> bool:
    return isinstance(table, pd.DataFrame) and any(
        set(form.split()) <= set(table.columns) for form in DRAWN[name]
    )


def line(name: str) -> str:
    """How a metric is asked for its table."""
    others = {"benchmark": benchmark, "both_readings": both_readings}
    return call(others.get(name) or getattr(metrics, name))


def check_table(name: str, table: Any) -> None:
    """QuestionError: this is something else than the table that the chart of a metric draws."""
    if isinstance(table, CycleKitError):  # a table that could not be had: it says why
        raise table
    if is_of(name, table):
        return
    there, fix = f"It was given {shown(table)}.", f"Write it as ck.{name}_chart({line(name)})."
    if isinstance(table, pd.DataFrame):
        there, fix = other_table(name, table, fix)
    raise QuestionError(f"ck.{name}_chart draws the table of ck.{name}.", there=there, fix=fix)


def other_table(name: str, table: pd.DataFrame, fix: str) -> tuple[str, str]:
    """What a table is, and what to do with it."""
    own = [one for one, columns in OWN.items() if set(columns) <= set(table.columns)]
    if own:
        return f"This is {own[0]}.", fix
    forms = [(form.split(), one) for one, forms in DRAWN.items() for form in forms]
    found = [(len(form), one) for form, one in forms if set(form) <= set(table.columns)]
    if found:
        metric = max(found)[1]
        return f"This is the table of ck.{metric}.", f"Write it as ck.{metric}_chart(table)."
    lacking = [column for column in DRAWN[name][0].split() if column not in table]
    return f"This table has no {listed(lacking)}." if len(
        table.columns
    ) else "It has no columns.", fix
