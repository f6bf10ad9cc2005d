"""Each group against the rest, drawn: the difference with its likely range, the verdict in words; and a checklist."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import share_axis
from cycle_kit.charts.captions import broken
from cycle_kit.charts.foremost import together
from cycle_kit.charts.intervals import MOST, rest
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.measured import axis, largest, unit
from cycle_kit.charts.panels import ALONE, known, mark
from cycle_kit.charts.rows import zero_line
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import TO_JUDGE, Row, rows_of, say
from cycle_kit.charts.words import FEW, _, absent, commas, many, name, trimmed

NOT_JUDGED = "not judged"
#: verdict: (colour of its marks, in words, beside a name: what is no clear difference goes without
#: a word, as most do)
VERDICTS = {
    "better": ("won", "better", "  [won]<b>better</b>[/]"),
    "worse": ("lost", "worse", "  [lost]<b>worse</b>[/]"),
    "no clear difference": ("stage", "no clear difference", ""),
    "too few": ("dropped", TO_JUDGE, "  [muted]too few[/]"),
    NOT_JUDGED: ("stage", "", f"  [muted]{NOT_JUDGED}[/]"),
}
#: a stratum that `compare` added by itself: why
WHY = {
    "quarter of entry": "The figure moved over time: {who} set beside deals that came in the same quarter.",
    "amount": "The figure went with the amount: {who} set beside deals as if of the same amount.",
}
KINDS = ("team", "deal_type", "region", "source", "product", "industry")
COMPARED = Interval(
    columns=("low", "difference", "high"),
    title="{named:–}<b>{group:name20–}</b>{said:–}",
    value="{value:short}, [muted]others {rest:short}[/] // [muted]no figure[/]",
    hover="""
        {named:–}<b>{group:name–}</b>
        {n:#} deal or stay compared || {n:#} deals or stays compared
        {+difference}{what:name–}: {value:full–}, others {rest:full–}
        difference {difference:full_apart}
        likely between {low:apart} and {high:apart–}
        {?withheld}not judged
        {withheld:_}
        {-withheld}{judged:_}
        {-withheld}{by_test}
        among deals of the same {within:name}
        {?left_out}{left_out:#} without others of its kind left out
            || {?left_out}{left_out:#} without others of their kind left out
    """,
)
CHECKED = Interval(
    columns=("met_low", "win_rate_met", "met_high"),
    second=("win_rate_not_met",),
    title="""
        {?few}<b>{question:name26–}</b><br>[muted]met by {met:n–} of {answered:n–} · [few][/]
        // <b>{question:name26–}</b><br>[muted]met by {met:n–} of {answered:n–}[/]
    """,
    value="{win_rate_met:share–}<br>[muted]else {win_rate_not_met:share–}[/]",
    hover="""
        <b>{question:name–}</b>
        {answered:deals–} with an answer, {met:n–} of them met
        {win_rate_met:share} of {of_met} won where it is met
        {win_rate_not_met:share} of {of_not_met} won where it is not
        difference likely between {low:share} and {high:share–}
        {?open_missing}{open_missing:#} open deal without an answer
            || {?open_missing}{open_missing:#} open deals without an answer
        {?few}[few]
    """,
)  # fmt: skip
#: verdicts by which there is a difference, and the one by which there may be none
CLEAR, UNCLEAR = ("better", "worse"), "no clear difference"
BY_TEST = """
    the range and the test differ narrowly, and the test decides (p = {p}; of all groups it allows 5 % to be chance)
"""


@draws
def compare_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `compare`: each group a dot at its difference from the others, with its range.

    Groups stand in the table's order (their names'); they are not ranked, the verdict stands in
    words; a name without a word is no clear difference. With several columns (the search for
    patterns) the column stands before the group.
    customdata: [group], with several columns [group, column].
    """
    if not known(table, "difference"):
        why = " ".join(withheld(table)) or _("This needs deals of two groups or more.")
        return missing(say("No group can be compared here. {why}", {"why": why}))
    drawn = table.head(MOST)
    rows = [compared(row) for row in rows_of(drawn, currency=currency)]
    edge = largest(drawn[["difference", "low", "high"]].to_numpy().ravel())
    judged = not withheld(table)
    signs = [
        ("●", "stage", "difference from the others"),
        *([("━", "stage", "likely range")] if judged else []),
        ("│", "muted", "like the others"),
        *([("", "muted", "no word: no clear difference")] if judged else []),
    ]
    apart = told(table[in_several_currencies(table)], "note")
    whys = [*why_within(table), *withheld(table), *map(_, apart)]
    reasons = [line for why in whys for line in broken(why)]
    upward = axis(-edge, edge, str(rows[0].get("measure", "")), currency, signs=True)
    chart = lines_chart(
        [ALONE], [rows], COMPARED, signs,
        more=[*reasons, rest(table)], axis=upward, reach=edge, start=-edge, row=44,
    )  # fmt: skip
    return chart.add_shape(zero_line())


def compared(row: Row) -> Row:
    verdict = NOT_JUDGED if row.get("withheld") else str(row["verdict"])
    role, judged, said = VERDICTS.get(verdict, ("stage", verdict, ""))
    return row | {
        "what": _(str(row.get("what", ""))),
        "within": commas(map(_, str(row.get("within") or "").split(", "))),
        "said": say(said, row),
        "judged": judged,
        "role": role,
        "by_test": by_test(row),
        "named": say("[muted]{column:name14}[/] ", row),
        "few": verdict in ("too few", NOT_JUDGED),
        "mark": mark(str(row["group"]), str(row.get("column", ""))),
    }


def by_test(row: Row) -> str | None:
    """What decides where the range leaves out "no difference" and the verdict does not, or the other way round."""
    judged = str(row["verdict"])
    if judged not in (*CLEAR, UNCLEAR) or any(absent(row[end]) for end in ("low", "high")):
        return None
    leaves_out = row["low"] > 0 or row["high"] < 0
    if absent(row.get("p")) or leaves_out == (judged in CLEAR):
        return None
    p = float(row["p"])
    return say(BY_TEST, {"p": trimmed(p, 2 if p >= 0.005 else 4)})


def why_within(table: pd.DataFrame, called: list[str] | None = None) -> list[str]:
    """Why deals are compared within what nobody asked for: one sentence for each, with those of whom it is true."""
    mixed = "Deals went otherwise by {part:name}: {who} set beside deals of the same."
    sentences = {**dict.fromkeys(KINDS, mixed), **WHY}
    called = list(map(str, table["group"])) if called is None else called
    cells = table["within"].fillna("") if "within" in table else pd.Series("", table.index)
    parts = [str(each).split(", ") for each in cells]
    return [
        say(words, {"part": _(part), "who": who(table, called, [part in each for each in parts])})
        for part, words in sentences.items()
        if any(part in each for each in parts)
    ]


def who(table: pd.DataFrame, called: list[str], having: list[bool]) -> str:
    """Everybody who has a figure, or the names of those who have this."""
    figures = zip(having, table["difference"].notna(), strict=True)
    if all(mine for mine, figure in figures if figure):
        return _("everybody is")
    names = [each for each, mine in zip(called, having, strict=True) if mine]
    return many(len(names), "only {names} is", "only {names} are", names=together(names))


def in_several_currencies(table: pd.DataFrame) -> pd.Series:
    """Which groups have no figure as their amounts are in several currencies."""
    money = unit(str(table["measure"].iloc[0])) == "money" if "measure" in table else False
    return table["difference"].isna() & table.get("note", pd.Series("", table.index)).ne("") & money


def withheld(table: pd.DataFrame) -> list[str]:
    """Why nobody is judged, once each; empty where everybody is."""
    return [_(each) for each in told(table, "withheld")]


def told(table: pd.DataFrame, column: str) -> list[str]:
    """What stands in a column of words, once each."""
    cells = table.get(column, pd.Series(dtype=str))
    return [str(each) for each in dict.fromkeys(cells) if each]


@draws
def qualification_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `qualification`: per question the share won if met, with its range, and if not.

    customdata: [question].
    """
    if not known(table, "win_rate_met", "win_rate_not_met"):
        return missing("No decided deal has an answer to these questions.")
    signs = [
        ("●", "won", "won where it is met"),
        ("━", "won", "likely range"),
        ("◇", "ink", "won where it is not"),
    ]
    rows = [answered(row) for row in rows_of(table)]
    warnings = [name(part) for each in told(table, "warning") for part in broken(_(each))]
    axis = share_axis([0, 1])
    # two lines of words stand above each mark
    chart = lines_chart(
        [ALONE], [rows], CHECKED, signs, more=warnings, axis=axis, reach=1.0, row=66
    )
    if warnings:
        chart.layout.height += 8
        chart.layout.margin.b += 8
    return chart


def answered(row: Row) -> Row:
    few = row.get("decided_met", FEW) < FEW or row.get("decided_not_met", FEW) < FEW
    of = {
        f"of_{side}": say(f"{{decided_{side}:deals}} // decided deals", row)
        for side in ("met", "not_met")
    }
    role = "dropped" if few else "won"
    return row | of | {"few": few, "role": role, "mark": [str(row["question"])]}
