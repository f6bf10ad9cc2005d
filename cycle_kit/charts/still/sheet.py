"""The sheet that a figure is drawn on: places in it, and the SVG of the few shapes there are.

Across, places are shares of the sheet's width (0 to 1), since a picture is as wide as its place;
down, they are pixels from the top. A sheet of a fixed width is drawn in pixels throughout.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from cycle_kit.charts.still.letters import DEEP, LINE, RISE, led, lines_of, spans, text

Place = tuple[float, float]
GRAIN = 1000  # units across, for paths on a sheet without a width of its own


class Mark(NamedTuple):
    """Something drawn: how it looks, and what around it stretches it to the sheet (mostly nothing)."""

    drawn: str
    look: str = ""
    frame: str = ""


def svg(marks: Iterable[Mark]) -> str:
    """All marks in their order; those of one look that follow each other share it, which saves a third."""
    return "".join(
        f"<svg{frame}>{_alike(own)}</svg>" if frame else _alike(own)
        for frame, own in groupby(marks, key=lambda mark: mark.frame)
    )


def _alike(marks: Iterable[Mark]) -> str:
    groups = groupby(marks, key=lambda mark: mark.look)
    return "".join(f"<g{look}>{''.join(mark.drawn for mark in own)}</g>" for look, own in groups)


def number(value: float, decimals: int = 1) -> str:
    """The shortest way to write it."""
    return (
        f"{value:.{decimals}f}".rstrip("0").rstrip(".").replace("-0.", "-.").removeprefix("0")
        or "0"
    )


def attributes(**looks: Any) -> str:
    """Attributes of an element; what is None or empty is left out."""
    told = {name.rstrip("_").replace("_", "-"): value for name, value in looks.items()}
    return "".join(
        f' {name}="{number(value) if isinstance(value, float | int) else escape(str(value))}"'
        for name, value in told.items()
        if value is not None and value != ""
    )


@dataclass(frozen=True)
class Sheet:
    """A drawing area of `tall` pixels; `wide` pixels, or as wide as its place where it is `fluid`."""

    wide: float
    tall: float
    fluid: bool
    left: float = 0  # pixels of margin, where words may stand too
    right: float = 0

    def across(self, share: float) -> str:
        return number(share * 100, 2) + "%" if self.fluid else number(share * self.wide)

    def box(self, ends: Place, heights: Place, hover: str = "", **looks: Any) -> Mark:
        """A box between two shares of the width and two heights."""
        (left, right), (top, bottom) = sorted(ends), sorted(heights)
        place = attributes(x=self.across(left), y=top, width=self.across(right - left))
        return element("rect", place + attributes(height=bottom - top), hover, looks)

    def line(self, start: Place, end: Place, **looks: Any) -> Mark:
        x = attributes(x1=self.across(start[0]), x2=self.across(end[0]))
        return element("line", x + attributes(y1=start[1], y2=end[1]), "", looks)

    def circle(self, at: Place, radius: float, hover: str = "", **looks: Any) -> Mark:
        place = attributes(cx=self.across(at[0]), cy=at[1], r=radius)
        return element("circle", place, hover, looks)

    def sign(self, at: Place, drawing: str, hover: str = "", **looks: Any) -> Mark:
        """A small drawing in pixels around its place."""
        path = element("path", attributes(d=drawing), hover, looks)
        place = attributes(x=self.across(at[0]), y=at[1])
        return path._replace(drawn=f'<svg{place} overflow="visible">{path.drawn}</svg>')

    def path(self, drawing: Iterable[str | Place], hover: str = "", **looks: Any) -> Mark:
        """A path of commands ("M", "L", "C", "Z") and places."""
        across = GRAIN if self.fluid else self.wide
        steps = [
            step if isinstance(step, str) else (f"{step[0] * across:.5g}", number(step[1]))
            for step in drawing
        ]
        stretch = "non-scaling-stroke" if self.fluid else ""
        path = element("path", attributes(d=shortest(steps), vector_effect=stretch), hover, looks)
        if not self.fluid:
            return path
        box = f'viewBox="0 0 {GRAIN} {number(self.tall)}" preserveAspectRatio="none"'
        size = f' width="100%" height="{number(self.tall)}" {box} overflow="visible"'
        return path._replace(frame=size)

    def text(
        self,
        at: Place,
        words: str,
        *,
        size: float,
        anchor: str = "start",
        stands: str = "middle",
        shift: float = 0,
        **looks: Any,
    ) -> list[Mark]:
        """Lines of words; `anchor`: start, middle or end there; `stands`: top, middle or bottom there."""
        lines = lines_of(words)
        high = (DEEP + LINE * (len(lines) - 1)) * size
        above = {"top": 0.0, "middle": high / 2 + 1, "bottom": high}[stands]
        first = at[1] - above + RISE * size
        anchor = "" if anchor == "start" else anchor
        look = attributes(text_anchor=anchor, font_size=size, **looks)
        x = self._start(at[0], shift)
        return [
            Mark(f"<text{x}{attributes(y=first + LINE * size * k)}>{spans(line)}</text>", look)
            for k, line in enumerate(lines)
            if line
        ]

    def _start(self, share: float, shift: float) -> str:
        if self.fluid:
            return attributes(x=self.across(share), dx=shift or None)
        return attributes(x=share * self.wide + shift)


def element(name: str, place: str, hover: str, looks: dict) -> Mark:
    """A mark; `hover`: what it says when it is pointed at."""
    told = "\n".join(map(led, hover.splitlines()))
    title = f"<title>{text(told)}</title>" if told else ""
    drawn = f"<{name}{place}>{title}</{name}>" if title else f"<{name}{place}/>"
    return Mark(drawn, attributes(**looks))


def shortest(steps: list[str | tuple[str, str]]) -> str:
    """A path's steps as text; lines along one of its axes name the other coordinate only."""
    told, at, command = "", ("", ""), ""
    for step in steps:
        if isinstance(step, str):
            command = step
            told += "" if step == "L" else step
            continue
        x, y = step
        if command != "L":
            told += f"{x} {y}"
        elif step != at:
            told += f"H{x}" if y == at[1] else f"V{y}" if x == at[0] else f"L{x} {y}"
        at = step
    return told


def polyline(places: Sequence[Place]) -> list[str | Place]:
    """The steps of a path through these places."""
    return [step for k, place in enumerate(places) for step in ("L" if k else "M", place)]
