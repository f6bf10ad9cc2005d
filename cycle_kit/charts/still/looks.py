"""Colours, hatching and hover words of single marks."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cycle_kit.charts.still.axes import values
from cycle_kit.charts.still.letters import plain
from cycle_kit.charts.still.sheet import attributes, number


def each(given: Any, at: int, default: Any = None) -> Any:
    """A setting that is one for all marks or a list of one each."""
    if isinstance(given, dict) and "bdata" in given:
        given = values(given)
    if isinstance(given, list | tuple):
        return given[at] if at < len(given) else default
    return default if given is None else given


def colour_of(marker: dict, at: int, default: str) -> str:
    """A mark's colour; a number stands for a place on the marker's scale."""
    found = each(marker.get("color"), at, default)
    if isinstance(found, str):
        return found
    scale = marker.get("colorscale")
    if not isinstance(scale, list) or found is None:
        return default
    low, high = marker.get("cmin", 0), marker.get("cmax", 1)
    return on_scale(scale, (found - low) / ((high - low) or 1))


def on_scale(scale: Sequence, share: float) -> str:
    """The colour at a share of a scale of [share, "#rrggbb"]."""
    share = min(1.0, max(0.0, share))
    for (start, first), (end, last) in pairwise(scale):
        if share <= end:
            part = (share - start) / ((end - start) or 1)
            pairs = zip(_channels(first), _channels(last), strict=True)
            return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)
    return scale[-1][1]


def _channels(colour: str) -> list[int]:
    return [int(colour[k : k + 2], 16) for k in (1, 3, 5)]


class Patterns:
    """The hatchings of a picture; each has a name of this picture alone."""

    def __init__(self, name: str) -> None:
        self.name, self.known = name, {}

    def fill(self, pattern: dict | None, colour: str) -> str:
        """What to fill with: a hatching, the plain colour where it cannot be had, or the plain colour."""
        if not pattern or not pattern.get("shape"):
            return colour
        over = pattern.get("fillmode") == "overlay"
        ground = colour if over else pattern.get("bgcolor") or "none"
        lines = pattern.get("fgcolor") or (colour if not over else "#444444")
        size, solidity = pattern.get("size", 8), pattern.get("solidity", 0.3)
        look = (each(ground, 0), each(lines, 0), size, solidity, 0.5 if over else 1)
        name = self.known.setdefault(look, f"{self.name}-{len(self.known)}")
        return f"url(#{name}) {colour}"

    def svg(self) -> str:
        return "".join(_hatching(name, *look) for look, name in self.known.items())


def _hatching(
    name: str, ground: str, lines: str, size: float, solidity: float, opacity: float
) -> str:
    tile = size * math.sqrt(2)
    half, quarter = tile / 2, tile / 4
    strokes = [(-quarter, quarter, half), (0, tile, tile), (3 * quarter, 5 * quarter, half)]
    drawing = "".join(f"M{number(x)} {number(y)}l{number(d)} {number(-d)}" for x, y, d in strokes)
    place = attributes(id=name, width=tile, height=tile, patternUnits="userSpaceOnUse")
    back = f"<rect{attributes(width=tile, height=tile, fill=ground)}/>"
    look = attributes(d=drawing, stroke=lines, stroke_width=size * solidity, opacity=opacity)
    return f"<pattern{place}>{back}<path{look}/></pattern>"


def hover_of(trace: dict, at: int) -> str:
    """What a mark says when it is pointed at, as plain lines; empty where it says nothing."""
    if trace.get("hoverinfo") in ("skip", "none"):
        return ""
    template = each(trace.get("hovertemplate"), at)
    if template:
        return plain(_filled(template.partition("<extra>")[0], trace, at))
    return plain(each(trace.get("hovertext"), at) or each(trace.get("text"), at) or "")


def _filled(template: str, trace: dict, at: int) -> str:
    def told(match: re.Match) -> str:
        name, _bracket, inner = match[1].partition("[")
        found = each(values(trace.get(name)), at)
        if inner:
            found = each(found, int(inner.rstrip("]")))
        return "" if found is None else str(found)

    return re.sub(r"%\{([a-z]+(?:\[\d+\])?)[^}]*\}", told, template)
