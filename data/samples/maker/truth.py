"""What really happened, as deals and as tables."""

import pandas as pd

from . import company as co
from .dates import expect, onboard, touch
from .deals import Deal, new_deals
from .defects import spoil
from .haggling import haggle
from .paths import walk

_COLUMNS = """
number name account pipeline owner team stage outcome amount currency value created_at closed_at
expected_close last_activity_at lost_reason source industry region segment deal_type product
backdated
"""
COLUMNS = _COLUMNS.split()


def story() -> list[Deal]:
    """Every deal of the company in order of creation, with all that happened and every defect."""
    deals = new_deals()
    for deal in deals:
        walk(deal)
        expect(deal)
        touch(deal)
        onboard(deal)
    spoil(deals)
    for deal in deals:
        haggle(deal)
    return deals


def deals_table(deals: list[Deal]) -> pd.DataFrame:
    """One row per deal: its fields, `stage`, `outcome`, `value` in the base currency and dates."""
    rows = [[getattr(deal, column) for column in COLUMNS] for deal in deals]
    table = pd.DataFrame(rows, columns=COLUMNS)
    dates = ["created_at", "closed_at", "expected_close", "last_activity_at"]
    return table.assign(**{column: pd.to_datetime(table[column]) for column in dates})


def events_table(deals: list[Deal]) -> pd.DataFrame:
    """One row per event in order of time: `number, pipeline, stage, at`."""
    rows = [(d.number, d.pipeline, name, at) for d in deals for name, at in d.events]
    return pd.DataFrame(rows, columns=["number", "pipeline", "stage", "at"])


def pushes_table(deals: list[Deal]) -> pd.DataFrame:
    """One row per expected close that was typed: `number, at, expected_close`."""
    rows = [(d.number, at, day) for d in deals for at, day in d.due]
    table = pd.DataFrame(rows, columns=["number", "at", "expected_close"])
    return table.assign(expected_close=pd.to_datetime(table["expected_close"]))


def step_of(stage: str) -> int:
    """The place of an open stage in its pipeline, from 1; 0 for an outcome or onboarding."""
    places = [stages.index(stage) + 1 for stages in co.STAGES.values() if stage in stages]
    return places[0] if places else 0
