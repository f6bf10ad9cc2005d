"""A stage that is called as the date of the first contact, or of the beginning, is: that date is its own, too."""

import pytest

import cycle_kit as ck

#: id, stage, status, closing; the stages; won, lost, open
LISTS = {
    "tr": (
        "Fırsat No,Aşama,Sonuç,Kapanış Tarihi",
        ("İlk görüşme", "Keşif", "Teklif"),
        ("Kazanıldı", "Kayıp", "Açık"),
    ),
    "pl": (
        "Nr,Etap,Wynik,Data zamknięcia",
        ("Pierwszy kontakt", "Pomiar", "Oferta"),
        ("Wygrana", "Przegrana", "W toku"),
    ),
    "de": (
        "Nr.,Phase,Ergebnis,Abschlussdatum",
        ("Erstkontakt", "Aufmaß", "Angebot"),
        ("Gewonnen", "Verloren", "Offen"),
    ),
    "bg": (
        "Номер,Етап,Статус,Дата на приключване",
        ("Първи контакт", "Оглед", "Оферта"),
        ("Спечелена", "Загубена", "Отворена"),
    ),
    "en": (
        "Deal ID,Stage,Status,Close Date",
        ("First contact", "Survey", "Quote"),
        ("Won", "Lost", "Open"),
    ),
    "en, created": (
        "Deal ID,Stage,Status,Close Date",
        ("Enquiry", "Survey", "Quote"),
        ("Won", "Lost", "Open"),
    ),
}


def written(case, form="{}"):
    head, stages, (won, lost, still) = LISTS[case]
    lines = [",".join([head, *(form.format(stages[place]) for place in (2, 0, 1))])]
    for n in range(12):
        reached = n % 3
        status = (lost, still, won)[reached]
        dates = [f"2024-0{1 + place}-{n + 1:02d}" if place <= reached else "" for place in range(3)]
        end = "" if status == still else f"2024-04-{n + 1:02d}"
        lines.append(f"{n},{stages[reached]},{status},{end},{dates[2]},{dates[0]},{dates[1]}")
    return "\n".join(lines).encode(), stages


@pytest.mark.parametrize("form", ["{}", "Date: {}"])
@pytest.mark.parametrize("case", LISTS)
def test_every_stage_has_its_date(case, form):
    content, stages = written(case, form)
    pipe = ck.load(content)
    funnel = ck.funnel(pipe)
    assert dict(zip(funnel["stage"].astype(str), funnel["deals"], strict=True)) == {
        stages[0]: 12,
        stages[1]: 8,
        stages[2]: 4,
        "won": 4,
    }


def test_a_first_contact_that_is_no_stage_stays_one():
    content, _ = written("en")
    renamed = content.decode().replace("First contact,Survey", "First contact,Survey", 1)
    rows = [
        line.replace("First contact,", "Lead,") if n else line
        for n, line in enumerate(renamed.splitlines())
    ]
    pipe = ck.load("\n".join(rows).encode(), stages=["Lead", "Survey", "Quote"])
    assert pipe.deals["first_contact_at"].notna().all()
    assert "First contact" not in pipe.visits["stage"].astype(str).tolist()
