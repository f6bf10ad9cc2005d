"""Days in stages: by hand, against lifelines, and the same on every engine."""

from dataclasses import replace

import lifelines
import numpy as np
import pandas as pd
import pytest
from lifelines.utils import qth_survival_times

import cycle_kit as ck
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.metrics.durations import stage_durations
from tests.engines import odd_pipeline

NONE = np.nan
STAGES = ["A", "B", "C"]
# A stays: 4 (d1), 2 and 1 (d2), 12 and running (d3). B stays: 6 (d1), 3 (d2), 2 (d4).
PATHS = {
    "d1": [("A", 0), ("B", 4), ("Won", 10)],
    "d2": [("A", 0), ("B", 2), ("A", 5), ("Lost", 6)],
    "d3": [("A", 0)],
    "d4": [("B", 0), ("Won", 2), ("Delivery", 12)],
}


def pipeline(paths=PATHS, **options):
    rows = [
        (deal, stage, pd.Timestamp("2024-03-01") + pd.Timedelta(days=day))
        for deal, stops in paths.items()
        for stage, day in stops
    ]
    events = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    return ck.from_events(events, stages=STAGES, after=["Delivery"], **options)


def row(table, stage):
    return table.set_index("stage").loc[stage]


def test_every_stage_once_in_order_and_those_after_the_win_last():
    table = stage_durations(pipeline())
    assert table["stage"].tolist() == ["A", "B", "C", "Delivery"]
    assert table["stage"].cat.ordered
    assert table["phase"].tolist() == ["sale", "sale", "sale", "after"]
    assert table["visits"].tolist() == [4, 3, 0, 1]
    assert table["running"].tolist() == [1, 0, 0, 1]


def test_columns():
    assert list(stage_durations(pipeline(), by="source")) == [
        *("source", "stage", "visits", "running", "mean_days"),
        *("p25_days", "median_days", "p75_days", "p90_days", "mean_low", "mean_high"),
        *("km_median_days", "km_low", "km_high", "km_p75_days", "share_of_cycle", "phase"),
        "unmeasured",
    ]


def test_ended_visits_by_hand():
    stage = row(stage_durations(pipeline()), "A")
    quantiles = stage[["p25_days", "median_days", "p75_days", "p90_days"]]
    assert stage["mean_days"] == pytest.approx(7 / 3)
    assert quantiles.tolist() == pytest.approx([1.5, 2, 3, 3.6])
    assert stage["mean_low"] < 7 / 3 < stage["mean_high"]


def test_running_visits_are_unfinished_not_short():
    table = stage_durations(pipeline())
    # left in A: 3/4 after day 1, 2/4 after 2 (met exactly: midpoint to 4), 1/4 after 4
    assert row(table, "A")[["km_median_days", "km_p75_days"]].tolist() == [3, 4]
    assert row(table, "B")[["km_median_days", "km_p75_days"]].tolist() == [3, 6]


def test_share_of_cycle_is_of_the_days_of_won_deals():
    later = pipeline(PATHS | {"d5": [("C", 15)]})  # d4 is 3 days in Delivery by then
    shares = stage_durations(later)["share_of_cycle"]
    assert shares.tolist() == pytest.approx([4 / 12, 8 / 12, 0, NONE], nan_ok=True)


def test_a_stage_without_visits_says_nothing():
    stage = row(stage_durations(pipeline()), "C")
    assert stage[["visits", "running", "unmeasured"]].tolist() == [0, 0, 0]
    assert stage[["mean_days", "p90_days", "mean_low", "km_median_days", "km_high"]].isna().all()


def test_a_stage_that_nobody_left_has_no_mean_and_no_median():
    stage = row(stage_durations(pipeline()), "Delivery")
    assert stage[["mean_days", "median_days", "km_median_days", "km_p75_days"]].isna().all()


def test_per_deal_adds_the_visits_of_a_deal_first():
    table = stage_durations(pipeline(), per="deal")
    assert table["visits"].tolist() == [3, 3, 0, 1]  # A: 4 (d1), 3 (d2), 12 and running (d3)
    assert table["running"].tolist() == [1, 0, 0, 1]
    assert row(table, "A")[["mean_days", "km_median_days"]].tolist() == [3.5, 4]


def test_per_deal_a_deal_that_is_back_in_a_stage_is_running_there():
    back = {"d1": [("A", 0), ("B", 4), ("A", 10)], "d2": [("A", 0), ("B", 12)]}
    stage = row(stage_durations(pipeline(back), per="deal"), "A")
    assert stage[["visits", "running", "mean_days"]].tolist() == [2, 1, 12]


@pytest.mark.parametrize("per", ["visit", "deal"])
def test_a_visit_without_dates_is_counted_and_in_no_duration(per):
    whole = pipeline()
    first = (whole.visits["deal_id"] == "d2") & (whole.visits["visit"] == 1)
    gap = replace(whole, visits=whole.visits.assign(days=whole.visits["days"].mask(first)))
    stage, full = row(stage_durations(gap, per=per), "A"), row(stage_durations(whole, per=per), "A")
    assert (stage["visits"], stage["unmeasured"], full["unmeasured"]) == (full["visits"], 1, 0)
    assert stage["mean_days"] == {"visit": (4 + 1) / 2, "deal": 4}[per]


def test_visits_within_one_moment_last_0_days():
    stage = row(stage_durations(pipeline({"d1": [("A", 0), ("B", 0), ("Won", 0)]})), "A")
    assert stage[["visits", "mean_days", "km_median_days"]].tolist() == [1, 0, 0]


def test_by_gives_every_group_every_stage_also_the_one_without_a_name():
    owners = pd.DataFrame({"deal_id": list(PATHS), "owner": ["Ola", None, "Ola", "Ada"]})
    table = stage_durations(pipeline(deals=owners), by="owner")
    assert table["owner"].fillna("?").tolist() == ["Ada"] * 4 + ["Ola"] * 4 + ["?"] * 4
    assert table["visits"].tolist() == [0, 1, 0, 1, 2, 1, 0, 0, 2, 1, 0, 0]
    ola = table[table["owner"] == "Ola"]
    assert ola["share_of_cycle"].tolist() == pytest.approx([0.4, 0.6, 0, NONE], nan_ok=True)
    assert table[table["owner"].isna()]["share_of_cycle"].isna().all()  # nothing won there


def test_several_pipelines_one_table_each():
    rows = [
        ("d1", "A", 0, "EU"),
        ("d1", "Won", 3, "EU"),
        ("d2", "B", 0, "US"),
        ("d2", "Lost", 5, "US"),
    ]
    events = pd.DataFrame(rows, columns=["deal_id", "stage", "at", "pipeline"])
    events["at"] = pd.Timestamp("2024-03-01") + pd.to_timedelta(events["at"], unit="D")
    pipe = ck.from_events(events, stages={"EU": ["A"], "US": ["A", "B"]})
    table = stage_durations(pipe, by="pipeline")
    assert table["pipeline"].tolist() == ["EU", "US", "US"]
    assert table["stage"].tolist() == ["A", "A", "B"]
    assert table["median_days"].tolist() == pytest.approx([3, NONE, 5], nan_ok=True)


@pytest.mark.parametrize("stage", ["A", "B", "C"])
def test_kaplan_meier_is_that_of_lifelines(stage):
    pipe = odd_pipeline("pandas")
    stays = pipe.visits[pipe.visits["stage"] == stage]
    fitter = lifelines.KaplanMeierFitter().fit(stays["days"], stays["left_at"].notna())
    here = row(stage_durations(pipe), stage)
    assert (here["visits"], here["running"]) == (len(stays), stays["left_at"].isna().sum())
    assert here["km_median_days"] == pytest.approx(fitter.median_survival_time_)
    assert here["km_p75_days"] == pytest.approx(qth_survival_times(0.25, fitter.survival_function_))
    ended = stays["days"][stays["left_at"].notna()]
    assert here["p90_days"] == pytest.approx(ended.quantile(0.9))


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("options", [{}, {"by": "owner"}, {"per": "deal", "by": ["owner"]}])
def test_the_same_on_every_engine(engine, options):
    ours = stage_durations(odd_pipeline("pandas"), **options)
    theirs = stage_durations(odd_pipeline(engine), **options)
    pd.testing.assert_frame_equal(theirs, ours, rtol=1e-9, atol=1e-9, check_dtype=False)


def test_nothing_is_changed():
    pipe = pipeline()
    before = pipe.deals.copy(), pipe.visits.copy()
    stage_durations(pipe, by="owner", per="deal")
    pd.testing.assert_frame_equal(pipe.deals, before[0])
    pd.testing.assert_frame_equal(pipe.visits, before[1])


def test_without_history_it_names_the_export_that_is_needed():
    with pytest.raises(QuestionError) as error:
        stage_durations(replace(pipeline(), recorded=False, ordered=False))
    assert str(error.value) == (
        "How long deals stay in a stage needs to know when deals entered their stages.\n"
        "This data has only the last stage of each deal.\n"
        "Export the stage history too (deal, stage, date of each change) "
        "and pass it as ck.load(..., history=...)."
    )


def test_unknown_per():
    with pytest.raises(QuestionError) as error:
        stage_durations(pipeline(), per="week")
    assert str(error.value) == (
        'ck.stage_durations knows no per="week".\n'
        'It knows "visit", "deal".\n'
        'Choose one of them, for example ck.stage_durations(pipe, per="visit").'
    )


def test_by_must_not_name_a_column_of_the_result():
    with pytest.raises(ColumnError, match='by="stage" does not split'):
        stage_durations(pipeline(), by="stage")
