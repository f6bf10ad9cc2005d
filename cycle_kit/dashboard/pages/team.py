"""Who needs help with what: the questions of notebook 04."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

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
from cycle_kit.dashboard.filters import LAST_YEAR, PREVIOUS, REST
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import Part, QuestionPage
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.compare import compare
from cycle_kit.metrics.defaults import kinds_of
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.goals import goals_now
from cycle_kit.metrics.outcomes import win_rate
from cycle_kit.metrics.steps import steps
from cycle_kit.pipeline import Pipeline

BESIDE_THE_TEAM = "Here each stands beside the rest of the team, not beside another time."


def of_owner(customdata: list) -> marks.Mark:
    """All deals of one owner."""
    return marks.Mark(
        {"part": "all"},
        "{n} deal of {owner}",
        "{n} deals of {owner}",
        {"owner": customdata[0]},
        dated=False,
        whose={"owner": customdata[0]},
    )


def in_slowest(pipe: Pipeline) -> pd.DataFrame:
    return compare(pipe, f"days in {slowest_stage(stage_durations(pipe))}")


def patterns(pipe: Pipeline) -> pd.DataFrame:
    """Those groups of buyers whose range leaves the middle."""
    table = compare(pipe, "win_rate", by=kinds_of(pipe))
    clear = table["verdict"].isin(["better", "worse"])
    return table[(table["low"] > 0) | (table["high"] < 0) | clear]


def one_beside_the_rest(pipe: Pipeline, chosen: Mapping[str, Any]) -> pd.DataFrame:
    """The steps of the owner that is chosen, else of who has most deals."""
    owners = pipe.deals["owner"].value_counts()
    if len(owners) == 1:
        raise QuestionError("All deals here are of one owner: there is no rest.", there="", fix="")
    owner = chosen.get("owner") or next(iter(owners.index), "")
    return steps(pipe, owner=owner)


PAGE = QuestionPage(
    "team",
    "Team",
    "Who needs help with what? Each beside the others with the same kind of deals; nobody is ranked on noise.",
    (
        Part(
            "speed",
            "Who takes longer to come to a decision",
            partial(compare, measure="median_cycle_days"),
            compare_chart,
            press="Click a name for the deals.",
            says=team_answer,
            clicked=of_owner,
            of="team",
        ),
        Part(
            "rates",
            "Who wins more, who wins less",
            partial(compare, measure="win_rate"),
            compare_chart,
            hint="On few deals win rates swing widely: a range that crosses the middle says nothing.",
            says=team_answer,
            clicked=of_owner,
            of="team",
        ),
        Part(
            "there",
            "Who is slower where deals wait longest",
            in_slowest,
            compare_chart,
            metric="compare",
            clicked=of_owner,
            of="team",
            stages=True,
        ),
        Part(
            "each",
            "What each has won",
            partial(win_rate, by="owner"),
            win_rate_chart,
            hint="Of the deals that were decided, with the likely range.",
            clicked=of_owner,
            of="team",
        ),
        Part(
            "steps",
            "One beside the rest, step by step",
            one_beside_the_rest,
            steps_chart,
            press="Choose an owner above; without a choice it is who has most deals.",
            metric="steps",
            clicked=listed.of_step,
            of="team",
            stages=True,
            wide=True,
        ),
        Part(
            "quota",
            "Who is on the way to the target",
            goals_now,
            goals_chart,
            metric="goals",
            says=goal_words,
            clicked=lambda mark, table: marks.of_goal(mark, table),
            of="team",
        ),
        Part(
            "patterns",
            "Patterns among the buyers",
            patterns,
            compare_chart,
            hint="Shown are those whose range leaves the middle; the verdicts allow for all that was tried.",
            metric="compare",
            clicked=listed.of_group,
            needs="mix_shift",
            of="full",
        ),
    ),
    beside={
        PREVIOUS: BESIDE_THE_TEAM,
        LAST_YEAR: BESIDE_THE_TEAM,
        REST: "",
    },
)
