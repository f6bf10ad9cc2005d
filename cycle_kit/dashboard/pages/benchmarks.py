"""Is that long, is it low: the questions of notebook 03."""

from __future__ import annotations

import pandas as pd

from cycle_kit.benchmarks import benchmark
from cycle_kit.benchmarks.industries import cycles_by_industry
from cycle_kit.charts import (
    benchmark_chart,
    cycles_by_industry_chart,
    past_words,
    trend_chart,
)
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, View
from cycle_kit.metrics.defaults import market_of
from cycle_kit.metrics.trend import trend

MEASURES = {
    "median_cycle_days": ("How long a sale takes, beside your own past", "How long, beside others"),
    "win_rate": ("The win rate, beside your own past", "The win rate, beside others"),
}


def own(measure: str) -> Part:
    return Part(
        f"own_{measure}",
        MEASURES[measure][0],
        lambda view: trend(view.picked, measure, every="quarter"),
        lambda view, table: trend_chart(table, measure=measure, currency=view.currency),
        hint="Quarter by quarter; the band is the likely range.",
        metric="trend",
        says=lambda view, table: past_words(table, measure, currency=view.currency),
    )


def published(measure: str) -> Part:
    def asked(view: View) -> pd.DataFrame:
        return benchmark(view.picked, measure, segment=market_of(view.picked))

    return Part(
        f"published_{measure}",
        MEASURES[measure][1],
        asked,
        lambda view, table: benchmark_chart(table, currency=view.currency),
        hint="Published figures, drawn only where they measure roughly the same.",
        metric="benchmark",
    )


PAGE = QuestionPage(
    "benchmarks",
    "Benchmarks",
    "Is that long, is it low: beside your own past first, beside published figures second?",
    (
        *(own(measure) for measure in MEASURES),
        *(published(measure) for measure in MEASURES),
        Part(
            "industries",
            "Cycles by industry",
            lambda view: cycles_by_industry(view.picked),
            lambda view, table: cycles_by_industry_chart(table),
            hint="Published mean cycles that name an industry, beside your own industries.",
            metric="cycles_by_industry",
            wide=True,
        ),
    ),
)
