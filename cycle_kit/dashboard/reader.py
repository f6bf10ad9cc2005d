"""The language in which a reader's page opens: what its address asks for, else what is said for all, else the
browser's own where answers are told in it.

The server knows the browser's wish (Accept-Language) before a kernel does, and writes it into the page, whose script
tells it to the kernel (`address.js`).
"""

from typing import Any

from cycle_kit.charts.words import _
from cycle_kit.locale import ENGLISH, LOCALES, speaking


def preferred(accepted: str) -> str:
    """The one of our languages that a browser likes most ("fa-IR, pl;q=0.8"), "" where it names none."""
    liked: dict[str, float] = {}
    for part in accepted.lower().split(","):
        tag, _semicolon, rest = part.partition(";")
        name = tag.strip().partition("-")[0]
        if name in LOCALES:
            liked.setdefault(name, _weight(rest))
    best = max(liked, key=lambda name: liked[name], default="")
    return best if best and liked[best] > 0 else ""


def _weight(said: str) -> float:
    """How much it is liked, as "q=0.8" says; 1 where nothing is said, 0 for what is no number."""
    key, _equals, value = said.strip().partition("=")
    try:
        return float(value) if key.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def head(said: str, *, asked: str, accepted: str) -> dict[str, Any]:
    """What the head of a page says of its language. `said`: the one for all readers, "" for none; `asked`: by the
    address; `accepted`: by the browser.

    `usual`: the language of an address that names none; `waits`: the kernel has drawn another one ahead.
    """
    usual = said or preferred(accepted) or ENGLISH
    language = asked if asked in LOCALES else usual
    with speaking(language) as spoken:
        title = _("Sales cycle")
    return {
        "language": language,
        "direction": spoken.direction,
        "usual": usual,
        "title": title,
        "waits": language != (said or ENGLISH),
    }


def told_in(language: str):
    """A template's way to say its sentences in a language."""

    def told(text: str) -> str:
        with speaking(language if language in LOCALES else ENGLISH):
            return _(text)

    return told
