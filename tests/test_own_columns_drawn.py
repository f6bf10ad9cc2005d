"""A table may be split by a column of any name: no chart takes it for a word of its own."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts, tables
from cycle_kit.metrics.catalogue import CARDS

STAGES = ["New", "Talk", "Offer"]
SPAN = {"start": "2024-06-30", "end": "2024-09-30"}
#: what metrics are asked with where they have no defaults, and in which forms
ASKED = {
    "trend": [
        {"measure_name": "open_value"},
        {"measure_name": "open_deals", "by": "stage"},
        {"measure_name": "won_value", "within": "quarter"},
        {"measure_name": "win_rate", "dated": "created", "ages": (30, 90)},
    ],
    "waterfall": [SPAN, SPAN | {"every": "month"}],
    "changes": [SPAN],
    "changes_matrix": [SPAN],
    "mix_shift": [{"measure": "win_rate", "before": "2024-Q1", "after": "2024-Q3"}],
    "compare": [{"measure": "win_rate"}],
    "compare_periods": [{"measure": "win_rate", "change": "2024-07-01"}],
    "loss_reasons": [{}, {"every": "month"}],
    "due": [{}, {"by": "stage"}],
}
#: metrics of tables beside the deals
BESIDE = {"speed_to_lead", "speed_to_lead_conversion", "lead_funnel", "by_line", "slips"}


def takes_columns(name: str) -> bool:
    by = inspect.signature(getattr(ck, name)).parameters.get("by")
    return by is not None and by.annotation in ("By", "Columns", "OneColumn", "OneGroup")


SPLIT = [
    (name, asked)
    for name in CARDS
    if name not in BESIDE and hasattr(ck, f"{name}_chart") and takes_columns(name)
    for asked in ASKED.get(name, [{}])
]
#: charts with a sum of each currency
SUMS = {"due", "changes", "waterfall"}
PLACE = re.compile(r"{[?+!#-]?(\w+):?.*?}")


@cache
def words_of_charts() -> list[str]:
    """Every name that a chart gives a value of a row, found in the source."""
    found: set[str] = set()
    for file in Path(charts.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                found |= {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
            elif isinstance(node, ast.Call):
                found |= {word.arg for word in node.keywords if word.arg}
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(PLACE.findall(node.value))
    return sorted(found - {*tables.DEALS} | {"currency"})


@cache
def company() -> ck.Pipeline:
    """180 deals of a year, in three plans, that skip stages, turn back, are won, and lost for a reason."""
    dice, rows, deals = np.random.default_rng(3), [], []
    for deal in range(180):
        day, place = pd.Timestamp("2024-01-01") + pd.Timedelta(days=2 * deal), 0
        rows.append((str(deal), STAGES[0], day))
        while place < len(STAGES) and dice.random() < 0.85:
            place = max(place + int(dice.choice([1, 1, 1, 2, -1])), 0)
            day += pd.Timedelta(days=int(dice.integers(2, 30)))
            if place < len(STAGES):
                rows.append((str(deal), STAGES[place], day))
        if deal % 7:
            rows.append((str(deal), "Won" if place >= len(STAGES) else "Lost", day))
        deals.append({
            "deal_id": str(deal), "plan": "abc"[deal % 3], "amount": 100.0 + deal, "list_price": 130.0 + deal,
            "account": "klmn"[deal % 4], "lost_reason": ["dear", "late"][deal % 2], "expected_close": day,
        })  # fmt: skip
    events = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    events = events[events["at"] < "2025-01-31"]
    return ck.from_events(events, stages=STAGES, deals=pd.DataFrame(deals), as_of="2025-01-31")


@cache
def split(place: int) -> pd.DataFrame:
    name, asked = SPLIT[place]
    by = [asked["by"], "plan"] if "by" in asked else "plan"
    return getattr(ck, name)(company(), **{**asked, "by": by})


@cache
def drawn(place: int, own: str) -> str:
    """The chart of a table whose groups are called so."""
    name, asked = SPLIT[place]
    chart = getattr(ck, f"{name}_chart")
    knows = "measure" in inspect.signature(chart).parameters
    more = {"measure": next(iter(asked.values()))} if knows and asked else {}
    return chart(split(place).rename(columns={"plan": own}), **more).to_json()


IDS = [f"{name}-{place}" for place, (name, _asked) in enumerate(SPLIT)]


@pytest.mark.parametrize("own", ["title", "period", "week", "currency"])
@pytest.mark.parametrize("place", range(len(SPLIT)), ids=IDS)
def test_a_chart_is_the_same_whatever_its_groups_are_called(place, own):
    apart = own == "currency" and SPLIT[place][0] in SUMS
    if own not in split(place) and not apart:
        assert drawn(place, own) == drawn(place, "plan")


@pytest.mark.parametrize("place", range(len(SPLIT)), ids=IDS)
def test_words_of_other_charts_too(place):
    """Some of all words that charts use, of each chart others."""
    words = [word for word in words_of_charts()[place :: len(SPLIT)] if word not in split(place)]
    for own in set(words[::8]) - {"currency"}:
        assert drawn(place, own) == drawn(place, "plan"), own
