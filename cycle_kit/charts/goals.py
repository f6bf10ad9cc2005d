"""Goals, drawn: what was reached of each target, what should be by now, what it will come to."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import ALONE, BarRow, Part, bar_rows_chart
from cycle_kit.charts.goal_hover import told
from cycle_kit.charts.goal_words import SHORT, runs, whose
from cycle_kit.charts.measured import short, titled
from cycle_kit.charts.panels import known
from cycle_kit.charts.period_axis import period_label
from cycle_kit.charts.rows import spans
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing, paint
from cycle_kit.charts.words import _, absent, many, name, say
from cycle_kit.metrics.goals import FLOWS

MOST = 20  # targets in one figure
WIDEST = 2.0  # of the target; what is beyond is told in words
ENDS = ("attained", "forecast_to_target", "high_to_target")
Row = dict


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
    rows = table.head(MOST).to_dict("records")
    alike = one_question(rows)
    drawn = [bar_row(row, currency, alike=alike) for row in rows]
    reach = min(WIDEST, max(1.15, *(value for row in rows for value in ends(row)), 0))
    ranges = any(not absent(row.get("low_to_target")) for row in rows)
    signs = [
        ("■", "stage", _("so far")),
        ("▨", "stage", ahead_sign(rows)),
        *([("━", "ink", _("eight times in ten"))] if ranges else []),
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
    chart.add_traces([*likely(rows, reach), targets(rows), expected(rows)])
    return chart


def ahead_sign(rows: list[Row]) -> str:
    """What the pale ends are: without stage history no forecast."""
    ways = {row.get("forecast_by") for row in rows if row.get("forecast_by")}
    if ways == {"pace so far"}:
        return _("at the pace so far")
    return _("forecast, or at the pace so far") if "pace so far" in ways else _("forecast")


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
    own = [(at, row) for at, row in enumerate(rows) if not absent(row.get("low_to_target"))]
    if not own:
        return []
    low, high = (
        [min(row[end], reach) for _at, row in own] for end in ("low_to_target", "high_to_target")
    )
    return [spans(ALONE, low=low, high=high, y=[at for at, _row in own], role="ink", width=2)]


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


def bar_row(row: Row, currency: str, *, alike: bool) -> BarRow:
    """`alike`: what is asked of single people stands above; their names are enough."""
    measure = str(row["measure"])
    reached = short(row["actual"], measure, currency)
    pattern = "{actual} of {target}" if measure in FLOWS else "{actual}, target {target}"
    value = say(pattern, actual=reached, target=short(row["target"], measure, currency))
    click = [measure, str(row["period"]), whose(row)]
    text = told(row, currency)
    parts = []
    attained, ahead = row.get("attained"), row.get("forecast_to_target")
    from_here = 0.0 if absent(attained) else float(attained or 0)
    if not absent(attained):
        parts.append(Part(from_here, text, click))
    if not absent(ahead) and ahead is not None and ahead > from_here:
        end = [*click, "ahead"]
        parts.append(Part(ahead - from_here, text, end, base=from_here, open=True))
    return BarRow(title(row, alike=alike), value, tuple(parts))


def title(row: Row, *, alike: bool) -> str:
    """What is asked, when and of whom; of single people alike the name, and how likely it is."""
    if alike and not absent(row.get("owner")):
        said = _(SHORT.get(row.get("verdict") or "", ""))
        return f"<b>{name(row['owner'], most=20)}</b>  {paint(said, 'muted')}"
    about = [period_label(str(row["period"])), name(whose(row), most=14) if whose(row) else ""]
    beside = " · ".join(each for each in about if each)
    return f"<b>{titled(str(row['measure']))}</b> {paint(beside, 'muted')}"
