"""Two columns beside each other that tell how deals ended: signed and refused, ordered and cancelled, as dates
or as marks. No deal has both, and that tells them from steps that each deal takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.loading.after_sale import is_after_sale
from cycle_kit.loading.dated_columns import inner
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers, folded_key
from cycle_kit.values import read_booleans

BOTH = 0.05  # share of the ended deals that may have both, by mistake
FEW = 4  # spellings of a mark: x and X, yes and no
DATED = {"won": "won_at", "lost": "lost_at"}
MARKED = {"won": "is_won", "lost": "is_lost"}
LOST = ("lost", "dropped")


def of_endings(
    headers: Headers, words: Mapping[str, Sequence[str]], taken: Iterable[str]
) -> dict[str, str]:
    """`won_at` and `lost_at`, or `is_won` and `is_lost`: {our name: header}; empty where no two columns are such.

    `words`: {won or lost: headers that say so}, beside all words for outcomes. `taken`: headers that stand
    for something else.
    """
    taken = set(taken)
    called = {end: {folded_key(word) for word in own} for end, own in words.items()}
    told = {header: ending(header, called) for header in headers if header not in taken}
    free = [header for header, end in told.items() if end and headers.look(header).filled]
    for names, able in ((DATED, is_dated), (MARKED, is_marked)):
        fit = [header for header in free if able(headers, header)]
        won = [header for header in fit if told[header] == "won"]
        lost = [header for header in fit if told[header] == "lost"]
        # of several, the one that is said plainly, and of these the last: a contract is signed after its order;
        # a payment or a delivery where nothing else is there
        for one in sorted(reversed(won), key=rank_of):
            for other in lost:
                if exclude_each_other(headers.frame[one], headers.frame[other]):
                    return {names["won"]: one, names["lost"]: other}
    return {}


def of_closed(headers: Headers, found: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """`is_won` or `is_lost` beside `is_closed`: the only column of yes and no that is called so, and says yes of closed
    deals alone; empty where there is none."""
    if "is_closed" not in found or {"is_won", "is_lost", "status"} & {*found}:
        return {}
    closed = is_said(headers.frame[found["is_closed"]])
    told = {header: ending(header, {}) for header in headers if header not in taken}
    fit = {
        header: end
        for header, end in told.items()
        if end and headers.look(header).filled and is_marked(headers, header)
    }
    if len(fit) != 1:
        return {}
    [(header, end)] = fit.items()
    said = is_said(headers.frame[header])
    return {MARKED[end]: header} if said.any() and not (said & ~closed).any() else {}


def rank_of(header: str) -> tuple[bool, bool]:
    return is_after_sale(header), not meaning(inner(header))


def ending(header: str, called: Mapping[str, set[str]]) -> str:
    """won or lost, where the header says so; "" else."""
    said = [meaning(header), meaning(inner(header))]
    if "won" in said:
        return "won"
    if any(word in LOST for word in said):
        return "lost"
    spellings = {folded_key(header), folded_key(inner(header)), folded_key(header.strip(" ?!:."))}
    return next((end for end, own in called.items() if spellings & own), "")


def is_dated(headers: Headers, header: str) -> bool:
    look = headers.look(header)
    return look.dates + look.day_numbers * (look.dates > 0) >= NEARLY_ALL


def is_marked(headers: Headers, header: str) -> bool:
    texts = headers.frame[header]
    filled = texts[texts != ""]
    if filled.nunique() > FEW:
        return False
    return read_booleans(filled).values.notna().mean() >= NEARLY_ALL


def exclude_each_other(one: pd.Series, other: pd.Series) -> bool:
    """Whether hardly a row says both."""
    if is_said(one).all() or is_said(other).all():
        return False
    both, either = is_said(one) & is_said(other), is_said(one) | is_said(other)
    return bool(both.sum() <= BOTH * either.sum())


def is_said(texts: pd.Series) -> pd.Series:
    """Which cells say yes, or a date."""
    said = read_booleans(texts).values
    return (texts != "") & ~said.eq(False).fillna(False).astype(bool)
