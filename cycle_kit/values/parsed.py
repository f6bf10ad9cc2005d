"""What reading a column gives back, and the column's distinct cells that every reader works on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Parsed:
    """A column that has been read; same length and index as the text it came from."""

    values: pd.Series  # missing where the cell was empty or could not be read
    unreadable: np.ndarray  # the cell had text, but not what the column should hold
    remarks: tuple[str, ...] = ()  # how it was read; counts and names, never a cell
    day_only: bool = False  # dates: no cell has a time of day
    bare: bool = True  # dates: some cell has none, so that a midnight is a day
    order: str = ""  # dates: "dmy", "mdy" or "ymd" where the cells themselves told it
    #: of the unreadable cells those that say so ("TBD", "do ustalenia", #REF!): told, yet no sign
    #: that the column holds something else
    unknown: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    #: of them those with a number that is no amount, by what they say: "about so much", "for a month"
    said: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self):
        if len(self.unknown) != len(self.unreadable):
            object.__setattr__(self, "unknown", np.zeros(len(self.unreadable), dtype=bool))


@dataclass(frozen=True)
class Distinct:
    """The different texts of a column, how often each occurs, and where."""

    codes: np.ndarray  # per cell: its place in `texts`, -1 where missing
    texts: Sequence[str]
    counts: np.ndarray  # per text: number of cells

    def spread(self, found: np.ndarray, missing: object) -> np.ndarray:
        """One value per text -> one value per cell."""
        return np.append(found, np.array([missing], dtype=found.dtype))[self.codes]

    def cells(self, which: np.ndarray) -> int:
        """How many cells hold the texts of this mask."""
        return int(self.counts[which].sum())


def counted(many: int, what: str) -> str:
    """`1 cell`, `2,000 cells`: for remarks."""
    return f"{many:,} {what}" + ("" if many == 1 else "s")


def distinct(texts: pd.Series) -> Distinct:
    """The different texts of a column; what was never text is written out first."""
    if texts.dtype == object:
        texts = texts.map(str, na_action="ignore")
    texts = texts.astype("str")
    if mostly_different(texts):
        return _each(texts)
    codes, found = pd.factorize(texts)
    counts = np.bincount(codes[codes >= 0], minlength=len(found))
    return Distinct(codes, found.array, counts)


_LOOKED_AT, _MOSTLY = 2_000, 0.9


def mostly_different(texts: pd.Series) -> bool:
    """Whether looking for equal texts costs more than it saves."""
    some = texts.iloc[:: max(len(texts) // _LOOKED_AT, 1)]
    some = some[some != ""]
    return len(some) > _LOOKED_AT // 4 and some.nunique() > _MOSTLY * len(some)


def _each(texts: pd.Series) -> Distinct:
    """Every text for itself, the empty ones as one."""
    filled = (texts != "").to_numpy(dtype=bool) & texts.notna().to_numpy()
    codes = np.where(filled, np.cumsum(filled), 0)
    codes[texts.isna().to_numpy()] = -1
    found = pd.concat([pd.Series([""], dtype="str"), texts[filled]])
    counts = np.ones(len(found), dtype=np.int64)
    counts[0] = (codes == 0).sum()
    return Distinct(codes, found.array, counts)
