"""What is asked of a past day is what `rewind` of that day says, whatever it is split by."""

import dataclasses

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.headlines import headlines
from tests.companies import ENGINES, events
from tests.samples import EXPORTS, loaded

LOG = events(
    "1 A 2024-01-02", "1 B 2024-02-10", "2 A 2024-01-10", "2 B 2024-01-20", "2 Won 2024-02-15",
    "3 A 2024-02-01", "4 A 2024-01-15", "4 Lost 2024-02-20", "4 A 2024-03-10",
)  # fmt: skip
FIELDS = pd.DataFrame(
    {"deal_id": list("1234"), "owner": ["Bo", "Bo", "Cy", "Cy"], "amount": [1.0, 20, 300, 4000]}
)
ENDS = {"2024-01": "2024-01-31", "2024-02": "2024-02-29", "2024-03": "2024-03-31"}


def company(engine="pandas"):
    made = ENGINES[engine]
    return ck.from_events(made(LOG), stages=["A", "B"], deals=made(FIELDS), as_of="2024-03-31")


def passed_on():
    """As above, where 1 was Ann's, and worth 5, until 5 March."""
    past = {"deal_id": ["1", "1"], "at": pd.to_datetime([None, "2024-03-05"])}
    changes = {
        name: pd.DataFrame({**past, "value": values}).astype({"at": "datetime64[us]"})
        for name, values in (
            ("owner", ["Ann", "Bo"]),
            ("value", [5.0, 1.0]),
            ("amount", [5.0, 1.0]),
        )
    }
    return dataclasses.replace(company(), changes=changes)


def open_then(pipe, day, by):
    still = pipe.rewind(day).deals
    still = still[still["outcome"].eq("open")]
    still = still.assign(**{by: still[by].astype("str")})
    return {
        group: (len(rows), rows["value"].sum(min_count=1))
        for group, rows in still.groupby(by, dropna=False)
    }


def told(rows, by, count, value):
    rows = rows.assign(**{by: rows[by].astype("str")})
    return {g: (n, v) for g, n, v in zip(rows[by], rows[count], rows[value], strict=True) if n}


def in_trend(pipe, label, by):
    parts = []
    for name in ("open_deals", "open_value"):
        rows = ck.trend(pipe, name, by=by)
        parts.append(rows[rows["label"] == label].set_index(by)["value"].rename(name))
    return told(pd.concat(parts, axis=1).reset_index(), by, "open_deals", "open_value")


def in_kpis(pipe, at, by, column="value"):
    rows = ck.kpis(pipe, at=at, by=by)
    parts = [rows[rows["measure"] == name].set_index(by)[column].rename(name)
             for name in ("open_deals", "open_value")]  # fmt: skip
    return told(pd.concat(parts, axis=1).reset_index(), by, "open_deals", "open_value")


@pytest.mark.parametrize("engine", ENGINES)
def test_by_hand(engine):
    pipe = company(engine)
    assert in_trend(pipe, "2024-01", "stage") == {"A": (2, 4001), "B": (1, 20)}
    assert in_trend(pipe, "2024-02", "stage") == {"A": (1, 300), "B": (1, 1)}
    assert in_trend(pipe, "2024-03", "stage") == {"A": (2, 4300), "B": (1, 1)}
    assert in_kpis(pipe, "2024-01-15", "stage") == {"A": (2, 4001), "B": (1, 20)}
    assert in_kpis(pipe, "2024-03-15", "stage", "previous") == {"A": (1, 300), "B": (1, 1)}


def test_owners_and_amounts_of_then():
    pipe = passed_on()
    assert in_trend(pipe, "2024-02", "owner") == {"Ann": (1, 5), "Cy": (1, 300)}
    assert in_trend(pipe, "2024-03", "owner") == {"Bo": (1, 1), "Cy": (2, 4300)}
    assert in_kpis(pipe, "2024-02-15", "owner") == {"Ann": (1, 5), "Cy": (1, 300)}
    months = ck.trend(pipe, "open_value")["value"].tolist()
    assert months == [4025, 305, 4301]
    assert headlines(pipe).set_index("measure").loc["open_deals", ["previous"]].tolist() == [2]
    # nobody is Ann's any more, and the months before still are
    ann = ck.trend(pipe, "open_deals", by="owner").query("owner == 'Ann'")
    assert ann["value"].tolist() == [1, 1, 0]


@pytest.mark.parametrize("make", [company, passed_on])
@pytest.mark.parametrize("by", ["stage", "owner", "outcome", "pipeline"])
def test_every_month_is_that_of_rewind(make, by):
    pipe = make()
    for label, day in ENDS.items():
        right = open_then(pipe, day, by)
        assert in_trend(pipe, label, by) == right, (label, by)
        assert in_kpis(pipe, day, by) == right, (label, by)


def test_what_has_no_past_is_said():
    rows = ck.kpis(company(), by="owner").set_index("measure")["note"].groupby("measure").first()
    assert rows["open_deals"] == "As they are now, not as they were then: owners."
    assert rows["open_value"] == "As they are now, not as they were then: amounts, owners."
    assert ck.kpis(passed_on(), by="owner")["note"].str.contains("As they are now").sum() == 0


@pytest.mark.parametrize("name", EXPORTS)
def test_samples_by_stage_and_owner_of_then(name):
    pipe, day = loaded(name), "2025-09-30"
    for by in ("stage", "owner") if pipe.recorded else ("owner",):
        right, found = open_then(pipe, day, by), in_kpis(pipe, day, by)
        assert {g: n for g, (n, _) in found.items()} == {g: n for g, (n, _) in right.items()}
        for group, (_, value) in found.items():
            assert value == pytest.approx(right[group][1], nan_ok=True), (by, group)
    past, now = pipe.rewind(day), ck.kpis(pipe, at=day).set_index("measure")["value"]
    then = ck.kpis(past, at=day).set_index("measure")["value"]
    for measure in ("open_deals", "open_value", "new_deals"):
        assert now[measure] == pytest.approx(then[measure]), measure


@pytest.mark.parametrize("name", EXPORTS)
def test_the_waterfall_closes_with_the_stock_of_kpis(name):
    pipe = loaded(name).where(pipeline="B2B")
    steps = ck.waterfall(pipe, "2025-08-31", "2025-09-30").set_index("item")["value"]
    stock = ck.kpis(pipe, at="2025-09-30").set_index("measure").loc["open_value"]
    assert steps["closing"] == pytest.approx(stock["value"])
    assert steps["opening"] == pytest.approx(stock["previous"])
