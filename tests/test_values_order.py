"""Day or month first: evidence or an error, never a guess."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError
from cycle_kit.values import UntoldOrder, read_dates, told_order

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
        'Pass dates="dmy" (31/12/2024). '
        "Dates that do not fit are then listed as unreadable."
    )


@pytest.mark.parametrize(("day", "month", "helps"), [(8, 2, "dmy"), (2, 8, "mdy"), (7, 3, "")])
def test_an_order_is_asked_for_where_it_reads_enough_and_else_one_way_of_writing(day, month, helps):
    cells = [f"{13 + n}/01/2024" for n in range(day)] + [f"01/{13 + n}/2024" for n in range(month)]
    with pytest.raises(ColumnError) as error:
        dates(cells)
    assert [name for name in ("dmy", "mdy") if f'dates="{name}"' in error.value.fix] == [helps][
        : bool(helps)
    ]
    assert ("Write them in one way" in error.value.fix) == (not helps)


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
        "day before month (as dates= says, although 1 cell can only be the other way and 1 cell can be both)",
    )


@pytest.mark.parametrize(("order", "against"), [("dmy", 2), ("mdy", 3)])
@pytest.mark.parametrize("how", ["order", "style"])
@pytest.mark.parametrize("both", [0, 1, 4])
def test_of_mixed_dates_those_that_can_be_both_are_counted(order, against, how, both):
    cells = ["25/03/2024", "26/03/2024", "27/03/2024", "03/25/2024", "03/26/2024"]
    cells += [f"03/{day:02d}/2024" for day in range(4, 4 + both)]
    parsed = dates(cells, **{how: order})
    assert int(parsed.unreadable.sum()) == against
    (remark,) = parsed.remarks
    assert f"although {against} cells can only be the other way" in remark
    told = {0: "the other way)", 1: "and 1 cell can be both)", 4: "and 4 cells can be both)"}
    assert remark.endswith(told[both])


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


# dates that are written in two ways

STYLES = {
    "dmy": {
        "/": "25/01/2024|03/02/2024",
        "-": "25-01-2024|03-02-2024",
        ".": "25.01.2024|03.02.2024",
    },
    "mdy": {
        "/": "01/25/2024|02/03/2024",
        "-": "01-25-2024|02-03-2024",
        ".": "01.25.2024|02.03.2024",
    },
}
PAIRS = [(one, other) for one in "/-." for other in "/-." if one != other]


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize(
    "how",
    [
        {},
        {"order": "dmy"},
        {"order": "mdy"},
        {"style": "mdy"},
        {"style": "ymd"},
        {"language": "pl"},
    ],
)
def test_each_style_is_read_by_its_own_plainness(one, other, how):
    cells = [*STYLES["dmy"][one].split("|"), *STYLES["mdy"][other].split("|"), ""]
    parsed = dates(cells, **how)
    assert days(cells, **how) == ["2024-01-25", "2024-02-03"] * 2 + [None]
    assert not parsed.unreadable.any()
    assert parsed.order == ""
    said = [remark.split(" (")[0] for remark in parsed.remarks]
    assert sorted(said) == sorted(
        [f'dates with "{one}": day before month', f'dates with "{other}": month before day']
    )


def test_what_told_each_style_is_remarked():
    cells = ["25/01/2024", "03/02/2024", "01-25-2024", "01-28-2024"]
    assert dates(cells, order="dmy").remarks == (
        'dates with "/": day before month (as dates= says)',
        'dates with "-": month before day (told by 2 cells, although dates= says otherwise)',
    )


FINER = [
    (["25/01/2024", "03/02/2024", "01/25/2024 10:00 AM", "02/03/2024 10:00 PM"], "am or pm"),
    (["25/01/2024", "03/02/2024", "01/25/2024 10:00", "02/03/2024 22:00"], "a time of day"),
    (["25/01/24", "03/02/24", "01/25/2024", "02/03/2024"], "years of two digits"),
]


@pytest.mark.parametrize(("cells", "by"), FINER)
def test_styles_with_one_sign_are_told_apart_by_the_rest(cells, by):
    assert days(cells) == ["2024-01-25", "2024-02-03"] * 2
    assert any(f'"/" and {by}' in remark for remark in dates(cells).remarks)


UNTOLD_BESIDE = [
    # a style that does not tell: dates=, the file, the layout, the column, the language
    (["25/01/2024", "02-03-2024"], {"order": "mdy", "like": "dmy"}, "2024-02-03"),
    (["25/01/2024", "02-03-2024"], {"like": "mdy", "style": "dmy"}, "2024-02-03"),
    (["25/01/2024", "02-03-2024"], {"style": "mdy", "language": "pl"}, "2024-02-03"),
    (["25/01/2024", "02-03-2024"], {}, "2024-03-02"),
    (["01/25/2024", "02-03-2024"], {}, "2024-02-03"),
    (["01/25/2024", "02.03.2024"], {"language": "de"}, "2024-03-02"),  # nobody writes 12.31.2024
]


@pytest.mark.parametrize(("cells", "how", "expected"), UNTOLD_BESIDE)
def test_a_style_that_does_not_tell(cells, how, expected):
    assert days(cells, **how)[1] == expected


@pytest.mark.parametrize("like", [None, "mdy"])
def test_dates_with_dots_have_the_day_first_whatever_others_do(like):
    assert days(["01/25/2024", "02.03.2024"], like=like)[1] == "2024-03-02"
    assert days(["02.03.2024", "03.04.2024"], like=like) == ["2024-03-02", "2024-04-03"]


# what other columns tell


@pytest.mark.parametrize(("cells", "order"), [
    (["25/01/2024", "03/02/2024"], "dmy"),
    (["01/25/2024"], "mdy"),
    (["01/15/24", "01/16/24"], "mdy"),
    (["99-03-31", "24-03-05"], "ymd"),
    (["03/02/2024"], ""),
    (["25/01/2024", "01/25/2024"], ""),
    (["25/01/2024", "01-25-2024"], ""),
    (["2024-01-25"], ""),
    ([], ""),
])  # fmt: skip
def test_the_order_that_cells_tell(cells, order):
    assert told_order(pd.Series(cells, dtype="str")) == order


def test_what_others_said_is_not_told_by_the_cells():
    for how in ({"order": "mdy"}, {"style": "mdy"}, {"like": "mdy"}, {"language": "pl"}):
        assert dates(["03/02/2024"], **how).order == ""
    assert dates(["01/25/2024", "25/01/2024"], order="dmy").order == ""
    assert dates(["01/25/2024"], style="mdy").order == "mdy"


@pytest.mark.parametrize("cells", [["03/02/2024"], ["03/02/24"], ["03-02-2024 10:00"]])
def test_another_column_of_the_file_settles_what_this_one_does_not(cells):
    with pytest.raises(UntoldOrder):
        dates(cells)
    assert days(cells, like="dmy") == ["2024-02-03"]
    assert days(cells, like="mdy", style="dmy") == ["2024-03-02"]
    assert dates(cells, like="mdy").remarks[-1] == "month before day (as other dates of this file)"


def test_no_order_elsewhere():
    with pytest.raises(ColumnError, match='like="us" is no order'):
        dates(["2024-01-09"], like="us")


#: a layout and a language that write otherwise than the file does
FILES = [
    "ID szansy;Etap;Opiekun;Data utworzenia;Data zamknięcia\n"
    "1;Oferta;A;01/25/2024;\n2;Wygrana;A;01/26/2024;03/02/2024\n3;Wygrana;A;01/27/2024;04/02/2024\n",
    "Номер на сделка;Етап;Отговорник;Дата на създаване;Дата на приключване\n"
    "1;Оферта;А;01/25/2024;\n2;Спечелена;А;01/26/2024;03/02/2024\n3;Спечелена;А;01/27/2024;04/02/2024\n",
]


@pytest.mark.parametrize("text", FILES)
def test_one_column_tells_how_the_file_is_written_before_its_language_does(text):
    closed = ck.load(text.encode()).deals["closed_at"].dropna()
    assert closed.dt.strftime("%Y-%m-%d").tolist() == ["2024-03-02", "2024-04-02"]
    assert (
        ck.load(text.replace("/2024", "/24").encode()).deals["closed_at"].dropna().tolist()
        == closed.tolist()
    )


def test_a_header_shows_how_its_dates_are_written():
    text = (
        "Deal ID,Stage,Created Date (dd/mm/yyyy),Close Date (MM/DD/YYYY),Renewal (d/m/y)\n"
        "1,Won,03/02/2024,05/04/2024,01/02/2025\n2,New,04/02/2024,,\n"
    )
    deals = ck.load(text.encode()).deals
    assert f"{deals['created_at'][0]:%Y-%m-%d}" == "2024-02-03"
    assert f"{deals['closed_at'][0]:%Y-%m-%d}" == "2024-05-04"
    assert f"{deals['Renewal (d/m/y)'][0]:%Y-%m-%d}" == "2025-02-01"


# slips


@pytest.mark.parametrize("how", [{}, {"style": "mdy"}, {"style": "dmy"}, {"language": "bg"}])
def test_one_slip_does_not_turn_the_month_into_the_day(how):
    cells = [f"{day:02}/03/2024" for day in range(1, 32)] + ["03/25/2024"]
    parsed = dates(cells, **how)
    assert days(cells, **how)[:31] == [f"2024-03-{day:02}" for day in range(1, 32)]
    assert parsed.unreadable.tolist() == [False] * 31 + [True]
    assert parsed.order == "dmy"
    (remark,) = parsed.remarks
    assert remark.endswith("although 1 cell can only be the other way)")


def test_a_few_are_no_slips():
    cells = [f"{day:02}/03/2024" for day in range(1, 32)] + ["03/25/2024", "03/26/2024"]
    with pytest.raises(ColumnError, match="with the day first and dates with the month first"):
        dates(cells)


# years of two digits

MONTH = range(1, 29)


@pytest.mark.parametrize("sign", "-/.")
@pytest.mark.parametrize("style", [None, "ymd", "dmy"])
def test_years_hardly_vary_and_days_do(sign, style):
    first = [sign.join(("24", "01", f"{day:02}")) for day in MONTH]
    last = [sign.join((f"{day:02}", "01", "24")) for day in MONTH]
    expected = [f"2024-01-{day:02}" for day in MONTH]
    assert days(first, style=style) == expected
    assert days(last, style=style) == expected


SAVED_ANEW = [
    ["02/23/24", "03/13/24"],
    ["1/15/24", "2/1/24"],
    ["15/01/24", "01/02/24"],
    ["15.01.24", "1.2.24"],
]


@pytest.mark.parametrize("cells", SAVED_ANEW)
def test_a_layout_with_the_year_first_that_a_spreadsheet_saved_anew(cells):
    assert days(cells, style="ymd") == days(cells)
    assert not dates(cells, style="ymd").unreadable.any()


def test_a_few_days_of_two_digit_years_are_asked_about():
    with pytest.raises(UntoldOrder) as error:
        dates(["24-01-15", "24-02-20"])
    assert str(error.value) == (
        'Column "Close Date" does not tell whether years of two digits stand first or last.\n'
        "Dates that can be read both ways: 2.\n"
        'Pass dates="dmy" (31/12/24), dates="mdy" (12/31/24) or dates="ymd" (24/12/31).'
    )
    assert days(["24-01-15", "24-02-20"], order="ymd") == ["2024-01-15", "2024-02-20"]
    assert days(["24-01-15"], language="nl") == ["2015-01-24"]


@pytest.mark.parametrize("cell", ["15/03/24", "15.03.24", "15-03-24"])
def test_two_digits_are_no_jalali_year_of_the_future(cell):
    assert days([cell, "20/05/24"], language="fa")[0] == "2024-03-15"  # 1424 is 2045
    assert days([cell, "05/04/24"], language="fa")[0] == "2024-03-15"


def test_a_persian_file_counts_its_years_in_its_own_calendar_where_it_can():
    assert days(["05/03/24", "06/04/12"], language="fa") == ["2026-06-14", "2027-07-03"]
    assert days(["98/10/12", "02/05/17"], language="fa") == ["2020-01-02", "2023-08-08"]
