"""Deals and visits without a date: who has none is left out or stands apart, and nothing falls over it."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.compare_rows import COMPARED
from tests.companies import ENGINES

MEASURES = (*COMPARED, "conversion from New", "days in New", "days in Offer")
#: which deals have no date of creation
UNDATED = {"none": [], "one": [0], "every third": range(0, 60, 3), "all": range(60)}


def company(engine, undated):
    """60 deals of two people over half a year, some without a date of creation."""
    random, native = np.random.default_rng(5), ENGINES[engine]
    made = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(60) * 3, unit="D")
    created = pd.Series(made.astype("datetime64[us]"))
    deals = pd.DataFrame({"deal_id": [str(number) for number in range(60)], "created_at": created})
    deals = deals.assign(owner=["Ann", "Bob"] * 30, amount=random.integers(1, 9, 60) * 100.0)
    steps = [deals[["deal_id"]].assign(stage="New", at=created)]
    for stage, days in (("Offer", 9), ("Won", 20)):
        some = random.random(60) < 0.7
        ended = np.where(random.random(60) < 0.5, stage, "Lost") if stage == "Won" else stage
        rows = deals[["deal_id"]].assign(stage=ended, at=created + pd.Timedelta(days=days))
        steps.append(rows[some])
    deals.loc[list(undated), "created_at"] = pd.NaT
    events = native(pd.concat(steps, ignore_index=True))
    return ck.from_events(events, stages=["New", "Offer"], deals=native(deals), as_of="2025-09-30")


@pytest.mark.parametrize("undated", ["every third", "all"])
@pytest.mark.parametrize("name", MEASURES)
def test_groups_are_compared_whatever_dates_are_missing(name, undated):
    whole, table = (
        ck.compare(company("pandas", UNDATED[some]), name) for some in ("none", undated)
    )
    assert set(table["group"]) <= {"Ann", "Bob"}
    if name in ("win_rate", "mean_won_value") or name.startswith("days in"):
        assert table["n"].tolist() == whole["n"].tolist()  # these need no date of creation
    else:
        assert table["n"].sum() <= whole["n"].sum()


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "pandas"])
@pytest.mark.parametrize("name", ["win_rate", "days in New"])
def test_every_engine_knows_who_has_no_date(engine, name):
    tables = [
        ck.compare(company(some, UNDATED["every third"]), name) for some in (engine, "pandas")
    ]
    pd.testing.assert_frame_equal(*tables)


@pytest.mark.parametrize("undated", ["one", "all"])
def test_steps_are_told_whatever_dates_are_missing(undated):
    pipe = company("pandas", UNDATED[undated])
    assert ck.steps(pipe)["left"].tolist() == ck.steps(company("pandas", []))["left"].tolist()
    assert set(ck.step_effects(pipe)["stage"]) <= {"New", "Offer"}


def test_a_first_visit_of_which_nobody_knows_the_begin_is_in_no_days(tmp_path):
    header = "Deal ID,Name,Owner,Stage,Amount,Status,Created,Closed\n"
    first = ["1,Ann,New,open,", "2,Ann,Offer,open,", "3,Bob,New,open,", "4,Bob,New,open,"]
    later = [
        "1,Ann,Offer,open,",
        "2,Ann,Offer,won,2025-03-08",
        "3,Bob,New,open,",
        "4,Bob,Offer,open,",
    ]
    for day, rows in (("2025-03-03", first), ("2025-03-10", later), ("2025-03-17", later)):
        cells = [row.split(",") for row in rows]
        lines = [
            f"{deal},{deal},{owner},{stage},100,{status},2025-01-05,{closed}"
            for deal, owner, stage, status, closed in cells
        ]
        (tmp_path / f"deals_{day}.csv").write_text(header + "\n".join(lines) + "\n")
    pipe = ck.load(tmp_path, stages=["New", "Offer"])
    assert pipe.visits["entered_at"].isna().sum() == 4
    assert ck.compare(pipe, "days in New").empty
    offers = ck.compare(pipe, "days in Offer").set_index("group")
    assert offers["n"].to_dict() == {"Ann": 1, "Bob": 1}  # of the moves that were seen
    assert ck.steps(pipe).set_index(["owner", "stage"])["left"].to_dict() == {
        ("Ann", "New"): 1, ("Ann", "Offer"): 1, ("Bob", "New"): 1, ("Bob", "Offer"): 0,
    }  # fmt: skip
