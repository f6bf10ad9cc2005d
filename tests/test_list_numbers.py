"""The number of a list comes again: with the same client and creation it is one deal, else another one."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError

#: language: the headers of number, client, creation, stage, status, amount; words for won, open and lost
LISTS = {
    "en": ("No.,Client,Created,Stage,Status,Amount", "Won", "Open", "Lost"),
    "de": ("Nr,Kunde,Erstellt,Phase,Status,Wert", "Gewonnen", "Offen", "Verloren"),
    "pl": ("Lp.,Klient,Utworzono,Etap,Status,Kwota", "Wygrana", "W toku", "Przegrana"),
    "ru": ("№,Клиент,Дата создания,Этап,Статус,Сумма", "Выиграна", "В работе", "Проиграна"),
    "bg": ("№,Клиент,Дата на създаване,Етап,Статус,Сума", "Спечелена", "Отворена", "Загубена"),
    "fa": ("ردیف,مشتری,تاریخ ایجاد,مرحله,وضعیت,مبلغ", "موفق", "جاری", "ناموفق"),
    "fr": ("N°,Client,Créée le,Étape,Statut,Montant", "Gagnée", "En cours", "Perdue"),
}  # fmt: skip


def loaded(header, *rows):
    return ck.load("\n".join([header, *rows]).encode())


@pytest.mark.parametrize("language", LISTS)
def test_a_number_that_comes_again_with_the_same_client_and_creation_is_one_deal(language):
    header, won, still, lost = LISTS[language]
    pipe = loaded(
        header,
        f"1,A,2024-01-03,One,{won},100",
        f"2,B,2024-01-15,One,{still},200",
        f"3,C,2024-01-25,One,{lost},300",
        f"2,B,2024-01-15,Two,{still},250",
    )
    assert dict(pipe.deals["outcome"].astype(str).value_counts()) == {
        "won": 1,
        "open": 1,
        "lost": 1,
    }
    assert pipe.deals.set_index("deal_id")["amount"]["2"] == 250


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize(("client", "created"), [("D", "2024-01-03"), ("D", "2024-02-13")])
def test_with_another_client_or_creation_it_is_another_deal(language, client, created):
    """Rows of number 2 are one deal, those of number 1 two, as the note says."""
    header, won, still, lost = LISTS[language]
    pipe = loaded(
        header,
        f"1,A,2024-01-03,One,{won},100",
        f"2,B,2024-01-15,One,{still},200",
        f"3,C,2024-01-25,One,{lost},300",
        f"2,B,2024-01-15,Two,{still},250",
        f"1,{client},{created},Two,{still},400",
    )
    assert sorted(pipe.deals["amount"]) == [100, 250, 300, 400]
    assert (
        pipe.notes["note"]
        .str.contains("come again with another client or creation (line 2)", regex=False)
        .sum()
        == 1
    )


def test_numbers_of_customers_do_not_number_their_deals():
    pipe = loaded(
        "Customer No,Client,Created,Status,Amount",
        "1,A,2024-01-03,Won,100",
        "2,B,2024-01-05,Open,200",
        "2,B,2024-02-05,Lost,300",
        "1,A,2024-03-05,Won,400",
    )
    assert sorted(pipe.deals["amount"]) == [100, 200, 300, 400]


def test_steps_of_one_deal_are_still_a_log():
    pipe = loaded(
        "No,Client,Created,Stage",
        "1,A,2024-01-03,Contact",
        "2,B,2024-01-05,Contact",
        "1,A,2024-01-05,Offer",
        "2,B,2024-01-05,Lost",
        "1,A,2024-02-05,Won",
    )
    assert dict(zip(pipe.deals["deal_id"], pipe.deals["outcome"], strict=True)) == {
        "1": "won",
        "2": "lost",
    }


#: rows that lists of deals repeat: further products, invoices, later standings, exports of several days
AGAIN = {
    "products": (
        "{},Stage,Product,Amount,Created,Closed",
        "1,Won,Roof,100,2024-01-02,2024-02-10",
        "1,Won,Door,150,2024-01-02,2024-02-10",
        "2,Offer,Roof,200,2024-01-05,",
        "2,Offer,Door,70,2024-01-05,",
        "3,Lost,Door,300,2024-01-09,2024-03-01",
        "4,Won,Roof,90,2024-01-12,2024-03-09",
    ),
    "invoices": (
        "{},Stage,Invoice date,Amount,Created,Closed,Owner",
        "1,Won,2024-02-11,100,2024-01-02,2024-02-10,Ann",
        "1,Won,2024-03-11,150,2024-01-02,2024-02-10,Ann",
        "2,Offer,2024-02-20,200,2024-01-05,,Bob",
        "3,Lost,2024-03-02,300,2024-01-09,2024-03-01,Bob",
        "3,Lost,2024-03-12,310,2024-01-09,2024-03-01,Bob",
        "4,Won,2024-03-12,90,2024-01-12,2024-03-09,Ann",
    ),
    "later": (
        "{},Stage,Amount,Created,Closing date",
        "1,Lead,100,2024-01-02,",
        "2,Lead,200,2024-01-05,",
        "3,Offer,300,2024-01-09,",
        "1,Won,150,2024-01-02,2024-02-10",
        "3,Lost,310,2024-01-09,2024-03-01",
    ),
    "days": (
        "Snapshot date,{},Stage,Amount,Created,Closed",
        "2024-02-01,1,Lead,100,2024-01-02,",
        "2024-02-01,2,Lead,200,2024-01-05,",
        "2024-02-01,3,Offer,300,2024-01-09,",
        "2024-03-05,1,Won,150,2024-01-02,2024-02-10",
        "2024-03-05,2,Offer,200,2024-01-05,",
        "2024-03-05,3,Lost,310,2024-01-09,2024-03-01",
    ),
}


@pytest.mark.parametrize("kind", AGAIN)
@pytest.mark.parametrize("number", ["Order No", "No", "Nr.", "Number"])
def test_without_clients_a_number_with_one_creation_is_one_deal(kind, number):
    header, *rows = AGAIN[kind]
    plain, numbered = (loaded(header.format(each), *rows) for each in ("Deal ID", number))
    pd.testing.assert_frame_equal(numbered.deals, plain.deals)
    pd.testing.assert_frame_equal(numbered.visits, plain.visits)
    assert numbered.as_of == plain.as_of


@pytest.mark.parametrize("number", ["Order No", "No", "Contract No", "Number"])
@pytest.mark.parametrize("created", [",Created", ""])
def test_rows_that_nothing_but_a_shared_number_names_are_asked_about(number, created):
    """The day of creation dates no step of a list that says when its deals were closed."""
    days = ["2024-01-02", "2024-01-05", "2024-02-02", "2024-02-05", "2024-02-09"]
    rows = [
        f"{no},{stage},{amount}{created and ',' + day},{closed}"
        for (no, stage, amount, closed), day in zip(
            [
                (1, "Won", 100, "2024-03-01"),
                (2, "Offer", 200, ""),
                (1, "Lost", 50, "2024-04-01"),
                (2, "Won", 250, "2024-04-09"),
                (3, "Offer", 70, ""),
            ],
            days,
            strict=True,
        )
    ]
    lines = [f"{number},Stage,Amount{created},Closed", *rows]
    with pytest.raises(LayoutError) as refused:
        loaded(*lines)
    assert f'columns={{"deal_id": "{number}"}}' in str(refused.value)
    pipe = ck.load("\n".join(lines).encode(), columns={"deal_id": number})
    assert list(pipe.deals["outcome"]) == ["lost", "won", "open"]
    assert list(pipe.deals["amount"]) == [50, 250, 70]


@pytest.mark.parametrize("number", ["Order No", "Contract No"])
def test_rows_with_one_number_that_are_taken_for_deals_are_told(number):
    rows = ["1,A,Won,100,2024-03-01", "2,B,Offer,200,", "2,B,Won,250,2024-04-01", "1,A,Lost,30,"]
    lines = [f"{number},Client,Stage,Amount,Closed", *rows]
    notes = loaded(*lines).notes
    assert f'Several rows have the same "{number}"' in notes["note"].str.cat()
    assert f'columns={{"deal_id": "{number}"}}' in notes["fix"].str.cat()
    assert len(ck.load("\n".join(lines).encode(), columns={"deal_id": number}).deals) == 2


@pytest.mark.parametrize("header", ["Deal", "Opportunity", "Quote", "Deal Name", "Szansa"])
@pytest.mark.parametrize("of_lines", [True, False])
def test_names_that_rows_of_one_deal_share_are_told(header, of_lines):
    more = "Product,Amount" if of_lines else "Contact,Amount"
    rows = [f"{header},Owner,Stage,Created,Closed,{more}"]
    for name, stage, closed in (
        ("Roof", "Won", "2024-01-31"),
        ("Barn", "Lost", "2024-01-25"),
        ("Hall", "Offer", ""),
    ):
        rows += [
            f"{name},Ann,{stage},2024-01-01,{closed},{what},{100 + of_lines * len(what)}"
            for what in ("A", "BCD")
        ]
    content = "\n".join([*rows, ""]).encode()
    pipe = ck.load(content)
    told = pipe.notes[pipe.notes["note"].str.startswith(f'Several rows have the same "{header}"')]
    assert told["fix"].tolist() == [
        f'If rows with one "{header}" are one deal: columns={{"deal_id": "{header}"}}.'
    ]
    deals = ck.load(content, columns={"deal_id": header}).deals
    assert deals["outcome"].astype(str).tolist() == ["won", "lost", "open"]
    assert deals["amount"].tolist() == [204 if of_lines else 100] * 3


def test_names_that_come_again_on_other_days_are_not_told():
    rows = [f"Roof,Ann,Won,2024-0{n}-01,2024-0{n}-20,{n}00" for n in range(1, 7)]
    pipe = ck.load("\n".join(["Deal,Owner,Stage,Created,Closed,Amount", *rows, ""]).encode())
    assert len(pipe.deals) == 6
    assert not pipe.notes["note"].str.contains("have the same").any()
