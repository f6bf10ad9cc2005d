"""Names in which several words stand, with a break between them: "Lost - price", "Won/Installed", "NDA-Signed".

The first word says how a deal ended, or the last behind what changes nothing; no part decides alone where it is joined
to another that may make something else of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from cycle_kit.dialects.wording import (
    ENDS,
    LOSSES,
    affixes,
    has,
    is_sale,
    known,
    spelled,
    without_things,
)

#: what stands behind goes with what is before it: "Lost - price", "Won (referral)"
LOOSE = re.compile(r"\s+[-–—/]+\s*|\s*[-–—/]+\s+|\s*[:|;,()\[\]{}]+\s*")
#: joins two words to one name, which may mean something else: "NDA-Signed", "Lost/Open"
TIGHT = re.compile(r"/|(?<=\w)-(?=\w)")
BREAKS = re.compile(f"{LOOSE.pattern}|{TIGHT.pattern}")
#: a number, a year or a quarter
COUNTED = re.compile(r"(?i)[a-z]?\d+")


def end_of(parts: Sequence[str], said: Sequence[str]) -> str:
    """How the parts of a name say that a deal ended: the first does, or "closed" with the one behind it, or
    the last does, behind what changes nothing."""
    ends = ended(said)
    if not ends or said[0] in ENDS:
        return ends[0] if ends else ""
    if said[0] == "closed" or (said[-1] in ENDS and is_closing(parts[-1])):
        return ends[0]
    return agreed(parts, said) if said[-1] in ENDS else ""


def joined(part: str) -> str:
    """What a part says that stands between breaks: whole, or by all of the words that are joined in it."""
    whole = plainly(part)
    pieces = [piece for piece in TIGHT.split(part) if piece.strip()]
    if whole or len(pieces) < 2:
        return whole
    said = each_said(pieces, plainly)
    return agreed(pieces, said) if ended(said) else "closed" if said[0] == "closed" else ""


def plainly(part: str) -> str:
    return known(part) or known(without_things(part))


def agreed(parts: Sequence[str], said: Sequence[str]) -> str:
    """The end that some of the parts say and none of the others changes: "NDA-Signed" is no win."""
    end = ended(said)[0]
    others = [part for part, each in zip(parts, said, strict=True) if each not in ENDS]
    return end if all(changes_nothing(part, end) for part in others) else ""


def ended(said: Iterable[str]) -> list[str]:
    return [each for each in said if each in ENDS]


def each_said(parts: Sequence[str], say: Callable[[str], str]) -> list[str]:
    """What each part says. "Sale/lease talks" speaks of the sale, "Sale (closed)" says how it ended."""
    said = [say(part) for part in parts]
    if "closed" in said:
        return said
    return ["" if is_sale(part) else each for part, each in zip(parts, said, strict=True)]


def is_both(plain: str) -> bool:
    """Whether a name speaks of wins and losses: "Won/Lost" is the name of a column, not an answer."""
    parts = [part for part in BREAKS.split(plain) if part.strip()]
    ends = set(ended(each_said(parts, plainly)))
    return "won" in ends and len(ends) > 1


def is_closing(part: str) -> bool:
    """Whether a part says in two words that and how a deal closed, whatever its pipeline: "Closed Won"."""
    said = {known(word) for word in part.split()}
    return "closed" in said and bool(said & {*ENDS})


def changes_nothing(part: str, end: str) -> bool:
    """Whether a part leaves the end beside it as it is: what was sold, a number, "closed", a loss's reason."""
    if known(part) == "closed" or COUNTED.fullmatch(part) or not without_things(part):
        return True
    if spelled(part) in affixes("beside_ends", "results"):
        return True
    text = spelled(part)
    return end in LOSSES and (has(text, "reasons") or has(text, "topics"))
