"""The order of stages on the import page: shown, moved, confirmed where nothing in the file tells it."""

from __future__ import annotations

from collections.abc import Mapping

from cycle_kit.charts.words import _, say
from cycle_kit.dashboard.import_parts import section
from cycle_kit.dashboard.import_settings import asks_for_order
from cycle_kit.dashboard.live import button, words
from cycle_kit.loading.preview import Preview


def stage_order(seen: Preview, said: Mapping[str, list[str]]) -> str:
    """The open stages of each pipeline in order, each with buttons that move it up or down.

    `said`: orders that somebody has said while those of other pipelines are not known.
    """
    if seen.pipe is None:
        return ""
    asks, parts = asks_for_order(seen.pipe), []
    for turn, (name, known) in enumerate(seen.pipe.orders.items()):
        stages = said.get(name, known)
        title = f"<h3><bdi>{words(name)}</bdi></h3>" if name else ""
        rows = "".join(
            stage_row(turn, place, stage, last=len(stages) - 1)
            for place, stage in enumerate(stages)
        )
        parts.append(f'{title}<ol class="ck-rows ck-order" data-drop="{turn}">{rows}</ol>')
        if asks and len(stages) > 1:
            parts.append(confirming(turn, name) if name not in said else taken_as_said())
    told = _("Funnels and steps follow it. Press an arrow, or drag a stage to its place.")
    if asks:
        told = _(
            "Nothing in the file tells it: put the first stage first, or say that they stand as they should. "
            "Until then no order is kept, and no funnel is drawn."
        )
    return section("Order of the stages", told, *parts)


def confirming(turn: int, name: str) -> str:
    """A button for stages that stand in their order already."""
    about = say("This is the order of {pipeline}", pipeline=name) if name else ""
    press = button(words(_("This is the order")), f"ordered {turn}", label=about)
    return f"<p>{press}</p>"


def taken_as_said() -> str:
    return (
        f'<p class="ck-soft">{words(_("This order is said; those of the others are not yet."))}</p>'
    )


def stage_row(turn: int, place: int, stage: str, *, last: int) -> str:
    up = mover("▲", f"move {turn} {place - 1} {stage}", say("Move {stage} up", stage=stage))
    down = mover("▼", f"move {turn} {place + 1} {stage}", say("Move {stage} down", stage=stage))
    arrows = [
        arrow.replace("<button", '<button aria-disabled="true"') if at_end else arrow
        for arrow, at_end in ((up, place == 0), (down, place == last))
    ]
    return (
        f'<li draggable="true" data-drag="{words(stage)}"><span class="ck-soft">{place + 1}</span>'
        f"<bdi>{words(stage)}</bdi><span>{''.join(arrows)}</span></li>"
    )


def mover(sign: str, told: str, label: str) -> str:
    """`data-stand` is the same before and after the move, so that the key can be pressed again."""
    arrow = button(sign, told, look="ck-arrow", label=label)
    return arrow.replace("<button", f'<button data-stand="{words(label)}"')
