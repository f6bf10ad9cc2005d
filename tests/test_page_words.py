"""Python in what the library says, told in the words of the page."""

import html
import re

import pytest

from cycle_kit.config.keys import KEYS
from cycle_kit.dashboard.import_page import ImportPage
from cycle_kit.dashboard.page_words import ARGUMENTS, PARTS, told_html, way_html
from tests.test_cli_language import ARGUMENTS as OF_LOAD
from tests.test_cli_language import said_by_the_package


def shown(told):
    return html.unescape(re.sub("<[^>]*>", "", told))


@pytest.mark.parametrize(
    ("fix", "told"),
    [
        (
            'Nothing: pass stages=["first", "second", ...] to load.',
            "Choose it under Order of the stages.",
        ),
        (
            "The stage history: deal, stage and date; pass it as history=. One row per deal; no totals.",
            "The stage history: deal, stage and date. Start the page with that file too: --history FILE. "
            "One row per deal; no totals.",
        ),
        (
            'Did you mean "Called" by "Caled"? Else name them in won=, lost= or after=.',
            'Did you mean "Called" by "Caled"? Choose it under Stages and outcomes.',
        ),
        ('Pass dates="dmy" (31/12/2024) or dates="mdy".', "Choose it under Dates and money."),
        (
            "If one means won: won=[...]. Else export won deals too.",
            "Choose it under Stages and outcomes. Else export won deals too.",
        ),
        (
            'To go by "1. Talk. Once" instead: columns={"status": ""}.',
            "Choose it under Columns.",
        ),
        ('Look at "won=[1]. So" again.', 'Look at "won=[1]. So" again.'),
        ("Mend them in the CRM and export again.", "Mend them in the CRM and export again."),
        ('Ask ck.win_rate(pipe, by="stage").', ""),
        ('Did you mean crm="pipedrive"?', "Say it when the page is started: --crm."),
        (
            'Say it in cycle.toml: currency = {base = "EUR", rates = {USD = 0}}',
            "Choose it under Dates and money.",
        ),
    ],
)
def test_a_sentence_with_python_makes_way_for_its_place(fix, told):
    assert shown(way_html(fix)) == told


def test_arguments_have_names_in_plain_words():
    assert shown(told_html('There are stages that stages= does not name: "Called".')) == (
        'There are stages that the order of stages does not name: "Called".'
    )
    assert told_html("<b>") == "&lt;b&gt;"


def test_nothing_that_the_package_says_stays_python_on_the_page():
    python = re.compile(rf"\b(ck|pipe|charts)\.\w|(?<![\w.-])({'|'.join(OF_LOAD)})=(?!=)")
    speaking = [text for text in said_by_the_package() if python.search(text)]
    assert len(speaking) > 30
    assert [text for text in speaking if python.search(shown(way_html(text)))] == []


def test_every_argument_of_load_has_a_name_here_and_every_part_a_place():
    assert {*OF_LOAD} <= {*ARGUMENTS}
    assert {name for name, (_told, part) in ARGUMENTS.items() if part} <= {*KEYS}
    assert len(ImportPage().parts) == len(PARTS)
