"""The steps for newcomers: above the answers of a sample, until they are closed; with one's own file never."""

import shutil

import pytest

from cycle_kit import shipped
from cycle_kit.dashboard.manager import ManagerPage
from cycle_kit.locale import LOCALES

SAMPLE = shipped.sample("hubspot_both_engines.csv")


@pytest.fixture
def page():
    return ManagerPage(SAMPLE)


def told(page) -> bool:
    return bool(page.tour.html) and page.tour.layout.display == ""


def test_a_sample_has_three_steps_that_end_at_ones_own_file(page):
    assert told(page)
    assert page.tour.html.count("<li>") == 3
    assert page.tour.html.index("page stops") < page.tour.html.index('"import"')
    assert "<code>cycle-kit dashboard your_export.csv</code></li></ol>" in page.tour.html
    page.tour.hear({"say": "page stops"})
    assert page.chapters.at == "stops" and told(page)


def test_steps_are_beside_answers_alone(page):
    page.tour.hear({"say": "import"})
    assert page.importing is not None and not told(page)
    page._said("back")
    assert told(page)


def test_what_is_closed_stays_closed(page):
    page.tour.hear({"say": "tour off"})
    assert not told(page)
    page.speak("fa")
    page.read_again()
    assert not told(page)
    page.speak("en")


@pytest.mark.parametrize("name", [name for name in LOCALES if name != "en"])
def test_steps_are_told_in_the_language(page, name):
    page.speak(name)
    try:
        assert (
            told(page) and "New here?" not in page.tour.html and "press a bar" not in page.tour.html
        )
    finally:
        page.speak("en")


def test_ones_own_file_has_none(tmp_path):
    own = shutil.copy(SAMPLE, tmp_path / "deals.csv")
    page = ManagerPage(tmp_path / "deals.csv")
    assert own and page.pipe is not None and not told(page)
