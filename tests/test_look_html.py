"""Widgets as plain HTML: each kind as ipywidgets draws it, hostile names harmless, unknown kinds left to their code."""

import json
import re
from datetime import date

import ipywidgets as widgets
import plotly.graph_objects as go
import pytest

from cycle_kit.charts.widget import Chart
from cycle_kit.dashboard.first_look import first_look
from cycle_kit.dashboard.live import Live
from cycle_kit.dashboard.live import Look as Style
from cycle_kit.dashboard.look_html import KINDS, Look, Unknown

HOSTILE = "</script><script>hit()</script><img src=x onerror=hit()>\"'&<!--\u2028]]>"


def states(*roots: widgets.Widget) -> dict[str, dict]:
    """What a kernel tells of these widgets and all that is in them."""
    found, waiting = {}, list(roots)
    while waiting:
        widget = waiting.pop()
        found[widget.model_id] = json.loads(json.dumps(widget.get_state(), default=str))
        inner = [getattr(widget, name, None) for name in ("layout", "style")]
        waiting += [
            *getattr(widget, "children", ()),
            *(each for each in inner if isinstance(each, widgets.Widget)),
        ]
    return found


def html(widget: widgets.Widget) -> str:
    return Look(states(widget)).html(widget.model_id)


def chart(**options) -> Chart:
    return Chart(
        go.Figure(go.Bar(x=[1, 2], y=["New", "Won"]), layout={"title": "Where <b>deals</b> stop"}),
        **options,
    )


INLINE = 'class="lm-Widget jupyter-widgets widget-inline-hbox'
LABEL = '<label class="widget-label" for="ck-first-1"'
SHOWN = {
    "VBoxModel": (
        lambda: widgets.VBox([widgets.Label("a")]).add_class("ck-x"),
        '<div class="lm-Widget lm-Panel jupyter-widgets widget-container widget-box widget-vbox ck-x" style="">'
        f'<div {INLINE} widget-label" style="">a</div></div>',
    ),
    "HBoxModel": (
        lambda: widgets.HBox([], layout={"display": "none", "min_width": "0"}),
        '<div class="lm-Widget lm-Panel jupyter-widgets widget-container widget-box widget-hbox" '
        'style="display: none; min-width: 0"></div>',
    ),
    "BoxModel": (
        lambda: widgets.Box([]),
        '<div class="lm-Widget lm-Panel jupyter-widgets widget-container widget-box" style=""></div>',
    ),
    "DropdownModel": (
        lambda: widgets.Dropdown(
            options=[("last 3 months", 3), ("<b>", 4)], value=4, description="Closed"
        ),
        f'<div {INLINE} widget-dropdown" style="">{LABEL}>Closed</label><select id="ck-first-1">'
        "<option>last\u00a03\u00a0months</option><option selected>&lt;b&gt;</option></select></div>",
    ),
    "TextModel": (
        lambda: widgets.Text(value='"a"', placeholder="search", disabled=True),
        f'<div {INLINE} widget-text" style="">{LABEL} style="display: none"></label>'
        '<input type="text" class="widget-input" value="&quot;a&quot;" placeholder="search" '
        'id="ck-first-1" disabled></div>',
    ),
    "DatePickerModel": (
        lambda: widgets.DatePicker(
            value=date(2025, 1, 9), description="from", tooltip="Closed, from"
        ),
        f'<div {INLINE} widget-datepicker" title="Closed, from" style="">{LABEL}>from</label>'
        '<input type="date" value="2025-01-09" id="ck-first-1"></div>',
    ),
    "LabelModel": (
        lambda: widgets.Label("a < b"),
        f'<div {INLINE} widget-label" style="">a &lt; b</div>',
    ),
    "HTMLModel": (
        lambda: widgets.HTML("<i>a</i>"),
        f'<div {INLINE} widget-html" style="">{LABEL} style="display: none"></label>'
        '<div class="widget-html-content" id="ck-first-1" data-piece="0"></div></div>',
    ),
    "ButtonModel": (
        lambda: widgets.Button(description="reset", tooltip="Back", disabled=True),
        '<button class="lm-Widget jupyter-widgets jupyter-button widget-button" title="Back" disabled style="">'
        "reset</button>",
    ),
    "ToggleButtonModel": (
        lambda: widgets.ToggleButton(description="Filters", value=True),
        '<button class="lm-Widget jupyter-widgets jupyter-button widget-toggle-button mod-active" style="">'
        "Filters</button>",
    ),
}


def test_every_kind_has_a_case():
    assert set(SHOWN) == set(KINDS)


@pytest.mark.parametrize("kind", SHOWN)
def test_a_kind_of_widget(kind):
    made, shown = SHOWN[kind]
    assert html(made()) == shown


def test_a_chart_is_an_empty_place_of_its_height_and_name():
    widget = chart()
    look = Look(states(widget))
    told = look.html(widget.model_id)
    assert f'data-key="{widget._key}"' in told and 'aria-label="Where  deals  stop"' in told
    assert "height: 320px" in told
    assert look.figures[widget._key] == {"figure": widget.figure, "config": widget.config}
    assert 'aria-label="&lt;A&gt;"' in html(chart(label="<A>"))
    assert chart()._key != chart()._key


def test_html_of_the_page_and_its_style_stand_apart():
    page = widgets.VBox([Style(), Live("<p>a</p>", name="ck-top"), Live("</div>")])
    look = Look(states(page))
    told = look.html(page.model_id)
    assert look.pieces == ["<p>a</p>", "</div>"]
    assert (
        '<div class="lm-Widget ck-top" style=""><div class="ck-live" data-piece="0"></div></div>'
        in told
    )
    assert told.count("<div") == told.count("</div>")
    assert len(look.styles) == 1 and ".ck-page" in look.styles[0]


UNKNOWN = {
    "a slider": lambda: widgets.FloatSlider(),
    "a style": lambda: widgets.Button(description="a", style={"button_color": "red"}),
    "a wide name": lambda: widgets.Text(description="a", style={"description_width": "initial"}),
    "an icon": lambda: widgets.Button(icon="check"),
    "a box of a style": lambda: widgets.VBox(box_style="info"),
    "nothing chosen": lambda: widgets.Dropdown(options=[1, 2], value=None),
    "a formula": lambda: widgets.Label("$a$"),
    "a formula as name": lambda: widgets.Text(description="$a$"),
    "HTML as name": lambda: widgets.Text(description="<b>a</b>", description_allow_html=True),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_only_its_own_code_can_show_is_left_to_it(case):
    widget = widgets.VBox([chart(), UNKNOWN[case]()])
    with pytest.raises(Unknown):
        html(widget)
    assert first_look(widget.model_id, states(widget)) == ""


def test_what_has_no_state_or_no_charts_has_no_first_look():
    assert first_look("nobody", {}) == ""
    assert first_look("nobody", states(chart())) == ""
    label = widgets.Label("a")
    assert first_look(label.model_id, states(label)) == ""


def test_hostile_names_end_neither_an_attribute_nor_a_script():
    named = [
        widgets.Dropdown(options=[HOSTILE], description=HOSTILE, tooltip=HOSTILE),
        widgets.Text(value=HOSTILE, placeholder=HOSTILE, description=HOSTILE),
        widgets.Button(description=HOSTILE, tooltip=HOSTILE),
        widgets.Label(HOSTILE),
        Live(HOSTILE),
        Chart(go.Figure(go.Bar(x=[1], y=[HOSTILE]), layout={"title": HOSTILE}), label=HOSTILE),
    ]
    page = widgets.VBox(named)
    told = first_look(page.model_id, states(page))
    scripts = re.findall(r"<script[^>]*>", told)
    assert scripts == ['<script type="application/json">', "<script>"]
    assert (
        told.count("</script>") == 2
        and "<img" not in told
        and "<!--" not in told
        and "\u2028" not in told.partition("<script")[2]
    )
    held = json.loads(re.search(r'json">(.*?)</script>', told, flags=re.S)[1])
    assert held["pieces"] == [HOSTILE]
    assert next(iter(held["figures"].values()))["figure"]["data"][0]["y"] == [HOSTILE]
