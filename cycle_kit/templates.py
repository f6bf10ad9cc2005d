"""Five seven-step sales cycles from the literature, to which a company's own stages can be mapped.

Two pipelines, or two companies, mapped to one template can be compared step by step. Steps after
the win (nurture, delivery, follow-up) are measured like stages after the win.
"""

from __future__ import annotations

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


def in_template(pipe: Pipeline, template: str, steps: Mapping[str, str]) -> Pipeline:
    """The pipeline with its stages named as the steps of a template: `steps={our stage: step}`.

    Several stages may share a step, several pipelines one template. Every stage needs a step. An
    unknown template, step or stage is a StageError that lists those known.
    """
    if template not in TEMPLATES:
        raise StageError(
            f'There is no template "{template}".',
            there=f"Templates are {listed(TEMPLATES)}.",
            fix="Use one of these.",
        )
    order = TEMPLATES[template]
    stages = list(dict.fromkeys([s for o in pipe.orders.values() for s in o] + list(pipe.after)))
    check_steps(stages, steps, order)
    sale = tuple(name for name in order if not STEPS[name].after)
    after = tuple(name for name in order if STEPS[name].after)
    moves = nw.from_native(pipe.moves)
    label, kind, step = nw.col("label"), nw.col("kind"), nw.col("step")
    open_stage = nw.col("kind") != "end"
    for ours, theirs in steps.items():
        here = open_stage & (nw.col("label") == ours)
        label = nw.when(here).then(nw.lit(theirs)).otherwise(label)
        place = (*sale, *after).index(theirs) + 1
        step = nw.when(here).then(nw.lit(place)).otherwise(step)
        phase = "after" if STEPS[theirs].after else "sale"
        kind = nw.when(here).then(nw.lit(phase)).otherwise(kind)
    renamed = moves.with_columns(label=label, kind=kind, step=step.cast(nw.Int64))
    orders = {name: sale for name in pipe.orders}
    shape = replace(pipe, orders=orders, after=after, ordered=True)
    return built(nw.from_native(pipe.deals), renamed, shape)


def check_steps(stages: list[str], steps: Mapping[str, str], order: tuple[str, ...]) -> None:
    lacking = [stage for stage in stages if stage not in steps]
    if lacking:
        raise StageError(
            f"steps= names no step for {listed(lacking)}.",
            there=f"The steps are {listed(order)}.",
            fix=f'Add it: steps={{..., "{lacking[0]}": "{order[0]}"}}.',
        )
    strange = [step for step in steps.values() if step not in order]
    if strange:
        raise StageError(
            f"The template has no step {listed(strange)}.",
            there=f"Its steps are {listed(order)}.",
            fix="Use one of these.",
        )
