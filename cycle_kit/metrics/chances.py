"""The chance of each open deal to be won by a date, by four methods; the forecast rests on these.

Everything here works on two slim pandas tables: `stays` (one row per visit of the sale, with how
long until its deal was decided) and `open_deals` (one row per open deal).
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError
from cycle_kit.history import span_days
from cycle_kit.metrics.frames import deals, sale, table, visits
from cycle_kit.metrics.spans import require_history
from cycle_kit.pipeline import Pipeline

METHODS = ("history", "stage", "crm", "run_rate")
ENOUGH = 20  # stays that lasted as long, below which the stage's share is used
DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """What a pipeline knows for a forecast."""

    open_deals: (
        pd.DataFrame
    )  # deal_id, pipeline, owner, segment, stage, step, age, value, probability, expected_close
    stays: pd.DataFrame  # pipeline, step, stay, decided (days from entry), outcome
    lives: pd.DataFrame  # deal_id, pipeline, created_at, closed_at, outcome, value


def known(pipe: Pipeline) -> Known:
    """The slim tables of a pipeline, each deal and visit once."""
    frame = deals(pipe).select(
        "deal_id", "pipeline", "owner", "segment", "created_at", "closed_at", "value",
        "probability", "expected_close", stage=nw.col("stage").cast(nw.String),
        outcome=nw.col("outcome").cast(nw.String),
    )  # fmt: skip
    lives = table(frame)
    rows = sale(visits(pipe)).select(
        "deal_id",
        "pipeline",
        "step",
        "visit",
        "entered_at",
        "days",
        exit=nw.col("exit").cast(nw.String),
    )
    until = nw.lit(pipe.until.to_pydatetime()).cast(nw.Datetime("us"))
    rows = rows.join(frame.select("deal_id", "closed_at", "outcome"), on="deal_id", how="left")
    rows = rows.with_columns(
        finish=nw.when(nw.col("outcome") == "open").then(until).otherwise(nw.col("closed_at"))
    )
    rows = rows.with_columns(decided=span_days("entered_at", "finish", frame=rows))
    stays = table(rows).rename(columns={"days": "stay"})
    now = stays[stays["exit"] == "open"][["deal_id", "step", "stay"]].rename(
        columns={"stay": "age"}
    )
    open_deals = lives[lives["outcome"] == "open"].merge(now, on="deal_id", how="left")
    kept = stays[stays["stay"].notna() & (stays["decided"] >= stays["stay"] - 1.0)]
    return Known(open_deals.reset_index(drop=True), kept.reset_index(drop=True), lives)


def chances(pipe: Pipeline, facts: Known, *, days: float, method: str) -> pd.DataFrame:
    """Per open deal `p` (won within so many days) and `basis` (the method that gave it)."""
    if method == "crm":
        return by_crm(facts, until=pipe.until + days * DAY, since=pipe.as_of.normalize())
    if method == "run_rate":
        share = open_share_won(facts, pipe.until, days)
        return pd.DataFrame({"p": share, "basis": method}, index=facts.open_deals.index)
    require_history(pipe, f'A forecast by "{method}"')
    found = by_stage(facts, pipe.until, days)
    if method == "stage":
        return found
    return by_history(facts, days, instead=found)


def by_crm(facts: Known, *, until: pd.Timestamp, since: pd.Timestamp) -> pd.DataFrame:
    """The export's own probability, if the deal is expected to close by then and not in the past."""
    due = facts.open_deals["expected_close"]
    counts = (due <= until) & (due >= since)
    return pd.DataFrame(
        {
            "p": facts.open_deals["probability"].fillna(0.0).where(counts, 0.0),
            "basis": np.where(counts, "crm", "crm: no expected close by then"),
        }
    )


def month_starts(facts: Known, until: pd.Timestamp, days: float) -> list[pd.Timestamp]:
    """Earlier month starts after which so many days have been seen, the latest 24 of them."""
    first = facts.lives["created_at"].min()
    last = until - days * DAY
    if pd.isna(first) or last < first:
        return []
    starts = pd.date_range(first.normalize() + pd.offsets.MonthBegin(0), last, freq="MS")
    return list(starts[-24:])


def open_at(lives: pd.DataFrame, when: pd.Timestamp) -> pd.Series:
    closed = lives["closed_at"].where(lives["outcome"] != "open")
    return (lives["created_at"] < when) & ~(closed < when)


def won_within(lives: pd.DataFrame, when: pd.Timestamp, days: float) -> pd.Series:
    closed = lives["closed_at"]
    return lives["outcome"].eq("won") & (closed >= when) & (closed <= when + days * DAY)


def open_share_won(facts: Known, until: pd.Timestamp, days: float) -> float:
    """Of the deals open so many days ago, the share won since."""
    start = until - days * DAY
    there = open_at(facts.lives, start)
    return float(won_within(facts.lives, start, days)[there].mean()) if there.any() else 0.0


def by_stage(facts: Known, until: pd.Timestamp, days: float) -> pd.DataFrame:
    """Of deals with that furthest stage at earlier month starts, the share won within as many days."""
    stays = facts.stays.assign(entered=facts.stays["entered_at"])
    lives = facts.lives.set_index("deal_id")
    seen = []
    for start in month_starts(facts, until, days):
        standing = stays[stays["entered"] < start].groupby("deal_id")["step"].max()
        rows = lives.reindex(standing.index)
        there = open_at(rows, start)
        won = won_within(rows, start, days)
        seen.append(
            pd.DataFrame({"pipeline": rows["pipeline"], "step": standing, "won": won})[there]
        )
    whole = pd.concat(seen) if seen else pd.DataFrame(columns=["pipeline", "step", "won"])
    if whole.empty:
        raise QuestionError(
            f"There is too little history for a forecast over {days:.0f} days.",
            there="No earlier month start lies as many days before the end of the data.",
            fix="Choose an earlier until=, or export a longer time.",
        )
    share = whole.astype({"won": float}).groupby(["pipeline", "step"])["won"].mean()
    furthest = facts.stays.groupby("deal_id")["step"].max()
    place = pd.MultiIndex.from_arrays(
        [facts.open_deals["pipeline"], furthest.reindex(facts.open_deals["deal_id"])]
    )
    found = share.reindex(place).fillna(whole["won"].astype(float).mean()).to_numpy()
    return pd.DataFrame({"p": found, "basis": "stage"}, index=facts.open_deals.index)


def by_history(facts: Known, days: float, *, instead: pd.DataFrame) -> pd.DataFrame:
    """Aalen-Johansen from day u of the visit, among the visits that lasted at least u."""
    found = instead.copy()
    for (name, step), mine in facts.open_deals.groupby(["pipeline", "step"]):
        past = facts.stays[(facts.stays["pipeline"] == name) & (facts.stays["step"] == step)]
        ages = mine["age"].to_numpy(float)
        p, count = conditional_wins(
            ages,
            days,
            stay=past["stay"].to_numpy(float),
            decided=past["decided"].to_numpy(float),
            won=past["outcome"].eq("won").to_numpy(),
            ended=past["outcome"].ne("open").to_numpy(),
        )
        enough = (count >= ENOUGH) & ~np.isnan(ages)
        rows = mine.index[enough]
        found.loc[rows, "p"] = p[enough]
        found.loc[rows, "basis"] = "history"
    return found


def conditional_wins(
    ages: np.ndarray, days: float, *, stay, decided, won, ended
) -> tuple[np.ndarray, np.ndarray]:
    """For each age u: the share won by u + days of the visits that lasted at least u, and their number.

    Aalen-Johansen with one step per visit; visits that end on one day may stand in any order, as
    the product of their steps is the step of the day, as long as unfinished ones come last.
    """
    order = np.lexsort((~ended, decided))
    stay, decided, won, ended = stay[order], decided[order], won[order], ended[order]
    here = (stay[None, :] >= ages[:, None]) & ((decided[None, :] > ages[:, None]) | ~ended[None, :])
    at_risk = np.cumsum(here[:, ::-1], axis=1)[:, ::-1]
    hazard = np.divide(here & ended, at_risk, out=np.zeros(here.shape), where=at_risk > 0)
    left = np.cumprod(1 - hazard, axis=1)
    before = np.concatenate([np.ones((len(ages), 1)), left[:, :-1]], axis=1)
    counts = won[None, :] & (decided[None, :] <= ages[:, None] + days)
    return (before * hazard * counts).sum(axis=1), here.sum(axis=1)
