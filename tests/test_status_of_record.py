"""A status that says one open word of every row is that of the record where the stages tell wins and losses."""

import pandas as pd
import pytest

import cycle_kit as ck

WORDS = {
    "en": ("Status", "Active", "Stage", ["Won", "Lost", "Proposal"]),
    "en: open": ("Status", "Open", "Stage", ["Closed Won", "Closed Lost", "Proposal"]),
    "de": ("Status", "Aktiv", "Phase", ["Gewonnen", "Verloren", "Angebot"]),
    "pl": ("Status", "Aktywna", "Etap", ["Wygrana", "Przegrana", "Oferta"]),
    "bg": ("Статус", "Активна", "Етап", ["Спечелена", "Загубена", "Оферта"]),
    "fa": ("وضعیت", "فعال", "مرحله", ["برنده", "بازنده", "پیشنهاد"]),
    "ru": ("Статус", "Активная", "Этап", ["Выиграна", "Проиграна", "Предложение"]),
}


def table(kind, *, status=None, stages=None):
    header, word, stage, names = WORDS[kind]
    names = stages or names
    return pd.DataFrame(
        {
            "ID": [str(n) for n in range(24)],
            "Created": [f"2025-01-{n + 1:02d}" for n in range(24)],
            stage: [names[n % len(names)] for n in range(24)],
            header: status or [word] * 24,
            "Closed": ["" if n % 3 == 2 else "2025-03-04" for n in range(24)],
        }
    )


def outcomes(pipe):
    return pipe.deals["outcome"].astype(str).value_counts().to_dict()


@pytest.mark.parametrize("kind", WORDS)
def test_the_stages_count_and_that_is_told(kind):
    pipe = ck.load(table(kind))
    assert outcomes(pipe) == {"won": 8, "lost": 8, "open": 8}
    [note] = [note for note in pipe.notes.itertuples() if "disagree" in note.note]
    assert "16 deals" in note.note and note.effect == f'What "{WORDS[kind][2]}" says counts.'


def test_a_status_of_several_words_counts():
    words = ["Open", "Open", "Won"]
    pipe = ck.load(table("en", status=[words[n % 3] for n in range(24)]))
    assert outcomes(pipe) == {"open": 16, "won": 8}


def test_stages_that_tell_wins_alone_leave_the_status_as_it_is():
    pipe = ck.load(table("en", stages=["Won", "Demo", "Proposal"]))
    assert outcomes(pipe) == {"open": 24}


def test_what_the_caller_says_goes_first():
    assert outcomes(ck.load(table("en"), lost=["Proposal"])) == {"won": 8, "lost": 16}
