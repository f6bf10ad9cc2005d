"""A date column per stage, whatever its header: a word for the contract, with an article, in another case, with the
word for a date glued to it, or that of the first contact. Each is a step of the history."""

from datetime import date, timedelta

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

#: id, client, stage, status, creation, closing, amount; the headers of three steps; won, lost, open
LISTS = {
    "es": (
        "Nº;Cliente;Etapa;Estado;Creado;Cerrado;Importe",
        "Fecha Visita;Fecha Presupuesto;Fecha Contrato",
        "Ganado;Perdido;Abierto",
    ),
    "es, of the": (
        "Nº;Cliente;Etapa;Estado;Creado;Cerrado;Importe",
        "Fecha de la visita;Fecha del presupuesto;Fecha del contrato",
        "Ganado;Perdido;Abierto",
    ),
    "fr": (
        "N°;Client;Étape;Statut;Créé le;Clos le;Montant",
        "Date Contact;Date Devis;Date Contrat",
        "Gagné;Perdu;En cours",
    ),
    "it": (
        "N.;Cliente;Fase;Stato;Creata;Chiusa;Importo",
        "Data Contatto;Data Preventivo;Data Contratto",
        "Vinta;Persa;Aperta",
    ),
    "pt": (
        "Nº;Cliente;Etapa;Status;Criado;Fechado;Valor",
        "Data Contato;Data Proposta;Data Contrato",
        "Ganho;Perdido;Aberto",
    ),
    "en": (
        "No;Customer;Stage;Status;Created;Closed;Amount",
        "Survey on;Quote on;Contract sent on",
        "Won;Lost;Open",
    ),
    "pl": (
        "Nr;Klient;Etap;Status;Utworzono;Zamknięto;Kwota",
        "Data kontaktu;Data oferty;Data podpisania umowy",
        "Wygrana;Przegrana;W toku",
    ),
    "bg": (
        "№;Клиент;Етап;Статус;Създадена;Приключена;Сума",
        "Дата на контакт;Дата на оферта;Дата на договор",
        "Спечелена;Загубена;Отворена",
    ),
    "ru": (
        "№;Клиент;Этап;Статус;Создана;Закрыта;Сумма",
        "Дата контакта;Дата КП;Дата договора",
        "Успех;Отказ;В работе",
    ),
    "ar": (
        "رقم;العميل;المرحلة;الحالة;تاريخ الإنشاء;تاريخ الإغلاق;المبلغ",
        "تاريخ الاتصال;تاريخ العرض;تاريخ العقد",
        "ناجحة;خاسرة;مفتوحة",
    ),
    "fa": (
        "شماره;مشتری;مرحله;وضعیت;تاریخ ایجاد;تاریخ بستن;مبلغ",
        "تاریخ تماس;تاریخ پیشنهاد;تاریخ قرارداد",
        "موفق;ناموفق;باز",
    ),
    "tr": (
        "No;Müşteri;Aşama;Durum;Oluşturma;Kapanış;Tutar",
        "Görüşme Tarihi;Teklif Tarihi;Sözleşme Tarihi",
        "Kazanıldı;Kaybedildi;Açık",
    ),
    "de": (
        "Nr;Kunde;Phase;Status;Erstellt;Geschlossen;Betrag",
        "Kontaktdatum;Angebotsdatum;Vertragsdatum",
        "Gewonnen;Verloren;Offen",
    ),
    "nl": (
        "Nr;Klant;Fase;Status;Aangemaakt;Gesloten;Bedrag",
        "contactdatum;offertedatum;contractdatum",
        "Gewonnen;Verloren;Open",
    ),
}
#: what the stages are called in the column of stages beside these dates
STAGES = {
    "es": "Visita;Presupuesto;Contrato",
    "es, of the": "Visita;Presupuesto;Contrato",
    "fr": "Contact;Devis;Contrat",
    "it": "Contatto;Preventivo;Contratto",
    "pt": "Contato;Proposta;Contrato",
    "en": "Survey;Quote;Contract sent",
    "pl": "Kontakt;Oferta;Podpisanie umowy",
    "bg": "Контакт;Оферта;Договор",
    "ru": "Контакт;КП;Договор",
    "ar": "اتصال;عرض;عقد",
    "fa": "تماس;پیشنهاد;قرارداد",
    "tr": "Görüşme;Teklif;Sözleşme",
    "de": "Kontakt;Angebot;Vertrag",
    "nl": "contact;offerte;contract",
}
#: the same with other words and layouts, only beside a column of stages
BESIDE = {
    "fr, sending": (
        LISTS["fr"][0],
        "Date Prise de contact;Date Envoi du devis;Date Relance",
        LISTS["fr"][2],
        "Prise de contact;Envoi du devis;Relance",
    ),
    "fr, of the": (
        LISTS["fr"][0],
        "Date de la visite;Date du devis;Date du contrat",
        LISTS["fr"][2],
        "Visite;Devis;Contrat",
    ),
    "tr, call": (
        LISTS["tr"][0],
        "Arama Tarihi;Teklif Tarihi;Sözleşme Tarihi",
        LISTS["tr"][2],
        "Arama;Teklif;Sözleşme",
    ),
    "pl, talks": (
        LISTS["pl"][0],
        "Data spotkania;Data wyceny;Data negocjacji",
        LISTS["pl"][2],
        "Spotkanie;Wycena;Negocjacje",
    ),
    "bg, article": (
        LISTS["bg"][0],
        "Дата на срещата;Дата на офертата;Дата на преговорите",
        LISTS["bg"][2],
        "Среща;Оферта;Преговори",
    ),
    "ru, talks": (
        LISTS["ru"][0],
        "Дата встречи;Дата презентации;Дата переговоров",
        LISTS["ru"][2],
        "Встреча;Презентация;Переговоры",
    ),
    "sv": (
        "Nr;Kund;Fas;Status;Skapad;Stängd;Belopp",
        "Mötesdatum;Offertdatum;Avtalsdatum",
        "Vunnen;Förlorad;Öppen",
        "Möte;Offert;Avtal",
    ),
    "da": (
        "Nr;Kunde;Fase;Status;Oprettet;Lukket;Beløb",
        "Mødedato;Tilbudsdato;Kontraktdato",
        "Vundet;Tabt;Åben",
        "Møde;Tilbud;Kontrakt",
    ),
    "ro": (
        "Nr;Client;Etapă;Status;Creat;Închis;Valoare",
        "Data contactului;Data ofertei;Data contractului",
        "Câștigat;Pierdut;Deschis",
        "Contact;Ofertă;Contract",
    ),
    "de, hyphen": (
        LISTS["de"][0],
        "Besuch-Datum;Angebot-Datum;Auftrag-Datum",
        LISTS["de"][2],
        "Besuch;Angebot;Auftrag",
    ),
}


def written(head, dates, words, stages=None, *, unnamed=False):
    """18 deals, six of each outcome: those won take every step, the others one or two."""
    number, client, stage, status, created, closed, amount = head.split(";")
    first, second, third = dates.split(";")
    named = [stage] if stages else []
    rows = [
        ";".join([number, client, *named, status, created, second, third, first, closed, amount])
    ]
    for n in range(18):
        day = date(2024, 2, 5) + timedelta(days=3 * n)
        kind, reached = n % 3, 3 if n % 3 == 0 else 1 + n // 3 % 2
        said = words.split(";")[kind]
        entered = [f"{day + timedelta(days=4 * k):%d.%m.%Y}" * (k < reached) for k in range(3)]
        end = "" if kind == 2 else f"{day + timedelta(days=20 + n):%d.%m.%Y}"
        here = [stages.split(";")[reached - 1]] if stages else []
        dates = [f"{day:%d.%m.%Y}", entered[1], entered[2], entered[0], end]
        rows.append(";".join([f"{1001 + n}", f"Firm {n}", *here, said, *dates, f"{1000 + n}"]))
    return "\n".join(rows).encode()


def funnel_of(pipe):
    found = ck.funnel(pipe)
    return found["deals"].tolist(), found["stage"].astype(str).tolist()


def is_told(pipe, header):
    return header in pipe.deals or pipe.notes["note"].str.contains(f'"{header}"', regex=False).any()


@pytest.mark.parametrize("case", LISTS)
def test_beside_a_column_of_stages(case):
    head, dates, words = LISTS[case]
    pipe = ck.load(written(head, dates, words, STAGES[case]))
    reached, names = funnel_of(pipe)
    assert (reached, names) == ([18, 12, 6, 6], [*STAGES[case].split(";"), "won"])
    assert pipe.deals["expected_close"].isna().all()
    assert pipe.deals["created_at"].notna().all()
    assert not pipe.notes["note"].str.contains("have no date in any").any()


@pytest.mark.parametrize("case", BESIDE)
def test_beside_a_column_of_stages_in_other_forms(case):
    head, dates, words, stages = BESIDE[case]
    pipe = ck.load(written(head, dates, words, stages))
    assert funnel_of(pipe) == ([18, 12, 6, 6], [*stages.split(";"), "won"])
    assert ck.cycle_length(pipe).loc[0, "median_days"] == 27.5


@pytest.mark.parametrize("case", LISTS)
def test_without_a_column_of_stages(case):
    head, dates, words = LISTS[case]
    pipe = ck.load(written(head, dates, words))
    reached, _ = funnel_of(pipe)
    assert reached == [18, 12, 6, 6]
    assert pipe.deals["created_at"].notna().all()
    assert not pipe.notes["note"].str.contains("no date of creation").any()


@pytest.mark.parametrize("case", ["es", "it", "en", "pl", "ru", "bg"])
def test_two_of_the_steps_are_enough_beside_stages(case):
    """Stages "Visit" and "Contract" alone: the contract is no plan of closing."""
    head, dates, words = LISTS[case]
    first, second, third = dates.split(";")
    rows = [
        row.split(";") for row in written(head, dates, words, STAGES[case]).decode().split("\n")
    ]
    stages = STAGES[case].split(";")
    lines = [";".join(row[:5] + row[6:]).replace(stages[1], stages[0]) for row in rows]
    pipe = ck.load("\n".join(lines).encode())
    assert second not in lines[0] and third in lines[0] and first in lines[0]
    assert funnel_of(pipe) == ([18, 6, 6], [stages[0], stages[2], "won"])
    assert pipe.deals["expected_close"].isna().all()


def test_a_step_that_means_the_win_is_told_where_another_column_dates_it():
    head, dates, words = LISTS["en"]
    for stages in (None, "Survey;Quote;Contract signed"):
        pipe = ck.load(written(head, dates.replace("sent", "signed"), words, stages))
        assert funnel_of(pipe) == ([18, 12, 6], ["Survey", "Quote", "won"])
        assert is_told(pipe, "Contract signed on")
        assert not pipe.notes["note"].str.contains("although").any()


# ---- what must not change


def test_a_day_of_signing_closes_deals_that_have_no_other_day():
    """Where it is the only day of the win, it is that."""
    rows = ["No;Customer;Status;Created;Contract date;Amount"]
    for n in range(12):
        signed = "" if n % 2 else f"2024-03-{n + 1:02d}"
        rows.append(f"{n};Firm {n};{'Lost' if n % 2 else 'Won'};2024-02-{n + 1:02d};{signed};{n}")
    deals = ck.load("\n".join(rows).encode()).deals
    assert deals.loc[deals["outcome"] == "won", "closed_at"].notna().all()


def test_a_day_of_signing_closes_deals_where_the_day_of_closing_is_empty():
    rows = ["No;Customer;Status;Created;Contract date;Closed;Amount"]
    for n in range(12):
        won, day = n % 2 == 0, f"2024-03-{n + 1:02d}"
        mine, closed = (day, "") if won else ("", day)
        status = "Won" if won else "Lost"
        rows.append(f"{n};Firm {n};{status};2024-02-{n + 1:02d};{mine};{closed};{n}")
    deals = ck.load("\n".join(rows).encode()).deals
    assert deals["closed_at"].notna().all()


def test_a_date_that_is_called_like_a_stage_in_part_is_none_of_it():
    """ "Contact owner since" is no date of the stage "Contact", "Kontraktdatum" none of "Kontakt"."""
    rows = ["Nr;Kunde;Phase;Status;Erstellt;Kontraktdatum;Angebotsprüfung am;Geschlossen"]
    for n in range(12):
        day = f"{n + 1:02d}.02.2024"
        stage, status = (("Kontakt", "Offen"), ("Angebot", "Gewonnen"))[n % 2]
        closed = day.replace(".02.", ".04.") if n % 2 else ""
        rows.append(f"{n};Firm {n};{stage};{status};{day};{day};{day};{closed}")
    pipe = ck.load("\n".join(rows).encode())
    assert not pipe.notes["note"].str.contains("Stage history from").any()
    assert all(is_told(pipe, header) for header in ("Kontraktdatum", "Angebotsprüfung am"))


def test_a_funnel_without_stages_says_no_deal_is_closed_that_is_open():
    rows = ["No;Customer;Status;Created;Closed;Amount"]
    for n in range(12):
        status, closed = (("Won", "2024-05-01"), ("Lost", "2024-05-02"), ("Open", ""))[n % 3]
        rows.append(f"{n};Firm {n};{status};2024-02-{n + 1:02d};{closed};{n}")
    with pytest.raises(StageError) as raised:
        ck.funnel(ck.load("\n".join(rows).encode()))
    assert "every deal in this file is closed" not in str(raised.value)
