"""How far a period had come week by week, beside the same weeks of those before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError, code, listed
from cycle_kit.metrics.counting import NO_AMOUNTS, any_amount, known_sum
from cycle_kit.metrics.credit import SHARE, shares_of, whole_numbers
from cycle_kit.metrics.frames import table
from cycle_kit.metrics.measures import Measure
from cycle_kit.metrics.new_leads import leads_by
from cycle_kit.metrics.trend_events import events_of
from cycle_kit.metrics.trend_rows import seen_to
from cycle_kit.pipeline import Pipeline

Whole = Literal["month", "quarter", "year"]
#: sums and counts, of which a part of a period is a part of the figure
ADDED = ("won_value", "won_deals", "new_value", "new_deals", "new_leads")
COLUMNS = (
    "period", "week", "value", "added", "n", "low", "high", "unfinished", "label", "usual", "earlier",
)  # fmt: skip
WEEK = 7
#: what had come by the day of the week that the data end in
BY_DAY = "by_day_"
ADDED_NOTHING = "What this week added is not known: none of its deals has an amount."


def check_within(chosen: Measure, within: Whole, others: dict[str, object]) -> None:
    """QuestionError: this measure does not add up over a period, or is asked for in another way too."""
    line = f"ck.trend(pipe, {code('won_value')}, within={code(within)})"
    if chosen.name not in ADDED:
        raise QuestionError(
            f'"{chosen.name}" does not add up week by week.',
            there=f"Sums and counts do: {listed(ADDED)}.",
            fix=f"Write it as {line}.",
        )
    odd = [name for name, value in others.items() if value is not None]
    if odd:
        raise QuestionError(
            f"within= adds up what happened, and takes no {odd[0]}=.", fix=f"Write it as {line}."
        )


def by_week(
    pipe: Pipeline, chosen: Measure, keys: list[str], within: Whole, amount: str
) -> pd.DataFrame:
    """A row per period and week of it (and group), with the running sum to the week's end."""
    events = happened(pipe, chosen, keys, amount)
    if events.empty:
        return pd.DataFrame({name: pd.Series(dtype="float64") for name in (*keys, *COLUMNS)})
    rows = placed(pipe, events, within)
    on = [*keys, "number", "week"]
    sums = rows.groupby(on, dropna=False)[["deals_", "known_", "sum_"]].sum().reset_index()
    whole = every_week(pipe, rows, keys, within).merge(sums, on=on, how="left")
    parts = ["deals_", "known_", "sum_"]
    whole[parts] = whole[parts].fillna(0.0)
    so_far = whole.groupby([*keys, "number"], dropna=False)[parts].cumsum()
    some = any_amount(pipe, amount) or chosen.unit != "money"
    whole = whole.assign(
        value=figure(chosen, so_far, some), added=figure(chosen, whole, some),
        n=whole_numbers(so_far["known_" if chosen.unit == "money" else "deals_"]),
        low=np.nan, high=np.nan,
    )  # fmt: skip
    begun = whole.pop("begun")
    whole["value"], whole["added"] = (whole[name].where(begun) for name in ("value", "added"))
    early = sums_to(days_of(pipe, within), rows, whole, keys).fillna(0.0)
    running = whole["week"].isin(whole.loc[whole["unfinished"] & begun, "week"])
    whole[BY_DAY] = whole["value"].mask(running, pd.Series(figure(chosen, early, some)))
    return beside(whole, keys)[[*keys, *COLUMNS, BY_DAY]]


def sums_to(
    days: int, rows: pd.DataFrame, whole: pd.DataFrame, keys: Sequence[str]
) -> pd.DataFrame:
    """For each row of `whole` what had come in so many first days of its period."""
    on, parts = [*keys, "number"], ["deals_", "known_", "sum_"]
    sums = rows[rows["day"] < days].groupby(on, dropna=False)[parts].sum()
    return whole[on].merge(sums.reset_index(), on=on, how="left")[parts]


def happened(pipe: Pipeline, chosen: Measure, keys: list[str], amount: str) -> pd.DataFrame:
    """What counts, by moment: `keys, when_, deals_, known_, sum_`."""
    if chosen.name == "new_leads":
        rows = leads_by(pipe, keys).rename(columns={"created_at": "when_"}).dropna(subset="when_")
        return rows[[*keys, "when_"]].assign(deals_=1, known_=0, sum_=0.0)
    events = events_of(pipe, chosen, keys, amount, None).filter(~nw.col("when_").is_null())
    if chosen.dated == "closed":
        events = events.filter(nw.col("ended_") == "won")
    events = events.with_columns(
        known_=shares_of("number_"), sum_=nw.col("number_") * nw.col(SHARE)
    )
    return table(events.group_by(*keys, "when_").agg(
        deals_=nw.col(SHARE).sum(), known_=nw.col("known_").sum(), sum_=nw.col("sum_").sum()
    ))  # fmt: skip


def placed(pipe: Pipeline, events: pd.DataFrame, within: Whole) -> pd.DataFrame:
    """With the number of the period, and of the week and the day in it."""
    days = events["when_"].dt.normalize()
    place = {day: week_of(pipe, day, within) for day in days.unique()}
    found = pd.DataFrame([place[day] for day in days], columns=["number", "week", "day"])
    return events.assign(**{name: found[name].to_numpy() for name in found})


def week_of(pipe: Pipeline, day: pd.Timestamp, within: Whole) -> tuple[int, int, int]:
    number = pipe.periods.number(day, within)
    days = (day - pipe.periods.start(number, within)).days
    return number, min(days // WEEK + 1, weeks_in(pipe, number, within)), days


def days_of(pipe: Pipeline, within: Whole) -> int:
    """How many days of the period that the data end in are over."""
    start = pipe.periods.start(pipe.periods.number(pipe.as_of, within), within)
    return (seen_to(pipe) - start).days


def weeks_in(pipe: Pipeline, number: int, within: Whole) -> int:
    """Four of a month, 13 of a quarter, 52 of a year: the last one lasts to the period's end."""
    start, end = (pipe.periods.start(at, within) for at in (number, number + 1))
    return round((end - start).days / WEEK)


def every_week(
    pipe: Pipeline, rows: pd.DataFrame, keys: Sequence[str], within: Whole
) -> pd.DataFrame:
    """All weeks from the first period to the one that the data end in, of every group."""
    until, found = seen_to(pipe), []
    last = max(int(rows["number"].max()), pipe.periods.number(pipe.as_of, within))
    for number in range(int(rows["number"].min()), last + 1):
        start, close = (pipe.periods.start(at, within) for at in (number, number + 1))
        count = weeks_in(pipe, number, within)
        for week in range(1, count + 1):
            begins = start + pd.Timedelta(days=WEEK * (week - 1))
            ends = close if week == count else begins + pd.Timedelta(days=WEEK)
            label = pipe.periods.label(start, within)
            found.append((number, start, label, week, ends > until, begins < until))
    names = ["number", "period", "label", "week", "unfinished", "begun"]
    weeks = pd.DataFrame(found, columns=names).astype({"period": "datetime64[us]"})
    if not keys:
        return weeks
    return rows[[*keys]].drop_duplicates().sort_values([*keys]).merge(weeks, how="cross")


def figure(chosen: Measure, sums: pd.DataFrame, some: bool) -> np.ndarray:
    """The sum, or the number of deals."""
    if chosen.unit != "money":
        return sums["deals_"].to_numpy(float)
    parts = (sums[name].to_numpy(float) for name in ("sum_", "known_", "deals_"))
    return known_sum(*parts, amounts=some)


def beside(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """With `usual`, the median of the same week of the earlier periods, and of how many, `earlier`.

    Of the week that is running it is that of the same day.
    """
    running = rows["unfinished"] & rows["value"].notna()
    usual, earlier = (before(rows, keys, "value", how) for how in ("median", "count"))
    usual = usual.mask(running, before(rows, keys, BY_DAY, "median"))
    return rows.assign(usual=usual, earlier=earlier.fillna(0).astype("int64"))


def before(rows: pd.DataFrame, keys: Sequence[str], column: str, how: str) -> pd.Series:
    by = rows.groupby([*keys, "week"], dropna=False)[column]
    return by.transform(lambda values: getattr(values.shift().expanding(), how)())


def without_partial(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The same of whole periods alone: one that begins before the data do says nothing of others."""
    if BY_DAY not in rows:
        return rows
    whole = rows["note"].eq("") | ~rows["unfinished"]
    known = {name: rows[name].where(whole) for name in ("value", BY_DAY)}
    found = beside(rows.assign(**known), keys)
    return rows.assign(usual=found["usual"], earlier=found["earlier"]).drop(columns=BY_DAY)


def without_amounts(pipe: Pipeline, rows: pd.DataFrame) -> pd.DataFrame:
    """With why the sum of a week that has begun is not known, or what one that is over added."""
    if rows.empty:  # of nobody: columns without a kind
        return rows
    begins = rows["period"] + pd.to_timedelta(WEEK * (rows["week"] - 1), unit="D")
    silent = (begins < seen_to(pipe)) & rows["note"].eq("")
    total, week = rows["value"].isna(), rows["added"].isna() & ~rows["unfinished"]
    note = rows["note"].mask(silent & week, ADDED_NOTHING).mask(silent & total, NO_AMOUNTS)
    return rows.assign(note=note)
