"""What the cells of a column look like, and which of our columns they can be: headers alone mislead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cycle_kit import tables
from cycle_kit.dialects.dialect import HINTS
from cycle_kit.errors import ColumnError
from cycle_kit.values import key, read_dates
from cycle_kit.values.answers import ANSWERS
from cycle_kit.values.blanks import is_empty
from cycle_kit.values.numerals import Numeral, see_number
from cycle_kit.values.shapes import by_shape
from cycle_kit.values.sights import Serial, Sight, see_date
from cycle_kit.values.text import fold

LOOKED_AT = 300  # filled cells of a column, spread over the file
HALF, NEARLY_ALL = 0.5, 0.9
#: seconds or milliseconds since 1970, as a spreadsheet shows them, too: 1.705968E+12
MOMENT = r"\d{10}(?:\.0)?|\d{13}|\d[.,]\d{2,}[eE]\+?(?:0?9|12)"

#: what kind of cells each of our columns holds
KINDS = {
    **tables.LEADS,
    **tables.DEALS,
    **HINTS,
    "entered_at": "date",
    "left_at": "date",
    "stage": "category",
}


@dataclass(frozen=True)
class Look:
    """Of the filled cells looked at: how many, and the shares of each kind among them."""

    filled: int
    dates: float = 0.0
    day_numbers: float = 0.0  # of a spreadsheet, or moments in seconds: numbers, but dates too
    numbers: float = 0.0
    answers: float = 0.0  # yes and no
    different: float = 0.0  # distinct texts


def look_at(texts: pd.Series) -> Look:
    """The look of a column of text; words for nothing ("-", "n/a") count as empty."""
    filled = texts[texts != ""]
    some = filled.iloc[:: max(len(filled) // LOOKED_AT, 1)].head(LOOKED_AT)
    some = some[[not is_empty(fold(text)) for text in some]]
    if some.empty:
        return Look(0)
    cells = some.tolist()
    count = len(cells)
    seen = list(by_shape(cells, see_date))
    moments = int(some.str.fullmatch(MOMENT).sum())
    return Look(
        filled=count,
        dates=amount_of(seen, Sight) / count,
        day_numbers=(amount_of(seen, Serial) + moments) / count,
        numbers=amount_of(by_shape(cells, see_number), Numeral) / count,
        answers=sum(key(text) in ANSWERS for text in cells) / count,
        different=len(set(cells)) / count,
    )


def has_amount(texts: pd.Series) -> pd.Series:
    """Which cells hold more than nothing, a dash or nought."""
    return texts.str.contains(r"[1-9۱-۹١-٩]")


def amount_of(seen: Iterable, kind: type) -> int:
    """How many cells were seen as this kind."""
    return sum(len(members.rows) for sight, members in seen if isinstance(sight, kind))


def suits(name: str, look: Look) -> bool:
    """Whether a column that looks so can hold what our column `name` does; an empty one can."""
    if not look.filled:
        return True
    kind = KINDS.get(name, "text")
    if kind == "date":
        return look.dates + look.day_numbers >= HALF
    if kind in ("number", "share"):
        return look.numbers >= HALF and look.dates < HALF
    if kind == "boolean":
        # a record may say when it was deleted instead of that it was
        dated = name == "is_deleted" and look.dates >= NEARLY_ALL
        return look.answers >= NEARLY_ALL or dated
    answered = look.answers >= NEARLY_ALL and look.numbers < HALF
    if name in ("name", "owner", "account"):
        return look.dates < HALF and look.numbers < NEARLY_ALL and not answered
    if name in ("status", "stage"):
        return look.dates < HALF and not answered
    return look.dates < HALF


CODES = 3  # numbers that may well stand for answers: 0, 1 and 2


def is_measured(texts: pd.Series, look: Look) -> bool:
    """Whether the cells are plainly numbers, or shares in percent, and neither yes and no nor codes for these."""
    if look.numbers < NEARLY_ALL or look.answers >= NEARLY_ALL:
        return False
    filled = texts[texts != ""]
    return filled.nunique() > CODES or bool(filled.map(fold).str.endswith("%").mean() >= HALF)


def dates_in(texts: pd.Series, header: str, language: str | None) -> pd.Series:
    """The dates of a column; none where its order of day and month is not known."""
    for like in (None, "dmy"):  # which, makes little difference to what comes first
        try:
            return read_dates(texts, column=header, like=like, language=language).values
        except ColumnError:
            continue
    return pd.Series(pd.NaT, index=texts.index, dtype="datetime64[us]")


#: ticks and crosses that say "done" where they stand alone in a column
MARKS = frozenset("✓✔☑✅👍+xX×•●✕✖vV")


def is_marked(texts: pd.Series) -> bool:
    """Whether nothing but ticks stands in a column."""
    first = next(filter(None, texts), "").replace("\ufe0f", "")
    if first not in MARKS:  # nearly always, and quickly told
        return False
    return bool(texts[texts != ""].str.replace("\ufe0f", "").isin(list(MARKS)).all())


MANY, ITS_OWN = (
    20,
    0.8,
)  # filled cells; share of different ones from which on each has a text of its own


def is_text(texts: pd.Series) -> bool:
    """Whether nearly every cell has a text of its own, as no column of stages has."""
    filled = texts[texts != ""]
    return len(filled) >= MANY and filled.nunique() >= ITS_OWN * len(filled)
