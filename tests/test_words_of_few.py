"""What is said where there is one deal, none, or nothing that is dated: true, and not clumsy."""

import numpy as np
import pandas as pd

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts.measured import apart, full, short
from cycle_kit.charts.words import GAP
from tests.companies import events, without_deals

ONE = ck.from_events(
    events("1 A 2024-01-02", "1 B 2024-01-20", "1 Lost 2024-02-15"), stages=["A", "B"]
)
TARGETS = [
    {"measure": name, "period": period, "target": target}
    for name, target in (("won_deals", 1), ("win_rate", 0.3))
    for period in ("2024-02", "2024-03")
]


def said(sentences):
    return str(sentences).splitlines()


def test_counts_have_no_decimals_and_one_is_one():
    assert apart(4.0, "won_deals") == "+4" and apart(-2.5, "won_deals") == "−2.50"
    assert full(1.0, "won_deals") == full(0.9, "won_deals") == "1 deal"
    assert full(0.0, "won_deals") == "0 deals"
    assert short(2.0, "win_loss_ratio") == "2" and short(2.5, "win_loss_ratio") == "2.50"


def test_a_period_to_come_has_nothing_so_far():
    lines = said(charts.goal_words(ck.goals(ONE, TARGETS)))
    assert lines[1] == "Won deals, Mar 2024: to come, the target is 1."
    assert lines[3] == f"Win rate, Mar 2024: to come, the target is 30{GAP}%."


def test_no_part_of_a_deal_is_due_on_a_day():
    early = ck.from_events(events("1 A 2024-01-02", "1 Won 2024-01-20", "2 A 2024-02-03"))
    (line,) = said(charts.goal_words(ck.goals(early, TARGETS[:1])))
    assert line.startswith("Won deals, Feb 2024: 0 of 1 so far. ")


def test_goals_of_no_deals_are_not_known():
    found = ck.goals(without_deals(ONE), TARGETS)
    assert found["actual"].tolist()[:1] == [0] and found["actual"][1:].isna().sum() >= 2
    assert found["note"][2] == "Not known: nothing in this period to measure it by."


def ways(*rows):
    names = ["from_stage", "to_stage", "deals", "moves", "median_days"]
    return pd.DataFrame(rows, columns=names)


def test_the_way_on_which_most_are_lost():
    assert said(charts.flows_words(ck.flows(ONE))) == [
        "One deal is lost, from B, 26 days after entering it."
    ]
    tied = ways(("A", "lost", 3, 3, 5.0), ("B", "lost", 3, 4, 6.0), ("B", "won", 9, 9, 2.0))
    assert said(charts.flows_words(tied)) == [
        'As many deals are lost from each of "A", "B": 3 deals.'
    ]
    most = ways(("A", "lost", 4, 4, np.nan), ("B", "lost", 3, 9, 6.0))
    assert said(charts.flows_words(most)) == ["Most deals are lost from A: 4 deals."]


def test_where_nothing_is_dated_the_reason_is_said(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage,Created Date,Close Date\n1,New,,\n2,Won,,\n3,Lost,,\n")
    pipe = ck.load(path, as_of="2024-03-31")
    reason = "Not known by period: 1 of 1 won deals have no date of closing."
    for every in ("month", "year"):
        table = ck.trend(pipe, "won_deals", every=every)
        assert table["value"].isna().all() and table["note"].tolist() == [reason]
        assert said(charts.past_words(table, "won_deals")) == [f"Won deals: {reason}"]
        assert any(
            reason in " ".join(note.text.replace("<br>", " ").split())
            for note in charts.trend_chart(table).layout.annotations
        )


def test_without_shorter_stages_there_is_no_one_off():
    log = events("1 A 2024-01-02", "1 B 2024-01-20", "1 Won 2024-02-15", "2 A 2024-02-20")
    fields = pd.DataFrame({"deal_id": ["1", "2"], "amount": [100.0, 50.0]})
    pipe = ck.from_events(log, stages=["A", "B"], deals=fields)
    for changes, value, note in (
        ({"deals": 0.1}, 0.0, ""),
        ({"days": {"A": -0.5}}, 9 * 100 / 49, "Shorter stages bring this once"),
        ({"days": {"A": 0.5}}, -9 * 100 / 49, "Longer stages cost this once"),
    ):
        row = ck.what_if(pipe, **changes).set_index("measure").loc["one_off_value"]
        assert abs(row["then"] - value) < 1e-9 and str(row["then"]) != "-0.0"
        assert row["note"].startswith(note) and bool(row["note"]) == bool(note)
    daily = ck.what_if(pipe).set_index("measure").loc["won_value_per_day", "note"]
    assert daily == "What was won in the last 49 days (1 deal), per day."
