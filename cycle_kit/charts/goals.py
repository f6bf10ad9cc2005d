"""Goals, drawn: what was reached of each target, what should be by now, what it will come to."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import ALONE, BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import full, short, titled
from cycle_kit.charts.panels import known
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.theme import colour, missing, paint
from cycle_kit.charts.words import _, absent, full_money, hover, many, name, say, share, trimmed
from cycle_kit.metrics.goals import FLOWS

MOST = 20  # targets in one figure
WIDEST = 2.0  # of the target; what is beyond is told in words
Row = dict


def goals_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `goals`: each target as a bar of what was reached, on a scale of the target.

    The pale end is what the forecast adds, the diamond what is expected by now, the upright line
    the target. customdata: [measure, period, owner or team].
    """
    if not known(table, "actual", "attained", "forecast_to_target"):
        return missing(
            "No targets to show here. Write them into cycle.toml, or pass them to goals."
        )
    rows = table.head(MOST).to_dict("records")
    drawn = [bar_row(row, currency) for row in rows]
    reach = min(WIDEST, max(1.15, *(value for row in rows for value in ends(row)), 0))
    signs = [
        ("■", "stage", _("so far")),
        ("▨", "stage", _("forecast")),
        ("◇", "ink", _("expected by now")),
        ("│", "ink", _("target")),
    ]
    more = (
        many(len(table) - MOST, "{n} more is not shown", "{n} more are not shown")
        if len(table) > MOST
        else ""
    )
    axis = share_axis([0, reach])
    chart = bar_rows_chart(drawn, signs, reach=reach, axis=axis, foot=more)
    chart.add_traces([targets(rows), expected(rows)])
    return chart


def ends(row: Row) -> list[float]:
    found = [row.get("attained"), row.get("forecast_to_target"), by_now(row)]
    return [float(value) * 1.02 for value in found if not absent(value) and value is not None]


def by_now(row: Row) -> float | None:
    """Where on the scale of the target the expected figure stands."""
    expected_now, target = row.get("expected_by_now"), row["target"]
    if absent(expected_now) or expected_now is None or not target:
        return None
    return expected_now / target


def targets(rows: list[Row]) -> go.Scatter:
    """An upright line through each bar, at its target."""
    look = {"symbol": "line-ns", "size": 26, "line": {"width": 2, "color": colour("ink")}}
    y = list(range(len(rows)))
    return go.Scatter(x=[1] * len(rows), y=y, mode="markers", marker=look, hoverinfo="skip")


def expected(rows: list[Row]) -> go.Scatter:
    """The diamonds of what is expected by now, only while a period runs."""
    own = [(at, by_now(row)) for at, row in enumerate(rows) if runs(row)]
    drawn = [(at, value) for at, value in own if value is not None]
    look = {"width": 1.5, "color": colour("ink")}
    return go.Scatter(
        x=[value for _at, value in drawn],
        y=[at for at, _value in drawn],
        mode="markers",
        marker={"size": 10, "symbol": "diamond", "color": colour("open"), "line": look},
        hoverinfo="skip",
        **ALONE.axes,
    )


def runs(row: Row) -> bool:
    """Only sums of a period that is not over should be at a part of their target by now."""
    return row.get("standing") == "running" and row["measure"] in FLOWS


def whose(row: Row) -> str:
    return next((str(row[who]) for who in ("owner", "team") if not absent(row.get(who))), "")


def bar_row(row: Row, currency: str) -> BarRow:
    measure = str(row["measure"])
    title = f"<b>{titled(measure)}</b>"
    owner = f" · {name(whose(row), most=14)}" if whose(row) else ""
    reached = short(row["actual"], measure, currency)
    pattern = "{actual} of {target}" if measure in FLOWS else "{actual}, target {target}"
    value = say(pattern, actual=reached, target=short(row["target"], measure, currency))
    click = [measure, str(row["period"]), whose(row)]
    text = told(row, currency)
    parts = []
    attained, ahead = row.get("attained"), row.get("forecast_to_target")
    from_here = 0.0 if absent(attained) else float(attained or 0)
    if not absent(ahead) and ahead is not None and ahead > from_here:
        parts.append(Part(ahead - from_here, text, click, base=from_here, open=True))
    if not absent(attained):
        parts.insert(0, Part(from_here, text, click))
    return BarRow(f"{title} {paint(name(row['period']) + owner, 'muted')}", value, tuple(parts))


def told(row: Row, currency: str) -> str:
    measure = str(row["measure"])
    lines = [f"<b>{titled(measure)}, {name(row['period'])}</b>"]
    if whose(row):
        lines.append(name(whose(row)))
    lines.append(
        say(
            "{actual} of a target of {target}",
            actual=full(row["actual"], measure, currency),
            target=full(row["target"], measure, currency),
        )
    )
    if not absent(row.get("attained")):
        lines.append(say("{share} of the target", share=share(row["attained"])))
    if runs(row) and not absent(row.get("expected_by_now")):
        lines.append(
            say("by now expected: {value}", value=full(row["expected_by_now"], measure, currency))
        )
    if row.get("standing") != "past" and not absent(row.get("forecast_to_target")):
        lines.append(
            say("by the end about {share} of the target", share=share(row["forecast_to_target"]))
        )
    if not absent(row.get("open_value_due")) and row.get("standing") != "past":
        lines.append(
            say("open deals due in it: {money}", money=full_money(row["open_value_due"], currency))
        )
    if not absent(row.get("coverage")):
        lines.append(
            say("that covers what is missing {times} times", times=trimmed(row["coverage"], 1))
        )
    if not absent(row.get("needed_coverage")):
        lines.append(
            say("in the past it took {times} times", times=trimmed(row["needed_coverage"], 1))
        )
    return hover(*lines)
