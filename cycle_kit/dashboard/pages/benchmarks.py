"""Is that long, is it low: the questions of notebook 03."""

from __future__ import annotations

from functools import partial

import pandas as pd

from cycle_kit.benchmarks import benchmark
from cycle_kit.benchmarks.industries import cycles_by_industry
from cycle_kit.charts import (
    benchmark_chart,
    cycles_by_industry_chart,
    past_words,
    trend_chart,
)
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import Part, QuestionPage
from cycle_kit.metrics.defaults import market_of
from cycle_kit.metrics.trend import trend
from cycle_kit.pipeline import Pipeline

MEASURES = {
    "median_cycle_days": ("How long a sale takes, beside your own past", "How long, beside others"),
    "win_rate": ("The win rate, beside your own past", "The win rate, beside others"),
}


#: the deals that a measure of a quarter is of, as a part of `deals_behind`
COUNTED = {"median_cycle_days": "won", "win_rate": "decided"}


def own(measure: str) -> Part:
    return Part(
        f"own_{measure}",
        MEASURES[measure][0],
        partial(trend, measure_name=measure, every="quarter"),
        partial(trend_chart, measure=measure),
        hint="Quarter by quarter; the band is the likely range.",
        says=partial(past_words, measure=measure),
        clicked=partial(listed.of_period, every="quarter", part=COUNTED[measure]),
    )


def published(measure: str) -> Part:
    def asked(pipe: Pipeline) -> pd.DataFrame:
        return benchmark(pipe, measure, segment=market_of(pipe))

    return Part(
        f"published_{measure}",
        MEASURES[measure][1],
        asked,
        benchmark_chart,
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
            cycles_by_industry,
            cycles_by_industry_chart,
            hint="Published mean cycles that name an industry, beside your own industries.",
            clicked=listed.of_industry,
            wide=True,
        ),
    ),
)
