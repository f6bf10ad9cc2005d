"""Losses of a step: of the visits that ended there those by a loss or a drop, one person's beside the rest's."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.metrics.compare import against_rest, why_withheld
from cycle_kit.metrics.compare_rows import (
    OVERDUE,
    QUARTER,
    SIZE,
    Counted,
    owners_then,
    quarter,
    with_entry,
)
from cycle_kit.metrics.compare_verdicts import ONE_COLUMN, shown
from cycle_kit.metrics.compare_within import kinds_of_deals, known_strata
from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.frames import By, deals, groups, sale, table, visits
from cycle_kit.metrics.measures import CONVERSION
from cycle_kit.pipeline import Pipeline

LOST = ("lost", "dropped")
OWNER = "owner"
#: column of `compare`: of the losses, of which fewer are better
FIGURES = {"n": "losses_n", "p": "losses_p", "verdict": "losses_verdict", "withheld": "withheld"}


def stays_of(pipe: Pipeline, stage: str | None, columns: list[str]) -> pd.DataFrame:
    """Visits of a sale, or those to one stage: how they ended, and whose they were on their first day."""
    rows = sale(visits(pipe)).with_columns(nw.col("stage").cast(nw.String))
    if stage is not None:
        rows = rows.filter(nw.col("stage") == stage)
    fields = [name for name in columns if name != QUARTER]
    rows = rows.select(
        "deal_id", "entered_at", "stage", "days", quarter("entered_at").alias(QUARTER),
        nw.col("exit").cast(nw.String),
    ).join(deals(pipe).select("deal_id", *fields), on="deal_id", how="inner")  # fmt: skip
    found = table(rows)
    if OWNER in pipe.changes:
        then = owners_then(pipe.changes[OWNER], found["deal_id"], found["entered_at"])
        found = found.assign(owner=then.fillna(found[OWNER]))
    return found[found[OWNER].notna()]


def losses(pipe: Pipeline) -> pd.DataFrame:
    """Per owner and stage: visits that ended, those that ended by a loss or a drop, and the rest's share of them."""
    rows = stays_of(pipe, None, [OWNER])
    rows = rows[rows["exit"].ne("open")]
    rows = rows.assign(lost=rows["exit"].isin(LOST).astype("int64"))
    sums = rows.groupby([OWNER, "stage"])["lost"].agg(left="size", lost="sum").reset_index()
    whole = sums.groupby("stage")[["left", "lost"]].transform("sum")
    others = whole - sums[["left", "lost"]]
    return sums.assign(
        lost_share=ratio(sums["lost"].to_numpy(), sums["left"].to_numpy()),
        rest_lost_share=ratio(others["lost"].to_numpy(), others["left"].to_numpy()),
    ).astype({OWNER: "object"})


def losses_beside(pipe: Pipeline, stage: str, *, within: By, min_n: int) -> pd.DataFrame:
    """Each owner's losses in a stage beside the rest's of the same kind, as `compare` tells shares."""
    strata, grow = known_strata(pipe, within), bool(groups(within))
    kinds = kinds_of_deals(pipe) if grow else []
    found = kept(pipe, stage, list(dict.fromkeys([OWNER, *strata, *kinds, QUARTER, SIZE])))
    judged = against_rest(found, OWNER, [name for name in strata if name != OWNER], grow=grow)
    why = why_withheld(pipe, CONVERSION + stage, found.kind, OWNER)
    rows = shown({OWNER: judged}, found.kind, min_n=min_n, rate=ONE_COLUMN, withheld={OWNER: why})
    return rows.rename(columns={"group": OWNER, **FIGURES}).assign(
        losses_difference=-rows["difference"], losses_low=-rows["high"], losses_high=-rows["low"]
    )


def kept(pipe: Pipeline, stage: str, columns: list[str]) -> Counted:
    """Visits that ended, lost or not; strictly, those that last longer than nearly all that ended count as lost.

    Whoever never closes what is lost loses little of what they close.
    """
    rows = stays_of(with_entry(pipe), stage, columns)
    cut = pipe.since.cut
    if not pd.isna(cut):  # of who entered earlier only those are here whom it took long
        rows = rows[rows["entered_at"] >= cut]
    rows = rows.assign(hit=(~rows["exit"].isin([*LOST, "open"])).astype("int64"), number=1)
    ended, going = rows[rows["exit"].ne("open")], rows[rows["exit"].eq("open")]
    late = going[going["days"] > ended["days"].quantile(OVERDUE)]
    strict = pd.concat([ended, late], ignore_index=True) if len(late) else None
    return Counted("share", ended.reset_index(drop=True), f"not lost in {stage}", strict=strict)
