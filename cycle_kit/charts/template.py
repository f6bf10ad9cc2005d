"""The seven steps of a sales cycle, drawn: what each is for, with one's own figures, and what to ask and do in it."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.captions import Sign
from cycle_kit.charts.funnel import narrowest
from cycle_kit.charts.panels import known, mark, reasons
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, joined, rows_of, said, say
from cycle_kit.charts.words import FEW, _, absent, hover

BETWEEN = " · "
TITLE = "<b>{place:n} {step:_}</b>"
VALUE = """
    {?none}[muted]no stage of yours[/]
    // {deals:deals} · {conversion:share} go on · {median_days:days} // {deals:deals} · {conversion:share} go on
    // {deals:deals} · {median_days:days} // {deals:deals}
"""
OWN = """
    <b>{step:_}</b>
    {goal:_}
    {?after}after the win
    {?own}{own:name}
    {?counted}{deals:#} deal got here || {?counted}{deals:#} deals got here
    {?counted}{conversion:share} went on, {at_most:share} if every open deal does
        // {?counted}{conversion:share} went on
    {?counted}half of the stays took up to {median_days:full_days}
    {?counted}{?few}[few]
"""
ASK, NEXT = "<b>To ask</b>", "<b>To do next</b>"
SOURCE = "[muted]{source}[/]"
NARROWEST = """
    Of your steps fewest pass {step:_}: {conversion:share} of {deals:#} deal.
        || Of your steps fewest pass {step:_}: {conversion:share} of {deals:#} deals.
    To ask there: {first}
    To do: {act}
"""
TOO_FEW = "No step has the ten deals that a comparison needs."
TO_READ = "Each step says what to ask and what to do next where it is pointed at."


@draws
def template_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `template`: a row per step with its goal, a bar of the deals that got there, and their figures.

    The hover texts have the questions and the next actions. The step that fewest deals pass, even if every open
    deal moves on, is in the accent colour, and its questions stand below. Several templates, or pipelines, stand
    under each other, each to its own scale. customdata: [step] or [step, "", pipeline or template].
    """
    if table.empty:
        return missing("There is no step to show.")
    key = "pipeline" if "pipeline" in table else "template"
    groups = [rows_of(part) for _name, part in table.groupby(key, sort=False)]
    several = len(groups) > 1
    rows, answers = [], []
    for group in groups:
        worst = narrowest([row | {"deals": row["deals"] if row["stages"] else 0} for row in group])
        group_name = str(group[0][key]) if several else ""
        rows += [
            BarRow(title="", value="", below=say("<b>{it:name}</b>", {"it": group_name}))
        ] * several
        rows += drawn(group, worst, group_name)
        answers.append(joined((answer(group[at]) for at in worst), " "))
    counted = known(table, "deals")
    few = counted and not several and not any(answers)
    foot = joined(
        [*([] if several else answers), _(TOO_FEW) if few else "", *reasons(table), _(TO_READ)], " "
    )
    return bar_rows_chart(rows, signs(counted=counted, worst=any(answers)), reach=1.0, foot=foot)


def drawn(group: list[Row], worst: list[int], name: str) -> list[BarRow]:
    """The rows of one template: a pale bar to be pointed at, and before it the deals that got there."""
    most = max((row["deals"] for row in group if not absent(row["deals"])), default=0) or 1
    return [one(row, most, name, worst=at in worst) for at, row in enumerate(group)]


def one(row: Row, most: float, name: str, *, worst: bool) -> BarRow:
    counted = not absent(row["deals"])
    mine = bool(row["stages"])
    about = row | {
        "none": counted and not mine,
        "counted": counted and mine,
        "after": row["phase"] == "after",
        "own": say("your {stages}", row) if mine else "",
        "few": counted and row["deals"] < FEW,
    }
    told, at = told_of(about), mark(row["step"], "", (name,) if name else ())
    parts = [Part(1.0, told, at, role="ghost")]
    if about["counted"]:
        role = "accent" if worst else "won_soft" if about["after"] else "stage"
        parts.append(Part(row["deals"] / most, told, at, role=role))
    value = say(VALUE, about) if counted else ""
    return BarRow(say(TITLE, row), value, parts, below=_(row["goal"]))


def told_of(row: Row) -> str:
    """What a step says where it is pointed at."""
    lists = [
        line
        for head, column in ((ASK, "questions"), (NEXT, "next_actions"))
        for line in (_(head), *(f"– {_(each)}" for each in row[column].split(BETWEEN)))
    ]
    return hover(*said(OWN, row), *lists, *said(SOURCE, row))


def answer(row: Row) -> str:
    """The step that fewest deals pass, with the first question and the first thing to do in it."""
    first = {
        "first": _(row["questions"].split(BETWEEN)[0]),
        "act": _(row["next_actions"].split(BETWEEN)[0]),
    }
    return say(NARROWEST, row | first)


def signs(*, counted: bool, worst: bool) -> list[Sign]:
    found: list[Sign] = [("■", "stage", "deals that got here")] if counted else []
    return found + ([("■", "accent", "fewest go on")] if worst else [])
