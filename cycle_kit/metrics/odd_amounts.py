"""Amounts that are far beyond all others, as a slip of the comma or of the currency makes them."""

from __future__ import annotations

import narwhals as nw

from cycle_kit.metrics.counting import is_in, known_sum, ratio
from cycle_kit.metrics.frames import deals, table
from cycle_kit.pipeline import Pipeline

BEYOND = "amount far beyond all others"
TIMES_THE_MEDIAN, TIMES_THE_LARGE = 1000, 100
LARGE = 0.99  # so many of the others are smaller than a large amount
FEWEST = 4  # others to compare with
MOST = 0.01  # of the deals: more are no slips but another kind of deals


def far_beyond(frame):
    """The deals whose amount is 1000 times the usual one of its currency, and 100 times a large one."""
    rows = frame.select(
        "deal_id",
        amount=nw.col("amount").cast(nw.Float64),
        currency=nw.col("currency").fill_null(""),
    ).filter(nw.col("amount") > 0)
    usual = rows.group_by("currency").agg(usual=nw.col("amount").median(), amounts=nw.len())
    rows = rows.join(usual, on="currency", how="inner")
    huge = nw.col("amount") >= nw.col("usual") * TIMES_THE_MEDIAN
    others = rows.filter(~huge).group_by("currency")
    others = others.agg(large=nw.col("amount").quantile(LARGE, "linear"), others=nw.len())
    found = rows.filter(huge).join(others, on="currency", how="inner")
    found = found.filter(
        (nw.col("amount") >= nw.col("large") * TIMES_THE_LARGE) & (nw.col("others") >= FEWEST)
    )
    number = found.group_by("currency").agg(number=nw.len())
    few = (nw.col("number") == 1) | (nw.col("number") <= nw.col("amounts") * MOST)
    return found.join(number, on="currency", how="inner").filter(few).select("deal_id")


def money(pipe: Pipeline) -> dict[str, float]:
    """What is won and what is open, and the mean amount won."""
    frame = deals(pipe)
    sums = {}
    for name in ("won", "open"):
        found = frame.filter(is_in("outcome", (name,)))
        counts = table(
            found.select(
                deals=nw.len(), value=nw.col("value").sum(), amounts=nw.col("value").count()
            )
        ).fillna(0)
        sums[name] = counts.iloc[0]
    value = {
        name: float(known_sum(each["value"], each["amounts"], each["deals"], amounts=True))
        for name, each in sums.items()
    }
    return {
        "won_value": value["won"],
        "mean_won_value": float(ratio(sums["won"]["value"], sums["won"]["amounts"])),
        "open_value": value["open"],
    }
