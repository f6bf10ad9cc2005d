"""What `compare` counts: for a measure, who is in it, with which value, by group and stratum."""

from __future__ import annotations

from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.cohorts import cohort, horizon
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.frames import deals, money, table, visits
from cycle_kit.metrics.measures import Measure, measure
from cycle_kit.metrics.spans import in_working_days, require_history, span_counts
from cycle_kit.pipeline import Pipeline

AS_THEY_ARE = "The owner is the one of today: this data has no history of owners."
THEN = "A visit belongs to the owner of its first day."
TOTALS = (
    "new_leads", "new_deals", "new_value", "open_deals", "open_value", "won_deals", "won_value",
)  # fmt: skip


class Counted(NamedTuple):
    """`rows`: the columns asked for, `hit`, `days` or `amount`, `ended`, and `number` of subjects.

    `kind`: share, days or amount. `what`: the measure in words.
    """

    kind: str
    rows: pd.DataFrame
    what: str
    note: str = ""


def counted(
    pipe: Pipeline, name: str, columns: list[str], calendar: WorkingDays | None = None
) -> Counted:
    """The subjects of a measure by these columns; QuestionError where groups cannot be compared."""
    chosen = measure(pipe, name)
    if name == "win_rate":
        return Counted("share", decided(pipe, columns), "deals won of those decided")
    if chosen.unit == "share":
        return converted(pipe, chosen, columns)
    if name == "median_cycle_days":
        return Counted("days", until_decided(pipe, columns, calendar), "time to decision")
    if chosen.stage:
        return stays(in_working_days(pipe, calendar), chosen, columns)
    if name == "mean_won_value":
        return Counted("amount", won_amounts(pipe, columns), "mean amount of won deals")
    raise refused(name)


def refused(name: str) -> QuestionError:
    """Totals say how much somebody was given, not how well it went."""
    totals = name in TOTALS
    return QuestionError(
        f'Groups cannot be compared by "{name}".',
        there="It is a total: who has more deals has more of it."
        if totals
        else "It is made of several measures, and has no interval of its own.",
        fix='Compare what it is made of: "win_rate", "mean_won_value" or "median_cycle_days".',
    )


def decided(pipe: Pipeline, columns: list[str]) -> pd.DataFrame:
    """Won and lost deals."""
    frame = deals(pipe).filter(is_in("outcome", ("won", "lost")))
    frame = frame.with_columns(hit=is_in("outcome", ("won",)).cast(nw.Int64))
    return numbers(frame, [*columns, "hit"])


def converted(pipe: Pipeline, chosen: Measure, columns: list[str]) -> Counted:
    """Entries that were seen for so long as 80 % of conversions take, converted by then or not."""
    if chosen.stage:
        require_history(pipe, f'"{chosen.name}"')
    rows = cohort(pipe, chosen, columns)
    limit = horizon(rows)
    limit = 0.0 if np.isnan(limit) else limit
    last = (pipe.until - pd.Timedelta(days=limit)).to_pydatetime()
    seen = rows.filter(nw.col("entered") <= nw.lit(last).cast(nw.Datetime("us")))
    soon = ~nw.col("hit_days").is_null() & (nw.col("hit_days") <= limit)
    seen = seen.with_columns(hit=soon.cast(nw.Int64))
    words = f"went on or won within {limit:.0f} days, of those seen for so long"
    return Counted("share", numbers(seen, [*columns, "hit"]), words)


def until_decided(
    pipe: Pipeline, columns: list[str], calendar: WorkingDays | None = None
) -> pd.DataFrame:
    """Deals from creation to any closing, open ones unfinished."""
    counts = span_counts(pipe, columns, start="created_at", calendar=calendar)
    counts = counts.rename(columns={"span_days": "days", "span_deals": "number"})
    counts = counts.assign(ended=counts["span_outcome"] != "open")
    return counts.drop(columns="span_outcome").dropna(subset="days")


def stays(pipe: Pipeline, chosen: Measure, columns: list[str]) -> Counted:
    """Visits to a stage from entry to leaving, running ones unfinished."""
    require_history(pipe, f'"{chosen.name}"')
    mine = visits(pipe).filter(nw.col("stage").cast(nw.String) == chosen.stage)
    mine = mine.select(
        "deal_id",
        "entered_at",
        nw.col("days"),
        ended=nw.col("exit").cast(nw.String) != "open",
    ).filter(~nw.col("days").is_null())
    rows = mine.join(deals(pipe).select("deal_id", *columns), on="deal_id", how="inner")
    note = ""
    if "owner" in columns and "owner" in pipe.changes:
        here = table(rows)
        now = here["owner"]
        then = owners_then(pipe.changes["owner"], here["deal_id"], here["entered_at"])
        kept = here.assign(owner=then.fillna(now), number=1)
        return Counted("days", kept, f"days in {chosen.stage}", THEN)
    if "owner" in columns:
        note = AS_THEY_ARE
    return Counted(
        "days", numbers(rows, [*columns, "days", "ended"]), f"days in {chosen.stage}", note
    )


def owners_then(changes: pd.DataFrame, deal: pd.Series, at: pd.Series) -> pd.Series:
    """Who owned each deal at that moment; before the first dated owner, the first."""
    start = pd.Timestamp("1900-01-01")
    log = changes.assign(at=changes["at"].fillna(start)).sort_values("at", kind="stable")
    log = log.astype({"at": "datetime64[us]", "deal_id": "object"})[["deal_id", "at", "value"]]
    asked = pd.DataFrame({"deal_id": deal.astype("object"), "at": at.fillna(start)})
    asked = asked.astype({"at": "datetime64[us]"}).sort_values("at", kind="stable")
    found = pd.merge_asof(asked, log, on="at", by="deal_id")["value"].set_axis(asked.index)
    first = changes.drop_duplicates("deal_id").set_index("deal_id")["value"]
    return found.fillna(asked["deal_id"].map(first)).reindex(deal.index)


def won_amounts(pipe: Pipeline, columns: list[str]) -> pd.DataFrame:
    """Won deals that have an amount."""
    frame = deals(pipe).filter(is_in("outcome", ("won",)))
    frame = frame.with_columns(amount=nw.col(money(columns)).cast(nw.Float64))
    return numbers(frame.filter(~nw.col("amount").is_null()), [*columns, "amount"])


def numbers(frame, columns: list[str]) -> pd.DataFrame:
    """How many rows there are of each combination."""
    return table(frame.select(*columns).group_by(*columns).agg(number=nw.len()))
