"""Measures named by text: those of `kpis`, and of a stage its days, the entries into it, the conversion from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cycle_kit.errors import QuestionError, code, few, folded, listed, nearest, told
from cycle_kit.metrics.frames import require_order
from cycle_kit.obvious import words
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

#: measure: (unit, what dates it)
KPIS = {
    "new_leads": ("leads", "created"),
    "new_deals": ("deals", "created"),
    "new_value": ("money", "created"),
    "open_deals": ("deals", "stock"),
    "open_value": ("money", "stock"),
    "open_age": ("days", "stock"),
    "won_deals": ("deals", "closed"),
    "won_value": ("money", "closed"),
    "win_rate": ("share", "closed"),
    "win_loss_ratio": ("ratio", "closed"),
    "mean_won_value": ("money", "closed"),
    "median_cycle_days": ("days", "closed"),
    "velocity_per_day": ("money", "closed"),
    "conversion_first_to_won": ("share", "created"),
    "new_customers": ("customers", "closed"),
    "returning_customers": ("customers", "closed"),
    "value_per_customer": ("money", "closed"),
    "largest_customer_share": ("share", "closed"),
}
MeasureName = Annotated[str, Kind("the name of a measure", '"win_rate"')]
DAYS, CONVERSION, ENTRIES = "days in ", "conversion from ", "entries into "
#: of a stage: (how its name begins, unit, what dates it)
OF_STAGES = (
    (DAYS, "days", "left"),
    (CONVERSION, "share", "entered"),
    (ENTRIES, "entries", "entered"),
)


@dataclass(frozen=True)
class Measure:
    """A measure: its name, unit, what dates it (created, closed, stock, left, entered), its stage."""

    name: str
    unit: str
    dated: str
    stage: str = ""


def measure(pipe: Pipeline, name: str) -> Measure:
    """The measure of that name, or an error that lists them all."""
    if name in KPIS:
        return Measure(name, *KPIS[name])
    for start, unit, dated in OF_STAGES:
        if name.startswith(start):
            require_order(pipe)
            stage = name.removeprefix(start)
            if stage in pipe.stages:
                return Measure(name, unit, dated, stage)
    stages = [stage for order in pipe.orders.values() for stage in order]
    of_stages = [start + stage for start, *_ in OF_STAGES for stage in few(stages)]
    begun = next((one for one in of_stages if folded(name).startswith(f"{folded(one)} ")), "")
    near = words("measures").get(folded(name), "") or begun or nearest(name, [*KPIS, *of_stages])
    raise QuestionError(
        f'There is no measure "{name}".',
        there=f"Measures are {listed(KPIS)}, and for each stage of {told(stages)} "
        f'"{DAYS}<stage>", "{CONVERSION}<stage>" and "{ENTRIES}<stage>".',
        fix=f"Did you mean {code(near)}?" if near else 'Use one of these, for example "win_rate".',
    )
