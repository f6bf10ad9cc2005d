"""Forecasts of past dates: what was known then and nothing else, against what came."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES
from tests.companies_over_time import Habits, company
from tests.test_forecast import monthly, monthly_pipe

COUNTED = ["history", "stage", "run_rate"]  # what can be counted by hand
ALL = {"rates", "history", "stage", "crm", "run_rate", "recent"}
COLUMNS = ["method", "date", "predicted", "actual", "error", "inside_interval", "brier"]


def longer(engine="pandas", months=12):
    """As `monthly`, for a year: 24 deals on the 20th, 6 won (40 each) and 18 lost on the next 10th."""
    rows = []
    for month in range(months):
        first = pd.Timestamp("2023-01-20") + pd.DateOffset(months=month)
        for number in range(24):
            name = f"{month:02}-{number:02}"
            rows.append((name, "A", first))
            rows.append(
                (name, "Won" if number < 6 else "Lost", first + pd.DateOffset(months=1, days=-10))
            )
    frame = pd.DataFrame(rows, columns=["deal_id", "stage", "at"]).astype({"at": "datetime64[us]"})
    people = (
        frame.groupby("deal_id", as_index=False).agg(created_at=("at", "min")).assign(amount=40.0)
    )
    native = ENGINES[engine]
    return ck.from_events(native(frame), stages=["A"], deals=native(people))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_always_happens_is_foreseen(engine):
    """A quarter of 24 is won within 28 days, at any month's end: 6 deals, 240; nothing new within 28 days."""
    table = ck.backtest(longer(engine), horizon=28, methods=COUNTED)
    assert list(table)[: len(COLUMNS)] == COLUMNS
    assert table["method"].unique().tolist() == COUNTED
    assert table["date"].unique().tolist() == list(
        pd.date_range("2023-07-31", "2023-11-30", freq="ME")
    )
    assert table["predicted"].tolist() == pytest.approx([240.0] * 15)
    assert table["actual"].tolist() == [240.0] * 15
    assert table["error"].abs().max() < 1e-9
    assert table["inside_interval"].all()
    assert table["brier"].tolist() == pytest.approx([0.25 * 0.75] * 15)
    assert table["deals"].tolist() == [24] * 15


def test_calibration_counts_every_deal_once_per_date():
    table = ck.backtest(longer(), horizon=28, methods=COUNTED)
    found = ck.calibration(table)
    assert list(found) == ["method", "p_low", "p_high", "deals", "predicted", "actual"]
    assert found["method"].tolist() == COUNTED
    assert found["deals"].tolist() == [24 * 5] * 3
    assert found["predicted"].tolist() == pytest.approx([0.25] * 3)
    assert found["actual"].tolist() == [0.25] * 3
    assert found[["p_low", "p_high"]].iloc[0].tolist() == pytest.approx([0.2, 0.3])


def test_calibration_adds_up():
    table = ck.backtest(company(Habits(a_month=20, months=12), 2), horizon=28)
    found = ck.calibration(table)
    for method, mine in found.groupby("method"):
        tried = table[table["method"] == method]
        assert mine["deals"].sum() == tried["deals"].sum()
        assert (
            (mine["predicted"] >= mine["p_low"] - 1e-12) & (mine["predicted"] <= mine["p_high"])
        ).all()
        assert (mine["deals"] * mine["actual"]).round(6).mod(1).eq(0).all()


def tampered(pipe, date):
    """The same company, all that happens after `date` another: amounts, probabilities, closes, owners, ends."""
    late = date + pd.Timedelta(days=1)
    changes = {}
    for name, frame in pipe.changes.items():
        after = frame["at"] >= late
        other = frame["value"].sample(frac=1, random_state=1).to_numpy()
        changes[name] = frame.assign(
            value=frame["value"].mask(after, pd.Series(other, frame.index))
        )
    moves = pipe.moves.copy()
    moves.loc[(moves["at"] >= late) & (moves["label"] == "won"), "label"] = "lost"
    deals = pipe.deals.assign(amount=1.0, value=1.0, probability=0.5, expected_close=pd.NaT)
    return replace(pipe, moves=moves, changes=changes, deals=deals)


def test_what_comes_later_changes_no_prediction():
    pipe, date = company(Habits(a_month=20, months=14), 4), pd.Timestamp("2022-10-31")
    tables = [ck.backtest(one, horizon=60) for one in (pipe, tampered(pipe, date))]
    mine, other = (table[table["date"] <= date] for table in tables)
    assert set(mine["method"]) == ALL
    columns = ["method", "date", "predicted", "p10", "p90", "deals"]
    pd.testing.assert_frame_equal(mine[columns], other[columns])
    assert (mine["actual"] != other["actual"]).any()
    assert (tables[0]["predicted"] != tables[1]["predicted"]).any()


def test_a_prediction_is_the_forecast_of_the_rewound_pipeline():
    pipe, date = company(Habits(a_month=20, months=14), 4), pd.Timestamp("2022-11-30")
    pipe = replace(pipe, deals=pipe.deals.assign(owner="Ana"))  # past owners are not known
    table = ck.backtest(pipe, horizon=28)
    for method in ALL:
        then = ck.forecast(pipe.rewind(date), until=date + pd.Timedelta(days=28), method=method)
        mine = table[(table["method"] == method) & (table["date"] == date)].iloc[0]
        whole = then.set_index("part").loc["all"]
        assert mine["predicted"] == pytest.approx(whole["expected_value"])
        if (
            method != "rates"
        ):  # widened by past errors: here at the other dates, there at dates of its own
            assert mine[["p10", "p90"]].tolist() == pytest.approx(whole[["p10", "p90"]].tolist())
        later = pipe.rewind(date + pd.Timedelta(days=28)).deals
        before = pipe.rewind(date).deals
        gone = before.loc[before["outcome"] != "open", "deal_id"]
        won = later[(later["outcome"] == "won") & ~later["deal_id"].isin(gone)]
        assert mine["actual"] == pytest.approx(won["value"].sum())


def test_undated_fields_are_never_used():
    pipe = longer()
    with pytest.raises(QuestionError) as error:
        ck.backtest(pipe, horizon=28, methods=["crm"])
    assert str(error.value) == (
        '"crm" cannot be back-tested: this export does not carry past probabilities and expected closes.\n'
        "Today's values at a past date would flatter it.\n"
        "Export the history of these fields, or leave the method out."
    )
    cheap = replace(
        pipe, deals=pipe.deals.assign(value=np.where(pipe.deals["outcome"] == "won", 40.0, 1.0))
    )
    pd.testing.assert_frame_equal(ck.backtest(pipe, horizon=28), ck.backtest(cheap, horizon=28))


def test_too_little_history_and_unknown_methods_are_refused():
    frame, _ = monthly()
    assert len(frame)
    with pytest.raises(QuestionError) as error:
        ck.backtest(monthly_pipe())
    assert str(error.value) == (
        "There is too little history to try a forecast over 90 days.\n"
        "The data must reach 6 months back from a date with 90 days after it, with deals won and lost "
        "in that time.\n"
        "Choose a shorter horizon=, or export a longer time, closed deals included."
    )
    with pytest.raises(QuestionError) as error:
        ck.backtest(longer(), methods=["hope"])
    assert str(error.value) == (
        'ck.backtest knows no methods="hope".\nIt knows "rates", "history", "stage", "crm", "run_rate", "recent".\n'
        'Choose one of them, for example ck.backtest(pipe, methods="rates").'
    )


def test_where_nothing_was_open_the_date_is_judged_all_the_same():
    """Deals from March to May only, each won after ten days: at the end of a winter none is open."""
    rows = []
    for year in (2021, 2022, 2023):
        for day in pd.date_range(f"{year}-03-01", f"{year}-05-31", freq="3D"):
            name = f"{day:%Y%m%d}"
            rows += [(name, "A", day), (name, "Won", day + pd.Timedelta(days=10))]
    frame = pd.DataFrame(rows, columns=["deal_id", "stage", "at"]).astype({"at": "datetime64[us]"})
    people = frame[["deal_id"]].drop_duplicates().assign(amount=10.0)
    pipe = ck.from_events(frame, stages=["A"], deals=people, as_of="2023-12-31")
    table = ck.backtest(pipe, horizon=30).set_index(["method", "date"])
    row = table.loc[("stage", pd.Timestamp("2023-02-28"))]
    assert row["deals"] == 0 and np.isnan(row["brier"])
    assert (
        row["actual"] == 7 * 10.0
    )  # created from 1 March on, every third day, and won by 30 March
