"""Words around the marks: a panel's title, the explanation of the marks, what stands below; the frame of a chart."""

from typing import Any

import plotly.graph_objects as go

from cycle_kit.charts.theme import TEXT, figure, paint
from cycle_kit.charts.words import _, wrapped

#: (sign, colour role, words); words alone have no sign
Sign = tuple[str, str, str]
LINE = 18  # pixels of a line of words below
BESIDE = 46  # letters of a line below a chart that begins beside the words of an axis, on a phone


def heading(text: str, x: float, y: float) -> dict:
    """A panel's title above its left edge."""
    return {"text": f"<b>{text}</b>", "x": x, "y": y, "yanchor": "bottom", "font": {"size": TEXT}}


def key(signs: list[Sign], *, width: int = 52) -> tuple[dict, int]:
    """The explanation of the marks above a chart, and the pixels it needs; lines are broken for a phone."""
    lines: list[list[str]] = [[]]
    used = 0
    for sign, role, text in signs:
        words = _(text)
        size = len(sign) + len(words) + 4
        if used and used + size > width:
            lines.append([])
            used = 0
        first, *more = wrapped(words, width - len(sign)) if size > width else [words]
        lines[-1].append(f"{paint(sign, role)} {first}" if sign else first)
        lines += [[line] for line in more]
        used += size
    text = "<br>".join((" " * 3).join(line) for line in lines)
    return note(paint(text, "muted"), y=1, yanchor="bottom", yshift=6), 20 * len(lines) + 8


def note(text: str, *, y: float, yanchor: str, yshift: int = 0) -> dict:
    """Words of the second rank at the left edge of the figure."""
    return {"text": text, "x": 0, "y": y, "yanchor": yanchor, "yshift": yshift}


def below(*lines: str, down: int = 4, yanchor: str = "top") -> dict:
    """Lines of words under a chart, so many pixels down."""
    return note(paint("<br>".join(lines), "muted"), y=0, yanchor=yanchor, yshift=-down)


def broken(text: str, width: int = 54) -> list[str]:
    """The lines of a sentence below; none of an empty one."""
    return wrapped(text, width) if text else []


def lines_of(*texts: str, width: int = 54) -> list[str]:
    """The lines of several sentences that stand below a chart, one under the other; empty ones left out."""
    return [line for text in texts for line in broken(text, width)]


def foot_of(lines: list[str], *, empty: int = 4) -> int:
    """The pixels that so many lines need below the panels; `empty`: without any."""
    return 8 + LINE * len(lines) if lines else empty


def framed(
    traces: list,
    layout: dict[str, Any],
    inside: float,
    signs: list[Sign],
    *notes: dict,
    foot: int = 4,
    sides: tuple[int, int] = (6, 6),
    shift: int = 0,
) -> go.Figure:
    """The frame that all charts share: marks explained above, `inside` pixels of panels, notes below.

    `foot`: pixels below the panels; `sides`: at the left and right; `shift`: of the explanation to the
    left, where labels of an axis stand at the left.
    """
    legend, room = key(signs) if signs else (note("", y=1, yanchor="bottom"), 6)
    if shift:
        legend["xshift"] = -shift
    annotations = [*layout.get("annotations", []), legend, *notes]
    margin = {"l": sides[0], "r": sides[1], "t": room, "b": foot}
    around = layout | {"annotations": annotations, "margin": margin}
    return figure(traces, height=round(inside) + room + foot, layout=around)
