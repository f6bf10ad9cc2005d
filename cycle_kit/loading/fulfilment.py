"""Stages of what comes after the sale, "In production" or "Installation", in a list of deals: whoever stands there
has bought, as far as the name tells, and no move says so. They are asked about, never taken for open."""

from __future__ import annotations

import re

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.errors import in_code, listed
from cycle_kit.loading.after_sale import FOLLOWS, after_sale, says
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.free_texts import names_only
from cycle_kit.loading.telling import MOST_WORDS, Doubt, Evidence, counts, outcomes_told
from cycle_kit.steps import EITHER_SIDE, STEPS, step_named, steps_after

#: yes/no columns and the status say of each deal whether it is open, whatever its stage is called
SAID_OTHERWISE = ("is_won", "is_closed", "status")
DATED = {"won_at", "lost_at"}


def of_fulfilment(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Stages that are called by a delivery or a payment, where the list tells outcomes by words or dates and no
    history tells which stages come after the win."""
    hints, stage = deals.hints, deals.hints["stage"]
    if told.logged or set(SAID_OTHERWISE) & set(hints.columns):
        return None
    if not deals.source.match.dialect.by_hand:
        return None  # a system says itself what is won
    if not (outcomes_told(told) or DATED & set(hints.columns)):
        return None
    names = [str(word) for word in stage.dropna().unique()]
    of_template = steps_after([word for word in names if word not in told.labels])
    known = {*stages, *told.labels, *of_template}
    alike = [word for word in names if word not in known and is_fulfilment(word)]
    undated = open_by_dates(stage, closing, left)
    remark_on_open(deals.source, [word for word in alike if word in undated])
    found = [word for word in alike if word not in undated]
    if not found or len(found) > MOST_WORDS:
        return None
    mask = left & stage.isin(found)
    return Doubt(
        mask,
        counts(stage, mask),
        wrong="Stages of {n} [deal|deals] of {file} are called as what comes after the sale:",
        there="",
        guess=dict.fromkeys(found, "won"),
        labels=tuple(found),
    )


def open_by_dates(stage: pd.Series, closing: pd.Series, left: pd.Series) -> set[str]:
    """The stages none of whose deals has a date of closing, where nearly all deals that ended have one."""
    ended = closing[~left]
    if ended.empty or ended.notna().mean() < NEARLY_ALL:
        return set()
    dated = closing.notna().groupby(stage).any()
    return set(dated[~dated].index)


def remark_on_open(source: Source, stages: list[str]) -> None:
    if stages and len(stages) <= MOST_WORDS:
        names = listed(names_only(stages))
        source.remarks.add(
            "outcomes",
            "Stages called as what comes after the sale count as open, as their deals have no date of closing and "
            f"those that ended do: {names}.",
            file=source.raw.file,
            effect="If they are won, win rates are too low.",
            fix=f"If they are won: won=[{in_code(names_only(stages))}].",
        )


def is_fulfilment(name: str) -> bool:
    """Whether a stage is called by a delivery, a payment or what is under way for a client, and by no step of the
    sale: "Offer delivered" and "Awaiting payment" are none."""
    step = step_named(name)
    if step:
        return STEPS[step].after and step not in EITHER_SIDE
    if meaning(name):
        return False
    if says("running", name):
        return True
    others = re.findall(r"[^\W\d_]+", name)
    if any(meaning(word) == "open" or of_sale(step_named(word)) for word in others):
        return False
    return after_sale(name) in FOLLOWS


def of_sale(step: str) -> bool:
    return bool(step) and not STEPS[step].after
