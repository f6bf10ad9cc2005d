"""A row of small columns for a card: the shape of a year in the size of a word."""

from collections.abc import Sequence
from html import escape

from cycle_kit.charts.words import absent
from cycle_kit.locale import leads_left

WIDE, HIGH, GAP = 7, 26, 2  # of one column, in the units of the drawing


def sparkline(values: Sequence[float], labels: Sequence[str]) -> str:
    """Columns from zero, the last one marked, as inline SVG; `labels` are shown on hover.

    Missing values leave a gap; without any value there is no drawing. The page's style colours
    `.ck-spark rect` and its `.now`.
    """
    known = [value for value in values if not absent(value)]
    if not known:
        return ""
    top = max(*known, 0) or 1
    columns = "".join(
        column(
            len(values) - 1 - place if leads_left() else place,
            value / top,
            label,
            last=place == len(values) - 1,
        )
        for place, (value, label) in enumerate(zip(values, labels, strict=True))
        if not absent(value)
    )
    width = len(values) * (WIDE + GAP) - GAP
    return (
        f'<svg class="ck-spark" viewBox="0 0 {width} {HIGH}" width="{width}" height="{HIGH}" '
        f'aria-hidden="true" focusable="false">{columns}</svg>'
    )


def column(place: int, part: float, label: str, *, last: bool) -> str:
    height = max(1.0, part * HIGH)
    now = ' class="now"' if last else ""
    return (
        f'<rect{now} x="{place * (WIDE + GAP)}" y="{HIGH - height:.1f}" width="{WIDE}" '
        f'height="{height:.1f}"><title>{escape(label)}</title></rect>'
    )
