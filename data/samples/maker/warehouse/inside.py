"""The company inside its CRM: ids of pipelines, stages and owners, and the way of each deal in them."""

from datetime import datetime, timedelta

from .. import company as co
from ..crm import moves
from ..deals import Deal

PIPELINES = {"B2B": "default", "B2C": "67120448"}
#: ids of stages: words in the first pipeline, which do not say what the stage is called now; numbers elsewhere
STAGES = {
    "B2B": {
        "New": "appointmentscheduled",
        "Qualified": "closedwon",
        "Proposal": "presentationscheduled",
        "Negotiation": "67120901",
        "Contract": "decisionmakerboughtin",
        co.WON: "contractsent",
        co.LOST: "67120902",
        co.DROPPED: "closedlost",
    },
    "B2C": {
        "Inquiry": "67120451",
        "Consultation": "67120452",
        "Offer": "67120453",
        co.WON: "67120454",
        co.LOST: "67120455",
        co.DROPPED: "67120456",
    },
}
ENDED = (co.WON, co.LOST, co.DROPPED)
#: what people call the ends
CALLED = {co.WON: "Signed", co.LOST: "Not signed"}
OWNERS = {name: str(81100 + 7 * place) for place, name in enumerate(sorted(co.TEAMS))}
LEFT = "Marco Bellandi"  # works elsewhere now


def called(stage: str) -> str:
    return CALLED.get(stage, stage)


def chance(stage: str) -> float:
    return co.STEPS[stage].probability if stage in co.STEPS else float(stage == co.WON)


def way(deal: Deal) -> list[tuple[str, datetime]]:
    """The stages and ends of a deal; what was typed in together stands a second apart."""
    found: list[tuple[str, datetime]] = []
    for name, at in moves(deal):
        if found and at <= found[-1][1]:
            at = found[-1][1] + timedelta(seconds=1)
        found.append((name, at))
    return found


def ended(deal: Deal) -> datetime | None:
    return way(deal)[-1][1] if way(deal)[-1][0] in ENDED else None


def changed(deal: Deal) -> datetime:
    return max(way(deal)[-1][1], deal.last_activity_at or deal.created_at)


def first_last(name: str) -> tuple[str, str]:
    first, _, last = name.partition(" ")
    return first, last
