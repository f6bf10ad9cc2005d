"""Dates that name a month without a day are read as its first day or its last, and told."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError
from cycle_kit.values.whole_months import month_of, months_in

EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
PL = ["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września"]
FA = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر"]
AR = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر"]
BG = ["януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември"]
STYLES = {
    "Jan-25": lambda n: f"{EN[n][:3]}-25",
    "Jan '25": lambda n: f"{EN[n][:3]} '25",
    "January 2025": lambda n: f"{EN[n]} 2025",
    "2025 January": lambda n: f"2025 {EN[n]}",
    "2025-01": lambda n: f"2025-{n + 1:02}",
    "01/2025": lambda n: f"{n + 1:02}/2025",
    "1/2025": lambda n: f"{n + 1}/2025",
    "01.2025": lambda n: f"{n + 1:02}.2025",
    "2025/01": lambda n: f"2025/{n + 1:02}",
    "stycznia 2025 r.": lambda n: f"{PL[n]} 2025 r.",
    "يناير 2025": lambda n: f"{AR[n]} 2025",
    "يناير ٢٠٢٥": lambda n: f"{AR[n]} ٢٠٢٥",
    "януари 2025 г.": lambda n: f"{BG[n]} 2025 г.",
}
DAY = "2025-{:02}-20".format
NOTE = "names months without a day"


def loaded(created, closed, head="Client,Status,Amount,Created,Closed", more=lambda n: "", **said):
    rows = [
        f"C{n},{('Won', 'Lost', 'Open')[n % 3]},{100 + n},{created(n)},{closed(n + 1) if n % 3 < 2 else ''}{more(n)}"
        for n in range(7)
    ]
    return ck.load("\n".join([head, *rows, ""]).encode(), **said)


def days(pipe, column):
    return pipe.deals[column].dropna().dt.strftime("%m-%d").tolist()


@pytest.mark.parametrize("style", STYLES)
def test_months_of_creation_and_closing(style):
    pipe = loaded(STYLES[style], STYLES[style])
    assert days(pipe, "created_at") == [f"{n:02}-01" for n in range(1, 8)]
    assert days(pipe, "closed_at") == [f"{n:02}-01" for n in (2, 3, 5, 6, 8)]
    notes = pipe.notes[pipe.notes["note"].str.contains(NOTE)]
    assert len(notes) == 2 and notes["effect"].str.contains("first day of its month").all()


@pytest.mark.parametrize("style", STYLES)
def test_months_of_closing_beside_days_of_creation_are_never_before_these(style):
    pipe = loaded(lambda n: DAY(n + 1), STYLES[style])
    assert days(pipe, "closed_at") == ["02-28", "03-31", "05-31", "06-30", "08-31"]
    notes = pipe.notes[pipe.notes["note"].str.contains(NOTE)]
    assert notes["effect"].str.contains("last day of its month").tolist() == [True]


@pytest.mark.parametrize("style", STYLES)
def test_months_of_creation_beside_days_of_closing(style):
    pipe = loaded(STYLES[style], lambda n: DAY(n + 1))
    assert days(pipe, "created_at") == [f"{n:02}-01" for n in range(1, 8)]
    assert pipe.notes["note"].str.contains(NOTE).sum() == 1


@pytest.mark.parametrize("months", [lambda n: f"{FA[n]} ۱۴۰۴", lambda n: f"۱۴۰۴/{n + 1:02}"])
def test_months_of_the_persian_calendar(months):
    pipe = loaded(months, lambda n: "", head="مشتری,وضعیت,مبلغ,تاریخ ایجاد,تاریخ بسته شدن")
    assert days(pipe, "created_at")[:3] == ["03-21", "04-21", "05-22"]


def test_planned_months_end_with_their_last_day():
    head = "Client,Status,Amount,Created,Closed,Expected close date"
    pipe = loaded(lambda n: DAY(n + 1), lambda n: DAY(n + 1), head, lambda n: ",Nov 2025")
    assert set(days(pipe, "expected_close")) == {"11-30"}


def test_some_months_among_days_are_told_by_line():
    pipe = loaded(lambda n: DAY(n + 1), lambda n: DAY(n + 1) if n < 5 else f"2025-{n + 1:02}")
    note = pipe.notes.loc[pipe.notes["note"].str.contains(NOTE), "note"].item()
    assert "in 2 cells (lines 6, 8)" in note


@pytest.mark.parametrize("header", ["Month", "Start", "Quarter start"])
def test_a_month_beside_dates_stays_what_it_is(header):
    head = f"Client,Status,Amount,Date created,Closed,{header}"
    pipe = loaded(lambda n: DAY(n + 1), lambda n: DAY(n + 1), head, lambda n: ",Nov 2025")
    assert not pipe.notes["note"].str.contains(NOTE).any()
    assert pipe.deals[header].tolist() == ["Nov 2025"] * 7


def test_a_column_that_the_caller_names():
    head = "Client,Status,Amount,Made,Month"
    pipe = loaded(lambda n: "", STYLES["Jan-25"], head, columns={"closed_at": "Month"})
    assert pipe.deals["closed_at"].notna().sum() == 5


def test_days_without_a_year_are_no_months():
    with pytest.raises(ColumnError, match="cannot be read as dates"):
        loaded(lambda n: f"{EN[n % 3]} {3 * n + 2:02}", lambda n: DAY(n + 1))


OTHERS = ["5 Jan 2025", "2025-01-05", "13/2025", "1.5", "2025", "Q1 2025", "V-100", "May", "10:30"]


@pytest.mark.parametrize("text", [*OTHERS, "+48 2025 01", "Jan 2025 to Feb 2025"])
def test_other_texts_are_no_months(text):
    assert month_of(text) is None


def test_years_of_two_digits_are_few_in_a_row():
    assert len(months_in([f"{name} 25" for name in EN])) == 9
    assert not months_in(["Jan 25", "Feb 21", "Mar 13"])


WEEKS = [
    "KW {}/2025",
    "KW{:02}/25",
    "{}. KW 2025",
    "2025-W{:02}",
    "W{:02} 2025",
    "Week {} 2025",
    "tydzień {} 2025",
    "tydz. {}/2025 r.",
    "седмица {} 2025 г.",
    "الأسبوع {} 2025",
]


def of_weeks(form, created=None):
    opened = [created or form.format(week) for week in (1, 2, 3)]
    closed = [form.format(7), form.format(8), ""]
    deals = zip("ABC", ("Won", "Lost", "Talk"), opened, closed, strict=True)
    rows = map(";".join, deals)
    return ck.load("\n".join(["Deal ID;Stage;Created;Closed", *rows]).encode())


@pytest.mark.parametrize("form", WEEKS)
def test_calendar_weeks_count_as_their_monday_and_are_told(form):
    pipe = of_weeks(form)
    days = pipe.deals["created_at"].dt.strftime("%m-%d").tolist()
    assert days == ["12-30", "01-06", "01-13"]
    assert pipe.deals["closed_at"].dt.strftime("%m-%d").tolist()[:2] == ["02-10", "02-17"]
    told = pipe.notes[pipe.notes["note"].str.contains("names weeks without a day")]
    assert told["note"].tolist() == [
        '"Created" names weeks without a day.',
        '"Closed" names weeks without a day.',
    ]
    assert told["effect"].str.startswith("Each counts as the first day of its week").all()


def test_weeks_of_closing_beside_days_of_creation_end_with_their_sunday():
    pipe = of_weeks("KW {}/2025", created="2025-02-12")
    assert pipe.deals["closed_at"].dt.strftime("%m-%d").tolist()[:2] == ["02-16", "02-23"]


@pytest.mark.parametrize("form", ["KW {}", "CW{:02}", "Woche {}", "tydzień {}"])
def test_weeks_without_a_year_are_asked_for_it(form):
    with pytest.raises(ColumnError, match="calendar weeks without a year: write it beside each"):
        of_weeks(form)


@pytest.mark.parametrize("text", ["KW 53/2025", "S1 2025", "Q1 2025", "KW 0/2025", "W 2025", "30 2025"])  # fmt: skip
def test_no_calendar_week_of_a_year(text):
    assert month_of(text) is None
