"""Which systems' layouts a table fits, wholly or but for a column that tells them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from cycle_kit.dialects import Dialect, known, own, shipped
from cycle_kit.dialects.dialect import DurationHistory, WideHistory
from cycle_kit.loading.matching import Headers, as_declared, folded_key, matched
from cycle_kit.loading.named import Named

PLAIN = ("plain", "leads")


def systems(headers: Headers, named: Named, crm: str | None, table: str) -> list[Dialect]:
    """The layouts that a table could be: of one kind of one system, one. The user's own go before ours."""
    there = headers.plain_words
    fitting: list[Dialect] = []
    for some in (own.dialects(), shipped()):
        fitting = fitting or [
            dialect
            for dialect in some
            if dialect.crm not in PLAIN
            and crm in (None, dialect.crm)
            and table in ("", dialect.table)
            and fits(dialect, there)
        ]
    fitting = fitting or nearly_fitting(headers, named, crm, table)
    if len({(dialect.crm, dialect.table) for dialect in fitting}) == 1:
        return widest(fitting, headers)
    return fitting


def fits(dialect: Dialect, there: set[str]) -> bool:
    has_all = all(any(folded_key(header) in there for header in group) for group in dialect.tells)
    return has_all and not any(folded_key(header) in there for header in dialect.unless)


def nearly_fitting(headers: Headers, named: Named, crm: str | None, table: str) -> list[Dialect]:
    """A system's layouts of deals that lack one column that tells, and have others that few systems have.

    A column that was left out of an export, or that was given a name of one's own, makes no other system.
    """
    if table not in ("", "deals"):
        return []
    there = headers.plain_words
    told = {name for name, header in named.of("deals", headers).items() if header}
    weights: dict[str, float] = {}
    fitting = []
    for dialect in known():
        if dialect.table != "deals" or dialect.crm in PLAIN or crm not in (None, dialect.crm):
            continue
        weight = weight_of(dialect, headers)
        if weight >= ENOUGH and len(lacking_tells(dialect, there, told)) <= 1:
            fitting.append(dialect)
            weights[dialect.crm] = max(weight, weights.get(dialect.crm, 0.0))
    likeliest = max(weights, key=lambda system: weights[system], default="")
    return [dialect for dialect in fitting if dialect.crm == likeliest]


#: the weight of its headers from which on a table is a system's, though one that tells is lacking; so many of
#: them it has where plain tables call their columns so, too
ENOUGH, MANY = 2.0, 8


def weight_of(dialect: Dialect, headers: Headers) -> float:
    """How much the headers speak for this layout: one that three systems have counts a third.

    Few words that plain tables have too say nothing.
    """
    there, dates = declared(dialect) & headers.plain_words, len(dates_of_entry(dialect, headers))
    if len(there) < MANY and not dates and there <= words_of_plain():
        return 0.0
    many = systems_with()
    return sum(1 / many[word] for word in there) + dates


@cache
def words_of_plain() -> frozenset[str]:
    return frozenset(word for d in shipped() if d.crm in PLAIN for word in declared(d))


def dates_of_entry(dialect: Dialect, headers: Headers) -> list[str]:
    """The headers that are this system's dates of entry into stages."""
    if not isinstance(dialect.history, WideHistory):
        return []
    patterns = dialect.history.entered
    return [header for header in headers if any(as_declared(p, header) for p in patterns)]


def lacking_tells(dialect: Dialect, there: set[str], told: set[str]) -> list[tuple[str, ...]]:
    """The groups of headers that tell this system and are not there, nor named by the caller (`told`)."""
    if any(folded_key(header) in there for header in dialect.unless):
        return list(dialect.tells)
    named = {folded_key(header) for name in told for header in dialect.columns.get(name, ())}
    return [
        group
        for group in dialect.tells
        if not any(folded_key(header) in there | named for header in group)
    ]


def systems_with() -> Counter[str]:
    """{word: how many systems call a column so}, plain tables among them."""
    mine = own.dialects()
    return counted(known()) if mine else of_shipped()


@cache
def of_shipped() -> Counter[str]:
    return counted(shipped())


def counted(dialects: Iterable[Dialect]) -> Counter[str]:
    words: dict[str, set[str]] = {}
    for dialect in dialects:
        words.setdefault(dialect.crm, set()).update(declared(dialect))
    return Counter(word for theirs in words.values() for word in theirs)


def declared(dialect: Dialect) -> set[str]:
    """All headers that a layout knows, as compared."""
    groups = [*dialect.tells, *dialect.columns.values()]
    if isinstance(dialect.history, DurationHistory):
        groups.append(dialect.history.seconds)
    return {folded_key(header) for group in groups for header in group}


def widest(fitting: list[Dialect], headers: Headers) -> list[Dialect]:
    """Of several languages of one layout, the one that knows every column another one knows, or twice as many."""
    if len(fitting) < 2:
        return fitting
    reach = [set(matched(dialect.columns, headers).values()) for dialect in fitting]
    best = [
        dialect
        for dialect, mine in zip(fitting, reach, strict=True)
        if all(mine >= other or len(mine) >= 2 * len(other) for other in reach)
    ]
    return best[:1] or fitting


def nearest(crm: str | None, there: set[str]) -> str:
    """The layout that lacks least, and exactly what it lacks."""
    lacks = []
    for dialect in known():
        if dialect.crm in PLAIN or crm not in (None, dialect.crm):
            continue
        missing = [g for g in dialect.tells if not any(folded_key(h) in there for h in g)]
        if len(missing) < len(dialect.tells):
            lacks.append((len(missing) / len(dialect.tells), dialect, missing))
    if not lacks:
        return ""
    _, dialect, missing = min(lacks, key=lambda entry: entry[0])
    wanted = ", ".join(" or ".join(f'"{header}"' for header in group[:2]) for group in missing)
    return (
        f"The nearest is {dialect.title} ({dialect.table}), which also has {wanted}."
        if wanted
        else ""
    )
