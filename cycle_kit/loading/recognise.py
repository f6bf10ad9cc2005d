"""Which system wrote this table, and which column is what: exactly one answer, or an error that helps."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cycle_kit import tables
from cycle_kit.dialects import Dialect, known
from cycle_kit.dialects.dialect import HINTS, MOVE_HEADERS
from cycle_kit.dialects.unattested import HOW_TOS, columns_to_pass
from cycle_kit.errors import ColumnError, LayoutError, listed
from cycle_kit.values import key

UNIT = re.compile(r"\s*([\(\[（].*?[\)\]）]|[↑↓])\s*$")  # or the arrow of a sorted column
BY_HAND = Dialect(crm="custom", title="a table described by columns=", tells=(), columns={})


@dataclass(frozen=True)
class Match:
    """A table's dialect, and its headers under our names: `{ours: theirs}`."""

    dialect: Dialect
    columns: Mapping[str, str]


def recognise(
    headers: Iterable[str],
    *,
    file: str,
    columns: Mapping[str, str] | None = None,
    crm: str | None = None,
) -> Match:
    """The one dialect that these headers belong to, with what the user said in `columns` on top.

    A name of ours with "" for its header stands for no column, whatever the dialect says.
    """
    headers = list(headers)
    given = checked(columns or {}, headers, file)
    there = folded(headers)
    systems = [d for d in known() if d.crm != "plain" and crm in (None, d.crm)]
    fitting = [d for d in systems if fits(d, there)] or widest(
        [d for d in known() if d.crm == "plain" and crm in (None, "plain") and fits(d, there)],
        there,
    )
    fitting = widest(fitting, there) if len({(d.crm, d.table) for d in fitting}) == 1 else fitting
    if len(fitting) > 1 and not given:
        raise LayoutError(
            f"{file} could be more than one layout.",
            there=f"It fits {listed(map(described, fitting))}.",
            fix=f'Say which: ck.load(..., crm="{fitting[0].crm}"), or name the columns with columns=.',
        )
    if len(fitting) == 1:
        found = mapped(fitting[0], there)
        unnamed = {name for name, header in (columns or {}).items() if not header}
        taken = set(given.values())
        kept = {o: h for o, h in found.items() if h not in taken and o not in unnamed}
        return Match(fitting[0], kept | given)
    if given:
        return Match(by_hand(given, headers, file), given)
    raise LayoutError(
        f"The layout of {file} is not known.",
        there=f"Its headers are {listed(headers)}. {nearest(systems, there)}".strip(),
        fix=way_out(there, crm),
    )


def way_out(there: Mapping[str, str], crm: str | None) -> str:
    """What to type next: for a system without a declaration how to export from it, too."""
    for how_to in HOW_TOS:
        if how_to.crm == crm or any(key(header) in there for header in how_to.headers):
            return (
                f"{how_to.title} files are not recognised by their headers. Export: {how_to.export} "
                f"Then: ck.load(..., {columns_to_pass(how_to)}). {how_to.notes}"
            )
    return (
        'Name the columns: ck.load(..., columns={"deal_id": "...", "stage": "...", '
        '"created_at": "...", "closed_at": "..."}).'
    )


def described(dialect: Dialect) -> str:
    return f"{dialect.title} ({dialect.table}, headers in {dialect.language or 'en'})"


def by_hand(given: Mapping[str, str], headers: list[str], file: str) -> Dialect:
    """Columns named by the user: a log where they name `entered_at`, else a table of deals."""
    table = "history" if "entered_at" in given else "deals"
    needed = ("deal_id", "stage", "entered_at") if table == "history" else ("stage",)
    lacking = [
        name for name in needed if name not in given and not (name == "stage" and "status" in given)
    ]
    if lacking:
        raise LayoutError(
            f"columns= does not say which column of {file} is {listed(lacking)}.",
            there=f"Its headers are {listed(headers)}.",
            fix="Add " + ", ".join(f'"{name}": "..."' for name in lacking) + " to columns=.",
        )
    return Dialect(crm="custom", title=BY_HAND.title, table=table, tells=(), columns={})


def checked(columns: Mapping[str, str], headers: list[str], file: str) -> dict[str, str]:
    """Of the user's mapping, what this table has; `check_columns` has seen that nothing is in none."""
    exact = {key(header): header for header in reversed(headers)}
    found = {name: exact.get(key(header), "") for name, header in columns.items() if header}
    found |= {name: header for name, header in columns.items() if header in headers}
    return {name: header for name, header in found.items() if header}


def check_columns(columns: Mapping[str, str], headers: Iterable[str]) -> None:
    """Every name in columns= is one of ours, and every header stands in one of the files."""
    ours = {*tables.DEALS, *tables.LEADS, *HINTS, *MOVE_HEADERS} - {"outcome", "value"}
    headers = list(headers)
    there = {key(header) for header in headers}
    for name, header in columns.items():
        if name not in ours:
            raise ColumnError(
                f'columns= names "{name}", which is none of our columns.',
                there=f"They are {listed(sorted(ours))}.",
                fix="Write columns={our name: header in the file}.",
            )
        if header and header not in headers and key(header) not in there:
            raise ColumnError(
                f'There is no column "{header}", which columns= names for {name}.',
                there=f"The headers are {listed(headers)}.",
                fix=f'Write columns={{"{name}": one of these}}.',
            )


def folded(headers: Iterable[str]) -> dict[str, str]:
    """{folded header: header as written}; a unit in brackets may be left out, an exact header wins."""
    headers = list(headers)
    with_units = {key(UNIT.sub("", header)): header for header in reversed(headers)}
    bare = {key(header): header for header in reversed(headers)}
    return with_units | bare | {as_written(header): header for header in reversed(headers)}


def as_written(header: str) -> str:
    """A header with its punctuation: "Szansa" is a deal, "Szansa (%)" its probability."""
    return " ".join(header.casefold().split())


def fits(dialect: Dialect, there: Mapping[str, str]) -> bool:
    has_all = all(any(key(header) in there for header in group) for group in dialect.tells)
    return has_all and not any(key(header) in there for header in dialect.unless)


def mapped(dialect: Dialect, there: Mapping[str, str]) -> dict[str, str]:
    """{our name: their header}: of a name's headers the first that is there, each header used once.

    A header that is written just as one of our names' is left to that name.
    """
    found: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for name, options in dialect.columns.items():
        for option in options:
            owners.setdefault(as_written(option), set()).add(name)
    for name, options in dialect.columns.items():
        for option in options:
            header = there.get(as_written(option)) or there.get(key(option))
            if header is None or header in found.values():
                continue
            if name in owners.get(as_written(header), {name}):
                found[name] = header
                break
    return found


def widest(fitting: list[Dialect], there: Mapping[str, str]) -> list[Dialect]:
    """Of several languages of one layout, the one that knows every column another one knows."""
    if len(fitting) < 2 or len({d.table for d in fitting}) > 1:
        return fitting
    reach = [set(mapped(d, there).values()) for d in fitting]
    best = [
        d for d, mine in zip(fitting, reach, strict=True) if all(mine >= other for other in reach)
    ]
    return best[:1] or fitting


def nearest(systems: Iterable[Dialect], there: Mapping[str, str]) -> str:
    """The layout that lacks least, and exactly what it lacks."""
    lacks = []
    for dialect in systems:
        missing = [g for g in dialect.tells if not any(key(header) in there for header in g)]
        if len(missing) < len(dialect.tells):
            lacks.append((len(missing) / len(dialect.tells), dialect, missing))
    if not lacks:
        return ""
    _, dialect, missing = min(lacks, key=lambda entry: entry[0])
    wanted = " and ".join(" or ".join(f'"{header}"' for header in group[:2]) for group in missing)
    return (
        f"The nearest is {dialect.title} ({dialect.table}), which also has {wanted}."
        if wanted
        else ""
    )
