"""Defects of the data, drawn: how many deals each touches, and what it does to the figures."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import ticks
from cycle_kit.charts.panels import known
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import _, absent, deals, hover, name, say, share

Row = dict


@draws
def defects_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `defects`: a bar per defect, as long as the share of deals it touches.

    Defects without deals are named below. customdata: [defect].
    """
    if not known(table, "defect"):
        return missing("Nothing was looked for.")
    rows = [row for row in table.to_dict("records") if row["deals"]]
    none = [name(_(str(row["defect"]))) for row in table.to_dict("records") if not row["deals"]]
    foot = say("Not found here: {defects}.", defects=", ".join(none)) if none else ""
    if not rows:
        return missing(foot or "No defect was found.")
    widest = max((float(row["share"]) for row in rows if not absent(row["share"])), default=1.0)
    reach = next(end for end in (0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1.0, widest) if end >= widest)
    return bar_rows_chart(
        [bar_row(row) for row in rows], [("■", "stage", _("share of all deals"))], reach=reach,
        axis=short_share_axis(reach), foot=foot,
    )  # fmt: skip


def short_share_axis(reach: float) -> dict:
    if reach > 0.25:
        return share_axis([0, reach])
    places = ticks(0, reach, 5, unit="share")
    return {
        "range": [0, reach],
        "showgrid": True,
        "tickvals": places,
        "ticktext": [share(at) for at in places],
    }


def bar_row(row: Row) -> BarRow:
    defect = _(str(row["defect"]))
    text = hover(
        f"<b>{name(defect)}</b>",
        say("{deals}, {share} of all", deals=deals(row["deals"]), share=share(row["share"])),
    )
    value = say("{deals} · {share}", deals=deals(row["deals"]), share=share(row["share"]))
    shown = name(defect[:1].upper() + defect[1:])
    return BarRow(
        f"<b>{shown}</b>", paint(value, "ink"), (Part(row["share"], text, [str(row["defect"])]),)
    )
