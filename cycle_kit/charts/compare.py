"""Each group against the rest, drawn: the difference with its likely range, the verdict in words."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.compare_words import why_within, withheld
from cycle_kit.charts.cycle_length import MOST, rest
from cycle_kit.charts.lines import Line, lines_chart
from cycle_kit.charts.measured import apart, axis, full, full_apart, largest, short
from cycle_kit.charts.panels import Panel, known, mark
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing, paint
from cycle_kit.charts.words import _, absent, hover, many, name, say, wrapped

#: verdict: the colour of its words and marks
VERDICTS = {"better": "won", "worse": "lost", "no clear difference": "stage", "too few": "dropped"}
WORDS = {
    "better": "better",
    "worse": "worse",
    "no clear difference": "no clear difference",
    "too few": "too few to judge",
    "not judged": "not judged",
}
NOT_JUDGED = "not judged"
#: beside a name; what is no clear difference goes without a word, as most do
BESIDE = {"better": "better", "worse": "worse", "too few": "too few", "not judged": "not judged"}
ROW = 44  # pixels from one row to the next
Row = dict


@draws
def compare_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `compare`: each group a dot at its difference from the others, with its range.

    Groups stand in the table's order (their names'); they are not ranked, the verdict stands in
    words; a name without a word is no clear difference. With several columns (the search for
    patterns) the column stands before the group.
    customdata: [group], with several columns [group, column].
    """
    if not known(table, "difference"):
        return missing("No group can be compared here: this needs deals of two groups or more.")
    rows = table.head(MOST).to_dict("records")
    lines = [line(row, currency) for row in rows]
    measure = str(rows[0].get("measure", ""))
    edge = largest(table.head(MOST)[["difference", "low", "high"]].to_numpy().ravel())
    chart = lines_chart(
        [Panel((), table, 1)], [lines], signs(table), more=below(table), reach=edge, start=-edge,
        axis=axis(-edge, edge, measure, currency, signs=True), row=ROW,
    )  # fmt: skip
    chart.add_shape(type="line", x0=0, x1=0, y0=0, y1=1, yref="y domain", layer="below",
                    line={"width": 1.5, "color": colour("muted")})  # fmt: skip
    return chart


def signs(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The explanation of the marks; of what is withheld there is no range and no verdict."""
    judged = not any(withheld(table))
    shown = [("●", "stage", _("difference from the others"))]
    shown += [("━", "stage", _("likely range"))] if judged else []
    shown += [("│", "muted", _("like the others"))]
    shown += [("", "muted", _("no word: no clear difference"))] if judged else []
    return shown


def below(table: pd.DataFrame) -> str:
    """Beside which deals each is compared and why, why nobody is judged, and what found no place."""
    told = [*why_within(table), *withheld(table)]
    lines = [line for each in told for line in wrapped(each, 54)]
    more = rest(table)
    return "<br>".join([*lines, *([more] if more else [])])


def line(row: Row, currency: str) -> Line:
    verdict = NOT_JUDGED if row.get("withheld") else str(row["verdict"])
    role = VERDICTS.get(verdict, "stage")
    clear = verdict in ("better", "worse")
    said = _(BESIDE.get(verdict, ""))
    words = "  " + paint(said, role if clear else "muted", bold=clear) if said else ""
    return Line(
        title=title(row, most=20) + words,
        value=beside(row, currency),
        low=row["low"],
        middle=row["difference"],
        high=row["high"],
        hover=told(row, currency),
        mark=mark(str(row["group"]), str(row.get("column", ""))),
        role=role,
        few=verdict in ("too few", NOT_JUDGED),
    )


def title(row: Row, most: int = 0) -> str:
    group = f"<b>{name(row['group'], most=most)}</b>"
    column = row.get("column")
    return group if absent(column) else f"{paint(name(column, most=14), 'muted')} {group}"


def beside(row: Row, currency: str) -> str:
    """The group's figure beside that of the others."""
    if absent(row["value"]) or absent(row["rest"]):
        return paint(_("no figure"), "muted")
    value, others = (short(row[side], str(row["measure"]), currency) for side in ("value", "rest"))
    return f"{value}, " + paint(say("others {rest}", rest=others), "muted")


def told(row: Row, currency: str) -> str:
    measure = str(row.get("measure", ""))
    counted = many(row["n"], "{n} deal or stay compared", "{n} deals or stays compared")
    lines = [title(row), counted]
    if not absent(row["difference"]):
        value, others = (full(row[side], measure, currency) for side in ("value", "rest"))
        lines.append(
            say(
                "{what}: {value}, others {rest}",
                what=name(row.get("what")),
                value=value,
                rest=others,
            )
        )
        lines.append(
            say("difference {apart}", apart=full_apart(row["difference"], measure, currency))
        )
    if not absent(row["low"]):
        ends = {end: apart(row[end], measure, currency) for end in ("low", "high")}
        lines.append(say("likely between {low} and {high}", **ends))
    if row.get("withheld"):
        lines += [_(NOT_JUDGED), _(str(row["withheld"]))]
    else:
        lines.append(_(WORDS.get(str(row["verdict"]), str(row["verdict"]))))
    if not absent(row.get("within")):
        lines.append(say("among deals of the same {within}", within=name(row["within"])))
    if row.get("left_out"):
        lines.append(
            many(
                row["left_out"],
                "{n} without others of its kind left out",
                "{n} without others of their kind left out",
            )
        )
    return hover(*lines)
