"""`Chart` without a browser: what it holds, what it tells, what a saved notebook keeps."""

import json
import re

import ipywidgets
import plotly
import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs, get_plotlyjs_version

from cycle_kit.charts import script, widget
from cycle_kit.charts.script import draws, put, served, shared_folder
from cycle_kit.charts.widget import Chart


@pytest.fixture
def bars() -> go.Figure:
    marks = go.Bar(x=[3, 2], y=["New", "<Won>"], customdata=[["New"], ["<Won>"]])
    return go.Figure(marks, layout={"title": "Where <b>deals</b> stop", "height": 200})


def test_figure_becomes_plain_json_at_the_start_and_when_replaced(bars):
    chart = Chart(bars)
    assert chart.figure["data"][0]["x"] == [3, 2]

    chart.figure = go.Figure(go.Bar(x=[5]))
    assert json.loads(json.dumps(chart.figure))["data"] == [{"x": [5], "type": "bar"}]


def test_nothing_is_shared_or_advertised_unless_asked_for(bars):
    assert Chart(bars).config["showSendToCloud"] is False
    assert Chart(bars).config["displaylogo"] is False
    assert Chart(bars).config["typesetMath"] is False  # a name with two "$" would be drawn blank
    assert Chart(bars, config={"displayModeBar": True}).config["displayModeBar"] is True
    assert Chart(bars, config={"displayModeBar": True}).config["showSendToCloud"] is False


def test_every_click_is_told(bars):
    told = []
    chart = Chart(bars, on_click=told.append)

    chart.clicked = {"customdata": ["New"], "curve": 0, "point": 0, "count": 1}
    chart.clicked = {"customdata": ["New"], "curve": 0, "point": 0, "count": 2}

    assert told == [["New"], ["New"]]


def test_a_saved_notebook_keeps_a_picture_beside_the_widget(bars):
    data, _metadata = Chart(bars)._repr_mimebundle_()

    assert "application/vnd.jupyter.widget-view+json" in data
    assert "Where deals stop" in re.sub("<[^>]*>", "", data["image/svg+xml"])
    assert data["text/html"].startswith('<div class="cycle-kit-chart"')


def test_where_nobody_can_press_it_a_chart_is_a_picture_and_no_widget(bars, monkeypatch):
    monkeypatch.setattr(widget, "pressable", lambda: False)
    chart = Chart(bars)
    data, _metadata = chart._repr_mimebundle_()

    assert chart.comm is None
    assert set(data) == {"text/plain", "text/html", "image/svg+xml"}
    chart.figure = go.Figure(go.Bar(x=[7], y=["later"]))
    assert "later" in chart._repr_mimebundle_()[0]["image/svg+xml"]


def test_in_a_layout_a_chart_is_a_widget_wherever_it_runs(bars, monkeypatch):
    monkeypatch.setattr(widget, "pressable", lambda: False)
    chart = Chart(bars)
    box = ipywidgets.VBox([chart])

    assert box.get_state()["children"] == [f"IPY_MODEL_{chart.model_id}"]
    assert chart.layout.width == "100%"


def test_a_layout_asked_for_is_the_charts(bars):
    assert Chart(bars, layout={"width": "50%"}).layout.width == "50%"


def test_the_script_is_sent_on_request_and_only_then(bars):
    chart, sent = Chart(bars), []
    chart.send = lambda content, buffers=None: sent.append((content, buffers))

    chart._handle_custom_msg({"kind": "something else"}, [])
    assert sent == []
    chart._handle_custom_msg({"kind": "plotly.js"}, [])
    assert sent == [({"kind": "plotly.js"}, [get_plotlyjs().encode()])]


@pytest.fixture
def build(tmp_path, monkeypatch):
    """`build(plotly="4.1.1")`: as if `make front` had built a script of that plotly.js, None: nothing."""

    def made(plotly: str | None) -> None:
        if plotly:
            told = {"plotly": plotly, "anywidget": "1", "traces": ["bar", "scatter"]}
            (tmp_path / "front.json").write_text(json.dumps(told))
            (tmp_path / "plotly.min.js").write_text("var Plotly = {};")
        script.built.cache_clear()

    monkeypatch.setattr(script, "BUILT", tmp_path)
    yield made
    script.built.cache_clear()


@pytest.fixture
def folders(tmp_path, monkeypatch):
    folder = tmp_path / "shared"
    monkeypatch.setattr(script, "jupyter_path", lambda *_: [str(folder / "labextensions")])
    return folder


def test_a_chart_knows_whether_its_server_has_the_script(bars, folders):
    assert Chart(bars)._script == ""

    shared_folder(folders)
    assert Chart(bars)._script == served()
    assert re.fullmatch(
        rf"cycle-kit/static/plotly-{re.escape(plotly.__version__)}-[0-9a-f]{{8}}\.min\.js", served()
    )


@pytest.mark.parametrize("of", [None, "0.0.0"])
def test_the_shared_script_is_plotly_without_its_wrapper(folders, build, of):
    build(of)  # nothing, or a script of another plotly.js
    text = (shared_folder(folders) / "labextensions" / served()).read_text(encoding="utf-8")

    assert "Licensed under the MIT license" in text[:200]
    assert "module.exports = factory()" in get_plotlyjs()
    assert "module.exports = factory()" not in text
    assert 0 < len(get_plotlyjs()) - len(text) < 500
    assert draws({"data": [{"type": "pie"}]})


def test_a_script_that_was_built_is_shared_and_draws_what_it_was_built_of(folders, build):
    build(get_plotlyjs_version())
    text = (shared_folder(folders) / "labextensions" / served()).read_text(encoding="utf-8")
    assert text == "var Plotly = {};"
    assert draws({"data": [{"type": "bar"}, {"y": [1]}]}) and draws({})
    assert not draws({"data": [{"type": "bar"}, {"type": "pie"}]})


def test_another_content_has_another_name(tmp_path):
    names = {put(tmp_path, "a-{}.js", text) for text in ("1", "2", "1")}
    assert len(names) == 2


@pytest.mark.parametrize("text", ["", "/* c */ window.Plotly = {};", "no comment at all"])
def test_a_script_of_another_build_is_served_as_it_is(text):
    assert script._flat(text) == text
