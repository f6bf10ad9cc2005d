"""The answers that the later notebooks end with, in whole sentences with the numbers of the tables.

What the export could not answer (a CycleKitError in the place of a table) is left out.
"""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.changes import shift_words
from cycle_kit.charts.compare import in_several_currencies, why_within, withheld
from cycle_kit.charts.foremost import first_of
from cycle_kit.charts.goals import goal_words
from cycle_kit.charts.measured import unit
from cycle_kit.charts.past_words import steps_words
from cycle_kit.charts.sentences import Sentences, answer, lines
from cycle_kit.charts.told import rows_of, said, say
from cycle_kit.charts.words import _, commas, semicolons

CLEAR, NOT_JUDGED = ("better", "worse"), "too few"
JUDGED = """
    {-judged}By {what}, no group has enough deals to be judged.
    // {-clear}By {what}, none of {judged:n} groups that can be judged differs from the others beyond chance.
    // By {what}, {clear:#} of {judged:n} groups that can be judged differs from the others beyond chance.
        || By {what}, {clear:#} of {judged:n} groups that can be judged differ from the others beyond chance.
"""
TOO_FEW = "{#few}{names}: too few deals to judge. || {names}: too few deals each to judge."
DIFFERS = "{group:–} is {verdict:_}: {value:full–} against {rest:full–} of the others"
WITHIN = " with deals of the same {within}"
LIKELY = " (the difference is likely between {low:apart} and {high:apart–})"
NEEDED = """
    {?longer}{measure:titled}: to see in four cases of five that somebody's is {effect:share–} longer than
        the others', takes about {deals_needed:deals} of theirs; half of them have {deals_now:n–} or fewer.
    // {?longer}{measure:titled}: no number of deals would show that somebody's is {effect:share–} longer.
    // {measure:titled}: to see in four cases of five that somebody's is {effect:share–} lower than the
        others', takes about {deals_needed:deals} of theirs; half of them have {deals_now:n–} or fewer.
    // {measure:titled}: no number of deals would show that somebody's is {effect:share–} lower.
"""
WAITING = """
    {?all}{all:#} open deal wants something done ({part:share–} of all open ones, worth {sum:full_money}).
        || {?all}{all:#} open deals want something done ({part:share–} of all open ones, worth {sum:full_money}).
    // {?all}{all:#} open deal wants something done ({part:share–} of all open ones).
        || {?all}{all:#} open deals want something done ({part:share–} of all open ones).
"""
URGENT = ("slow", "overdue", "silent")
WHY = """
    {?slow}{slow:#} stays longer in its stage than nine in ten did
        || {?slow}{slow:#} stay longer in their stage than nine in ten did
    {?overdue}{overdue:#} is past its expected close || {?overdue}{overdue:#} are past their expected close
    {?silent}{silent:#} has heard nothing for long || {?silent}{silent:#} have heard nothing for long
"""
OTHERS = """
    Of these: {reasons}.
    {?welcome}{welcome:#} customer won lately is due a call.
        || {?welcome}{welcome:#} customers won lately are due a call.
    {?revive}{revive:#} deal ended half a year ago: ask again.
        || {?revive}{revive:#} deals ended half a year ago: ask again.
    {?unanswered}{unanswered:#} lead has no answer yet. || {?unanswered}{unanswered:#} leads have no answer yet.
"""
LEAST = 0.05  # wins: less is told as none
PAYS = """
    {?tie}A tenth fewer losses would bring most in {titles}: {wins_gained:one} more wins, {value_gained:money} each.
    // {?tie}A tenth fewer losses would bring most in {titles}: {wins_gained:one} more wins each.
    // A tenth fewer losses would bring most in {stage}: {wins_gained:one} more wins, {value_gained:money}.
    // A tenth fewer losses would bring most in {stage}: {wins_gained:one} more wins.
"""


def team_answer(
    *compared: pd.DataFrame,
    needed: pd.DataFrame | None = None,
    goals: pd.DataFrame | None = None,
    currency: str = "",
) -> Sentences:
    """Who differs from the others beyond chance, by each table of `compare`, and who cannot be judged.

    `needed`: the table of `deals_needed`; `goals`: that of `goals`.
    """
    told = [line for table in compared for line in lines(group_words, table, currency)]
    reached = lines(goal_words, goals, currency=currency)
    return answer(*told, *lines(needed_words, needed), *reached)


def within_words(row: dict) -> dict:
    """What both are alike in, where they were compared within it."""
    said = str(row.get("within") or "")
    return {"within": commas(map(_, said.split(", ")))} if said else {}


def group_words(table: pd.DataFrame, currency: str) -> list[str]:
    """One table of `compare`: how many were judged, then each that differs, by name."""
    if table.empty:
        return [_("There are no groups to compare.")]
    what, reasons = _(table["what"].iloc[0]), withheld(table)
    if reasons:
        return [say("By {what}, nobody is judged.", {"what": what}), *reasons]
    apart = in_several_currencies(table)
    few = table.loc[(table["verdict"] == NOT_JUDGED) & ~apart, "group"]
    clear = rows_of(table[table["verdict"].isin(CLEAR)], currency=currency)
    judged = len(table) - len(few) - int(apart.sum())
    row = {"what": what, "judged": judged, "clear": len(clear), "few": len(few)}
    differ = [
        say(DIFFERS, each) + say(WITHIN, each | within_words(each)) + say(LIKELY, each) + "."
        for each in clear
    ]
    left = say(TOO_FEW, row | {"names": commas(map(str, few))})
    others = {
        "names": commas(map(str, table.loc[apart, "group"])),
        "why": next(iter(table.loc[apart, "note"]), ""),
    }
    beside = say("{names:name}: {why:_}", others)
    return [say(JUDGED, row), *(why_within(table) if judged else []), *differ, left, beside]


def needed_words(needed: pd.DataFrame) -> str:
    """How many deals it would take to see a difference."""
    row = rows_of(needed)[0]
    if row.get("note"):
        return _(str(row["note"]))
    return say(NEEDED, row | {"longer": unit(str(row["measure"])) == "days"})


def to_do_answer(
    to_do: pd.DataFrame, *, bottlenecks: pd.DataFrame | None = None, currency: str = ""
) -> Sentences:
    """How many deals want something done, of what kind, what they are worth; and what would pay most.

    `bottlenecks`: the table of `bottlenecks`.
    """
    waits = lines(waiting_lines, to_do, currency)
    return answer(*waits, *lines(pays_words, bottlenecks, currency))


def waiting_lines(to_do: pd.DataFrame, currency: str) -> list[str]:
    if to_do.empty:
        return [_("Nothing is waiting: no deal is slow, overdue or silent.")]
    once = to_do[to_do["why"].isin(URGENT)].drop_duplicates("deal_id")
    row = to_do["why"].value_counts().to_dict()
    row |= {"all": len(once), "sum": once["value"].sum() or None, "currency": currency}
    row["part"] = to_do["flagged_share"].iloc[0]
    row["reasons"] = semicolons(said(WHY, row))
    return [say(WAITING, row), *said(OTHERS, row)]


def change_answer(
    shift: pd.DataFrame,
    *,
    measure: str = "",
    bottlenecks: pd.DataFrame | None = None,
    waterfall: pd.DataFrame | None = None,
    currency: str = "",
) -> Sentences:
    """What a change is made of (the table of `mix_shift`), and where a change would pay most.

    `waterfall`: the table of that name, told first.
    """
    return answer(
        *lines(steps_words, waterfall, currency),
        *lines(shift_words, shift, measure, currency),
        *lines(pays_words, bottlenecks, currency),
    )


def pays_words(bottlenecks: pd.DataFrame, currency: str) -> str:
    """The stage where a tenth fewer losses would bring most; nothing where none would bring anything."""
    known = bottlenecks[bottlenecks["wins_gained"] >= LEAST]
    worth = known["value_gained"].fillna(-1.0)
    leading = rows_of(known[worth == worth.max()], currency=currency)
    return say(PAYS, first_of(leading, "wins_gained", called="stage"))
