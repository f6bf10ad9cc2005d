"""What was open on a past day, where the file cannot tell: empty with the reason, or a lower bound that says so."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.companies import events
from tests.samples import part
from tests.test_beginning import CUT, company, cut_at

STOCKS = ["open_deals", "open_value"]


@pytest.fixture(scope="module")
def both():
    """The whole file, and what an export of "closed since `CUT`, or open" holds of it."""
    log = company(1, deals=900, cycle=100)
    return tuple(ck.from_events(each, stages=["A"]) for each in (log, cut_at(log, CUT)))


def day(days):
    return f"{CUT + pd.Timedelta(days=days):%Y-%m-%d}"


@pytest.mark.parametrize("end", [-30, -2])
def test_before_a_cut_nothing_moved_that_is_known(both, end):
    found = ck.waterfall(both[1], day(-90), day(end))
    assert found[["deals", "value"]].isna().all(axis=None)
    assert (
        found["note"]
        .eq(f"Not a whole period: the data have all deals since {both[1].since.cut:%Y-%m-%d} only.")
        .all()
    )


def test_over_a_cut_what_is_open_at_the_end_is_known(both):
    whole, left = (ck.waterfall(pipe, day(-60), day(60)).set_index("item") for pipe in both)
    assert left["deals"].drop("closing").isna().all()
    assert left.loc["closing", "deals"] == whole.loc["closing", "deals"] > 0
    assert "all deals since" not in left.loc["closing", "note"]


def test_after_a_cut_all_is_known(both):
    whole, left = (ck.waterfall(pipe, day(30), day(60)) for pipe in both)
    pd.testing.assert_frame_equal(whole, left)


def list_of(tmp_path, *rows):
    """A list of deals without a history, as it is typed."""
    path = tmp_path / "deals.csv"
    header = "Deal ID,Stage,Created Date,Close Date,Amount"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return ck.load(path)


def with_undated(tmp_path, undated):
    """Of January six deals won within days, four lost in May or on a day nobody noted, one open; one of June."""
    closed = [
        f"{n},Lost,2024-01-0{n},{'' if n <= undated else '2024-05-20'},10" for n in range(1, 5)
    ]
    closed += [f"{n},Won,2024-01-{n},2024-01-{n + 2},10" for n in range(10, 16)]
    return list_of(tmp_path, *closed, "20,New,2024-01-20,,10", "21,New,2024-06-20,,10")


def test_closings_without_a_day_make_a_stock_a_lower_bound(tmp_path):
    pipe = with_undated(tmp_path, undated=2)
    least = "At least so many: 2 of 10 closed deals have no date of closing, and may have been open then."
    rows = ck.kpis(pipe, at="2024-04").set_index("measure").loc[STOCKS]
    assert rows["value"].tolist() == [3, 30]
    assert rows["note"].str.startswith(least).all()
    months = ck.trend(pipe, "open_deals").set_index("label")
    assert months.loc[["2024-02", "2024-04"], "note"].eq(least).all()
    flow = ck.waterfall(pipe, "2024-01-31", "2024-04-30").set_index("item")
    assert flow.loc[["opening", "closing"], "note"].str.startswith(least).all()
    assert flow.loc[["opening", "lost", "closing"], "deals"].tolist() == [3, 0, 3]


def test_without_some_creations_too_it_is_no_lower_bound(tmp_path):
    closed = [f"{n},Won,2024-01-{n},2024-01-{n + 2},10" for n in range(10, 16)]
    lost = [f"{n},Lost,2024-01-0{n},{'' if n == 1 else '2024-05-20'},10" for n in range(1, 5)]
    pipe = list_of(tmp_path, *closed, *lost, "20,New,,,10", "21,New,2024-06-20,,10")
    note = ck.kpis(pipe, at="2024-04").set_index("measure").loc["open_deals", "note"]
    assert note.startswith(
        "1 of 12 deals have no date of creation, and count as open from the start. "
        "1 of 10 closed deals have no date of closing, and may have been open then."
    )
    assert "At least" not in note


def test_of_many_closings_without_a_day_the_stock_is_not_known(tmp_path):
    pipe = with_undated(tmp_path, undated=4)
    reason = "Not known by period: 4 of 10 closed deals have no date of closing."
    rows = ck.kpis(pipe, at="2024-04").set_index("measure").loc[STOCKS]
    assert rows["value"].isna().all() and rows["note"].eq(reason).all()
    months = ck.trend(pipe, "open_deals").set_index("label")["value"]
    assert months["2024-01":"2024-05"].isna().all() and months["2024-06"] == 2
    flow = ck.waterfall(pipe, "2024-01-31", "2024-04-30")
    assert flow["deals"].isna().all() and flow["note"].eq(reason).all()


def test_a_closing_without_a_day_moves_nothing_in_the_month_of_its_creation(tmp_path):
    pipe = with_undated(tmp_path, undated=2)
    flow = ck.waterfall(pipe, "2023-12-31", "2024-01-31").set_index("item")["deals"]
    assert flow[["opening", "new", "won", "lost", "closing"]].tolist() == [0, 9, 6, 0, 3]


NO_STAGES = "Not known by the stage of then: this export has no history of stages."


def test_without_a_history_nobody_stood_in_the_stage_of_today():
    pipe = part("pipedrive", "B2B")
    rows = ck.kpis(pipe, at="2025-06", by="stage")
    rows = rows[rows["measure"].isin(STOCKS)]
    assert rows[["value", "previous", "last_year", "change"]].isna().all(axis=None)
    assert rows["note"].eq(NO_STAGES).all()
    months = ck.trend(pipe, "open_deals", by="stage")
    past = months["period"] < months["period"].max()
    assert months.loc[past, "value"].isna().all() and months.loc[past, "note"].eq(NO_STAGES).all()
    now = months[~past].set_index("stage")["value"].dropna()
    today = pipe.deals[pipe.deals["outcome"].eq("open")]["stage"].astype("str").value_counts()
    assert {name: n for name, n in now.items() if n} == today.to_dict()
    flow = ck.waterfall(pipe, "2025-05-31", "2025-06-30", by="stage")
    assert flow["deals"].isna().all() and flow["note"].eq(NO_STAGES).all()


@pytest.mark.parametrize("name", ["salesforce", "event_log"])
def test_with_a_history_a_waterfall_by_stage_goes_from_stock_to_stock(name):
    pipe = part(name, "B2B")
    flow = ck.waterfall(pipe, "2025-05-31", "2025-06-30", by="stage")
    flow = flow.pivot_table(index="stage", columns="item", values="deals", observed=True)
    stock = ck.kpis(pipe, at="2025-06", by="stage")
    stock = stock[stock["measure"] == "open_deals"].set_index("stage")[["previous", "value"]]
    for stage, (before, after) in stock.iterrows():
        assert flow.loc[stage, ["opening", "closing"]].tolist() == [before, after]
    assert flow["moved_in"].sum() == flow["moved_out"].sum() > 0


def test_a_step_on_leaves_one_stage_and_comes_into_the_next():
    pipe = ck.from_events(
        events("1 A 2024-01-02", "1 B 2024-02-10", "2 A 2024-01-03", "2 B 2024-02-04", "2 Won 2024-02-20"),
        stages=["A", "B"],
        as_of="2024-03-31",
    )  # fmt: skip
    flow = ck.waterfall(pipe, "2024-01-31", "2024-02-29", by="stage")
    flow = flow.pivot_table(index="stage", columns="item", values="deals", observed=True)
    assert flow.loc["A", ["opening", "moved_out", "closing"]].tolist() == [2, 2, 0]
    assert flow.loc["B", ["opening", "moved_in", "won", "closing"]].tolist() == [0, 2, 1, 1]
