"""What lazy engines need at the gate: tables computed once and not for each metric, and moments without a zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, NamedTuple

import narwhals as nw

#: rows up to which a table of an engine that is not distributed is held in memory
SMALL = 1_000_000
#: rows of a part of a larger table: what is counted within deals, in order of time, then fits into memory
PART = 2_000_000


def held(frame: Any, *, first: bool = False) -> Any:
    """A Narwhals frame that is computed once; as it is where it is eager, or too large to be held.

    DuckDB and lazy Polars hold a small table in memory. Spark keeps it on its machines, on disk where memory
    is short, and only the `first`, which all others are made of: nobody would tell it when to let go of more.
    """
    if not isinstance(frame, nw.LazyFrame):
        return frame
    native = frame.to_native()
    if frame.implementation.is_spark_like():
        return nw.from_native(native.cache()) if first else frame
    if not is_small(frame):
        return frame
    if frame.implementation.is_duckdb() and hasattr(native, "materialize"):  # from 2.0 on
        return nw.from_native(native.materialize())
    if frame.implementation.is_polars():
        return nw.from_native(native.collect().lazy())
    return frame


def is_small(frame: Any) -> bool:
    return rows_of(frame) <= SMALL


def rows_of(frame: Any) -> int:
    """How many rows a Narwhals frame has, of whatever engine."""
    return int(frame.lazy().select(rows=nw.len()).collect().to_pandas()["rows"].iloc[0])


class Parts(NamedTuple):
    """A table in parts, each with all rows of its deals: one, but of a large lazy table as many as fit into memory.

    What is made of several parts is kept on disk until Python ends, and scanned from there.
    """

    frames: tuple[Any, ...]
    whole: Any

    def each(self, made: Callable[..., Any], *others: Any, first: bool = False) -> Parts:
        """`made(part, *others)` of each part, of `others` the rows of its deals (by `deal_id`)."""
        if len(self.frames) == 1:
            return in_one(held(made(self.whole, *others), first=first))
        folder = Path(mkdtemp(dir=spilled().name))
        many = len(self.frames)
        scans = []
        for number, part in enumerate(self.frames):
            beside = (of_part(other, "deal_id", number, many) for other in others)
            scans.append(kept(made(part, *beside), folder / f"{number}.parquet"))
        return Parts(tuple(scans), scan(self.whole, folder / "*.parquet"))


def in_one(frame: Any) -> Parts:
    return Parts((frame,), frame)


def in_parts(frame: Any, by: str) -> Parts:
    """The table, cut by `by` where it is lazy and large; Spark does that by itself."""
    lazy = isinstance(frame, nw.LazyFrame) and not frame.implementation.is_spark_like()
    rows = rows_of(frame) if lazy else 0
    if rows <= SMALL:
        return in_one(frame)
    many = -(-rows // PART)
    return Parts(tuple(of_part(frame, by, number, many) for number in range(many)), frame)


def of_part(frame: Any, by: str, number: int, many: int) -> Any:
    """The rows of a lazy table whose `by` falls into a part."""
    native = frame.to_native()
    if frame.implementation.is_duckdb():
        return nw.from_native(native.filter(f'hash("{by}") % {many} = {number}'))
    pl = nw.get_native_namespace(frame)
    return nw.from_native(native.filter(pl.col(by).hash() % many == number))


def kept(frame: Any, path: Path) -> Any:
    """A lazy table written to a file, and a scan of it."""
    native = frame.to_native()
    if frame.implementation.is_duckdb():
        native.write_parquet(str(path))
    else:
        native.sink_parquet(path)
    return scan(frame, path)


def scan(like: Any, path: Path) -> Any:
    """Files of Parquet as a lazy table of the engine of `like`, and in DuckDB of its connection."""
    if like.implementation.is_duckdb():
        quoted = path.as_posix().replace("'", "''")
        return nw.from_native(like.to_native().query("none", "from '" + quoted + "'"))
    return nw.from_native(nw.get_native_namespace(like).scan_parquet(path))


@cache
def spilled() -> TemporaryDirectory[str]:
    """Where parts of large tables are kept until Python ends."""
    return TemporaryDirectory(prefix="cycle_kit_", ignore_cleanup_errors=True)


def instant(at: datetime) -> nw.Expr:
    """A moment without a zone, beside the columns of any engine: Spark would take it for one of the machine's zone and
    show it in that of the session, but a date and what is added to it are as they are written."""
    since = timedelta(
        hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond
    )
    return nw.lit(at.date()).cast(nw.Datetime("us")) + nw.lit(since)


ZONE = "spark.sql.session.timeZone"


def on_the_wall(frame: Any, zone: str | None) -> Any:
    """A Narwhals frame whose moments have no zone: they are those of `zone`, or else of the session (DuckDB: UTC).

    Spark's TIMESTAMP is a moment that every session shows in its own zone, and that day lengths follow, so
    that a day in spring has 23 hours; TIMESTAMP_NTZ is what stands in the table. DuckDB keeps one zone for a
    connection and not for a column, so that Narwhals converts to no other. Other engines: as they are.
    """
    spark = frame.implementation.is_spark_like()
    if not (spark or frame.implementation.is_duckdb()):
        return frame
    moments = [
        name
        for name, kind in frame.collect_schema().items()
        if isinstance(kind, nw.Datetime) and kind.time_zone is not None
    ]
    if not moments:
        return frame
    return nw.from_native(
        (spark_moments if spark else duckdb_moments)(frame.to_native(), moments, zone)
    )


def spark_moments(native: Any, moments: list[str], zone: str | None) -> Any:
    session = native.sparkSession.conf.get(ZONE)
    quoted = {name: "`" + name.replace("`", "``") + "`" for name in native.columns}
    columns = [
        f"convert_timezone('{session}', '{zone or session}', cast({own} as timestamp_ntz)) as {own}"
        if name in moments
        else own
        for name, own in quoted.items()
    ]
    return native.selectExpr(*columns)


def duckdb_moments(native: Any, moments: list[str], zone: str | None) -> Any:
    quoted = ['"' + name.replace('"', '""') + '"' for name in moments]
    said = (f"timezone('{zone or 'UTC'}', {own}) as {own}" for own in quoted)
    return native.project(f"* replace ({', '.join(said)})")
