"""Numbers of deals under headers that no word knows: each row has its own, and they are of nobody else."""

import pytest

import cycle_kit as ck

ROWS = ["Acme,Won,2025-01-06", "Bolt,Lost,2025-01-08", "Cask,Open,2025-02-03"]


def loaded(header, *numbers):
    rows = [f"{number},{row}" for number, row in zip(numbers, ROWS, strict=True)]
    return ck.load("\n".join([f"{header},Client,Status,Opened", *rows]).encode())


@pytest.mark.parametrize(
    "header",
    [
        "Req ID",
        "Placement ID",
        "Card ID",
        "Issue key",
        "Oferta nr",
        "Offertnr",
        "Заявка номер",
        "شماره پرونده",
    ],
)
def test_a_number_of_its_own_in_each_row_names_the_deal(header):
    pipe = loaded(header, "R-1", "R-7", "R-9")
    assert list(pipe.deals["deal_id"]) == ["R-1", "R-7", "R-9"]
    assert not any("no column of ids" in note for note in pipe.notes["note"])


@pytest.mark.parametrize(
    "header", ["Client tax no", "Phone no", "Kundennr", "Klient nr", "Contact ID"]
)
def test_numbers_of_clients_name_no_deal(header):
    assert list(loaded(header, "51-1", "51-7", "51-9").deals["deal_id"]) == [
        "line 2",
        "line 3",
        "line 4",
    ]


def test_numbers_that_come_again_name_no_deal():
    assert list(loaded("Req ID", "R-1", "R-7", "R-1").deals["deal_id"]) == [
        "line 2",
        "line 3",
        "line 4",
    ]
