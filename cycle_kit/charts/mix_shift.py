"""A change taken apart, drawn: other kinds of deals, the same going otherwise, not finished yet."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import apart, axis, full_apart, largest, short
from cycle_kit.charts.panels import by_columns, known
from cycle_kit.charts.shift_words import seen_words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing, paint
from cycle_kit.charts.words import _, absent, hover, many, name, number, say, share

MOST = 20  # groups under the total
PARTS = {
    "mix": ("skip", "other kinds of deals came"),
    "rate": ("stage", "the same kinds went otherwise"),
    "unfinished": ("open", "not finished yet"),
}
TOTAL = "total"
Row = dict


@draws
def mix_shift_chart(table: pd.DataFrame, *, measure: str = "", currency: str = "") -> go.Figure:
    """The table of `mix_shift`: three parts that add up to the change, then what each group adds.

    `measure`: the one asked for, which gives the unit. Parts to the right of the line raise the
    figure, parts to the left lower it. customdata: [part, *group]; of the totals [part, "total"].
    """
    if not known(table, "change"):
        return missing(
            "Nothing changed that could be taken apart: one of the periods has no outcomes."
        )
    keys = by_columns(table, "deals_before")
    rows = table.to_dict("records")
    whole, groups = rows[-1], rows[:-1][:MOST]
    drawn = [
        *steps(whole, measure, currency),
        *(group_row(row, keys, measure, currency) for row in groups),
    ]
    ends = [
        end
        for row in drawn
        for part in row.parts
        for end in (part.base, part.base + part.size)
    ]  # fmt: skip
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = (high - low or largest([])) * 0.03
    low, high = low - room, high + room
    signs = [
        *(("■", role, _(text)) for role, text in list(PARTS.values())[:2]),
        ("▨", "stage", _(PARTS["unfinished"][1])),
        ("■", "dropped", _("all together")),
    ]
    chart = bar_rows_chart(
        drawn, signs, reach=high, start=low, foot=foot(table, whole),
        axis=axis(low, high, measure, currency, signs=True),
    )  # fmt: skip
    chart.add_shape(type="line", x0=0, x1=0, y0=0, y1=1, yref="y domain", layer="below",
                    line={"width": 1.5, "color": colour("muted")})  # fmt: skip
    return chart


def foot(table: pd.DataFrame, whole: Row) -> str:
    more = len(table) - 1 - MOST
    left = (
        many(more, "{n} more group is not shown. ", "{n} more groups are not shown. ")
        if more > 0
        else ""
    )
    if absent(whole.get("within_days")):
        return left
    return left + seen_words(whole)


def steps(whole: Row, measure: str, currency: str) -> list[BarRow]:
    """The parts of the whole change, each beginning where the one before ends; between them what
    of it is known, where deals are still open."""
    found, at = [], 0.0
    unfinished = not absent(whole.get("within_days"))
    for part, (role, text) in PARTS.items():
        if part == "unfinished":
            if not unfinished:
                continue
            found.append(sum_row(_("Seen equally long"), "matched", at, whole, measure, currency))
        size = 0.0 if absent(whole[part]) else float(whole[part])
        told_text = told(whole, part, TOTAL, measure, currency)
        bar = Part(size, told_text, [part, TOTAL], role, base=at, open=part == "unfinished")
        found.append(
            BarRow(_(text[0].upper() + text[1:]), apart(whole[part], measure, currency), (bar,))
        )
        at += size
    label = _("As the deals stand today") if unfinished else _("All together")
    return [*found, sum_row(label, "change", float(whole["change"]), whole, measure, currency)]


def sum_row(label: str, part: str, size: float, whole: Row, measure: str, currency: str) -> BarRow:
    """How far the figure moved, from what to what."""
    kind = "naive" if part == "change" else "value"
    counts = f" · {before_after(whole, measure, currency)}" if kind == "value" else ""
    title = f"<b>{label}</b>  {paint(values(whole, measure, currency, kind) + counts, 'muted')}"
    text = told(whole | {"matched": size}, part, TOTAL, measure, currency, kind)
    bar = Part(size, text, [part, TOTAL], "dropped")
    return BarRow(title, f"<b>{apart(size, measure, currency)}</b>", (bar,))


def before_after(row: Row, measure: str, currency: str) -> str:
    """Counted deals before and after."""
    after = number(row["deals_after"])
    texts = "{n} deal before, {after} after", "{n} deals before, {after} after"
    return many(row["deals_before"], *texts, after=after)


def group_row(row: Row, keys: list[str], measure: str, currency: str) -> BarRow:
    """What one group adds: its parts beside each other, each side of the line on its own."""
    label = " · ".join(name(row[key], most=22) for key in keys)
    right = left = 0.0
    parts = []
    for part, (role, _text) in PARTS.items():
        size = 0.0 if absent(row[part]) else float(row[part])
        text = told(row, part, label, measure, currency)
        click = [part, *("" if absent(row[key]) else str(row[key]) for key in keys)]
        base = right if size > 0 else left
        parts.append(Part(size, text, click, role, base=base, open=part == "unfinished"))
        right, left = (right + size, left) if size > 0 else (right, left + size)
    title = f"<b>{label}</b>  {paint(values(row, measure, currency), 'muted')}"
    return BarRow(title, apart(row["change"], measure, currency), tuple(parts))


def values(row: Row, measure: str, currency: str, kind: str = "value") -> str:
    before, after = (
        short(row[f"{kind}_{side}"], measure, currency) for side in ("before", "after")
    )
    return f"{before} → {after}"


def told(row: Row, part: str, label: str, measure: str, currency: str, kind: str = "value") -> str:
    others = {"matched": _("seen equally long"), "change": _("as the deals stand today")}
    what = _(PARTS[part][1]) if part in PARTS else others[part]
    lines = [f"<b>{_('All deals') if label == TOTAL else label}</b>"]
    lines.append(say("{what}: {apart}", what=what, apart=full_apart(row[part], measure, currency)))
    lines.append(before_after(row, measure, currency))
    if label != TOTAL:
        shares = {side: share(row[f"share_{side}"]) for side in ("before", "after")}
        lines.append(say("{before} of all deals before, {after} after", **shares))
    lines.append(say("figure: {values}", values=values(row, measure, currency, kind)))
    return hover(*lines)
