"""An unquoted comma in a text before the last column is put together where every cell fits then and nowhere else."""

import pytest

from cycle_kit import load
from cycle_kit.files import read

#: names of client, title, owner, status, amount, creation, closing; words for won, lost, open
LANGUAGES = [
    ("Client,Title,Owner,Status,Amount,Created,Closed", "Won Lost Open", "Firma, Ltd"),
    ("Klient,Tytuł,Opiekun,Status,Wartość,Data utworzenia,Data zamknięcia", "Wygrana Przegrana Otwarta", "Lis, Sp. k."),
    ("Kunde,Titel,Betreuer,Status,Betrag,Erstellt,Abgeschlossen", "Gewonnen Verloren Offen", "Müller, Schmidt & Co."),
    ("Клиент,Тема,Менеджер,Статус,Сумма,Создана,Закрыта", "Выиграна Проиграна Открыта", "Ромашка, ООО"),
]  # fmt: skip


def listed(head, words, sep=",", number=14):
    won, lost, still = words.split()
    rows = [head.split(",")]
    for n in range(number):
        end = (won, lost, still)[n % 3]
        rows.append(
            [
                *(
                    f"Firm {chr(65 + n)}x",
                    f"Order of {chr(65 + n)} things",
                    ("Ann", "Bob")[n % 2],
                    end,
                ),
                *(str(1000 + 37 * n), f"2024-01-{10 + n}", f"2024-03-{10 + n}" * (end != still)),
            ]
        )
    return rows


def read_with(rows, row, sep=","):
    lines = [sep.join(each) for each in [*rows[:6], row, *rows[6:]]]
    (table,) = read("\n".join([*lines, ""]).encode())
    return table


@pytest.mark.parametrize("sep", [",", ";"])
@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(("head", "words", "name"), LANGUAGES)
def test_a_text_is_put_together(head, words, name, place, sep):
    name = name.replace(",", sep)
    won = words.split()[0]
    row = ["Omega", "Chairs", "Bob", won, "1400", "2024-02-02", "2024-03-03"]
    row[place] = name
    table = read_with(listed(head, words), row, sep)
    assert len(table.frame) == 15
    row[place] = name.replace(sep, ",") if sep == "," else name
    assert table.frame.iloc[5].tolist() == row
    assert table.lines[5] == 7
    [told] = [each for each in table.remarks if "put together" in each]
    assert "line 7" in told and "Omega" not in told and "Ltd" not in told


@pytest.mark.parametrize("closed", ["2024-03-03", ""])
@pytest.mark.parametrize("status", ["Won", "Open", "Lost"])
def test_it_is_a_deal(status, closed):
    head, words, name = LANGUAGES[0]
    rows = listed(head, words)
    lines = [*rows[:6], [name, "Chairs", "Cy", status, "1400", "2024-02-02", closed], *rows[6:]]
    pipe = load("\n".join(",".join(each) for each in lines).encode())
    found = pipe.deals.set_index("account").loc[name]
    assert found["amount"] == 1400 and found["outcome"] == status.lower()


#: no text was cut, it may have been another, or cells do not fit then
DOUBTFUL = [
    "Firma,Ltd,Chairs,Bob,Won,1400,2024-02-02,2024-03-03",
    "Omega,Chairs,Bo, b,Won,1400,2024-02-02,2024-03-03",
    "Omega,Chairs,Bob,Wo, n,1400,2024-02-02,2024-03-03",
    "Omega, Ltd,Chairs, red,Bob,Won,1400,2024-02-02,2024-03-03",
    "Omega, Ltd,Chairs,Bob,Won,1400,2024-02-02",
    "Omega, Ltd,Chairs,Bob,1400,Won,2024-02-02,2024-03-03",
    "Omega, Ltd,Chairs,Bob,Won,,2024-03-03,soon",
]


@pytest.mark.parametrize("row", DOUBTFUL)
def test_what_cannot_be_decided_is_told_as_what_looks_like_a_deal(row):
    head, words, _ = LANGUAGES[0]
    table = read_with(listed(head, words), row.split(","))
    assert len(table.frame) == 14
    assert table.left_out == ("1 row whose cells stand in the wrong columns (line 7)",)
    [told] = [each for each in table.remarks if "looks like a deal" in each]
    assert "line 7" in told and "Omega" not in told


@pytest.mark.parametrize("row", ["Call them back, soon,,,,,,", "Sum, of all,,,,9000,,"])
def test_what_is_none_is_not(row):
    head, words, _ = LANGUAGES[0]
    table = read_with(listed(head, words), row.split(","))
    assert not any("looks like a deal" in each for each in table.remarks)
