"""The ways deals go and how often they turn back, drawn as bars and told in sentences."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.foremost import foremost, together
from cycle_kit.charts.measured import largest
from cycle_kit.charts.panels import by_columns, known
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, joined, not_shown, rows_of, said, say
from cycle_kit.charts.words import FEW, _, absent, name
from cycle_kit.metrics.paths import ARROW

MOST, ROWS, MOST_LOOPS = 10, 30, 15  # ways of a group, rows of all groups, pairs of stages
OUTCOMES = ("won", "lost", "dropped")
WAY = "<b>{way:name42}</b> // <i>stages not known</i>"
CAME = """
    {share:share}
    {?few}{deals:deals}, [few] // {deals:deals} // none closed
    {-few}{win_rate:share} won
    half within {median_days:days}
"""
WENT = """
    <b>{way:name}</b> // <b>stages not known</b>
    {who:name}
    {deals:#} closed deal, {share:share–} of all || {deals:#} closed deals, {share:share–} of all
    {outcome:_}: {part:n}
    won of those decided: {win_rate:share}
    likely between {low:share} and {high:share}
    half of them within {median_days:full_days}
    this way and all more frequent ones: {covered:share} of all
    {?open}{open:#} open deal has gone so far || {?open}{open:#} open deals have gone so far
    {?few}[few]
"""
WAYS = """
    {?alone}All closed deals went one way: {way:–}.
        // {?tie}The most frequent ways are {ways:–}: {share:share–} of the closed deals went each.
        // The most frequent way is {way:–}: so went {share:share–} of the closed deals.
    {-tie}{?judged}{win_rate:share–} of those decided were won. // {-tie}Too few of these are decided to judge.
    {-tie}Half of these took up to {median_days:full_days}.
    {?many}The ten most frequent ways cover {covered:share–} of all.
    {?shared}{+best}Most wins came by {best:–}: {wins:n–} each.
        // {+best}Most wins came by {best:–}: {wins:n–} of {decided:n–} decided.
    {?waiting}Open deals have not come to the end of theirs.
"""
LOOP = "<b>{from_stage:name18} → {to_stage:name18}</b>"
COST = "{moves:n} × · {total_days:days} // {moves:n} ×"
TURNED = """
    <b>{from_stage:name} → {to_stage:name}</b>
    {who:name}
    {deals:#} deal moved back, {share:share–} of those that were there
        || {deals:#} deals moved back, {share:share–} of those that were there
    {moves:#} move back, {regained:n–} as far again || {moves:#} moves back, {regained:n–} of them as far again
    {?unfinished}not as far again yet: {unfinished:n}
    half of the others took {median_days:full_days}
    {mean_days:full_days} on average
    in all {total_days:full_days}
    {?few}[few]
"""
LOOPS = """
    {?tie}Moving back from {moves_back:–} cost most: {total_days:full_days} each until the deals were as far again or
        closed.
        // {?often}Deals moved back most often from {moves_back:–}; how many days that took is not known.
        // {!median_days}Moving back from {from_stage:–} to {to_stage:–} cost most: {moves:#} move took
        {total_days:full_days} so far.
        || {!median_days}Moving back from {from_stage:–} to {to_stage:–} cost most: {moves:#} moves took
        {total_days:full_days} in all so far.
        // Moving back from {from_stage:–} to {to_stage:–} cost most: {moves:#} move took {total_days:full_days} until
        the deal was as far again or closed.
        || Moving back from {from_stage:–} to {to_stage:–} cost most: {moves:#} moves took {total_days:full_days} in
        all until the deals were as far again or closed.
        // Deals moved back most often from {from_stage:–} to {to_stage:–}; how many days that took is not known.
    {-several}Half of these took up to {median_days:full_days}.
    {-several}{share:share} of the deals that were in {from_stage:–} moved back so.
    {-several}{?unfinished}{unfinished:#} is not as far again yet.
        || {-several}{?unfinished}{unfinished:#} are not as far again yet.
    {?few}These are [few].
"""
NO_WAYS = "No deal has closed yet, so no way is at its end."
NO_LOOPS = "No deal moved back."


@draws
def paths_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `paths` as one bar per way, the ten most frequent of each group, cut by outcome.

    customdata of a part: [way, outcome, *groups].
    """
    if not known(table, "share"):
        return missing(NO_WAYS)
    keys = by_columns(table, "way")
    closed = table[table["deals"] > 0]
    rows = rows_of((closed.groupby(keys, dropna=False) if keys else closed).head(MOST).head(ROWS))
    signs = [("■", each, each) for each in OUTCOMES if any(row[each] for row in rows)]
    return bar_rows_chart(
        [way_row(row, keys) for row in rows], signs, reach=largest(row["deals"] for row in rows),
        foot="" if keys else joined(paths_words(table).in_chart, " "),
    )  # fmt: skip


def way_row(row: Row, keys: list[str]) -> BarRow:
    """A way: its name, and its share and what came of it below."""
    groups, who = of_group(row, keys)
    question = plainly(row["way"])
    row = row | {"who": who, "few": row["deals"] < FEW, "way": directed(row["way"])}
    parts, base = [], 0
    for each in OUTCOMES:
        if row[each]:
            told = hover(WENT, row | {"outcome": each.capitalize(), "part": row[each]})
            parts.append(Part(row[each], told, [question, each, *groups], each, base))
            base += row[each]
    return BarRow(say(WAY, row), "", parts, joined([who, *said(CAME, row)]))


def directed(way: str) -> str:
    """A way whose arrows point where the language is read to."""
    return way if absent(way) else _(ARROW).join(way.split(ARROW))


@of_answers
def paths_words(table: pd.DataFrame) -> Sentences:
    """The way most deals go, what comes of it, and what the ten most frequent ways cover."""
    closed = table[table["deals"] > 0]
    closed = closed.assign(way=closed["way"].map(directed))
    named = rows_of(closed.dropna(subset="way"))
    if not named:
        return sentences(_(NO_WAYS))
    most = foremost(closed.dropna(subset="way"), "deals")
    first, last = rows_of(most)[0], rows_of(closed.head(MOST))[-1]
    about = {
        "judged": first["won"] + first["lost"] >= FEW,
        "many": len(closed) > MOST,
        "covered": last["covered"],
        "waiting": bool(table["open"].any()),
        "alone": len(closed) == 1,
        "tie": len(most) > 1,
        "ways": together(map(str, most["way"])),
    }
    return sentences(say(WAYS, first | best_way(closed.dropna(subset="way"), most) | about))


def best_way(named: pd.DataFrame, most: pd.DataFrame) -> Row:
    """The ways by which most wins came, where they are not the most frequent ones anyway."""
    best = foremost(named, "won")
    wins = best["won"].iloc[0]
    if not wins or set(best.index) == set(most.index):
        return {"best": None}
    decided = wins + best["lost"].iloc[0]
    return {
        "best": together(map(str, best["way"])),
        "shared": len(best) > 1,
        "wins": wins,
        "decided": decided,
    }


@draws
def loops_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `loops` as one bar per move back, as long as the days it took in all.

    customdata: [from_stage, to_stage, *groups].
    """
    if table.empty:
        return missing(NO_LOOPS)
    keys = by_columns(table, "from_stage")
    rows = rows_of(table.head(MOST_LOOPS))
    column = "total_days" if known(table, "total_days") else "moves"
    return bar_rows_chart(
        [loop_row(row, column, keys) for row in rows],
        [("■", "back", "days until as far again" if column == "total_days" else "moves back")],
        reach=largest(row[column] for row in rows),
        foot=joined(
            [not_shown(MOST_LOOPS, len(table)), *([] if keys else loops_words(table).in_chart)],
            " ",
        ),
    )


def loop_row(row: Row, column: str, keys: list[str]) -> BarRow:
    groups, who = of_group(row, keys)
    row = row | {"who": who, "few": row["moves"] < FEW}
    ends = [str(row["from_stage"]), str(row["to_stage"])]
    part = Part(row[column], hover(TURNED, row), [*ends, *groups], "back")
    return BarRow(say(LOOP, row), say(COST, row), [part], who)


@of_answers
def loops_words(table: pd.DataFrame) -> Sentences:
    """From where to where deals move back, and what that costs."""
    if table.empty:
        return sentences(_(NO_LOOPS))
    by_days = known(table, "total_days")
    most = foremost(table, "total_days" if by_days else "moves")
    several, row = len(most) > 1, rows_of(most)[0]
    back = (f"{one['from_stage']} to {one['to_stage']}" for one in rows_of(most))
    about = {
        "several": several,
        "tie": several and by_days,
        "often": several and not by_days,
        "moves_back": together(back),
        "few": most["moves"].min() < FEW,
    }
    return sentences(say(LOOPS, row | about))


def of_group(row: Row, keys: list[str]) -> tuple[list[str], str]:
    """The group of a row, for a click and in words."""
    groups = [plainly(row[key]) for key in keys]
    return groups, joined(name(group, most=20) for group in groups)


def plainly(value: object) -> str:
    return "" if absent(value) else str(value)
