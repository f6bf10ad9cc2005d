"""One person's steps beside the rest of the team's, drawn: a row per stage, what stands out in words."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import share_axis
from cycle_kit.charts.captions import Sign, broken
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.panels import ALONE, Panel, known, left_out, mark, panels, reasons
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import TO_JUDGE, Row, joined, more_than, rows_of, say
from cycle_kit.charts.words import _, absent, commas

#: pixels from one row to the next, in one of several panels and where words take two lines
ROW, TALL = 56, 66
#: verdict: colour role of the dot
ROLES = {"better": "won", "worse": "lost", "too few": "dropped"}
FEW = "too few"
STEP = Interval(
    columns=("from_share", "conversion", "to_share"),
    second=("rest_conversion",),
    title="""
        {?small}{?tag}[accent]<b>{stage:name12–}</b>[/] // {?small}<b>{stage:name12–}</b>
        // <b>{stage:name16–}</b><br>[accent]{tag}[/] // <b>{stage:name16–}</b><br>{blank}
    """,
    value="""
        {?small}{conversion:share–}
        // {conversion:share–} / {rest_conversion:share–} · {days:days–} / {rest_days:days–}<br>[muted]lost
            {lost_share:share–} / {rest_lost_share:share–}[/]
    """,
    hover="""
        <b>{owner:name} · {stage:name–}</b>
        {conversion:share} of {conversion_n:#} go on, of the rest {rest_conversion:share}: {conversion_verdict:_}
        {days:full_days} on average, the rest {rest_days:full_days}: {days_verdict:_}
        {?left}{lost:n} of {left:n} lost or dropped there: {lost_share:share}, of the rest {rest_lost_share:share}:
            {losses_verdict:_}
            // {?left}{lost:n} of {left:n} lost or dropped there: {lost_share:share}
        {note:text}
    """,
)
#: of a row: what is said of where somebody stands out
WAYS = {
    "conversion": "{conversion:share} go on from {stage:name}, of the rest {rest_conversion:share}",
    "days": "{days:full_days} in {stage:name}, the rest {rest_days:full_days}",
    "losses": "{lost_share:share} lost in {stage:name}, of the rest {rest_lost_share:share}",
}
CLEAR = {
    "strongest": ("Better than the rest: {what}.", "Strongest, and it may be chance: {what}."),
    "weakest": ("Worse than the rest: {what}.", "Weakest, and it may be chance: {what}."),
}
TOO_FEW = "Too few to judge: {stages}."
NAMED = 4  # of those that are clearly apart, in one sentence
APART = "{owner:name} in {stage:name} ({part:_}: {verdict:_})"
OF_ALL = """
    More than chance beside the rest: {named}{more:–}.
        // {?judged}Of all these comparisons together none shows anybody apart from the rest by more than chance.
        // Nobody has been in a step often enough to judge.
"""


@draws
def steps_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `steps`: a row per stage with one's share that goes on (dot) and the rest's (diamond).

    What is more than chance the verdicts of the table say, which are of all its comparisons together: the range of a
    single one may leave out 0. The days in the stage and the share that is lost there stand beside. The dot is green
    or red where the share is clearly better or worse, hollow where it is too few to judge. A table of several owners
    becomes a panel for each, in which the stages where somebody stands out are in the accent colour.
    customdata: [stage, "", owner].
    """
    if not known(table, "conversion", "days", "left"):
        return missing(next(iter(reasons(table)), "Nobody has been in a step here yet."))
    shown = panels(table, "stage")
    single = len(shown) == 1
    told = [rows_told(panel, small=not single) for panel in shown]
    axis = share_axis([0, 1])
    words = broken(answer(told[0])) if single else broken(of_all(table))
    words = words if single else [*words, left_out(table, "stage")]
    return lines_chart(
        [ALONE] if single else shown, told, STEP, signs(told, single=single), more=words,
        axis=axis, reach=1.0, row=TALL if single else ROW,
    )  # fmt: skip


def rows_told(panel: Panel, *, small: bool) -> list[Row]:
    """The rows of one owner with what their sentences ask for."""
    found = []
    for row in rows_of(panel.table):
        ends = sorted(x for x in (row["conversion"], row["rest_conversion"]) if not absent(x))
        tags = [name for name in ("strongest", "weakest") if row[name]]
        verdict = row["conversion_verdict"]
        found.append(row | {
            "from_share": ends[0] if len(ends) == 2 else None,
            "to_share": ends[-1] if len(ends) == 2 else None,
            "tag": commas(_(tag) for tag in tags),
            "role": ROLES.get(verdict, "stage"),
            "pale": verdict == FEW,
            "blank": " ",
            "small": small,
            "mark": mark(str(row["stage"]), "", (str(row["owner"]),)),
        })  # fmt: skip
    return found


def signs(told: list[list[Row]], *, single: bool) -> list[Sign]:
    verdicts = {row["conversion_verdict"] for rows in told for row in rows}
    owner = say("{owner:name24} goes on", told[0][0]) if single and told[0] else "goes on"
    found: list[Sign] = [("●", "stage", owner), ("◇", "ink", "the rest")]
    found += [("●", "won", "clearly better")] if "better" in verdicts else []
    found += [("●", "lost", "clearly worse")] if "worse" in verdicts else []
    if not single and any(row["tag"] for rows in told for row in rows):
        found.append(("■", "accent", "strongest or weakest there"))
    return [*found, *([("○", "dropped", TO_JUDGE)] if FEW in verdicts else [])]


def of_all(table: pd.DataFrame) -> str:
    """Who is clearly apart from the rest in which step, of all owners, in the order of the table."""
    ends = "_verdict"
    parts = [name.removesuffix(ends) for name in table if str(name).endswith(ends)]
    rows = [
        row | {"part": part, "verdict": row[part + ends]}
        for row in rows_of(table)
        for part in parts
    ]
    clear = [say(APART, row) for row in rows if row["verdict"] in ("better", "worse")]
    more = more_than(NAMED, len(clear), ", and {n:#} more")
    why = joined(reasons(table), " ")
    if why and not clear:
        return why
    judged = any(row["verdict"] != FEW for row in rows)
    named = commas(clear[:NAMED]) or None
    return joined([say(OF_ALL, {"named": named, "more": more, "judged": judged}), why], " ")


def answer(rows: list[Row]) -> str:
    """Where one stands out most, whether it is more than chance, and what is too few to judge."""
    said = [outstanding(row, name) for name in CLEAR for row in rows if row[name]]
    few = [
        say("{stage:name}", row)
        for row in rows
        if {row[f"{part}_verdict"] for part in WAYS} == {FEW}
    ]
    said.append(say(TOO_FEW, {"stages": commas(few)}))
    return joined([*said, *dict.fromkeys(_(str(row["note"])) for row in rows if row["note"])], " ")


def outstanding(row: Row, name: str) -> str:
    part = row[name]
    clearly, maybe = CLEAR[name]
    sure = row[f"{part}_verdict"] in ("better", "worse")
    return say(clearly if sure else maybe, {"what": say(WAYS[part], row)})
