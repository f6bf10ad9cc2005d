"""Days by the calendar beside working days, drawn and told."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.outcome_curves import outcome_curves_chart
from cycle_kit.charts.panels import ALONE, by_columns, known, left_out, mark, panels, with_stays
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, rows_of, say
from cycle_kit.charts.trend import trend_chart
from cycle_kit.charts.words import FEW, _, name, plain_days
from cycle_kit.errors import QuestionError

CALENDAR, WORKING = "calendar", "working"
ROLES = {CALENDAR: "open", WORKING: "stage"}
SIGNS = [
    ("━", ROLES[CALENDAR], "by the calendar"),
    ("━", ROLES[WORKING], "in working days"),
    ("●", "stage", "half are shorter"),
    ("◇", "ink", "the same with open ones"),
]
READ = Interval(
    columns=("p25_days", "median_days", "p75_days"),
    second=("aj_median_days", "km_median_days"),
    title="{?working}[muted]{told_as}[/] // <b>{title}</b> · [muted]{told_as}[/]",
    value="""
        {?few}[muted]{median_days:days–} · too few[/]
        // {median_days:days–} (open: {second:plain_days})
        // {median_days:days–}
    """,
    hover="""
        <b>{title}</b>
        {told_as}
        {?of_stays}{ended:#} ended stay || {?of_stays}{ended:#} ended stays
        {?of_deals}{ended:#} deal || {?of_deals}{ended:#} deals
        half of them within {median_days:full_days}
        the middle half took {p25_days:days} to {p75_days:days}
    """,
)
IN_BOTH = """
    {#n}{what}: half took up to {calendar:full_days}, or {working:plain_days} working day.
        || {what}: half took up to {calendar:full_days}, or {working:plain_days} working days.
"""


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
    whole = reading_last(with_stays(table, "visits"))
    shown = panels(whole.sort_values(["stage"], kind="stable"), "stage")
    rows = [
        [read(row, row["stage"], row["visits"] - row["running"], panel.groups) for row in panel.rows()]
        for panel in shown
    ]  # fmt: skip
    return lines_chart(shown, rows, READ, SIGNS, more=[left_out(reading_last(table), "stage")])


def of_groups(table: pd.DataFrame) -> go.Figure:
    """Two lines per group, or two in all."""
    whole = reading_last(table)
    keys = by_columns(whole, "deals")
    rows = rows_of(whole.sort_values(keys, kind="stable") if keys else whole)
    named = [" · ".join(str(row[key]) for key in keys) or _("The whole way") for row in rows]
    told = [read(row, what, row["deals"], ()) for row, what in zip(rows, named, strict=True)]
    return lines_chart([ALONE], [told], READ, SIGNS)


def reading_last(table: pd.DataFrame) -> pd.DataFrame:
    """The reading is no group of deals."""
    return table[[*(name for name in table if name != "reading"), "reading"]]


def read(row: Row, what: object, ended: float, groups: tuple[str, ...]) -> Row:
    working = row["reading"] == WORKING
    return row | {
        "title": name(what, most=18 if groups else 30),
        "working": working,
        "told_as": _("in working days") if working else _("by the calendar"),
        "ended": ended,
        "of_deals": "visits" not in row,
        "of_stays": "visits" in row,
        "few": ended < FEW,
        "mark": mark(str(what), str(row["reading"]), groups),
        "role": ROLES[str(row["reading"])],
    }


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
        return sentences(say("Nothing has ten ended stays: [few].", {}))
    return sentences(*(in_both(*row) for row in both))


def in_both(what: object, calendar: float, working: float) -> str:
    one = plain_days(working) == "1"
    row = {"what": what, "calendar": calendar, "working": working, "n": 1 if one else 2}
    return say(IN_BOTH, row)
