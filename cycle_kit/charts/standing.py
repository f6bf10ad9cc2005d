"""Where everything stands, drawn: what is due when, and how old open deals are."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import period_label
from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.captions import Sign, broken
from cycle_kit.charts.foremost import first_of
from cycle_kit.charts.intervals import MOST, grouped, rest
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.of_currencies import SPLIT, of_currencies, only
from cycle_kit.charts.panels import ALONE, by_columns, known, reasons
from cycle_kit.charts.stock_areas import TONES
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import TO_JUDGE, Row, hover, joined, not_shown, rows_of, say
from cycle_kit.charts.words import _, absent, name
from cycle_kit.metrics.counting import NO_AMOUNTS

PERIODS = 24  # rows of `due`
#: when: its words
WHEN = {"past": "Past its date", "no date": "Without a date"}
DUE = """
    <b>{title}</b>
    {group:name}
    {deals:#} deal, {value:full_money} || {deals:#} deals, {value:full_money}
        // {deals:#} deal, value not known || {deals:#} deals, value not known
    {unvalued:#} of them without an amount
"""
DUE_ANSWER = """
    {?tie}Most of what is to come is due in {titles}: {value:full_money} each.
    // {?tie}Most of what is to come is due in {titles}: {deals:deals} each.
    // Most of what is to come is due in {title}: {value:full_money}, {deals:deals}.
    // Most of what is to come is due in {title}: {deals:deals}.
"""
LATE = """
    {deals:#} deal is past its expected close, {value:full_money}.
        || {deals:#} deals are past their expected close, {value:full_money}.
    // {deals:#} deal is past its expected close. || {deals:#} deals are past their expected close.
"""
AGE = Interval(
    columns=("median_days", "median_days", "p90_days"),
    second=("mean_days",),
    title="<b>{title}</b>  [muted]{deals:deals–}[/] // <b>{deals:deals–}</b>",
    value="{median_days:days–} · on average {mean_days:days–}",
    hover="""
        <b>{title}</b>
        {deals:#} open deal || {deals:#} open deals
        half of them are older than {median_days:full_days}
        {mean_days:full_days} on average
        nine in ten are no older than {p90_days:full_days}
        none is older than {oldest:name}: {oldest_days:full_days}
        {?undated}{undated:n} more without a date of creation
        {?few}[few]
    """,
)
AGE_ANSWER = """
    {?tie}No open deal is older than the oldest of {titles}: {oldest_days:full_days}.
    // No open deal is older than {oldest:name} ({title}): {oldest_days:full_days}.
    // No open deal is older than {oldest:name}: {oldest_days:full_days}.
"""


@draws
def due_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `due`: a bar per period, cut into its groups, past dates and deals without one apart.

    Bars are values, or deals where no value is known, or in several currencies. customdata: [when, first day,
    *groups].
    """
    if table.empty:
        return missing("Nothing is open, so nothing is due.")
    keys = by_columns(table, "when")
    one = only(of_currencies(table, currency))
    currency, size = one or "", "value" if known(table, "value") and one is not None else "deals"
    tones = tones_of(table, keys)
    rows = [row | {"currency": currency, "title": titled(row)} for row in rows_of(table)]
    ordered = sorted(rows, key=place)
    periods = list(dict.fromkeys(row["title"] for row in ordered))
    drawn = [
        one_period([row for row in ordered if row["title"] == title], keys, size, tones)
        for title in periods[:PERIODS]
    ]
    reach = largest(sum(part.size for part in row.parts) for row in drawn)
    measure = "open_value" if size == "value" else "open_deals"
    whole = table[table["note"].ne(NO_AMOUNTS)]  # what is true of a bar its own words say
    foot = joined([answer(ordered, size), *reasons(whole), not_shown(PERIODS, len(periods))], " ")
    return bar_rows_chart(
        drawn, signs(tones), reach=reach, axis=axis(0, reach, measure, currency), foot=foot, thick=0.5,
    )  # fmt: skip


def tones_of(table: pd.DataFrame, keys: list[str]) -> dict[str, str]:
    """The colour of each group by the first column, in the table's order."""
    groups = [group_name(value) for value in table[keys[0]]] if keys else [""]
    names = list(dict.fromkeys(groups))
    return {each: TONES[at % len(TONES)] if keys else "stage" for at, each in enumerate(names)}


def group_name(value: object) -> str:
    return "" if absent(value) else str(value)


def titled(row: Row) -> str:
    return _(WHEN[row["when"]]) if row["when"] in WHEN else period_label(row["label"])


def place(row: Row) -> tuple[int, pd.Timestamp]:
    """Past dates first, then period by period, what has no date last."""
    start = pd.Timestamp(0) if absent(row["period"]) else row["period"]
    return ["past", "ahead", "no date"].index(row["when"]), start


def one_period(rows: list[Row], keys: list[str], size: str, tones: dict[str, str]) -> BarRow:
    at, parts = 0.0, []
    for row in rows:
        groups = [group_name(row[key]) for key in keys]
        long = 0.0 if absent(row[size]) else float(row[size])
        lacking = row["deals"] - row["amounts"] or None
        told = hover(DUE, row | {"group": " · ".join(filter(None, groups)), "unvalued": lacking})
        start = "" if absent(row["period"]) else f"{row['period']:%Y-%m-%d}"
        role = tones[groups[0] if groups else ""]
        parts.append(Part(long, told, [row["when"], start, *groups], role, base=at))
        at += long
    about = rows[0] | {"deals": sum(row["deals"] for row in rows), "sums": sums_of(rows)}
    about["sum"] = at if size == "value" and any(not absent(row[size]) for row in rows) else None
    value = "{deals:deals} · {sum:money} // {deals:deals} · {sums} // {deals:deals}"
    late = "[accent]<b>{title}</b>[/]" if rows[0]["when"] == "past" else "<b>{title}</b>"
    return BarRow(say(late, about), say(value, about), parts)


def sums_of(rows: list[Row]) -> str:
    """What rows in several currencies come to, of each of them; "" where they are not told apart."""
    known = [row for row in rows if not absent(row["value"]) and not absent(row.get(SPLIT))]
    names = dict.fromkeys(str(row[SPLIT]) for row in known)
    sums = {name: sum(row["value"] for row in known if str(row[SPLIT]) == name) for name in names}
    return " · ".join(
        say("{value:money}", {"value": sums[name], "currency": name}) for name in names
    )


def answer(rows: list[Row], size: str) -> str:
    """What is late, and when most is due."""
    sums = pd.DataFrame(rows).groupby(["title", "when"], sort=False)[list({size, "deals"})].sum()
    told = [{"title": title, "when": when, "currency": rows[0]["currency"],
             "value": figures["value"] if size == "value" else None, "deals": figures["deals"]}
            for (title, when), figures in sums.iterrows()]  # fmt: skip
    ahead = [row for row in told if row["when"] == "ahead"]
    if size == "value" and not any(row["value"] for row in ahead):
        size, ahead = "deals", [row | {"value": None} for row in ahead]
    most = first_of(ahead, size)
    late = [say(LATE, row) for row in told if row["when"] == "past"]
    return joined([*late, say(DUE_ANSWER, most)], " ")


def signs(tones: dict[str, str]) -> list[Sign]:
    if list(tones) == [""]:
        return [("■", tones[""], "open value by expected close")]
    return [
        ("■", tone, name(group, most=18) if group else _("none")) for group, tone in tones.items()
    ]


@draws
def open_age_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `open_age` as a line per group, in days: from the median to nine in ten.

    The dot is the median age, the diamond the mean. customdata: ["open_age"], in a split table
    [first group, "", *groups].
    """
    if not known(table, "median_days"):
        return missing(next(iter(reasons(table)), "No deal is open, so none has an age."))
    shown = table[table["median_days"].notna()]
    rows = grouped(shown, "deals", alone="open_age", letters=18)
    found = [
        ("●", "stage", "half are older"),
        ("━", "stage", "up to nine in ten"),
        ("◇", "ink", "on average"),
    ]
    if any(row["few"] for row in rows):
        found.append(("○", "stage", TO_JUDGE))
    more = [*broken(oldest(rows)), rest(shown) if len(shown) > MOST else ""]
    return lines_chart([ALONE], [rows], AGE, found, more=more)


def oldest(rows: list[Row]) -> str:
    return say(AGE_ANSWER, first_of(rows, "oldest_days"))
