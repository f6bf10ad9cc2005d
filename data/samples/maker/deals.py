"""The deals as they are when they are created: when, whose, what, for whom, how much."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate

from . import company as co
from . import names
from .dice import Dice
from .hours import is_working_day, office_time, web_time


@dataclass
class Deal:
    """One deal; `events`: (stage or outcome, moment), `due`: (moment, expected close), `amounts`: (moment, amount)."""

    number: int
    pipeline: str
    created_at: datetime
    owner: str
    segment: str
    region: str
    industry: str
    source: str
    product: str
    deal_type: str
    account: str
    person: str
    currency: str
    amount: float | None
    events: list[tuple[str, datetime]] = field(default_factory=list)
    due: list[tuple[datetime, date]] = field(default_factory=list)
    amounts: list[tuple[datetime, float | None]] = field(default_factory=list)
    lost_reason: str = ""
    last_activity_at: datetime | None = None
    closed_at: datetime | None = None
    backdated: bool = False
    blank_stages: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the deal is called in the CRM."""
        return f"{self.account} - {self.product}"

    @property
    def team(self) -> str:
        """The team of its owner."""
        return co.TEAMS[self.owner]

    @property
    def outcome(self) -> str:
        """open, won, lost or dropped, by the last event."""
        words = {co.WON: "won", co.LOST: "lost", co.DROPPED: "dropped", co.AFTER: "won"}
        return words.get(self.events[-1][0], "open")

    @property
    def stage(self) -> str:
        """The last open stage it was in."""
        return [name for name, _ in self.events if name in co.STEPS][-1]

    @property
    def expected_close(self) -> date:
        """The expected close as it stands now."""
        return self.due[-1][1]

    @property
    def value(self) -> float | None:
        """The amount in the base currency."""
        return None if self.amount is None else round(self.amount * co.RATES[self.currency], 2)


def new_deals() -> list[Deal]:
    """All deals in order of creation, numbered from 1, with no events yet."""
    moments = [(at, pipeline) for pipeline in co.DEALS for at in _creations(pipeline)]
    return [_deal(number, *at) for number, at in enumerate(sorted(moments), start=1)]


def _creations(pipeline: str) -> list[datetime]:
    dice = Dice("creation " + pipeline)
    days = [co.START + timedelta(days=i) for i in range((co.AS_OF - co.START).days + 1)]
    total = list(accumulate(_demand(day, pipeline) for day in days))
    clock = office_time if pipeline == "B2B" else web_time
    picks = [bisect_left(total, dice.share() * total[-1]) for _ in range(co.DEALS[pipeline])]
    return sorted(min(clock(days[i], dice), co.NOW - timedelta(minutes=20)) for i in picks)


def _demand(day: date, pipeline: str) -> float:
    grown = 1 + co.GROWTH * (day - co.START).days / (co.AS_OF - co.START).days
    weekday = 1.0 if is_working_day(day) else {"B2B": 0.0, "B2C": 0.55}[pipeline]
    return grown * weekday * co.SEASON[day.month - 1]


def _deal(number: int, created_at: datetime, pipeline: str) -> Deal:
    dice = Dice("fields", number)
    owner = dice.pick(co.OWNERS[pipeline])
    segment = _segment(pipeline, owner, dice)
    region = dice.pick(co.REGIONS)
    industry = dice.pick(co.INDUSTRIES) if pipeline == "B2B" else ""
    product = dice.pick({name: weight for name, (weight, _) in co.PRODUCTS[pipeline].items()})
    person = f"{dice.one(names.FIRST)} {dice.one(names.LAST)}"
    return Deal(
        number=number,
        pipeline=pipeline,
        created_at=created_at,
        owner=owner,
        segment=segment,
        region=region,
        industry=industry,
        source=dice.pick(co.SOURCES[pipeline]),
        product=product,
        deal_type=dice.pick(co.DEAL_TYPES[pipeline]),
        account=_account(region, industry, dice) if pipeline == "B2B" else person,
        person=person,
        currency="USD" if region in co.DOLLAR_REGIONS else "EUR",
        amount=_amount(pipeline, product, segment, dice),
    )


def _segment(pipeline: str, owner: str, dice: Dice) -> str:
    if pipeline == "B2C":
        return "Household"
    return dice.pick(co.BIG_OWNER_MIX if owner == co.BIG_OWNER else co.SEGMENT_MIX)


def _account(region: str, industry: str, dice: Dice) -> str:
    trade, form = dice.one(names.TRADES[industry]), dice.one(names.FORMS[region])
    return f"{dice.one(names.STEMS)} {trade} {form}"


def _amount(pipeline: str, product: str, segment: str, dice: Dice) -> float:
    typical = co.PRODUCTS[pipeline][product][1] * co.SEGMENTS[segment].amount
    step = 50 if pipeline == "B2B" else 10
    return float(max(round(dice.around(typical, co.AMOUNT_SPREAD) / step) * step, step))
