"""Dates that stand for none, days written as midnights, moments counted since 1970 or 1900, odd clocks."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_kit.values import read_dates


def read(*cells, **how):
    return read_dates(pd.Series(cells, dtype="str"), column="Close Date", **how)


def moments(*cells, **how):
    found = read(*cells, **how).values
    return [
        None if pd.isna(at) else at.isoformat(sep=" ").removesuffix(" 00:00:00") for at in found
    ]


# dates that stand for none

NEVER = [
    *(
        "9999-12-31",
        "31.12.9999",
        "12/31/9999",
        "9999-12-31T23:59:59Z",
        "31 Dec 9999",
        "9999-01-01",
        "9998-12-31",
    ),
    *(
        "2999-12-31",
        "3999-12-31",
        "31.12.2999",
        "3999-01-01",
        "2999-05-05",
        "2099-12-31",
        "2100-01-01",
        "01/01/2100",
    ),
    *(
        "2199-12-31",
        "2200-01-01",
        "2500-01-01",
        "3000-01-01",
        "4712-12-31",
        "8888-12-31",
        "2222-02-22",
    ),
    *(
        "1900-01-01",
        "01.01.1900",
        "1/1/1900",
        "1900-01-00",
        "1/0/1900",
        "00.01.1900",
        "1/0/00",
        "1899-12-30",
    ),
    *(
        "1899-12-31",
        "1970-01-01",
        "1970-01-01 00:00",
        "1970-01-01T01:00:00+01:00",
        "1969-12-31 19:00:00",
        "1/1/70",
    ),
    *(
        "0001-01-01",
        "01/01/0001",
        "1753-01-01",
        "1601-01-01",
        "1800-01-01",
        "1904-01-01",
        "1 January 1900",
    ),
]


@pytest.mark.parametrize("cell", NEVER)
@pytest.mark.parametrize("beside", ["2024-01-09", "25/03/2024", "5 May 2024 10:00"])
def test_a_date_that_stands_for_none_is_none_and_told(cell, beside):
    parsed = read(beside, cell, cell)
    assert parsed.values.isna().tolist() == [False, True, True]
    assert not parsed.unreadable.any()
    assert (
        parsed.remarks[-1]
        == "2 cells hold dates that stand for none, such as 31.12.9999 or 1.1.1900"
    )


SLIPS = [
    *(
        "2204-01-09",
        "2024-01-32",
        "20240-01-09",
        "0204-01-09",
        "1924-01-09",
        "2100-06-15",
        "2064-01-01",
        "1900-03-01",
    ),
    *("2124-12-31", "1970-05-01", "2240-01-01", "1989-12-31", "2051-01-01"),
]


@pytest.mark.parametrize("cell", SLIPS)
def test_a_slip_is_told_by_its_line(cell):
    parsed = read("2024-01-09", cell)
    assert parsed.unreadable.tolist() == [False, True]
    assert not any("stand" in remark for remark in parsed.remarks)


# days written as midnights

MIDNIGHTS = [
    (["2024-01-31T03:00:00+03:00", "2024-07-01T03:00:00+03:00"], "in UTC"),
    (["2024-01-31T00:00:00+03:00", "2024-07-01T00:00:00+03:00"], "as written"),
    (["2024-01-31T00:00:00+01:00", "2024-07-01T00:00:00+02:00"], "as written"),
    (["2024-01-31T01:00:00+01:00", "2024-07-01T02:00:00+02:00"], "in UTC"),
    (["2024-01-31T00:00:00.000Z", "2024-07-01T00:00:00.000Z"], "as written"),
    (["2024-01-31T05:30:00+05:30", "2024-07-01T05:30:00+05:30"], "in UTC"),
    (["2024-01-30T19:00:00-05:00", "2024-06-30T20:00:00-04:00"], "in UTC"),
    (["2024-01-31 00:00 CET", "2024-07-01 00:00 CEST"], "as written"),
]


@pytest.mark.parametrize(("cells", "where"), MIDNIGHTS)
@pytest.mark.parametrize("zone", [None, "Europe/Warsaw", "Asia/Tehran", "America/New_York"])
def test_midnight_throughout_is_a_day_in_any_zone(cells, where, zone):
    parsed = read(*cells, "", zone=zone)
    assert moments(*cells, zone=zone) == ["2024-01-31", "2024-07-01"]
    assert parsed.day_only
    assert parsed.remarks == (f"2 times with a zone, midnight throughout ({where}), taken as days",)


def test_midnights_among_days_are_days():
    assert moments("2024-01-31T03:00:00+03:00", "2024-02-05") == ["2024-01-31", "2024-02-05"]


@pytest.mark.parametrize(
    "other", ["2024-02-01T03:00:01+03:00", "2024-02-01 10:00", "2024-02-01T01:00:00Z"]
)
def test_one_other_time_makes_moments_of_all(other):
    assert moments("2024-01-31T02:00:00+03:00", other)[0] == "2024-01-30 23:00:00"
    assert (
        moments("2024-01-31T03:00:00+03:00", other, zone="Europe/Moscow")[0]
        == "2024-01-31 03:00:00"
    )


@pytest.mark.parametrize(
    ("zone", "before", "winter", "summer"),
    [
        ("Europe/Berlin", 1, "23", "22"),
        ("Europe/Sofia", 1, "22", "21"),
        ("Europe/London", 1, "24", "23"),
        ("America/New_York", 0, "05", "04"),
        ("America/Los_Angeles", 0, "08", "07"),
    ],
)
def test_midnights_that_move_with_the_summer_name_their_zone(zone, before, winter, summer):
    days = [f"2024-{month:02}-15" for month in (1, 2, 7, 8, 12)]
    hours = [winter, winter, summer, summer, winter]
    cells = [
        f"2024-{day[5:7]}-{15 - before + hour.startswith('24'):02}T{hour.replace('24', '00')}:00:00Z"
        for day, hour in zip(days, hours, strict=True)
    ]
    assert moments(*cells) == days
    assert read(*cells).remarks == (
        f"5 times with a zone, midnight throughout (in {zone}), taken as days",
    )


def test_the_same_hour_always_may_be_an_hour():
    assert not read(*(f"2024-{month:02}-15T21:00:00Z" for month in range(1, 13))).day_only


def test_midnights_of_a_frame():
    stamps = pd.Series(pd.to_datetime(["2024-01-31 03:00", None, "2024-07-01 03:00"]))
    parsed = read_dates(stamps.dt.tz_localize("Etc/GMT-3"), column="Close Date")
    assert parsed.values.dropna().astype("str").tolist() == ["2024-01-31", "2024-07-01"]
    assert parsed.day_only


# counted moments

STAMPS = st.datetimes(dt.datetime(1990, 1, 2), dt.datetime(2050, 12, 30)).map(
    lambda at: at.replace(microsecond=0)
)
UTC = dt.UTC


@given(
    st.lists(STAMPS, min_size=1, max_size=5),
    st.sampled_from([1, 1_000, 10**6]),
    st.sampled_from(["", ".0", ",000"]),
)
def test_counts_since_1970_come_back(stamps, unit, tail):
    cells = [f"{int(at.replace(tzinfo=UTC).timestamp()) * unit}{tail}" for at in stamps]
    if (unit == 1_000 and len(cells[0].rstrip(",.0")) == 12) or any(len(c) in (12,) for c in cells):
        return  # as many digits as 202412311830
    parsed = read(*cells)
    assert parsed.values.tolist() == [pd.Timestamp(at) for at in stamps]
    assert not parsed.unreadable.any()


def test_counts_are_in_utc():
    assert moments("1704112200", "1706745605", zone="Europe/Warsaw") == [
        "2024-01-01 13:30:00",
        "2024-02-01 01:00:05",
    ]
    parsed = read("1704067200000", "1706745600000", zone="Europe/Warsaw")
    assert parsed.day_only
    assert parsed.values.astype("str").tolist() == ["2024-01-01", "2024-02-01"]
    assert parsed.remarks[0] == "milliseconds since 1970"


@pytest.mark.parametrize(
    "cells",
    [
        ["1.704067E+12", "1.706746E+12"],
        ["1.70407E+12", "1,70675E+12"],
        ["1.704067e+09", "1.706746e+09"],
    ],
)
def test_counts_that_a_spreadsheet_cut_off_are_days(cells):
    assert moments(*cells) == ["2024-01-01", "2024-02-01"]
    assert "cut off: only their days are known" in read(*cells).remarks[0]


@pytest.mark.parametrize(
    "cells", [["1.7E+12"], ["1.70E+12", "1.71E+12"], ["1.7E+09"], ["4.53E+04"]]
)
def test_a_count_without_its_day_is_no_date(cells):
    assert read(*cells).unreadable.all()


def test_a_nought_left_out_is_a_nought():
    assert moments("1.704067E+12", "1.7E+12") == ["2024-01-01", "2023-11-14"]


@pytest.mark.parametrize(
    "cells",
    [
        ["1704067200", "Ada"],
        ["1704067200", "2024-01-05"],
        ["17040672", "17040673"],
        ["2024", "2023"],
        ["5", "7"],
    ],
)
def test_other_numbers_are_no_dates(cells):
    assert read(*cells).unreadable[0]


def test_noughts_among_counts_are_none():
    parsed = read(*["1704067200"] * 10, "0")
    assert parsed.values.isna().tolist() == [False] * 10 + [True]
    assert not parsed.unreadable.any()


def test_day_numbers_and_dates_in_one_column():
    cells = ["45300", "45301", "45301.5", "25.01.2024", "2024-02-09", ""]
    assert moments(*cells) == [
        "2024-01-09",
        "2024-01-10",
        "2024-01-10 12:00:00",
        "2024-01-25",
        "2024-02-09",
        None,
    ]
    assert "day numbers of a spreadsheet (3 of 5 cells)" in read(*cells).remarks


def test_a_single_number_among_many_dates_is_a_slip():
    assert read(*["2024-01-09"] * 30, "45300").unreadable.tolist() == [False] * 30 + [True]


def test_a_spreadsheet_that_took_days_for_months_is_told():
    texts = [f"{day}/03/2024" for day in range(13, 29)]
    swapped = [
        "45352",
        "45383",
        "45413",
        "45444",
        "45474",
    ]  # 1 March to 1 July: 3 January to 3 July?
    (remark,) = [r for r in read(*texts, *swapped).remarks if "month first" in r]
    assert remark.startswith("5 dates are written as spreadsheets keep them and of a 1st to 12th")
    assert not any(
        "month first" in r for r in read(*texts, "05/03/2024", *swapped, language="pl").remarks
    )
    assert not any("month first" in r for r in read(*texts, *swapped[1:], "45319").remarks)


# clocks

CLOCKS = [
    *(
        ("31-12-2024:14.30", "14:30:00"),
        ("31-12-2024:14:30", "14:30:00"),
        ("31-12-2024 : 14:30:05", "14:30:05"),
    ),
    *(
        ("31.12.2024 14.30", "14:30:00"),
        ("31.12.2024, 4.05 Uhr", "04:05:00"),
        ("31.12.2024 kl. 14.30", "14:30:00"),
    ),
    *(
        ("31.12.2024 klo 14.30.05", "14:30:05"),
        ("31.12.24 14.30", "14:30:00"),
        ("31.12.2024 o 14.30", "14:30:00"),
    ),
    *(
        ("31.12.2024 г. 14.30 ч.", "14:30:00"),
        ("31/12/2024 14h30", "14:30:00"),
        ("31 Dec 2024 2.30 pm", "14:30:00"),
    ),
    *(
        ("31/Dec/2024:14:30:05 +0000", "14:30:05"),
        ("2024-12-31-14.30.05.250000", "14:30:05.250000"),
    ),
    *(
        ("2024-12-31 14-30-05", "14:30:05"),
        ("2024-12-31_14-30-05", "14:30:05"),
        ("2024:12:31 14:30:05", "14:30:05"),
    ),
    *(
        ("31-DEC-24 02.30.05.250000 PM", "14:30:05.250000"),
        ("Dec 31 2024 02:30:05:250PM", "14:30:05.250000"),
    ),
    *(
        ("2024-12-31T14:30:05.000+0000", "14:30:05"),
        ("20241231T143005Z", "14:30:05"),
        ("20241231T143005.250Z", "14:30:05.250000"),
    ),
    *(
        ("20241231T1630+0200", "14:30:00"),
        ("2024-12-31T14:30:05+00", "14:30:05"),
        ("202412311430", "14:30:00"),
    ),
]


@pytest.mark.parametrize(("cell", "time"), CLOCKS)
def test_a_clock(cell, time):
    assert moments(cell) == [f"2024-12-31 {time}"]


@pytest.mark.parametrize(
    "cell",
    ["31.12.2024 14.3", "31.12.2024 25.30", "31.12.2024 14.30.61", "31.12.2024 1.230,50", "14.30"],
)
def test_no_clock(cell):
    assert read(cell).unreadable.tolist() == [True]
