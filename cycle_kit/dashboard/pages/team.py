"""Who needs help with what: the questions of notebook 04."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts import (
    compare_chart,
    goal_words,
    goals_chart,
    slowest_stage,
    steps_chart,
    team_answer,
    win_rate_chart,
)
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, View
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.compare import compare
from cycle_kit.metrics.defaults import kinds_of
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.goals import goals_now
from cycle_kit.metrics.outcomes import win_rate
from cycle_kit.metrics.steps import steps


def of_owner(view: View, table: pd.DataFrame, customdata: list) -> marks.Mark:
    """All deals of one owner."""
    return marks.Mark(
        {"part": "all"},
        "{n} deal of {owner}",
        "{n} deals of {owner}",
        {"owner": customdata[0]},
        dated=False,
        whose={"owner": customdata[0]},
    )


def in_slowest(view: View) -> pd.DataFrame:
    stage = slowest_stage(stage_durations(view.team))
    return compare(view.team, f"days in {stage}")


def patterns(view: View) -> pd.DataFrame:
    """Those groups of buyers whose range leaves the middle."""
    table = compare(view.full, "win_rate", by=kinds_of(view.full))
    clear = table["verdict"].isin(["better", "worse"])
    return table[(table["low"] > 0) | (table["high"] < 0) | clear]


def one_beside_the_rest(view: View) -> pd.DataFrame:
    """The steps of the owner that is chosen, else of who has most deals."""
    owners = view.team.deals["owner"].value_counts()
    if len(owners) == 1:
        raise QuestionError("All deals here are of one owner: there is no rest.", there="", fix="")
    owner = view.chosen.get("owner") or next(iter(owners.index), "")
    return steps(view.team, owner=owner)


PAGE = QuestionPage(
    "team",
    "Team",
    "Who needs help with what? Each beside the others with the same kind of deals; nobody is ranked on noise.",
    (
        Part(
            "speed",
            "Who takes longer to come to a decision",
            lambda view: compare(view.team, "median_cycle_days"),
            lambda view, table: compare_chart(table),
            hint="Click a name for the deals.",
            metric="compare",
            says=lambda view, table: team_answer(table),
            clicked=of_owner,
            of="team",
        ),
        Part(
            "rates",
            "Who wins more, who wins less",
            lambda view: compare(view.team, "win_rate"),
            lambda view, table: compare_chart(table),
            hint="On few deals win rates swing widely: a range that crosses the middle says nothing.",
            metric="compare",
            says=lambda view, table: team_answer(table),
            clicked=of_owner,
            of="team",
        ),
        Part(
            "there",
            "Who is slower where deals wait longest",
            in_slowest,
            lambda view, table: compare_chart(table),
            metric="compare",
            clicked=of_owner,
            of="team",
            stages=True,
        ),
        Part(
            "each",
            "What each has won",
            lambda view: win_rate(view.team, by="owner"),
            lambda view, table: win_rate_chart(table, currency=view.currency),
            hint="Of the deals that were decided, with the likely range.",
            metric="win_rate",
            clicked=of_owner,
            of="team",
        ),
        Part(
            "steps",
            "One beside the rest, step by step",
            one_beside_the_rest,
            lambda view, table: steps_chart(table),
            hint="Choose an owner above; without a choice it is who has most deals.",
            metric="steps",
            of="team",
            stages=True,
            wide=True,
        ),
        Part(
            "quota",
            "Who is on the way to the target",
            lambda view: goals_now(view.team),
            lambda view, table: goals_chart(table, currency=view.currency),
            metric="goals",
            says=lambda view, table: goal_words(table, currency=view.currency),
            of="team",
        ),
        Part(
            "patterns",
            "Patterns among the buyers",
            patterns,
            lambda view, table: compare_chart(table),
            hint="Shown are those whose range leaves the middle; the verdicts allow for all that was tried.",
            metric="compare",
            needs="mix_shift",
            of="full",
        ),
    ),
)
