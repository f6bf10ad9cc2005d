"""When each open deal is likely to be won, drawn: a range of days, its middle, and the day that was expected."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import broken
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.panels import ALONE, known, mark
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, joined, not_shown, rows_of, said, say
from cycle_kit.charts.words import absent, period

MOST = 30  # deals; what is further down would only be scrolled past
DAY = pd.Timedelta(days=1)
TICKS = 4  # that fit on a phone
WHEN = Interval(
    columns=("from_day", "likely_day", "to_day"),
    second=("expected_day",),
    title="<b>{name:name20}</b> // <b>{deal_id:name20}</b>",
    value="{likely_close:date} · {chance:share} // [muted][few][/]",
    hover="""
        <b>{name:name}</b> // <b>{deal_id:name}</b>
        {owner:name}
        {stage:name}
        worth {value:full_money}
        won with a chance of {chance:share}, likely between {low:share} and {high:share}
        if it is won, half of those like it were by {likely_close:date}
        eight in ten between {p10_close:date} and {p90_close:date} // nine in ten after {p10_close:date}
        {?ahead}expected on {expected_close:date} // expected on {expected_close:date}, which is past
        {like_won:n} of {like:#} deal like it was won || {like_won:n} of {like:#} deals like it were won
        {note:text}
    """,
)
ANSWER = """
    {?told}{earlier:#} of {of} is expected sooner than nine in ten deals like it were won.
        || {?told}{earlier:#} of {of} are expected sooner than nine in ten deals like them were won.
    {?past}{past:#} is past its expected close. || {?past}{past:#} are past their expected close.
"""


@draws
def when_won_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `when_won` as a line of days per open deal, the soonest first.

    The line holds 80 % of the wins of deals like it (to the edge where its end is not known yet), the dot is
    their median, the diamond the expected close, if it is not past. customdata: [deal_id].
    """
    if table.empty:
        return missing("No deal is open, so there is nothing to wait for.")
    if not known(table, "likely_close"):
        return missing("Too few deals were won to say when open ones will be.")
    shown = table[table["likely_close"].notna()].head(MOST)
    first, last = ends(shown)
    rows = [placed(row, first, last) for row in rows_of(shown, currency=currency)]
    signs = [
        ("●", "stage", "half of the wins like it by then"),
        ("━", "stage", "eight in ten of them"),
        ("◇", "ink", "expected close"),
    ]
    more = [*broken(answer(table)), not_shown(MOST, len(table))]
    reach = float((last - first) / DAY)
    return lines_chart(
        [ALONE], [rows], WHEN, signs, more=more, axis=axis_of(first, last), reach=reach
    )


def ends(shown: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day drawn."""
    likely = pd.concat([shown[name] for name in ("likely_close", "p10_close", "p90_close")])
    ahead = shown.loc[shown["expected"].ne("past"), "expected_close"].dropna()
    first = min([likely.min(), *ahead])
    far = likely.max()  # an expected close far beyond would squeeze all others
    return first.normalize(), max([far, *(day for day in ahead if day <= far)]) + DAY


def placed(row: Row, first: pd.Timestamp, last: pd.Timestamp) -> Row:
    """A row with its places on the axis, in days from its beginning."""

    def day(value: pd.Timestamp) -> float | None:
        return None if absent(value) else float((min(value, last) - first) / DAY)

    past = row["expected"] == "past"
    open_end = (
        last if absent(row["p90_close"]) and not absent(row["p10_close"]) else row["p90_close"]
    )
    return row | {
        "from_day": day(row["p10_close"]),
        "likely_day": day(row["likely_close"]),
        "to_day": day(open_end),
        "expected_day": None if past else day(row["expected_close"]),
        "ahead": not past,
        "few": absent(row["p10_close"]),
        "mark": mark(str(row["deal_id"])),
    }


def axis_of(first: pd.Timestamp, last: pd.Timestamp) -> dict:
    """Months, a few of them named."""
    near = (last - first) / 20  # a name at the very edge would be cut off
    months = pd.date_range(first + near, last - near, freq="MS")
    step = max(1, -(-len(months) // TICKS))
    named = list(months[::step])
    return {
        "tickvals": [float((month - first) / DAY) for month in named],
        "ticktext": [period(month) for month in named],
    }


def answer(table: pd.DataFrame) -> str:
    """How many are expected too soon, and how many are late."""
    counts = table["expected"].value_counts()
    found = {name: int(counts.get(name, 0)) for name in ("earlier", "past")}
    of = say("{n:#} open deal || {n:#} open deals", {"n": len(table)})
    return joined(
        said(ANSWER, found | {"of": of, "told": bool(table["expected"].ne("").any())}), " "
    )
