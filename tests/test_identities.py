"""What holds for every metric on every pipeline: samples, and generated ones full of oddities."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import cycle_kit as ck
from tests.companies import without_deals
from tests.samples import EXPORTS, PIPELINES, WITH_HISTORY, load, loaded, part

ENDS = ["forward", "skip", "back", "won", "lost", "dropped", "open"]
SHARES = {
    "conversion", "at_most", "overall", "low", "high", "share", "share_of_cycle", "open_share",
    "win_rate", "value_win_rate", "won", "lost", "dropped", "open", "won_low", "won_high",
    "lost_low", "lost_high",
}  # fmt: skip

#: every public metric of one pipeline, all rules, units and outcomes of it
METRICS = {
    **{f"funnel {rule}": lambda pipe, rule=rule, **by: ck.funnel(pipe, rule=rule, **by)
       for rule in ("reached", "visited", "in_order", "closed", "exits")},
    "funnel_rules": ck.funnel_rules,
    "ledger": ck.ledger,
    "flows": ck.flows,
    "loss_reasons": ck.loss_reasons,
    "loss_reasons by month": lambda pipe, **by: ck.loss_reasons(pipe, every="month", **by),
    "stage_durations": ck.stage_durations,
    "stage_durations per deal": lambda pipe, **by: ck.stage_durations(pipe, per="deal", **by),
    **{f"cycle_length {outcome}": lambda pipe, outcome=outcome, **by:
       ck.cycle_length(pipe, outcome=outcome, **by) for outcome in ("won", "lost", "closed")},
    "outcome_curves": ck.outcome_curves,
    **{f"win_rate {basis}": lambda pipe, basis=basis, **by: ck.win_rate(pipe, basis=basis, **by)
       for basis in ("decided", "closed", "created")},
    "velocity": ck.velocity,
    "kpis": ck.kpis,
}  # fmt: skip
#: those that need no history of stages
PLAIN = {
    "funnel reached", "funnel closed", "ledger", "flows", "loss_reasons", "loss_reasons by month",
    "cycle_length won", "cycle_length lost", "cycle_length closed", "outcome_curves",
    "win_rate decided", "win_rate closed", "win_rate created", "velocity", "kpis",
}  # fmt: skip
GROUPS = ["owner", ["owner", "region"]]


def generated(seed: int, deals: int = 60):
    """A pipeline of random paths: skips, ways back, reopenings, ties, no owner, no amount, no deal at all."""
    random = np.random.default_rng(seed)
    rows = [row for number in range(deals) for row in path(random, number)]
    events = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    owners = np.array(["Ola", "Rana", None], dtype=object)
    people = pd.DataFrame(
        {
            "deal_id": [f"D{number:03d}" for number in range(deals)],
            "owner": random.choice(owners, deals),
            "region": random.choice(["North", "South"], deals),
            "amount": np.where(random.random(deals) < 0.2, np.nan, random.integers(0, 900, deals)),
            "lost_reason": random.choice(np.array(["Price", "Time", None], dtype=object), deals),
        }
    )
    return ck.from_events(
        events,
        stages=["A", "B", "C", "D"],
        won=["Won"],
        lost=["Lost"],
        dropped=["Spam"],
        after=["Care"],
        deals=people,
    )


def path(random: np.random.Generator, number: int) -> list[tuple]:
    """One deal's events: any stages in any order, some ended, some reopened, some cared for."""
    stops = list(random.choice(["A", "B", "C", "D"], random.integers(1, 6)))
    end = random.choice(["Won", "Lost", "Spam", ""])
    stops += [end] if end else []
    if end in ("Lost", "Spam") and random.random() < 0.3:
        stops += [random.choice(["B", "C"]), *random.choice(["Won", "Lost"], random.integers(0, 2))]
    if stops[-1] == "Won" and random.random() < 0.5:
        stops.append("Care")
    hours = random.choice([0, 5, 24, 200, 900], len(stops)).cumsum() + random.integers(0, 9000)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(hours, unit="h")
    return [(f"D{number:03d}", stop, at) for stop, at in zip(stops, days, strict=True)]


COMPANIES = {
    **{f"{name} {p}": lambda name=name, p=p: part(name, p)
       for name in WITH_HISTORY for p in PIPELINES},
    **{f"generated {seed}": lambda seed=seed: generated(seed) for seed in range(4)},
    "one deal": lambda: generated(7, deals=1),
    "no deal": lambda: without_deals(generated(1)),
}  # fmt: skip
WITHOUT_HISTORY = {f"pipedrive {p}": lambda p=p: part("pipedrive", p) for p in PIPELINES}
#: they are asked for their identities only, which saves minutes: as oddities go the others are like them
OF_IDENTITIES = ("salesforce", "event_log", "generated 2", "generated 3")
TRIED = [c for c in COMPANIES if not c.startswith(OF_IDENTITIES)]
CASES = [(company, metric) for company in TRIED for metric in METRICS]
CASES += [(company, metric) for company in WITHOUT_HISTORY for metric in METRICS if metric in PLAIN]

each_company = pytest.mark.parametrize("company", COMPANIES)
each_case = pytest.mark.parametrize(("company", "metric"), CASES)


@cache
def pipe_of(company: str):
    """One pipeline for all tests: `test_nothing_given_is_changed` says that they may share it."""
    return (COMPANIES | WITHOUT_HISTORY)[company]()


@cache
def asked(company: str, metric: str) -> pd.DataFrame:
    """A metric's table, computed once."""
    return METRICS[metric](pipe_of(company))


def in_range(table: pd.DataFrame) -> pd.Series:
    """Per column of shares whether all of it lies in 0..1."""
    shares = table[[c for c in table if c in SHARES and table[c].dtype.kind == "f"]].astype(float)
    return ((shares >= -1e-12) & (shares <= 1 + 1e-12) | shares.isna()).all()


# ---- each metric, alone and by group


@each_case
def test_nothing_given_is_changed_and_twice_is_the_same(company, metric):
    pipe = pipe_of(company)
    before = [frame.copy(deep=True) for frame in (pipe.deals, pipe.visits, pipe.leads, pipe.notes)]
    assert_frame_equal(asked(company, metric), METRICS[metric](pipe))
    for old, new in zip(before, (pipe.deals, pipe.visits, pipe.leads, pipe.notes), strict=True):
        assert_frame_equal(old, new)


@each_case
def test_shares_are_shares(company, metric):
    table = asked(company, metric)
    if metric in ("funnel visited", "funnel_rules"):  # by visits a later stage may have more deals
        table = table.drop(columns=["conversion", "overall"], errors="ignore")
    assert in_range(table).all()


@pytest.mark.parametrize("by", GROUPS, ids=["owner", "owner and region"])
@each_case
def test_groups_come_first_and_none_is_lost(company, metric, by):
    pipe, keys = pipe_of(company), [by] if isinstance(by, str) else by
    table = METRICS[metric](pipe, by=by)
    assert list(table.columns[: len(keys)]) == keys
    assert type(table) is pd.DataFrame and type(table.index) is pd.RangeIndex
    there = set(pipe.deals[keys].fillna("-").itertuples(index=False, name=None))
    shown = set(table[keys].fillna("-").itertuples(index=False, name=None))
    assert shown <= there
    if metric.startswith(("funnel", "ledger", "stage_durations", "win_rate created")):
        assert shown == there


# ---- identities


@each_company
def test_the_ledger_adds_up(company):
    pipe = pipe_of(company)
    for table in (ck.ledger(pipe), ck.ledger(pipe, by="owner")):
        assert (table["entries"] == table[ENDS].sum(axis=1)).all()
        assert table["entries"].sum() == len(pipe.visits)
        assert (table["undone"] <= table[["lost", "dropped", "won"]].sum(axis=1)).all()


@each_company
def test_flows_and_ledger_count_the_same_moves(company):
    pipe = pipe_of(company)
    ledger, flows = ck.ledger(pipe), ck.flows(pipe)
    stages = [stage for stage in pipe.stages]
    left = (
        flows[flows["from_stage"].isin(stages)].groupby("from_stage", observed=True)["moves"].sum()
    )
    ended = ledger.set_index(ledger["stage"].astype(str))[ENDS[:-1]].sum(axis=1)
    for stage in stages:
        assert left.get(stage, 0) == ended[stage]


@each_company
def test_the_funnel_accounts_for_every_deal(company):
    pipe = pipe_of(company)
    table = ck.funnel(pipe)
    outcomes = pipe.deals["outcome"].value_counts()
    assert table["deals"].iloc[0] == len(pipe.deals)
    assert table["deals"].is_monotonic_decreasing
    assert table["deals"].iloc[-1] == outcomes["won"]
    assert {name: table[name].sum() for name in ("open", "lost", "dropped")} == {
        name: outcomes[name] for name in ("open", "lost", "dropped")
    }
    stopped = table[["open", "lost", "dropped"]].sum(axis=1).iloc[:-1]
    assert (table["deals"].diff(-1).iloc[:-1] == stopped).all()
    assert (
        (table["conversion"] <= table["at_most"] + 1e-12).iloc[:-1][table["deals"][:-1] > 0].all()
    )


@each_company
def test_groups_add_up_to_the_whole(company):
    pipe = pipe_of(company)
    for metric, columns in {
        ck.funnel: ["deals", "open", "lost", "dropped"],
        ck.ledger: ["entries", *ENDS],
    }.items():
        whole = metric(pipe).groupby("stage", observed=True)[columns].sum()
        parts = metric(pipe, by=["owner", "region"]).groupby("stage", observed=True)[columns].sum()
        if len(pipe.deals):
            assert_frame_equal(whole, parts, check_index_type=False, check_categorical=False)


@each_company
def test_durations_count_every_visit_and_share_out_the_cycle(company):
    pipe = pipe_of(company)
    table = ck.stage_durations(pipe)
    assert table["visits"].sum() == len(pipe.visits)
    assert table["running"].sum() == pipe.visits["exit"].eq("open").sum()
    shares = table["share_of_cycle"].dropna()
    assert shares.empty or shares.sum() == pytest.approx(1)


@each_company
def test_curves_share_out_all_deals_and_never_turn_back(company):
    curves = ck.outcome_curves(pipe_of(company))
    total = curves[["won", "lost", "dropped", "open"]].sum(axis=1)
    assert np.allclose(total, 1)
    assert curves["days"].is_monotonic_increasing and curves["days"].is_unique
    for outcome in ("won", "lost", "dropped"):
        assert curves[outcome].is_monotonic_increasing
    for outcome in ("won", "lost"):
        known = curves.dropna(subset=f"{outcome}_low")
        assert (known[f"{outcome}_low"] <= known[outcome] + 1e-12).all()
        assert (known[outcome] <= known[f"{outcome}_high"] + 1e-12).all()


@each_company
def test_reasons_count_every_lost_and_dropped_deal(company):
    pipe = pipe_of(company)
    for every in (None, "month", "year"):
        table = ck.loss_reasons(pipe, every=every)
        assert table["deals"].sum() == pipe.deals["outcome"].isin(["lost", "dropped"]).sum()
        whole = table.groupby(["period", "outcome"], dropna=False, observed=True)["share"].sum()
        assert np.allclose(whole, 1)


@each_company
def test_visits_do_not_overlap_and_fit_their_deals(company):
    visits = pipe_of(company).visits
    assert not (visits["left_at"] < visits["entered_at"]).any()
    assert not (visits["days"] < 0).any()
    following = visits.groupby("deal_id")["entered_at"].shift(-1)
    assert not (following < visits["left_at"]).any()
    assert (visits["left_at"].isna() == visits["exit"].eq("open")).all()
    running = visits[visits["exit"].eq("open") & visits["phase"].eq("sale")]
    assert running["deal_id"].is_unique


# ---- the samples as files


@pytest.mark.parametrize("name", EXPORTS)
def test_loading_twice_gives_equal_tables(name):
    again, before = load(name), loaded(name)
    for table in ("deals", "visits", "leads", "notes"):
        assert_frame_equal(getattr(again, table), getattr(before, table))
    assert (again.as_of, again.orders, again.after) == (before.as_of, before.orders, before.after)


@pytest.mark.parametrize("name", EXPORTS)
def test_metrics_of_steps_by_pipeline_are_those_of_each(name):
    whole = ck.funnel(loaded(name), by="pipeline")
    for pipeline in PIPELINES:
        mine = whole[whole["pipeline"] == pipeline].drop(columns="pipeline")
        alone = ck.funnel(part(name, pipeline))
        assert mine["stage"].cat.ordered
        assert_frame_equal(
            mine.reset_index(drop=True), alone.astype({"stage": mine["stage"].dtype})
        )


@pytest.mark.parametrize("name", EXPORTS)
def test_a_filter_that_nobody_meets_leaves_empty_tables(name):
    nobody = without_deals(part(name, "B2B"))
    for metric in METRICS if name in WITH_HISTORY else PLAIN:
        assert type(METRICS[metric](nobody)) is pd.DataFrame
    assert type(ck.answerable(nobody)) is pd.DataFrame
