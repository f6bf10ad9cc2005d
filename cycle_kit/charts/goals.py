"""Goals, drawn: what was reached of each target, what should be by now, what it will come to."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.goal_words import SHORT, goal_rows, told
from cycle_kit.charts.panels import ALONE, known
from cycle_kit.charts.rows import diamonds, spans
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import Row, not_shown, say
from cycle_kit.charts.words import absent

MOST = 20  # targets in one figure
WIDEST = 2.0  # of the target; what is beyond is told in words
ENDS = ("attained", "forecast_to_target", "high_to_target")
VALUE = """
    {?flow}{actual:short–} of {target:short–}
    // {actual:short–}, target {target:short–}
"""
#: of single people alike the name, and how likely it is; else what is asked, when and of whom
TITLE = """
    {?alike}<b>{owner:name20}</b>  [muted]{short:–}[/]
    // <b>{measure:titled}</b> [muted]{when} · {whose:name14}[/]
    // <b>{measure:titled}</b> [muted]{when}[/]
"""


@draws
def goals_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `goals`: each target as a bar of what was reached, on a scale of the target.

    The pale end is what the forecast adds, or without one what the pace so far comes to, the thin
    line where it ends eight times in ten, the diamond what is expected by now, the upright line the target.
    customdata: [measure, period, owner, team or pipeline]; of the pale end "ahead" besides.
    """
    if not known(table, "actual", "attained", "forecast_to_target"):
        return missing(
            "No targets to show here. Write them into cycle.toml, or pass them to goals."
        )
    rows = [row | {"at": at} for at, row in enumerate(goal_rows(table.head(MOST), currency))]
    alike = one_question(rows)
    reach = min(WIDEST, max(1.15, *(value for row in rows for value in ends(row)), 0))
    ranges = any(not absent(row.get("low_to_target")) for row in rows)
    signs = [
        ("■", "stage", "so far"),
        ("▨", "stage", ahead_sign(rows)),
        *([("━", "ink", "eight times in ten")] if ranges else []),
        ("◇", "ink", "expected by now"),
        ("│", "ink", "target"),
    ]
    chart = bar_rows_chart(
        [bar_row(row | {"alike": alike}) for row in rows], signs,
        reach=reach, axis=share_axis([0, reach]), foot=not_shown(MOST, len(table)),
    )  # fmt: skip
    return chart.add_traces([*likely(rows, reach), targets(rows), expected(rows)])


def ahead_sign(rows: list[Row]) -> str:
    """What the pale ends are: without stage history no forecast."""
    ways = {row.get("forecast_by") for row in rows if row.get("forecast_by")}
    if ways == {"pace so far"}:
        return "at the pace so far"
    return "forecast, or at the pace so far" if "pace so far" in ways else "forecast"


def one_question(rows: list[Row]) -> bool:
    """Do all targets of single people ask for the same, so that their names are enough?"""
    own = {(row["measure"], row["period"]) for row in rows if not absent(row.get("owner"))}
    return len(own) == 1


def ends(row: Row) -> list[float]:
    found = [*(row.get(end) for end in ENDS), by_now(row)]
    return [float(value) * 1.02 for value in found if not absent(value) and value is not None]


def by_now(row: Row) -> float | None:
    """Where on the scale of the target the expected figure stands."""
    expected_now, target = row.get("expected_by_now"), row["target"]
    if absent(expected_now) or expected_now is None or not target:
        return None
    return expected_now / target


def likely(rows: list[Row], reach: float) -> list[go.Scatter]:
    """The range of the forecast as a thin line, cut at the edge of the figure."""
    own = [
        row | {end: min(row[end], reach) for end in ("low_to_target", "high_to_target")}
        for row in rows
        if not absent(row.get("low_to_target"))
    ]
    ends = {"low": "low_to_target", "high": "high_to_target"}
    return [spans(ALONE, own, **ends, role="ink", width=2)] if own else []


def targets(rows: list[Row]) -> go.Scatter:
    """An upright line through each bar, at its target."""
    look = {"symbol": "line-ns", "size": 26, "line": {"width": 2, "color": colour("ink")}}
    y = list(range(len(rows)))
    return go.Scatter(x=[1] * len(rows), y=y, mode="markers", marker=look, hoverinfo="skip")


def expected(rows: list[Row]) -> go.Scatter:
    """The diamonds of what is expected by now, only while a period runs."""
    own = [row | {"by_now": by_now(row)} for row in rows if row["runs"]]
    return diamonds(ALONE, own, x="by_now").update(cliponaxis=None)


def bar_row(row: Row) -> BarRow:
    click, text = [row["measure"], str(row["period"]), row["whose"]], told(row)
    parts = []
    attained, ahead = row.get("attained"), row.get("forecast_to_target")
    from_here = 0.0 if absent(attained) else float(attained or 0)
    if not absent(attained):
        parts.append(Part(from_here, text, click))
    if not absent(ahead) and ahead is not None and ahead > from_here:
        end = [*click, "ahead"]
        parts.append(Part(ahead - from_here, text, end, base=from_here, open=True))
    named = row | {"short": SHORT.get(row.get("verdict") or "", "")}
    return BarRow(say(TITLE, named), say(VALUE, row), parts)
