"""Steps: which step of a sale a stage is by its name, and the order that such names make."""

import itertools
import random

import pytest

from cycle_kit.steps import (
    DEFAULTS,
    STEPS,
    TEMPLATES,
    nearest_step,
    step_named,
    steps_after,
    steps_named,
    template_order,
)

#: the seven steps of each template as other people write them
WRITTEN = {
    "leads-to-nurture": (
        "Lead generation|Outreach|Lead qualification|Demo|Handling objections|Closing|Nurture new customers",
        "Szukanie klientów|Skontaktuj się z leadami|Weryfikacja|Zaprezentuj produkt|"
        "Wątpliwości|Domknięcie|Utrzymanie",
        "جستجوی مشتری|تماس با مشتریان|احراز صلاحیت|معرفی محصول|پاسخ به اعتراضات مشتری|امضای قرارداد|وفادارسازی",
        "توليد العملاء|التواصل مع العملاء المحتملين|تأهيل العملاء|عرض تقديمي|"
        "الرد على الاعتراضات|إبرام الصفقة|رعاية العملاء",
        "Откриване на клиенти|Свързване с клиента|Оценка|Демонстрация на продукта|"
        "Възражения|Сключване|Задържане",
    ),
    "contact-to-close": (
        "1. First contact|2. Qualified|3. Discovery|4. Pitch|5. Quote|6. Negotiation|7. Contract signed",
        "Kontakt|Kwalifikacja|Potrzeby klienta|Prezentacja|Oferta wysłana|Negocjacje cenowe|Umowa",
        "تماس|صلاحیت سنجی|نیازهای مشتری|دمو|ارسال پیشنهاد|مذاکره قیمت|قرارداد",
        "الاتصال الأول|التأهيل|متطلبات العميل|العرض التوضيحي|عرض سعر|التفاوض على السعر|التعاقد",
        "Първи контакт|Квалификация|Потребности|Презентация|Ценова оферта|Преговори|Договор",
    ),
    "approach-to-follow-up": (
        "Prospecting|Preparing|Approaching|Presenting|Objections|Close the deal|Follow up",
        "Poszukiwanie|Przygotowanie|Podejście|Pokaz|Zastrzeżenia|Podpisanie umowy|Obsługa posprzedażowa",
        "مشتری یابی|آماده شدن|نزدیک شدن|ارائه‌ی محصول|مدیریت ایرادات|بستن معامله|پیگیری پس از فروش",
        "استكشاف العملاء|التحضير المسبق|الاقتراب من العميل|تقديم العرض|"
        "معالجة اعتراضات العميل|إغلاق البيع|متابعة ما بعد البيع",
        "Търсене|Подготовка|Подход към клиента|Представяне|Справяне с възраженията|Затваряне|Проследяване",
    ),
    "prospecting-to-delivery": (
        "Prospecting|Qualification|Meeting booked|Proposal sent|Negotiations|Closing|Onboarding",
        "Pozyskanie klienta|Kwalifikowanie|Umówione spotkanie|Wycena|Negocjacje|Finalizacja|Wdrożenie",
        "یافتن مشتری|تعیین صلاحیت|قرار ملاقات|پیش‌فاکتور|مذاکرات|نهایی کردن فروش|تحویل کالا",
        "البحث عن الزبائن|فرز العملاء|اللقاء الأول|عروض أسعار|المفاوضات|توقيع العقد|تنفيذ",
        "Привличане на клиенти|Квалифициране|Срещи|Оферта изпратена|"
        "Договаряне|Подписване на договора|Внедряване",
    ),
    "needs-to-follow-up": (
        "Sourcing|Qualifying|Needs analysis|Product demo|Overcoming objections|Closing|After-sales service",
        "Pozyskiwanie leadów|Kwalifikacja|Analiza potrzeb|Demo|"
        "Obiekcje|Zamknięcie sprzedaży|Opieka po sprzedaży",
        "مشتری‌یابی|غربالگری|نیاز سنجی|پرزنت محصول|رفع اعتراض|بستن فروش|پیگیری",
        "التنقيب عن العملاء|التأهيل|تحديد احتياجات العميل|العرض التقديمي|"
        "التعامل مع الاعتراضات|إتمام البيع|المتابعة",
        "Намиране|Квалификация|Нужди на клиента|Презентация|"
        "Възражения|Приключване на сделката|Следпродажбено обслужване",
    ),
}  # fmt: skip
#: of these no single step is told: other things, outcomes, two steps at once, people not sold to yet
UNTOLD = (
    "New", "Lead", "Call", "Inquiry", "Legal", "On hold", "Won", "Closed", "Closed lost", "Contract lost",
    "Unqualified", "Not qualified", "Proposal rejected", "Demo / proposal", "Needs and demo", "Lead nurturing",
    "Zamknięte", "Nie zakwalifikowany", "Kontrahent", "Sprzedano", "Приключена", "Неквалифициран", "Отказ",
    "بسته شده", "رد صلاحیت", "پرورش سرنخ", "مغلق", "غير مؤهل", "", "7", "✅",
)  # fmt: skip


#: a first contact as people call it in five languages, by whatever they make it
FIRST_CONTACTS = {
    "English": "First contact|Initial contact|Contact made|First call|Initial call|First touch|First conversation",
    "Polish": "Pierwszy kontakt|Wstępny kontakt|Kontakt początkowy|Pierwsza rozmowa|Pierwszy telefon|"
    "Pierwszy kontakt z klientem|Rozmowa wstępna",
    "Persian": "تماس اول|اولین تماس|نخستین تماس|تماس اولیه|اولین ارتباط|نخستین ارتباط|ارتباط اولیه|اولین تماس با مشتری|"
    "اولین تماس تلفنی|اولین گفتگو|اولین گفت‌وگو|مکالمه اولیه",
    "Arabic": "أول تواصل|التواصل الأول|أول اتصال|الاتصال الأول|التواصل الأولي|اتصال مبدئي|المكالمة الأولى|أول مكالمة|"
    "أول تواصل مع العميل",
    "Bulgarian": "Първи контакт|Първоначален контакт|Начален контакт|Първо обаждане|Първи разговор|Първият контакт",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "name"),
    [(language, name) for language, said in FIRST_CONTACTS.items() for name in said.split("|")],
)
def test_a_first_contact_is_known_by_what_people_call_it(language, name):
    assert step_named(name, "contact-to-close") == "First contact", language
    others = WRITTEN["contact-to-close"][list(FIRST_CONTACTS).index(language)].split("|")[1:]
    assert template_order([*reversed(others), name]) == (name, *others)


def test_seven_steps_each_known_by_their_names_in_five_languages():
    assert [len(steps) for steps in TEMPLATES.values()] == [7] * 5
    for step in STEPS.values():
        assert [step_named(name) for name in step.names] == [step.name] * 5


@pytest.mark.parametrize("template", TEMPLATES)
def test_steps_as_people_write_them_stand_in_the_order_of_their_template(template):
    for row in WRITTEN[template]:
        labels = row.split("|")
        assert tuple(step_named(label, template) for label in labels) == TEMPLATES[template]
        mixed = random.Random(7).sample(labels, len(labels))
        assert template_order(mixed) == tuple(labels)
        assert template_order(label.upper() for label in mixed) == tuple(x.upper() for x in labels)
        late = [x for x, step in zip(labels, TEMPLATES[template], strict=True) if STEPS[step].after]
        assert steps_after(mixed) == tuple(late)


@pytest.mark.parametrize("name", UNTOLD)
def test_what_is_no_step_or_more_than_one_is_none(name):
    assert step_named(name) == ""


def test_an_order_needs_three_names_of_one_template_each_a_step_of_its_own():
    assert template_order(["Proposal", "Meeting"]) == ()  # by chance
    assert template_order(["Closing", "Proposal", "Meeting"]) == ("Meeting", "Proposal", "Closing")
    assert template_order(["Closing", "Proposal", "Meeting", "Legal"]) == ()
    assert template_order(["Closing", "Proposal", "Quote", "Meeting"]) == ()  # two are one step
    assert template_order(["Objections", "Negotiation", "Closing"]) == ()  # no template has both
    assert template_order(f"Research {n}" for n in range(40)) == ()


def test_following_up_comes_after_the_win_only_where_the_closing_is_a_stage():
    assert template_order(["Follow up", "Demo", "Prospecting"]) == ()
    labels = ["Follow up", "Closing", "Demo", "Prospecting"]
    assert template_order(labels) == ("Prospecting", "Demo", "Closing", "Follow up")
    assert steps_after(labels) == ("Follow up",)
    assert steps_after(["Delivery", "Meeting", "Proposal"]) == ("Delivery",)


def test_stages_that_a_system_sets_up_stand_in_its_own_order():
    pipedrive = DEFAULTS[0]  # there people are qualified before they are contacted
    for some in itertools.combinations(pipedrive, 3):
        assert template_order(reversed(some)) == some


def test_a_template_chooses_among_the_steps_that_a_name_can_mean():
    assert [step_named("Demo", name) for name in ("leads-to-nurture", "contact-to-close")] == [
        "Presentation", "Pitch",
    ]  # fmt: skip
    assert steps_named("Demo", "prospecting-to-delivery") == ()
    assert nearest_step("Negocjacja", "contact-to-close") == "Negotiation"
    assert nearest_step("Xyz", "contact-to-close") == ""
