"""Templates: five cycles of seven steps, and pipelines told in their words."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError
from cycle_kit.steps import TEMPLATES
from cycle_kit.templates import in_template
from tests.companies import ENGINES, events, plain

EVENTS = events(
    "1 New 2024-01-01", "1 Talk 2024-01-03", "1 Offer 2024-01-07", "1 Won 2024-01-10",
    "1 Onboarding 2024-01-11", "2 New 2024-01-02", "2 Offer 2024-01-05", "2 Lost 2024-01-06",
)  # fmt: skip
STAGES = {
    "New": "Prospecting",
    "Talk": "Prospecting",
    "Offer": "Proposal",
    "Onboarding": "Delivery",
}


@pytest.mark.parametrize("engine", ENGINES)
def test_stages_that_share_a_step_are_one_visit(engine):
    own = ck.from_events(
        ENGINES[engine](EVENTS), stages=["New", "Talk", "Offer"], after=["Onboarding"]
    )
    pipe = in_template(own, "prospecting-to-delivery", STAGES)
    visits = plain(pipe.visits).sort_values(["deal_id", "visit"])
    assert visits[["stage", "days", "exit"]].astype(str).values.tolist() == [
        ["Prospecting", "6.0", "skip"],
        ["Proposal", "3.0", "won"],
        ["Delivery", "0.0", "open"],
        ["Prospecting", "3.0", "skip"],
        ["Proposal", "1.0", "lost"],
    ]
    assert pipe.stages == TEMPLATES["prospecting-to-delivery"][:6]
    assert list(ck.funnel(pipe)["deals"]) == [2, 2, 2, 2, 1, 1, 1]


def test_what_is_not_mapped_or_not_known_is_an_error():
    own = ck.from_events(EVENTS, stages=["New", "Talk", "Offer"], after=["Onboarding"])
    with pytest.raises(StageError) as error:
        in_template(own, "prospecting-to-delivery", {"New": "Prospecting"})
    assert error.value.wrong == 'steps= names no step for "Talk".'  # the others are known by name
    with pytest.raises(StageError, match='no step "Party"'):
        in_template(own, "prospecting-to-delivery", STAGES | {"Talk": "Party"})
    with pytest.raises(StageError, match='There is no template "x"'):
        in_template(own, "x", STAGES)


# -- what cycle.toml says --------------------------------------------------------------------------

# Four deals each. Long: all are contacted, three get to Talk, two to Offer, one is won. Short: three of four
# get a Quote, two are won.
LONG = ("a1 New Talk Offer Won", "a2 New Talk Lost", "a3 New Lost", "a4 New Talk Offer Lost")
SHORT = ("b1 Ask Quote Won", "b2 Ask Quote Won", "b3 Ask Quote Lost", "b4 Ask Lost")
ORDERS = {"Long": ["New", "Talk", "Offer"], "Short": ["Ask", "Quote"]}
SAID = {
    "New": "First contact", "Talk": "Needs analysis", "Offer": "Proposal",
    "Ask": "First contact", "Quote": "Proposal",
}  # fmt: skip
TOML = """stages = {Long = ["New", "Talk", "Offer"], Short = ["Ask", "Quote"]}
template = "contact-to-close"
[steps]
New = "First contact"
Ask = "First contact"
Talk = "Needs analysis"
Offer = "Proposal"
Quote = "Proposal"
"""
#: deals that reached each of the seven steps, and the won ones
LONG_REACHED, SHORT_REACHED = [4, 3, 3, 2, 2, 1, 1, 1], [4, 3, 3, 3, 3, 2, 2, 2]


def ways(*lines):
    """Events of deals that move every ten days, and their pipeline."""
    rows = []
    for line in lines:
        name, *stages = line.split()
        days = pd.date_range("2024-01-01", periods=len(stages), freq="10D").strftime("%Y-%m-%d")
        rows += [f"{name} {stage} {day}" for stage, day in zip(stages, days, strict=True)]
    frame = events(*rows)
    return frame.assign(pipeline=frame["deal_id"].str[0].map({"a": "Long", "b": "Short"}))


def loaded(tmp_path, toml=TOML, **options):
    log = ways(*LONG, *SHORT).rename(
        columns={"deal_id": "Deal ID", "stage": "Stage", "at": "Entered at", "pipeline": "Pipeline"}
    )
    log.to_csv(tmp_path / "log.csv", index=False)
    (tmp_path / "cycle.toml").write_text(toml, encoding="utf-8")
    return ck.load(tmp_path / "log.csv", **options)


def reached(table):
    table = table.astype({"pipeline": "str"})
    return {name: list(group["deals"]) for name, group in table.groupby("pipeline")}


@pytest.mark.parametrize("engine", ENGINES)
def test_two_pipelines_step_by_step(engine):
    own = ck.from_events(ENGINES[engine](ways(*LONG, *SHORT)), stages=ORDERS)
    pipe = in_template(own, "contact-to-close", SAID)
    table = ck.funnel(pipe, by="pipeline")
    assert reached(table) == {"Long": LONG_REACHED, "Short": SHORT_REACHED}
    steps = [*TEMPLATES["contact-to-close"], "won"]
    assert table["stage"].astype(str).tolist() == steps * 2
    assert table["stage"].cat.ordered and table["stage"].cat.categories.tolist() == steps
    first = table[table["stage"] == "Proposal"].set_index("pipeline")["conversion"]
    assert first.to_dict() == {"Long": 1 / 2, "Short": 2 / 3}
    stays = ck.stage_durations(pipe, by="pipeline").query("visits > 0")
    assert stays[["pipeline", "stage", "visits"]].astype(str).to_numpy().tolist() == [
        ["Long", "First contact", "4"], ["Long", "Needs analysis", "3"], ["Long", "Proposal", "2"],
        ["Short", "First contact", "4"], ["Short", "Proposal", "3"],
    ]  # fmt: skip
    assert set(stays["median_days"]) == {10.0}


def test_two_companies_step_by_step():
    """Each in its own Pipeline: the same figures as of two pipelines of one."""
    ours = in_template(
        ck.from_events(ways(*LONG).drop(columns="pipeline"), stages=ORDERS["Long"]),
        "contact-to-close", {stage: SAID[stage] for stage in ORDERS["Long"]},
    )  # fmt: skip
    theirs = in_template(
        ck.from_events(ways(*SHORT).drop(columns="pipeline"), stages=ORDERS["Short"]),
        "contact-to-close", {stage: SAID[stage] for stage in ORDERS["Short"]},
    )  # fmt: skip
    side_by_side = ck.funnel(ours).merge(ck.funnel(theirs), on="stage", suffixes=("", "_theirs"))
    assert side_by_side["deals"].tolist() == LONG_REACHED
    assert side_by_side["deals_theirs"].tolist() == SHORT_REACHED


def test_a_load_keeps_its_stages_and_knows_its_template(tmp_path):
    pipe = loaded(tmp_path)
    assert pipe.where(pipeline="Short").stages == ("Ask", "Quote")
    told = in_template(pipe)
    assert reached(ck.funnel(told, by="pipeline")) == {"Long": LONG_REACHED, "Short": SHORT_REACHED}
    assert list(ck.funnel(in_template(pipe.where(pipeline="Short")))["deals"]) == SHORT_REACHED
    then = in_template(pipe.rewind("2024-01-15"))  # nobody has got further than Talk or Quote
    assert reached(ck.funnel(then, by="pipeline"))["Long"] == [4, 3, 3, 0, 0, 0, 0, 0]
    assert (told.template, told.steps) == ("", {})


def test_what_is_passed_goes_before_what_cycle_toml_says(tmp_path):
    pipe = loaded(tmp_path)
    other = in_template(pipe, "needs-to-follow-up", dict.fromkeys(SAID, "Prospecting"))
    assert other.orders["Long"] == TEMPLATES["needs-to-follow-up"][:6]
    same = in_template(pipe, steps={**SAID, "Talk": "Qualification"})
    assert reached(ck.funnel(same, by="pipeline"))["Long"] == [4, 3, 2, 2, 2, 1, 1, 1]


def message(pipe, *given):
    with pytest.raises(StageError) as error:
        in_template(pipe, *given)
    return str(error.value)


def test_nothing_that_names_a_template_is_an_error(tmp_path):
    how = (
        'cycle.toml names none.\nWrite template = "contact-to-close" and [steps] into cycle.toml, or pass '
        'both: in_template(pipe, "contact-to-close", {"Our stage": "First contact"}).'
    )
    assert message(ck.from_events(EVENTS)) == f"No template is given.\n{how}"


def test_a_stage_that_no_name_tells_is_named_with_the_nearest_step(tmp_path):
    steps = ", ".join(f'"{step}"' for step in TEMPLATES["contact-to-close"])
    own = ck.from_events(EVENTS, stages=["New", "Talk", "Offer"], after=["Onboarding"])
    assert message(own, "contact-to-close") == (
        f'No step is known by the name of "New", "Talk".\nThe steps are {steps}.\n'
        'Say which it is: in_template(pipe, "contact-to-close", {"New": "First contact"}).'
    )
    near = ck.from_events(ways("a1 Nogotiation Offer Won"))
    assert message(near, "contact-to-close").endswith('{"Nogotiation": "Negotiation"}).')
    assert message(loaded(tmp_path), "needs-to-follow-up").startswith(
        "No step is known by the name"
    )


def test_a_stage_without_a_step_is_named(tmp_path):
    steps = ", ".join(f'"{step}"' for step in TEMPLATES["contact-to-close"])
    toml = TOML.replace('Talk = "Needs analysis"\n', "")
    assert message(loaded(tmp_path, toml)) == (
        f'[steps] in cycle.toml names no step for "Talk".\nThe steps are {steps}.\n'
        'Add it: "Talk" = "First contact".'
    )
    toml = TOML.replace("Quote =", "Quotes =").replace("stages = {", "# {")
    assert message(loaded(tmp_path, toml)) == (
        f'[steps] in cycle.toml names no step for "Quote".\nThe steps are {steps}.\n'
        'It names "Quotes", which is no stage here: write "Quote".'
    )


def test_a_template_that_ends_with_the_sale_leaves_what_comes_later_as_it_is():
    own = ck.from_events(EVENTS, stages=["New", "Talk", "Offer"], after=["Onboarding"])
    pipe = in_template(
        own, "contact-to-close", {"New": "Qualification", "Talk": "Pitch", "Offer": "Proposal"}
    )
    assert pipe.after == ("Onboarding",)
    visits = pipe.visits.query("deal_id == '1'")
    assert visits[["stage", "step", "exit", "phase"]].astype(str).to_numpy().tolist() == [
        ["Qualification", "2", "skip", "sale"], ["Pitch", "4", "forward", "sale"],
        ["Proposal", "5", "won", "sale"], ["Onboarding", "8", "open", "after"],
    ]  # fmt: skip


def test_a_step_on_the_other_side_of_the_win_is_an_error():
    own = ck.from_events(EVENTS, stages=["New", "Talk", "Offer"], after=["Onboarding"])
    assert message(own, "prospecting-to-delivery", STAGES | {"Onboarding": "Closing"}) == (
        '"Onboarding" comes after the win, its step "Closing" before it.\n'
        'Stages after the win are "Onboarding".\n'
        "Choose another step, or name the stages after the win in after=."
    )
    assert message(own, "prospecting-to-delivery", STAGES | {"Offer": "Delivery"}).startswith(
        '"Offer" comes before the win, its step "Delivery" after it.'
    )


# -- stages that are named like steps --------------------------------------------------------------

#: contact-to-close, as somebody might write it in each of the languages; `Won` is an outcome everywhere
NAMED = {
    "en": "Contact_made Qualified Discovery_call Demo Quote_sent Negotiations Contract",
    "fa": "تماس_اولیه ارزیابی_مشتری شناسایی_نیازها ارائه پیش‌فاکتور مذاکره عقد_قرارداد",
    "ar": "التواصل_الأول التأهيل فهم_احتياجات_العميل العرض_التقديمي عرض_السعر المفاوضات توقيع_العقد",
    "pl": "Kontakt Kwalifikacja_leada Badanie_potrzeb Prezentacja Wycena Negocjacje Podpisanie_umowy",
    "bg": "Контакт Квалифициране Нужди Демо Оферта Договаряне Сключване_на_договор",
}


@pytest.mark.parametrize("language", NAMED)
def test_stages_named_like_steps_need_no_steps(language):
    names = NAMED[language].split()
    own = ck.from_events(ways(f"a1 {' '.join(names)} Won", f"a2 {' '.join(names[:3])} Lost"))
    told = in_template(own, "contact-to-close")
    assert told.stages == TEMPLATES["contact-to-close"]
    assert list(ck.funnel(told)["deals"]) == [2, 2, 2, 1, 1, 1, 1, 1]


def test_steps_are_said_in_any_language_and_the_rest_by_name(tmp_path):
    own = ck.from_events(EVENTS, stages=["New", "Talk", "Offer"], after=["Onboarding"])
    said = {"New": "Pozyskiwanie klientów", "Talk": "Среща"}
    told = in_template(own, "prospecting-to-delivery", said)
    assert told.visits["stage"].astype(str).tolist() == [
        "Prospecting", "Meeting", "Proposal", "Delivery", "Prospecting", "Proposal",
    ]  # fmt: skip
    toml = TOML.replace('Talk = "Needs analysis"', 'Talk = "نیازسنجی"')
    assert (
        reached(ck.funnel(in_template(loaded(tmp_path, toml)), by="pipeline"))["Long"]
        == LONG_REACHED
    )


def test_cycle_toml_may_name_the_template_alone(tmp_path):
    log = ways("a1 Contact Demo Quote Won", "a2 Contact Lost").drop(columns="pipeline")
    log.columns = ["Deal ID", "Stage", "Entered at"]
    log.to_csv(tmp_path / "log.csv", index=False)
    (tmp_path / "cycle.toml").write_text('template = "contact-to-close"\n', encoding="utf-8")
    told = in_template(ck.load(tmp_path / "log.csv"))
    assert list(ck.funnel(told)["deals"]) == [2, 1, 1, 1, 1, 1, 1, 1]


def test_a_name_that_can_mean_two_steps_is_the_one_that_is_free():
    """Research is finding people in one company, getting to know them in another."""
    both = ck.from_events(ways("a1 Prospecting Research Approach Presentation Won"))
    assert in_template(both, "approach-to-follow-up").visits["stage"].tolist()[:3] == [
        "Prospecting", "Preparation", "Approach",
    ]  # fmt: skip
