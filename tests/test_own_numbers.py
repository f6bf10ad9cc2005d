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
        "N. pratica",
        "N° d'affaire",
        "N° de dossier",
        "N.º de expediente",
        "Nº do processo",
        "№ дела",
        "№ на сделката",
        "Преписка №",
        "Nro. de negocio",
    ],
)
def test_a_number_of_its_own_in_each_row_names_the_deal(header):
    pipe = loaded(header, "R-1", "R-7", "R-9")
    assert list(pipe.deals["deal_id"]) == ["R-1", "R-7", "R-9"]
    assert not any("no column of ids" in note for note in pipe.notes["note"])


@pytest.mark.parametrize(
    "header",
    [
        "Project code",
        "Auftragscode",
        "Code affaire",
        "Código de expediente",
        "Codice opportunità",
        "Codice pratica",
        "Protocollo",
        "Código do processo",
        "Kod zlecenia",
        "Код на проекта",
        "Код заказа",
        "Шифр сделки",
        "Sipariş Kodu",
        "رمز الطلب",
        "کد پیشنهاد",
        "Dossiercode",
    ],
)
@pytest.mark.parametrize("numbers", [("R-1", "R-7", "R-9"), ("51", "57", "59")])
def test_the_code_of_a_deal_an_order_or_a_file_names_the_deal(header, numbers):
    assert tuple(loaded(header, *numbers).deals["deal_id"]) == numbers


@pytest.mark.parametrize(
    "header",
    [
        "Client tax no",
        "Phone no",
        "Kundennr",
        "Klient nr",
        "Contact ID",
        "N. cliente",
        "N° client",
        "№ клиента",
        "N visits",
        "Product code",
        "Kod klienta",
        "Codice cliente",
        "Код товара",
    ],
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


# ---- a table beside the deals has the same header

ANY = ["Vorgang", "Nr. sprawy", "Case ref", "Zorb", "Дело", "پرونده", "المعاملة"]
CLIENTS = ["Acme", "Bolt", "Cask"]
SIDES = {"lines": "Product,Price", "activities": "Type,Date", "credit": "Owner,Share"}
BELOW = {"lines": "Pump,10", "activities": "call,2025-01-07", "credit": "Ann,50 %"}


def beside(kind, header, *numbers, theirs=("51", "57", "57", "59")):
    rows = [f"{number},{BELOW[kind]}" for number in theirs]
    side = "\n".join([f"{header},{SIDES[kind]}", *rows]).encode()
    deals = [
        f"{number},Deal of {client},{row.split(',', 1)[1]},Ann"
        for number, client, row in zip(numbers, CLIENTS, ROWS, strict=True)
    ]
    return ck.load(
        "\n".join([f"{header},Deal,Status,Opened,Owner", *deals]).encode(), **{kind: side}
    )


@pytest.mark.parametrize("kind", SIDES)
@pytest.mark.parametrize("header", ANY)
def test_a_number_that_a_table_beside_has_too_names_the_deal(header, kind):
    pipe = beside(kind, header, "51", "57", "59")
    assert list(pipe.deals["deal_id"]) == ["51", "57", "59"]
    assert set(pipe.beside[kind]["deal_id"]) == {"51", "57", "59"}


@pytest.mark.parametrize(
    ("header", "numbers"),
    [("Phone", ("51", "57", "59")), ("Zorb", ("51", "57", "57")), ("Zorb", ("1", "2", "3"))],
    ids=["of somebody", "come again", "others below it"],
)
def test_other_columns_of_both_tables_name_no_deal(header, numbers):
    side = "\n".join([f"Deal,{header},Type,Date", "Deal of Acme,51,call,2025-01-07"]).encode()
    deals = [
        f"{number},Deal of {client},{row.split(',', 1)[1]}"
        for number, client, row in zip(numbers, CLIENTS, ROWS, strict=True)
    ]
    text = "\n".join([f"{header},Deal,Status,Opened", *deals])
    pipe = ck.load(text.encode(), activities=side)
    assert not set(pipe.deals["deal_id"]) & set(numbers)
    assert len(pipe.beside["activities"]) == 1
