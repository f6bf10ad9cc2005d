"""Arguments that name a stage, where it is called as the same step is called in another language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cycle_kit.pipeline import Pipeline
from cycle_kit.steps import as_called

#: arguments of metrics that name stages, or measures of them
NAMING = frozenset({"stage", "start", "end", "measure", "measure_name", "days", "conversion"})
#: how measures of a stage begin
OF_A_STAGE = ("days in ", "conversion from ", "entries into ")


def in_own_words(pipe: Pipeline, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with the stages as this pipeline calls them."""
    return {
        name: called(value, pipe.names("stage")) if name in NAMING else value
        for name, value in arguments.items()
    }


def called(value: Any, stages: tuple[str, ...]) -> Any:
    if isinstance(value, Mapping):
        return {called(name, stages): one for name, one in value.items()}
    if not isinstance(value, str):
        return value
    before = next((words for words in OF_A_STAGE if value.startswith(words)), "")
    return before + as_called(value.removeprefix(before), stages)
