"""A status that says "closed" in a list with stages: its own word is asked about, and no stage in which deals in all
standings are."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

WORDS = {
    "en": ("Status", "Closed", "Lost", "Active"),
    "de": ("Status", "Abgeschlossen", "Verloren", "Offen"),
    "fr": ("Statut", "Conclu", "Perdu", "En cours"),
    "pt": ("Situação", "Fechado", "Perdido", "Em andamento"),
    "pl": ("Status", "Zakończona", "Przegrana", "Otwarta"),
    "ru": ("Статус", "Завершена", "Проиграна", "В работе"),
    "bg": ("Статус", "Приключена", "Загубена", "Отворена"),
    "fa": ("وضعیت", "بسته شده", "بازنده", "باز"),
    "tr": ("Durum", "Kapandı", "Kaybedildi", "Açık"),
}
STAGES = ["Inquiry", "Viewing", "Offer", "Offer"]


def table(header, words, stages=STAGES):
    said = [words[n % len(words)] for n in range(24)]
    return pd.DataFrame(
        {
            "Client": [f"C{n}" for n in range(24)],
            "Created": [f"2025-01-{n + 1:02d}" for n in range(24)],
            "Stage": [stages[n // 2 % len(stages)] for n in range(24)],
            header: said,
            "Closed": ["" if word == words[-1] else "2025-03-04" for word in said],
        }
    )


def outcomes(pipe):
    return pipe.deals["outcome"].astype(str).value_counts().to_dict()


@pytest.mark.parametrize("kind", WORDS)
def test_the_word_of_the_status_is_asked_about_beside_a_known_one(kind):
    header, closed, lost, still = WORDS[kind]
    frame = table(header, [closed, lost, still])
    with pytest.raises(StageError) as error:
        ck.load(frame)
    assert f'"{closed}" (8 deals)' in error.value.wrong
    assert f'won=["{closed}"]' in error.value.fix
    assert not any(stage in str(error.value) for stage in STAGES)
    assert outcomes(ck.load(frame, won=[closed])) == {"won": 8, "lost": 8, "open": 8}


@pytest.mark.parametrize("kind", WORDS)
def test_the_word_of_the_status_is_asked_about_where_open_deals_stand_in_the_same_stages(kind):
    header, closed, _, still = WORDS[kind]
    with pytest.raises(StageError) as error:
        ck.load(table(header, [closed, still]))
    assert f'"{closed}" (12 deals)' in error.value.wrong
    assert not any(stage in str(error.value) for stage in STAGES)


def test_stages_in_which_only_closed_deals_stand_are_asked_about():
    frame = table("Status", ["Closed", "Active"])
    ended = frame["Status"] == "Closed"
    frame["Stage"] = (
        frame["Stage"].mask(ended, "Went to sea").mask(ended & (frame.index < 9), "Took a boat")
    )
    with pytest.raises(StageError) as error:
        ck.load(frame)
    assert '"Went to sea" (7 deals), "Took a boat" (5 deals)' in error.value.wrong
    pipe = ck.load(frame, lost=["Went to sea"], won=["Took a boat"])
    assert outcomes(pipe) == {"lost": 7, "won": 5, "open": 12}
