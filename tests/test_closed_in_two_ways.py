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
