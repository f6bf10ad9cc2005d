"""Weeks that start where the locale says, and fiscal years that start where cycle.toml says."""

import re
from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from cycle_kit.fiscal import WEEKS, Periods, week_start_of
from cycle_kit.metrics.coverage import needed_coverage
from tests.companies import ENGINES, events
from tests.test_backtest import longer
from tests.test_slips import pipe as with_closes

# Won: 1 on the last day of March 2024, 10 on the first of April, 100 and 1000 on both sides of the end of
# June, 10000 a year later; a deal of May 2025 is open.
WON = ["2024-03-31", "2024-04-01", "2024-06-30", "2024-07-01", "2025-03-31"]
ROWS = [row for at, day in enumerate(WON) for row in (f"{at} A 2024-03-01", f"{at} Won {day}")]
AMOUNTS = pd.DataFrame({"deal_id": list("01234"), "amount": [10.0**at for at in range(5)]})
JANUARY = {
    "2024-Q1": 1,
    "2024-Q2": 110,
    "2024-Q3": 1000,
    "2024-Q4": 0,
    "2025-Q1": 10000,
    "2025-Q2": 0,
}
APRIL = {
    "FY2024-Q4": 1, "FY2025-Q1": 110, "FY2025-Q2": 1000, "FY2025-Q3": 0, "FY2025-Q4": 10000,
    "FY2026-Q1": 0,
}  # fmt: skip
FEBRUARY = {
    "FY2025-Q1": 11,
    "FY2025-Q2": 1100,
    "FY2025-Q3": 0,
    "FY2025-Q4": 0,
    "FY2026-Q1": 10000,
    "FY2026-Q2": 0,
}
# Created on Friday night, on Saturday, Sunday and Monday, 8 to 11 March 2024.
WEEKEND = events(
    "1 A 2024-03-08 23:59", "2 A 2024-03-09 00:00", "3 A 2024-03-10 12:00", "4 A 2024-03-11 00:00"
)  # fmt: skip


#: before all others, so that the periods of these are whole
EARLY = ("8 A 2023-01-02", "8 Lost 2023-01-20")


def company(start=None, engine="pandas", rows=ROWS):
    native = ENGINES[engine]
    frame = native(events(*rows, "9 A 2025-05-10"))
    return ck.from_events(
        frame, stages=["A"], deals=native(deals_of(rows)), fiscal_year_starts=start
    )


def deals_of(rows):
    first = events(*rows, "9 A 2025-05-10").groupby("deal_id", as_index=False)["at"].min()
    return first.rename(columns={"at": "created_at"}).merge(AMOUNTS, on="deal_id", how="left")


def said(table, column="value"):
    return dict(zip(table["label"], table[column], strict=True))


# -- the first day of the week ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("fa", "saturday"), ("ar", "saturday"), ("pl", "monday"), ("bg", "monday"), ("de", "monday"),
        ("fr", "monday"), ("es", "monday"), ("pt", "sunday"), ("ru", "monday"), ("en", "monday"),
        (None, "monday"), ("en-US", "sunday"), ("pt-BR", "sunday"), ("pt_br", "sunday"),
        ("en-GB", "monday"), ("ar-EG", "saturday"), ("ar-SA", "sunday"), ("ar-AE", "monday"),
        ("fa-AF", "saturday"), ("es-MX", "sunday"), ("es-419", "monday"), ("fr-CA", "sunday"),
        ("zh-Hant-TW", "sunday"),
    ],
)  # fmt: skip
def test_weeks_start_where_the_language_is_spoken(language, day):
    assert week_start_of(language) == day


def test_countries_are_as_cldr_has_them():
    from babel import Locale, localedata

    names = {0: "monday", 5: "saturday", 6: "sunday"}
    # babel hands these the week of Portugal, whose Portuguese they take over
    taken_over = {"AO", "CV", "GQ", "GW", "ST", "TL"}
    undecided = {"IS"}  # in Babel 2.18 its week begins on Monday, in 2.19 on Sunday
    for name in localedata.locale_identifiers():
        locale = Locale.parse(name)
        country = locale.territory or ""
        if re.fullmatch("[A-Z]{2}", country) and country not in {*taken_over, *undecided, "MV"}:
            assert week_start_of(f"en-{country}") == names[locale.first_week_day], name


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        (None, {"2024-03-04": 3, "2024-03-11": 1}),
        ("monday", {"2024-03-04": 3, "2024-03-11": 1}),
        ("sunday", {"2024-03-03": 2, "2024-03-10": 2}),
        ("saturday", {"2024-03-02": 1, "2024-03-09": 3}),
    ],
)
def test_deals_by_week(engine, day, weeks):
    pipe = ck.from_events(ENGINES[engine](WEEKEND), stages=["A"], week_starts=day)
    table = ck.trend(pipe, "new_deals", every="week")
    assert said(table) == weeks
    assert table["period"].tolist() == [pd.Timestamp(start) for start in weeks]
    found = ck.kpis(pipe, period="week", at="2024-03-10").set_index("measure").loc["new_deals"]
    assert found["start"] == max(
        start for start in table["period"] if start <= pd.Timestamp("2024-03-10")
    )
    assert found["value"] == weeks[f"{found['start']:%Y-%m-%d}"]


def test_a_goal_of_a_week_starts_with_the_week():
    pipe = ck.from_events(WEEKEND, stages=["A"], week_starts="saturday")
    row = {"measure": "new_deals", "period": "2024-03-10", "every": "week", "target": 6}
    [goal] = ck.goals(pipe, [row]).to_dict("records")
    assert (goal["period"], goal["actual"], goal["attained"]) == ("2024-03-09", 3, 0.5)
    assert goal["end"] == pd.Timestamp("2024-03-15")


# -- the fiscal year -------------------------------------------------------------------------------


@pytest.mark.parametrize("start", range(1, 13))
def test_every_day_lies_in_the_period_that_its_name_means(start):
    """Quarters and years hold whole months, in order, the first one starting as said."""
    periods = Periods(year_starts=start)
    for day in pd.date_range("2023-12-01", "2025-02-01"):
        later = (day.year, day.month) >= (day.year, start) and start > 1
        year = f"FY{day.year + later}" if start > 1 else str(day.year)
        quarter = (day.month - start) % 12 // 3 + 1
        assert periods.label(day, "year") == year
        assert periods.label(day, "quarter") == f"{year}-Q{quarter}"
        for every in ("quarter", "year"):
            meant = periods.named(periods.label(day, every))
            assert meant.start_time <= day <= meant.end_time
            assert meant.start_time == periods.start(periods.number(day, every), every)
    assert periods.label(pd.Timestamp("2024-05-06"), "month") == "2024-05"


@pytest.mark.parametrize("day", WEEKS)
def test_weeks_are_those_of_pandas_on_every_day(day):
    periods = Periods(week_starts=day)
    for at in pd.date_range("1988-12-25", "1990-01-20").union(
        pd.date_range("2024-02-20", "2024-03-20")
    ):
        start = periods.start(periods.number(at, "week"), "week")
        assert start.day_name().lower() == day and 0 <= (at - start).days < 7
        assert start == pd.Period(at, periods.frequency("week")).start_time


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("start", "won"), [(None, JANUARY), (4, APRIL), (2, FEBRUARY)])
def test_quarters_follow_the_fiscal_year(engine, start, won):
    assert said(ck.trend(company(start, engine), "won_value", every="quarter")) == won


@pytest.mark.parametrize("engine", ENGINES)
def test_stocks_are_those_of_the_quarters_last_day(engine):
    """From February: of the five of March three are open after April, one after July, none a year on."""
    table = ck.trend(company(2, engine), "open_deals", every="quarter")
    assert list(said(table).values()) == [3, 1, 1, 1, 0, 1]
    assert said(table, "unfinished")["FY2026-Q2"]


@pytest.mark.parametrize("engine", ENGINES)
def test_years_follow_it_too(engine):
    def years(start):
        return said(ck.trend(company(start, engine), "won_value", every="year"))

    assert years(None) == {"2024": 1111, "2025": 10000}
    assert years(4) == {"FY2024": 1, "FY2025": 11110, "FY2026": 0}
    assert years(2) == {"FY2025": 1111, "FY2026": 10000}


@pytest.mark.parametrize("engine", ENGINES)
def test_cohorts_by_fiscal_quarter(engine):
    table = ck.trend(
        company(2, engine), "win_rate", dated="created", every="quarter", ages=(45, 125)
    )
    cells = {(row.label, row.age): (row.value, row.n) for row in table.itertuples()}
    assert cells["FY2025-Q1", 125.0] == (1.0, 4)  # of the five of March 2024
    assert cells["FY2025-Q1", 45.0] == (1.0, 2)  # two of them within 45 days


def test_a_period_is_compared_within_the_same_frame():
    """Fiscal years from February: the last whole one is FY2025, and FY2026 has run for 99 days."""
    pipe = company(2)
    whole = ck.kpis(pipe, period="year").set_index("measure").loc["won_value"]
    assert (whole["start"], whole["end"]) == (
        pd.Timestamp("2024-02-01"),
        pd.Timestamp("2025-01-31"),
    )
    assert whole["value"] == 1111 and pd.isna(whole["previous"])
    pipe = company(2, rows=(*ROWS, *EARLY))
    running = ck.kpis(pipe, period="year", at="FY2026").set_index("measure").loc["won_value"]
    assert (running["start"], running["end"]) == (
        pd.Timestamp("2025-02-01"),
        pd.Timestamp("2025-05-10"),
    )
    assert (running["value"], running["previous"], running["unfinished"]) == (10000, 11, True)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_quarter_is_compared_with_the_same_fiscal_one_a_year_before(engine):
    pipe = company(2, engine, rows=(*ROWS, *EARLY))
    quarter = ck.kpis(pipe, period="quarter", at="2026-Q1").set_index("measure").loc["won_value"]
    assert (quarter["start"], quarter["value"]) == (pd.Timestamp("2025-02-01"), 10000)
    assert (quarter["previous"], quarter["last_year"]) == (0, 11)


@pytest.mark.parametrize(
    ("period", "start", "label", "actual"),
    [
        ("2025-Q1", 4, "FY2025-Q1", 110),
        ("FY2025-Q1", 4, "FY2025-Q1", 110),
        ("2025Q4", 4, "FY2025-Q4", 10000),
        ("2025", 4, "FY2025", 11110),
        ("FY2025", 2, "FY2025", 1111),
        (2025, 2, "FY2025", 1111),
        ("2025-Q1", None, "2025-Q1", 10000),
        ("2025", None, "2025", 10000),
        ("2024-04", 4, "2024-04", 10),
    ],
)
def test_goals_mean_fiscal_periods(period, start, label, actual):
    rows = [*ROWS, "8 A 2024-01-01"]  # the data begin before the first of these periods
    pipe = company(start, rows=rows)
    table = ck.goals(pipe, [{"measure": "won_value", "period": period, "target": 20000}])
    assert table.loc[0, ["period", "actual"]].tolist() == [label, actual]


def test_a_goal_says_from_when_to_when():
    rows = [
        {"measure": "won_value", "period": period, "target": 1} for period in ("2025-Q4", "2025")
    ]
    table = ck.goals(company(4), rows)
    assert table["start"].dt.strftime("%Y-%m-%d").tolist() == ["2025-01-01", "2024-04-01"]
    assert table["end"].dt.strftime("%Y-%m-%d").tolist() == ["2025-03-31", "2025-03-31"]


@pytest.mark.parametrize("engine", ENGINES)
def test_losses_by_fiscal_period(engine):
    rows = ["1 A 2024-01-05", "1 Lost 2024-01-31", "2 A 2024-01-05", "2 Lost 2024-02-01",
            "3 A 2024-01-05", "3 Lost 2024-04-30", "4 A 2024-01-05", "4 Lost 2024-05-01"]  # fmt: skip
    pipe = company(2, engine, rows)
    table = ck.loss_reasons(pipe, every="quarter")
    assert said(table, "deals") == {"FY2024-Q4": 1, "FY2025-Q1": 2, "FY2025-Q2": 1}
    assert table["period"].dt.strftime("%Y-%m").tolist() == ["2023-11", "2024-02", "2024-05"]
    assert said(ck.loss_reasons(pipe, every="year"), "deals") == {"FY2024": 1, "FY2025": 3}
    assert said(ck.loss_reasons(pipe, every="month"), "deals") == {
        "2024-01": 1, "2024-02": 1, "2024-04": 1, "2024-05": 1,
    }  # fmt: skip


def test_a_change_between_fiscal_years():
    """FY2025 is that from April 2024; the calendar's 2025 has only the deals of half of it."""
    rows = [
        "0 A 2023-06-01", "0 Won 2023-06-05", "1 A 2023-07-01", "1 Lost 2023-07-05",
        "2 A 2024-06-01", "2 Won 2024-06-05", "3 A 2025-02-01", "3 Won 2025-02-05",
    ]  # fmt: skip
    table = ck.mix_shift(
        company(4, rows=rows), "win_rate", by="pipeline", before="2024", after="FY2025"
    )
    total = table.iloc[-1]
    assert (total["deals_before"], total["deals_after"]) == (2, 2)
    assert (total["value_before"], total["value_after"]) == (0.5, 1.0)


def test_slips_back_tests_and_needed_coverage_follow_it_too():
    fiscal = replace(with_closes(), periods=Periods(year_starts=2))
    found = ck.slips(replace(fiscal, as_of=pd.Timestamp("2024-08-01")), every="quarter")
    assert found["label"].tolist() == ["FY2025-Q1", "FY2025-Q2"]
    assert found["period"].dt.strftime("%Y-%m-%d").tolist() == ["2024-02-01", "2024-05-01"]
    tried = ck.backtest(
        replace(longer(months=18), periods=Periods(year_starts=3)), every="quarter", horizon=28
    )
    assert {date.month for date in tried["date"]} == {2, 5, 8, 11}


def test_needed_coverage_of_fiscal_quarters():
    """Due in each quarter from February, May and August: 4 deals of 100, of which one is won."""
    rows, due = ["99 A 2025-03-15"], []
    for month in ("02", "05", "08", "11"):
        for number in range(4):
            name = f"{month}{number}"
            rows += [
                f"{name} A 2023-12-01",
                f"{name} {'Won' if number == 0 else 'Lost'} 2024-{month}-20",
            ]
            due.append((name, pd.Timestamp("2023-12-01"), pd.Timestamp(f"2024-{month}-25")))
    deals = pd.DataFrame({"deal_id": [name for name, *_ in due], "amount": 100.0})
    deals["created_at"] = pd.Timestamp("2023-12-01")
    deals["expected_close"] = [day for *_, day in due]
    deals = deals.astype({"created_at": "datetime64[us]", "expected_close": "datetime64[us]"})
    pipe = ck.from_events(events(*rows), stages=["A"], deals=deals, fiscal_year_starts=2)
    changes = pd.DataFrame(due, columns=["deal_id", "at", "value"])
    pipe = replace(pipe, changes={"expected_close": changes})
    assert needed_coverage(pipe, pd.Timestamp("2025-02-01"), "quarter") == 4


# -- what is called how in charts ------------------------------------------------------------------


def test_charts_call_periods_by_their_fiscal_names():
    pipe = company(4)
    for table, chart in (
        (ck.trend(pipe, "won_value", every="quarter"), ck.trend_chart),
        (ck.trend(pipe, "win_rate", dated="created", every="quarter", ages=(45,)), ck.trend_chart),
        (ck.loss_reasons(company(4, rows=["1 A 2024-05-01", "1 Lost 2024-05-02"]), every="quarter"),
         ck.loss_reasons_chart),
        (ck.goals(pipe, [{"measure": "won_value", "period": "2025-Q1", "target": 5}]), ck.goals_chart),
    ):  # fmt: skip
        assert re.search("FY2025", chart(table).to_json()), chart.__name__
        assert "Q2 2024" not in chart(table).to_json()


# -- what may be said ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"week_starts": "friday"},
            'ck.from_events knows no week_starts="friday".\nIt knows "monday", "sunday", "saturday".\n'
            'Choose one of them, for example ck.from_events(table, week_starts="monday").',
        ),
        (
            {"fiscal_year_starts": 13},
            "fiscal_year_starts= of ck.from_events needs the number of a month, from 1 to 12.\n"
            "It was 13.\nWrite it as ck.from_events(table, fiscal_year_starts=4).",
        ),
        (
            {"fiscal_year_starts": "April"},
            "fiscal_year_starts= of ck.from_events needs the number of a month, from 1 to 12.\n"
            'It was "April".\nWrite it as ck.from_events(table, fiscal_year_starts=4).',
        ),
    ],
)
def test_what_is_no_day_and_no_month(options, message):
    with pytest.raises(QuestionError) as error:
        ck.from_events(WEEKEND, stages=["A"], **options)
    assert str(error.value) == message


LOG = "Deal ID,Stage,Entered at\n1,New,2024-03-08\n2,New,2024-03-09\n3,New,2024-03-10\n4,New,2024-03-11\n"


def loaded(tmp_path, settings="", **options):
    (tmp_path / "cycle.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    return ck.load(tmp_path / "log.csv", **options)


@pytest.mark.parametrize(
    ("settings", "options", "periods"),
    [
        ("", {}, Periods()),
        ('language = "fa"', {}, Periods("saturday")),
        ('language = "en-US"', {}, Periods("sunday")),
        ('language = "fa"\nweek_starts = "monday"', {}, Periods("monday")),
        ('week_starts = "sunday"\nfiscal_year_starts = 7', {}, Periods("sunday", 7)),
        (
            'week_starts = "sunday"\nfiscal_year_starts = 7',
            {"week_starts": "saturday"},
            Periods("saturday", 7),
        ),
        (
            "fiscal_year_starts = 7",
            {"fiscal_year_starts": 1, "language": "ar"},
            Periods("saturday", 1),
        ),
    ],
)
def test_a_load_counts_as_said_or_as_its_language(tmp_path, settings, options, periods):
    pipe = loaded(tmp_path, settings, **options)
    assert pipe.periods == periods
    assert pipe.where(deal_id="1").periods == pipe.rewind("2024-03-09").periods == periods


def test_what_is_not_the_usual_is_noted(tmp_path):
    notes = loaded(tmp_path, 'language = "fa"\nfiscal_year_starts = 4').notes
    assert notes.loc[notes["step"] == "periods", "note"].tolist() == [
        "Weeks start on Saturday, by the language (fa).",
        "The fiscal year starts in April and is called by the year it ends in.",
    ]
    assert "periods" not in set(loaded(tmp_path).notes["step"])
