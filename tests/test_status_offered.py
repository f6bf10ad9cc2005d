"""Of a list whose headers nobody knows a column of outcomes alone is offered as the status, one with steps as the
stage."""

import ast
import re

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError

WORDS = {
    "en": ("Won", "Lost", "Open"),
    "de": ("Gewonnen", "Verloren", "Offen"),
    "pl": ("Wygrana", "Przegrana", "Otwarta"),
    "ru": ("Выиграна", "Проиграна", "Открыта"),
    "bg": ("Спечелена", "Загубена", "Отворена"),
    "fa": ("برنده", "بازنده", "باز"),
    "ar": ("رابحة", "خاسرة", "مفتوحة"),
}


def table(words, stages, stage="Zzb"):
    said = [words[n % len(words)] for n in range(24)]
    return pd.DataFrame(
        {
            "Zza": [str(100 + 3 * n) for n in range(24)],
            stage: [stages[n // 2 % len(stages)] for n in range(24)],
            "Zzc": said,
            "Zzd": [f"2025-01-{n + 1:02d}" for n in range(24)],
            "Zze": ["2025-03-04" if word in words[:2] else "" for word in said],
        }
    )


def offered(frame):
    with pytest.raises(CycleKitError) as error:
        ck.load(frame)
    return ast.literal_eval(re.search(r"columns=(\{.*?\})\)", error.value.fix)[1])


@pytest.mark.parametrize("stage", ["Zzb", "Our stage now"])
@pytest.mark.parametrize("kind", WORDS)
def test_a_column_of_outcomes_alone_is_offered_as_the_status(kind, stage):
    frame = table(WORDS[kind], ["Qux", "Quux", "Corge"], stage)
    columns = offered(frame)
    assert columns["status"] == "Zzc" and columns.get("stage") != "Zzc"
    found = ck.load(frame, columns=columns).deals["outcome"].astype(str)
    assert found.value_counts().to_dict() == {"won": 8, "lost": 8, "open": 8}


@pytest.mark.parametrize("kind", WORDS)
def test_a_column_of_outcomes_and_steps_is_offered_as_the_stage(kind):
    won, lost, _ = WORDS[kind]
    frame = table((won, lost, "Proposal", "Negotiation"), ["Ann", "Bob", "Eve"])
    assert offered(frame)["stage"] == "Zzc"
