"""Published figures: complete, attributed, and compared only where the definition allows."""

import dataclasses

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.benchmarks import benchmark, benchmarks
from cycle_kit.errors import ColumnError, FileError, QuestionError
from tests.companies import events

PIPE = ck.from_events(
    events("1 A 2024-01-01", "1 Won 2024-01-31", "2 A 2024-01-01", "2 Lost 2024-01-05")
)


def test_every_figure_has_its_passport():
    table = benchmarks()
    assert 20 <= len(table) <= 40
    for column in ("definition", "publisher", "title", "url", "segment", "statistic", "unit"):
        assert (table[column] != "").all(), column
    assert set(table["grade"]) <= {"A", "B"}
    assert table["url"].str.startswith("http").all()
    assert (table["why_not"] != "")[table["comparable"] != "yes"].all()
    figures = table[["value", "low", "high"]].notna().any(axis=1)
    assert figures.all()
    shares = table[table["unit"] == "share"]
    known = shares.melt(value_vars=["value", "low", "high"], value_name="figure").dropna()
    assert known["figure"].between(0, 1).all()


def test_the_own_figure_stands_beside_each():
    table = benchmark(PIPE, "median_cycle_days", segment="B2B")
    assert (table["value"] == 30.0).all()
    assert set(table["market"]) == {"B2B"}
    assert benchmark(PIPE, "win_rate")["value"].iloc[0] == 0.5


def test_another_definition_is_returned_with_its_reason_and_last():
    table = benchmark(PIPE, "win_rate")
    assert list(table["comparable"]) == sorted(
        table["comparable"], key=["yes", "roughly", "no"].index
    )
    refused = table[table["comparable"] == "no"]
    assert refused["why_not"].str.contains("forecast").any()


def long_tail():
    """Nine deals won after 10 days and one after 110: median 10, mean 20."""
    rows = []
    for number in range(10):
        end = pd.Timestamp("2024-01-01") + pd.Timedelta(days=110 if number == 9 else 10)
        rows += [f"{number} A 2024-01-01", f"{number} Won {end:%Y-%m-%d}"]
    return ck.from_events(events(*rows), stages=["A"])


def test_a_mean_stands_beside_a_mean_and_a_median_beside_a_median():
    table = benchmark(long_tail(), "median_cycle_days").set_index("statistic")
    assert (table.loc["mean", "value"] == 20).all()
    assert (table.loc["median_of_means", "value"] == 20).all()  # of companies' own averages
    assert table.loc[["median"], "value"].tolist() == [10]
    assert table.loc["mean", "yours"].eq("mean days of won deals").all()
    own = benchmarks().head(3).assign(statistic=["mean", "median", "trimmed mean"])
    table = benchmark(long_tail(), "median_cycle_days", table=own).set_index("statistic")["value"]
    assert table.to_dict() == {"mean": 20, "median": 10, "trimmed mean": 20}


#: of ten decided deals five reached the offer, of which three were won
OFFERED = [
    line
    for number in range(10)
    for line in (
        f"{number} Call 2024-01-01",
        *([f"{number} Offer 2024-01-05"] if number < 5 else []),
        f"{number} {'Won' if number < 3 else 'Lost'} 2024-01-09",
    )
]


def test_won_of_proposed_deals_stands_beside_those_from_the_proposal_on():
    table = benchmark(ck.from_events(events(*OFFERED), stages=["Call", "Offer"]), "win_rate")
    proposed = table[table["counts"] == "proposed deals"]
    assert len(proposed) == 4 and (proposed["value"] == 3 / 5).all()
    assert proposed["yours"].eq("won of the decided deals that reached Offer").all()
    assert (table.loc[table["counts"] == "", "value"] == 3 / 10).all()
    assert (
        table.loc[table["counts"].isin(["forecast deals", "bids in tenders"]), "value"].isna().all()
    )


@pytest.mark.parametrize("name", ["Step 2", "Work", "Call again"])
def test_without_a_stage_of_proposals_they_are_not_compared(name):
    rows = [line.replace("Offer", "Two") for line in OFFERED]
    log = events(*rows).replace({"stage": {"Two": name}})
    table = benchmark(ck.from_events(log, stages=["Call", name]), "win_rate")
    proposed = table[table["counts"] == "proposed deals"]
    assert proposed["comparable"].eq("no").all() and proposed["value"].isna().all()
    assert proposed["why_not"].str.startswith("Counts proposed deals, which your data").all()


def test_low_and_high_say_what_they_span():
    table = benchmarks()
    ranges = table[table["low"].notna()]
    assert sorted(ranges["spans"]) == ["quartiles between deals", "range of medians"]
    assert (table.loc[table["low"].isna(), "spans"] == "").all()


def test_from_first_to_won_is_what_kpis_and_trend_say():
    rows = [line for day in range(1, 29) for line in (
        f"{day} A 2024-01-{day:02}",
        f"{day} {'Won' if day % 4 == 0 else 'Lost'} 2024-02-{day:02}" if day % 7 else f"{day} A 2024-02-01",
    )]  # fmt: skip
    pipe = ck.from_events(events(*rows, "last A 2024-06-01"), stages=["A"])
    value = benchmark(pipe, "conversion_first_to_won")["value"].iloc[0]
    assert value == 6 / 28  # of all that were created, those still open too
    month = ck.kpis(pipe, at="2024-01-15").set_index("measure")["value"]
    assert month["conversion_first_to_won"] == value
    assert ck.trend(pipe, "conversion_first_to_won")["value"].iloc[0] == value


def test_leads_never_answered_have_a_figure_of_ones_own():
    leads = pd.DataFrame(
        {
            "Lead ID": [f"L{n}" for n in range(10)],
            "Created": pd.Timestamp("2024-01-01 09:30"),
            "First Contact": [pd.Timestamp("2024-01-01 10:00")] * 7 + [None] * 3,
        }
    ).astype(str).replace("NaT", "")  # fmt: skip
    deals = pd.DataFrame(
        {"Deal ID": ["1"], "Stage": ["A"], "Status": ["Open"], "Created": ["2024-03-01"]}
    )
    own = {"deal_id": "Deal ID", "stage": "Stage", "status": "Status", "created_at": "Created"}
    pipe = ck.load(deals, columns=own, stages=["A"])
    blank = pipe.leads.reindex(range(10))
    filled = blank.assign(
        lead_id=leads["Lead ID"], created_at=pd.to_datetime(leads["Created"]),
        first_contact_at=pd.to_datetime(leads["First Contact"]), outcome="open",
    )  # fmt: skip
    pipe = dataclasses.replace(pipe, leads=filled)
    assert ck.speed_to_lead(pipe)["share_never_answered"].iloc[0] == pytest.approx(0.3)
    assert benchmark(pipe, "share_never_answered")["value"].iloc[0] == pytest.approx(0.3)


def test_the_picture_has_a_mark_for_each_figure_of_ones_own():
    table = benchmark(long_tail(), "median_cycle_days")
    chart = charts.benchmark_chart(table)
    assert not chart.layout.shapes
    assert sorted(set(chart.data[-1].x)) == [10, 20]
    said = charts.benchmark_answer(table).splitlines()
    assert said[0].startswith("Cycle: yours is 20 days (mean days of won deals)")
    assert said[1].startswith("Cycle: yours is 10 days (median days of won deals)")
    alone = charts.benchmark_chart(table[table["statistic"] == "mean"])
    assert alone.layout.shapes[0].x0 == 20


def test_your_own_table_has_the_same_columns(tmp_path):
    path = tmp_path / "ours.csv"
    own = benchmarks().head(1).assign(value=42.0, publisher="us", comparable="yes", why_not="")
    own.to_csv(path, index=False)
    table = benchmark(PIPE, "median_cycle_days", table=benchmarks(path))
    assert (table.loc[0, "benchmark"], table.loc[0, "publisher"]) == (42.0, "us")


def test_errors(tmp_path):
    with pytest.raises(QuestionError, match="no published figure"):
        benchmark(PIPE, "velocity_per_day")
    with pytest.raises(FileError, match=r"There is no file none\.csv"):
        benchmarks(tmp_path / "none.csv")
    path = tmp_path / "odd.csv"
    pd.DataFrame({"measure": ["win_rate"]}).to_csv(path, index=False)
    with pytest.raises(ColumnError, match='lacks the columns "market"'):
        benchmarks(path)
