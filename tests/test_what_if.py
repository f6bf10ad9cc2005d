"""what_if and bottlenecks on a company of six deals."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError, StageError
from cycle_kit.metrics import bottlenecks, what_if
from tests.companies import ENGINES, events

#: four closed deals reach B (of five), three are won; A takes 10 days, B 30 (one winner skips A)
EVENTS = events(
    "1 A 2024-01-01", "1 B 2024-01-11", "1 Won 2024-02-10",
    "2 A 2024-01-01", "2 B 2024-01-11", "2 Won 2024-02-10",
    "3 B 2024-01-01", "3 Won 2024-01-31",
    "4 A 2024-01-01", "4 B 2024-01-11", "4 Lost 2024-01-21",
    "5 A 2024-01-01", "5 Lost 2024-01-03",
    "6 A 2024-04-10",
)  # fmt: skip
DEALS = pd.DataFrame({"deal_id": list("123456"), "amount": [100.0] * 6, "created_at": [
    pd.Timestamp("2024-01-01")] * 5 + [pd.Timestamp("2024-04-10")]})  # fmt: skip


@pytest.fixture(params=ENGINES)
def pipe(request):
    made = ENGINES[request.param]
    return ck.from_events(made(EVENTS), stages=["A", "B"], deals=made(DEALS))


def rows(table):
    return table.set_index("measure")


def test_nothing_changed(pipe):
    table = rows(what_if(pipe))
    assert table.loc["mean_cycle_days", "now"] == pytest.approx((40 + 40 + 30) / 3)
    assert table.loc["win_rate", "now"] == pytest.approx(3 / 5)
    assert table.loc["won_value_per_day", "now"] == pytest.approx(6 / 100 * 3 / 5 * 100)
    assert list(table["then"]) == pytest.approx(list(table["now"]))


def test_shorter_stages_shorten_the_cycle_not_the_rate(pipe):
    table = rows(what_if(pipe, days={"A": -0.5}))
    saved = 0.5 * (10 + 10 + 0) / 3  # the one who skipped A counts 0
    assert table.loc["mean_cycle_days", "then"] == pytest.approx(110 / 3 - saved)
    assert table.loc["won_value_per_day", "change"] == pytest.approx(0)
    assert table.loc["one_off_value", "then"] == pytest.approx(3.6 * saved)
    assert table.loc["one_off_value", "note"].startswith("Shorter stages bring this once")


def test_better_conversion_more_deals_larger_amounts(pipe):
    table = rows(what_if(pipe, conversion={"A": 0.1}, deals=0.5, amount=1.0))
    assert table.loc["win_rate", "then"] == pytest.approx(3 / 5 * 1.1)
    assert table.loc["won_value_per_day", "then"] == pytest.approx(3.6 * 1.1 * 1.5 * 2)
    assert rows(what_if(pipe, conversion={"A": 9.0})).loc["win_rate", "then"] == pytest.approx(
        3 / 4
    )


def test_bottlenecks_rank_by_what_a_tenth_brings(pipe):
    table = bottlenecks(pipe)
    assert list(table["stage"]) == ["B", "A"]
    assert list(table["wins_gained"]) == pytest.approx([0.1 * 1 * 1.0, 0.1 * 1 * 3 / 4])
    assert list(table["value_gained"]) == pytest.approx([10.0, 7.5])
    assert list(table["days_saved"]) == pytest.approx([0.1 * 30, 0.1 * 20 / 3])


def test_unknown_stages_and_impossible_changes_are_errors(pipe):
    with pytest.raises(StageError) as error:
        what_if(pipe, days={"Z": -0.1})
    assert str(error.value) == (
        'There is no stage "Z".\n'
        'The stages are "A", "B".\n'
        'Choose one of them: ck.what_if(pipe, days={"A": -0.2}).'
    )
    with pytest.raises(QuestionError, match="each value is a relative change"):
        what_if(pipe, days={"A": -20})
