"""A figure as a still picture: SVG written here, so that a saved notebook shows its charts anywhere.

What a saved chart may be was measured, for notebooks of five to nine charts that stay below 400 kB
and ask nothing of the network when they are opened:

- A widget is drawn by a manager that exports fetch from a CDN, and JupyterLab says "model not found".
- plotly.js takes 530 kB even trimmed to bars, lines and streams, compressed and as text.
- Plotly's own output is drawn by JupyterLab alone, which then saves a PNG of each chart: 360 to 740 kB
  a notebook beside all else. Pictures by kaleido need a browser where the notebook runs.
- SVG of what our charts consist of takes 5 to 20 kB a chart, and every viewer can show it.

So this draws bars, lines, signs, words and streams as plotly would, by the same figures. A trace of
another kind is named in words instead. Hover texts are the SVG's own titles.
"""

from collections.abc import Callable

from cycle_kit.charts.still.axes import (
    Axis,
    axis_of,
    foot_for_labels,
    merged,
    room_for_labels,
    values,
)
from cycle_kit.charts.still.bars import bars
from cycle_kit.charts.still.furniture import grid, labels, note, shapes, title, unknown
from cycle_kit.charts.still.looks import Patterns
from cycle_kit.charts.still.points import points
from cycle_kit.charts.still.sheet import Mark, Sheet, attributes, number, svg
from cycle_kit.charts.still.streams import streams

DRAWN = ("bar", "scatter", "sankey")
SVG = "http://www.w3.org/2000/svg"
HEIGHT = 320  # pixels, of a figure that names none
USUAL, LEAST = (
    760,
    520,
)  # pixels: a picture of fixed width; the width that a fluid one has its words for
COLOURS = ("#2b72c2", "#c2470f", "#006357", "#7d1080", "#9aa0a7")


def still(figure: dict, *, name: str, label: str = "", fluid: bool = True) -> str:
    """The SVG of a plotly figure (its JSON); `fluid`: as wide as its place, else 760 pixels.

    `name`: an id that no other picture of the page has. `label`: what screen readers say.
    """
    layout = figure.get("layout", {})
    template = layout.get("template", {}).get("layout", {})
    traces = coloured(figure.get("data", []), template)
    known = [trace for trace in traces if kind(trace) in DRAWN]
    height = layout.get("height") or HEIGHT
    axes = finder(layout, known)
    margin = margins(layout, axes, known, height)
    wide = (LEAST if fluid else USUAL) - margin["l"] - margin["r"]
    tall = max(1.0, height - margin["t"] - margin["b"])
    sheet = Sheet(wide, tall, fluid, margin["l"], margin["r"])
    patterns = Patterns(name)
    both = [axes(axis) for axis in used(known, "xy")]
    notes = [
        merged(template.get("annotationdefaults"), told) for told in layout.get("annotations", [])
    ]
    parts: list[list[Mark]] = [
        *(grid(sheet, axis, axes) for axis in both),
        shapes(sheet, layout, axes, below=True),
        bars(sheet, [t for t in known if kind(t) == "bar"], layout, axes, patterns),
        *(streams(sheet, t) for t in known if kind(t) == "sankey"),
        points(sheet, [t for t in known if kind(t) == "scatter"], axes, patterns),
        shapes(sheet, layout, axes, below=False),
        *(labels(sheet, axis, axes) for axis in both),
        *(note(sheet, told, axes) for told in notes),
        title(sheet, layout, margin["t"]),
        unknown(sheet, [kind(t) for t in traces if kind(t) not in DRAWN]),
    ]
    inner = svg(mark for part in parts for mark in part)
    return framed(inner, sheet, margin, patterns, layout, label)


def framed(
    inner: str, sheet: Sheet, margin: dict, patterns: Patterns, layout: dict, label: str
) -> str:
    """The sheet with its margins, on its ground, in its letters."""
    template = layout.get("template", {}).get("layout", {})
    plain = {"family": "sans-serif", "size": 13, "color": "#1c242d"}
    font = merged(plain, template.get("font"), layout.get("font"))
    ground = layout.get("paper_bgcolor") or template.get("paper_bgcolor") or "#ffffff"
    left, right, top, bottom = (margin[side] for side in "lrtb")
    root = attributes(
        xmlns=SVG,
        class_="main-svg",  # as plotly calls its own, for whoever looks for a picture
        width="100%" if sheet.fluid else USUAL,
        height=sheet.tall + top + bottom,
        font_family=font["family"],
        font_size=font["size"],
        fill=font["color"],
        direction="ltr",
        role="img",
        aria_label=label,
        style="display:block;min-width:340px" if sheet.fluid else None,
    )
    back = "<rect" + attributes(width="100%", height="100%", fill=ground) + "/>"
    if sheet.fluid:  # SVG has no length that is a share less some pixels; what stands in HTML has
        box = f"x:{number(left)}px;y:{number(top)}px;width:calc(100% - {number(left + right)}px)"
        style = f"{box};height:{number(sheet.tall)}px;overflow:visible"
        size = attributes(
            xmlns=SVG, width="100%", height=sheet.tall, style="overflow:visible;display:block"
        )
        inner = f'<foreignObject style="{style}"><svg{size}>{inner}</svg></foreignObject>'
        return f"<svg{root}>{back}{patterns.svg()}{inner}</svg>"
    move = attributes(transform=f"translate({number(left)} {number(top)})")
    return f"<svg{root}>{back}{patterns.svg()}<g{move}>{inner}</g></svg>"


def kind(trace: dict) -> str:
    return trace.get("type", "scatter")


def coloured(traces: list[dict], template: dict) -> list[dict]:
    """The traces that are to be seen, with the colour of those that name none."""
    way = template.get("colorway") or COLOURS
    return [
        {**trace, "_colour": way[k % len(way)]}
        for k, trace in enumerate(traces)
        if trace.get("visible", True) is True
    ]


def used(traces: list[dict], letters: str) -> list[str]:
    """The axes that are drawn on, each once."""
    on_axes = [trace for trace in traces if kind(trace) != "sankey"]
    names = [trace.get(f"{letter}axis", letter) for letter in letters for trace in on_axes]
    return list(dict.fromkeys(names))


def finder(layout: dict, traces: list[dict]) -> Callable[[str], Axis]:
    """`axis("x2")`, made once."""
    found: dict[str, Axis] = {}

    def axis(name: str) -> Axis:
        if name not in found:
            letter = name[0]
            own = [trace for trace in traces if trace.get(f"{letter}axis", letter) == name]
            columns = [(values(trace.get(letter)), is_length(trace, letter)) for trace in own]
            found[name] = axis_of(layout, name, columns)
        return found[name]

    return axis


def is_length(trace: dict, letter: str) -> bool:
    return kind(trace) == "bar" and (trace.get("orientation") == "h") == (letter == "x")


def margins(layout: dict, axes, traces: list[dict], height: float) -> dict[str, float]:
    """Pixels around the sheet: what the figure asks for, more where labels need it."""
    asked = {"l": 60.0, "r": 20.0, "t": 40.0, "b": 40.0, **layout.get("margin", {})}
    for axis in map(axes, used(traces, "xy")):
        side, room = (
            ("b", foot_for_labels(axis))
            if axis.name[0] == "x"
            else ("l", room_for_labels(axis, height))
        )
        if axes(axis.other).domain[0] <= 0:
            asked[side] = max(asked[side], room)
    return asked
