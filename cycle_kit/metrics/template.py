"""What each step of a sales cycle is for, what to ask and do in it, and one's own figures beside."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.errors import QuestionError, StageError, code, few
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.frames import EachPipeline, groups
from cycle_kit.metrics.funnel import funnel
from cycle_kit.pipeline import Pipeline
from cycle_kit.steps import STEPS, TEMPLATES, nearest_step, steps_named
from cycle_kit.templates import in_template, stages_of, whole_steps

GUIDE = Path(__file__).with_name("step_guide.toml")
TemplateName = Literal[
    "leads-to-nurture", "contact-to-close", "approach-to-follow-up", "prospecting-to-delivery",
    "needs-to-follow-up",
]  # fmt: skip
#: between the questions, and between the actions, of a step
BETWEEN = " · "
TEXTS = ("goal", "questions", "next_actions", "source")
FIGURES = ("deals", "conversion", "at_most", "median_days")
COLUMNS = ("template", "place", "step", "phase", *TEXTS, "stages", *FIGURES, "note")
#: which template is shown where no stage says anything
USUAL = "contact-to-close"
NO_HISTORY = "The days are not known: this data has no history of stages."


@checked
def template(
    pipe: Pipeline | None = None,
    name: TemplateName | None = None,
    *,
    steps: Mapping[str, str] | None = None,
    by: EachPipeline = None,
) -> pd.DataFrame:
    """The seven steps of a sales cycle: what each is for, what to ask, what to do next, and your own figures.

    One row per step in order: `template, place` (1 to 7), `step, phase` (sale, or after the win), `goal, questions,
    next_actions` (several are divided by " · "), `source` (the published method behind it, if any). With a
    pipeline, told in the template as `in_template` does with `steps`: `stages` (yours that are this step),
    `deals, conversion, at_most` (of `funnel`; in a step after the win `deals` are those that were in it),
    `median_days` (of `stage_durations`), and `note`: why a figure is not known. A step that is none of your stages
    is passed by all that come to the next. `name`: the template; left out it is the one of cycle.toml, or else the
    one whose steps the names of your stages fit best, and without a pipeline all five come. `by="pipeline"`: each.

    Raises StageError where several pipelines are asked at once. It needs no order of the stages: the steps have one.
    """
    if pipe is None:
        names = [name] if name else list(TEMPLATES)
        return pd.concat([in_words(each) for each in names], ignore_index=True)
    if "pipeline" not in groups(by):
        _ = pipe.stages  # several pipelines: the error that names them
    chosen = name or pipe.template or fitting(pipe)
    parts = [own(part, chosen, steps) for part in each_of(pipe, by)]
    if "pipeline" in groups(by):
        parts = [
            part.assign(pipeline=each)[["pipeline", *COLUMNS]]
            for each, part in zip(pipe.pipelines, parts, strict=True)
        ]
    return pd.concat(parts, ignore_index=True)


def each_of(pipe: Pipeline, by: EachPipeline) -> list[Pipeline]:
    """The pipelines that are asked one by one."""
    if "pipeline" not in groups(by):
        return [pipe]
    return [pipe.where(pipeline=each) for each in pipe.pipelines]


@cache
def guide() -> dict[str, dict[str, Any]]:
    """{step: goal, questions, next_actions, source}."""
    return tomllib.loads(GUIDE.read_text(encoding="utf-8"))


def in_words(name: str) -> pd.DataFrame:
    """The steps of a template without anybody's figures."""
    rows = []
    for place, step in enumerate(TEMPLATES[name], 1):
        said = {key: text if isinstance(text, str) else BETWEEN.join(text)
                for key, text in guide()[step].items()}  # fmt: skip
        phase = "after" if STEPS[step].after else "sale"
        rows.append({"template": name, "place": place, "step": step, "phase": phase, **said})
    empty = {"stages": "", **dict.fromkeys(FIGURES, np.nan), "note": ""}
    return pd.DataFrame(rows).assign(**empty)[[*COLUMNS]]


def fitting(pipe: Pipeline) -> str:
    """The template of whose steps most stages have the name; of several the first of the list."""
    stages = [*stages_of(pipe), *pipe.after]

    def known(name: str) -> tuple[int, bool]:
        return sum(bool(steps_named(stage, name)) for stage in stages), name == USUAL

    return max(TEMPLATES, key=known)


def own(pipe: Pipeline, name: str, steps: Mapping[str, str] | None) -> pd.DataFrame:
    """The steps of a template with the figures of one pipeline, or why there are none."""
    rows = in_words(name)
    said = pipe.steps if steps is None and name == pipe.template else steps
    try:
        told = in_template(pipe, name, said)
        named = whole_steps(pipe, said or {}, name, "")  # also those of other pipelines
        named = {stage: step for stage, step in named.items() if stage in pipe.names("stage")}
    except StageError as error:
        if steps is not None:  # what was asked for is wrong
            raise
        return rows.assign(note=unknown(pipe, name, said or {}, error))
    return with_figures(rows, told, named)


def unknown(pipe: Pipeline, name: str, said: Mapping[str, str], error: StageError) -> str:
    """Why the own figures are not known, and what to type."""
    stages = stages_of(pipe)
    if not few(stages):
        return f"Your own figures are not known: {error.wrong}"
    steps = {stage: said.get(stage) or guessed(stage, name, at, len(stages))
             for at, stage in enumerate(stages)}  # fmt: skip
    pairs = ", ".join(f"{code(stage)}: {code(step)}" for stage, step in steps.items())
    return (
        f"Your own figures are not known: {error.wrong} Say which step each stage is, "
        f"for example ck.template(pipe, {code(name)}, steps={{{pairs}}})."
    )


def guessed(stage: str, name: str, at: int, of: int) -> str:
    """A step of the sale for a stage: by its name, else by its place."""
    sale = [step for step in TEMPLATES[name] if not STEPS[step].after]
    meant = [*steps_named(stage, name), nearest_step(stage, name)]
    return next((step for step in meant if step in sale), sale[at * len(sale) // of])


def with_figures(rows: pd.DataFrame, told: Pipeline, named: Mapping[str, str]) -> pd.DataFrame:
    """The rows with what the metrics say of a pipeline told in these steps."""
    counted = funnel(told).astype({"stage": "str"}).set_index("stage")
    at = rows["step"]
    figures = {one: at.map(counted[one]).astype("float64") for one in FIGURES if one in counted}
    note = ""
    try:
        stays = stage_durations(told).astype({"stage": "str"}).set_index("stage")
        after = stage_durations(told, per="deal").astype({"stage": "str"}).set_index("stage")
        figures["median_days"] = at.map(stays["median_days"])
        later = rows["phase"] == "after"
        figures["deals"] = figures["deals"].mask(later, at.map(after["visits"]).astype("float64"))
    except QuestionError:
        note = NO_HISTORY
    ours = at.map(lambda step: ", ".join(stage for stage, it in named.items() if it == step))
    return rows.assign(**figures, stages=ours.astype("str"), note=note)
