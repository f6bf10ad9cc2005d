"""What stands around the marks: grid, tick labels, shapes, notes, a title."""

import math
from collections.abc import Callable

from cycle_kit.charts.still.axes import Axis, merged, thinned
from cycle_kit.charts.still.letters import LINE, width
from cycle_kit.charts.still.points import DASHES
from cycle_kit.charts.still.sheet import Mark, Place, Sheet

Find = Callable[[str], Axis]


def grid(sheet: Sheet, axis: Axis, axes: Find) -> list[Mark]:
    """The lines across the marks, one at each tick."""
    if not axis.shows("showgrid"):
        return []
    look = {"stroke": axis.settings.get("gridcolor", "#e3e7eb"), "stroke_width": 1}
    start, end = axis.domain
    between = [share for share, _label in ticks(sheet, axis) if start + 0.002 < share < end - 0.002]
    return [_line(sheet, axis, share, axes, look) for share in between]


def ticks(sheet: Sheet, axis: Axis) -> list[tuple[float, str]]:
    start, end = axis.domain
    return axis.ticks((end - start) * (sheet.wide if axis.name[0] == "x" else sheet.tall))


def _line(sheet: Sheet, axis: Axis, share: float, axes: Find, look: dict) -> Mark:
    start, end = axes(axis.other).domain
    if axis.name[0] == "x":
        return sheet.line(
            (share, (1 - end) * sheet.tall), (share, (1 - start) * sheet.tall), **look
        )
    high = (1 - share) * sheet.tall
    return sheet.line((start, high), (end, high), **look)


def labels(sheet: Sheet, axis: Axis, axes: Find) -> list[Mark]:
    """The words at the ticks: below the sheet, or at its left."""
    if not axis.shows("showticklabels"):
        return []
    font = merged({"size": 12}, axis.settings.get("tickfont"))
    look = {"size": font["size"], "fill": font.get("color")}
    start = axes(axis.other).domain[0]
    if axis.name[0] == "y":
        return [
            mark
            for share, label in ticks(sheet, axis)
            for mark in sheet.text(
                (start, (1 - share) * sheet.tall), label, anchor="end", shift=-5, **look
            )
        ]
    under = (1 - start) * sheet.tall + 4 + axis.settings.get("ticklabelstandoff", 0)
    shown = thinned(ticks(sheet, axis), sheet.wide, font["size"])
    return [
        mark
        for share, label in shown
        for mark in sheet.text(
            (share, under),
            label,
            anchor="middle",
            stands="top",
            shift=inwards(sheet, share, width(label, font["size"]) / 2),
            **look,
        )
    ]


def inwards(sheet: Sheet, share: float, half: float) -> float:
    """Pixels by which words around a place have to be moved to stay on the picture."""
    at = share * sheet.wide
    return max(0.0, -sheet.left - (at - half)) - max(0.0, at + half - sheet.wide - sheet.right)


def shapes(sheet: Sheet, layout: dict, axes: Find, *, below: bool) -> list[Mark]:
    """Lines and boxes that a figure names; those `below` the marks, or above."""
    own = [shape for shape in layout.get("shapes", []) if (shape.get("layer") == "below") == below]
    return [mark for shape in own for mark in _shape(sheet, shape, axes)]


def _shape(sheet: Sheet, shape: dict, axes: Find) -> list[Mark]:
    ends: list[Place] = []
    for k in ("0", "1"):
        across = _across(shape.get(f"x{k}"), shape.get("xref", "x"), axes)
        ends.append((across, _down(sheet, shape.get(f"y{k}"), shape.get("yref", "y"), axes)))
    line = shape.get("line", {})
    look = {"stroke": line.get("color", "#57616d"), "stroke_width": line.get("width", 2)}
    look["stroke_dasharray"] = DASHES.get(line.get("dash", ""), "")
    if any(math.isnan(value) for end in ends for value in end):
        return []
    if shape.get("type") == "line":
        return [sheet.line(*ends, **look)]
    (left, top), (right, bottom) = ends
    look |= {"fill": shape.get("fillcolor", "none"), "fill_opacity": shape.get("opacity")}
    return [sheet.box((left, right), (top, bottom), **look)]


def _across(value, ref: str, axes: Find) -> float:
    name, _space, whole = ref.partition(" ")
    if name == "paper":
        return float(value)
    start, end = axes(name).domain
    return start + float(value) * (end - start) if whole else axes(name).share(value)


def _down(sheet: Sheet, value, ref: str, axes: Find) -> float:
    return (1 - _across(value, ref, axes)) * sheet.tall


def note(sheet: Sheet, told: dict, axes: Find) -> list[Mark]:
    """Words at a place of the figure, or at a value of its axes."""
    if not told.get("text") or told.get("visible") is False:
        return []
    size = told.get("font", {}).get("size", 12)
    place = (
        _across(told.get("x", 0.5), told.get("xref", "paper"), axes),
        _down(sheet, told.get("y", 0.5), told.get("yref", "paper"), axes) - told.get("yshift", 0),
    )
    ground = told.get("bgcolor")
    return sheet.text(
        place,
        told["text"],
        size=size,
        anchor={"left": "start", "right": "end"}.get(told.get("xanchor", "auto"), "middle"),
        stands=told.get("yanchor", "middle").replace("auto", "middle"),
        shift=told.get("xshift", 0),
        fill=told.get("font", {}).get("color"),
        stroke=ground,  # a ground behind words is a broad edge around them
        stroke_width=4 if ground else None,
        paint_order="stroke" if ground else None,
    )


def title(sheet: Sheet, layout: dict, above: float) -> list[Mark]:
    """The figure's own title, where it has one."""
    told = layout.get("title") or ""
    words = told.get("text", "") if isinstance(told, dict) else told
    return sheet.text((0, -above / 2), words, size=15) if words else []


def unknown(sheet: Sheet, kinds: list[str]) -> list[Mark]:
    """In place of traces that only the live chart draws."""
    if not kinds:
        return []
    words = f"Not drawn here, only in the live chart: {', '.join(sorted(set(kinds)))}."
    return sheet.text((0, LINE * 13), words, size=13, stands="top")
