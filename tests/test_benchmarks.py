"""Published figures: complete, attributed, and compared only where the definition allows."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.benchmarks import benchmark, benchmarks
from cycle_kit.errors import ColumnError, FileError, QuestionError
from tests.companies import events

PIPE = ck.from_events(
    events("1 A 2024-01-01", "1 Won 2024-01-31", "2 A 2024-01-01", "2 Lost 2024-01-05")
)


def test_every_figure_has_its_passport():
    table = benchmarks()
    assert 20 <= len(table) <= 40
    for column in ("definition", "publisher", "title", "url", "segment", "statistic", "unit"):
        assert (table[column] != "").all(), column
    assert set(table["grade"]) <= {"A", "B"}
    assert table["url"].str.startswith("http").all()
    assert (table["why_not"] != "")[table["comparable"] != "yes"].all()
    figures = table[["value", "low", "high"]].notna().any(axis=1)
    assert figures.all()
    shares = table[table["unit"] == "share"]
    known = shares.melt(value_vars=["value", "low", "high"], value_name="figure").dropna()
    assert known["figure"].between(0, 1).all()


def test_the_own_figure_stands_beside_each():
    table = benchmark(PIPE, "median_cycle_days", segment="B2B")
    assert (table["value"] == 30.0).all()
    assert set(table["market"]) == {"B2B"}
    assert benchmark(PIPE, "win_rate")["value"].iloc[0] == 0.5


def test_another_definition_is_returned_with_its_reason_and_last():
    table = benchmark(PIPE, "win_rate")
    assert list(table["comparable"]) == sorted(
        table["comparable"], key=["yes", "roughly", "no"].index
    )
    refused = table[table["comparable"] == "no"]
    assert refused["why_not"].str.contains("forecast").any()


def test_your_own_table_has_the_same_columns(tmp_path):
    path = tmp_path / "ours.csv"
    own = benchmarks().head(1).assign(value=42.0, publisher="us", comparable="yes", why_not="")
    own.to_csv(path, index=False)
    table = benchmark(PIPE, "median_cycle_days", table=benchmarks(path))
    assert (table.loc[0, "benchmark"], table.loc[0, "publisher"]) == (42.0, "us")


def test_errors(tmp_path):
    with pytest.raises(QuestionError, match="no published figure"):
        benchmark(PIPE, "velocity_per_day")
    with pytest.raises(FileError, match=r"There is no file none\.csv"):
        benchmarks(tmp_path / "none.csv")
    path = tmp_path / "odd.csv"
    pd.DataFrame({"measure": ["win_rate"]}).to_csv(path, index=False)
    with pytest.raises(ColumnError, match='lacks the columns "market"'):
        benchmarks(path)
