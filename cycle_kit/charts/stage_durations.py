"""How long deals wait in each stage, drawn: one line per stage, the number in words."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.lines import Line, lines_chart
from cycle_kit.charts.panels import known, left_out, mark, panels, with_stays
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    days,
    full_days,
    hover,
    many,
    name,
    number,
    plain_days,
    say,
    share,
)

Row = dict


@draws
def stage_durations_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `stage_durations` as one line per stage, in days.

    The line is the middle half of the stays, the dot their median, the diamond the median that
    counts stays not ended yet. The stage with the longest median is named in the accent colour;
    fewer than ten ended stays are told as too few. A table split by `by=` becomes panels.

    customdata of dots (the whole row answers): [stage], in a split table [stage, "", *groups].
    """
    if not known(table, "median_days", "km_median_days"):
        return missing(
            "No stay in a stage has both a beginning and an end here. "
            "This needs the stage history: export it with the date of every stage change."
        )
    table = with_stays(table, "visits")
    shown = panels(table, "stage")
    lines = [
        [line(row, at, longest(panel.table), panel.groups) for at, row in records(panel.table)]
        for panel in shown
    ]
    signs = [
        ("━", "stage", _("middle half of stays")),
        ("●", "stage", _("half are shorter")),
        ("◇", "ink", _("the same with open stays")),
    ]
    return lines_chart(shown, lines, signs, more=left_out(table, "stage"))


def records(table: pd.DataFrame) -> list[tuple[int, Row]]:
    return list(enumerate(table.to_dict("records")))


def longest(table: pd.DataFrame) -> int:
    """The row of the sale with the longest median; -1 if there is none."""
    sale = table[table["phase"] != "after"] if "phase" in table else table
    enough = sale[sale["visits"] - sale["running"] >= FEW]["median_days"].dropna()
    return int(enough.idxmax()) if len(enough) > 1 else -1


def line(row: Row, at: int, worst: int, groups: tuple[str, ...]) -> Line:
    stage = name(row["stage"], most=18 if groups else 30)
    words = value(row, bool(groups))
    after = paint(" · " + _("after the win"), "muted") if row.get("phase") == "after" else ""
    return Line(
        title=(paint(stage, "accent", bold=True) if at == worst else f"<b>{stage}</b>") + after,
        value=paint(words, "accent", bold=True) if at == worst else words,
        low=row["p25_days"],
        middle=row["median_days"],
        high=row["p75_days"],
        second=row.get("km_median_days"),
        hover=told(row),
        mark=mark(str(row["stage"]), "", groups),
        role="accent" if at == worst else "stage",
        few=too_few(row),
    )


def value(row: Row, split: bool) -> str:
    """The words at the right: "19 d (open: 26)"; panels have room for the plain figure only."""
    median, still = row["median_days"], row.get("km_median_days", float("nan"))
    if absent(median):
        return paint(many(row["running"], "{n} still there", "{n} still there"), "muted")
    if too_few(row):
        return paint(days(median) + ("" if split else " · " + _("too few to judge")), "muted")
    if split or not row["running"]:
        return days(median)
    if absent(still):
        return say("{days} (open: longer)", days=days(median))
    return say("{days} (open: {still})", days=days(median), still=plain_days(still))


def too_few(row: Row) -> bool:
    return row["visits"] - row["running"] < FEW


def told(row: Row) -> str:
    lines = [f"<b>{name(row['stage'])}</b>"]
    lines.append(
        many(
            row["visits"],
            "{n} stay, {running} not ended yet",
            "{n} stays, {running} of them not ended yet",
            running=number(row["running"]),
        )
    )
    if not absent(row["median_days"]):
        lines.append(
            say("half of the ended ones took less than {days}", days=full_days(row["median_days"]))
        )
        lines.append(
            say(
                "the middle half took {low} to {high}",
                low=days(row["p25_days"]),
                high=days(row["p75_days"]),
            )
        )
    if not absent(row.get("km_median_days")):
        lines.append(say("with open stays counted: {days}", days=full_days(row["km_median_days"])))
    elif row["running"]:
        lines.append(_("with open stays counted: longer than can be seen yet"))
    if not absent(row.get("share_of_cycle")):
        lines.append(say("{share} of the cycle of won deals", share=share(row["share_of_cycle"])))
    if too_few(row):
        lines.append(_("too few to judge"))
    return hover(*lines)
