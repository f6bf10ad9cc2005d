"""What is asked of a past day, or period, is what `rewind` of that day says: every metric that takes one."""

import dataclasses
from functools import cache

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import cycle_kit as ck
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.metrics.headlines import headlines
from cycle_kit.metrics.measures import KPIS
from tests.companies import events
from tests.samples import loaded

PAST = "2024-06-30"
COHORTS = ("conversion_first_to_won",)  # counted within a time that all wins tell, also later ones
#: measures of what is dated once and for all where no deal is reopened, and of what was open
MEASURES = [name for name in KPIS if name not in COHORTS]
LOG = events(
    "1 A 2024-01-02", "1 B 2024-02-10", "1 Won 2024-04-02", "2 A 2024-01-10", "2 B 2024-01-20",
    "2 Won 2024-02-15", "3 A 2024-02-01", "3 B 2024-05-05", "3 Lost 2024-07-09", "4 A 2024-01-15",
    "4 Lost 2024-02-20", "5 A 2024-03-03", "5 B 2024-06-30", "5 A 2024-07-02", "6 A 2024-06-30",
    "6 Won 2024-08-08", "7 A 2024-07-07", "8 B 2024-04-04", "8 Dropped 2024-06-06",
)  # fmt: skip
FIELDS = pd.DataFrame({
    "deal_id": list("12345678"), "owner": [*"aabb", *"aabb"], "amount": [1.0, 2, 4, 8, 16, 32, 64, 128],
    "region": [*"NS" * 4], "expected_close": pd.to_datetime(["2024-03-31", "2024-02-28", "2024-08-31",
    "2024-03-31", "2024-06-15", "2024-06-30", "2024-09-30", "2024-05-31"]),
})  # fmt: skip


def past_values(**values) -> pd.DataFrame:
    rows = pd.DataFrame(values)
    return rows.assign(at=pd.to_datetime(rows["at"]).astype("datetime64[us]"))


@cache
def company(reopened: bool = False):
    """Deals whose owners, amounts and expected closes changed, most of them after `PAST`."""
    again = events("4 A 2024-07-20", "2 B 2024-08-01") if reopened else LOG[:0]
    pipe = ck.from_events(
        pd.concat([LOG, again]), stages=["A", "B"], deals=FIELDS, as_of="2024-08-31"
    )
    deals, at = ["3", "3", "5", "5"], [None, "2024-07-15", None, "2024-06-20"]
    worth = [5.0, 4.0, 90.0, 16.0]
    changes = {
        "owner": past_values(deal_id=deals, at=at, value=["c", "b", "c", "a"]),
        "value": past_values(deal_id=deals, at=at, value=worth),
        "amount": past_values(deal_id=deals, at=at, value=worth),
        "expected_close": past_values(
            deal_id=deals,
            at=["2024-02-01", "2024-07-15", "2024-03-03", "2024-06-20"],
            value=pd.to_datetime(["2024-06-15", "2024-08-31", "2024-05-31", "2024-06-15"]).astype(
                "datetime64[us]"
            ),
        ),
    }
    return dataclasses.replace(pipe, changes=changes)


SAMPLES = ("salesforce",)  # with dated expected closes, and returns and reopenings
BY = (None, "stage", ["owner", "stage"])
NAMES = ["by hand", "reopened", *SAMPLES]


def by_name(name: str):
    """A pipeline and a past day of it."""
    if name in SAMPLES:
        return loaded(name).where(pipeline="B2B"), "2025-06-30"
    return company(name == "reopened"), PAST


def same(one, other, **options):
    """Equal tables; an empty cell is an empty cell, and no row of a group is that of a group without deals."""
    one, other = (table.reset_index(drop=True) for table in (one, other))
    assert_frame_equal(one, other, check_dtype=False, check_categorical=False, **options)


def groups_of(by) -> list[str]:
    return [] if by is None else [by] if isinstance(by, str) else by


def rows_with(table, by, names):
    """The values by measure and group, those of groups without deals left out."""
    table = table[table["measure"].isin(names)]
    keys = [*groups_of(by), "measure"]
    table = table.assign(**{key: table[key].astype("str") for key in keys}).set_index(keys)["value"]
    return table[table.notna() & table.ne(0)].sort_index()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", BY, ids=str)
def test_stocks_of_kpis(name, by):
    pipe, day = by_name(name)
    names = ["open_deals", "open_value"]
    now, then = (ck.kpis(one, at=day, by=by) for one in (pipe, pipe.rewind(day)))
    assert len(rows_with(then, by, names))
    pd.testing.assert_series_equal(rows_with(now, by, names), rows_with(then, by, names))


@pytest.mark.parametrize("by", [None, "region"])
def test_all_figures_of_a_past_quarter(by):
    """Amounts and owners aside, which count as they are today where a deal is counted by its date."""
    pipe = dataclasses.replace(company(), changes={})
    now, then = (
        ck.kpis(one, period="quarter", at=PAST, by=by) for one in (pipe, pipe.rewind(PAST))
    )
    pd.testing.assert_series_equal(rows_with(now, by, MEASURES), rows_with(then, by, MEASURES))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", [None, "stage"])
def test_stocks_of_trend(name, by, measure="open_value"):
    pipe, day = by_name(name)
    every = "quarter" if name in SAMPLES else "month"
    now, then = (ck.trend(one, measure, every=every, by=by) for one in (pipe, pipe.rewind(day)))
    now, then = (by_then(table, [*groups_of(by), "label"], day) for table in (now, then))
    assert len(then)
    pd.testing.assert_series_equal(now, then)


def by_then(table, keys, day):
    """The values of periods by a day, without those of groups that had no deals."""
    table = table[(table["period"] <= day) & table["value"].notna() & table["value"].ne(0)]
    table = table.assign(**{key: table[key].astype("str") for key in keys})
    return table.set_index(keys)["value"].sort_index()


@pytest.mark.parametrize("measure", [*MEASURES[1:], "days in A", "days in B"])
def test_every_month_of_trend(measure):
    pipe = dataclasses.replace(company(), changes={})
    now = ck.trend(pipe, measure).query("period <= @PAST")
    assert len(now) >= 5  # from the first month that has any on
    then = ck.trend(pipe.rewind(PAST), measure)
    same(now, then)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", [None, "owner"])
def test_the_waterfall_between_past_days(name, by):
    pipe, day = by_name(name)
    start = "2025-03-31" if name in SAMPLES else "2024-03-31"
    now, then = (ck.waterfall(one, start, day, by=by) for one in (pipe, pipe.rewind(day)))
    same(now, then)
    still = pipe.rewind(start).deals
    still = still[still["outcome"].eq("open")]
    opening = now[now["item"].eq("opening")]
    assert opening["deals"].sum() == len(still)
    assert opening["value"].sum() == pytest.approx(still["value"].sum())


@pytest.mark.parametrize("name", ["by hand", "reopened", "salesforce"])
def test_what_was_due_and_what_slipped(name):
    pipe, day = by_name(name)
    start = "2025-03-31" if name in SAMPLES else "2024-03-31"
    due = (pd.Timestamp(start) + pd.Timedelta(days=1), day)
    now, then = (ck.waterfall(one, start, day, due=due) for one in (pipe, pipe.rewind(day)))
    same(now, then)
    now, then = (ck.slips(one, every="month") for one in (pipe, pipe.rewind(day)))
    same(now.query("period <= @day"), then)


@pytest.mark.parametrize("measure", MEASURES)
def test_goals_of_a_past_month(measure):
    pipe = dataclasses.replace(company(), changes={})
    wanted = [{"measure": measure, "period": "2024-06", "target": 3}]
    now, then = (ck.goals(one, wanted) for one in (pipe, pipe.rewind(PAST)))
    same(now[["actual", "standing", "verdict"]], then[["actual", "standing", "verdict"]])


def test_losses_of_past_quarters():
    pipe, now = company(), ck.loss_reasons(company(), every="quarter")
    then = ck.loss_reasons(pipe.rewind(PAST), every="quarter")
    columns = ["reason", "outcome", "stage", "period", "deals", "share", "label"]
    same(now.query("period <= @PAST")[columns], then[columns])


@pytest.mark.parametrize("measure", ["open_deals", "new_deals", "won_deals"])
def test_the_headlines_of_the_months_before(measure):
    pipe = company().rewind("2024-07-31")
    row = headlines(pipe).set_index("measure").loc[measure]
    before = headlines(pipe.rewind(PAST)).set_index("measure").loc[measure]
    assert row["previous"] == before["value"]


def test_the_deals_behind_what_was_open():
    for pipe, day in (by_name("by hand"), by_name("reopened")):
        now = deals_behind(pipe, part="open", end=day)
        then = deals_behind(pipe.rewind(day), part="open")
        same(now, then)
