"""Light or dark: as the system is, or as the reader chose it in this browser."""

import pytest
from playwright.sync_api import Page, expect

from cycle_kit.charts.theme import COLOURS
from cycle_kit.shipped import notebook, sample

MANAGER, SAMPLE = notebook("manager"), sample("hubspot_deals.csv")
GROUNDS = dict(zip(("light", "dark"), COLOURS["ground"], strict=True))
#: the grounds of the page, of its body and of every chart that is drawn
SEEN = """() => [
  document.body, document.querySelector(".ck-page"),
].map((node) => node && getComputedStyle(node).backgroundColor)
.concat([...document.querySelectorAll(".js-plotly-plot .main-svg:first-child")].map((svg) => svg.style.background))"""
NAMES = {
    "en": "Light or dark",
    "fa": "روشن یا تیره",
    "ar": "فاتح أو داكن",
    "pl": "Jasno czy ciemno",
    "bg": "Светло или тъмно",
}


def choice(page: Page, name: str = "Light or dark"):
    return page.locator("#rendered_cells").get_by_label(name, exact=True)


def rgb(ground: str) -> str:
    return f"rgb({', '.join(str(int(ground[at : at + 2], 16)) for at in (1, 3, 5))})"


def looks(page: Page, ground: str) -> None:
    """The page and its charts, several at least, stand on this ground."""
    page.wait_for_function(
        f"([ground, count]) => {{ const seen = ({SEEN})(); "
        "return seen.length > count && seen.every((each) => each === ground); }",
        arg=[rgb(GROUNDS[ground]), 3],
    )


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".ck-first")).to_have_count(0)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    return page


@pytest.mark.parametrize("chosen", ["light", "dark"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_what_is_chosen_holds_on_every_page_and_after_a_reload(new_page, voila, system, chosen):
    page = opened(new_page(color_scheme=system), voila(MANAGER, export=str(SAMPLE)))
    looks(page, system)
    expect(choice(page)).to_have_value("")
    choice(page).select_option(chosen)
    looks(page, chosen)
    page.locator(".ck-nav a", has_text="Team").click()
    expect(page.locator(".ck-nav a[aria-current]")).to_have_text("Team")
    looks(page, chosen)
    page.emulate_media(color_scheme="light" if system == "dark" else "dark")
    page.reload()
    looks(page, chosen)
    expect(choice(page)).to_have_value(chosen)
    choice(page).select_option("")
    looks(page, "light" if system == "dark" else "dark")
    page.emulate_media(color_scheme=system)
    looks(page, system)


@pytest.mark.parametrize("stored", ["dark", "", "pink", None])
def test_it_holds_before_any_script_but_that_of_the_head_has_run(new_page, voila, stored):
    page = new_page(color_scheme="light")
    if stored is None:  # a browser that keeps nothing
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
        )
    else:
        page.add_init_script(f"localStorage.setItem('cycle-kit-ground', '{stored}')")
    page.add_init_script(
        "globalThis.grounds = new Set(); const look = () => { if (document.body) "
        "grounds.add(getComputedStyle(document.body).backgroundColor); requestAnimationFrame(look); }; look();"
    )
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    ground = "dark" if stored == "dark" else "light"
    looks(page, ground)
    assert page.evaluate("[...grounds]") == [rgb(GROUNDS[ground])]
    assert choice(page).input_value() == ("dark" if stored == "dark" else "")


def test_without_a_mouse(new_page, voila):
    page = opened(new_page(color_scheme="light"), voila(MANAGER, export=str(SAMPLE)))
    choice(page).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    looks(page, "dark")
    expect(choice(page)).to_be_focused()


@pytest.mark.parametrize("language", NAMES)
def test_it_is_named_in_every_language(page, voila, language):
    opened(page, voila(MANAGER, export=str(SAMPLE)) + f"?locale={language}")
    expect(choice(page, NAMES[language])).to_be_visible()
    choice(page, NAMES[language]).select_option("dark")
    looks(page, "dark")


def test_it_is_there_where_the_file_cannot_be_read(page, voila, tmp_path):
    export = tmp_path / "deals.csv"
    export.write_text("a,b\n1,2\n")
    page.goto(voila(MANAGER, export=str(export)))
    choice(page).select_option("dark")
    expect(page.locator("body")).to_have_css("background-color", rgb(GROUNDS["dark"]))
    expect(page.locator(".ck-page").first).to_have_css("background-color", rgb(GROUNDS["dark"]))
