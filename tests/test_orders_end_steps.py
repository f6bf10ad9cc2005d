"""A date per step whose last is an order or a payment: that is the win; what lies before it is a step, whatever it is
called; and dates that nobody reads are named with a line that works."""

import re
from datetime import date, timedelta

import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError


def sheet(head, days=None, *, rows=8):
    """A list with a week between the steps; deals come as far as their number says, some to the end."""
    columns = len(head.split(",")) - 1
    order = days or range(columns)
    lines = [head]
    for number in range(rows):
        reached = columns if number % 3 == 0 else 1 + number % max(columns - 1, 1)
        first = date(2026, 1, 5) + timedelta(days=3 * number)
        cells = [
            str(first + timedelta(days=7 * place)) if place < reached else "" for place in order
        ]
        lines.append(",".join([f"Firm {number}", *cells]))
    return "\n".join(lines).encode()


def typed(line):
    """The arguments of the first line that a note or an error prints."""
    start = line.index("columns=")
    depth = 0
    for place in range(start, len(line)):
        depth += {"{": 1, "}": -1}.get(line[place], 0)
        if line[place] == "}" and not depth:
            break
    behind = re.match(r", open=\[[^\]]*\]", line[place + 1 :])
    return eval(f"dict({line[start : place + 1]}{behind.group() if behind else ''})")


def marked(head, mark):
    """Of four deals one was signed, two are marked and one is open."""
    cells = [("2026-02-01", ""), ("", mark), ("", ""), ("", mark)]
    rows = [
        f"{'ABCD'[n]},{n + 1},2026-01-0{n + 5},{day},{said}" for n, (day, said) in enumerate(cells)
    ]
    return "\n".join([head, *rows]).encode()


def outcomes(pipe):
    return list(pipe.deals["outcome"])


ORDERED = {
    "Empresa,Contacto,Oferta,Pedido,Instalación,Pago": "Pedido",
    "Client,Contact,Devis,Commande,Livraison": "Commande",
    "Firma,Anfrage,Angebot,Auftrag": "Auftrag",
    "Client,Enquiry,Quote,Order": "Order",
    "Klient,Zapytanie,Oferta,Zamówienie,Dostawa,Faktura": "Zamówienie",
    "Müşteri,Talep,Teklif,Sipariş,Teslimat,Ödeme": "Sipariş",
    "Klient,Kontakt,Oferta,Faktura": "Faktura",
    "Client,Enquiry,Quote,Signed on,Delivery": "Signed on",
}


@pytest.mark.parametrize("head", ORDERED)
def test_the_last_step_of_a_list_without_a_word_for_won_is_the_win_and_told(head):
    won, columns = ORDERED[head], head.split(",")
    pipe = ck.load(sheet(head))
    reached = columns.index(won)
    ends = [n for n in range(8) if n % 3 == 0 or 1 + n % (len(columns) - 2) >= reached]
    assert pipe.deals["outcome"].eq("won").sum() == len(ends)
    assert list(pipe.stages) == columns[1:reached]
    told = pipe.notes[pipe.notes["note"].str.startswith(f'"{won}" stands for the day of the win')]
    assert len(told) == 1
    other = ck.load(sheet(head), **typed(told["fix"].iloc[0]))
    assert other.deals["outcome"].eq("open").all()
    assert list(other.stages) == columns[1 : reached + 1]


@pytest.mark.parametrize(
    "head",
    [
        "Client,Order,Enquiry,Meeting,Quote",  # an order before the steps is no win
        "Client,Enquiry,Quote,Follow-up",
        "Client,Enquiry,Meeting,Quote",
    ],
)
def test_what_is_not_last_or_no_order_wins_nothing(head):
    pipe = ck.load(sheet(head))
    assert not pipe.deals["outcome"].eq("won").any()
    assert not pipe.notes["note"].str.contains("day of the win").any()


def test_a_planned_order_is_no_win():
    lines = sheet("Client,Enquiry,Visit,Quote,Order").decode().split("\n")
    ahead = [re.sub(r",2026-(\d\d-\d\d)$", r",2027-\1", line) for line in lines]
    assert not ck.load("\n".join(ahead).encode()).deals["outcome"].eq("won").any()


@pytest.mark.parametrize(
    ("head", "step"),
    [
        ("Client,Enquiry,Quote,Payment plan,Signed,Installation", "Payment plan"),
        ("Klient,Zapytanie,Oferta,Plan płatności,Wygrana,Montaż", "Plan płatności"),
        ("Client,Premier contact,Devis,Acompte versé,Gagné,Livraison", "Acompte versé"),
        ("Kunde,Anfrage,Angebot,Montageplanung,Auftrag,Montage", "Montageplanung"),
        ("Client,First call,Demo,Delivery date agreed,Won,Delivery", "Delivery agreed"),
    ],
)
def test_what_comes_before_the_win_is_a_step_whatever_it_is_called(head, step):
    pipe = ck.load(sheet(head))
    assert list(pipe.stages)[2:] == [step]
    assert pipe.deals["outcome"].eq("won").any()
    # the same column after the win is none
    columns = head.count(",")
    later = ck.load(sheet(head, [0, 1, 3, 2, *range(4, columns)]))
    assert step not in later.stages


@pytest.mark.parametrize(
    ("head", "unread"),
    [
        ("Client,Enquiry,Roof check,Quote,Statics,Signed,Delivery", ["Roof check", "Statics"]),
        ("Kunde,Angelegt am,Besichtigung,Statik,Gewonnen", ["Besichtigung", "Statik"]),
        ("Cliente,Data de criação,Vistoria,Orçamento pronto,Ganho", ["Vistoria", "Orçamento pronto"]),
    ],
)  # fmt: skip
def test_dates_that_nobody_reads_are_named_with_a_line_that_adds_steps_and_changes_nothing(
    head, unread
):
    pipe = ck.load(sheet(head))
    told = pipe.notes[pipe.notes["note"].str.contains("may be steps")]
    assert len(told) == 1
    other = ck.load(sheet(head), **typed(told["fix"].iloc[0]))
    assert set(unread) <= set(other.stages)
    assert list(other.deals["outcome"]) == list(pipe.deals["outcome"])
    assert other.deals["closed_at"].equals(pipe.deals["closed_at"])


def test_dates_after_the_win_or_before_the_beginning_are_not_advised():
    pipe = ck.load(sheet("Client,Birthday,Enquiry,Quote,Order,Thank-you card", [0, 1, 2, 3, 4]))
    assert not pipe.notes["note"].str.contains("may be steps|may be a step").any()


@pytest.mark.parametrize(
    "head",
    [
        "Kunde,Anfrage,Besuch,Montageplanung,Auftrag,Montage",
        "Klient,Oględziny dachu,Wycena projektu,Zapłata",
        "Client,Rozmowa,Pomiar dachu,Dopasowanie",
        "Client,Created,Quote,Order",
        "Candidate,Applied,Phone screen,Onsite,Hired",
    ],
)
def test_a_list_that_is_refused_gets_a_line_for_its_dates(head):
    with pytest.raises(LayoutError) as refused:
        ck.load(sheet(head))
    pipe = ck.load(sheet(head), **typed(refused.value.fix))
    assert len(pipe.visits)


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("Client,Value,Created,Signed on,Lost?", "x"),
        ("Client,Value,Created,Signed on,Rejected", "yes"),
        ("Kunde,Wert,Angelegt am,Unterschrieben am,Verloren?", "x"),
        ("Klient,Wartość,Utworzono,Podpisano,Przegrana?", "tak"),
    ],
)
def test_marks_below_lost_tell_losses_beside_the_day_of_the_signature(head, mark):
    assert outcomes(ck.load(marked(head, mark))) == ["won", "lost", "open", "lost"]


def test_marks_that_nobody_reads_beside_signatures_are_offered_as_lost():
    file = marked("Client,Value,Created,Signed on,Gone", "x")
    with pytest.raises(LayoutError) as refused:
        ck.load(file)
    line = refused.value.fix.partition("was lost: ")[2]
    assert outcomes(ck.load(file, **typed(line))) == ["won", "lost", "open", "lost"]


@pytest.mark.parametrize(("customer", "lead"), [("Customer", "Lead"), ("Kunde", "Interessent")])
def test_who_has_bought_is_offered_as_won_and_no_opportunity_is(customer, lead):
    rows = [f"F{n},Ann,{(customer, lead, 'Opportunity')[n % 3]},2026-01-{5 + n:02}" for n in range(12)]  # fmt: skip
    pipe = ck.load("\n".join(["Company,Owner,Stage,Created", *rows]).encode())
    fixes = " ".join(pipe.notes["fix"])
    assert f'won=["{customer}"]' in fixes and "Opportunity" not in fixes


CLOSINGS = {
    "Close Date": ("planned", "plan", "forecast"),
    "Data zamknięcia": ("planowana", "przewidywana"),
    "Abschlussdatum": ("geplant", "voraussichtlich"),
    "Date de clôture": ("prévue", "planifiée"),
    "Fecha de cierre": ("prevista", "planificada"),
    "Дата на приключване": ("планирана", "прогнозна"),
    "Kapanış tarihi": ("planlanan", "beklenen"),
    "تاريخ الإغلاق": ("المتوقع", "المخطط"),
    "تاریخ بستن": ("پیش‌بینی", "برنامه‌ریزی شده"),
}


@pytest.mark.parametrize(("header", "word"), [(h, w) for h in CLOSINGS for w in CLOSINGS[h]])
@pytest.mark.parametrize("layout", ["{} ({})", "{} - {}"])
def test_a_closing_date_with_a_word_for_planned_is_an_expected_one(header, word, layout):
    head = f"Deal Name,Value,Status,Created,{layout.format(header, word)}"
    rows = ["A,1,Won,2026-01-05,2026-01-20", "D,4,Open,2026-01-08,2026-03-01"]
    pipe = ck.load("\n".join([head, *rows]).encode())
    assert pipe.deals["closed_at"].isna().all()
    assert pipe.deals["expected_close"].notna().all()


@pytest.mark.parametrize(
    ("header", "late"),
    [
        ("Quote date", True),
        ("Angebotsdatum", True),
        ("Date du devis", True),
        ("Fecha presupuesto", True),
        ("Data oferty", True),
        ("Teklif tarihi", True),
        ("Created", False),
        ("Enquiry date", False),
        ("Anfragedatum", False),
    ],
)
def test_a_quote_as_the_only_creation_is_told(header, late):
    rows = ["A,1,Won,2026-01-05", "B,1,Lost,2026-01-06", "C,1,Open,2026-01-09"]
    pipe = ck.load("\n".join([f"Client,Amount,Status,{header}", *rows]).encode())
    told = pipe.notes[pipe.notes["note"].str.contains("stands for the day of creation")]
    assert len(told) == late
