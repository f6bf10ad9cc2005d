"""Templates: five cycles of seven steps, and pipelines told in their words."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError
from cycle_kit.templates import STEPS, TEMPLATES, in_template
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


def test_seven_steps_each_named_in_five_languages():
    assert len(TEMPLATES) == 5
    for steps in TEMPLATES.values():
        assert len(steps) == 7
        for name in steps:
            step = STEPS[name]
            assert all((step.name, step.fa, step.ar, step.pl, step.bg, step.achieves))


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
    assert error.value.wrong == 'steps= names no step for "Talk", "Offer", "Onboarding".'
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
    bare = ck.from_events(EVENTS)
    assert message(bare) == f"No template is given.\n{how}"
    assert message(bare, "contact-to-close") == f"No steps are given for the template.\n{how}"
    assert message(loaded(tmp_path), "needs-to-follow-up").startswith("No steps are given")


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
