"""What axe-core says of the pages: names for every field, contrast, landmarks, tables that can be read aloud."""

import pytest
from playwright.sync_api import Page, expect

import cycle_kit as ck
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.shipped import notebook, sample
from tests.browser.conftest import ROOT

AXE = ROOT / ".venv" / "front" / "node_modules" / "axe-core" / "axe.min.js"
MANAGER = notebook("manager")
SAMPLE = sample("hubspot_deals.csv")
FOUND = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map(({id, nodes}) => [id, nodes.length, ...nodes.slice(0, 3).map((node) => node.html.slice(0, 200))])"""


def faults(page: Page) -> list:
    assert AXE.exists(), "axe-core comes with what `make front` installs; npm is needed for it"
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    return page.evaluate(FOUND)


def drawn(page: Page) -> None:
    expect(page.locator(".ck-instead").get_by_text("…", exact=True)).to_have_count(0)
    expect(page.locator(".ck-first")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages(new_page, voila, scheme):
    page = new_page(color_scheme=scheme)
    found = {}
    page.goto(voila(MANAGER, export=str(SAMPLE)))
    for key in ["overview", *PAGES]:
        if key != "overview":
            links = page.get_by_role("navigation", name="Pages")
            links.get_by_role("link", name=PAGES[key].title, exact=True).click()
            expect(page.locator(".ck-question")).to_contain_text(PAGES[key].question.split(",")[0])
            expect(page.locator(".ck-sheet > .ck-panel")).to_have_count(len(PAGES[key].parts))
        else:
            expect(page.locator(".ck-card")).to_have_count(9)
        drawn(page)
        if told := faults(page):
            found[key] = told
    assert not found, "\n".join(f"{k}: {v}" for k, v in found.items())


def test_the_page_that_asks_what_columns_mean(new_page, voila, tmp_path_factory):
    export = tmp_path_factory.mktemp("asked") / "deals.csv"
    rows = "".join(f"{n},Alpha,{n * 10},2024-0{n % 9 + 1}-02\n" for n in range(1, 30))
    export.write_text("No,Whereabouts,Price,Day\n" + rows, encoding="utf-8")
    page = new_page()
    page.goto(voila(MANAGER, export=str(export)))
    expect(page.locator(".ck-import, .ck-step").first).to_be_visible()
    assert not faults(page)


@pytest.mark.parametrize("locale", ["en", "fa"])
def test_a_report(new_page, tmp_path_factory, locale):
    pipe = ck.load(ck.sample("hubspot_deals.csv")).where(pipeline="B2C")
    path = ck.report(pipe, tmp_path_factory.mktemp("report") / "report.html", locale=locale)
    page = new_page()
    page.goto(path.as_uri())
    assert not faults(page)
