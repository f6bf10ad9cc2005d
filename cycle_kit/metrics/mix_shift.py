"""What changed between two periods: other deals, deals going otherwise, or deals not finished yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.days import INSTANT, When, end_of_day
from cycle_kit.errors import QuestionError, listed
from cycle_kit.history import span_days
from cycle_kit.metrics.cohorts import SEEN_SHARE
from cycle_kit.metrics.counting import is_in, ratio
from cycle_kit.metrics.frames import Columns, deals, metric, table, visits
from cycle_kit.metrics.measures import DAYS, Measure, MeasureName, measure
from cycle_kit.metrics.outcome_columns import check_no_endings
from cycle_kit.metrics.periods import names_here
from cycle_kit.metrics.spans import in_working_days, of_moves, require_history, with_cycle_days
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind
from cycle_kit.signatures import shown as said

RATE, CYCLE = "win_rate", ("mean_cycle_days", "mean_days")
TOTAL = "total"
SIDES = ("before", "after")
COLUMNS = (
    "deals_before", "deals_after", "share_before", "share_after", "value_before", "value_after",
    "naive_before", "naive_after", "change", "mix", "rate", "unfinished", "within_days", "first_days",
)  # fmt: skip
SUMS = ("n", "sum", "naive_n", "naive_sum")
Days = str | slice | Sequence[When] | When | pd.Period
Span = Annotated[Days, Kind("a period, or a first and a last day", '"2024-Q3"')]
Window = tuple[pd.Timestamp, pd.Timestamp]
DAY = pd.Timedelta(days=1)
#: with a larger share of undated outcomes those that came in time are not known
MOST_UNDATED = 0.05
LaterSpan = Annotated[Days, Kind("a period, or a first and a last day", '"2024-Q4"')]


@metric
def mix_shift(
    pipe: Pipeline,
    measure: MeasureName,
    *,
    by: Columns,
    before: Span,
    after: LaterSpan,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """How much of a change between two periods is mix, how much is rate, and how much unfinished.

    `measure`: "win_rate" (won of won and lost), "mean_cycle_days" (creation to winning) or "days in
    <stage>" (mean of ended visits). `before`, `after`: the periods of entry, as "2024-Q3" (of the
    company's fiscal year, if it has one), "2024-07", ("2024-07-01", "2024-09-30") or a slice, days
    meant whole.

    One row per value of `by`, and a last one, "total". Naive figures (`naive_*`) count whatever
    has come by now. Matched ones count of both periods what was seen equally long: outcomes within
    `within_days` of entry, the days that everybody counted of the later period has been seen for.
    Where that period is running or young, deals count that entered in its first `first_days`, of
    the earlier one in as many. Where nobody is open both are empty, and naive is matched.
    `deals_*, share_*, value_*`: matched deals, their share w and figure r. `mix` = sum of change
    of w x mean r, `rate` = sum of mean w x change of r (a value that only one period has is all
    mix), `unfinished` = naive change - matched change. `change` = mix + rate + unfinished: in the
    total row the naive change, in the others what they add to it. `calendar`: figures in days are
    then working days; `within_days` stays what the calendar on the wall says.
    Raises QuestionError for other measures, for periods without outcomes, and where closings
    without a date leave open which of them came in time.
    """
    keys = check_by(pipe, by, COLUMNS)
    require_split(keys)
    check_no_endings(keys, "Two periods cannot be split")
    windows = [window(pipe, before, "before"), window(pipe, after, "after")]
    rows = entries(pipe, measure, keys, calendar)
    seen = seen_of_both(rows, windows, until=end_of_day(pipe.as_of.normalize()) + INSTANT)
    check_dated(rows, seen)
    sides = [side(rows, keys, seen, place) for place in (0, 1)]
    whole = (
        sides[0]
        .merge(sides[1], on=keys, how="outer", suffixes=SIDES)
        .fillna({f"{name}{place}": 0.0 for name in SUMS for place in SIDES})
    )
    check_outcomes(whole, measure, seen.within)
    whole = whole.sort_values(keys, ignore_index=True, na_position="last")
    return shown(split(whole), keys, seen)


def require_split(keys: list[str]) -> None:
    if not keys:
        raise QuestionError(
            "mix_shift needs to know which kinds of deals to tell apart.",
            there="by= is empty.",
            fix='Name a column: by="owner".',
        )


def window(pipe: Pipeline, span: Span, argument: str) -> Window:
    """From the first moment up to, not including, the last."""
    ends = [span.start, span.stop] if isinstance(span, slice) else span
    ends = list(ends) if isinstance(ends, Sequence) and not isinstance(ends, str) else [ends, ends]
    spans = [pipe.periods.countable(end) for end in ends]
    month, quarter, _year = names_here(pipe) if pipe.periods.months else ("2024-07", "2024-Q3", "")
    days = '("2024-07-01", "2024-09-30")'
    way = f'{argument}="{quarter}", {argument}="{month}" or {argument}={days}'
    if len(spans) != 2 or spans[0] is None or spans[1] is None:
        raise QuestionError(
            f"{argument}= is no period, and no first and last day.",
            there=f"It was {said(span)}.",
            fix=f"Write it as {way}.",
        )
    start, stop = spans[0][0], spans[1][1]
    if start > stop:
        raise QuestionError(f"{argument}= starts after it ends.", fix=f"Write it as {way}.")
    return start, stop + INSTANT


def entries(pipe: Pipeline, name: str, keys: list[str], calendar: WorkingDays | None):
    """One row per deal or visit that came to an outcome or still may: `keys, entered, days, worth,
    still`; `days` to the outcome are empty where it is not dated."""
    if name == RATE or name in CYCLE:
        frame = deals(pipe)
        frame = frame.with_columns(
            days=span_days("created_at", "closed_at", frame=frame, clocked=pipe.clocked)
        )
        frame = with_cycle_days(pipe, frame, name="taken", calendar=calendar)
        ended = ("won", "lost", "open") if name == RATE else ("won", "open")
        known = nw.col("days").is_null() if name == RATE else is_in("outcome", ("open",))
        frame = frame.filter(is_in("outcome", ended) & (known | (nw.col("days") >= 0)))
        worth = is_in("outcome", ("won",)).cast(nw.Float64) if name == RATE else nw.col("taken")
        still = is_in("outcome", ("open",))
        return frame.select(*keys, "days", entered=nw.col("created_at"), worth=worth, still=still)
    chosen = stage_of(pipe, name)
    require_history(pipe, f'"{name}"')
    pipe = in_working_days(pipe, calendar)
    stays = visits(pipe).filter(nw.col("stage").cast(nw.String) == chosen.stage)
    with_time = of_moves(pipe, "entered_at", "left_at")
    elapsed = span_days("entered_at", "left_at", frame=stays, clocked=with_time)
    still = nw.col("exit").cast(nw.String) == "open"
    stays = stays.with_columns(elapsed=elapsed, still=still)
    stays = stays.filter(nw.col("still") | ((nw.col("elapsed") >= 0) & (nw.col("days") >= 0)))
    stays = stays.select(
        "deal_id", "still", days=nw.col("elapsed"), entered=nw.col("entered_at"), worth=nw.col("days")
    )  # fmt: skip
    return stays.join(deals(pipe).select("deal_id", *keys), on="deal_id", how="inner")


def stage_of(pipe: Pipeline, name: str) -> Measure:
    if not name.startswith(DAYS):
        raise QuestionError(
            f'A change of "{name}" cannot be split into mix and rate.',
            there="It is no mean over deals.",
            fix=f"Use {listed([RATE, CYCLE[0], DAYS + '<stage>'])}.",
        )
    return measure(pipe, name)


@dataclass(frozen=True)
class Seen:
    """What was seen of both periods: `windows` of entry; `within` days of entry an outcome counts, of
    deals that entered in the `first` days of their period. Both are empty where nobody is open."""

    windows: list[Window]
    within: float = np.nan
    first: float = np.nan


def seen_of_both(rows, windows: list[Window], until: pd.Timestamp) -> Seen:
    """As much of the later period as can be judged by now, and of the earlier one alike."""
    later = max(windows, key=lambda span: span[1])
    elapsed = (min(later[1], until) - later[0]) / DAY
    if later[1] > until:  # it is running
        windows = [(start, min(end, start + elapsed * DAY)) for start, end in windows]
    here = nw.any_horizontal(*(entered_in(span) for span in windows), ignore_nulls=True)
    found = table(rows.filter(here).select("days", "still"))
    if not found["still"].astype(bool).any():
        return Seen(windows)
    days = found["days"].dropna().astype(float)
    usual = float(np.quantile(days, SEEN_SHARE)) if len(days) else np.inf
    half = (until - later[0]) / DAY / 2
    seen = (until - later[1]) / DAY
    if seen >= min(usual, half):
        return Seen(windows, seen)
    within = min(usual, half)
    within = float(np.floor(within)) if within >= 1 else within
    return Seen(windows, within, (until - later[0]) / DAY - within)


def entered_in(span: Window) -> nw.Expr:
    start, end = (nw.lit(at.to_pydatetime()).cast(nw.Datetime("us")) for at in span)
    return (nw.col("entered") >= start) & (nw.col("entered") < end)


def side(rows, keys: list[str], seen: Seen, place: int) -> pd.DataFrame:
    """Of one period per group: outcomes `n` that count and the `sum` of their worth, and both
    `naive`, of all outcomes so far."""
    start, end = seen.windows[place]
    here = rows.filter(entered_in((start, end)) & ~nw.col("still"))
    counts = nw.lit(True)
    if not np.isnan(seen.within):
        counts = nw.col("days") <= seen.within
    if not np.isnan(seen.first):
        counts = counts & entered_in((start, min(end, start + seen.first * DAY)))
    here = here.with_columns(n=nw.when(counts).then(nw.lit(1.0)).otherwise(nw.lit(0.0)))
    here = here.with_columns(matched_worth=nw.col("worth") * nw.col("n"))
    sums = here.group_by(*keys).agg(
        nw.col("n").sum(), sum=nw.col("matched_worth").sum(), naive_n=nw.len(), naive_sum=nw.col("worth").sum()
    )  # fmt: skip
    return table(sums).astype({"naive_n": "float64"})


def check_dated(rows, seen: Seen) -> None:
    """Within so many days of entry only dated outcomes can be counted."""
    if np.isnan(seen.within):
        return
    here = nw.any_horizontal(*(entered_in(span) for span in seen.windows), ignore_nulls=True)
    ended = table(rows.filter(here & ~nw.col("still")).select("days"))["days"]
    undated = int(ended.isna().sum())
    if undated > MOST_UNDATED * len(ended):
        raise QuestionError(
            "What had come within the same time of both periods is not known.",
            there=f"{undated} of {len(ended)} outcomes of these periods have no date.",
            fix="Export the closing date of won and lost deals.",
        )


def check_outcomes(whole: pd.DataFrame, name: str, limit: float) -> None:
    for place in SIDES:
        if not whole[f"n{place}"].sum() > 0:
            if np.isnan(limit):
                raise QuestionError(
                    f'There is nothing of "{name}" {place}.',
                    there="No deal that entered in that period has come to an outcome.",
                    fix="Choose another period or a longer one.",
                )
            days = f"{limit:.0f} days"
            raise QuestionError(
                f'Nothing of "{name}" had come {place} within the time that both periods were seen for.',
                there=f"That is {days} after entry.",
                fix="Choose an earlier or a longer period.",
            )


def split(whole: pd.DataFrame) -> pd.DataFrame:
    """Shares, figures and the three parts of the change of every group."""
    share, value = {}, {}
    adds = 0.0
    for place in SIDES:
        n, total = whole[f"n{place}"].to_numpy(), whole[f"sum{place}"].to_numpy()
        share[place], value[place] = n / n.sum(), ratio(total, n)
        naive = whole[f"naive_sum{place}"].to_numpy() / whole[f"naive_n{place}"].sum()
        adds = naive - adds
        whole = whole.assign(**{
            f"naive_{place}": ratio(whole[f"naive_sum{place}"], whole[f"naive_n{place}"])
        })  # fmt: skip
    moved = share["after"] - share["before"]
    known = {place: np.nan_to_num(value[place]) for place in SIDES}
    both = ~np.isnan(value["before"]) & ~np.isnan(value["after"])
    middle = np.where(
        both, (known["before"] + known["after"]) / 2, known["before"] + known["after"]
    )
    weight = np.where(both, (share["before"] + share["after"]) / 2, 0)
    mix, rate = moved * middle, weight * (known["after"] - known["before"])
    columns = {
        f"{name}_{place}": column[place]
        for name, column in (("share", share), ("value", value))
        for place in SIDES
    }
    return whole.assign(**columns, change=adds, mix=mix, rate=rate, unfinished=adds - mix - rate)


def shown(rows: pd.DataFrame, keys: list[str], seen: Seen) -> pd.DataFrame:
    """The columns in their order, and the total."""
    rows = rows.rename(columns={f"n{place}": f"deals_{place}" for place in SIDES})
    sums = rows[["deals_before", "deals_after", "change", "mix", "rate", "unfinished"]].sum()
    total = sums.to_dict() | dict.fromkeys(keys, TOTAL) | {"share_before": 1.0, "share_after": 1.0}
    for place in SIDES:
        total[f"value_{place}"] = rows[f"sum{place}"].sum() / rows[f"deals_{place}"].sum()
        total[f"naive_{place}"] = rows[f"naive_sum{place}"].sum() / rows[f"naive_n{place}"].sum()
    out = pd.concat([rows, pd.DataFrame([total])], ignore_index=True)
    out = out.assign(within_days=seen.within, first_days=seen.first)
    return out.astype({"deals_before": "int64", "deals_after": "int64"})[[*keys, *COLUMNS]]
