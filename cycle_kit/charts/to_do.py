"""What to act on now, drawn: per reason a bar of the deals, each as wide as its value."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import known
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import (
    _,
    absent,
    date,
    deals,
    full_days,
    full_money,
    hover,
    many,
    money,
    name,
    say,
    share,
)  # fmt: skip

MOST = 15  # deals drawn one by one in a bar; the smaller ones are drawn as one
#: why: (its words, what it means, colour role)
REASONS = {
    "slow": ("Slow", "longer than nine in ten", "stage"),
    "overdue": ("Overdue", "past its expected close", "stage"),
    "silent": ("Silent", "no activity for long", "stage"),
    "welcome": ("Welcome", "won 1–3 months ago", "won"),
    "revive": ("Revive", "ended half a year ago", "lost"),
    "unanswered": ("Unanswered", "no first contact yet", "dropped"),
}
Row = dict


@draws
def to_do_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `to_do`: a bar per reason, cut into its deals, as wide as their value.

    A deal may stand under several reasons. customdata: [deal_id, why]; of the smaller deals of a
    reason, drawn as one, ["", why].
    """
    if table.empty or not known(table, "why"):
        return missing("Nothing to do: no deal is slow, overdue or silent.")
    reasons = [why for why in REASONS if table["why"].eq(why).any()]
    parts = {why: table[table["why"] == why].to_dict("records") for why in reasons}
    drawn = [bar_row(why, parts[why], currency) for why in reasons]
    reach = largest(sum(part.size for part in row.parts) for row in drawn)
    signs = [("■", "stage", _("open deals")), ("■", "won", _("won")), ("■", "lost", _("ended"))]
    return bar_rows_chart(
        drawn, signs, reach=reach, foot=flagged(table), axis=axis(0, reach, "open_value", currency), thick=0.5,
    )  # fmt: skip


def flagged(table: pd.DataFrame) -> str:
    """How much of the pipeline is flagged: if everybody is stalled, nobody is."""
    part = table["flagged_share"].iloc[0] if "flagged_share" in table else float("nan")
    if absent(part):
        return ""
    text = say("{share} of all open deals are slow, overdue or silent.", share=share(part))
    return text + (
        " " + _("When so many are, the dates themselves need care.") if part > 0.5 else ""
    )


def worth(row: Row) -> float:
    return 0.0 if absent(row["value"]) else float(row["value"])


def bar_row(why: str, rows: list[Row], currency: str) -> BarRow:
    words, meaning, role = REASONS[why]
    total = sum(map(worth, rows))
    count = many(len(rows), "{n} lead", "{n} leads") if why == "unanswered" else deals(len(rows))
    title = f"<b>{_(words)}</b>  {paint(_(meaning), 'muted')}"
    value = f"{count} · {money(total, currency)}" if total else count
    ranked = sorted(rows, key=worth, reverse=True)
    shown, rest, at, parts = ranked[:MOST], ranked[MOST:], 0.0, []
    for row in shown:
        parts.append(
            Part(worth(row), told(row, words, currency), [str(row["deal_id"]), why], role, base=at, inside=label(row))
        )  # fmt: skip
        at += worth(row)
    if rest:
        text = hover(
            f"<b>{_(words)}</b>",
            many(len(rest), "{n} smaller deal", "{n} smaller deals"),
            full_money(sum(map(worth, rest)), currency),
        )
        parts.append(
            Part(
                sum(map(worth, rest)),
                text,
                ["", why],
                role,
                base=at,
                inside=say("{n} more", n=len(rest)),
            )
        )
    return BarRow(title, value, tuple(parts))


def label(row: Row) -> str:
    return name(row.get("account") if not absent(row.get("account")) else row["deal_id"], most=16)


def told(row: Row, words: str, currency: str) -> str:
    title = row.get("name") if not absent(row.get("name")) else row["deal_id"]
    lines = [f"<b>{name(title)}</b>", _(words)]
    lines += [name(row[key]) for key in ("stage", "owner") if not absent(row.get(key))]
    if not absent(row["days_in_stage"]):
        lines.append(say("{days} in its stage", days=full_days(row["days_in_stage"])))
    if not absent(row["usual_days"]):
        lines.append(say("nine in ten take up to {days}", days=full_days(row["usual_days"])))
    if not absent(row["due"]):
        lines.append(say("since {date}", date=date(row["due"])))
    lines.append(
        _("no amount")
        if absent(row["value"])
        else say("1 deal, {money}", money=full_money(row["value"], currency))
    )
    return hover(*lines)
