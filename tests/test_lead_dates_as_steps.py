"""The date of the lead beside a date per step is the first of the steps, and deals begin there."""

import pytest

import cycle_kit as ck

LISTS = {
    "en": ("Lead date", "Meeting date", "Quote date", "Negotiation date", "Won date", "Lost date"),
    "en2": ("Date of lead", "Demo", "Offer sent", "Negotiation", "Won on", "Lost on"),
    "pt": ("Data do lead", "Reunião", "Proposta", "Negociação", "Ganho em", "Perdido em"),
    "es": ("Fecha lead", "Reunión", "Propuesta", "Negociación", "Ganado el", "Perdido el"),
    "fr": ("Date lead", "Rendez-vous", "Devis", "Négociation", "Gagné le", "Perdu le"),
    "it": ("Data lead", "Incontro", "Preventivo", "Negoziazione", "Vinto il", "Perso il"),
    "pl": (
        "Data leada",
        "Data spotkania",
        "Data oferty",
        "Negocjacje",
        "Data wygranej",
        "Data przegranej",
    ),
    "de": ("Lead-Datum", "Termin am", "Angebot am", "Verhandlung", "Gewonnen am", "Verloren am"),
    "de2": ("Lead-Eingang", "Termin", "Angebot", "Verhandlung", "Gewonnen am", "Verloren am"),
    "es2": (
        "Fecha del lead",
        "Fecha de reunión",
        "Fecha de oferta",
        "Negociación",
        "Ganado el",
        "Perdido el",
    ),
    "fr2": ("Date du lead", "Rendez-vous", "Devis", "Négociation", "Gagné le", "Perdu le"),
    "ru": ("Дата лида", "Встреча", "Предложение", "Переговоры", "Дата выигрыша", "Дата проигрыша"),
    "bg": ("Дата на лийда", "Среща", "Оферта", "Преговори", "Спечелена на", "Загубена на"),
    "tr": ("Lead Tarihi", "Toplantı", "Teklif", "Müzakere", "Kazanma tarihi", "Kayıp tarihi"),
}


def table(heads, beside=""):
    """Deals that each take a step every tenth day; the last of them are won, lost and open in turn."""
    lead, *steps, won, lost = heads
    lines = [",".join(["Deal", lead, *steps, won, lost, *([beside] if beside else [])])]
    for n in range(1, 16):
        entered = [f"2024-01-{n:02d}", f"2024-02-{n:02d}", f"2024-03-{n:02d}", f"2024-04-{n:02d}"]
        entered = entered[: 4 if n % 3 == 0 else 1 + n % 4] + [""] * 4
        ends = [f"2024-05-{n:02d}" * (n % 3 == 0), f"2024-05-{n:02d}" * (n % 3 == 1)]
        more = [f"2024-01-{n + 5:02d}"] if beside else []
        lines.append(",".join([f"Acme {n}", *entered[:4], *ends, *more]))
    return "\n".join(lines).encode()


@pytest.mark.parametrize("language", LISTS)
def test_the_date_of_the_lead_is_the_first_step(language):
    pipe = ck.load(table(LISTS[language]))
    entered = pipe.visits.groupby("stage", observed=True)["deal_id"].nunique()
    assert next(iter(entered)) == 15 and len(entered) == 4
    assert pipe.deals["created_at"].dt.strftime("%m").eq("01").all()
    told = " ".join(pipe.notes["note"])
    assert "from 4 date columns" in told and "not used" not in told


def test_beside_a_date_of_creation_it_stays_that_of_the_lead():
    deals = ck.load(table(LISTS["en"], "Created")).deals
    assert deals["lead_created_at"].notna().all()
    assert deals["created_at"].dt.day.tolist() == [n + 5 for n in range(1, 16)]


def test_beside_a_column_of_stages_it_stays_that_of_the_lead():
    text = table(LISTS["en"], "Stage").decode()
    rows = text.split("\n")
    rows = [
        rows[0],
        *(
            f"{row.rsplit(',', 1)[0]},{'Quote' if n % 2 else 'Meeting'}"
            for n, row in enumerate(rows[1:])
        ),
    ]
    assert ck.load("\n".join(rows).encode()).deals["lead_created_at"].notna().all()


def test_without_dates_of_steps_it_stays_that_of_the_lead():
    rows = ["Deal,Lead date,Won date,Lost date"]
    rows += [f"Acme {n},2024-01-{n:02d},,2024-02-{n:02d}" for n in range(1, 9)]
    rows += [f"Acme {n},2024-01-{n:02d},2024-02-{n:02d}," for n in range(9, 15)]
    assert ck.load("\n".join(rows).encode()).deals["lead_created_at"].notna().all()
