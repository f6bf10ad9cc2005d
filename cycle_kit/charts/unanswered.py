"""Questions that an export cannot answer, as values: what a page, a report or a sentence leaves out.

`ask` gives the answer or, as a value, the error that says what is missing. In a notebook the answers are those of the
cells, and a `NotAnswered` stands for one that could not be given (`cycle_kit.charts.refused`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cycle_kit.errors import CycleKitError


def ask(question: Callable[..., Any], *needed: Any, **extras: Any) -> Any:
    """What `question(*needed, **extras)` gives, or the CycleKitError that says why it has no answer.

    Any other exception is a mistake in the code, and raised as ever.
    """
    missing = unanswered(needed)
    if missing is not None:
        return missing
    try:
        return question(*needed, **without_unanswered(extras))
    except CycleKitError as error:
        return error.with_traceback(None)


def unanswered(given: Iterable[Any]) -> CycleKitError | None:
    """The first of these that has no answer."""
    return next((one for one in given if isinstance(one, CycleKitError)), None)


def without_unanswered(extras: Mapping[str, Any]) -> dict[str, Any]:
    """Those of these options that have an answer."""
    return {name: one for name, one in extras.items() if not isinstance(one, CycleKitError)}
