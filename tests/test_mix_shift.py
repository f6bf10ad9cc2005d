"""mix_shift: mix, rate and unfinished add up to the naive change."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events
from tests.companies_at_random import Company, pipeline_of

#: before: 4 small (3 won) and 4 large (1 won); after: 2 small (1 won), 6 large (3 won); all after 2 days
WON = {"2024-01-01": "WWWLWLLL", "2024-03-01": "WLWWWLLL"}
SMALL = {"2024-01-01": 4, "2024-03-01": 2}
SPANS = {"before": ("2024-01-01", "2024-01-31"), "after": ("2024-03-01", "2024-03-31")}


def company(engine="pandas", late=0, still=0):
    """`late`: so many more small deals of the first period, won after 100 days; `still`: so many of the
    second one still open."""
    rows, deals, number = [], [], 0
    for day, ends in WON.items():
        for place, end in enumerate(ends):
            number += 1
            rows += [f"{number} A {day}"]
            days = {"2024-01-01": "2024-01-03", "2024-03-01": "2024-03-03"}
            rows += [f"{number} {dict(W='Won', L='Lost')[end]} {days[day]}"]
            deals.append((str(number), "small" if place < SMALL[day] else "large", day))
    for number in range(91, 91 + late):
        rows += [f"{number} A 2024-01-02", f"{number} Won 2024-04-11"]
        deals.append((str(number), "small", "2024-01-02"))
    for number in range(71, 71 + still):
        rows += [f"{number} A 2024-03-01"]
        deals.append((str(number), "small", "2024-03-01"))
    rows += ["90 A 2024-05-01"]
    deals.append(("90", "small", "2024-05-01"))
    table = pd.DataFrame(deals, columns=["deal_id", "segment", "created_at"])
    table["created_at"] = pd.to_datetime(table["created_at"]).astype("datetime64[us]")
    native = ENGINES[engine]
    return ck.from_events(native(events(*rows)), stages=["A"], deals=native(table))


def test_a_change_by_hand():
    table = ck.mix_shift(company(), "win_rate", by="segment", **SPANS).set_index("segment")
    assert list(table.index) == ["large", "small", "total"]
    # large: share 4/8 -> 6/8, rate 1/4 -> 3/6; small: share 4/8 -> 2/8, rate 3/4 -> 1/2
    assert table["mix"].tolist() == [0.25 * 0.375, -0.25 * 0.625, -0.0625]
    assert table["rate"].tolist() == [0.625 * 0.25, 0.375 * -0.25, 0.0625]
    assert table["unfinished"].tolist() == pytest.approx([0, 0, 0])
    assert table.loc["total", ["value_before", "value_after", "change"]].tolist() == [0.5, 0.5, 0]
    assert table.loc["total", ["deals_before", "deals_after"]].tolist() == [8, 8]
    assert table[["within_days", "first_days"]].isna().all().all()  # nobody is open


def test_late_outcomes_are_the_unfinished_part():
    # two more of the first period, won after 100 days, and one of the second still open, seen for 31
    # days and more: 6 of 10, matched 4 of 8
    total = ck.mix_shift(company(late=2, still=1), "win_rate", by="segment", **SPANS).iloc[-1]
    assert total["change"] == pytest.approx(4 / 8 - 6 / 10)
    assert total["mix"] + total["rate"] == pytest.approx(0)
    assert total["unfinished"] == pytest.approx(-0.1)
    assert (total["naive_before"], total["naive_after"]) == (0.6, 0.5)
    assert (total["value_before"], total["value_after"], total["within_days"]) == (0.5, 0.5, 31)


@pytest.mark.parametrize("late", [0, 2, 5])
def test_nothing_unfinished_is_none(late):
    """However long some took: all of both periods have ended."""
    total = ck.mix_shift(company(late=late), "win_rate", by="segment", **SPANS).iloc[-1]
    assert total["unfinished"] == pytest.approx(0)
    assert total["deals_before"] == 8 + late
    assert total["change"] == pytest.approx(total["value_after"] - total["value_before"])


def steady(until, *, won=2, of=5, days=30, spread=("small", "large")):
    """A deal a day since 2023, of every five two won and three lost, each after 30 days: nothing changes."""
    rows, deals = [], []
    for number, day in enumerate(pd.date_range("2023-01-01", until)):
        rows.append((str(number), "A", day))
        deals.append((str(number), spread[number % len(spread)], day))
        if (end := day + pd.Timedelta(days=days + number % 3)) <= pd.Timestamp(until):
            rows.append((str(number), "Won" if number % of < won else "Lost", end))
    log = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    table = pd.DataFrame(deals, columns=["deal_id", "segment", "created_at"])
    return ck.from_events(log, stages=["A"], deals=table)


@pytest.mark.parametrize(
    ("until", "days", "before", "after"),
    [
        ("2024-10-15", 30, "2023", "2024"),
        ("2024-10-01", 30, "2024-Q2", "2024-Q3"),
        ("2024-12-31", 30, "2023", "2024"),
        ("2025-01-03", 30, "2024-Q3", "2024-Q4"),
        ("2024-06-26", 5, "2024-05", "2024-06"),
        ("2024-06-20", 5, ("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-12-31")),
        ("2024-06-20", 5, "2024", "2023"),
    ],
)
@pytest.mark.parametrize("measure", ["win_rate", "mean_cycle_days"])
def test_a_running_period_is_compared_over_what_was_seen_of_both(
    until, days, before, after, measure
):
    """In a company that does not change nothing has, whatever day it is asked."""
    pipe = steady(until, days=days)
    total = ck.mix_shift(pipe, measure, by="segment", before=before, after=after).iloc[-1]
    assert total["value_after"] == pytest.approx(total["value_before"], rel=0.12)
    assert total["mix"] + total["rate"] == pytest.approx(
        total["value_after"] - total["value_before"]
    )
    assert total["naive_after"] - total["naive_before"] == pytest.approx(total["change"])
    assert min(total["deals_before"], total["deals_after"]) >= 5


def test_a_period_of_which_nothing_came_yet_is_refused():
    with pytest.raises(
        QuestionError, match="had come before within"
    ):  # 15 days, of 30 that each takes
        ck.mix_shift(
            steady("2024-10-15"), "win_rate", by="segment", before="2023-Q4", after="2024-Q4"
        )


def test_one_deal_still_open_hides_no_others():
    """A single open deal does not make an old period unfinished."""
    ended, one_open = company(late=0), company(late=0, still=1)
    for pipe in (ended, one_open):
        total = ck.mix_shift(pipe, "win_rate", by="segment", **SPANS).iloc[-1]
        assert (total["deals_before"], total["deals_after"]) == (8, 8)
        assert total["unfinished"] == pytest.approx(0)


def test_closings_without_a_date_did_not_come_at_once():
    """Which of them came in time nobody knows; where nobody is open they simply count."""
    rows = {
        "Deal ID": range(1, 41), "Stage": ["Talk"] * 40, "Segment": ["small", "large"] * 20,
        "Created": ["2023-01-10"] * 20 + ["2024-01-10"] * 20,
        "Status": ["Won", "Lost"] * 20,
        "Closed": [day for n in range(20) for day in (f"2024-06-{n + 1:02}", None)],
    }  # fmt: skip
    options = {"by": "segment", "before": "2023", "after": "2024"}
    table = pd.DataFrame(rows).astype({"Deal ID": str})
    columns = {"deal_id": "Deal ID", "stage": "Stage", "created_at": "Created",
               "closed_at": "Closed", "status": "Status"}  # fmt: skip
    pipe = ck.load(table, columns=columns, stages=["Talk"])
    assert ck.mix_shift(pipe, "win_rate", **options)["value_before"].iloc[-1] == 0.5
    still = pd.DataFrame(rows | {"Status": ["Won", "Lost"] * 19 + ["Open", "Open"]})
    pipe = ck.load(still.astype({"Deal ID": str}), columns=columns, stages=["Talk"])
    with pytest.raises(QuestionError, match="outcomes of these periods have no date"):
        ck.mix_shift(pipe, "win_rate", **options)


def test_a_group_of_one_period_is_all_mix():
    pipe = company()
    part = pipe.where(deal_id=[str(n) for n in range(1, 17) if n not in range(1, 5)])
    table = ck.mix_shift(part, "win_rate", by="segment", **SPANS).set_index("segment")
    assert table.loc["small", ["mix", "rate"]].tolist() == [0.25 * 0.5, 0]
    assert pd.isna(table.loc["small", "value_before"])
    assert table.loc["total", "change"] == pytest.approx(0.25)


@pytest.mark.parametrize("measure", ["win_rate", "mean_cycle_days", "days in Talk"])
@pytest.mark.parametrize("seed", range(5))
def test_the_parts_add_up_in_every_company(measure, seed):
    pipe = pipeline_of(Company(owners=4, deals_each=60, lingering=1.5, mixes={0: 0.8}), seed)
    table = ck.mix_shift(pipe, measure, by=["segment", "owner"], before="2023-Q2", after="2024-Q3")
    parts = table[["mix", "rate", "unfinished"]]
    assert parts.sum(axis=1).tolist() == pytest.approx(table["change"].tolist(), abs=1e-12)
    assert parts[:-1].sum().tolist() == pytest.approx(parts.iloc[-1].tolist(), abs=1e-12)
    assert naive(pipe, measure, "2024-Q3") - naive(pipe, measure, "2023-Q2") == pytest.approx(
        table["change"].iloc[-1], abs=1e-9
    )


def naive(pipe, measure, quarter):
    """The figure of those who entered in a quarter, as it stands today, in plain pandas."""
    if measure == "days in Talk":
        stays = pipe.visits[(pipe.visits["stage"] == "Talk") & pipe.visits["left_at"].notna()]
        return stays.loc[stays["entered_at"].dt.to_period("Q") == pd.Period(quarter), "days"].mean()
    mine = pipe.deals[pipe.deals["created_at"].dt.to_period("Q") == pd.Period(quarter)]
    if measure == "win_rate":
        return (mine["outcome"] == "won").sum() / mine["outcome"].isin(["won", "lost"]).sum()
    won = mine[mine["outcome"] == "won"]
    return ((won["closed_at"] - won["created_at"]) / pd.Timedelta(days=1)).mean()


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    one, other = (
        ck.mix_shift(company(name), "win_rate", by="segment", **SPANS)
        for name in ("pandas", engine)
    )
    pd.testing.assert_frame_equal(one, other, check_dtype=False)


def test_other_measures_are_refused():
    with pytest.raises(QuestionError) as error:
        ck.mix_shift(company(), "won_deals", by="segment", **SPANS)
    assert str(error.value) == (
        'A change of "won_deals" cannot be split into mix and rate.\nIt is no mean over deals.\n'
        'Use "win_rate", "mean_cycle_days", "days in <stage>".'
    )


def test_a_period_too_young_is_refused():
    with pytest.raises(QuestionError) as error:
        ck.mix_shift(company(), "win_rate", by="segment", before="2024-01", after="2024-05")
    assert str(error.value) == (
        'Nothing of "win_rate" had come before within the time that both periods were seen for.\n'
        "That is 0 days after entry.\nChoose an earlier or a longer period."
    )


def test_no_period():
    with pytest.raises(QuestionError) as error:
        ck.mix_shift(company(), "win_rate", by="segment", before="last", after="2024-03")
    assert str(error.value) == (
        'before= is no period, and no first and last day.\nIt was "last".\n'
        'Write it as before="2024-Q3", before="2024-07" or before=("2024-07-01", "2024-09-30").'
    )


@pytest.mark.parametrize("column", ["stage", "outcome", "lost_reason"])
def test_nothing_is_split_by_how_deals_ended(column):
    pipe = ck.load(ck.sample("hubspot_deals.csv"))
    with pytest.raises(QuestionError, match="cannot be split by"):
        ck.mix_shift(pipe, "win_rate", by=column, before="2024", after="2025")
