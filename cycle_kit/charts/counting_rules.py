"""What each rule of counting puts into a funnel, in words: its bars, its steps, its wins."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cycle_kit.charts.captions import Sign
from cycle_kit.charts.told import Row, say
from cycle_kit.charts.words import _, deals

REACHED = "reached"


@dataclass(frozen=True)
class Counted:
    """One rule in words. `bars`: what a bar counts; `here`: in a hover, of the `first` stage's deals;
    `came`: how many came and were won; `nested`: whether each bar is part of the one before; `stands`:
    whether its bars count all deals at their furthest stage, so that open ends and "did not get here"
    are true; `column`: what the bars are long by."""

    bars: str
    here: str
    came: str
    nested: bool = False
    stands: bool = False
    column: str = "deals"


RULES = {
    REACHED: Counted(
        "got here",
        "{here:n} of {first:#} deal got here || {here:n} of {first:#} deals got here",
        "Of {deals:deals}, {won} ({share:share}) and {still}.",
        nested=True,
        stands=True,
    ),
    "closed": Counted(
        "closed deals that got here",
        "{here:n} of {first:#} closed deal got here"
        " || {here:n} of {first:#} closed deals got here",
        "Of {deals:deals} that are closed, {won} ({share:share}).",
        nested=True,
        stands=True,
    ),
    "in_order": Counted(
        "got here through every stage before",
        "{here:n} deals got here through every stage before, of {first:n} that began",
        "Of {deals:deals} that were in {stage:name}, {wins:n} ({share:share}) went from there through every "
        "stage in order to a win; other wins passed over a stage or began later and do not count here.",
        nested=True,
    ),
    "visited": Counted(
        "visited it",
        "{here:n} deals visited it",
        "{deals:deals} visited {stage:name}; of all deals {won}.",
    ),
    "exits": Counted(
        "stays that went on or closed",
        "{here:n} stays here went on or closed",
        "{visits} in {stage:name} went on or closed; of all deals {won}.",
        column="visits",
    ),
}  # fmt: skip
STAYS = "{length:#} stay || {length:#} stays"
WON = "{wins:#} was won || {wins:#} were won"
STILL = "{still:#} is still open || {still:#} are still open"


def rule_of(table: pd.DataFrame) -> str:
    """The rule that a table of `funnel` is counted by."""
    rules = table["rule"].dropna().astype(str).unique() if "rule" in table else []
    return str(rules[0]) if len(rules) and rules[0] in RULES else REACHED


def length(row: Row, rule: str) -> float:
    """How long a bar is: by visits under `exits`, but for the wins, which are deals."""
    column = RULES[rule].column
    return row["deals"] if row["stage"] == "won" or column not in row else row[column]


def counts(row: Row, rule: str) -> str:
    """What a bar counts, as "45 deals" or "45 stays"."""
    if RULES[rule].column == "visits" and row["stage"] != "won":
        return say(STAYS, {"length": length(row, rule)})
    return deals(row["deals"])


def rule_sign(rule: str) -> list[Sign]:
    """For the legend: the rule, where it is another than the usual one."""
    return [] if rule == REACHED else [("", "muted", say('rule "{rule}"', {"rule": _(rule)}))]


def won_title(rule: str) -> str:
    return _("Won through every stage") if rule == "in_order" else _("Won")


def came_words(first: Row, last: Row, still: int, rule: str) -> str:
    """How many came and were won; "were won" only where all wins are counted."""
    came, won = first["deals"], last["deals"]
    row = {
        "deals": came,
        "stage": first["stage"],
        "wins": won,
        "share": won / came if came else None,
    }
    row |= {"won": say(WON, row), "still": say(STILL, {"still": still}), "rule": _(rule)}
    row["visits"] = say(STAYS, {"length": length(first, rule)})
    ruled = "" if rule == REACHED else say(" Counted by the rule “{rule}”.", row)
    return say(RULES[rule].came, row) + ruled
