"""A column called status that holds the stages, and one called by results that never does: lists kept by hand have
one column for several things, and the cells tell which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.dialects.wording import ENDS, known, pattern_of, spelled, without_things
from cycle_kit.languages import several_words
from cycle_kit.loading.after_sale import is_after_sale
from cycle_kit.loading.evidence import NEARLY_ALL, is_marked
from cycle_kit.loading.free_texts import FEWEST_STAGES, own_texts
from cycle_kit.loading.matching import Headers
from cycle_kit.steps import step_named
from cycle_kit.values import cleaned, key, without_blank_words

#: words that say "not ended" and name no stage
PLAINLY_OPEN = frozenset(map(key, several_words("plainly_open")))
#: words of headers that mean how something ended, or who decided what, and never a step on the way
RESULTS = frozenset(map(key, several_words("results")))
OF_PAPERS = frozenset(map(key, several_words("status_of_papers")))
#: words for how the record of a client stands, or what is due from him, and not how a deal ended
OF_RECORDS = PLAINLY_OPEN | frozenset(
    key(word) for entry in ("clients_words", "beside_words") for word in several_words(entry)
)
FEWEST, CERTAIN = 2, 3  # stages in such a column; where one is a known step, and where none is
MOST = 50  # words in it
HALF = 0.5
LOST = ("lost", "dropped")


def settled(
    columns: Mapping[str, str],
    given: Mapping[str, str],
    headers: Headers,
    *,
    own: bool,
    words: Mapping[str, str] | None = None,
) -> tuple[dict[str, str], dict[str, str]]:
    """The columns as the cells of those that tell how deals stand settle them, and {our name: header} of what
    the cells alone tell. `given`: names of ours that the caller speaks of; `own`: a list of somebody's own, of
    no system that means by a column what it always means; `words`: {word of that system: outcome}."""
    columns = with_kind_of_cells(columns, given, headers)
    if not own:
        if given.get("status"):
            return dict(columns), {}
        plain = columns if "stage" in columns else with_stage(columns, headers.frame)
        return of_system(plain, given, headers, words or {})
    found = dict(columns)
    for name, take in BY_CELLS.items():
        found = found if name in given else take(found, headers)
    by_cells = {
        name: header
        for name, header in found.items()
        if header != columns.get(name)
        and name not in ("stage", "is_won", "is_lost")
        and header not in columns.values()
    }
    if not {"status", "stage"} & set(given):
        found = without_papers(found, headers.frame)
        found = with_stage(without_texts(found, headers.frame), headers.frame)
    return found, by_cells


def with_kind_of_cells(
    columns: Mapping[str, str], given: Mapping[str, str], headers: Headers
) -> dict[str, str]:
    """The columns with "Is won" as the flag where it says yes and no, and as the status where it says won and lost."""
    both = {"status", "is_won"}
    found = both & set(columns)
    if len(found) != 1 or both & set(given):
        return dict(columns)
    (name,) = found
    header = columns[name]
    if name == "status":
        other = key(header) in called("is_won") and is_answered(headers, header)
    else:
        other = not is_answered(headers, header) and tells_ends(headers.frame[header])
    (right,) = both - found if other else found
    return {right if each == name else each: header for each, header in columns.items()}


def of_system(
    columns: Mapping[str, str],
    given: Mapping[str, str],
    headers: Headers,
    words: Mapping[str, str],
) -> tuple[dict[str, str], dict[str, str]]:
    """The columns of a system as in `settled`: a field of one's own is the status where it is called so, its cells
    say won and lost and nothing else, and nothing of the system does."""
    if {"status", "stage"} & set(given) or {"status", "is_active"} & set(columns):
        return dict(columns), {}
    ends = {key(word) for word, outcome in words.items() if outcome in ENDS}
    if "stage" in columns and ends & {
        key(word) for word in headers.frame[columns["stage"]].unique()
    }:
        return dict(columns), {}
    found = with_status_by_cells(columns, headers)
    header = found.get("status", "")
    asks = is_status(header) or key(without_things(header)) in RESULTS
    if asks and all(known(word) for word in words_in(headers.frame[header])):
        return found, {"status": header}
    return dict(columns), {}


def with_stage(columns: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """The columns with the status as the stage, where there is no stage, or one for all deals, and the status names
    several."""
    if "status" not in columns or ("stage" in columns and not is_one(frame[columns["stage"]])):
        return dict(columns)
    header = columns["status"]
    texts = cleaned(frame[header])
    words = [word for word in texts.unique() if word]
    if len(words) > MOST or own_texts(texts) or not names_stages(words):
        return dict(columns)
    if means_result(header) and not all(meaning(word) or step_named(word) for word in words):
        return dict(columns)  # what nobody knows there is a result that has to be asked about
    others = {name: header for name, header in columns.items() if name != "status"}
    return {**others, "stage": header}


def is_one(texts: pd.Series) -> bool:
    """Whether the same word stands in all rows, as the name of a list of cards does."""
    first = next(iter(texts), "")
    return first != "" and bool((texts == first).all())


def names_stages(words: list[str]) -> bool:
    """Whether the words that are no outcome are stages, and not only ways to say that a deal is open."""
    stages = [w for w in words if meaning(w) in ("", "open") and key(w) not in PLAINLY_OPEN]
    plainly = any(key(word) in PLAINLY_OPEN for word in words)
    known_step = any(step_named(word) for word in stages)
    return len(stages) >= (FEWEST if known_step else CERTAIN) and (known_step or not plainly)


def means_result(header: str) -> bool:
    """Whether a header asks how something ended: "Outcome", "Final result", "Won/Lost"."""
    words = [key(word) for word in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", header) if key(word)]
    return any(word in RESULTS or known(word) in ENDS for word in words)


def is_status(header: str) -> bool:
    """Whether a column is called by how deals stand, and not by stages."""
    return key(header) in called("status") - called("stage")


def hidden_texts(columns: Mapping[str, str], hints: pd.DataFrame) -> frozenset[str]:
    """Remarks among the stages and statuses of deals, which are not to be shown."""
    found: set[str] = set()
    for name in ("stage", "status", "last_stage"):
        if name in hints:
            stages = name != "status" and not is_status(columns.get(name, ""))
            found |= own_texts(hints[name], FEWEST_STAGES if stages else FEWEST)
    return frozenset(found)


@cache
def called(*names: str) -> frozenset[str]:
    """What these columns of ours are called, in all languages."""
    return frozenset(
        key(word) for columns in SPLIT.values() for name in names for word in columns.get(name, ())
    )


def without_texts(columns: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """The columns without a stage whose cells are remarks: it may tell how deals stand, and is asked about."""
    header = columns.get("stage")
    if header is None or not own_texts(cleaned(frame[header]), FEWEST_STAGES):
        return dict(columns)
    others = {name: kept for name, kept in columns.items() if name != "stage"}
    return others if "status" in others else {**others, "status": header}


def with_status_by_cells(columns: Mapping[str, str], headers: Headers) -> dict[str, str]:
    """The columns with the one as status whose cells say won and lost, where nothing else does; a status that names
    no outcome, "Done" beside "Won" and "Lost", is the stage then, and one of the record, "Inactive", nothing."""
    if {"is_won", "is_lost", "is_closed", "won_at", "lost_at"} & set(columns):
        return dict(columns)
    of_record = "status" in columns and is_of_record(words_in(headers.frame[columns["status"]]))
    if "status" in columns and ends_in(headers.frame[columns["status"]]) and not of_record:
        return dict(columns)
    if "stage" in columns and ends_in(headers.frame[columns["stage"]]):
        return dict(columns)
    found = telling_ends(columns, headers)
    said = headers.frame[found].map(meaning)
    if not found or not said.eq(said[found[0]], axis=0).all(axis=None):
        return dict(columns)  # none, or two that say different things
    texts = headers.frame[found[0]]
    if of_record and not (is_known(texts) and (texts != "").mean() >= HALF):
        return dict(columns)  # it is offered, see `counterparts`
    stage = {"stage": columns["status"]} if "status" in columns and not of_record else {}
    return {**stage, **columns, "status": found[0]}


def telling_ends(columns: Mapping[str, str], headers: Headers) -> list[str]:
    """The headers of the columns that are nothing else, and whose cells say won and lost."""
    free = [header for header in headers if header not in columns.values()]
    return [
        header for header in free if not is_after_sale(header) and tells_ends(headers.frame[header])
    ]


def is_of_record(words: list[str]) -> bool:
    """Whether the words of a status say how a record stands, or whether it is paid, and no other word is there."""
    return bool(words) and all(key(word) in OF_RECORDS for word in words)


def is_known(texts: pd.Series) -> bool:
    """Whether a column holds nothing but words for how deals stand."""
    return all(meaning(word) for word in words_in(texts))


def without_papers(columns: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """The columns without the status of a quote or an order, where the stage says won and lost itself."""
    if key(columns.get("status", "")) not in OF_PAPERS or "stage" not in columns:
        return dict(columns)
    ends = ends_in(cleaned(frame[columns["stage"]]))
    whole = "won" in ends and bool(ends.intersection(LOST))
    return {name: header for name, header in columns.items() if name != "status" or not whole}


def words_in(texts: pd.Series) -> list[str]:
    return [word for word in without_blank_words(cleaned(texts)).dropna().unique() if word]


def ends_in(texts: pd.Series) -> set[str]:
    """The outcomes that a column names."""
    return {meaning(str(word)) for word in texts.unique()} & set(ENDS)


def tells_ends(texts: pd.Series) -> bool:
    """Whether a column says won of some deals and lost of others, and mostly nothing else."""
    if texts.nunique() > MOST:
        return False
    words = words_in(texts)
    said = [known(word) for word in words]
    told = [each for each in said if each in (*ENDS, "open", "closed")]
    return "won" in said and bool({"lost", "dropped"} & set(said)) and len(told) > HALF * len(words)


def with_asked(columns: Mapping[str, str], headers: Headers) -> dict[str, str]:
    """The columns with yes and no, or marks, below "Order?" as those that say won, or below "Lost?" as those that
    say lost, where nothing else does. What is "Approved" may be a discount, and is asked about."""
    if {"status", "is_won", "is_lost", "is_closed", "won_at", "lost_at"} & set(columns):
        return dict(columns)
    if "stage" in columns and ends_in(headers.frame[columns["stage"]]):
        return dict(columns)
    approved = pattern_of("approved")
    asked = [
        header
        for header in headers
        if header not in columns.values()
        and is_answered(headers, header)
        and not approved.search(spelled(header))
    ]
    won = [h for h in asked if key(h) in called("signed_at", "won_at") or known(h) == "won"]
    lost = [h for h in asked if key(h) in called("lost_at", "is_lost") or known(h) in LOST]
    found = {"is_won": won} if won else {"is_lost": lost}
    return {**columns, **{name: own[0] for name, own in found.items() if len(own) == 1}}


def is_answered(headers: Headers, header: str) -> bool:
    """Whether nothing but yes and no, or marks, stands in a column."""
    return headers.look(header).answers >= NEARLY_ALL or is_marked(headers.frame[header])


BY_CELLS = {"is_won": with_asked, "status": with_status_by_cells}
