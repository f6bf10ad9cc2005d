"""The headline measures of one period beside the period before and the same period a year before."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.days import end_of_day
from cycle_kit.fiscal import Day, Length
from cycle_kit.history import span_days
from cycle_kit.metrics.counting import NO_AMOUNTS, SUMS, any_amount, known_sum, whys_no_money
from cycle_kit.metrics.credit import BY_SHARES, SHARE, counted, credited, is_shared, unshared
from cycle_kit.metrics.credit_told import WHOLE
from cycle_kit.metrics.edges import NO_STAGES, of_window
from cycle_kit.metrics.frames import By, deals, metric, money, table
from cycle_kit.metrics.intervals import wilson
from cycle_kit.metrics.kpi_stages import (
    followed,
    stage_figures,
    unit_of,
    with_reason,
    with_stages,
    within,
)
from cycle_kit.metrics.measures import CONVERSION
from cycle_kit.metrics.new_leads import counted_leads, leads_by, why_no_leads
from cycle_kit.metrics.open_age import medians_at, with_ages
from cycle_kit.metrics.outcome_columns import why_no_rates, without_rates
from cycle_kit.metrics.periods import Window, compared
from cycle_kit.metrics.purchases import MEASURES as OF_CUSTOMERS
from cycle_kit.metrics.purchases import NO_ACCOUNTS, counted_customers, purchases
from cycle_kit.metrics.spans import with_cycle_days
from cycle_kit.metrics.splits import check_by
from cycle_kit.metrics.stock import stock_at, undated_words
from cycle_kit.pipeline import Pipeline

OUTPUTS = ("measure", "value", "previous", "last_year", "change", "unfinished", "note")
SEEN_SHARE = 0.8  # a cohort is judged after the time in which this share of wins comes


@metric
def kpis(
    pipe: Pipeline,
    *,
    period: Length = "month",
    at: Day | None = None,
    by: By = None,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """The headline measures of a period: one row per measure (and group).

    Deals, leads, customers (`new_customers`, `returning_customers`, who bought in the period and before it) and money:
    `ck.definition("returning_customers")` says what a measure counts.
    Columns: `measure, value, previous, last_year, change, unfinished`, then `n` (deals the value
    rests on), `low, high` (95 %, Wilson, for win rates), `unit`, `start, end` of the period, `note`.
    The last complete period, or the one that holds `at` (a day, or "2025-Q4"); a running one is compared with the same
    elapsed days of the others, and is `unfinished`. Stocks (`open_*`) are those of
    `rewind(period end)`, split by the stage, and where the export dates them the owner and amount, of
    that day; new deals count by creation, new leads by theirs, split by their own `source` and `owner`
    only; won deals, win rate (decided) and cycle by closing. By "stage", "outcome" or "lost_reason" rates
    of winning are empty, as won deals have all left the others. `conversion_first_to_won` is the share of
    the deals created in the period that were won within the time in which 80 % of all wins came; it is
    empty and unfinished until that time
    is over. `change` is relative, for shares a difference. A period that begins before the data do
    (`pipe.since`: before the first creation, or closing, by which it is dated) is `unfinished` and
    compared with nothing, nor is another with it; one that ends before is empty. So is what most deals
    have no date for, a rate of which one outcome is hardly dated, a stock of the past where more than a
    fifth of the closed deals have no date of closing (of fewer the note says that it is a lower bound),
    and by "stage" where there is no history of stages; `note` says why. Sums of money
    over deals none of which has an amount are empty; over no deals they are 0.
    With a history of stages there follow, for each stage (of one pipeline, or `by="pipeline"`; else the note of
    `conversion_first_to_won` says why there are none), `entries into <stage>` (every visit by
    its day of entry; `n`: deals) and `conversion from <stage>`: of the deals that first entered it in the period
    the share that went on or was won within the time in which 80 % of those who went on did, as `trend` has it.
    By "owner" deals that several share (`load(..., credit=...)`) count with their shares among the new, won and lost
    ones, in numbers and in money; stocks, stages, times, customers and the velocity are of the owner's own deals,
    whole, as `note` says.
    `calendar`: the cycle is then in working days, and the velocity per working day.
    """
    keys = check_by(pipe, by, OUTPUTS)
    windows = compared(pipe, period=period, at=at)
    horizon = usual_days_to_win(pipe)
    three = (windows.current, windows.previous, windows.last_year)
    days = [one.last_day for one in three]
    stock = stock_at(pipe, keys, days, amount=money(by))
    stock = with_ages(stock, medians_at(pipe, keys, days, calendar), keys)
    groups_ = every_group(pipe, keys, stock)
    stages = followed(pipe, keys, three)
    now, before, year = (
        with_stages(
            counted_whole_or_shared(
                pipe, one, groups_, stock, keys=keys, horizon=horizon, calendar=calendar
            ),
            stage_figures(pipe, one, groups_, keys, stages),
        )
        for one in three
    )
    labels = [*keys, "measure"]
    rows = now.rename(columns={"figure": "value"})
    for name, other in (("previous", before), ("last_year", year)):
        other = other.assign(**{name: other["figure"].where(other["whole"])})
        rows = rows.merge(other[[*labels, name]], on=labels, how="left")
    rows["unit"] = rows["measure"].map(unit_of)
    rows["change"] = np.where(rows["whole"], change(rows), np.nan)
    cohort = rows["measure"].eq("conversion_first_to_won") | rows["measure"].str.startswith(
        CONVERSION
    )
    rows["unfinished"] = windows.running | (cohort & rows["unripe"]) | ~rows["whole"]
    if why_no_leads(pipe, keys):
        rows.loc[rows["measure"].eq("new_leads"), "note"] = why_no_leads(pipe, keys)
    why = pd.Series(whys_no_money(rows, pipe, keys, money(by)), rows.index)
    rows["note"] = rows["note"].mask(
        rows["unit"].eq("money") & rows["value"].isna() & why.ne(""), why
    )
    if purchases(pipe, ()).empty:
        rows.loc[rows["measure"].isin(list(OF_CUSTOMERS)), "note"] = NO_ACCOUNTS
    stocks = (("open_deals", keys), ("open_value", [*keys, "amount"]), ("open_age", keys))
    for name, columns in stocks:
        mine = rows["measure"].eq(name) & rows["value"].notna()
        earlier = "stage" in keys and not pipe.recorded
        said = f"Of earlier days: {NO_STAGES}" if earlier else undated_words(pipe, columns)
        rows.loc[mine, "note"] = (rows.loc[mine, "note"] + " " + said).str.strip()
    if is_shared(pipe, keys):
        mine = ~rows["measure"].isin(BY_SHARES) & rows["value"].notna()
        rows.loc[mine, "note"] = (rows.loc[mine, "note"] + " " + WHOLE).str.strip()
    reason = why_no_rates(keys)
    rows = without_rates(rows, reason) if reason else rows
    rows = with_reason(rows, pipe, keys)
    silent = rows["measure"].isin(SUMS) & rows["value"].isna() & rows["note"].eq("")
    rows["note"] = rows["note"].mask(silent, NO_AMOUNTS)
    rows = rows.assign(start=windows.current.start, end=windows.current.last_day)
    rows = rows.sort_values(keys, kind="stable") if keys else rows
    figures = [name for name in OUTPUTS if name != "note"]
    shown = [*keys, *figures, "n", "low", "high", "unit", "start", "end", "note"]
    return rows[shown].reset_index(drop=True)


def change(rows: pd.DataFrame) -> np.ndarray:
    """Relative to the period before; for shares the difference."""
    value, previous = rows["value"].to_numpy(float), rows["previous"].to_numpy(float)
    relative = value / np.where(previous == 0, np.nan, previous) - 1
    return np.where(rows["unit"].eq("share"), value - previous, relative)


def usual_days_to_win(pipe: Pipeline) -> float:
    """Days from creation within which 80 % of all wins came; empty without wins."""
    frame = deals(pipe).filter(nw.col("outcome").cast(nw.String) == "won")
    frame = frame.with_columns(
        days=span_days("created_at", "closed_at", frame=frame, clocked=pipe.clocked)
    )
    days = table(frame.select("days"))["days"].dropna()
    days = days[days >= 0]
    return float(np.quantile(days, SEEN_SHARE)) if len(days) else np.nan


def counted_whole_or_shared(pipe: Pipeline, *asked: Any, keys: list[str], **options: Any):
    """The table of `measured`: where deals are shared, by shares what counts so, all else of the owner's own."""
    rows = measured(pipe, *asked, keys=keys, **options)
    if not is_shared(pipe, keys):
        return rows
    own = measured(unshared(pipe), *asked, keys=keys, **options)
    by_shares = rows["measure"].isin(BY_SHARES)
    return pd.concat([rows[by_shares], own[~by_shares]]).sort_index()


def measured(
    pipe: Pipeline,
    window: Window,
    wide: pd.DataFrame,
    stock: pd.DataFrame,
    *,
    keys: list[str],
    horizon: float,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """Long table: `keys, measure, figure, n, low, high, unripe, whole, note` for one window.

    `wide`: a row per group. `stock`: what was open, by group and day.
    """
    amount = money(keys)
    frame = credited(pipe, keys).with_columns(every=nw.lit("all"))
    group = keys or ["every"]
    bought = purchases(pipe, keys, amount).assign(every="all")
    created = within(frame, "created_at", window)
    closed = within(frame, "closed_at", window)
    parts = [
        counted(created, group, amount, "new"),
        stock[stock["day"] == window.last_day].drop_duplicates(group).drop(columns="day"),
        counted(of_outcome(closed, "won"), group, amount, "won"),
        counted(of_outcome(closed, "lost"), group, amount, "lost"),
        cycles(pipe, of_outcome(closed, "won"), group, calendar),
        cohort(pipe, created, group, horizon),
        counted_leads(leads_by(pipe, keys), group, window.start, window.end),
        counted_customers(bought, group, window.start, window.end),
    ]
    for part in parts:
        # a column without any value has no kind of its own
        kinds = {name: wide[name].dtype for name in group if part[name].isna().all()}
        wide = wide.merge(part.astype(kinds), on=group, how="left")
    known = not pipe.leads.empty and not why_no_leads(pipe, keys)
    wide = wide.fillna(zeros(wide))
    wide["lead_count"] = wide["lead_count"].astype(float).fillna(0.0) if known else np.nan
    counts = ["buyers", "valued_buyers", "new_customers", "returning_customers"]
    wide[counts] = wide[counts].astype(float).fillna(0.0) if len(bought) else np.nan
    rows = figures(wide, pipe, window, keys=keys, horizon=horizon)
    return of_window(pipe, rows, window, by=keys)


def zeros(wide: pd.DataFrame) -> dict[str, float]:
    return {name: 0.0 for name in wide if str(name).endswith(("_deals", "_value", "_amounts"))}


def of_outcome(frame, outcome: str):
    return frame.filter(nw.col("outcome").cast(nw.String) == outcome)


def every_group(pipe: Pipeline, keys: list[str], stock: pd.DataFrame) -> pd.DataFrame:
    """The groups that deals are in today, those they were in on the days of the stock, and those of leads."""
    group = keys or ["every"]
    today = table(credited(pipe, keys).with_columns(every=nw.lit("all")).select(*group).unique())
    then = stock.loc[stock["open_deals"] > 0, group]
    found = pd.concat([today, then, leads_by(pipe, keys)[group]])
    nameless = {name: "float64" for name in group if found[name].isna().all()}
    found = found.astype(nameless).drop_duplicates()  # None and NaN are one group
    return found.sort_values(group).reset_index(drop=True)


def cycles(pipe: Pipeline, won, group: list[str], calendar: WorkingDays | None) -> pd.DataFrame:
    """Per group the median and mean days from creation to winning."""
    frame = with_cycle_days(pipe, won, name="days", calendar=calendar)
    frame = frame.filter(nw.col("days") >= 0).select(*group, "days")
    return table(
        frame.group_by(*group).agg(
            median_days=nw.col("days").median(),
            mean_days=nw.col("days").mean(),
            timed_deals=nw.len(),
        )
    )


def cohort(pipe: Pipeline, created, group: list[str], horizon: float) -> pd.DataFrame:
    """Per group the deals created in the window that were won within the horizon."""
    won = of_outcome(created, "won")
    won = won.with_columns(
        days=span_days("created_at", "closed_at", frame=won, clocked=pipe.clocked)
    )
    won = won.filter(nw.col("days") <= (0.0 if np.isnan(horizon) else horizon))
    sums = won.select(*group, SHARE).group_by(*group).agg(converted_deals=nw.col(SHARE).sum())
    return table(sums)


def figures(
    wide: pd.DataFrame, pipe: Pipeline, window: Window, *, keys: list[str], horizon: float
) -> pd.DataFrame:
    """The measures of `MEASURES` from the counts, one row each."""
    decided = wide["won_deals"] + wide["lost_deals"]
    rate = ratio(wide["won_deals"], decided)
    low, high = wilson(wide["won_deals"].to_numpy(float), decided.to_numpy(float))
    mean_won = ratio(wide["won_value"], wide["won_amounts"])
    amounts = any_amount(pipe, money(keys))
    worth = {
        name: known_sum(
            *(wide[f"{name}{of}"] for of in ("_value", "_amounts", "_deals")), amounts=amounts
        )
        for name in ("new", "open", "won")
    }
    ripe = is_ripe(pipe, window, horizon)
    columns: dict[str, tuple[Any, Any]] = {
        "new_leads": (wide["lead_count"], wide["lead_count"]),
        "new_deals": (wide["new_deals"], wide["new_deals"]),
        "new_value": (worth["new"], wide["new_amounts"]),
        "open_deals": (wide["open_deals"], wide["open_deals"]),
        "open_value": (worth["open"], wide["open_amounts"]),
        "open_age": (wide["open_age"], wide["aged_deals"]),
        "won_deals": (wide["won_deals"], wide["won_deals"]),
        "won_value": (worth["won"], wide["won_amounts"]),
        "win_rate": (rate, decided),
        "win_loss_ratio": (ratio(wide["won_deals"], wide["lost_deals"]), decided),
        "mean_won_value": (mean_won, wide["won_amounts"]),
        "median_cycle_days": (wide["median_days"], wide["timed_deals"]),
        "velocity_per_day": (
            ratio(wide["open_deals"] * rate * mean_won, wide["mean_days"]),
            wide["won_deals"],
        ),
        "conversion_first_to_won": (
            ratio(wide["converted_deals"], wide["new_deals"]) * (1.0 if ripe else np.nan),
            wide["new_deals"],
        ),
        **{name: (wide[name], wide[n].fillna(0)) for name, n in OF_CUSTOMERS.items()},
    }
    rows = [
        wide[keys].assign(measure=name, figure=value, n=n, unripe=not ripe, order=place)
        for place, (name, (value, n)) in enumerate(columns.items())
    ]
    shown = pd.concat(rows, ignore_index=True)
    rates = shown["measure"].eq("win_rate")
    shown["low"], shown["high"] = np.nan, np.nan
    shown.loc[rates, "low"], shown.loc[rates, "high"] = low, high
    return shown.sort_values([*keys, "order"], kind="stable").drop(columns="order")


def is_ripe(pipe: Pipeline, window: Window, horizon: float) -> bool:
    """Whether all deals created in the window have had the time in which most wins come."""
    if np.isnan(horizon):
        return False
    return window.end + pd.Timedelta(days=horizon) <= end_of_day(pipe.as_of.normalize())


def ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part / whole.where(whole != 0)
