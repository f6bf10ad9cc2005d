"""How many deals were open, and what they were worth, at the end of any day.

A deal opens when it is created, closes at its outcome and opens again when it is reopened: the
stock of a day is what has opened less what has closed by then, the same as in `rewind(day)`.
"""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.history import before, without_repeats
from cycle_kit.metrics.frames import everyone, table
from cycle_kit.pipeline import Pipeline


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


def stock_at(
    pipe: Pipeline, keys: list[str], days: list[pd.Timestamp], *, amount: str
) -> pd.DataFrame:
    """Open deals at the end of each day: `keys, day, open_deals, open_value, open_amounts`.

    `open_amounts` counts the deals whose amount is known.
    """
    frame = openings(pipe, keys, amount=amount).with_columns(
        worth=nw.col("money").fill_null(0.0) * nw.col("change"),
        valued=(~nw.col("money").is_null()).cast(nw.Int64) * nw.col("change"),
        every=nw.lit("all"),
    )
    group = keys or ["every"]
    parts = []
    for day in days:
        late = nw.lit(end_of_day(day).to_pydatetime()).cast(nw.Datetime("us"))
        known = frame.filter(nw.col("at").is_null() | (nw.col("at") <= late))
        sums = known.group_by(*group).agg(
            open_deals=nw.col("change").sum(),
            open_value=nw.col("worth").sum(),
            open_amounts=nw.col("valued").sum(),
        )
        parts.append(table(sums).assign(day=day))
    return pd.concat(parts, ignore_index=True)
