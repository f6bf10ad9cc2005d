"""Expected closes that were pushed, by hand."""

from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import events
from tests.test_waterfall import dated

DEALS = events(
    "on_time A 2024-01-02", "on_time Won 2024-02-10",
    "late A 2024-01-02", "late Won 2024-03-05",
    "lost A 2024-01-02", "lost Lost 2024-02-15",
    "open A 2024-01-02",
    "young A 2024-03-20",
)  # fmt: skip


def day(text):
    return pd.Timestamp(text)


CLOSES = dated(
    ("on_time", "2024-01-02", day("2024-02-12")), ("on_time", "2024-02-10", day("2024-02-10")),
    ("late", "2024-01-02", day("2024-02-20")), ("late", "2024-02-20", day("2024-03-01")),
    ("late", "2024-03-01", day("2024-03-10")), ("late", "2024-03-05", day("2024-03-05")),
    ("lost", "2024-01-02", day("2024-02-20")), ("lost", "2024-01-10", day("2024-02-05")),
    ("lost", "2024-02-05", day("2024-02-15")), ("lost", "2024-02-16", day("2024-06-01")),
    ("open", "2024-01-02", day("2024-02-28")), ("open", "2024-02-28", day("2024-04-30")),
    ("young", "2024-03-20", day("2024-05-01")),
)  # fmt: skip


def pipe():
    return replace(ck.from_events(DEALS, stages=["A"]), changes={"expected_close": CLOSES})


def test_pushes_of_each_deal():
    found = ck.slips(pipe()).set_index("deal_id")
    assert list(found) == ["pushes", "days_pushed", "due_at_start", "won_on_time", "outcome"]
    assert found["pushes"].to_dict() == {"on_time": 0, "late": 2, "lost": 1, "open": 1, "young": 0}
    assert found["days_pushed"].to_dict() == {
        "on_time": 0,
        "late": 10 + 9,
        "lost": 10,
        "open": 62,
        "young": 0,
    }
    assert found.loc["lost", "due_at_start"] == day("2024-02-20")
    known = found["won_on_time"]
    assert known[["on_time", "late", "lost", "open"]].tolist() == [True, False, False, False]
    assert pd.isna(known["young"])  # due on 1 May, and the data ends in March


def test_slip_rate_of_a_period():
    """Due in February at its start: on_time (12th), late (20th), lost (5th), open (28th).
    One is won and one lost by its end: two of four slipped. March: late, due on the 1st, is won."""
    found = ck.slips(pipe(), every="month").set_index("period")
    assert found.loc["2024-02-01", ["due", "slipped", "slip_rate"]].tolist() == [4, 2, 0.5]
    assert list(found.index) == [day("2024-02-01")]  # March is not over


def test_without_dated_closes_it_is_refused():
    with pytest.raises(QuestionError) as error:
        ck.slips(ck.from_events(DEALS, stages=["A"]))
    assert str(error.value) == (
        "Slips cannot be seen: the past of expected closes is not in this export.\n"
        "Export the history of the close date, or a dated export every month."
    )
