"""How doubts are said: what is not known, by its words or lines, and what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cycle_kit.dialects.endings import PLACE, meaning
from cycle_kit.errors import StageError, inside, one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.probable import line_for
from cycle_kit.loading.telling import MOST_WORDS, Doubt
from cycle_kit.remarks import at_lines


def question(source: Source, found: list[Doubt]) -> StageError:
    """The words that have to be said, with how many deals have each."""
    there = dict.fromkeys(doubt.there for doubt in found if doubt.there)
    return StageError(
        " ".join(sentence(doubt, source) + named_words(doubt) for doubt in found),
        there=" ".join(there),
        fix=answer(found),
        asked=[word for doubt in found for word in shown_words(doubt)],
    )


def sentence(doubt: Doubt, source: Source) -> str:
    """What is not known, in its singular or plural: "[deal|deals]"."""
    count = int(doubt.mask.sum())
    said = re.sub(
        r"\[([^|\]]+)\|([^|\]]+)\]", lambda pair: pair[1 if count == 1 else 2], doubt.wrong
    )
    return said.replace("{n}", f"{count:,}").replace("{file}", source.files)


def shown_words(doubt: Doubt) -> list[str]:
    """Its words that may be named, where they are few enough to be said one by one."""
    few = len(doubt.words) <= MOST_WORDS
    return [word for word in doubt.words if few and word not in doubt.hidden]


def named_words(doubt: Doubt) -> str:
    if not doubt.words or len(doubt.words) > MOST_WORDS:
        return ""
    hidden = len(doubt.hidden)
    where = f" ({at_lines(doubt.lines)})" if doubt.lines else ""
    shown = [
        f'"{word}" ({one_or_more(doubt.words[word], "{n} deal", "{n} deals")})'
        for word in shown_words(doubt)
    ]
    if hidden:
        shown.append(
            one_or_more(hidden, "{n} longer text", "{n} longer texts")
            + f"{where}, not shown as a remark may tell of people"
        )
    return f" {', '.join(shown)}."


def answer(found: list[Doubt]) -> str:
    """A line to type, with each word where it probably belongs and a place for the others."""
    guess: dict[str, str] = {}
    hidden = False
    for doubt in found:
        named = [word for word in doubt.words if word not in doubt.hidden]
        hidden = hidden or len(named) < len(doubt.words)
        guess |= {word: doubt.guess.get(word, "") for word in named[:MOST_WORDS]}
    if hidden:
        return " ".join(
            filter(None, [line_for(guess) if guess else "", name_hidden(found, bool(guess))])
        )
    if not guess:
        own = [doubt.fix for doubt in found if doubt.fix]
        return own[0] if own else "Export a column that says won or lost."
    return for_all_ends(guess) or line_for(guess)


def for_all_ends(guess: Mapping[str, str]) -> str:
    """What to do about one word that says only that deals ended: as a word for a win it is wrong where some were
    lost. "" for other words."""
    [word, *more] = guess
    if more or guess[word] or meaning(word) != "closed":
        return ""
    return (
        f'Export a column that says won or lost, or write that in place of "{word}". If all these were won: '
        f'won=["{inside(word)}"]; if all were lost: lost=["{inside(word)}"].'
    )


def name_hidden(found: list[Doubt], more: bool) -> str:
    """How to name texts that are not shown, by their lines. `more`: beside other words."""
    lines = sorted({line for doubt in found for line in doubt.lines})
    of = f"the text of {at_lines(lines)}" if lines else "each longer text"
    return (
        f'Name {of} as it stands in the file{" too" if more else ""}, in place of "{PLACE}": won=["{PLACE}"] or '
        f'lost=["{PLACE}"] (or dropped=, open=); or write a plain word into its cell.'
    )
