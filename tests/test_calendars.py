"""Calendar: working days counted by hand, and the metrics that honour them."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.calendars import WEEKENDS
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events


def days(start, end, **options):
    both = pd.Series(pd.to_datetime([start, end]))
    return ck.Calendar(**options).working_days(both[:1], both[1:].reset_index(drop=True))[0]


def test_a_week_has_five_working_days():
    assert days("2024-01-01", "2024-01-08") == 5  # Monday to Monday
    assert days("2024-01-06", "2024-01-08") == 0  # Saturday and Sunday


def test_weekends_differ():
    # Thursday 4 to Sunday 7 January 2024
    assert days("2024-01-04", "2024-01-07", weekend="saturday-sunday") == 2
    assert days("2024-01-04", "2024-01-07", weekend="thursday-friday") == 1
    assert days("2024-01-04", "2024-01-07", weekend="friday-saturday") == 1
    assert days("2024-01-04", "2024-01-07", weekend="none") == 3


def test_holidays_of_a_country_and_dates_of_your_own():
    assert days("2024-04-30", "2024-05-04") == 4
    assert days("2024-04-30", "2024-05-04", holidays="PL") == 2  # 1 and 3 May
    assert days("2024-04-30", "2024-05-04", holidays=["2024-05-02"]) == 3


def test_office_hours_are_parts_of_a_day():
    office = {"office": ("09:00", "17:00")}
    assert days("2024-01-01 13:00", "2024-01-02 11:00", **office) == pytest.approx(0.5 + 0.25)
    assert days("2024-01-01 18:00", "2024-01-02 08:00", **office) == 0
    assert days("2024-01-05 16:00", "2024-01-08 10:00", **office) == pytest.approx(0.25)


def test_the_office_has_its_own_zone():
    # 07:00 UTC is 09:00 in Sofia in summer
    options = {"office": ("09:00", "17:00"), "zone": "Europe/Sofia"}
    assert days("2024-07-01 06:00", "2024-07-01 14:00", **options) == 1


def test_from_friday_to_monday_by_hand():
    friday, monday = "2024-01-05 17:00", "2024-01-08 09:00"
    assert days(friday, monday, weekend="none") == pytest.approx(64 / 24)
    assert days(friday, monday) == pytest.approx(
        (7 + 9) / 24
    )  # the rest of Friday, Monday's morning
    assert days(friday, monday, weekend="friday") == pytest.approx((24 + 24 + 9) / 24)
    assert days(friday, monday, weekend="sunday") == pytest.approx((7 + 24 + 9) / 24)
    assert days(friday, monday, weekend="friday-saturday") == pytest.approx((24 + 9) / 24)
    assert days(friday, monday, weekend="thursday-friday") == pytest.approx((24 + 24 + 9) / 24)
    assert days(friday, monday, office=("09:00", "17:00")) == 0


@pytest.mark.parametrize("weekend", WEEKENDS)
def test_a_year_has_as_many_working_days_as_its_weekdays_say(weekend):
    year = pd.date_range("2024-01-01", "2024-12-31")
    worked = sum(day.weekday() not in WEEKENDS[weekend] for day in year)
    assert days("2024-01-01", "2025-01-01", weekend=weekend) == worked


def test_the_clock_of_the_office_changes_in_spring():
    # 31 March 2024, 01:00 UTC: Warsaw goes from UTC+1 to UTC+2
    options = {"office": ("09:00", "17:00"), "zone": "Europe/Warsaw"}
    assert days("2024-03-29 07:30", "2024-03-29 09:00", **options) == pytest.approx(1 / 8)  # 10:00
    assert days("2024-04-02 07:30", "2024-04-02 09:00", **options) == pytest.approx(
        1.5 / 8
    )  # 11:00
    assert days("2024-03-29 15:00", "2024-04-01 08:00", **options) == pytest.approx((1 + 1) / 8)


def test_a_date_without_a_time_is_that_day_in_every_zone():
    for zone in ("America/Los_Angeles", "Asia/Tokyo"):
        assert days("2024-01-05", "2024-01-06", zone=zone) == 1  # a Friday
        assert days("2024-01-06", "2024-01-08", zone=zone) == 0


def test_working_days_are_not_the_dust_of_fractions():
    """Equal stays are equal, wherever they begin: ties are to stay ties."""
    starts = pd.Series(pd.date_range("2024-01-01 00:10", periods=40, freq="7D"))
    calendar = ck.Calendar(office=("00:00", "07:00"))
    assert set(calendar.working_days(starts, starts + pd.Timedelta(days=49))) == {35.0}


def test_missing_stamps_stay_missing():
    missing = pd.Series([pd.NaT], dtype="datetime64[us]")
    there = pd.Series(pd.to_datetime(["2024-01-01"]))
    assert pd.isna(ck.Calendar().working_days(missing, there)[0])


@pytest.mark.parametrize("engine", ENGINES)
def test_durations_and_cycles_honour_it(engine):
    rows = events("1 A 2024-01-01", "1 B 2024-01-08", "1 Won 2024-01-15", "2 A 2024-01-05")
    pipe = ck.from_events(ENGINES[engine](rows), stages=["A", "B"])
    calendar = ck.Calendar()
    stages = ck.stage_durations(pipe, calendar=calendar)
    assert list(stages["median_days"]) == [5, 5]
    assert ck.stage_durations(pipe)["median_days"].tolist() == [7, 7]
    assert ck.cycle_length(pipe, calendar=calendar).iloc[0]["mean_days"] == 10
    assert stages.loc[0, "running"] == 1


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ({"weekend": "someday"}, 'ck.Calendar knows no weekend="someday".'),
        ({"holidays": "XX"}, 'There are no holidays known for "XX".'),
        (
            {"office": ("17:00", "09:00")},
            "office= needs an opening before its closing, in one day.",
        ),
        ({"zone": "Mars/Olympus"}, 'There is no time zone "Mars/Olympus".'),
        ({"holidays": ["soon"]}, "holidays= needs a country code, or dates."),
    ],
)
def test_what_it_does_not_know_is_an_error(options, wrong):
    with pytest.raises(QuestionError) as error:
        ck.Calendar(**options)
    assert error.value.wrong == wrong
    assert error.value.fix


# ---- every metric with days: two whole weeks, each of five working days

WEEK = ck.Calendar()
#: days of a week in one reading over those in the other
SHORTER = 5 / 7
TWO_WEEKS = [
    f"{deal} {stage} {day}"
    for deal, first in enumerate(pd.date_range("2024-01-01", periods=6, freq="7D"), start=1)
    for stage, weeks in (("A", 0), ("B", 1), ("Won", 2))
    for day in [f"{first + pd.Timedelta(weeks=weeks):%Y-%m-%d}"]
]


@pytest.fixture(scope="module", params=ENGINES)
def pipe(request):
    rows = events(*TWO_WEEKS, "7 A 2024-01-01", "7 Lost 2024-01-15", "8 A 2024-02-05")
    dealt = pd.DataFrame(
        {
            "deal_id": [str(n) for n in range(1, 9)],
            "amount": [70.0] * 7 + [None],
            "owner": ["Ada", "Bo"] * 4,
        }
    )
    made = ENGINES[request.param]
    return ck.from_events(made(rows), stages=["A", "B"], deals=made(dealt))


#: metric: how it is asked, the columns whose days fall to 5/7, and those per day, which rise to 7/5
ASKED = {
    "stage_durations": ((), {}, ("median_days", "km_median_days", "mean_days"), ()),
    "cycle_length": ((), {"min_at_risk": 1}, ("median_days", "aj_median_days", "total_days"), ()),
    "outcome_curves": ((), {"min_at_risk": 1}, ("days",), ()),
    "flows": ((), {}, ("median_days",), ()),
    "velocity": ((), {}, ("mean_cycle_days",), ("velocity_per_day",)),
    "trend": (("median_cycle_days",), {}, ("value",), ()),
    "compare": (("median_cycle_days",), {"within": None, "min_n": 1}, ("value", "rest"), ()),
    "mix_shift": (
        ("mean_cycle_days",),
        {
            "by": "owner",
            "before": ("2024-01-01", "2024-01-14"),
            "after": ("2024-01-15", "2024-01-28"),
        },
        ("value_before", "value_after"),
        (),
    ),
    "bottlenecks": ((), {}, ("days_saved", "days_per_won"), ()),
    "to_do": ((), {}, ("days_in_stage",), ()),
}


@pytest.mark.parametrize("name", ASKED)
def test_days_of_every_metric_are_working_days(pipe, name):
    asked, options, falls, rises = ASKED[name]
    metric = getattr(ck, name)
    plain = metric(pipe, *asked, **options)
    working = metric(pipe, *asked, calendar=WEEK, **options)
    assert len(plain) == len(working) > 0
    for columns, times in ((falls, SHORTER), (rises, 1 / SHORTER)):
        for column in columns:
            assert plain[column].gt(0).any(), column
            assert working[column].tolist() == pytest.approx(
                (plain[column] * times).tolist(), nan_ok=True
            ), column


def test_measures_in_days_and_per_day_of_tables_of_measures(pipe):
    kpis = [
        ck.kpis(pipe, at="2024-01-20", calendar=days).set_index("measure") for days in (None, WEEK)
    ]
    assert kpis[0].loc["median_cycle_days", "value"] == 14
    assert kpis[1].loc["median_cycle_days", "value"] == 10
    pace = [table.loc["velocity_per_day", "value"] for table in kpis]
    assert pace[1] == pytest.approx(pace[0] * 7 / 5)
    assert [table.loc["open_age", "value"] for table in kpis] == [5.5, 4.5]
    in_days = ["median_cycle_days", "velocity_per_day", "open_age"]
    others = [table.drop(index=in_days) for table in kpis]
    pd.testing.assert_frame_equal(*others)
    cycles = [ck.what_if(pipe, calendar=days).set_index("measure")["now"] for days in (None, WEEK)]
    assert (cycles[0]["mean_cycle_days"], cycles[1]["mean_cycle_days"]) == (14, 10)
    effects = ck.defect_effects(pipe, calendar=WEEK)
    assert effects.query("measure == 'mean_cycle_days'")["with_them"].eq(10).all()
    assert len(effects)


def test_per_day_is_per_working_day_on_both_sides_of_the_velocity(pipe):
    plain, working = (ck.velocity(pipe, calendar=days).iloc[0] for days in (None, WEEK))
    # of the last 90 days up to the end of the data, a Monday, 64 are working days
    assert working["won_value_per_day"] == pytest.approx(plain["won_value_per_day"] * 90 / 64)


def test_saved_days_are_worth_the_same_in_both_readings(pipe):
    shorter = {"days": {"A": -0.5}}
    plain, working = (
        ck.what_if(pipe, calendar=days, **shorter).set_index("measure") for days in (None, WEEK)
    )
    saved = [
        table["now"]["mean_cycle_days"] - table["then"]["mean_cycle_days"]
        for table in (plain, working)
    ]
    assert saved == pytest.approx([3.5, 2.5])
    # 8 deals in 49 days, or in 35 working ones: a little off only where the data ends on a weekend
    assert working["then"]["one_off_value"] == pytest.approx(
        plain["then"]["one_off_value"], rel=0.03
    )


def test_days_in_a_stage_compared_and_over_time(pipe):
    found = ck.compare(pipe, "days in B", within=None, min_n=1, calendar=WEEK)
    assert found["value"].tolist() == pytest.approx([5, 5])
    over_time = ck.trend(pipe, "days in B", calendar=WEEK)["value"].dropna()
    assert over_time.tolist() == [5, 5]
    needed = [
        ck.deals_needed(pipe, "median_cycle_days", within=None, calendar=days)
        for days in (None, WEEK)
    ]
    pd.testing.assert_frame_equal(*needed)  # a change of the unit is no change of the spread


def test_a_closing_before_the_creation_is_left_out_on_weekends_too():
    rows = events("1 A 2024-01-05", "1 Won 2024-01-06", "2 A 2024-01-01", "2 Won 2024-01-08")
    dealt = pd.DataFrame(
        {
            "deal_id": ["1", "2"],
            "created_at": pd.to_datetime(["2024-01-07", "2024-01-01"]),  # the Sunday after
        }
    )
    pipe = ck.from_events(rows, stages=["A"], deals=dealt)
    assert ck.cycle_length(pipe, calendar=WEEK)[["deals", "excluded"]].iloc[0].tolist() == [1, 1]
    assert ck.velocity(pipe, calendar=WEEK)["mean_cycle_days"].tolist() == [5]


def test_leads_wait_while_the_office_is_open():
    leads = pd.DataFrame(
        {
            "Lead ID": ["L1", "L2", "L3"],
            "Created": ["2024-01-05 16:00", "2024-01-05 18:30", "2024-01-08 09:00"],
            "First contact": ["2024-01-08 10:00", "2024-01-08 09:04", "2024-01-16 09:00"],
            "Status": ["Converted", "Converted", "Disqualified"],
        }
    )  # fmt: skip
    log = pd.DataFrame({"Deal ID": ["1"], "Stage": ["New"], "Created": ["2024-01-02"]})
    pipe = ck.load(log, leads=leads, stages=["New"], dates="ymd")
    office = ck.Calendar(office=("09:00", "17:00"))
    speed = ck.speed_to_lead(pipe, calendar=office).iloc[0]
    assert speed["median_hours"] == pytest.approx(2)  # one on Friday, one on Monday
    assert speed["share_5_min"] == pytest.approx(1 / 3)
    assert ck.speed_to_lead(pipe).iloc[0]["share_5_min"] == 0
    within = ck.speed_to_lead_conversion(pipe, calendar=office).set_index("answered_within")[
        "leads"
    ]
    # six working days of eight hours: within seven of them, though it took eight days
    assert within.to_dict() == {
        "5 minutes": 1, "1 hour": 0, "24 hours": 1, "7 days": 1, "later": 0, "not answered": 0,
    }  # fmt: skip


def test_who_is_slow_is_judged_by_working_days():
    """Ten stays of 7 days from Monday on, and one of 8 over two weekends: longer only on the wall."""
    rows = [f"{n} A 2024-01-0{n % 3 + 1}" for n in range(10)]
    rows += [f"{n} B 2024-01-{n % 3 + 8:02d}" for n in range(10)]
    rows += ["11 A 2024-01-13 00:01", "12 Lost 2024-01-21 12:00", "12 A 2024-01-02"]
    pipe = ck.from_events(events(*rows), stages=["A", "B"])
    slow = [
        ck.to_do(pipe, calendar=days).query("why == 'slow' and stage == 'A'")["deal_id"].tolist()
        for days in (None, WEEK)
    ]
    assert slow == [["11"], []]


# ---- both readings


def test_both_readings_are_the_metric_asked_twice(pipe):
    table = ck.both_readings(ck.stage_durations, pipe, per="deal", calendar=WEEK)
    assert list(table.columns) == ["reading", *ck.stage_durations(pipe).columns]
    for reading, days in (("calendar", None), ("working", WEEK)):
        one = table[table["reading"] == reading].drop(columns="reading").reset_index(drop=True)
        pd.testing.assert_frame_equal(one, ck.stage_durations(pipe, per="deal", calendar=days))
    assert table["median_days"].tolist() == [7, 7, 5, 5]
    split = ck.both_readings(ck.trend, pipe, "days in A", by="owner", calendar=WEEK)
    assert list(split.columns[:3]) == ["reading", "owner", "period"]


def test_what_has_no_second_reading_is_an_error(pipe):
    with pytest.raises(QuestionError) as error:
        ck.both_readings(ck.win_rate, pipe, calendar=WEEK)
    assert error.value.wrong == (
        '"win_rate" has only one reading: it counts no days, or days of one kind.'
    )
    with pytest.raises(QuestionError) as error:
        ck.both_readings(ck.flows, pipe, calendar=None)  # pyright: ignore[reportArgumentType]
    assert error.value.fix == 'Write it as ck.both_readings(ck.cycle_length, pipe, calendar="PL").'


def test_the_chart_draws_both_and_names_them(pipe):
    stays = ck.both_readings(ck.stage_durations, pipe, calendar=WEEK)
    drawn = ck.both_readings_chart(stays)
    told = [text for trace in drawn.data for text in trace.text or ()]
    assert "<b>A</b>" in told[0] and "by the calendar" in told[0] and "in working days" in told[1]
    marked = [tuple(mark) for trace in drawn.data for mark in trace.customdata or ()]
    assert marked == [(stage, reading) for stage in "AB" for reading in ("calendar", "working")]
    dots = next(trace for trace in drawn.data if trace.customdata is not None)
    assert list(dots.x) == [7, 5, 7, 5]
    cycle = ck.both_readings_chart(
        ck.both_readings(ck.cycle_length, pipe, by="owner", calendar=WEEK)
    )
    marked = [mark[:2] for trace in cycle.data for mark in trace.customdata or ()]
    assert marked == [
        [name, reading] for name in ("Ada", "Bo") for reading in ("calendar", "working")
    ]
    over_time = ck.both_readings(ck.trend, pipe, "median_cycle_days", calendar=WEEK)
    titles = [note.text for note in ck.both_readings_chart(over_time).layout.annotations]
    assert [name for name in ("calendar", "working") if f"<b>{name}</b>" not in titles] == []
    with pytest.raises(QuestionError, match="no chart of both readings"):
        ck.both_readings_chart(ck.both_readings(ck.flows, pipe, calendar=WEEK))


def test_the_words_say_both_medians():
    rows = [f"{n} {what}" for n in range(10) for what in ("A 2024-01-01", "B 2024-01-08")]
    table = ck.both_readings(
        ck.stage_durations, ck.from_events(events(*rows), stages=["A", "B"]), calendar=WEEK
    )
    assert charts.readings_words(table) == "A: half took up to 7 days, or 5 working days."
    assert charts.readings_words(table[table["stage"] == "B"]) == (
        "Nothing has ten ended stays: too few to judge."
    )


# ---- a country is a calendar


@pytest.mark.parametrize(
    ("code", "weekend"),
    [("PL", "saturday-sunday"), ("pl", "saturday-sunday"), ("SA", "friday-saturday"), ("IR", "friday"),
     ("BN", "friday-sunday"), ("HK", "sunday")],
)  # fmt: skip
def test_a_country_code_is_its_weekend_and_its_holidays(code, weekend):
    rows = events("1 A 2024-04-30", "1 Won 2024-05-20", "2 A 2024-05-01")
    pipe = ck.from_events(rows, stages=["A"])
    named = ck.Calendar(weekend=weekend, holidays=code)
    for metric in (ck.stage_durations, ck.cycle_length):
        pd.testing.assert_frame_equal(metric(pipe, calendar=code), metric(pipe, calendar=named))


def test_poland_in_may_by_hand():
    """30 April to 6 May 2024: Tuesday, Thursday are worked; the 1st and 3rd are holidays."""
    pipe = ck.from_events(events("1 A 2024-04-30", "1 Won 2024-05-06"), stages=["A"])
    assert ck.cycle_length(pipe, calendar="PL")["mean_days"].tolist() == [2]


def test_every_country_with_known_holidays_has_a_known_weekend():
    import holidays

    codes = holidays.utils.list_supported_countries(include_aliases=False)
    found = {tuple(sorted(holidays.country_holidays(code).weekend)) for code in codes}
    assert found <= set(WEEKENDS.values())


@pytest.mark.parametrize(
    "said", ["Atlantis", "XX", "", "MON", "saturday-sunday", 5, True, ["PL"], {"holidays": "PL"}]
)
def test_what_is_no_calendar_shows_the_line_to_type(said):
    pipe = ck.from_events(events("1 A 2024-04-30", "1 Won 2024-05-06"), stages=["A"])
    for ask in (ck.cycle_length, ck.kpis, ck.to_do, ck.speed_to_lead, ck.what_if):
        with pytest.raises(QuestionError) as error:
            ask(pipe, calendar=said)
        assert 'calendar="PL"' in error.value.fix


@pytest.mark.parametrize(
    ("options", "wrong", "fix"),
    [
        ({"weekend": "friday-saterday"}, 'ck.Calendar knows no weekend="friday-saterday".',
         'Did you mean ck.Calendar(weekend="friday-saturday")?'),
        ({"weekend": 5}, "weekend= of ck.Calendar needs one of", 'Write it as ck.Calendar(weekend="saturday-sunday").'),
        ({"holidays": 5}, "holidays= of ck.Calendar needs a country code, or a list of dates.",
         'Write it as ck.Calendar(holidays="PL").'),
        ({"office": "9-17"}, "office= of ck.Calendar needs two times.",
         'Write it as ck.Calendar(office=("09:00", "17:00")).'),
        ({"zone": "Europe/Warsav"}, 'There is no time zone "Europe/Warsav".',
         'Name it by continent and city: zone="Europe/Warsaw".'),
    ],
)  # fmt: skip
def test_what_a_calendar_needs(options, wrong, fix):
    with pytest.raises(QuestionError) as error:
        ck.Calendar(**options)
    assert error.value.wrong.startswith(wrong)
    assert error.value.fix == fix
