"""Logs without numbers of deals: a column names the deal of each row, or two together, as client and product do.

Cells tell which: those are the columns of whose rows the next one goes on where the last one ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from cycle_kit.dialects.dialect import FieldLog
from cycle_kit.errors import LayoutError, inside
from cycle_kit.files import RawTable
from cycle_kit.loading.change_logs import guessed_columns
from cycle_kit.loading.clients_again import remark_on_clients_again
from cycle_kit.loading.evidence import HALF, NEARLY_ALL
from cycle_kit.loading.links import ROWS, chained, ordered_by
from cycle_kit.loading.logs import closes, without_shared
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import THINGS, Headers, folded_key
from cycle_kit.loading.named import Named
from cycle_kit.loading.own_numbers import FEWEST_ROWS, is_called_number
from cycle_kit.loading.paths import (
    NEEDED,
    NO_PATH,
    PLAIN,
    are_paths,
    in_time,
    kind_of_path,
    steps_of,
)
from cycle_kit.loading.plain_tables import by_words
from cycle_kit.remarks import Remarks
from cycle_kit.values import cleaned, key

MOST_COLUMNS = 8  # that may name a deal, and are tried in pairs
AND = " + "  # between the headers and the names of a pair
#: what tells of a deal without naming it
ABOUT = frozenset(
    (
        "stage",
        "from_stage",
        "status",
        "owner",
        "amount",
        "currency",
        "pipeline",
        "lost_reason",
        "probability",
        "is_won",
    )
)
BEGIN_ALIKE = 0.8  # share of the deals that begin in the commonest first stage
MOSTLY = 0.8  # share of rows that the steps of numbered deals explain, from which on the number is theirs
OF_SEVERAL = 0.5  # share of the rows that are of deals with several


@dataclass(frozen=True)
class Log:
    """A way to read a table as a log: by which headers its deals are named, and how many of its rows follow."""

    called: tuple[str, ...]
    columns: Mapping[str, str]
    share: float


def with_names_for_ids(
    raw: RawTable, match: Match | LayoutError, said: Named, kind: str, remarks: Remarks
) -> tuple[RawTable, Match | LayoutError]:
    """The table, as the log that it is where its rows are steps of deals that columns of names tell apart."""
    log = None
    if kind not in ("deals", "leads") and may_be_log(raw, match, said):
        log = best_log(raw.frame, match, said)
    number = None if isinstance(match, LayoutError) else match.columns.get("deal_id")
    if log is None or (log.called == (number,) and number not in names_of(raw.frame, said)):
        if not kind:
            remark_on_clients_again(raw, match, said, remarks)
        return raw, match
    # of a log of changes the values of all fields would pass for steps
    field = guessed_columns(Headers(raw.frame)).get("field")
    if field is not None and field not in log.called:
        return raw, match
    header = AND.join(log.called)
    frame = (
        raw.frame
        if header in raw.frame
        else raw.frame.assign(**{header: joined(raw.frame, log.called)})
    )
    found = by_words(
        "history", Headers(frame), with_columns(said, {**log.columns, "deal_id": header})
    )
    remark_on_names(raw, log, remarks, forced=kind == "history")
    return replace(raw, frame=frame), replace(found, paths=True, called=log.called)


def may_be_log(raw: RawTable, match: Match | LayoutError, said: Named) -> bool:
    """Whether neither the table nor the caller says by what number its deals go, and that each row is one."""
    named = {**said.of("deals", raw.frame), **said.of("history", raw.frame)}
    if {"deal_id", "created_at", "closed_at"} & {name for name, header in named.items() if header}:
        return False
    if isinstance(match, LayoutError):
        return True
    if match.dialect.table == "leads" or isinstance(match.dialect.history, FieldLog):
        return False
    number = match.columns.get("deal_id")
    if number is None or number in names_of(raw.frame, said):
        return True
    of_deals = THINGS & {folded_key(word) for word in re.split(r"[\W_]+", number)}
    return match.dialect.table == "history" and match.dialect.crm == "plain" and not of_deals


def names_of(frame: pd.DataFrame, said: Named) -> set[str]:
    """The headers of names of deals and clients."""
    deals = by_words("deals", Headers(frame), said).columns
    return {deals[name] for name in ("name", "account") if name in deals}


def with_columns(said: Named, columns: Mapping[str, str]) -> Named:
    tables = {**said.tables, "history": {**said.tables.get("history", {}), **columns}}
    return replace(said, tables=tables)


def joined(frame: pd.DataFrame, called: tuple[str, ...]) -> pd.Series:
    """The names of a row's deal; of one that lacks a name no part tells the deal."""
    parts = [cleaned(frame[header]) for header in called]
    whole = pd.concat([part != "" for part in parts], axis=1).all(axis=1)
    return parts[0].str.cat(parts[1:], sep=AND).where(whole, "")


# ---- which columns name the deals


def best_log(frame: pd.DataFrame, match: Match | LayoutError, said: Named) -> Log | None:
    """The reading as a log of which most rows follow from one another, that by one column before that by two."""
    some = frame.head(ROWS)
    headers = Headers(some)
    history = by_words("history", headers, said).columns
    deals = by_words("deals", headers, said).columns
    system = match.columns if isinstance(match, Match) and match.dialect.table == "history" else {}
    columns = without_shared({**history, **system}, {*system})
    columns = {name: header for name, header in columns.items() if name in (*NEEDED, "from_stage")}
    number = history.get("deal_id")
    best: Log | None = None
    for called in sorted(candidates(headers, {**deals, **columns}), key=lambda it: it != (number,)):
        log = as_log_of(some, called, columns, deals)
        if log is None:
            continue
        if called == (number,) and log.share >= MOSTLY and number not in names_of(some, said):
            return log  # what more than this another column tells may be chance
        if best is None or log.share > best.share:
            best = log
    return best


def candidates(headers: Headers, columns: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The columns that may name deals, each alone and then in pairs, as far as they make deals of several rows."""
    about = {
        header
        for name, header in columns.items()
        if name in ABOUT and not (name == "amount" and may_number(headers, header))
    }
    names = [
        header
        for header in headers
        if header not in about
        and headers.look(header).filled
        and headers.look(header).dates < HALF
        and (headers.frame[header] != headers.frame[header].iloc[0]).any()
        and headers.frame[header].duplicated().mean() >= OF_SEVERAL / 2
    ][:MOST_COLUMNS]
    for called in (*((name,) for name in names), *combinations(names, 2)):
        texts = joined(headers.frame, called)
        if texts[texts != ""].duplicated(keep=False).sum() >= OF_SEVERAL * len(texts):
            yield called


def may_number(headers: Headers, header: str) -> bool:
    """Whether numbers below a word that means an amount as well, "Quote #" or "Zlecenie", may be those of deals: the
    header says so, or they are whole ones that run on."""
    texts = cleaned(headers.frame[header])
    texts = texts[texts != ""]
    if texts.empty or not texts.str.fullmatch(r"\d+").all():
        return False
    if "#" in header or is_called_number(header):
        return True
    numbers = pd.to_numeric(texts.drop_duplicates())
    return len(numbers) >= FEWEST_ROWS and numbers.max() - numbers.min() < 2 * len(numbers)


def as_log_of(
    frame: pd.DataFrame,
    called: tuple[str, ...],
    columns: Mapping[str, str],
    deals: Mapping[str, str],
) -> Log | None:
    """The table as a log of deals named so, if it is one."""
    header = AND.join(called)
    headers = Headers(frame.assign(**{header: joined(frame, called)}))
    log = {**columns, "deal_id": header}
    linked = chained(headers, log)
    if linked:
        log = without_shared({**log, **linked}, linked)
        log |= moving_date(headers, log)
        return (
            Log(called, without(log, "deal_id"), explained(headers, log))
            if set(NEEDED) <= set(log)
            else None
        )
    if (
        not set(NEEDED) <= set(log)
        or closes(headers, log, deals)
        or not are_paths(headers, log, deals)
    ):
        return None
    share = share_on_paths(headers, log)
    return Log(called, without(log, "deal_id"), share) if share else None


def without(columns: Mapping[str, str], name: str) -> dict[str, str]:
    return {each: header for each, header in columns.items() if each != name}


def explained(headers: Headers, log: Mapping[str, str]) -> float:
    """The share of rows that go on where the one before them ended, or that begin a deal from nowhere."""
    rows = headers.frame
    rows = ordered_by(rows, log["entered_at"]) if "entered_at" in log else rows
    before = rows.groupby(log["deal_id"])[log["stage"]].shift().fillna("")
    return float((rows[log["from_stage"]] == before).mean())


def moving_date(headers: Headers, log: Mapping[str, str]) -> dict[str, str]:
    """The date that is another one in each row of a deal, and by which most rows follow from one another; what is
    called a date of entry goes first."""
    own = [log["entered_at"]] if "entered_at" in log else []
    dates = [*own, *(h for h in headers if h not in own and headers.look(h).dates >= NEARLY_ALL)]
    moving = [h for h in dates if not headers.frame.duplicated([log["deal_id"], h]).any()]
    ways = [{**log, "entered_at": header} for header in moving]
    best = max(ways, key=lambda way: explained(headers, way), default=None)
    return {"entered_at": best["entered_at"]} if best else {}


def share_on_paths(headers: Headers, log: Mapping[str, str]) -> float:
    """The share of rows on a plain path, those on one that comes to a step again by half, as two deals under
    one name do; 0 where the deals do not begin alike."""
    steps = steps_of(headers, log)
    best = 0.0
    for ordered in in_time(steps[steps["stage"] != ""], headers, log["entered_at"]):
        stages = cleaned(ordered["stage"])
        firsts = stages.map(key).groupby(ordered["deal_id"]).first().value_counts(normalize=True)
        if firsts.iloc[0] < BEGIN_ALIKE:
            continue
        share = sum(
            len(group) * worth(list(group))
            for _, group in stages.groupby(ordered["deal_id"], sort=False)
        )
        best = max(best, share / len(ordered))
    return best


def worth(stages: list[str]) -> float:
    if len(stages) == 1:
        return 1.0
    kind = kind_of_path(stages)
    if kind == NO_PATH:
        return 0.0
    return 1.0 if kind == PLAIN and len({*map(key, stages)}) == len(stages) else 0.5


def remark_on_names(raw: RawTable, log: Log, remarks: Remarks, *, forced: bool) -> None:
    """Which columns were taken for the name of the deal."""
    names = " and ".join(f'"{header}"' for header in log.called)
    together = " together" if len(log.called) > 1 else ""
    remarks.add(
        "history",
        f"Deals are told apart by {names}{together}.",
        file=raw.file,
        effect="Rows that are called the same are the steps of one deal.",
        fix='If another column names them: columns={"history": {"deal_id": "..."}}.'
        if forced
        else f'If each row is a deal of its own: columns={{"created_at": "{inside(log.columns["entered_at"])}"}}.',
    )
