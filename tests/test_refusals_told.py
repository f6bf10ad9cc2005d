"""Why a question is not answered, and what a figure is not, is told without a word of English in every language."""

import re

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.charts.words import _
from cycle_kit.errors import CycleKitError
from cycle_kit.locale import now, speaking
from tests.catalogs import LANGUAGES
from tests.public import public_metrics

DAYS = pd.date_range("2024-01-01", periods=30).strftime("%Y-%m-%d")
DEALS = pd.DataFrame({"Deal ID": range(30), "Stage": ["Won", "Lost", "New"] * 10, "Created": DAYS})
ENDED = [*DAYS[:15], *[""] * 15]
#: exports that lack the past, and each something else
IN_WORDS = ["none", "much", "10%"] * 10
EXPORTS = {
    "no dates of closing": DEALS,
    "discounts and prices in words": DEALS.assign(Closed=ENDED, Owner=["Ada", "Bo"] * 15)
    .assign(Discount=IN_WORDS)
    .assign(**{"List price": IN_WORDS}),
    "no dates": DEALS.drop(columns="Created").assign(Discount=IN_WORDS),
}
#: what somebody may ask further, of those metrics that know it
OPTIONS = (
    {},
    {"start": "New"},
    {"end": "New"},
    {"method": "history"},
    {"method": "rates"},
    {"every": "month"},
)
#: the names of what is in a file, and code
NAMES = re.compile(r'"[^"]*"|ck\.\w+(?:\([^()]*\))?|\b\w+=\S*')
#: slips in what was typed, of which the code is named
TYPED = re.compile(r"^(ck\.\w+|\w+=|\w+ needs|There is no ck\.)")


def reasons(pipe) -> set[str]:
    """Why metrics refuse, and the notes of those that answer in part."""
    found = set()
    for name in public_metrics():
        for options in OPTIONS:
            try:
                table = getattr(ck, name)(pipe, **options)
            except CycleKitError as error:
                found.add(error.wrong)
            else:
                found |= set(table.get("note", pd.Series(dtype=str)).dropna().astype(str))
    return {one for one in found if one and not TYPED.match(one)}


@pytest.fixture(scope="module", params=EXPORTS)
def said(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("exports") / "deals.csv"
    EXPORTS[request.param].to_csv(path, index=False)
    return reasons(ck.load(path, as_of="2024-02-10"))


def english_in(sentence: str, told: str) -> set[str]:
    """The words of a sentence, names and code aside, that stand in what it became."""
    mine = set(re.findall(r"[A-Za-z]{3,}", NAMES.sub("", sentence)))
    return mine & set(re.findall(r"[A-Za-z]{3,}", NAMES.sub("", told)))


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_reason_is_told_half_in_english(name, said):
    assert len(said) > 5
    with speaking(name):
        half = {one: _(one) for one in said if english_in(one, _(one))}
    assert not half


@pytest.mark.parametrize("name", LANGUAGES)
def test_names_and_figures_of_a_reason_stay(name):
    reason = 'Counting from the stage "lost deals" needs to know when deals entered their stages.'
    undated = "Not known by period: 3 of 40 won deals have no date of closing and 5 of 60 lost deals have no date"
    undated += " of closing."
    with speaking(name):
        assert "lost deals" in _(reason)
        assert re.findall(r"\d+", _(undated)) == [
            now().figure(one) for one in ("3", "40", "5", "60")
        ]


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_question_is_no_part_of_the_sentence_about_it(name):
    """A clause as the subject is broken grammar in these languages: it stands by itself, before a colon."""
    question = "How long deals stay in a stage"
    with speaking(name):
        told = _(f"{question} needs to know when deals entered their stages.")
        assert told.startswith(f"{_(question)}: ")
