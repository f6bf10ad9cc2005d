"""What was planted in the sample exports is there, as the README beside them says."""

from itertools import pairwise

import pandas as pd
import pytest

from tests.sample_oracles import (
    FACTS,
    co,
    found,
    log_rank,
    medians,
    reached,
    read,
    share_test,
    spans,
    truth,
    visited,
    visits,
    win_rates,
)


@pytest.fixture(scope="module")
def deals():
    return truth.deals_table(truth.story())


@pytest.fixture(scope="module")
def events():
    return truth.events_table(truth.story())


# ---- the planted facts


def test_deals_that_reached_and_visited_each_stage(deals, events):
    for pipeline in co.STAGES:
        assert tuple(reached(deals, events, pipeline)) == FACTS["reached"][pipeline]
        assert tuple(visited(deals, events, pipeline)) == FACTS["visited"][pipeline]


def test_proposal_is_the_bottleneck(deals, events):
    facts = FACTS["bottleneck"]
    mine = visits(events[events["pipeline"] == facts["pipeline"]])
    medians_ = mine.groupby("stage")["days"].median().round(1)
    assert medians_.to_dict() == facts["median_days"]
    still_open = deals[(deals["pipeline"] == facts["pipeline"]) & (deals["outcome"] == "open")]
    assert still_open["stage"].value_counts().to_dict() == facts["open_deals"]
    for numbers in (facts["median_days"], facts["open_deals"]):
        ranked = sorted(numbers, key=numbers.get)
        assert ranked[-1] == facts["stage"] and numbers[ranked[-1]] > 2 * numbers[ranked[-2]]


def test_the_checklist_tells_who_wins_but_for_one_question():
    facts = FACTS["checklist"]
    rows = read("hubspot_deals.csv")
    rows = rows[rows["Pipeline"] == facts["pipeline"]].drop_duplicates("Record ID", keep="last")
    assert (rows.loc[rows["Deal Stage"] == "New", list(co.CHECKLIST)] == "").all(axis=None)
    p_values = {}
    for question in co.CHECKLIST:
        answered = rows[rows[question] != ""]
        assert len(answered) == facts["answered"][question]
        decided = answered[answered["Deal Stage"].isin(["Closed Won", "Closed Lost"])]
        won, yes = decided["Deal Stage"] == "Closed Won", decided[question] == "Yes"
        rates = tuple(round(won[side].mean(), 3) for side in (yes, ~yes))
        assert rates == facts["win_rates"][question]
        p_values[question] = share_test(won.astype(float), yes)
    assert found(p_values) == set(co.CHECKLIST) - {facts["noise"]}


def test_consumers_leak_at_the_inquiry():
    facts = FACTS["leak"]
    counts = FACTS["reached"][facts["pipeline"]]
    shares = [round(b / a, 3) for a, b in pairwise(counts)]
    assert dict(zip(co.STAGES[facts["pipeline"]], shares, strict=True)) == facts["conversion"]
    assert min(facts["conversion"], key=facts["conversion"].get) == facts["stage"]


def test_one_owner_is_slower_and_one_only_looks_slow(deals):
    slow, big = FACTS["slow_owner"], FACTS["big_owner"]
    frame = spans(deals[deals["pipeline"] == "B2B"])
    closed = frame[frame["outcome"] != "open"]
    for facts in (slow, big):
        mine = closed["owner"] == facts["owner"]
        assert round(closed.loc[mine, "days"].median(), 1) == facts["median_closed_days"]
        assert round(closed.loc[~mine, "days"].median(), 1) == facts["median_closed_days_others"]
    alike = log_rank(frame, frame["owner"] == big["owner"], "pipeline")
    within = {name: log_rank(frame, frame["owner"] == name, "segment") for name in co.OWNERS["B2B"]}
    assert round(alike, 4) == big["p_all_alike"]
    assert round(within[big["owner"]], 2) == big["p_within_segments"]
    assert round(within[slow["owner"]], 5) == slow["p_within_segments"]
    assert found(within) == {slow["owner"]}


def test_the_owner_of_the_long_deals_has_the_large_customers(deals):
    facts = FACTS["big_owner"]
    mine = deals[deals["pipeline"] == "B2B"]
    share = (mine["segment"] == "Enterprise").groupby(mine["owner"] == facts["owner"]).mean()
    assert round(share[True], 2) == facts["enterprise_share"]
    assert round(share[False], 2) == facts["enterprise_share_others"]


def test_owners_differ_by_chance_alone(deals):
    assert set(FACTS["noise"]) == set(co.TEAMS) - {FACTS["slow_owner"]["owner"]}
    for pipeline, owners in co.OWNERS.items():
        frame = spans(deals[deals["pipeline"] == pipeline])
        decided = frame[frame["outcome"].isin(["won", "lost"])]
        won = decided["outcome"] == "won"
        assert found({name: share_test(won, decided["owner"] == name) for name in owners}) == set()
    waits = {name: log_rank(frame, frame["owner"] == name, "segment") for name in co.OWNERS["B2C"]}
    assert found(waits) == set()


def test_referrals_win_more_often_and_nothing_else_does(deals):
    facts = FACTS["good_source"]
    for pipeline in co.STAGES:
        decided = deals[(deals["pipeline"] == pipeline) & deals["outcome"].isin(["won", "lost"])]
        won, good = decided["outcome"] == "won", decided["source"] == facts["source"]
        assert round(won[good].mean(), 3) == facts["win_rate"][pipeline]
        assert round(won[~good].mean(), 3) == facts["win_rate_others"][pipeline]
        sources = {
            name: share_test(won, decided["source"] == name) for name in co.SOURCES[pipeline]
        }
        assert found(sources) == {facts["source"]}


def test_one_quarter_dips(deals):
    facts = FACTS["dip"]
    quarter = deals["closed_at"].dt.to_period("Q").astype(str)
    for pipeline in co.STAGES:
        mine = deals["pipeline"] == pipeline
        rates = win_rates(deals[mine], quarter == facts["quarter"])
        assert round(rates[True], 3) == facts["win_rate"][pipeline]
        assert round(rates[False], 3) == facts["win_rate_others"][pipeline]
        full = win_rates(deals[mine & (deals["closed_at"] >= "2023-07-01")], quarter)
        assert full.idxmin() == facts["quarter"]
    lost = deals[(deals["pipeline"] == "B2B") & (deals["outcome"] == "lost")]
    price = (lost["lost_reason"] == "Price").groupby(quarter == facts["quarter"]).mean().round(3)
    assert (price[True], price[False]) == (facts["price_share"], facts["price_share_others"])


def test_skipped_negotiations_split_the_counting_rules(events):
    facts = FACTS["skipped"]
    after = events.groupby("number")["stage"].shift(-1)
    assert ((events["stage"] == "Proposal") & (after == "Contract")).sum() == facts["moves"]
    at = co.STAGES["B2B"].index(facts["stage"])
    for rule in ("reached", "visited"):
        counts = FACTS[rule]["B2B"]
        assert round(counts[at + 1] / counts[at], 3) == facts["conversion"][rule]
    paths = events[events["pipeline"] == "B2B"].groupby("number")["stage"].agg(list)
    in_order = [
        sum(_passes(path, co.STAGES["B2B"][:k]) for path in paths) for k in (at + 1, at + 2)
    ]
    assert round(in_order[1] / in_order[0], 3) == facts["conversion"]["in_order"]
    assert max(facts["conversion"].values()) - min(facts["conversion"].values()) > 0.10


def _passes(path: list[str], stages: tuple[str, ...]) -> bool:
    """Whether the path holds these stages in this order, others in between allowed."""
    left = iter(path)
    return all(stage in left for stage in stages)


def test_wins_so_far_understate_the_cycle(deals):
    frame = spans(deals)
    for pipeline, facts in FACTS["counted"].items():
        found_days = [round(day, 1) for day in medians(frame[frame["pipeline"] == pipeline])]
        assert found_days == list(facts.values())
    assert FACTS["counted"]["B2B"]["aj_median_days"] > 1.1 * FACTS["counted"]["B2B"]["median_days"]


def test_ways_of_deals(deals, events):
    steps = visits(events)
    change = steps.groupby("number")["step"].diff()
    again = steps[steps.duplicated(["number", "stage"])]
    lost = events[events["stage"] == "Lost"].drop_duplicates("number").set_index("number")["at"]
    later = steps[steps["at"] > steps["number"].map(lost)]["number"].unique()
    won = deals.set_index("number").loc[later, "outcome"] == "won"
    first = steps.drop_duplicates("number")
    assert {
        "moves_that_skip": (change > 1).sum(),
        "moves_back": (change < 0).sum(),
        "in_a_stage_twice": again["number"].nunique(),
        "reopened": len(later),
        "reopened_and_won": won.sum(),
        "started_later_than_the_first_stage": {
            pipeline: (first[first["pipeline"] == pipeline]["step"] > 1).sum()
            for pipeline in co.STAGES
        },
    } == FACTS["ways"]


def repriced(history):
    """By how much each row of the Salesforce history has another amount than the one before."""
    rows = history.assign(at=pd.to_datetime(history["Last Modified"], format="%m/%d/%Y %I:%M %p"))
    rows = rows.assign(amount=pd.to_numeric(rows["Amount"])).sort_values("at", kind="stable")
    return rows.groupby("Opportunity ID")["amount"].diff().fillna(0).reindex(history.index)


def test_amounts_are_raised_and_lowered_up_to_those_of_today(deals):
    history = read("salesforce_history.csv")
    by = repriced(history)
    assert {
        "raised": (by > 0).sum(),
        "lowered": (by < 0).sum(),
        "changed_deals": history.loc[by != 0, "Opportunity ID"].nunique(),
    } == FACTS["amounts"]
    last = history.drop_duplicates("Opportunity ID", keep="last").set_index("Opportunity ID")
    now = read("salesforce_opportunities.csv").drop_duplicates("Opportunity ID", keep="last")
    assert last["Amount"].reindex(now["Opportunity ID"]).tolist() == now["Amount"].tolist()


def test_expected_closes_slip(deals):
    history = read("salesforce_history.csv")
    pushed = history[(history["From Stage"] == history["To Stage"]) & (repriced(history) == 0)]
    still_open = deals["outcome"] == "open"
    overdue = still_open & (deals["expected_close"] < pd.Timestamp(FACTS["as_of"]))
    assert {
        "overdue_open_deals": overdue.sum(),
        "pushes": len(pushed),
        "pushed_deals": pushed["Opportunity ID"].nunique(),
    } == FACTS["expected_closes"]


def test_defects(deals, events):
    facts = FACTS["defects"]
    same_minute = events["at"] == events.groupby("number")["at"].shift()
    bulk = events["at"] == pd.Timestamp(co.BULK_AT)
    ended = deals["outcome"].isin(["lost", "dropped"])
    zero = deals["amount"] == 0
    assert {
        "closed_before_created": (deals["closed_at"] < deals["created_at"]).sum(),
        "missing_amounts": deals["amount"].isna().sum(),
        "zero_amounts": zero.sum(),
        "far_off_expected_closes": (deals["expected_close"].dt.year > 2027).sum(),
        "bulk_moves": bulk.sum(),
        "several_stages_in_one_minute": same_minute.sum(),
        "missing_reasons": (ended & (deals["lost_reason"] == "")).sum(),
    }.items() <= facts.items()
    assert set(deals.loc[zero, "outcome"]) == {"lost"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("hubspot_deals.csv", "Record ID"),
        ("salesforce_opportunities.csv", "Opportunity ID"),
        ("pipedrive_deals.csv", "Deal - ID"),
        ("event_log_deals.csv", "deal_id"),
    ],
)
def test_two_deals_are_in_a_file_twice(name, key):
    raw = read(name)
    assert raw.duplicated().sum() == FACTS["defects"]["exact_duplicate_rows"]
    once = raw.drop_duplicates()
    assert once[key].duplicated().sum() == FACTS["defects"]["differing_duplicate_ids"]


def test_rows_of_the_event_log():
    raw = read("event_log.csv")
    assert raw.duplicated().sum() == FACTS["defects"]["exact_duplicate_rows"]
    assert (raw["entered_at"] == "").sum() == FACTS["defects"]["blank_stage_dates"]
    assert set(raw["stage"]) == {*co.STEPS, "Won", "Lost", "Disqualified", "Onboarding"}
    hub = read("hubspot_deals.csv").drop_duplicates("Record ID")
    passed = hub.filter(regex='^Date entered "(Qualified|Consultation) ') != ""
    log = raw[raw["stage"].isin(["Qualified", "Consultation"]) & (raw["entered_at"] != "")]
    assert passed.to_numpy().sum() == log["deal_id"].nunique()
