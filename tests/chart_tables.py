"""Small tables as the metrics return them, for the tests of their charts."""

import pandas as pd

NAN = float("nan")


def day(text):
    return pd.Timestamp(text)


def trend_table():
    rows = [
        (day("2025-01-01"), 0.30, 40, 0.18, 0.46, False),
        (day("2025-02-01"), 0.50, 8, 0.22, 0.78, False),
        (day("2025-03-01"), NAN, 0, NAN, NAN, False),
        (day("2025-04-01"), 0.40, 50, 0.28, 0.54, False),
        (day("2025-05-01"), 0.10, 10, 0.02, 0.40, True),
        (day("2025-06-01"), NAN, 3, NAN, NAN, True),
    ]
    return pd.DataFrame(rows, columns=["period", "value", "n", "low", "high", "unfinished"])


def cohorts_table():
    rows = [
        (day("2025-01-01"), 30.0, 0.10, 20, 0.03, 0.30, False),
        (day("2025-01-01"), 60.0, 0.25, 24, 0.12, 0.45, False),
        (day("2025-04-01"), 30.0, 0.20, 5, 0.04, 0.62, False),
        (day("2025-04-01"), 60.0, NAN, 5, NAN, NAN, True),
    ]
    return pd.DataFrame(rows, columns=["period", "age", "value", "n", "low", "high", "unfinished"])


def compare_table():
    columns = "group value rest difference low high n p verdict left_out within_days measure what within note"
    common = ("median_cycle_days", "time to decision", "segment", "")
    rows = [
        ("Ann", 175.0, 120.0, 55.0, 27.0, 82.0, 243, 0.0001, "worse", 0, 700.0, *common),
        (
            "Bo",
            130.0,
            134.0,
            -4.0,
            -33.0,
            25.0,
            130,
            0.86,
            "no clear difference",
            2,
            700.0,
            *common,
        ),
        ("Cem", 100.0, 133.0, -33.0, -61.0, -5.0, 90, 0.002, "better", 0, 700.0, *common),
        ("Dia", 90.0, 133.0, -43.0, -99.0, 20.0, 6, NAN, "too few", 0, 700.0, *common),
    ]
    return pd.DataFrame(rows, columns=columns.split())


def goals_table():
    columns = (
        "measure period owner target actual attained expected_by_now forecast_to_target "
        "open_value_due coverage needed_coverage team start end standing forecast_by"
    )
    rows = [
        ("won_deals", "2025-Q4", "Ann", 100.0, 40.0, 0.4, 50.0, 0.9, 7000.0, NAN, NAN, None,
         day("2025-10-01"), day("2025-12-31"), "running", "history"),
        ("win_rate", "2025-09", None, 0.4, 0.3, 0.75, 0.4, 0.75, NAN, NAN, NAN, "North",
         day("2025-09-01"), day("2025-09-30"), "past", ""),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns.split())


def shift_table():
    columns = (
        "segment deals_before deals_after share_before share_after value_before value_after "
        "naive_before naive_after change mix rate unfinished within_days first_days"
    )
    rows = [
        ("Small", 30, 20, 0.6, 0.4, 0.3, 0.2, 0.3, 0.18, -0.12, -0.05, -0.05, -0.02, 90.0, NAN),
        ("Large", 20, 30, 0.4, 0.6, 0.2, 0.2, 0.2, 0.2, 0.04, 0.04, 0.0, 0.0, 90.0, NAN),
        ("total", 50, 50, 1.0, 1.0, 0.26, 0.2, 0.27, 0.19, -0.08, -0.01, -0.05, -0.02, 90.0, NAN),
    ]
    return pd.DataFrame(rows, columns=columns.split())


def what_if_table():
    rows = [
        ("mean_cycle_days", 150.0, 135.0, -0.1, ""),
        ("win_rate", 0.24, 0.26, 0.02, "Of closed deals."),
        ("one_off_value", 0.0, 9000.0, NAN, "Shorter stages bring this once."),
    ]
    return pd.DataFrame(rows, columns=["measure", "now", "then", "change", "note"])


def bottlenecks_table():
    columns = ["stage", "days_saved", "wins_gained", "value_gained", "lost", "days_per_won"]
    rows = [
        ("Proposal", 7.9, 15.4, 470000.0, 207.0, 79.0),
        ("New", 1.3, 4.7, 144000.0, 147.0, 13.0),
    ]
    return pd.DataFrame(rows, columns=columns)


def speed_table():
    columns = (
        "leads answered median_hours share_5_min share_1_hour share_24_hours low high negative "
        "undated who note"
    )
    rows = [(200, 180, 2.5, 0.08, 0.37, 0.80, 1.9, 3.1, 2, 0, "all leads", "")]
    return pd.DataFrame(rows, columns=columns.split())


def speed_conversion_table():
    rows = [
        ("5 minutes", 180, 90, 0.5, 0.43, 0.57, "An association."),
        ("later", 0, 0, NAN, NAN, NAN, "An association."),
    ]
    columns = ["answered_within", "leads", "converted", "conversion", "low", "high", "note"]
    return pd.DataFrame(rows, columns=columns)


def readings_table():
    columns = (
        "reading stage visits running mean_days p25_days median_days p75_days km_median_days phase"
    )
    rows = [
        ("calendar", "New", 40, 4, 9.1, 4.0, 8.0, 12.0, 8.5, "sale"),
        ("calendar", "Proposal", 25, 18, 61.0, 30.0, 56.0, 90.0, NAN, "sale"),
        ("working", "New", 40, 4, 6.5, 3.0, 6.0, 9.0, 6.2, "sale"),
        ("working", "Proposal", 25, 18, 43.0, 22.0, 40.0, 65.0, NAN, "sale"),
    ]
    return pd.DataFrame(rows, columns=columns.split())


def qualification_table():
    columns = (
        "question answered met win_rate_met win_rate_not_met low high open_missing difference "
        "met_low met_high decided_met decided_not_met warning"
    )
    rows = [
        ("need", 80, 34, 0.42, 0.21, 0.02, 0.38, 12, 0.21, 0.28, 0.57, 30, 40, "No dates."),
        ("means", 20, 9, 0.50, 0.30, -0.2, 0.5, 0, 0.2, 0.2, 0.8, 8, 9, "No dates."),
    ]
    return pd.DataFrame(rows, columns=columns.split())


def benchmark_table():
    columns = (
        "value benchmark low high n year publisher url grade definition comparable why_not measure "
        "market segment statistic unit n_of title"
    )
    more = ("win_rate", "B2B", "Software", "mean", "share", "companies")
    rows = [
        (0.29, 0.31, NAN, NAN, 400, 2025, "Same", "", "A", "Won of decided.", "yes", "", *more, "One"),
        (0.29, NAN, 0.20, 0.25, None, 2022, "Near", "", "B", "Company medians.", "roughly",
         "Dropped deals may count.", *more, "Two"),
        (0.29, 0.47, NAN, NAN, 90, 2018, "Far", "", "B", "Bids.", "no", "Bids, not deals.", *more, "Three"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns.split())


def forecast_table():
    columns = "part deals expected_deals expected_value p10 p50 p90 top3_share"
    rows = [
        ("open deals", 231.0, 40.2, 2200.0, 1400.0, 2180.0, 3080.0, 0.3),
        ("not yet created", NAN, 2.9, 550.0, 45.0, 430.0, 1230.0, NAN),
        ("all", NAN, 43.1, 2750.0, 1500.0, 2600.0, 4000.0, NAN),
    ]
    return pd.DataFrame(rows, columns=columns.split())


def forecast_deals_table():
    columns = "deal_id owner stage value p_win_by expected_value basis value_imputed"
    rows = [
        ("7", "Ann", "Proposal", 1000.0, 0.5, 500.0, "history", False),
        ("8", None, "New", 300.0, 0.1, 30.0, "stage", True),
    ]
    return pd.DataFrame(rows, columns=columns.split())


def backtest_table():
    columns = "method date predicted actual error inside_interval brier p10 p90 deals"
    rows = [
        ("history", day("2024-12-31"), 100.0, 120.0, -20.0, True, 0.1, 80.0, 130.0, 40),
        ("history", day("2025-03-31"), 110.0, 40.0, 70.0, False, 0.1, 90.0, 140.0, 44),
        ("stage", day("2024-12-31"), 90.0, 120.0, -30.0, False, 0.1, 70.0, 110.0, 40),
    ]
    return pd.DataFrame(rows, columns=columns.split())


def calibration_table():
    rows = [
        ("history", 0.0, 0.1, 500, 0.05, 0.08),
        ("history", 0.4, 0.5, 4, 0.45, 0.25),
        ("stage", 0.1, 0.2, 90, 0.15, 0.12),
    ]
    columns = ["method", "p_low", "p_high", "deals", "predicted", "actual"]
    return pd.DataFrame(rows, columns=columns)


def waterfall_table():
    rows = [
        ("opening", 10, 1000.0),
        ("new", 4, 500.0),
        ("moved_in", 0, 0.0),
        ("raised", 2, NAN),
        ("won", 3, -300.0),
        ("lost", 1, -100.0),
        ("closing", 10, 1100.0),
    ]
    return pd.DataFrame(rows, columns=["item", "deals", "value"]).assign(note="At today's amounts.")


def slips_table():
    rows = [
        ("7", 1, 20.0, day("2025-05-01"), True),
        ("8", 3, 90.0, day("2025-06-01"), pd.NA),
        ("9", 0, 0.0, day("2025-06-01"), False),
    ]
    columns = ["deal_id", "pushes", "days_pushed", "due_at_start", "won_on_time"]
    return pd.DataFrame(rows, columns=columns).astype({"won_on_time": "boolean"})


def slips_periods_table():
    rows = [(day("2025-01-01"), 20, 5, 0.25), (day("2025-02-01"), 4, 2, 0.5)]
    return pd.DataFrame(rows, columns=["period", "due", "slipped", "slip_rate"])


def to_do_table():
    columns = "deal_id why days_in_stage usual_days due value name account owner pipeline stage flagged_share"
    rows = [
        ("7", "slow", 90.0, 40.0, pd.NaT, 900.0, "Big one", "Acme", "Ann", "B2B", "Proposal", 0.35),
        ("7", "overdue", 90.0, NAN, day("2025-09-01"), 900.0, "Big one", "Acme", "Ann", "B2B", "Proposal", 0.35),
        ("8", "slow", 50.0, 40.0, pd.NaT, 100.0, "Small one", None, "Bo", "B2B", "New", 0.35),
        ("L1", "unanswered", NAN, NAN, day("2025-10-01"), NAN, None, None, "Bo", None, None, 0.35),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns.split())


def defects_table():
    rows = [("stages skipped", 60, 0.06), ("reopened", 8, 0.008), ("bulk moves", 0, 0.0)]
    return pd.DataFrame(rows, columns=["defect", "deals", "share"])


def effects_table():
    rows = [
        ("reopened", "win_rate", 0.30, 0.25),
        ("reopened", "mean_cycle_days", 150.0, 140.0),
        ("bulk moves", "win_rate", 0.301, 0.3014),
    ]
    return pd.DataFrame(rows, columns=["defect", "measure", "with_them", "without_them"])
