"""The answers that the later notebooks end with, in whole sentences with the numbers of the tables.

What the export could not answer (a CycleKitError in the place of a table) is left out.
"""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.compare_words import why_within, withheld
from cycle_kit.charts.goal_words import goal_words
from cycle_kit.charts.measured import apart, full, titled, unit
from cycle_kit.charts.past_words import steps_words
from cycle_kit.charts.sentences import Sentences, answer, lines, records
from cycle_kit.charts.shift_words import shift_words
from cycle_kit.charts.words import (
    _,
    absent,
    deals,
    full_money,
    many,
    money,
    number,
    say,
    share,
    trimmed,
)

CLEAR, NOT_JUDGED = ("better", "worse"), "too few"


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


def group_words(table: pd.DataFrame, currency: str) -> list[str]:
    """One table of `compare`: how many were judged, then each that differs, by name."""
    if table.empty:
        return [_("There are no groups to compare.")]
    reasons = withheld(table)
    if reasons:
        return [say("By {what}, nobody is judged.", what=table["what"].iloc[0]), *reasons]
    judged, few = table[table["verdict"] != NOT_JUDGED], table[table["verdict"] == NOT_JUDGED]
    clear = table[table["verdict"].isin(CLEAR)]
    known = {"what": table["what"].iloc[0], "all": number(len(judged))}
    whole = many(
        len(clear),
        "By {what}, {n} of {all} groups that can be judged differs from the others beyond chance.",
        "By {what}, {n} of {all} groups that can be judged differ from the others beyond chance.",
        **known,
    )
    if clear.empty:
        whole = say(
            "By {what}, none of {all} groups that can be judged differs from the others beyond chance.",
            **known,
        )
    if judged.empty:
        whole = say("By {what}, no group has enough deals to be judged.", **known)
    left = many(
        len(few),
        "{names}: too few deals to judge.",
        "{names}: too few deals each to judge.",
        names=", ".join(map(str, few["group"])),
    )
    told = [difference_words(row, currency) for row in records(clear)]
    why = [] if judged.empty else why_within(table)
    return [whole, *why, *told, left if len(few) else ""]


def difference_words(row: dict, currency: str) -> str:
    measure = str(row["measure"])
    ends = {end: apart(row[end], measure, currency) for end in ("low", "high")}
    said = say(
        "{group} is {verdict}: {value} against {rest} of the others",
        group=row["group"],
        verdict=_(str(row["verdict"])),
        value=full(row["value"], measure, currency),
        rest=full(row["rest"], measure, currency),
    )
    kind = (
        ""
        if absent(row.get("within"))
        else say(" with deals of the same {within}", within=row["within"])
    )
    likely = (
        ""
        if absent(row["low"])
        else say(" (the difference is likely between {low} and {high})", **ends)
    )
    return said + kind + likely + "."


def needed_words(needed: pd.DataFrame) -> str:
    """How many deals it would take to see a difference."""
    row = needed.iloc[0]
    measure = str(row["measure"])
    apart_by = "{effect} longer" if unit(measure) == "days" else "{effect} lower"
    known = {"what": titled(measure), "apart": say(apart_by, effect=share(row["effect"]))}
    if absent(row["deals_needed"]):
        return say("{what}: no number of deals would show that somebody's is {apart}.", **known)
    return say(
        "{what}: to see in four cases of five that somebody's is {apart} than the others', takes about "
        "{needed} of theirs; half of them have {now} or fewer.",
        **known,
        needed=deals(row["deals_needed"]),
        now=number(row["deals_now"]),
    )


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
    urgent = to_do[to_do["why"].isin(["slow", "overdue", "silent"])]
    once = urgent.drop_duplicates("deal_id")
    worth = (
        say(", worth {money}", money=full_money(once["value"].sum(), currency))
        if once["value"].sum()
        else ""
    )
    part = share(to_do["flagged_share"].iloc[0])
    whole = many(
        len(once),
        "{n} open deal wants something done ({share} of all open ones{worth}).",
        "{n} open deals want something done ({share} of all open ones{worth}).",
        share=part,
        worth=worth,
    )
    each = {
        "slow": (
            "{n} stays longer in its stage than nine in ten did",
            "{n} stay longer in their stage than nine in ten did",
        ),
        "overdue": ("{n} is past its expected close", "{n} are past their expected close"),
        "silent": ("{n} has heard nothing for long", "{n} have heard nothing for long"),
    }
    counts = to_do["why"].value_counts()
    kinds = [many(counts[why], *text) for why, text in each.items() if counts.get(why, 0)]
    reasons = _("Of these: ") + "; ".join(kinds) + "." if kinds else ""
    return [whole if len(once) else "", reasons, *other_words(counts)]


def other_words(counts: pd.Series) -> list[str]:
    others = {
        "welcome": ("{n} customer won lately is due a call.", "{n} customers won lately are due a call."),
        "revive": ("{n} deal ended half a year ago: ask again.", "{n} deals ended half a year ago: ask again."),
        "unanswered": ("{n} lead has no answer yet.", "{n} leads have no answer yet."),
    }  # fmt: skip
    return [many(counts[why], *text) for why, text in others.items() if counts.get(why, 0)]


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
    """The stage where a tenth fewer losses would bring most."""
    known = bottlenecks.dropna(subset="wins_gained")
    if known.empty:
        return ""
    row = known.iloc[0]
    worth = (
        ""
        if absent(row["value_gained"])
        else say(", {money}", money=money(row["value_gained"], currency))
    )
    return say(
        "A tenth fewer losses would bring most in {stage}: {wins} more wins{worth}.",
        stage=row["stage"],
        wins=trimmed(row["wins_gained"], 1),
        worth=worth,
    )
