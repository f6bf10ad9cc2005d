"""The day of the order as the win, in lists with a date for each step and nothing that says won: "Contacto, Oferta,
Pedido". It is the last step of the sale, in nearly every row; a payment stands for it where nothing is ordered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.loading.after_sale import after_sale, is_beginning
from cycle_kit.loading.dated_columns import MOSTLY, inner, is_dated, is_signed, is_step
from cycle_kit.loading.evidence import dates_in
from cycle_kit.loading.match import STANDING
from cycle_kit.loading.matching import Headers
from cycle_kit.steps import EITHER_SIDE, STEPS, step_named

#: what lists take the date of an order or a payment for, where nothing else says it
IN_PLACE = ("closed_at", "close_date", "created_at")
#: what lists call by the name of a step, too
OF_STEPS = ("created_at", "first_contact_at", "lead_created_at")
FEWEST = 2  # steps before the win that tell a list of steps
#: after every other date in the file: an order is planned
FAR = pd.Timedelta(days=92)


def with_order_as_win(
    columns: Mapping[str, str],
    given: Mapping[str, str],
    headers: Headers,
    entered: Collection[str] = (),
) -> dict[str, str]:
    """The columns with the day of the order, or else of the payment, as that of the win, where steps with dates
    stand before it and nothing else says how deals stand. `entered`: headers that the caller calls stages."""
    found = dict(columns)
    if set(STANDING) & {*found, *given}:
        return found
    kept = {h for name, h in found.items() if name not in (*IN_PLACE, *OF_STEPS) or name in given}
    dated = [header for header in headers if header not in kept and is_dated(headers.frame[header])]
    free = [header for header in dated if header not in entered]
    steps = list(entered) or [header for header in free if is_of_sale(header)]
    if len(steps) < (1 if entered else FEWEST) or any(
        is_other_end(name, found) for name in IN_PLACE[:2]
    ):
        return found
    win = last_of(
        [header for header in free if is_order(header)],
        steps,
        headers,
    ) or last_of([header for header in free if after_sale(header) == "payment"], steps, headers)
    if not win:
        return found
    begun = {name for name in OF_STEPS if name not in given and found.get(name) in steps}
    return {
        name: header for name, header in found.items() if header != win and name not in begun
    } | {"won_at": win}


def is_order(header: str) -> bool:
    """Whether a header means an order or a signature and no step: "Contract" may still be talked about."""
    name = inner(header)
    return is_signed(header) and (meaning(name) == "won" or not is_step(name))


def is_of_sale(header: str) -> bool:
    """Whether a header is called by a step on the way to a win."""
    name = inner(header)
    step = step_named(name)
    if step and (STEPS[step].after or step in EITHER_SIDE):
        return False
    return is_step(name) and not after_sale(header) and not is_beginning(header)


def is_other_end(name: str, columns: Mapping[str, str]) -> bool:
    """Whether a date of closing says itself what it is, and is neither an order nor a payment."""
    header = columns.get(name)
    return header is not None and not (is_signed(header) or after_sale(header))


def last_of(options: Iterable[str], steps: Collection[str], headers: Headers) -> str:
    """The last of these dates that come after all steps; "" where none does."""
    options = list(options)
    told = {*options, *steps} if options else ()
    dates = {header: dates_in(headers.frame[header], header, None) for header in told}
    able = [
        header
        for header in options
        if follows_all(dates[header], [dates[step] for step in steps if step != header])
    ]
    able = [header for header in able if not is_planned(dates[header], dates, steps)]
    return max(able, key=lambda header: dates[header].max(), default="")


def follows_all(win: pd.Series, steps: Iterable[pd.Series]) -> bool:
    """Whether in nearly every row that has both the win is not before the step, of all steps."""
    told = False
    for step in steps:
        both = win.notna() & step.notna()
        if not both.any():
            continue
        told = True
        if (step.dt.normalize() <= win.dt.normalize())[both].mean() < MOSTLY:
            return False
    return told


def is_planned(win: pd.Series, dates: Mapping[str, pd.Series], steps: Collection[str]) -> bool:
    last = max((dates[step].max() for step in steps), default=pd.NaT)
    return bool(win.max() > last + FAR)
