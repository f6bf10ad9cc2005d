"""Words for how a deal ended, in the languages that exports are written in.

Compared whole, by `values.key`, never by part or likeness: "ناموفق" (lost) contains "موفق" (won), and
"niewygrana" (lost) contains "wygrana" (won). A word that says only "closed" is in CLOSED_WORDS. What stands
around these words is read in `endings.py`; the words are in `cycle_kit/languages`.
"""

import re
from functools import cache

from cycle_kit.languages import OUTCOMES, SEVERAL
from cycle_kit.values import key

#: of languages whose headers are not known
MORE_OUTCOMES = SEVERAL["outcomes"]
#: what each entry of `OUTCOMES` says; a deal in a step is open
SAYS = {"won": "won", "lost": "lost", "dropped": "dropped", "open": "open", "steps": "open"}


@cache
def words(entry: str) -> frozenset[str]:
    """The words of one entry in every language, as they are compared."""
    tables = (*OUTCOMES.values(), MORE_OUTCOMES)
    return frozenset(
        key(word) for table in tables for word in table.get(entry, "").split("|") if word
    )


#: {word as it is compared: open, won, lost or dropped}
KNOWN = {word: outcome for entry, outcome in SAYS.items() for word in words(entry)}
#: ended, and not said how
CLOSED_WORDS = words("closed")
#: Persian "شد", "شده" and "شده است" say the same, as do Arabic words with and without the ending of women
ENDING = re.compile("(?<=..)(?:ه(?:است)?|است)$")
WITHOUT_ENDING = {
    ENDING.sub("", word): said
    for word, said in (dict.fromkeys(CLOSED_WORDS, "closed") | KNOWN).items()
    if word[-1] > "\u0600"
}


def said_by(folded: str) -> str:
    """What a word says, as it is compared, whatever its ending; "" for one that is not known."""
    closed = "closed" if folded in CLOSED_WORDS else ""
    return KNOWN.get(folded) or closed or WITHOUT_ENDING.get(ENDING.sub("", folded), "")
