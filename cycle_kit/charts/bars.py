"""Bars to compare: where it pays to begin, what to act on now, defects of the data, how open value changed."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import share_axis
from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import axis, largest, ticks
from cycle_kit.charts.of_currencies import of_currencies, only
from cycle_kit.charts.panels import Panel, by_columns, known, left_out, mark, panels, reasons
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.told import Row, hover, joined, not_shown, rows_of, say
from cycle_kit.charts.waterfall_series import series_chart
from cycle_kit.charts.words import _, absent, commas, deals, name, plus, share
from cycle_kit.metrics.waterfall import CHANGES

MOST = 20  # stages of `bottlenecks`
DEALS = 15  # of `to_do`, drawn one by one in a bar; the smaller ones are drawn as one

WINS = "{wins_gained:one–} more wins"
SAVED = "a tenth less time: cycle {days_saved:days–} shorter"
#: what a bar of `bottlenecks` is long by: (the words beside it, those under it)
GAINS = {
    "value_gained": ("+{value_gained:money–}", [WINS, SAVED]),
    "wins_gained": (WINS, [SAVED]),
    "days_saved": (SAVED, []),
}
GAINED = """
    <b>{stage:name–}</b>
    {lost:#} deal was lost there || {lost:#} deals were lost there
    a tenth fewer: {wins_gained:one–} more wins, worth {value_gained:full_money}
    // a tenth fewer: {wins_gained:one–} more wins
    {days_per_won:full_days} there per won deal
    a tenth less saves {days_saved:full_days–}
"""

#: why: (its words, what it means, colour role)
REASONS = {
    "slow": ("Slow", "longer than nine in ten", "stage"),
    "overdue": ("Overdue", "past its expected close", "stage"),
    "silent": ("Silent", "no activity for long", "stage"),
    "welcome": ("Welcome", "won 1–3 months ago", "won"),
    "revive": ("Revive", "ended half a year ago", "lost"),
    "unanswered": ("Unanswered", "no first contact yet", "dropped"),
    "no_next_step": ("No next step", "nothing is planned", "stage"),
    "keep_in_touch": ("Keep in touch", "every 3 months", "won"),
    "renewal": ("Renewal", "comes due", "won"),
    "anniversary": ("Anniversary", "of the first win", "won"),
    "referral": ("Referral", "ask whom they know", "won"),
    "ask_again": ("Ask again", "unfit half a year ago", "dropped"),
}
OF_LEADS = ("unanswered", "ask_again")
#: reasons whose day may be to come
AHEAD = ("renewal", "anniversary")
WAITS = """
    <b>{name:name}</b> // <b>{deal_id:name–}</b>
    {words:_}
    {stage:name}
    {owner:name}
    {days_in_stage:full_days} in its stage
    nine in ten take up to {usual_days:full_days}
    {?ahead}on {due:date} // since {due:date}
    1 deal, {value:full_money} // {note:text} // no amount
"""
SMALLER = """
    <b>{words:_}</b>
    {n:#} smaller deal || {n:#} smaller deals
    {total:full_money}
"""

DEFECT = """
    <b>{called:name}</b>
    {deals:deals–}, {share:share–} of all
"""

#: item of `waterfall`: (its words, colour role)
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
KINDS_OF_ITEMS = {
    "stage": "open",
    "skip": "came in",
    "won": "won",
    "lost": "lost",
    "dropped": "dropped",
    "back": "went out otherwise",
}
ENDS = ("opening", "closing")
CHANGED = """
    <b>{words:name–}</b>
    {group}
    {deals:deals–}, {value:full_money} // {deals:deals–}, value not known
    {note:text}
"""


@draws
def bottlenecks_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `bottlenecks`: per stage what a tenth fewer losses would bring, in its order.

    Bars are the value gained (the wins gained where there is no value); under each stand the wins
    and the days that a tenth less time would save. customdata: [stage, *groups].
    """
    if not known(table, *GAINS):
        return missing("No stage to begin with: this needs closed deals and their stage history.")
    keys = by_columns(table, "stage")
    column = next(each for each in GAINS if known(table, each))
    rows = rows_of(table.head(MOST), currency=currency)
    drawn = [gain(row, column, keys, leads=not at) for at, row in enumerate(rows)]
    return bar_rows_chart(
        drawn, [("■", "stage", "if a tenth fewer were lost there")],
        reach=largest(row[column] for row in rows), foot=not_shown(MOST, len(table)),
    )  # fmt: skip


def gain(row: Row, column: str, keys: list[str], *, leads: bool) -> BarRow:
    groups = ["" if absent(row[key]) else str(row[key]) for key in keys]
    title = joined([name(row["stage"], most=24), *(name(group, most=12) for group in groups)])
    beside, under = GAINS[column]
    value, role = say(beside, row), "stage"
    if leads and row[column]:
        role = "accent"
        title, value = (paint(text, role, bold=True) for text in (title, value))
    else:
        title = f"<b>{title}</b>"
    part = Part(row[column], hover(GAINED, row), [str(row["stage"]), *groups], role)
    return BarRow(title, value, [part], joined(say(text, row) for text in under))


@draws
def to_do_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `to_do`: a bar per reason, cut into its deals, as wide as their value.

    Where no value is known each deal is as wide as another. A deal may stand under several reasons.
    customdata: [deal_id, why]; of the smaller deals of a reason, drawn as one, ["", why].
    """
    if table.empty or not known(table, "why"):
        return missing("Nothing to do: no deal is slow, overdue or silent.")
    valued = known(table, "value")
    wide = table.assign(wide=table["value"].fillna(0.0) if valued else 1.0)
    parts = {why: rows_of(wide[wide["why"] == why], currency=currency) for why in REASONS}
    drawn = [reason(why, rows, currency, valued=valued) for why, rows in parts.items() if rows]
    reach = largest(sum(part.size for part in row.parts) for row in drawn)
    signs = [("■", "stage", "open deals"), ("■", "won", "won"), ("■", "lost", "ended")]
    return bar_rows_chart(
        drawn, signs, reach=reach, foot=joined([flagged(table), *reasons(table)], " "),
        axis=axis(0, reach, "open_value" if valued else "open_deals", currency), thick=0.5,
    )  # fmt: skip


def flagged(table: pd.DataFrame) -> str:
    """How much of the pipeline is flagged: if everybody is stalled, nobody is."""
    part = table["flagged_share"].iloc[0] if "flagged_share" in table else None
    row = {"part": part, "many": not absent(part) and (part or 0) > 0.5}
    text = "{part:share} of all open deals are slow, overdue or silent."
    care = " When so many are, the dates themselves need care."
    return say("{?many}" + text + care + " // " + text, row)


def worth(row: Row) -> float:
    return 0.0 if absent(row["value"]) else float(row["value"])


def width(row: Row) -> float:
    return float(row["wide"])


def reason(why: str, rows: list[Row], currency: str, *, valued: bool) -> BarRow:
    words, meaning, role = REASONS[why]
    about = {"words": words, "meaning": meaning, "currency": currency, "count": len(rows)}
    about |= {"ahead": why in AHEAD}
    leads = "{count:#} lead || {count:#} leads"
    count = say(leads if why in OF_LEADS else "{count:deals}", about)
    ranked, at = sorted(rows, key=width, reverse=True), 0.0
    parts = []
    for row in ranked[:DEALS]:
        label = say("{account:name16} // {deal_id:name16–}", row)
        text = hover(WAITS, row | about)
        parts.append(
            Part(width(row), text, [str(row["deal_id"]), why], role, base=at, inside=label)
        )
        at += width(row)
    if rest := ranked[DEALS:]:
        about |= {"n": len(rest), "total": sum(map(width, rest)) if valued else None}
        more = say("{n} more", about)
        text = hover(SMALLER, about)
        parts.append(Part(sum(map(width, rest)), text, ["", why], role, base=at, inside=more))
    about |= {"text": count, "sum": sum(map(width, rows)) if valued else None}
    title = say("<b>{words:_}</b>  [muted]{meaning:_}[/]", about)
    return BarRow(title, say("{?sum}{text} · {sum:money} // {text}", about), parts)


@draws
def defects_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `defects`: a bar per defect, as long as the share of deals it touches.

    Defects without deals are named below. customdata: [defect].
    """
    if not known(table, "defect"):
        return missing("Nothing was looked for.")
    rows = rows_of(table)
    none = commas(name(_(str(row["defect"]))) for row in rows if not row["deals"])
    foot = say("Not found here: {defects}.", {"defects": none})
    rows = [row for row in rows if row["deals"]]
    if not rows:
        return missing(foot or "No defect was found.")
    widest = max((float(row["share"]) for row in rows if not absent(row["share"])), default=1.0)
    reach = next(end for end in (0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1.0, widest) if end >= widest)
    signs = [("■", "stage", "share of all deals")]
    axis = short_share_axis(reach)
    return bar_rows_chart(list(map(defect, rows)), signs, reach=reach, axis=axis, foot=foot)


def short_share_axis(reach: float) -> dict:
    if reach > 0.25:
        return share_axis([0, reach])
    places = ticks(0, reach, 5, unit="share")
    words = [share(at) for at in places]
    return {"range": [0, reach], "showgrid": True, "tickvals": places, "ticktext": words}


def defect(row: Row) -> BarRow:
    called = _(str(row["defect"]))
    text = hover(DEFECT, row | {"called": called})
    value = paint(say("{deals:deals–} · {share:share–}", row), "ink")
    part = Part(row["share"], text, [str(row["defect"])])
    return BarRow(f"<b>{name(called[:1].upper() + called[1:])}</b>", value, [part])


@draws
def waterfall_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `waterfall`: from what was open at the start to what is open at the end.

    Items without deals are left out; of a split table each group follows the one before. With `every=` bars of what
    came and went in each period.
    customdata: [item], in a split table [item, "", *groups]; of periods [period, role, *groups].
    """
    some = table.loc[~table["item"].isin(CHANGES), "deals"].isna()
    unknown = not known(table, "value") or (some.all() if "period" in table else some.any())
    if len(table) and unknown and any(table.get("note", [])):
        return missing(reasons(table)[0])
    if not known(table, "value") or not table["deals"].any():
        return missing("Nothing was open in this time, and nothing came.")
    if "period" in table:
        return series_chart(table, currency)
    drawn = [row for panel in panels(table, "item") for row in steps_of(panel, currency)]
    parts = [part for row in drawn for part in row.parts]
    roles = {part.role for part in parts}
    notes = [left_out(table, "item"), *(_(each) for each in reasons(table))]
    reach = largest([end for part in parts for end in (part.base, part.base + part.size)])
    return bar_rows_chart(
        drawn, [("■", role, words) for role, words in KINDS_OF_ITEMS.items() if role in roles],
        reach=reach, axis=axis(0, reach, "open_value", currency), foot=joined(notes, " "),
    )  # fmt: skip


def steps_of(panel: Panel, currency: str) -> list[BarRow]:
    """The items of one group, each from where the one before ended; those without deals left out."""
    found, at = [], 0.0
    own = only(of_currencies(panel.table, currency))
    for row in panel.rows(currency=own or "", group=panel.title or None):
        if row["item"] not in ENDS and (absent(row["deals"]) or not row["deals"]):
            continue
        base = 0.0 if row["item"] in ENDS else at
        at = base + worth(row)
        found.append(item(row, base, panel.groups))
    return found


def item(row: Row, base: float, groups: tuple[str, ...]) -> BarRow:
    words, role = ITEMS.get(str(row["item"]), (str(row["item"]), "stage"))
    row = row | {"words": _(words)}
    value = say("{value:money} // [muted]not known[/]", row)
    if not absent(row["value"]):
        value = f"<b>{value}</b>" if row["item"] in ENDS else plus(value)
    part = Part(
        worth(row), hover(CHANGED, row), mark(str(row["item"]), "", groups), role, base=base
    )
    beside = joined([row["group"], deals(row["deals"])])
    title = f"<b>{name(_(words))}</b>  {paint(beside, 'muted')}"
    return BarRow(title, value, [part])
