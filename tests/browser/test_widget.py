"""`Chart` in a real browser: drawn, clicked, redrawn, in Voila and in a plain JupyterLab."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

PAGES = Path(__file__).resolve().parents[1] / "pages"
CHARTS, SLOW, BROKEN, DEALS = (
    PAGES / f"{name}.ipynb" for name in ("charts", "slow", "broken", "deals")
)


def bars(page: Page, chart: int = 0):
    return page.locator(".cycle-kit-chart").nth(chart).locator(".bars .point")


def open_charts(page: Page, address: str) -> Page:
    page.goto(address)
    for chart in range(2):
        expect(bars(page, chart)).to_have_count(3)
    expect(page.locator(".ck-first")).to_have_count(0)  # its widgets are there
    return page


def test_charts_have_marks_a_reserved_height_and_a_name(page, voila):
    open_charts(page, voila(CHARTS))

    first, second = page.locator(".cycle-kit-chart").all()
    assert first.get_attribute("aria-label") == "Where deals stop, times 1"
    assert second.get_attribute("aria-label") == "The second"
    assert first.bounding_box()["height"] == 280
    assert first.bounding_box()["width"] == second.bounding_box()["width"] > 500


def test_two_clicks_on_one_mark_are_two_clicks_in_python(page, voila):
    open_charts(page, voila(CHARTS))

    for click in (1, 2):
        bars(page).nth(1).click(force=True)
        expect(page.get_by_text(f"Qualified, click {click}")).to_be_visible()


def test_arrows_and_enter_do_what_the_mouse_does(page, voila):
    open_charts(page, voila(CHARTS))

    page.locator(".cycle-kit-chart").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Proposal, click 1")).to_be_visible()
    expect(page.locator(".hovertext").first).to_contain_text("Proposal")


def test_a_filter_redraws_both_charts(page, voila):
    open_charts(page, voila(CHARTS))

    page.locator("select").select_option("3")
    for chart in range(2):
        expect(bars(page, chart).locator("text")).to_have_text(["360", "240", "120"])
    title = page.locator(".cycle-kit-chart").first
    expect(title).to_have_attribute("aria-label", "Where deals stop, times 3")


def test_charts_follow_the_width_of_the_page(page, voila):
    open_charts(page, voila(CHARTS))

    page.set_viewport_size({"width": 800, "height": 900})
    drawn = page.locator(".cycle-kit-chart .main-svg").first
    expect(drawn).to_have_attribute(
        "width", str(page.locator(".cycle-kit-chart").first.evaluate("n => n.clientWidth"))
    )
    assert drawn.bounding_box()["width"] < 400


def test_one_plotly_per_page(page, voila):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_charts(page, voila(CHARTS))

    scripts = [url for url in asked if "plotly" in url]
    assert len(scripts) == 1
    assert scripts[0].endswith(".min.js") and "/cycle-kit/static/plotly-" in scripts[0]


@pytest.mark.parametrize(("scheme", "ink"), [("light", (28, 36, 45)), ("dark", (231, 235, 239))])
def test_charts_follow_the_reader_to_dark(new_page, voila, scheme, ink):
    page = open_charts(new_page(color_scheme=scheme), voila(CHARTS))

    title = page.locator(".cycle-kit-chart .gtitle").first
    assert title.evaluate("n => getComputedStyle(n).fill") == "rgb({}, {}, {})".format(*ink)


def test_the_skeleton_is_there_before_the_kernel_and_goes_with_the_first_chart(page, voila):
    page.goto(voila(SLOW, pool=0), wait_until="commit")

    expect(page.locator("#skeleton")).to_be_visible(timeout=2_000)
    assert page.title() == "Sales cycle"
    assert page.locator(".cycle-kit-chart").count() == 0
    expect(bars(page)).to_have_count(1)
    expect(page.locator("#skeleton")).to_have_count(0)


def test_language_and_direction_of_the_page(page, voila):
    open_charts(page, voila(CHARTS, language="fa", title="چرخه فروش"))

    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("fa", "rtl")
    assert page.title() == "چرخه فروش"
    assert (
        page.locator(".cycle-kit-chart").first.evaluate("n => getComputedStyle(n).direction")
        == "ltr"
    )


def test_an_error_shows_neither_code_nor_data(page, voila):
    page.goto(voila(BROKEN))

    expect(page.get_by_text("There was an error")).to_be_visible()
    text = page.content()
    assert "Northwind" not in text and "ValueError" not in text


def test_the_page_cannot_call_out_even_if_it_tried(browser, voila):
    page = browser.new_page()
    page.goto(voila(CHARTS))
    tried = "fetch('https://example.com/').then(() => 'out', () => 'refused')"
    blocked = page.evaluate(
        f"""async () => {{
            const seen = new Promise(done => addEventListener('securitypolicyviolation',
                                                              event => done(event.blockedURI)));
            return [await {tried}, await seen];
        }}"""
    )
    page.close()
    assert blocked == ["refused", "https://example.com/"]


def test_a_plain_jupyterlab_gets_plotly_from_python_once(page, lab):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lab(CHARTS))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    for chart in range(2):
        expect(bars(page, chart)).to_have_count(3)
    assert [url for url in asked if "plotly" in url and "jupyterlab-plotly" not in url] == []
    assert page.locator("head script[src^='blob:']").count() == 1
    bars(page).nth(1).click(force=True)
    expect(page.get_by_text("Qualified, click 1")).to_be_visible()


def test_in_a_plain_jupyterlab_a_click_lists_the_deals_below_the_chart(page, lab):
    page.goto(lab(DEALS))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    expect(bars(page).first).to_be_visible()
    expect(page.locator(".ck-deals-body table")).to_be_hidden()
    bars(page).nth(1).click(force=True)
    expect(page.get_by_text("698 deals that got to Proposal or further")).to_be_visible()
    expect(page.get_by_text("1–15 of 698")).to_be_visible()
    page.locator(".cycle-kit-chart").focus()
    for key in ("ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("1,250 deals that got to New or further")).to_be_visible()
