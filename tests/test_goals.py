"""goals: targets beside what came, by hand."""

import dataclasses

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import ColumnError, CycleKitError, QuestionError
from cycle_kit.metrics.ahead import verdict
from cycle_kit.metrics.coverage import needed_coverage
from cycle_kit.metrics.goals import COVER, goals_now
from cycle_kit.metrics.measures import KPIS
from cycle_kit.metrics.targets import example
from tests.companies import ENGINES, events
from tests.companies_at_random import Company, pipeline_of


def company(engine="pandas"):
    """Won: 100 and 300 in March (Ola), 200 in May (Rana); lost in May; open: 400 due on 20 May, 50
    due in June. The data ends with 15 May, so that 15 of 31 days of May are over."""
    rows = [
        "1 A 2024-03-01", "1 Won 2024-03-11", "2 A 2024-03-01", "2 Won 2024-03-31",
        "3 A 2024-05-01", "3 Won 2024-05-05", "4 A 2024-05-01", "4 Lost 2024-05-15",
        "5 A 2024-04-01", "6 A 2024-04-01",
    ]  # fmt: skip
    deals = pd.DataFrame(
        {
            "deal_id": list("123456"),
            "owner": ["Ola", "Ola", "Rana", "Rana", "Ola", "Rana"],
            "team": ["N", "N", "S", "S", "N", "S"],
            "amount": [100.0, 300, 200, 70, 400, 50],
            "created_at": pd.to_datetime(
                ["2024-03-01"] * 2 + ["2024-05-01"] * 2 + ["2024-04-01"] * 2
            ),
            "expected_close": pd.to_datetime([None] * 4 + ["2024-05-20", "2024-06-20"]),
        }
    )
    dates = {"created_at": "datetime64[us]", "expected_close": "datetime64[us]"}
    native = ENGINES[engine]
    return ck.from_events(native(events(*rows)), stages=["A"], deals=native(deals.astype(dates)))


def one(measure="won_value", period="2024-05", target=1000, pipe=None, **whose):
    table = ck.goals(
        pipe or company(), [{"measure": measure, "period": period, "target": target, **whose}]
    )
    return table.loc[0]


def test_a_running_month():
    row = one()
    assert row["actual"] == 200 and row["attained"] == 0.2
    assert row["expected_by_now"] == pytest.approx(1000 * 15 / 31)
    assert row["open_value_due"] == 400
    assert row["coverage"] == 400 / 800
    # too few deals for a forecast: 200 in 15 days are 413 in 31
    assert row["forecast_to_target"] == pytest.approx(0.2 * 31 / 15)
    assert (row["forecast_by"], row["standing"]) == ("pace so far", "running")
    assert pd.isna(row["needed_coverage"])


def test_a_past_quarter_is_what_it_is():
    pipe = pipeline_of(Company(owners=3, deals_each=80), 1)
    won = pipe.deals.query("outcome == 'won' and '2024-04' <= closed_at < '2024-07'")
    whole = one(period="2024-Q2", target=500, pipe=pipe)
    assert whole["actual"] == pytest.approx(won["value"].sum()) and whole["standing"] == "past"
    row = one(period="2024-03", target=500)
    assert (row["actual"], row["attained"], row["expected_by_now"]) == (400, 0.8, 500)
    assert row["forecast_to_target"] == 0.8 and pd.isna(row["open_value_due"])
    assert (row["period"], row["standing"], row["note"]) == ("2024-03", "past", "")
    assert (row["start"], row["end"]) == (pd.Timestamp("2024-03-01"), pd.Timestamp("2024-03-31"))


FOLLOWING = [
    "actual", "attained", "forecast_to_target", "adds", "adds_low", "adds_high", "low_to_target",
    "high_to_target", "chance", "coverage",
]  # fmt: skip


def is_not_known(row, reason):
    """Nothing is said of what was reached, but why not: in the table, in words and in the picture."""
    table = pd.DataFrame([row])
    picture = (
        charts.goals_chart(table).to_json().replace("\\u003cbr\\u003e", " ").replace("<br>", " ")
    )
    told = str(charts.goal_words(table))
    return (
        row[FOLLOWING].isna().all()
        and row["verdict"] == ""
        and reason in row["note"]
        and reason in told
        and reason in picture
        and "missed" not in told
        and "orecast" not in told
    )


@pytest.mark.parametrize(
    "measure", ["won_deals", "won_value", "new_deals", "win_rate", "days in A"]
)
@pytest.mark.parametrize("period", ["2024-Q1", "2024", "2024-02", "2023"])
def test_a_period_that_begins_before_the_data_is_neither_met_nor_missed(measure, period):
    assert is_not_known(one(measure, period, 1), "Not a whole period: the data have")


def test_the_week_before_the_first_deal_may_have_been_quiet():
    for first, known in (("2024-03-04", True), ("2024-03-08", True), ("2024-03-09", False)):
        log = events(f"1 A {first}", "1 Won 2024-03-20", "2 A 2024-05-01")
        row = one("won_deals", "2024-03", 2, ck.from_events(log, stages=["A"]))
        assert (row["actual"] == 1, row["verdict"] == "missed") == (known, known)


#: five deals of one stage; lists lack one of these dates or another
LISTED = {
    "deal_id": list("12345"),
    "stage": "Offer",
    "outcome": ["won", "lost", "open", "won", "won"],
    "amount": [1000, 2000, 500, 300, 200],
    "owner": list("ababa"),
    "created_at": ["2025-01-01", "2025-01-05", "2025-02-01", "2025-02-03", "2025-02-04"],
    "closed_at": ["2025-02-15", "2025-03-20", None, "2025-03-01", "2025-03-02"],
    "expected_close": [None, None, "2025-06-01", None, None],
}


@pytest.mark.parametrize(
    "lacking",
    [
        ("created_at",),
        ("closed_at",),
        ("created_at", "closed_at"),
        ("created_at", "expected_close"),
    ],
)
@pytest.mark.parametrize("period", ["2025", "2025-Q1", "2025-02", "2025-03"])
def test_of_a_list_without_one_of_the_dates_a_target_is_told_or_said_not_to_be_known(
    period, lacking
):
    rows = pd.DataFrame({name: LISTED[name] for name in LISTED if name not in lacking})
    pipe = ck.load(rows, stages=["Offer"], as_of="2025-03-20")
    measures = [*KPIS, "days in Offer", "entries into Offer", "conversion from Offer"]
    found = ck.goals(pipe, [dict(measure=each, period=period, target=5) for each in measures])
    assert (found["actual"].notna() | found["note"].str.startswith("Not ")).all()


def test_closings_alone_say_from_when_on_there_are_closings():
    rows = pd.DataFrame(LISTED).drop(columns=["created_at", "expected_close"])
    pipe = ck.load(rows, stages=["Offer"])
    assert one("won_value", "2025-03", pipe=pipe)["actual"] == 500
    row = one("won_value", "2025-02", pipe=pipe)  # the first closing is of the 15th
    assert is_not_known(row, "Not a whole period: the data have closings since 2025-02-15 only.")


def test_of_a_file_cut_at_the_left_the_periods_before_the_cut_are_not_known():
    rows = []
    for n in range(600):  # a deal a day; those closed before 1 March 2024 are missing
        begun = pd.Timestamp("2023-01-01") + pd.Timedelta(days=n)
        ended = begun + pd.Timedelta(days=5 + n * 37 % 120)
        if ended >= pd.Timestamp("2024-03-01"):
            rows += [
                f"{n} A {begun:%Y-%m-%d}",
                f"{n} {'Won' if n % 2 else 'Lost'} {ended:%Y-%m-%d}",
            ]
    pipe = ck.from_events(events(*rows), stages=["A"])
    assert pipe.since.is_cut
    for measure in ("won_deals", "new_deals", "win_rate"):
        assert is_not_known(one(measure, "2024-Q1", 1, pipe), "all deals since 2024-03-0")
        assert one(measure, "2024-Q2", 1, pipe)["verdict"] != ""


@pytest.mark.parametrize("period", ["2024-03", "2024-Q4", "2024-12", "2025-01", "2025"])
@pytest.mark.parametrize(
    ("amount", "reason"), [(100.0, "several currencies"), (None, "no deal has an amount")]
)
def test_money_that_cannot_be_added_up_is_not_known_and_not_zero(period, amount, reason):
    pipe = pipeline_of(Company(owners=3, deals_each=80), 1)  # seen until 1 January 2025
    log = pipe.moves[["deal_id", "label", "at"]].rename(columns={"label": "stage"})
    deals = pd.DataFrame({"deal_id": pipe.deals["deal_id"].astype(str)})
    deals["amount"] = pd.Series(amount, deals.index, dtype="float64")
    deals["currency"] = ["EUR", "USD"] * (len(deals) // 2) + ["EUR"] * (len(deals) % 2)
    pipe = ck.from_events(log.astype({"stage": str}), stages=list(pipe.stages), deals=deals)
    assert is_not_known(one("won_value", period, 5000, pipe), reason)
    assert one("won_deals", period, 5000, pipe)["note"] == ""


def test_beside_what_is_known_the_picture_says_what_is_not():
    rows = [one("won_deals", "2024-03", 5), one("won_deals", "2024-Q1", 5, owner="Ola")]
    picture = charts.goals_chart(pd.DataFrame(rows)).to_json()
    assert "not known, target 5" in picture and "Not a whole period" in picture
    assert "not known: Ola" in str(charts.goal_words(pd.DataFrame(rows)))


def test_a_month_to_come():
    row = one(period="2024-06", target=100)
    assert row["actual"] == 0 and row["expected_by_now"] == 0 and row["open_value_due"] == 50
    assert row["coverage"] == 0.5 and pd.isna(row["forecast_to_target"])


def test_a_coming_month_is_forecast_only_with_enough_history():
    assert one(period="2024-06")["forecast_by"] == ""


def test_with_enough_history_the_forecast_says_what_is_to_come():
    pipe = pipeline_of(Company(owners=3, deals_each=80), 1)  # seen until 1 January 2025
    row = one(period="2025-Q1", target=1000, pipe=pipe)
    found = ck.forecast(pipe, until="2025-03-31").set_index("part").loc["all"]
    ahead = found["expected_value"]
    assert row["forecast_by"] == found["method"]
    assert row["forecast_to_target"] == pytest.approx((row["actual"] + ahead) / 1000)
    later = one(period="2025-Q2", target=1000, pipe=pipe)
    by_end = ck.forecast(pipe, until="2025-06-30").set_index("part").loc["all", "expected_value"]
    assert later["forecast_to_target"] == pytest.approx((by_end - ahead) / 1000)


def test_rates_are_not_prorated():
    row = one("win_rate", target=0.4)
    assert row["actual"] == 0.5 and row["expected_by_now"] == 0.4
    assert row["attained"] == row["forecast_to_target"] == 1.25


def test_owners_and_teams_have_targets():
    assert one(owner="Rana")["actual"] == 200 and one(owner="Ola")["actual"] == 0
    assert one(owner="Ola")["open_value_due"] == 400
    row = one(team="S", measure="won_deals", target=4)
    assert row["actual"] == 1 and row["team"] == "S" and row["attained"] == 0.25


def test_days_in_a_stage_can_be_a_target():
    assert one("days in A", period="2024-03", target=10)["actual"] == 20


def test_a_table_of_targets_and_periods_by_their_first_day():
    targets = pd.DataFrame(
        {
            "measure": ["won_value", "won_deals"],
            "period": pd.to_datetime(["2024-03-01", "2024-04-01"]),
            "every": ["month", "quarter"],
            "target": [100, 10],
            "owner": ["Ola", None],
        }
    )
    table = ck.goals(company(), targets)
    assert table["period"].tolist() == ["2024-03", "2024-Q2"]
    assert table["actual"].tolist() == [400, 1]
    assert list(table.columns[:11]) == [
        "measure", "period", "owner", "target", "actual", "attained", "expected_by_now",
        "forecast_to_target", "open_value_due", "coverage", "needed_coverage",
    ]  # fmt: skip


def test_needed_coverage_of_dated_closes():
    """In each of three months 100 are won of 400 due at its start, once 200: median 1/4."""
    rows, due = ["99 A 2024-05-15"], []
    deals = [("99", 10.0)]
    for month, won in (("02", 1), ("03", 2), ("04", 1)):
        for number in range(4):
            name = f"{month}{number}"
            rows.append(f"{name} A 2024-01-01")
            rows.append(f"{name} {'Won' if number < won else 'Lost'} 2024-{month}-20")
            due.append((name, pd.Timestamp("2024-01-01"), pd.Timestamp(f"2024-{month}-25")))
            deals.append((name, 100.0))
    deals = pd.DataFrame(deals, columns=["deal_id", "amount"])
    deals["expected_close"] = pd.Series(pd.NaT, index=deals.index, dtype="datetime64[us]")
    pipe = ck.from_events(events(*rows), stages=["A"], deals=deals)
    past = pd.DataFrame(due, columns=["deal_id", "at", "value"])
    dates = {"at": "datetime64[us]", "value": "datetime64[us]"}
    pipe = dataclasses.replace(pipe, changes={"expected_close": past.astype(dates)})
    assert needed_coverage(pipe, pd.Timestamp("2024-05-01"), "month") == 4
    assert pd.isna(needed_coverage(pipe, pd.Timestamp("2024-04-01"), "month"))  # two months only
    assert one(pipe=pipe)["needed_coverage"] == 4


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    targets = [
        {"measure": "won_value", "period": "2024-05", "target": 1000.0},
        {"measure": "win_rate", "period": "2024-Q2", "target": 0.5, "owner": "Rana"},
    ]
    one_, other = (ck.goals(company(name), targets) for name in ("pandas", engine))
    pd.testing.assert_frame_equal(one_, other, check_dtype=False)


def test_a_target_that_lacks_something():
    with pytest.raises(ColumnError) as error:
        ck.goals(company(), [{"measure": "won_value", "target": 3}])
    assert str(error.value) == (
        'Target 1 lacks "period".\nIt says "measure", "target".\n'
        'Give each target "measure", "period", "target", and if you like "owner", "team", '
        '"pipeline", "every".'
    )


def test_a_period_that_is_none():
    with pytest.raises(QuestionError) as error:
        one(period="soon")
    assert str(error.value) == (
        'A target has no readable period.\nIt was "soon".\nWrite it as "2025-10", "2025-Q4" or "2025".'
    )


# -- targets of cycle.toml ------------------------------------------------------------------------


def carrying(*rows, pipe=None):
    """Rows of (measure, period, target, {whose})."""
    names = ("measure", "period", "target")
    told = [dict(zip(names, row[:3], strict=True)) | (row[3] if row[3:] else {}) for row in rows]
    return dataclasses.replace(pipe or company(), targets=tuple(told))


OF_ALL, OF_OLA = ("won_value", "2024-05", 1000), ("won_value", "2024-05", 300, {"owner": "Ola"})
OF_SOUTH = ("won_deals", "2024-05", 3, {"team": "S"})


def test_targets_of_cycle_toml_and_a_frame_say_the_same():
    pipe = carrying(OF_ALL, OF_OLA, OF_SOUTH)
    given = pd.DataFrame(pipe.targets)
    pd.testing.assert_frame_equal(ck.goals(pipe), ck.goals(company(), given))
    assert ck.goals(pipe)["actual"].tolist() == [200, 0, 1]


def test_of_some_deals_only_their_own_targets_are_asked():
    pipe = carrying(OF_ALL, OF_OLA, OF_SOUTH)
    assert ck.goals(pipe.where(owner="Ola"))["target"].tolist() == [300]
    assert ck.goals(pipe.where(owner=["Ola", "Rana"]))["target"].tolist() == [300]
    assert ck.goals(pipe.where(team="S"))["target"].tolist() == [3]
    with pytest.raises(QuestionError) as error:
        ck.goals(pipe.where(owner="Ola", created_at=slice("2024-05-01", None)))
    assert str(error.value) == (
        "No target of cycle.toml is for these deals alone.\nThey are chosen by "
        '"owner", "created_at"; targets can be of an owner, a team or a pipeline.\n'
        "Ask the whole pipeline, or write a target for these."
    )


def test_without_targets_the_line_to_write_is_said_and_works(tmp_path):
    with pytest.raises(QuestionError) as error:
        ck.goals(company())
    line = 'targets = [{measure = "won_value", period = "2024-05", target = 500_000}]'
    assert str(error.value) == (
        "There are no targets.\nThere is no cycle.toml beside the export that gives any.\n"
        f"Write at the top of cycle.toml {line}, or pass such rows: ck.goals(pipe, [...])."
    )
    assert line == example(company())
    (tmp_path / "cycle.toml").write_text(f'{line}\n[currency]\nbase = "EUR"', encoding="utf-8")
    (tmp_path / "log.csv").write_text(
        "Deal ID,Stage,Entered at\n1,A,2024-05-01\n1,Won,2024-05-03\n"
    )
    assert ck.goals(ck.load(tmp_path / "log.csv"))["target"].tolist() == [500_000]


WHO = {
    ("owner", "Olla"): "There are 2 values. One is much like it.",
    ("owner", "ola"): "There are 2 values. One differs only in capitals or blanks.",
    ("owner", "Nobody"): "There are 2 values.",
    ("team", "n"): "There are 2 values. One differs only in capitals or blanks.",
    ("team", "West"): "There are 2 values.",
}


@pytest.mark.parametrize(("column", "typed"), WHO)
def test_who_no_deal_has_is_an_error_in_a_call(column, typed):
    """A target of nobody would be missed by all that was won."""
    with pytest.raises(ColumnError) as error:
        one(**{column: typed})
    assert error.value.wrong == f'No deal has {column} "{typed}".'
    assert error.value.there == WHO[column, typed]


def test_a_pipeline_that_is_none_is_an_error():
    with pytest.raises(CycleKitError) as error:
        one(pipeline="B2C")
    assert str(error.value).startswith('There is no pipeline "B2C".')


def test_of_a_smaller_pipeline_whoever_is_in_the_whole_one_may_have_a_target():
    assert one(owner="Rana")["actual"] == 200
    assert one(owner="Rana", pipe=company().where(owner="Ola"))["actual"] == 0


def test_now_are_the_periods_that_run_begin_or_end():
    rows = [("won_deals", period, 1) for period in ("2024-03", "2024-04", "2024-05", "2024-Q3")]
    pipe = carrying(*rows, ("won_deals", "2024", 1))
    assert goals_now(pipe)["period"].tolist() == ["2024-05", "2024"]
    at_its_end = pipe.rewind("2024-04-30")
    assert goals_now(at_its_end)["period"].tolist() == ["2024-04", "2024-05", "2024"]
    assert goals_now(carrying(*rows[:2]))["period"].tolist() == ["2024-04"]  # the last that is over
    whole = ck.goals(carrying(*rows[2:3])).drop(columns=list(COVER))
    pd.testing.assert_frame_equal(goals_now(carrying(*rows[2:3])), whole)


# -- what the forecast adds -----------------------------------------------------------------------

LONG = pipeline_of(Company(owners=3, deals_each=80), 1)  # seen until 1 January 2025


def test_the_range_and_the_chance_are_the_forecasts():
    whole = ck.forecast(LONG, until="2025-03-31").set_index("part").loc["all"]
    actual = one(period="2025-Q1", target=1.0, pipe=LONG)["actual"]
    middle = one(period="2025-Q1", target=actual + whole["p50"], pipe=LONG)
    assert middle["chance"] == pytest.approx(0.5, abs=0.02) and middle["verdict"] == "open"
    assert middle[["adds", "adds_low", "adds_high"]].tolist() == pytest.approx(
        whole[["expected_value", "p10", "p90"]].tolist()
    )
    low, high = (actual + whole[end] for end in ("p10", "p90"))
    assert middle["low_to_target"] == pytest.approx(low / middle["target"])
    far, near = (one(period="2025-Q1", target=t, pipe=LONG) for t in (high, low))
    assert far["chance"] == pytest.approx(0.1, abs=0.01) and far["verdict"] == "unlikely"
    assert near["chance"] == pytest.approx(0.9, abs=0.01) and near["verdict"] == "likely"


def test_what_the_forecast_adds_to_each_owner_makes_what_it_adds_to_all():
    owners = LONG.deals["owner"].unique()
    parts = [one(period="2025-Q1", target=1e4, pipe=LONG, owner=owner) for owner in owners]
    whole = one(period="2025-Q1", target=1e4, pipe=LONG)
    assert len(parts) == 3
    assert sum(row["adds"] for row in parts) == pytest.approx(whole["adds"])
    for row in parts:
        assert row["adds_low"] < row["adds"] < row["adds_high"]
        assert row["adds_high"] - row["adds_low"] < whole["adds_high"] - whole["adds_low"]


def test_won_deals_have_a_range_of_their_own():
    row = one("won_deals", "2025-Q1", 1000, pipe=LONG)
    whole = ck.forecast(LONG, until="2025-03-31").set_index("part").loc["all"]
    assert row["adds"] == pytest.approx(whole["expected_deals"])
    assert row["adds_low"] < row["adds"] < row["adds_high"] and row["chance"] == 0


@pytest.mark.parametrize(
    ("met", "over", "chance", "said"),
    [
        (True, False, 0.1, "met"),
        (True, True, float("nan"), "met"),
        (False, True, float("nan"), "missed"),
        (False, False, 0.8, "likely"),
        (False, False, 0.2, "unlikely"),
        (False, False, 0.79, "open"),
        (False, False, float("nan"), ""),
    ],
)
def test_verdicts(met, over, chance, said):
    assert verdict(met=met, over=over, chance=chance) == said


def test_sums_are_met_while_they_run_rates_when_they_are_over_and_of_days_fewer_are_better():
    assert one("won_deals", "2024-05", 1)["verdict"] == "met"
    assert one("win_rate", "2024-05", 0.1)["verdict"] == ""
    assert one("win_rate", "2024-03", 0.9)["verdict"] == "met"
    assert one("days in A", "2024-03", 25)["verdict"] == "met"
    assert one("median_cycle_days", "2024-03", 5)["verdict"] == "missed"


@pytest.mark.parametrize(
    ("every", "period", "day"),
    [
        ("month", "2024-05", "2024-05-01"),
        ("quarter", "2024-Q2", "2024-04-01"),
        ("month", "2024-04", "2024-04-01"),
    ],
)
def test_sums_are_those_of_kpis(every, period, day):
    figures = ck.kpis(company(), period=every, at=day).set_index("measure")["value"]
    for measure in ("won_deals", "won_value", "new_deals", "new_value"):
        assert one(measure, period, 10)["actual"] == figures[measure]


def test_a_target_of_somebody_no_deal_names_is_noted_by_its_place(tmp_path):
    (tmp_path / "deals.csv").write_text(
        "Deal ID,Stage,Create Date,Close Date,Amount,Owner\n"
        "1,New,2024-01-01,,10,Ana\n2,Won,2024-01-05,2024-01-25,20,Bo\n"
    )
    target = '{{measure = "won_value", period = "2024-01", target = 10, owner = "{}"}}'
    (tmp_path / "cycle.toml").write_text(
        f"targets = [{target.format('Ana')}, {target.format('Anna')}]\n"
    )
    notes = ck.load(tmp_path / "deals.csv").notes
    (note,) = notes.loc[notes["step"] == "targets", "note"]
    assert note == "cycle.toml sets targets for an owner that no deal has: target 2."
    (fix,) = notes.loc[notes["step"] == "targets", "fix"]
    assert fix == (
        "Compare the spelling with the file, if it is not somebody new. There is one that is much like it."
    )
    assert ck.goals(ck.load(tmp_path / "deals.csv"))["actual"].tolist() == [0, 0]
