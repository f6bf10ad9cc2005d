"""A funnel of an export that does not say where lost deals had been: told, and not drawn as the first stage."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.cards import beside
from cycle_kit.errors import StageError
from cycle_kit.metrics.behind import deals_behind

COLUMNS = {
    "deal_id": "Deal ID", "stage": "Stage", "status": "Status", "created_at": "Created",
    "closed_at": "Closed", "lost_reason": "Why",
}  # fmt: skip


def pipe_of(*, unknown: int, known: int = 0, won: int = 10, still: int = 10):
    """Lost deals of an unknown stage, lost in Talk, won ones, and open ones in Offer."""
    kinds = [
        ("", "Lost", unknown),
        ("Talk", "Lost", known),
        ("Offer", "Won", won),
        ("Offer", "Open", still),
    ]
    rows = [(stage, status) for stage, status, count in kinds for _n in range(count)]
    table = pd.DataFrame(rows, columns=["Stage", "Status"])
    table.insert(0, "Deal ID", [str(n) for n in range(len(rows))])
    table["Created"] = "2024-01-05"
    table["Closed"] = ["" if status == "Open" else "2024-03-05" for status in table["Status"]]
    table["Why"] = ["Price" if status == "Lost" else "" for status in table["Status"]]
    return ck.load(table, columns=COLUMNS, stages=["Talk", "Offer"])


def drawn(chart, part):
    """The bars of which the customdata says so."""
    return [
        (bar.customdata[at], bar.x[at], bar.y[at])
        for bar in chart.data
        for at in range(len(bar.customdata or ()))
        if list(bar.customdata[at])[1:2] == [part]
    ]


@pytest.mark.parametrize("unknown", [1, 7, 40])
def test_lost_deals_of_an_unknown_stage_are_a_bar_of_their_own(unknown):
    pipe = pipe_of(unknown=unknown, known=30)
    chart = charts.funnel_chart(ck.funnel(pipe))
    ((click, length, place),) = drawn(chart, "unknown")
    assert (length, place) == (unknown, 3)  # below Talk, Offer and Won
    texts = "".join(text for trace in chart.data for text in trace.text or ())
    assert "Lost, stage not known" in texts
    ghost = chart.data[0]
    assert ghost.x[0] == 50  # behind Offer: of the known, as many as were in Talk
    mark = marks.of_funnel(list(click))
    behind = deals_behind(pipe, **mark.question)
    assert len(behind) == unknown and set(behind["outcome"].astype(str)) == {"lost"}


def test_without_them_there_is_no_such_bar():
    chart = charts.funnel_chart(ck.funnel(pipe_of(unknown=0, known=30)))
    assert drawn(chart, "unknown") == []
    assert "not known" not in str(chart.layout.annotations)


def test_the_sentences_say_what_is_not_known():
    table = ck.funnel(pipe_of(unknown=40))
    said = charts.funnel_words(table).splitlines()
    assert said[0] == "Of 60 deals, 10 were won (17\u00a0%) and 10 are still open."
    assert said[1].startswith("40 deals ended in a stage that nobody knows")
    assert "No step" not in said[1]


def test_nobody_says_that_no_deal_was_lost():
    words = charts.flows_words(ck.flows(pipe_of(unknown=40)))
    assert words == "No deal is seen to be lost from a stage."
    reasons = ck.loss_reasons(pipe_of(unknown=40))
    assert "“Price”: 40 times" in charts.loss_words(reasons)
    nothing = ck.loss_reasons(pipe_of(unknown=0))
    assert charts.loss_words(nothing) == "No deal was lost."


def test_reasons_stand_by_the_length_of_their_bars():
    rows = [("Price", "A", 5), ("Timing", "A", 4), ("Timing", "B", 4), ("Silence", "B", 3),
            ("Silence", "A", 3), ("Silence", "C", 3)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["reason", "stage", "deals"])
    table = table.assign(outcome="lost", share=0.1, value=1.0, period=pd.NaT)
    chart = charts.loss_reasons_chart(table)
    titles = [text.split("</b>")[0].removeprefix("<b>") for text in chart.data[0].text]
    assert titles == ["Silence", "Timing", "Price"]


@pytest.mark.parametrize(
    ("ways", "sign"),
    [(["pace so far"], "at the pace so far"), (["history"], ">forecast<"),
     (["history", "pace so far"], "forecast, or at the pace so far")],
)  # fmt: skip
def test_bars_at_the_pace_so_far_are_not_called_a_forecast(ways, sign):
    rows = [
        {"measure": "won_deals", "period": "2025-Q4", "owner": None, "target": 100.0, "actual": 40.0,
         "attained": 0.4, "expected_by_now": 50.0, "forecast_to_target": 0.9, "standing": "running",
         "forecast_by": way}
        for way in ways
    ]  # fmt: skip
    legend = str(charts.goals_chart(pd.DataFrame(rows)).layout.annotations[0].text)
    assert sign.strip("<>") in legend
    assert ("forecast" in legend) == ("history" in ways)


@pytest.mark.parametrize(
    ("n", "low", "high", "shown"),
    [(1, 0.2, 1.0, "of 1 deal"), (9, 0.2, 0.8, "of 9 deals"), (40, 0.22, 0.48, "22–48\u00a0%"),
     (12, 0.76, 1.0, "76–100\u00a0%")],
)  # fmt: skip
def test_a_share_of_few_has_no_range_that_cannot_be(n, low, high, shown):
    row = {"n": n, "low": low, "high": high, "margin": (high - low) / 2, "money": float("nan")}
    assert beside(row, "EUR") == shown


def test_the_stages_of_several_pipelines_are_typed_as_they_are_asked_for(tmp_path):
    """Each stage stands once, and the line that the error gives is taken."""
    rows = [
        f"{at},{pipeline},{stage},Open,2024-01-0{1 + at % 9},"
        for at, (pipeline, stage) in enumerate(
            (pipeline, stage)
            for pipeline in ("B2B", "Partners")
            for stage in ("Discovery", "Review", "Offer")
            for _ in range(3)
        )
    ]
    path = tmp_path / "deals.csv"
    path.write_text(
        "\n".join(["Deal ID,Pipeline,Stage,Status,Created,Closed", *rows]), encoding="utf-8"
    )
    with pytest.raises(StageError) as error:
        ck.funnel(ck.load(path), by="pipeline")
    assert error.value.there.count("Discovery") == 1
    stages = eval(error.value.fix.partition("stages=")[2].partition(" (in")[0])
    assert list(stages) == ["B2B", "Partners"]
    funnel = ck.funnel(ck.load(path, stages=stages), by="pipeline")
    assert set(funnel["pipeline"]) == {"B2B", "Partners"}
