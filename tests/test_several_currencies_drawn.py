"""Amounts in several currencies without rates are in no sum of a chart: each currency has one of its own."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from tests.companies import events

SPAN = ("2025-01-31", "2025-02-28")
DRAWN = {
    "due": lambda pipe, by: ck.due_chart(ck.due(pipe, by=by)),
    "changes": lambda pipe, by: ck.changes_chart(ck.changes(pipe, *SPAN, by=by)),
    "waterfall": lambda pipe, by: ck.waterfall_chart(ck.waterfall(pipe, *SPAN, every="month", by=by)),
}  # fmt: skip
SIGNS = {"EUR": "€", "JPY": "¥"}


def fields(seed: int) -> pd.DataFrame:
    """Eight deals, of an owner or the other, in one currency or the other; six open on the first day."""
    dice = np.random.default_rng(seed)
    return pd.DataFrame({
        "deal_id": list("12345678"), "amount": dice.integers(100, 900, 8).astype(float),
        "currency": ["EUR", "JPY", *dice.choice(["EUR", "JPY"], 6)], "owner": list("ABABABAB"),
        "expected_close": pd.to_datetime(["2025-02-10", "2025-02-20", "2025-04-05", "2025-04-25"] * 2),
    })  # fmt: skip


def company(deals: pd.DataFrame) -> ck.Pipeline:
    rows = events(*(f"{n} New 2025-01-1{n}" for n in range(1, 7)), "6 Won 2025-02-05",
                  "7 New 2025-02-07", "8 New 2025-02-08")  # fmt: skip
    return ck.from_events(rows, stages=["New"], deals=deals, as_of="2025-03-31")


def words(chart) -> str:
    shown = [each.text for each in chart.layout.annotations]
    shown += [text for trace in chart.data for text in (trace.text or [])]
    return " ".join(map(str, shown)).replace("<br>", " ")


@pytest.mark.parametrize("by", ["currency", ["owner", "currency"], ["currency", "stage"]])
@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("seed", range(3))
def test_each_currency_has_sums_of_its_own(seed, name, by):
    deals = fields(seed)
    told = words(DRAWN[name](company(deals), by))
    open_ends = {"opening": deals.iloc[:6], "closing": deals.drop(5)}
    for currency, sign in SIGNS.items():
        sums = {
            end: part.loc[part["currency"] == currency, "amount"].sum()
            for end, part in open_ends.items()
        }
        ways = [say(sign, sums[end]) for end in ("opening", "closing")]
        if name == "due":
            late = deals[deals["expected_close"].lt("2025-03-31")].drop(5)
            mine = late[late["currency"] == currency]
            assert mine.empty or say(sign, mine["amount"].sum()) in told
        else:
            assert f"Open value went from {ways[0]} to {ways[1]}" in told
    whole = [part["amount"].sum() for part in open_ends.values()]
    assert f"from {say('', whole[0])} to" not in told


def say(sign: str, amount: float) -> str:
    """An amount in short, by hand: "€930", "€1.3 k"."""
    if amount < 1000:
        return f"{sign}{amount:.0f}"
    return f"{sign}{amount / 1000:.1f}".removesuffix(".0") + "\N{NO-BREAK SPACE}k"


@pytest.mark.parametrize("name", DRAWN)
def test_one_currency_is_as_any_other_group(name):
    deals = fields(1).assign(currency="EUR")
    told = words(DRAWN[name](company(deals), "currency"))
    assert "€" in told and "¥" not in told
