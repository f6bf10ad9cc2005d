"""The cards: a number each, its change, and the months behind it."""

import pandas as pd

from cycle_kit.charts.axes import period_label, short_month
from cycle_kit.charts.measured import shown
from cycle_kit.charts.sparkline import sparkline
from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    arrow,
    between,
    full_money,
    many,
    money,
    points,
    relative,
    say,
)
from cycle_kit.dashboard import explain
from cycle_kit.dashboard.filters import LAST_YEAR, PREVIOUS, REST
from cycle_kit.dashboard.live import button, question, words
from cycle_kit.dashboard.marks import month_words

TITLES = {
    "new_deals": "New deals",
    "open_deals": "Open deals",
    "won_deals": "Won",
    "win_rate": "Win rate",
    "win_loss_ratio": "Won for each lost",
    "median_cycle_days": "Cycle",
    "mean_cycle_days": "Mean cycle",
    "velocity_per_day": "Velocity",
}
Row = dict


def cards_html(
    table: pd.DataFrame,
    by_month: pd.DataFrame,
    *,
    currency: str,
    last: str = "",
    dated: bool = True,
    compared: str = "",
) -> str:
    """The tables of `headlines` and `months` as cards that can be pressed; `last`: one more card; `dated`: whether
    dates are chosen above, which the cards do not follow; `compared`: what they stand beside."""
    rows = table.to_dict("records")
    whole = "{month}, the last complete month."
    apart = "{month}, the last complete month. Dates chosen above do not change these cards."
    heading = [say(apart if dated else whole, month=month_words(table["label"].iloc[0]))]
    if compared == REST and "rest" not in table:
        heading.append(_("Choose an owner who is not alone to see the rest of the team beside."))
    elif compared:
        heading.append(_("What to compare with counts for these cards and the first sentence."))
    cards = "".join(card(row, by_month, currency, compared) for row in rows)
    return f'<p class="ck-over">{words(" ".join(heading))}</p><div class="ck-cards">{cards}{last}</div>'


def card(row: Row, by_month: pd.DataFrame, currency: str, compared: str = "") -> str:
    """A button with the number and what it is compared with, and its "?"."""
    title = _(TITLES[row["measure"]])
    big = figure(row, currency)
    inner = (
        f'<span class="ck-title">{words(title)}</span>'
        f'<span class="ck-big">{words(big)} <small{full(row, currency)}>{words(beside(row, currency))}</small></span>'
        f"{shape(row, by_month, currency)}"
        f'<span class="ck-changes">{changes(row, currency, compared)}</span>'
        f'<span class="ck-spoken">{words(_("Show these deals."))}</span>'
    )
    why = question(
        row["measure"], explain.card(row, compared), about=say("What {title} counts", title=title)
    )
    press = button(inner, f"card {row['measure']}", look="ck-press")
    return f'<div class="ck-card">{press}{why}</div>'


def figure(row: Row, currency: str) -> str:
    """The number: "31 %", "61 d", "€13.7 k/d"."""
    text = shown(row["value"], row["unit"], currency)
    if row["unit"] == "money" and not absent(row["value"]):
        return say("{money}/d", money=text)
    return text


def beside(row: Row, currency: str) -> str:
    """What stands small beside the number: money, or the range of a share, or of how few it is."""
    if not absent(row["margin"]):
        few = many(row["n"], "of {n} deal", "of {n} deals")
        return few if row["n"] < FEW else between(row["low"], row["high"])
    return "" if absent(row["money"]) else money(row["money"], currency)


def full(row: Row, currency: str) -> str:
    """The full amount on hover."""
    amount = "" if absent(row["money"]) else full_money(row["money"], currency)
    return f' title="{words(amount)}"' if amount else ""


def shape(row: Row, by_month: pd.DataFrame, currency: str) -> str:
    """The last months as small columns, where the measure is counted by month."""
    if row["measure"] not in by_month:
        return '<span class="ck-nospark"></span>'
    dated = "created_whole" if row["measure"] in ("new_deals", "open_deals") else "closed_whole"
    values = by_month[row["measure"]].where(by_month[dated]).tolist()  # a part is no fall
    labels = [
        f"{period_label(label)}: {shown(value, row['unit'], currency)}"
        for label, value in zip(by_month["label"], values, strict=True)
    ]
    return sparkline(values, labels)


def changes(row: Row, currency: str, compared: str = "") -> str:
    """What the number stands beside, each in a line; the month before and a year before where nobody has chosen."""
    before = short_month(row["previous_label"])
    year = period_label(row["last_year_label"])
    if compared == REST and "rest" in row:
        return f"<span>{beside_rest(row, currency)}</span>"
    lines = {
        PREVIOUS: change(row, row["change"], row["previous_n"], before),
        LAST_YEAR: change(row, row["year_change"], row["last_year_n"], year),
    }
    shown_ = [lines[compared]] if compared in lines else lines.values()
    return "".join(f"<span>{line}</span>" for line in shown_)


def beside_rest(row: Row, currency: str) -> str:
    """Shares, ratios and days by their difference from the rest of the team, counts and sums as theirs are."""
    rest = _("the rest")
    if row["unit"] in ("share", "ratio", "days") or absent(row["rest"]):
        return change(row, row["rest_change"], row["rest_n"], rest)
    return words(
        say("{than}: {figure}", than=rest, figure=figure({**row, "value": row["rest"]}, currency))
    )


def change(row: Row, value: float, other_n: float, than: str) -> str:
    """Arrow and sign in words; no colour, for a rise is not always good."""
    if absent(other_n) or absent(value):
        return f"<i>{words(say('{than}: no figure', than=than))}</i>"
    if row["n"] < FEW or other_n < FEW:
        return f"<i>{words(say('{than}: too few to judge', than=than))}</i>"
    text = points(value) if row["unit"] == "share" else relative(value)
    told = say("{arrow} {change} on {than}", arrow=arrow(text), change=text, than=than)
    return words(told)
