"""A table beside the deals whose rows are records of another kind: invoices, payments, tasks, activities, clients.

Its name or its numbers are called so, it names deals by their number and itself by another, or its statuses are
those of payments and tasks.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import known, pattern
from cycle_kit.files import RawTable
from cycle_kit.files.total_words import is_figure
from cycle_kit.languages import several_words
from cycle_kit.loading.after_sale import words_in
from cycle_kit.loading.called import is_plainly_called, names_of, outcome_of
from cycle_kit.loading.client_lists import are_people_of, is_list_of_clients
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.free_texts import names_only
from cycle_kit.loading.match import IDENTITY, Match
from cycle_kit.loading.named import Named
from cycle_kit.loading.probable import ARGUMENTS, guessed, line_for
from cycle_kit.loading.status_column import PLAINLY_OPEN, called
from cycle_kit.loading.status_column import words_in as words_of_cells
from cycle_kit.values import cleaned, key

Table = tuple[RawTable, Match]
ALIKE = 0.6  # share of headers that parts of a list have in common
SAME = 0.8  # and of those that sheets of one list have, whatever they are called
CERTAIN = 2  # signs that tell all the same
SUMMED_BY = ("stage", "status", "owner")
MOST = 50  # words of a column of statuses
RECORD_WORDS = frozenset(map(key, several_words("beside_words")))


def records_beside(
    tables: Collection[Table], said: Named, heard: Collection[str], given: Collection[str]
) -> list[Table]:
    """The tables that hold records of another kind, where others hold deals.

    `said`, `heard`: the columns and words that the caller names; `given`: files of which he says what they are.
    """
    own = [(raw, match) for raw, match in tables if raw.file not in given]
    suspects = [
        (raw, match)
        for raw, match in own
        if match.dialect.crm == "plain" and match.dialect.table in ("deals", "history")
    ]
    called = [
        id(raw)
        for raw, match in suspects
        if is_called_record(raw) or is_of_clients(raw, match) or is_beside_sales(raw)
    ]
    found: list[Table] = []
    for raw, match in suspects:
        others = [
            (other, its)
            for other, its in tables
            if other is not raw
            and its.dialect.table == "deals"
            and not its.loose
            and id(other) not in called
            and all(other is not gone for gone, _ in found)  # of two of a kind one stays
        ]
        if (
            others
            and is_record(raw, match, others)
            and not is_named(raw, match, others, said, heard)
        ):
            found.append((raw, match))
    return found


def is_record(raw: RawTable, match: Match, others: list[Table]) -> bool:
    words, theirs = words_of_table(raw, match), set()
    for other, its in others:
        theirs |= words_of_table(other, its)
    if is_summary(raw, match, others) or is_apart_from(raw, match, others):
        return True
    if not (is_plainly_called(raw) or outcome_of(raw)) and are_people_of(raw, match, words, others):
        return True
    if any(meaning(word) == "lost" for word in words):
        return False
    shared = {word for word in words & theirs if key(word) not in PLAINLY_OPEN | RECORD_WORDS}
    like = any(is_like(raw, other) for other, _ in others)
    if not (shared or like or outcome_of(raw)) and is_of_clients(raw, match):
        return True  # also where it is called "Contacts", which is a step, too
    if is_plainly_called(raw):
        return False
    signs = sum(
        (
            says_record(names_of(raw)[0]),
            is_numbered_as_record(raw),
            CERTAIN * any(names_deals_of(raw, match, *other) for other in others),
            stands_as_record(words)
            and any(tells_of_deals_of(raw, match, *other) for other in others),
        )
    )
    return signs >= (CERTAIN if shared or like or outcome_of(raw) else 1)


def is_summary(raw: RawTable, match: Match, others: list[Table]) -> bool:
    """Whether it counts or sums by stage, status or owner: each of them once, nothing but figures beside, and none
    of these numbers its rows as deals."""
    keys = [match.columns[name] for name in SUMMED_BY if name in match.columns]
    if len(keys) != 1 or raw.frame.shape[1] < 2:
        return False
    names, rest = raw.frame[keys[0]], raw.frame.drop(columns=keys)
    figures = rest.map(lambda cell: not cell or is_figure(cell))
    return bool(
        names[names != ""].is_unique
        and figures.all(axis=None)
        and (rest != "").any(axis=None)
        and not is_numbered(raw, match, names, others)
    )


def is_numbered(raw: RawTable, match: Match, names: pd.Series, others: list[Table]) -> bool:
    """Whether a column called by the numbers of deals has another one in each row, and they are not how many deals
    the other tables have of each name."""
    header = match.columns.get("deal_id") or match.columns.get("name", "")
    if key(header) not in called("deal_id", "name"):
        return False
    numbers = cleaned(raw.frame[header])
    if not numbers.is_unique or (numbers == "").any():
        return False
    counts = {pair for other in others for pair in counts_of(*other)}
    known = {name for name, _ in counts}
    pairs = [(key(name), number) for name, number in zip(names, numbers, strict=True)]
    told = [pair in counts for pair in pairs if pair[0] in known]
    return len(told) < CERTAIN or not all(told)


def counts_of(raw: RawTable, match: Match) -> set[tuple[str, str]]:
    """Each stage, status and owner with how many deals there are of it."""
    headers = [match.columns[name] for name in SUMMED_BY if name in match.columns]
    counts = [raw.frame[header].map(key).value_counts() for header in headers]
    return {(str(name), str(count)) for each in counts for name, count in each.items()}


def is_of_clients(raw: RawTable, match: Match) -> bool:
    """Whether the rows are clients, of whom no word says that a deal of theirs was won."""
    words = words_of_table(raw, match)
    return is_list_of_clients(raw, match, words) and all(meaning(word) != "won" for word in words)


def is_called_record(raw: RawTable) -> bool:
    return says_record(names_of(raw)[0]) or is_numbered_as_record(raw)


@cache
def of_records() -> re.Pattern[str]:
    return pattern(several_words("beside_deals"), words_in)


def says_record(name: str) -> bool:
    return bool(of_records().search(words_in(re.sub(r"[\d-]+", " ", name))))


@cache
def of_sales() -> re.Pattern[str]:
    return pattern(several_words("beside_sales"), words_in)


def is_beside_sales(raw: RawTable) -> bool:
    """Whether a sheet is called by what comes before or after a sale: "Contracts", "Meetings"."""
    name = names_of(raw)[0]
    return bool(raw.sheet and of_sales().search(words_in(re.sub(r"[\d-]+", " ", name))))


def is_apart_from(raw: RawTable, match: Match, others: list[Table]) -> bool:
    """Whether a sheet called so stands beside one of deals that tells their ends itself, and has other columns than
    that, or is of its deals."""
    if not is_beside_sales(raw):
        return False
    whole = [
        (other, its)
        for other, its in others
        if {"won", "lost"} <= {meaning(word) for word in words_of_table(other, its)}
    ]
    return any(
        not is_like(raw, other, SAME) or tells_of_deals_of(raw, match, other, its)
        for other, its in whole
    )


def is_numbered_as_record(raw: RawTable) -> bool:
    """Whether the first column is called by a record: "Invoice no", "Task"."""
    return says_record(raw.frame.columns[0])


def words_of_table(raw: RawTable, match: Match) -> set[str]:
    """The words below status and stage."""
    headers = {match.columns[name] for name in ("status", "stage") if name in match.columns}
    found = [words_of_cells(raw.frame[header]) for header in headers]
    return {word for words in found if len(words) <= MOST for word in words}


def stands_as_record(words: Collection[str]) -> bool:
    """Whether the statuses are those of payments or tasks, and no others."""
    mine = [word for word in words if key(word) in RECORD_WORDS or known(word) == "closed"]
    others = [word for word in words if word not in mine]
    return bool(mine) and all(known(word) in ("open", "dropped") for word in others)


def names_deals_of(raw: RawTable, match: Match, other: RawTable, its: Match) -> bool:
    """Whether rows have numbers of their own, and beside them those of the other table's deals."""
    number = its.columns.get("deal_id", "")
    own = match.columns.get("deal_id") or match.columns.get("name")
    mine = next((header for header in raw.frame if key(header) == key(number) != ""), None)
    if mine is None or own is None or mine == own:
        return False
    deals = set(cleaned(other.frame[number]))
    return share_in(raw.frame[mine], deals) >= NEARLY_ALL > share_in(raw.frame[own], deals)


def tells_of_deals_of(raw: RawTable, match: Match, other: RawTable, its: Match) -> bool:
    """Whether some column names deals or clients of the other table."""
    called = {name: its.columns[name] for name in IDENTITY if name in its.columns}
    keys = {key(header): header for header in called.values()}
    pairs = [(header, keys[key(header)]) for header in raw.frame if key(header) in keys]
    pairs += [(match.columns[name], called[name]) for name in called if name in match.columns]
    return any(
        share_in(raw.frame[mine], set(cleaned(other.frame[theirs]))) >= NEARLY_ALL
        for mine, theirs in pairs
    )


def share_in(texts: pd.Series, names: Collection[str]) -> float:
    filled = cleaned(texts[texts != ""])
    return float(filled.isin(list(names)).mean()) if len(filled) else 0.0


def is_like(raw: RawTable, other: RawTable, share: float = ALIKE) -> bool:
    mine = set(raw.frame)
    return len(mine & set(other.frame)) >= share * len(mine)


def is_named(
    raw: RawTable, match: Match, others: list[Table], said: Named, heard: Collection[str]
) -> bool:
    """Whether the caller speaks of the table: by a header or a word that no table of deals has."""
    headers = set(raw.frame).difference(*(other.frame for other, _ in others))
    words = words_of_table(raw, match).difference(*(words_of_table(*other) for other in others))
    named = {*said.every.values(), *(h for each in said.tables.values() for h in each.values())}
    spoken = {key(word) for word in heard}
    return bool(headers & named) or any(key(word) in spoken for word in words)


def way_back(raw: RawTable, match: Match, others: Collection[Table]) -> str:
    """What to type where the rows are deals all the same. A word that the other tables have, too, names none."""
    theirs = {word for other, its in others for word in words_of_table(other, its)}
    words = names_only(sorted(words_of_table(raw, match) - theirs))
    if not words:
        return "If its rows are deals, load it alone."
    guess = guessed(words)
    said = {word: meaning(word) for word in words}
    line = line_for({w: said[w] if said[w] in ARGUMENTS else guess[w] for w in words})
    return f"If its rows are deals, they count once their words are named. {line}"
