"""When people work: weekdays, office hours, no holidays; and when visitors of a web shop write."""

from datetime import date, datetime, time, timedelta

from .dice import Dice

_CLOSED = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (5, 1)}


def is_working_day(day: date) -> bool:
    """Whether the office is open."""
    return day.weekday() < 5 and (day.month, day.day) not in _CLOSED


def next_working_day(day: date) -> date:
    """This day, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def office_time(day: date, dice: Dice) -> datetime:
    """A minute of this day, mornings and early afternoons more often."""
    start, width = ((8, 240), (13, 290))[dice.chance(0.52)]
    return datetime.combine(day, time(start)) + timedelta(minutes=int(dice.share() * width))


def web_time(day: date, dice: Dice) -> datetime:
    """A minute of this day, evenings most often."""
    late = max(dice.share(), dice.share() * 0.9)
    return datetime.combine(day, time(7)) + timedelta(minutes=int(late * 15.9 * 60))


def after(moment: datetime, days: float, dice: Dice) -> datetime:
    """The working minute that lies about `days` after a moment, always later than it."""
    target = moment + timedelta(minutes=max(int(days * 1440), 4))
    if target.date() > moment.date():
        return office_time(next_working_day(target.date()), dice)
    if is_working_day(target.date()) and time(8) <= target.time() <= time(18):
        return target
    return office_time(next_working_day(moment.date() + timedelta(days=1)), dice)
