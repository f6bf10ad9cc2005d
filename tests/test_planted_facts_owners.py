"""The planted facts about owners: compare finds the slow one, and blames nobody else."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

import cycle_kit as ck
from cycle_kit.metrics.compare_rows import counted
from cycle_kit.metrics.stratified import Rows
from cycle_kit.metrics.stratified_times import log_rank
from tests.sample_oracles import FACTS, FOLDER

SLOW, BIG = FACTS["slow_owner"], FACTS["big_owner"]


@pytest.fixture(scope="module")
def pipe():
    return ck.load(FOLDER / "hubspot_deals.csv")


def stands_out(table) -> dict[str, str]:
    judged = table[table["verdict"].isin(["better", "worse"])]
    return dict(zip(judged["group"], judged["verdict"], strict=True))


def p_by_log_rank(pipe, strata: str) -> pd.Series:
    """Per owner the two-sided p of the log-rank within these strata alone, on the rows that compare counts."""
    rows = counted(pipe, "median_cycle_days", ["owner", strata]).rows
    owner, names = pd.factorize(rows["owner"], sort=True)
    place, kinds = pd.factorize(rows[strata])
    sample = Rows(owner, place, rows["number"].to_numpy(float), len(names), len(kinds))
    more, variance, _ = log_rank(sample, rows["days"].to_numpy(), rows["ended"].to_numpy(float))
    return pd.Series(2 * norm.sf(np.abs(more) / np.sqrt(variance)), names)


def test_the_log_rank_within_segments_is_that_of_the_planted_facts(pipe):
    business = pipe.where(pipeline="B2B")
    within, alike = p_by_log_rank(business, "segment"), p_by_log_rank(business, "pipeline")
    assert round(within[SLOW["owner"]], 5) == SLOW["p_within_segments"]
    assert round(within[BIG["owner"]], 2) == BIG["p_within_segments"]
    assert round(alike[BIG["owner"]], 4) == BIG["p_all_alike"]
    assert within.drop(SLOW["owner"]).min() > 0.05


def test_the_slow_owner_is_found_and_nobody_else(pipe):
    table = ck.compare(pipe, "median_cycle_days")
    assert stands_out(table) == {SLOW["owner"]: "worse"}
    assert set(table["group"]) == {SLOW["owner"], *FACTS["noise"]}
    assert set(table["within"]) == {"pipeline, segment, quarter of entry"}  # days went up and down
    slow = table.set_index("group").loc[SLOW["owner"]]
    assert slow["p"] < 0.001  # within quarters too; within segments alone it is that of the facts
    assert 0 < slow["low"] < slow["difference"]


def test_within_business_customers_alone_too(pipe):
    table = ck.compare(pipe.where(pipeline="B2B"), "median_cycle_days")
    assert stands_out(table) == {SLOW["owner"]: "worse"}
    assert set(table["within"]) == {"segment, quarter of entry"}


def test_the_owner_of_the_long_deals_only_looks_slow(pipe):
    business = pipe.where(pipeline="B2B")
    alike = ck.compare(business, "median_cycle_days", within=None).set_index("group")
    assert alike.loc[BIG["owner"], "verdict"] == "worse"
    assert alike.loc[BIG["owner"], "p"] < 0.001
    fair = ck.compare(business, "median_cycle_days").set_index("group")
    assert fair.loc[BIG["owner"], "verdict"] == "no clear difference"
    assert fair.loc[BIG["owner"], "p"] > 0.05


@pytest.mark.parametrize("measure", ["win_rate", "mean_won_value"])
def test_nobody_wins_more_or_more_often(pipe, measure):
    assert stands_out(ck.compare(pipe, measure)) == {}


def test_the_slow_owner_waits_longest_in_the_bottleneck(pipe):
    business = pipe.where(pipeline="B2B")
    table = ck.compare(business, f"days in {FACTS['bottleneck']['stage']}")
    assert stands_out(table) == {SLOW["owner"]: "worse"}


def test_the_good_source_is_the_only_pattern(pipe):
    columns = ["source", "industry", "region", "product", "deal_type"]
    table = ck.compare(pipe, "win_rate", by=columns)
    assert stands_out(table) == {FACTS["good_source"]["source"]: "better"}


def test_only_the_slow_owner_has_deals_enough_to_be_found_slow(pipe):
    row = ck.deals_needed(pipe.where(pipeline="B2B"), "median_cycle_days", SLOW["times"] - 1).loc[0]
    slow = ck.compare(pipe, "median_cycle_days").set_index("group").loc[SLOW["owner"], "n"]
    assert row["deals_now"] < row["deals_needed"] / 1.5
    assert slow > 0.9 * row["deals_needed"]
