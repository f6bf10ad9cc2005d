"""Whether a table is a log: deals that have several rows, each a step of one path. A table of deals has one
row for each, and where its customers come again, they come with another deal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.loading.dated_ends import dates_its_ends
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.guesses import counts_up
from cycle_kit.loading.links import MOST_STAGES, chained, left_and_entered
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.paths import NEEDED, are_paths, steps_of
from cycle_kit.loading.status_column import with_status_by_cells
from cycle_kit.values import cleaned

#: share of deals with several rows, from which on a table with numbers, stages and dates of deals is a log
SEVERAL = 0.2
CLOSING = ("closed_at", "close_date", "won_at", "lost_at", "expected_close")


def is_history(headers: Headers, columns: Mapping[str, str]) -> bool:
    """Whether the deals, told by their number, have several rows with other stages or dates."""
    if not set(NEEDED) <= set(columns):
        return "deal_id" in columns and "stage" not in columns  # changes of any field
    per_deal = steps_of(headers, columns).groupby("deal_id").size()
    return len(per_deal) > 0 and (per_deal > 1).mean() >= SEVERAL


def as_log(
    headers: Headers,
    found: Mapping[str, str],
    deals: Mapping[str, str],
    given: Mapping[str, str],
    forced: bool,
) -> tuple[dict[str, str], bool]:
    """The columns of a table as a log, and whether its rows follow from one another.

    `found`, `deals`: {our name: header} by words, of a log and of a table of deals; `given`: what the caller
    names; `forced`: the caller says that it is a log.
    """
    columns, paths = as_moves(headers, found, deals, given, forced)
    status = deals.get("status", "")
    free = status and "status" not in given and status not in columns.values()
    if free and "stage" in columns and tells_ends(headers, status):
        columns["status"] = status
    return columns, paths


def tells_ends(headers: Headers, header: str) -> bool:
    """Whether some of its words say won or lost."""
    words = cleaned(headers.frame[header].drop_duplicates())
    return len(words) <= MOST_STAGES and any(meaning(word) in ENDS for word in words if word)


def as_moves(
    headers: Headers,
    found: Mapping[str, str],
    deals: Mapping[str, str],
    given: Mapping[str, str],
    forced: bool,
) -> tuple[dict[str, str], bool]:
    """The columns that tell who moved where and when, as `as_log`."""
    columns = dict(found)
    if "deal_id" not in columns and "deal_id" in deals:
        columns["deal_id"] = deals["deal_id"]
    if "stage" not in columns:
        by_cells = with_status_by_cells(without_shared(deals, columns), headers)
        columns |= {"stage": by_cells["status"]} if "status" in by_cells else {}
    if "entered_at" not in columns:
        columns |= only_date(headers, () if forced else others_of(deals, columns))
    own = {name: header for name, header in given.items() if header}
    names = names_of_deals(headers, columns, deals, own)
    for called in names:
        linked = chained(headers, {**columns, "deal_id": called})
        linked |= left_and_entered(headers, called, numbered=called == columns.get("deal_id"))
        log = {**columns, "deal_id": called, **linked, **own}
        if linked and set(NEEDED) <= set(log):
            return without_shared(log, {*linked, *own}), True
    if forced and "deal_id" not in columns and names:
        columns["deal_id"] = names[0]
    if not forced and names and names[0] != columns.get("deal_id"):
        log = {**columns, "deal_id": names[0]}
        if not closes(headers, log, deals) and are_paths(headers, log, deals):
            return without_shared(log, {*NEEDED}), True
    return columns, False


def names_of_deals(
    headers: Headers, log: Mapping[str, str], deals: Mapping[str, str], own: Mapping[str, str]
) -> list[str]:
    """The column that says which deal a row is of: its number, or else its name, or the customer's."""
    number = log.get("deal_id")
    if number and ("deal_id" in own or not counts_up(headers.frame[number])):
        return [number]
    called = [deals[name] for name in ("name", "account") if name in deals]
    return [header for header in called if headers.look(header).filled][:1] or [
        *([number] if number else [])
    ]


def others_of(deals: Mapping[str, str], log: Mapping[str, str]) -> set[str]:
    """The headers that a table of deals has for something else."""
    return {*(header for name, header in deals.items() if name != "created_at"), *log.values()}


MOST = 200  # columns: a wider table is no log


def only_date(headers: Headers, taken: Iterable[str]) -> dict[str, str]:
    """In a log the one column of dates is when the stage was entered."""
    if len(headers.frame.columns) > MOST:
        return {}
    taken = set(taken)
    dates = [
        header
        for header in headers
        if header not in taken and headers.look(header).dates > NEARLY_ALL
    ]
    return {"entered_at": dates[0]} if len(dates) == 1 else {}


def without_shared(log: Mapping[str, str], sure: Iterable[str]) -> dict[str, str]:
    """The columns, without those whose header now stands for another one, which is sure."""
    taken = {log[name] for name in sure if name in log}
    return {name: header for name, header in log.items() if name in sure or header not in taken}


def closes(headers: Headers, log: Mapping[str, str], deals: Mapping[str, str]) -> bool:
    """Whether another date says when deals are closed, as tables of deals do."""
    ends = {deals.get(name) for name in CLOSING} - {log.get("entered_at"), None}
    return any(headers.look(header).filled for header in ends if header) or dates_its_ends(
        headers, log
    )
