"""Day or month first: evidence or an error, never a guess."""

import pandas as pd
import pytest

from cycle_kit.errors import ColumnError
from cycle_kit.values import read_dates

UNTOLD = ["03/04/2024", "05/05/2024", "07/08/2024", "03/04/2024"]


def dates(cells, **how):
    return read_dates(pd.Series(cells, dtype="str"), column="Close Date", **how)


def days(cells, **how):
    found = dates(cells, **how).values
    return [None if pd.isna(at) else str(at.date()) for at in found]


DAY_FIRST = ["2024-04-03", "2024-05-05", "2024-08-07", "2024-04-03"]
MONTH_FIRST = ["2024-03-04", "2024-05-05", "2024-07-08", "2024-03-04"]


@pytest.mark.parametrize("language", [None, "en", "en-GB"])
def test_untold(language):
    with pytest.raises(ColumnError) as error:
        dates(UNTOLD, language=language)
    assert str(error.value) == (
        'Column "Close Date" does not tell day from month (all parts are 12 or less).\n'
        "Dates that can be read both ways: 3.\n"
        'Pass dates="dmy" (31/12/2024) or dates="mdy" (12/31/2024).'
    )


def test_both_ways_in_one_column():
    with pytest.raises(ColumnError) as error:
        dates(["31/01/2024", "30/01/2024", "01/31/2024", *UNTOLD], language="pl")
    assert str(error.value) == (
        'Column "Close Date" has dates with the day first and dates with the month first.\n'
        "Only day/month/year fits 2 of them, only month/day/year 1.\n"
        'Pass dates="dmy" (31/12/2024) or dates="mdy" (12/31/2024). '
        "Dates that do not fit are then listed as unreadable."
    )


def test_no_order():
    with pytest.raises(ColumnError) as error:
        dates(["2024-01-09"], order="ydm")
    assert str(error.value) == (
        'dates="ydm" is no order of day, month and year.\n'
        'Pass dates="dmy", dates="mdy" or dates="ymd".'
    )


#: more cells, how -> first day of the untold cells, remark
EVIDENCE = [
    ([], {"order": "dmy"}, DAY_FIRST, "day before month (as dates= says)"),
    ([], {"order": "mdy"}, MONTH_FIRST, "month before day (as dates= says)"),
    ([], {"order": "mdy", "style": "dmy", "language": "pl"}, MONTH_FIRST, "month before day (as dates= says)"),
    ([], {"style": "mdy", "language": "pl"}, MONTH_FIRST, "month before day (as this layout writes)"),
    (["31/01/2024"], {}, DAY_FIRST, "day before month (told by 1 cell)"),
    (["01/31/2024"] * 2, {"language": "pl"}, MONTH_FIRST, "month before day (told by 2 cells)"),
    (["01/31/2024"], {"style": "dmy"}, MONTH_FIRST, "month before day (told by 1 cell)"),
    (["31/01/1905"], {"style": "mdy"}, MONTH_FIRST, "month before day (as this layout writes)"),
    ([], {"language": "bg"}, DAY_FIRST, 'day before month (as the language "bg" writes)'),
    ([], {"language": "fa-IR"}, DAY_FIRST, 'day before month (as the language "fa" writes)'),
    ([], {"order": "ymd", "language": "ar"}, DAY_FIRST, 'day before month (as the language "ar" writes)'),
]  # fmt: skip


@pytest.mark.parametrize(("more", "how", "expected", "remark"), EVIDENCE)
def test_evidence(more, how, expected, remark):
    cells = [*UNTOLD, *more]
    assert days(cells, **how)[:4] == expected
    assert remark in dates(cells, **how).remarks


def test_the_caller_is_obeyed_where_the_cells_contradict_each_other():
    parsed = dates(["03/25/2024", "03/04/2024", "25/03/2024"], order="dmy")
    assert parsed.unreadable.tolist() == [True, False, False]
    assert parsed.remarks == (
        "day before month (as dates= says, although 1 cell can only be the other way)",
    )


def test_cells_that_agree_go_before_the_caller_who_speaks_for_the_whole_file():
    parsed = dates(["03/25/2024", "03/04/2024"], order="dmy")
    assert days(["03/25/2024", "03/04/2024"], order="dmy") == ["2024-03-25", "2024-03-04"]
    assert parsed.remarks == ("month before day (told by 1 cell, although dates= says otherwise)",)


def test_the_layout_is_obeyed_where_cells_disagree():
    parsed = dates(["03/25/2024", "25/03/2024", "03/04/2024"], style="mdy")
    assert parsed.unreadable.tolist() == [False, True, False]


@pytest.mark.parametrize("cells", [["05/05/2024", "12.12.2024"], ["2024-03-04"], ["x/04/2024"], []])
def test_nothing_to_tell(cells):
    assert dates(cells).remarks == ()


SHORT = [
    (["25/03/24"], {}, ["2024-03-25"]),
    (["03/25/24"], {}, ["2024-03-25"]),
    (["99-03-31", "24-03-05"], {}, ["1999-03-31", "2024-03-05"]),
    (["24-03-05"], {"order": "ymd"}, ["2024-03-05"]),
    (["24-03-05"], {"style": "ymd"}, ["2024-03-05"]),
    (["05.03.24", "31.12.98"], {"language": "pl"}, ["2024-03-05", "1998-12-31"]),
    (["03/04/70"], {"order": "dmy"}, [None]),
    (["02/05/17", "99/05/17"], {"language": "fa"}, ["2023-08-08", "2020-08-07"]),
    (["17/05/02", "31/05/02"], {"language": "fa"}, ["2023-08-08", "2023-08-22"]),
    (["17/05/02"], {"language": "fa", "order": "dmy"}, ["2023-08-08"]),
]


@pytest.mark.parametrize(("cells", "how", "expected"), SHORT)
def test_years_of_two_digits(cells, how, expected):
    assert days(cells, **how) == expected
    assert "years of two digits" in dates(cells, **how).remarks


def test_short_years_are_not_guessed_either():
    with pytest.raises(ColumnError):
        dates(["03/04/24"])
