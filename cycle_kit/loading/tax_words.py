"""Headers of amounts with a word for net or gross of tax around them: "Price excl. VAT", "Betrag brutto"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cycle_kit.languages import DEALS
from cycle_kit.values import key
from cycle_kit.values.currencies import TAX_WORDS
from cycle_kit.values.text import fold

NET = "net"
_WORD = re.compile(r"[^\W_]+(?:\.(?=\w))?")


@lru_cache(maxsize=10_000)
def without_tax(header: str) -> tuple[str, str]:
    """The word for an amount that such a header holds, as it is compared, and net or gross; twice "" for others."""
    words = _WORD.findall(header)
    for many in (2, 1):
        for rest, said in ((words[:-many], words[-many:]), (words[many:], words[:many])):
            tax = TAX_WORDS.get("".join(map(fold, said)), "") if rest else ""
            amount = key(" ".join(rest)) if tax else ""
            if amount in amounts():
                return amount, tax
    return "", ""


@cache
def amounts() -> frozenset[str]:
    """What amounts are called, in all languages."""
    return frozenset(
        key(word) for words in DEALS.values() for word in words.get("amount", "").split("|")
    ) - {""}
