"""A log in Parquet that is larger than the memory allowed: which metrics answer, and what they take.

Writes made-up moves of deals by the day into a folder of its own, about 3 per deal, and asks each metric that lists no
deals of a lazy scan, in a process whose address space is bounded. Prints of `from_events` and per metric "yes" or what
went wrong, the seconds of the clock, and the most memory that the process had held until then.

    python -m bench.beyond_memory [--moves 100000000] [--limit 3] [--engine duckdb] [--only funnel ledger]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

METRICS = (
    "funnel", "win_rate", "ledger", "stage_durations", "cycle_length", "velocity", "loss_reasons", "flows",
    "outcome_curves", "bottlenecks", "funnel_rules", "defects", "answerable",
)  # fmt: skip
CHUNK = 10_000_000  # deals of one file at most
#: per deal a day of creation, and then a fixed way that its number decides
MOVES = """
    with deal as (
        select range as n, date '2020-01-01' + (hash(range) % 1800)::int as created, hash(range, 1) % 100 as luck
        from range({first}, {last})
    )
    select 'D' || n as deal_id, 'New' as stage, created as at from deal
    union all
    select 'D' || n, 'Talk', created + (3 + hash(n, 2) % 40)::int from deal where luck < 70
    union all
    select 'D' || n, 'Offer', created + (50 + hash(n, 3) % 40)::int from deal where luck < 45
    union all
    select 'D' || n, if(luck < 25, 'Won', 'Lost'), created + (100 + hash(n, 4) % 90)::int from deal where luck < 85
"""


def written(folder: Path, moves: int) -> int:
    """Parquet files with about so many moves; how many bytes they would take in memory, as DuckDB counts text."""
    deals, size = moves // 3, 0
    for number, first in enumerate(range(0, deals, CHUNK)):
        query = MOVES.format(first=first, last=min(first + CHUNK, deals))
        path = folder / f"moves_{number}.parquet"
        duckdb.sql(f"copy ({query.replace(' as at', ' as moved')}) to '{path}'")
        told = duckdb.sql(
            f"select sum(length(deal_id) + length(stage) + 32 + 8) from read_parquet('{path}')"
        )
        size += int(told.fetchall()[0][0])
    return size


def scanned(folder: str, engine: str, limit: float) -> Any:
    """The log as its engine reads it, lazily."""
    if engine == "polars":
        return pl.scan_parquet(f"{folder}/*.parquet")
    duckdb.execute(
        f"set memory_limit = '{limit / 3:.1f}GB'; set temp_directory = '{folder}/spilled'"
    )
    return duckdb.read_parquet(f"{folder}/*.parquet")


def answers(folder: str, engine: str, limit: float, metrics: list[str]) -> Iterator[dict[str, Any]]:
    """The pipeline, and then each metric, in this process, whose address space is bounded first."""
    import cycle_kit as ck

    bound = int(limit * 2**30)
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    pipes: list[Any] = []

    def made() -> str:
        log = scanned(folder, engine, limit)
        stages = ["New", "Talk", "Offer"]
        pipes.append(ck.from_events(log, at="moved", stages=stages, won=["Won"], lost=["Lost"]))
        return "yes"

    yield answered("from_events", made)
    for metric in metrics if pipes else ():
        ask: Callable[[Any], Any] = getattr(ck, metric)
        yield answered(metric, lambda ask=ask: f"yes, {len(ask(pipes[0]))} rows")


def answered(name: str, ask: Callable[[], str]) -> dict[str, Any]:
    started = time.monotonic()
    try:
        said = ask()
    except Exception as error:
        said = f"{type(error).__name__}: {str(error).splitlines()[0][:100] if str(error) else ''}"
    return {
        "metric": name,
        "answer": said,
        "seconds": time.monotonic() - started,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def rows(folder: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """What a process of its own says, and how it ended where it did not go on to its end."""
    asked = ["--engine", options.engine, "--limit", str(options.limit), "--only", *options.only]
    command = [sys.executable, "-W", "ignore", "-m", "bench.beyond_memory", "--of", folder, *asked]
    environment = {**os.environ, "MALLOC_ARENA_MAX": "2"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        for line in process.stdout or ():
            yield json.loads(line)
    if process.returncode:
        answer = f"ended with {process.returncode}"
        yield {"metric": "the rest", "answer": answer, "seconds": 0, "peak_mb": 0}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--moves", type=int, default=100_000_000)
    parser.add_argument("--limit", type=float, default=3.0, help="GB of address space")
    parser.add_argument("--engine", choices=["duckdb", "polars"], default="duckdb")
    parser.add_argument("--only", nargs="+", default=METRICS, metavar="METRIC")
    parser.add_argument("--of", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.of:
        for row in answers(options.of, options.engine, options.limit, list(options.only)):
            print(json.dumps(row), flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        size = written(Path(folder), options.moves)
        print(
            f"{options.moves:,} moves, {size / 2**30:.1f} GB in memory; {options.limit} GB allowed"
        )
        for row in rows(folder, options):
            print(
                f"{row['metric']:<18} {row['seconds']:>7.0f} s {row['peak_mb']:>6.0f} MB  {row['answer']}",
                flush=True,
            )


if __name__ == "__main__":
    main()
