"""A blank field of a deal is no value, through whichever door it comes."""

from decimal import Decimal

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError
from tests.companies import ENGINES, events

FIELDS = pd.DataFrame({
    "deal_id": ["1", "2", "3"], "owner": ["Ann", "", "  "], "lost_reason": ["", "Price", ""],
})  # fmt: skip


@pytest.mark.parametrize("kind", ["text", "category"])
@pytest.mark.parametrize("engine", ENGINES)
def test_blank_texts_are_no_group(engine, kind):
    log = events(
        "1 A 2024-01-01",
        "1 Won 2024-01-02",
        "2 A 2024-01-01",
        "2 Lost 2024-01-03",
        "3 A 2024-01-01",
    )
    fields = FIELDS.astype({"owner": "category"}) if kind == "category" else FIELDS
    native = ENGINES[engine] if kind == "text" else lambda frame: frame
    pipe = ck.from_events(native(log), stages=["A"], deals=native(fields))
    assert ck.win_rate(pipe, by="owner")["owner"].dropna().tolist() == ["Ann"]
    assert ck.loss_reasons(pipe)["reason"].dropna().tolist() == ["Price"]


NULLS = {**ENGINES, "polars null": lambda frame: as_nulls(pl.from_pandas(frame))}


def as_nulls(frame):
    """A frame as Polars reads it where every cell is null: columns of no kind."""
    whole = [name for name in frame.columns if frame[name].null_count() == len(frame)]
    return frame.with_columns(pl.lit(None).alias(name) for name in whole)


@pytest.mark.parametrize("engine", NULLS)
@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("owner", nw.String),
        ("lost_reason", nw.String),
        ("asked", nw.String),
        ("amount", nw.Float64),
        ("probability", nw.Float64),
        ("created_at", nw.Datetime),
        ("closed_at", nw.Datetime),
        ("expected_close", nw.Datetime),
        ("last_activity_at", nw.Datetime),
    ],
)
def test_a_column_without_a_value_is_as_one_that_is_not_there(engine, column, kind):
    """Engines give such a column whatever kind they like: text, an integer, none."""
    log = events("1 A 2024-01-01", "1 Won 2024-01-12", "2 A 2024-01-01", "2 Lost 2024-01-23")
    native = NULLS[engine]
    fields = pd.DataFrame({"deal_id": ["1", "2"], column: pd.Series([None, None], dtype="object")})
    pipe = ck.from_events(native(log), stages=["A"], deals=native(fields))
    bare = ck.from_events(log, stages=["A"])
    assert isinstance(nw.from_native(pipe.deals).collect_schema()[column], kind)
    assert ck.cycle_length(pipe).equals(ck.cycle_length(bare))
    assert ck.trend(pipe, "open_value").equals(ck.trend(bare, "open_value"))
    assert ck.kpis(pipe, at="2024-01-31")["value"].equals(ck.kpis(bare, at="2024-01-31")["value"])
    if column in ("owner", "asked"):
        by_none = ck.trend(pipe, "open_deals", by=column)
        assert by_none[column].isna().all()
        assert by_none["value"].equals(ck.trend(bare, "open_deals")["value"])


@pytest.mark.parametrize("engine", ENGINES)
def test_words_are_still_no_dates(engine):
    log = events("1 A 2024-01-01", "2 A 2024-01-01")
    fields = ENGINES[engine](pd.DataFrame({"deal_id": ["1", "2"], "expected_close": ["May", None]}))
    with pytest.raises(ColumnError, match="expected_close"):
        ck.from_events(ENGINES[engine](log), stages=["A"], deals=fields)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("column", ["amount", "probability"])
@pytest.mark.parametrize("cells", [["100", "20"], ["100", None], [True, False]])
def test_words_are_no_numbers(engine, column, cells):
    """Texts one behind the other are no sum: of 100 and 20 they made 10,020."""
    log = events("1 A 2024-01-01", "2 A 2024-01-01")
    fields = ENGINES[engine](pd.DataFrame({"deal_id": ["1", "2"], column: cells}))
    with pytest.raises(ColumnError, match=column) as raised:
        ck.from_events(ENGINES[engine](log), stages=["A"], deals=fields)
    assert "100" not in str(raised.value)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("cells", [[100, 20], [100.0, 20.0], [Decimal(100), Decimal(20)]])
def test_numbers_of_every_kind_are_summed(engine, cells):
    log = events("1 A 2024-01-01", "2 A 2024-01-01")
    fields = ENGINES[engine](pd.DataFrame({"deal_id": ["1", "2"], "amount": cells}))
    pipe = ck.from_events(ENGINES[engine](log), stages=["A"], deals=fields)
    assert ck.funnel(pipe)["value"].iloc[0] == 120
