"""The font with Arabic letters: in what is told from right to left, where it is built, and nowhere else."""

import pytest

from cycle_kit.charts import lettering, script, theme
from cycle_kit.locale import LOCALES, locale_of, speaking
from cycle_kit.reports.document import document, look


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
