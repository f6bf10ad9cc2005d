"""Words around the marks: a panel's title, the explanation of the marks, notes."""

from cycle_kit.charts.theme import TEXT, paint


def heading(text: str, x: float, y: float) -> dict:
    """A panel's title above its left edge."""
    return {"text": f"<b>{text}</b>", "x": x, "y": y, "yanchor": "bottom", "font": {"size": TEXT}}


def key(entries: list[tuple[str, str, str]], *, width: int = 52) -> tuple[dict, int]:
    """The explanation of the marks above a chart, and the pixels it needs.

    An entry is (sign, colour role, words). Lines are broken for a phone.
    """
    lines: list[list[str]] = [[]]
    used = 0
    for sign, role, words in entries:
        size = len(sign) + len(words) + 4
        if used and used + size > width:
            lines.append([])
            used = 0
        lines[-1].append(f"{paint(sign, role)} {words}" if sign else words)
        used += size
    text = "<br>".join((" " * 3).join(line) for line in lines)
    return note(paint(text, "muted"), y=1, yanchor="bottom", yshift=6), 20 * len(lines) + 8


def note(text: str, *, y: float, yanchor: str, yshift: int = 0) -> dict:
    """Words of the second rank at the left edge of the figure."""
    return {"text": text, "x": 0, "y": y, "yanchor": yanchor, "yshift": yshift}
