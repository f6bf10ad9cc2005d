"""In companies whose truth is known every figure is right, or says why it is not there."""

from dataclasses import replace

import pandas as pd
import pytest

from bench import evidence_metrics as evidence
from bench.kinds_cut import EVERY, company_of, endless, export
from bench.truth import Truth

COLUMNS = ["metric", "what", "said", "low", "high", "truth", "note"]
#: kinds, and what most of their figures are; the rest says why
KINDS = {
    "plain": 0.95, "reopening": 0.95, "skipping": 0.95,
    "cut at the left": 0.6, "cut at the right: newest deals missing": 0.75,
    "undated losses": 0.4, "two currencies": 0.5,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_no_figure_is_wrong_and_says_nothing(kind):
    whole = endless(replace(EVERY[kind], a_month=18.0), 3)
    company = company_of(whole, 0)
    parts = (evidence.of_kpis, evidence.of_counts, evidence.of_shifts)
    pipe, truth = export(company, evidence.DAY), Truth(company, evidence.DAY + 1)
    rows = pd.DataFrame([row for part in parts for row in part(pipe, truth)], columns=COLUMNS)
    rows = rows.astype(dict.fromkeys(["said", "truth"], float))
    how = pd.Series(evidence.judged(rows), rows.index)
    assert rows[how == "wrong"][["metric", "what", "said", "truth"]].to_dict("records") == []
    assert (how == "right").mean() > KINDS[kind]
