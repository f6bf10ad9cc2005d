"""What each metric, and each measure of a period, counts and who is counted, in a sentence or two."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from cycle_kit.arguments import checked
from cycle_kit.errors import QuestionError, code, listed, nearest
from cycle_kit.metrics.catalogue import CARDS
from cycle_kit.metrics.measures import OF_STAGES
from cycle_kit.signatures import Kind

MetricName = Annotated[str, Kind("the name of a metric, or of a measure of kpis", '"funnel"')]

#: metrics that say what they count
DEFINED = {name: card for name, card in CARDS.items() if card.counts}
#: what measures of a period say: of those of a stage by the words their names begin with
MEASURES = tomllib.loads(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))


@checked
def definition(name: MetricName) -> str:
    """What a metric counts and who is counted, in words; an unknown name is an error that lists all.

    Measures of `kpis`, `trend` and `goals` have one too: "returning_customers", "entries into New".
    """
    if said := counts_and_who(name):
        return both(*said)
    near = nearest(name, [*DEFINED, *MEASURES])
    raise QuestionError(
        f'There is no definition of "{name}".',
        there=f"There are definitions of {listed(DEFINED)}, and of the measures {listed(measures())}.",
        fix=f"Did you mean ck.definition({code(near)})?"
        if near
        else 'Ask for one of these, for example ck.definition("funnel").',
    )


def measures() -> list[str]:
    """The names of the measures, a stage of one's own left open."""
    return [f"{name}<stage>" if name.endswith(" ") else name for name in MEASURES]


def counts_and_who(name: str) -> tuple[str, str] | None:
    """What a metric, or a measure in a period, counts and who is counted; None where there is none of that name."""
    if name in DEFINED:
        return DEFINED[name].counts, DEFINED[name].who
    if name in MEASURES and not name.endswith(" "):
        return MEASURES[name]["counts"], MEASURES[name]["who"]
    for start, *_ in OF_STAGES:
        if stage := name.removeprefix(start) if name.startswith(start) else "":
            counts, who = (MEASURES[start][part] for part in ("counts", "who"))
            return counts.replace("{stage}", stage), who.replace("{stage}", stage)
    return None


def both(counts: str, who: str) -> str:
    return f"Counted: {counts} Who: {who}"
