"""What was done on the deals: touches per stage and per won deal, since the last one, and by kind."""

from __future__ import annotations

from typing import Literal

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.errors import QuestionError, one_or_more
from cycle_kit.metrics.counting import ratio, share_interval
from cycle_kit.metrics.frames import deals, metric, sale, table, visits
from cycle_kit.pipeline import Pipeline

DAY = pd.Timedelta(days=1)
WON = "won"
STAGE = (
    "stage",
    "deals",
    "touches",
    "touches_per_deal",
    "won_deals",
    "touches_per_won_deal",
    "note",
)
DEAL = (
    "deal_id", "name", "owner", "outcome", "touches", "first_touch", "days_to_first", "last_touch", "days_since_last",
)  # fmt: skip
KIND = (
    "kind", "touches", "deals", "won", "win_rate", "low", "high", "deals_without", "win_rate_without", "difference",
    "note",
)  # fmt: skip
OUTSIDE = "in no stage: before the first one, after a closing that was undone, or of deals without dates of stages."
NO_KINDS = "The activities do not say of which kind they are."
ASSOCIATION = "An association: deals that go well are called more often, too."


@metric
def activities(pipe: Pipeline, *, per: Literal["stage", "deal", "kind"] = "stage") -> pd.DataFrame:
    """What was done on the deals, by the activities that were loaded (`load(..., activities=...)`).

    Activities count up to the closing of their deal, and up to the day of the data. Per "stage": `deals` that were in
    it, `touches` while they were, `touches_per_deal`, `won_deals` of them and `touches_per_won_deal`, per deal of
    those with a date of it, and empty where none has one; the last row, "won", has all touches of won deals. Per
    "deal", the open ones first, longest without a touch first: `touches`, `first_touch`, `days_to_first` (from
    creation: the first answer), `last_touch`, `days_since_last` (of open deals). Per "kind": of decided deals those
    with such a touch, `deals`, `won` and `win_rate` with `low, high` (95 %, Wilson), beside `deals_without` and their
    `win_rate_without`; `difference` is an association, no proof. Raises QuestionError without activities, and per
    "kind" where they say no kind.
    """
    done, known = counted(pipe)
    if per == "deal":
        return by_deal(pipe, done, known)
    return by_kind(done, known) if per == "kind" else by_stage(pipe, done, known)


def counted(pipe: Pipeline) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The activities of these deals while they were open, in order of time; and the deals."""
    if "activities" not in pipe.beside:
        raise QuestionError(
            "There are no activities here.",
            there="Deals alone do not tell what was done on them.",
            fix="Export the activities, one a row with the id of its deal, moment and kind: "
            'ck.load("deals.csv", activities="activities.csv").',
        )
    facts = ("deal_id", "name", "owner", "created_at", "closed_at")
    known = table(deals(pipe).select(*facts, outcome=nw.col("outcome").cast(nw.String)))
    done = pipe.beside["activities"]
    done = done[[name for name in ("deal_id", "at", "kind") if name in done]]
    done = done.merge(known[["deal_id", "closed_at"]], on="deal_id")
    last = pd.to_datetime(done["closed_at"]).map(end_of_day, na_action="ignore")
    inside = ~(done["at"] > last) & (done["at"] <= end_of_day(pipe.as_of))
    return done[inside].sort_values("at", kind="stable", ignore_index=True), known


def by_stage(pipe: Pipeline, done: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Touches by the stage that the deal was in."""
    stays = table(
        sale(visits(pipe)).select(
            "deal_id", "entered_at", "left_at", stage=nw.col("stage").cast(nw.String)
        )
    )
    won = set(known.loc[known["outcome"].eq(WON), "deal_id"])
    dated = stays.dropna(subset="entered_at").astype(
        {"entered_at": "datetime64[us]", "deal_id": "str"}
    )
    if day_only(done):
        dated = dated.assign(entered_at=dated["entered_at"].dt.normalize())
    placed = pd.merge_asof(
        done.astype({"at": "datetime64[us]", "deal_id": "str"}), dated.sort_values("entered_at", kind="stable"),
        left_on="at", right_on="entered_at", by="deal_id",
    )  # fmt: skip
    left = pd.to_datetime(placed["left_at"]).map(end_of_day, na_action="ignore")
    placed["stage"] = placed["stage"].mask(placed["at"] > left)
    rows = []
    for stage in [name for name in pipe.names("stage") if name not in pipe.after]:
        there = set(stays.loc[stays["stage"].eq(stage), "deal_id"])
        mine = placed[placed["stage"].eq(stage)]
        on_time = there & set(dated.loc[dated["stage"].eq(stage), "deal_id"])
        rows.append(touched(stage, there, on_time, won, mine))
    rows.append(touched(WON, won, won, won, done[done["deal_id"].isin(won)]))
    outside = int(placed["stage"].isna().sum())
    whole = one_or_more(len(placed), "{n} touch", "{n} touches")
    told = one_or_more(outside, f"{{n}} of {whole} is {OUTSIDE}", f"{{n}} of {whole} are {OUTSIDE}")
    note = told if outside else ""
    return pd.DataFrame(rows).assign(note=note)[list(STAGE)]


def day_only(done: pd.DataFrame) -> bool:
    """Whether activities have days without hours, so that one on the day of entry is in the stage."""
    return bool((done["at"] == done["at"].dt.normalize()).all())


def touched(
    stage: str, there: set, on_time: set, won: set, mine: pd.DataFrame
) -> dict[str, object]:
    """A stage with its touches: of the deals `there` only those `on_time`, with a date of it, can have some."""
    of_won, timed_won = int(mine["deal_id"].isin(won).sum()), on_time & won
    return {
        "stage": stage, "deals": len(there), "touches": len(mine) if on_time or not there else np.nan,
        "touches_per_deal": len(mine) / len(on_time) if on_time else np.nan,
        "won_deals": len(there & won), "touches_per_won_deal": of_won / len(timed_won) if timed_won else np.nan,
    }  # fmt: skip


def by_deal(pipe: Pipeline, done: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Each deal with its touches, the open one longest without any first."""
    found = done.groupby("deal_id")["at"].agg(touches="size", first_touch="min", last_touch="max")
    rows = known.merge(found.reset_index(), on="deal_id", how="left")
    rows["touches"] = rows["touches"].fillna(0).astype("int64")
    begun = rows["created_at"].dt.normalize()
    rows["days_to_first"] = ((rows["first_touch"].dt.normalize() - begun) / DAY).clip(lower=0)
    since = (
        pipe.as_of.normalize() - rows["last_touch"].fillna(rows["created_at"]).dt.normalize()
    ) / DAY
    rows["days_since_last"] = since.where(rows["outcome"].eq("open"))
    rows = rows.assign(closed_=rows["outcome"].ne("open"))
    rows = rows.sort_values(["closed_", "days_since_last"], ascending=[True, False], kind="stable")
    return rows[list(DEAL)].reset_index(drop=True)


def by_kind(done: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Of decided deals those with a touch of each kind beside those without."""
    if "kind" in done and done.empty:
        return pd.DataFrame(columns=list(KIND))
    if "kind" not in done or done["kind"].isna().all():
        raise QuestionError(
            NO_KINDS,
            fix='Export their kind too, or say where it is: columns={"activities": {"kind": "..."}}.',
        )
    decided = known[known["outcome"].isin([WON, "lost"])]
    won = decided["outcome"].eq(WON)
    rows = []
    for kind, mine in done.dropna(subset="kind").groupby("kind"):
        has = decided["deal_id"].isin(mine["deal_id"])
        rows.append({
            "kind": kind, "touches": len(mine), "deals": int(has.sum()), "won": int((has & won).sum()),
            "deals_without": int((~has).sum()), "won_without": int((~has & won).sum()),
        })  # fmt: skip
    found = pd.DataFrame(rows)
    low, high = share_interval(found["won"], found["deals"])
    rate, other = (
        ratio(found["won"], found["deals"]),
        ratio(found["won_without"], found["deals_without"]),
    )
    found = found.assign(
        win_rate=rate, low=low, high=high, win_rate_without=other, difference=rate - other
    )
    found = found.sort_values(["touches", "kind"], ascending=[False, True], ignore_index=True)
    return found.assign(note=ASSOCIATION)[list(KIND)]
