"""Names of a pipeline and a stage in one cell: "Sales - Offer", "Sales/Won", "B2B: Lost", "[X] Offer", "Offer (X)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from cycle_kit.dialects.wording import known
from cycle_kit.steps import step_named

#: pipeline and stage; in brackets the pipeline may stand behind
_PATTERNS = (
    re.compile(r"\[(?P<pipeline>[^\[\]]+)\]\s*(?P<stage>[^\[\]]+)"),
    re.compile(r"(?P<stage>[^()\[\]]+?)\s*[(\[](?P<pipeline>[^()\[\]]+)[)\]]"),
    re.compile(r"(?P<pipeline>.+?)(?:\s+[-–—|>→»]+\s+|\s*[/:|>→»]\s*)(?P<stage>.+)"),
)
_FEWEST = 2  # known stages that stand beside a pipeline; others that stand so
_WORDS = 4  # of a pipeline or a stage


def joined_names(texts: Iterable[str]) -> frozenset[str]:
    """The texts that are made of a pipeline and a stage."""
    return frozenset(pipeline_of(texts))


def pipeline_of(texts: Iterable[str]) -> dict[str, str]:
    """{text: its pipeline} of those made of a pipeline and a stage: beside each pipeline stand several stages that are
    known, and a stage that is not known stands beside several of these pipelines."""
    parted = {text: parts for text in dict.fromkeys(texts) if (parts := _parts(text))}
    known_beside, beside = defaultdict(set), defaultdict(set)
    for pipeline, stage in parted.values():
        if _is_known(stage):
            known_beside[pipeline].add(stage)
    pipelines = {
        name
        for name, stages in known_beside.items()
        if len(stages) >= _FEWEST and not _is_known(name)
    }
    for pipeline, stage in parted.values():
        if pipeline in pipelines:
            beside[stage].add(pipeline)
    return {
        text: pipeline
        for text, (pipeline, stage) in parted.items()
        if pipeline in pipelines and (_is_known(stage) or len(beside[stage]) >= _FEWEST)
    }


def _parts(text: str) -> tuple[str, str] | None:
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(text.strip()):
            parts = (found["pipeline"].strip(), found["stage"].strip())
            return parts if all(1 <= len(part.split()) <= _WORDS for part in parts) else None
    return None


def _is_known(name: str) -> bool:
    return bool(known(name) or step_named(name))
