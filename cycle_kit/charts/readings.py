"""Days by the calendar beside working days, drawn and told."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.cycle_length import corrected
from cycle_kit.charts.lines import Line, lines_chart
from cycle_kit.charts.outcome_curves import outcome_curves_chart
from cycle_kit.charts.panels import known, left_out, mark, panels, with_stays
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.trend import trend_chart
from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    days,
    full_days,
    hover,
    many,
    name,
    plain_days,
    say,
)
from cycle_kit.errors import QuestionError

CALENDAR, WORKING = "calendar", "working"
ROLES = {CALENDAR: "open", WORKING: "stage"}
Row = dict


@draws
def both_readings_chart(table: pd.DataFrame, *, measure: str = "") -> go.Figure:
    """The table of `both_readings`, the two readings drawn on one axis of days.

    Of `stage_durations` and `cycle_length` two lines per stage or group, one below the other: the
    middle half, the median, and the median that counts what is not ended. Of `trend` a line per
    reading in panels (`measure`: the one asked for), and so of `outcome_curves`. Raises
    QuestionError for tables of other metrics.
    customdata of dots: as in the metric's own chart, [stage, reading] or [group, reading].
    """
    if "period" in table:
        return trend_chart(table, measure=measure)
    if "at_risk" in table:
        return outcome_curves_chart(table)
    if "p25_days" not in table:
        raise QuestionError(
            "This table has no chart of both readings.",
            fix="Draw those of stage_durations, cycle_length, trend or outcome_curves.",
        )
    if not known(table, "median_days"):
        return missing("No stay and no cycle has both a beginning and an end here.")
    return of_stages(table) if "stage" in table else of_groups(table)


def of_stages(table: pd.DataFrame) -> go.Figure:
    """Two lines per stage, in panels where the table is split."""
    rows = with_stays(table, "visits").sort_values(["stage"], kind="stable")
    shown = panels(reading_last(rows), "stage")
    lines = [
        [
            line(row, row["stage"], row["visits"] - row["running"], panel.groups)
            for row in each(panel.table)
        ]
        for panel in shown
    ]
    return lines_chart(shown, lines, signs(), more=left_out(reading_last(table), "stage"))


def of_groups(table: pd.DataFrame) -> go.Figure:
    """Two lines per group, or two in all."""
    whole = reading_last(table)
    keys = list(whole.columns[: whole.columns.get_loc("deals")])
    rows = whole.sort_values(keys, kind="stable") if keys else whole
    [shown] = panels(rows.drop(columns=keys), "deals")
    lines = [
        line(row, " · ".join(str(row[key]) for key in keys) or _("The whole way"), row["deals"], ())
        for row in each(rows)
    ]
    return lines_chart([shown], [lines], signs())


def reading_last(table: pd.DataFrame) -> pd.DataFrame:
    """The reading is no group of deals."""
    return table[[*(name for name in table if name != "reading"), "reading"]]


def each(table: pd.DataFrame) -> list[Row]:
    return table.to_dict("records")


def signs() -> list[tuple[str, str, str]]:
    return [
        ("━", ROLES[CALENDAR], _("by the calendar")),
        ("━", ROLES[WORKING], _("in working days")),
        ("●", "stage", _("half are shorter")),
        ("◇", "ink", _("the same with open ones")),
    ]


def line(row: Row, what: object, ended: float, groups: tuple[str, ...]) -> Line:
    working, few = row["reading"] == WORKING, ended < FEW
    title = name(what, most=18 if groups else 30)
    told_as = _("in working days") if working else _("by the calendar")
    small = paint(told_as, "muted")
    return Line(
        title=small if working else f"<b>{title}</b> · {small}",
        value=value(row, few),
        low=row["p25_days"],
        middle=row["median_days"],
        high=row["p75_days"],
        second=corrected(row),
        hover=told(row, title, told_as, ended),
        mark=mark(str(what), str(row["reading"]), groups),
        role=ROLES[str(row["reading"])],
        few=few,
    )


def value(row: Row, few: bool) -> str:
    text = days(row["median_days"])
    if few:
        return paint(text + " · " + _("too few"), "muted")
    still = corrected(row)
    return (
        text if still is None else say("{days} (open: {still})", days=text, still=plain_days(still))
    )


def told(row: Row, title: str, reading: str, ended: float) -> str:
    counted = (
        ("{n} ended stay", "{n} ended stays") if "visits" in row else ("{n} deal", "{n} deals")
    )
    lines = [f"<b>{title}</b>", reading, many(ended, *counted)]
    if not absent(row["median_days"]):
        lines.append(say("half of them within {days}", days=full_days(row["median_days"])))
        ends = {"low": days(row["p25_days"]), "high": days(row["p75_days"])}
        lines.append(say("the middle half took {low} to {high}", **ends))
    return hover(*lines)


@of_answers
def readings_words(table: pd.DataFrame) -> Sentences:
    """Half of the stays in each stage, or of the cycles, by the calendar and in working days."""
    stages = "stage" in table
    ended = table["visits"] - table["running"] if stages else table["deals"]
    enough = table[ended.ge(FEW) & table["median_days"].notna()]
    what = enough["stage"] if stages else pd.Series(_("The whole way"), index=enough.index)
    medians = enough["median_days"]
    by_reading = {
        reading: dict(zip(what[rows], medians[rows], strict=True))
        for reading in (CALENDAR, WORKING)
        for rows in [enough["reading"] == reading]
    }
    both = [(name, by_reading[CALENDAR][name], days) for name, days in by_reading[WORKING].items()]
    if not both:
        return sentences(_("Nothing has ten ended stays: too few to judge."))
    return sentences(*(in_both(*row) for row in both))


def in_both(what: object, calendar: float, working: float) -> str:
    said = say("{what}: half took up to {days}", what=what, days=full_days(calendar))
    shown = plain_days(working)
    return said + say(
        ", or {n} working day." if shown == "1" else ", or {n} working days.", n=shown
    )
