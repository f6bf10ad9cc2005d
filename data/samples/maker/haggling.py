"""How amounts change on the way: another scope while the proposal is out, less in the negotiation."""

from datetime import datetime

from . import company as co
from .deals import Deal
from .dice import Dice
from .hours import after


def haggle(deal: Deal) -> None:
    """Fill `amounts`: what it was typed in with, and each change up to its amount of today.

    Chance of its own, so that nothing else of the deal changes with it.
    """
    changes = list(_changes(deal, Dice("amounts", deal.number))) if _is_haggled(deal) else []
    amount, past = deal.amount, []
    for moment, times in reversed(changes):
        before = round(amount / times / 50) * 50.0
        if before != amount:
            past.append((moment, amount))
            amount = before
    deal.amounts = [(deal.created_at, amount), *reversed(past)]


def _is_haggled(deal: Deal) -> bool:
    return deal.pipeline == "B2B" and bool(deal.amount) and not deal.backdated


def _changes(deal: Deal, dice: Dice):
    """(moment, times) of each change, in the middle of a stay."""
    left = [at for _, at in deal.events[1:]] + [deal.last_activity_at]
    for (stage, at), until in zip(deal.events, left, strict=True):
        share, low, high = co.HAGGLES.get(stage, (0.0, 1.0, 1.0))
        haggled, place, luck = dice.chance(share), dice.share(), dice.share()
        moment: datetime = after(at, (until - at).days * (0.2 + 0.6 * place), dice)
        if haggled and moment < until:
            yield moment, low + (high - low) * luck


def list_price(deal: Deal) -> float | None:
    """What was asked as the negotiation began; the amount, where there was none or it went up."""
    began = [at for name, at in deal.events if name == co.HAGGLING]
    if deal.amount is None or not began:
        return deal.amount
    asked = [amount for at, amount in deal.amounts if at <= began[0]]
    return max(deal.amount, asked[-1])
