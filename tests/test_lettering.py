"""The font with Arabic letters: in what is told from right to left, where it is built, and nowhere else."""

from pathlib import Path

import pytest
from jinja2 import Environment

import cycle_kit as ck
from cycle_kit import dashboard
from cycle_kit.charts import lettering, script, theme
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.locale import LOCALES, locale_of, speaking
from cycle_kit.reports import report, site
from cycle_kit.reports.document import document, look
from tests.test_reports import DEALS


@pytest.mark.parametrize("name", LOCALES)
def test_files_that_stand_alone_have_it_within_where_the_language_needs_it(
    name, tmp_path, monkeypatch
):
    with speaking(name):
        monkeypatch.setattr(script, "BUILT", tmp_path)
        assert "@font-face" not in look()
        (tmp_path / "letters.woff2").write_bytes(b"wOF2 letters")
        told = document("T", "<p>x</p>")
    assert ("@font-face" in told) == locale_of(name).leftwards
    assert "url(" not in told.replace('url("data:font/woff2;base64,', "").replace(
        "url('data:image", ""
    )
    assert theme.FONT.startswith(theme.LETTERS + ",")


def test_a_server_has_it_under_a_name_that_tells_its_content(tmp_path, monkeypatch):
    monkeypatch.setattr(script, "BUILT", tmp_path / "built")
    assert lettering.put_into(tmp_path) == ""
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "letters.woff2").write_bytes(b"wOF2 letters")
    place = lettering.put_into(tmp_path)
    assert (tmp_path / "labextensions" / place).read_bytes() == b"wOF2 letters"
    assert f'url("/{place}")' in lettering.face(f"/{place}")


def test_the_rule_stands_in_the_head_of_the_page_as_css_where_there_is_a_font():
    """Quotes within a style are quotes: with a sign for them in their place no browser finds the file."""
    head = Path(dashboard.__path__[0]) / "template/voila/templates/cycle_kit/head.html.j2"
    [line] = [one for one in head.read_text(encoding="utf-8").splitlines() if "face(" in one]
    shown = Environment(autoescape=True).from_string(line)
    page, given = {"letters": "x/letters-1.woff2"}, {"base_url": "/", "face": lettering.face}
    assert shown.render(page=page, **given) == lettering.face(
        "/voila/labextensions/x/letters-1.woff2"
    )
    assert shown.render(page={"letters": ""}, **given) == ""


@pytest.mark.parametrize("name", LOCALES)
def test_report_and_site_have_a_font_within_only_where_the_language_needs_one(
    name, tmp_path, monkeypatch
):
    """And none of them names one elsewhere."""
    monkeypatch.setattr(script, "BUILT", tmp_path)
    (tmp_path / "letters.woff2").write_bytes(b"wOF2 letters")
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    pipe = ck.load(tmp_path / "deals.csv").where(owner="Ada Stone", pipeline="North")
    monkeypatch.setattr(site, "PAGES", {key: PAGES[key] for key in site.FIRST})
    monkeypatch.setattr(site, "time_spans", lambda day: {})
    monkeypatch.setattr(report, "PAGES", {})
    ck.report(pipe, tmp_path / "r.html", locale=name)
    ck.publish(pipe, tmp_path / "site", locale=name)
    for path in (tmp_path / "r.html", tmp_path / "site" / "look.css"):
        told = path.read_text(encoding="utf-8")
        assert ("@font-face" in told) == ("font/woff2" in told) == locale_of(name).leftwards
        assert ".woff2" not in told and "fonts.g" not in told
    assert "@font-face" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
