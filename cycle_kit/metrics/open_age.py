"""How old open deals are, today and at the end of any earlier day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.days import days_between, end_of_day
from cycle_kit.metrics.frames import By, deals, metric, table
from cycle_kit.metrics.past import Known, at, known, told
from cycle_kit.metrics.spans import working_days
from cycle_kit.metrics.splits import check_by
from cycle_kit.metrics.trend_rows import filled, named, nothing, runs
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "deals", "mean_days", "median_days", "p90_days", "oldest", "oldest_days", "undated", "note",
)  # fmt: skip
#: what deals can have had another one of: its name in `past.Known`
THEN = {"owner": "owner", "pipeline": "place", "stage": "stage"}
UNKNOWN = "Not known: no open deal has a date of creation."
MEASURE = "open_age"


@metric
def open_age(pipe: Pipeline, *, by: By = None, calendar: WorkingDays | None = None) -> pd.DataFrame:
    """How old the open deals are: days from creation to the day the data speak for.

    One row, or one per group of `by`: `deals` (open, with a date of creation), `mean_days, median_days,
    p90_days` (linear quantiles), `oldest` (the id of the oldest deal), `oldest_days`, `undated` (open deals
    without a date of creation), `note`. It is the age of the deal, not of its stay in a stage. As a measure
    of `kpis`, `trend` and `goals`, "open_age" is the median age of the deals open at the end of each period, by
    the stage, owner and pipeline of that day. `calendar`: days are then working days.

    Raises ColumnError for an unknown `by`.
    """
    keys = check_by(pipe, by, COLUMNS)
    ages = ages_at(pipe, keys, [pipe.as_of.normalize()], calendar)
    groups = ages.groupby(keys, dropna=False, observed=True) if keys else [((), ages)]
    rows = [
        {**dict(zip(keys, group, strict=True)), **figures(part)}
        for group, part in (
            (key if isinstance(key, tuple) else (key,), part) for key, part in groups
        )
    ]
    found = pd.DataFrame(rows, columns=[*keys, *COLUMNS])
    return found.astype({"deals": "int64", "undated": "int64", "oldest": "object", "note": "str"})


def figures(ages: pd.DataFrame) -> dict:
    """One row of `open_age`."""
    dated = ages.dropna(subset="age")
    undated, days = len(ages) - len(dated), dated["age"].to_numpy(float)
    if not len(days):
        lacking = dict.fromkeys(("mean_days", "median_days", "p90_days", "oldest_days"), np.nan)
        note = UNKNOWN if undated else ""
        return {"deals": 0, **lacking, "oldest": None, "undated": undated, "note": note}
    first = dated.sort_values(["age", "deal_id"], ascending=[False, True]).iloc[0]
    return {
        "deals": len(days),
        "mean_days": days.mean(),
        "median_days": np.median(days),
        "p90_days": np.quantile(days, 0.9),
        "oldest": first["deal_id"],
        "oldest_days": first["age"],
        "undated": undated,
        "note": "",
    }


def ages_at(
    pipe: Pipeline,
    keys: Sequence[str],
    days: Sequence[pd.Timestamp],
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """The deals open at the end of each day: `keys, day, deal_id, age`, by what they were of then."""
    fixed = pipe.once(f"fixed {keys}", lambda: as_they_are(pipe, keys))
    story = pipe.once("story", lambda: told(pipe))
    parts = []
    for day in dict.fromkeys(days):
        past = end_of_day(day) < end_of_day(pipe.as_of)
        facts = at(story, day) if past else known(pipe)
        lives = facts.lives[facts.lives["outcome"] == "open"]
        columns = {key: column_then(lives, key, fixed) for key in keys}
        columns |= {
            "day": day,
            "deal_id": lives["deal_id"],
            "age": ages(pipe, facts, lives, calendar),
        }
        parts.append(pd.DataFrame(columns, index=lives.index))
    return pd.concat(parts, ignore_index=True)


def as_they_are(pipe: Pipeline, keys: Sequence[str]) -> pd.DataFrame:
    """The columns as they are now, per number of the deal."""
    frame = table(deals(pipe).select(*dict.fromkeys(["deal_id", *keys])))
    frame = frame.set_index("deal_id")
    numbers = pd.Index(pipe.once("story", lambda: told(pipe)).deals["deal_id"])
    return frame.reindex(numbers).reset_index()


def column_then(lives: pd.DataFrame, key: str, fixed: pd.DataFrame) -> pd.Series:
    if key == "lost_reason":  # an open deal has none
        return pd.Series(None, index=lives.index, dtype=object)
    name = THEN.get(key, key)
    return lives[name] if name in lives else fixed[key].reindex(lives.index)


def ages(
    pipe: Pipeline, facts: Known, lives: pd.DataFrame, calendar: WorkingDays | None
) -> np.ndarray:
    """Days from creation to the end of what is known; NaN where no creation is dated."""
    created = lives["created_at"]
    until = pd.Series(facts.until, index=lives.index).astype("datetime64[us]")
    clocked = ("created_at" in pipe.clocked, False)
    if calendar is None:
        return days_between(created.to_numpy(), until.to_numpy(), clocked=clocked)
    rows = pd.DataFrame({"created_at": created, "until": until})
    found = working_days(rows, "created_at", "until", calendar, pipe.clocked)
    return np.where(created.isna(), np.nan, found)


def medians_at(
    pipe: Pipeline,
    keys: Sequence[str],
    days: Sequence[pd.Timestamp],
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """Per group and day `open_age`, the median age, and `aged_deals`, how many it is of; all as `every` without."""
    group = [*keys] or ["every"]
    found = ages_at(pipe, keys, days, calendar).assign(every="all").dropna(subset="age")
    sums = found.groupby([*group, "day"], dropna=False, observed=True)["age"]
    return sums.agg(open_age="median", aged_deals="size").reset_index()


def with_ages(stock: pd.DataFrame, ages: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """What was open on each day, with the median age of these deals."""
    on = [*(keys or ["every"]), "day"]
    # a column without any value has no kind of its own
    kinds = {name: stock[name].dtype for name in on if ages[name].isna().all()}
    return stock.merge(ages.astype(kinds), on=on, how="left")


def age_by_period(
    pipe: Pipeline, keys: list[str], every: str, calendar: WorkingDays | None
) -> pd.DataFrame:
    """The measure of `trend`: the median age of the deals open at the end of each period."""
    first = table(deals(pipe).select("created_at"))["created_at"].min()
    if pd.isna(first):
        return nothing(keys)
    count, today = pipe.periods, pipe.as_of.normalize()
    numbers = range(count.number(first, every), count.number(pipe.as_of, every) + 1)
    ends = {min(count.start(n + 1, every) - pd.Timedelta(days=1), today): n for n in numbers}
    rows = medians_at(pipe, keys, list(ends), calendar)
    if rows.empty:
        return nothing(keys)
    rows = rows.assign(period=rows["day"].map(ends))[[*keys, "period", MEASURE, "aged_deals"]]
    whole = filled(pipe, rows.rename(columns={MEASURE: "value", "aged_deals": "n"}), keys, every)
    whole = whole.assign(value=whole["value"].where(whole["n"] > 0), low=np.nan, high=np.nan)
    return named(pipe, whole.assign(unfinished=runs(pipe, whole["period"], every)), keys, every)
