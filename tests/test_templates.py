"""Templates: five cycles of seven steps, and pipelines told in their words."""

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
