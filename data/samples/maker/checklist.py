"""What sellers noted of a deal: four questions of yes and no, asked once it is more than new.

The answers are drawn from how the deal went, so that two of them tell who will win, one tells a
little, and one nothing; chance of their own, so that no other column changes with them.
"""

from . import company as co
from .crm import Cells
from .deals import Deal
from .dice import Dice


def cells(deal: Deal) -> Cells:
    """Header and answer; nothing where nobody asked, as with households and deals still new."""
    dice = Dice("checklist", deal.number)
    asked = deal.pipeline == "B2B" and deal.stage != co.STAGES["B2B"][0]
    return {header: _answer(deal, shares, dice, asked) for header, shares in co.CHECKLIST.items()}


def _answer(deal: Deal, shares: dict[str, float], dice: Dice, asked: bool) -> str:
    noted, yes = not dice.chance(co.NOT_NOTED), dice.chance(shares[_standing(deal)])
    return ("Yes" if yes else "No") if asked and noted else ""


def _standing(deal: Deal) -> str:
    return deal.outcome if deal.outcome in ("won", "open") else "lost"
