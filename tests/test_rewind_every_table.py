"""A rewound pipeline knows nothing that came later, in any of its tables."""

from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from tests.companies import events
from tests.samples import EXPORTS, loaded

DAY = "2024-03-15"


def company():
    log = events(
        "a A 2024-01-05", "b A 2024-01-08", "a B 2024-02-01", "b lost 2024-04-20", "c A 2024-05-01"
    )
    closes = pd.DataFrame({
        "deal_id": ["a", "a", "a", "b", "c"],
        "at": pd.to_datetime(["2024-01-05", "2024-02-10", "2024-06-20", "2024-04-08", "2024-05-01"]),
        "value": pd.to_datetime(["2024-03-31", "2024-06-30", "2024-09-30", "2024-04-30", "2024-08-01"]),
    }).astype({"at": "datetime64[us]", "value": "datetime64[us]"})  # fmt: skip
    leads = pd.DataFrame({
        "lead_id": ["1", "2", "3"], "created_at": pd.to_datetime(["2024-01-01", "2024-03-01", "2024-03-20"]),
        "first_contact_at": pd.to_datetime(["2024-01-02", "2024-03-18", "2024-03-21"]),
        "converted_at": pd.to_datetime(["2024-01-05", "2024-05-01", None]), "deal_id": ["a", "c", None],
        "outcome": pd.Categorical(["converted", "converted", "open"]), "reason": None, "source": "Web", "owner": "Ann",
    })  # fmt: skip
    pipe = ck.from_events(log, stages=["A", "B"], as_of="2024-07-31")
    return replace(pipe, changes={"expected_close": closes}, leads=leads)


def test_pushes_made_later_are_not_known():
    then = ck.slips(company().rewind(DAY)).set_index("deal_id")
    assert then.loc["a", ["pushes", "days_pushed"]].tolist() == [1, 91]
    assert then.loc["b", "pushes"] == 0 and "c" not in then.index
    now = ck.slips(company()).set_index("deal_id")
    assert now.loc["a", ["pushes", "days_pushed"]].tolist() == [2, 91 + 92]


def test_leads_are_those_of_then():
    leads = company().rewind(DAY).leads.set_index("lead_id")
    assert list(leads.index) == ["1", "2"]
    assert leads["outcome"].astype("str").to_dict() == {"1": "converted", "2": "open"}
    assert leads["deal_id"].isna().to_dict() == {"1": False, "2": True}
    assert leads["first_contact_at"].isna().to_dict() == {"1": False, "2": True}
    assert ck.speed_to_lead(company().rewind(DAY)).loc[0, ["leads", "answered"]].tolist() == [2, 1]


def later_than(table, day, planned=()):
    """Columns of a table with a date after a day, those of plans aside."""
    dates = table.select_dtypes("datetime").columns.difference(list(planned))
    return [name for name in dates if (table[name] > day).any()]


@pytest.mark.parametrize("name", ["by hand", *EXPORTS])
def test_no_table_holds_a_later_day(name):
    pipe = company() if name == "by hand" else loaded(name)
    day = DAY if name == "by hand" else "2024-10-15"
    then, end = pipe.rewind(day), pd.Timestamp(day) + pd.Timedelta(days=1)
    own = ["expected_close", *pipe.deals.columns.difference(list(ck.tables.DEALS))]
    assert later_than(then.deals, end, own) == []
    for table in (then.visits, then.moves.drop(columns="stamp"), then.leads):
        assert later_than(table, end) == []
    for field, rows in then.changes.items():
        assert not (rows["at"] > end).any(), field
        assert rows["deal_id"].isin(then.deals["deal_id"]).all(), field
    assert then.rewind(day).deals.equals(then.deals)


@pytest.mark.parametrize("name", EXPORTS)
def test_twice_rewound_is_rewound_once(name):
    pipe = loaded(name)
    twice, once = pipe.rewind("2025-06-30").rewind("2024-10-15"), pipe.rewind("2024-10-15")
    pd.testing.assert_frame_equal(twice.deals, once.deals)
    for field in once.changes:
        known = once.changes[field].dropna(subset="at").reset_index(drop=True)
        same = twice.changes[field].dropna(subset="at").reset_index(drop=True)
        pd.testing.assert_frame_equal(same, known)
