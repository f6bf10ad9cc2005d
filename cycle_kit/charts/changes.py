"""A change taken apart, drawn and told: other kinds of deals, the same going otherwise, not finished yet; and what
a change would bring."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.captions import LINE, below, broken, framed
from cycle_kit.charts.measured import apart, axis, largest, titled, unit
from cycle_kit.charts.panels import Grid, Panel, by_columns, known, reasons, spread
from cycle_kit.charts.rows import bars, plain, upright, words, zero_line
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.told import Row, hover, more_than, not_shown, rows_of, say
from cycle_kit.charts.words import FEW, _, absent, name, relative

MOST = 20  # groups under the total
PARTS = {
    "mix": ("skip", "other kinds of deals came"),
    "rate": ("stage", "the same kinds went otherwise"),
    "unfinished": ("open", "not finished yet"),
}
WHOLE = {"matched": "seen equally long", "change": "as the deals stand today"}
TOTAL = "total"
COUNTED = """
    {deals_before:#} deal before, {deals_after:n–} after || {deals_before:#} deals before, {deals_after:n–} after
"""
FROM_TO = "{before:short–} → {after:short–}"
SHIFTED = """
    <b>{label}</b>
    {what:_}: {moved:full_apart–}
    {deals_before:#} deal before, {deals_after:n–} after || {deals_before:#} deals before, {deals_after:n–} after
    {?group}{share_before:share–} of all deals before, {share_after:share–} after
    figure: {before:short–} → {after:short–}
"""
SEEN = """
    Seen equally long: of the deals that entered in the first {first_days:full_days} of each period, what
        had come within {within_days:full_days} of entry.
    // Seen equally long: what had come within {within_days:full_days} of entry.
"""
TOLD = """
    {+within_days}{what} of what was seen equally long went from {value_before:full–} to {value_after:full–}
        ({moved:full_apart–}): {mix:apart–} because other kinds of deals came, {rate:apart–} because the same
        kinds of deals went otherwise.
    // {what} went from {value_before:full–} to {value_after:full–} ({moved:full_apart–}): {mix:apart–}
        because other kinds of deals came, {rate:apart–} because the same kinds of deals went otherwise.
"""
UNFINISHED = (
    "{+within_days}As the deals stand today it went from {naive_before:full–} to {naive_after:full–} "
    "({change:full_apart–}), {unfinished:apart–} of it only because deals are not finished yet."
)
RESTS = """
    This rests on {deals_before:deals–} before and {deals_after:deals–} after.
    {?few}These are [few].
"""

CARDS = 16  # figures of `what_if`
CARD = 84  # pixels of one figure
TIMES = {"now": ("dropped", "now"), "then": ("stage", "then")}
WOULD = """
    <b>{measure:titled}</b>
    {time:_}: {figure:full–}
    {note:text}
"""


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
    *groups, whole = rows_of(table, measure=measure, currency=currency)
    drawn = [*steps(whole), *(group_row(row, keys) for row in groups[:MOST])]
    parts = [part for row in drawn for part in row.parts]
    ends = [end for part in parts for end in (part.base, part.base + part.size)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = (high - low or largest([])) * 0.03
    low, high = low - room, high + room
    signs = [
        *(("■", role, text) for role, text in list(PARTS.values())[:2]),
        ("▨", "stage", PARTS["unfinished"][1]),
        ("■", "dropped", "all together"),
    ]
    left = "{n:#} more group is not shown. || {n:#} more groups are not shown. "
    chart = bar_rows_chart(
        drawn, signs, reach=high, start=low, axis=axis(low, high, measure, currency, signs=True),
        foot=more_than(MOST, len(groups), left) + " ".join(filter(None, (say(SEEN, whole), of_how_many(whole)))),
    )  # fmt: skip
    return chart.add_shape(zero_line())


def of_how_many(whole: Row) -> str:
    """How many deals it rests on: below the picture, where it wraps; beside a bar it meets the figure on a phone."""
    told = say(COUNTED, whole)
    return f"{told}." if told else ""


def steps(whole: Row) -> list[BarRow]:
    """The parts of the whole change, each beginning where the one before ends; between them what
    of it is known, where deals are still open."""
    found, at = [], 0.0
    unfinished = not absent(whole.get("within_days"))
    for part, (_role, text) in PARTS.items():
        if part == "unfinished":
            if not unfinished:
                continue
            found.append(sum_row(_("Seen equally long"), "matched", at, whole))
        bar = piece(whole, part, TOTAL, [TOTAL], at)
        moved = apart(whole[part], whole["measure"], whole["currency"])
        found.append(BarRow(_(text[0].upper() + text[1:]), moved, [bar]))
        at += bar.size
    label = _("As the deals stand today") if unfinished else _("All together")
    return [*found, sum_row(label, "change", float(whole["change"]), whole)]


def piece(row: Row, part: str, label: str, click: list[str], base: float) -> Part:
    """One part of a change, drawn from `base` on."""
    size = 0.0 if absent(row[part]) else float(row[part])
    text, role = told(row, part, label), PARTS[part][0]
    return Part(size, text, [part, *click], role, base=base, open=part == "unfinished")


def sum_row(label: str, part: str, size: float, whole: Row) -> BarRow:
    """How far the figure moved, from what to what."""
    kind = "naive" if part == "change" else "value"
    row = whole | beside(whole, kind) | {"label": label, "moved": size, "matched": size}
    title = say("<b>{label}</b>  [muted]" + FROM_TO + "[/]", row)
    bar = Part(size, told(row, part, TOTAL, kind), [part, TOTAL], "dropped")
    return BarRow(title, say("<b>{moved:apart–}</b>", row), [bar])


def beside(row: Row, kind: str = "value") -> Row:
    return {side: row[f"{kind}_{side}"] for side in ("before", "after")}


def group_row(row: Row, keys: list[str]) -> BarRow:
    """What one group adds: its parts beside each other, each side of the line on its own."""
    label = " · ".join(name(row[key], most=22) for key in keys)
    click = ["" if absent(row[key]) else str(row[key]) for key in keys]
    right = left = 0.0
    parts = []
    for part in PARTS:
        bar = piece(row, part, label, click, 0.0)
        bar = piece(row, part, label, click, right if bar.size > 0 else left)
        parts.append(bar)
        right, left = (right + bar.size, left) if bar.size > 0 else (right, left + bar.size)
    title = say("<b>{label}</b>  [muted]" + FROM_TO + "[/]", row | beside(row) | {"label": label})
    return BarRow(title, say("{change:apart–}", row), parts)


def told(row: Row, part: str, label: str, kind: str = "value") -> str:
    whole = label == TOTAL
    about = {"what": PARTS[part][1] if part in PARTS else WHOLE[part], "moved": row[part]}
    about |= {"label": _("All deals") if whole else label, "group": not whole}
    return hover(SHIFTED, row | beside(row, kind) | about)


def shift_words(shift: pd.DataFrame, measure: str, currency: str) -> list[str]:
    """By how much a figure changed, of what parts, and on how many deals that rests."""
    row = rows_of(shift, measure=measure, currency=currency)[-1]
    row |= {
        "what": titled(measure) if measure else _("The figure"),
        "moved": row["mix"] + row["rate"],
        "few": min(row["deals_before"], row["deals_after"]) < FEW,
    }
    unfinished = f"{say(UNFINISHED, row)} {say(SEEN, row)}".strip()
    return [say(TOLD, row), unfinished, say(RESTS, row)]


@draws
def what_if_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `what_if`: two bars per figure, now and then, each figure on its own scale,
    and the range in which the second may lie.

    customdata: [measure, "now" | "then", *groups].
    """
    if not known(table, "now", "then"):
        return missing("Nothing to compare: this needs deals that are won and lost.")
    keys = by_columns(table, "measure")
    rows = rows_of(table.head(CARDS), currency=currency)
    cards = [Panel((), table, at) for at in range(1, len(rows) + 1)]
    grid = Grid(len(rows), inside=CARD, foot=False, columns=1)
    layout = spread(cards, grid, xaxis={}, yaxis=upright(2, above=1.3, below=0.5))
    traces = []
    for row, card in zip(rows, cards, strict=True):
        reach = largest([row["now"], row["then"]])
        layout[card.across] |= {"range": [0, reach], "showticklabels": False}
        groups = ["" if absent(row[key]) else str(row[key]) for key in keys]
        traces += card_traces(card, row, groups, reach)
    notes = [_(each) for each in reasons(table)]
    lines = [line for each in [*notes, not_shown(CARDS, len(table))] for line in broken(each)]
    signs = [("■", role, text) for role, text in TIMES.values()]
    return framed(traces, layout, grid.pixels, signs, below(*lines), foot=LINE * len(lines) + 6)


def card_traces(card: Panel, row: Row, groups: list[str], reach: float) -> list:
    row = row | {"ranged": row.get("low") != row.get("high"), "by": changed_by(row)}
    title = " · ".join([say("<b>{measure:titled}</b>", row), *(name(g, most=16) for g in groups)])
    likely = say("{?ranged}  likely {low:short} to {high:short}", row)
    change = say("{now:short–} → {then:short–} ({by}) // {then:apart–}", row)
    return [
        words(card, [title + paint(likely, "muted")], x=0, y=[-0.95]),
        words(card, [change], x=reach, y=[-0.95], right=True),
        *(one_bar(card, row, time, at, groups) for at, time in enumerate(TIMES)),
    ]


def changed_by(row: Row) -> str:
    """The change with its sign: "−10 %", of shares in points."""
    if absent(row["change"]):
        return ""
    share_of = unit(row["measure"]) == "share"
    return apart(row["change"], row["measure"]) if share_of else relative(row["change"])


def one_bar(card: Panel, row: Row, time: str, at: int, groups: list[str]) -> go.Bar:
    role, text = TIMES[time]
    row = row | {"time": text, "figure": row[time], "at": at}
    row["mark"] = [str(row["measure"]), time, *groups]
    return bars(card, [row], WOULD, x=time, look=plain(role), width=0.72)
