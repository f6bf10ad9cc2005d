"""The pages of questions as their reader has them: by link, by key, back and forward, on a phone."""

from playwright.sync_api import Page, expect

from cycle_kit.dashboard.pages import PAGES
from cycle_kit.shipped import notebook, sample

MANAGER = notebook("manager")
SAMPLE = sample("hubspot_deals.csv")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: parts that neither draw marks nor say anything
EMPTY = """[...document.querySelectorAll('.ck-sheet > .ck-panel')].filter((panel) =>
  !panel.querySelector('.main-svg .trace, .main-svg .annotation, .main-svg .sankey') &&
  !panel.querySelector('.ck-instead p, .ck-instead .ck-needs')).map((panel) => panel.className)"""


def link(page: Page, title: str):
    return page.get_by_role("navigation", name="Pages").get_by_role("link", name=title, exact=True)


def opened(page: Page, address: str, key: str) -> Page:
    page.goto(address)
    expect(link(page, PAGES[key].title)).to_have_attribute("aria-current", "page", timeout=30_000)
    return page


def test_every_page_shows_all_its_parts_and_fits_a_phone(new_page, voila):
    page = new_page(**PHONE)
    first, *others = PAGES
    opened(page, f"{voila(MANAGER, export=str(SAMPLE))}?page={first}", first)
    shows_all(page, first)
    for key in others:
        link(page, PAGES[key].title).click()
        shows_all(page, key)


def shows_all(page: Page, key: str) -> None:
    expect(page.locator(".ck-question")).to_contain_text(PAGES[key].question.split(",")[0])
    expect(page.locator(".ck-sheet > .ck-panel")).to_have_count(len(PAGES[key].parts))
    expect(page.locator(".ck-sheet .ck-instead").get_by_text("…", exact=True)).to_have_count(0)
    page.wait_for_function(f"{EMPTY}.length === 0")
    assert not page.evaluate(OVERFLOW), key


def test_links_keep_the_choice_and_back_returns(page, voila):
    opened(page, f"{voila(MANAGER, export=str(SAMPLE))}?page=team&pipeline=B2C", "team")
    link(page, "How long they wait").click()
    page.wait_for_url("**/?page=waits&pipeline=B2C")
    expect(link(page, "How long they wait")).to_have_attribute("aria-current", "page")
    expect(page.locator(".ck-durations .scatterlayer .point").first).to_be_attached()
    link(page, "Overview").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?pipeline=B2C")
    expect(page.locator(".ck-card")).to_have_count(9)
    page.go_back()
    page.go_back()
    expect(link(page, "Team")).to_have_attribute("aria-current", "page")
    page.reload()
    expect(link(page, "Team")).to_have_attribute("aria-current", "page", timeout=30_000)
    expect(page.get_by_label("Pipeline", exact=True)).to_have_value("B2C")
    with page.context.expect_page() as other:
        link(page, "What changed").click(modifiers=["Control"])
    expect(link(other.value, "What changed")).to_have_attribute(
        "aria-current", "page", timeout=30_000
    )


def test_a_click_on_a_name_lists_the_deals_below(page, voila):
    opened(page, f"{voila(MANAGER, export=str(SAMPLE))}?page=team&pipeline=B2B", "team")
    expect(page.locator(".ck-body > .ck-deals")).to_be_hidden()
    page.locator(".ck-speed .scatterlayer .point").first.click(force=True)
    expect(page.locator(".ck-deals h2")).to_contain_text("deals of")
    expect(page.locator(".ck-deals h2")).to_be_in_viewport()


def test_what_the_file_lacks_is_read_without_scrolling_sideways(page, voila):
    opened(page, f"{voila(MANAGER, export=str(SAMPLE))}?page=file&pipeline=B2B", "file")
    expect(page.locator(".ck-lacking")).to_be_visible(timeout=30_000)
    scroll = "(table) => table.parentElement.scrollWidth > table.parentElement.clientWidth"
    assert not page.locator(".ck-lacking").evaluate(scroll)


def test_what_is_compared_and_a_band_of_amounts_are_in_the_address(page, voila):
    page.goto(f"{voila(MANAGER, export=str(SAMPLE))}?pipeline=B2B&owner=Elif+Demirci")
    card = page.locator('.ck-card:has([data-say="card win_rate"])')
    expect(card.locator(".ck-changes")).to_contain_text("Oct 2024", timeout=30_000)
    page.get_by_label("Compare with").select_option("rest of the team")
    page.wait_for_url("**&compare=rest-of-the-team")
    expect(card.locator(".ck-changes")).to_contain_text("the rest")
    expect(card.locator(".ck-changes")).not_to_contain_text("Oct 2024")
    page.locator(".ck-more select").select_option("Amount")
    page.get_by_label("Amount", exact=True).select_option(index=1)
    page.wait_for_url("**amount=..*")
    heading = page.locator(".ck-deals h2")
    expect(heading).not_to_have_text("131 deals in this selection")
    number = heading.inner_text()
    page.reload()
    expect(page.get_by_label("Compare with")).to_have_value("rest of the team", timeout=30_000)
    expect(card.locator(".ck-changes")).to_contain_text("the rest")
    expect(heading).to_have_text(number)


def test_all_that_is_set_is_read_on_a_phone(new_page, voila):
    page = new_page(**PHONE)
    set_so = "pipeline=B2B&owner=Elif+Demirci&amount=20000..50000&compare=rest-of-the-team"
    page.goto(f"{voila(MANAGER, export=str(SAMPLE))}?{set_so}")
    button = page.locator(".ck-filter-button")
    expect(button).to_contain_text("beside rest of the team", timeout=30_000)
    assert button.evaluate("(button) => button.scrollWidth <= button.clientWidth")
    assert button.evaluate("(button) => button.scrollHeight <= button.clientHeight")
