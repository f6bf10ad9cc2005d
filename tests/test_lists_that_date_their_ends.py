"""A second date that is filled on ended rows only says that each row is a deal, whatever the date of the offer is
called, and whether or not numbers or clients come again; in a log, the day of an end may stand twice."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError

#: headers, the words of a row that is open, won and lost
LISTS = {
    "number, decided": ("Job no,Client,Quoted,Value,Stage,Decided", "Quoted", "Won", "Lost"),
    "number, closed": ("Job no,Client,Offered,Value,Status,Closed", "Open", "Won", "Lost"),
    "German": ("Auftragsnr,Kunde,Angeboten,Betrag,Phase,Entschieden", "Angebot", "Gewonnen", "Verloren"),
    "Polish": ("Nr,Klient,Wysłano,Kwota,Etap,Zamknięto", "Oferta", "Wygrana", "Przegrana"),
    "a date of no known word": ("Case,Client,Sent,Value,Stage,Verdict", "Sent", "Won", "Lost"),
    "French, of no known word": ("Dossier,Client,Date,Montant,Étape,Réponse reçue", "Devis", "Gagné", "Perdu"),
}  # fmt: skip
#: number, client, offered, value, place of the word, decided; two numbers come again with their client
ROWS = [
    ("101", "Acme", "2025-01-06", "1000", 1, "2025-02-03"),
    ("102", "Bolt", "2025-01-08", "2000", 2, "2025-02-10"),
    ("101", "Acme", "2025-02-13", "1500", 1, "2025-03-03"),
    ("104", "Cole", "2025-02-15", "800", 0, ""),
    ("102", "Bolt", "2025-02-20", "900", 0, ""),
    ("106", "Dent", "2025-03-01", "700", 2, "2025-03-20"),
    ("107", "Acme", "2025-03-12", "300", 0, ""),
]
KINDS = {
    "numbers come again": (0, 1, 2, 3, 4, 5),
    "clients come again": (1, 2, 3, 4, 5),
    "clients and no amounts": (1, 2, 4, 5),
}


def loaded(header, rows, places=range(6)):
    cells = [header.split(","), *rows]
    return ck.load("\n".join(",".join(row[place] for place in places) for row in cells).encode())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", LISTS)
def test_each_row_is_a_deal(case, kind):
    header, *words = LISTS[case]
    rows = [(*row[:4], words[row[4]], row[5]) for row in ROWS]
    try:
        deals = loaded(header, rows, KINDS[kind]).deals
    except ck.CycleKitError as error:  # which date is which, is asked, by a line that answers it
        assert f'"closed_at": "{header.split(",")[-1]}"' in error.fix
        return
    assert sorted(deals["outcome"]) == ["lost", "lost", "open", "open", "open", "won", "won"]
    closed = {str(day.date()) for day in deals["closed_at"].dropna()}
    assert closed <= {row[5] for row in ROWS}


def test_the_line_that_the_note_prints_gives_cycles():
    header, *words = LISTS["number, decided"]
    rows = [(*row[:4], words[row[4]], row[5]) for row in ROWS]
    note = loaded(header, rows).notes.set_index("note")["fix"]
    assert any('columns={"created_at": "Quoted"}' in fix for fix in note)
    text = "\n".join([header, *(",".join(row) for row in rows)]).encode()
    deals = ck.load(text, columns={"created_at": "Quoted"}).deals
    assert (deals["closed_at"] - deals["created_at"]).dt.days.dropna().tolist() == [28, 33, 18, 19]


LOG = [
    ("1", "2025-01-06", "Enquiry", ""),
    ("1", "2025-01-15", "Offer", ""),
    ("1", "2025-02-03", "Won", "2025-02-03"),
    ("2", "2025-01-08", "Enquiry", ""),
    ("2", "2025-01-20", "Lost", "2025-01-20"),
    ("3", "2025-01-09", "Enquiry", ""),
]
LOGS = {
    "the day of the end twice": LOG,
    "when the stage was left": [
        ("1", "2025-01-06", "Enquiry", "2025-01-15"),
        ("1", "2025-01-15", "Offer", "2025-02-03"),
        ("1", "2025-02-03", "Won", ""),
        ("2", "2025-01-08", "Enquiry", "2025-01-20"),
        ("2", "2025-01-20", "Lost", ""),
        ("3", "2025-01-09", "Enquiry", ""),
    ],
    "planned while it is open": [
        ("1", "2025-01-06", "Enquiry", "2025-03-01"),
        ("1", "2025-01-15", "Offer", "2025-02-15"),
        ("1", "2025-02-03", "Won", ""),
        ("2", "2025-01-08", "Enquiry", "2025-03-01"),
        ("2", "2025-01-20", "Lost", ""),
        ("3", "2025-01-09", "Enquiry", "2025-04-01"),
    ],
}


@pytest.mark.parametrize("second", ["Day", "Until"])
@pytest.mark.parametrize("case", LOGS)
def test_a_log_whose_second_date_is_another_one_stays_a_log(case, second):
    deals = loaded(f"Deal ID,Date,Stage,{second}", LOGS[case], range(4)).deals
    assert deals.set_index("deal_id")["outcome"].to_dict() == {"1": "won", "2": "lost", "3": "open"}
    assert str(deals["closed_at"].iloc[0].date()) == "2025-02-03"


WITHDRAWN = {
    "Deal;Stage;Created;Won on": ("Withdrawal date", "Date of cancellation", "Client withdrew on"),
    "Szansa;Etap;Data utworzenia;Data wygranej": ("Data wycofania", "Data rezygnacji klienta"),
    "Deal;Fase;Aangemaakt op;Gewonnen op": ("Datum intrekking", "Teruggetrokken op"),
    "Сделка;Этап;Дата создания;Дата выигрыша": ("Дата отзыва", "Дата отказа клиента"),
    "Verkaufschance;Phase;Erstellt am;Gewonnen am": ("Rücktritt am", "Stornierungsdatum"),
    "Affaire;Étape;Date de création;Gagné le": ("Date de désistement", "Date de renonciation"),
    "Сделка;Етап;Дата на създаване;Спечелена на": ("Дата на оттегляне", "Отказал се на"),
    "معامله;مرحله;تاریخ ایجاد;تاریخ برد": ("تاریخ رد شدن", "لغو شده در"),
    "الصفقة;المرحلة;تاريخ الإنشاء;تاريخ الفوز": ("تاريخ التراجع", "انسحب في"),
}


@pytest.mark.parametrize(
    ("head", "header"), [(head, each) for head, headers in WITHDRAWN.items() for each in headers]
)
def test_the_day_of_a_withdrawal_is_that_of_a_loss(head, header):
    rows = ["A;Talk;2024-01-02;2024-02-01;", "B;Talk;2024-01-03;;2024-02-05", "C;Meet;2024-01-04;;"]
    pipe = ck.load("\n".join([f"{head};{header}", *rows]).encode())
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert pipe.deals["closed_at"].dt.day.tolist()[:2] == [1, 5]


#: headers of number, client, a date that nobody knows, amount, result and when; the words for a win and a loss
RESULTS_AND_WHEN = {
    "en": ("No;Client;Sketch day;Amount;What came of it;When", "Ordered", "Rejected"),
    "pl": ("Lp.;Klient;Dzień szkicu;Kwota zł;Co z tego;Kiedy", "zlecone", "rezygnacja"),
    "de": ("Nr.;Kunde;Skizze vom;Betrag;Was draus wurde;Wann", "beauftragt", "abgelehnt"),
    "bg": ("№;Клиент;Скица;Сума;Какво стана;Кога", "спечелена", "загубена"),
}


@pytest.mark.parametrize("language", RESULTS_AND_WHEN)
def test_results_and_the_days_of_results_alone_are_no_log(language):
    headers, won, lost = RESULTS_AND_WHEN[language]
    rows = [
        f"{n};Firm {n % 4};2025-01-{n + 1:02};{100 + n};{(won, lost)[n % 2]};2025-03-{n + 1:02}"
        for n in range(12)
    ]
    text = "\n".join([headers, *rows]).encode()
    _no, client, begun, amount, result, when = headers.split(";")
    with pytest.raises(LayoutError) as error:
        ck.load(text)
    offered = {"account": client, "amount": amount, "status": result, "created_at": begun}
    assert all(f'"{name}": "{header}"' in error.value.fix for name, header in offered.items())
    pipe = ck.load(text, columns=offered | {"closed_at": when})
    assert pipe.deals["outcome"].tolist() == ["won", "lost"] * 6
    assert pipe.deals["amount"].tolist() == list(range(100, 112))
