"""The win rate from each stage on: won deals stand in their last stage, so where a deal stands says nothing."""

from functools import partial

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.charts import win_rate_words
from cycle_kit.errors import QuestionError, StageError
from tests.companies import ENGINES, events

#: of six decided deals two end in A, one in B, one in C, two are won: one of them skipped B
STEPS = events(
    *("1 A 2024-01-01", "1 Lost 2024-01-05", "2 A 2024-01-01", "2 Lost 2024-01-06"),
    *("3 A 2024-01-01", "3 B 2024-01-02", "3 Lost 2024-01-05"),
    *("4 B 2024-01-01", "4 C 2024-01-02", "4 Lost 2024-01-05"),
    *("5 A 2024-01-01", "5 B 2024-01-02", "5 C 2024-01-03", "5 Won 2024-01-05"),
    *("6 A 2024-01-01", "6 C 2024-01-02", "6 A 2024-01-03", "6 Won 2024-01-05"),
    *("7 A 2024-01-01", "7 C 2024-01-02"),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_by_stage_it_is_won_of_those_that_reached_the_stage(engine):
    pipe = ck.from_events(ENGINES[engine](STEPS), stages=["A", "B", "C"])
    table = ck.win_rate(pipe, by="stage")
    assert list(table["stage"].astype(str)) == ["A", "B", "C"]
    assert table["deals"].tolist() == [6, 4, 3]
    assert table["win_rate"].tolist() == [2 / 6, 2 / 4, 2 / 3]
    funnel = ck.funnel(pipe, rule="closed")["deals"]
    assert table["deals"].tolist() == funnel.tolist()[:3]
    assert ck.win_rate(pipe, by="stage", basis="created")["deals"].tolist() == [7, 5, 4]


def test_by_stage_and_more():
    deals = pd.DataFrame({"deal_id": list("1234567"), "owner": list("xxyyxyx")})
    pipe = ck.from_events(STEPS, stages=["A", "B", "C"], deals=deals)
    table = ck.win_rate(pipe, by=["owner", "stage"])
    for owner, rows in table.groupby("owner"):
        alone = ck.win_rate(pipe.where(owner=owner), by="stage")
        assert rows["win_rate"].tolist() == alone["win_rate"].tolist()
    assert list(table.columns[:2]) == ["owner", "stage"]


def test_by_stage_of_several_pipelines():
    rows = STEPS.assign(pipeline=["one"] * 6 + ["two"] * (len(STEPS) - 6))
    pipe = ck.from_events(rows, stages={"one": ["A", "B"], "two": ["A", "B", "C"]})
    with pytest.raises(StageError, match="2 pipelines"):
        ck.win_rate(pipe, by="stage")
    table = ck.win_rate(pipe, by=["pipeline", "stage"])
    assert table["pipeline"].tolist() == ["one"] * 2 + ["two"] * 3


def test_by_stage_nothing_is_said_where_the_last_stage_of_the_lost_is_unknown():
    pipe = ck.from_events(
        events("1 Lost 2024-01-05", "2 A 2024-01-01", "2 B 2024-01-02", "2 Won 2024-01-05"),
        stages=["A", "B"],
    )
    table = ck.win_rate(pipe, by="stage")
    assert table["win_rate"].iloc[0] == 0.5
    assert pd.isna(table["win_rate"].iloc[1])
    assert table["note"].tolist() == [
        "",
        "Not known from here on: of 1 of 1 lost and dropped deals nothing tells in which stage they ended. Export the "
        "stage history too, and pass it as ck.load(..., history=...).",
    ]
    assert "nothing tells" in " ".join(told_below(ck.win_rate_chart(table)))
    whole = ck.from_events(STEPS, stages=["A", "B", "C"])
    assert "note" not in ck.win_rate(whole, by="stage")


def told_below(figure) -> list[str]:
    return [str(each.text) for each in figure.layout.annotations]


def test_by_stage_every_empty_rate_has_its_reason():
    """Of one export of deals without history, by more columns, in one currency and in several."""
    deals = pd.DataFrame({
        "deal_id": list("123456"), "stage": ["A", "B", "Won", "Won", "Lost", "Lost"],
        "owner": list("xyxyxy"), "amount": 100, "currency": ["EUR", "USD"] * 3,
        "created_at": "2024-01-01", "closed_at": ["", "", *["2024-02-01"] * 4],
    })  # fmt: skip
    for frame in (deals, deals.drop(columns="currency")):
        pipe = ck.load(frame, stages=["A", "B"])
        for by in ("stage", ["owner", "stage"], ["stage", "owner"]):
            table = ck.win_rate(pipe, by=by)
            empty = table["win_rate"].isna()
            assert empty.any()
            assert table.loc[empty, "note"].str.contains("history=").all()
            assert not table.loc[~empty, "note"].str.contains("history=").any()


def test_a_trend_of_win_rates_by_stage_names_the_way():
    pipe = ck.from_events(STEPS, stages=["A", "B", "C"])
    for measure in ("win_rate", "win_loss_ratio", "conversion_first_to_won", "velocity_per_day"):
        with pytest.raises(QuestionError, match="conversion from A"):
            ck.trend(pipe, measure, by="stage")
    assert len(ck.trend(pipe, "won_deals", by="stage"))


def test_kpis_by_stage_say_where_the_rates_of_winning_are_and_keep_the_stocks():
    pipe = ck.from_events(STEPS, stages=["A", "B", "C"], as_of="2024-01-31")
    table = ck.kpis(pipe, by="stage").set_index(["stage", "measure"])
    figures = ["value", "previous", "last_year", "change", "n", "low", "high"]
    for stage in "ABC":
        for measure in ("win_rate", "win_loss_ratio", "conversion_first_to_won"):
            assert table.loc[(stage, measure), figures].isna().all()
            assert 'ck.win_rate(pipe, by="stage")' in table.loc[(stage, measure), "note"]
    assert table.xs("open_deals", level="measure")["value"].tolist() == [0, 0, 1]
    assert table.xs("new_deals", level="measure")["value"].sum() == 7
    assert ck.kpis(pipe).set_index("measure").loc["win_rate", "value"] == 2 / 6


@pytest.mark.parametrize(
    "by", ["stage", ["pipeline", "stage"], "outcome", "lost_reason", "probability"]
)
def test_nobody_is_compared_by_how_it_ended(by):
    fields = pd.DataFrame({"deal_id": list("1234567"), "lost_reason": [*"pqpq", None, None, None]})
    fields["probability"] = [0.0] * 4 + [1.0] * 2 + [0.5]
    pipe = ck.from_events(STEPS, stages=["A", "B", "C"], deals=fields)
    measures = ("win_rate", "median_cycle_days", "days in A")
    asked = [partial(ck.compare, pipe, measure, by=by) for measure in measures]
    asked += [lambda: ck.velocity(pipe, by=by), lambda: ck.compare(pipe, "win_rate", within=by)]
    asked += [lambda: ck.deals_needed(pipe, "win_rate", by=by)] if isinstance(by, str) else []
    for ask in asked:
        with pytest.raises(QuestionError, match=r"cannot be (compared|split) by .*\n.*\nAsk ck\."):
            ask()


def test_the_sentence_names_the_share_won_from_the_first_and_from_the_last_stage():
    many = pd.concat(
        [STEPS.assign(deal_id=STEPS["deal_id"].astype(str) + f"-{turn}") for turn in range(4)]
    )
    table = ck.win_rate(ck.from_events(many, stages=["A", "B", "C"]), by="stage")
    assert win_rate_words(table).replace("\N{NO-BREAK SPACE}", " ") == (
        "Of the decided deals that got to A 33 % were won, of those that got to C 67 %."
    )
    few = ck.win_rate(ck.from_events(STEPS, stages=["A", "B", "C"]), by="stage")
    assert win_rate_words(few).startswith("Too few deals are decided")
    assert win_rate_words(ck.win_rate(ck.from_events(many, stages=["A", "B", "C"]))) == ""
