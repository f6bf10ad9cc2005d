"""A chart that says by itself what it is of: its finding above, files, choice, day and number of deals below."""

import json

import plotly.graph_objects as go
import pytest

import cycle_kit as ck
from cycle_kit.charts import funnel_words
from cycle_kit.charts.picture import drawn
from cycle_kit.locale import speaking
from cycle_kit.shipped import sample


@pytest.fixture(scope="module")
def one():
    return ck.load(sample("hubspot_deals.csv")).where(pipeline="B2B")


def texts(figure):
    return [note.text.replace("<br>", " ") for note in figure.layout.annotations]


CHARTS = {
    "funnel": lambda p: ck.funnel_chart(ck.funnel(p)),
    "durations": lambda p: ck.stage_durations_chart(ck.stage_durations(p)),
    "months": lambda p: ck.waterfall_chart(ck.waterfall(p, every="month")),
    "nothing": lambda p: ck.funnel_chart(ck.funnel(p).head(0)),
}


@pytest.mark.parametrize("name", CHARTS)
def test_it_says_what_it_is_of_and_keeps_room_for_it(one, name):
    plain = CHARTS[name](one)
    told = ck.captioned(plain, one, title="What <became> of them")
    *before, title, foot = texts(told)
    assert before == texts(plain)
    assert title == "<b>What &lt;became&gt; of them</b>"
    assert "hubspot_deals.csv · Only pipeline: B2B · as of 31 Oct 2025 · 1,250 deals" in foot
    more = [told.layout.margin[side] - plain.layout.margin[side] for side in ("t", "b")]
    assert min(more) >= 18 and told.layout.height - plain.layout.height == sum(more)
    assert told.layout.annotations[-2].yshift == plain.layout.margin.t
    assert told.layout.annotations[-1].yshift == -plain.layout.margin.b
    assert texts(CHARTS[name](one)) == before  # the figure given stays as it is


def test_without_a_title_it_is_the_finding(one):
    first = funnel_words(ck.funnel(one)).splitlines()[0]
    assert f"<b>{first}</b>" in texts(ck.captioned(CHARTS["funnel"](one), one))
    assert not any("<b>" in text for text in texts(ck.captioned(CHARTS["months"](one), one))[-2:])
    none = texts(ck.captioned(CHARTS["funnel"](one), one, title=""))
    assert len(none) == len(texts(CHARTS["funnel"](one))) + 1


def test_it_is_told_in_the_language_spoken_and_drawn_by_every_way(one):
    with speaking("pl"):
        figure = ck.captioned(CHARTS["funnel"](one), one)
    assert any("1250" in text.replace("\N{NO-BREAK SPACE}", "") for text in texts(figure)[-2:])
    picture = drawn(json.loads(figure.to_json()), name="a", label="b", fluid=False)
    assert "hubspot_deals.csv" in picture


def test_a_figure_of_ones_own_is_captioned_too(one):
    told = ck.captioned(go.Figure(layout={"height": 200}), one)
    assert len(texts(told)) == 1 and "1,250 deals" in texts(told)[0]


def test_it_still_answers_clicks(one):
    assert ck.with_deals(ck.captioned(CHARTS["funnel"](one), one), one).chart.figure["data"]
