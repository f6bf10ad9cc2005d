"""Mean cycles by industry: those of one's own deals beside the published ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.benchmarks.compared import Published
from cycle_kit.benchmarks.published import OPTIONAL, benchmarks
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "industry", "whose", "mean_days", "low", "high", "deals", "segment", "n", "n_of", "year", "publisher", "url",
    "comparable", "why_not",
)  # fmt: skip
YOURS, PUBLISHED = "yours", "published"
CYCLE = "median_cycle_days"  # the measure under which figures of cycles stand, means too


@checked
def cycles_by_industry(pipe: Pipeline, *, table: Published | None = None) -> pd.DataFrame:
    """How long a win takes by industry: each of one's own, the longest first, then each published mean.

    `industry, whose` (yours or published), `mean_days`; of one's own the mean days from creation to winning with
    its 95 % limits `low`, `high` (bootstrap-t) and `deals`, the won ones that it is of; of published ones what
    they are of (`segment`, `n`, `n_of`, `year, publisher, url`), whether they are `comparable`, and `why_not`:
    published means count from other starts, and are there for orientation. `table`: your own figures, with the
    columns of `benchmarks()`. Raises QuestionError where no won deal says its industry.
    """
    own = cycle_length(pipe, by="industry").dropna(subset=["industry", "mean_days"])
    if own.empty:
        raise QuestionError(
            "No won deal with both its dates says its industry.",
            there="It is read from the column industry.",
            fix='Name the column when loading: ck.load(..., columns={"industry": "..."}), or ask '
            'ck.benchmark(pipe, "median_cycle_days").',
        )
    own = own.sort_values("mean_days", ascending=False, kind="stable")
    mine = own[["industry", "mean_days", "deals"]].assign(
        whose=YOURS, low=own["mean_low"], high=own["mean_high"], comparable="", why_not=""
    )
    found = pd.concat([mine, published_means(table)], ignore_index=True)
    texts = ["segment", "n_of", "publisher", "url"]
    found[texts] = found.reindex(columns=texts).fillna("")
    return found.reindex(columns=list(COLUMNS)).astype({"mean_days": "float64", "deals": "float64"})


def published_means(table: pd.DataFrame | None) -> pd.DataFrame:
    """The published means of cycles that name a trade, the longest first."""
    known = benchmarks() if table is None else table
    known = known.assign(**{name: "" for name in OPTIONAL if name not in known})
    means = known["statistic"].str.contains("mean") & known["value"].notna()
    rows = known[(known["measure"] == CYCLE) & means & (known["industry"] != "")]
    rows = rows.sort_values("value", ascending=False, kind="stable")
    kept = ["industry", "segment", "n", "n_of", "year", "publisher", "url", "comparable", "why_not"]
    return rows[kept].assign(
        whose=PUBLISHED, mean_days=rows["value"], deals=np.nan, low=rows["low"], high=rows["high"]
    )
