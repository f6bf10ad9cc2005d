"""Which system wrote this table, and which column is what: exactly one answer, or an error that helps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import pandas as pd

from cycle_kit import tables
from cycle_kit.dialects import Dialect, known
from cycle_kit.dialects.dialect import FieldLog
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.dialects.unattested import HOW_TOS, HowTo, columns_to_pass
from cycle_kit.errors import ColumnError, LayoutError, listed
from cycle_kit.loading.endings_named import of_endings
from cycle_kit.loading.evidence import NEARLY_ALL, is_text, suits
from cycle_kit.loading.list_numbers import is_of_several, with_numbers, without_shared_number
from cycle_kit.loading.logs import as_log, is_history, only_date
from cycle_kit.loading.matching import Headers, folded_key, matched, possible
from cycle_kit.loading.named import Named
from cycle_kit.loading.said_names import check_crm
from cycle_kit.loading.status_column import with_stage
from cycle_kit.loading.systems import nearest, systems

#: what says how a deal stands, and what a deal is called by: a table of deals has one of each
STANDING = ("stage", "status", "is_won", "is_lost", "is_closed", "won_at", "lost_at", "is_active")
IDENTITY = ("deal_id", "name", "account")
NEEDED = {
    "history": ("deal_id", "stage", "entered_at"),
    "leads": ("created_at",),
    "deals": ("stage",),
}
NAMELESS = 5  # columns of ours in a list of deals that have neither number nor name
#: fields that plain words may add to a system's own; how a deal stands is said by the system alone
#: (and so is when it was created and closed: other dates are called alike)
OF_SYSTEM = (
    "deal_id",
    "stage",
    "pipeline",
    "currency",
    "created_at",
    "closed_at",
    "lead_created_at",
)
ADDED = (*(name for name in tables.DEALS if name not in OF_SYSTEM), "is_deleted")


@dataclass(frozen=True)
class Match:
    """A table's dialect, and its headers under our names: `{ours: theirs}`.

    `entered`: {stage: header} of dates of entry that the caller named. `deleted`: all headers that say which
    records are in the bin; tools that copy tables add one of their own. `loose`: nothing in the table says
    how a deal stands, so that beside a table of deals it is something else. `paths`: the rows of a log are
    known to be steps of deals, by what they say one after the other.
    """

    dialect: Dialect
    columns: Mapping[str, str]
    entered: Mapping[str, str] = field(default_factory=dict)
    deleted: Sequence[str] = ()
    paths: bool = False

    @property
    def loose(self) -> bool:
        return self.dialect.table == "deals" and not any(name in self.columns for name in STANDING)


def recognise(
    frame: pd.DataFrame,
    *,
    file: str,
    named: Named | None = None,
    crm: str | None = None,
    table: str = "",
) -> Match:
    """The one dialect that a table belongs to, with what the caller said of its columns on top.

    `table`: deals, history or leads, where the caller says which it is. Headers decide, and cells where a
    header can mean several things or a table could be deals or their history.
    """
    check_crm(crm)
    headers = Headers(frame)
    named = replace(Named() if named is None else named, given=table)
    check_texts(headers, named, file)
    match = of_system(headers, named, crm, table, file) if crm != "plain" else None
    if match is None and crm in (None, "plain", "leads"):
        match = of_words(headers, named, table, file)
    if match is None:
        raise unknown(headers, named, crm, table, file)
    match = replace(match, columns=with_dated_answers(match.columns, headers))
    if match.dialect.table != "deals":
        return match
    match = replace(match, deleted=deletions(match.columns, headers))
    if named.of("deals", headers).get("status"):
        return match
    return replace(match, columns=with_stage(match.columns, frame))


#: what a column is that says when, where its header asks whether
WHEN = {
    "is_won": "won_at",
    "is_lost": "lost_at",
    "is_closed": "closed_at",
    "is_converted": "converted_at",
}


def with_dated_answers(columns: Mapping[str, str], headers: Headers) -> dict[str, str]:
    """The columns, those that hold dates in place of yes and no as the dates they are: "Lost: 2024-03-01"."""
    dated = {
        name: date
        for name, date in WHEN.items()
        if name in columns
        and date not in columns
        and headers.look(columns[name]).filled
        and headers.look(columns[name]).dates >= NEARLY_ALL
    }
    return {dated.get(name, name): header for name, header in columns.items()}


def deletions(columns: Mapping[str, str], headers: Headers) -> list[str]:
    """The headers of all columns that say whether a record is deleted."""
    words = words_of("deals", None)["is_deleted"]
    taken = {header for name, header in columns.items() if name != "is_deleted"}
    called = {hit for word in words for _, hit in headers.written.get(folded_key(word), ())} - taken
    found = [header for header in headers if header in called]
    own = columns.get("is_deleted")
    return [
        *([own] if own else []),
        *(h for h in found if h != own and suits("is_deleted", headers.look(h))),
    ]


#: our columns of few different words
WORDS = ("stage", "status", "pipeline", "from_stage")


def check_texts(headers: Headers, named: Named, file: str) -> None:
    """ColumnError where the caller takes a column of texts for one of few words."""
    for name in WORDS:
        header = named.every.get(name)
        if header and header in headers.frame and is_text(headers.frame[header]):
            texts = headers.frame[header]
            raise ColumnError(
                f'"{header}" of {file} is no column of {name} names: {texts[texts != ""].nunique():,} of its '
                f"{int((texts != '').sum()):,} filled cells are different.",
                there=f"Its headers are {listed(headers)}.",
                fix=f'Name another column: columns={{"{name}": "..."}}.',
            )


# ---- the layouts of systems


def of_system(
    headers: Headers, named: Named, crm: str | None, table: str, file: str
) -> Match | None:
    """The one system whose layout fits."""
    fitting = systems(headers, named, crm, table)
    if len(fitting) > 1 and not named:
        raise LayoutError(
            f"{file} could be more than one layout.",
            there=f"It fits {listed(map(described, fitting))}.",
            fix=f'Say which: ck.load(..., crm="{fitting[0].crm}"), or name the columns with columns=.',
        )
    if len(fitting) != 1:
        return None
    dialect = fitting[0]
    found = with_given(dialect, named, headers)
    if dialect.table == "history" and not table and not is_history(headers, found):
        as_deals = of_words(headers, named, "deals", file)
        if as_deals is not None and any(name in as_deals.columns for name in ("name", "owner")):
            return as_deals
    if dialect.table == "deals":
        found = with_words(found, headers, dialect)
    return Match(dialect, found, named.entered(headers))


def described(dialect: Dialect) -> str:
    return f"{dialect.title} ({dialect.table}, headers in {dialect.language or 'en'})"


def with_words(found: dict[str, str], headers: Headers, dialect: Dialect) -> dict[str, str]:
    """The columns of a system and, for what it does not have, those that are called in plain words."""
    words = words_of("deals", dialect.language)
    closing = {"closed_at", "close_date", "won_at", "lost_at"} & set(found)
    wanted = [
        name for name in ADDED if name not in found and not (closing and name == "expected_close")
    ]
    without = set(words).difference(wanted)
    more = matched(words, headers, taken=found.values(), without=without)
    return found | {
        name: header
        for name, header in more.items()
        if headers.look(header).filled and suits(name, headers.look(header))
    }


# ---- plain words


CHANGES = "changes"  # a history with a row per changed field


def plain(kind: str) -> list[Dialect]:
    crm = "leads" if kind == "leads" else "plain"
    table = "history" if kind == CHANGES else kind
    return [
        dialect
        for dialect in known()
        if dialect.crm == crm
        and dialect.table == table
        and isinstance(dialect.history, FieldLog) == (kind == CHANGES)
    ]


def of_words(headers: Headers, named: Named, table: str, file: str) -> Match | None:
    """A table whose headers are everyday words of any languages, or named by the caller."""
    changes = changes_of(headers, named) if table in ("", "history") else None
    if changes is not None:
        return changes
    kinds = [table] if table else ["leads", "history", "deals"]
    found = {kind: by_words(kind, headers, named) for kind in kinds}
    kind = table or kind_of(headers, found, named)
    if not kind or not whole(kind, found[kind].columns, bool(table), headers):
        return None
    match = found[kind]
    if kind == "deals" and "history" in found:
        match = replace(match, columns=with_entry(match.columns, found["history"].columns))
    if match.loose and not named and how_to_of(headers.plain_words, None):
        return None
    own = {header for header in named.of(kind, headers).values() if header}
    if own and not recognised_without(kind, headers):
        return replace(match, dialect=replace(match.dialect, crm="custom", title=BY_HAND))
    return match


#: what the caller calls the columns of a log of changed fields, where he names them as those of a log of stages
OF_VALUES = {"stage": "new_value", "from_stage": "old_value"}


def changes_of(headers: Headers, named: Named) -> Match | None:
    """A log with a row per changed field, some of which are the stage; None where the table is none."""
    told = {name: header for name, header in named.of("history", headers).items() if header}
    if "field" in told:
        told = {OF_VALUES.get(name, name): header for name, header in told.items()}
    dialects = plain(CHANGES)
    counts = [len(own_headers(dialect, headers)) for dialect in dialects]
    own = dialects[counts.index(max(counts))]
    words = words_of(CHANGES, own.language)
    found = matched(words, headers, taken=told.values(), without=told) | told
    log = own.history
    if not {"field", "new_value"} <= set(found) or not isinstance(log, FieldLog):
        return None
    fields = {folded_key(text) for text in headers.frame[found["field"]].unique()}
    if not fields & {folded_key(name) for name in log.stage}:
        return None
    if "entered_at" not in found:
        found |= only_date(headers, found.values())
    if "deal_id" not in found:
        deals = by_words("deals", headers, Named()).columns
        called = next((deals[name] for name in IDENTITY if name in deals), None)
        found |= {"deal_id": called} if called else {}
    return Match(own, found) if {"deal_id", "entered_at"} <= set(found) else None


BY_HAND = "a table described by columns="


def recognised_without(kind: str, headers: Headers) -> bool:
    """Whether the table would be known without anything that the caller says of it."""
    return whole(kind, by_words(kind, headers, Named()).columns, False, headers)


def by_words(kind: str, headers: Headers, named: Named) -> Match:
    """The columns of one kind of table, by the words of all languages, those of its own first."""
    dialects = plain(kind)
    counts = [len(own_headers(dialect, headers)) for dialect in dialects]
    own = dialects[counts.index(max(counts))]
    layout = replace(own, columns=words_of(kind, own.language))
    found = with_given(layout, named, headers)
    if kind == "deals":
        found = with_endings(found, layout, named, headers)
    if kind == "deals" and not named.of(kind, headers).get("deal_id"):
        without = "probability" if "probability" not in named.of(kind, headers) else ""
        found = with_numbers(without_shared_number(found, headers), headers, without=without)
    if kind != "history":
        return Match(own, found, named.entered(headers))
    deals = by_words("deals", headers, replace(named, given="")).columns
    found, paths = as_log(headers, found, deals, named.of(kind, headers), named.forced(kind))
    return Match(own, found, named.entered(headers), paths=paths)


@cache
def words_of(kind: str, language: str | None) -> dict[str, tuple[str, ...]]:
    """{our name: its headers in all languages}, those of one language before the others."""
    dialects = sorted(plain(kind), key=lambda dialect: dialect.language != language)
    words: dict[str, tuple[str, ...]] = {}
    for dialect in dialects:
        for name, options in dialect.columns.items():
            words[name] = tuple(dict.fromkeys((*words.get(name, ()), *options)))
    return words


def with_endings(
    found: dict[str, str], layout: Dialect, named: Named, headers: Headers
) -> dict[str, str]:
    """The columns, where two beside each other tell who signed and who refused, with these."""
    told = {header for header in named.of("deals", headers).values() if header}
    if {"won_at", "lost_at"} <= set(found) or {"is_won", "is_lost"} <= set(found):
        return found
    words = {
        "won": (*layout.columns["won_at"], *signed_words()),
        "lost": layout.columns["lost_at"],
    }
    taken = told | {found[name] for name in ("status", "stage") if name in found}
    ends = of_endings(headers, words, taken)
    if not ends or set(ends) & set(named.of("deals", headers)):
        return found
    given = named.of("deals", headers)
    own = {name: header for name, header in given.items() if header} | ends
    return matched(layout.columns, headers, taken=own.values(), without={*given, *ends}) | own


@cache
def signed_words() -> tuple[str, ...]:
    """What dates of signing and of ordering are called, in all languages."""
    return tuple(word for language in SPLIT.values() for word in language.get("signed_at", ()))


def own_headers(dialect: Dialect, headers: Headers) -> set[str]:
    return {header for *_, header in possible(dialect.columns, headers)}


def kind_of(headers: Headers, found: Mapping[str, Match], named: Named) -> str:
    """Leads, history or deals, whichever the columns found make; "" where they make none."""
    deals, history = found["deals"].columns, found["history"].columns
    said = {name for name, header in named.of("history", headers).items() if header}
    if "lead_id" in found["leads"].columns and not {"stage", "amount"} & set(deals):
        return "leads"
    complete = whole("history", history, False, headers)
    closing = {"closed_at", "close_date", "won_at", "lost_at"} & set(deals)
    entry = history.get("entered_at")
    plainly = entry is not None and (entry != deals.get("created_at") or not closing)
    several = found["history"].paths or (
        plainly and is_history(headers, history) and not is_of_several(headers, history, deals)
    )
    if complete and ("entered_at" in said or several):
        return "history"
    if whole("deals", deals, False, headers):
        return "deals"
    return "history" if complete else ""


def with_entry(deals: Mapping[str, str], history: Mapping[str, str]) -> dict[str, str]:
    """A table of one row per deal that has nothing but deal, stage and a date of entry: it is that into the
    present stage."""
    entry = history.get("entered_at")
    if entry is None or not set(deals.values()) <= set(history.values()) - {entry}:
        return dict(deals)
    return {**deals, "stage_changed_at": entry}


def whole(kind: str, columns: Mapping[str, str], forced: bool, headers: Headers) -> bool:
    """Whether a table has what a table of its kind needs."""
    names = set(columns)
    if kind == "history":
        return {"deal_id", "stage", "entered_at"} <= names
    if kind == "leads":
        return ("created_at" in names) if forced else {"lead_id", "created_at"} <= names
    standing = names & {*STANDING, "created_at", "closed_at", "close_date"}
    named_by = names & set(IDENTITY)
    about = names & {"owner", "account", "amount", "stage", "status", "won_at", "lost_at", "is_won"}
    if forced:
        return bool(standing)
    if not named_by:  # a record that nothing names has more that tells of it
        tells = names & {*STANDING}
        dated = names & {"created_at", "closed_at", "close_date"}
        return bool(tells and dated and len(names) >= NAMELESS)
    return bool(standing and about and len(names) > 1)


# ---- what the caller says


def with_given(dialect: Dialect, named: Named, headers: Headers) -> dict[str, str]:
    """The columns of a layout, those named by the caller before them; "" stands for no column."""
    given = named.of(dialect.table, headers)
    told = {name: header for name, header in given.items() if header}
    taken = {*told.values(), *(set(named.entered(headers).values()) - {*told.values()})}
    return matched(dialect.columns, headers, taken=taken, without=given) | told


# ---- no answer


def unknown(headers: Headers, named: Named, crm: str | None, table: str, file: str) -> LayoutError:
    """What is there and what to type next."""
    if table or any(named.every.values()):
        return lacking(headers, named, table, file)
    there = headers.plain_words
    return LayoutError(
        f"The layout of {file} is not known.",
        there=f"Its headers are {listed(headers)}. {nearest(crm, there)}".strip(),
        fix=way_out(there, crm),
    )


def lacking(headers: Headers, named: Named, table: str, file: str) -> LayoutError:
    """Of a table that the caller describes: what it still lacks."""
    table = table or ("history" if "entered_at" in named.every else "deals")
    found = by_words(table, headers, named).columns
    missing = [name for name in NEEDED[table] if name not in found]
    missing = missing or [name for name in IDENTITY[:1] if name not in found]
    entries = ", ".join(f'"{name}": "..."' for name in missing)
    nested = (
        f'columns={{"{table}": {{{entries}}}}}' if table != "deals" else f"columns={{{entries}}}"
    )
    return LayoutError(
        f"columns= does not say which column of {file} is {listed(missing)}."
        if any(named.every.values()) or named.tables.get(table)
        else f"No column of {file}, given as {table}, is known to be {listed(missing)}.",
        there=f"Its headers are {listed(headers)}.",
        fix=f"Name it: {nested}.",
    )


def way_out(there: Iterable[str], crm: str | None) -> str:
    """What to type next: for a system without a declaration how to export from it, too."""
    how_to = how_to_of(there, crm)
    if how_to:
        return (
            f"{how_to.title} files are not recognised by their headers. Export: {how_to.export} "
            f"Then: ck.load(..., {columns_to_pass(how_to)}). {how_to.notes}"
        )
    return (
        'Name the columns: ck.load(..., columns={"deal_id": "...", "stage": "...", '
        '"created_at": "...", "closed_at": "..."}).'
    )


def how_to_of(there: Iterable[str], crm: str | None) -> HowTo | None:
    """The system without a declaration that is named, or that a header points to."""
    there = set(there)
    for how_to in HOW_TOS:
        if how_to.crm == crm or any(folded_key(header) in there for header in how_to.headers):
            return how_to
    return None
