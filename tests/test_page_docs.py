"""docs/page.md names every page by its address, and every comparison and span that an address can say."""

from pathlib import Path

from cycle_kit.dashboard.filters import BESIDE
from cycle_kit.dashboard.pages import PAGES

TEXT = (Path(__file__).parents[1] / "docs" / "page.md").read_text(encoding="utf-8")


def test_every_page_and_comparison_is_named_by_its_address():
    for key, page in PAGES.items():
        assert f"| {page.title} | `?page={key}` |" in TEXT
    assert TEXT.count("`?page=") == len(PAGES)
    assert all(f"`compare={name}`" in TEXT for name in BESIDE)
    assert TEXT.count("`compare=") == len(BESIDE)
