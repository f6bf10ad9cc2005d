"""The pictures of the docs, taken anew: `make pictures`.

Starts the manager's page on the sample, waits until its charts stand still, and saves docs/dashboard.png; then the
page in each other language, on a desktop and on a phone, as docs/languages/fa.png and fa_phone.png.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from cycle_kit.locale import ENGLISH, LOCALES

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "dashboard.png"
LANGUAGES = PICTURE.with_name("languages")
WIDTH, HEIGHT = 1280, 985
PIPELINE = "B2B"
CHARTS = 3  # the funnel, the durations, and one below them
PORT = 8899
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@contextmanager
def served(port: int) -> Iterator[str]:
    """The address of the page, which lives as long as this block."""
    command = [sys.executable, "-m", "cycle_kit", "dashboard", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            found = re.search(r"http://\S+", server.stdout.readline())
            if not found:
                raise SystemExit("The page did not start; its own words are above.")
            yield found[0]
        finally:
            server.terminate()


def settled(page: Page) -> None:
    """Return once the charts have marks and the page's picture no longer changes."""
    page.wait_for_function(
        f"document.querySelectorAll('.js-plotly-plot .main-svg').length >= {CHARTS}", timeout=60_000
    )
    before = b""
    while (now := page.screenshot()) != before:
        before = now
        page.wait_for_timeout(500)


def main() -> None:
    with served(PORT) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(address)
        settled(page)
        page.get_by_label("Pipeline", exact=True).select_option(label=PIPELINE)
        page.get_by_text("rules differ: 28").wait_for(state="attached")  # they come late,
        page.get_by_text("won until").wait_for(state="attached")  # the forecast last
        settled(page)
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        page.close()
        for language in LOCALES:
            if language != ENGLISH:
                in_language(browser, address, language)
        browser.close()


def in_language(browser: Browser, address: str, language: str) -> None:
    """The page in a language, as it opens on a desktop and on a phone."""
    for name, wide, high in (("", WIDTH, HEIGHT), ("_phone", 390, 844)):
        page = browser.new_page(viewport={"width": wide, "height": high})
        page.goto(f"{address}?locale={language}")
        chosen = f"document.querySelector('.ck-languages')?.value === '{language}'"
        page.wait_for_function(chosen, timeout=60_000)
        ahead = "!document.querySelector('.ck-ahead .ck-big')?.textContent.includes('…')"
        page.wait_for_timeout(3000)  # what was there before stands still, too
        page.wait_for_function(ahead, timeout=60_000)
        settled(page)
        LANGUAGES.mkdir(exist_ok=True)
        page.screenshot(path=LANGUAGES / f"{language}{name}.png")
        page.close()


if __name__ == "__main__":
    main()
