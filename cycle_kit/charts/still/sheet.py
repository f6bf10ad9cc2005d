"""The sheet that a figure is drawn on: places in it, and the SVG of the few shapes there are.

Across, places are shares of the sheet's width (0 to 1), since a picture is as wide as its place;
down, they are pixels from the top. A sheet of a fixed width is drawn in pixels throughout.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from cycle_kit.charts.still.letters import DEEP, LINE, RISE, lines_of, spans

Place = tuple[float, float]
GRAIN = 1000  # units across, for paths on a sheet without a width of its own


def number(value: float) -> str:
    """At most two decimals, the shortest way to write it."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0.", "-.").removeprefix("0") or "0"


def attributes(**looks: object) -> str:
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
        return number(share * 100) + "%" if self.fluid else number(share * self.wide)

    def box(
        self, left: float, right: float, top: float, bottom: float, hover: str = "", **looks
    ) -> str:
        left, right, top, bottom = (
            min(left, right),
            max(left, right),
            min(top, bottom),
            max(top, bottom),
        )
        size = attributes(y=top, width=self.across(right - left), height=bottom - top)
        return element("rect", f' x="{self.across(left)}"' + size + attributes(**looks), hover)

    def line(self, start: Place, end: Place, **looks) -> str:
        x = attributes(x1=self.across(start[0]), x2=self.across(end[0]))
        return element("line", x + attributes(y1=start[1], y2=end[1]) + attributes(**looks))

    def circle(self, at: Place, radius: float, hover: str = "", **looks) -> str:
        place = attributes(cx=self.across(at[0]), cy=at[1], r=radius)
        return element("circle", place + attributes(**looks), hover)

    def sign(self, at: Place, drawing: str, hover: str = "", **looks) -> str:
        """A small drawing in pixels around its place."""
        path = element("path", attributes(d=drawing) + attributes(**looks), hover)
        place = attributes(x=self.across(at[0]), y=at[1])
        return f'<svg{place} overflow="visible">{path}</svg>'

    def path(self, drawing: Iterable[str | Place], hover: str = "", **looks) -> str:
        """A path of commands ("M", "L", "C", "Z") and places."""
        across = GRAIN if self.fluid else self.wide
        steps = [
            step if isinstance(step, str) else f"{number(step[0] * across)} {number(step[1])}"
            for step in drawing
        ]
        still = "non-scaling-stroke" if self.fluid else ""
        looks = {"d": " ".join(steps), "vector_effect": still, **looks}
        path = element("path", attributes(**looks), hover)
        if not self.fluid:
            return path
        box = f'viewBox="0 0 {GRAIN} {number(self.tall)}" preserveAspectRatio="none"'
        return (
            f'<svg width="100%" height="{number(self.tall)}" {box} overflow="visible">{path}</svg>'
        )

    def text(
        self,
        at: Place,
        words: str,
        *,
        size: float,
        anchor: str = "start",
        stands: str = "middle",
        shift: float = 0,
        **looks,
    ) -> str:
        """Lines of words; `anchor`: start, middle or end there; `stands`: top, middle or bottom there."""
        lines = lines_of(words)
        high = (DEEP + LINE * (len(lines) - 1)) * size
        first = at[1] + {"top": 0.0, "middle": -high / 2 - 1, "bottom": -high}[stands] + RISE * size
        anchor = "" if anchor == "start" else anchor
        looks = attributes(text_anchor=anchor, font_size=size, **looks)
        return "".join(
            f"<text{self._start(at[0], shift)}{attributes(y=first + LINE * size * k)}{looks}>{spans(line)}</text>"
            for k, line in enumerate(lines)
            if line
        )

    def _start(self, share: float, shift: float) -> str:
        if self.fluid:
            return attributes(x=self.across(share), dx=shift or None)
        return attributes(x=share * self.wide + shift)


def element(name: str, looks: str, hover: str = "") -> str:
    return (
        f"<{name}{looks}><title>{escape(hover, quote=False)}</title></{name}>"
        if hover
        else f"<{name}{looks}/>"
    )


def polyline(places: Sequence[Place]) -> list[str | Place]:
    """The steps of a path through these places."""
    return [step for k, place in enumerate(places) for step in ("L" if k else "M", place)]


def gathered(marks: Iterable[tuple[str, str]]) -> str:
    """Marks as (look, element); those of one look that follow each other share it."""
    groups = groupby((mark for mark in marks if mark[1]), key=lambda mark: mark[0])
    return "".join(f"<g{look}>{''.join(e for _look, e in own)}</g>" for look, own in groups)
