"""The checklist, drawn: how deals that meet each question go beside those that do not."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import ALONE
from cycle_kit.charts.captions import note
from cycle_kit.charts.lines import Line, lines_chart
from cycle_kit.charts.panels import known
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import (  # fmt: skip
    FEW,
    _,
    absent,
    deals,
    hover,
    many,
    name,
    number,
    say,
    share,
    wrapped,
)

ROW = 66  # pixels; two lines of words stand above each mark
Row = dict


@draws
def qualification_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `qualification`: per question the share won if met, with its range, and if not.

    customdata: [question].
    """
    if not known(table, "win_rate_met", "win_rate_not_met"):
        return missing("No decided deal has an answer to these questions.")
    rows = table.to_dict("records")
    signs = [
        ("●", "won", _("won where it is met")),
        ("━", "won", _("likely range")),
        ("◇", "ink", _("won where it is not")),
    ]
    lines = [line(row) for row in rows]
    chart = lines_chart([ALONE], [lines], signs, axis=share_axis([0, 1]), reach=1.0, row=ROW)
    warnings = [str(each) for each in dict.fromkeys(table.get("warning", [])) if each]
    below = [part for each in warnings for part in wrapped(_(each), 54)]
    if below:
        text = paint("<br>".join(name(part) for part in below), "muted")
        chart.add_annotation(note(text, y=0, yanchor="top", yshift=-4))
        chart.layout.height += 18 * len(below) + 8
        chart.layout.margin.b += 18 * len(below) + 8
    return chart


def line(row: Row) -> Line:
    few = row.get("decided_met", FEW) < FEW or row.get("decided_not_met", FEW) < FEW
    met = many(
        row["met"], "met by {n} of {all}", "met by {n} of {all}", all=number(row["answered"])
    )
    too_few = " · " + _("too few to judge") if few else ""
    other = paint(say("else {rest}", rest=share(row["win_rate_not_met"])), "muted")
    return Line(
        title=f"<b>{name(row['question'], most=26)}</b><br>{paint(met + too_few, 'muted')}",
        value=f"{share(row['win_rate_met'])}<br>{other}",
        low=row.get("met_low", float("nan")),
        middle=row["win_rate_met"],
        high=row.get("met_high", float("nan")),
        second=row["win_rate_not_met"],
        hover=told(row, few),
        mark=[str(row["question"])],
        role="dropped" if few else "won",
        few=few,
    )


def told(row: Row, few: bool) -> str:
    lines = [f"<b>{name(row['question'])}</b>"]
    lines.append(
        say(
            "{answered} with an answer, {met} of them met",
            answered=deals(row["answered"]),
            met=number(row["met"]),
        )
    )
    for side, words in (
        ("met", "{share} of {deals} won where it is met"),
        ("not_met", "{share} of {deals} won where it is not"),
    ):
        if not absent(row[f"win_rate_{side}"]):
            count = row.get(f"decided_{side}")
            of = _("decided deals") if absent(count) else deals(count or 0)
            lines.append(say(words, share=share(row[f"win_rate_{side}"]), deals=of))
    if not absent(row.get("low")):
        lines.append(
            say(
                "difference likely between {low} and {high}",
                low=share(row["low"]),
                high=share(row["high"]),
            )
        )
    if row.get("open_missing"):
        lines.append(
            many(
                row["open_missing"],
                "{n} open deal without an answer",
                "{n} open deals without an answer",
            )
        )
    lines.append(_("too few to judge") if few else "")
    return hover(*lines)
