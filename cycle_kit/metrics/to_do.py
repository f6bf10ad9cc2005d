"""The deals, customers and leads to act on now."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.days import days_between
from cycle_kit.engines import instant
from cycle_kit.errors import ColumnError, QuestionError, code
from cycle_kit.history import span_days
from cycle_kit.metrics.after_win import (
    anniversaries,
    ask_again,
    keep_in_touch,
    referrals,
    renewals,
    without_next_step,
)
from cycle_kit.metrics.counting import whys_no_value
from cycle_kit.metrics.frames import OneColumn, deals, metric, sale, table, visits
from cycle_kit.metrics.own_columns import named_instead, plain
from cycle_kit.metrics.span_ends import date_columns
from cycle_kit.metrics.spans import in_working_days
from cycle_kit.metrics.splits import check_column
from cycle_kit.pipeline import Pipeline

ENOUGH = 10  # stays from which a stage's own usual time is taken
SLOW = 0.9
SILENT_DAYS = 30.0  # exports hold the last activity only, not the usual gaps between activities
WELCOME, REVIVE = (30.0, 91.0), (180.0, 210.0)  # days after the closing
COLUMNS = ["deal_id", "why", "days_in_stage", "usual_days", "due", "value"]
OF_LEADS = ["unanswered", "ask_again"]
#: what tells of an open deal whether it is slow, overdue or silent
TELLING = ("days_in_stage", "expected_close", "last_activity_at")
MORE = ["name", "account", "owner", "pipeline", "stage", "flagged_share"]


@metric
def to_do(
    pipe: Pipeline,
    *,
    calendar: WorkingDays | None = None,
    customers: bool = False,
    delivered: OneColumn | None = None,
    renewal: OneColumn | None = None,
    term: int | None = None,
    complaint: OneColumn | None = None,
) -> pd.DataFrame:
    """What to do today, the most valuable first: one row per deal (or lead) and reason.

    Columns: `deal_id, why, days_in_stage, usual_days, due, value`, then `name, account, owner,
    pipeline, stage` and `flagged_share`, the share of all open deals that is flagged (missing where no date tells of
    any whether it is). `why`:
    `slow` (longer in its stage than 90 % of the stays that moved on or won; n >= 10, else of the
    whole pipeline's), `overdue` (past its expected close), `silent` (no activity for 30 days),
    `welcome` (won one to three months ago), `revive` (lost or dropped six months ago),
    `unanswered` (open leads without a first contact; `deal_id` is then the lead's), `ask_again` (leads
    disqualified half a year ago), `no_next_step` (open deals with nothing in the column `next_step`, where
    there is one).

    With `customers`, once per account: `keep_in_touch` (1, 3, 6, 9, ... months after delivery, each for a month or
    until a later activity), `anniversary` (of the first win, within a month), `referral` (won within a year; not
    those with something other than "no" in the column `complaint`). `delivered`: the column with the day of
    delivery; else the last stage after the win, else the win. `renewal`: the column with the day, or `term`: the
    months from the win: deals due within three months or in the last one (`renewal`).

    Without stage history a deal has one known stay, its last: usual days then come from the last
    stays of won deals alone, where these have a date of entry.

    Where amounts are in several currencies without rates also `note`: why `value` is empty, and nothing first for it.
    `calendar`: days in stages are then working days; all that has a date in `due` stays with the
    days of the week.
    """
    check_columns(pipe, {"delivered": delivered, "renewal": renewal, "complaint": complaint}, term)
    pipe = in_working_days(pipe, calendar)
    open_deals = standing(pipe)
    parts = [
        slow(pipe, open_deals),
        overdue(pipe, open_deals),
        silent(pipe, open_deals),
        after_closing(pipe, "welcome", ["won"], WELCOME),
        after_closing(pipe, "revive", ["lost", "dropped"], REVIVE),
        unanswered(pipe),
        ask_again(pipe),
        without_next_step(pipe, open_deals),
        renewals(pipe, renewal, term),
    ]
    if customers or delivered or complaint:
        parts += [keep_in_touch(pipe, delivered), anniversaries(pipe), referrals(pipe, complaint)]
    found = pd.concat(
        [part.reindex(columns=COLUMNS + MORE[:-1]) for part in parts if len(part)]
        or [pd.DataFrame(columns=COLUMNS + MORE[:-1])],
        ignore_index=True,
    )
    urgent = found[found["why"].isin(["slow", "overdue", "silent"])]
    told = open_deals[list(TELLING)].notna().any(axis=None)  # of no deals nothing
    share = urgent["deal_id"].nunique() / len(open_deals) if told else np.nan
    found = found.assign(flagged_share=share)
    whys = np.where(found["why"].isin(OF_LEADS), "", whys_no_value(found["deal_id"], pipe))
    found = found.assign(note=pd.Series(whys, dtype="str")) if any(whys) else found
    kinds = {"days_in_stage": float, "usual_days": float, "value": float, "due": "datetime64[us]"}
    return found.astype(kinds).sort_values(
        ["value", "deal_id"],
        ascending=[False, True],
        na_position="last",
        kind="stable",
        ignore_index=True,
    )


def check_columns(pipe: Pipeline, named: dict[str, str | None], term: int | None) -> None:
    """The columns named are there, those of dates hold dates, and a term is some months."""
    schema = deals(pipe).collect_schema()
    dates = ["closed_at", *(n for n in date_columns(deals(pipe)) if n != "closed_at")]
    for argument, column in named.items():
        if column is None:
            continue
        dated = argument != "complaint"
        check_column(pipe, column, argument, "to read from", fitting=dates if dated else None)
        if dated and not schema[column].is_temporal():
            raise ColumnError(
                f"{argument}={code(plain(column))} is not a column of dates.",
                there="It holds something else.",
                fix=named_instead("to_do", argument, "dates", dates),
            )
    if term is not None and term < 1:
        raise QuestionError(
            "term= is a number of months, one at least.", fix="Write it as ck.to_do(pipe, term=12)."
        )


def standing(pipe: Pipeline) -> pd.DataFrame:
    """The open deals with `days_in_stage`, as a small table."""
    fields = ["deal_id", "name", "account", "owner", "pipeline", "stage", "value",
              "expected_close", "last_activity_at", "created_at"]  # fmt: skip
    open_deals = deals(pipe).filter(nw.col("outcome").cast(nw.String) == "open").select(*fields)
    here = sale(visits(pipe)).filter(nw.col("exit").cast(nw.String) == "open")
    here = here.select("deal_id", days_in_stage=nw.col("days"))
    return table(open_deals.join(here, on="deal_id", how="left"))


def usual_days(pipe: Pipeline) -> pd.DataFrame:
    """Per pipeline and stage the days within which 90 % of the stays that moved on or won ended."""
    stays = sale(visits(pipe)).filter(
        nw.col("exit").cast(nw.String).is_in(["forward", "skip", "won"]) & ~nw.col("days").is_null()
    )
    stays = stays.select("pipeline", "days", stage=nw.col("stage").cast(nw.String))
    whole = stays.group_by("pipeline").agg(
        pipeline_days=nw.col("days").quantile(SLOW, "linear"), pipeline_stays=nw.len()
    )
    each = stays.group_by("pipeline", "stage").agg(
        stage_days=nw.col("days").quantile(SLOW, "linear"), stays=nw.len()
    )
    rows = table(each.join(whole, on="pipeline", how="left"))
    own = rows["stage_days"].where(rows["stays"] >= ENOUGH, rows["pipeline_days"])
    return rows.assign(usual_days=own.where(rows["pipeline_stays"] >= ENOUGH))[
        ["pipeline", "stage", "usual_days"]
    ]


def slow(pipe: Pipeline, open_deals: pd.DataFrame) -> pd.DataFrame:
    rows = open_deals.merge(usual_days(pipe), on=["pipeline", "stage"], how="left")
    return rows[rows["days_in_stage"] > rows["usual_days"]].assign(why="slow")


def overdue(pipe: Pipeline, open_deals: pd.DataFrame) -> pd.DataFrame:
    rows = open_deals[open_deals["expected_close"] < pipe.as_of.normalize()]
    return rows.assign(why="overdue", due=rows["expected_close"])


def silent(pipe: Pipeline, open_deals: pd.DataFrame) -> pd.DataFrame:
    clocked = ("last_activity_at" in pipe.clocked, False)
    gap = days_between(open_deals["last_activity_at"], pipe.until, clocked=clocked)
    rows = open_deals[gap > SILENT_DAYS]
    due = rows["last_activity_at"] + pd.Timedelta(days=SILENT_DAYS)
    return rows.assign(why="silent", due=due)


def after_closing(
    pipe: Pipeline, why: str, outcomes: list[str], days: tuple[float, float]
) -> pd.DataFrame:
    """Deals that ended so many days ago."""
    frame = deals(pipe).filter(nw.col("outcome").cast(nw.String).is_in(outcomes))
    frame = frame.with_columns(spoken_for=instant(pipe.until))
    frame = frame.with_columns(
        ago=span_days("closed_at", "spoken_for", frame=frame, clocked=pipe.clocked)
    )
    frame = frame.filter((nw.col("ago") >= days[0]) & (nw.col("ago") <= days[1]))
    rows = table(
        frame.select(
            "deal_id", "name", "account", "owner", "pipeline", "stage", "value", "closed_at"
        )
    )
    return rows.assign(why=why, due=rows["closed_at"] + pd.Timedelta(days=days[0]))


def unanswered(pipe: Pipeline) -> pd.DataFrame:
    leads = pipe.leads[pipe.leads["first_contact_at"].isna() & pipe.leads["outcome"].eq("open")]
    return pd.DataFrame(
        {
            "deal_id": leads["lead_id"],
            "why": "unanswered",
            "due": leads["created_at"],
            "owner": leads["owner"],
        }
    )
