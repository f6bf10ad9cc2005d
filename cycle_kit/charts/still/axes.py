"""Where a value stands on the sheet, and which ticks an axis has."""

import math
import re
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from cycle_kit.charts.still.letters import LINE, width
from cycle_kit.locale import now

APART = 8  # pixels between two tick labels


class NotDrawn(ValueError):
    """A figure that only the live chart draws, and what of it is not drawn here."""


def values(given: Any) -> list[Any]:
    """A trace's column as a list, whether it is written out or packed as bytes."""
    if isinstance(given, dict) and "bdata" in given:
        packed = np.frombuffer(b64decode(given["bdata"]), dtype=given["dtype"])
        return [None if math.isnan(value) else float(value) for value in packed]
    return [] if given is None else list(given)


def merged(*layers: dict | None) -> dict:
    """Settings over settings, the last one counts; inner ones likewise."""
    whole: dict = {}
    for layer in layers:
        for name, value in (layer or {}).items():
            old = whole.get(name)
            both = isinstance(old, dict) and isinstance(value, dict)
            whole[name] = merged(old, value) if both else value
    return whole


@dataclass(frozen=True)
class Axis:
    """One axis: its settings, the values at its two ends, and the part of the sheet it takes (0 to 1)."""

    name: str
    settings: dict
    low: float
    high: float
    names: tuple[str, ...] = field(default=())

    @property
    def other(self) -> str:
        """The axis that it stands at."""
        mirrored = ("y" if self.name[0] == "x" else "x") + self.name[1:]
        anchor = self.settings.get("anchor")
        return anchor if anchor and anchor != "free" else mirrored

    @property
    def domain(self) -> tuple[float, float]:
        start, end = self.settings.get("domain") or (0, 1)
        return start, end

    def value(self, given: Any) -> float:
        """As a number: categories are counted from 0; NaN where there is none."""
        if given is None:
            return math.nan
        if self.names:
            return float(self.names.index(str(given))) if str(given) in self.names else math.nan
        return float(given)

    def share(self, given: Any) -> float:
        """How far along the sheet a value stands; of a y axis from the bottom."""
        start, end = self.domain
        return start + (self.value(given) - self.low) / (self.high - self.low or 1.0) * (
            end - start
        )

    def share_of(self, number: float) -> float:
        """The same of a number that may lie between categories; what lies beyond the axis, at its end."""
        start, end = self.domain
        share = start + (number - self.low) / (self.high - self.low or 1.0) * (end - start)
        return min(max(share, start), end)

    def ticks(self, pixels: float) -> list[tuple[float, str]]:
        """(share, label) of each tick on an axis of so many pixels; not more than have room."""
        low, high = sorted((self.low, self.high))
        slack = (high - low) * 1e-6
        start, end = self.domain
        return [
            (start + (at - self.low) / (self.high - self.low or 1.0) * (end - start), label)
            for at, label in self.labels(pixels)
            if low - slack <= at <= high + slack
        ]

    def labels(self, pixels: float) -> list[tuple[float, str]]:
        """(value, label) of each tick."""
        told = self.settings
        if "tickvals" in told:
            places = [self.value(at) for at in values(told["tickvals"])]
            words = told.get("ticktext") or [figure(at) for at in places]
            return [(at, str(word)) for at, word in zip(places, words, strict=False)]
        if self.names:
            return [(float(k), name) for k, name in enumerate(self.names)]
        most = told.get("nticks") or max(2, int(pixels / 60))
        low, high = sorted((self.low, self.high))
        places = round_places(low, high, most)
        suffix, every = told.get("ticksuffix", ""), told.get("showticksuffix", "all") == "all"
        return [(at, figure(at) + (suffix if every or at == places[-1] else "")) for at in places]

    def tick_size(self) -> float:
        return self.settings.get("tickfont", {}).get("size", 12)

    def shows(self, what: str, default: bool = True) -> bool:
        return self.settings.get("visible", True) and self.settings.get(what, default)


def figure(at: float) -> str:
    return now().figure(f"{at:,.10g}")


def round_places(low: float, high: float, most: int) -> list[float]:
    """Round places between two ends, at most about so many."""
    raw = (high - low) / max(most, 1) or 1.0
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * each for each in (1, 2, 5, 10) if size * each >= raw * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(step * at, 10) for at in range(first, last + 1)]


def axis_of(layout: dict, name: str, drawn: Sequence[tuple[Iterable[Any], bool]]) -> Axis:
    """The axis "x", "y2"; `drawn`: the values on it, and whether they are lengths, which begin at 0."""
    key = f"{name[0]}axis{name[1:]}"
    template = layout.get("template", {}).get("layout", {})
    settings = merged(template.get(f"{name[0]}axis"), layout.get(key))
    if settings.get("type") == "log":
        raise NotDrawn("a logarithmic axis")
    found = [value for column, _lengths in drawn for value in column if value is not None]
    named = settings.get("type") == "category" or any(_is_name(value) for value in found)
    names = tuple(dict.fromkeys(str(value) for value in found)) if named else ()
    if named:
        own = (-0.5, len(names) - 0.5)
    else:
        lengths = any(lengths for _column, lengths in drawn)
        own = _ends([float(value) for value in found], lengths)
    asked = settings.get("range") or (None, None)
    low, high = (
        float(end) if isinstance(end, int | float) else mine
        for end, mine in zip(asked, own, strict=True)
    )
    if settings.get("autorange") == "reversed":
        low, high = high, low
    return Axis(name, settings, low, high, names)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and not re.fullmatch(r"-?\d+(\.\d+)?", value)


def _ends(found: list[float], lengths: bool) -> tuple[float, float]:
    """Ends that hold all that is drawn, with a little room."""
    low, high = min(found, default=0.0), max(found, default=1.0)
    if lengths:
        low, high = min(low, 0.0), max(high, 0.0)
    room = (high - low) * 0.05 or 1.0
    return (0.0 if lengths and low == 0 else low - room), high + room


def thinned(ticks: list[tuple[float, str]], pixels: float, size: float) -> list[tuple[float, str]]:
    """Every tick, or every second, third ... where their labels would touch."""
    for every in range(1, len(ticks) + 1):
        kept = ticks[::every]
        ends = [(share * pixels, width(label, size) / 2 + APART / 2) for share, label in kept]
        pairs = pairwise(ends)
        if all(abs(b - a) >= half + other for (a, half), (b, other) in pairs):
            return kept
    return ticks[:1]


def room_for_labels(axis: Axis, tall: float) -> float:
    """Pixels that the labels of a y axis need at its left."""
    if not axis.shows("showticklabels") or not axis.settings.get("automargin"):
        return 0.0
    labels = [width(label, axis.tick_size()) for _share, label in axis.ticks(tall)]
    return max(labels, default=0.0) + 8


def foot_for_labels(axis: Axis) -> float:
    """Pixels that the labels of an x axis need below it."""
    if not axis.shows("showticklabels") or not axis.settings.get("automargin"):
        return 0.0
    return axis.tick_size() * LINE + 4 + axis.settings.get("ticklabelstandoff", 0)
