"""Of which day each of several tables of the same deals is: their names say it, or the last date in each."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError
from cycle_kit.loading.export_days import days_in, months_in

HEAD = "Deal ID,Name,Created,Value,Status,Closed"
OPEN = [f"{n},Firm {n},2025-01-{n:02d},{n}000,Open,{{}}" for n in range(1, 7)]
#: the later table has no new deal: what was decided since tells that it is later
BEFORE = [*OPEN, "7,Firm 7,2025-03-23,700,Open,{}"]
AFTER = [
    "1,Firm 1,2025-01-01,1000,Won,2025-04-08",
    "2,Firm 2,2025-01-02,2000,Lost,2025-04-15",
    *OPEN[2:],
]


def folder(tmp_path, before, after, *, planned="", then=AFTER):
    for name, rows in ((before, BEFORE), (after, then)):
        text = "\n".join([HEAD, *rows]).replace("{}", planned) + "\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def outcomes(pipe):
    return pipe.deals.groupby("outcome", observed=True).size().to_dict()


def told(pipe):
    notes = pipe.notes["note"]
    return notes[notes.str.contains("in their names")].item()


@pytest.mark.parametrize("planned", ["", "2025-12-31"])
@pytest.mark.parametrize(("before", "after"), [("b", "a"), ("a", "b"), ("old 2024", "new 2025")])
def test_closings_of_decided_deals_tell_the_day_and_planned_ones_do_not(
    tmp_path, before, after, planned
):
    pipe = ck.load(folder(tmp_path, before, after, planned=planned))
    assert outcomes(pipe) == {"open": 5, "won": 1, "lost": 1}
    assert told(pipe) == (
        "The files do not say in their names of which day they are: the last date in each tells it "
        f"({before}.csv: 2025-03-23, {after}.csv: 2025-04-15)."
    )


MONTHS = [
    ("deals_march", "deals_april"),
    ("2025-03", "2025-04"),
    ("oferty_202503", "oferty_202504"),
    ("03-2025", "04-2025"),
    ("Mar 25", "Apr 25"),
    ("März 2025", "April 2025"),
    ("oferty marzec", "oferty kwiecień"),
    ("март", "април"),
    ("сделки марта", "сделки апреля"),
    ("اسفند ۱۴۰۳", "فروردین ۱۴۰۴"),
    ("مارس", "أبريل"),
    ("mars", "avril"),
]


@pytest.mark.parametrize(("before", "after"), MONTHS)
def test_months_in_names_order_tables_in_which_nothing_new_happened(tmp_path, before, after):
    """No date tells that the second is later: one deal has got another value."""
    then = [BEFORE[0].replace("1000", "900"), *BEFORE[1:-1]]
    pipe = ck.load(folder(tmp_path, before, after, then=then))
    assert pipe.deals.set_index("deal_id").loc["1", "value"] == 900
    assert "of which month they are" in told(pipe)


@pytest.mark.parametrize(
    ("before", "after"), [("deals_march", "deals_april"), ("03-2025", "04-2025")]
)
def test_the_last_date_of_the_month_is_the_day_else_its_end(tmp_path, before, after):
    then = [
        row.replace("2025-04-15", "2025-03-28").replace("2025-04-08", "2025-03-27") for row in AFTER
    ]
    pipe = ck.load(folder(tmp_path, before, after, then=then))
    assert f"({before}.csv: 2025-03-23, {after}.csv: 2025-04-30)" in told(pipe)


@pytest.mark.parametrize(
    "names",
    [
        ("Q1 2025", "Q2 2025"),
        ("I kw. 2025", "II kw. 2025"),
        ("Week 1 2025", "Week 2 2025"),
        ("Jan-Mar 2025", "Apr-Jun 2025"),
        ("March", "March (2)"),
        ("March", "Other"),
        ("set of may", "list of june"),
        ("v 1", "v 2"),
    ],
)
def test_other_names_name_no_month(names):
    assert months_in(names, [pd.Timestamp("2025-04-15")] * 2) == []


def test_a_month_without_a_year_is_the_nearest():
    found = months_in(["December", "January"], [pd.Timestamp("2024-12-20")] * 2)
    assert [f"{first:%Y-%m}" for first, _ in found] == ["2024-12", "2025-01"]


def test_tables_of_which_nothing_tells_the_order_are_refused(tmp_path):
    then = [BEFORE[0].replace("1000", "900"), *BEFORE[1:]]
    with pytest.raises(LayoutError, match="speak for the same day"):
        ck.load(folder(tmp_path, "a", "b", then=then))


@pytest.mark.parametrize(
    ("names", "ends"),
    [
        (("2025-02", "2025-03"), ("2025-02-28", "2025-03-31")),
        (("Feb 2024", "Mar 2024"), ("2024-02-29", "2024-03-31")),
        (("فروردین ۱۴۰۳", "مهر ۱۴۰۳"), ("2024-04-19", "2024-10-21")),
        (("1403-01", "1403-07"), ("2024-04-19", "2024-10-21")),
    ],
)
def test_a_month_ends_with_its_last_day(names, ends):
    found = months_in(names, [pd.Timestamp("2024-12-20")] * 2)
    assert tuple(f"{end:%Y-%m-%d}" for _, end in found) == ends


#: names of files, and the days that they say
DAYS = [
    ("۱۴۰۴-۰۱-۰۳", "۱۴۰۴-۰۲-۱۵", "2025-03-23", "2025-05-05"),
    ("فروش_1404-01-03", "فروش_1404-02-15", "2025-03-23", "2025-05-05"),
    ("1404_01_03", "1404_02_15", "2025-03-23", "2025-05-05"),
    ("گزارش ۱۴۰۴.۰۱.۰۳", "گزارش ۱۴۰۴.۰۲.۱۵", "2025-03-23", "2025-05-05"),
    ("فرصت‌ها ۱۴۰۴۰۱۰۳", "فرصت‌ها ۱۴۰۴۰۲۱۵", "2025-03-23", "2025-05-05"),
    ("٢٠٢٥-٠٣-٢٣", "٢٠٢٥-٠٥-٠٥", "2025-03-23", "2025-05-05"),
    ("deals_20250323", "deals_20250505", "2025-03-23", "2025-05-05"),
]


@pytest.mark.parametrize(("before", "after", "first", "second"), DAYS)
def test_a_day_in_a_name_is_read_in_each_calendar_and_in_all_digits(
    tmp_path, before, after, first, second
):
    assert [f"{day:%Y-%m-%d}" for day in days_in([f"{before}.csv", f"{after}.csv"])] == [
        first,
        second,
    ]
    pipe = ck.load(folder(tmp_path, before, after, planned="2025-12-31"))
    assert f"{pipe.as_of:%Y-%m-%d}" == second
    assert not pipe.notes["note"].str.contains("in their names").any()


@pytest.mark.parametrize(
    "names",
    [("1404-12-31", "1404-11-01"), ("deals 1403", "deals 1404"), ("2024-02-30", "2024-03-01")],
)
def test_what_is_no_day_of_a_calendar_is_none(names):
    assert days_in(names) == []
