"""A pipeline told in the steps of one of five sales cycles from the literature (see `steps`).

Two pipelines, or two companies, mapped to one template can be compared step by step. Steps after
the win (nurture, delivery, follow-up) are measured like stages after the win.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace

import narwhals as nw

from cycle_kit.arguments import checked
from cycle_kit.errors import StageError, listed
from cycle_kit.pipeline import Pipeline, built
from cycle_kit.steps import STEPS, TEMPLATES, nearest_step, step_named, steps_named

CYCLE_TOML = "[steps] in cycle.toml"


@checked
def in_template(
    pipe: Pipeline, template: str | None = None, steps: Mapping[str, str] | None = None
) -> Pipeline:
    """The pipeline with its stages named as the steps of a template: `steps={our stage: step}`.

    A step can be named in any of the five languages. Stages that `steps` does not name, and that
    are named like a step of the template, are that step; where all are, `steps` is not needed.
    Several stages may share a step, several pipelines one template. Without arguments the
    template and the steps are those of cycle.toml. Every stage needs a step; only of a template
    that ends with the sale, stages after the win stay as they are. Raises a StageError for a
    stage without a step, an unknown template or step, a step on the other side of the win, and
    where nothing says which template.
    """
    template, steps, said_by = chosen(pipe, template, steps)
    order = TEMPLATES[template]
    sale = tuple(name for name in order if not STEPS[name].after)
    after = tuple(name for name in order if STEPS[name].after)
    steps = whole_steps(pipe, steps, template, said_by)
    check_sides(stages_of(pipe), pipe.after, steps)
    kept = () if after else pipe.after
    steps = {**steps, **{stage: stage for stage in kept}}
    renamed = stepped(nw.from_native(pipe.moves), steps, sale, after or kept)
    shape = replace(
        pipe,
        orders={name: sale for name in pipe.orders},
        after=after or kept,
        ordered=True,
        template="",
        steps={},
    )
    return built(nw.from_native(pipe.deals), renamed, shape)


def chosen(
    pipe: Pipeline, template: str | None, steps: Mapping[str, str] | None
) -> tuple[str, Mapping[str, str], str]:
    """The template and the steps that are meant, and who says the steps."""
    name = template or pipe.template
    if not name:
        raise StageError(
            "No template is given.",
            there="cycle.toml names none.",
            fix='Write template = "contact-to-close" and [steps] into cycle.toml, or pass both: '
            'in_template(pipe, "contact-to-close", {"Our stage": "First contact"}).',
        )
    if name not in TEMPLATES:
        raise StageError(
            f'There is no template "{name}".',
            there=f"Templates are {listed(TEMPLATES)}.",
            fix=said_near(name, TEMPLATES) or "Use one of these.",
        )
    if steps is not None:
        return name, steps, "steps="
    own = name == pipe.template and bool(pipe.steps)
    return (name, pipe.steps, CYCLE_TOML) if own else (name, {}, "")


def said_near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""


def stages_of(pipe: Pipeline) -> list[str]:
    """The stages of the sale of all pipelines, each once."""
    return list(dict.fromkeys(stage for stages in pipe.orders.values() for stage in stages))


def whole_steps(
    pipe: Pipeline, said: Mapping[str, str], template: str, said_by: str
) -> dict[str, str]:
    """{stage: step in English} of every stage: as said, else by its name.

    StageError: a stage has no step, or a step is none of the template's.
    """
    order = TEMPLATES[template]
    steps = {stage: step_named(step, template) for stage, step in said.items()}
    strange = [said[stage] for stage, step in steps.items() if not step]
    if strange:
        raise StageError(
            f"The template has no step {listed(strange)}.",
            there=f"Its steps are {listed(order)}.",
            fix=said_near(strange[0], order) or "Use one of these.",
        )
    ends_with_sale = not any(STEPS[step].after for step in order)
    stages = stages_of(pipe)
    needed = stages if ends_with_sale else [*stages, *pipe.after]
    mistyped = {stage: near_stage(stage, needed, said) for stage in needed if stage not in said}
    named = by_name([stage for stage, near in mistyped.items() if not near], template, pipe.after)
    lacking = [stage for stage in mistyped if stage not in named]
    if lacking:
        names = listed(lacking)
        raise StageError(
            f"{said_by} names no step for {names}."
            if said_by
            else f"No step is known by the name of {names}.",
            there=f"The steps are {listed(order)}.",
            fix=to_add(lacking[0], mistyped[lacking[0]], template, said_by),
        )
    return {**named, **steps}


def near_stage(stage: str, needed: list[str], said: Mapping[str, str]) -> str:
    """Of the names with a step that are no stage, the one that is spelled much like this stage."""
    unknown = [name for name in said if name not in needed]
    return next(iter(difflib.get_close_matches(stage, unknown, n=1)), "")


def by_name(stages: list[str], template: str, after: tuple[str, ...]) -> dict[str, str]:
    """{stage: the step of the template that its name means}; a name that can mean several takes one
    on its side of the win, and one that no other stage is."""
    found: dict[str, str] = {}
    meant = {stage: steps_named(stage, template) for stage in stages}
    for stage in sorted(stages, key=lambda stage: len(meant[stage])):
        later, taken = stage in after, set(found.values())
        fitting = sorted(meant[stage], key=lambda step: (STEPS[step].after != later, step in taken))
        if fitting:
            found[stage] = fitting[0]
    return found


def stepped(moves, steps: Mapping[str, str], sale: tuple[str, ...], after: tuple[str, ...]):
    """The moves with each stage as its step, at the step's place in the template."""
    label, kind = (nw.col(name).cast(nw.String) for name in ("label", "kind"))
    step = nw.col("step")
    open_stage = nw.col("kind") != "end"
    for ours, theirs in steps.items():
        here = open_stage & (nw.col("label") == ours)
        label = nw.when(here).then(nw.lit(theirs)).otherwise(label)
        place = (*sale, *after).index(theirs) + 1
        step = nw.when(here).then(nw.lit(place)).otherwise(step)
        kind = nw.when(here).then(nw.lit("after" if theirs in after else "sale")).otherwise(kind)
    return moves.with_columns(label=label, kind=kind, step=step.cast(nw.Int64))


def to_add(stage: str, mistyped: str, template: str, said_by: str) -> str:
    """What to type for a stage without a step: its name as it is, where one much like it has a step."""
    if mistyped:
        return f'It names "{mistyped}", which is no stage here: write "{stage}".'
    step = nearest_step(stage, template) or TEMPLATES[template][0]
    if said_by == CYCLE_TOML:
        return f'Add it: "{stage}" = "{step}".'
    if said_by:
        return f'Add it: steps={{...: ..., "{stage}": "{step}"}}.'
    return f'Say which it is: in_template(pipe, "{template}", {{"{stage}": "{step}"}}).'


def check_sides(stages: list[str], after: tuple[str, ...], steps: Mapping[str, str]) -> None:
    """Stages before the win have steps before it, and those after it steps after it."""
    for names, later in ((stages, False), (after, True)):
        wrong = [name for name in names if name in steps and STEPS[steps[name]].after != later]
        if wrong:
            sides = ("after", "before") if later else ("before", "after")
            raise StageError(
                f'"{wrong[0]}" comes {sides[0]} the win, its step "{steps[wrong[0]]}" {sides[1]} it.',
                there=f"Stages after the win are {listed(after)}." if after else "",
                fix="Choose another step, or name the stages after the win in after=.",
            )
