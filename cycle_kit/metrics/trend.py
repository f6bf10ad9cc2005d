"""A measure over time, period by period; young periods are empty, never drawn as a fall."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import Calendar
from cycle_kit.days import end_of_day
from cycle_kit.errors import QuestionError, listed
from cycle_kit.metrics import survival
from cycle_kit.metrics.cohorts import cohort, counted_within, horizon
from cycle_kit.metrics.counting import any_amount, known_sum, ratio, share_interval
from cycle_kit.metrics.frames import By, check_by, deals, money, sale, table, visits
from cycle_kit.metrics.intervals import mean_interval
from cycle_kit.metrics.measures import Measure, measure
from cycle_kit.metrics.periods import check_period, start_of, with_period
from cycle_kit.metrics.spans import in_working_days, with_days
from cycle_kit.metrics.stock import stock_at
from cycle_kit.pipeline import Pipeline

OUTPUTS = ("period", "age", "value", "n", "low", "high", "unfinished")
INSTANT = nw.Datetime("us")
MEAN_DAYS = "mean_cycle_days"  # of no use alone: a part of the velocity


def trend(
    pipe: Pipeline,
    measure_name: str,
    *,
    every: str = "month",
    dated: str | None = None,
    by: By = None,
    ages: Sequence[int] | None = None,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """One row per period (and group): `period, value, n, low, high, unfinished`.

    `period` is its first day. Measures of closed deals are dated by closing, stocks by the period's
    end. Conversions, and win rates with `dated="created"`, follow cohorts by entry: the share won
    (or gone on) within H days, H being the 80th percentile of the observed times; a period is
    `unfinished`, and its value empty, until its end + H is past. With `ages=(30, 60, 90)` the win
    rate of cohorts comes as a triangle, one row per period and `age` [days]; a cell is empty until
    its age is past. `n`: deals the value rests on. `low, high`: 95 % (Wilson for shares,
    bootstrap-t for means, Greenwood for medians). Sums of money are empty where no deal of a period
    has an amount, and 0 where there is no deal. `calendar`: measures in days and the velocity are
    then those of working days.
    """
    check_period(every, "every")
    keys = check_by(pipe, by, OUTPUTS)
    chosen = measure(pipe, measure_name)
    if dated not in (None, "created", "closed"):
        raise QuestionError(
            f'dated="{dated}" is not known.',
            there='It is "created" or "closed".',
            fix='Leave it out, or pass dated="created" for cohorts.',
        )
    if follows_cohorts(chosen, dated):
        return by_cohort(pipe, chosen, keys, every, ages)
    if ages is not None:
        raise QuestionError(
            "ages= needs cohorts.",
            there=f'"{measure_name}" is dated by {chosen.dated}.',
            fix='Pass dated="created" with "win_rate".',
        )
    if chosen.dated == "stock":
        return by_stock(pipe, chosen, keys, every, money(by))
    if chosen.name == "velocity_per_day":
        return velocity_by_period(pipe, keys, every, money(by), calendar)
    return by_event(pipe, chosen, keys, every, money(by), calendar)


def follows_cohorts(chosen: Measure, dated: str | None) -> bool:
    return (
        chosen.dated == "entered"
        or chosen.name == "conversion_first_to_won"
        or (chosen.name == "win_rate" and dated == "created")
    )


# -- cohorts ---------------------------------------------------------------------------------------


def by_cohort(pipe, chosen: Measure, keys, every: str, ages) -> pd.DataFrame:
    rows = cohort(pipe, chosen, keys)
    limits = [horizon(rows)] if ages is None else [float(age) for age in ages]
    staged = with_period(rows, "entered", every)
    parts = []
    for days in limits:
        counts = counted_within(staged, [*keys, "period"], -1.0 if np.isnan(days) else days)
        if counts.empty:
            continue
        counts = filled(pipe, counts, keys, every)
        decided = counts["hit"] + counts["missed"]
        whole = decided if chosen.name == "win_rate" else counts["entered_deals"]
        ripe = np.array([is_past(pipe, number, every, days) for number in counts["period"]])
        low, high = share_interval(counts["hit"].to_numpy(), whole.to_numpy())
        value = ratio(counts["hit"].to_numpy(), whole.to_numpy())
        parts.append(
            counts[[*keys, "period"]].assign(
                age=days,
                value=np.where(ripe, value, np.nan),
                n=whole.to_numpy(),
                low=np.where(ripe, low, np.nan),
                high=np.where(ripe, high, np.nan),
                unfinished=~ripe,
            )
        )
    whole = pd.concat(parts, ignore_index=True) if parts else nothing(keys, age=True)
    whole = named(whole, keys, every)
    return whole if ages is not None else whole.drop(columns="age")


def is_past(pipe: Pipeline, number: int, every: str, days: float) -> bool:
    """Whether so many days after the period's end have been seen."""
    if np.isnan(days):
        return False
    return start_of(number + 1, every) + pd.Timedelta(days=days) <= seen_to(pipe)


def seen_to(pipe: Pipeline) -> pd.Timestamp:
    return end_of_day(pipe.as_of.normalize()) + pd.Timedelta(microseconds=1)


# -- stocks ----------------------------------------------------------------------------------------


def by_stock(pipe, chosen: Measure, keys, every: str, amount: str) -> pd.DataFrame:
    first = table(deals(pipe).select(nw.col("created_at").min()))["created_at"].iloc[0]
    if pd.isna(first):
        return nothing(keys)
    numbers = range(number_at(first, every), number_at(pipe.as_of, every) + 1)
    last_days = [start_of(number + 1, every) - pd.Timedelta(days=1) for number in numbers]
    days = [min(day, pipe.as_of.normalize()) for day in last_days]
    rows = stock_at(pipe, keys, days, amount=amount)
    place = dict(zip(days, numbers, strict=True))
    rows = rows.assign(period=rows["day"].map(place))
    known, value = rows["open_deals"], rows[chosen.name].astype(float)
    if chosen.unit == "money":
        known = rows["open_amounts"]
        value = known_sum(value, known, rows["open_deals"], amounts=any_amount(pipe, amount))
    running = rows["period"].map(lambda number: start_of(number + 1, every) > seen_to(pipe))
    table_of = rows[[*keys, "period"]].assign(
        value=value, n=known, low=np.nan, high=np.nan, unfinished=running.to_numpy()
    )
    return named(table_of, keys, every)


def number_at(when: pd.Timestamp, every: str) -> int:
    if every == "week":
        return (when - start_of(0, "week")).days // 7
    months = when.year * 12 + when.month - 1
    return months // {"year": 12, "quarter": 3, "month": 1}[every]


# -- events ----------------------------------------------------------------------------------------


def by_event(
    pipe, chosen: Measure, keys, every: str, amount: str, calendar: Calendar | None = None
) -> pd.DataFrame:
    """Measures of what happened in a period: each event once, in the period it is dated by."""
    if chosen.name == "new_leads":
        return leads_by_period(pipe, keys, every)
    rows = with_period(events_of(pipe, chosen, keys, amount, calendar), "when", every)
    counts = table(rows.group_by(*keys, "period", "outcome", "number").agg(deals=nw.len()))
    if counts.empty:
        return nothing(keys)
    whole = filled(pipe, counts[[*keys, "period"]].drop_duplicates(), keys, every)
    groups = dict(list(counts.groupby([*keys, "period"], dropna=False)))
    empty, amounts = counts.iloc[:0], any_amount(pipe, amount)
    found = []
    for label in whole[[*keys, "period"]].itertuples(index=False, name=None):
        here = next((g for k, g in groups.items() if same(k, label)), empty) if keys else None
        part = groups.get(label, empty) if here is None else here
        found.append(figure(chosen, part, amounts))
    shown = pd.concat(
        [whole[[*keys, "period"]].reset_index(drop=True), pd.DataFrame(found)], axis=1
    )
    ends = shown["period"].map(lambda number: start_of(number + 1, every) > seen_to(pipe))
    return named(shown.assign(unfinished=ends.to_numpy()), keys, every)


def velocity_by_period(
    pipe, keys, every: str, amount: str, calendar: Calendar | None
) -> pd.DataFrame:
    """Open deals at the period's end x win rate x mean won amount / mean days to win, as in `kpis`."""
    on = [*keys, "period"]
    rows = by_stock(pipe, Measure("open_deals", "deals", "stock"), keys, every, amount)
    rows = rows.rename(columns={"value": "open_deals"})
    for name, unit in (("win_rate", "share"), ("mean_won_value", "money"), (MEAN_DAYS, "days")):
        found = by_event(pipe, Measure(name, unit, "closed"), keys, every, amount, calendar)
        part = found.rename(columns={"value": name, "n": f"n of {name}"})
        rows = rows.merge(part[[*on, name, f"n of {name}"]], on=on, how="left")
    pace = rows["open_deals"] * rows["win_rate"] * rows["mean_won_value"]
    value = pace / rows[MEAN_DAYS].where(rows[MEAN_DAYS] > 0)
    n = rows[f"n of {MEAN_DAYS}"].fillna(0).astype("int64")
    return rows.assign(value=value, n=n)[[*on, "value", "n", "low", "high", "unfinished"]]


def same(one: tuple, other: tuple) -> bool:
    return all(a == b or (pd.isna(a) and pd.isna(b)) for a, b in zip(one, other, strict=True))


def events_of(pipe, chosen: Measure, keys, amount: str, calendar: Calendar | None):
    """One row per event: `keys, when, outcome, number` (an amount, or days)."""
    if chosen.dated == "left":
        stays = sale(visits(in_working_days(pipe, calendar))).filter(
            nw.col("stage").cast(nw.String) == chosen.stage
        )
        stays = stays.filter(~nw.col("left_at").is_null()).select(
            "deal_id", when=nw.col("left_at"), number=nw.col("days"), outcome=nw.lit("won")
        )
        return stays.join(deals(pipe).select("deal_id", *keys), on="deal_id", how="left")
    frame = with_days(deals(pipe), "created_at", "closed_at", name="days", calendar=calendar)
    days = nw.when(nw.col("days") >= 0).then(nw.col("days"))
    number = days if chosen.unit == "days" else nw.col(amount)
    when = "created_at" if chosen.dated == "created" else "closed_at"
    return frame.select(
        *keys, when=nw.col(when), outcome=nw.col("outcome").cast(nw.String), number=number
    )


def figure(chosen: Measure, counts: pd.DataFrame, amounts: bool) -> dict[str, float]:
    """One period's value from its counts of events by outcome and number."""
    won, lost = (counts[counts["outcome"] == name] for name in ("won", "lost"))
    wins, losses = int(won["deals"].sum()), int(lost["deals"].sum())
    blank = {"value": np.nan, "n": 0, "low": np.nan, "high": np.nan}
    if chosen.dated == "created":
        return blank | added_up(counts, chosen, amounts)
    if chosen.name in ("won_deals", "won_value"):
        return blank | added_up(won, chosen, amounts)
    if chosen.name == "win_rate":
        low, high = share_interval(np.array([wins]), np.array([wins + losses]))
        value = ratio(np.array([wins]), np.array([wins + losses]))[0]
        return {"value": value, "n": wins + losses, "low": low[0], "high": high[0]}
    if chosen.name == "win_loss_ratio":
        return blank | {"value": wins / losses if losses else np.nan, "n": wins + losses}
    numbers = won.dropna(subset="number")
    values = np.repeat(numbers["number"].to_numpy(float), numbers["deals"].to_numpy(int))
    if not len(values):
        return blank
    if chosen.unit == "days" and chosen.name != MEAN_DAYS:
        steps = survival.steps(values, np.ones((len(values), 1)), np.zeros(len(values)))
        middle = survival.quantile(survival.kaplan_meier(steps), 0.5)
        return {
            "value": float(np.median(values)),
            "n": len(values),
            "low": middle.low,
            "high": middle.high,
        }
    low, high = mean_interval(values)
    return {"value": float(values.mean()), "n": len(values), "low": low, "high": high}


def added_up(counts: pd.DataFrame, chosen: Measure, amounts: bool) -> dict[str, float]:
    if chosen.unit != "money":
        return {"value": float(counts["deals"].sum()), "n": int(counts["deals"].sum())}
    known = counts.dropna(subset="number")
    total = float((known["number"] * known["deals"]).sum())
    n = int(known["deals"].sum())
    return {"value": float(known_sum(total, n, len(counts), amounts=amounts)), "n": n}


def leads_by_period(pipe: Pipeline, keys: list[str], every: str) -> pd.DataFrame:
    """New leads by the day they were created; leads know no columns of deals."""
    if keys:
        raise QuestionError(
            f"Leads cannot be split by {listed(keys)}.",
            there="Leads have no columns of deals.",
            fix='Leave by= out of trend(pipe, "new_leads").',
        )
    created = pipe.leads["created_at"].dropna()
    if created.empty:
        return nothing(keys)
    numbers = created.map(lambda when: number_at(when, every))
    counts = numbers.value_counts()
    span = range(int(numbers.min()), number_at(pipe.as_of, every) + 1)
    rows = pd.DataFrame({"period": list(span)})
    rows["value"] = rows["period"].map(counts).fillna(0.0).astype(float)
    ends = [start_of(number + 1, every) > seen_to(pipe) for number in span]
    rows = rows.assign(n=rows["value"].astype(int), low=np.nan, high=np.nan, unfinished=ends)
    return named(rows, keys, every)


# -- shape -----------------------------------------------------------------------------------------


def filled(pipe: Pipeline, counts: pd.DataFrame, keys: list[str], every: str) -> pd.DataFrame:
    """Every period from the first to the last one seen, for every group, with 0 where nothing was."""
    last = max(int(counts["period"].max()), number_at(pipe.as_of, every))
    span = pd.DataFrame({"period": range(int(counts["period"].min()), last + 1)})
    if keys:
        span = counts[keys].drop_duplicates().merge(span, how="cross")
    whole = span.merge(counts, on=[*keys, "period"], how="left")
    numbers = [name for name in counts if name not in [*keys, "period"]]
    whole[numbers] = whole[numbers].fillna(0)
    return whole.sort_values([*keys, "period"], ignore_index=True)


def named(rows: pd.DataFrame, keys: list[str], every: str) -> pd.DataFrame:
    """The periods by their first day, and the columns in their order."""
    starts = [start_of(number, every) for number in rows["period"]]
    rows = rows.assign(period=pd.Series(starts, index=rows.index, dtype="datetime64[us]"))
    columns = [name for name in OUTPUTS if name in rows]
    order = [*keys, "period", *(["age"] if "age" in rows else [])]
    return rows.sort_values(order, ignore_index=True)[[*keys, *columns]].astype({"n": "int64"})


def nothing(keys: list[str], *, age: bool = False) -> pd.DataFrame:
    columns = [*keys, *(name for name in OUTPUTS if age or name != "age")]
    return pd.DataFrame({name: pd.Series(dtype="float64") for name in columns})
