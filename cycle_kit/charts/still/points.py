"""Lines, areas, signs and words at places, on a sheet."""

import math
import re
from collections.abc import Callable
from itertools import pairwise

from cycle_kit.charts.still.axes import Axis, values
from cycle_kit.charts.still.looks import Patterns, colour_of, each, hover_of
from cycle_kit.charts.still.sheet import Mark, Place, Sheet, number, polyline

DASHES = {"dot": "3,3", "dash": "9,6", "dashdot": "9,4,3,4", "longdash": "14,7"}
#: drawings in units of half a sign's size
SIGNS = {
    "diamond": "M0-1.3L1.3 0 0 1.3-1.3 0Z",
    "square": "M-1-1H1V1H-1Z",
    "triangle-up": "M-1.15.5H1.15L0-1Z",
    "triangle-down": "M-1.15-.5H1.15L0 1Z",
    "triangle-left": "M.5-1.15V1.15L-1 0Z",
    "triangle-right": "M-.5-1.15V1.15L1 0Z",
    "cross": "M-.4-1.2H.4V-.4H1.2V.4H.4V1.2H-.4V.4H-1.2V-.4H-.4Z",
    "line-ns": "M0-1.4V1.4",
    "line-ew": "M-1.4 0H1.4",
    "cross-thin": "M0-1.4V1.4M-1.4 0H1.4",
    "x-thin": "M-1-1L1 1M-1 1L1-1",
}


def points(
    sheet: Sheet, traces: list[dict], axis: Callable[[str], Axis], patterns: Patterns
) -> list[Mark]:
    """All traces of points, in their order; stacked areas stand on those before them."""
    heaps: dict = {}
    return [mark for trace in traces for mark in _trace(sheet, trace, axis, patterns, heaps)]


def _trace(sheet: Sheet, trace: dict, axis, patterns: Patterns, heaps: dict) -> list[Mark]:
    x, y = axis(trace.get("xaxis", "x")), axis(trace.get("yaxis", "y"))
    across, up = values(trace.get("x")), values(trace.get("y"))
    across = across or list(range(len(up)))
    up = up or list(range(len(across)))
    mode = trace.get("mode") or ("lines+markers" if len(up) < 20 else "lines")

    def places(heights: list) -> list[Place]:
        return [
            (x.share(a), (1 - y.share(b)) * sheet.tall)
            for a, b in zip(across, heights, strict=False)
        ]

    group = trace.get("stackgroup")
    heap = (group, trace.get("xaxis"), trace.get("yaxis"))
    below = heaps.get(heap, [0.0] * len(up)) if group else []
    if group:
        up = [(a or 0) + b for a, b in zip(up, below, strict=False)]
        heaps[heap] = up
    there = places(up)
    drawn: list[Mark] = []
    fill = trace.get("fill") or ("tonexty" if group else "none")
    if fill != "none":
        floor = places(below) if group else places([0.0] * len(up)) if fill == "tozeroy" else None
        drawn += _area(sheet, trace, there, floor, patterns)
    if "lines" in mode and not (fill != "none" and hairline(trace)):
        drawn += _lines(sheet, trace, there)
    if "markers" in mode:
        drawn += [_sign(sheet, trace, k, place) for k, place in enumerate(there) if known(place)]
    if "text" in mode:
        drawn += [
            mark
            for k, place in enumerate(there)
            if known(place)
            for mark in _words(sheet, trace, k, place)
        ]
    return drawn


def known(place: Place) -> bool:
    return not any(math.isnan(value) for value in place)


def runs(places: list[Place]) -> list[list[Place]]:
    """The parts between gaps."""
    found: list[list[Place]] = [[]]
    for place in places:
        if known(place):
            found[-1].append(place)
        elif found[-1]:
            found.append([])
    return [run for run in found if run]


def stepped(trace: dict, run: list[Place]) -> list[Place]:
    """The places of a line; where it goes in steps, its corners too."""
    if trace.get("line", {}).get("shape") != "hv":
        return run
    corners = [(b[0], a[1]) for a, b in pairwise(run)]
    return [
        place for k, here in enumerate(run) for place in (corners[k - 1 : k] if k else []) + [here]
    ]


def _area(
    sheet: Sheet, trace: dict, there: list[Place], floor: list[Place] | None, patterns: Patterns
) -> list[Mark]:
    fill = patterns.fill(trace.get("fillpattern"), trace.get("fillcolor") or trace["_colour"])
    looks = {"fill": fill, "fill_opacity": None if trace.get("fillcolor") else 0.5}
    if hairline(trace):
        line = trace["line"]
        looks |= {"stroke": line.get("color") or trace["_colour"], "stroke_width": line["width"]}
    if floor is None:
        parts = [stepped(trace, run) for run in runs(there)]
    else:
        parts = [stepped(trace, there) + stepped(trace, floor)[::-1]] if there else []
    return [sheet.path([*polyline(part), "Z"], trace.get("name", ""), **looks) for part in parts]


def hairline(trace: dict) -> bool:
    """Whether an area's line is too thin to be more than its edge."""
    return 0 < trace.get("line", {}).get("width", 2) < 1


def _lines(sheet: Sheet, trace: dict, there: list[Place]) -> list[Mark]:
    line = trace.get("line", {})
    looks = {
        "stroke": line.get("color") or trace["_colour"],
        "stroke_width": line.get("width", 2),
        "stroke_dasharray": DASHES.get(line.get("dash", ""), ""),
    }
    if not looks["stroke_width"]:
        return []
    drawn = []
    for run in runs(there):
        corners = stepped(trace, run)
        if len(corners) == 2:
            drawn.append(sheet.line(*corners, **looks))
        elif len(corners) > 2:
            drawn.append(sheet.path(polyline(corners), fill="none", **looks))
    return drawn


def radius(marker: dict, k: int) -> float:
    """Half a sign's size in pixels; sizes may be areas in units of their own."""
    size = (each(marker.get("size"), k, 6) or 0) / marker.get("sizeref", 1) / 2
    return max(
        math.sqrt(size) if marker.get("sizemode") == "area" else size, marker.get("sizemin", 0)
    )


def _sign(sheet: Sheet, trace: dict, k: int, place: Place) -> Mark:
    marker = trace.get("marker", {})
    line = marker.get("line", {})
    shape, hollow, _dot = str(each(marker.get("symbol"), k, "circle")).partition("-open")
    colour = colour_of(marker, k, trace["_colour"])
    edge = each(line.get("width"), k, 0)
    thin = shape.startswith("line-") or shape.endswith("-thin")
    looks = {
        "fill": "none" if hollow or thin else colour,
        "stroke": colour if hollow else colour_of(line, k, colour) if edge else None,
        "stroke_width": max(edge, 1) if hollow or thin else edge or None,
        "fill_opacity": _less_than_one(each(marker.get("opacity"), k)),
    }
    half = radius(marker, k)
    hover = hover_of(trace, k)
    if shape not in SIGNS:
        return sheet.circle(place, half, hover, **looks)
    return sheet.sign(place, drawing(shape, half), hover, **looks)


def drawing(shape: str, half: float) -> str:
    """A sign's path at its size, in as few letters as say it: there are as many as points."""
    scaled = re.sub(
        r"-?(\d+\.?\d*|\.\d+)", lambda n: " " + number(float(n[0]) * half), SIGNS[shape]
    )
    return re.sub(r" (?=-)|(?<=[A-Z]) | (?=[A-Z])", "", scaled.replace("  ", " "))


def _less_than_one(opacity: float | None) -> float | None:
    return opacity if opacity is not None and opacity < 1 else None


def _words(sheet: Sheet, trace: dict, k: int, place: Place) -> list[Mark]:
    words = each(trace.get("text"), k)
    if words in (None, ""):
        return []
    font = trace.get("textfont", {})
    down, _space, along = str(each(trace.get("textposition"), k, "middle center")).partition(" ")
    apart = (
        radius(trace["marker"], k) + 3
        if "markers" in trace.get("mode", "") and "marker" in trace
        else 0
    )
    anchor, sign = {"left": ("end", -1), "right": ("start", 1)}.get(along, ("middle", 0))
    stands, way = {"top": ("bottom", -1), "bottom": ("top", 1)}.get(down, ("middle", 0))
    look = {"fill": each(font.get("color"), k), "size": each(font.get("size"), k, 13)}
    return sheet.text(
        (place[0], place[1] + way * apart),
        str(words),
        anchor=anchor,
        stands=stands,
        shift=sign * apart,
        **look,
    )
