"""Quarters and halves of years in columns of dates, and years of the Buddhist era."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.values import read_dates
from cycle_kit.values.whole_months import span_of, with_day

QUARTERS = {
    "Q2 2024": ("2024-04-01", "2024-06-30"),
    "2024-Q2": ("2024-04-01", "2024-06-30"),
    "2024 Q2": ("2024-04-01", "2024-06-30"),
    "Q2/24": ("2024-04-01", "2024-06-30"),
    "Q2'24": ("2024-04-01", "2024-06-30"),
    "2Q24": ("2024-04-01", "2024-06-30"),
    "2. Quartal 2024": ("2024-04-01", "2024-06-30"),
    "T2 2024": ("2024-04-01", "2024-06-30"),
    "II kwartał 2024": ("2024-04-01", "2024-06-30"),
    "2 кв. 2024": ("2024-04-01", "2024-06-30"),
    "Q4 2024": ("2024-10-01", "2024-12-31"),
    "H2 2024": ("2024-07-01", "2024-12-31"),
    "1. Halbjahr 2024": ("2024-01-01", "2024-06-30"),
    "KW 2/2024": ("2024-01-08", "2024-01-14"),
}


@pytest.mark.parametrize("text", QUARTERS)
def test_a_quarter_has_a_first_and_a_last_day(text):
    span = span_of(text)
    assert (with_day(text, span), with_day(text, span, last=True)) == QUARTERS[text]


@pytest.mark.parametrize(
    "text", ["Q5 2024", "Q2", "Q-2024", "H3 2024", "SQ2 2024", "Q2 1024", "T24"]
)
def test_other_texts_are_none(text):
    assert span_of(text) is None


def _deals(created, closed):
    rows = [
        f"D{n},{('Lead', 'Won', 'Lost')[n % 3]},{created(n)},{closed(n) if n % 3 else ''}"
        for n in range(12)
    ]
    return "\n".join(["Deal,Stage,Created,Closed", *rows, ""]).encode()


def test_a_closing_in_a_quarter_is_its_last_day_and_told():
    pipe = ck.load(_deals(lambda n: f"2024-01-{n + 1:02}", lambda n: f"Q{1 + n % 2} 2024"))
    assert set(pipe.deals["closed_at"].dropna().dt.strftime("%m-%d")) == {"03-31", "06-30"}
    assert pipe.notes["note"].str.contains("names quarters without a day").any()


def test_a_creation_in_a_quarter_is_its_first_day():
    deals = ck.load(_deals(lambda n: f"2024-Q{1 + n % 2}", lambda n: f"2024-12-{n + 1:02}")).deals
    assert set(deals["created_at"].dt.strftime("%m-%d")) == {"01-01", "04-01"}


@pytest.mark.parametrize(
    ("form", "order"),
    [("{y}-02-{d:02}", "ymd"), ("{d:02}/02/{y}", "dmy"), ("{d}.2.{y} 10:30", "dmy")],
)
def test_buddhist_years_are_543_ahead(form, order):
    cells = pd.Series([form.format(y=2567, d=day) for day in range(10, 30)], dtype="str")
    parsed = read_dates(cells, column="Created", order=order)
    assert parsed.values.dt.strftime("%Y-%m-%d").tolist() == [f"2024-02-{d}" for d in range(10, 30)]
    assert any("Buddhist" in said for said in parsed.remarks)


def test_one_such_year_among_others_is_a_slip():
    cells = pd.Series(["2567-02-10", *(f"2024-02-{day}" for day in range(10, 29))], dtype="str")
    parsed = read_dates(cells, column="Created")
    assert parsed.unreadable.sum() == 1
    assert not any("Buddhist" in said for said in parsed.remarks)
