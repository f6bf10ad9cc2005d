"""Months, quarters and years of the Jalali calendar, and of fiscal years of whole weeks."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.charts.axes import period_label
from cycle_kit.dashboard.cards import cards_html
from cycle_kit.dashboard.findings import wins
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.fiscal import LENGTHS, Length, Periods
from cycle_kit.loading.counted import weeks_of_years
from cycle_kit.metrics.headlines import headlines, months
from cycle_kit.values.calendars import JALALI, months_of
from tests.companies import ENGINES, events

IRAN = Periods("saturday", 1, months_of("jalali"))
WEEKS = Periods(
    months=weeks_of_years(
        "4-4-5", {2023: pd.Timestamp("2023-01-02"), 2024: pd.Timestamp("2024-01-01"), 2026: pd.Timestamp("2026-01-05")}
    )
)  # fmt: skip

# 1403 began on 20 March 2024 and is a leap year: it ended on 20 March 2025. Mehr began on 22 September 2024.
WON = ["2024-03-19", "2024-03-20", "2024-09-21", "2024-09-22", "2025-03-20", "2025-03-21"]
ROWS = [row for at, day in enumerate(WON) for row in (f"{at} A 2024-01-01", f"{at} Won {day}")]
LOG = events("8 A 2022-01-02", "8 Lost 2022-06-20", *ROWS, "9 A 2025-07-10")
AMOUNTS = pd.DataFrame({
    "deal_id": list("01234589"), "amount": [*(10.0**at for at in range(6)), None, None]
})  # fmt: skip


def company(engine="pandas", **said):
    native = ENGINES[engine]
    return ck.from_events(native(LOG), stages=["A"], deals=native(AMOUNTS), **said)


def won(pipe, every):
    found = ck.trend(pipe, "won_value", every=every)
    found = found[found["value"] > 0]
    return dict(zip(found["label"], found["value"], strict=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_figures_by_month_quarter_and_year(engine):
    pipe = company(engine, calendar="jalali")
    assert won(pipe, "year") == {"1402": 1, "1403": 11110, "1404": 100_000}
    assert won(pipe, "quarter") == {
        "1402-Q4": 1, "1403-Q1": 10, "1403-Q2": 100, "1403-Q3": 1000, "1403-Q4": 10_000, "1404-Q1": 100_000,
    }  # fmt: skip
    assert won(pipe, "month") == {
        "1402-12": 1, "1403-01": 10, "1403-06": 100, "1403-07": 1000, "1403-12": 10_000, "1404-01": 100_000,
    }  # fmt: skip
    first = ck.trend(pipe, "won_value", every="year").set_index("label")["period"]
    assert first["1403"] == pd.Timestamp("2024-03-20") and first["1404"] == pd.Timestamp(
        "2025-03-21"
    )


def test_a_period_is_asked_for_as_it_is_called():
    pipe = company(calendar="jalali")
    asked: list[tuple[Length, str, float]]
    asked = [("year", "1403", 11110), ("quarter", "1403-Q1", 10), ("month", "1403-07", 1000)]
    for period, at, value in asked:
        found = ck.kpis(pipe, period=period, at=at).set_index("measure")
        assert found.loc["won_value", "value"] == value
    found = ck.kpis(pipe, period="year", at="1403").iloc[0]
    assert (found["start"], found["end"]) == (
        pd.Timestamp("2024-03-20"),
        pd.Timestamp("2025-03-20"),
    )
    goals = ck.goals(pipe, [{"measure": "won_value", "period": "1403-Q3", "target": 2000}])
    assert goals.loc[0, "actual"] == 1000 and goals.loc[0, "period"] == "1403-Q3"
    assert len(pipe.where(closed_at="1403").deals) == 4
    assert ck.kpis(pipe, period="year").loc[0, "start"] == pd.Timestamp("2024-03-20")
    named = ck.loss_reasons(pipe, every="quarter")["label"].tolist()
    assert named == ["1401-Q1"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2025", "1404"),
        ("2024", "1403"),
        ("2024-Q4", "1403-Q3"),
        ("2025-04", "1404-01"),
        ("2024-12", "1403-09"),
    ],
)
def test_a_target_of_another_calendar_is_refused_with_the_period_that_is_meant(said, meant):
    """Half a year of it would be counted as the whole."""
    pipe = company(calendar="jalali")
    target = {"measure": "won_value", "period": said, "target": 300}
    for period in (said, pd.Period(said)):
        with pytest.raises(QuestionError) as refused:
            ck.goals(pipe, [{**target, "period": period}])
        assert f'"{meant}"' in refused.value.fix
    assert ck.goals(pipe, [{**target, "period": meant}]).loc[0, "period"] == meant
    usual = ck.goals(company(), [target])
    assert usual.loc[0, "period"] == said


@pytest.mark.parametrize(
    "said", ["1404-13", "1403-00", "1404-Q5", "1404-02-33", "1404-W13", "1404 Mehr"]
)
def test_a_period_that_there_is_not_is_told_in_the_words_of_the_calendar(said):
    pipe = company(calendar="jalali")
    with pytest.raises(QuestionError) as refused:
        ck.kpis(pipe, at=said)
    assert "of the Jalali calendar" in refused.value.wrong and said in refused.value.wrong
    assert "2024-06-30" not in str(refused.value)
    assert '"1404-04"' in refused.value.fix  # the end of these data, 10 July 2025, is in Tir
    assert ck.kpis(pipe, at="1404-04")["start"].iloc[0] == pd.Timestamp("2025-06-22")
    target = {"measure": "won_value", "period": said, "target": 1}
    for ask in (
        lambda: ck.goals(pipe, [target]),
        lambda: ck.mix_shift(pipe, "win_rate", by="owner", before=said, after="1404"),
    ):
        with pytest.raises(QuestionError) as other:
            ask()
        assert '"1404-04"' in other.value.fix and '"1404-Q2"' in other.value.fix
    with pytest.raises(QuestionError) as usual:
        ck.kpis(company(), at=said)
    assert '"2025-07"' in usual.value.fix and "Jalali" not in str(usual.value)


@pytest.mark.parametrize("said", ["FY2025-P13", "FY2025-P00", "FY2025-P"])
def test_so_is_one_of_a_fiscal_year_of_weeks(said):
    pipe = replace(company(), periods=WEEKS)
    with pytest.raises(QuestionError) as refused:
        ck.kpis(pipe, at=said)
    assert WEEKS.label(pipe.as_of, "month") in refused.value.fix
    assert "P" in WEEKS.label(pipe.as_of, "month")


def test_weeks_are_called_by_their_first_day_in_the_usual_calendar_and_a_note_says_so(tmp_path):
    (tmp_path / "deals.csv").write_text("Deal ID,Stage,Status,Created\n1,New,Open,2025-03-25\n")
    pipe = ck.load(tmp_path / "deals.csv", calendar="jalali", week_starts="saturday")
    told = pipe.notes.loc[pipe.notes["step"].eq("periods"), "effect"].tolist()
    assert told == [
        "Figures by month, quarter and year. Weeks are called by the date of their first day in the usual calendar."
    ]
    weeks = ck.trend(pipe, "new_deals", every="week")["label"].tolist()
    assert weeks == ["2025-03-22"]
    assert pd.Timestamp(weeks[0]).day_name() == "Saturday"


def test_slips_waterfall_and_due_are_in_the_same_months():
    pipe = company(calendar="jalali")
    series = ck.waterfall(pipe, every="month")
    assert {"1403-07", "1403-12"} <= set(series["label"])


def test_without_a_calendar_nothing_changes():
    for every in LENGTHS:
        plain, said = (
            ck.trend(p, "won_value", every=every)
            for p in (company(), company(calendar="gregorian"))
        )
        pd.testing.assert_frame_equal(plain, said)
    assert won(company(), "year") == {"2024": 1111, "2025": 110_000}
    assert Periods().own("1403") is None and IRAN.own("2025") is None


def test_in_the_file_and_in_cycle_toml(tmp_path):
    (tmp_path / "deals.csv").write_text(
        "deal_id,stage,status,amount,created_at,closed_at\n1,New,won,5,2024-01-01,2024-09-22\n"
        "2,New,won,7,2024-01-01,2024-09-21\n3,New,open,1,2024-01-02,\n4,New,lost,1,2023-01-02,2025-06-01\n"
    )
    (tmp_path / "cycle.toml").write_text('calendar = "jalali"\n')
    pipe = ck.load(tmp_path / "deals.csv", stages=["New"])
    assert won(pipe, "quarter") == {"1403-Q2": 7, "1403-Q3": 5}
    assert "Jalali" in " ".join(pipe.notes["note"])
    assert won(ck.load(tmp_path / "deals.csv", stages=["New"], calendar="gregorian"), "year") == {
        "2024": 12
    }
    (tmp_path / "cycle.toml").write_text(
        'fiscal_weeks = "4-4-5"\n[fiscal_years]\n2024 = 2024-01-01\n2025 = 2024-12-30\n'
    )
    pipe = ck.load(tmp_path / "deals.csv", stages=["New"])
    assert won(pipe, "quarter") == {"FY2024-Q3": 12}
    assert won(pipe, "month") == {"FY2024-P09": 12}


def test_every_month_of_forty_years_begins_where_the_calendar_says():
    for day in pd.date_range("1990-01-01", "2030-12-31", freq="11D"):
        number = (day - pd.Timestamp("1970-01-01")).days
        year, month, _day = (int(part[0]) for part in JALALI.parts(np.array([number])))
        assert IRAN.label(day, "month") == f"{year}-{month:02}"
        assert IRAN.label(day, "quarter") == f"{year}-Q{(month - 1) // 3 + 1}"
        holding = IRAN.holding(day, "month")
        assert holding.start_time <= day <= holding.end_time
        assert holding.later(1).start_time > day


def test_months_of_four_four_and_five_weeks():
    days = pd.to_datetime(["2024-01-28", "2024-01-29", "2024-02-26", "2024-03-31"])
    assert [WEEKS.label(day, "month") for day in days] == [
        "FY2024-P01", "FY2024-P02", "FY2024-P03", "FY2024-P03",
    ]  # fmt: skip
    assert WEEKS.label(pd.Timestamp("2024-12-29"), "year") == "FY2024"
    assert WEEKS.label(pd.Timestamp("2024-12-30"), "year") == "FY2025"
    # the 53rd week of 2025 belongs to its last month
    assert WEEKS.label(pd.Timestamp("2026-01-04"), "month") == "FY2025-P12"
    last = WEEKS.holding(pd.Timestamp("2026-01-04"), "month")
    assert (last.later(1).start_time - last.start_time).days == 42
    assert WEEKS.span("FY2025-Q1") == (
        pd.Timestamp("2024-12-30"),
        pd.Timestamp("2025-03-30 23:59:59.999999"),
    )
    pipe = replace(company(), periods=WEEKS)
    assert won(pipe, "year") == {"FY2024": 1111, "FY2025": 110_000}


def test_months_are_called_by_their_names_in_charts():
    assert period_label("1403-07") == "Mehr 1403" and period_label("1403-Q3") == "Q3 1403"
    assert period_label("2025-10") == "Oct 2025" and period_label("FY2024-P09") == "FY2024-P09"
    drawn = ck.trend_chart(ck.trend(company(calendar="jalali"), "won_value"), measure="won_value")
    assert "Mehr 1403" in drawn.to_json()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('calendar = "jalaly"', "line 1: calendar is not"),
        ('fiscal_weeks = "4-4-5"', "fiscal_weeks needs fiscal_years beside it"),
        ("[fiscal_years]\n2025 = 2025-01-06", "fiscal_years needs fiscal_weeks beside it"),
        (
            'fiscal_weeks = "4-4-5"\ncalendar = "jalali"\n[fiscal_years]\n2025 = 2025-01-06',
            "line 2: calendar and fiscal_weeks say different things",
        ),
        (
            'fiscal_weeks = "4-4-5"\n[fiscal_years]\n2024 = 2024-01-01\n2025 = 2025-01-01',
            "line 4: it begins 366 days after that of 2024",
        ),
    ],
)
def test_what_is_no_calendar_is_told_with_its_line(tmp_path, text, said):
    (tmp_path / "cycle.toml").write_text(text)
    (tmp_path / "deals.csv").write_text("deal_id,stage,status\n1,New,won\n")
    with pytest.raises(ColumnError) as told:
        ck.load(tmp_path / "deals.csv")
    assert said in told.value.wrong


def test_weeks_of_the_jalali_calendar_begin_on_saturday(tmp_path):
    lines = ["deal_id,stage,status,created_at,closed_at"]
    lines += [f"{n},New,open,2025-03-{day:02}," for n, day in enumerate((14, 15, 21, 22, 29))]
    (tmp_path / "deals.csv").write_text("\n".join(lines))
    pipe = ck.load(tmp_path / "deals.csv", calendar="jalali", stages=["New"])
    found = ck.trend(pipe, "new_deals", every="week").set_index("label")["value"]
    assert found.to_dict() == {"2025-03-08": 1, "2025-03-15": 2, "2025-03-22": 1, "2025-03-29": 1}
    assert pipe.notes["note"].str.contains("Weeks start on Saturday, by the Jalali calendar").any()
    said = ck.load(tmp_path / "deals.csv", calendar="jalali", stages=["New"], week_starts="monday")
    assert set(pd.to_datetime(ck.trend(said, "new_deals", every="week")["label"]).dt.dayofweek) == {
        0
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kept", [IRAN, WEEKS, Periods(), Periods(year_starts=4)])
@pytest.mark.parametrize("until", ["2024-10-30", "2025-04-30"])
def test_the_numbers_on_top_of_a_page_are_of_the_months_kept(engine, kept, until):
    pipe = replace(company(engine), periods=kept).rewind(until)
    ours, theirs = (find(pipe).set_index("measure") for find in (headlines, ck.kpis))
    both = [measure for measure in ours.index if measure in theirs.index]

    for column in ("value", "previous", "last_year", "n"):
        np.testing.assert_allclose(ours.loc[both, column], theirs.loc[both, column], err_msg=column)
    assert ours.loc[both, "start"].equals(theirs.loc[both, "start"])
    assert months(pipe)["month"].iloc[-1] == ours["start"].iloc[0]


@pytest.mark.parametrize(
    ("kept", "language", "month", "before", "year_before"),
    [
        (IRAN, "en", "Farvardin 1404", "Esfand", "Farvardin 1403"),
        (IRAN, "fa", "فروردین ۱۴۰۴", "اسفند", "فروردین ۱۴۰۳"),
        (WEEKS, "en", "FY2025-P03", "FY2025-P02", "FY2024-P03"),
        (Periods(), "en", "March 2025", "Feb", "Mar 2024"),
        (Periods(), "pl", "marzec 2025", "lut", "mar 2024"),
    ],
)
def test_cards_and_sentences_call_the_months_by_the_names_kept(
    kept, language, month, before, year_before
):
    pipe = replace(company(), periods=kept).rewind("2025-04-25")
    rows, by_month = headlines(pipe), months(pipe)
    ck.speak(language)
    page = cards_html(rows, by_month, currency="")
    told = wins(rows.set_index("measure").loc["won_deals"], "")
    ck.speak("en")
    assert re.sub("<[^>]*>", "", page).startswith(month)
    assert before in page and year_before in page
    assert month.split()[0] in told and before.split()[0][:3] in told
