"""Working days where days are counted: of moves back, and before and after a change; each beside plain counting."""

import numpy as np
import pytest

import cycle_kit as ck
from tests.companies import ENGINES, events

DAYS = ck.Calendar()


@pytest.mark.parametrize("engine", ENGINES)
def test_moves_back_in_working_days(engine):
    log = events(
        "1 A 2025-01-01", "1 B 2025-01-02", "1 A 2025-01-03", "1 B 2025-01-13",  # Friday to Monday week
        "2 A 2025-01-01", "2 B 2025-01-02", "2 A 2025-01-03", "2 Lost 2025-01-06",
        "3 A 2025-01-01", "3 B 2025-01-02", "3 A 2025-01-17",  # waits until Friday
    )  # fmt: skip
    pipe = ck.from_events(ENGINES[engine](log), stages=["A", "B"], as_of="2025-01-24")
    plain, working = ck.loops(pipe), ck.loops(pipe, calendar=DAYS)
    assert plain[["mean_days", "total_days"]].iloc[0].tolist() == [6.5, 20]
    assert working[["mean_days", "total_days"]].iloc[0].tolist() == [3.5, 12]
    both = ck.both_readings(ck.loops, pipe, calendar=DAYS)
    assert both["total_days"].tolist() == [20, 12]


@pytest.mark.parametrize("measure", ["median_cycle_days", "days in A"])
def test_before_and_after_in_working_days(measure):
    """Every deal begins on a Monday: before it takes to Monday week, after to the Friday."""
    lines = []
    for n in range(40):
        begin = np.datetime64("2024-01-01") + np.timedelta64(7 * n, "D")
        end = begin + np.timedelta64(14 if n < 20 else 4, "D")
        lines += [f"{n} A {begin}", f"{n} Won {end}"]
    pipe = ck.from_events(events(*lines), stages=["A"], as_of="2024-10-04")
    asked = {"change": "2024-05-20", "within": None}
    plain = ck.compare_periods(pipe, measure, **asked).iloc[0]
    working = ck.compare_periods(pipe, measure, **asked, calendar=DAYS).iloc[0]
    assert plain[["value_before", "value_after"]].tolist() == pytest.approx([14, 4], abs=0.1)
    assert working[["value_before", "value_after"]].tolist() == pytest.approx([10, 4], abs=0.1)
    assert working["deals_before"] == plain["deals_before"]
