"""Words for how a deal ended, in the languages that exports are written in.

Compared whole, by `values.key`, never by part or likeness: "ناموفق" (lost) contains "موفق" (won), and
"niewygrana" (lost) contains "wygrana" (won). A word that says only "closed" is in CLOSED_WORDS. What stands
around these words is read in `endings.py`; the words are in `cycle_kit/languages`.
"""

from cycle_kit.languages import OUTCOMES, SEVERAL
from cycle_kit.values import key

#: of languages whose headers are not known
MORE_OUTCOMES = SEVERAL["outcomes"]
#: what each entry of `OUTCOMES` says; a deal in a step is open
SAYS = {"won": "won", "lost": "lost", "dropped": "dropped", "open": "open", "steps": "open"}


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
