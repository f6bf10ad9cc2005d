"""Targets in sentences: what is reached, what the forecast adds, whether that is likely enough."""

import pandas as pd
import pytest

from cycle_kit import charts
from cycle_kit.charts.axes import period_label
from cycle_kit.charts.goals import odds

GAP = "\N{NO-BREAK SPACE}"
ROW = {
    "measure": "won_value", "period": "2025-Q4", "owner": None, "team": None, "pipeline": None,
    "target": 2_000_000.0, "actual": 625_000.0, "attained": 0.31, "expected_by_now": 674_000.0,
    "forecast_to_target": 1.2, "standing": "running", "forecast_by": "history", "adds_low": 1.1e6,
    "adds_high": 2.4e6, "chance": 0.74, "verdict": "open",
}  # fmt: skip
NOTHING = {"adds_low": None, "adds_high": None, "chance": None, "verdict": ""}


def told(*rows):
    return charts.goal_words(pd.DataFrame([ROW | row for row in rows]), currency="EUR").splitlines()


def test_a_running_target_says_what_would_be_on_time_and_what_the_forecast_adds():
    assert told({}) == [
        f"Won value, Q4 2025: €625{GAP}k of €2{GAP}M so far, €674{GAP}k would be on time. The forecast "
        f"adds €1.1–2.4{GAP}M, eight times in ten. It can go either way (met about 7 times in ten)."
    ]
    (likely,) = told({"verdict": "likely", "chance": 0.85, "pipeline": "B2B"})
    assert likely.startswith("Won value, B2B, Q4 2025:")
    assert likely.endswith("It is likely met (about 8 times in ten).")
    (missed,) = told({"verdict": "unlikely", "chance": 0.04})
    assert missed.endswith("It is likely missed (met less than once in ten).")


def test_without_history_the_pace_so_far_is_told_and_no_verdict():
    (line,) = told(NOTHING | {"forecast_by": "pace so far", "forecast_to_target": 0.93})
    assert line.endswith(f"would be on time. At the pace so far it becomes 93{GAP}% of the target.")


def test_what_is_over_and_rates():
    past = NOTHING | {"standing": "past", "period": "2025-09"}
    lines = told(
        past | {"verdict": "missed", "forecast_by": ""},
        past
        | {"measure": "win_rate", "actual": 0.31, "target": 0.3, "verdict": "met", "team": "N"},
    )
    assert lines == [
        f"Won value, Sep 2025: €625{GAP}k of €2{GAP}M. The target was missed.",
        f"Win rate, N, Sep 2025: 31{GAP}%, the target is 30{GAP}%. The target is met.",
    ]


def test_people_stand_by_verdict_in_the_tables_order_without_a_rank():
    own = [("Ann", "open"), ("Bo", "met"), ("Cem", "open"), ("Dia", "unlikely"), ("Eve", "")]
    assert told(*({"owner": owner, "verdict": verdict} for owner, verdict in own)) == [
        "Won value, Q4 2025, by owner: quota met: Bo; can go either way: Ann, Cem; likely to miss it: "
        "Dia; no forecast: Eve."
    ]


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.04, "less than once in ten"),
        (0.1, "about once in ten"),
        (0.74, "about 7 times in ten"),
        (0.99, "more than nine times in ten"),
        (None, ""),
    ],
)
def test_odds(chance, said):
    assert odds(chance) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("2025-Q4", "Q4 2025"),
        ("FY2026-Q1", "Q1 FY2026"),
        ("2025-10", "Oct 2025"),
        ("2025", "2025"),
        ("2025-10-06", "6 Oct 2025"),
    ],
)
def test_labels_of_periods(label, said):
    assert period_label(label) == said
