"""What lazy engines need at the gate: tables computed once and not for each metric, and moments without a zone."""

from __future__ import annotations

from typing import Any

import narwhals as nw

#: rows up to which a table of an engine that is not distributed is held in memory
SMALL = 1_000_000


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
    return int(frame.select(rows=nw.len()).collect().to_pandas()["rows"].iloc[0]) <= SMALL


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
