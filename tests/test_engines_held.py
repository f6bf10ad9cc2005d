"""Lazy engines compute the tables of a pipeline once where they are small, and leave them where they are not."""

import duckdb
import polars as pl
import pytest

import cycle_kit as ck
from cycle_kit import engines
from tests.companies import events

LOG = events(
    "1 New 2024-01-01", "1 Won 2024-02-01", "2 New 2024-01-05", "2 Lost 2024-03-01", "3 New 2024-02-02"
)  # fmt: skip


def in_duckdb():
    """A log in a database, and what empties it."""
    connection = duckdb.connect()
    connection.from_df(LOG).create("log")
    return connection.table("log"), lambda: connection.execute("delete from log")


def in_a_file(tmp_path):
    pl.from_pandas(LOG).write_parquet(tmp_path / "log.parquet")
    return pl.scan_parquet(tmp_path / "log.parquet"), (tmp_path / "log.parquet").unlink


def kinds(tmp_path):
    return {"duckdb": in_duckdb, "polars": lambda: in_a_file(tmp_path)}


@pytest.mark.parametrize("kind", ["duckdb", "polars"])
def test_a_small_log_is_read_once_and_not_for_each_metric(kind, tmp_path):
    log, empty = kinds(tmp_path)[kind]()
    pipe = ck.from_events(log, stages=["New"])
    empty()
    assert ck.win_rate(pipe)["win_rate"].tolist() == [0.5]
    assert ck.funnel(pipe)["deals"].tolist() == [3, 1]
    assert ck.funnel(pipe.rewind("2024-01-31"))["deals"].tolist() == [2, 0]


def test_a_large_log_stays_in_its_engine(monkeypatch):
    monkeypatch.setattr(engines, "SMALL", 4)
    log, empty = in_duckdb()
    pipe = ck.from_events(log, stages=["New"])
    assert ck.funnel(pipe)["deals"].tolist() == [3, 1]
    empty()
    assert pipe.moves.aggregate("count(*)").fetchall() == [(0,)]
