"""What people type beside the stages: expected closes that slip, last activities, onboarding."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from . import company as co
from .deals import Deal
from .dice import Dice
from .hours import after, next_working_day, office_time

_HOPED_DAYS = {"B2B": 95, "B2C": 14}
_PUSH_DAYS = {"B2B": (21, 75), "B2C": (7, 21)}
_LONGEST_HOPE = 365
_MOST_PUSHES = 6


def expect(deal: Deal) -> None:
    """Fill `due`: a hopeful first date, and pushes after it passed while the deal was open."""
    dice = Dice("due", deal.number)
    end = deal.events[-1][1] if deal.outcome != "open" else co.NOW
    usual = _HOPED_DAYS[deal.pipeline] * co.SEGMENTS[deal.segment].times
    hoped = timedelta(days=min(int(dice.around(usual, 0.35)) + 1, _LONGEST_HOPE))
    day = _typed(deal.created_at.date() + hoped, deal, dice)
    deal.due.append((deal.created_at, day))
    for _ in range(_MOST_PUSHES):
        noticed = office_time(next_working_day(day + timedelta(days=dice.between(1, 9))), dice)
        if noticed >= end or not dice.chance(0.72):
            break
        day = _typed(
            noticed.date() + timedelta(days=dice.between(*_PUSH_DAYS[deal.pipeline])), deal, dice
        )
        deal.due.append((noticed, day))


def _typed(day: date, deal: Deal, dice: Dice) -> date:
    """People like the ends of months."""
    if deal.pipeline == "B2B" and dice.chance(0.45):
        day = day.replace(day=monthrange(day.year, day.month)[1])
    return day


def touch(deal: Deal) -> None:
    """Fill `last_activity_at`: after the last thing that happened, for open deals up to the end."""
    dice = Dice("activity", deal.number)
    last = max(deal.events[-1][1], deal.due[-1][0])
    if deal.outcome != "open":
        deal.last_activity_at = min(after(last, dice.around(1.5, 1.0), dice), co.NOW)
        return
    quiet = (co.NOW - last).days > 3 * co.STEPS[deal.stage].days + 20
    reach = 0.35 if quiet else 1.0
    span = (co.NOW - last).total_seconds() / 86_400 * reach * (1 - dice.share() ** 3)
    deal.last_activity_at = min(max(after(last, span, dice), last), co.NOW)


def onboard(deal: Deal) -> None:
    """Won B2B deals go on to onboarding some days after the win."""
    dice = Dice("onboarding", deal.number)
    if deal.pipeline != "B2B" or deal.outcome != "won" or dice.chance(0.06):
        return
    moment: datetime = after(deal.events[-1][1], dice.around(5, 0.6), dice)
    if moment <= co.NOW:
        deal.events.append((co.AFTER, moment))
