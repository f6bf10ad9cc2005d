"""Calendar: working days counted by hand, and the metrics that honour them."""

import pandas as pd
import pytest

import cycle_kit as ck
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
        ({"weekend": "someday"}, 'There is no weekend "someday".'),
        ({"holidays": "XX"}, 'There are no holidays known for "XX".'),
        (
            {"office": ("17:00", "09:00")},
            "office= needs an opening before its closing, in one day.",
        ),
    ],
)
def test_what_it_does_not_know_is_an_error(options, wrong):
    with pytest.raises(QuestionError) as error:
        ck.Calendar(**options)
    assert error.value.wrong == wrong
    assert error.value.fix
