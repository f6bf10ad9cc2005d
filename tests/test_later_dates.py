"""Dates that lists keep beside those of the sale: which of them is that of closing, and what is told of it."""

import io
from datetime import datetime

import openpyxl
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError
from cycle_kit.loading.after_sale import after_sale, is_end, is_start
from tests.test_advice import filled_in

#: headers of client, amount, status, creation; won, lost, open
LISTS = {
    "en": ("Client,Amount,Status,Created", "Won", "Lost", "Open"),
    "de": ("Kunde,Betrag,Status,Erstellt am", "Gewonnen", "Verloren", "Offen"),
    "pl": ("Klient,Kwota,Status,Data utworzenia", "Wygrana", "Przegrana", "Otwarta"),
    "fr": ("Client,Montant,Statut,Date de création", "Gagné", "Perdu", "En cours"),
    "tr": ("Müşteri,Tutar,Durum,Oluşturma tarihi", "Kazanıldı", "Kaybedildi", "Açık"),
    "ar": ("العميل,المبلغ,الحالة,تاريخ الإنشاء", "ناجحة", "خاسرة", "مفتوحة"),
}
WON, LOST, OPEN = "2026-01-05", "2026-01-06", "2026-01-16"


def loaded(*lines, **options):
    return ck.load(io.BytesIO("\n".join(lines).encode()), **options)


def table(language, more, *, won="", lost="", still="", **options):
    """A won, a lost and an open deal; `more`: headers behind the others, and the cells below."""
    headers, *words = LISTS[language]
    rows = zip("ABC", words, (WON, LOST, OPEN), (won, lost, still), strict=True)
    lines = [f"{name},100,{word},{day},{cells}" for name, word, day, cells in rows]
    blank = "," * more.count(",")
    return loaded(
        f"{headers},{more}",
        *(line if line[-1] != "," else line + blank for line in lines),
        **options,
    )


def closings(pipe):
    return [
        "" if day != day else str(day)[:10] for day in pipe.deals["closed_at"]
    ]  # NaT is not itself


def notes_with(pipe, text):
    return pipe.notes[pipe.notes["note"].str.contains(text, regex=False)]


#: what runs beside a deal and closes none
NEVER = {
    "en": (
        "Renewal date",
        "Contract end",
        "Contract start",
        "Valid until",
        "Next contact",
        "Go-live",
        "Start date",
    ),
    "de": (
        "Vertragsende",
        "Verlängerung",
        "Gültig bis",
        "Wiedervorlage",
        "Inbetriebnahme",
        "Zahlungsziel",
    ),
    "pl": (
        "Koniec umowy",
        "Odnowienie",
        "Ważna do",
        "Następny kontakt",
        "Wdrożenie",
        "Termin płatności",
    ),
    "fr": (
        "Fin de contrat",
        "Renouvellement",
        "Valable jusqu'au",
        "Prochaine relance",
        "Mise en service",
    ),
    "tr": (
        "Sözleşme bitişi",
        "Yenileme",
        "Geçerlilik",
        "Sonraki görüşme",
        "Kurulum",
        "Sevk tarihi",
    ),
    "ar": ("نهاية العقد", "التجديد", "صالح حتى", "المتابعة القادمة", "التركيب", "تاريخ الضمان"),
}


@pytest.mark.parametrize(
    ("language", "header"), [(language, each) for language in NEVER for each in NEVER[language]]
)
@pytest.mark.parametrize("day", ["2026-02-20", "2027-02-16"])
def test_what_runs_beside_a_deal_closes_none_and_is_not_advised(language, header, day):
    pipe = table(language, header, won=day)
    assert closings(pipe) == ["", "", ""]
    assert str(pipe.as_of.date()) == OPEN
    assert not pipe.notes["fix"].str.contains(header, regex=False).any()
    assert len(notes_with(pipe, f'not used: "{header}"')) == 1


INVOICES = {"en": "Invoice date", "de": "Rechnungsdatum", "pl": "Data faktury", "fr": "Payé le", "tr": "Ödeme tarihi",
            "ar": "تاريخ الدفع"}  # fmt: skip


@pytest.mark.parametrize("language", INVOICES)
def test_an_invoice_alone_stands_for_the_closing_and_is_told(language):
    header = INVOICES[language]
    pipe = table(language, header, won="2026-02-20")
    assert closings(pipe) == ["2026-02-20", "", ""]
    told = notes_with(pipe, f'"{header}" stands for the day of closing')
    assert 'columns={"closed_at": ""}' in told["fix"].iloc[0]
    assert closings(table(language, header, won="2026-02-20", columns={"closed_at": ""})) == [
        "",
        "",
        "",
    ]


ORDERS = {"en": "Order date", "de": "Auftragsdatum", "pl": "Data zamówienia", "fr": "Date commande",
          "tr": "Sipariş tarihi"}  # fmt: skip
DELIVERIES = {"en": "Delivery date", "de": "Lieferdatum", "pl": "Data realizacji", "fr": "Date de livraison",
              "tr": "Teslim tarihi"}  # fmt: skip


@pytest.mark.parametrize("language", ORDERS)
@pytest.mark.parametrize("later", [INVOICES, DELIVERIES])
@pytest.mark.parametrize("first", [True, False])
def test_an_order_goes_before_an_invoice_and_a_delivery(language, later, first):
    pair = [(ORDERS[language], "2026-02-01"), (later[language], "2026-03-10")][
        :: 1 if first else -1
    ]
    pipe = table(language, ",".join(h for h, _ in pair), won=",".join(day for _, day in pair))
    assert closings(pipe) == ["2026-02-01", "", ""]
    assert str(pipe.as_of.date()) == "2026-02-01"


@pytest.mark.parametrize("language", DELIVERIES)
def test_a_delivery_alone_stands_for_the_closing_with_a_note_unless_it_is_planned(language):
    header = DELIVERIES[language]
    near = table(language, header, won="2026-02-20")
    assert closings(near) == ["2026-02-20", "", ""]
    assert len(notes_with(near, f'"{header}" stands for the day of closing')) == 1
    assert closings(table(language, header, won="2026-09-20")) == ["", "", ""]
    assert closings(table(language, header, won="2026-02-20", still="2026-03-20")) == ["", "", ""]


def test_the_day_of_the_signature_is_the_win_beside_a_payment():
    pipe = loaded(
        "Client,Value,Created,Signed,Paid,Lost", "A,100,2026-01-05,2026-01-25,2026-03-01,",
        "B,200,2026-01-06,,,2026-01-28", "C,300,2026-01-16,,,", "D,400,2026-01-10,2026-01-20,,",
    )  # fmt: skip
    assert closings(pipe) == ["2026-01-25", "2026-01-28", "", "2026-01-20"]
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open", "won"]


@pytest.mark.parametrize(
    ("start", "end", "quote", "invoice"),
    [
        ("Date début", "Date fin", "Date devis", "Date facture"),
        ("Startdatum", "Enddatum", "Angebotsdatum", "Rechnungsdatum"),
        ("Fecha inicio", "Fecha fin", "Fecha oferta", "Fecha factura"),
    ],
)
def test_beginning_and_end_of_deals_go_before_quote_and_invoice(start, end, quote, invoice):
    pipe = loaded(
        f"Client,Amount,Status,{start},{end},{quote},{invoice}",
        "A,100,Won,2026-01-05,2026-01-25,2026-01-15,2026-02-16",
        "B,200,Lost,2026-01-06,2026-01-28,2026-01-16,",
        "C,300,Open,2026-01-16,,2026-01-19,",
    )
    assert list(pipe.deals["created_at"].dt.day) == [5, 6, 16]
    assert closings(pipe) == ["2026-01-25", "2026-01-28", ""]


def test_an_end_that_lost_deals_lack_beside_a_start_that_is_no_creation_is_that_of_a_contract():
    pipe = loaded(
        "Customer,Status,MRR,Start Date,End Date,Created", "A,Won,100,2026-02-01,2027-01-31,2026-01-05",
        "B,Lost,200,,,2026-01-06", "C,Open,300,,,2026-01-16",
    )  # fmt: skip
    assert closings(pipe) == ["", "", ""]
    assert str(pipe.as_of.date()) == "2026-01-16"


def test_an_end_that_lost_deals_have_is_that_of_the_deals():
    pipe = table("en", "End Date", won="2026-01-20", lost="2026-01-21")
    assert closings(pipe) == ["2026-01-20", "2026-01-21", ""]


@pytest.mark.parametrize(
    "own",
    [
        "Delivery date",
        "Contract signed",
        "End date",
        "Completion date",
        "Close date",
        "Invoice date",
    ],
)
def test_what_a_system_says_itself_goes_before_a_field_of_the_users_own(own):
    names = (
        "ID",
        "Title",
        "Owner",
        "Value",
        "Pipeline",
        "Stage",
        "Status",
        "Deal created",
        "Won time",
        "Lost time",
        own,
    )
    pipe = loaded(
        ",".join(f"Deal - {name}" for name in names),
        "1,A,x,1,P,Offer,Won,2026-01-05 10:00:00,2026-01-20 10:00:00,,2026-02-20",
        "2,B,x,2,P,Offer,Lost,2026-01-06 10:00:00,,2026-01-21 10:00:00,",
        "3,C,x,3,P,Offer,Open,2026-01-07 10:00:00,,,",
    )
    assert (pipe.crm, closings(pipe)) == ("pipedrive", ["2026-01-20", "2026-01-21", ""])


@pytest.mark.parametrize(
    "later", ["Delivery date", "Installation date", "Delivery", "Payment date"]
)
def test_beside_the_day_of_the_order_a_delivery_is_no_step_of_the_sale(later):
    pipe = loaded(
        f"Client,Value,Enquiry date,Quote date,Order date,{later},Lost date",
        "A,100,2026-01-05,2026-01-15,2026-01-25,2026-02-15,", "B,200,2026-01-06,2026-01-16,,,2026-01-28",
        "C,300,2026-01-16,2026-01-19,,,", "D,400,2026-01-10,2026-01-14,2026-01-20,,",
    )  # fmt: skip
    assert later not in pipe.stages and "Delivery" not in pipe.stages
    assert closings(pipe) == ["2026-01-25", "2026-01-28", "", "2026-01-20"]
    assert str(pipe.as_of.date()) == "2026-01-28"


@pytest.mark.parametrize(
    ("header", "stage"),
    [
        ("Payment status", "Stage"),
        ("Rechnungsstatus", "Phase"),
        ("Statut facture", "Étape"),
        ("حالة الدفع", "المرحلة"),
    ],
)
def test_how_a_payment_stands_is_no_status_of_the_deal(header, stage):
    pipe = loaded(
        f"Deal ID,Customer,{stage},{header},Amount,Created,Closed",
        "1,A,Won,Paid,1,2026-01-05,2026-02-10", "2,B,Lost,,2,2026-01-06,2026-02-11",
        "3,C,Proposal,,3,2026-01-16,", "4,D,Won,Open,4,2026-01-07,2026-02-09",
    )  # fmt: skip
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open", "won"]
    assert not pipe.notes["fix"].str.contains(header, regex=False).any()


@pytest.mark.parametrize("word", ["Order in", "Commande reçue", "Mamy to"])
@pytest.mark.parametrize("day", ["2026-01-18", "2026-01-23", "2026-03-30"])
@pytest.mark.parametrize("header", ["Close Date", "Date de clôture", "Data zamknięcia"])
def test_a_word_nobody_knows_whose_deals_alone_are_dated_is_asked_about(word, day, header):
    lines = [
        f"Client,Amount,Stage,Created,{header}", "A,1,Won,2026-01-05,2026-01-20", "B,2,Lost,2026-01-06,2026-01-21",
        "D,4,Offer,2026-01-08,", "F,6,Lead,2026-01-10,", f"E,5,{word},2026-01-09,{day}",
    ]  # fmt: skip
    with pytest.raises(StageError) as asked:
        loaded(*lines)
    assert "won=" in filled_in(asked.value.fix, {word: "won"})
    assert list(loaded(*lines, won=[word]).deals["outcome"]) == [
        "won",
        "lost",
        "open",
        "open",
        "won",
    ]


def test_a_date_far_ahead_in_a_stage_that_alone_has_dates_is_told():
    pipe = loaded(
        "Client,Amount,Stage,Created,Close Date", "A,1,Won,2026-01-05,2026-01-20", "B,2,Lost,2026-01-06,2026-01-21",
        "D,4,Offer,2026-01-08,", "E,5,Verbal yes,2026-01-09,2026-11-01",
    )  # fmt: skip
    assert len(notes_with(pipe, '1 open deal has a date that lies ahead in "Close Date"')) == 1


def test_days_that_a_spreadsheet_took_for_months_are_told():
    """Typed 5/1, 6/1, 8/1 and 13/1 to 18/1 where the month is read first: of the first three it made dates."""
    book = openpyxl.Workbook()
    book.active.append(["Client", "Amount", "Status", "Opened"])
    for day, status in (
        (datetime(2026, 5, 1), "Won"), (datetime(2026, 6, 1), "Lost"), ("16/01/2026", "Open"),
        (datetime(2026, 8, 1), "Won"), ("18/01/2026", "Won"),
    ):  # fmt: skip
        book.active.append(["A", 1, status, day])
    file = io.BytesIO()
    book.save(file)
    told = notes_with(ck.load(file.getvalue()), "swapped their day and month")["note"]
    assert told.str.contains('"Opened": 3 dates').all() and len(told) == 1


def test_dates_of_any_day_beside_texts_are_not_said_to_be_swapped():
    pipe = loaded(
        "Client,Amount,Status,Opened", "A,1,Won,2026-05-01", "B,1,Lost,2026-06-21", "C,1,Open,16/01/2026",
        "D,1,Won,2026-08-01", "E,1,Won,18/01/2026",
    )  # fmt: skip
    assert not len(notes_with(pipe, "swapped"))


def test_one_deal_tells_that_a_handover_comes_after_the_win_and_no_other_stage():
    rows = [
        "1,Lead,2026-01-05",
        "1,Won,2026-01-20",
        "1,{},2026-03-01",
        "2,Lead,2026-01-06",
        "2,Won,2026-01-25",
    ]
    head = "deal_id,stage,entered_at"
    assert loaded(head, *(row.format("Handover") for row in rows)).after == ("Handover",)
    assert loaded(head, *(row.format("Zonk") for row in rows)).after == ()


def test_a_stage_behind_a_step_after_the_win_has_a_line_that_keeps_the_deal_won():
    rows = [
        "deal_id,event,timestamp",
        "1,Lead,2026-01-05",
        "1,Won,2026-01-20",
        "1,Delivery,2026-02-01",
        "1,Zonk,2026-03-01",
        "2,Lead,2026-01-06",
        "2,Lost,2026-01-25",
        "3,Lead,2026-01-12",
        "3,Won,2026-02-12",
        "3,Delivery,2026-02-15",
    ]
    pipe = loaded(*rows)
    assert pipe.after == ("Delivery",)
    fix = notes_with(pipe, "enters an open stage after an outcome")["fix"].iloc[0]
    assert 'after=["Delivery", "Zonk"]' in fix
    assert list(loaded(*rows, after=["Delivery", "Zonk"]).deals["outcome"]) == [
        "won",
        "lost",
        "won",
    ]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Data płatności", "payment"),
        ("Termin płatności", "next"),
        ("DeliveryDate", "delivery"),
        ("Kontraktudløb", "term"),
        ("Дата счёта", "payment"),
        ("پیگیری بعدی", "next"),
        ("Sopimus päättyy", "term"),
        ("Date d'échéance", "next"),
        ("Contract signed", ""),
        ("Data dodania", ""),
        ("Terminé le", ""),
        ("Order date", ""),
        ("Vertragsdatum", ""),
        ("Действителна дата на приключване", ""),
        ("Avslutad", ""),
        ("Completed on", ""),
    ],
)
def test_kinds_of_dates_after_the_sale(header, kind):
    assert after_sale(header) == kind


def test_a_start_and_an_end_of_what_is_not_said():
    assert is_start("Startdatum") and is_end("Enddatum") and is_end("Data zakończenia")
    assert not is_end("Vertragsende") and not is_end("Deal end") and not is_end("Nuværende fase")


#: when it was created, when something begins, and the other headers
BEGUN = {
    "en": ("Logged", "Start date", "Client;Stage;Close date", "Won"),
    "en, opened": ("Opened", "Begin Date", "Client;Stage;Close date", "Won"),
    "es": ("Creado", "Fecha de inicio", "Cliente;Etapa;Fecha de cierre", "Ganado"),
    "fr": ("Créée", "Date de début", "Client;Étape;Date de clôture", "Gagné"),
    "it": ("Creato", "Data di inizio", "Cliente;Fase;Data di chiusura", "Vinto"),
    "pt": ("Criado", "Data de início", "Cliente;Etapa;Data de fechamento", "Ganho"),
    "de": ("Angelegt", "Startdatum", "Kunde;Phase;Abschlussdatum", "Gewonnen"),
    "pl": ("Utworzono", "Data rozpoczęcia", "Klient;Etap;Data zamknięcia", "Wygrana"),
    "bg": ("Създадена", "Начална дата", "Клиент;Етап;Дата на приключване", "Спечелена"),
    "fa": ("تاریخ ایجاد", "تاریخ شروع", "مشتری;مرحله;تاریخ بستن", "موفق"),
    "ar": ("تاريخ الإنشاء", "تاريخ البدء", "العميل;المرحلة;تاريخ الإغلاق", "رابحة"),
}


@pytest.mark.parametrize("created_first", [True, False])
@pytest.mark.parametrize("language", BEGUN)
def test_a_beginning_is_no_creation_beside_a_date_of_creation(language, created_first):
    created, begun, others, won = BEGUN[language]
    dates = [(f"2024-01-{n:02}", f"2024-02-{n:02}") for n in range(5, 11)]
    both = [created, begun] if created_first else [begun, created]
    rows = [
        ";".join(
            [f"Firm {n}", won, f"2024-03-{n + 5:02}", *(pair if created_first else pair[::-1])]
        )
        for n, pair in enumerate(dates)
    ]
    pipe = ck.load("\n".join([";".join([others, *both]), *rows]).encode())
    assert pipe.deals["created_at"].dt.strftime("%Y-%m-%d").tolist() == [day for day, _ in dates]


@pytest.mark.parametrize("language", BEGUN)
def test_a_beginning_alone_is_the_creation(language):
    _created, begun, others, won = BEGUN[language]
    rows = [f"Firm {n};{won};2024-03-{n + 5:02};2024-02-{n + 5:02}" for n in range(6)]
    pipe = ck.load("\n".join([f"{others};{begun}", *rows]).encode())
    assert pipe.deals["created_at"].dt.month.eq(2).all()


#: headers of client, status, creation and closing; the words for a win and a loss; and for a deal that is not closed
NOT_CLOSED = {
    "en": ("Client;Status;Created;Closed on", "Won", "Lost", "not closed"),
    "de": ("Kunde;Status;Erstellt am;Abgeschlossen am", "Gewonnen", "Verloren", "noch offen"),
    "es": ("Cliente;Estado;Creado el;Cerrado el", "Ganado", "Perdido", "no cerrado"),
    "pt": ("Cliente;Situação;Criado em;Fechado em", "Ganho", "Perdido", "não fechado"),
    "it": ("Cliente;Stato;Creato il;Chiuso il", "Vinto", "Perso", "non ancora chiuso"),
    "fr": ("Client;Statut;Créé le;Clôturé le", "Gagné", "Perdu", "non clôturée"),
    "nl": ("Klant;Status;Aangemaakt op;Gesloten op", "Gewonnen", "Verloren", "nog niet gesloten"),
    "pl": ("Klient;Status;Utworzono;Zamknięto", "Wygrana", "Przegrana", "niezamknięta"),
    "bg": ("Клиент;Статус;Създадена на;Приключена на", "Спечелена", "Загубена", "неприключена"),
    "fa": ("مشتری;وضعیت;تاریخ ایجاد;تاریخ بستن", "موفق", "ناموفق", "بسته نشده"),
    "ar": ("العميل;الحالة;تاريخ الإنشاء;تاريخ الإغلاق", "رابحة", "خاسرة", "لم تغلق"),
}


@pytest.mark.parametrize("language", NOT_CLOSED)
def test_a_word_for_not_closed_in_place_of_the_day_is_none(language):
    headers, won, lost, still = NOT_CLOSED[language]
    rows = [headers]
    for n in range(1, 13):
        status = (won, lost, "", "")[n % 4]
        closed = f"2025-02-{n:02}" if status else still
        rows.append(f"Firm {n};{status};2025-01-{n:02};{closed}")
    deals = ck.load("\n".join(rows).encode()).deals
    assert deals["outcome"].value_counts().reindex(["won", "lost", "open"]).tolist() == [3, 3, 6]
    assert deals["closed_at"].notna().sum() == 6
