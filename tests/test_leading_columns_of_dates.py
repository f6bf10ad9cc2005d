"""A first column of days or figures names no groups, however few of its cells are filled."""

import pytest

import cycle_kit as ck

STEPS = {
    "en": (
        "Deal ID,Stage,Status,Created Date,Close Date",
        ("Negotiation", "Call", "Offer"),
        ("Won", "Lost", "Open"),
    ),
    "pl": (
        "Nr,Etap,Wynik,Data utworzenia,Data zamknięcia",
        ("Negocjacje", "Kontakt", "Oferta"),
        ("Wygrana", "Przegrana", "W toku"),
    ),
    "ar": (
        "الرقم,المرحلة,الحالة,تاريخ الإنشاء,تاريخ الإغلاق",
        ("التفاوض", "تواصل أولي", "عرض السعر"),
        ("رابحة", "خاسرة", "مفتوحة"),
    ),
    "bg": (
        "Номер,Етап,Статус,Дата на създаване,Дата на приключване",
        ("Преговори", "Запитване", "Оферта"),
        ("Спечелена", "Загубена", "Отворена"),
    ),
}


@pytest.mark.parametrize("language", STEPS)
def test_dates_of_the_last_step_first(language):
    head, (last, first, middle), (won, lost, is_open) = STEPS[language]
    lines = [f"{last},{head},{first},{middle}"]
    for n in range(12):
        reached = n % 6 == 0
        stage, status = (last, won) if reached else (middle, lost) if n % 2 else (first, is_open)
        end = f"2024-02-{n + 1:02d}" if status != is_open else ""
        lines.append(
            f"{f'2024-01-{n + 15:02d}' if reached else ''},{n},{stage},{status},2024-01-{n + 1:02d},{end},"
            f"2024-01-{n + 1:02d},{f'2024-01-{n + 10:02d}' if stage != first else ''}"
        )
    pipe = ck.load("\n".join(lines).encode())
    assert (pipe.visits["stage"].astype(str) == last).sum() == 2
    assert not pipe.notes["note"].str.contains("copied to the").any()


def test_figures_of_ones_own():
    lines = [
        "Rebate,Deal ID,Stage,Created Date",
        *(
            f"{n * 5 or 3 if n % 4 == 0 else ''},{n},{('Call', 'Offer')[n % 2]},2024-01-{n + 1:02d}"
            for n in range(12)
        ),
    ]
    pipe = ck.load("\n".join(lines).encode())
    assert pipe.deals["Rebate"].notna().sum() == 3


def test_names_of_groups_still_are_copied():
    lines = [
        "Team lead,Deal ID,Stage,Created Date",
        *(
            f"{('Ann', '', '', '', 'Bob', '', '', '')[n]},{n},{('Call', 'Offer')[n % 2]},2024-01-{n + 1:02d}"
            for n in range(8)
        ),
    ]
    pipe = ck.load("\n".join(lines).encode())
    assert pipe.deals["Team lead"].tolist() == ["Ann"] * 4 + ["Bob"] * 4
