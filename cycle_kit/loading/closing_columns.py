"""Which dates are those of closing in a list kept by hand: a day of decision or of signing goes before the invoice
and the delivery, and neither the term of a contract nor the next contact is ever one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.dialects.wording import ENDS
from cycle_kit.languages import GUESSES
from cycle_kit.loading.after_sale import (
    FOLLOWS,
    after_sale,
    is_after_sale,
    is_day_of_row,
    is_end,
    is_start,
)
from cycle_kit.loading.dated_columns import columns_of_stages, is_signed
from cycle_kit.loading.evidence import HALF, KINDS, NEARLY_ALL, dates_in
from cycle_kit.loading.guesses import tokens
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.order_wins import with_order_as_win
from cycle_kit.loading.status_column import means_result

CLOSING = ("closed_at", "close_date", "won_at", "lost_at")
EITHER = ("closed_at", "close_date")  # of deals that were won and of those that were lost
LOST = ("lost", "dropped")
STRAY = 0.05  # share of the dates that may stand beside deals that are open
#: after every other date in the file: a contract ends, a delivery is planned
FAR = pd.Timedelta(days=92)


def with_closing(
    columns: Mapping[str, str],
    given: Mapping[str, str],
    headers: Headers,
    entered: Collection[str] = (),
) -> tuple[dict[str, str], dict[str, str]]:
    """The columns with the dates that tell best when deals were closed, of those that the headers and the cells
    allow; and {our name: header} of those that may be another day's. `given`: names of ours that the caller
    speaks of; `entered`: headers that the caller calls stages."""
    found = with_planned(without_expected(columns, given), given, headers)
    found = without_order_as_creation(found, given, headers)
    found = with_order_as_win(found, given, headers, entered)
    found = with_signing_before_delivery(found, given, headers)
    found = without_later(without_signed(found, given), given, headers)
    if not set(CLOSING) & {*given, *found}:
        found = with_decided(found, headers)
    if not set(CLOSING) & {*given, *found}:
        found = with_plain_day_of_end(found, given, headers)
    free = {name: found[name] for name in CLOSING if name in found and name not in given}
    told = {
        name: header
        for name, header in free.items()
        if header not in columns.values()
        or name not in columns
        or is_after_sale(header)
        or (is_end(header) and not has_lost(header, columns, headers))
    }
    return found, told


def without_expected(columns: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The columns without a day of closing that is called expected, "Close date (est.)": it is that."""
    found = dict(columns)
    for name in EITHER:
        if name in found and name not in given and is_expected(found[name]):
            header = found.pop(name)
            if "expected_close" not in given:
                found.setdefault("expected_close", header)
    return found


def is_expected(header: str) -> bool:
    return bool(telling_plans() & set(tokens(header)))


def with_planned(
    columns: Mapping[str, str], given: Mapping[str, str], headers: Headers
) -> dict[str, str]:
    """The columns with the date as an expected one whose header is that of a closing and a word that says
    planned, "Close Date (planned)"."""
    if "expected_close" in {*columns, *given}:
        return dict(columns)
    found = [
        header
        for header in headers
        if header not in columns.values()
        and is_planned_closing(header)
        and headers.look(header).dates >= HALF
    ]
    return {**columns, "expected_close": found[0]} if len(found) == 1 else dict(columns)


def is_planned_closing(header: str) -> bool:
    said = tokens(header)
    rest = [word for word in said if word not in expecting() | planning()]
    return bool(rest and telling_plans() & {*said}) and "".join(rest) in closings()


@cache
def planning() -> frozenset[str]:
    """The words for planned and expected, in all languages, one by one."""
    said = (words for table in GUESSES for words in table.get("planned", "").split("|"))
    return frozenset(word for words in said for word in tokens(words))


@cache
def telling_plans() -> frozenset[str]:
    """The words for planned and expected that no real closing is called by: "شده", been, is of "been planned" and of
    "been closed"."""
    called = (option for columns in SPLIT.values() for option in columns.get("closed_at", ()))
    return (expecting() | planning()) - {word for option in called for word in tokens(option)}


@cache
def closings() -> frozenset[str]:
    """What dates of closing are called, in all languages, as it is compared."""
    return frozenset(
        "".join(tokens(option))
        for columns in SPLIT.values()
        for name in ("close_date", "closed_at")
        for option in columns.get(name, ())
    )


@cache
def expecting() -> frozenset[str]:
    """The words that head expected dates of closing, in all languages, and no other dates."""
    own: set[str] = set()
    others: set[str] = set()
    for columns in SPLIT.values():
        for name, options in columns.items():
            if KINDS.get(name) == "date" or name == "signed_at":
                words = {word for option in options for word in tokens(option)}
                (own if name == "expected_close" else others).update(words)
    return frozenset(own - others)


def without_order_as_creation(
    columns: Mapping[str, str], given: Mapping[str, str], headers: Headers
) -> dict[str, str]:
    """The columns without a day of ordering or signing as the creation, where only deals that ended have one."""
    header = columns.get("created_at")
    rest = {name: own for name, own in columns.items() if name != "created_at"}
    if header is None or "created_at" in given or not is_signed(header):
        return dict(columns)
    return rest if has_only_ended(header, rest, headers) else dict(columns)


def with_plain_day_of_end(
    columns: Mapping[str, str], given: Mapping[str, str], headers: Headers
) -> dict[str, str]:
    """The columns with a date called nothing but "Date" as that of closing, not of creation, where all deals that
    ended have one and those that are open do not: these began on some day too."""
    header = columns.get("created_at")
    if header is None or "created_at" in given or not is_day_of_row(header):
        return dict(columns)
    rest = {name: own for name, own in columns.items() if name != "created_at"}
    going = still_open(rest, headers.frame)
    if going is None or not going.any():
        return dict(columns)
    dated = headers.frame[header] != ""
    ends = not dated[going].any() and dated[~going].mean() >= NEARLY_ALL
    return {**rest, "closed_at": header} if ends else dict(columns)


def without_signed(columns: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The columns without a day of ordering or signing as that of closing, where the caller names that of the win."""
    free = {name for name in EITHER if name in columns and name not in given}
    told = bool(given.get("won_at"))
    return {n: h for n, h in columns.items() if not (told and n in free and is_signed(h))}


def with_signing_before_delivery(
    columns: Mapping[str, str], given: Mapping[str, str], headers: Headers
) -> dict[str, str]:
    """The columns with the day of ordering or signing as that of the win, where a delivery or a payment passes for
    it and nearly all that was delivered had been signed: "Signed", "Installed"."""
    win = columns.get("won_at", "")
    if "won_at" in given or not is_after_sale(win):
        return dict(columns)
    rest = {
        n: h for n, h in columns.items() if n != "won_at" and not (n in EITHER and is_signed(h))
    }
    delivered = headers.frame[win] != ""
    able = [
        header
        for header in headers
        if header not in (win, *rest.values(), *given.values())
        and is_signed(header)
        and headers.look(header).dates >= NEARLY_ALL
        and (headers.frame[header] != "")[delivered].mean() >= NEARLY_ALL
    ]
    return {**rest, "won_at": able[0]} if len(able) == 1 else dict(columns)


def without_later(
    columns: Mapping[str, str], given: Mapping[str, str], headers: Headers
) -> dict[str, str]:
    """The columns without days of closing that are called by what comes after the sale, or by an end that is none
    of the deals', where others tell it better, or these do not tell it at all."""
    told = {name for name in CLOSING if columns.get(name)}
    free = [name for name in EITHER if name in told and name not in given]
    later = {name for name in free if is_after_sale(columns[name])}
    ends = {name for name in free if is_end(columns[name])}
    better = told - later - ends
    dropped = {name for name in ends if better or is_of_contract(columns[name], columns, headers)}
    rest = {name: header for name, header in columns.items() if name not in later | dropped}
    better = better or ends - dropped or set(CLOSING) & set(with_decided(rest, headers))
    dropped |= {name for name in later if better or not follows(columns[name], rest, headers)}
    return {name: header for name, header in columns.items() if name not in dropped}


def follows(header: str, columns: Mapping[str, str], headers: Headers) -> bool:
    """Whether a date that comes after the sale may be in the place of its own: it happened, and to no open deal."""
    kept = after_sale(header) in FOLLOWS and not is_far(header, headers)
    known = still_open(columns, headers.frame) is not None
    return kept and (not known or has_only_ended(header, columns, headers))


def is_of_contract(header: str, columns: Mapping[str, str], headers: Headers) -> bool:
    """Whether an end is rather that of a contract: lost deals have none, and it has a beginning of its own that is
    not the deals' creation, or lies far ahead."""
    open_deals = still_open(columns, headers.frame)
    dated = headers.frame[header] != ""
    if open_deals is None or (dated & open_deals).sum() > STRAY * dated.sum():
        return False  # a day of closing that is planned for open deals
    if has_lost(header, columns, headers):
        return False
    own = [h for h in headers if is_start(h) and h != columns.get("created_at")]
    return any(headers.written_as_dates(h) for h in own) or is_far(header, headers)


def has_lost(header: str, columns: Mapping[str, str], headers: Headers) -> bool:
    """Whether most lost deals have a date below this header, too."""
    for name in ("status", "stage"):
        lost = rows_of(headers.frame[columns[name]], LOST) if name in columns else pd.Series()
        if lost.any():
            return bool((headers.frame.loc[lost, header] != "").mean() >= HALF)
    return False


def is_far(header: str, headers: Headers) -> bool:
    """Whether the last of these dates lies far beyond every other date in the table."""
    others = [
        dates_in(headers.frame[other], other, None).max()
        for other in headers
        if other != header and not is_after_sale(other) and headers.written_as_dates(other)
    ]
    known = [date for date in others if not pd.isna(date)]
    return bool(known) and bool(
        dates_in(headers.frame[header], header, None).max() > max(known) + FAR
    )


def with_decided(columns: Mapping[str, str], headers: Headers) -> dict[str, str]:
    """The columns with the dates as those of closing that only deals that ended have: below "Decision", of the
    order or the signature, where that is none of the steps with dates, or else the earliest of invoices and
    payments."""
    free = [header for header in headers if header not in columns.values()]
    dated = [header for header in free if headers.look(header).dates >= NEARLY_ALL]
    able = [header for header in dated if has_only_ended(header, columns, headers)]
    steps = columns_of_stages(headers.frame, columns.values(), ()).values()
    signed = [header for header in able if is_signed(header) and header not in steps]
    for found in ([header for header in able if is_result(header)], signed):
        if found:
            return {**columns, "closed_at": found[0]} if len(found) == 1 else dict(columns)
    paid = [h for h in able if after_sale(h) == "payment" and not is_far(h, headers)]
    if not paid:
        return dict(columns)
    first = min(paid, key=lambda header: dates_in(headers.frame[header], header, None).min())
    return {**columns, "closed_at": first}


def is_result(header: str) -> bool:
    return means_result(header) and not is_after_sale(header)


def has_only_ended(header: str, columns: Mapping[str, str], headers: Headers) -> bool:
    """Whether hardly a deal that is open has something below this header."""
    filled, open_deals = headers.frame[header] != "", still_open(columns, headers.frame)
    return open_deals is not None and bool((filled & open_deals).sum() <= STRAY * filled.sum())


def still_open(columns: Mapping[str, str], frame: pd.DataFrame) -> pd.Series | None:
    """The rows that say nothing of an end; None where no column does."""
    for name in ("is_won", "is_lost", "is_closed"):
        if name in columns:
            return frame[columns[name]] == ""
    for name in ("status", "stage"):
        if name in columns:
            ended = rows_of(frame[columns[name]], ENDS)
            if ended.any():
                return ~ended
    return None


def rows_of(texts: pd.Series, outcomes) -> pd.Series:
    """The rows whose word says one of these outcomes."""
    return texts.isin([word for word in texts.unique() if meaning(str(word)) in outcomes])
