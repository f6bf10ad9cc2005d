"""Companies made by chance, with a truth that is known: owners' speeds, spreads, win rates, mixes.

Times to the decision are lognormal with the median `days`; a deal is decided when its time is up,
and open where that lies after the last day. All of a company is one seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

import cycle_kit as ck

STAGES = ("New", "Talk", "Offer")
START = pd.Timestamp("2023-01-02 09:00")
LONGEST = 20_000.0  # days; dates end somewhere
#: parts of the time to the decision that pass in each stage
PARTS = (0.2, 0.3, 0.5)


@dataclass(frozen=True)
class Company:
    """What is true of a company; owners differ only where `speeds` or `win_rates` say so."""

    owners: int = 10
    deals_each: int = 200
    days: float = 60.0
    spread: float = 0.8
    win_rate: float = 0.3
    speeds: Mapping[int, float] = field(default_factory=dict)  # owner: times as long
    win_rates: Mapping[int, float] = field(default_factory=dict)  # owner: instead of `win_rate`
    segments: Mapping[str, float] = field(default_factory=lambda: {"Small": 1.0, "Large": 2.0})
    mixes: Mapping[int, float] = field(default_factory=dict)  # owner: share of large deals
    sources: Sequence[str] = ("Fair", "Web", "Referral", "Advert")
    regions: Sequence[str] = ("North", "East", "South", "West", "Overseas")
    source_odds: Mapping[str, float] = field(default_factory=dict)
    lingering: float = 1.0  # losers take so many times as long
    span_days: float = 730.0  # over which deals are created
    seen_days: float = 730.0  # after the first day: what happens later is not seen


def deals_of(company: Company, seed: int) -> pd.DataFrame:
    """One row per deal: `deal_id, owner, segment, source, region, channel, created_at, days,
    won, amount, step`, true time and outcome, whether seen or not."""
    dice = np.random.default_rng(seed)
    count = company.owners * company.deals_each
    owner = np.repeat(np.arange(company.owners), company.deals_each)
    large = dice.random(count) < by_owner(company.mixes, 0.3, company)[owner]
    segment = np.where(large, *reversed([*company.segments][:2]))
    source = dice.choice(list(company.sources), count)
    rate = by_owner(company.win_rates, company.win_rate, company)[owner]
    odds = rate / (1 - rate) * pd.Series(source).map(dict(company.source_odds)).fillna(1).to_numpy()
    won = dice.random(count) < odds / (1 + odds)
    times = pd.Series(segment).map(dict(company.segments)).to_numpy()
    times = times * by_owner(company.speeds, 1.0, company)[owner]
    times = times * np.where(won, 1.0, company.lingering)
    days = company.days * times * np.exp(company.spread * dice.standard_normal(count))
    days = np.minimum(days, LONGEST)
    lost_in = dice.integers(1, len(STAGES) + 1, count)
    created = START + pd.to_timedelta(dice.random(count) * company.span_days, unit="D")
    return pd.DataFrame(
        {
            "deal_id": [f"D{number:06}" for number in range(count)],
            "owner": [f"Owner {number:02}" for number in owner],
            "segment": segment,
            "source": source,
            "region": dice.choice(list(company.regions), count),
            "channel": dice.choice(["Phone", "Visit"], count),
            "created_at": created.floor("s").astype("datetime64[us]"),
            "days": days,
            "won": won,
            "amount": np.round(1000 * times * np.exp(0.8 * dice.standard_normal(count)), 2),
            "step": np.where(won, len(STAGES), lost_in),
        }
    )


def by_owner(said: Mapping[int, float], usual: float, company: Company) -> np.ndarray:
    return np.array([said.get(number, usual) for number in range(company.owners)])


def last_day(company: Company) -> pd.Timestamp:
    return START + pd.Timedelta(days=company.seen_days)


def events_of(deals: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """What was seen by then: `deal_id, stage, at`. The stages that a deal passes share its time."""
    parts = np.array(PARTS)
    rows = []
    for step, stage in enumerate(STAGES, start=1):
        there = deals[deals["step"] >= step]
        whole = np.cumsum(parts)[there["step"].to_numpy() - 1]
        before = parts[: step - 1].sum() / whole
        at = there["created_at"] + pd.to_timedelta(before * there["days"], unit="D")
        rows.append(pd.DataFrame({"deal_id": there["deal_id"], "stage": stage, "at": at}))
    ends = deals["created_at"] + pd.to_timedelta(deals["days"], unit="D")
    ended = np.where(deals["won"], "Won", "Lost")
    rows.append(pd.DataFrame({"deal_id": deals["deal_id"], "stage": ended, "at": ends}))
    seen = pd.concat(rows, ignore_index=True)
    seen["at"] = seen["at"].dt.floor("s").astype("datetime64[us]")
    return seen[seen["at"] <= until].reset_index(drop=True)


FIELDS = [
    "deal_id", "owner", "segment", "source", "region", "channel", "created_at", "amount",
]  # fmt: skip


def pipeline_of(company: Company, seed: int) -> ck.Pipeline:
    """The company as its CRM shows it on the last day."""
    until, deals = last_day(company), deals_of(company, seed)
    return ck.from_events(
        events_of(deals, until), stages=list(STAGES), deals=known_of(deals, until)
    )


def known_of(deals: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """What the CRM knows of each deal on the last day."""
    return deals.loc[deals["created_at"] <= until, FIELDS].assign(last_activity_at=until)


def seen_of(company: Company, seed: int) -> pd.DataFrame:
    """One row per deal as seen on the last day: its fields, `days` so far, `ended`, `hit` (won), `number`."""
    deals = deals_of(company, seed)
    seen = (last_day(company) - deals["created_at"]) / pd.Timedelta(days=1)
    kept = deals[seen > 0]
    ended = kept["days"] <= seen
    return kept.assign(
        ended=ended, days=np.minimum(kept["days"], seen), hit=ended & kept["won"], number=1
    )
