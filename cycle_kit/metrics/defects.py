"""What real exports are full of, how many deals of it, and what it does to the headline figures."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.engines import instant
from cycle_kit.history import day_of, span_days
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.frames import deals, everyone, metric, sale, table, visits
from cycle_kit.metrics.funnel import funnel
from cycle_kit.metrics.odd_amounts import BEYOND, far_beyond, money
from cycle_kit.metrics.outcomes import win_rate
from cycle_kit.metrics.spans import told_by_history
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.tables import LAST_EXPORT

MINUTE = 1 / 1440
BULK = 20  # so many deals that make the same move in the same minute were moved by machine
FAR_DAYS = 2 * 365
CLOSE = "closed before created"


@metric
def defects(pipe: Pipeline) -> pd.DataFrame:
    """Each defect of the data: one row per defect, with `defect, deals, share` (of all deals).

    `duplicates` counts rows of the file that were merged or superseded. Defects without deals are
    listed too, with 0.
    """
    whole = int(table(everyone(pipe).select(deals=nw.len()))["deals"].iloc[0])
    counts = {name: counted(found) for name, found in defective(pipe).items()}
    counts["duplicates"] = duplicates(pipe)
    rows = pd.DataFrame({"defect": list(counts), "deals": list(counts.values())})
    return rows.assign(share=rows["deals"] / (whole or np.nan))


@metric
def defect_effects(pipe: Pipeline, *, calendar: WorkingDays | None = None) -> pd.DataFrame:
    """What each defect does to the headline figures: `defect, measure, with_them, without_them`.

    One row per defect that occurs and measure: win rate, mean and median days to winning, and the
    first conversion of the funnel (where there is one pipeline with known stages); of amounts far
    beyond all others, what is won and open. `calendar`: days are then working days.
    """
    usual = headlines(pipe, calendar)
    parts = []
    for name, found in defective(pipe).items():
        bad = table(found)["deal_id"].tolist()
        if not bad:
            continue
        ids = table(everyone(pipe).select("deal_id"))["deal_id"]
        good = meeting(pipe, {"deal_id": ids[~ids.isin(bad)].tolist()})
        before, after = (
            (money(pipe), money(good)) if name == BEYOND else (usual, headlines(good, calendar))
        )
        parts.append(
            pd.DataFrame(
                {
                    "defect": name,
                    "measure": list(before),
                    "with_them": list(before.values()),
                    "without_them": [after.get(measure, np.nan) for measure in before],
                }
            )
        )
    columns = ["defect", "measure", "with_them", "without_them"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def headlines(pipe: Pipeline, calendar: WorkingDays | None) -> dict[str, float]:
    """The figures people quote first."""
    cycle = cycle_length(pipe, calendar=calendar).iloc[0]
    found = {
        "win_rate": float(win_rate(pipe)["win_rate"].iloc[0]),
        "mean_cycle_days": float(cycle["mean_days"]),
        "median_cycle_days": float(cycle["median_days"]),
    }
    if pipe.ordered and len(pipe.orders) == 1:
        found["first conversion"] = float(funnel(pipe)["conversion"].iloc[0])
    return found


def defective(pipe: Pipeline) -> dict[str, object]:
    """{defect: Narwhals frame of `deal_id`}."""
    frame, stays = everyone(pipe), sale(visits(pipe))
    recorded = stays.filter(nw.col("evidence").cast(nw.String) == "recorded")
    return {
        "stages skipped": of(stays.filter(nw.col("exit").cast(nw.String) == "skip")),
        "several stages in one minute": of(recorded.filter(hurried(recorded))),
        "created mid-pipeline": of(recorded.filter((nw.col("visit") == 1) & (nw.col("step") > 1))),
        CLOSE: of(backwards(pipe, frame)),
        "reopened": reopened(pipe),
        "unknown outcome": of(frame.filter(is_in("outcome", ("unknown",)))),
        "no stage": of(frame.filter(is_in("outcome", ("open",)) & nw.col("stage").is_null())),
        **left_out(pipe, frame),
        "no history": deals(pipe)
        .select("deal_id")
        .join(of(told_by_history(pipe)), on="deal_id", how="anti"),
        "bulk moves": bulk_moved(recorded),
        "missing amounts": of(frame.filter(nw.col("amount").is_null())),
        "zero amounts": of(frame.filter(nw.col("amount") == 0)),
        BEYOND: far_beyond(frame),
        "far-off dates": far_off(pipe),
    }


def backwards(pipe: Pipeline, frame):
    """Deals whose closing lies before their creation."""
    days = span_days("created_at", "closed_at", frame=frame, clocked=pipe.clocked)
    return frame.with_columns(days_=days).filter(nw.col("days_") < 0)


def left_out(pipe: Pipeline, frame) -> dict[str, object]:
    """Open deals of earlier ones of dated exports that the last one lacks."""
    if pipe.first_export is None or LAST_EXPORT not in frame.collect_schema().names():
        return {}
    lacking = frame.filter(~nw.col(LAST_EXPORT).is_null(), is_in("outcome", ("open",)))
    return {"not in the last export": of(lacking)}


def of(rows):
    """The deals of these rows, each once."""
    return rows.select("deal_id").unique()


def counted(found) -> int:
    return int(table(found.select(deals=nw.len()))["deals"].iloc[0])


def hurried(recorded) -> nw.Expr:
    """Stays that were left for another stage within a minute."""
    onward = nw.col("exit").cast(nw.String).is_in(["forward", "skip", "back"])
    return onward & (nw.col("days") < MINUTE)


def reopened(pipe: Pipeline):
    """Deals with a stage of the sale after an outcome."""
    moves = nw.from_native(pipe.moves)
    ends = moves.filter(nw.col("kind") == "end").group_by("deal_id").agg(ended=nw.col("turn").min())
    later = moves.filter(nw.col("kind") == "sale").join(ends, on="deal_id", how="inner")
    return of(later.filter(nw.col("turn") > nw.col("ended")))


def bulk_moved(recorded):
    """Deals that made the same move in the same minute as many others."""
    moved = recorded.filter(~nw.col("left_at").is_null()).with_columns(
        minute=day_of("left_at", every="1m"),
        stage_name=nw.col("stage").cast(nw.String),
        next_name=nw.col("to_stage").cast(nw.String),
    )
    keys = ["minute", "stage_name", "next_name"]
    crowds = moved.group_by(*keys).agg(together=nw.len())
    crowds = crowds.filter(nw.col("together") >= BULK)
    return of(moved.join(crowds, on=keys, how="inner"))


def far_off(pipe: Pipeline):
    """Deals expected to close years after the data ends."""
    frame = everyone(pipe).with_columns(spoken_for=instant(pipe.as_of))
    ahead = span_days("spoken_for", "expected_close", frame=frame)
    return of(frame.with_columns(ahead=ahead).filter(nw.col("ahead") > FAR_DAYS))


def duplicates(pipe: Pipeline) -> int:
    notes = pipe.notes
    told = notes["step"].eq("deals") & notes["fate"].isin(["merged", "repeat"])
    return int(notes.loc[told, "rows"].sum())
