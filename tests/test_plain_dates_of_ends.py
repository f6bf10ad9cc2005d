"""A column called nothing but "Date" that deals which ended have alone is the day of their end, where no other date
could be that of creation or of closing; deals that are open began on some day too."""

import pandas as pd
import pytest

import cycle_kit as ck

#: headers, then the words of a deal that was won, was lost and is open
LISTS = {
    "English": ("Deal ID,Customer,Stage,Amount,Status,Date", "Won,Lost,Open"),
    "German": ("Nr,Kunde,Phase,Betrag,Status,Datum", "Gewonnen,Verloren,Offen"),
    "Polish": ("Nr,Klient,Etap,Kwota,Status,Data", "Wygrana,Przegrana,Otwarta"),
    "Russian": ("Номер,Клиент,Этап,Сумма,Статус,Дата", "Выиграна,Проиграна,Открыта"),
    "Bulgarian": ("Номер,Клиент,Етап,Сума,Статус,Дата", "Спечелена,Загубена,Отворена"),
    "Turkish": ("No,Müşteri,Aşama,Tutar,Durum,Tarih", "Kazanıldı,Kaybedildi,Açık"),
    "Spanish": ("N.º,Cliente,Etapa,Importe,Estado,Fecha", "Ganada,Perdida,Abierta"),
    "Persian": ("شماره,مشتری,مرحله,مبلغ,وضعیت,تاریخ", "برنده,بازنده,باز"),
    "Arabic": ("رقم الصفقة,العميل,المرحلة,المبلغ,الحالة,التاريخ", "ناجحة,خاسرة,مفتوحة"),
    "the word in the stage": ("Deal ID,Customer,Owner,Amount,Stage,Date", "Won,Lost,Quote"),
}


def day(n: int) -> str:
    return f"{pd.Timestamp('2024-02-05') + pd.Timedelta(days=3 * n):%Y-%m-%d}"


def rows(case, dated=lambda n: n % 3 < 2):
    header, words = LISTS[case]
    said = words.split(",")
    cells = [
        [str(1001 + n), f"Firm {n}", "AB"[n % 2], str(1000 + n), said[n % 3], day(n) if dated(n) else ""]
        for n in range(18)
    ]  # fmt: skip
    return [header.split(","), *cells]


def loaded(table, **said):
    return ck.load("\n".join(map(",".join, table)).encode(), **said)


@pytest.mark.parametrize("case", LISTS)
def test_the_day_of_the_end(case):
    deals = loaded(rows(case)).deals
    assert deals["outcome"].astype(str).value_counts().to_dict() == {"won": 6, "lost": 6, "open": 6}
    assert deals["created_at"].isna().all()
    ended = deals["outcome"] != "open"
    assert [f"{at:%Y-%m-%d}" for at in deals.loc[ended, "closed_at"]] == [
        day(n) for n in range(18) if n % 3 < 2
    ]


OTHERS = {
    "every deal has one": lambda n: True,
    "some open deals have one": lambda n: n % 3 < 2 or n == 2,
    "half of the ended deals have none": lambda n: n % 3 < 2 and n % 2 == 0,
    "won deals alone": lambda n: n % 3 == 0,
}


@pytest.mark.parametrize("case", ["English", "Persian", "the word in the stage"])
@pytest.mark.parametrize("kind", OTHERS)
def test_dates_that_may_be_of_creation(case, kind):
    deals = loaded(rows(case, OTHERS[kind])).deals
    assert deals["closed_at"].isna().all()
    assert deals["created_at"].notna().sum() == sum(map(OTHERS[kind], range(18)))


def test_a_list_of_ended_deals_alone():
    header, *table = rows("English")
    deals = loaded([header, *(row for row in table if row[4] != "Open")]).deals
    assert deals["created_at"].notna().all()


@pytest.mark.parametrize("name", ["Closed", "Closing date"])
def test_beside_a_day_of_closing(name):
    header, *table = rows("English")
    closed = [row[5] and day(n + 20) for n, row in enumerate(table)]
    deals = loaded(
        [[*header, name], *([*row, at] for row, at in zip(table, closed, strict=True))]
    ).deals
    assert deals["created_at"].notna().sum() == 12
    assert deals.loc[deals["outcome"] != "open", "closed_at"].min() == pd.Timestamp(day(20))


def test_what_the_caller_says_goes_before():
    deals = loaded(rows("English"), columns={"created_at": "Date"}).deals
    assert deals["created_at"].notna().sum() == 12
