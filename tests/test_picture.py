"""`Picture` and `still`: what a saved notebook keeps of a chart. Places are in pixels of a known sheet."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from IPython.core.interactiveshell import InteractiveShell

from cycle_kit.charts import audience, theme
from cycle_kit.charts import still as still_
from cycle_kit.charts.picture import Picture, in_attribute
from cycle_kit.charts.sentences import sentences
from cycle_kit.charts.still import USUAL, still
from cycle_kit.charts.still.letters import lines_of, plain, width
from cycle_kit.charts.still.sheet import number
from cycle_kit.charts.words import name

SVG = "{http://www.w3.org/2000/svg}"
NONE = {"l": 0, "r": 0, "t": 0, "b": 0}


def drawn(*traces, fluid=False, **layout):
    """The SVG of traces on a sheet of 760 x 100 pixels without margins, as an element tree."""
    bare = {"showticklabels": False, "showgrid": False}
    base = {"height": 100, "margin": NONE, "template": {}, "xaxis": bare, "yaxis": bare}
    base |= {key: {**bare, **value} if "axis" in key else value for key, value in layout.items()}
    figure = json.loads(go.Figure(list(traces), base).to_json())
    return ElementTree.fromstring(still(figure, name="x", fluid=fluid))


def all_of(tree, name):
    """Elements of a name with what they inherit, the ground left out."""
    found = []

    def walk(node, inherited):
        own = {**inherited, **node.attrib}
        for child in node:
            walk(child, {} if node is tree else own)
        if node.tag == SVG + name and node.get("height") != "100%":
            found.append(own)

    walk(tree, {})
    return found


def texts(tree):
    return ["".join(node.itertext()) for node in tree.iter(SVG + "text")]


def titles(tree):
    return [node.text for node in tree.iter(SVG + "title")]


def px(element, *names):
    return [float(element[name]) for name in names]


# ---- bars


def test_a_bar_is_as_long_as_its_value_and_in_the_middle_of_its_row():
    bar = go.Bar(x=[3], y=[0], orientation="h", width=0.5, marker_color="#123456")
    (box,) = all_of(drawn(bar, xaxis={"range": [0, 4]}, yaxis={"range": [-0.5, 0.5]}), "rect")
    assert px(box, "x", "y", "width", "height") == [0, 25, 570, 50]
    assert box["fill"] == "#123456"


def test_a_fluid_picture_says_the_same_in_shares():
    bar = go.Bar(x=[3], y=[0], orientation="h", width=0.5)
    tree = drawn(bar, fluid=True, xaxis={"range": [0, 4]}, yaxis={"range": [-0.5, 0.5]})
    (box,) = all_of(tree, "rect")
    assert (box["x"], box["width"], box["height"]) == ("0%", "75%", "50")
    assert tree.get("width") == "100%"


def test_a_bar_upright_on_names():
    bars = go.Bar(x=["a", "b"], y=[1, 2], width=1)
    first, second = all_of(drawn(bars, yaxis={"range": [0, 4]}), "rect")
    assert px(first, "x", "width", "y", "height") == [0, 380, 75, 25]
    assert px(second, "x", "width", "y", "height") == [380, 380, 50, 50]


def test_stacked_bars_stand_on_each_other_and_those_with_a_base_on_it():
    one, two = (go.Bar(x=[n], y=[0], orientation="h", width=1) for n in (1, 2))
    axis = {"range": [0, 4]}
    first, second = all_of(drawn(one, two, barmode="stack", xaxis=axis), "rect")
    assert px(first, "x", "width") == [0, 190]
    assert px(second, "x", "width") == [190, 380]
    based = go.Bar(x=[1], y=[0], base=[2], orientation="h", width=1)
    (box,) = all_of(drawn(based, barmode="overlay", xaxis=axis), "rect")
    assert px(box, "x", "width") == [380, 190]


def test_grouped_bars_share_their_place():
    one, two = (go.Bar(x=["a"], y=[n], width=1) for n in (1, 2))
    first, second = all_of(drawn(one, two, barmode="group"), "rect")
    assert px(first, "x", "width") == [0, 380] and px(second, "x", "width") == [380, 380]


def test_a_bar_to_the_left_and_one_beyond_the_axis():
    bars = go.Bar(x=[-1, 9], y=[0, 1], orientation="h", width=1)
    left, beyond = all_of(drawn(bars, xaxis={"range": [-2, 2]}), "rect")
    assert px(left, "x", "width") == [190, 190]
    assert px(beyond, "x", "width") == [380, 380]


def test_no_bar_where_there_is_nothing():
    assert all_of(drawn(go.Bar(x=[0, None], y=[0, 1], orientation="h")), "rect") == []


def test_hatched_bars_name_a_hatching_and_the_colour_where_it_cannot_be_had():
    look = {"color": "#a6cbf3", "pattern": {"shape": "/", "fgcolor": "#2b72c2", "size": 6}}
    tree = drawn(go.Bar(x=[1], y=[0], orientation="h", marker=look))
    (pattern,) = tree.iter(SVG + "pattern")
    (box,) = [box for box in all_of(tree, "rect") if "url" in box.get("fill", "")]
    assert box["fill"] == f"url(#{pattern.get('id')}) #a6cbf3"


def test_a_number_as_colour_is_a_place_on_the_scale():
    look = {
        "color": [0, 5, 10],
        "cmin": 0,
        "cmax": 10,
        "colorscale": [[0, "#000000"], [1, "#ffffff"]],
    }
    bars = go.Bar(x=[1, 1, 1], y=[0, 1, 2], orientation="h", marker=look)
    assert [b["fill"] for b in all_of(drawn(bars), "rect")] == ["#000000", "#808080", "#ffffff"]


@pytest.mark.parametrize(("hide", "told"), [("hide", ["long"]), (None, ["long", "short"])])
def test_words_in_bars_that_are_too_short_are_hidden_if_the_figure_says_so(hide, told):
    bars = go.Bar(
        x=[100, 1], y=[0, 1], orientation="h", text=["long", "short"], textposition="inside"
    )
    layout = {"xaxis": {"range": [0, 100]}}
    layout |= {"uniformtext": {"mode": hide, "minsize": 11}} if hide else {}
    assert texts(drawn(bars, **layout)) == told


# ---- points


def test_points_stand_at_their_values_and_none_where_one_is_missing():
    dots = go.Scatter(x=[1, None, 3], y=[1, 2, None], mode="markers", marker={"size": 12})
    (dot,) = all_of(drawn(dots, xaxis={"range": [0, 4]}, yaxis={"range": [0, 4]}), "circle")
    assert px(dot, "cx", "cy", "r") == [190, 75, 6]


def test_packed_columns_are_read():
    numpy = pytest.importorskip("numpy")
    dots = go.Scatter(x=numpy.array([2.0]), y=numpy.array([2.0]), mode="markers")
    (dot,) = all_of(drawn(dots, xaxis={"range": [0, 4]}, yaxis={"range": [0, 4]}), "circle")
    assert px(dot, "cx", "cy") == [380, 50]


def test_a_line_of_two_is_a_line_and_gaps_divide():
    lines = go.Scatter(x=[0, 4, None, 0, 2], y=[1, 1, None, 2, 2], mode="lines")
    first, second = all_of(drawn(lines, xaxis={"range": [0, 4]}, yaxis={"range": [0, 4]}), "line")
    assert px(first, "x1", "x2", "y1", "y2") == [0, 760, 75, 75]
    assert px(second, "x1", "x2", "y1", "y2") == [0, 380, 50, 50]


def test_stacked_areas_begin_where_the_last_one_ends():
    one, two = (
        go.Scatter(x=[0, 4], y=[1, 1], stackgroup="s", mode="none", fillcolor=c)
        for c in ("#111111", "#222222")
    )
    first, second = all_of(
        drawn(one, two, xaxis={"range": [0, 4]}, yaxis={"range": [0, 4]}), "path"
    )
    assert (first["d"], first["fill"]) == ("M0 75H760V100H0Z", "#111111")
    assert (second["d"], second["fill"]) == ("M0 50H760V75H0Z", "#222222")


def test_steps_turn_at_their_corners():
    line = {"shape": "hv", "color": "#333333"}
    steps = go.Scatter(x=[0, 2, 4], y=[0, 2, 4], mode="lines", line=line)
    (path,) = all_of(drawn(steps, xaxis={"range": [0, 4]}, yaxis={"range": [0, 4]}), "path")
    assert path["d"] == "M0 100H380V50H760V0"


def test_words_stand_beside_their_place():
    words = go.Scatter(x=[0, 4], y=[2, 2], mode="text", text=["from here", "<b>to</b> here"],
                       textposition=["middle right", "middle left"])  # fmt: skip
    tree = drawn(words, xaxis={"range": [0, 4]}, yaxis={"range": [0, 4]})
    first, second = all_of(tree, "text")
    assert texts(tree) == ["from here", "to here"]
    assert (first["x"], first.get("text-anchor")) == ("0", None)
    assert (second["x"], second["text-anchor"]) == ("760", "end")
    assert [span.get("font-weight") for span in tree.iter(SVG + "tspan")] == ["bold"]


def test_signs_have_shapes_and_open_ones_no_filling():
    marker = {"symbol": ["diamond", "square-open", "line-ns"], "size": 10, "color": "#123456"}
    dots = go.Scatter(x=[0, 1, 2], y=[0, 1, 2], mode="markers", marker=marker)
    fills = [path["fill"] for path in all_of(drawn(dots), "path")]
    assert fills == ["#123456", "none", "none"]


# ---- streams


def test_streams_leave_no_deal_out():
    link = {
        "source": [0, 0, 1],
        "target": [1, 2, 2],
        "value": [3, 1, 3],
        "label": ["on", "lost", "won"],
    }
    tree = drawn(
        go.Sankey(orientation="v", node={"label": ["New", "Next", "End"], "pad": 10}, link=link)
    )
    wide = {
        name: float(box["width"])
        for name, box in zip(titles(tree)[3:], all_of(tree, "rect"), strict=True)
    }
    assert wide == {"New": 760, "Next": 570, "End": 760}
    assert len(all_of(tree, "path")) == 3


def test_a_stream_upwards_runs_outside():
    link = {"source": [0, 1], "target": [1, 0], "value": [3, 1]}
    tree = drawn(go.Sankey(orientation="v", node={"label": ["New", "Next"]}, link=link))
    assert {path["fill"] for path in all_of(tree, "path")} == {"#dddddd", "none"}


# ---- words around


def test_ticks_are_named_and_thinned_where_they_would_touch():
    dots = go.Scatter(x=[0, 100], y=[0, 1], mode="markers")
    few = {
        "range": [0, 100],
        "tickvals": [0, 50, 100],
        "ticktext": ["none", "half", "all"],
        "showticklabels": True,
    }
    assert texts(drawn(dots, xaxis=few)) == ["none", "half", "all"]
    many = {"range": [0, 99], "tickvals": list(range(100)), "ticktext": ["a long name"] * 100}
    assert 3 < len(texts(drawn(dots, xaxis={**many, "showticklabels": True}))) < 12


def test_ticks_without_values_are_round_and_the_last_one_has_the_unit():
    axis = {
        "range": [0, 103],
        "nticks": 6,
        "ticksuffix": " d",
        "showticksuffix": "last",
        "showticklabels": True,
    }
    told = texts(drawn(go.Scatter(x=[0, 100], y=[0, 1], mode="markers"), xaxis=axis))
    assert told == ["0", "20", "40", "60", "80", "100 d"]


def test_notes_stand_where_they_are_told():
    note = {"text": "two<br>lines", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top", "showarrow": False,
            "xref": "paper", "yref": "paper"}  # fmt: skip
    tree = drawn(go.Bar(x=[1], y=[1]), annotations=[note])
    first, second = all_of(tree, "text")
    assert texts(tree) == ["two", "lines"]
    assert px(first, "x") == px(second, "x") == [0]
    assert 0 < px(first, "y")[0] < px(second, "y")[0] < 30


def test_shapes_are_lines_at_values_or_over_the_whole():
    line = {"type": "line", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper"}
    dots = go.Scatter(x=[0, 4], y=[0, 1], mode="markers")
    (rule,) = all_of(drawn(dots, xaxis={"range": [0, 4]}, shapes=[line]), "line")
    assert px(rule, "x1", "x2", "y1", "y2") == [190, 190, 100, 0]


def test_what_is_not_drawn_is_named():
    assert texts(drawn(go.Pie(values=[1, 2]))) == ["Not drawn here, only in the live chart: pie."]


def test_what_a_picture_cannot_show_is_said_in_its_place(monkeypatch):
    log = go.Figure(go.Scatter(x=[1, 10], y=[1, 2]), {"xaxis": {"type": "log"}})
    shown = Picture(log)._repr_mimebundle_()["image/svg+xml"]
    assert "Only the live chart is drawn, for this has a logarithmic axis." in shown

    def fail(_sheet, traces, *_rest):
        if traces:
            raise KeyError("a cell of the file")
        return []

    monkeypatch.setattr(still_, "bars", fail)
    shown = Picture(go.Figure(go.Bar(x=[1], y=[1])))._repr_mimebundle_()["image/svg+xml"]
    assert "KeyError" in shown and "cell" not in shown


def test_hidden_traces_are_not_drawn():
    assert all_of(drawn(go.Bar(x=[1], y=[1], visible=False)), "rect") == []


def test_a_figure_of_nothing_is_a_picture():
    assert still({}, name="x").startswith("<svg")
    assert still({"data": [{"type": "bar"}, {"type": "scatter"}], "layout": {}}, name="x")


# ---- what a mark says


def test_a_mark_says_its_hover_text_as_plain_lines():
    bar = go.Bar(x=[1], y=[0], orientation="h", hovertext=["<b>New &amp; old</b><br>3 of 4"])
    assert titles(drawn(bar)) == ["New & old\n3 of 4"]


def test_silent_marks_and_marks_too_small_to_be_pointed_at_say_nothing():
    assert titles(drawn(go.Bar(x=[1], y=[0], hovertext=["a"], hoverinfo="skip"))) == []
    small = go.Bar(x=[100, 0.1], y=[0, 1], orientation="h", hovertext=["large", "small"], width=0.1)
    assert titles(drawn(small)) == ["large"]


def test_a_template_of_hover_words_is_filled():
    dots = go.Scatter(x=[1], y=[2], customdata=[["won", 5]], mode="markers",
                      hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>")  # fmt: skip
    assert titles(drawn(dots)) == ["won: 5"]


# ---- letters


def test_the_few_tags_and_nothing_else():
    (first, second) = lines_of(
        '<b>A</b> <span style="color:#123456">b <i>c</i></span><br>d &lt; e <x>f</x>'
    )
    assert [tuple(run) for run in first] == [
        ("A", True, False, ""),
        (" ", False, False, ""),
        ("b ", False, False, "#123456"),
        ("c", False, True, "#123456"),
    ]
    assert "".join(run.words for run in second) == "d < e f"
    assert plain("a<br>b") == "a\nb"


def test_wide_letters_are_wider():
    assert width("WWW", 10) > width("aaa", 10) > width("iii", 10)
    assert width("a<br>aaaa", 10) == width("aaaa", 10)
    assert width("成約", 10) == 18


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, "0"),
        (0.04, "0"),
        (0.5, ".5"),
        (-0.5, "-.5"),
        (100, "100"),
        (12.25, "12.2"),
        (-20, "-20"),
    ],
)
def test_numbers_are_short(value, told):
    assert number(value) == told


# ---- a picture in a notebook


@pytest.fixture
def bars() -> go.Figure:
    marks = go.Bar(
        x=[3, 2], y=["100 % #1", "&lt;Won&gt; & 'more'"], orientation="h", hovertext=['a "b"', "c"]
    )
    return theme.figure([marks], height=200)


def in_html(bundle) -> str:
    """The SVG that a browser reads from the image's address."""
    from html.parser import HTMLParser
    from urllib.parse import unquote

    found = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: found.append(dict(attrs)) if tag == "img" else None
    reader.feed(bundle["text/html"])
    (image,) = found
    assert image["src"].startswith("data:image/svg+xml,")
    return unquote(image["src"].removeprefix("data:image/svg+xml,"))


def test_a_picture_is_html_for_pages_svg_for_others_and_words_for_terminals(bars):
    shell = InteractiveShell()
    bundle = shell.display_formatter.format(Picture(bars, label="Where deals stop"))[0]
    assert set(bundle) == {"text/plain", "text/html", "image/svg+xml"}
    assert bundle["text/plain"] == "<Picture: Where deals stop>"


def test_both_pictures_are_whole_whatever_the_words(bars):
    bundle = Picture(bars, label='say "what"')._repr_mimebundle_()
    for svg in (in_html(bundle), bundle["image/svg+xml"]):
        tree = ElementTree.fromstring(svg)
        assert {"100 % #1", "<Won> & 'more'"} <= set(texts(tree))
        assert tree.get("role") == "img" and tree.get("class") == "main-svg"
    assert 'alt="say &quot;what&quot;"' in bundle["text/html"]
    assert ElementTree.fromstring(bundle["image/svg+xml"]).get("width") == str(USUAL)


def test_the_same_figure_gives_the_same_picture_and_another_one_other_names(bars):
    assert Picture(bars)._repr_mimebundle_() == Picture(bars)._repr_mimebundle_()
    hatched = {"color": "#a6cbf3", "pattern": {"shape": "/"}}
    both = [Picture(go.Figure(go.Bar(x=[n], y=[1], marker=hatched))) for n in (1, 2)]
    ids = [re.findall(r'id="(\w+-0)"', one._repr_mimebundle_()["image/svg+xml"]) for one in both]
    assert ids[0] and ids[1] and ids[0] != ids[1]


def test_nothing_is_asked_of_the_network(bars):
    bundle = Picture(bars)._repr_mimebundle_()
    for shown in bundle.values():
        assert set(re.findall(r"https?://[^\s'\"<>]+", shown)) <= {"http://www.w3.org/2000/svg"}


def test_an_attribute_holds_any_svg():
    assert in_attribute('<a b="50%">#\n&amp;</a>') == "<a b='50%25'>%23%0A%26amp;</a>"


# ---- who is there


CELL = {"header": {"msg_type": "execute_request"}}


@pytest.mark.parametrize(
    ("request_", "pressed"),
    [
        ({**CELL, "metadata": {"cellId": "a"}}, True),
        ({**CELL, "metadata": {}}, False),
        ({"header": {"msg_type": "comm_msg"}, "metadata": {}}, True),
        ({}, True),
    ],
)
def test_who_runs_a_cell_without_a_name_only_keeps_it(request_, pressed, monkeypatch):
    monkeypatch.setattr(audience, "what_is_run", lambda: request_)
    monkeypatch.delenv("VOILA_PREHEAT", raising=False)
    assert audience.pressable() is pressed
    monkeypatch.setenv("VOILA_PREHEAT", "False")
    assert audience.pressable() is True


def test_a_script_is_no_such_run():
    assert audience.what_is_run() == {}
    assert audience.pressable() is True


def test_a_name_from_right_to_left_does_not_draw_numbers_to_its_other_side():
    assert name("Offer") == "Offer"
    assert name("پیشنهاد") == "\N{FIRST STRONG ISOLATE}پیشنهاد\N{POP DIRECTIONAL ISOLATE}"
    assert name("عرض <1>").endswith("&lt;1&gt;\N{POP DIRECTIONAL ISOLATE}")


def test_in_sentences_too():
    html = sentences("Fewest go on from تایید شده: 48 % of 23 deals.")._repr_html_()
    assert "from <bdi>تایید شده</bdi>: 48 %" in html


# ---- an export by the line that the documentation gives


def test_the_line_of_the_documentation_exports_a_page_that_asks_nothing(tmp_path):
    root = Path(__file__).parents[1]
    told = (root / "docs" / "charts.md").read_text(encoding="utf-8")
    [line] = re.findall(r"^jupyter (nbconvert .*)$", told, flags=re.M)
    said = [word for word in line.split() if word != "--execute"]
    done = [sys.executable, "-m", "jupyter", *said, "--output-dir", str(tmp_path)]
    subprocess.run(done, cwd=root, check=True, capture_output=True)
    html = (tmp_path / "01_funnel.html").read_text(encoding="utf-8")
    assert re.findall(r"""(?:src|href)=["']?(?:https?:)?//[^"'>]+""", html) == []
