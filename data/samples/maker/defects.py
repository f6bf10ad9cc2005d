"""The mistakes of real life, in known numbers, on deals chosen by chance."""

from datetime import timedelta

from . import company as co
from .deals import Deal
from .dice import Dice
from .hours import after

BACKDATED = {"B2B": 3, "B2C": 3}  # won, but entered into the CRM after the fact
NO_AMOUNT = {"open": 14, "lost": 8, "won": 3}
ZERO_LOST = 42
BLANK_DATES = 12  # deals that passed one of these stages, which has no date
MIDDLE = ("Qualified", "Consultation")
FAR_OFF = 2  # open deals expected in 2062, typed for 2026


def spoil(deals: list[Deal]) -> None:
    """Plant every defect; each deal gets at most one."""
    free = _shuffled(deals)
    for pipeline, count in BACKDATED.items():
        for deal in _take(free, count, lambda d, p=pipeline: _can_be_backdated(d, p)):
            _backdate(deal)
    for outcome, count in NO_AMOUNT.items():
        for deal in _take(free, count, lambda d, o=outcome: d.outcome == o):
            deal.amount = None
    for deal in _take(free, ZERO_LOST, lambda d: d.outcome == "lost"):
        deal.amount = 0.0
    for deal in _take(free, BLANK_DATES, _has_a_middle):
        deal.blank_stages = (deal.events[1][0],)
    for deal in _take(
        free, FAR_OFF, lambda d: d.outcome == "open" and d.expected_close.year == 2026
    ):
        deal.due[-1] = (deal.due[-1][0], deal.expected_close.replace(year=2062))


def twins(deals: list[Deal]) -> tuple[Deal, Deal]:
    """The deal whose row is in the files twice, and the one that is there in two versions."""
    clean = [d for d in _shuffled(deals) if _is_clean(d)]
    exact = next(d for d in clean if d.outcome == "won" and d.pipeline == "B2C")
    versions = next(
        d for d in clean if d.outcome == "open" and len(d.due) > 1 and d.pipeline == "B2B"
    )
    return exact, versions


def _is_clean(deal: Deal) -> bool:
    spoilt = deal.backdated or deal.blank_stages or deal.expected_close.year == 2062
    return bool(deal.amount) and not spoilt


def _shuffled(deals: list[Deal]) -> list[Deal]:
    return sorted(deals, key=lambda d: Dice("defects", d.number).share())


def _take(free: list[Deal], count: int, fits) -> list[Deal]:
    taken = [deal for deal in free if fits(deal)][:count]
    for deal in taken:
        free.remove(deal)
    return taken


def _can_be_backdated(deal: Deal, pipeline: str) -> bool:
    early = deal.closed_at is not None and (co.NOW - deal.closed_at).days > 40
    plain = [name for name, _ in deal.events].count(co.LOST) == 0
    return deal.pipeline == pipeline and deal.outcome == "won" and early and plain


def _has_a_middle(deal: Deal) -> bool:
    """Decided, never in a stage twice, and went from its second stage to another one."""
    names = [name for name, _ in deal.events]
    plain = len(set(names)) == len(names) and deal.outcome in ("won", "lost")
    return plain and len(names) >= 4 and names[1] in MIDDLE and names[2] in co.STEPS


def _backdate(deal: Deal) -> None:
    """Typed in days after the win, straight into the last stage: nothing before was recorded."""
    dice = Dice("backdating", deal.number)
    minute = timedelta(minutes=1)
    kept = [event for event in deal.events if event[0] not in co.STEPS]
    deal.events = [(deal.stage, deal.closed_at - minute), *kept]
    deal.due = deal.due[-1:]
    deal.created_at = after(deal.closed_at, dice.between(3, 18), dice)
    deal.last_activity_at = max(deal.last_activity_at, deal.created_at + timedelta(minutes=2))
    deal.backdated = True
