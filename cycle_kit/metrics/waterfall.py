"""How the open pipeline changed between two days, to the cent; and the deals that slipped."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError
from cycle_kit.metrics.chances import known
from cycle_kit.metrics.periods import check_period, start_of
from cycle_kit.pipeline import Pipeline, end_of_day, moment

TODAY = "At today's amounts: this export does not carry their past."


def waterfall(pipe: Pipeline, start: Any, end: Any, *, due: tuple | None = None) -> pd.DataFrame:
    """All open value: from the end of `start` to the end of `end`, one row per `item`.

    `item, deals, value, note`: opening + new + reopened + moved_in + raised + lowered + won + lost
    + dropped + moved_out = closing, exactly (what leaves is negative). With `due=(a, b)` the value
    due in that window, with pulled_in and pushed_out. Without dated amounts values are today's and
    raised and lowered are empty; `due` then needs dated expected closes. Missing amounts count 0.
    """
    began, ended = moment(start, "start"), moment(end, "end")
    if began >= ended or ended > end_of_day(pipe.as_of):
        raise QuestionError(
            "waterfall needs a start before its end, and an end within the data.",
            there=f"The data speaks for {pipe.as_of:%Y-%m-%d}.",
            fix='Write it as waterfall(pipe, "2024-06-30", "2024-07-31").',
        )
    if due is not None and "expected_close" not in pipe.changes:
        raise QuestionError(
            "What was due cannot be rebuilt: the past of expected closes is not in this export.",
            fix="Export the history of the close date, or a dated export every month.",
        )
    both = joined_states(pipe, began, ended, due)
    dated = "amount" in pipe.changes
    items = {
        "opening": (both["open_then"], both["then"]),
        "new": (both["is_new"] & both["counts_now"], both["now"]),
        "reopened": (both["reopened"] & both["counts_now"], both["now"]),
        "moved_in": (both["nobody"], both["now"]),
        "pulled_in": (both["pulled_in"], both["now"]),
        "raised": (both["stayed"] & (both["now"] > both["then"]), both["now"] - both["then"]),
        "lowered": (both["stayed"] & (both["now"] < both["then"]), both["now"] - both["then"]),
        **{
            outcome: (both["left"] & both["outcome"].eq(outcome), -both["now"])
            for outcome in ("won", "lost", "dropped")
        },
        "pushed_out": (both["pushed_out"], -both["now"]),
        "moved_out": (both["nobody"], -both["now"]),
        "closing": (both["open_now"], both["now"]),
    }
    if due is None:
        items = {
            name: part for name, part in items.items() if name not in ("pulled_in", "pushed_out")
        }
    rows = pd.DataFrame(
        [(name, int(who.sum()), float(value[who].sum())) for name, (who, value) in items.items()],
        columns=["item", "deals", "value"],
    ).assign(note="" if dated else TODAY)
    undated = rows["item"].isin(["raised", "lowered"]) & (not dated)
    return rows.assign(value=rows["value"].mask(undated))


def joined_states(pipe: Pipeline, began, ended, due) -> pd.DataFrame:
    """Each deal as it stood at both days, and what happened to it in between."""
    columns = ["deal_id", "outcome", "value", "expected_close", "created_at"]
    then = known(pipe.rewind(began)).lives[columns].set_index("deal_id")
    now = known(pipe.rewind(ended)).lives[columns].set_index("deal_id")
    both = now.join(then, how="left", rsuffix="_then")
    both["then"], both["now"] = both["value_then"].fillna(0.0), both["value"].fillna(0.0)
    there = both["created_at_then"].notna() | both["outcome_then"].notna()
    due_then, due_now = (
        in_window(both[name], due) for name in ("expected_close_then", "expected_close")
    )
    was_open, is_open = there & both["outcome_then"].eq("open"), both["outcome"].eq("open")
    both["open_then"], both["open_now"] = was_open & due_then, is_open & due_now
    both["is_new"] = ~there
    both["reopened"] = there & ~was_open & is_open
    both["pushed_out"] = was_open & due_then & ~due_now
    both["pulled_in"] = was_open & ~due_then & due_now
    kept_due = due_now
    both["counts_now"] = kept_due
    both["stayed"] = was_open & due_then
    both["left"] = ~is_open & kept_due & (was_open | ~there)
    both["nobody"] = False
    return both


def in_window(dates: pd.Series, due: tuple | None) -> pd.Series:
    if due is None:
        return pd.Series(True, index=dates.index)
    first, last = moment(due[0], "due"), end_of_day(moment(due[1], "due"))
    return (dates >= first) & (dates <= last)


def slips(pipe: Pipeline, *, every: str | None = None) -> pd.DataFrame:
    """How often and how far expected closes were pushed: one row per deal with any.

    `deal_id, pushes, days_pushed, due_at_start, won_on_time`. With `every="month"` one row per
    period: `period, due, slipped, slip_rate` (due in it at its start, neither won nor lost by its
    end). Needs dated expected closes.
    """
    if "expected_close" not in pipe.changes:
        raise QuestionError(
            "Slips cannot be seen: the past of expected closes is not in this export.",
            fix="Export the history of the close date, or a dated export every month.",
        )
    if every is not None:
        return slips_by_period(pipe, every)
    rows = pipe.changes["expected_close"].dropna(subset="value").copy()
    rows["value"] = pd.to_datetime(rows["value"])
    shift = rows.groupby("deal_id")["value"].diff() / pd.Timedelta(days=1)
    rows = rows.assign(later=shift > 0, days=shift.clip(lower=0))
    found = rows.groupby("deal_id").agg(
        pushes=("later", "sum"), days_pushed=("days", "sum"), due_at_start=("value", "first")
    )
    lives = known(pipe).lives.set_index("deal_id")
    found = found[found.index.isin(lives.index)]
    mine = lives.reindex(found.index)
    on_time = mine["outcome"].eq("won") & (
        mine["closed_at"].dt.normalize() <= found["due_at_start"]
    )
    found["won_on_time"] = on_time.astype("boolean").mask(mine["outcome"].eq("open"))
    return found.astype({"pushes": "int64"}).reset_index()


def slips_by_period(pipe: Pipeline, every: str) -> pd.DataFrame:
    """Of the deals due in a period at its start, the share neither won nor lost by its end."""
    check_period(every, "every")
    from cycle_kit.metrics.trend import number_at

    first = known(pipe).lives["created_at"].min()
    rows = []
    for number in range(number_at(first, every) + 1, number_at(pipe.as_of, every)):
        began = start_of(number, every) - pd.Timedelta(days=1)
        ended = start_of(number + 1, every) - pd.Timedelta(days=1)
        then = known(pipe.rewind(began)).open_deals
        due = then.loc[
            in_window(then["expected_close"], (began + pd.Timedelta(days=1), ended)), "deal_id"
        ]
        later = known(pipe.rewind(ended)).lives.set_index("deal_id").reindex(due)
        slipped = int((~later["outcome"].isin(["won", "lost"])).sum())
        rate = slipped / len(due) if len(due) else np.nan
        rows.append((start_of(number, every), len(due), slipped, rate))
    return pd.DataFrame(rows, columns=["period", "due", "slipped", "slip_rate"])
