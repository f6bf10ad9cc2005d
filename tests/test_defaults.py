"""What notebooks look at where nobody has named anything."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.defaults import checklist_of, kinds_of, market_of, two_periods
from tests.companies import events


def pipe_of(number=40, *, days=5, **columns):
    """Deals created one every `days` days, every third one won and the others lost 10 days later."""
    log, ids = [], [str(n) for n in range(number)]
    for n in range(number):
        day = pd.Timestamp("2023-01-01") + pd.Timedelta(days=n * days)
        log.append(f"{n} A {day:%Y-%m-%d}")
        log.append(f"{n} {'won' if n % 3 == 0 else 'lost'} {day + pd.Timedelta(days=10):%Y-%m-%d}")
    deals = pd.DataFrame({"deal_id": ids, **columns})
    return ck.from_events(events(*log), deals=deals, stages=["A"])


# ---- a checklist


def test_own_columns_of_yes_and_no_are_the_checklist():
    asked = pipe_of(
        4, **{"Budget known": ["yes", "yes", "no", "no"], "Ja?": ["tak", "nie", "tak", "nie"]},
        Note=["yes", "no", "call back", ""],
    )  # fmt: skip
    assert checklist_of(asked) == {"Budget known": "Budget known", "Ja?": "Ja?"}


@pytest.mark.parametrize(
    "answers",
    [["yes"] * 4, ["yes", "no", "no", "yes"], ["", "", "", ""], ["yes", "maybe", "no", "no"], [1, 2, 3, 4]],
    ids=["all alike", "only the won", "empty", "other words", "numbers"],
)  # fmt: skip
def test_what_tells_only_how_a_deal_ended_is_no_question(answers):
    assert checklist_of(pipe_of(4, **{"A column": answers})) == {}


def test_answers_may_be_missing():
    asked = pipe_of(6, Met=["yes", "no", None, "no", "", "yes"])
    assert checklist_of(asked) == {"Met": "Met"}


# ---- two periods


def test_the_last_quarter_known_in_full_and_that_of_a_year_before():
    assert two_periods(pipe_of(200)) == ("2024-Q2", "2025-Q2")


def test_the_one_before_where_there_is_no_year_and_months_where_there_are_no_quarters():
    assert two_periods(pipe_of(50)) == ("2023-Q1", "2023-Q2")
    assert two_periods(pipe_of(60, days=1)) == ("2023-01", "2023-02")


def test_no_two_periods():
    with pytest.raises(QuestionError, match=r"no two periods[\s\S]*BEFORE ="):
        two_periods(pipe_of(5))


# ---- kinds and markets


def test_kinds_are_told_by_columns_that_are_filled_and_have_some_values():
    kinds = kinds_of(
        pipe_of(
            4,
            source=["a", "b", "a", None],
            region=["x"] * 4,
            industry=["p", None, None, None],
            product=["1", "2", "3", "4"],
        )
    )
    assert kinds == ["source", "product"]


def test_no_kinds():
    with pytest.raises(QuestionError, match=r"Nothing[\s\S]*KINDS ="):
        kinds_of(pipe_of(4))


@pytest.mark.parametrize(
    ("segments", "market"),
    [(["B2B", "b2b", "B2C", ""], "B2B"), (["B2C"] * 4, "B2C"), (["SMB", "Mid", "Mid", "SMB"], None)],
)  # fmt: skip
def test_the_market_of_most_deals(segments, market):
    assert market_of(pipe_of(4, segment=segments)) == market


def test_the_market_by_the_name_of_the_pipeline():
    assert market_of(pipe_of(4, pipeline=["B2C Germany"] * 4)) == "B2C"
    assert market_of(pipe_of(4)) is None


# ---- names


def test_slipped_deals_are_called_by_their_names():
    slips = pd.DataFrame(
        {"deal_id": ["1", "2"], "pushes": [1, 2], "days_pushed": [3.0, 9.0],
         "due_at_start": pd.to_datetime(["2024-01-01"] * 2), "won_on_time": [False] * 2}
    )  # fmt: skip
    told = str(charts.slips_chart(slips.assign(name=["Acme", None])).to_dict())
    assert "Acme" in told and "<b>2</b>" in told and "<b>1</b>" not in told
    assert "<b>1</b>" in str(charts.slips_chart(slips).to_dict())
