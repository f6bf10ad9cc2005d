"""What `compare` counts: for a measure, who is in it, with which value, by group and stratum.

Beside the columns asked for, rows carry what may move a figure though nobody is better: the quarter of
entry and the deal's size, of which `compare_within` makes strata where it does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.beginning import cut_column, late_entry
from cycle_kit.calendars import WorkingDays
from cycle_kit.days import days_between
from cycle_kit.engines import instant
from cycle_kit.errors import QuestionError
from cycle_kit.history import span_days
from cycle_kit.metrics.cohorts import cohort, horizon
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.frames import deals, table, visits
from cycle_kit.metrics.measures import CONVERSION, DAYS, Measure, measure
from cycle_kit.metrics.spans import (
    DATETIME,
    in_working_days,
    require_history,
    span_counts,
    working_days,
)
from cycle_kit.pipeline import Pipeline

AS_THEY_ARE = "The owner is the one of today: this data has no history of owners."
THEN = "A visit belongs to the owner of its first day."
IN_TURN = "A deal that changed hands counts for each of its owners while it was theirs."
COMPARED = ("win_rate", "conversion_first_to_won", "median_cycle_days", "mean_won_value")
TOTALS = (
    "new_leads", "new_deals", "new_value", "open_deals", "open_value",
    "won_deals", "won_value", "new_customers", "returning_customers",
)  # fmt: skip


#: what every count is by, beside the columns asked for
QUARTER, SIZE = "quarter_of_entry", "amount_step"
#: of amounts: the one that each is in, "" where all are in one
CURRENCY = "currency_of_amount"
#: share of the decided deals that became no older than open ones may be, to count as not lost yet
OVERDUE = 0.95
OVERDUE_TOO = (
    "A verdict also holds with deals that are open for more than {days:,} days counted as lost."
)
STEP = 0.05  # sizes are counted in steps of five per cent


class Counted(NamedTuple):
    """`rows`: the columns asked for, QUARTER, SIZE, `hit`, `days` or `amount`, and `number` of subjects.

    With `amount` goes CURRENCY, with `days` go `ended`, and `since`: the age from which on they are at risk.
    `kind`: share, days or amount. `what`: the measure in words. `note`: whose a deal is, and what is left
    out. `strict`: rows of the same measure that count more deals as missed; a verdict has to hold in both.
    """

    kind: str
    rows: pd.DataFrame
    what: str
    note: str = ""
    strict: pd.DataFrame | None = None


def counted(
    pipe: Pipeline, name: str, columns: list[str], calendar: WorkingDays | None = None
) -> Counted:
    """The subjects of a measure by these columns; QuestionError where groups cannot be compared."""
    chosen = measure(pipe, name)
    check_compared(chosen)
    pipe, columns = with_entry(pipe), [*columns, QUARTER, SIZE]
    if name == "win_rate":
        return won_of_decided(pipe, columns)
    if chosen.unit == "share":
        return converted(pipe, chosen, columns)
    if name == "median_cycle_days":
        return until_decided(pipe, columns, calendar)
    if chosen.stage:
        return stays(in_working_days(pipe, calendar), chosen, columns)
    return Counted("amount", won_amounts(pipe, [*columns, CURRENCY]), "mean amount of won deals")


def with_entry(pipe: Pipeline) -> Pipeline:
    """The pipeline with each deal's quarter of creation, and its amount in steps."""
    frame = deals(pipe)
    known = nw.lit(not pipe.several_currencies) & (nw.col("value") > 0)
    amount = nw.when(known).then(nw.col("value").cast(nw.Float64))
    step = (amount.log() / STEP).floor()
    frame = frame.with_columns(quarter("created_at").alias(QUARTER), step.alias(SIZE))
    since, made = pipe.since, replace(pipe, deals=frame.to_native())
    made.once("since", lambda: since)  # the data begin where they did
    return made


def quarter(date: str) -> nw.Expr:
    """The number of the quarter that a date lies in; empty where there is no date."""
    year, month = (  # whole numbers know no empty cells on every engine
        part.cast(nw.Float64) for part in (nw.col(date).dt.year(), nw.col(date).dt.month())
    )
    return year * 4 + ((month - 1) / 3).floor()


def check_compared(chosen: Measure) -> None:
    """QuestionError: groups, or two periods, cannot be compared by this measure."""
    if chosen.name in COMPARED or (chosen.stage and chosen.unit != "entries"):
        return
    stage = f'"{CONVERSION}{chosen.stage}" or "{DAYS}{chosen.stage}"'
    raise QuestionError(
        f'Groups cannot be compared by "{chosen.name}".',
        there=why_refused(chosen),
        fix=f"Compare how it goes there: {stage}."
        if chosen.stage
        else 'Compare what it is made of: "win_rate", "mean_won_value" or "median_cycle_days".',
    )


def why_refused(chosen: Measure) -> str:
    """Totals say how much somebody was given, not how well it went."""
    if chosen.name in TOTALS or chosen.unit == "entries":
        return "It is a total: who has more deals has more of it."
    if chosen.dated == "stock":
        return "It is of the deals still open: what was closed soon is no longer in it."
    return "It is made of several measures, and has no interval of its own."


def won_of_decided(pipe: Pipeline, columns: list[str]) -> Counted:
    """Won and lost deals; strictly, open ones that are older than nearly all decided ones became count as lost.

    Whoever never closes what is lost wins most of what they decide.
    """
    what = "deals won of those decided"
    frame = deals(pipe).with_columns(hit=is_in("outcome", ("won",)).cast(nw.Int64))
    ended = frame.filter(is_in("outcome", ("won", "lost")))
    rows = numbers(ended, [*columns, "hit"])
    days = span_days("created_at", "closed_at", frame=ended, clocked=pipe.clocked)
    known = table(ended.select(days=days))["days"].dropna()
    if known.empty:
        return Counted("share", rows, what)
    longest = float(known.quantile(OVERDUE))
    last = pipe.until - pd.Timedelta(days=longest)
    late = nw.col("created_at").cast(DATETIME) < instant(last)
    overdue = numbers(frame.filter(is_in("outcome", ("open",)) & late), [*columns, "hit"])
    if overdue.empty:
        return Counted("share", rows, what)
    strict = pd.concat([rows, overdue], ignore_index=True)
    strict = strict.groupby([*columns, "hit"], dropna=False, as_index=False)["number"].sum()
    return Counted("share", rows, what, OVERDUE_TOO.format(days=round(longest)), strict)


def converted(pipe: Pipeline, chosen: Measure, columns: list[str]) -> Counted:
    """Entries that were seen for so long as 80 % of conversions take, converted by then or not."""
    if chosen.stage:
        require_history(pipe, f'"{chosen.name}"')
    rows = cohort(pipe, chosen, columns).with_columns(quarter("entered").alias(QUARTER))
    cut = pipe.since.cut
    if not pd.isna(cut):  # of who entered earlier only those are here whom it took long
        rows = rows.filter(nw.col("entered") >= instant(cut))
    limit = horizon(rows)
    limit = 0.0 if np.isnan(limit) else limit
    last = pipe.until - pd.Timedelta(days=limit)
    seen = rows.filter(nw.col("entered") <= instant(last))
    soon = ~nw.col("hit_days").is_null() & (nw.col("hit_days") <= limit)
    seen = seen.with_columns(hit=soon.cast(nw.Int64))
    words = f"went on or won within {limit:.0f} days, of those seen for so long"
    return Counted("share", numbers(seen, [*columns, "hit"]), words)


def until_decided(pipe: Pipeline, columns: list[str], calendar: WorkingDays | None) -> Counted:
    """Deals from creation to any closing, open ones unfinished; each with its owners one after the other."""
    what = "time to decision"
    if "owner" in columns and "owner" in pipe.changes:
        return Counted("days", spells(pipe, columns, calendar), what, IN_TURN)
    counts = span_counts(pipe, columns, start="created_at", calendar=calendar)
    counts = counts.rename(
        columns={"span_days": "days", "span_deals": "number", "span_entry": "since"}
    )
    counts = counts.assign(ended=counts["span_outcome"] != "open")
    note = AS_THEY_ARE if "owner" in columns else ""
    return Counted("days", counts.drop(columns="span_outcome").dropna(subset="days"), what, note)


def stays(pipe: Pipeline, chosen: Measure, columns: list[str]) -> Counted:
    """Visits to a stage from entry to leaving, running ones unfinished."""
    require_history(pipe, f'"{chosen.name}"')
    mine = visits(pipe).filter(nw.col("stage").cast(nw.String) == chosen.stage)
    mine = mine.with_columns(quarter("entered_at").alias(QUARTER), cut_=cut_column(pipe.since.cut))
    mine = mine.select(
        "deal_id",
        "entered_at",
        QUARTER,
        nw.col("days"),
        since=late_entry("entered_at", pipe.since.cut, frame=mine, moments="at" in pipe.clocked),
        ended=nw.col("exit").cast(nw.String) != "open",
    ).filter(~nw.col("days").is_null())
    fields = [name for name in columns if name != QUARTER]
    rows = mine.join(deals(pipe).select("deal_id", *fields), on="deal_id", how="inner")
    what = f"days in {chosen.stage}"
    if "owner" in columns and "owner" in pipe.changes:
        here = table(rows)
        then = owners_then(pipe.changes["owner"], here["deal_id"], here["entered_at"])
        return Counted("days", here.assign(owner=then.fillna(here["owner"]), number=1), what, THEN)
    rows = numbers(rows, [*columns, "days", "ended", "since"])
    return Counted("days", rows, what, AS_THEY_ARE if "owner" in columns else "")


def spells(pipe: Pipeline, columns: list[str], calendar: WorkingDays | None) -> pd.DataFrame:
    """Each deal once per owner: at risk since the age at which they had it, until they passed it on or it closed."""
    dates = ["deal_id", "created_at", "closed_at", "outcome"]
    rows = table(deals(pipe).select(*dict.fromkeys([*dates, *columns])))
    ended = rows["outcome"].ne("open")
    rows = rows.assign(end=rows["closed_at"].where(ended, pipe.until), ended=ended)
    rows = rows[rows["end"] >= rows["created_at"]].astype({"deal_id": "object"})
    log = pipe.changes["owner"].astype({"deal_id": "object"})
    first = owners_then(log, rows["deal_id"], rows["created_at"]).fillna(rows["owner"])
    passed = rows.drop(columns="owner").merge(log.dropna(subset="at"), on="deal_id")
    passed = passed[(passed["at"] > passed["created_at"]) & (passed["at"] < passed["end"])]
    parts = [
        rows.assign(owner=first, at=rows["created_at"]),
        passed.rename(columns={"value": "owner"}),
    ]
    whole = pd.concat(parts, ignore_index=True).sort_values(["deal_id", "at"], kind="stable")
    before = whole.groupby("deal_id")["owner"].shift()
    whole = whole[whole["owner"].ne(before)]
    upto = whole.groupby("deal_id")["at"].shift(-1)
    timed = pipe.clocked | ({"end"} if "closed_at" in pipe.clocked else set())
    whole = whole.assign(
        ended=whole["ended"] & upto.isna(),
        end=upto.fillna(whole["end"]),
        cut=pipe.since.cut,
        number=1,
    )
    since, days, late = (
        age(whole, date, calendar, timed).to_numpy() for date in ("at", "end", "cut")
    )
    return whole.assign(days=days, since=np.fmax(since, np.nan_to_num(late)))


def age(
    rows: pd.DataFrame, date: str, calendar: WorkingDays | None, timed: Collection[str]
) -> pd.Series:
    """Days from creation to a date; working days of a calendar."""
    if calendar is not None:
        return pd.Series(working_days(rows, "created_at", date, calendar, timed))
    clocked = ("created_at" in timed, date in timed)
    days = days_between(rows["created_at"].to_numpy(), rows[date].to_numpy(), clocked=clocked)
    return pd.Series(days)


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
    """Won deals that have an amount, with the currency that it is in."""
    several = pipe.several_currencies
    written = nw.col("currency").cast(nw.String).fill_null("") if several else nw.lit("")
    frame = deals(pipe).filter(is_in("outcome", ("won",)))
    amount = nw.col("amount" if several else "value").cast(nw.Float64)
    frame = frame.with_columns(written.alias(CURRENCY), amount=amount)
    return numbers(frame.filter(~nw.col("amount").is_null()), [*columns, "amount"])


def numbers(frame, columns: list[str]) -> pd.DataFrame:
    """How many rows there are of each combination."""
    return table(frame.select(*columns).group_by(*columns).agg(number=nw.len()))
