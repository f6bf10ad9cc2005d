"""Days written as 240205: read where all of a column that is of dates are such, refused where they are not."""

from datetime import date, timedelta

import pandas as pd
import pytest

import cycle_kit as ck

HEADS = {
    "en": "Deal,Customer,Status,Amount,Created date,Closed date",
    "de": "Deal,Kunde,Status,Betrag,Erstelldatum,Abschlussdatum",
    "pl": "Szansa,Klient,Status,Kwota,Data utworzenia,Data zamknięcia",
}
ENDS = {"en": "Open,Won,Lost", "de": "Offen,Gewonnen,Verloren", "pl": "Otwarta,Wygrana,Przegrana"}


def day(n):
    return date(2023, 11, 7) + timedelta(days=9 * n)


def listed(style, *, language="en", closed=None, cell=None, own="", **more):
    words = ENDS[language].split(",")
    rows = [
        f"D{n},F{n},{words[n % 3]},{1000 + n},{(cell or {}).get(n, f'{day(n):{style}}')},"
        f"{f'{day(n + 2):{closed or style}}' if n % 3 else ''}"
        + (f",{day(n):%y%m%d}" if own else "")
        for n in range(24)
    ]
    head = HEADS[language] + (f",{own}" if own else "")
    return ck.load("\n".join([head, *rows, ""]).encode(), **more)


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize(
    ("style", "told"), [("%y%m%d", "year, month and day"), ("%d%m%y", "day, month and year")]
)
def test_days_of_six_digits_are_read(style, told, language):
    pipe = listed(style, language=language)
    assert pipe.deals["created_at"].tolist() == [pd.Timestamp(day(n)) for n in range(24)]
    ended = pipe.deals["closed_at"].dropna().tolist()
    assert ended == [pd.Timestamp(day(n + 2)) for n in range(24) if n % 3]
    assert pipe.notes["note"].str.contains(f"six digits are {told}.", regex=False).sum() == 2


@pytest.mark.parametrize("own", ["Order total", "Zip", "Visitors"])
def test_numbers_of_six_digits_elsewhere_stay_numbers(own):
    pipe = listed("%d.%m.%Y", own=own)
    assert pd.api.types.is_numeric_dtype(pipe.deals[own])
    assert pipe.deals["created_at"].tolist() == [pd.Timestamp(day(n)) for n in range(24)]


@pytest.mark.parametrize("wrong", ["241399", "240230", "998877", "1000"])
def test_one_cell_that_is_no_such_day_is_no_guess(wrong):
    pipe = listed("%y%m%d", cell={5: wrong}, closed="%Y-%m-%d")
    assert pipe.deals["created_at"].count() == 0
    told = '"Created date" is not used: its cells cannot be read as dates.'
    assert pipe.notes["note"].eq(told).sum() == 1


def test_few_days_take_the_order_of_the_other_column():
    rows = [
        f"D{n},F{n},{'Won' if n < 2 else 'Open'},{n + 1}000,{day(n):%y%m%d},{'240905' if n < 2 else ''}"
        for n in range(12)
    ]
    deals = ck.load("\n".join([HEADS["en"], *rows, ""]).encode()).deals
    assert deals["closed_at"].dropna().unique().tolist() == [pd.Timestamp(2024, 9, 5)]


def test_few_days_alone_are_not_guessed_and_dates_says_what_they_are():
    rows = [
        f"D{n},F{n},{'Won' if n < 2 else 'Open'},{n + 1}000,{day(n)},{'240905' if n < 2 else ''}"
        for n in range(12)
    ]
    table = "\n".join([HEADS["en"], *rows, ""]).encode()
    with pytest.raises(ck.CycleKitError, match=r'"Closed date" .*cannot be read as dates'):
        ck.load(table)
    deals = ck.load(table, dates="ymd").deals
    assert deals["closed_at"].dropna().unique().tolist() == [pd.Timestamp(2024, 9, 5)]


@pytest.mark.parametrize("style", ["%Y%m%d", "%d.%m.%Y", "%y-%m-%d"])
def test_days_of_other_styles_stay(style):
    pipe = listed(style)
    assert pipe.deals["created_at"].tolist() == [pd.Timestamp(day(n)) for n in range(24)]
    assert not pipe.notes["note"].str.contains("six digits").any()


def test_day_numbers_stay():
    table = "\n".join([HEADS["en"], *(f"D{n},F{n},Open,1000,{45300 + n}," for n in range(12)), ""])
    assert ck.load(table.encode()).deals["created_at"].dt.year.unique().tolist() == [2024]


#: headers that say either that a deal is closed or when
EITHER = [
    *(
        "Closed",
        "Deal Closed",
        "Ended",
        "Abgeschlossen",
        "Beendet",
        "Zamknięto",
        "Terminée",
        "Закрыто",
        "Gesloten",
    ),
    *(
        "Uzavřeno",
        "Stängd",
        "Lukket",
        "Suljettu",
        "Kapandı",
        "بسته شده",
        "Decision",
        "Closing Date",
        "Clôture",
    ),
]


def with_ends(header, cells, *, created="%y%m%d", **more):
    rows = [
        f"{n},N{n},{('Open', 'Won', 'Lost')[n % 3]},{day(4 * n):{created}},{cells[n]}"
        for n in range(len(cells))
    ]
    return ck.load("\n".join([f"Deal ID,Deal,Status,Created,{header}", *rows, ""]).encode(), **more)


@pytest.mark.parametrize("created", ["%y%m%d", "%Y-%m-%d"])
@pytest.mark.parametrize("style", ["%y%m%d", "%d%m%y"])
@pytest.mark.parametrize("header", EITHER)
def test_days_are_read_below_headers_that_may_say_something_else(header, style, created):
    cells = [f"{day(4 * n + 2):{style}}" if n % 3 else "" for n in range(9)]
    created = style if created == "%y%m%d" else created
    pipe = with_ends(header, cells, created=created)
    found = pipe.deals.sort_values("created_at")["closed_at"].dropna().tolist()
    assert found == [pd.Timestamp(day(4 * n + 2)) for n in range(9) if n % 3]
    assert not pipe.notes["fix"].str.contains("amount").any()


FIGURES = "120500,980000,980000,456000,234500,777000"


def test_few_days_below_them_take_the_order_of_the_other_column():
    cells = ["", f"{day(9):%y%m%d}", f"{day(12):%y%m%d}", *[""] * 6]
    found = with_ends("Closed", cells).deals["closed_at"].dropna().tolist()
    assert found == [pd.Timestamp(day(9)), pd.Timestamp(day(12))]


@pytest.mark.parametrize("cells", [FIGURES, "1,0,1,1,0,1", "yes,no,no,yes,no,no"])
@pytest.mark.parametrize("header", ["Closed", "Abgeschlossen", "Закрыто", "Zamknięto"])
def test_what_is_no_day_below_them_is_none_and_no_amount(header, cells):
    pipe = with_ends(header, cells.split(","), created="%Y-%m-%d")
    assert pipe.deals["closed_at"].isna().all() and "amount" not in pipe.deals.dropna(axis=1)
    assert not pipe.notes["fix"].str.contains("amount").any()


def test_amounts_below_other_words_are_offered_still():
    pipe = with_ends("Grand figure", FIGURES.split(","), created="%Y-%m-%d")
    assert pipe.notes["fix"].str.contains('"amount": "Grand figure"', regex=False).any()


@pytest.mark.parametrize("header", ["Enquiry", "Anfrage", "Zapytanie"])
def test_numbers_made_of_days_stay_numbers(header):
    rows = [
        f"{day(4 * n):%y%m%d},C{n},{('Open', 'Won', 'Lost')[n % 3]},{day(4 * n)}" for n in range(9)
    ]
    table = "\n".join([f"{header},Client,Status,Date", *rows, ""]).encode()
    deals = ck.load(table, as_of="2026-01-01").deals
    assert deals["created_at"].tolist() == [pd.Timestamp(day(4 * n)) for n in range(9)]


@pytest.mark.parametrize("order", ["%m%d%y", "%d%m%y", "%y%m%d"])
def test_whoever_says_dates_is_heard(order):
    said = order.replace("%", "")
    for days in ([day(4 * n) for n in range(9)], [date(2024, n, n + 1) for n in (1, 2, 3)]):
        rows = [f"N{n},{('Open', 'Won', 'Lost')[n % 3]},{at:{order}}" for n, at in enumerate(days)]
        pipe = ck.load("\n".join(["Deal,Status,Created", *rows, ""]).encode(), dates=said)
        assert pipe.deals["created_at"].tolist() == [pd.Timestamp(at) for at in days]


def test_an_order_that_other_dates_need_does_not_turn_what_cells_tell():
    cells = [f"{day(4 * n + 2):%d/%m/%Y}" if n % 3 else "" for n in range(9)]
    pipe = with_ends("Closed Date", cells, dates="dmy")
    assert pipe.deals["created_at"].tolist() == [pd.Timestamp(day(4 * n)) for n in range(9)]
