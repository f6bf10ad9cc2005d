"""A column of the export may have any name: the names that metrics use inside are nothing to their user."""

import ast
import dataclasses
import re
from functools import cache
from pathlib import Path

import narwhals as nw
import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import tables
from cycle_kit.errors import ColumnError
from tests.companies import ENGINES, events

SPLIT = {
    "win_rate": ck.win_rate,
    "velocity": ck.velocity,
    "kpis": lambda pipe, by: ck.kpis(pipe, by=by, at="2024-02"),
    "funnel": ck.funnel,
    "funnel by exits": lambda pipe, by: ck.funnel(pipe, rule="exits", by=by),
    "funnel in order": lambda pipe, by: ck.funnel(pipe, rule="in_order", by=by),
    "funnel_rules": ck.funnel_rules,
    "ledger": ck.ledger,
    "flows": ck.flows,
    "stage_durations": ck.stage_durations,
    "stage_durations per deal": lambda pipe, by: ck.stage_durations(pipe, by=by, per="deal"),
    "stage_durations in working days": lambda pipe, by: ck.stage_durations(
        pipe, by=by, calendar=ck.Calendar()
    ),
    "cycle_length": ck.cycle_length,
    "cycle_length from a stage": lambda pipe, by: ck.cycle_length(pipe, by=by, start="B"),
    "cycle_length in working days": lambda pipe, by: ck.cycle_length(
        pipe, by=by, calendar=ck.Calendar()
    ),
    "outcome_curves": lambda pipe, by: ck.outcome_curves(pipe, by=by, min_at_risk=1),
    "loss_reasons": lambda pipe, by: ck.loss_reasons(pipe, by=by, every="month"),
    "mix_shift": lambda pipe, by: ck.mix_shift(
        pipe, "win_rate", by=by, before="2024-01", after="2024-02"
    ),
    "waterfall": lambda pipe, by: ck.waterfall(pipe, "2024-02-01", "2024-03-01", by=by),
    **{
        f"trend of {measure}": lambda pipe, by, measure=measure: ck.trend(pipe, measure, by=by)
        for measure in (
            "new_deals", "open_value", "won_value", "win_rate", "median_cycle_days", "velocity_per_day",
            "conversion_first_to_won", "days in A", "conversion from A",
        )
    },
    "trend of ages": lambda pipe, by: ck.trend(
        pipe, "win_rate", by=by, dated="created", ages=(10, 30)
    ),
}  # fmt: skip
#: these are asked by one column at a time, or see groups of several columns as several questions
ONE = {
    "compare": lambda pipe, by: ck.compare(pipe, "win_rate", by=by, within=None, min_n=1),
    "compare of days": lambda pipe, by: ck.compare(pipe, "median_cycle_days", by=by, min_n=1),
    "compare of stays": lambda pipe, by: ck.compare(pipe, "days in A", by=by, min_n=1),
    "compare of amounts": lambda pipe, by: ck.compare(pipe, "mean_won_value", by=by, min_n=1),
    "compare of conversions": lambda pipe, by: ck.compare(
        pipe, "conversion from A", by=by, min_n=1
    ),
    "compare within": lambda pipe, by: ck.compare(pipe, "win_rate", within=by, min_n=1),
    "deals_needed": lambda pipe, by: ck.deals_needed(pipe, "win_rate", by=by),
    "deals_needed within": lambda pipe, by: ck.deals_needed(pipe, "median_cycle_days", within=by),
}
PACKAGE = Path(ck.__file__).parent
ADDING = {"with_columns", "select", "agg", "assign", "alias"}
HARMLESS = "Our plan"
AT_ONCE = 40


@cache
def inner_names() -> tuple[str, ...]:
    """Every name that a metric gives a column inside, found in the source."""
    found: set[str] = set()
    for file in [*(PACKAGE / "metrics").glob("*.py"), PACKAGE / "currencies.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ADDING:
                found |= {keyword.arg for keyword in node.keywords if keyword.arg}
                found |= {
                    one.value
                    for one in node.args
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    kept = {name for name in found - {*tables.DEALS, "value"} if name.isidentifier()}
    return tuple(sorted({*kept, "key_0_", "quarter_of_entry", "amount_step", "month"}))


@cache
def plain(engine: str):
    """60 deals in three plans."""
    rows, ends = [], ["Won", "Lost", "", "Won", "Unqualified"]
    begun = pd.date_range("2024-01-01", periods=60, freq="D")
    for n, day in enumerate(begun):
        rows += [f"{n} A {day:%Y-%m-%d}", f"{n} B {day + pd.Timedelta(days=4 + n % 7):%Y-%m-%d}"]
        end = ends[n % 5]
        rows += [f"{n} {end} {day + pd.Timedelta(days=12 + n % 9):%Y-%m-%d}"] if end else []
    fields = pd.DataFrame({"deal_id": [str(n) for n in range(60)]})
    fields["amount"] = [100.0 + 7 * n for n in range(60)]
    fields["owner"] = np.array(["Ana", "Ben"] * 30, dtype=object)
    fields["lost_reason"] = ["price" if ends[n % 5] == "Lost" else None for n in range(60)]
    fields[HARMLESS] = np.array(["x", "y", "z"] * 20, dtype=object)
    as_engine = ENGINES[engine]
    return ck.from_events(
        as_engine(events(*rows)),
        stages=["A", "B"],
        dropped=["Unqualified"],
        deals=as_engine(fields),
        as_of="2024-03-31",
    )


@cache
def crowded(engine: str):
    """The same with a copy of the plan under every name that metrics use inside."""
    pipe = plain(engine)
    copies = {name: nw.col(HARMLESS) for name in inner_names()}
    frame = nw.from_native(pipe.deals).with_columns(**copies)
    return dataclasses.replace(pipe, deals=frame.to_native())


def answered(metric, pipe, names: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """The table by all of these columns that the result does not have itself, and which these are."""
    try:
        return metric(pipe, by=names), names
    except ColumnError as error:
        clash = re.match(r'by="(\w+)" would clash', str(error))
        assert clash and clash[1] in error.there
        return answered(metric, pipe, [name for name in names if name != clash[1]])


@pytest.mark.parametrize("engine", ["pandas", "polars"])
@pytest.mark.parametrize("asked", SPLIT)
def test_a_split_by_a_column_of_any_name_is_the_same(asked, engine):
    metric, pipe = SPLIT[asked], crowded(engine)
    expected = metric(plain(engine), by=HARMLESS)
    every = 1 if engine == "pandas" else 6  # all of them take long
    inner = inner_names()[len(asked) % every :: every]
    for place in range(0, len(inner), AT_ONCE):
        found, names = answered(metric, pipe, list(inner[place : place + AT_ONCE]))
        assert [*found] == [*names, *expected.columns[1:]]
        for name in names:
            assert found[name].astype(object).equals(expected[HARMLESS].astype(object)), name
        pd.testing.assert_frame_equal(found[[*expected.columns[1:]]], expected.iloc[:, 1:])


@pytest.mark.parametrize("asked", SPLIT)
def test_columns_that_nobody_asks_for_change_nothing(asked):
    metric = SPLIT[asked]
    for engine in ("pandas", "polars"):
        expected = metric(plain(engine), by="owner")
        pd.testing.assert_frame_equal(metric(crowded(engine), by="owner"), expected)


@pytest.mark.parametrize("name", ["hit", "days", "number", "since", "ended", "amount_step", "cut_"])
@pytest.mark.parametrize("asked", ONE)
def test_a_comparison_by_a_column_of_any_name_is_the_same(asked, name):
    metric = ONE[asked]
    expected = metric(plain("pandas"), by=HARMLESS).replace(HARMLESS, name)
    for engine in ("pandas", "polars"):
        pd.testing.assert_frame_equal(metric(crowded(engine), by=name), expected)


def test_words_and_errors_name_the_columns_as_the_export_does():
    pipe = crowded("pandas")
    several = ck.compare(pipe, "win_rate", by=["days", "owner"], within=["hit"], min_n=1)
    assert set(several["column"]) == {"days", "owner"}
    with pytest.raises(ColumnError, match=r'^by="deals" would clash'):
        ck.win_rate(pipe, by="deals")
    with pytest.raises(ColumnError) as error:
        ck.win_rate(pipe, by=["days", "went_onn"])
    assert "·" not in str(error.value) and 'by="went_on"' in error.value.fix
