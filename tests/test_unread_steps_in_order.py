"""Columns of dates of which some are called by no known step: the line that is offered holds all steps in their order,
the first too, also where nobody knows yet which dates are those of the end."""

import ast
from datetime import date, timedelta

import pytest

import cycle_kit as ck

#: customer, amount, four steps, status, end; won, lost, open
LISTS = {
    "ro": ("Client;Valoare;Solicitare;Vizită;Ofertă;Negociere;Stare;Data închiderii", "Câștigat;Pierdut;În lucru"),
    "pl": ("Klient;Kwota;Zgłoszenie;Test poziomujący;Lekcja próbna;Umowa;Status;Data zamknięcia",
           "Wygrana;Przegrana;W toku"),
    "uk": ("Клієнт;Сума;Звернення;Зустріч;Погодження;Пропозиція;Статус;Дата закриття", "Виграно;Програно;В роботі"),
    "bg": ("Клиент;Сума;Заявка;Оглед на покрива;Оферта;Договор;Статус;Дата на приключване",
           "Спечелена;Загубена;Отворена"),
    "en": ("Customer;Amount;Enquiry;Site visit;Menu proposal;Deposit invoice;Status;Closed on", "Won;Lost;Open"),
    "en, received": ("Customer;Amount;Received;Roof check;Quote;Statics;Status;Closed on", "Won;Lost;Open"),
    "nl, no end": ("Klant;Bedrag;Aanvraag;Intake;Offerte;Onderhandeling;Status;Dag van besluit",
           "Gewonnen;Verloren;Open"),
    "ar, no end": ("العميل;المبلغ;استفسار;زيارة الموقع;تقديم العرض;توقيع العقد;الحالة;تاريخ القفل",
           "مكسوبة;مفقودة;مفتوحة"),
    "de, no end": ("Kunde;Betrag;Anfrage;Statik;Angebot;Verhandlung;Status;Tag der Entscheidung",
           "Gewonnen;Verloren;Offen"),
}  # fmt: skip
STEPS = slice(2, 6)


def csv(head: str, words: str, deals: int = 12) -> bytes:
    won, lost, still = words.split(";")
    rows = []
    for n in range(deals):
        begun = date(2024, 9, 2) + timedelta(days=9 * n)
        got = 4 if n % 3 == 0 else 1 + n % 4
        days = [str(begun + timedelta(days=7 * place)) for place in range(got)]
        status = won if n % 3 == 0 else lost if n % 3 == 1 else still
        end = "" if status == still else str(begun + timedelta(days=7 * got))
        rows.append([f"C{n}", 1000 + n, *days, *[""] * (4 - got), status, end])
    return "\n".join([head, *(";".join(map(str, row)) for row in rows)]).encode()


def offered(pipe) -> dict:
    told = pipe.notes[pipe.notes["note"].str.contains("may be steps|may be a step")]
    assert len(told) <= 1
    fix = "".join(told["fix"])
    return ast.literal_eval(fix[fix.index("{") : fix.rindex("}") + 1]) if fix else {}


@pytest.mark.parametrize("language", LISTS)
def test_the_line_holds_all_steps_in_their_order(language):
    head, words = LISTS[language]
    pipe = ck.load(csv(head, words))
    line = offered(pipe)
    steps = head.split(";")[STEPS]
    assert list(line["entered"].values()) == steps
    other = ck.load(csv(head, words), columns=line)
    assert list(other.stages) == list(line["entered"])
    assert other.deals["outcome"].tolist() == pipe.deals["outcome"].tolist()
    assert other.deals["created_at"].equals(pipe.deals["created_at"])
    assert other.deals["stage"].notna().all()
    assert not other.notes["note"].str.contains("have no date in any of the columns").any()


@pytest.mark.parametrize(
    "head",
    [
        "Customer;Amount;Created;Roof check;Quote;Statics;Status;Closed on",
        "Customer;Amount;Date;Roof check;Quote;Statics;Status;Closed on",
        "Kunde;Betrag;Angelegt am;Dachprüfung;Angebot;Statik;Status;Geschlossen am",
        "Klient;Kwota;Data wpływu;Oględziny dachu;Oferta;Wycena projektu;Status;Data zamknięcia",
        "العميل;المبلغ;تاريخ الإنشاء;زيارة الموقع;تقديم العرض;فحص السقف;الحالة;تاريخ الإغلاق",
    ],
)
def test_a_day_of_creation_is_no_step(head):
    line = offered(ck.load(csv(head, "Won;Lost;Open")))
    assert list(line["entered"].values()) == head.split(";")[3:6]


@pytest.mark.parametrize("end", ["Closed on", "Day of the ruling"])
def test_the_day_of_the_end_is_no_step(end):
    head = f"Customer;Amount;Enquiry;Visit;Offer;Negotiation;Status;{end}"
    pipe = ck.load(csv(head, "Won;Lost;Open"))
    assert offered(pipe) == {}
