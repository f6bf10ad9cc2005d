"""Stages that are called closed, and by a further word how: known, or asked about, and never taken for open."""

import pytest

import cycle_kit as ck
from cycle_kit.dialects.endings import meaning
from cycle_kit.errors import StageError

WAYS = [
    ("Zamknięte pozytywnie", "Zamknięte negatywnie"),
    ("Closed successfully", "Closed unsuccessfully"),
    ("Positiv abgeschlossen", "Negativ abgeschlossen"),
    ("Chiuso positivamente", "Chiuso negativamente"),
    ("Cerrado con éxito", "Cerrado sin éxito"),
    ("Fechado com sucesso", "Fechado sem sucesso"),
    ("Clôturé positivement", "Clôturé négativement"),
    ("Приключена положително", "Приключена отрицателно"),
    ("Закрыта успешно", "Закрыта неуспешно"),
    ("Olumlu kapandı", "Olumsuz kapandı"),
    ("مغلقة بنجاح", "مغلقة بدون نجاح"),
]


def table(*stages):
    rows = [f"{n},{stages[n % len(stages)]},2024-01-{n:02d},2024-03-{n:02d}" for n in range(1, 25)]
    return "\n".join(["Deal ID,Stage,Created,Close date", *rows]).encode()


@pytest.mark.parametrize(("won", "lost"), WAYS)
def test_closed_well_and_badly_are_known(won, lost):
    assert (meaning(won), meaning(lost)) == ("won", "lost")
    counts = ck.load(table(won, lost, "Offer")).deals["outcome"].value_counts()
    assert (counts["won"], counts["lost"], counts["open"]) == (8, 8, 8)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Closed alpha", "Closed beta"),
        ("Zamknięte alfa", "Zamknięte beta"),
        ("Abgeschlossen A7", "Abgeschlossen B7"),
        ("Cerrado alfa", "Cerrado beta"),
    ],
)
def test_two_ways_that_are_not_known_are_asked_about(one, other):
    text = table(one, other, "Offer")
    with pytest.raises(StageError) as error:
        ck.load(text)
    assert one in str(error.value) and other in str(error.value)
    counts = ck.load(text, won=[one], lost=[other]).deals["outcome"].value_counts()
    assert (counts["won"], counts["lost"], counts["open"]) == (8, 8, 8)
    assert ck.load(text, open=[one, other]).deals["outcome"].eq("open").all()


@pytest.mark.parametrize(
    "stages", [("Completed demo", "Completed offer"), ("Finished visit", "Lead"), ("Offer", "Demo")]
)
def test_steps_that_are_done_are_open(stages):
    assert ck.load(table(*stages)).deals["outcome"].eq("open").all()


@pytest.mark.parametrize(
    ("lost", "other"),
    [
        ("Closed lost", "Closed alpha"),
        ("Chiusa persa", "Chiusa alfa"),
        ("Zamknięte przegrane", "Zamknięte alfa"),
        ("Cerrada perdida", "Cerrada alfa"),
        ("Fermée perdue", "Fermée alpha"),
    ],
)
def test_one_that_is_not_known_beside_a_known_one_is_asked_about(lost, other):
    text = table(lost, other, "Offer")
    with pytest.raises(StageError) as error:
        ck.load(text)
    assert other in str(error.value)
    counts = ck.load(text, won=[other]).deals["outcome"].value_counts()
    assert (counts["won"], counts["lost"], counts["open"]) == (8, 8, 8)


@pytest.mark.parametrize(
    "stages",
    [("Closed lost", "Completed alpha"), ("Closed lost", "Closed demo"), ("Lost", "Closed alpha")],
)
def test_other_beginnings_and_steps_beside_a_known_one(stages):
    assert ck.load(table(*stages)).deals["outcome"].isin(["lost", "open"]).all()


# ---- flags of won and closed beside each other, as systems export them in each language

FLAGS = [
    ("Won", "Closed"), ("Выиграно", "Закрыто"), ("Vinta", "Chiusa"), ("Acquisita", "Chiusa"), ("Ganada", "Cerrada"),
    ("Gagnée", "Fermée"), ("Gewonnen", "Geschlossen"), ("Ganha", "Fechada"), ("Conquistada", "Fechada"),
    ("Wygrane", "Zamknięte"), ("Vyhráno", "Uzavřeno"), ("Gewonnen", "Gesloten"), ("Kazanıldı", "Kapatıldı"),
    ("Спечелена", "Затворена"), ("Виграно", "Закрито"), ("Megnyert", "Lezárt"), ("رابحة", "مغلقة"),
    ("برنده", "بسته شده"),
]  # fmt: skip
STAGES = ("Alpha", "Beta", "Gamma")


def flagged(won, closed, marks=("1", "0"), swapped=False):
    yes, no = marks
    rows = [
        f"{n},Firm {n},{STAGES[n % 2]},2024-01-{n:02d},2024-03-{n:02d},"
        f"{yes if (n % 3 == 0) != swapped else no},{no if n % 3 == 2 else yes}"
        for n in range(1, 25)
    ]
    return "\n".join([f"Deal ID,Account,Stage,Created,Close date,{won},{closed}", *rows]).encode()


@pytest.mark.parametrize("marks", [("1", "0"), ("Yes", "No")])
@pytest.mark.parametrize(("won", "closed"), FLAGS)
def test_flags_of_won_and_closed(won, closed, marks):
    counts = ck.load(flagged(won, closed, marks)).deals["outcome"].value_counts()
    assert (counts["won"], counts["lost"], counts["open"]) == (8, 8, 8)


@pytest.mark.parametrize("won", ["Signed up", "Newsletter", "VIP"])
def test_other_flags_beside_closed_are_no_wins(won):
    with pytest.raises(StageError, match="nothing says how they ended"):
        ck.load(flagged(won, "Closed"))
