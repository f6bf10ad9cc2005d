"""What formulas write below a list: rows filled in before there is a deal, and figures on the rows above."""

import pytest

import cycle_kit as ck

HEADS = [
    ("No.", "Client", "Owner", "Opened", "Closed", "Status", "Value"),
    ("Nr", "Kunde", "Betreuer", "Beginn", "Ende", "Status", "Wert"),
    ("Lp.", "Klient", "Handlowiec", "Data utworzenia", "Data zamknięcia", "Status", "Wartość"),
    ("№", "Клиент", "Ответственный", "Дата создания", "Дата закрытия", "Статус", "Сумма"),
    ("No", "Müşteri", "Sorumlu", "Oluşturma tarihi", "Kapanış tarihi", "Durum", "Tutar"),
    ("ردیف", "مشتری", "مسئول", "تاریخ ایجاد", "تاریخ بسته شدن", "وضعیت", "مبلغ"),
]
WORDS = [
    ("Won", "Lost", "Open"),
    ("Gewonnen", "Verloren", "Offen"),
    ("Wygrana", "Przegrana", "Otwarta"),
    ("Выиграна", "Проиграна", "Открыта"),
    ("Kazanıldı", "Kaybedildi", "Açık"),
    ("برنده", "بازنده", "باز"),
]


def deals(head, words, number="{}"):
    rows = [",".join(head)]
    for n in range(1, 13):
        end = "" if n % 3 == 0 else f"2025-02-{n:02}"
        rows.append(
            f"{number.format(n)},C{n},Ann,2025-01-{n:02},{end},{words[n % 3 - 1]},{100 + n}"
        )
    return rows


def loaded(rows):
    return ck.load("\n".join([*rows, ""]).encode())


def left_out(pipe):
    notes = pipe.notes
    return notes.loc[notes["fate"] == "furniture", "rows"].sum()


@pytest.mark.parametrize(("head", "words"), list(zip(HEADS, WORDS, strict=True)))
@pytest.mark.parametrize("count", [2, 300])
def test_rows_numbered_beforehand_are_no_deals(head, words, count):
    below = [f"{n},,,,,{words[2]},0" for n in range(13, 13 + count)]
    pipe = loaded([*deals(head, words), *below])
    assert len(pipe.deals) == 12
    assert pipe.deals["amount"].sum() == sum(range(101, 113))
    assert left_out(pipe) == count


BELOW = {
    "codes": ("D-{:03}", lambda n: f"D-{n:03},,,,,Open,0"),
    "an owner for all": ("{}", lambda n: f"{n},,Ann,,,Open,0"),
    "a day made of nothing": ("{}", lambda n: f"{n},,,1900-01-07,,Open,0"),
    "words for nothing": ("{}", lambda n: f"{n},-,,-,,Open,-"),
    "without a status": ("{}", lambda n: f"{n},,,,,,0"),
    "no number": ("{}", lambda n: ",,,,,Open,0"),
}


@pytest.mark.parametrize("kind", BELOW)
def test_rows_that_say_the_same_are_no_deals(kind):
    number, row = BELOW[kind]
    pipe = loaded([*deals(HEADS[0], WORDS[0], number), *map(row, range(13, 40))])
    assert len(pipe.deals) == 12
    assert left_out(pipe) == 27


@pytest.mark.parametrize(
    "row",
    [
        lambda n: f"{n},,Ann,,,Open,{n * 10}",  # figures of their own
        lambda n: f"{n},Client {n},Ann,,,Open,0",  # names
        lambda n: f"{n},,Ann,2025-02-01,,Open,0",  # a day
    ],
)
def test_rows_with_something_of_their_own_are_deals(row):
    assert len(loaded([*deals(HEADS[0], WORDS[0]), *map(row, range(13, 17))]).deals) == 16


def test_a_list_without_names_and_dates_keeps_its_rows():
    rows = ["Deal ID,Stage,Status,Value", *(f"{n},Demo,Open,0" for n in range(1, 9))]
    pipe = ck.load("\n".join(rows).encode(), as_of="2025-06-30")
    assert len(pipe.deals) == 8


#: mean and count of the rows above, as the languages say it
STATISTICS = [
    ("Average", "Count"),
    ("Avg. value", "Number of deals"),
    ("Durchschnitt", "Anzahl"),
    ("Mittelwert", "Stückzahl"),
    ("Średnia", "Liczba"),
    ("Moyenne", "Nombre"),
    ("Promedio", "Cantidad"),
    ("Média", "Contagem"),
    ("Media", "Numero"),
    ("Среднее", "Количество"),
    ("Средно", "Брой"),
    ("Ortalama", "Adet"),
    ("میانگین", "تعداد"),
    ("المتوسط", "العدد"),
    ("Gemiddelde", "Aantal"),
    ("Keskiarvo", "Lukumäärä"),
    ("Gennemsnit", "Antal"),
    ("Medel", "Antal"),
    ("Průměr", "Počet"),
    ("Xyzzy", "Plugh"),  # by the figures alone
]
FOUR = [
    "Deal,Owner,Created,Closed,Status,Value",
    "A1,Ann,2025-01-01,2025-01-31,Won,100",
    "A2,Ann,2025-01-05,2025-02-02,Lost,200",
    "B1,Bob,2025-01-03,2025-01-20,Won,400",
    "B2,Bob,2025-02-03,,Open,50",
]


@pytest.mark.parametrize("words", STATISTICS, ids=[one for one, _ in STATISTICS])
@pytest.mark.parametrize("count", ["{},4,,,,", "{},,,,,4", "{},,,,4,"])
def test_means_and_counts_are_no_deals(words, count):
    mean, number = words
    pipe = loaded([*FOUR, f"{mean},,,,,187.5", count.format(number)])
    assert len(pipe.deals) == 4
    assert pipe.deals["amount"].sum() == 750
    assert set(pipe.deals["owner"]) == {"Ann", "Bob"}
    assert left_out(pipe) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("Median", "Min", "Max"),
        ("Médiane", "Minimum", "Maximum"),
        ("Mediana", "Mínimo", "Máximo"),
        ("Медиана", "Минимум", "Максимум"),
        ("Medyan", "En az", "En çok"),
        ("میانه", "کمینه", "بیشینه"),
        ("Mediana", "Minimum", "Maks."),
    ],
)
def test_other_figures_on_the_rows_above_are_no_deals(words):
    rows = [f"{word},,,,,{n}" for word, n in zip(words, (150, 50, 400), strict=True)]
    pipe = loaded([*FOUR, *rows])
    assert (len(pipe.deals), pipe.deals["amount"].sum()) == (4, 750)


def test_a_deal_of_a_name_and_an_amount_stays():
    pipe = loaded([*FOUR, "B3,,,,,77"])
    assert (len(pipe.deals), pipe.deals["amount"].sum()) == (5, 827)
