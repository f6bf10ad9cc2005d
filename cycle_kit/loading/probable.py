"""What a word that is not known probably says of a deal: by its reason, its negation, its mark or its likeness.

A guess is never taken, only advised; of a word that nothing speaks for there is none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import cache, lru_cache

from cycle_kit.dialects.endings import PLACE, likeness, meaning, takes_back, within
from cycle_kit.dialects.hopes import is_hope
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.dialects.wording import ENDS, affixes, guessed_words, has, known, pattern_of, spelled
from cycle_kit.errors import in_code, listed
from cycle_kit.languages import OUTCOMES
from cycle_kit.steps import step_named
from cycle_kit.values import key
from cycle_kit.values.answers import ANSWERS

ARGUMENTS = ("won", "lost", "dropped", "open")
TICKED, CROSSED = frozenset("✓✔☑✅👍🎉🏆🤝💰🟢+"), frozenset("✗✘❌✖❎👎🔴✕☒×-–—")
MARKS = TICKED | CROSSED
DASHES = frozenset("-–—")
PICTURES = MARKS - DASHES - frozenset("+×")  # those that say the same with words behind them
#: letters before a word that make its opposite: unsold, niepodpisana, неподписан, نخرید
OPPOSITE = ("un", "nie", "не", "ne", "in", "ن")
#: the Arabic verb behind "did not": لم يتم is the opposite of تم, لم تتم of تمت
JUSSIVE = re.compile(r"^[يت](\w+)")
LONGEST_START = 4  # words of a win at the start of a longer text
#: Turkish puts it into the verb: almadı, imzalanmadı
INSIDE = re.compile(r"m[ae](?=d[iu]|m[iu]s)")


def probable(word: str, beside: Iterable[str] = (), *, closed: bool = False) -> str:
    """won, lost, dropped or open, the argument that an unknown word probably belongs to; "" where nothing says it.

    `beside`: the other words of its column. `closed`: its deals have a date of closing.
    """
    others = [other for other in beside if other != word]
    text = spelled(word)
    if takes_back(word) or is_hope(word):
        return ""
    if has(text, "yet"):
        return "open"
    if text in guessed_words("running"):
        return "open"
    if is_reason(word) or (closed and text in guessed_words("topics")):
        return "" if begins_with_win(text) else "lost"
    if is_negated(word, others):
        return "" if denies_a_step(word) else "lost"
    if key(word) in signed() or any(key(word) in positives(other) for other in others):
        return "won"
    return answered(word, others) or short_for(word, others) or alike(word)


def alike(word: str) -> str:
    """The outcome that a word may be misspelt for, or that stands within it; a win within other words may be
    another's: "Bought elsewhere"."""
    inside = within(word)
    return "" if inside in ("won", "closed") else inside or likeness(word)


@lru_cache(maxsize=10_000)
def is_reason(word: str) -> bool:
    """Whether a word is, or has, a reason why a deal was lost, and names no step of a sale."""
    if meaning(word) not in ("", "closed") or step_named(word):
        return False
    return has(spelled(word), "reasons")


def begins_with_win(text: str) -> bool:
    """Whether a spelled text begins with a word for a win, and not for what a client bought: "Won from a rival"."""
    tokens = text.split()
    starts = (" ".join(tokens[:n]) for n in range(1, min(len(tokens), LONGEST_START) + 1))
    return any(known(start) == "won" for start in starts) and not pattern_of("bought").match(text)


def denies_a_step(word: str) -> bool:
    """Whether what a word denies is a step that may still come: "Not signed", "Unpaid"."""
    return any(
        pattern_of(entry).search(text)
        for text in (*denied(word), *(w for w in [spelled(word)] if has(w, "not")))
        for entry in ("signing", "paying")
    )


def positives(word: str) -> frozenset[str]:
    """What a word denies, as it is compared: "nie kupił" denies "kupił", "almadı" "aldı"; empty for none."""
    return frozenset(text.replace(" ", "") for text in denied(word))


@lru_cache(maxsize=10_000)
def denied(word: str) -> frozenset[str]:
    """What a word denies, spelled: without its "not", its prefix, or what its verb has inside."""
    tokens = spelled(word).split()
    whole = " ".join(tokens)
    kept = [token for token in tokens if token not in guessed_words("not")]
    found = {" ".join(kept)} if len(kept) < len(tokens) else set()
    found |= {JUSSIVE.sub(past, text) for text in found for past in (r"\1", r"\1ت")}
    for n, token in enumerate(tokens):
        bare = [token.removeprefix(start) for start in OPPOSITE if token.startswith(start)]
        if INSIDE.search(token):
            bare += [INSIDE.sub("", token), INSIDE.sub("", token).rstrip("iu") + "u"]
        found |= {" ".join([*tokens[:n], each, *tokens[n + 1 :]]) for each in bare if each}
    return frozenset(found - {"", whole})


def is_negated(word: str, others: Iterable[str]) -> bool:
    """Whether a word denies a win, or another word of its column."""
    denied = positives(word)
    wins = any(known(text) == "won" or text in signed() for text in denied)
    return wins or bool(denied & {key(other) for other in others})


def answered(word: str, others: Iterable[str]) -> str:
    """won for yes and lost for no, where both are there."""
    said = ANSWERS.get(key(word))
    if word.isdigit() and any(o.isdigit() and key(o) not in ANSWERS for o in others):
        return ""  # 0, 1 and 2 are codes of somebody's own
    if said is None or (not said) not in {ANSWERS.get(key(other)) for other in others}:
        return ""
    return "won" if said else "lost"


def short_for(word: str, others: Iterable[str] = ()) -> str:
    """The outcome that a mark or a single letter probably stands for: "❌", "L", "G" beside "P" or "V". Of "W", "L"
    and "P" only the first is sure: the last may be pending."""
    mark = word.strip().replace("\ufe0f", "")
    if mark in DASHES and not any(other.strip() == "+" for other in others):
        return ""  # nothing, unless it is the opposite of a plus
    if mark[:1] in PICTURES or mark in MARKS:
        return "won" if mark[:1] in TICKED else "lost"
    letter = mark.casefold()
    pairs = [pair for pair in initials() if letter in pair]
    beside = {other.strip().casefold() for other in others}
    both = [pair for pair in pairs if beside & (set(pair) - {letter})]
    rivals = {pair for pair in initials() if set(pair) <= beside - {letter}}
    if rivals:
        return ""
    if not both and len([other for other in beside - {letter} if len(other) == 1]) > 1:
        return ""  # stages A, B and C
    meant = {("won", "lost")[pair.index(letter)] for pair in both or pairs}
    return meant.pop() if len(meant) == 1 else ""


@cache
def initials() -> tuple[tuple[str, str], ...]:
    """The first letters of won and of lost in each language."""
    found = {
        (words["won"][0].casefold(), words["lost"][0].casefold())
        for words in OUTCOMES.values()
        if "won" in words and "lost" in words
    }
    return tuple(sorted(pair for pair in found if pair[0] != pair[1]))


def is_undecided(word: str) -> bool:
    """Whether a word beside yes and no says that a deal is neither won nor lost: "pending", "maybe", "Offer"."""
    if not word or key(word) in ANSWERS:
        return False
    return bool(meaning(word) == "open" or step_named(word) or has(spelled(word), "yet"))


@cache
def signed() -> frozenset[str]:
    """What is signed or ordered, in all languages: in small companies that is the win."""
    return frozenset(key(word) for words in SPLIT.values() for word in words.get("signed_at", ()))


def may_be_outcome(word: str) -> bool:
    """Whether the name of a stage is nearly that of an outcome or is a reason for a loss, and of no step of a
    sales cycle; "Pedido" is an order, not a misspelt "Perdido". A win inside other words is none: "Technical Win",
    "Decision maker bought-in"."""
    if takes_back(word):
        return True
    text = spelled(word)
    if step_named(word) or key(word) in signed() or has(text, "yet"):
        return False
    if text in guessed_words("running"):
        return False
    if is_denied(word):
        return True
    return within(word) in ("lost", "dropped") or likeness(word) in ENDS or is_reason(word)


def is_denied(word: str) -> bool:
    """Whether a name denies the win that stands in it: "Non-Won"."""
    first, *rest = spelled(word).split() or [""]
    return bool(rest) and first in negations() and within(word) == "won"


@cache
def negations() -> frozenset[str]:
    return guessed_words("not") | affixes("denied")


def closed_two_ways(words: Iterable[str], beside: Iterable[str] = ()) -> list[str]:
    """Those of the words that begin with the same word for "closed" and go on differently with one that is not known
    and no step: "Zamknięte alfa" and "Zamknięte beta" say two ways in which deals ended, and so does one of them
    `beside` a known one, "Zamknięte przegrane"."""
    found: dict[str, list[str]] = {}
    known_ways = {spelled(word).split()[0] for word in beside if is_closed_way(word)}
    for word in words:
        first, *rest = spelled(word).split() or [""]
        ways = " ".join(rest)
        told = known(ways) or step_named(ways) or meaning(word) or step_named(word)
        if len(rest) == 1 and known(first) == "closed" and not told:
            found.setdefault(first, []).append(word)
    several = {first for first, same in found.items() if len(same) > 1}
    return [word for first in found if first in several | known_ways for word in found[first]]


def is_closed_way(word: str) -> bool:
    """Whether it is a known word for an end that begins with a word for "closed": "Closed lost"."""
    first, *rest = spelled(word).split() or [""]
    return bool(rest) and known(first) == "closed" and meaning(word) in ENDS


def may_be_signed(word: str) -> bool:
    """Whether a stage is called as what is signed or ordered."""
    return key(word) in signed() and not meaning(word) and not step_named(word)


def guessed(
    words: Iterable[str], beside: Iterable[str] = (), *, closed: Container[str] = ()
) -> dict[str, str]:
    """{word: the argument it probably belongs to, or ""}. `closed`: words whose deals have a date of closing."""
    words = list(words)
    all_words = [*words, *beside]
    return {word: probable(word, all_words, closed=word in closed) for word in words}


def line_for(guess: Mapping[str, str]) -> str:
    """The advice: each word in the argument where it probably belongs, and a place for those of which
    nothing says where. Without a word that may be shown, how to name those that are not."""
    if not guess:
        return (
            f'Name each longer text as it stands in the file: won=["{PLACE}"] or lost=["{PLACE}"] '
            "(or dropped=, open=); or write a plain word into its cell."
        )
    placed = {name: [w for w, own in guess.items() if own == name] for name in ARGUMENTS}
    open_words = [word for word, own in guess.items() if not own]
    if open_words:
        placed = {
            name: [*own, PLACE] if name in ("won", "lost") else own for name, own in placed.items()
        }
    line = ", ".join(f"{name}=[{in_code(own)}]" for name, own in placed.items() if own)
    others = ", ".join(f"{name}=" for name, own in placed.items() if not own)
    said = f"Say what they mean, each word where it belongs: {line}" + (
        f" (or {others})" if others else ""
    )
    if not open_words:
        return f"{said}."
    return f'{said}, with {listed(open_words)} in place of "{PLACE}", wherever each belongs.'
