"""Dates that nobody reads and that may be those of steps, by where they lie: named with the line that takes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import listed
from cycle_kit.loading.after_sale import (
    after_sale,
    is_beginning,
    is_day_of_row,
    is_end,
    is_of_person,
    is_start,
)
from cycle_kit.loading.columns import Source
from cycle_kit.loading.dated_columns import before_win, inner, is_dated, is_signed, names_step
from cycle_kit.loading.event_kinds import creation_in
from cycle_kit.loading.evidence import dates_in
from cycle_kit.loading.match import STANDING
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.moves import WON, dates_of_entry
from cycle_kit.loading.order_wins import is_of_sale, last_of
from cycle_kit.loading.steps_beside import follows

FEWEST = 2  # dates that make steps of their own
BEGINNINGS = ("created_at", "lead_created_at", "first_contact_at")
MOST = 20  # columns of dates; more are no steps of one sale


def unread_steps(source: Source, closing: Collection[str] = ()) -> dict[str, str]:
    """{stage: header} of all dated steps of a list kept by hand, with those that nobody reads; empty where
    there is none of these, or where another column tells the stages. `closing`: headers of dates that nobody reads
    and that are offered as those of the end."""
    match, frame = source.match, source.raw.frame
    if not match.dialect.by_hand or match.dialect.table != "deals" or "stage" in match.columns:
        return {}
    steps = {stage: own for (_, stage), own in dates_of_entry(frame, match).items()}
    begun = [match.columns[name] for name in BEGINNINGS if name in match.columns]
    won = [match.columns[name] for name in WON if name in match.columns] + list(closing)
    used = {*match.columns.values(), *steps.values(), *closing}
    found = between(frame, used, [*begun, *steps.values()], won)
    if not found or len(found) + len(steps) > MOST:
        return {}
    if not steps and not begun and len(found) < FEWEST:
        return {}
    return in_order(frame, {**steps, **named_by(found)})


def with_first_step(source: Source, steps: Mapping[str, str]) -> dict[str, str]:
    """The steps behind the day of creation where that is the first of them: it is called by a step, or stands right
    before the others and is called by no date and by no creation."""
    created = source.match.columns.get("created_at", "")
    name = inner(created)
    if not created or created in steps.values() or is_creation(created):
        return dict(steps)
    headers = list(source.raw.frame)
    following = headers[headers.index(created) + 1 :][:1]
    if not names_step(name) and (name != created or following != list(steps.values())[:1]):
        return dict(steps)
    return {name: created, **steps}


def is_creation(header: str) -> bool:
    """Whether a header of dates of creation says that, a beginning or only that it is a date: "Created", "Start"."""
    said = creation_in(header) or creation_in(inner(header))
    return bool(said) or is_start(header) or is_day_of_row(header)


def between(
    frame: pd.DataFrame, used: Collection[str], before: Iterable[str], after: Iterable[str]
) -> list[str]:
    """The headers of dates, none of those used, that hardly ever lie before the first of these dates or after
    one of those."""
    starts = [dates_in(frame[header], header, None) for header in before]
    first = pd.concat(starts, axis=1).min(axis=1) if starts else None
    ends = [dates_in(frame[header], header, None) for header in after]
    found = []
    for header in frame:
        if header in used or not may_be_step(header) or not is_dated(frame[header]):
            continue
        dates = dates_in(frame[header], header, None)
        late = first is None or follows(first, dates)
        if late and all(follows(dates, end) for end in ends):
            found.append(header)
    return found


def may_be_step(header: str) -> bool:
    said = {meaning(header), meaning(inner(header))} & set(ENDS)
    other = is_beginning(header) or is_end(header) or is_of_person(header)
    return not (said or other or after_sale(header))


def named_by(headers: Iterable[str]) -> dict[str, str]:
    return {header: header for header in headers}


def in_order(frame: pd.DataFrame, steps: Mapping[str, str]) -> dict[str, str]:
    """The steps as their columns stand in the file."""
    places = {header: place for place, header in enumerate(frame)}
    return dict(sorted(steps.items(), key=lambda pair: places[pair[1]]))


def of_refused(headers: Headers, columns: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """{stage: header} and the header of the win, "" for none, of a table in which nothing tells how deals stand
    and several dates may be those of steps. `columns`: what is understood of it."""
    frame = headers.frame
    if set(STANDING) & set(columns):
        return {}, ""
    steps = {
        header for name, header in columns.items() if is_of_sale(header) and is_dated(frame[header])
    }
    used = {header for header in columns.values() if header not in steps}
    used -= {h for h in used if (is_signed(h) or after_sale(h)) and is_dated(frame[h])}
    free = [header for header in frame if header not in used and is_dated(frame[header])]
    plain = [header for header in free if may_be_step(header) and not is_signed(header)]
    win = next(
        filter(
            None,
            (
                last_of([header for header in free if is_of_win(header)], plain, headers)
                for is_of_win in (is_signed, lambda header: after_sale(header) == "payment")
            ),
        ),
        "",
    )
    begun = [columns[name] for name in BEGINNINGS if name in columns and columns[name] in used]
    found = between(frame, {*used, win}, begun, [win] if win else [])
    early = before_win(free, frame, [win]) if win else []
    found = [header for header in frame if header in {*found, *early} - {win}]
    least = 1 if win and begun else FEWEST
    return (named_by(found), win) if least <= len(found) <= MOST else ({}, "")


def remark_on_unread_steps(source: Source, steps: Mapping[str, str], line: str) -> None:
    read = set(dates_of_entry(source.raw.frame, source.match).values())
    read |= set(source.match.columns.values())
    left = [header for header in steps.values() if header not in read]
    one = len(left) == 1
    source.remarks.add(
        "columns",
        f"{listed(left, most=MOST)} {'holds' if one else 'hold'} dates on the way of deals, and "
        f"{'is' if one else 'are'} not used: {'it' if one else 'they'} may be {'a step' if one else 'steps'}.",
        file=source.raw.file,
        effect="Funnels and stays do not know of " + ("it." if one else "them."),
        fix=f"If so: {line}.",
    )
