"""What becomes of leads, drawn: a bar per group, cut by how its leads stand."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.foremost import together
from cycle_kit.charts.intervals import MOST, grouped
from cycle_kit.charts.measured import largest
from cycle_kit.charts.panels import known, reasons_of
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, joined, not_shown, said, say
from cycle_kit.charts.words import FEW, _, absent

#: how a lead stands: (its colour, in words, whether it is not finished)
STANDS = {
    "converted": ("won", "became deals", False),
    "disqualified": ("dropped", "disqualified", False),
    "open": ("stage", "still open", True),
}
TITLE = "<b>{title}</b>  [muted]{leads:#} lead[/] || <b>{title}</b>  [muted]{leads:#} leads[/]"
SHARE = """
    {?few}[muted]{conversion:share} became deals · too few[/] // {conversion:share} became deals
"""
UNDER = """
    {deals:deals}, {won:n} of them won // {?deals}{deals:deals}
    {won_value:money}
"""
BAR = """
    <b>{title}</b>
    {stands:_}: {part:n}
    {conversion:share} of those decided became deals
    likely between {low:share} and {high:share}
    {won:#} deal won, {lead_to_won:share} of all leads || {won:#} deals won, {lead_to_won:share} of all leads
    worth {won_value:full_money}
    {?few}[few]
"""
ALONE = """
    {conversion:share} of the leads that came to an end became deals. // What share of leads becomes deals is not known.
    {?few}These are [few].
    {won:#} deal was won so far, {lead_to_won:share} of all leads.
        || {won:#} deals were won so far, {lead_to_won:share} of all leads.
    {?open}{open:#} is open and not decided yet. || {?open}{open:#} are open and not decided yet.
"""
MOST_CAME, OF_KNOWN = "Most came", "Of what is known most came"
APART = """
    {?value}{?tie}{most} of {titles}: deals worth {value:full_money} each.
        // {?won}{?tie}{most} of {titles}: {won:#} deal won of each.
        || {?won}{?tie}{most} of {titles}: {won:#} deals won of each.
        // {?value}{most} of {title}: {won:#} deal won from {leads_n}, worth {value:full_money}.
        || {?value}{most} of {title}: {won:#} deals won from {leads_n}, worth {value:full_money}.
        // {?won}{most} of {title}: {won:#} deal won from {leads_n}.
        || {?won}{most} of {title}: {won:#} deals won from {leads_n}.
        // No deal is won from these leads yet.
    {?won}{?few}That is [few].
"""


@draws
def lead_funnel_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `lead_funnel`: per group a bar of its leads, cut into converted, disqualified and open.

    Under each stand the deals that they became. customdata: [how the leads stand, *groups].
    """
    if not known(table, "leads") or not table["leads"].any():
        return missing("No leads to show here. Widen the filters, or load the leads too.")
    rows = grouped(table, "leads", alone="leads", letters=24, currency=currency)
    split = bool(rows[0]["groups"])
    rows = [told_of(row, split) for row in rows]
    drawn = [one_group(row) for row in rows]
    signs = [
        ("▨" if is_open else "■", role, text)
        for name, (role, text, is_open) in STANDS.items()
        if table[name].any()
    ]
    foot = [
        answer(rows, split=split),
        *reasons_of(rows),
        not_shown(MOST, len(table)),
    ]
    reach = largest(row["leads"] for row in rows)
    return bar_rows_chart(drawn, signs, reach=reach, foot=joined(foot, " "))


def told_of(row: Row, split: bool) -> Row:
    """A row with its title, and whether its share rests on too few."""
    nameless = _("Not known") if split else _("All leads")
    decided = row["converted"] + row["disqualified"]
    return row | {"title": row["title"] or nameless, "few": decided < FEW}


def one_group(row: Row) -> BarRow:
    parts, at = [], 0
    for stands, (role, text, is_open) in STANDS.items():
        if row[stands]:
            told = hover(BAR, row | {"stands": text.capitalize(), "part": row[stands]})
            parts.append(Part(row[stands], told, [stands, *row["groups"]], role, at, is_open))
            at += row[stands]
    return BarRow(say(TITLE, row), say(SHARE, row), parts, joined(said(UNDER, row)))


def answer(rows: list[Row], *, split: bool) -> str:
    """What became of them, or of which group most came."""
    if not split:
        return say(ALONE, told_of(rows[0], split))
    lacking = any(absent(row["won_value"]) and worth(row["won"]) for row in rows)
    valued = not lacking and any(worth(row["won_value"]) for row in rows)
    by = "won_value" if valued else "won"
    most = max(worth(row[by]) for row in rows)
    if not most and any(absent(row["won"]) for row in rows):
        return ""  # that nothing is known of, or not of all, is told by their notes
    first = [told_of(row, split) for row in rows if worth(row[by]) == most]
    about = {
        "leads_n": say("{leads:#} lead || {leads:#} leads", first[0]),
        "most": _(OF_KNOWN if any(absent(row["won"]) for row in rows) else MOST_CAME),
        "value": first[0]["won_value"] if valued else None,
        "tie": len(first) > 1,
        "titles": together(row["title"] for row in first),
        "few": any(worth(row["won"]) < FEW for row in first),
    }
    return say(APART, first[0] | about)


def worth(value: float | None) -> float:
    return 0.0 if absent(value) or value is None else float(value)
