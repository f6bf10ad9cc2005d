"""Companies made by chance whose deals stand in stages for a time that tells something, or nothing.

For forecasts: deals come month by month (some months busier and better than others), move through
three stages and are won or lost there. `lingering`: those who will be lost stay several times as
long in their last stage, so that waiting is a bad sign; 1: where a deal goes next and when do not
depend on how long it has waited (exponential times, one hazard), so that waiting tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

import cycle_kit as ck

STAGES = ("New", "Talk", "Offer")
FIRST = pd.Timestamp("2022-01-03")
PUSH = 30.0  # days by which an expected close is put off when it has passed


@dataclass(frozen=True)
class Habits:
    """What is true of a company."""

    a_month: float = 40.0  # deals created
    months: int = 36
    days: tuple[float, ...] = (12.0, 18.0, 25.0)  # mean stay of those who go on
    going_on: tuple[float, ...] = (0.6, 0.65, 0.6)  # share of each stage that goes on
    lingering: float = 4.0
    uneven: float = 0.2  # spread of the months' busyness, and of their luck in log odds
    spread: float = 0.8  # of amounts, in logs
    memoryless: bool = False


def deals_of(habits: Habits, dice: np.random.Generator) -> pd.DataFrame:
    """One row per deal: when it entered each stage, when and how it ended; whether seen or not."""
    busy = dice.poisson(
        habits.a_month * np.exp(habits.uneven * dice.standard_normal(habits.months))
    )
    month = np.repeat(np.arange(habits.months), busy)
    count = len(month)
    at = 30.4 * (month + dice.random(count))
    frame = pd.DataFrame({"deal_id": [f"D{n:05}" for n in range(count)], "created": at})
    luck = habits.uneven * dice.standard_normal(habits.months * 3)
    alive = np.ones(count, dtype=bool)
    frame["ended"], frame["won"] = np.nan, False
    for place, (days, share) in enumerate(zip(habits.days, habits.going_on, strict=True)):
        frame[STAGES[place]] = np.where(alive, at, np.nan)
        odds = np.log(share / (1 - share)) + luck[np.minimum(at // 30.4, len(luck) - 1).astype(int)]
        on = dice.random(count) < 1 / (1 + np.exp(-odds))
        stay = days * dice.exponential(size=count)
        if not habits.memoryless:
            stay = days * dice.gamma(2.0, 0.5, count) * np.where(on, 1.0, habits.lingering)
        at = at + stay
        frame.loc[alive & ~on, "ended"] = at[alive & ~on]
        alive &= on
    frame.loc[alive, "ended"], frame["won"] = at[alive], alive
    frame["amount"] = np.round(1000 * np.exp(habits.spread * dice.standard_normal(count)), 2)
    # what the owner expected at the start: the usual length, more or less
    usual = sum(habits.days) * np.exp(0.4 * dice.standard_normal(count))
    return frame.assign(expected=frame["created"] + usual, owner=dice.choice(["Ana", "Bo"], count))


def company(habits: Habits, seed: int) -> ck.Pipeline:
    """The company as its CRM shows it after its months, with dated amounts, closes and probabilities."""
    deals = deals_of(habits, np.random.default_rng(seed))
    last = 30.4 * habits.months
    parts = [deals[["deal_id"]].assign(stage=name, days=deals[name]) for name in STAGES]
    ends = np.where(deals["won"], "Won", "Lost")
    parts.append(deals[["deal_id"]].assign(stage=ends, days=deals["ended"]))
    seen = pd.concat(parts)
    seen = seen[seen["days"] <= last].assign(at=lambda rows: moment(rows["days"]))
    closes, chances = pushed(deals, last), own_chances(deals, habits, last)
    fields = deals[["deal_id", "owner", "amount"]].assign(
        created_at=moment(deals["created"]),
        expected_close=latest(closes, deals),
        probability=latest(chances, deals),
    )
    pipe = ck.from_events(
        seen[["deal_id", "stage", "at"]], stages=list(STAGES), deals=fields,
    )  # fmt: skip
    amounts = fields[["deal_id"]].assign(at=fields["created_at"], value=fields["amount"])
    changes = {
        "amount": amounts, "value": amounts, "expected_close": closes, "probability": chances,
    }  # fmt: skip
    return replace(pipe, changes=changes)


def moment(days: pd.Series) -> pd.Series:
    return (FIRST + pd.to_timedelta(days, unit="D")).astype("datetime64[us]")


def latest(changes: pd.DataFrame, deals: pd.DataFrame) -> np.ndarray:
    last = changes.drop_duplicates("deal_id", keep="last").set_index("deal_id")["value"]
    return last.reindex(deals["deal_id"]).to_numpy()


def pushed(deals: pd.DataFrame, last: float) -> pd.DataFrame:
    """Past expected closes: the first, and one more whenever it had passed and the deal was open."""
    rows = [deals[["deal_id"]].assign(days=deals["created"], due=deals["expected"])]
    due, end = deals["expected"].copy(), np.minimum(deals["ended"], last)
    while (late := due < end).any():
        rows.append(deals.loc[late, ["deal_id"]].assign(days=due[late], due=due[late] + PUSH))
        due = due.where(~late, due + PUSH)
    whole = pd.concat(rows).sort_values(["deal_id", "days"], kind="stable")
    return pd.DataFrame(
        {"deal_id": whole["deal_id"], "at": moment(whole["days"]), "value": moment(whole["due"])}
    ).reset_index(drop=True)


def own_chances(deals: pd.DataFrame, habits: Habits, last: float) -> pd.DataFrame:
    """Past probabilities: what a CRM writes at each stage, the share of deals won from there."""
    shares = np.cumprod(np.array(habits.going_on)[::-1])[::-1]
    parts = [
        deals[["deal_id"]].assign(days=deals[name], value=np.round(share, 1))
        for name, share in zip(STAGES, shares, strict=True)
    ]
    rows = pd.concat(parts)
    rows = rows[rows["days"] <= last].sort_values(["deal_id", "days"], kind="stable")
    return rows.assign(at=moment(rows["days"]))[["deal_id", "at", "value"]].reset_index(drop=True)
