"""Header rows that come again within the data, as lists pasted below each other have them."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from cycle_kit.files.shapes import Column, folded, misfit, shape
from cycle_kit.languages import DEALS

#: names of columns in other words: so many at least, and of the filled cells so many
_SURE, _NEARLY_ALL = 3, 0.8
#: what says where a deal stands, and what says that or when it ended: lists call the one like the other
_ONE_ROLE = {"status": "stage"} | dict.fromkeys(("close_date", "is_closed"), "closed_at")


def is_repeat(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether at least two cells, and half of those that are filled, are the header's own in their place, or nearly
    all mean the same as it in other words."""
    filled = [(cell, head) for cell, head in zip(row, header, strict=False) if cell]
    same = sum(1 for cell, head in filled if head and folded(cell) == folded(head))
    needed = min(2, sum(map(bool, header)))
    return (same >= needed and 2 * same >= len(filled)) or _is_in_other_words(filled)


def _is_in_other_words(filled: Sequence[tuple[str, str]]) -> bool:
    """Whether nearly all cells are what columns like theirs are called in some language, one of days or figures too:
    words of deals can be those of columns, as "Offer" and "Contract" are, and no deal has one for its amount."""
    if len(filled) < _SURE or any(cell[0].isdigit() for cell, _ in filled):
        return False
    roles = [roles_of(cell) & roles_of(head) for cell, head in filled]
    known = sum(map(bool, roles))
    counted = any(shared and shared <= _counted_roles() for shared in roles)
    return counted and known >= max(_SURE, _NEARLY_ALL * len(filled))


@lru_cache(maxsize=1 << 12)
def roles_of(header: str) -> frozenset[str]:
    """Our names of the columns that are called so, in all languages."""
    return _called().get(folded(header), frozenset())


@cache
def _called() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for said in DEALS.values():
        for role, words in said.items():
            for word in (role.replace("_", " "), *words.split("|")):
                found[folded(" ".join(word.split()))].add(_ONE_ROLE.get(role, role))
    return {word: frozenset(roles) for word, roles in found.items()}


@cache
def _counted_roles() -> frozenset[str]:
    """The roles of columns of days and of figures."""
    roles = frozenset().union(*_called().values())
    days = {role for role in roles if role.endswith("_at")}
    return frozenset({"amount", "probability", "expected_close", *days})


@lru_cache(maxsize=8)
def _names(header: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(head) for head in header if head)


def is_reordered(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether it is the header of another list: three names or more that stand in the header elsewhere."""
    names = _names(tuple(header))
    filled = [folded(cell) for cell in row if cell]
    known = sum(1 for cell in filled if cell in names)
    return known >= 3 and known >= 0.6 * len(filled) and not is_repeat(row, header)


def names_columns(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether it is about columns: words where figures, days or codes are, and nowhere a cell like those below."""
    typed = [
        (cell, column) for cell, column in zip(row, columns, strict=True) if cell and column.typed
    ]
    words = all(shape(cell) in ("words", "code") for cell, _ in typed)
    sure = sum(misfit(cell, column) >= 1 for cell, column in typed)
    return sure >= 2 and words and all(misfit(cell, column) for cell, column in typed)
