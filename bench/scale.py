"""Metrics beside the same numbers written by hand in Polars and in DuckDB's SQL, at growing sizes; docs/scale.md.

The numbers are compared first: where they differ, nothing is timed. Times are seconds of the processor, of all its
threads, the middle one of three, in one process; what is written by hand gets tables that are ready for it (moments
and numbers typed), as our own metrics do. By hand only the plain numbers are counted: no intervals, no correction for
open deals, no notes, which our metrics tell besides.

    python -m bench.scale [--deals 10000 100000 1000000] [--write]
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

import cycle_kit as ck
from bench.metrics import HABITS, OWNERS
from tests.companies_at_random import deals_of, events_of, known_of, last_day

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
PLACE = re.compile(r"(<!-- written by bench/scale.py -->\n).*?(<!-- until here -->)", re.DOTALL)
REPEATS = 3
CLOSED = ("won", "lost")
Numbers = list[tuple[Any, ...]]


@dataclass
class Tables:
    """One company: the log as it came, what was rebuilt from it, and the same for those who write by hand."""

    log: pd.DataFrame
    known: pd.DataFrame
    pipe: ck.Pipeline
    polars: dict[str, pl.DataFrame]
    duck: duckdb.DuckDBPyConnection


def made(deals: int) -> Tables:
    company, until = replace(HABITS, deals_each=deals // OWNERS), last_day(HABITS)
    drawn = deals_of(company, seed=deals)
    log, known = events_of(drawn, until), known_of(drawn, until)
    pipe = rebuilt(log, known)
    visits = pipe.visits.astype({"stage": "str", "exit": "str"})
    deals_table = pipe.deals[["deal_id", "owner", "outcome", "value", "created_at", "closed_at"]]
    tables = {"log": log, "visits": visits, "deals": deals_table.astype({"outcome": "str"})}
    frames = {name: pl.from_pandas(table) for name, table in tables.items()}
    duck = duckdb.connect()
    for name, frame in frames.items():
        duck.register("given", frame.to_arrow())
        duck.execute(f"create table {name} as select * from given")
    return Tables(log, known, pipe, frames, duck)


def rebuilt(log: pd.DataFrame, known: pd.DataFrame) -> ck.Pipeline:
    return ck.from_events(log, stages=["New", "Talk", "Offer"], deals=known)


def plain(table: pd.DataFrame, *columns: str) -> Numbers:
    return list(table[list(columns)].astype(object).itertuples(index=False, name=None))


# ---- the same numbers in Polars


def stays_by_polars(tables: Tables) -> Numbers:
    """Each entry of a stage with its end: a sort and a shift."""
    moves = tables.polars["log"].sort("deal_id", "at")
    stays = moves.with_columns(
        left=pl.col("at").shift(-1).over("deal_id"), to=pl.col("stage").shift(-1).over("deal_id")
    ).filter(~pl.col("stage").str.to_lowercase().is_in(CLOSED))
    return list(
        stays.select(pl.len(), pl.col("left").count(), pl.col("to").count().alias("n")).iter_rows()
    )


def funnel_by_polars(tables: Tables) -> Numbers:
    visits = tables.polars["visits"]
    reached = visits.group_by("stage", "step").agg(pl.col("deal_id").n_unique()).sort("step")
    won = tables.polars["deals"].filter(pl.col("outcome") == "won").height
    return [*reached.select("stage", "deal_id").iter_rows(), ("won", won)]


def durations_by_polars(tables: Tables) -> Numbers:
    left = pl.col("days").filter(pl.col("exit") != "open")
    found = tables.polars["visits"].group_by("stage", "step").agg(
        pl.len(),
        (pl.col("exit") == "open").sum().alias("running"),
        left.mean().alias("mean"),
        *(left.quantile(at / 100, "linear").alias(f"p{at}") for at in (25, 50, 75, 90)),
    )  # fmt: skip
    return list(found.sort("step").drop("step").iter_rows())


def cycle_by_polars(tables: Tables) -> Numbers:
    won = tables.polars["deals"].filter(pl.col("outcome") == "won")
    days = (pl.col("closed_at") - pl.col("created_at")).dt.total_microseconds() / 86_400_000_000
    return list(
        won.select(
            pl.len(),
            days.mean().alias("mean"),
            *(days.quantile(at / 100, "linear").alias(f"p{at}") for at in (25, 50, 75, 90)),
        ).iter_rows()
    )


def rate_by_polars(tables: Tables) -> Numbers:
    decided = tables.polars["deals"].filter(pl.col("outcome").is_in(CLOSED))
    won = pl.col("outcome") == "won"
    return list(
        decided.select(
            pl.len().alias("n"), won.sum().alias("w"), won.mean().alias("r"),
            pl.col("value").filter(won).sum().alias("v"),
        ).iter_rows()
    )  # fmt: skip


def ledger_by_polars(tables: Tables) -> Numbers:
    ways = ("forward", "won", "lost", "open")
    found = tables.polars["visits"].group_by("stage", "step").agg(
        pl.len(), *((pl.col("exit") == way).sum().alias(way) for way in ways)
    )  # fmt: skip
    return list(found.sort("step").drop("step").iter_rows())


# ---- and in SQL

DUCK = {
    "from_events": """
        with stays as (
            select stage, lead("at") over w as left_at, lead(stage) over w as to_stage, "at", deal_id
            from log window w as (partition by deal_id order by "at")
        ), kept as materialized (select * from stays where lower(stage) not in ('won', 'lost'))
        select count(*), count(left_at), count(to_stage) from kept""",
    "funnel": """
        select stage, n from (
            select stage, step, count(distinct deal_id) as n from visits group by all
            union all select 'won', 9, count(*) from deals where outcome = 'won'
        ) order by step""",
    "stage_durations": """
        select stage, count(*), count(*) filter (exit = 'open'), avg(days) filter (exit <> 'open'),
            quantile_cont(days, 0.25) filter (exit <> 'open'), quantile_cont(days, 0.5) filter (exit <> 'open'),
            quantile_cont(days, 0.75) filter (exit <> 'open'), quantile_cont(days, 0.9) filter (exit <> 'open')
        from visits group by stage, step order by step""",
    "cycle_length": """
        with won as (select epoch_us(closed_at) - epoch_us(created_at) as us from deals where outcome = 'won'),
        took as (select us / 86400000000.0 as days from won)
        select count(*), avg(days), quantile_cont(days, 0.25), quantile_cont(days, 0.5), quantile_cont(days, 0.75),
            quantile_cont(days, 0.9) from took""",
    "win_rate": """
        select count(*), count(*) filter (outcome = 'won'), avg((outcome = 'won')::int),
            sum(value) filter (outcome = 'won') from deals where outcome in ('won', 'lost')""",
    "ledger": """
        select stage, count(*), count(*) filter (exit = 'forward'), count(*) filter (exit = 'won'),
            count(*) filter (exit = 'lost'), count(*) filter (exit = 'open')
        from visits group by stage, step order by step""",
}


def by_duck(name: str) -> Callable[[Tables], Numbers]:
    return lambda tables: tables.duck.execute(DUCK[name]).fetchall()


# ---- ours


def stays(tables: Tables) -> Numbers:
    visits = rebuilt(tables.log, tables.known).visits
    return [(len(visits), visits["left_at"].count(), visits["to_stage"].count())]


def durations(tables: Tables) -> Numbers:
    columns = "stage visits running mean_days p25_days median_days p75_days p90_days"
    return plain(ck.stage_durations(replace(tables.pipe)), *columns.split())


def cycle(tables: Tables) -> Numbers:
    columns = "deals mean_days p25_days median_days p75_days p90_days"
    return plain(ck.cycle_length(replace(tables.pipe)), *columns.split())


#: metric: (ours, by hand in Polars), and DUCK in SQL; `replace`: of a pipeline of which nothing was asked yet
TASKS: dict[str, tuple[Callable[[Tables], Numbers], Callable[[Tables], Numbers]]] = {
    "from_events": (stays, stays_by_polars),
    "funnel": (lambda t: plain(ck.funnel(replace(t.pipe)), "stage", "deals"), funnel_by_polars),
    "stage_durations": (durations, durations_by_polars),
    "cycle_length": (cycle, cycle_by_polars),
    "win_rate": (
        lambda t: plain(ck.win_rate(replace(t.pipe)), "deals", "won", "win_rate", "won_value"),
        rate_by_polars,
    ),
    "ledger": (
        lambda t: plain(
            ck.ledger(replace(t.pipe)), "stage", "entries", "forward", "won", "lost", "open"
        ),
        ledger_by_polars,
    ),
}


def require_equal(name: str, ours: Numbers, others: Numbers) -> None:
    """ValueError where any number differs by more than rounding."""

    def same(one: Any, other: Any) -> bool:
        if isinstance(one, str) or isinstance(other, str):
            return str(one) == str(other)
        return math.isclose(float(one), float(other), rel_tol=1e-6, abs_tol=1e-9)

    alike = len(ours) == len(others) and all(
        len(one) == len(other) and all(map(same, one, other))
        for one, other in zip(ours, others, strict=True)
    )
    if not alike:
        raise ValueError(f"{name}: {ours} by us, {others} by hand")


def seconds(task: Callable[[Tables], Numbers], tables: Tables) -> float:
    found = []
    for _ in range(REPEATS):
        started = time.process_time()
        task(tables)
        found.append(time.process_time() - started)
    return statistics.median(found)


def rows(sizes: list[int]) -> Iterator[dict[str, Any]]:
    """Per size and metric the seconds of ours, of Polars and of DuckDB."""
    for deals in sizes:
        tables = made(deals)
        for name, (ours, by_polars) in TASKS.items():
            numbers = ours(tables)
            for other in (by_polars, by_duck(name)):
                require_equal(name, numbers, other(tables))
            yield {
                "deals": deals,
                "metric": name,
                "ours": seconds(ours, tables),
                "polars": seconds(by_polars, tables),
                "duckdb": seconds(by_duck(name), tables),
            }


def exponent(table: pd.DataFrame) -> float:
    """How time grows with deals, over the larger half of sizes: 1 is in proportion."""
    last = table.sort_values("deals").tail(2)
    if len(last) < 2:
        return math.nan
    return float(np.diff(np.log(last["ours"]))[0] / np.diff(np.log(last["deals"]))[0])


def page_table(table: pd.DataFrame) -> str:
    """The table of docs/scale.md: seconds of the largest size, ratios, and how the time grows."""
    largest = table["deals"].max()
    lines = [
        f"At {largest:,} deals, seconds of the processor:",
        "",
        "| | ours | over Polars by hand | over DuckDB by hand | growth |",
        "|---|---|---|---|---|",
    ]
    for name, rows_ in table.groupby("metric", sort=False):
        row = rows_[rows_["deals"] == largest].iloc[0]
        lines.append(
            f"| `{name}` | {row['ours']:.2f} | {row['ours'] / row['polars']:.1f} | "
            f"{row['ours'] / row['duckdb']:.1f} | {exponent(rows_):.2f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--deals", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--write", action="store_true", help="into docs/scale.md")
    options = parser.parse_args()
    found = []
    for row in rows(sorted(options.deals)):
        found.append(row)
        print(
            *(f"{value:,.3f}" if isinstance(value, float) else value for value in row.values()),
            flush=True,
        )
    told = page_table(pd.DataFrame(found))
    print(told)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(PLACE.sub(lambda at: f"{at[1]}{told}{at[2]}", page), encoding="utf-8")


if __name__ == "__main__":
    main()
