"""A date column per step of a sale: the steps are stages, whatever else a date of that name can be."""

import pytest

import cycle_kit as ck

DAYS = [
    ("01.02.2025", "05.02.2025", "20.02.2025", "28.02.2025", ""),
    ("01.02.2025", "04.02.2025", "", "", "11.02.2025"),
    ("03.02.2025", "", "", "", ""),
    ("03.02.2025", "13.02.2025", "23.02.2025", "", ""),
]
HEADS = [
    ("Deal", "Lead", "Qualified", "Offer", "Won", "Lost"),
    ("Client", "Enquiry", "Meeting", "Proposal", "Won", "Lost"),
    ("Customer", "First contact", "Demo", "Quote", "Won on", "Lost on"),
    ("Kunde", "Anfrage", "Termin", "Angebot", "Auftrag", "Absage"),
    ("Kunde", "Erstkontakt", "Präsentation", "Angebot", "Gewonnen", "Verloren"),
    ("Klient", "Zapytanie", "Spotkanie", "Oferta", "Wygrana", "Przegrana"),
    ("Client", "Contact", "Réunion", "Devis", "Gagné", "Perdu"),
    ("Cliente", "Contacto", "Reunión", "Propuesta", "Ganado", "Perdido"),
    ("Cliente", "Contato", "Reunião", "Proposta", "Ganho", "Perdido"),
    ("Клиент", "Заявка", "Встреча", "Предложение", "Выиграна", "Проиграна"),
    ("Müşteri", "Talep", "Toplantı", "Teklif", "Kazanıldı", "Kaybedildi"),
]


@pytest.mark.parametrize("head", HEADS, ids=[f"{head[0]}-{head[1]}" for head in HEADS])
def test_dates_of_steps_make_a_history_that_ends_won_or_lost(head):
    rows = [";".join(head), *(";".join((f"Firm {n}", *days)) for n, days in enumerate(DAYS))]
    pipe = ck.load("\n".join(rows).encode())
    assert [str(stage) for stage in pipe.stages] == list(head[1:4])
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "open"]
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 1, 3, 3]
    assert pipe.deals["closed_at"].dt.day.tolist()[:2] == [28, 11]
    assert pipe.deals["stage"].astype(str).tolist()[2:] == [head[1], head[3]]


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("Klient;Zapytanie;Spotkanie;Oferta;Umowa;Realizacja;Faktura", "Faktura"),
        ("Kunde;Anfrage;Termin;Angebot;Vertrag;Umsetzung;Rechnung", "Rechnung"),
        ("Client;Enquiry;Meeting;Offer;Contract;Delivery;Invoice", "Invoice"),
        ("Client;Enquiry;Meeting;Offer;Contract;Delivery;Order no", "Order no"),
    ],
)
def test_a_column_of_dates_numbers_and_names_no_deals(head, number):
    days = ["01.02.2025", "05.02.2025", "20.02.2025", "28.02.2025", "14.03.2025", "20.03.2025"]
    rows = [head, *(";".join((f"Firm {n}", *days[: 6 - n], *[""] * n)) for n in range(4))]
    pipe = ck.load("\n".join(rows).encode())
    assert not pipe.deals["deal_id"].str.contains("2025").any()
    assert not pipe.notes["note"].str.contains("have no id").any()
    assert len(pipe.deals) == 4


def test_numbers_of_eight_digits_number_deals():
    rows = [
        "Deal ID,Owner,Stage,Created",
        "20250131,Ann,Demo,2025-01-31",
        "20250201,Bob,Demo,2025-02-01",
    ]
    assert ck.load("\n".join(rows).encode()).deals["deal_id"].tolist() == ["20250131", "20250201"]


NUMBERED = [
    ("Deal", "Lead", "Qualified", "Proposal", "Won", "Lost"),
    ("Deal", "New", "Qualified", "Proposal", "Won", "Lost"),
    ("Deal", "Enquiry", "Foobar", "Proposal", "Won", "Lost"),
    ("Szansa", "Zapytanie", "Kwalifikacja", "Oferta", "Wygrana", "Przegrana"),
    ("Сделка", "Запитване", "Квалификация", "Оферта", "Спечелена", "Изгубена"),
    ("معامله", "سرنخ", "ارزیابی", "پیشنهاد", "برنده", "بازنده"),
]


@pytest.mark.parametrize("mark", ["{}. ", "{} - ", "Step {}: ", "Date: {}. ", "Datum {}. "])
@pytest.mark.parametrize("head", NUMBERED, ids=[f"{head[0]}-{head[1]}" for head in NUMBERED])
def test_headers_that_count_the_steps_are_all_steps(head, mark):
    heads = [head[0], *(mark.format(n) + name for n, name in enumerate(head[1:], start=1))]
    rows = [";".join((*heads, "Amount")), *(f"D{n};{';'.join(d)};5" for n, d in enumerate(DAYS))]
    pipe = ck.load("\n".join(rows).encode())
    assert [str(stage).split()[-1] for stage in pipe.stages] == list(head[1:4])
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "open"]
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 1, 3, 3]
    assert len(pipe.visits) == 9


@pytest.mark.parametrize("number", ["", "{}. "])
def test_a_numbered_step_in_which_no_deal_stands_is_one_too(number):
    names = ["Lead", "Qualified", "Proposal"]
    labels = [number.format(n) + name for n, name in enumerate(names, start=1)]
    rows = [
        "Deal;Amount;Stage;1. Lead;2. Qualified;3. Proposal;4. Won;5. Lost",
        f"A;5;{labels[1]};2025-02-01;2025-02-05;;;",
        f"B;5;{labels[2]};2025-02-02;2025-02-06;2025-02-20;;",
        "C;5;Won;2025-02-03;2025-02-05;2025-02-21;2025-02-28;",
        "D;5;Lost;2025-02-04;;;;2025-02-11",
    ]
    pipe = ck.load("\n".join(rows).encode())
    assert [str(stage) for stage in pipe.stages] == labels
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 2, 3, 4]
    assert len(pipe.visits) == 9


@pytest.mark.parametrize("front", ["", "Date: ", "Datum "])
def test_deals_begin_with_the_first_of_the_numbered_steps_beside_a_status(front):
    head = [
        f"{front}{n}. {name}" for n, name in enumerate(("Anfrage", "Angebot", "Verhandlung"), 1)
    ]
    rows = [
        ";".join(["Kunde", "Wert", *head, "Status"]),
        "A;100;01.01.2024;10.01.2024;10.02.2024;gewonnen",
        "B;200;05.01.2024;12.01.2024;;offen",
        "C;300;07.01.2024;;;verloren",
    ]
    pipe = ck.load("\n".join(rows).encode())
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 5, 7]
    assert [str(stage).split()[-1] for stage in pipe.stages] == [
        "Anfrage",
        "Angebot",
        "Verhandlung",
    ]


def test_deals_that_have_entered_no_step_are_not_missing_from_a_history():
    rows = [
        "Deal,Value,Created,Call,Offer,Negotiation,Won,Lost",
        "A,100,2024-01-01,2024-01-03,2024-01-10,2024-01-14,2024-02-10,",
        "B,200,2024-01-05,2024-01-06,2024-01-12,,,2024-02-01",
        "C,300,2024-01-09,,,,,",
    ]
    notes = ck.load("\n".join(rows).encode()).notes
    assert not notes["note"].str.contains("missing from the history").any()
    assert not notes["fix"].str.contains("same filter").any()
    assert notes["note"].str.startswith("1 deal has no date in any of the columns").sum() == 1


ENQUIRIES = {
    "en": ("Deal ID,Client,{},Site survey,Offer,Won,Lost", ("Enquiry", "Inquiry", "Enquiry date")),
    "de": ("Nummer,Kunde,{},Vor-Ort-Termin,Angebot,Gewonnen,Verloren", ("Anfrage", "Anfrage am")),
    "pl": ("Numer,Klient,{},Pomiar,Oferta,Wygrana,Przegrana", ("Zapytanie",)),
    "bg": ("Номер,Клиент,{},Замерване,Оферта,Спечелена,Загубена", ("Запитване",)),
    "tr": ("Fırsat No,Müşteri,{},Ölçü,Teklif,Kazanıldı,Kaybedildi", ("Talep", "Talep Tarihi")),
    "fa": (
        "شماره معامله,مشتری,{},اندازه‌گیری,پیشنهاد,موفق,ناموفق",
        ("استعلام", "تاریخ استعلام", "درخواست"),
    ),
    "ar": (
        "رقم الصفقة,العميل,{},قياس,عرض سعر,تم البيع,خسارة",
        ("استفسار", "الاستفسار", "استفسار العميل", "طلب العميل"),
    ),
}


@pytest.mark.parametrize(
    ("language", "first"), [(name, first) for name in ENQUIRIES for first in ENQUIRIES[name][1]]
)
def test_the_enquiry_is_a_step_and_begins_the_deal(language, first):
    lines = [ENQUIRIES[language][0].format(first)]
    for n in range(15):
        days = [f"2025-{month:02}-{n + 1:02}" for month in range(1, 5)]
        ends = [days[3] if n % 5 == end else "" for end in (3, 4)]
        steps = [day if n % 5 >= place else "" for place, day in enumerate(days[:3])]
        lines.append(",".join([f"N{n}", f"Client {n}", *steps, *ends]))
    pipe = ck.load("\n".join([*lines, ""]).encode())
    entered = pipe.visits.groupby("stage", observed=True)["deal_id"].nunique()
    assert entered.tolist() == [15, 12, 9]
    assert pipe.deals["created_at"].notna().all()
    assert pipe.deals["outcome"].value_counts()[["open", "won", "lost"]].tolist() == [9, 3, 3]
