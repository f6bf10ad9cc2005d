"""On a Spark cluster every metric says what it says on pandas, and the driver sees small tables alone."""

import inspect

import narwhals as nw
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError
from tests.engines import odd_tables
from tests.spark.cluster import as_spark, cluster, session

SPAN = {"start": "2024-01-15", "end": "2024-02-10"}
#: what is asked; a metric that is not here is asked for nothing but the pipeline
ASKED = {
    "backtest": {"horizon": 10},
    "benchmark": {"measure": "win_rate"},
    "by_line": {"column": "product"},
    "compare": {"measure": "win_rate", "by": "owner"},
    "compare_periods": {"measure": "win_rate", "change": "2024-01-20"},
    "cycle_length": {"by": "owner"},
    "goals": {"targets": {"won_deals": 20}},
    "mix_shift": {"measure": "win_rate", "by": "owner", "before": "2024-01", "after": "2024-02"},
    "steps": {"owner": "Ola"},
    "trend": {"measure_name": "won_deals", "every": "week"},
    "win_rate": {"by": "owner"},
    "changes": SPAN,
    "changes_matrix": SPAN,
    "waterfall": SPAN,
}
#: these are given tables of the others, have no pipeline, or are pages
NO_METRICS = {"as_ics", "benchmarks", "deals_needed", "surprises", "what_if_page"}


def metrics() -> list[str]:
    public = {name: getattr(ck, name) for name in dir(ck) if not name.startswith("_")}
    found = {
        name
        for name, each in public.items()
        if inspect.isfunction(each) and next(iter(inspect.signature(each).parameters), "") == "pipe"
    }
    return sorted(name for name in found - NO_METRICS if not name.endswith("_chart"))


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spark")
    with cluster(folder) as address, session(address, folder) as spark:
        yield spark


def fields(deals: pd.DataFrame) -> pd.DataFrame:
    """The deals with money, a client and a reason, of some of them."""
    number = pd.Series(range(len(deals)), index=deals.index)
    return deals.assign(
        amount=(number * 37 % 11 * 100.0).where(number % 6 > 0),
        account=("Client " + (number % 9).astype("str")).where(number % 4 > 0),
        source=(number % 3).map({0: "Web", 1: "Fair"}),
        lost_reason=(number % 5).map({0: "price", 1: "late"}),
    )


def pipeline(native) -> ck.Pipeline:
    events, deals = odd_tables()
    outcomes = {"dropped": ["Unqualified"], "after": ["Nurture"]}
    return ck.from_events(
        native(events), stages=["A", "B", "C"], deals=native(fields(deals)), **outcomes
    )


@pytest.fixture(scope="module")
def on_pandas():
    return pipeline(lambda frame: frame)


@pytest.fixture(scope="module")
def on_spark(spark):
    return pipeline(lambda frame: as_spark(spark, frame))


def answer(name: str, pipe: ck.Pipeline):
    """The table, or the words of the error."""
    try:
        return getattr(ck, name)(pipe, **ASKED.get(name, {}))
    except CycleKitError as error:
        return str(error)


@pytest.mark.parametrize("name", metrics())
def test_every_metric_says_what_it_says_on_pandas(name, on_pandas, on_spark):
    want, got = answer(name, on_pandas), answer(name, on_spark)
    if isinstance(want, pd.DataFrame):
        pd.testing.assert_frame_equal(
            got.reset_index(drop=True),
            want.reset_index(drop=True),
            check_dtype=False,
            check_categorical=False,
        )
    else:
        assert str(got) == str(want)


def test_chosen_and_rewound_the_same(on_pandas, on_spark):
    for pipe in (lambda p: p.where(owner="Ola"), lambda p: p.rewind("2024-02-01")):
        want, got = ck.funnel(pipe(on_pandas)), ck.funnel(pipe(on_spark))
        pd.testing.assert_frame_equal(got, want, check_dtype=False, check_categorical=False)


@pytest.mark.parametrize("zone", [None, "Asia/Tehran"])
def test_moments_are_those_of_the_wall_clock(spark, zone):
    """A stay over the night in which clocks go forward is a day; the session's zone is Warsaw."""
    rows = [("1", "A", "2024-03-30 12:00:00"), ("1", "Won", "2024-03-31 12:00:00")]
    log = spark.createDataFrame(rows, "deal_id string, stage string, at string")
    log = log.selectExpr(
        "deal_id", "stage", "to_timestamp(at) as at"
    )  # moments in the session's zone
    pipe = ck.from_events(log, stages=["A"], zone=zone)
    visits = pipe.visits.toPandas()
    entered = pd.Timestamp("2024-03-30 12:00" if zone is None else "2024-03-30 14:30")
    assert visits["entered_at"].tolist() == [entered]
    assert visits["days"].tolist() == [pytest.approx(1.0 if zone is None else 23 / 24)]


def test_nothing_but_small_tables_reaches_the_driver(spark, monkeypatch):
    """Of 60,000 moves by the day, no table of more than a tenth of them."""
    log = spark.sql("""
        select cast(id % 20000 as string) deal_id, stage, cast(at as timestamp_ntz) at from (
            select id, element_at(array('A', 'B', 'Won'), cast(id div 20000 as int) + 1) stage,
                   date_add(date '2023-01-01', cast(id % 500 + (id div 20000) * (id % 40 + 1) as int)) at
            from range(60000))""")
    largest = []
    collect = nw.LazyFrame.collect

    def counted(frame, *args, **kwargs):
        found = collect(frame, *args, **kwargs)
        largest.append(len(found))
        return found

    monkeypatch.setattr(nw.LazyFrame, "collect", counted)
    pipe = ck.from_events(log, stages=["A", "B"])
    for name in ("funnel", "win_rate", "stage_durations", "ledger", "outcome_curves"):
        getattr(ck, name)(pipe)
    won = ck.cycle_length(pipe)
    assert won["deals"].iloc[0] == 20_000
    assert max(largest) <= 6_000
