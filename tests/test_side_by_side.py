"""Two charts beside each other: each is the picture that it is alone."""

from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

import cycle_kit as ck
from cycle_kit.charts.picture import Picture
from cycle_kit.charts.refused import Missing
from cycle_kit.errors import CycleKitError, NotAnswered
from tests.deal_paths import pipe_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def charts():
    pipe = pipe_of(["AW", "ABW", "AL", "A", "AB"])
    return [
        ck.funnel_chart(ck.funnel(pipe)),
        ck.stage_durations_chart(ck.stage_durations(pipe)),
        go.Figure(go.Bar(x=["<b>&"], y=[1]), {"title": {"text": 'mine "<&>"'}, "template": {}}),
    ]


PAIRS = [(0, 1), (1, 0), (0, 0), (0, 2), (2, 1)]


@pytest.mark.parametrize("pair", PAIRS)
def test_each_is_the_picture_that_it_is_alone(charts, pair):
    a, b = (charts[at] for at in pair)
    before = [a.to_json(), b.to_json()]
    shown = ck.side_by_side(a, b)._repr_mimebundle_()
    for each in (a, b):
        alone = Picture(each, getattr(each, "_drawn_as", ""))._repr_mimebundle_()
        assert alone["text/html"] in shown["text/html"]
    assert shown["text/html"].count("<img ") == 2
    assert [a.to_json(), b.to_json()] == before


@pytest.mark.parametrize("pair", PAIRS)
def test_as_one_image_they_do_not_overlap_and_none_is_cut(charts, pair):
    figures = [charts[at] for at in pair]
    root = ElementTree.fromstring(ck.side_by_side(*figures)._repr_mimebundle_()["image/svg+xml"])
    left, right = root.findall(f"{SVG}svg")
    assert float(left.get("x")) == 0
    assert float(right.get("x")) >= float(left.get("width"))
    assert float(root.get("width")) >= float(right.get("x")) + float(right.get("width"))
    heights = [float(each.get("height")) for each in (left, right)]
    assert float(root.get("height")) == max(heights)


@pytest.mark.parametrize("strange", [None, 3, "x", [], {}, object()])
def test_what_is_no_chart_is_told(charts, strange):
    with pytest.raises(CycleKitError, match="needs a chart"):
        ck.side_by_side(charts[0], strange)


def test_a_chart_that_waits_for_an_answer_says_so(charts):
    with pytest.raises(NotAnswered):
        ck.side_by_side(Missing("chart", "no history."), charts[0])
