"""What a word says of how a deal stands: whole, with a reason behind it, or after a word for "closed".

"Lost - price", "Closed (lost)", "Won ✅" and "Deal won" say as much as the plain words. Nothing is read
out of the middle of a word, and what is only alike is asked about: see `resembles`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from cycle_kit.dialects.hopes import ASKED, heard, is_hope, plain_of, said_key
from cycle_kit.dialects.name_parts import BREAKS, LOOSE, each_said, end_of, ended, is_both, joined
from cycle_kit.dialects.outcomes import KNOWN, words
from cycle_kit.dialects.wording import (
    ENDS,
    LOSSES,
    THINGS,
    affixes,
    is_sale,
    known,
    pattern_of,
    share_of,
    spelled,
    undecorated,
    without_share,
    without_things,
)
from cycle_kit.errors import StageError
from cycle_kit.languages import several_words
from cycle_kit.steps import step_named
from cycle_kit.values import bare_name, key

#: when it ended, behind the word: "Lost 2023", "Won Q3 2024"
YEAR = re.compile(r"(?i)(?<=\w)\s+(?:q[1-4]\s+)?(?:19|20)\d\d$")
#: what begins the reason, the rival or the client behind a loss: "Lost to a rival", "Cancelled by client"
BECAUSE = "|".join(map(re.escape, several_words("because")))
REASON = re.compile(
    rf"(?i)\s+(?:{BECAUSE})\s|(?<=\blost)\s+to\s"
)  # "Failed to sync" is something else
#: behind such a reason what may mean otherwise: "Lost due to price, reopened"
ASIDE = re.compile(r"[,،;](?!\d)|\s[-–—]+|[–—]")
BETWEEN = re.compile(r"[\s,;:()\[\]/–—-]+")
#: how what is closed went
WENT = dict.fromkeys(map(key, several_words("went_well")), "won") | dict.fromkeys(
    map(key, several_words("went_ill")), "lost"
)
AND = frozenset(several_words("and"))
ARROW = re.compile(r"[-=–]>|[→➜➔]")
ALIKE, SHORTEST = 0.86, 4
PLACE = "..."  # in advice: where a word is to be filled in


@lru_cache(maxsize=10_000)
def meaning(word: str) -> str:
    """open, won, lost or dropped; "closed" where only the end is told, "" where nothing is known."""
    plain = YEAR.sub("", without_share(undecorated(word)))
    if ASKED.search(plain) or (share_of(plain) is not None and meaning(plain_of(plain)) in ENDS):
        return ""
    whole = known(word) or known(plain) or known(bare_name(plain)) or known(without_things(plain))
    if whole in ("", "closed"):
        whole = by_success(plain) or whole
    if whole:
        return whole
    if is_another_word(plain) or is_both(plain):
        return ""
    parts = [part for part in LOOSE.split(plain) if part.strip()]
    said = each_said(parts, joined)
    end = end_of(parts, said)
    if end:
        return "" if is_taken_back(plain, end) else end
    if by_reason(plain):
        return "" if is_turned(plain) else by_reason(plain)
    return "closed" if said[:1] == ["closed"] and not ended(said) else ""


def by_success(plain: str) -> str:
    """How it ended, of a word for closed that goes on, or begins, with it: "Closed successfully", "Ohne Erfolg
    abgeschlossen", "Closed and won"; "" for others."""
    words = [word for word in BETWEEN.split(plain) if word]
    for place in range(1, len(words)):
        first, last = words[:place], words[place:]
        for closed, how in ((first, last), (last, first)):
            if known(" ".join(closed)) == "closed" and key(" ".join(how)) in WENT:
                return WENT[key(" ".join(how))]
        ends = {known(" ".join(part)) for part in (first, last[1:])}
        if last[0].casefold() in AND and "closed" in ends and ends & {*ENDS}:
            return next(iter(ends & {*ENDS}))
    return ""


def hopes_among(names: Iterable[str]) -> frozenset[str]:
    """The names that only hope for an end: "Won 50%", and "Won ?" where another says that end without a mark."""
    names = [str(name) for name in names]
    hopes = {name: plain_of(name) for name in names if is_hope(name)}
    if not hopes:
        return frozenset()
    here = {meaning(name) for name in names if name not in hopes}
    return frozenset(
        name
        for name, plain in hopes.items()
        if meaning(plain) in ENDS and (not meaning(name) or meaning(plain) in here)
    )


def is_another_word(plain: str) -> bool:
    """Whether a hyphen joins what makes another word of an end: "Pre-sold", "Un-signed", "Win-back"."""
    pairs = re.findall(r"([^\W_]+)-(?=([^\W_]+))", plain)
    return any(
        spelled(one) in affixes("before_words", "not") or spelled(other) in affixes("behind_words")
        for one, other in pairs
    )


def is_taken_back(plain: str, end: str) -> bool:
    """Whether what stands behind the word for an end takes it back, or may: "Won, but cancelled later"."""
    rest = BREAKS.split(plain)[1:]
    if any(pattern_of("but").match(spelled(part)) for part in rest):
        return True
    if end in LOSSES:
        return is_turned(plain) or any(key(part) in words("open") for part in rest)
    if pattern_of("to_come").search(spelled(plain)):
        return True
    others = {word for part in rest for word in re.findall(r"[^\W\d_]{4,}", part)}
    undone = any(pattern_of("undone").search(spelled(part)) for part in rest)
    return undone or any(known(word) in LOSSES for word in others)


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


def resembles(word: str) -> str:
    """The outcome, or "closed", that a word which is not known may mean: a known word stands in it or is
    nearly the same; "" for none."""
    return within(word) or likeness(word)


def within(word: str) -> str:
    """The outcome, or "closed", of a known word that stands in one which is not known."""
    if meaning(word):
        return ""
    parts = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", undecorated(word))
    said = [known(part) for part in parts]
    return next(iter(ended(said)), "closed" if "closed" in said else "")


def likeness(word: str) -> str:
    """The outcome whose word is nearly the same as one that is not known."""
    plain = undecorated(word)
    if meaning(word) or known(re.sub(r"[\d_.#-]+", " ", plain)):  # "Contract-3" is a numbered stage
        return ""
    folded = key(plain)
    if folded in THINGS:  # "Opportunity" is no "Opportunity won" with letters left out
        return ""
    parts = [part for part in BREAKS.split(plain) if part.strip()]
    if len(parts) > 1 and any(
        map(step_named, parts)
    ):  # "EU - Qualified" is not nearly "Unqualified"
        return ""
    candidates = [name for name in KNOWN if KNOWN[name] in ENDS and len(name) >= SHORTEST]
    near = difflib.get_close_matches(folded, candidates, n=1, cutoff=ALIKE)
    return KNOWN[near[0]] if near and len(folded) >= SHORTEST else ""


def said_words(**given: Sequence[str] | str | None) -> dict[str, str]:
    """{word as it is compared: outcome} of what the user names. StageError: a word is named twice."""
    said: dict[str, str] = {}
    for outcome, chosen in given.items():
        for word in [chosen] if isinstance(chosen, str) else chosen or ():
            if word == PLACE:  # advice typed with its place not filled in
                continue
            if said.setdefault(said_key(word), outcome) != outcome:
                raise StageError(
                    f'"{word}" is named both as {said[said_key(word)]} and as {outcome}.',
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
    names = list(names)
    own, hopes = heard(names, said), hopes_among(names)
    found = {n: own.get(n) or ("" if n in hopes else meaning(str(n))) for n in names}
    ends = {name: outcome for name, outcome in found.items() if outcome in ENDS}
    sales = [name for name in ends if is_sale(name) and name not in own]
    if any(meaning(str(name)) == "won" for name in ends if name not in sales):
        return {name: outcome for name, outcome in ends.items() if name not in sales}
    return ends
