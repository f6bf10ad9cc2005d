"""A file that lacks the deals created after a day: known by what is missing, and told in every figure after it."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck

FIRST = pd.Timestamp("2023-01-02")
LAST = FIRST + pd.Timedelta(days=500)


def company(seed, *, deals=500, days=620, cycle=60.0, pause=(0, 0), rising=1.0):
    """The moves of deals created over so many days, none of them within `pause`."""
    dice = np.random.default_rng(seed)
    created = days * dice.random(deals) ** (1 / rising)
    created = created[(created < pause[0]) | (created > pause[1])]
    ended = created + dice.exponential(cycle, len(created))
    rows = [("A", created), (np.where(dice.random(len(created)) < 0.4, "Won", "Lost"), ended)]
    frames = [
        pd.DataFrame(
            {"deal_id": [f"D{n:04}" for n in range(len(created))], "stage": stage, "day": at}
        )
        for stage, at in rows
    ]
    log = pd.concat(frames)
    log = log[log["day"] < days]
    at = (FIRST + pd.to_timedelta(log["day"], unit="D")).dt.floor("s")
    return log.assign(at=at.astype("datetime64[us]")).drop(columns="day")


def pipe_of(log):
    return ck.from_events(log, stages=["A"], as_of=str((FIRST + pd.Timedelta(days=619)).date()))


def without_the_newest(log):
    created = log.loc[log["stage"] == "A"].set_index("deal_id")["at"]
    return log[log["deal_id"].map(created) <= LAST]


KINDS = {
    "plain": {}, "large": {"deals": 2000}, "slow": {"cycle": 150.0}, "quick": {"cycle": 12.0, "deals": 900},
    "growing": {"rising": 2.0}, "shrinking": {"rising": 0.6, "deals": 800},
    "a summer without": {"pause": (180, 215)},
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_known_by_what_is_missing(kind):
    log = company(1, **KINDS[kind])
    assert pd.isna(pipe_of(log).since.last)
    cut = pipe_of(without_the_newest(log)).since.last
    assert LAST - pd.Timedelta(days=10) <= cut <= LAST


@pytest.mark.parametrize("log", [
    without_the_newest(company(2, deals=40)),  # too few to tell
    without_the_newest(company(2, pause=(150, 270))),  # it has paused as long before
    company(3, days=620).query("at < '2023-02-10'"),
    company(4, deals=60, days=30, cycle=200.0).assign(),  # all begun at once
], ids=["few", "paused before", "short", "at once"])  # fmt: skip
def test_what_may_be_a_pause_is_none(log):
    assert pd.isna(pipe_of(log).since.last)


def test_figures_after_it_are_told_not_to_be_whole():
    whole, cut = pipe_of(company(1)), pipe_of(without_the_newest(company(1)))
    assert (
        cut.notes["note"]
        .str.startswith("Cut at the right: no deal was created after 2024-05-1")
        .sum()
        == 1
    )
    assert not whole.notes["note"].str.startswith("Cut at the right").any()
    new, right = (ck.trend(pipe, "new_deals").set_index("label") for pipe in (cut, whole))
    assert new.loc[["2024-06", "2024-07", "2024-08"], "value"].isna().all()
    assert new.loc["2024-06":, "note"].str.contains("created until 2024-05-1").all()
    assert new.loc["2024-05":, "unfinished"].all()
    before = slice("2023-02", "2024-04")
    pd.testing.assert_frame_equal(new.loc[before], right.loc[before])
    for name in ("open_deals", "won_deals", "win_rate"):
        rows = ck.trend(cut, name).set_index("label")
        assert rows.loc["2024-06":, "unfinished"].all() and not rows.loc["2024-03", "unfinished"], (
            name
        )
    table = ck.kpis(cut, at="2024-07-31").set_index("measure")
    assert pd.isna(table.loc["new_deals", "value"]) and table.drop("new_leads")["unfinished"].all()
    assert table.drop("new_leads")["change"].isna().all()
    table = ck.kpis(cut, at="2024-03-31").set_index("measure")
    assert not table["note"].str.startswith("Not a whole").any()
