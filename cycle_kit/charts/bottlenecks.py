"""Where it pays to begin, drawn: what a tenth fewer losses, and a tenth less time, would bring."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import largest
from cycle_kit.charts.panels import by_columns, known
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import (
    _,
    absent,
    days,
    full_days,
    full_money,
    hover,
    many,
    money,
    name,
    say,
    trimmed,
)  # fmt: skip

MOST = 20
Row = dict


@draws
def bottlenecks_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `bottlenecks`: per stage what a tenth fewer losses would bring, in its order.

    Bars are the value gained (the wins gained where there is no value); under each stand the wins
    and the days that a tenth less time would save. customdata: [stage, *groups].
    """
    if not known(table, "value_gained", "wins_gained", "days_saved"):
        return missing("No stage to begin with: this needs closed deals and their stage history.")
    keys = by_columns(table, "stage")
    column = next(c for c in ("value_gained", "wins_gained", "days_saved") if known(table, c))
    rows = table.head(MOST).to_dict("records")
    drawn = [bar_row(row, at, column, keys, currency) for at, row in enumerate(rows)]
    reach = largest(row[column] for row in rows)
    signs = [("■", "stage", _("if a tenth fewer were lost there"))]
    more = len(table) - MOST
    foot = many(more, "{n} more is not shown", "{n} more are not shown") if more > 0 else ""
    return bar_rows_chart(drawn, signs, reach=reach, foot=foot)


def bar_row(row: Row, at: int, column: str, keys: list[str], currency: str) -> BarRow:
    groups = ["" if absent(row[key]) else str(row[key]) for key in keys]
    title = " · ".join([name(row["stage"], most=24), *(name(group, most=12) for group in groups)])
    first = at == 0 and bool(row[column])
    value = {
        "value_gained": "+" + money(row["value_gained"], currency),
        "wins_gained": wins(row),
        "days_saved": saved(row),
    }[column]
    beside = {
        "value_gained": [wins(row), saved(row)],
        "wins_gained": [saved(row)],
        "days_saved": [],
    }[column]
    part = Part(
        row[column], told(row, currency), [str(row["stage"]), *groups], "accent" if first else "stage",
    )  # fmt: skip
    return BarRow(
        paint(title, "accent", bold=True) if first else f"<b>{title}</b>",
        paint(value, "accent", bold=True) if first else value,
        (part,),
        " · ".join(beside),
    )


def wins(row: Row) -> str:
    return say("{n} more wins", n=trimmed(row["wins_gained"], 1))


def saved(row: Row) -> str:
    return say("a tenth less time: cycle {days} shorter", days=days(row["days_saved"]))


def told(row: Row, currency: str) -> str:
    lines = [f"<b>{name(row['stage'])}</b>"]
    if not absent(row.get("lost")):
        lines.append(many(row["lost"], "{n} deal was lost there", "{n} deals were lost there"))
    gained = say("a tenth fewer: {wins}", wins=wins(row))
    if not absent(row["value_gained"]):
        gained += say(", worth {money}", money=full_money(row["value_gained"], currency))
    lines.append(gained)
    if not absent(row.get("days_per_won")):
        lines.append(say("{days} there per won deal", days=full_days(row["days_per_won"])))
    lines.append(say("a tenth less saves {days}", days=full_days(row["days_saved"])))
    return hover(*lines)
