"""Logs without numbers of deals: which column names the deals, or which two together, is told by whose rows go on
where the last one ended; and the note says so. Deals beside a history go by their names where both do."""

import pytest

import cycle_kit as ck

PAIRS = {
    "de": ("Datum;Kunde;Produkt;Status", "Anfrage", "Angebot", "Gewonnen", "Verloren"),
    "pl": ("Data;Klient;Usługa;Status", "Zapytanie", "Oferta", "Wygrana", "Przegrana"),
    "ru": ("Дата;Клиент;Объект;Статус", "Заявка", "КП", "Выиграна", "Проиграна"),
    "fa": ("تاریخ;مشتری;محصول;وضعیت", "استعلام", "پیشنهاد", "برنده", "باخت"),
    "ids": ("when;candidate_id;job_id;status", "Applied", "Interview", "Won", "Rejected"),
}


def loaded(*lines, **said):
    return ck.load("\n".join(lines).encode(), **said)


def outcomes(pipe):
    return dict(pipe.deals.set_index("deal_id")["outcome"])


def notes(pipe):
    return list(pipe.notes.loc[pipe.notes["note"].str.contains("told apart"), "note"])


def steps(language):
    """Three deals of two clients (or candidates): two of 11, one of 12; 501 is in two of them."""
    header, first, second, won, lost = PAIRS[language]
    return [
        header,
        f"2025-01-06;11;501;{first}",
        f"2025-01-08;11;502;{first}",
        f"2025-01-13;12;501;{first}",
        f"2025-01-15;11;501;{second}",
        f"2025-01-20;11;502;{second}",
        f"2025-01-22;12;501;{second}",
        f"2025-02-03;11;501;{won}",
        f"2025-02-05;11;502;{lost}",
    ]


@pytest.mark.parametrize("language", PAIRS)
def test_two_columns_together_name_the_deals(language):
    pipe = loaded(*steps(language))
    assert outcomes(pipe) == {"11 + 501": "won", "11 + 502": "lost", "12 + 501": "open"}
    one, two = PAIRS[language][0].split(";")[1:3]
    assert notes(pipe) == [f'Deals are told apart by "{one}" and "{two}" together.']


def test_the_line_of_the_note_makes_each_row_a_deal():
    pipe = loaded(*steps("de"))
    note = pipe.notes[pipe.notes["note"].str.contains("told apart")].iloc[0]
    assert note["fix"].endswith('columns={"created_at": "Datum"}.')
    again = loaded(*steps("de"), columns={"created_at": "Datum"})
    assert len(again.deals) == 8 and not notes(again)


def test_one_column_that_is_enough_is_taken():
    pipe = loaded(
        "Date,Candidate,Job,Stage",
        "2025-01-06,Lee,Engineer,Applied",
        "2025-01-08,Cho,Engineer,Applied",
        "2025-01-13,Lee,Engineer,Interview",
        "2025-01-15,Cho,Engineer,Interview",
        "2025-01-22,Cho,Engineer,Rejected",
        "2025-01-31,Lee,Engineer,Won",
    )
    assert outcomes(pipe) == {"Lee": "won", "Cho": "lost"}
    assert notes(pipe) == ['Deals are told apart by "Candidate".']


def test_clients_who_buy_the_same_again_are_a_list_of_deals():
    pipe = loaded(
        "Date,Customer,Product,Status",
        "2025-01-06,Acme,Pump,Won",
        "2025-01-09,Bolt,Pump,Lost",
        "2025-01-13,Acme,Pump,Won",
        "2025-01-20,Acme,Valve,Lost",
        "2025-02-03,Bolt,Valve,Won",
        "2025-02-10,Acme,Pump,Open",
        "2025-02-11,Bolt,Pump,Open",
    )
    assert len(pipe.deals) == 7 and not notes(pipe)


HISTORIES = {
    "en": ("Opportunity Name,From Stage,To Stage,Last Modified", "Closed Won", "Closed Lost"),
    "pl": ("Nazwa szansy,Z etapu,Na etap,Data zmiany", "Wygrana", "Przegrana"),
    "de": ("Opportunity-Name,Von Phase,In Phase,Letzte Änderung", "Gewonnen", "Verloren"),
}
BORN = {
    "en": "Created Date,Close Date",
    "pl": "Data utworzenia,Data zamknięcia",
    "de": "Angelegt am,Abschluss",
}


def history(language, *, dated):
    header, won, lost = HISTORIES[language]
    acme, bolt = (",2025-01-06,2025-02-14", ",2025-01-08,2025-01-28") if dated else ("", "")
    return [
        header + (f",{BORN[language]}" if dated else ""),
        f"Acme,,A,2025-01-06{acme}",
        f"Acme,A,B,2025-01-20{acme}",
        f"Acme,B,{won},2025-02-14{acme}",
        f"Bolt,,A,2025-01-08{bolt}",
        f"Bolt,A,{lost},2025-01-28{bolt}",
    ]


@pytest.mark.parametrize("dated", [False, True], ids=["no dates of deals", "dates of deals"])
@pytest.mark.parametrize("language", HISTORIES)
def test_a_history_goes_by_the_names_of_deals(language, dated):
    pipe = loaded(*history(language, dated=dated))
    assert outcomes(pipe) == {"Acme": "won", "Bolt": "lost"}
    closed = pipe.deals.set_index("deal_id")["closed_at"].dt.strftime("%Y-%m-%d")
    assert dict(closed) == {"Acme": "2025-02-14", "Bolt": "2025-01-28"}


def test_deals_beside_a_history_by_names_go_by_theirs(tmp_path):
    past = tmp_path / "history.csv"
    past.write_text("\n".join(history("en", dated=False)))
    pipe = loaded(
        "Opportunity Name,Stage,Amount,Created Date,Close Date",
        "Acme,Closed Won,12000,2025-01-06,2025-02-14",
        "Bolt,Closed Lost,8000,2025-01-08,2025-01-28",
        history=past,
    )
    assert outcomes(pipe) == {"Acme": "won", "Bolt": "lost"}
    assert any("matched with deals by their name" in note for note in pipe.notes["note"])


#: headers that mean an amount as well, and number the orders, quotes or offers
NUMBERED = {
    "pl": "Zlecenie;Klient;Etap;Data",
    "pl offer": "Oferta;Klient;Etap;Data",
    "en": "Quote #;Customer;Stage;Date",
    "en order": "Order;Customer;Stage;Date",
    "de": "Angebot;Kunde;Phase;Datum",
    "de order": "Auftrag;Kunde;Phase;Datum",
    "bg": "Оферта;Клиент;Етап;Дата",
    "ru": "Заказ;Клиент;Этап;Дата",
    "fr": "Devis;Client;Étape;Date",
}


def clients_again(header, numbers):
    """Two deals of each client, one after another."""
    rows = [header]
    for n, number in enumerate(numbers):
        ways = [
            ["Brief", "Offer", "Won"],
            ["Brief", "Lost"],
            ["Brief", "Offer", "Lost"],
            ["Brief", "Offer"],
        ]
        for place, stage in enumerate(ways[n % 4]):
            rows.append(
                f"{number};Client {n // 2};{stage};2025-{1 + n // 2:02}-{2 + 5 * (n % 2) + 2 * place:02}"
            )
    return rows


ENDED = ["won", "lost", "lost", "open"] * 2


@pytest.mark.parametrize("header", NUMBERED.values(), ids=NUMBERED)
def test_numbers_below_a_word_for_an_amount_tell_deals_apart_where_they_run(header):
    pipe = loaded(*clients_again(header, range(1001, 1009)))
    assert pipe.deals.sort_values("deal_id")["outcome"].tolist() == ENDED
    assert set(pipe.deals["deal_id"]) == set(map(str, range(1001, 1009)))


def test_numbers_with_gaps_do_where_the_header_says_that_they_are():
    pipe = loaded(*clients_again(NUMBERED["en"], range(1001, 5001, 500)))
    assert pipe.deals.sort_values("deal_id")["outcome"].tolist() == ENDED


@pytest.mark.parametrize(
    "header", ["Amount;Customer;Stage;Date", "Kwota;Klient;Etap;Data", "Value;Client;Stage;Date"]
)
def test_amounts_tell_no_deals_apart(header):
    amounts = [4500, 12000, 800, 7700, 15500, 3200, 9100, 26000]
    pipe = loaded(*clients_again(header, amounts))
    assert not pipe.deals["deal_id"].isin(list(map(str, amounts))).any()
