"""What the numbers mean and what to do next, in the sentences above the cards."""

import pandas as pd

from cycle_kit.charts.unanswered import ask
from cycle_kit.dashboard.findings import findings_html
from cycle_kit.dashboard.next_steps import next_steps_html
from cycle_kit.dashboard.pages.declared import given
from cycle_kit.metrics.calls import call_counts
from cycle_kit.metrics.waiting import surprises
from cycle_kit.metrics.what_if import bottlenecks
from cycle_kit.pipeline import Pipeline


def summary_html(
    pipe: Pipeline,
    *,
    headlines: pd.DataFrame,
    cycle: pd.DataFrame,
    durations: pd.DataFrame | None,
    waiting: pd.DataFrame | None,
    calls: pd.DataFrame,
    compared: str = "",
) -> str:
    """Sentences from these tables of the deals; without `durations`, which several pipelines do not have together,
    none about stages. `compared`: what the last month is set beside."""
    found = surprises(cycle, durations)
    told = findings_html(headlines, cycle, waiting, found, currency=pipe.currency, beside=compared)
    saved = given(ask(bottlenecks, pipe)) if durations is not None else None
    counts = call_counts(calls)
    return told + next_steps_html(saved, counts, currency=pipe.currency, day=pipe.as_of)
