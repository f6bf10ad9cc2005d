"""beside/: what other tables say of the B2B deals in HubSpot: product lines, shares of a win, activities."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from . import company as co
from .crm import Cells, hubspot_id, money
from .deals import Deal
from .dice import Dice
from .hours import after


def lines(deals: Iterable[Deal]) -> Iterator[Cells]:
    """One row per product of a deal; together they are worth its amount."""
    for deal in _b2b(deals):
        dice = Dice("lines", deal.number)
        others = [name for name in co.PRODUCTS["B2B"] if name != deal.product]
        second, part = dice.one(others), dice.between(*co.SECOND_PART)
        worth = None if deal.amount is None else round(deal.amount * part / 100, 2)
        sold = {deal.product: deal.amount}
        if dice.chance(co.SECOND_LINE):
            rest = None if deal.amount is None else deal.amount - (worth or 0)
            sold = {deal.product: rest, second: worth}
        for product, amount in sold.items():
            row = {"Deal ID": hubspot_id(deal.number), "Product": product, "Quantity": "1"}
            yield row | {"Line total": money(amount)}


def shares(deals: Iterable[Deal]) -> Iterator[Cells]:
    """The deals that two sellers share, a row for each of the two; all others are their owner's alone."""
    for deal in _b2b(deals):
        dice = Dice("shares", deal.number)
        mates = [name for name in co.OWNERS["B2B"] if name != deal.owner]
        if dice.chance(co.SHARED):
            rest = dice.one(co.SHARES_OF_OTHERS)
            for owner, part in ((deal.owner, 100 - rest), (dice.one(mates), rest)):
                row = {"Deal ID": hubspot_id(deal.number), "Owner": owner}
                yield row | {"Share": f"{part} %"}


def activities(deals: Iterable[Deal]) -> Iterator[Cells]:
    """Mails, calls, meetings and demos, oldest first."""
    found = [(at, deal.number, kind) for deal in _b2b(deals) for at, kind in _touches(deal)]
    for at, number, kind in sorted(found):
        yield {"Deal ID": hubspot_id(number), "Date": at.strftime("%Y-%m-%d %H:%M"), "Type": kind}


def _touches(deal: Deal) -> Iterator[tuple[datetime, str]]:
    """What was done in each stay, not later than its end; nothing on deals typed in after their win."""
    if deal.backdated:
        return
    dice = Dice("touches", deal.number)
    stays = [event for event in deal.events if event[0] != co.AFTER]
    left = [at for _, at in stays[1:]] + [deal.last_activity_at]
    for (stage, at), until in zip(stays, left, strict=True):
        for _ in range(dice.between(*co.TOUCHES.get(stage, (0, 0)))):
            kind, place = dice.pick(co.KINDS[stage]), dice.share()
            moment = after(at, (until - at).total_seconds() / 86_400 * place, dice)
            if moment < until:
                yield moment, kind


def _b2b(deals: Iterable[Deal]) -> Iterator[Deal]:
    return (deal for deal in deals if deal.pipeline == "B2B")


FILES = {"lines.csv": lines, "shares.csv": shares, "activities.csv": activities}
