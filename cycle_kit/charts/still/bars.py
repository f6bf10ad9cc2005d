"""Bars, on a sheet."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cycle_kit.charts.still.axes import Axis, values
from cycle_kit.charts.still.letters import LINE, width
from cycle_kit.charts.still.looks import Patterns, colour_of, each, hover_of
from cycle_kit.charts.still.sheet import Mark, Sheet

Ends = tuple[float, float]
AROUND = 3  # pixels between words and the ends of their bar
POINTED = 150  # square pixels that can be pointed at; smaller bars keep their words to themselves


@dataclass(frozen=True)
class Box:
    """Where one bar stands: left and right as shares of the width, top and bottom in pixels."""

    left: float
    right: float
    top: float
    bottom: float


def bars(
    sheet: Sheet, traces: list[dict], layout: dict, axes: Callable[[str], Axis], patterns: Patterns
) -> list[Mark]:
    """All bars of a figure; on each other, over each other or side by side as its layout says."""
    mode = layout.get("barmode", "group")
    beside = len(traces) if mode == "group" else 1
    heaps: dict | None = {} if mode in ("stack", "relative") else None
    drawn = []
    for k, trace in enumerate(traces):
        boxes = placed(sheet, trace, axes, heaps, (k % beside, beside, layout.get("bargap", 0.2)))
        drawn += [_bar(sheet, trace, at, box, patterns) for at, box in boxes]
        hidden = layout.get("uniformtext", {}).get("mode") == "hide"
        drawn += [
            mark for at, box in boxes for mark in _words(sheet, trace, at, box, hidden=hidden)
        ]
    return drawn


def placed(
    sheet: Sheet, trace: dict, axes, heaps: dict | None, row: tuple
) -> list[tuple[int, Box]]:
    """The bars of a trace that have a length, with their number in it."""
    flat = trace.get("orientation") == "h"
    names = (trace.get("xaxis", "x"), trace.get("yaxis", "y"))
    along, other = (axes(name) for name in (names if flat else names[::-1]))
    sizes, places = (values(trace.get(name)) for name in ("xy" if flat else "yx"))
    found = []
    for k, (length, place) in enumerate(zip(sizes, places or range(len(sizes)), strict=False)):
        size, middle = along.value(length), other.value(place)
        if math.isnan(size) or math.isnan(middle):
            continue
        start = _start(trace, k, heaps, (names, middle, size < 0), size)
        ends = (along.share_of(start), along.share_of(start + size))
        sides = tuple(
            other.share_of(at) for at in _across(middle, each(trace.get("width"), k), row)
        )
        (left, right), (low, high) = (ends, sides) if flat else (sides, ends)
        if size:
            found.append((k, Box(min(left, right), max(left, right), *heights(sheet, low, high))))
    return found


def heights(sheet: Sheet, low: float, high: float) -> Ends:
    """Top and bottom in pixels, of shares from the bottom."""
    return (1 - max(low, high)) * sheet.tall, (1 - min(low, high)) * sheet.tall


def _across(middle: float, own: float | None, row: tuple) -> Ends:
    """The two long sides of a bar, which may have to share its place with others."""
    at, beside, gap = row
    whole = own or 1 - gap
    start = middle - whole / 2 + whole * at / beside
    return start, start + whole / beside


def _start(trace: dict, k: int, heaps: dict | None, heap: tuple, size: float) -> float:
    """Where a bar begins: at its base, on the heap of those before it, or at 0."""
    base = each(trace.get("base"), k)
    if base is not None or heaps is None:
        return base or 0.0
    start = heaps.get(heap, 0.0)
    heaps[heap] = start + size
    return start


def _bar(sheet: Sheet, trace: dict, k: int, box: Box, patterns: Patterns) -> Mark:
    marker: dict[str, Any] = trace.get("marker", {})
    line = marker.get("line", {})
    edge = each(line.get("width"), k, 0)
    return sheet.box(
        (box.left, box.right),
        (box.top, box.bottom),
        hover_of(trace, k) if area(sheet, box) >= POINTED else "",
        fill=patterns.fill(marker.get("pattern"), colour_of(marker, k, trace["_colour"])),
        fill_opacity=each(marker.get("opacity"), k),
        stroke=colour_of(line, k, "") if edge else None,
        stroke_width=edge or None,
    )


def area(sheet: Sheet, box: Box) -> float:
    return (box.right - box.left) * sheet.wide * (box.bottom - box.top)


def _words(sheet: Sheet, trace: dict, k: int, box: Box, *, hidden: bool) -> list[Mark]:
    """The words in a bar; `hidden`: left out where they do not fit."""
    words = each(trace.get("text"), k)
    if words in (None, "") or each(trace.get("textposition"), k) not in ("inside", "auto"):
        return []
    font = trace.get("insidetextfont") or trace.get("textfont") or {}
    size = each(font.get("size"), k, 12)
    room = (box.right - box.left) * sheet.wide
    fits = width(words, size) + 2 * AROUND <= room and size * LINE <= box.bottom - box.top + 2
    if hidden and not fits:
        return []
    stands = {
        "start": (box.left, "start", AROUND),
        "end": (box.right, "end", -AROUND),
        "middle": ((box.left + box.right) / 2, "middle", 0),
    }
    flat = trace.get("orientation") == "h"
    share, anchor, shift = stands[trace.get("insidetextanchor", "end") if flat else "middle"]
    look = {"fill": each(font.get("color"), k), "size": size, "pointer_events": "none"}
    return sheet.text(
        (share, (box.top + box.bottom) / 2), str(words), anchor=anchor, shift=shift, **look
    )
