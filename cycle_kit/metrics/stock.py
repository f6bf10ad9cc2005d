"""How many deals were open, and what they were worth, at the end of any day.

A deal opens when it is created, closes at its outcome and opens again when it is reopened: the
stock of a day is what has opened less what has closed by then, the same as in `rewind(day)`. By what
has a past (the stage, and owners and amounts where the export dates them) each day is rebuilt.
"""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.engines import instant
from cycle_kit.history import before, without_repeats
from cycle_kit.metrics.frames import everyone, table
from cycle_kit.metrics.stock_then import OTHERWISE, stock_then
from cycle_kit.pipeline import Pipeline
from cycle_kit.rewinding import DATED, has_past, standing

SUMS = ["open_deals", "open_value", "open_amounts"]


def openings(pipe: Pipeline, keys: list[str], *, amount: str):
    """One row per opening (`change` 1) or closing (-1) of a deal: `keys, at, change, money`."""
    moves = before(without_repeats(nw.from_native(pipe.moves)), kind_before="kind")
    was_open = nw.col("kind_before").is_null() | (nw.col("kind_before") == "sale")
    closes = (nw.col("kind") == "end") & was_open
    goes_on = (nw.col("kind") == "after") & was_open
    reopens = (
        (nw.col("kind") == "sale")
        & ~nw.col("kind_before").is_null()
        & (nw.col("kind_before") != "sale")
    )
    turns = moves.filter(closes | goes_on | reopens).with_columns(
        change=nw.when(nw.col("kind") == "sale").then(nw.lit(1)).otherwise(nw.lit(-1))
    )
    frame = everyone(pipe).select("deal_id", *keys, "created_at", money=nw.col(amount))
    turned = turns.select("deal_id", "at", "change").join(frame, on="deal_id", how="inner")
    late = nw.col("at").is_null() | (nw.col("at") < nw.col("created_at"))
    turned = turned.with_columns(
        at=nw.when(late).then(nw.col("created_at")).otherwise(nw.col("at"))
    )
    created = frame.with_columns(at=nw.col("created_at"), change=nw.lit(1))
    columns = [*keys, "at", "change", "money"]
    return nw.concat([created.select(*columns), turned.select(*columns)], how="vertical")


def undated_words(pipe: Pipeline, columns: list[str]) -> str:
    """Which of these columns are as they are now though the stock is of a past day; "" if none."""
    undated = [
        words for name, words in DATED.items() if name in columns and name not in pipe.changes
    ]
    return f"As they are now, not as they were then: {', '.join(undated)}." if undated else ""


def stock_at(
    pipe: Pipeline, keys: list[str], days: list[pd.Timestamp], *, amount: str
) -> pd.DataFrame:
    """Open deals at the end of each day: `keys, day, open_deals, open_value, open_amounts`.

    Groups and amounts are those of that day where the export dates them. `open_amounts` counts the
    deals whose amount is known. Without groups `every` stands for all; a group that had deals on
    one of the days has a row from that day on.
    """
    group = keys or ["every"]
    if not has_past([*keys, amount], pipe.changes):
        frame = openings(pipe, keys, amount=amount)
        parts = [summed(up_to(frame, day), group).assign(day=day) for day in days]
        return with_zeros(pd.concat(parts, ignore_index=True), group, days)
    past = [day for day in days if is_counted(pipe, day, keys)]
    parts = [
        summed(then_open(pipe, day, keys, amount), group).assign(day=day)
        for day in days
        if day not in past
    ]
    if past:
        parts.append(stock_then(pipe, keys, past, amount))
    return with_zeros(pd.concat(parts, ignore_index=True), group, days)


def is_counted(pipe: Pipeline, day: pd.Timestamp, keys: list[str]) -> bool:
    """Whether the stock of a past day can be counted from the moves, without building the day."""
    pandas = nw.from_native(pipe.deals).implementation.is_pandas()
    return pandas and end_of_day(day) < end_of_day(pipe.as_of) and OTHERWISE.isdisjoint(keys)


def up_to(frame, day: pd.Timestamp):
    """The openings and closings by the end of a day."""
    late = instant(end_of_day(day))
    return frame.filter(nw.col("at").is_null() | (nw.col("at") <= late))


def then_open(pipe: Pipeline, day: pd.Timestamp, keys: list[str], amount: str):
    """The deals open at the end of a day, as `rewind` has them: `keys, change` (1), `money`."""
    frame = everyone(pipe)
    if end_of_day(day) < end_of_day(pipe.as_of):
        frame = standing(pipe.deals, pipe.moves, pipe.changes, day)
    frame = frame.filter(nw.col("outcome").cast(nw.String) == "open")
    if "lost_reason" in keys:  # an open deal has none
        frame = frame.with_columns(lost_reason=nw.lit(None).cast(nw.String))
    return frame.select(*keys, change=nw.lit(1), money=nw.col(amount))


def summed(frame, group: list[str]) -> pd.DataFrame:
    rows = frame.with_columns(
        worth=nw.col("money").fill_null(0.0) * nw.col("change"),
        valued=(~nw.col("money").is_null()).cast(nw.Int64) * nw.col("change"),
        every=nw.lit("all"),
    )
    sums = rows.group_by(*group).agg(
        open_deals=nw.col("change").sum(),
        open_value=nw.col("worth").sum(),
        open_amounts=nw.col("valued").sum(),
    )
    return table(sums)


def with_zeros(rows: pd.DataFrame, group: list[str], days: list[pd.Timestamp]) -> pd.DataFrame:
    """Each group with a row for every day since the first on which it had deals; all of them always."""
    found = rows.groupby(group, dropna=False, sort=False)["day"].min().rename("first").reset_index()
    if group == ["every"]:
        found = pd.DataFrame({"every": ["all"], "first": [min(days)]})
    whole = found.merge(pd.DataFrame({"day": list(dict.fromkeys(days))}), how="cross")
    whole = whole[whole["day"] >= whole.pop("first")]
    whole = whole.merge(rows, on=[*group, "day"], how="left")
    kinds = {"open_deals": "int64", "open_value": "float64", "open_amounts": "int64"}
    return whole.fillna(dict.fromkeys(SUMS, 0)).astype(kinds)
