"""The steps of five sales cycles from the literature, and which of them a company's stage is by its name."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cycle_kit.step_words import FILLING, TELLING, WEAKER
from cycle_kit.values.text import fold, key


@dataclass(frozen=True)
class Step:
    """One step: its name in five languages; what it is for stands in cycle_kit/metrics/step_guide.toml."""

    name: str  # English; the others below
    fa: str
    ar: str
    pl: str
    bg: str
    after: bool = False  # after the win

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, self.fa, self.ar, self.pl, self.bg)


STEPS = {
    step.name: step
    for step in (
        Step("Prospecting", "مشتری‌یابی", "البحث عن عملاء", "Pozyskiwanie klientów", "Търсене на клиенти"),
        Step("Finding leads", "یافتن سرنخ", "العثور على عملاء محتملين", "Znajdowanie leadów", "Намиране на лийдове"),
        Step("Connecting", "برقراری ارتباط", "التواصل", "Nawiązanie kontaktu", "Осъществяване на контакт"),
        Step("First contact", "تماس اول", "أول تواصل", "Pierwszy kontakt", "Първи контакт"),
        Step("Preparation", "آماده‌سازی", "التحضير", "Przygotowanie", "Подготовка"),
        Step("Approach", "نزدیک شدن به مشتری", "المقاربة", "Pierwsze podejście", "Подход"),
        Step("Qualification", "صلاحیت‌سنجی", "التأهيل", "Kwalifikacja", "Квалификация"),
        Step("Needs analysis", "نیازسنجی", "تحليل الاحتياجات", "Analiza potrzeb", "Анализ на нуждите"),
        Step("Meeting", "جلسه", "الاجتماع", "Spotkanie", "Среща"),
        Step("Presentation", "ارائه", "العرض التقديمي", "Prezentacja", "Презентация"),
        Step("Pitch", "ارائهٔ راه‌حل", "عرض الفكرة", "Prezentacja rozwiązania", "Представяне на решението"),
        Step("Proposal", "پیشنهاد", "عرض السعر", "Oferta", "Оферта"),
        Step("Objections", "رفع ایرادها", "معالجة الاعتراضات", "Obsługa obiekcji", "Работа с възражения"),
        Step("Negotiation", "مذاکره", "التفاوض", "Negocjacje", "Преговори"),
        Step("Closing", "نهایی‌سازی", "إتمام الصفقة", "Finalizacja", "Приключване"),
        Step("Nurture", "پرورش مشتری", "رعاية العملاء", "Pielęgnowanie relacji", "Поддържане на връзката", after=True),
        Step("Delivery", "تحویل", "التسليم", "Realizacja", "Доставка", after=True),
        Step("Follow-up", "پیگیری", "المتابعة", "Dalszy kontakt", "Последващ контакт", after=True),
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

#: stages that a system sets up itself and that have an order of their own, whatever the literature says
DEFAULTS = (
    ("Qualified", "Contact Made", "Demo Scheduled", "Proposal Made", "Negotiations Started"),  # Pipedrive
    ("Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Decision Maker Bought-In",
     "Contract Sent"),  # HubSpot
    ("Prospecting", "Qualification", "Needs Analysis", "Value Proposition", "Id. Decision Makers",
     "Perception Analysis", "Proposal/Price Quote", "Negotiation/Review"),  # Salesforce
)  # fmt: skip

#: two names can be of one template by chance
FEWEST = 3
MOST = max(map(len, TEMPLATES.values()))
#: people follow up and nurture before the sale too: after the win only where the closing is a stage as well
EITHER_SIDE = {"Follow-up", "Nurture"}


def step_named(name: str, template: str | None = None) -> str:
    """The step that a name in any of the five languages means, of one template or of any; else ""."""
    return next(iter(steps_named(name, template)), "")


@lru_cache(maxsize=10_000)
def steps_named(name: str, template: str | None = None) -> tuple[str, ...]:
    """The steps that a name may mean, the likeliest first.

    Every word of the name must be known; names of the steps themselves are always understood.
    """
    words, told = list(words_of(name)), []
    tell, hint, fill, stems = vocabulary()
    fit = {word: stems_of(word, stems) for word in words}
    there = frozenset[str]().union(*fit.values())
    for parts, meant in tell if there else ():
        if not there.issuperset(parts):
            continue
        found = [next((w for w in words if stem in fit[w]), None) for stem in parts]
        if None not in found and len(set(found)) == len(parts):
            words = [w for w in words if w not in found]
            told.append(meant)
    hints = {stem for (stem,), _ in hint} & there
    hinted = [meant for (stem,), meant in hint if stem in hints for w in words if stem in fit[w]]
    known = all(fit[w] & (hints | fill) for w in words)
    own = own_names().get(key(name), ())
    meant = (*own, *(step for step in shared(told or hinted) if known and step not in own))
    return tuple(step for step in meant if template is None or step in TEMPLATES[template])


def as_called(name: str, stages: Collection[str]) -> str:
    """The stage that is meant by a step's own name in another of the five languages; else the name as it is."""
    if name in stages:
        return name
    meant = set(own_names().get(key(name), ()))
    same = [stage for stage in stages if meant.intersection(own_names().get(key(stage), ()))]
    return same[0] if len(same) == 1 else name


def nearest_step(name: str, template: str) -> str:
    """The step of a template whose name in one of the languages is spelled most like this one."""
    steps = {fold(each): step for step in TEMPLATES[template] for each in STEPS[step].names}
    near = difflib.get_close_matches(fold(name), steps, n=1, cutoff=0.5)
    return steps[near[0]] if near else ""


def template_order(labels: Iterable[str]) -> tuple[str, ...]:
    """The labels in order where all are steps of one template, each a step of its own; else ().

    Stages that a system sets up itself stand in its order. Where several templates fit they must agree.
    Those that come after the win stand last: see `steps_after`.
    """
    orders = {order for order, _ in orders_of(tuple(dict.fromkeys(labels)))}
    return orders.pop() if len(orders) == 1 else ()


def steps_after(labels: Iterable[str]) -> tuple[str, ...]:
    """Those of the labels in `template_order` that are steps after the win."""
    orders = set(orders_of(tuple(dict.fromkeys(labels))))
    return orders.pop()[1] if len(orders) == 1 else ()


def orders_of(labels: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every order in which the labels can stand, and the part of it after the win."""
    if len(labels) < FEWEST:
        return
    for stages in DEFAULTS:
        places = {key(stage): place for place, stage in enumerate(stages)}
        if all(key(label) in places for label in labels):
            yield tuple(sorted(labels, key=lambda label: places[key(label)])), ()
            return
    for template, steps in TEMPLATES.items() if len(labels) <= MOST else ():
        for each in itertools.product(*(steps_named(label, template) for label in labels)):
            place = dict(zip(labels, map(steps.index, each), strict=True))
            alone = len(set(each)) == len(labels)
            if alone and ("Closing" in each or not EITHER_SIDE & set(each)):
                order = tuple(sorted(labels, key=place.__getitem__))
                yield order, tuple(label for label in order if STEPS[steps[place[label]]].after)


def words_of(name: str) -> Iterator[str]:
    """The words of a name as they are compared, without numbers."""
    return (word for word in re.findall(r"[^\W_]+", fold(name)) if not word.isdigit())


def stems_of(word: str, stems: Container[str]) -> frozenset[str]:
    """Those of the stems that are this word, or that it begins with where they are open ones."""
    forms = forms_of(word)
    begun = (f"{form[:length]}*" for form in forms for length in range(1, len(form) + 1))
    return frozenset(stem for stem in (*forms, *begun) if stem in stems)


def forms_of(word: str) -> list[str]:
    """The word, and what is left of it without what Arabic and Persian write together with a word."""
    before = [word.removeprefix(letters) for letters in BEFORE if word.startswith(letters)]
    behind = [word.removesuffix(letters) for letters in BEHIND if word.endswith(letters)]
    return [word, *(form for form in (*before, *behind) if len(form) > 1)]


BEFORE = ("ال", "لل", "وال", "بال", "ول", "و", "ل", "ب")
BEHIND = ("ی", "ها", "های", "هایی")


def shared(sets: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What all of them allow, as the first one has them in order."""
    return tuple(s for s in sets[0] if all(s in other for other in sets)) if sets else ()


@cache
def own_names() -> dict[str, tuple[str, ...]]:
    """{a step's name in any language, as it is compared: the step}."""
    return {key(name): (step.name,) for step in STEPS.values() for name in step.names}


@cache
def vocabulary():
    """The words as they are compared: those that tell, phrases first, those that hint, the rest; and all."""
    tell, hint = (
        [(tuple(map(stem_of, word.split("+"))), meant)
         for meant, words in said.items() for word in words.split()]
        for said in (TELLING, WEAKER)
    )  # fmt: skip
    tell.sort(key=lambda entry: -len(entry[0]))
    fill = frozenset(map(stem_of, FILLING.split()))
    return tell, hint, fill, fill.union(*(stems for stems, _ in (*tell, *hint)))


def stem_of(word: str) -> str:
    return fold(word.removesuffix("*")) + ("*" if word.endswith("*") else "")
