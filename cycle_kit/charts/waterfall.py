"""How open value changed, drawn: bars that begin where the one before ends, and add up."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import known
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import _, absent, deals, full_money, hover, money, name, plus, say

#: item: (its words, colour role)
ITEMS = {
    "opening": ("Open at the start", "stage"),
    "new": ("New", "skip"),
    "reopened": ("Reopened", "skip"),
    "moved_in": ("Moved in", "skip"),
    "pulled_in": ("Pulled in", "skip"),
    "raised": ("Raised", "skip"),
    "lowered": ("Lowered", "back"),
    "won": ("Won", "won"),
    "lost": ("Lost", "lost"),
    "dropped": ("Dropped", "dropped"),
    "pushed_out": ("Pushed out", "back"),
    "moved_out": ("Moved out", "back"),
    "closing": ("Open at the end", "stage"),
}
SIGNS = {
    "stage": "open",
    "skip": "came in",
    "won": "won",
    "lost": "lost",
    "dropped": "dropped",
    "back": "went out otherwise",
}
ENDS = ("opening", "closing")
Row = dict


@draws
def waterfall_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `waterfall`: from what was open at the start to what is open at the end.

    Items without deals are left out. customdata: [item].
    """
    if len(table) and not known(table, "value") and any(table.get("note", [])):
        return missing(next(str(note) for note in table["note"] if note))
    if not known(table, "value") or not table["deals"].any():
        return missing("Nothing was open in this time, and nothing came.")
    rows = [row for row in table.to_dict("records") if row["item"] in ENDS or row["deals"]]
    drawn, reach = [], 0.0
    at = 0.0
    for row in rows:
        size = 0.0 if absent(row["value"]) else float(row["value"])
        base = 0.0 if row["item"] in ENDS else at
        at = base + size
        reach = max(reach, base, at)
        drawn.append(bar_row(row, base, size, currency))
    notes = [str(each) for each in dict.fromkeys(table.get("note", [])) if each]
    reach = largest([reach])
    roles = {ITEMS.get(str(row["item"]), ("", "stage"))[1] for row in rows}
    signs = [("■", role, _(words)) for role, words in SIGNS.items() if role in roles]
    return bar_rows_chart(
        drawn, signs, reach=reach, axis=axis(0, reach, "open_value", currency),
        foot=" ".join(_(each) for each in notes),
    )  # fmt: skip


def bar_row(row: Row, base: float, size: float, currency: str) -> BarRow:
    words, role = ITEMS.get(str(row["item"]), (str(row["item"]), "stage"))
    title = f"<b>{name(_(words))}</b>  {paint(deals(row['deals']), 'muted')}"
    shown = money(row["value"], currency)
    if absent(row["value"]):
        value = paint(_("not known"), "muted")
    else:
        value = f"<b>{shown}</b>" if row["item"] in ENDS else plus(shown)
    return BarRow(
        title, value, (Part(size, told(row, words, currency), [str(row["item"])], role, base=base),)
    )


def told(row: Row, words: str, currency: str) -> str:
    worth = _("value not known") if absent(row["value"]) else full_money(row["value"], currency)
    note = _(str(row["note"])) if row.get("note") else ""
    return hover(
        f"<b>{name(_(words))}</b>",
        say("{deals}, {money}", deals=deals(row["deals"]), money=worth),
        note,
    )
