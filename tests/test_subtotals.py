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


#: two groups, and what stands at the end, that no word for sums tells
GROUPS = [
    ("North", "South", "All products"),
    ("January", "February", "Company"),
    ("Ann", "Bob", "Whole team"),
    ("شمال", "جنوب", "همه محصولات"),
    ("الشمال", "الجنوب", "كل المنتجات"),
    ("Północ", "Południe", "Wszystkie produkty"),
    ("Север", "Юг", "Всички продукти"),
]


def listed(place, *groups, end="", lines=False, sums=(350, 600, 950)):
    """A list with the sums of its groups, called so in one of its first columns, below each."""
    deals = [
        ("A", "Pump", "Ann", "won", 100, "2024-01-13"),
        ("B", "Valve", "Ann", "lost", 200, "2024-01-14"),
        ("C", "Pump", "Ann", "won", 50, "2024-01-15"),
        ("D", "Valve", "Bob", "won", 410, "2024-02-13"),
        ("E", "Pump", "Bob", "lost", 80, "2024-02-14"),
        ("F", "Hose", "Bob", "open", 110, "2024-02-15"),
    ]
    written = []
    for group, some, whole in zip(groups, (deals[:3], deals[3:]), sums, strict=False):
        for deal in some:
            written += (
                [deal]
                if not lines
                else [(*deal[:4], deal[4] - 7, deal[5]), ("", "Help", "", "", 7, "")]
            )
        written.append(named(place, group, whole))
    written += [named(place, end, sums[-1])] if end else []
    rows = "".join(",".join(map(str, row)) + "\n" for row in written)
    return f"Client,Product,Owner,Status,Amount,Created\n{rows}".encode()


def named(place, name, whole):
    row = ["", "", "", "", whole, ""]
    row[place] = name
    return row


@pytest.mark.parametrize("end", [False, True], ids=["groups", "and all"])
@pytest.mark.parametrize("place", [0, 1, 2], ids=["client", "product", "owner"])
@pytest.mark.parametrize("words", GROUPS, ids=[words[0] for words in GROUPS])
def test_sums_of_groups_that_no_word_tells_are_no_deals(words, place, end):
    pipe = ck.load(listed(place, *words[:2], end=words[2] if end else ""))
    assert (len(pipe.deals), pipe.deals["amount"].sum()) == (6, 950)
    left = pipe.notes[pipe.notes["fate"] == "furniture"]
    assert left["rows"].sum() == 2 + end
    assert all(str(line) in left["note"].iloc[0] for line in (5, 9))


def test_sums_of_groups_beside_further_lines_of_deals():
    pipe = ck.load(listed(1, "North", "South", lines=True))
    assert (len(pipe.deals), pipe.deals["amount"].sum()) == (6, 950)
    assert pipe.deals["product"].tolist()[2] == "Pump + Help"


def test_further_lines_that_add_up_to_nothing_are_lines():
    pipe = ck.load(listed(1, "North", "South", sums=(351, 601)))
    assert (len(pipe.deals), pipe.deals["amount"].sum()) == (6, 950 + 952)


def test_a_deal_that_is_worth_as_much_as_two_others_is_a_deal():
    rows = "A,won,100,2024-01-13\nB,lost,200,2024-01-14\nC,,300,\nD,won,90,2024-01-17\n"
    assert len(ck.load(f"Client,Status,Amount,Created\n{rows}E,,70,\n".encode()).deals) == 5


@pytest.mark.parametrize(("north", "south"), [
    ("North (3 deals)", "South (2 deals)"), ("Północ", "Południe"), ("Север (3)", "Юг (2)"), ("شمال", "جنوب"),
])  # fmt: skip
def test_sums_above_their_groups_are_no_deals_and_name_the_rows_below(north, south):
    text = (
        "Team,Deal,Stage,Amount,Created,Closed\n"
        f"{north},,,16000,,\n"
        ",D1,Won,8000,2024-01-02,2024-02-01\n,D2,Lost,5000,2024-01-04,2024-02-05\n,D3,Offer,3000,2024-01-09,\n"
        f"{south},,,9000,,\n"
        ",D4,Won,4000,2024-01-12,2024-02-11\n,D5,Lead,5000,2024-01-19,\n"
    )
    pipe = ck.load(text.encode())
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "won", "open"]
    names = [each.partition(" (")[0] for each in (north, south)]
    assert pipe.deals["team"].tolist() == [names[0]] * 3 + [names[1]] * 2
    assert any("(lines 2, 6)" in said for said in pipe.notes["note"])


OF_GROUPS = "D1;2024-01-02;2024-02-01;Won;1000\nD2;2024-01-04;2024-02-05;Lost;5000\nD3;2024-01-09;;Offer;2000\n"


@pytest.mark.parametrize("rows", [
    "Won so far;;;;1000\nStill open;;;;3000\n", "Erledigt bisher;;;;1000\nNoch offen;;;;3000\nWeg;;;;5000\n",
])  # fmt: skip
def test_sums_by_outcome_below_a_list_are_no_deals(rows):
    text = f"Deal;Created;Closed;Stage;Amount\n{OF_GROUPS}D4;2024-01-11;;Lead;1000\n{rows}"
    assert len(ck.load(text.encode()).deals) == 4


def test_labels_with_other_figures_below_a_list_stay_as_they_stand():
    text = f"Deal;Created;Closed;Stage;Amount\n{OF_GROUPS}D4;2024-01-11;;Lead;1000\nAlpha;;;;1000\nBeta;;;;1700\n"
    assert len(ck.load(text.encode()).deals) == 6


@pytest.mark.parametrize(
    ("ids", "amounts"),
    [
        (("1", "2", "3"), (1000, 3000, 2000)),  # the mean
        (("1", "2", "3"), (1000, 1000, 1000)),
        (("9", "10", "11"), (1000, 2000, 3000)),  # the sum
        (("D-103", "D-101", "D-107"), (1000, 2000, 3000)),
        (("1", "2", "3"), (500, 700, 2)),  # the count
    ],
)
def test_a_row_with_an_id_of_its_own_is_a_deal_whatever_its_figure_comes_to(ids, amounts):
    rows = [
        f"{ids[0]},Acme,{amounts[0]},Won,2025-01-05",
        f"{ids[1]},Bolt,{amounts[1]},Lost,2025-01-06",
    ]
    rows += [f"{ids[2]},Cask,{amounts[2]},,"]
    pipe = ck.load(["\n".join(["ID,Deal,Amount,Stage,Created", *rows]).encode()])
    assert pipe.deals["deal_id"].tolist() == list(ids)
    assert pipe.deals["amount"].tolist() == list(amounts)


@pytest.mark.parametrize("last", ["3,,6000,,", ",North,6000,,", "103,,6000,,"])
def test_a_count_in_the_column_of_ids_makes_no_deal_of_a_sum(last):
    rows = [f"10{n},Deal {n},{n}000,Won,2025-01-0{n}" for n in (1, 2, 3)]
    pipe = ck.load(["\n".join(["ID,Deal,Amount,Stage,Created", *rows, last]).encode()])
    assert pipe.deals["deal_id"].tolist() == ["101", "102", "103"]
