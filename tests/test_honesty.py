"""On companies made by chance, what is said is true about as often as it claims. `make evidence` has the numbers.

Limits are wide enough for so few runs: a right program fails them once in thousands, a wrong one often.
"""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from tests import trials
from tests.companies_at_random import (
    FIELDS,
    STAGES,
    Company,
    deals_of,
    events_of,
    last_day,
    pipeline_of,
)

SMALL = {"owners": 5, "deals_each": 60}


@pytest.mark.parametrize("kind", [kind for kind in trials.KINDS if "skewed" not in kind])
@pytest.mark.parametrize("n", [12, 30])
def test_intervals_hold_the_truth(kind, n):
    covered = trials.coverage(kind, n, 300)["covered"]
    assert (0.87 if n < 30 else 0.90) <= covered <= 0.99


def test_equal_owners_are_left_alone():
    verdicts = [trials.verdicts(Company(), seed) for seed in range(30)]
    assert np.mean([(one != "no clear difference").any() for one in verdicts]) <= 0.2


def test_the_slow_owner_is_found():
    slow, others = trials.found(15)
    assert slow >= 0.8 and others <= 0.6


def test_whoever_has_the_long_deals_is_not_called_slow():
    assert trials.blamed_for_long_deals(25) <= 0.12


def test_chance_makes_no_patterns():
    wrong, _ = trials.false_patterns(30, **SMALL)
    assert wrong <= 0.3


def test_counts_alone_give_the_verdicts_of_compare():
    company = Company(speeds={3: 1.4}, deals_each=80)
    table = ck.compare(pipeline_of(company, 5), "median_cycle_days").set_index("group")
    assert table["verdict"].to_dict() == trials.verdicts(company, 5).to_dict()


@pytest.mark.parametrize(
    ("kind", "measure"), [("share", "win_rate"), ("days", "median_cycle_days")]
)
def test_counts_alone_find_the_patterns_of_compare(kind, measure):
    company = Company(**SMALL, source_odds={"Referral": 3.0})
    one = trials.pattern_verdicts(company, 2, kind)
    two = ck.compare(pipeline_of(company, 2), measure, by=trials.PATTERNS)
    assert one["verdict"].tolist() == two["verdict"].tolist()
    assert one["p"].tolist() == pytest.approx(
        two["p"].tolist(), rel=0.02
    )  # days are cut to seconds


@pytest.fixture(scope="module")
def company():
    truth = Company(**SMALL, lingering=1.4)
    return truth, deals_of(truth, 3), pipeline_of(truth, 3)


def test_a_company_is_as_it_was_asked_to_be():
    truth = Company(
        deals_each=3000, owners=2, win_rate=0.4, speeds={1: 2.0}, mixes={0: 0.9, 1: 0.1}
    )
    deals = deals_of(truth, 1)
    small = deals[deals["segment"] == "Small"]
    medians = small.groupby("owner")["days"].median()
    assert medians["Owner 00"] == pytest.approx(60, rel=0.1)
    assert medians["Owner 01"] == pytest.approx(120, rel=0.1)
    assert deals["won"].mean() == pytest.approx(0.4, abs=0.02)
    assert (deals["segment"] == "Large").groupby(deals["owner"]).mean().round(1).tolist() == [
        0.9,
        0.1,
    ]


def test_what_is_not_seen_is_open(company):
    truth, deals, pipe = company
    ended = deals["created_at"] + pd.to_timedelta(deals["days"], unit="D") <= last_day(truth)
    told = pipe.deals.set_index("deal_id")["outcome"]
    expected = deals.set_index("deal_id")["won"].map({True: "won", False: "lost"})
    expected = expected.where(ended.to_numpy(), "open")
    assert (told.astype(str) == expected.loc[told.index]).all()


def test_the_ledger_adds_up(company):
    table = ck.ledger(company[2])
    parts = table[["forward", "skip", "back", "won", "lost", "dropped", "open"]].sum(axis=1)
    assert (parts == table["entries"]).all()


def test_rewinding_is_the_same_as_having_looked_then(company):
    _, deals, pipe = company
    day = pd.Timestamp("2024-03-31 23:59:59.999999")
    known = deals.loc[deals["created_at"] <= day, FIELDS].assign(last_activity_at=day)
    then = ck.from_events(events_of(deals, day), stages=list(STAGES), deals=known)
    past = pipe.rewind("2024-03-31")
    for metric in (ck.funnel, ck.ledger, ck.win_rate, ck.stage_durations):
        pd.testing.assert_frame_equal(metric(past), metric(then), rtol=1e-6)


def test_a_young_period_is_never_drawn_as_a_fall(company):
    table = ck.trend(company[2], "win_rate", dated="created", every="quarter")
    late = table["unfinished"] & (
        table["period"] > table["period"].iloc[0]
    )  # the first began before the data
    assert late.any() and table.loc[late, "value"].isna().all()
    assert table["unfinished"].any() and not table["unfinished"].all()
