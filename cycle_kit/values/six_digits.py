"""Days written as six digits, 240205 or 050224: in a column that is of dates, where all cells are days so."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.values.parsed import distinct

_DAY = r"\s*[0-9]{6}\s*"
_SNIFFED = 20  # cells, of which any other is quickly seen
_YEARS = 10  # so many years at most lie between first and last of a column
_FEW = 4  # different days from which on the spread of their pairs tells the order
#: {order: the places of year, month and day among the three pairs}
_PLACES = {"ymd": (0, 1, 2), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}
_ORDERS = ("ymd", "dmy")  # that are looked for; the month stands first only where it is said to
_LATEST = 50  # years of two digits up to it are of this century


def with_six_digit_days(
    texts: pd.Series, like: str | None, *, said: str | None = None
) -> tuple[pd.Series, str]:
    """The column with its days written out, and the order they stood in; as it was, and "", where one cell is no
    such day or nothing tells the order. `said`: what the caller says, `like`: the order of other columns of the
    file, "" where not known."""
    if texts.dtype != "str" or not texts[texts != ""].head(_SNIFFED).str.fullmatch(_DAY).all():
        return texts, ""
    cells = distinct(texts.where(texts != ""))
    each = pd.Series(list(cells.texts), dtype="str").str.strip()
    if each.empty or not each.str.fullmatch(_DAY).all():
        return texts, ""
    pairs = np.array([[int(text[at : at + 2]) for at in (0, 2, 4)] for text in each])
    order = _order_of(pairs, like, said)
    if not order:
        return texts, ""
    days = days_of(pairs, order).dt.strftime("%Y-%m-%d")
    written = dict(zip(cells.texts, days, strict=True))
    return texts.map(written).where(texts != "", "").astype("str"), order


def _order_of(pairs: np.ndarray, like: str | None, said: str | None) -> str:
    """The one order that the spread of the pairs tells, or that is said or likely where it tells none; said, too,
    where only day and month change places."""
    able = {*_ORDERS, said} & {*_PLACES}
    fitting = [order for order in _PLACES if order in able and days_of(pairs, order).notna().all()]
    told = [order for order in _ORDERS if order in fitting and is_told(pairs, order)]
    if said in fitting and (not told or all(_year_at(one) == _year_at(said) for one in told)):
        return str(said)
    if told:
        return told[0] if len(told) == 1 else ""
    return str(like) if like in fitting else ""


def _year_at(order: str | None) -> int:
    return _PLACES[str(order)][0]


def days_of(pairs: np.ndarray, order: str) -> pd.Series:
    year, month, day = (pairs[:, place] for place in _PLACES[order])
    century = np.where(year <= _LATEST, 2000, 1900)
    parts = pd.DataFrame({"year": century + year, "month": month, "day": day})
    return pd.to_datetime(parts, errors="coerce")


def is_told(pairs: np.ndarray, order: str) -> bool:
    """Whether years are near each other and days are not, as in a list of deals."""
    year, _, day = (pairs[:, place] for place in _PLACES[order])
    return len(pairs) >= _FEW and np.ptp(year) <= _YEARS and np.ptp(day) > _YEARS
