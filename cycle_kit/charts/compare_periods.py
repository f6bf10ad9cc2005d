"""Before and after a change, drawn: the difference with its likely range, and the verdict in words."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import broken
from cycle_kit.charts.compare import VERDICTS, by_test, why_within
from cycle_kit.charts.intervals import MOST, rest
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import ALONE, by_columns, known, mark, reasons
from cycle_kit.charts.rows import zero_line
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, joined, rows_of, say
from cycle_kit.charts.words import _, commas, name

WHOLE = "All deals"
SIDES = Interval(
    columns=("low", "difference", "high"),
    title="<b>{called}</b>{said:–}",
    value="{value_after:short}, [muted]before {value_before:short}[/] // [muted]no figure[/]",
    hover="""
        <b>{called}</b>
        {deals_before:n} before, {deals_after:n} after
        {+difference}{what:name–}: {value_before:full–} before, {value_after:full–} after
        difference {difference:full_apart}
        likely between {low:apart} and {high:apart–}
        with the mix left in: {naive_before:short} before, {naive_after:short} after
        {judged:_}
        {by_test}
        {?left_out}{left_out:#} without earlier ones of its kind left out
            || {?left_out}{left_out:#} without earlier ones of their kind left out
    """,
)
TOLD = """
    {what:name}: {value_before:full} before, {value_after:full} after, likely {low:apart} to {high:apart}: {judged:_}.
    // {what:name}: {judged:_}.
    Here {by_test}.
    Before: from {first_before:date} on; after: from {first_after:date} to {last_after:date}.
"""
GROUPS = """
    Clearly another figure after the change: {named}. // {?n}In no group is the figure clearly another after the change.
        // In no group can it be judged.
    {?n}{n:n} of {of:#} group could be judged. || {?n}{n:n} of {of:#} groups could be judged.
"""


@draws
def compare_periods_chart(
    table: pd.DataFrame, *, measure: str = "", currency: str = ""
) -> go.Figure:
    """The table of `compare_periods`: a dot at the difference, with its range. customdata: [group]."""
    if not known(table, "difference"):
        why = " ".join(reasons(table)[:1]) or _("This needs deals before the change and after it.")
        return missing(say("Before and after cannot be compared here. {why}", {"why": why}))
    keys = by_columns(table, "value_before")
    drawn = table.head(MOST)
    rows = [one_row(row, keys, measure, currency) for row in rows_of(drawn)]
    edge = largest(drawn[["difference", "low", "high"]].to_numpy().ravel())
    signs = [
        ("●", "stage", "difference, after less before"),
        ("━", "stage", "likely range"),
        ("│", "muted", "no difference"),
    ]
    told = [capital(say(TOLD, rows[0]))] if not keys else [groups_told(rows)]
    told += [*why_within(table, called_of(table, keys)), *reasons(table)]
    lines = [line for each in told for line in broken(each, 46)]
    upward = axis(-edge, edge, rows[0]["measure"], currency, signs=True)
    chart = lines_chart(
        [ALONE], [rows], SIDES, signs, more=[*lines, rest(table)], axis=upward, reach=edge,
        start=-edge, row=44,
    )  # fmt: skip
    return chart.add_shape(zero_line())


def called_of(table: pd.DataFrame, keys: list[str]) -> list[str]:
    """What each row is called in a sentence."""
    return [joined(name(str(row[key]), most=20) for key in keys) for row in rows_of(table)]


def groups_told(rows: list[Row]) -> str:
    """Of which groups the figure is clearly another after the change."""
    clear = [row for row in rows if row["verdict"] in ("better", "worse")]
    judged = [*clear, *(row for row in rows if row["verdict"] == "no clear difference")]
    named = commas(say("{called} ({judged:_})", row) for row in clear)
    count = {"named": named or None, "n": len(judged), "of": len(rows)}
    return say(GROUPS, count)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def one_row(row: Row, keys: list[str], measure: str, currency: str) -> Row:
    role, judged, said = VERDICTS.get(str(row["verdict"]), ("stage", str(row["verdict"]), ""))
    groups = [str(row[key]) for key in keys]
    return row | {
        "what": _(str(row.get("what") or "")),
        "measure": measure or str(row.get("measure", "")),
        "currency": currency,
        "called": joined(name(group, most=20) for group in groups) or _(WHOLE),
        "said": say(said, row),
        "judged": judged,
        "by_test": by_test(row),
        "role": role,
        "few": row["verdict"] == "too few",
        "mark": mark(groups[0] if groups else "", "", tuple(groups[1:])),
    }
