"""Five seven-step sales cycles from the literature, to which a company's own stages can be mapped.

Two pipelines, or two companies, mapped to one template can be compared step by step. Steps after
the win (nurture, delivery, follow-up) are measured like stages after the win.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import narwhals as nw

from cycle_kit.errors import StageError, listed
from cycle_kit.pipeline import Pipeline, built


@dataclass(frozen=True)
class Step:
    """One step: its name in five languages, and what it should achieve."""

    name: str  # English; the others below
    fa: str
    ar: str
    pl: str
    bg: str
    achieves: str
    after: bool = False  # after the win


STEPS = {
    step.name: step
    for step in (
        Step("Prospecting", "مشتری‌یابی", "البحث عن عملاء", "Pozyskiwanie klientów", "Търсене на клиенти",
             "A list of people who may need what you sell."),
        Step("Finding leads", "یافتن سرنخ", "العثور على عملاء محتملين", "Znajdowanie leadów", "Намиране на лийдове",
             "Names and addresses of possible buyers."),
        Step("Connecting", "برقراری ارتباط", "التواصل", "Nawiązanie kontaktu", "Осъществяване на контакт",
             "A first conversation."),
        Step("First contact", "تماس اول", "أول تواصل", "Pierwszy kontakt", "Първи контакт",
             "The buyer knows you and has answered."),
        Step("Preparation", "آماده‌سازی", "التحضير", "Przygotowanie", "Подготовка",
             "You know the company and whom to ask for."),
        Step("Approach", "نزدیک شدن به مشتری", "المقاربة", "Pierwsze podejście", "Подход",
             "The buyer wants to hear more."),
        Step("Qualification", "صلاحیت‌سنجی", "التأهيل", "Kwalifikacja", "Квалификация",
             "Interest, need, means and decision-maker are known."),
        Step("Needs analysis", "نیازسنجی", "تحليل الاحتياجات", "Analiza potrzeb", "Анализ на нуждите",
             "The problem is understood in the buyer's words."),
        Step("Meeting", "جلسه", "الاجتماع", "Spotkanie", "Среща",
             "Both sides know what a solution must do."),
        Step("Presentation", "ارائه", "العرض التقديمي", "Prezentacja", "Презентация",
             "The buyer has seen how it solves the problem."),
        Step("Pitch", "ارائهٔ راه‌حل", "عرض الفكرة", "Prezentacja rozwiązania", "Представяне на решението",
             "The buyer has seen how it solves the problem."),
        Step("Proposal", "پیشنهاد", "عرض السعر", "Oferta", "Оферта", "A price and terms in writing."),
        Step("Objections", "رفع ایرادها", "معالجة الاعتراضات", "Obsługa obiekcji", "Работа с възражения",
             "What speaks against it has been said and answered."),
        Step("Negotiation", "مذاکره", "التفاوض", "Negocjacje", "Преговори", "Terms both sides accept."),
        Step("Closing", "نهایی‌سازی", "إتمام الصفقة", "Finalizacja", "Приключване", "A signature, or a clear no."),
        Step("Nurture", "پرورش مشتری", "رعاية العملاء", "Pielęgnowanie relacji", "Поддържане на връзката",
             "The customer buys again and recommends you.", after=True),
        Step("Delivery", "تحویل", "التسليم", "Realizacja", "Доставка", "What was promised is there.", after=True),
        Step("Follow-up", "پیگیری", "المتابعة", "Dalszy kontakt", "Последващ контакт",
             "The customer is satisfied, and stays.", after=True),
    )
}  # fmt: skip

TEMPLATES = {
    "leads-to-nurture": (
        "Finding leads", "Connecting", "Qualification", "Presentation", "Objections", "Closing", "Nurture",
    ),
    "contact-to-close": (
        "First contact", "Qualification", "Needs analysis", "Pitch", "Proposal", "Negotiation", "Closing",
    ),
    "approach-to-follow-up": (
        "Prospecting", "Preparation", "Approach", "Presentation", "Objections", "Closing", "Follow-up",
    ),
    "prospecting-to-delivery": (
        "Prospecting", "Qualification", "Meeting", "Proposal", "Negotiation", "Closing", "Delivery",
    ),
    "needs-to-follow-up": (
        "Prospecting", "Qualification", "Needs analysis", "Presentation", "Objections", "Closing", "Follow-up",
    ),
}  # fmt: skip


CYCLE_TOML = "[steps] in cycle.toml"


def in_template(
    pipe: Pipeline, template: str | None = None, steps: Mapping[str, str] | None = None
) -> Pipeline:
    """The pipeline with its stages named as the steps of a template: `steps={our stage: step}`.

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
    check_steps(pipe, steps, order, said_by)
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
    own = steps is None and name == pipe.template
    if not name or (steps is None and not own):
        raise StageError(
            "No steps are given for the template." if name else "No template is given.",
            there="cycle.toml names none.",
            fix='Write template = "contact-to-close" and [steps] into cycle.toml, or pass both: '
            'in_template(pipe, "contact-to-close", {"Our stage": "First contact"}).',
        )
    if name not in TEMPLATES:
        raise StageError(
            f'There is no template "{name}".',
            there=f"Templates are {listed(TEMPLATES)}.",
            fix="Use one of these.",
        )
    return (name, pipe.steps, CYCLE_TOML) if steps is None else (name, steps, "steps=")


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


def check_steps(
    pipe: Pipeline, steps: Mapping[str, str], order: tuple[str, ...], said_by: str
) -> None:
    """StageError: a stage has no step, a step is none of the template's, or beyond the win."""
    strange = [step for step in steps.values() if step not in order]
    if strange:
        raise StageError(
            f"The template has no step {listed(strange)}.",
            there=f"Its steps are {listed(order)}.",
            fix="Use one of these.",
        )
    stages = list(dict.fromkeys(stage for stages in pipe.orders.values() for stage in stages))
    ends_with_sale = not any(STEPS[step].after for step in order)
    needed = stages if ends_with_sale else [*stages, *pipe.after]
    lacking = [stage for stage in needed if stage not in steps]
    if lacking:
        raise StageError(
            f"{said_by} names no step for {listed(lacking)}.",
            there=f"The steps are {listed(order)}.",
            fix=to_add(lacking[0], [name for name in steps if name not in needed], order, said_by),
        )
    check_sides(stages, pipe.after, steps)


def to_add(stage: str, unknown: list[str], order: tuple[str, ...], said_by: str) -> str:
    """What to type for a stage without a step: its name as it is, where one much like it has a step."""
    near = difflib.get_close_matches(stage, unknown, n=1)
    if near:
        return f'It names "{near[0]}", which is no stage here: write "{stage}".'
    if said_by == CYCLE_TOML:
        return f'Add it: "{stage}" = "{order[0]}".'
    return f'Add it: steps={{..., "{stage}": "{order[0]}"}}.'


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
