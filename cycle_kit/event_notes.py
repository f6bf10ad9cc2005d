"""What is told of moves: how many rows they are, the order of the stages, and what comes after an outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cycle_kit.errors import in_code, listed, one_or_more


def counted(seen) -> dict[str, Any]:
    return {
        "file": "events",
        "step": "history",
        "note": "rows that name a stage or an outcome",
        "fate": "move",
        "rows": int(seen["rows"].sum()),
    }


def after_win_notes(names: Sequence[str], others: int = 0) -> list[dict[str, Any]]:
    """Which stages were taken as steps after the win, and how to say otherwise. `others`: how many deals enter
    one of them without a win."""
    if not names:
        return []
    them = "it" if len(names) == 1 else "them"
    only = "once" if others else "only once"
    note = f"Taken as after the win, as deals enter {them} {only} they are won: {listed(names)}."
    if others:
        enter = one_or_more(others, "{n} deal enters", "{n} deals enter")
        note += f" {enter} {them} without a win."
    return [
        {
            "step": "stages",
            "note": note,
            "effect": "Deals there stay won, and their stays there are no part of the sale."
            if not others
            else "Deals there stay won, one that comes from a stage of the sale is won by that; their stays "
            "there are no part of the sale.",
            "fix": "If deals are open there again: pass after=(), or stages=[...] with all open stages.",
        }
    ]


def reopened_notes(
    deals: int, steps: Sequence[str] = (), kept: Sequence[str] = (), otherwise: str = ""
) -> list[dict[str, Any]]:
    """How many deals go on after an outcome, which undoes it. `steps`: stages that may come after the win; `kept`:
    those in which deals may only be kept after a loss; `otherwise`: what to do where there are none."""
    if not deals:
        return []
    lines = [f"If these stages come after the win: after=[{in_code(steps)}]."] * bool(steps)
    lines += [stay_lost(kept)] * bool(kept)
    return [
        {
            "step": "history",
            "note": one_or_more(
                deals,
                "{n} deal enters an open stage after an outcome.",
                "{n} deals enter an open stage after an outcome.",
            ),
            "effect": "The outcome is undone there: such a deal is open until another outcome follows.",
            "fix": " ".join(lines) or otherwise,
        }
    ]


def stay_lost(stages: Sequence[str]) -> str:
    """What to type where deals are only kept in these stages after a loss."""
    return f"If deals stay lost there: after=[{in_code(stages)}]."


def without_fields_notes(deals: int) -> list[dict[str, Any]]:
    """How many deals of the events have no row in the table of deals."""
    if not deals:
        return []
    return [
        {
            "step": "deals",
            "note": one_or_more(
                deals,
                "{n} deal of the events is not in deals=.",
                "{n} deals of the events are not in deals=.",
            ),
            "effect": "It is in no count of deals."
            if deals == 1
            else "They are in no count of deals.",
            "fix": "Give deals= a row for every deal, with its id written as in the events.",
        }
    ]


def corrected_notes(deals: int) -> list[dict[str, Any]]:
    """How many deals were lost and then won, or won and then lost, with no stage in between."""
    if not deals:
        return []
    return [
        {
            "step": "history",
            "note": one_or_more(
                deals,
                "{n} deal is won after a loss, or lost after a win, with no stage in between.",
                "{n} deals are won after a loss, or lost after a win, with no stage in between.",
            ),
            "effect": "The later outcome counts, on its own day; until then the earlier one does.",
            "fix": "If an outcome was only logged by mistake, take its row out.",
        }
    ]


def order_note(orders: Mapping[str, Sequence[str]], source: str) -> dict[str, Any]:
    """The order of the stages, and what tells it; `source` is empty where nothing does."""
    names = "; ".join(" → ".join(order) for order in orders.values())
    if not source:
        stages = "; ".join(", ".join(order) for order in orders.values())
        return {
            "step": "stages",
            "note": f"Nothing tells the order of the stages: {stages}.",
            "effect": "Stage metrics refuse.",
            "fix": "Pass stages=[...] in order.",
        }
    return {
        "step": "stages",
        "note": f"Order of stages: {names} ({source}).",
        "effect": "Funnels and steps follow this order.",
        "fix": "" if source == "given" else "Pass stages=[...] to set another order.",
    }
