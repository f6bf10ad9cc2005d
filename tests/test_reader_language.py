"""The language in which a reader's page opens: the address wins, then what is said for all, then the browser's."""

import pytest

from cycle_kit.dashboard import reader
from cycle_kit.dashboard.given import locale_kept
from cycle_kit.dashboard.manager import manager_page
from cycle_kit.locale import LOCALES, now, speaking
from tests.test_reports import DEALS


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", ""), ("*", ""), ("de-DE,de;q=0.9", ""), (";,;q=,", ""), ("fa;q=nothing", ""), ("pl;q=0, de", ""),
        ("fa", "fa"), ("fa-IR,fa;q=0.9,en-US;q=0.8,en;q=0.7", "fa"), ("de-DE,de;q=0.9,pl;q=0.5", "pl"),
        ("en;q=0.5, ar-EG", "ar"), ("AR-eg", "ar"), ("BG , en; q=0.9", "bg"), ("faroe,fil,plx", ""),
        ("en-GB,en;q=0.9,fa;q=0.8", "en"), ("en-GB;q=0.1,pl;q=0.8,en;q=0.9", "pl"),
    ],
)  # fmt: skip
def test_the_browsers_language_is_the_one_of_ours_that_it_likes_most(accepted, language):
    assert reader.preferred(accepted) == language


@pytest.mark.parametrize("browser", LOCALES)
def test_the_address_wins_then_what_is_said_for_all_then_the_browser(browser):
    def head(said, asked):
        found = reader.head(said, asked=asked, accepted=f"{browser}-XX,de;q=0.9")
        return found["language"], found["usual"], found["waits"]

    assert head("", "") == (browser, browser, browser != "en")
    assert head("bg", "") == ("bg", "bg", False)
    assert head("", "pl") == ("pl", browser, True)
    assert head("bg", "xx") == ("bg", "bg", False)
    assert now().name == "en"


def test_the_page_is_told_in_the_browsers_language_unless_one_is_said_for_all(tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    with speaking("en"):
        page = manager_page(tmp_path / "deals.csv")
        sent = []
        page.address.send = sent.append
        page.address.hear({"search": "", "language": "fa"})
        assert now().name == "fa" and "چرخهٔ فروش" in page.head.html
        assert not any("locale" in told.get("search", "") for told in sent)
        page.speak("en")  # chosen on the page, and from now on in its address
        assert any(told.get("language") == "en" for told in sent)
        assert "locale=en" in sent[-1]["search"]
        page.address.hear({"search": "?locale=pl", "language": "fa"})
        assert now().name == "pl"
        for other in (None, 7, "xx", ["ar"]):
            page.address.hear({"search": "", "language": other})
            assert now().name == "fa"  # as the browser said before

    (tmp_path / "cycle.toml").write_text('locale = "bg"\n', encoding="utf-8")
    assert locale_kept([tmp_path / "deals.csv"]) == "bg"
    with speaking("en"):
        page = manager_page(tmp_path / "deals.csv")
        page.address.hear({"search": "", "language": "fa"})
        assert now().name == "bg"
    (tmp_path / "cycle.toml").write_text("", encoding="utf-8")
    assert locale_kept([tmp_path / "deals.csv"]) == ""


def test_what_a_page_says_without_a_kernel_is_told_in_the_language():
    """And is in the catalogs: templates name it as `told("...")`."""
    text = "The page could not be made. Reload it; if that does not help, the terminal says why."
    assert reader.told_in("en")(text) == reader.told_in("xx")(text) == text
    assert reader.told_in("fa")(text) != text
