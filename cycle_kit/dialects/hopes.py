"""Names that ask or hope: "Won?", "Won ?", "¿Gagné?", "Won 50%". They are other words than the plain one.

A mark that stands apart from its word may be a picture that got lost, and says nothing where no row says the same end
without one; see `endings.hopes_among`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cycle_kit.dialects.wording import share_of, without_any_share
from cycle_kit.values import key

MARK = "[?؟？]"
#: a question, not an answer: "Signed?", "Won (?)"; one that stands apart may be a lost picture
ASKED = re.compile(rf"\w{MARK}+$|[(\[]{MARK}+[)\]]$|^¿")
ANY_MARK = re.compile(rf"^\s*[¿?؟？]+\s*|\s*[(\[]?{MARK}+[)\]]?\s*$")


def plain_of(name: str) -> str:
    """The name without a question's marks and a share of more than none and less than all; "" for marks alone."""
    return ANY_MARK.sub("", without_any_share(name)).strip()


def is_hope(name: str) -> bool:
    """Whether a question's mark or a share between none and all stands beside the words of a name."""
    plain = plain_of(name)
    return bool(plain and key(plain)) and (
        bool(ANY_MARK.search(name)) or share_of(name) is not None
    )


def said_key(name: str) -> str:
    """The name as it is compared with what the caller names: "Won?" is another one than "Won"."""
    if not is_hope(name):
        return key(name)
    share = share_of(name)
    return f"{key(plain_of(name))}?{share if share is not None else ''}"


def heard(names: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    """{name: what is said of it}: of a hope by its own spelling, and by the plain word where no name has that.

    `said`: {said_key: what is said}.
    """
    names = [str(name) for name in names]
    here = {key(name) for name in names if not is_hope(name)}
    found = {}
    for name in names:
        own, plain = said_key(name), key(plain_of(name) or name)
        way = own if own in said or plain in here else plain
        if way in said:
            found[name] = said[way]
    return found
