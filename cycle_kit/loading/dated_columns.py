"""A date column per stage, as hand-kept lists have it: "Call", "Offer sent on", "Datum: Angebot"."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping
from functools import lru_cache

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.outcomes import words
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import inside
from cycle_kit.loading.after_sale import (
    FOLLOWS,
    after_sale,
    is_after_sale,
    is_beginning,
    is_planned,
)
from cycle_kit.loading.evidence import dates_in, look_at
from cycle_kit.loading.follow_ups import follow_ups_between
from cycle_kit.loading.probable import signed
from cycle_kit.loading.stage_headers import (
    bare_words,
    inner,
    names_of,
    stage_called,
    stage_in_form,
    title_of,
    without_date,
)
from cycle_kit.loading.steps_beside import on_the_way
from cycle_kit.steps import EITHER_SIDE, step_named
from cycle_kit.values import bare_name, cleaned, key
from cycle_kit.values.labels import front_number

FEWEST, FEWEST_STEPS = 2, 3  # columns that make a history; of steps, in a table that has stages
PLANNED = "Follow-up"  # a date that may lie ahead
DAY_NUMBERS = (
    32_874,
    55_152,
)  # of 1990 to 2050 in a spreadsheet; others of five digits are amounts
MOSTLY = 0.9  # share of dates among the filled cells


def columns_of_stages(
    frame: pd.DataFrame,
    taken: Iterable[str],
    stages: Iterable[str],
    *,
    later: bool = False,
    won: Iterable[str] = (),
) -> dict[str, str]:
    """{stage: header} of the columns, none of ours, that are named like a stage and hold dates.

    `taken`: headers that stand for columns of ours. `stages`: the names of stages; where none of them is one,
    the steps of a sales cycle are. Nothing, unless there are two (of steps beside other stages, three).
    `later`: what comes after the sale is among them, also where another column tells when deals were won.
    `won`: headers of dates on which deals were won or closed, beside those that are called so.
    """
    taken = set(taken)
    free = [header for header in frame if header not in taken]
    names = names_of(stages)
    found: dict[str, str] = {}
    # by a form of its name only where no header has it as it is
    for named in (stage_called, stage_in_form):
        for header in free:
            stage = "" if header in found.values() else named(header, names)
            if won and meaning(stage) == "won":
                continue  # another column tells the day
            if stage and stage not in found and is_dated(frame[header]):
                found[stage] = header
    more = [header for header in counted(frame) if header in free and is_dated(frame[header])]
    if len(found) >= FEWEST:
        left = [header for header in free if header not in (*found.values(), *more)]
        more += beside_stages(frame, left, found, won)
        numbered = any(map(front_number, found))
        rest = [header for header in more if header not in found.values()]
        return found | {header if numbered else named_step(header): header for header in rest}
    steps = {
        title_of(header): header
        for header in free
        if names_step(inner(header)) and not is_beginning(header) and is_dated(frame[header])
    }
    if won:
        steps = {name: header for name, header in steps.items() if meaning(name) != "won"}
    steps |= {inner(header): header for header in more if header not in steps.values()}
    wins = {*won, *filter(is_win, taken)}
    early = before_win(free, frame, wins)
    ends = {*wins, *(header for header in frame if meaning(inner(header)) in ENDS)}
    early += follow_ups_between(free, frame, set(steps.values()), ends)
    steps = without_deliveries(steps, frame, sold=not later and bool(wins), early=early) | {
        called(header, steps): header for header in early if header not in steps.values()
    }
    happened = [name for name in steps if step_named(name) != PLANNED]
    enough = len(steps) >= FEWEST_STEPS or (not names and len(happened) == len(steps) >= FEWEST)
    return steps if enough else {}


def beside_stages(
    frame: pd.DataFrame, headers: Iterable[str], stages: Mapping[str, str], ends: Iterable[str]
) -> list[str]:
    """Those of the headers that are called by another step of the sale, with dates on the way through these stages."""
    able = [
        header
        for header in headers
        if names_step(inner(header))
        and step_named(inner(header)) not in EITHER_SIDE
        and meaning(inner(header)) not in ENDS
        and not (is_after_sale(header) or is_beginning(header))
        and is_dated(frame[header])
    ]
    return on_the_way(frame, able, stages.values(), ends)


def counted(headers: Iterable[str]) -> list[str]:
    """The headers that count the steps of a sale, "1. Lead" to "5. Lost" or "Date: 1. Lead": whatever one is called,
    it is a step like the others. Two of them are known as steps or ends, for payments and visits are counted, too."""
    said = {header: counting(header) for header in headers}
    numbers = {header: number for header, name in said.items() if (number := front_number(name))}
    names = {bare_name(said[header]) for header in numbers}
    known = [name for name in names if is_step(name) or meaning(name) in ENDS]
    apart = len(numbers) == len(names)
    return list(numbers) if apart and len(known) >= FEWEST and is_run(numbers.values()) else []


def counting(header: str) -> str:
    """The header from its number on, where that stands behind words for a date: "Date: 1. Lead" is "1 Lead"."""
    return header if front_number(header) else inner(header)


def without_number(header: str) -> str:
    return re.sub(r"^\D*[\d.]+\W*", "", header)


def named_step(header: str) -> str:
    """What a step is called by the header of its date."""
    return without_number(header) if front_number(counting(header)) else title_of(header)


def is_run(numbers: Iterable[tuple[int, ...]]) -> bool:
    """Whether numbers are those of steps one after another, from 0 or 1 on."""
    whole = sorted({number[0] for number in numbers})
    return whole[0] in (0, 1) and len(whole) >= FEWEST_STEPS and whole[-1] <= 2 * len(whole)


def called(header: str, steps: Container[str]) -> str:
    """The name of one more step; the whole header where another one has its name."""
    return header if inner(header) in steps else inner(header)


def before_win(headers: Iterable[str], frame: pd.DataFrame, wins: Collection[str]) -> list[str]:
    """The headers called by an order, a delivery or a payment that stand before the win in nearly every row that
    has both: they are steps on the way to it, "Payment plan" or "Delivery date agreed"."""
    able = [
        header
        for header in headers
        if (after_sale(header) in FOLLOWS or is_signed(header))
        and not {meaning(header), meaning(inner(header))} & set(ENDS)
        and is_dated(frame[header])
    ]
    won = [dates_in(frame[header], header, None) for header in wins] if able else []
    return [h for h in able if won and all(is_earlier(frame[h], at) for at in won)]


def is_earlier(texts: pd.Series, win: pd.Series) -> bool:
    """Whether dates nearly always lie before the win, and are known of several deals or also of those not won."""
    dates = dates_in(texts, "", None)
    both = dates.notna() & win.notna()
    if both.sum() < FEWEST and (not both.any() or both.sum() == dates.notna().sum()):
        return False
    days = (win.dt.normalize() - dates.dt.normalize())[both].dt.days
    return bool((days >= 0).mean() >= MOSTLY and (days > 0).mean() > 1 - (days > 0).mean())


def without_deliveries(
    steps: dict[str, str], frame: pd.DataFrame, *, sold: bool, early: Collection[str] = ()
) -> dict[str, str]:
    """The steps without dates of delivery, "Delivery date", that are planned; "Delivery" itself is a step.

    `sold`: another column tells when deals were won; what comes after that is no step of the sale. `early`:
    what comes before that.
    """
    later = [
        name for name, header in steps.items() if is_after_sale(header) and header not in early
    ]
    told = [name for name in later if name != steps[name]]
    others = frame[[header for name, header in steps.items() if name not in told]]
    left = later if sold else [name for name in told if is_planned(frame[steps[name]], others)]
    return {name: header for name, header in steps.items() if name not in left}


def is_win(header: str) -> bool:
    """Whether a header of dates means the day of a win, of an order or of a signature."""
    return "won" in (meaning(header), meaning(inner(header))) or is_signed(header)


def all_won_or_lost(header: str) -> str:
    """What to type of dates of which nothing says whether deals were won on them."""
    return (
        f'If all deals with a date in "{header}" were won: columns={{"won_at": "{inside(header)}"}}; '
        f'if they were lost: columns={{"lost_at": "{inside(header)}"}}.'
    )


def is_signed(header: str) -> bool:
    """Whether a header means the day of an order or of a signature."""
    return not is_after_sale(header) and bool({key(header), key(inner(header))} & signed())


@lru_cache(maxsize=10_000)
def is_step(name: str) -> bool:
    return bool(step_named(name)) or key(name) in STEPS


@lru_cache(maxsize=10_000)
def names_step(name: str) -> bool:
    """Whether a name is that of a step, also with a little word before it or the word for a date glued to it: "del
    presupuesto", "offertedatum", "Angebotsdatum"."""
    plain = " ".join(bare_words(name))
    undated = without_date(plain)
    forms = (undated, undated.removesuffix("s")) if undated != plain else (plain,)
    return is_step(name) or any(map(is_step, forms))


STEPS = words("steps")


def is_dated(texts: pd.Series) -> bool:
    look = look_at(texts)
    if not look.filled or look.dates + look.day_numbers < MOSTLY:
        return False
    numbers = pd.to_numeric(texts[texts.str.fullmatch(r"\d{5}")])
    return bool(numbers.between(*DAY_NUMBERS).mean() >= MOSTLY) if len(numbers) else True


def stage_names_in(frame: pd.DataFrame, columns: Mapping[str, str]) -> list[str]:
    """The names in the columns of stages."""
    found: dict[str, None] = {}
    for name in ("stage", "last_stage"):
        if name in columns:
            found |= dict.fromkeys(name for name in cleaned(frame[columns[name]]).unique() if name)
    return list(found)
