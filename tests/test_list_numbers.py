"""The number of a list comes again: with the same client and creation it is one deal, else another one."""

import pytest

import cycle_kit as ck

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
