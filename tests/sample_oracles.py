"""The sample exports read as text, and plain pandas that answers what the samples are asked."""

import csv
import sys
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parents[1] / "data" / "samples"
sys.path.insert(0, str(FOLDER))

from make_samples import FACTS, make  # noqa: E402
from maker import company as co  # noqa: E402
from maker import crm, truth  # noqa: E402
from maker.dice import Dice  # noqa: E402

__all__ = ["FACTS", "Dice", "co", "crm", "make", "truth"]

UNTIL = pd.Timestamp(co.AS_OF) + pd.Timedelta(days=1)
DAY = pd.Timedelta(days=1)

# ---- one row per deal, named alike, from each file


def read(name: str) -> pd.DataFrame:
    """The rows of a file as text, a report's footer left out."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return pd.DataFrame([row for row in rows if len(row) == len(header)], columns=header)


def hubspot() -> pd.DataFrame:
    """One row per deal of the HubSpot file, named as the others."""
    raw = read("hubspot_deals.csv").drop_duplicates("Record ID", keep="last")
    flags = raw["Is Deal Closed?"] + raw["Is Closed Won"]
    outcome = flags.map({"NoNo": "open", "YesYes": "won", "YesNo": "lost"})
    closed = raw["Close Date"].where(raw["Is Deal Closed?"] == "Yes", "")
    ids = {crm.hubspot_id(n): n for n in range(1, len(raw) + 1)}
    table = pd.DataFrame(
        {
            "number": raw["Record ID"].map(ids),
            "pipeline": raw["Pipeline"],
            "outcome": outcome.mask(raw["Deal Stage"] == "Disqualified", "dropped"),
            "value": pd.to_numeric(raw["Amount in company currency"]),
            "created_at": pd.to_datetime(raw["Create Date"], format="%Y-%m-%d %H:%M"),
            "closed_at": pd.to_datetime(closed, format="%Y-%m-%d %H:%M"),
        }
    )
    return table.set_index("number")


def salesforce() -> pd.DataFrame:
    """One row per deal of the Salesforce report."""
    raw = read("salesforce_opportunities.csv").drop_duplicates("Opportunity ID", keep="last")
    words = {"Closed Won": "won", "Closed Lost": "lost", "Disqualified": "dropped"}
    outcome = raw["Stage"].map(words).fillna("open")
    ids = {crm.salesforce_id(n): n for n in range(1, len(raw) + 1)}
    table = pd.DataFrame(
        {
            "number": raw["Opportunity ID"].map(ids),
            "pipeline": raw["Opportunity Record Type"],
            "outcome": outcome,
            "value": pd.to_numeric(raw["Amount (converted)"]),
            "created_at": pd.to_datetime(raw["Created Date"], format="%m/%d/%Y"),
            "closed_at": pd.to_datetime(
                raw["Close Date"].where(outcome != "open", ""), format="%m/%d/%Y"
            ),
        }
    )
    return table.set_index("number")


def pipedrive() -> pd.DataFrame:
    """One row per deal of the Pipedrive list; dropped deals are lost ones there."""
    raw = read("pipedrive_deals.csv").drop_duplicates("Deal - ID", keep="last")
    rate = raw["Deal - Currency of Value"].map(co.RATES)
    table = pd.DataFrame(
        {
            "number": raw["Deal - ID"].astype(int),
            "pipeline": raw["Deal - Pipeline"],
            "outcome": raw["Deal - Status"].str.lower(),
            "value": (pd.to_numeric(raw["Deal - Value"]) * rate).round(2),
            "created_at": pd.to_datetime(raw["Deal - Deal created"]),
            "closed_at": pd.to_datetime(raw["Deal - Deal closed on"]),
        }
    )
    return table.set_index("number")


def event_log() -> pd.DataFrame:
    """One row per deal of the event log and its table of deals."""
    raw = read("event_log_deals.csv").drop_duplicates("deal_id", keep="last")
    words = {"Won": "won", "Lost": "lost", "Disqualified": "dropped"}
    sale = read("event_log.csv").query("stage != 'Onboarding'")
    last = sale.drop_duplicates("deal_id", keep="last").set_index("deal_id")
    last = last.loc[raw["deal_id"]].reset_index()
    outcome = last["stage"].map(words).fillna("open")
    rate = raw["currency"].map(co.RATES)
    table = pd.DataFrame(
        {
            "number": raw["deal_id"].str[3:].astype(int).to_numpy(),
            "pipeline": raw["pipeline"].to_numpy(),
            "outcome": outcome,
            "value": (pd.to_numeric(raw["amount"]) * rate).round(2).to_numpy(),
            "created_at": pd.to_datetime(raw["created_at"]).to_numpy(),
            "closed_at": pd.to_datetime(last["entered_at"].where(outcome != "open", "")),
        }
    )
    return table.set_index("number")


READERS = {
    "hubspot": hubspot,
    "salesforce": salesforce,
    "pipedrive": pipedrive,
    "event_log": event_log,
}


# ---- oracles


def days(frame: pd.DataFrame) -> pd.Series:
    return (frame["closed_at"] - frame["created_at"]) / DAY


def win_rates(deals: pd.DataFrame, by) -> pd.Series:
    decided = deals[deals["outcome"].isin(["won", "lost"])]
    return (decided["outcome"] == "won").groupby(by).mean()


def visits(events: pd.DataFrame) -> pd.DataFrame:
    """Every stay with its days, empty for the last one."""
    left = events.groupby("number")["at"].shift(-1)
    frame = events.assign(days=(left - events["at"]) / DAY, step=events["stage"].map(truth.step_of))
    return frame[frame["step"] > 0]


def reached(deals: pd.DataFrame, events: pd.DataFrame, pipeline: str) -> list[int]:
    """Deals whose furthest stage is k or later, or that were won; the last number is the won."""
    last = len(co.STAGES[pipeline]) + 1
    furthest = visits(events).groupby("number")["step"].max()
    mine = deals[deals["pipeline"] == pipeline].set_index("number")
    furthest = furthest.loc[mine.index].mask(mine["outcome"] == "won", last)
    return [int((furthest >= k).sum()) for k in range(1, last + 1)]


def visited(deals: pd.DataFrame, events: pd.DataFrame, pipeline: str) -> list[int]:
    counts = events.groupby("stage")["number"].nunique()
    won = (deals["outcome"] == "won") & (deals["pipeline"] == pipeline)
    return [*(int(counts[stage]) for stage in co.STAGES[pipeline]), int(won.sum())]


def spans(deals: pd.DataFrame) -> pd.DataFrame:
    """Days to the decision, or so far; deals closed before they were created left out."""
    end = deals["closed_at"].fillna(UNTIL)
    frame = deals.assign(days=(end - deals["created_at"]) / DAY)
    return frame[frame["days"] >= 0]


def curves(frame: pd.DataFrame, outcome: str, at_least: int = 10) -> pd.DataFrame:
    """Aalen-Johansen share of `outcome` and share still undecided, while `at_least` are left."""
    undecided, share, rows = 1.0, 0.0, []
    for day, ending in frame[frame["outcome"] != "open"].groupby("days"):
        left = int((frame["days"] >= day).sum())
        if left < at_least:
            break
        share += undecided * (ending["outcome"] == outcome).sum() / left
        undecided *= 1 - len(ending) / left
        rows.append((day, share, undecided))
    return pd.DataFrame(rows, columns=["days", "share", "undecided"])


def medians(frame: pd.DataFrame) -> tuple[float, float, float]:
    """Median days of those won so far; and half of all who will win: at the earliest, at most."""
    curve = curves(frame, "won")
    top, left = curve["share"].iloc[-1], curve["undecided"].iloc[-1]
    low, high = (
        curve.loc[curve["share"] >= goal, "days"].min() for goal in (top / 2, (top + left) / 2)
    )
    return frame.loc[frame["outcome"] == "won", "days"].median(), low, high


def log_rank(frame: pd.DataFrame, mine: pd.Series, strata: str) -> float:
    """Two-sided p of the stratified log-rank test: any closing is the event."""
    observed = expected = variance = 0.0
    for _, part in frame.groupby(strata):
        time_, ours = part["days"].to_numpy(), mine.loc[part.index].to_numpy()
        ended = (part["outcome"] != "open").to_numpy()
        for day in np.unique(time_[ended]):
            left, now = time_ >= day, (time_ == day) & ended
            n, share, d = left.sum(), ours[left].mean(), now.sum()
            observed, expected = observed + (now & ours).sum(), expected + d * share
            variance += d * share * (1 - share) * (n - d) / max(n - 1, 1)
    return 2 * NormalDist().cdf(-abs(observed - expected) / variance**0.5)


def share_test(won: pd.Series, mine: pd.Series) -> float:
    """Two-sided p of the difference between two shares."""
    spread = won.mean() * (1 - won.mean()) * (1 / mine.sum() + 1 / (~mine).sum())
    return 2 * NormalDist().cdf(-abs(won[mine].mean() - won[~mine].mean()) / spread**0.5)


def found(p_values: dict, q: float = 0.05) -> set:
    """Benjamini-Hochberg: the keys that stand out."""
    ranked = sorted(p_values.values())
    limit = max((p for i, p in enumerate(ranked, 1) if p <= q * i / len(ranked)), default=-1)
    return {key for key, p in p_values.items() if p <= limit}
