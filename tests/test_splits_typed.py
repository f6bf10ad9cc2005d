"""What an error about a split says to type works as it stands, on the library that the deals are in."""

import dataclasses
from datetime import timedelta

import narwhals
import narwhals as nw
import pandas
import pandas as pd
import polars as pl
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError
from tests.companies import ENGINES, events

HERE = ["pandas", "polars", "duckdb"]


def company(engine: str):
    """150 deals with amounts of their own, dates long after the data, and lengths of time."""
    log = events(*(f"{n} A 2024-01-0{1 + n % 9}" for n in range(150)))
    fields = pd.DataFrame({"deal_id": [str(n) for n in range(150)], "amount": range(150)})
    fields["points"] = range(150)
    fields["renewal"] = pd.date_range("2030-05-01", periods=150, freq="D").astype("datetime64[us]")
    fields["meeting"] = pd.to_timedelta([timedelta(days=n % 20) for n in range(150)])
    fields["deals"] = ["x", "y"] * 75
    fields = fields if engine != "duckdb" else fields.drop(columns="meeting")
    as_engine = ENGINES[engine]
    return ck.from_events(as_engine(log), stages=["A"], deals=as_engine(fields))


def typed(pipe, by: str):
    """The split as the error says to type it."""
    with pytest.raises(ColumnError) as error:
        ck.win_rate(pipe, by=by, basis="created")
    names = {
        "pipe": pipe, "pandas": pandas, "narwhals": narwhals, "dataclasses": dataclasses, "ck": ck
    }  # fmt: skip
    line, asked = error.value.fix.split(": ", 1)[1].split(", then by=")
    exec(line, names)
    return ck.win_rate(names["pipe"], by=asked.strip('".'), basis="created")


@pytest.mark.parametrize("engine", HERE)
def test_bands_of_a_number(engine):
    pipe = company(engine)
    with pytest.raises(ColumnError) as error:
        ck.win_rate(pipe, by="points")
    line = error.value.fix.removeprefix("Split by bands: by=").split(", or ")[0]
    found = ck.win_rate(pipe, by=eval(line), basis="created")
    assert found["deals"].sum() == 150 and len(found) == 4


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_weeks_of_a_length_of_time(engine):
    with pytest.raises(ColumnError, match="makes a group of every length of time"):
        ck.win_rate(company(engine), by="meeting")
    assert typed(company(engine), "meeting")["deals"].tolist() == [56, 52, 42]


@pytest.mark.parametrize("engine", HERE)
def test_a_copy_of_what_is_called_like_the_result(engine):
    assert typed(company(engine), "deals")["deals"].tolist() == [75, 75]


@pytest.mark.parametrize("engine", HERE)
def test_dates_of_the_column_itself(engine):
    pipe = company(engine)
    with pytest.raises(ColumnError) as error:
        ck.win_rate(pipe, by="renewal")
    line = error.value.fix.split("or choose: ")[1].rstrip(".")
    assert line == 'pipe.where(renewal=slice("2030-05", "2030-09"))'
    assert ck.win_rate(eval(line), basis="created")["deals"].tolist() == [150]


def test_blanks_of_a_closed_list_are_nothing():
    log = pl.from_pandas(events("1 A 2024-01-02", "2 A 2024-01-03", "3 A 2024-01-03"))
    kinds = pl.Enum(["Ana", " ", ""])
    fields = pl.DataFrame({"deal_id": ["1", "2", "3"], "owner": ["Ana", " ", ""]})
    pipe = ck.from_events(log, stages=["A"], deals=fields.with_columns(pl.col("owner").cast(kinds)))
    owners = nw.from_native(pipe.deals).sort("deal_id")["owner"].to_list()
    assert owners == ["Ana", None, None]
    assert ck.win_rate(pipe, by="owner", basis="created")["deals"].tolist() == [1, 2]
