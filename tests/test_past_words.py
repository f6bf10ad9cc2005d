"""Sentences beside the own past and beside goals, from tables written by hand."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts.forecast import ahead_words
from cycle_kit.charts.past_words import steps_words


def quarters(*rows):
    columns = ["period", "value", "n", "low", "high", "unfinished"]
    return pd.DataFrame(rows, columns=columns).astype({"period": "datetime64[ns]"})


YEAR = quarters(
    ("2024-04-01", 40.0, 9, 20.0, 60.0, False),  # the least of all, from too few
    ("2024-07-01", 60.0, 30, 50.0, 70.0, False),
    ("2024-10-01", 55.0, 30, 45.0, 65.0, False),
    ("2025-07-01", 90.0, 30, 80.0, 99.0, False),
    ("2025-10-01", 20.0, 30, 10.0, 30.0, True),
)


def test_the_last_whole_quarter_stands_beside_a_year_before_and_the_best():
    assert charts.past_words(YEAR, "median_cycle_days") == (
        "Half of wins within: 90 days in Q3 2025, the last that is over. "
        "A year before it was 60\N{NO-BREAK SPACE}d. Your best was 55\N{NO-BREAK SPACE}d in Q4 2024."
    )


def test_of_a_share_the_most_is_best_and_ranges_that_overlap_may_be_chance():
    rates = YEAR.assign(value=YEAR["value"] / 100, low=0.1, high=0.99)
    assert charts.past_words(rates, "win_rate") == (
        "Win rate: 90\N{NO-BREAK SPACE}% in Q3 2025, the last that is over. "
        "A year before it was 60\N{NO-BREAK SPACE}% (which may be chance: the likely ranges overlap). "
        "Your best was 90\N{NO-BREAK SPACE}% in Q3 2025."
    )


def test_no_period_with_enough_deals():
    assert charts.past_words(YEAR.head(1), "win_rate") == "Win rate: no period has enough deals."


@pytest.mark.parametrize("measure", ["won_deals", "new_deals", "new_leads", "won_value"])
def test_counts_and_sums_rest_on_themselves_however_few(measure):
    months = [(f"2024-{month:02d}-01", float(60 // month), 60 // month) for month in range(1, 13)]
    rows = [(start, value, n, None, None, False) for start, value, n in months]
    words = charts.past_words(quarters(*rows), measure)
    assert " 5" in words and "Q4" not in words  # of the last month, 60 // 12
    assert "in Dec 2024, the last that is over" in words and "60 " in words.replace("60 k", "60 ")
    none = quarters(
        ("2024-01-01", 3.0, 3, None, None, False), ("2024-02-01", 0.0, 0, None, None, False)
    )
    assert " 0" in charts.past_words(none, measure) and "Feb 2024" in charts.past_words(
        none, measure
    )


@pytest.mark.parametrize("measure", ["win_rate", "mean_won_value", "median_cycle_days"])
def test_rates_means_and_medians_need_enough_deals(measure):
    rows = quarters(
        ("2024-01-01", 0.3, 30, 0.1, 0.5, False), ("2024-04-01", 0.1, 9, 0.0, 0.5, False)
    )
    assert "Jan 2024, the last" in charts.past_words(rows, measure)


@pytest.mark.parametrize(
    "note", ["Not known by period: 4 of 4 lost deals.", "Not known: no amounts."]
)
def test_where_nothing_is_known_the_tables_own_reason_is_said_and_drawn(note):
    rows = YEAR.assign(value=float("nan"), low=float("nan"), high=float("nan"), note=note)
    assert charts.past_words(rows, "win_rate").endswith(f": {note}")
    picture = charts.trend_chart(rows, measure="win_rate").to_json()
    assert note[:20] in picture and "more deals" not in picture
    plain = charts.trend_chart(rows.assign(note=""), measure="win_rate").to_json()
    assert "more deals" in plain


def test_the_way_of_the_open_value_is_told_without_signs():
    items = {"opening": 900, "new": 300, "won": -100, "lost": -150, "dropped": -50, "closing": 900}
    table = pd.DataFrame({"item": list(items), "value": list(items.values())})
    assert steps_words(table, "EUR") == (
        "The open value went from €900 to €900: €300 came in new, €100 was won, €150 lost "
        "and €50 dropped."
    )


def test_small_print_shows_signs_of_markup_as_they_are():
    assert "a &lt; b" in charts.small_print("a < b")._repr_html_()


def test_no_deal_goes_no_way():
    table = pd.DataFrame({"item": ["opening", "closing"], "deals": [0, 0], "value": [0.0, 0.0]})
    assert steps_words(table) == ""


def test_amounts_that_nobody_can_add_up_are_not_told_as_nothing():
    """Two currencies and no rates: neither "went from 0 to 0" nor "there are no amounts"."""
    lines = ["id,stage,created,closed,amount,currency"]
    for n in range(40):
        end, closed = (("Won", "Lost")[n % 2], f"2024-{n % 6 + 3:02}-15") if n < 30 else ("New", "")
        lines.append(
            f"{n},{end},2024-{n % 6 + 1:02}-{n % 20 + 1:02},{closed},{100 + n},{('EUR', 'USD')[n % 2]}"
        )
    pipe = ck.load("\n".join(lines).encode())
    steps = ck.waterfall(pipe, "2024-04-30", "2024-06-30")
    assert steps["deals"].any() and steps_words(steps) == ""
    one = steps_words(ck.waterfall(pipe.where(currency="EUR"), "2024-04-30", "2024-06-30"))
    assert one == "" or one.startswith("The open value went from")
    nothing = ahead_words(pd.DataFrame([{"part": "all", "expected_value": None}]), "")
    assert nothing == ["No value can be forecast. There are no amounts that can be added up."]


def test_of_later_periods_with_too_few_deals_it_is_said_that_there_are_some():
    later = pd.concat([YEAR[YEAR["n"] >= 10], quarters(("2025-10-01", 95.0, 3, 9.0, 99.0, False))])
    words = charts.past_words(later[~later["unfinished"]], "median_cycle_days")
    assert words.startswith(
        "Half of wins within: 90 days in Q3 2025, the last period with ten deals;"
    )
    assert "the last that is over" not in words
