"""The deals to call and the month ahead, by hand; and ranges of money in words."""

import math
from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.charts.words import money_between
from cycle_kit.dashboard import explain
from cycle_kit.dashboard.forecast_card import forecast_card
from cycle_kit.dashboard.next_steps import reason, to_call, why_to_call
from cycle_kit.locale import speaking
from cycle_kit.metrics.calls import call_counts, calls
from cycle_kit.metrics.outlook import next_month_end, outlook
from cycle_kit.shipped import sample
from tests.deal_paths import pipe_of

NOTHING = {"usual_days": math.nan, "overdue_since": pd.NaT, "silent_since": pd.NaT}


@pytest.fixture(scope="module")
def found():
    extra = {
        "amount": [7.0, 1, 2, 9],
        "expected_close": pd.to_datetime(["2024-01-01", "2024-01-02", "2099-01-01", None]),
        "last_activity_at": pd.to_datetime(["2023-12-01", "2099-01-01", "2099-01-01", None]),
    }
    return calls(pipe_of(["A", "AB", "A", "ABW"], **extra))


def test_a_deal_stands_once_with_all_its_reasons(found):
    assert found[["deal_id", "value", "why"]].to_numpy().tolist() == [
        ["D000", 7.0, "overdue, silent"],
        ["D001", 1.0, "overdue"],
    ]
    assert found["overdue_since"].tolist() == [
        pd.Timestamp("2024-01-01"),
        pd.Timestamp("2024-01-02"),
    ]
    assert found["silent_since"].iloc[0] == pd.Timestamp("2023-12-01")
    assert found["usual_days"].isna().all()


def test_the_counts_of_calls(found):
    counts = {"deals": 2, "value": 8.0, "slow": 0, "overdue": 2, "silent": 1}
    assert call_counts(found) == counts
    assert to_call(counts, "EUR").endswith("</button> (€8): 2 overdue, 1 silent for a month.")
    none = call_counts(found.head(0))
    assert none["deals"] == 0 and to_call(none, "EUR") == ""


def test_a_reason_in_words():
    row = {**NOTHING, "why": "slow", "days": 40.0, "usual_days": 9.5}
    assert reason(row) == "40 days in its stage, nine in ten take 9.5 days"
    assert reason({"days": 3.0}) == ""


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2025-10-31", "2025-11-30"),
        ("2025-11-01", "2025-12-31"),
        ("2025-12-31 23:00", "2026-01-31"),
    ],
)
def test_the_end_of_the_next_month(day, end):
    assert next_month_end(pd.Timestamp(day)) == pd.Timestamp(end)


@pytest.mark.parametrize(
    ("low", "high", "currency", "words"),
    [
        (11_125, 22_745, "EUR", "€11–23 k"),
        (537_150, 1_514_256, "EUR", "€540 k – €1.5 M"),
        (350, 24_100, "EUR", "€350 – €24 k"),
        (350, 24_100, "PLN", "350 PLN – 24 k PLN"),
        (350, 24_100, "", "350 – 24 k"),
        (949, 951, "EUR", "€950–950"),
        (999.6, 1_200, "EUR", "€1–1.2 k"),
        (0, 24_100, "EUR", "€0–24 k"),
        (0, 980, "", "0–980"),
        (-350, 980, "EUR", "−€350 – €980"),
        (1_000, 2_340, "PLN", "1–2.3 k PLN"),
        (math.nan, 5, "EUR", "–"),
    ],
)
def test_a_range_of_money(low, high, currency, words):
    assert money_between(low, high, currency).replace("\N{NO-BREAK SPACE}", " ") == words


def test_without_amounts_the_card_counts_wins():
    pipe = ck.load(sample("hubspot_deals.csv")).where(pipeline="B2C")
    frame = pipe.deals.assign(value=math.nan, amount=math.nan)
    bare = outlook(replace(pipe, deals=frame))

    assert bare[["p10", "p90", "expected_value"]].isna().all(axis=None)
    card = forecast_card(bare, currency="EUR")
    assert f">{bare['expected_deals'].iloc[0]:.0f} wins<" in card and "as expected" in card


SO = "Of the ways to make it this is "
WHYS = {
    "the only one tried": "the only one tried.",
    "clearly nearer than rates at 3 past dates": "clearly nearer than “as deals go on today” at 3 past dates.",
    "the usual one: recent was nearer at 4 past dates, but not clearly":
        "the usual one: “as much as lately” was nearer at 4 past dates, but not clearly.",
}  # fmt: skip


@pytest.mark.parametrize("why", WHYS)
def test_the_forecast_says_why_this_way(why):
    pipe = ck.load(sample("hubspot_deals.csv")).where(pipeline="B2C")
    row = outlook(pipe).iloc[0]
    assert row["why"]
    assert explain.why_so(why) == SO + WHYS[why] and explain.why_so("") == ""
    assert explain.why_so(row["why"]) in explain.forecast(row, "EUR")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1 slow, 2 overdue, 5 silent for a month"),
        ("pl", "1 w zastoju, 2 przeterminowane, 5 bez kontaktu od miesiąca"),
        ("bg", "1 бавна, 2 просрочени, 5 без контакт от месец"),
    ],
)
def test_why_deals_are_to_be_called_agrees_with_their_number(language, said):
    with speaking(language):
        told = why_to_call({"deals": 7, "slow": 1, "overdue": 2, "silent": 5, "value": 9})
        alone = why_to_call({"slow": 0, "overdue": 1, "silent": 0})
    assert told.replace("\N{NO-BREAK SPACE}", " ") == said
    assert alone == {"en": "1 overdue", "pl": "1 przeterminowana", "bg": "1 просрочена"}[language]
