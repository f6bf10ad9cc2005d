"""What names of stages tell by themselves: an order, or what they are called without their ornaments."""

import random

import pytest

from cycle_kit.values import bare_name, key, stage_numbers
from cycle_kit.values.steps import STEPS

FRONT, CALLED = "the numbers in front of their names", "the numbers that they are called by"
LETTERS, ROMAN = "the letters in front of their names", "the Roman numerals in front of their names"
WORDS, BEHIND = "the numbers in their names", "the numbers behind their names"
CHANCES = "the probabilities in their names"

#: stages in their order, by what tells it
ORDERED = {
    FRONT: """
        1. New|2. Demo|3. Offer|10. Contract
        1) New|2) Demo
        (1) New|(2) Demo
        [1] New|[2] Demo|[3] Offer
        1 - New|2 - Demo
        1-Qualify|2-Develop|3-Close
        10-discover|20-qualify|45-offer
        #01 New|#05 Demo|#09 Sign
        01_New|02_Demo
        1 New|2 Demo|4 Offer
        10 New|20 Demo|30 Offer
        1.New|2.Demo|3.Offer
        Stage 1: Lead|Stage 3.1: Offer|Stage 3.2: Talks
        1.1 New|1.2 Demo|2.1 Offer
        1/ New|2/ Demo
        1: New|2: Demo
        1 New|2 Demo
        1st call|2nd call|3rd call
        S1 Qualify|S2 Demo|S3 Offer
        L0 Lead|L1 MQL|L2 SQL
        №1 Заявка|№2 Договор
        ۱. تماس|۲. پیشنهاد|۳. قرارداد
        ١- عميل|٢- عرض
        1️⃣ New|2️⃣ Demo|3️⃣ Offer
        ① New|② Demo
        🔥 1. Hot|❄️ 2. Cold
        1. Only
        1/4 Zapytanie|2/4 Oferta|3/4 Negocjacje
        [1/3] Lead|[2/3] Quote|[3/3] Talks
        ٢/٤ زيارة|٣/٤ عرض|٤/٤ تفاوض
        1 / 5: Anfrage|2 / 5: Angebot|5 / 5: Abschluss
    """,
    CALLED: """
        0|1|2|3|4
        1|2|3|4|5
        10|20|30|50
        ۱|۲|۳
        2|3|4
    """,
    LETTERS: """
        a) Lead|b) Offer|c) Contract
        A - Lead|B - Offer|C - Sign
        (a) Lead|(b) Offer
        A. Lead|B. Offer|D. Contract
        A-Lead|B-Demo|C-Offer
        Stage A|Stage B
        а) Запитване|б) Оферта|в) Договор
        الف) تماس|ب) پیشنهاد|ج) قرارداد
        الف- تماس|ب- پیشنهاد|پ- قرارداد
        أ) عميل|ب) عرض|ج) عقد
        b) Vizită|c) Ofertă|d) Negociere
        ب) زيارة|ج) عرض سعر|د) تفاوض
        б) Оглед|в) Оферта|г) Преговори
    """,
    ROMAN: """
        I. Lead|II. Offer|III. Sign|IV. Done
        Etap I|Etap II|Etap III
        I - Lead|II - Offer
        Faza I: Kontakt|Faza II: Oferta
    """,
    WORDS: """
        Step one|Step two|Step three
        Pierwszy krok|Drugi krok
        Шаг первый|Шаг второй
        مرحله اول: تماس|مرحله دوم: پیشنهاد|مرحله سوم
        المرحلة الأولى|المرحلة الثانية
        First call|Second call|Third call
        Първа среща|Втора среща
        Erstes Treffen|Zweites Treffen
    """,
    BEHIND: """
        Enquiry-1|Offer-2|Contract-3
        Lead #1|Demo #2|Offer #3
        Lead (1)|Demo (2)
        Meeting 1|Meeting 2|Meeting 3
        تماس ۱|پیشنهاد ۲
    """,
    CHANCES: """
        Qualified (20%)|Proposal (60%)|Talks (80%)
        10% - Lead|50% - Offer
        Lead - 10 %|Offer - 55.5 %
        10%|50%|90%
    """,
}


@pytest.mark.parametrize(
    ("stages", "evidence"),
    [
        (line.strip(), evidence)
        for evidence, lines in ORDERED.items()
        for line in lines.strip().splitlines()
    ],
)
def test_names_that_tell_their_order(stages, evidence):
    in_order = stages.split("|")
    mixed = random.Random(3).sample(in_order, len(in_order))
    numbers = stage_numbers(mixed)
    assert sorted(mixed, key=lambda label: numbers[label]) == in_order
    assert numbers.evidence == evidence


@pytest.mark.parametrize("step", sorted(set(STEPS)))
@pytest.mark.parametrize(
    "way", ["{step} {n}", "{step} {n}: {name}", "{step} {n} - {name}", "{n}. {step}"]
)
def test_every_word_for_a_step(step, way):
    labels = [way.format(step=step, n=n, name=name) for n, name in ((11, "X"), (2, "Y"), (1, "Z"))]
    assert sorted(labels, key=stage_numbers(labels).get) == labels[::-1]


NO_ORDER = """
    New|Demo|Offer
    1. New|Demo|3. Offer
    1. New|1. Demo
    Lead|Lead 2|Lead 3
    Stage 1|Stage 1b
    30 days|60 days|90 days
    30-day trial|60-day trial
    1 month|3 months|1 year
    3 dni|7 dni
    2 روز|3 روز
    2024 Q1|2024 Q2|2023 Q4
    Q1 2024|Q2 2024
    Q1|Q2|Q3
    2023|2024|2025
    2023 leads|2024 leads
    Won 2023|Won 2024
    10-20 k|20-50 k|50-100 k
    0-10|10-20
    24/7 support|12/5 support
    Visit 10:30|Visit 11:30
    01/02|03/04
    1/4 Zoll|1/2 Zoll|3/4 Zoll
    5/4 A|6/4 B
    B. Lead|C. Offer
    M) Lead|N) Offer|O) Talks
    2292223|2292224|2292225
    12|57|88
    5000|10000
    Qualify (123)|Demo (87)|Offer (5)
    V8 engine|V6 engine
    E-mail|T-shirt
    B2B|B2C
    3M|5G|7Up
    Day 1|Day 7|Day 30
    A lead|B lead
    Proposal (60%)|Qualified (60%)
    X. Offer|M. Deal
    C. Lead|D. Offer
    One call|No call
    Offer 150%|Lead 20%
    C++|C
"""


@pytest.mark.parametrize("stages", [line.strip() for line in NO_ORDER.strip().splitlines()])
def test_names_that_tell_none(stages):
    found = stage_numbers(stages.split("|"))
    assert found == {}
    assert found.evidence == ""


ADORNED = [
    ("Won ✅", "won"),
    ("خسارة ❌", "خسارة"),
    ("فوز ✓", "فوز"),
    ("مغلق ✓", "مغلق"),
    ("👍🏽 Won", "won"),
    ("✔️ Won", "won"),
    ("🏆Won🏆", "won"),
    ("→ Lost", "lost"),
    ("g) Lost", "lost"),
    ("A - Won", "won"),
    ("V. Won", "won"),
    ("Krok 7: Wygrana", "wygrana"),
    ("الخطوة 3: فوز", "فوز"),
    ("گام ۷: برد", "برد"),
    ("7️⃣ Won", "won"),
    ("Won ✅ (100%)", "won"),
    ("9. Won - 100 %", "won"),
]


@pytest.mark.parametrize(("name", "bare"), ADORNED)
def test_ornaments_do_not_hide_a_name(name, bare):
    assert key(bare_name(name)) == key(bare)


@pytest.mark.parametrize(
    "name", ["C++", "A+", "e-mail", "x-ray", "✅", "❌", "1st call", "3M deal", "A.B. Smith", "R&D"]
)
def test_what_is_no_ornament_stays(name):
    assert bare_name(name) == name.lower()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Won ✅", "Won ❌"), ("🔥 Lead", "❄️ Lead"), ("Lead ⭐", "Lead"), ("✅", "❌")],
)
def test_pictures_tell_two_names_apart(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (("10", "9", "8"), ["8", "9", "10"]),
        (("25", "23", "24"), ["23", "24", "25"]),
        (("5", "7", "6", "8"), ["5", "6", "7", "8"]),
        (("8", "12", "40"), []),  # with gaps they may be anything
        (("101", "102", "103"), []),  # ids
        (("2022", "2023", "2024"), []),  # years
        (("9", "10"), []),
    ],
)
def test_bare_numbers_in_a_row_are_in_order_wherever_they_begin(names, order):
    numbers = stage_numbers(names)
    assert sorted(numbers, key=lambda name: numbers[name]) == order
