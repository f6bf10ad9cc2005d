"""A column called status that holds the stages: lists kept by hand have one column for both."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.steps import step_named
from cycle_kit.values import cleaned, key

#: words that say "not ended" and name no stage
PLAINLY_OPEN = frozenset(
    key(word)
    for line in """
    Open|Active|In progress|Ongoing|Otwarta|Otwarte|Otwarty|W toku|W trakcie|Aktywna
    باز|جاری|در جریان|فعال|مفتوحة|مفتوح|جارية|نشط|نشطة|Отворена|Отворен|Отворени|Активна|В процес|Текуща
    Offen|Ouvert|Ouverte|En cours|Abierto|Abierta|Aberto|Aberta|En curso|Em andamento
    Открыта|Открыто|В работе|Açık|Devam ediyor|Aperto|Aperta
    """.strip().splitlines()
    for word in line.strip().split("|")
)
FEWEST, CERTAIN, MOST = (
    2,
    3,
    50,
)  # stages in such a column; where one is a known step, and where none is


def with_stage(columns: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """The columns with the status as the stage, where there is no stage and the status names several."""
    if "stage" in columns or "status" not in columns:
        return dict(columns)
    words = [word for word in cleaned(frame[columns["status"]]).unique() if word]
    if len(words) > MOST or not names_stages(words):
        return dict(columns)
    others = {name: header for name, header in columns.items() if name != "status"}
    return {**others, "stage": columns["status"]}


def names_stages(words: list[str]) -> bool:
    """Whether the words that are no outcome are stages, and not only ways to say that a deal is open."""
    stages = [w for w in words if meaning(w) in ("", "open") and key(w) not in PLAINLY_OPEN]
    plainly = any(key(word) in PLAINLY_OPEN for word in words)
    known = any(step_named(word) for word in stages)
    return len(stages) >= (FEWEST if known else CERTAIN) and (known or not plainly)
