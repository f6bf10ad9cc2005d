"""Mean cycles by industry, drawn and told: one's own beside the published ones."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import broken
from cycle_kit.charts.foremost import foremost, together
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.panels import ALONE, known
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, not_shown, rows_of, say
from cycle_kit.charts.words import FEW, _, absent, name

MOST = 30
NONE = "No industry has won deals with both their dates."
MEANS = Interval(
    columns=("low", "mean_days", "high"),
    title="""
        {?own}<b>{title}</b>  [muted]{deals:deals}[/] // <b>{title}</b>  [muted]{source}[/]
    """,
    value="{?few}[muted]{mean_days:days–} · too few[/] // {mean_days:days–}",
    hover="""
        <b>{industry:name–}</b>
        {?own}{mean_days:full_days–} on average, of {deals:#} won deal
            || {?own}{mean_days:full_days–} on average, of {deals:#} won deals
            // {mean_days:full_days–} on average, as {source} has it
        likely between {low:days} and {high:days–}
        {segment:name}
        from {n:n} {n_of:name} // from {n:n}
        {why_not:name}
        {?few}[few]
    """,
)
LONGEST = """
    {?alone}Your wins in {industry:–} take {mean_days:full_days–} on average.
    // {?equal}Wins in {longest:–} take equally long: {mean_days:full_days–} on average.
    // {?tie}Of your industries {longest:–} take longest: {mean_days:full_days–} on average, {shortest:–} the
        shortest time, {least:full_days–}.
    // Of your industries {longest:–} takes longest: {mean_days:full_days–} on average, {shortest:–} the shortest
        time, {least:full_days–}.
    {?few}These are [few].
    Published means count from other starts: they are for orientation.
"""


@draws
def cycles_by_industry_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `cycles_by_industry`: a dot per industry with its interval, published ones in grey.

    customdata: [industry, "yours" | "published"].
    """
    if not known(table, "mean_days"):
        return missing(NONE)
    rows = list(map(drawn, rows_of(table.head(MOST))))
    signs = [("●", "stage", "yours"), ("━", "stage", "likely range"), ("●", "dropped", "published")]
    words = [*cycles_by_industry_words(table).in_chart, not_shown(MOST, len(table))]
    return lines_chart(
        [ALONE], [rows], MEANS, signs, more=[line for text in words for line in broken(text)]
    )


def drawn(row: Row) -> Row:
    own = row["whose"] == "yours"
    year = "" if absent(row["year"]) else f" {int(row['year'])}"
    return row | {
        "own": own,
        "why_not": _(str(row.get("why_not") or "")),
        "title": name(row["industry"], most=20),
        "source": name(f"{row['publisher']}{year}", most=18),
        "few": own and row["deals"] < FEW,
        "role": "stage" if own else "dropped",
        "mark": [str(row["industry"]), str(row["whose"])],
    }


@of_answers
def cycles_by_industry_words(table: pd.DataFrame) -> Sentences:
    """In which of one's own industries a win takes longest, and in which the shortest time."""
    own = table[table["whose"] == "yours"]
    if own.empty:
        return sentences(_(NONE))
    longest, shortest = (foremost(own, "mean_days", least=least) for least in (False, True))
    about = {
        "alone": len(own) == 1,
        "tie": len(longest) > 1,
        "equal": len(longest) == len(own),
        "longest": together(longest["industry"]),
        "shortest": together(shortest["industry"]),
        "least": shortest["mean_days"].iloc[0],
        "few": min(longest["deals"].min(), shortest["deals"].min()) < FEW,
    }
    return sentences(say(LONGEST, rows_of(longest)[0] | about))
