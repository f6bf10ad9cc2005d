"""The way of one deal: waiting, going on, skipping, going back, ending, coming back."""

from datetime import datetime

from . import company as co
from .deals import Deal
from .dice import Dice
from .hours import after


def walk(deal: Deal) -> None:
    """Fill `events` up to the end of the data, and `lost_reason` and `closed_at` with them."""
    dice = Dice("path", deal.number)
    stages = co.STAGES[deal.pipeline]
    step, at = _first_step(deal, dice), deal.created_at
    deal.events.append((stages[step], at))
    while step is not None:
        step, name, at = _next(deal, step, at, dice)
        if at > co.NOW:
            break
        deal.events.append((name, at))
        if step is None and name == co.LOST:
            step = _reopen(deal, at, dice)
            at = deal.events[-1][1]
    _ending(deal, dice)


def _first_step(deal: Deal, dice: Dice) -> int:
    stage, share = co.HEAD_START.get(deal.deal_type, ("", 0.0))
    stages = co.STAGES[deal.pipeline]
    return stages.index(stage) if stage in stages and dice.chance(share) else 0


def _next(deal: Deal, step: int, at: datetime, dice: Dice) -> tuple[int | None, str, datetime]:
    stages = co.STAGES[deal.pipeline]
    facts = co.STEPS[stages[step]]
    stalled = dice.chance(facts.stalls)
    days = _days(deal, facts, stalled=stalled, again=_visits(deal, stages[step]) > 1, dice=dice)
    luck, turn, ending = dice.share(), dice.share(), dice.share()
    at_once = step == 0 and deal.pipeline == "B2C" and dice.chance(co.TWO_AT_ONCE)
    left = at if at_once else after(at, days, dice)
    if stalled and _in_bulk(at, left) and dice.chance(co.BULK_SHARE):
        return None, co.LOST, co.BULK_AT
    if at_once:
        return 1, stages[1], at
    if luck >= _pass_share(deal, facts, left, stalled=stalled):
        left = after(at, days * co.LOSER_TIMES, dice)
        return None, co.DROPPED if ending < facts.drops and not stalled else co.LOST, left
    target = _target(deal, step, facts, turn)
    return (None, co.WON, left) if target is None else (target, stages[target], left)


def _days(deal: Deal, facts: co.Step, *, stalled: bool, again: bool, dice: Dice) -> float:
    days = dice.around(facts.days, co.SPREAD) * co.SEGMENTS[deal.segment].times
    days *= co.SLOW_TIMES if deal.owner == co.SLOW_OWNER else 1.0
    days *= co.STALLED_TIMES[deal.pipeline] if stalled else 1.0
    return days * (0.5 if again else 1.0)


def _visits(deal: Deal, stage: str) -> int:
    return sum(name == stage for name, _ in deal.events)


def _in_bulk(at: datetime, left: datetime) -> bool:
    return left > co.BULK_AT and (co.BULK_AT - at).days > co.BULK_AGE_DAYS


def _pass_share(deal: Deal, facts: co.Step, left: datetime, *, stalled: bool) -> float:
    odds = facts.passes / (1 - facts.passes)
    odds *= co.GOOD_ODDS if deal.source == co.GOOD_SOURCE else 1.0
    odds *= co.DIP_ODDS if co.DIP_START <= left.date() <= co.DIP_END else 1.0
    odds *= co.STALLED_PASS if stalled else 1.0
    return odds / (1 + odds)


def _target(deal: Deal, step: int, facts: co.Step, turn: float) -> int | None:
    last = len(co.STAGES[deal.pipeline]) - 1
    if turn < facts.backs and step > 0 and _visits(deal, co.STAGES[deal.pipeline][step - 1]) < 2:
        return step - 1
    if turn > 1 - facts.skips and step + 2 <= last:
        return step + 2
    return step + 1 if step < last else None


def _reopen(deal: Deal, at: datetime, dice: Dice) -> int | None:
    """Lost deals that come back: the stage goes on where it stopped."""
    stages = co.STAGES[deal.pipeline]
    step = stages.index(deal.stage)
    if step == 0 or at == co.BULK_AT or not dice.chance(co.REOPENED[deal.pipeline]):
        return None
    back = after(at, dice.between(15, 110), dice)
    if back > co.NOW:
        return None
    deal.events.append((stages[step], back))
    return step


def _ending(deal: Deal, dice: Dice) -> None:
    name, at = deal.events[-1]
    if deal.outcome == "open":
        return
    deal.closed_at = at
    if deal.outcome == "won":
        return
    dip = co.DIP_START <= at.date() <= co.DIP_END
    reasons = co.DIP_REASONS if dip else co.LOST_REASONS
    reasons = co.QUIET_REASONS if deal.stage == "Inquiry" else reasons
    deal.lost_reason = dice.pick(co.DROP_REASONS if name == co.DROPPED else reasons)
