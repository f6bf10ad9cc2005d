"""hubspot_contacts.csv: the last year's leads, answered or not, converted, disqualified or still open.

Leads that became deals carry the ids of these; the others never were deals.
"""

from datetime import datetime, timedelta

from . import company as co
from . import names
from .crm import Cells, hubspot_id
from .deals import Deal
from .dice import Dice
from .hours import web_time

FROM = datetime(2024, 11, 1)
OTHERS = 1900  # leads that never became deals
FIRST_ID = 55_100_000_000
#: how soon leads are answered: medians in hours by whether they became deals; the rest is noise
CONVERTED_HOURS, OTHER_HOURS, HOURS_SPREAD = 0.9, 6.0, 1.9
NEVER = 0.24  # of the leads that never became deals
DISQUALIFIED, GIVEN_UP = 0.72, 0.3  # of the answered ones, and of those never answered
REASONS = {
    "Not a fit": 0.36, "No budget": 0.22, "Student or private project": 0.17, "Outside our region": 0.15,
    "No response": 0.10,
}  # fmt: skip


def contacts(deals: list[Deal]) -> list[Cells]:
    """One row per lead in order of creation."""
    leads = [_converted(deal) for deal in deals if deal.created_at >= FROM and not deal.backdated]
    leads += [_other(number) for number in range(1, OTHERS + 1)]
    leads.sort(key=lambda lead: (lead["Create Date"], lead["Email"]))
    return [{"Record ID": str(FIRST_ID + 37 * place), **lead} for place, lead in enumerate(leads)]


def _converted(deal: Deal) -> Cells:
    """The lead that a deal was: created some hours before it, answered in between."""
    dice = Dice("lead", deal.number)
    waited = min(dice.around(CONVERTED_HOURS, HOURS_SPREAD), 300.0)
    talked = dice.around(20.0, 0.8)
    created = deal.created_at - timedelta(minutes=round(60 * (waited + talked)))
    answered = created + timedelta(minutes=max(round(60 * waited), 1))
    name = deal.person.split(" ", 1)
    return _cells(
        name, created, answered, deal.created_at, hubspot_id(deal.number), "Opportunity", "",
        deal.source, deal.owner,
    )  # fmt: skip


def _other(number: int) -> Cells:
    """A lead that never became a deal."""
    dice = Dice("other lead", number)
    pipeline = dice.pick({"B2B": 0.4, "B2C": 0.6})
    day = FROM.date() + timedelta(days=dice.between(0, (co.AS_OF - FROM.date()).days))
    created = min(web_time(day, dice), co.NOW - timedelta(minutes=3))
    answered = created + timedelta(
        minutes=max(round(60 * dice.around(OTHER_HOURS, HOURS_SPREAD)), 1)
    )
    seen = not dice.chance(NEVER) and answered <= co.NOW
    old = answered + timedelta(days=14) < co.NOW
    ended = old and dice.chance(DISQUALIFIED if seen else GIVEN_UP)
    name = [dice.one(names.FIRST), dice.one(names.LAST)]
    return _cells(
        name, created, answered if seen else None, None, "",
        "Unqualified" if ended else "Attempted to contact" if seen else "New",
        dice.pick(REASONS) if ended else "",
        dice.pick(co.SOURCES[pipeline]), dice.pick(co.OWNERS[pipeline]),
    )  # fmt: skip


def _cells(name, created, answered, converted, deal, status, reason, source, owner) -> Cells:
    first, last = name
    return {
        "First Name": first,
        "Last Name": last,
        "Email": f"{first}.{last}".lower().replace(" ", "") + "@example.com",
        "Create Date": _minute(created),
        "Date of first engagement": _minute(answered),
        "First Deal Created Date": _minute(converted),
        "Associated Deal IDs": deal,
        "Lead Status": status,
        "Unqualified Reason": reason,
        "Original Traffic Source": source,
        "Contact owner": owner,
    }


def _minute(moment: datetime | None) -> str:
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M")
