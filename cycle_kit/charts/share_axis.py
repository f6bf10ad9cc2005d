"""An axis of shares, its ticks in the same words as the numbers of the chart."""

import math

from cycle_kit.charts.words import share


def share_axis(ends: list[float]) -> dict:
    """Ticks every quarter, every tenth where the axis is short; shares above 1 can be shown too."""
    step = 0.25 if ends[1] - ends[0] > 0.61 else 0.1
    ticks = [
        step * at for at in range(round(ends[0] / step), math.floor(ends[1] / step + 1e-9) + 1)
    ]
    return {
        "range": ends,
        "showgrid": True,
        "tickvals": ticks,
        "ticktext": [share(tick) for tick in ticks],
    }


def near(low: float, high: float) -> list[float]:
    """The round ends of an axis that need not begin at zero: dots compare places, not lengths."""
    return [math.floor(low * 10 - 0.2) / 10, math.ceil(high * 10 + 0.2) / 10]
