"""What a word says of how a deal stands: whole, with a reason behind it, or after a word for "closed".

"Lost - price", "Closed (lost)", "Won ✅" and "Deal won" say as much as the plain words. Nothing is read
out of the middle of a word, and what is only alike is asked about: see `resembles`.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from cycle_kit.dialects.outcomes import KNOWN, said_by
from cycle_kit.errors import StageError
from cycle_kit.languages import SEVERAL
from cycle_kit.values import bare_name, key

ENDS = ("won", "lost", "dropped")
LOSSES = ("lost", "dropped")
#: what is won or lost, beside the word that says it
THINGS = frozenset(map(key, SEVERAL["words"]["things"].split("|")))
SALES = frozenset(map(key, SEVERAL["words"]["sales"].split("|")))
BREAKS = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[:|/;,()\[\]{}]+\s*|(?<=\w)-(?=\w)")
#: a question, not an answer: "Signed?"; a mark that stands apart may be a picture that got lost
ASKED = re.compile(r"\w[?؟]$")
#: when it ended, behind the word: "Lost 2023", "Won Q3 2024"
YEAR = re.compile(r"(?i)(?<=\w)\s+(?:q[1-4]\s+)?(?:19|20)\d\d$")
#: what begins the reason, the rival or the client behind a loss: "Lost to a rival", "Cancelled by client"
BECAUSE = "|".join(map(re.escape, SEVERAL["words"]["because"].split("|")))
REASON = re.compile(
    rf"(?i)\s+(?:{BECAUSE})\s|(?<=\blost)\s+to\s"
)  # "Failed to sync" is something else
#: behind such a reason what may mean otherwise: "Lost due to price, reopened"
ASIDE = re.compile(r"[,،;](?!\d)|\s[-–—]+|[–—]")
ARROW = re.compile(r"[-=–]>|[→➜➔]")
PERCENT = "|".join(map(re.escape, ("%", "٪", *SEVERAL["words"]["percent"].split("|"))))
#: a probability that says the same as the word beside it: "100% Won", "Lost - 0 %", "%100 Kazanıldı"
SHARE = rf"(?:\d{{1,3}}(?:[.,٫]0+)?\s?(?:{PERCENT})(?!\w)|(?:{PERCENT})\s?\d{{1,3}}(?!\w))"
SHARES = re.compile(
    rf"(?i)^[\s(\[]*{SHARE}[\s)\].,:|/–—-]*(?=\w)|(?<=\w)[\s(\[,:|/–—-]+{SHARE}[\s)\].]*$"
)
CERTAIN = (0, 100)
ALIKE, SHORTEST = 0.86, 4
PLACE = "..."  # in advice: where a word is to be filled in


@lru_cache(maxsize=10_000)
def meaning(word: str) -> str:
    """open, won, lost or dropped; "closed" where only the end is told, "" where nothing is known."""
    plain = YEAR.sub("", without_share(undecorated(word)))
    if ASKED.search(plain):
        return ""
    whole = known(word) or known(plain) or known(bare_name(plain)) or known(without_things(plain))
    if whole:
        return whole
    parts = [part for part in BREAKS.split(plain) if part.strip()]
    if is_another_word(plain):
        return ""
    said = [known(part) or known(without_things(part)) for part in parts]
    if (
        "closed" not in said
    ):  # "Sale/lease talks" speaks of the sale, "Sale (closed)" says how it ended
        said = ["" if is_sale(part) else each for part, each in zip(parts, said, strict=True)]
    ends = [each for each in said if each in ENDS]
    if "won" in ends and len(set(ends)) > 1:
        return ""  # "Won/Lost" is the name of a column, not an answer
    if said and said[0] in ENDS:
        return "" if is_taken_back(plain, said[0]) else said[0]
    if ends and (said[0] == "closed" or said[-1] in ENDS):
        return "" if is_taken_back(plain, ends[0]) else ends[0]
    if by_reason(plain):
        return "" if is_turned(plain) else by_reason(plain)
    return "closed" if said and said[0] == "closed" else ""


def is_sale(word: str) -> bool:
    """Whether a word is that for a sale: a win where no other word says so, else perhaps a stage."""
    return key(word) in SALES


def is_another_word(plain: str) -> bool:
    """Whether a hyphen joins what makes another word of an end: "Pre-sold", "Un-signed", "Win-back"."""
    pairs = re.findall(r"([^\W_]+)-(?=([^\W_]+))", plain)
    return any(
        spelled(one) in affixes("before_words", "not") or spelled(other) in affixes("behind_words")
        for one, other in pairs
    )


@cache
def affixes(*entries: str) -> frozenset[str]:
    words = "|".join(SEVERAL["words"][entry] for entry in entries)
    return frozenset(spelled(word) for word in words.split("|"))


def is_taken_back(plain: str, end: str) -> bool:
    """Whether what stands behind the word for an end takes it back, or may: "Won, but cancelled later"."""
    rest = BREAKS.split(plain)[1:]
    if any(pattern_of("but").match(spelled(part)) for part in rest):
        return True
    if end in LOSSES:
        return is_turned(plain)
    words = {word for part in rest for word in re.findall(r"[^\W\d_]{4,}", part)}
    undone = any(pattern_of("undone").search(spelled(part)) for part in rest)
    return undone or any(known(word) in LOSSES for word in words)


def by_reason(plain: str) -> str:
    """lost or dropped of a word for that with the reason behind it; "" for others."""
    said = known(REASON.split(plain, maxsplit=1)[0])
    return said if said in LOSSES and REASON.search(plain) else ""


def with_reason(word: str) -> str:
    """The outcome of a word that is read as one for the reason it goes on with only; "" for others."""
    plain = YEAR.sub("", without_share(undecorated(word)))
    return meaning(word) if by_reason(plain) and meaning(word) in LOSSES else ""


def is_turned(text: str) -> bool:
    """Whether what a loss goes on with takes it back, or may: "Cancelled by client but rebooked"."""
    if ARROW.search(text) or pattern_of("turned").search(spelled(text)):
        return True
    _, *rest = REASON.split(text, maxsplit=1) if by_reason(text) else [text]
    return any(is_doubtful(part) for part in rest)


def is_doubtful(reason: str) -> bool:
    """Whether a reason holds what may mean otherwise: "Lost to nobody: postponed"."""
    if ASIDE.search(reason) or pattern_of("doubtful").search(spelled(reason)):
        return True
    return any(known(part) == "open" for part in BREAKS.split(reason)[1:])


def takes_back(word: str) -> bool:
    """Whether a word begins with an end and goes on with what may take it back: "Declined by mistake"."""
    plain = YEAR.sub("", without_share(undecorated(word)))
    begins = by_reason(plain) or known(BREAKS.split(plain)[0]) or within(word)
    return not meaning(word) and begins in ENDS and is_taken_back(plain, begins)


@cache
def pattern_of(entry: str) -> re.Pattern[str]:
    """Finds a word of an entry in a spelled text; a "*" behind one stands for any letters."""
    words = (word.strip() for word in SEVERAL["words"][entry].split("|"))
    ways = (re.escape(spelled(word)) + r"(?!\w)" * (not word.endswith("*")) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})")


def spelled(text: str) -> str:
    """The words of a text as they are compared, with a blank between them."""
    return " ".join(filter(None, (key(word) for word in re.split(r"[\W_]+", text) if word)))


def known(text: str) -> str:
    return said_by(key(text))


def undecorated(word: str) -> str:
    """Without marks that only adorn: "Won ✅", "❌ Lost"."""
    bare = "".join(
        " " if unicodedata.category(char) in ("So", "Sk") or char == "\ufe0f" else char
        for char in word
    )
    return " ".join(bare.split()) or word


def without_share(text: str) -> str:
    """Without a probability of none or all beside the word; one between is more than the word says."""
    found = SHARES.search(text)
    if not found:
        return text
    number = int("".join(re.findall(r"\d+", found[0])[:1]))
    return SHARES.sub("", text, count=1) if number in CERTAIN else text


def without_things(text: str) -> str:
    kept = [word for word in re.split(r"[\s!.]+", text) if key(word) not in THINGS]
    return " ".join(kept)


def resembles(word: str) -> str:
    """The outcome, or "closed", that a word which is not known may mean: a known word stands in it or is
    nearly the same; "" for none."""
    return within(word) or likeness(word)


def within(word: str) -> str:
    """The outcome, or "closed", of a known word that stands in one which is not known."""
    if meaning(word):
        return ""
    parts = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", undecorated(word))
    said = (known(part) for part in parts)
    return next((each for each in said if each in (*ENDS, "closed")), "")


def likeness(word: str) -> str:
    """The outcome whose word is nearly the same as one that is not known."""
    plain = undecorated(word)
    if meaning(word) or known(re.sub(r"[\d_.#-]+", " ", plain)):  # "Contract-3" is a numbered stage
        return ""
    folded = key(plain)
    if folded in THINGS:  # "Opportunity" is no "Opportunity won" with letters left out
        return ""
    candidates = [name for name in KNOWN if KNOWN[name] in ENDS and len(name) >= SHORTEST]
    near = difflib.get_close_matches(folded, candidates, n=1, cutoff=ALIKE)
    return KNOWN[near[0]] if near and len(folded) >= SHORTEST else ""


def said_words(**given: Sequence[str] | str | None) -> dict[str, str]:
    """{folded word: outcome} of what the user names. StageError: a word is named twice."""
    said: dict[str, str] = {}
    for outcome, chosen in given.items():
        for word in [chosen] if isinstance(chosen, str) else chosen or ():
            if word == PLACE:  # advice typed with its place not filled in
                continue
            if said.setdefault(key(word), outcome) != outcome:
                raise StageError(
                    f'"{word}" is named both as {said[key(word)]} and as {outcome}.',
                    fix=f"Name it in only one of {listed_arguments(given)}, not in {outcome}=.",
                )
    return said


def listed_arguments(given: Mapping[str, object]) -> str:
    *first, last = [f"{name}=" for name in given]
    return f"{', '.join(first)} and {last}"


def outcome_words(
    names: Iterable[str],
    *,
    won: Sequence[str] | str | None = None,
    lost: Sequence[str] | str | None = None,
    dropped: Sequence[str] | str | None = None,
    open: Sequence[str] | str | None = None,
) -> dict[str, str]:
    """{name: won, lost or dropped} for those of `names` that are outcomes.

    What the user names goes before the known words and adds to them; `open`: names of open stages. A sale is
    no outcome beside a plainer word for a win.
    """
    said = said_words(won=won, lost=lost, dropped=dropped, **({"open": open} if open else {}))
    found = {name: said.get(key(name)) or meaning(str(name)) for name in names}
    ends = {name: outcome for name, outcome in found.items() if outcome in ENDS}
    sales = [name for name in ends if is_sale(name) and key(name) not in said]
    if any(meaning(str(name)) == "won" for name in ends if name not in sales):
        return {name: outcome for name, outcome in ends.items() if name not in sales}
    return ends
