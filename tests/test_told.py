"""Sentences as templates: what is said of a row, what is not, and that every template can be said."""

import pkgutil
from dataclasses import fields, is_dataclass
from importlib import import_module

import pytest

from cycle_kit import charts
from cycle_kit.charts import told
from cycle_kit.charts.told import hover, more_than, not_shown, said, say

NAN = float("nan")
BLOCK = """
    <b>{stage:name}</b>
    {won:n} of {deals:#} deal won
        || {won:n} of {deals:#} deals won
    worth {value:full_money} // no amount
    {?few}[few]
"""


def test_a_value_stands_in_the_words_of_its_form():
    row = {"share": 0.412, "days": 6.4, "n": 1240, "name": "a very long name", "empty": 0}
    text = "{share:share}, {days:days}, {days:full_days}, {n:n}, {name:name8}, {empty:n}"
    assert say(text, row) == "41\xa0%, 6.4\xa0d, 6.4 days, 1,240, a very…, 0"


@pytest.mark.parametrize("value", [None, NAN, ""])
def test_a_sentence_is_not_said_where_a_value_is_absent_unless_a_dash_is_asked_for(value):
    assert say("half within {days:days}", {"days": value}) == ""
    assert say("half within {days:days}", {}) == ""
    assert say("half within {days:days–}", {"days": value}) == "half within –"


@pytest.mark.parametrize(
    ("value", "true", "false", "there"),
    [(1, "x", "", "x"), (0, "", "x", "x"), (False, "", "x", "x"), (None, "", "x", ""), (NAN, "", "x", "")],
)  # fmt: skip
def test_a_sentence_can_depend_on_a_value_that_it_does_not_show(value, true, false, there):
    assert say("{?a}x", {"a": value}) == true
    assert say("{-a}x", {"a": value}) == false
    assert say("{+a}x", {"a": value}) == there
    assert say("{!a}x", {"a": value}) == ("" if there else "x")


def test_a_block_has_a_sentence_a_line_each_in_its_number():
    row = {"stage": "<Offer>", "won": 1, "deals": 1, "value": 1200, "currency": "EUR", "few": True}
    first = ["<b>&lt;Offer&gt;</b>", "1 of 1 deal won", "worth €1,200", "too few to judge"]
    assert said(BLOCK, row) == first
    assert hover(BLOCK, row) == "<br>".join(first)
    many = row | {"deals": 12, "value": None, "few": False}
    assert say(BLOCK, many) == "<b>&lt;Offer&gt;</b> 1 of 12 deals won no amount"


def test_a_number_can_decide_unseen():
    text = "{#n}{names}: too few. || {names}: too few each."
    assert say(text, {"n": 1, "names": "Ann"}) == "Ann: too few."
    assert say(text, {"n": 2, "names": "Ann, Bo"}) == "Ann, Bo: too few each."


def test_figures_stand_in_the_unit_of_their_measure():
    row = {"measure": "won_value", "currency": "EUR", "value": 1200.0, "by": -300.0}
    assert say("{value:short}, {value:full} ({by:apart})", row) == "€1.2\xa0k, €1,200 (−€300)"
    assert say("{value:full}", row | {"measure": "median_cycle_days", "value": 1.0}) == "1 day"


def test_words_in_a_colour():
    assert say("[won]<b>{n:n}</b>[/]", {"n": 3}) == '<span style="color:#006357"><b>3</b></span>'


def test_values_are_never_read_as_templates():
    assert say("{name}", {"name": "{n} // [won] || x"}) == "{n} // [won] || x"


def test_what_found_no_place():
    assert [not_shown(30, count) for count in (30, 31, 35)] == [
        "", "1 more is not shown", "5 more are not shown",
    ]  # fmt: skip
    assert more_than(2, 3, "{n:#} goes || {n:#} go") == "1 goes"


def texts_in(value):
    """The templates in a constant of a module."""
    if isinstance(value, str):
        return [value] if told.PLACE.search(value) else []
    if is_dataclass(value) and not isinstance(value, type):
        return texts_in([getattr(value, field.name) for field in fields(value)])
    if isinstance(value, dict):
        return texts_in(list(value.values()))
    return (
        [text for one in value for text in texts_in(one)]
        if isinstance(value, (list, tuple))
        else []
    )


def templates():
    for module in pkgutil.iter_modules(charts.__path__):
        constants = vars(import_module(f"cycle_kit.charts.{module.name}"))
        for name, value in constants.items():
            if name.isupper() and name not in ("BLOCK", "AGE"):
                yield from ((f"{module.name}.{name}", text) for text in texts_in(value))


FOUND = sorted(set(templates()))


def test_templates_are_found():
    assert len(FOUND) > 150


@pytest.mark.parametrize(("where", "text"), FOUND)
def test_every_template_has_forms_colours_and_numbers_that_there_are(where, text):
    known = {*told.FORMATS, *told.OF_MONEY, *told.OF_MEASURE}
    for sentence in (one for ways in told.sentences_of(text) for one in ways):
        assert sentence.one and not sentence.one.startswith(("/", "|"))
        assert sentence.count or sentence.one == sentence.more
        for way in (sentence.one, sentence.more):
            forms = {form.removesuffix("–") for _before, _sign, _place, form in told.parsed(way)}
            assert {form for form in forms if not form.startswith("name")} <= known
