"""Which system wrote this table, and which column is what: exactly one answer, or an error that helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit import tables
from cycle_kit.dialects import Dialect
from cycle_kit.dialects.dialect import DurationHistory
from cycle_kit.errors import ColumnError, LayoutError, inside, listed
from cycle_kit.loading.after_sale import is_after_sale
from cycle_kit.loading.agreed_amounts import with_agreed_amount
from cycle_kit.loading.closing_columns import with_closing
from cycle_kit.loading.currency_headers import with_currency_by_cells
from cycle_kit.loading.evidence import NEARLY_ALL, is_text, suits
from cycle_kit.loading.guesses import numbers_deals
from cycle_kit.loading.how_tos import way_out
from cycle_kit.loading.list_numbers import number_left_out
from cycle_kit.loading.logs import is_history
from cycle_kit.loading.marked_steps import without_marks
from cycle_kit.loading.match import IDENTITY, STANDING, Match, with_given
from cycle_kit.loading.matching import Headers, folded_key, matched
from cycle_kit.loading.named import Named
from cycle_kit.loading.pivots import no_list, summed_by
from cycle_kit.loading.plain_tables import by_words, of_words, whole, words_of
from cycle_kit.loading.said_names import check_crm
from cycle_kit.loading.status_column import is_answered, settled
from cycle_kit.loading.systems import dates_of_entry, nearest, systems

NEEDED = {"history": ("deal_id", "stage", "entered_at"), "leads": ("created_at",)}
#: fields that plain words may add to a system's own; how a deal stands is said by the system alone
#: (and so is when it was created and closed: other dates are called alike), where it says so at all
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

#: what says when a deal ended
ENDING = ("closed_at", "close_date", "won_at", "lost_at")


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
    header can mean several things or a table could be deals or their history. What the caller leaves out is
    nothing else either, unless he names it.
    """
    check_crm(crm)
    named = replace(Named() if named is None else named, given=table)
    check_texts(Headers(frame), named, file)
    left_out = headers_left_out(frame, file, named, crm)
    return recognised(Headers(frame.drop(columns=left_out)), file, named, crm)


#: what goes by the name of one of ours, too: a day of closing may be the expected one of deals that are open
LEFT_OUT_WITH = {"closed_at": ("closed_at", "close_date")}


def headers_left_out(frame: pd.DataFrame, file: str, named: Named, crm: str | None) -> list[str]:
    """The headers that would stand for what the caller says is no column."""
    if not named.leaves_out:
        return []
    try:
        match = recognised(Headers(frame), file, named.without_left_out, crm)
    except (ColumnError, LayoutError):
        return []
    said = named.of(match.dialect.table, frame.columns)
    out = [name for name, header in said.items() if not header]
    found = {match.columns.get(each) for name in out for each in LEFT_OUT_WITH.get(name, (name,))}
    meant = {*said.values(), *named.entered(frame.columns).values()}
    return [str(header) for header in frame if header in found - meant]


def recognised(headers: Headers, file: str, named: Named, crm: str | None) -> Match:
    frame, table = headers.frame, named.given
    match = of_system(headers, named, crm, table, file) if crm != "plain" else None
    if match is None and crm in (None, "plain", "leads"):
        match = of_words(headers, named, table, file)
    if match is None:
        raise unknown(headers, named, crm, table, file)
    given = named.of(match.dialect.table, headers)
    answered = with_answered_dates(with_dated_answers(match.columns, given, headers), headers)
    match = replace(match, columns=without_marks(answered, frame))
    if match.dialect.table != "deals":
        return match
    match = replace(match, deleted=deletions(match.columns, headers))
    own = match.dialect.by_hand
    words = match.dialect.outcomes
    columns, by_cells = settled(match.columns, given, headers, own=own, words=words)
    if own:
        columns, in_place = with_closing(columns, given, headers, match.entered.values())
        columns = with_agreed_amount(columns, given, headers, match.entered.values())
        by_cells |= in_place
    priced = with_currency_by_cells(columns, given, headers, match.entered.values())
    by_cells |= {name: header for name, header in priced.items() if name not in columns}
    return replace(match, columns=priced, by_cells=by_cells, given=given)


#: what a column is that says when, where its header asks whether
WHEN = {
    "is_won": "won_at",
    "is_lost": "lost_at",
    "is_closed": "closed_at",
    "is_converted": "converted_at",
}


def with_dated_answers(
    columns: Mapping[str, str], given: Mapping[str, str], headers: Headers
) -> dict[str, str]:
    """The columns, those that hold dates in place of yes and no as the dates they are: "Lost: 2024-03-01"; without
    them where the caller names the column of these dates. `given`: names of ours that the caller speaks of."""
    dated = {
        name: date
        for name, date in WHEN.items()
        if name in columns
        and headers.look(columns[name]).filled
        and headers.look(columns[name]).dates >= NEARLY_ALL
    }
    free = {name: date for name, date in dated.items() if date not in columns}
    other = {name for name, date in dated.items() if given.get(date) and name not in given}
    return {free.get(name, name): header for name, header in columns.items() if name not in other}


def with_answered_dates(columns: Mapping[str, str], headers: Headers) -> dict[str, str]:
    """The columns, those that hold yes and no or marks in place of dates as what they are: "Declined: x"."""
    asking = {date: name for name, date in WHEN.items()}
    answered = {
        date: asking[date]
        for date, header in columns.items()
        if date in ("won_at", "lost_at")
        and asking[date] not in columns
        and headers.look(header).filled
        and is_answered(headers, header)
    }
    return {answered.get(name, name): header for name, header in columns.items()}


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
    found = without_own_closing(found, dialect, named.of("deals", headers))
    if dialect.table == "history" and not table and not is_history(headers, found):
        as_deals = of_words(headers, named, "deals", file)
        if as_deals is not None and any(name in as_deals.columns for name in ("name", "owner")):
            return as_deals
    if dialect.table == "deals" and crm is None and lacks_core(found, dialect, headers):
        plain = of_words(headers, named, "deals", file)
        if plain is not None and {*CORE} <= set(plain.columns):
            return plain  # another system's, that has a few headers alike
    if dialect.table == "deals" and not is_dated(found, dialect, headers, named):
        plain = of_words(headers, named, "deals", file)
        if plain is not None and DATES & set(plain.columns):
            if crm is None:
                return plain  # few headers are its own, and its dates are called otherwise
            found = {name: plain.columns[name] for name in DATES & set(plain.columns)} | found
    if dialect.table == "deals":
        found = with_words(found, headers, dialect)
    return Match(dialect, found, named.entered(headers))


def without_own_closing(
    found: dict[str, str], dialect: Dialect, given: Mapping[str, str]
) -> dict[str, str]:
    """The columns of a system without a closing date by an everyday word, as the user may call a field of his own,
    where the system tells when deals were won or lost, or where it comes after the sale."""
    header = found.get("closed_at", "")
    loosely = {folded_key(word) for word in dialect.loosely.get("closed_at", ())}
    if "closed_at" in given or folded_key(header) not in loosely:
        return found
    if not {"won_at", "lost_at"} & set(found) and not is_after_sale(header):
        return found
    return {name: own for name, own in found.items() if name != "closed_at"}


#: what says when deals began, moved and ended
DATES = {"created_at", "closed_at", "close_date", "won_at", "lost_at", "stage_changed_at"}


def is_dated(found: Mapping[str, str], dialect: Dialect, headers: Headers, named: Named) -> bool:
    """Whether a system's own columns, or the caller's, say when deals began, moved or ended."""
    own = DATES & set(found) or named.entered(headers) or dates_of_entry(dialect, headers)
    return bool(own) or isinstance(dialect.history, DurationHistory)


#: what every list of deals of a system has, by the system's own words
CORE = ("created_at", "amount")


def lacks_core(found: Mapping[str, str], dialect: Dialect, headers: Headers) -> bool:
    """Whether a system's own creation and amount are both missing, and its dates of entry into stages too."""
    own = all(name in dialect.columns and name not in found for name in CORE)
    return own and not dates_of_entry(dialect, headers)


def described(dialect: Dialect) -> str:
    return f"{dialect.title} ({dialect.table}, headers in {dialect.language or 'en'})"


def with_words(found: dict[str, str], headers: Headers, dialect: Dialect) -> dict[str, str]:
    """The columns of a system and, for what it does not have, those that are called in plain words."""
    words = words_of("deals", dialect.language)
    closing = {*ENDING} & set(found)
    wanted = [
        name for name in ADDED if name not in found and not (closing and name == "expected_close")
    ]
    wanted += lacking_own(found, dialect)
    without = set(words).difference(wanted)
    more = matched(words, headers, taken=found.values(), without=without)
    return found | {
        name: header
        for name, header in more.items()
        if headers.look(header).filled and suits(name, headers.look(header))
    }


def lacking_own(found: Mapping[str, str], dialect: Dialect) -> list[str]:
    """Stage and closing date, where this system has them and this table none that is called as the system does: the
    user has named the column."""
    alike = {"stage": ("stage",), "closed_at": ENDING}
    return [
        name
        for name, others in alike.items()
        if set(others) & set(dialect.columns) and not set(others) & set(found)
    ]


# ---- no answer


def unknown(headers: Headers, named: Named, crm: str | None, table: str, file: str) -> LayoutError:
    """What is there and what to type next."""
    other = without_crm(headers, named, table, file) if crm not in (None, "plain") else None
    if other is not None:
        return LayoutError(
            f"{file} has not the layout of {crm}.",
            there=f"Its headers are {listed(headers)}. {nearest(crm, headers.plain_words)}".strip(),
            fix=f"Leave crm= out: it is read as {other.dialect.title} then.",
        )
    if table or any(named.every.values()):
        return lacking(headers, named, table, file)
    there, found = headers.plain_words, by_words("deals", headers, named).columns
    missing = still_missing(headers, found)
    if by := summed_by(headers, found):
        return no_list(by, headers, file)
    number = number_left_out(headers, found)
    if number and whole("deals", {**found, "deal_id": number}, False, headers):
        return LayoutError(
            f'Nothing in {file} tells its deals apart: several rows have the same "{number}", and nothing says that '
            "they are one deal.",
            there=f"Its headers are {listed(headers)}.",
            fix=f'If they are: columns={{"deal_id": "{inside(number)}"}}. Else export the name of each deal, or its '
            "client, and the date of creation.",
        )
    return LayoutError(
        f"The layout of {file} is not known.",
        there=f"Its headers are {listed(headers)}. {nearest(crm, there)}".strip(),
        fix=way_out(there, crm, missing),
    )


def without_crm(headers: Headers, named: Named, table: str, file: str) -> Match | None:
    """What the table is where the caller does not say of which system; None where that is not known."""
    try:
        found = of_system(headers, named, None, table, file)
    except LayoutError:  # it could be of several
        return None
    return found or of_words(headers, named, table, file)


def still_missing(headers: Headers, found: Mapping[str, str]) -> list[str]:
    """Our columns that a list of deals needs and that are not known: a number of deals only where a column
    can be that, else the client."""
    numbered = any(
        numbers_deals(headers.frame[header]) for header in headers if header not in found.values()
    )
    needed = {
        "deal_id" if numbered else "account": IDENTITY,
        "stage": STANDING,
        "created_at": ("created_at",),
        "closed_at": ENDING,
    }
    missing = [name for name, enough in needed.items() if not set(enough) & set(found)]
    return missing or [name for name in ("amount", "owner") if name not in found]


def lacking(headers: Headers, named: Named, table: str, file: str) -> LayoutError:
    """Of a table that the caller describes: what it still lacks."""
    table = table or ("history" if "entered_at" in named.every else "deals")
    found = by_words(table, headers, named).columns
    if table == "deals":
        missing = still_missing(headers, found)
        missing = [name for name in missing if name in (*IDENTITY, "stage")] or missing
    else:
        missing = [name for name in NEEDED[table] if name not in found]
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
