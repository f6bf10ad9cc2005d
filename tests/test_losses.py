from dataclasses import replace

import narwhals as nw
import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.events import from_events
from cycle_kit.metrics.losses import loss_reasons
from tests.deal_paths import pipe_of
from tests.engines import ENGINES

COLUMNS = ["reason", "outcome", "stage", "period", "deals", "share", "value", "label"]
#: six ended deals, one won and one open; a stop is a week, so "ABL" is lost on 15 January
PATHS = ["ABL", "ABL", "AL", "AL", "AX", "ABX", "AW", "AB"]
REASONS = ["price", "price", "price", None, "no need", None, None, "late"]
AMOUNTS = [10.0, 20.0, 5.0, np.nan, 1.0, 2.0, 100.0, 50.0]


def texts(table):
    """Rows with "" for what is missing."""
    return table.astype(object).where(table.notna(), "").to_numpy().tolist()


def test_reasons_by_stage_with_lost_and_dropped_apart():
    table = loss_reasons(pipe_of(PATHS, lost_reason=REASONS, amount=AMOUNTS))
    assert list(table) == COLUMNS
    assert texts(table.drop(columns="label")) == [
        ["price", "lost", "B", "", 2, 0.5, 30.0],
        ["price", "lost", "A", "", 1, 0.25, 5.0],
        ["", "lost", "A", "", 1, 0.25, ""],
        ["no need", "dropped", "A", "", 1, 0.5, 1.0],
        ["", "dropped", "B", "", 1, 0.5, 2.0],
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_deals_without_a_closing_date_are_in_no_period(engine):
    pipe = pipe_of(["AL", "AL"], engine=ENGINES[engine], lost_reason=["price", "late"])
    undated = nw.from_native(pipe.deals).with_columns(
        closed_at=nw.when(nw.col("lost_reason") == "price").then(nw.col("closed_at"))
    )
    table = loss_reasons(replace(pipe, deals=undated.to_native()), every="year")
    assert table[["reason", "deals"]].to_numpy().tolist() == [["price", 1], ["late", 1]]
    assert table["period"].isna().tolist() == [False, True]
    assert len(charts.loss_reasons_chart(table).data[0].x) == 1


def test_shares_of_one_outcome_add_up_to_one():
    table = loss_reasons(pipe_of(PATHS, lost_reason=REASONS))
    assert table.groupby("outcome", observed=True)["share"].sum().tolist() == [1, 1]
    assert table["value"].isna().all()


def test_the_last_outcome_of_a_reopened_deal_counts():
    table = loss_reasons(pipe_of(["ALBW", "AWBL"], lost_reason=["price", "price"]))
    assert texts(table[["stage", "deals"]]) == [["B", 1]]


def test_a_stage_nobody_knows_is_empty():
    table = loss_reasons(pipe_of(["L"], lost_reason=["price"]))
    assert table["stage"].isna().tolist() == [True]


@pytest.mark.parametrize(
    ("every", "periods"),
    [
        ("month", ["2023-12-01", "2024-02-01", "2024-05-01"]),
        ("quarter", ["2023-10-01", "2024-01-01", "2024-04-01"]),
        ("year", ["2023-01-01", "2024-01-01", "2024-01-01"]),
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_periods_of_closing_begin_on_their_first_day(engine, every, periods):
    closed = pd.to_datetime(["2023-12-31", "2024-02-29", "2024-05-01"])
    events = pd.DataFrame({"deal_id": list("123"), "stage": "Lost", "at": closed})
    entered = pd.DataFrame({"deal_id": list("123"), "stage": "A", "at": pd.Timestamp("2023-11-01")})
    native = ENGINES[engine]
    pipe = from_events(native(pd.concat([entered, events])), stages=["A"], lost=["Lost"])
    table = loss_reasons(pipe, every=every)
    expected = pd.Series(pd.to_datetime(periods)).value_counts().sort_index()
    assert table["period"].tolist() == expected.index.tolist()
    assert table["deals"].tolist() == expected.tolist()
    assert table["share"].tolist() == [1.0] * len(expected)


def test_any_column_that_reads_like_a_reason():
    pipe = pipe_of(["AL", "AL"], rival=["Acme", None])
    assert texts(loss_reasons(pipe, column="rival")[["reason", "deals"]]) == [["Acme", 1], ["", 1]]


def test_by_owner_gives_shares_within_the_owner():
    pipe = pipe_of(
        ["AL", "AL", "AL"], lost_reason=["price", "late", "late"], owner=["x", "x", None]
    )
    table = loss_reasons(pipe, by="owner")
    assert list(table) == ["owner", *COLUMNS]
    assert texts(table[["owner", "reason", "share"]]) == [
        ["x", "late", 0.5], ["x", "price", 0.5], ["", "late", 1.0],
    ]  # fmt: skip


def test_by_currency_adds_up_amounts_as_written():
    pipe = pipe_of(["AL", "AL"], amount=[5.0, 7.0], value=[np.nan] * 2, currency=["EUR", "USD"])
    assert loss_reasons(pipe, by="currency")["value"].tolist() == [5, 7]
    assert loss_reasons(pipe)["value"].isna().all()


def test_nothing_lost_gives_no_rows():
    for every in (None, "month"):
        table = loss_reasons(pipe_of(["AW", "A"]), every=every)
        assert list(table) == COLUMNS
        assert len(table) == 0


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    columns = {"lost_reason": REASONS, "amount": AMOUNTS, "owner": ["x", None] * 4}
    expected = loss_reasons(pipe_of(PATHS, **columns), every="month", by="owner")
    native = pipe_of(PATHS, engine=ENGINES[engine], **columns)
    found = loss_reasons(native, every="month", by="owner")
    pd.testing.assert_frame_equal(found, expected, rtol=0, atol=1e-9, check_dtype=False)


def test_unknown_period():
    with pytest.raises(QuestionError) as error:
        loss_reasons(pipe_of(["AL"]), every="week")
    assert str(error.value) == (
        'ck.loss_reasons knows no every="week".\n'
        'It knows "month", "quarter", "year".\n'
        'Choose one of them, for example ck.loss_reasons(pipe, every="month").'
    )


def test_unknown_column():
    pipe = pipe_of(["AL"])
    names = ", ".join(f'"{name}"' for name in pipe.deals.columns)
    with pytest.raises(ColumnError) as error:
        loss_reasons(pipe, column="rival")
    assert str(error.value) == (
        'There is no column "rival" to read reasons from.\n'
        f"Columns of deals are {names}.\n"
        'Use one of these, for example column="lost_reason".'
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("PPQ", "Of 3 lost deals the reason named most is “P”: 2 times (67 %)."),
        ("PPQQR", "Of 5 lost deals the reasons named most are “P” and “Q”: 2 times (40 %) each."),
        (
            "PQRST",
            "Of 5 lost deals the reasons named most are “P”, “Q” and 3 more: 1 time (20 %) each.",
        ),
    ],
)
def test_reasons_named_as_often_are_told_together(given, said):
    rows = pd.DataFrame({
        "deal_id": list(map(str, range(len(given)))), "stage": "New", "outcome": "lost", "lost_reason": list(given),
        "created_at": "2025-01-05", "closed_at": "2025-02-05",
    })  # fmt: skip
    reasons = ck.loss_reasons(ck.load(rows, stages=["New"]))
    assert said in str(charts.loss_words(reasons)).replace("\xa0", " ")
