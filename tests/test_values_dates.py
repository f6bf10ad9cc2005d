"""Dates and times: text in, naive datetimes out."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from cycle_kit.errors import ColumnError
from cycle_kit.values import read_dates


def column(*cells):
    return pd.Series(cells, dtype="str")


def dates(*cells, **how):
    return read_dates(column(*cells), column="Close Date", **how)


def moments(*cells, **how):
    return [None if pd.isna(at) else at.isoformat(sep=" ") for at in dates(*cells, **how).values]


ONE_CELL = [
    # ISO and its relatives
    ("2024-11-30", None, "2024-11-30 00:00:00"),
    ("2024/1/9", None, "2024-01-09 00:00:00"),
    ("2024. 01. 09.", None, "2024-01-09 00:00:00"),
    ("20240109", None, "2024-01-09 00:00:00"),
    ("2024-01-09T18:30:05.250", None, "2024-01-09 18:30:05.250000"),
    ("20240109183005", None, "2024-01-09 18:30:05"),
    ("2024-01-09 06:30:05 PM", None, "2024-01-09 18:30:05"),
    # day, month and year in words and figures
    ("30.11.2024", "pl", "2024-11-30 00:00:00"),
    ("9.01.2024 r., 18:30", "pl", "2024-01-09 18:30:00"),
    ("9-1-2024", "de", "2024-01-09 00:00:00"),
    ("9 stycznia 2024", "pl", "2024-01-09 00:00:00"),
    ("9 sierpnia 2024 roku", "pl", "2024-08-09 00:00:00"),
    ("9.XI.2024", "pl", "2024-11-09 00:00:00"),
    ("czwartek, 9 maja 2024", "pl", "2024-05-09 00:00:00"),
    ("9.01.24 г.", "bg", "2024-01-09 00:00:00"),
    ("9 септември 2024 г., 18:30 ч.", "bg", "2024-09-09 18:30:00"),
    ("9 мая 2024 года", "ru", "2024-05-09 00:00:00"),
    ("9. Jänner 2024", "de", "2024-01-09 00:00:00"),
    ("9. Dezember 2024 um 18:30 Uhr", "de", "2024-12-09 18:30:00"),
    ("le 1er août 2024 à 18h30", "fr", "2024-08-01 18:30:00"),
    ("9 de septiembre de 2024", "es", "2024-09-09 00:00:00"),
    ("Sep 9, 2024 6:05 PM", None, "2024-09-09 18:05:00"),
    ("Monday, September 9th, 2024 at 12:05 AM", None, "2024-09-09 00:05:00"),
    ("09-Sep-24", None, "2024-09-09 00:00:00"),
    ("6 pm 9 Sept 1998", None, "1998-09-09 18:00:00"),
    # Jalali
    ("1403/10/12", "fa", "2025-01-01 00:00:00"),
    ("۱۴۰۳-۱۰-۱۲ ۰۸:۰۵", "fa", "2025-01-01 08:05:00"),
    ("۰۸:۰۵ ۱۴۰۳/۱۰/۱۲", "fa", "2025-01-01 08:05:00"),
    ("12/10/1403", None, "2025-01-01 00:00:00"),  # nobody writes the month of this calendar first
    ("۱۲ دی ۱۴۰۳", "fa", "2025-01-01 00:00:00"),
    ("چهارشنبه ۱۲ دی‌ماه ۱۴۰۳ ساعت ۸:۰۵ ب.ظ", "fa", "2025-01-01 20:05:00"),
    ("۱۲ دي ۱۴۰۳ هجری شمسی", "fa", "2025-01-01 00:00:00"),
    ("03/10/12", "fa", "2025-01-01 00:00:00"),
    ("98/10/12", "fa", "2020-01-02 00:00:00"),
    ("۱۲ دی ۰۳", "fa", "2025-01-01 00:00:00"),
    ("۱۲ جدی ۱۴۰۳", "fa", "2025-01-01 00:00:00"),
    ("1403/12/30", "fa", "2025-03-20 00:00:00"),
    ("۹ ژانویه ۲۰۲۴", "fa", "2024-01-09 00:00:00"),
    # Hijri and Arabic
    ("1446/07/01", "ar", "2025-01-01 00:00:00"),
    ("1 رجب 1446 هـ", "ar", "2025-01-01 00:00:00"),
    ("٩ كانون الثاني ٢٠٢٤", "ar", "2024-01-09 00:00:00"),
    ("9 يناير 2024 م", "ar", "2024-01-09 00:00:00"),
    ("9 يناير 2024 6:30 م", "ar", "2024-01-09 18:30:00"),
    ("9 يناير 2024 م 6:30", "ar", "2024-01-09 06:30:00"),
    ("٠٩/٠١/٢٠٢٤ ٠٦:٣٠ ص", "ar", "2024-01-09 06:30:00"),
    ("9\u200f/1\u200f/2024", "ar", "2024-01-09 00:00:00"),
    ("9 جوان 2024", "ar", "2024-06-09 00:00:00"),
]


@pytest.mark.parametrize(("cell", "language", "moment"), ONE_CELL)
def test_one_cell(cell, language, moment):
    assert moments(cell, language=language) == [moment]


NO_DATE = [
    *("TBD", "soon", "12", "2024", "03/2024", "March 2024", "2024-W10", "Q1 2024", "مرداد ۱۴۰۲"),
    *("2024-02-30", "2023-02-29", "31.04.2024", "2024-13-01", "2024-00-10", "13/13/2024"),
    *("1404/12/30", "1402/07/31", "30 رمضان 1446", "1402 March 5"),
    *(
        "1989-12-31",
        "2051-01-01",
        "1924-01-09",
        "2204-01-09",
        "20240-01-09",
        "0204-01-09",
        "2100-06-15",
    ),
    *("2024-01-09 24:30", "2024-01-09 10:61", "2024-01-09 14:00 AM", "2024-01-09 10:00 CST"),
    *("2024-01-09 or later", "9 may june 2024", "2024-01-09²", "2024-01-1⁰", "2024年13月9日"),
]


@pytest.mark.parametrize("cell", NO_DATE)
def test_unreadable(cell):
    parsed = dates(cell)
    assert parsed.values.isna().tolist() == [True]
    assert parsed.unreadable.tolist() == [True]


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "n/a", "не закрыта", "ندارد", "0000-00-00", "00.00.0000 00:00"]
)
def test_empty_is_not_unreadable(cell):
    parsed = dates(cell, "2024-01-09")
    assert parsed.values.isna().tolist() == [True, False]
    assert parsed.unreadable.tolist() == [False, False]


def test_index_name_dtype_and_gaps():
    texts = pd.Series(["2024-01-09", None, "x"], index=[3, 1, 2], name="Close Date")
    parsed = read_dates(texts, column="Close Date")
    assert parsed.values.index.tolist() == [3, 1, 2]
    assert parsed.values.name == "Close Date"
    assert str(parsed.values.dtype) == "datetime64[us]"
    assert parsed.unreadable.tolist() == [False, False, True]


def test_several_styles_in_one_column():
    cells = ["2024-03-05 10:00", "1/18/2024", "Oct 7, 2024 6:55 PM", "1403/01/01", "TBD"]
    parsed = dates(*cells)
    assert moments(*cells) == [
        "2024-03-05 10:00:00",
        "2024-01-18 00:00:00",
        "2024-10-07 18:55:00",
        "2024-03-20 00:00:00",
        None,
    ]
    assert parsed.remarks == (
        "month before day (told by 1 cell)",
        "Jalali dates (1 cell)",
        "2 dates without a time, 2 with one",
    )
    assert not parsed.day_only


@pytest.mark.parametrize(
    ("cells", "day_only"),
    [
        (["2024-01-09", "2024-01-10"], True),
        (["2024-01-09 00:00:00", "2024-01-10 00:00:00"], True),
        (["2024-01-09", "2024-01-10 08:00"], False),
        (["TBD"], True),
    ],
)
def test_day_only(cells, day_only):
    assert dates(*cells).day_only is day_only


# zones


def test_offsets_are_brought_to_utc():
    cells = ["2024-07-01T12:00:00Z", "2024-07-01 12:00:00+02:00", "2024-07-01T12:00:00.000-0530"]
    parsed = dates(*cells)
    assert moments(*cells) == ["2024-07-01 12:00:00", "2024-07-01 10:00:00", "2024-07-01 17:30:00"]
    assert parsed.remarks == ("2 times with a zone brought to UTC",)
    assert dates(cells[0]).remarks == (), "what is in UTC already is not brought there"


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-07-01T12:00:00Z", "2024-07-01 14:00:00"),  # summer time
        ("2024-01-01T12:00:00Z", "2024-01-01 13:00:00"),
        ("2024-01-01T12:00:00+01:00[Europe/Warsaw]", "2024-01-01 12:00:00"),
        ("Mon Jan 01 2024 12:00:00 GMT+0100 (Central European Standard Time)", "2024-01-01 12:00:00"),
        ("Mon, 01 Jan 2024 12:00:00 +0000", "2024-01-01 13:00:00"),
        ("2024-01-01 12:00 UTC", "2024-01-01 13:00:00"),
        ("2024-01-01 12:00 EST", "2024-01-01 18:00:00"),
        ("2024-01-01 12:00", "2024-01-01 12:00:00"),
    ],
)  # fmt: skip
def test_offsets_are_brought_to_a_zone(cell, moment):
    assert moments(cell, zone="Europe/Warsaw") == [moment]


def test_stamps_with_and_without_a_zone_are_remarked():
    parsed = dates("2024-07-01T12:00:00Z", "2024-07-01 12:00:00", zone="Asia/Tehran")
    assert parsed.remarks == (
        "1 time with a zone brought to Asia/Tehran",
        "1 time without a zone taken as Asia/Tehran",
    )


@pytest.mark.parametrize("zone", ["Mars/Base", "../UTC", "Europe"])
def test_no_zone(zone):
    with pytest.raises(ColumnError) as error:
        dates("2024-07-01", zone=zone)
    assert str(error.value) == (
        f'zone="{zone}" is no time zone.\n'
        'Pass an IANA name, such as zone="Europe/Warsaw" or zone="UTC".'
    )


# spreadsheet day numbers


def test_day_numbers_of_a_whole_column():
    parsed = dates("45300", "45300.75", "", "45301,5")
    assert parsed.values.astype("str").tolist()[:2] == [
        "2024-01-09 00:00:00",
        "2024-01-09 18:00:00",
    ]
    assert parsed.values[3] == pd.Timestamp("2024-01-10 12:00")
    assert parsed.unreadable.tolist() == [False] * 4
    assert parsed.remarks == ("day numbers of a spreadsheet",)


@pytest.mark.parametrize("other", ["19999", "60000", "soon", "Ada", "5"])
def test_day_numbers_only_where_nine_tenths_of_the_cells_are(other):
    assert dates("45300", other).unreadable[0]
    assert dates(*["45300"] * 9, other).unreadable.tolist() == [False] * 9 + [True]


def test_a_day_number_outside_the_years_of_a_crm():
    assert dates("45300", "25000").unreadable.tolist() == [False, True]


def test_dates_that_were_never_text():
    stamps = pd.Series(pd.to_datetime(["2024-07-01 12:00", None]))
    assert dates_of(stamps) == ["2024-07-01 12:00:00", None]
    assert dates_of(stamps.dt.tz_localize("UTC"), zone="Europe/Warsaw") == [
        "2024-07-01 14:00:00",
        None,
    ]
    assert dates_of(pd.Series([dt.date(2024, 7, 1), None])) == ["2024-07-01 00:00:00", None]


def dates_of(stamps, **how):
    found = read_dates(stamps, column="Close Date", **how).values
    return [None if pd.isna(at) else str(at) for at in found]


# every way of writing gives the day back

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 31))
WAYS = [
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%Y%m%d",
    "%d-%b-%Y",
]


@given(st.lists(DAYS, min_size=1, max_size=5), st.sampled_from(WAYS))
def test_written_days_come_back(days, way):
    assert dates_of(column(*(day.strftime(way) for day in days)), order="dmy") == [
        f"{day} 00:00:00" for day in days
    ]


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2050, 12, 31)))
def test_written_times_come_back(moment):
    for way in ("%Y-%m-%d %H:%M:%S.%f", "%m/%d/%Y %I:%M:%S.%f %p", "%H:%M:%S.%f %d %b %Y"):
        assert dates(moment.strftime(way), order="mdy").values[0] == moment


JALALI_DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 3, 19))  # up to the end of 1418
JALALI_WAYS = ["%Y/%m/%d", "%d/%m/%Y", "%d %B %Y"]


@given(st.lists(JALALI_DAYS, min_size=1, max_size=5), st.sampled_from(JALALI_WAYS))
def test_jalali_days_come_back(days, way):
    cells = [JalaliDate(day).strftime(way, locale="fa") for day in days]
    assert dates_of(column(*cells), language="fa") == [f"{day} 00:00:00" for day in days]


@given(st.lists(st.text(max_size=15), max_size=5))
def test_any_text_is_a_date_or_empty_or_unreadable(cells):
    parsed = dates(*cells, order="dmy")
    assert len(parsed.values) == len(parsed.unreadable) == len(cells)
    assert not (parsed.values.notna().to_numpy() & parsed.unreadable).any()


@pytest.mark.parametrize("language", ["fa", "en", "de"])
def test_years_of_two_digits_in_persian_digits_are_jalali(language):
    cells = ["۰۳/۰۶/۱۷", "۰۳/۰۹/۳۰", "۰۴/۰۱/۰۵"]
    days = ["2024-09-07", "2024-12-20", "2025-03-25"]
    assert dates_of(column(*cells), language=language) == [f"{day} 00:00:00" for day in days]


def test_years_of_two_digits_in_arabic_digits_are_not():
    cells = ["١٧/٠٦/٢٣", "٢٠/٠٩/٢٣", "٢٥/٠١/٢٤"]
    days = ["2023-06-17", "2023-09-20", "2024-01-25"]
    assert dates_of(column(*cells), language="ar") == [f"{day} 00:00:00" for day in days]


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "2025年2月1日",
            "2025年02月01日（土）",
            "2025年2月1日 9時05分",
            "2025年2月1日(土) 午前9:05",
        ),
        *(
            "2025年2月1日 星期六",
            "2025年2月1号",
            "2025年2月1日 上午9:05",
            "2025年2月1日9时05分00秒",
        ),
        *("2025년 2월 1일", "2025년 2월 1일 토요일", "2025. 2. 1.", "2025. 2. 1. 오전 9:05"),
        "2025년 2월 1일 9시 05분",
    ],
)
def test_each_number_with_its_word(cell):
    days = dates_of(column(cell), language="en")
    assert [day[:10] for day in days] == ["2025-02-01"]
    timed = any(mark in cell for mark in (":", "時", "时", "시"))
    assert days[0][11:] == ("09:05:00" if timed else "00:00:00")


@pytest.mark.parametrize(
    ("cell", "hour"), [("下午2:30", 14), ("午後2:30", 14), ("오후 2:30", 14), ("上午12:30", 0)]
)
def test_halves_of_a_day_before_its_time(cell, hour):
    assert dates_of(column(f"2025/02/01 {cell}"), language="en") == [f"2025-02-01 {hour:02}:30:00"]
