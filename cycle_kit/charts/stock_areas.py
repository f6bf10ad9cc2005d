"""What stood open in each stage at the end of each period, drawn as areas on each other."""

from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import day, in_time, inner_axis, names_of_periods, period_axis
from cycle_kit.charts.captions import BESIDE, LINE, Sign, below, broken, framed
from cycle_kit.charts.foremost import first_of
from cycle_kit.charts.measured import axis, largest, titled
from cycle_kit.charts.panels import (
    Panel,
    by_columns,
    left_out_of,
    mark,
    multiples,
    panels_of,
    share_labels,
)
from cycle_kit.charts.rows import columns, hatched
from cycle_kit.charts.theme import colour
from cycle_kit.charts.told import Row, hover, say
from cycle_kit.charts.words import _, absent, commas, name
from cycle_kit.metrics.counting import NO_AMOUNTS

NO_STAGE = "in no stage"
INSIDE = 240  # pixels of one panel
#: measures of what is open on a day, whose parts by stage add up to the whole
STOCKS = ("open_value", "open_deals")
#: of stages, the first one the palest; of more than these the colours come again
TONES = ("stage_pale", "open", "stage_soft", "skip", "stage", "back")
HOVER = """
    <b>{stage:name–}</b>
    {?valueless}{when}: only deals without an amount // {when}: {value:full}
    {-valueless}{counted}{n:#} deal || {-valueless}{counted}{n:#} deals
    {note:text} // {?unfinished}not over yet
"""
ANSWER = """
    {?tie}{-unfinished}At the end of {when} most of what is open stands in {titles:name}: {value:full} each.
        // {-unfinished}At the end of {when} most of what is open stands in {titles:name}: {value:full}.
        // {?tie}{when} is not over yet: so far most of what is open stands in {titles:name}: {value:full} each.
        // {when} is not over yet: so far most of what is open stands in {titles:name}: {value:full}.
"""
NONE_OPEN = """
    {-unfinished}At the end of {when} nothing is open. // {when} is not over yet: so far nothing is open.
"""
#: what has no area
VALUELESS = """
    In {stages} stand only deals without an amount in {thin:#} period, which have no area.
        || In {stages} stand only deals without an amount in {thin:#} periods, which have no area.
    In {gaps:#} period no amount of what is open is known: the areas are broken there.
        || In {gaps:#} periods no amount of what is open is known: the areas are broken there.
"""


def is_stock_by_stage(table: pd.DataFrame, measure: str) -> bool:
    return measure in STOCKS and "stage" in by_columns(table, "period")


def stock_areas(table: pd.DataFrame, *, measure: str, currency: str) -> go.Figure:
    """The table of `trend` of a stock split by stage: a panel per group of its other columns."""
    keys = [key for key in by_columns(table, "period") if key != "stage"]
    stages, table = stages_of(table), table.assign(stage=table["stage"].astype(object))
    if "note" in table:  # what has no amount is told below, of all periods at once
        table = table.assign(note=table["note"].replace(NO_AMOUNTS, ""))
    table = table.assign(stage=table["stage"].where(table["stage"].notna(), NO_STAGE))
    shown = panels_of(table, keys)
    starts, names = sorted(table["period"].unique()), names_of_periods(table)
    about = {
        "measure": measure,
        "currency": currency,
        "counted": "" if "value" in measure else None,
    }
    told = [filled(panel, stages, starts, names, about) for panel in shown]
    top = largest(max(heights(each), default=0.0) for each in told)
    traces = [
        trace
        for panel, each in zip(shown, told, strict=True)
        for trace in [ground(panel, each, starts, top), *map_areas(panel, each, stages)]
    ]
    single = len(shown) == 1
    layout, pixels = multiples(
        shown, inside=INSIDE if single else INSIDE / 2, yaxis=axis(0, top, measure, currency),
        xaxis=edge_to_edge(period_axis(names) if single else inner_axis(names), len(names)),
    )  # fmt: skip
    share_labels(layout, shown)
    lacking = say(VALUELESS, without_amounts(shown, told))
    lines = [
        *broken(answer(told[0], names) if single else "", BESIDE),
        *broken(lacking, BESIDE),
        left_out_of(table, keys),
    ]
    lines = [line for line in lines if line]
    return framed(
        traces, layout | {"hovermode": "x"}, pixels, signs(table, stages, measure),
        below(*lines), foot=6 + LINE * len(lines), sides=(48, 30), shift=41,
    )  # fmt: skip


def stages_of(table: pd.DataFrame) -> list[str]:
    """The stages in their order, and last of all deals that stood in none."""
    found = table["stage"].dropna()
    names = found.cat.categories if isinstance(found.dtype, pd.CategoricalDtype) else found.unique()
    stood = table.loc[table["stage"].isna(), "value"].fillna(0.0).gt(0).any()
    return [*(str(each) for each in names if (found == each).any()), *([NO_STAGE] if stood else [])]


def filled(
    panel: Panel, stages: list[str], starts: list, names: list[str], about: Row
) -> dict[str, list[Row]]:
    """Each stage's rows, one a period: before a stage was first entered nothing is in it.

    A period of which nothing is known is left out of all of them; a stage of deals without an amount has no area.
    """
    there = {(str(row["stage"]), row["period"]): row for row in panel.rows()}
    unknown = not_known(panel.table)
    found: dict[str, list[Row]] = {stage: [] for stage in stages}
    for at, start in enumerate(starts):
        for stage in stages if start not in unknown else []:
            row = there.get((stage, start), {"stage": stage, "value": 0.0, "n": 0})
            row = row | {"value": 0.0, "valueless": True} if absent(row["value"]) else row
            told = about | {"at": at, "when": names[at], "start": start, "stage": spoken(stage)}
            found[stage].append(row | told | {"mark": mark(day(start), stage, panel.groups)})
    return found


def not_known(table: pd.DataFrame) -> list:
    """The periods in which something is open, and nothing of it is known."""
    sums = table.groupby("period")["value"].sum()
    return [at for at in table.loc[table["value"].isna(), "period"].unique() if not sums[at]]


def no_amounts(table: pd.DataFrame) -> list:
    """Those of them that have no other reason, which their note would tell."""
    noted = table.loc[table["note"].ne(""), "period"].unique() if "note" in table else ()
    return [at for at in not_known(table) if at not in noted]


def without_amounts(shown: list[Panel], told: list[dict[str, list[Row]]]) -> Row:
    """The stages that have no area in some period, and in how many no stage has one; None where there are none."""
    thin = [row for each in told for rows in each.values() for row in rows if row.get("valueless")]
    stages = listed_names(dict.fromkeys(row["stage"] for row in thin))
    gaps = {at for panel in shown for at in no_amounts(panel.table)}
    periods = len({row["start"] for row in thin})
    return {"stages": stages or None, "thin": periods or None, "gaps": len(gaps) or None}


def listed_names(names: Iterable[str]) -> str:
    return commas(name(each, most=18) for each in names)


def heights(told: dict[str, list[Row]]) -> list[float]:
    """What all stages come to, period by period, for the length of the axis."""
    values = pd.DataFrame({stage: [row["value"] for row in rows] for stage, rows in told.items()})
    return values.sum(axis=1).tolist()


def ground(panel: Panel, told: dict[str, list[Row]], starts: list, top: float) -> go.Bar:
    """Hatched ground under the periods that are not over."""
    rows = next(iter(told.values()), [])
    young = {row["at"] for each in told.values() for row in each if row.get("unfinished")}
    own = [row | {"top": top, "told": ""} for row in rows if row["at"] in young]
    look = hatched()
    look |= {"color": colour("ghost"), "pattern": look["pattern"] | {"fgcolor": colour("open")}}
    drawn = columns(panel, own, "", x="at", y="top", look=look, width=0.5 if starts[1:] else 1)
    return drawn.update(hoverinfo="skip", hovertext=None)


def map_areas(panel: Panel, told: dict[str, list[Row]], stages: list[str]) -> list[go.Scatter]:
    """The first stage on top, as a funnel has it; broken where a period is left out."""
    return [
        area(panel, run, tone(stages, stage), group)
        for group, runs_ in enumerate(zip(*(runs(told[stage]) for stage in stages), strict=True))
        for stage, run in reversed([*zip(stages, runs_, strict=True)])
    ]


def runs(rows: list[Row]) -> list[list[Row]]:
    """Neighbouring periods together."""
    ends = [at for at in range(1, len(rows)) if rows[at]["at"] != rows[at - 1]["at"] + 1]
    return [rows[start:end] for start, end in zip([0, *ends], [*ends, len(rows)], strict=True)]


def spoken(stage: str) -> str:
    return _(stage) if stage == NO_STAGE else stage


def tone(stages: list[str], stage: str) -> str:
    return TONES[stages.index(stage) % len(TONES)]


def area(panel: Panel, rows: list[Row], role: str, group: int) -> go.Scatter:
    return go.Scatter(
        x=[row["at"] for row in rows],
        y=[row["value"] for row in rows],
        mode="lines",
        line={"width": 1, "color": colour("ground")},
        stackgroup=f"stages {group}" if group else "stages",
        fillcolor=colour(role),
        hovertext=[hover(HOVER, row) for row in rows],
        hoverinfo="text",
        customdata=[row["mark"] for row in rows],
        **panel.axes,
    )


def edge_to_edge(axis: dict, periods: int) -> dict:
    """Areas run from the first period to the last; one alone stands in the middle."""
    return axis | ({"range": in_time([-0.25, periods - 0.75])} if periods > 1 else {})


def signs(table: pd.DataFrame, stages: list[str], measure: str) -> list[Sign]:
    found: list[Sign] = [("", "muted", f"{titled(measure)}:")]
    found += [("■", tone(stages, stage), name(spoken(stage), most=18)) for stage in stages]
    return [*found, *([("▨", "stage", "not a whole period")] if table["unfinished"].any() else [])]


def answer(told: dict[str, list[Row]], names: list[str]) -> str:
    """Where most of it stands at the last end that is known."""
    last = [rows[-1] for rows in told.values() if rows]
    if not last:
        return ""
    most = first_of(last, "value", called="stage")
    young = any(row.get("unfinished") for row in last)
    return say(ANSWER if most["value"] else NONE_OPEN, most | {"unfinished": young})
