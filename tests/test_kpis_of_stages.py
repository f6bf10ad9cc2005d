"""Entries into stages and conversions from them, by period: in `kpis`, in `trend`, in targets."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events
from tests.companies_over_time import Habits, company

REVIEW = (
    "0 New 2024-12-20",
    "1 New 2025-01-05", "1 Proposal 2025-02-10",
    "2 New 2025-01-10", "2 Proposal 2025-01-20", "2 Won 2025-02-15",
    "3 New 2025-02-01",
    "4 New 2025-01-15", "4 Lost 2025-02-20",
    "5 New 2025-01-25", "5 Proposal 2025-03-05",
)  # fmt: skip


def review(engine="pandas", rows=REVIEW, **more):
    return ck.from_events(
        ENGINES[engine](events(*rows)), stages=["New", "Proposal"], as_of="2025-03-31", **more
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_entries_by_hand(engine):
    table = ck.kpis(review(engine), at="2025-02").set_index("measure")
    row = table.loc["entries into Proposal"]
    assert row[["value", "previous", "change", "unit"]].tolist() == [1, 1, 0, "entries"]
    assert table.loc["entries into New", ["value", "previous"]].tolist() == [1, 4]
    march = ck.kpis(review(engine)).set_index("measure")
    assert march.loc["entries into Proposal", ["value", "previous", "n"]].tolist() == [1, 1, 1]


def test_a_stage_entered_twice_counts_twice():
    rows = [
        *REVIEW,
        "6 New 2025-03-01",
        "6 Proposal 2025-03-02",
        "6 New 2025-03-03",
        "6 Proposal 2025-03-04",
    ]
    row = ck.kpis(review(rows=rows)).set_index("measure").loc["entries into Proposal"]
    assert (row["value"], row["n"]) == (3, 2)


def test_conversion_by_hand():
    # of those that went on from New 80 % did within 37.8 days (10, 36 and 39): of the four of January two
    row = ck.kpis(review(), at="2025-01").set_index("measure").loc["conversion from New"]
    assert row[["value", "n", "unfinished"]].tolist() == [0.5, 4, False]
    late = ck.kpis(review()).set_index("measure").loc["conversion from New"]
    assert np.isnan(late["value"]) and late["unfinished"]


def wanderers(seed: int) -> list[str]:
    """Deals that skip stages, come back to them, go on from there or not, are won, lost and reopened."""
    dice, rows = np.random.default_rng(seed), []
    for deal in range(80):
        day, at = pd.Timestamp("2024-01-01") + pd.Timedelta(days=int(dice.integers(0, 200))), ""
        for _ in range(int(dice.integers(2, 9))):
            ends = () if at in ("", "Won", "Lost") else ("Won", "Lost")  # two ends are a correction
            at = dice.choice([word for word in (*"ABCD", *ends) if word != at])
            rows.append(f"{deal} {at} {day:%Y-%m-%d}")
            day += pd.Timedelta(days=int(dice.integers(1, 25)))
    return rows


def days_on(rows: list[str], stage: str) -> pd.DataFrame:
    """Counted by hand: per deal the day of its first entry, and the days to its next step further or win."""
    found = []
    for _, moves in events(*rows).groupby("deal_id"):
        steps = list(zip(moves["stage"], moves["at"], strict=True))
        here = next((n for n, (name, _) in enumerate(steps) if name == stage), None)
        if here is None:
            continue
        further = "ABCD"[ord(stage) - ord("A") + 1 :]
        on = [at for name, at in steps[here:] if name == "Won" or name in further]
        found.append((steps[here][1], (on[0] - steps[here][1]).days if on else np.nan))
    return pd.DataFrame(found, columns=["entered", "days"])


@pytest.mark.parametrize(
    ("engine", "seed"), [("pandas", 1), ("pandas", 2), ("polars", 1), ("duckdb", 1)]
)
def test_who_went_on_is_counted_from_the_entry_on(engine, seed):
    rows = wanderers(seed)
    pipe = ck.from_events(
        ENGINES[engine](events(*rows)), stages=list("ABCD"), as_of="2025-06-30", zone="UTC"
    )
    for stage in pipe.stages:
        deals = days_on(rows, stage)
        seen = deals["days"].le(deals["days"].quantile(0.8))
        wanted = seen.groupby(deals["entered"].dt.to_period("M")).agg(["mean", "size"])
        found = ck.trend(pipe, f"conversion from {stage}").set_index("label")
        found = found.loc[wanted.index.map(str)]
        assert found["n"].tolist() == wanted["size"].tolist()
        assert found["value"].tolist() == pytest.approx(wanted["mean"].tolist())


def test_entries_add_up_to_the_ledger():
    pipe = company(Habits(a_month=15, months=10), 4)
    months = ck.trend(pipe, "entries into Talk")
    ledger = ck.ledger(pipe).set_index("stage")
    assert months["value"].sum() == ledger.loc["Talk", "entries"]


@pytest.mark.parametrize("name", ["entries into Talk", "conversion from Talk"])
def test_kpis_say_what_trend_says(name):
    pipe = company(Habits(a_month=15, months=14), 4)
    trend = ck.trend(pipe, name).set_index("period")
    for month in ("2022-05", "2022-10", "2022-12"):
        found = ck.kpis(pipe, at=month).set_index("measure").loc[name]
        wanted = trend.loc[pd.Timestamp(month)]
        for column in ("value", "n", "low", "high"):
            assert found[column] == pytest.approx(wanted[column], nan_ok=True), (month, column)
        assert found["unfinished"] == wanted["unfinished"]


def test_groups_add_up():
    pipe = company(Habits(a_month=15, months=10), 4)
    whole = ck.kpis(pipe).set_index("measure")["value"]
    parts = ck.kpis(pipe, by="owner").groupby("measure")["value"].sum()
    for stage in pipe.stages:
        assert parts[f"entries into {stage}"] == whole[f"entries into {stage}"]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    deals = pd.DataFrame({"deal_id": list("12345"), "owner": ["x", "y", None, "x", "y"]})
    tables = [
        ck.kpis(review(one, deals=ENGINES[one](deals)), at="2025-02", by="owner")
        for one in ("pandas", engine)
    ]
    pd.testing.assert_frame_equal(*tables, check_dtype=False)


def stages_told(pipe, **by) -> tuple[bool, bool]:
    """Whether there are rows of stages, and whether every row of the whole way says why there are none."""
    table = ck.kpis(pipe, **by)
    way = table.loc[table["measure"].eq("conversion_first_to_won"), "note"]
    rows = table["measure"].str.startswith(("entries into", "conversion from"))
    return bool(rows.any()), bool(way.str.contains("Not by stage: ").all())


def test_stages_have_rows_or_a_reason():
    lists = pd.DataFrame({
        "Deal ID": ["1", "2"], "Stage": ["Proposal", "New"], "Created": ["2024-01-01", "2024-03-01"]
    })  # fmt: skip
    for one, by in (
        (review(), {}),
        (two_pipelines(), {}),
        (two_pipelines(), {"by": "pipeline"}),
        (two_pipelines().where(pipeline="Sales"), {}),
        (ck.load(lists, stages=["New", "Proposal"]), {}),
        (ck.load(lists), {}),
    ):
        rows, reason = stages_told(one, **by)
        assert rows != reason
    # by what says how deals ended rates are refused in words of their own
    assert stages_told(review(), by="stage") == (False, False)
    assert stages_told(review(), by="outcome") == (False, False)


def test_the_reason_is_told_with_what_to_do():
    way = ck.kpis(two_pipelines()).set_index("measure").loc["conversion_first_to_won", "note"]
    assert way.endswith(
        "Not by stage: there are several pipelines. "
        'Ask one, pipe.where(pipeline="..."), or each by="pipeline".'
    )


def two_pipelines():
    other = [row.replace("Proposal", "Pilot") for row in REVIEW]
    rows = [*REVIEW, *(f"Z{row}" for row in other)]
    names = sorted({row.split()[0] for row in rows})
    deals = pd.DataFrame({"deal_id": names})
    deals["pipeline"] = np.where(deals["deal_id"].str.startswith("Z"), "Pilots", "Sales")
    orders = {"Sales": ["New", "Proposal"], "Pilots": ["New", "Pilot"]}
    return ck.from_events(events(*rows), stages=orders, as_of="2025-03-31", deals=deals)


def test_each_pipeline_has_its_stages():
    pipe = two_pipelines()
    found = ck.kpis(pipe, by="pipeline", at="2025-02").set_index("pipeline")
    for name in ("Sales", "Pilots"):
        alone = ck.kpis(pipe.where(pipeline=name), at="2025-02").set_index("measure")
        mine = found.loc[name].set_index("measure")
        stages = [row for row in alone.index if " into " in row or " from " in row]
        assert stages == [row for row in mine.index if " into " in row or " from " in row]
        pd.testing.assert_frame_equal(mine.loc[stages], alone.loc[stages], check_like=True)


def test_before_the_data_nothing_is_known():
    row = (
        ck.kpis(review(rows=REVIEW[1:]), at="2025-01").set_index("measure").loc["entries into New"]
    )
    assert np.isnan(row["previous"]) and np.isnan(row["last_year"])
    early = ck.kpis(review(), at="2024-06").set_index("measure").loc["entries into New"]
    assert np.isnan(early["value"])


def test_entries_are_no_measure_to_compare_people_by():
    with pytest.raises(QuestionError):
        ck.compare(review(), "entries into New")


def test_cards_say_entries():
    drawn = ck.kpis_chart(ck.kpis(review())).to_json()
    assert "Entries into Proposal" in drawn and "On from New" in drawn
