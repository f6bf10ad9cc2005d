"""What the columns of product lines are called, in all languages: what is sold, how much of it, what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from cycle_kit.dialects.plain import SPLIT
from cycle_kit.languages import several_words
from cycle_kit.loading.lines import LINE
from cycle_kit.loading.matching import BARE, as_written, folded_key, spellings


def forms(words: Sequence[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (as_written(word), folded_key(word)))


WORDS = {
    name: forms(several_words(name))
    for name in ("line_things", "quantity", "unit_price", "line_amount", "line_more")
}
WORDS["line_things"] |= forms([word for own in SPLIT.values() for word in own.get(LINE, ())])


def kind_of(header: str) -> str:
    """Which of the columns of a line a header names, "" where it names none."""
    written = {word for fit, word in spellings(header) if fit <= BARE}
    return next((name for name, words in WORDS.items() if written & words), "")
