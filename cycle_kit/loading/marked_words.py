"""Words of a status that are written with marks around them, too: "(Won)" and "Won*" beside "Won"."""

from __future__ import annotations

from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import listed
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.telling import Evidence
from cycle_kit.values import key


def remark_on_marked_words(deals: DealRows, told: Evidence) -> None:
    """That they are read as the plain word: the marks may have meant something."""
    if "status" not in deals.hints:
        return
    rows = deals.hints["status"].value_counts()
    ends = [word for word in rows.index if told.status.get(word) in ENDS]
    plainly = {key(word): word for word in reversed(ends) if is_plain(word)}
    for plain in plainly.values():
        others = [word for word in ends if not is_plain(word) and key(word) == key(plain)]
        if others:
            deals.source.remarks.add(
                "outcomes",
                f'"{plain}" is also spelled {listed(others)}.',
                file=deals.source.raw.file,
                effect=f"They count as {told.status[plain]}, too.",
                fix="If the marks say something else, write it into the cells.",
            )


#: what stands within words: hyphens, apostrophes, the half-space
JOINING = "-'’\u200c"


def is_plain(word: str) -> bool:
    return all(char.isalnum() or char.isspace() or char in JOINING for char in word)
