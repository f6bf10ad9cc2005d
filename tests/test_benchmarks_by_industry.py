"""Published figures that name a trade are chosen by the company's own."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from tests.companies import events

PIPE = ck.from_events(
    events("1 New 2024-01-01", "1 Won 2024-02-01", "2 New 2024-01-05", "2 Lost 2024-01-20"),
    stages=["New"],
)


def test_of_those_that_name_a_trade_only_ones_own_are_left():
    table = ck.benchmark(PIPE, "win_rate", industry="Construction")
    assert set(table["industry"]) == {"", "Construction"}
    whole = ck.benchmark(PIPE, "win_rate")
    assert len(whole) > len(table)
    assert (whole["industry"] == "").sum() == (table["industry"] == "").sum()
    assert table["value"].dropna().unique().tolist() == [0.5]  # its own figure is the same


@pytest.mark.parametrize("said", ["Software", "software", " SaaS", "saas"])
def test_a_trade_is_known_by_its_words(said):
    table = ck.benchmark(PIPE, "median_cycle_days", industry=said)
    assert set(table["industry"]) == {"", "Software"}


@pytest.mark.parametrize(
    ("said", "trades"),
    [
        ("government", {"Government contracting"}),
        ("Engineering", {"Architecture and engineering"}),
        ("architecture and  Engineering", {"Architecture and engineering"}),
    ],
)
def test_a_word_of_its_name_is_enough(said, trades):
    table = ck.benchmark(PIPE, "win_rate", industry=said)
    assert set(table["industry"]) == {"", *trades}


@pytest.mark.parametrize(
    "said", ["IT", "it", "US", "all", "public", "federal", "ware", "con", ".", "and Software"]
)
def test_a_part_of_a_word_and_a_word_of_the_segment_are_no_trade(said):
    with pytest.raises(QuestionError, match=r"trade|No trade is named"):
        ck.benchmark(PIPE, "win_rate", industry=said)


def test_a_trade_of_ones_own_with_a_short_name_is_found(tmp_path):
    mine = ck.benchmarks().query("measure == 'win_rate'").head(2)
    mine = mine.assign(industry=["IT", "Hospitality"])
    assert ck.benchmark(PIPE, "win_rate", industry="it", table=mine)["industry"].tolist() == ["IT"]


def test_a_trade_without_a_figure_of_this_measure_leaves_the_general_ones():
    table = ck.benchmark(PIPE, "median_cycle_days", industry="Car dealers")
    assert set(table["industry"]) == {""}


def test_a_trade_that_nobody_published_is_told():
    with pytest.raises(QuestionError, match='Did you mean industry="Construction"'):
        ck.benchmark(PIPE, "win_rate", industry="Constructions")
    with pytest.raises(QuestionError, match="Leave industry= out"):
        ck.benchmark(PIPE, "win_rate", industry="Bakeries")


def test_a_table_of_ones_own_may_name_trades_or_not(tmp_path):
    mine = ck.benchmarks().query("measure == 'win_rate'").head(2)
    mine = mine.assign(industry=["Bakeries", "Dairies"])
    mine.to_csv(tmp_path / "ours.csv", index=False)
    ours = ck.benchmarks(tmp_path / "ours.csv")
    assert ck.benchmark(PIPE, "win_rate", industry="bakeries", table=ours)["industry"].tolist() == [
        "Bakeries"
    ]
    mine.drop(columns="industry").to_csv(tmp_path / "plain.csv", index=False)
    plain = ck.benchmarks(tmp_path / "plain.csv")
    assert len(ck.benchmark(PIPE, "win_rate", table=plain)) == 2
    assert isinstance(plain, pd.DataFrame) and (plain["industry"] == "").all()


def trades():
    rows, deals = [], []
    for number, (trade, days) in enumerate(
        [("Banks", 40), ("Banks", 60), ("Shops", 10), (None, 5)]
    ):
        at = pd.Timestamp("2024-01-01")
        rows += [(f"d{number}", "New", at), (f"d{number}", "Won", at + pd.Timedelta(days=days))]
        deals.append((f"d{number}", trade))
    return ck.from_events(
        pd.DataFrame(rows, columns=["deal_id", "stage", "at"]),
        stages=["New"],
        deals=pd.DataFrame(deals, columns=["deal_id", "industry"]),
    )


def test_ones_own_mean_cycles_stand_beside_published_ones():
    table = ck.cycles_by_industry(trades())
    own = table[table["whose"] == "yours"]
    assert own[["industry", "mean_days", "deals"]].to_numpy().tolist() == [
        ["Banks", 50.0, 2.0], ["Shops", 10.0, 1.0],
    ]  # fmt: skip
    others = table[table["whose"] == "published"]
    known = ck.benchmarks().query("measure == 'median_cycle_days' and industry != ''")
    assert others["mean_days"].tolist() == sorted(
        known[known["statistic"].str.contains("mean")]["value"], reverse=True
    )
    assert (others["publisher"] != "").all() and (others["why_not"] != "").all()


def test_cycles_by_industry_are_told_and_drawn():
    table = ck.cycles_by_industry(trades())
    assert str(charts.cycles_by_industry_words(table)) == (
        "Of your industries Banks takes longest: 50 days on average, Shops the shortest time, 10 days. These are "
        "too few to judge. Published means count from other starts: they are for orientation."
    )
    dots = next(
        trace for trace in ck.cycles_by_industry_chart(table).data if trace.customdata is not None
    )
    assert list(dots.x) == table["mean_days"].tolist()
    assert [list(mark)[1] for mark in dots.customdata] == table["whose"].tolist()


def test_without_industries_it_says_what_to_type():
    with pytest.raises(QuestionError, match=r'columns=\{"industry"'):
        ck.cycles_by_industry(PIPE)


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ([31, 31], "Wins in Banks and Shops take equally long: 31 days on average."),
        ([31, 31, 31], "Wins in Banks, Shops and Farms take equally long: 31 days on average."),
        (
            [31, 31, 9],
            "Banks and Shops take longest: 31 days on average, Farms the shortest time, 9 days.",
        ),
        (
            [31, 9, 9],
            "Banks takes longest: 31 days on average, Shops and Farms the shortest time, 9 days.",
        ),
        ([9, 31, 20], "Shops takes longest: 31 days on average, Banks the shortest time, 9 days."),
        ([31], "Your wins in Banks take 31 days on average."),
    ],
)
def test_industries_that_take_as_long_are_told_together(means, said):
    table = ck.cycles_by_industry(trades())
    own = table[table["whose"] == "yours"].iloc[[0] * len(means)].reset_index(drop=True)
    own = own.assign(
        industry=["Banks", "Shops", "Farms"][: len(means)],
        mean_days=[float(each) for each in means],
    )
    assert said in str(charts.cycles_by_industry_words(own)).replace("\xa0", " ")
