"""How every chart looks: colours by meaning, one font, one base figure.

Charts are drawn on the light ground. Each colour has exactly one counterpart for the dark ground,
so `on_dark` (or a page, with `PAIRS`) turns a finished figure by replacing colours, nothing else.
"""

import json

import plotly.graph_objects as go

from cycle_kit.charts.words import _, wrapped

#: role: (on light ground, on dark ground); all of a column differ, so a colour names its role.
#: Texts stand 4.5 : 1 or better from the ground, meanings apart under colour-blindness.
COLOURS = {
    "ground": ("#ffffff", "#14181d"),
    "ink": ("#1c242d", "#e7ebef"),
    "muted": ("#57616d", "#a5afba"),  # words of the second rank
    "grid": ("#e3e7eb", "#2a3138"),
    "ghost": ("#eceff3", "#20262d"),  # what is not there (any more)
    "ghost_key": ("#c3cad2", "#4a535d"),  # the same where it is only a sign
    "on_mark": ("#fefefe", "#0e1216"),  # text inside a filled mark
    "on_dropped": ("#11171d", "#0b0f13"),  # text inside the grey of dropped
    "on_pale": ("#1b232c", "#e6eaee"),  # text inside a pale mark
    "stage": ("#2b72c2", "#4f9eee"),
    "open": ("#a6cbf3", "#28497a"),  # not yet
    "accent": ("#7d1080", "#fbc544"),  # look here
    "accent_pale": ("#f3e3f4", "#3d3319"),
    "won": ("#006357", "#6fdcc9"),
    "lost": ("#c2470f", "#fb7e5b"),
    "dropped": ("#9aa0a7", "#868d94"),
    "skip": ("#6fa3dc", "#2d619e"),  # stages again, jumped over
    "back": ("#1b4477", "#a9cdf5"),  # stages again, walked backwards
    "stage_soft": ("#8ab5e7", "#2f5f97"),  # places that carry their name in ink
    "won_soft": ("#72b9ac", "#2b7568"),
    "lost_soft": ("#f0a07b", "#9d4b2f"),
    "dropped_soft": ("#c1c6cc", "#565f69"),
    "stage_pale": ("#d3e3f6", "#22364f"),  # flows, by where they go
    "won_pale": ("#cfe6e2", "#20403c"),
    "lost_pale": ("#f8dccf", "#4c2c22"),
    "dropped_pale": ("#e6e8ea", "#30363c"),
    "back_pale": ("#c3cddb", "#3d4f66"),
}
PAIRS = dict(COLOURS.values())
LETTERS = "cycle-kit-letters"  # those of Arabic script, see `lettering`
FONT = (
    f"{LETTERS}, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Vazirmatn, "
    "'Noto Sans Arabic', sans-serif"
)
SMALL, TEXT, LARGE, NUMBER = 12, 13, 15, 22  # the four sizes, in pixels

#: for Plotly's `config`: nothing leaves the machine, no clutter, as wide as its place.
CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,
    "typesetMath": False,  # a name with two "$" is no formula
    "responsive": True,
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": [
        "zoom2d",
        "pan2d",
        "select2d",
        "lasso2d",
        "zoomIn2d",
        "zoomOut2d",
        "autoScale2d",
        "resetScale2d",
        "hoverClosestCartesian",
        "hoverCompareCartesian",
        "toggleSpikelines",
        "resetViewSankey",
        "resetSankeyGroup",
    ],
    "scrollZoom": False,
    "doubleClick": False,
}


def colour(role: str) -> str:
    """The colour of a meaning on the light ground."""
    return COLOURS[role][0]


def paint(text: str, role: str, *, bold: bool = False) -> str:
    """Text in the colour of a meaning, for use inside a chart's text."""
    text = f"<b>{text}</b>" if bold else text
    return f'<span style="color:{colour(role)}">{text}</span>'


def quiet_axis() -> dict:
    return {
        "visible": True,
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "showline": False,
        "ticks": "",
        "gridcolor": colour("grid"),
        "tickfont": {"color": colour("muted"), "size": SMALL},
        "automargin": True,
    }


def words_defaults() -> dict:
    """Words stand left-aligned in the figure's own coordinates, small, without an arrow."""
    return {
        "showarrow": False,
        "align": "left",
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "borderpad": 0,
        "xshift": -1,
        "font": {"size": SMALL},
    }


def template() -> dict:
    """What all figures share; small, because every figure carries it."""
    return {
        "layout": {
            "font": {"family": FONT, "size": TEXT, "color": colour("ink")},
            "paper_bgcolor": colour("ground"),
            "plot_bgcolor": colour("ground"),
            "hoverlabel": {
                "bgcolor": colour("ground"),
                "bordercolor": colour("muted"),
                "font": {"family": FONT, "size": TEXT, "color": colour("ink")},
                "align": "left",
                "namelength": 0,
            },
            "xaxis": quiet_axis(),
            "yaxis": quiet_axis(),
            "annotationdefaults": words_defaults(),
        }
    }


def figure(traces: list, *, height: int, layout: dict | None = None) -> go.Figure:
    """The base of every chart: as wide as its place, `height` pixels high, without furniture."""
    base = {
        "template": template(),
        "autosize": True,
        "height": height,
        "margin": {"l": 6, "r": 6, "t": 6, "b": 6, "pad": 0},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "barmode": "overlay",
        "bargap": 0,
    }
    return go.Figure(data=traces, layout={**base, **(layout or {})})


def missing(sentence: str) -> go.Figure:
    """A calm figure that says in words what is missing; `layout.meta` holds them as they are."""
    said = _(sentence)
    lines = wrapped(said)
    note = {
        "text": paint("<br>".join(lines), "muted"),
        "xanchor": "center",
        "font": {"size": TEXT},
        "x": 0.5,
        "y": 0.5,
        "align": "center",
    }
    hidden = {"visible": False}
    layout = {"annotations": [note], "xaxis": hidden, "yaxis": hidden, "meta": {"missing": said}}
    return figure([], height=90 + 20 * len(lines), layout=layout)


def on_dark(chart: go.Figure) -> go.Figure:
    """The same figure for a dark ground; the figure given stays as it is."""
    text = chart.to_json() or "{}"
    for light, dark in PAIRS.items():
        text = text.replace(light, dark)
    return go.Figure(json.loads(text))
