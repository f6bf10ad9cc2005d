"""Lazy engines compute the tables of a pipeline once where they are small, and leave them where they are not."""

from pathlib import Path

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import cycle_kit as ck
from cycle_kit import engines
from tests.companies import events
from tests.engines import odd_tables

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


# -- tables larger than memory are made a part of the deals at a time ------------------------------


LAZY = {"duckdb": duckdb.from_df, "polars": lambda frame: pl.from_pandas(frame).lazy()}


def asked(pipe: ck.Pipeline) -> dict[str, object]:
    """The tables and answers of a pipeline, whatever its engine, in an order of their own."""
    deals, visits = (
        nw.from_native(table).lazy().collect().to_pandas() for table in (pipe.deals, pipe.visits)
    )
    deals = deals.sort_values("deal_id").reset_index(drop=True)
    visits = visits.sort_values(["deal_id", "visit"]).reset_index(drop=True)
    tables = {
        "deals": deals[["deal_id", "stage", "outcome", "created_at", "closed_at", "pipeline"]]
    }
    tables["visits"] = visits[["deal_id", "stage", "visit", "days", "exit", "to_stage"]]
    tables |= {"notes": pipe.notes, "funnel": ck.funnel(pipe), "kpis": ck.kpis(pipe)}
    tables |= {"lengths": ck.cycle_length(pipe), "stays": ck.stage_durations(pipe)}
    return {name: table.round(9).astype("str").to_dict("list") for name, table in tables.items()}


def odd(native, **more: pd.DataFrame) -> ck.Pipeline:
    """The odd deals with what makes notes: a stage after the win that deals leave, corrected outcomes."""
    rows, _ = odd_tables()
    again = events("D90 A 2024-01-01", "D90 Lost 2024-01-02", "D90 Won 2024-01-03", "D91 Won 2024-01-02",
                   "D91 B 2024-01-09", "D92 Lost 2024-01-04", "D92 C 2024-01-08")  # fmt: skip
    more = {name: native(value) for name, value in more.items()}
    rows = pd.concat([rows, again], ignore_index=True)
    return ck.from_events(
        native(rows),
        stages=["A", "B", "C"],
        dropped=["Unqualified"],
        after=["Nurture"],
        **more,
    )


@pytest.mark.parametrize("given", [False, True], ids=["moves alone", "with deals"])
@pytest.mark.parametrize("kind", LAZY)
def test_a_log_in_parts_gives_what_it_gives_whole(kind, given, monkeypatch):
    more = {"deals": odd_tables()[1]} if given else {}
    whole = asked(odd(pd.DataFrame, **more))
    monkeypatch.setattr(engines, "SMALL", 10)
    monkeypatch.setattr(engines, "PART", 40)
    cut = odd(LAZY[kind], **more)
    assert len(list(Path(engines.spilled().name).rglob("*.parquet"))) >= 5
    assert asked(cut) == whole


def test_parts_hold_whole_deals_and_every_row_once(monkeypatch):
    monkeypatch.setattr(engines, "SMALL", 10)
    monkeypatch.setattr(engines, "PART", 40)
    rows = odd_tables()[0]
    for native in LAZY.values():
        parts = engines.in_parts(nw.from_native(native(rows)), "deal_id").frames
        ids = [part.select("deal_id").collect().to_pandas()["deal_id"].tolist() for part in parts]
        assert len(parts) == -(-len(rows) // 40) and sum(map(len, ids)) == len(rows)
        assert sum(len(set(each)) for each in ids) == rows["deal_id"].nunique()
