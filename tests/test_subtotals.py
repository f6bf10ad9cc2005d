"""Subtotals whose label stands nowhere else in the table, in the languages of exports."""

import pytest

import cycle_kit as ck

#: two subtotals and what stands at the end
SUMS = [
    ("Subtotal Ann", "Subtotal Bob", "Grand total"),
    ("Sous-total janvier", "Sous-total février", "Total"),
    ("Subtotal enero", "Subtotal febrero", "Total general"),
    ("Summe Januar", "Summe Februar", "Summe"),
    ("Zwischensumme: Nord", "Zwischensumme: Süd", "Gesamt"),
    ("Suma Kasia", "Suma Marek", "Razem"),
    ("Ocak toplamı", "Şubat toplamı", "Genel toplam"),
    ("Итого Иванов", "Итого Петров", "Всего"),
    ("Общо Иван", "Общо Петър", "Общо"),
    ("جمع فروردین", "جمع اردیبهشت", "جمع کل"),
    ("مجموع يناير", "مجموع فبراير", "المجموع"),
    ("Totale Mario", "Totale Luca", "Totale complessivo"),
    ("Subtotal João", "Subtotal Ana", "Total geral"),
    ("Ann subtotal", "Bob subtotal", "Total"),
]


def table(one, two, end, *, sums=(300, 900)):
    return (
        "Client,Status,Amount,Created,Closed\n"
        "A,won,100,2024-01-13,2024-01-20\nB,lost,200,2024-01-14,2024-01-22\n"
        f"{one},,{sums[0]},,\n"
        "C,won,400,2024-02-15,2024-02-25\nD,lost,500,2024-02-16,2024-02-26\n"
        f"{two},,{sums[1]},,\n{end},,1200,,\n"
    ).encode()


@pytest.mark.parametrize("words", SUMS, ids=[words[0] for words in SUMS])
def test_subtotals_are_no_deals_and_told_by_line(words):
    pipe = ck.load(table(*words))
    assert len(pipe.deals) == 4
    assert pipe.deals["amount"].sum() == 1200
    assert pipe.notes.loc[pipe.notes["fate"] == "furniture", "rows"].sum() == 3
    told = " ".join(pipe.notes["note"])
    assert all(str(line) in told for line in (4, 7, 8))


def test_a_client_called_total_is_a_deal():
    pipe = ck.load(table("Total Energies", "Totally Other", "Summa Health", sums=(77, 88)))
    assert len(pipe.deals) == 7
