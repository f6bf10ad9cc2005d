"""In a notebook a chart answers clicks: the deals behind a mark stand below it, where somebody can press it."""

import plotly.graph_objects as go
import pytest

import cycle_kit as ck
from cycle_kit.charts import audience
from cycle_kit.dashboard import with_deals as module
from cycle_kit.dashboard.pages.declared import CLICK
from cycle_kit.errors import QuestionError
from cycle_kit.shipped import sample


@pytest.fixture(scope="module")
def one():
    return ck.load(sample("hubspot_deals.csv")).where(pipeline="B2B")


def owner(pipe):
    return str(pipe.deals["owner"].value_counts().index[0])


#: a chart, the mark that is clicked, and how many deals there are
CLICKS = {
    "funnel": (lambda p: ck.funnel_chart(ck.funnel(p)), ["won"], lambda p: won(p)),
    "durations": (
        lambda p: ck.stage_durations_chart(ck.stage_durations(p)),
        ["Proposal"],
        lambda p: len(ck.deals_behind(p, part="long", stage="Proposal", days=median(p))),
    ),
    "from each stage": (
        lambda p: ck.win_rate_chart(ck.win_rate(p, by="stage")),
        ["Proposal", "", "Proposal"],
        lambda p: of(ck.win_rate(p, by="stage"), "stage", "Proposal"),
    ),
    "of each": (
        lambda p: ck.win_rate_chart(ck.win_rate(p, by="owner")),
        lambda p: [owner(p), "", owner(p)],
        lambda p: (p.deals["owner"] == owner(p)).sum(),
    ),
    "compared": (
        lambda p: ck.compare_chart(ck.compare(p, "win_rate")),
        lambda p: [owner(p)],
        lambda p: (p.deals["owner"] == owner(p)).sum(),
    ),
    "steps of one": (
        lambda p: ck.steps_chart(ck.steps(p, owner=owner(p))),
        lambda p: ["Proposal", "", owner(p)],
        lambda p: of(ck.funnel(p.where(owner=owner(p))), "stage", "Proposal"),
    ),
    "groups": (
        lambda p: ck.compare_chart(ck.compare(p, "win_rate", by=["source", "region"])),
        ["Referrals", "source"],
        lambda p: len(p.deals.query("source == 'Referrals' and outcome in ('won', 'lost')")),
    ),
    "due": (
        lambda p: ck.due_chart(ck.due(p)),
        ["ahead", "2025-11-01", "Proposal"],
        lambda p: of(ck.due(p).query("stage == 'Proposal'"), "label", "2025-11"),
    ),
    "losses of quarters": (
        lambda p: ck.loss_reasons_chart(ck.loss_reasons(p, every="quarter")),
        ["New", "lost", "Went with a competitor", "2023-04-01"],
        lambda p: 2,
    ),
    "to do": (
        lambda p: ck.to_do_chart(ck.to_do(p)),
        lambda p: [ck.to_do(p)["deal_id"].iloc[0], "slow"],
        lambda p: 1,
    ),
    "defects": (
        lambda p: ck.defects_chart(ck.defects(p)),
        ["reopened"],
        lambda p: of(ck.defects(p), "defect", "reopened"),
    ),
}


def won(pipe):
    return int(pipe.deals["outcome"].eq("won").sum())


def median(pipe):
    return float(ck.stage_durations(pipe).set_index("stage")["median_days"]["Proposal"])


def of(table, column, value, count="deals"):
    return int(table.loc[table[column].astype(str).eq(value), count].iloc[0])


@pytest.mark.parametrize("name", CLICKS)
def test_a_click_lists_the_deals_below(one, name):
    draw, mark, count = CLICKS[name]
    mark = mark(one) if callable(mark) else mark
    shown = ck.with_deals(draw(one), one)
    assert shown.deals.layout.display == "none"
    assert any(CLICK in getattr(part, "html", "") for part in shown.children)
    shown.chart.clicked = {"customdata": mark, "count": 1}
    assert len(shown.deals.deals) == count(one) > 0
    assert shown.deals.layout.display == "" and str(count(one)) in shown.deals.sentence
    shown.deals.clear()
    assert shown.deals.layout.display == "none"


def test_what_is_no_mark_of_the_chart_lists_nothing(one):
    shown = ck.with_deals(ck.funnel_chart(ck.funnel(one)), one)
    for said in (["Nowhere"], [], None, ["won", "open"]):
        shown.chart.clicked = {"customdata": said, "count": id(said)}
    assert shown.deals.layout.display == "none"


def test_where_nobody_can_press_it_is_the_figure_alone(one, monkeypatch):
    monkeypatch.setattr(module, "pressable", lambda: False)
    figure = ck.funnel_chart(ck.funnel(one))
    assert ck.with_deals(figure, one) is figure
    assert audience.pressable()


def test_a_saved_notebook_keeps_the_picture(one):
    shown = ck.with_deals(ck.funnel_chart(ck.funnel(one)), one)
    kept, _about = shown._repr_mimebundle_()
    assert "<svg" in kept["image/svg+xml"] and "img" in kept["text/html"]


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (lambda p: ck.bottlenecks_chart(ck.bottlenecks(p)), "stand for no deals"),
        (lambda p: ck.waterfall_chart(ck.waterfall(p, every="month")), "stand for no deals"),
        (lambda p: go.Figure(), "no chart of ck"),
        (lambda p: ck.funnel_chart(ck.funnel(p, by="region")), "split"),
        (lambda p: ck.win_rate_chart(ck.win_rate(p, by="region")), "split"),
        (lambda p: ck.compare_chart(ck.compare(p, "win_rate", by={"amount": 4})), "split"),
    ],
)
def test_charts_whose_marks_are_no_deals_say_so(one, figure, told):
    with pytest.raises(QuestionError, match=told):
        ck.with_deals(figure(one), one)
