"""A comma in an unquoted name of the header moves every cell: the name is put together, or the file refused."""

import pytest

from cycle_kit import load
from cycle_kit.errors import CycleKitError
from cycle_kit.files import read

#: names of client, amount, status, creation, closing, in which {} is the separator; words for won, lost, open
HEADERS = [
    (["Клиент", "Сумма{} руб.", "Статус", "Создана", "Закрыта"], "Выиграна Проиграна Открыта"),
    (["Клиент", "Сумма{}руб.", "Статус", "Создана", "Закрыта"], "Выиграна Проиграна Открыта"),
    (["Клиент", "Сумма{} тыс. руб.", "Статус", "Создана", "Закрыта"], "Выиграна Проиграна Открыта"),
    (["Klient", "Wartość{} zł", "Status", "Data utworzenia", "Data zamknięcia"], "Wygrana Przegrana Otwarta"),
    (["Kunde", "Betrag{} EUR", "Status", "Erstellt", "Abgeschlossen"], "Gewonnen Verloren Offen"),
    (["Client", "Value{} $", "Status", "Created", "Closed"], "Won Lost Open"),
    (["Client", "Amount{} (USD)", "Status", "Created", "Closed"], "Won Lost Open"),
    (["Client", "Amount{}€", "Status", "Created", "Closed"], "Won Lost Open"),
    (["Клиент", "Стойност{} лв.", "Статус", "Създадена", "Затворена"], "Спечелена Загубена Отворена"),
    (["مشتری", "مبلغ{} تومان", "وضعیت", "تاریخ ایجاد", "تاریخ بسته شدن"], "موفق ناموفق باز"),
    (["Company{} name", "Amount", "Status", "Created", "Closed"], "Won Lost Open"),
    (["Client", "Amount", "Status", "Created{} UTC", "Closed{} UTC"], "Won Lost Open"),
    (["Client", "Amount{} EUR", "Status{} now", "Created", "Closed"], "Won Lost Open"),
]  # fmt: skip


def rows_of(words, number=12):
    won, lost, still = words.split()
    rows = []
    for n in range(number):
        end = (won, lost, still)[n % 3]
        closed = "" if end == still else f"2024-03-1{n % 9}"
        rows.append(
            [f"Firm {chr(65 + n)}", str(1000 + 37 * n), end, f"2024-01-0{1 + n % 9}", closed]
        )
    return rows


def text(header, rows, sep):
    lines = [sep.join(header), *(sep.join(row) for row in rows), ""]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("sep", [",", ";", "\t"])
@pytest.mark.parametrize(("names", "words"), HEADERS)
def test_a_name_of_the_header_was_cut(names, words, sep):
    header = [name.replace("{}", sep) for name in names]
    rows = rows_of(words)
    (table,) = read(text(header, rows, sep))
    assert table.frame.to_numpy().tolist() == rows
    assert len(table.frame.columns) == 5
    [told] = [each for each in table.remarks if "more cells than the rows" in each]
    assert "line 1" in told
    assert not any("fewer cells" in each for each in table.remarks)


@pytest.mark.parametrize("sep", [",", ";", "\t"])
@pytest.mark.parametrize(("names", "words"), [each for each in HEADERS if "Amount" not in each[0]])
def test_what_is_loaded(names, words, sep):
    header = [name.replace("{}", sep) for name in names]
    deals = load(text(header, rows_of(words), sep)).deals
    assert sorted(deals["outcome"]) == ["lost"] * 4 + ["open"] * 4 + ["won"] * 4
    thousands = 1000 if "тыс" in header[1] + header[2] else 1
    assert deals["amount"].tolist() == [thousands * (1000 + 37 * n) for n in range(12)]
    if "مشتری" not in header:  # its years are of another calendar
        assert deals["created_at"].dt.month.unique().tolist() == [1]
        assert deals["closed_at"].dt.month.dropna().unique().tolist() == [3]


PLAIN = ["Client", "Amount", "Status", "Created", "Closed"]


@pytest.mark.parametrize("end", [["Notes"], ["Notes", "Source"], [" Notes"], ["Next, step"]])
def test_blank_columns_at_the_end_are_left_out(end):
    (table,) = read(text([*PLAIN, *end], rows_of("Won Lost Open"), ","))
    assert list(table.frame.columns)[:5] == PLAIN
    assert any("fewer cells" in each for each in table.remarks)


def test_blanks_behind_all_separators():
    header = ["Client", " Amount", " EUR", " Status", " Created", " Closed"]
    (table,) = read(text(header, rows_of("Won Lost Open"), ","))
    assert table.frame.to_numpy().tolist() == rows_of("Won Lost Open")


@pytest.mark.parametrize(
    "header",
    [
        ["Client", "Region", "Amount", "Status", "Created", "Closed"],
        ["Client", "Firm", "Sum of it", "Status", "Created", "Closed"],
        ["Client", " of ours", "Amount", " of it", "Status", "Created", "Closed"][:6],
    ],
)
def test_where_it_cannot_be_told_the_file_is_refused(header):
    with pytest.raises(CycleKitError, match="has 6 cells and its rows have 5") as caught:
        read(text(header, rows_of("Won Lost Open"), ","))
    assert "quotes" in caught.value.fix
    assert "Firm A" not in str(caught.value)


#: names of few letters that stand behind an amount and have numbers of their own below them
OWN = ["Qty", "Hrs", "EUR", "Days", "Szt.", "Menge", "Дни", "(%)"]


@pytest.mark.parametrize("sep", [",", ";"])
@pytest.mark.parametrize("more", [["Notes"], ["Reason", "Notes"]])
@pytest.mark.parametrize("own", OWN)
def test_a_short_name_with_numbers_of_its_own_is_no_unit(own, more, sep):
    """The last columns hold nothing and are left out of the rows."""
    header = ["Created", "Closed", "Deal", "Amount", own, "Stage", "Owner", *more]
    ends = ["Won", "Lost", "Offer"]
    rows = [
        [f"2024-01-0{1 + n % 9}", "" if n % 3 == 2 else f"2024-03-1{n % 9}", f"Firm {n}", str(1000 + 37 * n),
         str(n % 4 + 1), ends[n % 3], ("Ann", "Bob")[n % 2]]
        for n in range(12)
    ]  # fmt: skip
    pipe = load(text(header, rows, sep))
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [4, 4, 4]
    assert pipe.deals["amount"].tolist() == [1000 + 37 * n for n in range(12)]
    assert set(pipe.deals["owner"]) == {"Ann", "Bob"}
