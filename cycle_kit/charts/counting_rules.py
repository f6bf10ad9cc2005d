"""What each rule of counting puts into a funnel, in words: its bars, its steps, its wins."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cycle_kit.charts.words import _, deals, many, name, number, say, share

REACHED = "reached"


@dataclass(frozen=True)
class Counted:
    """One rule in words. `bars`: what a bar counts; `here`: in a hover; `nested`: whether each bar
    is part of the one before; `stands`: whether its bars count all deals at their furthest stage, so
    that open ends and "did not get here" are true; `column`: what the bars are long by."""

    bars: str
    here: tuple[str, str]
    nested: bool = False
    stands: bool = False
    column: str = "deals"


RULES = {
    REACHED: Counted(
        "got here", ("{here} of {n} deal got here", "{here} of {n} deals got here"), True, True
    ),
    "closed": Counted(
        "closed deals that got here",
        ("{here} of {n} closed deal got here", "{here} of {n} closed deals got here"),
        True,
        True,
    ),
    "in_order": Counted(
        "got here through every stage before",
        (
            "{here} deals got here through every stage before, of {n} that began",
            "{here} deals got here through every stage before, of {n} that began",
        ),
        True,
    ),
    "visited": Counted("visited it", ("{here} deals visited it", "{here} deals visited it")),
    "exits": Counted(
        "stays that went on or closed",
        ("{here} stays here went on or closed", "{here} stays here went on or closed"),
        column="visits",
    ),
}


def rule_of(table: pd.DataFrame) -> str:
    """The rule that a table of `funnel` is counted by."""
    rules = table["rule"].dropna().astype(str).unique() if "rule" in table else []
    return str(rules[0]) if len(rules) and rules[0] in RULES else REACHED


def counted_by(rule: str) -> Counted:
    return RULES.get(rule, RULES[REACHED])


def length(row: dict, rule: str) -> float:
    """How long a bar is: by visits under `exits`, but for the wins, which are deals."""
    column = counted_by(rule).column
    return row["deals"] if row["stage"] == "won" or column not in row else row[column]


def counts(row: dict, rule: str) -> str:
    """What a bar counts, as "45 deals" or "45 stays"."""
    if counted_by(rule).column == "visits" and row["stage"] != "won":
        return many(length(row, rule), "{n} stay", "{n} stays")
    return deals(row["deals"])


def rule_sign(rule: str) -> list[tuple[str, str, str]]:
    """For the legend: the rule, where it is another than the usual one."""
    return [] if rule == REACHED else [("", "muted", say('rule "{rule}"', rule=rule))]


def won_title(rule: str) -> str:
    return _("Won through every stage") if rule == "in_order" else _("Won")


def came_words(first: dict, last: dict, still: int, rule: str) -> str:
    """How many came and were won; "were won" only where all wins are counted."""
    came, won = first["deals"], last["deals"]
    told = {
        "deals": deals(came), "stage": name(first["stage"]), "n": number(won),
        "share": share(won / came) if came else "",
        "won": many(won, "{n} was won", "{n} were won"),
        "still": many(still, "{n} is still open", "{n} are still open"),
        "visits": many(length(first, rule), "{n} stay", "{n} stays"), "rule": rule,
    }  # fmt: skip
    text = {
        REACHED: "Of {deals}, {won} ({share}) and {still}.",
        "closed": "Of {deals} that are closed, {won} ({share}).",
        "in_order": "Of {deals} that were in {stage}, {n} ({share}) went from there through every stage in "
        "order to a win; other wins passed over a stage or began later and do not count here.",
        "visited": "{deals} visited {stage}; of all deals {won}.",
        "exits": "{visits} in {stage} went on or closed; of all deals {won}.",
    }[rule]
    ruled = "" if rule == REACHED else say(" Counted by the rule “{rule}”.", rule=rule)
    return say(text, **told) + ruled
