"""What each step of a cycle is for, and one's own figures beside."""

import re
from functools import cache

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.charts.template import told_of
from cycle_kit.charts.unanswered import ask
from cycle_kit.errors import CycleKitError, QuestionError, StageError
from cycle_kit.metrics.template import BETWEEN, TemplateName, guide
from cycle_kit.signatures import choices_of
from cycle_kit.steps import STEPS, TEMPLATES, step_named
from tests.companies import ENGINES, events, plain

OWN = ["Kontakt", "Kwalifikacja", "Oferta"]
#: days in Kontakt 10, 20, 30 (one deal goes no further), in Kwalifikacja 4 and 6, in Oferta 5
EVENTS = events(
    "1 Kontakt 2024-01-01", "1 Kwalifikacja 2024-01-11", "1 Oferta 2024-01-15", "1 Won 2024-01-20",
    "2 Kontakt 2024-01-01", "2 Kwalifikacja 2024-01-21", "2 Lost 2024-01-27",
    "3 Kontakt 2024-01-01", "3 Lost 2024-01-31",
)  # fmt: skip


def company(engine="pandas", **options):
    return ck.from_events(ENGINES[engine](EVENTS), stages=OWN, **options)


@cache
def hubspot():
    return ck.load(ck.sample("hubspot_deals.csv"))


def by_step(table):
    return table.set_index("step")


# ---- what the steps are for


def test_every_step_says_its_goal_its_questions_and_what_to_do_next():
    assert list(guide()) == list(STEPS)
    for step, said in guide().items():
        assert set(said) == {"goal", "questions", "next_actions", "source"}, step
        assert len(said["goal"]) <= 54 and said["goal"].endswith(".")  # a line on a phone
        assert 3 <= len(said["questions"]) <= 4 and 2 <= len(said["next_actions"]) <= 3
        assert all(text.endswith("?") for text in said["questions"])
        assert all(text.endswith(".") for text in said["next_actions"])
        assert BETWEEN not in "".join([*said["questions"], *said["next_actions"]])


def test_qualification_asks_the_four_and_names_their_source():
    row = by_step(ck.template(name="contact-to-close")).loc["Qualification"]
    asked = [text.split(":")[0] for text in row["questions"].split(BETWEEN)]
    assert asked == ["Interest", "Need", "Means", "Decision-maker"]
    assert row["source"].startswith("BANT: budget, authority, need, timing")


def test_without_deals_it_teaches_all_five_cycles():
    table = ck.template()
    assert table.groupby("template", sort=False)["step"].agg(tuple).to_dict() == TEMPLATES
    assert table["deals"].isna().all() and (table["note"] == "").all()
    assert set(table.loc[table["phase"] == "after", "step"]) == {"Nurture", "Follow-up", "Delivery"}
    assert choices_of(TemplateName) == list(TEMPLATES)


# ---- one's own figures


@pytest.mark.parametrize("engine", ENGINES)
def test_own_figures_stand_beside_their_step(engine):
    table = by_step(ck.template(company(engine), "contact-to-close"))
    assert table["stages"].to_dict() | {} == {
        "First contact": "Kontakt", "Qualification": "Kwalifikacja", "Needs analysis": "", "Pitch": "",
        "Proposal": "Oferta", "Negotiation": "", "Closing": "",
    }  # fmt: skip
    assert table["deals"].tolist() == [3, 2, 1, 1, 1, 1, 1]
    assert table["conversion"].round(3).tolist() == [0.667, 0.5, 1, 1, 1, 1, 1]
    days = table["median_days"].dropna().to_dict()
    assert days == {"First contact": 20, "Qualification": 5, "Proposal": 5}


def test_they_are_those_of_the_metrics_on_the_pipeline_told_in_the_template():
    pipe = company()
    table, told = by_step(ck.template(pipe)), ck.in_template(pipe, "contact-to-close")
    for metric, columns in (
        (ck.funnel, ["deals", "conversion", "at_most"]),
        (ck.stage_durations, ["median_days"]),
    ):
        theirs = metric(told).astype({"stage": "str"}).set_index("stage").loc[list(table.index)]
        pd.testing.assert_frame_equal(
            table[columns], theirs[columns].astype("float64"), check_names=False
        )


def test_a_step_after_the_win_counts_the_deals_that_were_in_it():
    pipe = ck.from_events(
        events("1 Prospecting 2024-01-01", "1 Proposal 2024-01-05", "1 Won 2024-01-08",
               "1 Delivery 2024-01-09", "1 Delivery 2024-01-10", "2 Prospecting 2024-01-02"),
        stages=["Prospecting", "Proposal"], after=["Delivery"],
    )  # fmt: skip
    table = by_step(ck.template(pipe, "prospecting-to-delivery"))
    assert table.loc["Delivery", ["phase", "deals"]].tolist() == ["after", 1]
    assert pd.isna(table.loc["Delivery", "conversion"])


def test_the_template_is_that_whose_steps_the_stages_are_named_by():
    pipe = ck.from_events(
        events("1 Търсене 2024-01-01", "1 Подготовка 2024-01-05", "1 Възражения 2024-01-08"),
        stages=["Търсене", "Подготовка", "Възражения"],
    )
    assert set(ck.template(pipe)["template"]) == {"approach-to-follow-up"}


def test_without_a_history_of_stages_days_are_not_known_and_it_says_so():
    deals = pd.DataFrame({
        "Deal ID": ["1", "2", "3"], "Stage": ["Qualification", "Proposal", "Closing"],
        "Status": ["open", "open", "won"],
        "Created": "2024-01-01", "Closed": [None, None, "2024-03-01"],
    })  # fmt: skip
    pipe = ck.load(deals, stages=["Qualification", "Proposal", "Closing"])
    table = ck.template(pipe, "contact-to-close")
    assert table["deals"].notna().all() and table["median_days"].isna().all()
    assert set(table["note"]) == {"The days are not known: this data has no history of stages."}


def test_the_order_of_the_steps_stands_for_one_that_nobody_knows():
    deals = pd.DataFrame({
        "Deal ID": list("12345"), "Stage": ["Oferta", "Kontakt", "Oferta", "Kontakt", "Kontakt"],
        "Status": ["open", "open", "won", "lost", "lost"], "Created": "2024-01-01",
        "Closed": [None, None, *["2024-03-01"] * 3],
    })  # fmt: skip
    pipe = ck.load(deals)
    with pytest.raises(StageError, match="The order of the stages is not known"):
        ck.funnel(pipe)
    table = by_step(ck.template(pipe, "contact-to-close"))
    assert table.loc[["First contact", "Proposal"], "deals"].tolist() == [5, 2]


def test_stages_that_are_no_steps_get_a_line_that_works():
    pipe = ck.from_events(
        events("1 New 2024-01-01", "1 Talk 2024-01-03", "1 Proposal 2024-01-07"),
        stages=["New", "Talk", "Proposal"],
    )
    table = ck.template(pipe)
    assert table["deals"].isna().all()
    (note,) = set(table["note"])
    assert note.startswith(
        'Your own figures are not known: No step is known by the name of "New", "Talk".'
    )
    (line,) = re.findall(r"ck\.template\(.*\)", note)
    told = eval(line, {"ck": ck, "pipe": pipe})  # the line that was printed
    assert told["deals"].notna().all() and (told["note"] == "").all()
    assert set(told["stages"]) - {""} == {"New", "Talk", "Proposal"}


def test_each_pipeline_has_its_own():
    pipe = hubspot()
    table = ck.template(pipe, by="pipeline")
    for name, part in table.groupby("pipeline"):
        alone = ck.template(pipe.where(pipeline=name))
        pd.testing.assert_frame_equal(
            part.drop(columns="pipeline").reset_index(drop=True), alone, check_dtype=False
        )
    with pytest.raises(StageError, match="There are 2 pipelines"):
        ck.template(pipe)


def test_what_is_wrong_is_told():
    with pytest.raises(QuestionError, match=r'Did you mean ck.template.name="contact-to-close".'):
        ck.template(name="contact-to-closed")  # pyright: ignore[reportArgumentType]
    with pytest.raises(StageError, match='The template has no step "Party"'):
        ck.template(company(), "contact-to-close", steps={"Kontakt": "Party"})
    assert isinstance(ask(ck.template, company(), steps={"x": "y"}), CycleKitError)


# ---- the picture


def texts(chart):
    return " ".join(
        str(text)
        for trace in chart.data
        for text in (*(trace.text or ()), *(trace.hovertext or ()))
    )


def test_the_picture_has_goals_and_figures_and_its_hover_questions_and_next_actions():
    table = ck.template(company(), "contact-to-close")
    chart = ck.template_chart(table)
    shown = texts(chart)
    for goal in table["goal"]:
        assert goal in shown
    assert "3 deals · 67\u00a0% go on · 20\u00a0d" in shown and "no stage of yours" in shown
    hover = next(t for trace in chart.data for t in trace.hovertext or () if "Qualification" in t)
    plain_hover = hover.replace("<br>", " ")
    for text in guide()["Qualification"]["questions"] + guide()["Qualification"]["next_actions"]:
        assert text in plain_hover
    assert max(map(len, re.sub("<[^>]+>", "\n", hover).split("\n"))) <= 60
    assert "BANT" in plain_hover and "your Kwalifikacja" in plain_hover


def test_the_step_that_fewest_pass_is_told_with_what_to_ask_there():
    table = ck.template(ck.one_pipeline(hubspot()))
    said = " ".join(note.text for note in ck.template_chart(table).layout.annotations)
    said = re.sub("<[^>]+>", " ", said)
    assert "Of your steps fewest pass Proposal: 50\u00a0% of 698 deals." in said
    assert "To ask there: Does it say what they need" in " ".join(said.split())


def test_a_picture_without_deals_and_of_several_is_drawn_too():
    assert "1,250 deals" not in texts(ck.template_chart(ck.template()))
    both = ck.template(hubspot(), by="pipeline")
    marks = {
        tuple(mark) for trace in ck.template_chart(both).data for mark in trace.customdata or ()
    }
    assert ("Proposal", "", "B2B") in marks and ("Proposal", "", "B2C") in marks
    assert "no step to show" in ck.template_chart(both[:0]).layout.annotations[0].text


def test_names_of_stages_cannot_steer_the_picture():
    row = ck.template(company(), "contact-to-close").assign(stages="<b>x</b>").to_dict("records")[0]
    assert "<b>x</b>" not in ck.template_chart(pd.DataFrame([row])).to_json()
    assert told_of(row | {"own": "", "counted": False, "after": False, "few": False})


# ---- steps by their name in any of the five languages


PIPE = company()
SAID = ck.in_template(PIPE, "contact-to-close")


@pytest.mark.parametrize("language", range(5))
def test_a_step_is_known_by_its_name_in_every_language(language):
    name = STEPS["Qualification"].names[language]
    assert step_named(name) == "Qualification"
    for pipe, own in ((SAID, "Qualification"), (PIPE, "Kwalifikacja")):
        same = [
            (ck.cycle_length(pipe, start=name), ck.cycle_length(pipe, start=own)),
            (ck.funnel_rule_deals(pipe, name), ck.funnel_rule_deals(pipe, own)),
            (plain(pipe.where(stage=name).deals), plain(pipe.where(stage=own).deals)),
            (plain(pipe.where(stage=[name]).deals), plain(pipe.where(stage=own).deals)),
            (plain(pipe.where(stage=slice(name, None)).deals), plain(pipe.where(stage=slice(own, None)).deals)),
        ]  # fmt: skip
        for found, expected in same:
            pd.testing.assert_frame_equal(found, expected)


def test_measures_and_assumptions_name_steps_too():
    pd.testing.assert_frame_equal(
        ck.trend(SAID, "days in Оферта"), ck.trend(SAID, "days in Proposal")
    )
    pd.testing.assert_frame_equal(
        ck.what_if(SAID, days={"Oferta": -0.2}), ck.what_if(SAID, days={"Proposal": -0.2})
    )


def test_what_only_looks_like_a_step_stays_as_it_is():
    for wrong in (
        "Kwalifikacje",
        "Qualified",
        "Pitch",
    ):  # a typo, a stage of others, a step that is not here
        with pytest.raises(CycleKitError):
            ck.funnel_rule_deals(PIPE, wrong)
        with pytest.raises(CycleKitError):
            PIPE.where(stage=wrong)
    both = ck.from_events(
        events("1 Oferta 2024-01-01", "1 Proposal 2024-01-02", "2 Oferta 2024-01-01"), stages=["Oferta", "Proposal"]
    )  # fmt: skip
    assert plain(both.where(stage="Oferta").deals)["deal_id"].tolist() == ["2"]
    with pytest.raises(CycleKitError):  # which of the two?
        both.where(stage="Оферта")
