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
