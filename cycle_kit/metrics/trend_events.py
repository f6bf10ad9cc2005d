"""Measures of what was open at the end of each period, and of what happened in it."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.errors import QuestionError, listed
from cycle_kit.metrics import survival
from cycle_kit.metrics.counting import any_amount, known_sum, ratio, share_interval
from cycle_kit.metrics.credit import SHARE, credited, whole_numbers
from cycle_kit.metrics.frames import deals, sale, table, visits
from cycle_kit.metrics.intervals import mean_interval
from cycle_kit.metrics.measures import Measure
from cycle_kit.metrics.new_leads import OWN, leads_by, why_no_leads
from cycle_kit.metrics.periods import with_period
from cycle_kit.metrics.purchases import MEASURES as OF_CUSTOMERS
from cycle_kit.metrics.purchases import customers_by_period
from cycle_kit.metrics.spans import in_working_days, with_cycle_days
from cycle_kit.metrics.stock import stock_at
from cycle_kit.metrics.trend_rows import filled, named, nothing, runs
from cycle_kit.pipeline import Pipeline

MEAN_DAYS = "mean_cycle_days"  # of no use alone: a part of the velocity


def by_stock(pipe, chosen: Measure, keys, every: str, amount: str) -> pd.DataFrame:
    first = table(deals(pipe).select(nw.col("created_at").min()))["created_at"].iloc[0]
    if pd.isna(first):
        return nothing(keys)
    count = pipe.periods
    numbers = range(count.number(first, every), count.number(pipe.as_of, every) + 1)
    last_days = [count.start(number + 1, every) - pd.Timedelta(days=1) for number in numbers]
    days = [min(day, pipe.as_of.normalize()) for day in last_days]
    rows = stock_at(pipe, keys, days, amount=amount)
    place = dict(zip(days, numbers, strict=True))
    rows = rows.assign(period=rows["day"].map(place))
    known, value = rows["open_deals"], rows[chosen.name].astype(float)
    if chosen.unit == "money":
        known = rows["open_amounts"]
        value = known_sum(value, known, rows["open_deals"], amounts=any_amount(pipe, amount))
    shown = rows[[*keys, "period"]].assign(
        value=value,
        n=known,
        low=np.nan,
        high=np.nan,
        unfinished=runs(pipe, rows["period"], every),
    )
    return named(pipe, shown, keys, every)


def by_event(
    pipe, chosen: Measure, keys, every: str, amount: str, calendar: WorkingDays | None = None
) -> pd.DataFrame:
    """Measures of what happened in a period: each event once, in the period it is dated by."""
    if chosen.name == "new_leads":
        return leads_by_period(pipe, keys, every)
    if chosen.name in OF_CUSTOMERS:
        return customers_by_period(pipe, chosen.name, keys, every, amount)
    events = events_of(pipe, chosen, keys, amount, calendar)
    rows = with_period(events, "when_", every, pipe.periods)
    counts = table(
        rows.group_by(*keys, "period", "ended_", "number_").agg(
            deals_=nw.col(SHARE).sum(), rows_=nw.len()
        )
    )
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
    shown["n"] = whole_numbers(shown["n"])
    shown = shown.assign(unfinished=runs(pipe, shown["period"], every))
    return named(pipe, shown, keys, every)


def velocity_by_period(
    pipe, keys, every: str, amount: str, calendar: WorkingDays | None
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
    return rows.assign(value=value, n=n)[[*on, "value", "n", "low", "high", "unfinished", "label"]]


def same(one: tuple, other: tuple) -> bool:
    return all(a == b or (pd.isna(a) and pd.isna(b)) for a, b in zip(one, other, strict=True))


def events_of(pipe, chosen: Measure, keys, amount: str, calendar: WorkingDays | None):
    """One row per event: `keys, when_, ended_, number_` (an amount, or days), `share_` (how much it counts)."""
    if chosen.dated == "left":
        pipe = in_working_days(pipe, calendar)
        stays = sale(visits(pipe)).filter(nw.col("stage").cast(nw.String) == chosen.stage)
        stays = stays.filter(~nw.col("left_at").is_null()).select(
            "deal_id",
            when_=nw.col("left_at"),
            number_=nw.col("days"),
            ended_=nw.lit("won"),
            **{SHARE: nw.lit(1)},
        )
        return stays.join(deals(pipe).select("deal_id", *keys), on="deal_id", how="left")
    if chosen.dated == "entered":
        stays = sale(visits(pipe)).filter(nw.col("stage").cast(nw.String) == chosen.stage)
        stays = stays.filter(~nw.col("entered_at").is_null()).select(
            "deal_id",
            when_=nw.col("entered_at"),
            number_=nw.lit(1.0),
            ended_=nw.lit("entered"),
            **{SHARE: nw.lit(1)},
        )
        return stays.join(deals(pipe).select("deal_id", *keys), on="deal_id", how="left")
    frame = with_cycle_days(pipe, credited(pipe, keys), name="days", calendar=calendar)
    days = nw.when(nw.col("days") >= 0).then(nw.col("days"))
    number = days if chosen.unit == "days" else nw.col(amount)
    when = "created_at" if chosen.dated == "created" else "closed_at"
    return frame.select(
        *keys, SHARE, when_=nw.col(when), ended_=nw.col("outcome").cast(nw.String), number_=number
    )


def figure(chosen: Measure, counts: pd.DataFrame, amounts: bool) -> dict[str, float]:
    """One period's value from its counts of events by outcome and number."""
    won, lost = (counts[counts["ended_"] == name] for name in ("won", "lost"))
    wins, losses = won["deals_"].sum(), lost["deals_"].sum()
    blank = {"value": np.nan, "n": 0, "low": np.nan, "high": np.nan}
    if chosen.dated in ("created", "entered"):
        return blank | added_up(counts, chosen, amounts)
    if chosen.name in ("won_deals", "won_value"):
        return blank | added_up(won, chosen, amounts)
    if chosen.name == "win_rate":
        low, high = share_interval(np.array([wins]), np.array([wins + losses]))
        value = ratio(np.array([wins]), np.array([wins + losses]))[0]
        return {"value": value, "n": wins + losses, "low": low[0], "high": high[0]}
    if chosen.name == "win_loss_ratio":
        return blank | {"value": wins / losses if losses else np.nan, "n": wins + losses}
    numbers = won.dropna(subset="number_")
    if (numbers["deals_"] != numbers["rows_"]).any():
        return blank | mean_of_shares(numbers)
    values = np.repeat(numbers["number_"].to_numpy(float), numbers["rows_"].to_numpy(int))
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


def mean_of_shares(numbers: pd.DataFrame) -> dict[str, float]:
    """Their mean, each by its share of the deal; without an interval, as no deals are drawn by shares."""
    shares = numbers["deals_"].sum()
    return {"value": float((numbers["number_"] * numbers["deals_"]).sum() / shares), "n": shares}


def added_up(counts: pd.DataFrame, chosen: Measure, amounts: bool) -> dict[str, float]:
    if chosen.unit != "money":
        return {"value": float(counts["deals_"].sum()), "n": counts["deals_"].sum()}
    known = counts.dropna(subset="number_")
    total = float((known["number_"] * known["deals_"]).sum())
    n = known["deals_"].sum()
    return {
        "value": float(known_sum(*map(np.array, (total, n, len(counts))), amounts=amounts)),
        "n": n,
    }


def leads_by_period(pipe: Pipeline, keys: list[str], every: str) -> pd.DataFrame:
    """New leads by the day they were created, and by columns of their own."""
    reason = why_no_leads(pipe, keys)
    if reason:
        raise QuestionError(
            f"Leads cannot be split by {listed(keys)}.",
            there=f"Their own columns are {listed(OWN)}.",
            fix='Use these, for example trend(pipe, "new_leads", by="source").',
        )
    rows = leads_by(pipe, keys)
    if rows.empty:
        return nothing(keys)
    numbers = [pipe.periods.number(when, every) for when in rows["created_at"]]
    on = [*keys, "period"]
    counts = rows.assign(period=numbers).groupby(on, dropna=False).size().rename("n").reset_index()
    whole = filled(pipe, counts, keys, every)
    running = runs(pipe, whole["period"], every)
    whole = whole.assign(value=whole["n"].astype(float), low=np.nan, high=np.nan)
    return named(pipe, whole.assign(unfinished=running), keys, every)
