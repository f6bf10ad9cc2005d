"""Since when a pipeline speaks, and how a file that was cut at the left is counted."""

import narwhals as nw
import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.beginning import cut_column, late_entry, since_of
from cycle_kit.metrics import survival
from cycle_kit.metrics.edges import is_whole
from tests.companies import ENGINES, events

START = pd.Timestamp("2022-01-03")


def company(seed, *, deals=500, days=800, cycle=60.0, shape=1.0, rush=False, grow=0.0):
    """Deals created over some days, closed after gamma-distributed days; `rush`: mostly in a quarter's last week."""
    random = np.random.default_rng(seed)
    born = np.floor(np.sort(random.random(deals) ** (1 / (1 + grow))) * days)
    end = born + np.floor(random.gamma(shape, cycle / shape, deals))
    if rush:
        week = np.ceil(end / 91) * 91 - random.integers(0, 7, deals)
        end = np.where(random.random(deals) < 0.85, np.maximum(week, born), end)
    names = [f"D{number}" for number in range(deals)]
    made = pd.DataFrame({"deal_id": names, "stage": "A", "at": START + pd.to_timedelta(born, "D")})
    ended = made.assign(
        stage=np.where(random.random(deals) < 0.4, "won", "lost"),
        at=START + pd.to_timedelta(end, "D"),
    )
    log = pd.concat([made, ended[end <= days]], ignore_index=True)
    return log.astype({"at": "datetime64[us]"})


def cut_at(log, day):
    """What an export of "closed since that day, or open" holds."""
    gone = log.loc[(log["stage"] != "A") & (log["at"] < day), "deal_id"]
    return log[~log["deal_id"].isin(gone)]


CUT = START + pd.Timedelta(days=300)
KINDS = {
    "plain": {}, "slow": {"cycle": 200}, "narrow": {"shape": 3}, "long tail": {"shape": 0.4},
    "growing": {"grow": 1.5}, "shrinking": {"grow": -0.4}, "rush": {"rush": True, "cycle": 90}, "few": {"deals": 60},
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_file_is_not_cut(kind):
    for seed in range(4):
        log = company(seed, **KINDS[kind])
        since = ck.from_events(log, stages=["A"]).since
        assert not since.is_cut
        assert since.created == log["at"].min()
        assert since.closed == log.loc[log["stage"] != "A", "at"].min()


@pytest.mark.parametrize("kind", ["plain", "slow", "narrow", "long tail", "shrinking"])
def test_a_cut_file_is_known_by_what_is_missing(kind):
    for seed in range(3):
        pipe = ck.from_events(cut_at(company(seed, deals=900, **KINDS[kind]), CUT), stages=["A"])
        assert CUT <= pipe.since.cut <= CUT + pd.Timedelta(days=10)
        assert pipe.since.created == pipe.since.closed == pipe.since.cut
        assert pipe.notes["note"].str.startswith("Cut at the left").sum() == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_says_the_same(engine):
    log = cut_at(company(1), CUT)
    since = ck.from_events(ENGINES[engine](log), stages=["A"]).since
    assert since == ck.from_events(log, stages=["A"]).since
    assert since.is_cut


def test_a_mistyped_year_hides_no_cut():
    log = cut_at(company(2, deals=900), CUT)
    odd = log["stage"].eq("lost")
    log.loc[odd.idxmax(), "at"] = pd.Timestamp("2022-03-01")
    made = log["deal_id"].eq(log.loc[odd.idxmax(), "deal_id"]) & log["stage"].eq("A")
    log.loc[made, "at"] = pd.Timestamp("2022-02-01")
    assert ck.from_events(log, stages=["A"]).since.cut >= CUT


def test_the_data_begin_for_all_whatever_is_filtered():
    log = events("1 A 2024-01-10", "1 won 2024-02-01", "2 A 2024-05-01", "2 lost 2024-06-01")
    fields = pd.DataFrame({"deal_id": ["1", "2"], "owner": ["Ann", "Bo"]})
    pipe = ck.from_events(log, stages=["A"], deals=fields)
    assert pipe.where(owner="Bo").since == pipe.since == pipe.rewind("2024-03-01").since
    later = pipe.where(created_at=slice("2024-04-01", None)).since
    assert (later.created, later.closed) == (pd.Timestamp("2024-05-01"), pd.Timestamp("2024-06-01"))


def test_of_nothing_closed_no_period_is_whole():
    pipe = ck.from_events(events("1 A 2024-01-10"), stages=["A"])
    day = pd.Timestamp("2024-01-10")
    assert pd.isna(pipe.since.closed)
    assert not is_whole(pipe, "won_deals", "closed", day)
    assert is_whole(pipe, "new_deals", "created", day)
    assert not is_whole(pipe, "new_deals", "created", day - pd.Timedelta(days=1))


def test_late_ones_are_at_risk_from_their_entry_on():
    # three seen from the start end on days 1, 2, 4; two seen from day 3 on end on 3 and 5
    found = survival.steps(
        np.array([1, 2, 4, 3, 5]), np.ones((5, 1)), np.zeros(5), np.array([0, 0, 0, 3, 3])
    )
    assert found.at_risk.tolist() == [3, 2, 3, 2, 1]
    assert survival.kaplan_meier(found).share[1] == pytest.approx(1 / 3)


def test_curves_of_a_cut_file_are_those_of_the_whole_one():
    """The median time to closing of exponential cycles of mean 60 is 60 ln 2 = 41.6 days."""
    log = company(3, deals=3000)
    whole, cut = (ck.from_events(one, stages=["A"]) for one in (log, cut_at(log, CUT)))
    wanted = ck.cycle_length(whole, outcome="closed").iloc[0]
    found = ck.cycle_length(cut, outcome="closed").iloc[0]
    assert wanted["km_median_days"] == pytest.approx(41.6, abs=4)
    assert found["km_median_days"] == pytest.approx(wanted["km_median_days"], abs=2)
    for per in ("visit", "deal"):
        stays = ck.stage_durations(cut, per=per).iloc[0]
        assert stays["km_median_days"] == pytest.approx(wanted["km_median_days"], abs=2)
    assert "delayed entry" in ck.definition_here(cut, "cycle_length")
    assert "delayed entry" not in ck.definition_here(whole, "cycle_length")
    curve = ck.outcome_curves(cut)
    at = curve[curve["days"] <= 90].iloc[-1]
    same = ck.outcome_curves(whole)
    same = same[same["days"] <= 90].iloc[-1]
    assert at["won"] == pytest.approx(same["won"], abs=0.03)
    assert at["lost"] == pytest.approx(same["lost"], abs=0.03)


def test_a_stay_that_ended_before_the_cut_is_not_measured():
    log = cut_at(company(4, deals=900), CUT)
    first = log[log["stage"] == "A"].assign(
        stage="Early", at=lambda rows: rows["at"] - pd.Timedelta(days=5)
    )
    pipe = ck.from_events(pd.concat([first, log]), stages=["Early", "A"])
    early = ck.stage_durations(pipe).set_index("stage").loc["Early"]
    before = int((log.loc[log["stage"] == "A", "at"] < pipe.since.cut).sum())
    assert early["unmeasured"] == before
    assert early["km_median_days"] == early["mean_days"] == 5


def test_with_a_calendar_late_ones_enter_in_working_days():
    cut = ck.from_events(cut_at(company(3, deals=3000), CUT), stages=["A"])
    days = ck.cycle_length(cut, outcome="closed", calendar=ck.Calendar()).iloc[0]["km_median_days"]
    stays = ck.stage_durations(cut, calendar=ck.Calendar()).iloc[0]["km_median_days"]
    assert days == pytest.approx(41.6 * 5 / 7, abs=3)
    assert stays == pytest.approx(days, abs=1)


def test_the_note_of_a_cut_is_there_after_a_load(tmp_path):
    """What is told of the file while it is read does not replace it."""
    pipe = ck.from_events(cut_at(company(1, deals=900), CUT), stages=["A"])
    columns = ["deal_id", "stage", "created_at", "closed_at", "outcome"]
    path = tmp_path / "deals.csv"
    pipe.deals[columns].rename(columns={"outcome": "status"}).to_csv(path, index=False)
    read = ck.load(path)
    assert read.since.cut == pipe.since.cut
    assert read.notes["note"].str.startswith("Cut at the left").sum() == 1


def test_where_many_creations_are_not_known_no_cut_can_be_told():
    pipe = ck.from_events(cut_at(company(1, deals=900), CUT), stages=["A"])
    deals = pipe.deals.copy()
    deals.loc[deals.index[::15], "created_at"] = pd.NaT
    assert not since_of(nw.from_native(deals), pipe.as_of).is_cut


@pytest.mark.parametrize("hours", [(0, 0), (15, 10)])
def test_what_was_closed_on_the_day_of_the_cut_is_in_every_figure(hours):
    """Created in the afternoon and closed the morning of the first day of closings, it lasted until the cut."""
    log = cut_at(company(1, deals=900), CUT)
    log["at"] += pd.to_timedelta(np.where(log["stage"] == "A", *hours), "h")
    pipe = ck.from_events(log, stages=["A"])
    won = pipe.deals[pipe.deals["outcome"] == "won"]
    days = (won["closed_at"] - won["created_at"]) / pd.Timedelta(days=1)
    length = ck.cycle_length(pipe).loc[0]
    assert pipe.since.is_cut
    kept = days[days >= 0]
    assert (length["deals"], length["mean_days"]) == (len(kept), pytest.approx(kept.mean()))
    assert length["mean_days"] == pytest.approx(ck.velocity(pipe).loc[0, "mean_cycle_days"])


def test_sentences_tell_what_counts_beside_the_open_deals():
    cut = ck.from_events(cut_at(company(1, deals=900), CUT), stages=["A"])
    whole = ck.from_events(company(1, deals=900), stages=["A"])
    late, plain = (charts.cycle_words(ck.cycle_length(pipe)) for pipe in (cut, whole))
    assert "With the open deals and the early ones that the file lacks" in late
    assert "Counting the open deals" in plain and "lacks" not in plain


@pytest.mark.parametrize("engine", ["pandas", "polars"])
@pytest.mark.parametrize(("moments", "midnight"), [(True, 2.0), (False, 2.0)])
def test_who_began_at_an_hour_is_at_risk_from_the_hour_on(engine, moments, midnight):
    """Also in a file in which some begin at midnight, which then is a day: its spans from an hour are by the hour."""
    begun = pd.to_datetime(["2024-02-28 06:00", "2024-02-28 00:00", "2024-03-02 12:00"])
    frame = nw.from_native(ENGINES[engine](pd.DataFrame({"begun": begun.astype("datetime64[us]")})))
    cut = pd.Timestamp("2024-03-01")
    frame = frame.with_columns(cut_=cut_column(cut))
    days = late_entry("begun", cut, frame=frame, moments=moments)
    assert frame.select(days=days)["days"].to_list() == [1.75, midnight, 0.0]
