"""Years of two digits in Persian digits, which Urdu writes too: whose calendar they count in, the whole file tells."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.values import UntoldOrder, read_dates

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
HEADS = {
    "en": "Client,Status,Created,Closed",
    "de": "Kunde,Status,Erstellt am,Abschlussdatum",
    "ar": "العميل,الحالة,تاريخ الإنشاء,تاريخ الإغلاق",
    "fa": "مشتری,وضعیت,تاریخ ایجاد,تاریخ بسته شدن",
}
ENDS = {
    "en": "Won,Lost,Open",
    "de": "Gewonnen,Verloren,Offen",
    "ar": "مكسوبة,خاسرة,مفتوحة",
    "fa": "موفق,ناموفق,باز",
}


def listed(created, closed=("", "", ""), *, language="en", more=None, **how):
    columns = ["ABC", ENDS[language].split(","), created, closed, *(more or {}).values()]
    head = ",".join([HEADS[language], *(more or {})])
    rows = (",".join(row).translate(PERSIAN) for row in zip(*columns, strict=True))
    return ck.load("\n".join([head, *rows, ""]).encode(), **how)


def days(pipe, name):
    return pipe.deals[name].dropna().dt.strftime("%Y-%m-%d").tolist()


#: {order that the caller says: the cells and their days}
SAID = {
    "dmy": (["5-2-24", "8-3-24", "5-4-24"], ["2024-02-05", "2024-03-08", "2024-04-05"]),
    "mdy": (["2/5/24", "3/8/24", "4/5/24"], ["2024-02-05", "2024-03-08", "2024-04-05"]),
    "ymd": (["24.02.05", "24.03.08", "24.04.05"], ["2024-02-05", "2024-03-08", "2024-04-05"]),
}


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("order", SAID)
def test_whoever_says_dates_is_heard(order, language):
    cells, expected = SAID[order]
    assert days(listed(cells, language=language, dates=order), "created_at") == expected
    pipe = listed(["2024-01-02"] * 3, [*cells[:2], ""], language=language, dates=order)
    assert days(pipe, "closed_at") == expected[:2]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_who_says_it_of_days_that_are_jalali_in_that_order_too_changes_no_calendar(language):
    cells = ["17/06/03", "30/09/03", "05/01/04"]
    for how in ({}, {"dates": "dmy"}):
        found = days(listed(cells, language=language, **how), "created_at")
        assert found == ["2024-09-07", "2024-12-20", "2025-03-25"]


FULL = {
    "year first": ["2025/02/05", "2025/03/08", "2025/04/05"],
    "year last": ["15-02-2025", "18-03-2025", "25-04-2025"],
}


@pytest.mark.parametrize("full", FULL)
@pytest.mark.parametrize("closed", [["01/03/25", "11/04/25"], ["3/3/25", "9/4/25"]])
def test_dates_beside_gregorian_ones_are_none_of_another_calendar(closed, full):
    if full == "year last":  # which tells the order as well
        found = days(listed(FULL[full], [*closed, ""]), "closed_at")
        assert found == (
            ["2025-03-01", "2025-04-11"] if closed[0][0] == "0" else ["2025-03-03", "2025-04-09"]
        )
    else:
        with pytest.raises(UntoldOrder, match='Column "Closed"'):
            listed(FULL[full], [*closed, ""])


@pytest.mark.parametrize("language", ["de", "ar", "fa"])
def test_in_languages_that_write_the_day_first_it_does_there_too(language):
    pipe = listed(FULL["year first"], ["01/03/25", "11/04/25", ""], language=language)
    assert days(pipe, "closed_at") == ["2025-03-01", "2025-04-11"]


@pytest.mark.parametrize("there", ["Signed", "Birthday"])
def test_any_other_column_of_dates_tells(there):
    """Days that would pass for Jalali ones: 17 June 2003, or 7 September 2024."""
    short = ["03/06/17", "03/09/30", "04/01/05"]
    assert days(listed(short), "created_at")[0] == "2024-09-07"
    with pytest.raises(UntoldOrder):
        listed(short, more={there: FULL["year first"]})


def test_dates_of_one_column_in_two_styles():
    cells = pd.Series(["۲۰۲۵/۰۲/۰۵", "۲۰۲۵/۰۳/۰۸", "۰۱/۰۳/۲۵", "۰۲/۰۳/۱۲"])
    with pytest.raises(UntoldOrder):
        read_dates(cells, column="x")


@pytest.mark.parametrize("which", ["history", "activities"])
def test_files_loaded_together_tell_of_each_other(tmp_path, which):
    deals = "Deal ID,Status,Stage,Created\nA,Won,Demo,03/06/17\nB,Lost,Demo,03/09/30\nC,Open,Demo,04/01/05\n"
    beside = {
        "history": "Deal ID,Stage,Date\nA,Demo,{0}\nB,Demo,{1}\nC,Demo,{2}\n",
        "activities": "Deal ID,Date,Type\nA,{0},Call\nB,{1},Call\nC,{2},Call\n",
    }[which]
    for cells, jalali in (
        (["1403/07/05", "1403/10/08", "1404/02/01"], True),
        (FULL["year first"], False),
    ):
        for name, text in (("deals", deals), (which, beside.format(*cells))):
            (tmp_path / f"{name}.csv").write_text(text.translate(PERSIAN), encoding="utf-8")
        files = {which: tmp_path / f"{which}.csv"}
        if jalali:
            pipe = ck.load(tmp_path / "deals.csv", **files)
            assert days(pipe, "created_at") == ["2024-09-07", "2024-12-20", "2025-03-25"]
        else:
            with pytest.raises(UntoldOrder):
                ck.load(tmp_path / "deals.csv", **files)


#: what tells that years count in the Jalali calendar, and stays as it was
def test_jalali_dates_beside_them_tell_that_few_are_so_too():
    pipe = listed(["1403/02/05", "1403/03/18", "1403/04/25"], ["03/04/01", "03/04/02", ""])
    assert days(pipe, "closed_at") == ["2024-06-21", "2024-06-22"]
    pipe = listed(["03/02/05", "03/03/18", "03/04/25"], ["03/04/01", "03/04/02", ""])
    assert days(pipe, "closed_at") == ["2024-06-21", "2024-06-22"]


def test_a_slip_among_jalali_dates_does_not_tell():
    rows = [f"D{n},Open,1403/02/{n + 1:02},{'03/04/01' if n < 2 else ''}" for n in range(20)]
    rows[7] = "D7,Open,2024/04/28,"
    text = "\n".join(["Client,Status,Created,Closed", *rows, ""]).translate(PERSIAN)
    assert days(ck.load(text.replace("Open", "Won", 2).encode()), "closed_at") == ["2024-06-21"] * 2


def test_few_that_may_be_of_either_are_asked_about():
    for cells in (["05-02-24", "08-03-24", "05-04-24"], ["03/06/01", "03/06/02", "03/06/03"]):
        with pytest.raises(UntoldOrder):
            listed(cells)


def test_a_persian_list_counts_its_own_years_beside_the_stamps_of_its_system():
    text = "\n".join(
        [
            HEADS["fa"],
            "A,موفق,2024-05-01,۰۳/۰۶/۱۷",
            "B,ناموفق,2024-05-02,۰۳/۰۹/۳۰",
            "C,باز,2024-05-03,",
            "",
        ]
    )
    assert days(ck.load(text.encode()), "closed_at") == ["2024-09-07", "2024-12-20"]
