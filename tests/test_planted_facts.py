"""Every fact planted in the samples comes out through the public API, from each file that knows it.

`FACTS` says what is true; `data/samples/README.md` says what each file can know of it.
"""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.waiting import surprises, waiting
from tests.sample_oracles import FACTS, co, truth
from tests.samples import EXPORTS, PIPELINES, WITH_HISTORY, loaded, part

OUTCOMES = ("open", "won", "lost", "dropped")

every_file = pytest.mark.parametrize("name", EXPORTS)
with_history = pytest.mark.parametrize("name", WITH_HISTORY)
each_pipeline = pytest.mark.parametrize("pipeline", PIPELINES)


def known_outcomes(name: str, facts: dict) -> dict[str, int]:
    """Deals by outcome as this file can tell them: Pipedrive knows no third outcome."""
    counts = {outcome: facts[outcome] for outcome in OUTCOMES}
    if name == "pipedrive":
        counts["lost"] += counts["dropped"]
        counts["dropped"] = 0
    return counts


def by_stage(table: pd.DataFrame, column: str) -> dict[str, float]:
    return dict(zip(table["stage"].astype(str), table[column], strict=True))


def noted(name: str, words: str) -> pd.DataFrame:
    notes = loaded(name).notes
    return notes[notes["note"].str.contains(words, regex=False)]


# ---- what all files agree on


@every_file
def test_the_last_day(name):
    pipe = loaded(name)
    assert pipe.as_of.normalize() == pd.Timestamp(FACTS["as_of"])
    assert pipe.pipelines == PIPELINES
    assert {pipeline: pipe.orders[pipeline] for pipeline in PIPELINES} == dict(co.STAGES)


@every_file
@each_pipeline
def test_deals_by_outcome(name, pipeline):
    told = part(name, pipeline).deals["outcome"].value_counts().to_dict()
    assert told == known_outcomes(name, FACTS["deals"][pipeline])


@every_file
@each_pipeline
def test_win_rate_and_value(name, pipeline):
    table = ck.win_rate(part(name, pipeline)).iloc[0]
    counts = known_outcomes(name, FACTS["deals"][pipeline])
    assert (table["won"], table["deals"]) == (counts["won"], counts["won"] + counts["lost"])
    assert table["won_value"] == pytest.approx(FACTS["won_value"][pipeline], abs=0.005)
    if name != "pipedrive":
        assert round(table["win_rate"], 4) == FACTS["win_rate"][pipeline]


@every_file
@each_pipeline
def test_open_value(name, pipeline):
    deals = part(name, pipeline).where(outcome="open").deals
    assert deals["value"].sum() == pytest.approx(FACTS["open_value"][pipeline], abs=0.005)
    total = ck.kpis(loaded(name), by="pipeline").query("measure == 'open_value'")
    mine = total.set_index("pipeline")["value"][pipeline]
    assert mine == pytest.approx(FACTS["open_value"][pipeline], abs=0.005)


@every_file
@each_pipeline
def test_cycle_length(name, pipeline):
    facts, row = FACTS["cycle"][pipeline], ck.cycle_length(part(name, pipeline)).iloc[0]
    assert (row["deals"], row["excluded"]) == (facts["deals"], facts["excluded"])
    if name == "salesforce":  # reports hold days only
        assert row["median_days"] == facts["median_whole_days"]
    else:
        assert round(row["median_days"], 2) == facts["median_days"]
        assert round(row["mean_days"], 2) == facts["mean_days"]


# ---- where deals stop and wait


@with_history
@each_pipeline
def test_deals_that_reached_each_stage(name, pipeline):
    assert tuple(ck.funnel(part(name, pipeline))["deals"]) == FACTS["reached"][pipeline]


@with_history
@each_pipeline
def test_deals_that_visited_each_stage(name, pipeline):
    told = list(ck.funnel(part(name, pipeline), rule="visited")["deals"])
    if name != "salesforce":  # half of the missing stage dates are Qualified, half Consultation
        told[1] += FACTS["defects"]["blank_stage_dates"] // 2
    assert tuple(told) == FACTS["visited"][pipeline]


@with_history
def test_the_bottleneck(name):
    facts = FACTS["bottleneck"]
    one = part(name, facts["pipeline"])
    durations = by_stage(ck.stage_durations(one).query("phase == 'sale'"), "median_days")
    assert durations == pytest.approx(facts["median_days"], rel=0.02)
    longest, second = sorted(durations.values(), reverse=True)[:2]
    assert max(durations, key=durations.get) == facts["stage"] and longest > 2 * second
    assert by_stage(waiting(one), "waiting") == facts["open_deals"]
    assert waiting(one)["stage"].iloc[0] == facts["stage"]


def test_stays_are_exact_where_every_date_is_known():
    facts = FACTS["bottleneck"]
    table = ck.stage_durations(part("salesforce", facts["pipeline"])).query("phase == 'sale'")
    assert {k: round(v, 1) for k, v in by_stage(table, "median_days").items()} == facts[
        "median_days"
    ]


@every_file
def test_open_deals_stand_in_proposal(name):
    facts = FACTS["bottleneck"]
    still_open = part(name, facts["pipeline"]).where(outcome="open").deals
    assert still_open["stage"].astype(str).value_counts().to_dict() == facts["open_deals"]


@every_file
def test_the_leak(name):
    facts = FACTS["leak"]
    told = by_stage(ck.funnel(part(name, facts["pipeline"])).iloc[:-1], "conversion")
    if (
        name == "pipedrive"
    ):  # it knows only the last stage, so who moved back before the end is missed
        assert told == pytest.approx(facts["conversion"], abs=0.006)
    else:
        assert {stage: round(share, 3) for stage, share in told.items()} == facts["conversion"]
    assert min(told, key=told.get) == facts["stage"]


@with_history
def test_the_rule_of_counting_matters_where_negotiation_is_skipped(name):
    facts = FACTS["skipped"]
    one = part(name, facts["pipeline"])
    rules = ck.funnel_rules(one)
    here = rules[rules["stage"].astype(str).eq(facts["stage"])].set_index("rule")
    told = {rule: round(here["conversion"][rule], 3) for rule in facts["conversion"]}
    if name == "salesforce":
        assert told == facts["conversion"]
    else:  # missing stage dates break the order of a few deals more
        assert told == facts["conversion"] | {"in_order": pytest.approx(0.292, abs=0.013)}
    assert here["gap"].iloc[0] > 0.30


@with_history
def test_the_deals_that_skipped_negotiation(name):
    facts = FACTS["skipped"]
    one = part(name, facts["pipeline"])
    flows = ck.flows(one).set_index(["from_stage", "to_stage"])["moves"]
    overwritten = 1 if name == "hubspot" else 0  # it keeps only the last entry into a stage
    assert flows[facts["stage"], "Contract"] == facts["moves"] - overwritten
    found = ck.funnel_rule_deals(one, facts["stage"])
    jumped = found["reached"].eq("went on") & found["visited"].eq("stayed")
    came_back = 5
    assert jumped.sum() == facts["moves"] - came_back


@pytest.mark.parametrize("name", ["hubspot", "pipedrive", "event_log"])
@each_pipeline
def test_not_yet_is_not_never(name, pipeline):
    facts, row = FACTS["counted"][pipeline], ck.cycle_length(part(name, pipeline)).iloc[0]
    assert {column: round(row[column], 1) for column in facts} == facts


@every_file
def test_the_cycle_is_a_surprise_in_b2b_only(name):
    found = {p: surprises(ck.cycle_length(part(name, p))) for p in PIPELINES}
    assert list(found["B2B"]["what"]) == ["cycle"] and found["B2B"]["gap"].iloc[0] > 0.10
    assert found["B2C"].empty


# ---- what differs, and what does not


@every_file
@each_pipeline
def test_one_good_source(name, pipeline):
    facts, table = FACTS["good_source"], ck.win_rate(part(name, pipeline), by="source")
    table = table.set_index("source")
    others = table.drop(index=facts["source"])
    assert table["win_rate"].idxmax() == facts["source"]
    assert table.loc[facts["source"], "low"] > others["won"].sum() / others["deals"].sum()
    if name != "pipedrive":
        assert round(table.loc[facts["source"], "win_rate"], 3) == facts["win_rate"][pipeline]
        rest = others["won"].sum() / others["deals"].sum()
        assert round(rest, 3) == facts["win_rate_others"][pipeline]


@every_file
@each_pipeline
def test_one_bad_quarter(name, pipeline):
    facts = FACTS["dip"]
    quarters = pd.period_range("2023Q3", "2025Q3", freq="Q")
    rates = {
        str(quarter): ck.win_rate(closed_in(part(name, pipeline), quarter))["win_rate"].iloc[0]
        for quarter in quarters
    }
    assert min(rates, key=rates.get) == facts["quarter"]
    if name != "pipedrive":
        assert round(rates[facts["quarter"]], 3) == facts["win_rate"][pipeline]


def closed_in(pipe, quarter):
    return pipe.where(closed_at=slice(quarter.start_time.normalize(), quarter.end_time))


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_price_was_the_reason_in_that_quarter(name):
    facts = FACTS["dip"]
    table = ck.loss_reasons(part(name, "B2B"), every="quarter").query("outcome == 'lost'")
    shares = table[table["reason"] == "Price"].groupby("period")["share"].sum()
    dip = pd.Period(facts["quarter"]).start_time
    assert shares.idxmax() == dip and round(shares[dip], 3) == facts["price_share"]
    rest = table[table["period"] != dip]
    price = rest.loc[rest["reason"] == "Price", "deals"].sum() / rest["deals"].sum()
    assert round(price, 3) == facts["price_share_others"]


# ---- ways of deals


@pytest.mark.parametrize("name", ["salesforce", "event_log"])
def test_ways_of_deals(name):
    facts, ledgers = FACTS["ways"], [ck.ledger(part(name, p)) for p in PIPELINES]
    total = pd.concat(ledgers)[["skip", "back", "undone"]].sum()
    # a stage whose date is missing looks skipped
    missing = FACTS["defects"]["blank_stage_dates"] if name == "event_log" else 0
    assert total["skip"] == facts["moves_that_skip"] + missing
    assert total["back"] == facts["moves_back"]
    assert total["undone"] == facts["reopened"]


@pytest.mark.parametrize("name", ["salesforce", "event_log"])
def test_reopened_deals_that_were_won(name):
    visits = loaded(name).visits
    ends = visits[visits["exit"].isin(["lost", "dropped"])]
    later = visits.merge(ends[["deal_id", "visit"]], on="deal_id", suffixes=("", "_lost"))
    again = later.loc[later["visit"] > later["visit_lost"], "deal_id"].unique()
    outcomes = loaded(name).deals.set_index("deal_id")["outcome"][again]
    assert len(again) == FACTS["ways"]["reopened"]
    assert (outcomes == "won").sum() == FACTS["ways"]["reopened_and_won"]


@pytest.mark.parametrize("name", ["salesforce", "event_log"])
def test_deals_in_a_stage_twice(name):
    visits = loaded(name).visits
    again = visits[visits["phase"] == "sale"].duplicated(["deal_id", "stage"])
    assert visits.loc[again[again].index, "deal_id"].nunique() == FACTS["ways"]["in_a_stage_twice"]


@with_history
def test_deals_that_started_later(name):
    first = loaded(name).visits.query("visit == 1 and step > 1")
    told = first["pipeline"].value_counts().to_dict()
    assert told == FACTS["ways"]["started_later_than_the_first_stage"]


def test_onboarding_comes_after_the_win_and_reopens_nothing():
    events = truth.events_table(truth.story())
    visits = loaded("event_log").visits.query("phase == 'after'")
    assert visits["deal_id"].nunique() == (events["stage"] == "Onboarding").sum() > 200
    outcomes = loaded("event_log").deals.set_index("deal_id")["outcome"]
    assert set(outcomes[visits["deal_id"]]) == {"won"}


@every_file
def test_overdue_open_deals(name):
    still_open = loaded(name).where(outcome="open").deals
    overdue = (still_open["expected_close"] < pd.Timestamp(FACTS["as_of"])).sum()
    assert overdue == FACTS["expected_closes"]["overdue_open_deals"]


# ---- defects, as the notes and tables tell them


@every_file
def test_notes_count_the_repeated_rows(name):
    deals = loaded(name).notes.query("step == 'deals'").groupby("fate")["rows"].sum()
    facts = FACTS["defects"]
    assert deals["merged"] == facts["exact_duplicate_rows"]
    assert deals["repeat"] == facts["differing_duplicate_ids"]
    assert deals["deal"] == sum(counts["deals"] for counts in FACTS["deals"].values())


@every_file
def test_notes_count_deals_closed_before_they_were_created(name):
    count = FACTS["defects"]["closed_before_created"]
    assert len(noted(name, f"{count} deals are closed before they were created.")) == 1
    excluded = [ck.cycle_length(part(name, p))["excluded"].iloc[0] for p in PIPELINES]
    assert sum(excluded) == count


@every_file
def test_notes_count_the_far_off_expected_closes(name):
    count = FACTS["defects"]["far_off_expected_closes"]
    assert len(noted(name, f"{count} of 2700 cells of ")) == 1
    assert loaded(name).deals["expected_close"].max() < pd.Timestamp("2027-12-31")


def test_notes_count_the_missing_stage_dates():
    dropped = loaded("event_log").notes.query("fate == 'dropped'")["rows"].sum()
    assert dropped == FACTS["defects"]["blank_stage_dates"]


@every_file
def test_amounts_missing_and_zero(name):
    deals = loaded(name).deals
    assert deals["amount"].isna().sum() == FACTS["defects"]["missing_amounts"]
    assert (deals["amount"] == 0).sum() == FACTS["defects"]["zero_amounts"]
    assert set(deals.loc[deals["amount"] == 0, "outcome"]) == {"lost"}


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_reasons_missing(name):
    table = ck.loss_reasons(loaded(name))
    assert table.loc[table["reason"].isna(), "deals"].sum() == FACTS["defects"]["missing_reasons"]


@every_file
def test_a_bulk_move(name):
    at = pd.Timestamp(co.BULK_AT)
    closed = loaded(name).deals["closed_at"]
    together = closed[closed.dt.normalize() == at.normalize()].value_counts().iloc[0]
    assert together >= FACTS["defects"]["bulk_moves"]
    if name != "salesforce":
        assert (closed == at).sum() == FACTS["defects"]["bulk_moves"]


@with_history
def test_several_stages_in_one_minute(name):
    visits = loaded(name).visits
    at_once = visits[visits["stage"].eq("Inquiry") & visits["days"].eq(0)]
    came_back = 2 if name == "hubspot" else 0  # HubSpot keeps only their later entry
    assert len(at_once) == FACTS["defects"]["several_stages_in_one_minute"] - came_back


# ---- the checklist, which only HubSpot has


def test_the_checklist_is_read_and_judged():
    facts = FACTS["checklist"]
    table = ck.qualification(
        part("hubspot", facts["pipeline"]), {name: name for name in co.CHECKLIST}
    ).set_index("question")
    assert table["answered"].to_dict() == facts["answered"]
    rates = zip(table["win_rate_met"].round(3), table["win_rate_not_met"].round(3), strict=True)
    assert dict(zip(table.index, rates, strict=True)) == facts["win_rates"]
    sure = table.index[(table["low"] > 0) | (table["high"] < 0)]
    assert set(sure) == set(co.CHECKLIST) - {facts["noise"]}
