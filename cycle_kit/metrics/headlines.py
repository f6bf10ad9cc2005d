"""The few numbers on top of a page: the last complete month, compared, and the months before it."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.history import span_days
from cycle_kit.metrics.counting import any_amount, is_in, known_sum, marked, ratio
from cycle_kit.metrics.edges import is_known, is_whole
from cycle_kit.metrics.frames import deals, table
from cycle_kit.metrics.intervals import wilson
from cycle_kit.metrics.periods import Window, compared, window, with_period
from cycle_kit.metrics.stock import stock_at
from cycle_kit.pipeline import Pipeline

#: measure: its unit, the count it rests on
MEASURES = {
    "new_deals": ("deals", "new_deals"),
    "open_deals": ("deals", "open_deals"),
    "won_deals": ("deals", "won_deals"),
    "win_rate": ("share", "decided_deals"),
    "win_loss_ratio": ("ratio", "decided_deals"),
    "median_cycle_days": ("days", "timed_deals"),
    "mean_cycle_days": ("days", "timed_deals"),
    "velocity_per_day": ("money", "won_deals"),
}
AMOUNTS = {"new_deals": "new_value", "open_deals": "open_value", "won_deals": "won_value"}
COLUMNS = (
    "measure", "value", "previous", "last_year", "more", "year_more", "change", "year_change",
    "n", "previous_n", "last_year_n", "low", "high", "margin", "money", "unit", "start", "end",
    "label", "previous_label", "last_year_label",
)  # fmt: skip
COUNTS = ("new_deals", "won_deals", "decided_deals", "timed_deals")
#: measure of `kpis`: the figures of a month that are known when it is
RESTS = {
    "new_deals": ["new_deals", "new_value"],
    "won_deals": ["won_deals", "won_value", "timed_deals", "median_cycle_days", "mean_won_value",
                  "mean_cycle_days"],
    "win_rate": ["decided_deals", "win_rate", "win_loss_ratio", "low", "high"],
}  # fmt: skip
MONTHS = (
    "month", "label", "new_deals", "new_value", "won_deals", "won_value", "decided_deals", "win_rate",
    "win_loss_ratio", "low", "high", "timed_deals", "median_cycle_days",
)  # fmt: skip


def months(pipe: Pipeline, *, last: int = 13) -> pd.DataFrame:
    """The flows of each of the last complete months, oldest first: one row per month.

    Columns: `month` (its first day), `label` (its name, "2025-10"), `new_deals, new_value` by creation; by closing
    `won_deals, won_value, decided_deals` (won and lost), `win_rate` (won of decided, 0-1) with its 95 % Wilson
    interval `low, high`, `win_loss_ratio` (won / lost, empty
    without a lost one), and `median_cycle_days` over the `timed_deals` won (creation to winning,
    negative spans left out). As `kpis` counts them: empty before the first deal and where too many
    deals are not dated. `created_whole, closed_whole`: whether the month does not begin before the
    first creation, or closing.
    """
    wide = flow_counts(pipe, month_numbers(pipe, last))
    wide["month"] = first_days(pipe, wide.index)
    wide["label"] = [pipe.periods.label(start, "month") for start in wide["month"]]
    counts, amounts = list(COUNTS), any_amount(pipe)
    wide[counts] = wide[counts].fillna(0)
    for name in ("new", "won"):
        sums = (wide[f"{name}{of}"].fillna(0) for of in ("_value", "_amounts", "_deals"))
        wide[f"{name}_value"] = known_sum(*sums, amounts=amounts)
    won, decided = wide["won_deals"].to_numpy(float), wide["decided_deals"].to_numpy(float)
    low, high = wilson(won, decided)
    wide = wide.assign(win_rate=ratio(won, decided), low=low, high=high)
    wide["win_loss_ratio"] = ratio(won, decided - won)
    wide["mean_won_value"] = ratio(wide["won_value"], wide["won_amounts"].fillna(0))
    for dated in ("created", "closed"):
        wide[f"{dated}_whole"] = [is_whole(pipe, "", dated, start) for start in wide["month"]]
    return where_known(pipe, wide.reset_index(drop=True))[
        [*MONTHS, "mean_won_value", "mean_cycle_days", "created_whole", "closed_whole"]
    ]


def where_known(pipe: Pipeline, wide: pd.DataFrame) -> pd.DataFrame:
    """The figures of months, empty where `kpis` has none."""
    spans = [window(pipe.periods.holding(start, "month"), None) for start in wide["month"]]
    for name, columns in RESTS.items():
        unknown = [not is_known(pipe, name, span) for span in spans]
        wide.loc[unknown, columns] = np.nan
    return wide


def headlines(pipe: Pipeline, *, by_month: pd.DataFrame | None = None) -> pd.DataFrame:
    """Eight headline measures of the last complete month: one row per measure.

    `measure`: new_deals, open_deals (at the month's end), won_deals, win_rate, win_loss_ratio,
    median_cycle_days, mean_cycle_days, velocity_per_day. `value`, `previous` (the month before),
    `last_year` (the same month a year
    before) as in `kpis`, empty for months that begin before the data do; `more` = value - previous,
    `year_more` = value - last_year; `change` and `year_change` relative, for shares differences.
    `n, previous_n, last_year_n`: deals that each rests on. `low, high`: 95 % of a win rate, `margin`
    half their distance. `money`: the amount of the deals counted. `label, previous_label,
    last_year_label`: what the three months are called. `by_month`: the table of
    `months(pipe)` where it is already there.
    """
    windows = compared(pipe, period="month")
    ends = (windows.current, windows.previous, windows.last_year)
    flows = (months(pipe) if by_month is None else by_month).set_index("month")
    columns = [column(pipe, flows, window.start, window.last_day) for window in ends]
    now = columns[0]
    rows = pd.DataFrame({"measure": list(MEASURES)})
    rows["unit"] = [unit for unit, _count in MEASURES.values()]
    others = [compared_with(one) for one in columns[1:]]
    for name, one in zip(("value", "previous", "last_year"), (now, *others), strict=True):
        rows[name] = [one[measure] for measure in MEASURES]
    for name, one in zip(("n", "previous_n", "last_year_n"), columns, strict=True):
        rows[name] = [one[count] for _unit, count in MEASURES.values()]
    shares = rows["unit"].eq("share")
    whole_now = pd.Series([compared_with(now)[measure] for measure in MEASURES], rows.index)
    rows["low"] = np.where(shares, now["low"], np.nan)
    rows["high"] = np.where(shares, now["high"], np.nan)
    rows["money"] = [now[AMOUNTS[name]] if name in AMOUNTS else np.nan for name in MEASURES]
    rows = rows.assign(
        more=whole_now - rows["previous"],
        year_more=whole_now - rows["last_year"],
        change=change(whole_now, rows["previous"], shares),
        year_change=change(whole_now, rows["last_year"], shares),
        margin=(rows["high"] - rows["low"]) / 2,
        start=windows.current.start,
        end=windows.current.last_day,
    )
    for name, one in zip(("label", "previous_label", "last_year_label"), ends, strict=True):
        rows[name] = pipe.periods.label(one.start, "month")
    return rows[list(COLUMNS)]


def beside_rest(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The `headlines` of some deals with those of the rest of their team, in the same month.

    `rest, rest_n`: the figure of the others and the deals it rests on; `rest_change`: of shares the difference
    from it, of ratios and days the relative one, empty for counts and sums, which grow with the number of people.
    """
    theirs = others.set_index("measure").loc[rows["measure"]].reset_index()
    apart = change(rows["value"], theirs["value"], rows["unit"].eq("share"))
    alike = rows["unit"].isin(["share", "ratio", "days"])
    return rows.assign(
        rest=theirs["value"].to_numpy(),
        rest_n=theirs["n"].to_numpy(),
        rest_change=np.where(alike, apart, np.nan),
    )


def change(value: pd.Series, other: pd.Series, shares: pd.Series) -> np.ndarray:
    """Relative to the other; for shares the difference."""
    now, then = value.to_numpy(float), other.to_numpy(float)
    return np.where(shares, now - then, now / np.where(then == 0, np.nan, then) - 1)


def column(pipe: Pipeline, flows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> dict:
    """All figures of one month: its flows, the stock at its end, and the velocity of both."""
    flow = flows.loc[start].to_dict()
    known = is_known(pipe, "open_deals", Window(start, end + pd.Timedelta(days=1)))
    stock = open_at(pipe, end) if known else dict.fromkeys(("open_deals", "open_value"), np.nan)
    promised = stock["open_deals"] * flow["win_rate"] * flow["mean_won_value"]
    days = flow["mean_cycle_days"]
    return {**flow, **stock, "velocity_per_day": promised / days if days else np.nan}


def compared_with(one: dict) -> dict:
    """The figures of a month that another can be compared with: those of which it is whole."""
    whole = {"created": one["created_whole"], "closed": one["closed_whole"]}
    by_creation = ("new_deals", "open_deals")
    dated = {name: "created" if name in by_creation else "closed" for name in MEASURES}
    return {name: one[name] if whole[dated[name]] else np.nan for name in MEASURES}


def open_at(pipe: Pipeline, end: pd.Timestamp) -> dict[str, float]:
    """How many deals were open at the end of a day, and their amount, as `rewind` has it."""
    sums = stock_at(pipe, [], [end], amount="value").iloc[0]
    value = known_sum(
        sums["open_value"], sums["open_amounts"], sums["open_deals"], amounts=any_amount(pipe)
    )
    return {"open_deals": float(sums["open_deals"]), "open_value": float(value)}


def month_numbers(pipe: Pipeline, last: int) -> pd.Index:
    """The last complete months as the company numbers them, oldest first."""
    current = pipe.periods.number(compared(pipe, period="month").current.start, "month")
    return pd.Index(np.arange(current - last + 1, current + 1), name="number")


def first_days(pipe: Pipeline, numbers: pd.Index) -> pd.DatetimeIndex:
    """The first day of each month, of the calendar that the company keeps."""
    return pd.DatetimeIndex([pipe.periods.start(number, "month") for number in numbers]).as_unit(
        "us"
    )


def flow_counts(pipe: Pipeline, numbers: pd.Index) -> pd.DataFrame:
    """Counts and sums of the deals created, and of those closed, in each of these months."""
    parts = [
        table(part).set_index("period").reindex(numbers)
        for part in (created_counts(pipe), closed_counts(pipe))
    ]
    return pd.concat(parts, axis=1).astype("float64")


def created_counts(pipe: Pipeline):
    """Deals created, by month."""
    made = with_period(deals(pipe), "created_at", "month", pipe.periods)
    made = made.select("period", new_value=nw.col("value"))
    return made.group_by("period").agg(
        nw.col("new_value").sum(), new_deals=nw.len(), new_amounts=nw.col("new_value").count()
    )


def closed_counts(pipe: Pipeline):
    """Deals decided, by month: won ones, their amounts and their days from creation."""
    ended = deals(pipe).filter(is_in("outcome", ("won", "lost")))
    ended = with_period(ended, "closed_at", "month", pipe.periods)
    ended = ended.with_columns(
        days_=span_days("created_at", "closed_at", frame=ended, clocked=pipe.clocked),
        won_=is_in("outcome", ("won",)),
    )
    ended = ended.select(
        "period",
        won_deals=marked("outcome", ("won",)),
        won_value=nw.when(nw.col("won_")).then(nw.col("value")),
        days=nw.when(nw.col("won_") & (nw.col("days_") >= 0)).then(nw.col("days_")),
    )
    return ended.group_by("period").agg(
        nw.col("won_deals").sum(),
        nw.col("won_value").sum(),
        decided_deals=nw.len(),
        won_amounts=nw.col("won_value").count(),
        timed_deals=nw.col("days").count(),
        median_cycle_days=nw.col("days").median(),
        mean_cycle_days=nw.col("days").mean(),
    )
