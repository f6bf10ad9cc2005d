"""When each open deal is likely to be won, beside the day that was expected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError, one_or_more
from cycle_kit.metrics.alike import (
    ENOUGH,
    ENOUGH_WON,
    ages_of,
    fates,
    in_stages,
    is_enough,
    nobody,
    since_creation,
)
from cycle_kit.metrics.counting import whys_no_value
from cycle_kit.metrics.edges import why_no_curve
from cycle_kit.metrics.frames import everyone, metric, table
from cycle_kit.metrics.past import Known, known
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "deal_id", "name", "owner", "stage", "value", "likely_close", "p10_close", "p90_close",
    "expected_close", "expected", "chance", "low", "high", "like", "like_won", "basis", "note",
)  # fmt: skip
STAGE, AGE = "stage", "age"
NOBODY = "Nobody like it: no earlier deal was open for so long."
FEW_WON = "Too few to judge when: {n} of those like it was won. | Too few to judge when: {n} of those like it were won."
FEW = "Too few to judge: {n} earlier deal was like it. | Too few to judge: {n} earlier deals were like it."
BEYOND = "Some like it are still open: how late it can be is not known yet."


@metric
def when_won(pipe: Pipeline) -> pd.DataFrame:
    """The likely day on which each open deal is won, if it is, and the chance that it is at all.

    One row per open deal, the soonest first: `deal_id, name, owner, stage, value, likely_close` (half of the
    wins of those like it had come by then), `p10_close, p90_close` (80 % of them lie between),
    `expected_close` (what the export says), `expected` ("past", "earlier" than that range, "within" it, "later",
    empty where either is not known), `chance` (to be won at all), `low, high` (95 %, Wilson: of those not decided yet
    none or all won), `like` (earlier deals like it), `like_won, basis, note`. Like it are those that were in the
    same stage for at least as long (`basis` "stage"); where under 20 of them are, or under 10 won, those of its
    pipeline that were as old ("age"). Aalen-Johansen from that day on, closing without a win competes, open
    deals are unfinished. Under ten wins no day is told, and `note` says so, as it says why `value` is empty in several
    currencies. Of a file that was cut at the left those count that were seen from that day on. Where the different
    ages times the earlier deals of a stage are more than 2,000,000 (and the ages more than 100), a deal is told
    what the next younger of some ages was.

    Raises QuestionError where no deal was won, or nobody knows when deals were closed.
    """
    facts = known(pipe)
    require_wins(pipe, facts)
    rows = facts.open_deals.reset_index(drop=True)
    told, basis = fates_of(pipe, facts, rows)
    since = np.where(basis == STAGE, rows["age"], ages_of(pipe, facts, rows))
    days = {"likely_close": "p50", "p10_close": "p10", "p90_close": "p90"}
    dates = {name: day_after(facts, told[level] - since) for name, level in days.items()}
    names = table(everyone(pipe).select("deal_id", "name")).drop_duplicates("deal_id")
    out = rows[["deal_id", "owner", "stage", "value", "expected_close"]]
    reasons = told[["like", "like_won", "p50", "p90"]].itertuples(index=False)
    out = out.merge(names, on="deal_id", how="left").assign(
        **dates, chance=told["chance"], low=told["low"], high=told["high"], like=told["like"],
        like_won=told["like_won"], basis=np.where(told["like"] > 0, basis, ""),
        # without a row nothing else tells pandas that these are texts
        note=pd.Series([note_of(*each) for each in reasons], out.index, dtype="str"),
    )  # fmt: skip
    notes = (out["note"] + " " + whys_no_value(out["deal_id"], pipe)).str.strip()
    out = out.assign(expected=beside(out, facts), note=notes)[list(COLUMNS)]
    return out.sort_values(["likely_close", "deal_id"], ignore_index=True)


def require_wins(pipe: Pipeline, facts: Known) -> None:
    if facts.open_deals.empty:
        return
    closed = facts.lives[facts.lives["outcome"].ne("open")]
    if not closed["outcome"].eq("won").any():
        raise QuestionError(
            "When open deals are won is not known: none was won yet.",
            there=one_or_more(len(closed), "{n} deal is closed.", "{n} deals are closed."),
            fix="Export won deals too, with the dates of their closing.",
        )
    if why := why_no_curve(pipe):
        raise QuestionError(
            "When open deals are won is not known: the closings are hardly dated.",
            there=why,
            fix="Export the date on which each deal was really closed (not the expected one).",
        )


def fates_of(pipe: Pipeline, facts: Known, rows: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """What becomes of those like each open deal, and by what they are like it."""
    staged, by_age = in_stages(pipe, facts), since_creation(pipe, facts)
    by_stage, basis = nobody(len(rows)), np.full(len(rows), AGE, dtype=object)
    for (place, step), mine in rows[rows["step"].notna()].groupby(["place", "step"]):
        past = staged.get((str(place), int(step)))
        if past:
            by_stage.iloc[mine.index] = fates(past, mine["age"].to_numpy(float))
            basis[mine.index] = STAGE
    as_old = nobody(len(rows))
    old = rows.assign(old=ages_of(pipe, facts, rows))[~is_enough(by_stage)]
    for place, mine in old[old["old"].notna()].groupby("place", dropna=False):
        past = by_age.get(str(place))
        if past:
            as_old.iloc[mine.index] = fates(past, mine["old"].to_numpy(float))
    other = better(as_old, by_stage)
    basis[other] = AGE
    return by_stage.where(~other, as_old), basis


def better(by_age: pd.DataFrame, by_stage: pd.DataFrame) -> pd.Series:
    """Those as old tell more only where too few were as long in the stage."""
    more = by_age["like_won"] > by_stage["like_won"]
    return ~is_enough(by_stage) & (is_enough(by_age) | more | by_stage["like"].eq(0))


def day_after(facts: Known, days: pd.Series) -> pd.Series:
    """The day so many days after the last one of the data, itself at the earliest."""
    whole = np.floor(days.astype(float).clip(lower=0) + 0.5)
    return (facts.until.normalize() + pd.to_timedelta(whole, unit="D")).astype("datetime64[us]")


def note_of(like: int, like_won: int, p50: float, p90: float) -> str:
    if not like:
        return NOBODY
    if like < ENOUGH:
        return one_or_more(like, *FEW.split(" | "))
    if np.isnan(p50) and like_won < ENOUGH_WON:
        return one_or_more(like_won, *FEW_WON.split(" | "))
    return BEYOND if np.isnan(p90) else ""


def beside(out: pd.DataFrame, facts: Known) -> Sequence[str]:
    """Where the expected close lies: past, or earlier, later or within the likely range."""
    day, today = out["expected_close"].dt.normalize(), facts.until.normalize()
    ways = [day < today, day < out["p10_close"], day > out["p90_close"]]
    inside = (day >= out["p10_close"]) & (day <= out["p90_close"])
    return np.select([*ways, inside], ["past", "earlier", "later", "within"], "").tolist()
