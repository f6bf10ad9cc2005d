"""Past days made from arrays know what `rewind` knows."""

import numpy as np
import pandas as pd
import pytest

from cycle_kit.metrics.past import at, cut, told
from tests.companies import plain
from tests.companies_over_time import Habits, company
from tests.engines import odd_pipeline
from tests.samples import loaded
from tests.test_identities import generated

FIELDS = ["deal_id", "owner", "pipeline", "value", "probability", "expected_close", "created_at",
          "stage", "outcome", "closed_at"]  # fmt: skip
SECOND = 1 / 86400  # spans of other engines are whole seconds

PIPES = {
    **{f"generated {seed}": (lambda seed=seed: generated(seed)) for seed in range(4)},
    **{engine: (lambda engine=engine: odd_pipeline(engine)) for engine in ("pandas", "polars", "duckdb")},
    "dated fields": lambda: company(Habits(a_month=8, months=8), 3),
    "salesforce": lambda: loaded("salesforce"),
}  # fmt: skip
DAYS = {"salesforce": ["2024-05-31", "2025-09-30"], "dated fields": ["2022-03-31", "2022-07-15"]}


def days_of(name):
    return [pd.Timestamp(day) for day in DAYS.get(name, ["2024-01-31", "2024-03-15", "2024-09-30"])]


def as_text(frame):
    """The values as they are, whatever kind of column holds them."""
    frame = frame.sort_values("deal_id", ignore_index=True)[FIELDS].astype(object)
    return frame.where(frame.notna(), None).astype(str)


@pytest.mark.parametrize("name", PIPES)
def test_deals_are_those_of_rewind(name):
    pipe = PIPES[name]()
    story = told(pipe)
    for day in days_of(name):
        then = plain(pipe.rewind(day).deals)
        pd.testing.assert_frame_equal(as_text(at(story, day).lives), as_text(then))


@pytest.mark.parametrize("name", PIPES)
def test_visits_are_those_of_rewind(name):
    pipe = PIPES[name]()
    story = told(pipe)
    for day in days_of(name):
        facts, then = at(story, day), pipe.rewind(day)
        visits = plain(then.visits)
        visits = visits[(visits["phase"].astype(str) == "sale") & visits["days"].notna()]
        outcomes = plain(then.deals).set_index("deal_id")
        ends = (
            outcomes["closed_at"]
            .fillna(then.until)
            .where(outcomes["outcome"] != "open", then.until)
        )
        decided = (visits["deal_id"].map(ends) - visits["entered_at"]) / pd.Timedelta(days=1)
        visits = visits[(decided >= visits["days"] - 1) & (visits["days"] >= 0)]
        visits = visits.sort_values(["deal_id", "visit"])
        ids = facts.lives["deal_id"].reindex(facts.stays["deal"]).to_numpy()
        stays = facts.stays.assign(deal_id=ids).sort_values("deal_id", kind="stable")
        assert list(stays["deal_id"]) == list(visits["deal_id"])
        assert list(stays["step"]) == list(visits["step"])
        assert list(stays["entered"]) == list(visits["entered_at"])
        assert np.allclose(stays["stay"], visits["days"], atol=1.1 * SECOND, rtol=0)
        assert list(stays["running"]) == list(visits["exit"].astype(str) == "open")
        assert facts.until == then.until


def test_the_end_of_the_data_is_a_day_like_any_other():
    pipe = generated(2)
    now, last = cut(told(pipe), None), at(told(pipe), pipe.as_of)
    pd.testing.assert_frame_equal(now.lives, last.lives)
    pd.testing.assert_frame_equal(now.stays, last.stays)


def test_a_field_that_was_empty_then_is_empty_then():
    from dataclasses import replace

    pipe = generated(1)
    ids = pipe.deals["deal_id"].iloc[:1]
    late = pd.Timestamp("2024-12-01")
    amounts = pd.DataFrame(
        {"deal_id": [ids[0]] * 2, "at": [pd.NaT, late], "value": [np.nan, 7.0]}
    ).astype({"at": "datetime64[us]"})
    dated = replace(pipe, changes={"value": amounts})
    for day, value in (("2024-11-30", None), ("2024-12-01", 7.0)):
        mine = dated.rewind(day).deals.set_index("deal_id")["value"].loc[ids[0]]
        facts = at(told(dated), pd.Timestamp(day)).lives.set_index("deal_id")["value"].loc[ids[0]]
        assert (None if np.isnan(mine) else mine) == value
        assert (None if np.isnan(facts) else facts) == value
