"""A column that is not used and looks like one of stages, where none is known: named, with the line that takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from cycle_kit.loading.after_sale import is_after_sale
from cycle_kit.loading.columns import Source
from cycle_kit.loading.guesses import (
    HALF,
    MOST,
    Guess,
    has_few_words,
    hinted,
    says_outcomes_only,
    typed,
)
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.unused import unused_headers
from cycle_kit.steps import step_named
from cycle_kit.values import cleaned

KNOWN = 2  # words of steps in a column whose header says nothing


def way_to_stages(tables: Sequence[Source]) -> str:
    """What to type where a column of a few words that come again may hold the stages; "" where there is none."""
    for source in tables:
        headers = Headers(source.raw.frame)
        for header in islice(unused_headers(source.raw, source.match), MOST):
            if "stage" not in source.match.given and may_hold_stages(headers, header):
                return f'If "{header}" holds the stages: {typed([Guess("stage", header, "")])}.'
    return ""


def may_hold_stages(headers: Headers, header: str) -> bool:
    """Whether a column is called a little like one of stages or states, or some of its words are steps."""
    if not header.strip() or is_after_sale(header) or not has_few_words(headers, header):
        return False
    texts = cleaned(headers.frame[header])
    words = [word for word in texts.unique() if word]
    if len(words) > HALF * (texts != "").sum() or says_outcomes_only(texts):
        return False
    return hinted("stage", header) or hinted("status", header) or known_steps(words) >= KNOWN


def known_steps(words: Iterable[str]) -> int:
    return sum(bool(step_named(word)) for word in words)
