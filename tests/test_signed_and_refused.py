"""Two columns beside each other that say who signed and who refused; headers whose meaning the cells decide."""

import pytest

import cycle_kit as ck


def loaded(*lines, **options):
    return ck.load("\n".join(lines).encode(), **options)


PAIRS = {
    "en": "Client;Amount;Enquiry date;Signed;Declined",
    "en order": "Client;Amount;Enquiry;Order;Lost",
    "de": "Kunde;Wert;Anfrage am;Auftrag;Abgelehnt",
    "fr": "Client;Montant;Date devis;Date signature;Date refus",
    "es": "Cliente;Importe;Fecha solicitud;Fecha firma;Fecha rechazo",
    "pl": "Klient;Kwota;Data zapytania;Data podpisania umowy;Data rezygnacji",
    "ru": "Клиент;Сумма;Дата заявки;Дата договора;Дата отказа",
    "nl": "Klant;Bedrag;Aanvraag;Opdracht;Afwijzing",
    "tr": "Müşteri;Tutar;Talep Tarihi;Sipariş;Ret",
    "ar": "العميل;القيمة;تاريخ الطلب;تاريخ توقيع العقد;تاريخ الرفض",
}


@pytest.mark.parametrize("language", PAIRS)
def test_dates_of_signing_and_of_refusal_tell_won_and_lost(language):
    pipe = loaded(
        PAIRS[language],
        "A;100;2024-01-02;2024-01-20;",
        "B;200;2024-01-03;;2024-01-15",
        "C;300;2024-01-14;;",
    )
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open"]
    assert [str(day.date()) for day in pipe.deals["created_at"]] == [
        "2024-01-02",
        "2024-01-03",
        "2024-01-14",
    ]


@pytest.mark.parametrize("mark", ["x", "X", "yes", "✓"])
def test_marks_of_acceptance_and_of_refusal_tell_won_and_lost(mark):
    pipe = loaded(
        "Client;Devis;Date devis;Accepté;Refusé",
        f"A;1000;02/01/2024;{mark};",
        f"B;2000;13/01/2024;;{mark}",
        "C;3000;20/01/2024;;",
    )
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open"]
    assert list(pipe.deals["amount"]) == [1000, 2000, 3000]


def test_two_dates_that_every_deal_has_are_steps():
    """An order that is there before each loss is no win."""
    pipe = loaded(
        "Client;Status;Ordered;Lost",
        "A;open;2024-01-02;",
        "B;lost;2024-01-03;2024-01-15",
        "C;lost;2024-01-04;2024-01-16",
    )
    assert list(pipe.deals["outcome"]) == ["open", "lost", "lost"]


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Quote", "£1,000"), ("Devis", "1 000 €"), ("Oferta", "1 000 zł"), ("Preventivo", "1.000,00 €"),
     ("Angebot", "1.000,00 €"), ("Teklif", "1.000 TL"), ("КП", "1 000 ₽"), ("Nabídka", "1 000 Kč")],
)  # fmt: skip
def test_a_quote_is_an_amount_where_its_cells_are(header, cell):
    pipe = loaded(
        f"Customer;{header};Status;Date",
        f"A;{cell};won;2024-01-02",
        f"B;{cell};lost;2024-01-13",
        f"C;{cell};open;2024-01-14",
    )
    assert list(pipe.deals["amount"]) == [1000, 1000, 1000]


def test_a_quote_is_a_name_or_a_number_where_its_cells_are():
    rows = ("{};A;won;2024-01-02", "{};B;lost;2024-01-13", "{};C;open;2024-01-14")
    texts, numbers = ("Roof", "Bath", "Kitchen"), ("1001", "1002", "1003")
    named = loaded("Quote;Customer;Status;Date", *map(str.format, rows, texts))
    assert list(named.deals["name"]) == list(texts)
    numbered = loaded("Quote;Customer;Status;Date", *map(str.format, rows, numbers))
    assert "amount" not in numbered.deals or numbered.deals["amount"].isna().all()


def test_an_enquiry_is_the_creation_where_its_cells_are_dates():
    pipe = loaded(
        "Anfrage;Kunde;Status;Summe",
        "02.01.2024;A;Gewonnen;100",
        "13.01.2024;B;Verloren;200",
    )
    assert pipe.deals["created_at"].notna().all()
    assert "name" not in pipe.deals or pipe.deals["name"].isna().all()


def test_dates_of_stages_that_are_named_are_advised_for_nothing_else():
    pipe = loaded(
        "Klient;Kontakt;Oferta;Umowa;Przegrana",
        "A;02.01.2024;10.01.2024;20.01.2024;",
        "B;03.01.2024;;;15.01.2024",
        "C;14.01.2024;16.01.2024;;",
        columns={"entered": {"Kontakt": "Kontakt", "Oferta": "Oferta"}},
    )
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open"]
    assert not pipe.notes["note"].str.contains("is not used").any()
    assert "name" not in pipe.deals or pipe.deals["name"].isna().all()
