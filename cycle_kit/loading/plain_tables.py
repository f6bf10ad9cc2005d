"""Tables that no system wrote: their columns by everyday words of any languages, or as the caller names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from cycle_kit.dialects import Dialect, known
from cycle_kit.dialects.dialect import MOVE_HEADERS, FieldLog
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.languages import several_words
from cycle_kit.loading.after_sale import is_after_sale
from cycle_kit.loading.change_logs import by_links, field_by_cells, record_of, with_fields
from cycle_kit.loading.currency_headers import with_currency_alone
from cycle_kit.loading.dated_columns import (
    FEWEST,
    FEWEST_STEPS,
    columns_of_stages,
    inner,
    is_step,
    names_step,
)
from cycle_kit.loading.dated_ends import dates_ends_alone, dates_its_ends
from cycle_kit.loading.endings_named import of_closed, of_endings
from cycle_kit.loading.evidence import KINDS, NEARLY_ALL, is_measured, suits
from cycle_kit.loading.how_tos import how_to_of
from cycle_kit.loading.later_steps import with_earlier_creation, without_later_creation
from cycle_kit.loading.list_numbers import is_of_several, with_numbers, without_shared_number
from cycle_kit.loading.logs import as_log, is_history, only_date
from cycle_kit.loading.marked_steps import marked_steps
from cycle_kit.loading.match import IDENTITY, STANDING, Match, with_given
from cycle_kit.loading.matching import Headers, folded_key, matched, possible
from cycle_kit.loading.moving_dates import with_moving_date
from cycle_kit.loading.named import Named
from cycle_kit.loading.newest_rows import are_exports
from cycle_kit.loading.reasons_alone import of_reasons
from cycle_kit.loading.signing_beside import without_signing
from cycle_kit.loading.status_column import with_asked
from cycle_kit.values import key

NAMELESS = 5  # columns of ours in a list of deals that have neither number nor name
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
    entered = found[kind].entered if kind else {}
    if not kind or not whole(kind, found[kind].columns, bool(table), headers, entered):
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
    own_fields = {found.get("field")}
    if with_fields_of(own, headers, found) is None:
        by_cells = "" if "field" in told else field_by_cells(headers, told.values())
        taken, without = [*told.values(), by_cells], [*told, "field"]
        found = matched(words, headers, taken=taken, without=without) | told | {"field": by_cells}
    if not found["field"]:
        return None
    if "entered_at" not in found:
        found |= only_date(headers, found.values())
    linked = by_links(headers, found, {*told, *({"deal_id"} & set(found))})
    found = {n: header for n, header in found.items() if header not in linked.values()} | linked
    if "deal_id" not in found:
        found |= called_as_deals(headers, found)
    layout = with_fields_of(own, headers, found)
    if layout is None or not {"deal_id", "entered_at"} <= set(found):
        return None
    # where the cells alone tell the field, a value beside it may be anything
    return Match(layout, found) if "old_value" in found or found["field"] in own_fields else None


def with_fields_of(own: Dialect, headers: Headers, found: Mapping[str, str]) -> Dialect | None:
    return with_fields(own, headers, found) if {"field", "new_value"} <= set(found) else None


def called_as_deals(headers: Headers, found: Mapping[str, str]) -> dict[str, str]:
    """The column of keys of records, or else that of the names of deals or clients."""
    deals = by_words("deals", headers, Named()).columns
    names = [deals[name] for name in IDENTITY if name in deals]
    taken = found.values()
    header = record_of(headers, taken) or next((name for name in names if name not in taken), "")
    return {"deal_id": header} if header else {}


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
    found = without_measures(with_given(layout, named, headers), headers, named.of(kind, headers))
    if kind == "deals":
        found = with_endings(found, layout, named, headers)
        found = found if named.of(kind, headers) else with_asked(found, headers)
    if kind == "deals" and not named.of(kind, headers).get("deal_id"):
        without = "probability" if "probability" not in named.of(kind, headers) else ""
        found = with_numbers(without_shared_number(found, headers), headers, without=without)
    if kind == "deals":
        given = named.of(kind, headers)
        found = without_signing(found, headers, given)
        words = layout.columns["created_at"]
        found = with_plain_creation(without_steps(found, headers, given), found, headers, words)
        found = with_earlier_creation(found, headers, given, words, own.language)
        found = without_later_creation(found, headers, given, own.language)
        found = with_currency_alone(found, headers, given)
    if kind != "history":
        return Match(own, found, named.entered(headers))
    deals = by_words("deals", headers, replace(named, given="")).columns
    given = named.of(kind, headers)
    found, paths = as_log(headers, found, deals, given, named.forced(kind))
    found = with_moving_date(headers, found, given, deals.get("created_at", ""))
    entered = found.get("entered_at", "")
    if not (named.forced(kind) or "entered_at" in given) and are_exports(headers, entered, deals):
        del found["entered_at"]
    money = {name: deals[name] for name in ("amount", "currency") if name in deals}
    free = {n: header for n, header in money.items() if header not in found.values()}
    found |= {n: header for n, header in free.items() if suits(n, headers.look(header))}
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


def without_measures(
    found: dict[str, str], headers: Headers, given: Mapping[str, str]
) -> dict[str, str]:
    """The columns without those of yes and no that measure something: "% done" says not whether a deal is done."""
    return {
        name: header
        for name, header in found.items()
        if name in given
        or KINDS.get(name) != "boolean"
        or not is_measured(headers.frame[header], headers.look(header))
    }


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
    ends = of_endings(headers, words, taken) or of_reasons(headers, found)
    ends = ends or of_closed(headers, found, {*taken, *found.values()})
    if not ends or set(ends) & set(named.of("deals", headers)):
        return found
    given = named.of("deals", headers)
    own = {name: header for name, header in given.items() if header} | ends
    return matched(layout.columns, headers, taken=own.values(), without={*given, *ends}) | own


#: dates that lists call by the name of a step, too: "Anfrage", "First contact", "Termin"
OF_STEPS = ("created_at", "first_contact_at", "expected_close")
CLOSING = ("closed_at", "close_date")


def without_steps(
    found: dict[str, str], headers: Headers, given: Mapping[str, str]
) -> dict[str, str]:
    """The columns without dates that are called by nothing but a step, where with these there is a date per step
    and no column of stages; beside steps a delivery closes nothing."""
    if "stage" in found:
        return found
    free = {name: header for name, header in found.items() if name not in given}
    steps = {name: free[name] for name in OF_STEPS if name in free and names_a_step(free[name])}
    lead = free.get("lead_created_at", "")
    if lead and is_step(inner(lead)) and "created_at" not in set(found) - set(steps):
        steps["lead_created_at"] = lead
    steps |= {name: free[name] for name in CLOSING if name in free and is_after_sale(free[name])}
    rest = [header for name, header in found.items() if name not in steps]
    # beside a date of the win two are steps, else one may well be the creation
    least = FEWEST if "won_at" in found else FEWEST_STEPS
    if not steps or len(columns_of_stages(headers.frame, rest, (), later=True)) < least:
        return found
    return {name: header for name, header in found.items() if name not in steps}


def with_plain_creation(
    found: dict[str, str], before: Mapping[str, str], headers: Headers, words: Iterable[str]
) -> dict[str, str]:
    """The columns with the one creation that no step is called by, in place of the date of a step that was taken for
    it `before`. `words`: what dates of creation are called."""
    if "created_at" in found or "created_at" not in before:
        return found
    called = {hit for word in words for _, hit in headers.written.get(folded_key(word), ())}
    able = [
        header
        for header in called - {*before.values()}
        if not names_a_step(header) and headers.look(header).dates >= NEARLY_ALL
    ]
    return {**found, "created_at": able[0]} if len(able) == 1 else found


def names_a_step(header: str) -> bool:
    """Whether a header is called by a step, and not by the creation of the deal."""
    return names_step(inner(header)) and key(inner(header)) not in created_words()


@cache
def created_words() -> frozenset[str]:
    """What says in all languages that a deal was created."""
    return frozenset(map(key, several_words("created")))


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
    if complete and ("entered_at" in said or (several and not dates_its_ends(headers, history))):
        return "history"
    if whole("deals", deals, False, headers, found["deals"].entered):
        return "deals"
    if "amount" in deals and dates_ends_alone(headers, history):
        return ""  # a list of deals with the days on which they ended
    # where deals are closed, the day of their creation dates no step
    return "history" if complete and plainly else ""


def with_entry(deals: Mapping[str, str], history: Mapping[str, str]) -> dict[str, str]:
    """A table of one row per deal that has nothing but deal, stage and a date of entry: it is that into the
    present stage."""
    entry = history.get("entered_at")
    moves = {header for name, header in history.items() if name in MOVE_HEADERS} - {entry}
    if entry is None or not set(deals.values()) <= moves:
        return dict(deals)
    return {**deals, "stage_changed_at": entry}


def whole(
    kind: str,
    columns: Mapping[str, str],
    forced: bool,
    headers: Headers,
    entered: Mapping[str, str] | None = None,
) -> bool:
    """Whether a table has what a table of its kind needs. `entered`: dates of stages that the caller names."""
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
    if entered:
        return True
    steps = columns_of_stages(headers.frame, columns.values(), ()) or marked_steps(headers.frame)
    return bool((standing or steps) and about and (len(names) > 1 or steps))
