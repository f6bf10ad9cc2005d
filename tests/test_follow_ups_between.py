"""A date column for the follow-up among those of other steps is a step; the day of a next contact is none."""

import pytest

import cycle_kit as ck

HEADS = [
    "Client,Enquiry,Survey,Quote,Follow-up,Order,Lost",
    "Client,Lead,Meeting,Offer,Followup,Won,Lost",
    "Kunde,Anfrage,Termin,Angebot,Nachfassen,Auftrag,Absage",
    "Client,Contact,Réunion,Devis,Relance,Gagné,Perdu",
    "Cliente,Contacto,Reunión,Propuesta,Seguimiento,Ganado,Perdido",
    "Müşteri,Talep,Toplantı,Teklif,Takip,Kazanıldı,Kaybedildi",
    "Klient,Zapytanie,Spotkanie,Oferta,Follow-up,Wygrana,Przegrana",
    "مشتری,تماس,جلسه,پیشنهاد,پیگیری,موفق,ناموفق",
]


def rows_of(number=14, ahead=False):
    """Client, four steps, won, lost."""
    rows = []
    for n in range(number):
        day = [f"2024-0{1 + month}-{10 + n}" for month in range(6)]
        next_day = f"2024-09-{10 + n}" if ahead else day[3]
        won, lost = n % 3 == 0, n % 3 == 1
        days = [day[0], day[1], day[2] if n % 5 else "", next_day if n % 4 else ""]
        rows.append([f"Firm {n}", *days, day[4] if won else "", day[5] if lost else ""])
    return rows


def loaded(head, rows, order=None):
    cells = [head.split(","), *rows]
    cells = [[row[place] for place in order] for row in cells] if order else cells
    return ck.load("\n".join(",".join(row) for row in cells).encode())


@pytest.mark.parametrize("head", HEADS)
def test_it_is_a_step_between_others(head):
    names = head.split(",")
    pipe = loaded(head, rows_of())
    assert list(pipe.stages) == names[1:5]
    assert sorted(pipe.deals["outcome"]) == ["lost"] * 5 + ["open"] * 4 + ["won"] * 5
    assert (pipe.visits["stage"] == names[4]).sum() == 10


@pytest.mark.parametrize("head", HEADS)
def test_days_that_lie_ahead_are_no_step(head):
    pipe = loaded(head, rows_of(ahead=True))
    assert list(pipe.stages) == head.split(",")[1:4]


@pytest.mark.parametrize("head", [*HEADS[:6], HEADS[0].replace("Follow-up", "Next contact")])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 5, 6, 4), (0, 4, 1, 2, 3, 5, 6)])
def test_beside_the_steps_it_is_none(head, order):
    pipe = loaded(head, rows_of(), order)
    assert list(pipe.stages) == head.split(",")[1:4]
