"""Leads are split and filtered like deals."""

from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import events

LEADS = pd.DataFrame({
    "lead_id": list("123456"),
    "created_at": pd.to_datetime(["2025-01-02", "2025-01-05", "2025-01-08", "2025-01-20", "2025-02-03", "2025-02-04"]),
    "first_contact_at": pd.to_datetime(["2025-01-02 05:00", "2025-01-06 01:00", None, "2025-01-20 09:00", None, None]),
    "converted_at": pd.to_datetime(["2025-01-03", None, None, None, None, None]),
    "deal_id": ["a", None, None, None, None, None],
    "outcome": pd.Categorical(["converted", *["open"] * 5]),
    "reason": None,
    "source": ["Web", "Web", "Fair", None, "Web", "Post"],
    "owner": ["Ann", "Bo", "Bo", "Ann", "Ann", "Bo"],
})  # fmt: skip


@pytest.fixture
def pipe():
    fields = pd.DataFrame(
        {
            "deal_id": ["a", "b"],
            "source": ["Web", "Fair"],
            "owner": ["Ann", "Bo"],
            "town": ["X", "Y"],
        }
    )
    log = events("a A 2025-01-03", "b A 2025-01-10", "b won 2025-02-20")
    whole = ck.from_events(log, stages=["A"], deals=fields, as_of="2025-03-31")
    return replace(whole, leads=LEADS)


def new_leads(table, by, column="value"):
    rows = table[table["measure"] == "new_leads"]
    return {("" if pd.isna(g) else g): v for g, v in zip(rows[by], rows[column], strict=True)}


def test_each_source_has_its_own(pipe):
    assert new_leads(ck.kpis(pipe, at="2025-01", by="source"), "source") == {
        "Web": 2, "Fair": 1, "Post": 0, "": 1,
    }  # fmt: skip
    assert new_leads(ck.kpis(pipe, at="2025-02", by="source"), "source") == {
        "Web": 1, "Fair": 0, "Post": 1, "": 0,
    }  # fmt: skip
    both = ck.kpis(pipe, at="2025-01", by=["owner", "source"]).query("measure == 'new_leads'")
    assert both["value"].sum() == 4 == ck.kpis(pipe, at="2025-01")["value"].iloc[0]


def test_a_column_that_leads_lack_leaves_them_out_and_says_so(pipe):
    table = ck.kpis(pipe, at="2025-01", by="town")
    assert pd.isna(list(new_leads(table, "town").values())).all()
    assert set(new_leads(table, "town", "note").values()) == {
        'Leads cannot be split by "town": their own columns are "source", "owner".'
    }
    with pytest.raises(QuestionError, match="Their own columns are"):
        ck.trend(pipe, "new_leads", by="town")


def test_over_time_by_source(pipe):
    table = ck.trend(pipe, "new_leads", by="source")
    web = table[table["source"] == "Web"]
    assert web["value"].tolist() == [2, 1, 0]
    assert table.groupby("label")["value"].sum().tolist() == [4, 2, 0]
    assert table["value"].sum() == ck.trend(pipe, "new_leads")["value"].sum()


def test_filters_keep_the_leads_that_match(pipe):
    assert list(pipe.where(owner="Ann").leads["lead_id"]) == ["1", "4", "5"]
    assert list(pipe.where(source=["Web", "Post"]).leads["lead_id"]) == ["1", "2", "5", "6"]
    assert list(pipe.where(source=None).leads["lead_id"]) == ["4"]
    assert list(pipe.where(owner="Bo", source="Web").leads["lead_id"]) == ["2"]
    assert list(pipe.where(town="X").leads["lead_id"]) == []  # nobody knows whose town that is
    assert list(pipe.where(town="X", owner="Bo").leads["lead_id"]) == []
    assert len(pipe.where(pipeline="").leads) == 6  # a lead is in no pipeline yet
    january = pipe.where(created_at=slice("2025-01-01", "2025-01-31"))
    assert list(january.leads["lead_id"]) == ["1", "2", "3", "4"]
    assert len(pipe.leads) == 6


def test_what_is_asked_of_leads_is_asked_of_those(pipe):
    assert ck.speed_to_lead(pipe.where(owner="Bo"))["leads"].tolist() == [3]
    calls = ck.to_do(pipe.where(owner="Bo"))
    assert set(calls.loc[calls["why"] == "unanswered", "deal_id"]) == {"3", "6"}
