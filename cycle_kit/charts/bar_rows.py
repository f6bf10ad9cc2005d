"""Rows of bars under a line of words: what it is at the left, the figure at the right."""

from dataclasses import dataclass, field

import plotly.graph_objects as go

from cycle_kit.charts.captions import LINE, Sign, below, broken, framed
from cycle_kit.charts.panels import ALONE
from cycle_kit.charts.rows import bars, hatched, plain, upright, words
from cycle_kit.charts.theme import colour, paint
from cycle_kit.charts.words import absent

ROW = 50  # pixels from one row to the next


@dataclass(frozen=True)
class Part:
    """A bar, or one part of it: from `base` on, `size` long (to the left if negative)."""

    size: float
    told: str
    mark: list[str]
    role: str = "stage"
    base: float = 0
    open: bool = False  # hatched: not finished
    inside: str = ""


@dataclass(frozen=True)
class BarRow:
    """One row: the words above it, and its parts; `below` stands under the bar, small."""

    title: str
    value: str
    parts: list[Part] = field(default_factory=list)
    below: str = ""


def bar_rows_chart(
    rows: list[BarRow],
    signs: list[Sign],
    *,
    reach: float,
    start: float = 0,
    axis: dict | None = None,
    foot: str = "",
    thick: float = 0.3,
) -> go.Figure:
    """All rows on one scale from `start` to `reach`; `foot`: a sentence under them."""
    taller = any(row.below for row in rows)
    row_pixels = ROW + (16 if taller else 0)
    above = [at - 25 / row_pixels for at in range(len(rows))]
    under = [at + 20 / row_pixels for at in range(len(rows))]
    traces: list = [
        words(ALONE, [row.title for row in rows], x=start, y=above),
        words(ALONE, [row.value for row in rows], x=reach, y=above, right=True),
    ]
    if taller:
        traces.append(words(ALONE, [paint(row.below, "muted") for row in rows], x=start, y=under))
    traces += part_traces(rows, thick * ROW / row_pixels)
    lines = broken(foot)
    up = {"above": 36 / row_pixels, "below": (28 if taller else 14) / row_pixels}
    layout = {
        "xaxis": {"range": [start, reach], **(axis or {"showticklabels": False})},
        "yaxis": upright(len(rows), **up),
        "uniformtext": {"mode": "hide", "minsize": 11},
    }
    inside = row_pixels * (len(rows) - 1) + (64 if taller else 50)
    return framed(
        traces, layout, inside, signs, below(*lines, down=22 if axis else 4),
        foot=(26 if axis else 4) + LINE * len(lines), sides=(6, 14 if axis else 6),
    )  # fmt: skip


def part_traces(rows: list[BarRow], width: float) -> list[go.Bar]:
    """One trace per look, in the order in which the looks occur."""
    parts = [(at, part) for at, row in enumerate(rows) for part in row.parts]
    drawn = [(at, part) for at, part in parts if not absent(part.size)]
    looks = dict.fromkeys((part.role, part.open) for _at, part in drawn)
    return [
        one_look([(at, part) for at, part in drawn if (part.role, part.open) == look], look, width)
        for look in looks
    ]


def one_look(own: list[tuple[int, Part]], look: tuple[str, bool], width: float) -> go.Bar:
    role, is_open = look
    marker = hatched() if is_open else plain(role)
    several = any(part.inside for _at, part in own)
    if several:
        marker = {**marker, "line": {"width": 0.5, "color": colour("ground")}}
    inks = {"dropped": "on_dropped", "open": "on_pale", "ghost": "on_pale"}
    return bars(
        ALONE,
        [{"at": at, **vars(part)} for at, part in own],
        "",
        x="size",
        base="base",
        look=marker,
        width=width,
        inside=[part.inside for _at, part in own] if several else None,
        ink=inks.get("open" if is_open else role, "on_mark"),
    )
