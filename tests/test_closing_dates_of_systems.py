"""A date of closing that a system calls otherwise, in all deals, is offered: it is planned for open ones."""

import pandas as pd
import pytest

import cycle_kit as ck

BITRIX = {
    "ru": (
        "ID|Воронка|Стадия сделки|Название сделки|Компания|Сумма|Валюта|Ответственный|Дата создания",
        ("Сделка успешна", "Сделка провалена", "Новая"),
    ),
    "en": (
        "ID|Pipeline|Deal stage|Deal name|Company|Total|Currency|Responsible person|Created on",
        ("Deal won", "Deal lost", "New"),
    ),
}


def table(language, header, dates):
    headers, words = BITRIX[language]
    rows = [
        [
            str(n),
            "A",
            words[n % 3],
            f"D{n}",
            f"C{n}",
            "100",
            "EUR",
            "A",
            f"2025-01-{n + 1:02d}",
            dates[n],
        ]
        for n in range(24)
    ]
    return pd.DataFrame(rows, columns=[*headers.split("|"), header])


LATER = ["2025-09-09" if n % 3 == 2 else f"2025-02-{n + 1:02d}" for n in range(24)]


def offered(frame):
    return [fix for fix in ck.load(frame).notes["fix"] if "columns=" in fix and "close" in fix]


@pytest.mark.parametrize(
    ("language", "header"),
    [("ru", "Дата завершения"), ("en", "Closing day")],
)  # fmt: skip
def test_a_date_of_closing_that_all_deals_have_is_offered(language, header):
    frame = table(language, header, LATER)
    assert ck.load(frame).crm == "bitrix24"
    assert offered(frame) == [f'columns={{"close_date": "{header}"}}']
    mended = ck.load(frame, columns={"close_date": header})
    assert mended.deals["closed_at"].notna().sum() == 16
    assert mended.deals["closed_at"].max() == pd.Timestamp("2025-02-23")
    assert mended.deals["expected_close"].notna().sum() == 8


@pytest.mark.parametrize(
    ("language", "header", "dates"),
    [
        ("ru", "Дата начала", LATER),
        ("ru", "Дата изменения", LATER),
        ("en", "Planned closing day", LATER),
        ("en", "Closing day", ["2024-02-03"] * 24),  # before they were created
    ],
)
def test_other_dates_are_not_offered(language, header, dates):
    assert offered(table(language, header, dates)) == []
