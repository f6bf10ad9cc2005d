"""The first look at a page: drawn before its widgets are there, and replaced by them without anything moving."""

import re
import sys
import time
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, Route, expect

from cycle_kit.charts import script
from cycle_kit.shipped import notebook, sample
from tests.browser.conftest import PATIENCE

MANAGER, SAMPLE = notebook("manager"), sample("hubspot_deals.csv")
CHARTS = Path(__file__).resolve().parents[1] / "pages" / "charts.ipynb"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: what brings the widgets: Voila's script, or ours
FRONT = re.compile(r"/voila/static/voila\.js|/cycle-kit/static/front")
PLOTLY = re.compile(r"/cycle-kit/static/plotly-")
LIVE = "#rendered_cells .jp-OutputArea-output:not(.ck-first)"
HOSTILE = "</script><script>hit=1</script><img src=x onerror=hit=1>$a$"

#: Boxes and colours of all elements but those inside of charts, in the last frame of the look and the first after it.
WATCH = """
globalThis.told = (root) => [...root.querySelectorAll("*")]
  .filter((node) => !node.closest(".cycle-kit-chart") || node.matches(".cycle-kit-chart"))
  .filter((node) => !["STYLE", "OPTION"].includes(node.tagName))
  .map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect(), style = getComputedStyle(node);
    const looks = ["color", "backgroundColor", "fontSize", "fontWeight", "borderTopColor", "borderTopWidth", "opacity"];
    const name = (node.getAttribute("class") ?? "").replace(/ *js-plotly-plot/, "");
    return [node.tagName, name, x, y, width, height, scrollY,
      ...looks.map((name) => style[name])].join(" ");
  });
let last = null;
const look = () => {
  const first = document.querySelector(".ck-first"), live = document.querySelector("LIVE");
  if (first?.querySelector(".point")) {
    last = told(first);
    globalThis.shown ??= last;
  } else if (!first && last && live && !globalThis.swapped) globalThis.swapped = { before: last, after: told(live) };
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
""".replace("LIVE", LIVE)


class Held:
    """A page whose widgets come only when they are let."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.routes, self.free = page, [], False
        page.route(FRONT, self.hold)
        page.goto(address, wait_until="commit")
        expect(page.locator(".ck-first .point").first).to_be_visible()

    def hold(self, route: Route) -> None:
        route.continue_() if self.free else self.routes.append(route)

    def let(self) -> Page:
        self.free = True
        for route in self.routes:
            route.continue_()
        expect(self.page.locator(".ck-first")).to_have_count(0)
        return self.page


@pytest.fixture(params=[True, False], ids=["built", "not built"])
def built(request) -> bool:
    """With what `make front` builds, and without."""
    if request.param and not script.built():
        pytest.skip("make front has built nothing here")
    return request.param


def manager(voila, *, built: bool = True) -> str:
    return voila(MANAGER, export=str(SAMPLE), **({} if built else {"built": False}))


def heading(page: Page):
    return page.locator(f"{LIVE} .ck-deals h2")


def bars(page: Page, place: str = "funnel"):
    return page.locator(f".ck-{place} .bars .point path")


@pytest.mark.parametrize("_visit", range(4))
def test_every_visit_is_drawn_before_its_widgets_and_live_with_them(page, voila, built, _visit):
    held = Held(page, manager(voila, built=built))
    charts = page.locator(".ck-first .js-plotly-plot .trace")
    page.wait_for_function("document.querySelectorAll('.ck-first .js-plotly-plot').length === 6")
    assert charts.count() > 6
    assert page.locator(LIVE).count() == page.locator("#skeleton").count() == 0
    page.evaluate(
        "for (const chart of document.querySelectorAll('.js-plotly-plot')) chart.mine = true"
    )
    page = held.let()
    drawn = "[...document.querySelectorAll('.js-plotly-plot')].map((chart) => chart.mine ?? false)"
    assert page.evaluate(drawn) == [True] * 6  # the same drawings, not new ones
    page.get_by_label("Pipeline", exact=True).select_option(label="B2C")
    expect(heading(page)).to_have_text("1,450 deals in this selection")


SIZES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "dark phone": {"color_scheme": "dark", **PHONE},
    "wide": {"viewport": {"width": 2560, "height": 1300}},
}


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_when_the_widgets_come(new_page, voila, built, size):
    page = new_page(**SIZES[size])
    page.add_init_script(WATCH)
    nothing_moved(page, manager(voila, built=built))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_nothing_moves_on_a_page_of_another_notebook_and_from_right_to_left(page, voila, language):
    page.add_init_script(WATCH)
    nothing_moved(page, voila(CHARTS, language=language))


def nothing_moved(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("globalThis.swapped", timeout=PATIENCE)
    told = page.evaluate("({ shown, ...swapped })")
    assert len(told["shown"]) >= 10
    assert told["shown"] == told["before"]  # as style sheets came
    assert told["before"] == told["after"]
    page.wait_for_timeout(1500)
    assert page.evaluate(f"told(document.querySelector('{LIVE}'))") == told["after"]


def test_scrolled_down_the_page_stays_there(page, voila, built):
    held = Held(page, manager(voila, built=built))
    page.mouse.wheel(0, 900)
    page.wait_for_function("scrollY > 500")
    before = page.evaluate("scrollY")
    assert held.let().evaluate("scrollY") == before


def test_what_was_chosen_before_the_widgets_came_is_chosen(page, voila, built):
    held = Held(page, manager(voila, built=built))
    page.get_by_label("Pipeline", exact=True).select_option(label="B2C")
    page.locator(".ck-funnel summary").click()
    page.get_by_placeholder("search").click()
    page.keyboard.type("solar")
    page = held.let()
    expect(page.get_by_label("Pipeline", exact=True)).to_have_value("B2C")
    expect(page).to_have_url(re.compile(r"\?pipeline=B2C$"))
    expect(page.locator(".ck-funnel .ck-told")).to_be_visible()
    if built:  # Voila's front end takes the focus to itself as it starts
        page.wait_for_function("document.activeElement.placeholder === 'search'")


def test_what_was_typed_and_pressed_before_the_widgets_came_is_heard(page, voila):
    held = Held(page, manager(voila))
    page.locator(".ck-card .ck-press").nth(2).click()
    expect(heading(held.let())).to_contain_text("21 deals won in October 2025")


def test_a_click_on_a_chart_lists_its_deals_before_and_after_the_widgets_came(page, voila, built):
    held = Held(page, manager(voila, built=built))
    page.wait_for_function("document.querySelectorAll('.ck-first .js-plotly-plot').length === 6")
    bars(page).last.click(force=True)
    page = held.let()
    expect(heading(page)).to_contain_text("open deals that got to Contract and no further yet")
    page.get_by_role("button", name="clear").click()
    expect(heading(page)).to_have_text("1,250 deals in this selection")
    bars(page).last.click(force=True)
    expect(heading(page)).to_contain_text("open deals that got to Contract and no further yet")


def test_widgets_that_come_after_the_load_event_are_live(page, voila, built):
    page.add_init_script("""
      const frame = requestAnimationFrame;
      globalThis.requestAnimationFrame = (then) => frame((at) => setTimeout(then, 900, at));""")
    page.add_init_script("addEventListener('load', () => { globalThis.loaded = true; })")
    page.goto(manager(voila, built=built))
    expect(page.locator(".ck-first")).to_have_count(0)
    assert page.evaluate("loaded")
    page.get_by_label("Pipeline", exact=True).select_option(label="B2C")
    expect(heading(page)).to_have_text("1,450 deals in this selection")


def test_without_plotly_from_the_server_the_page_is_live_all_the_same(browser, voila, built):
    page = browser.new_page()
    page.route(PLOTLY, lambda route: route.abort())
    page.goto(manager(voila, built=built))
    expect(heading(page)).to_have_text("1,250 deals in this selection", timeout=PATIENCE)
    expect(bars(page).first).to_be_visible(timeout=PATIENCE)  # by plotly.js from the kernel
    expect(page.locator(".ck-first")).to_have_count(0)
    page.close()


def test_charts_that_never_ask_do_not_keep_the_page_from_being_live(page, voila):
    page.add_init_script("""
      let first;
      Object.defineProperty(globalThis, "cycleKitFirst", {
        set(made) { first = { ...made, take: () => null }; }, get: () => first });""")
    page.goto(manager(voila))
    expect(heading(page)).to_have_text("1,250 deals in this selection")
    expect(page.locator(".ck-first")).to_have_count(0)
    expect(page.locator(f"{LIVE} .ck-funnel .bars .point path").first).to_be_visible()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("pages")


def written(path: Path, *cells: str) -> Path:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=kernel
    )
    nbformat.write(made, path)
    return path


SLIDER = """
import ipywidgets as widgets, plotly.graph_objects as go
from cycle_kit.charts.widget import Chart
bars = go.Bar(x=[1, 2, 3], y=["a", "b", "c"], orientation="h")
widgets.VBox([widgets.IntSlider(value=3, max=9), Chart(go.Figure(bars))])
"""


def test_a_widget_of_another_kind_gives_the_page_as_its_own_code_makes_it(page, voila, folder):
    page.add_init_script(WATCH)
    page.goto(voila(written(folder / "slider.ipynb", SLIDER)))
    expect(page.locator(".cycle-kit-chart .point")).to_have_count(3)
    expect(page.locator(".widget-readout")).to_have_text("3")
    assert page.evaluate("globalThis.shown") is None


def test_an_address_with_a_choice_shows_no_other_choice_first(page, voila):
    page.add_init_script(WATCH)
    page.goto(f"{manager(voila)}?pipeline=B2C")
    expect(heading(page)).to_have_text("1,450 deals in this selection")
    assert page.evaluate("globalThis.shown") is None


def test_names_that_would_be_code_are_names(page, voila, folder):
    path = folder / "hostile.csv"
    text = SAMPLE.read_text(encoding="utf-8")
    path.write_text(re.sub(r"Elif Demirci", HOSTILE, text), encoding="utf-8")
    held = Held(page, voila(MANAGER, export=str(path)))
    options = page.locator(".ck-first option").all_text_contents()
    assert HOSTILE in [option.replace("\u00a0", " ") for option in options]
    page = held.let()
    expect(heading(page)).to_contain_text("deals in this selection")
    page.wait_for_timeout(500)
    assert page.evaluate("globalThis.hit") is None


def test_a_file_that_changes_while_the_look_is_shown_is_seen_in_the_end(page, voila, folder):
    path, lines = changing(folder / "changing.csv")
    held = Held(page, voila(MANAGER, export=str(path)))
    path.write_text("".join(lines[:1500]), encoding="utf-8")
    page = held.let()
    expect(heading(page)).not_to_have_text("1,250 deals in this selection")
    expect(bars(page).first).to_be_visible()


def test_a_file_that_has_changed_since_the_look_was_made_is_not_shown_as_it_was(
    page, voila, folder
):
    path, lines = changing(folder / "changed.csv")
    address = voila(MANAGER, export=str(path))
    Held(page, address).let()
    page.wait_for_timeout(12_000)  # the next page is made
    page.add_init_script(WATCH)
    path.write_text("".join(lines[:1500]), encoding="utf-8")
    page.goto(address)
    expect(heading(page)).not_to_have_text("1,250 deals in this selection")
    assert page.evaluate("globalThis.shown") is None


def changing(path: Path) -> tuple[Path, list[str]]:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines), encoding="utf-8")
    return path, lines


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers at all of 127.*")
def test_with_a_token_the_first_look_is_for_those_who_have_it(browser, voila):
    address = voila(CHARTS, host="127.0.0.2", token="let me in", viewers=2)
    page = browser.new_page()
    page.goto(address)
    assert page.locator(".ck-first, script[type='application/json']").count() == 0
    page.goto(f"{address}?token=let%20me%20in")
    assert page.url == address
    expect(page.locator(f"{LIVE} .cycle-kit-chart .point").first).to_be_visible(timeout=PATIENCE)
    page.close()


OUTPUT = """
import ipywidgets as widgets, plotly.graph_objects as go
from cycle_kit.charts.widget import Chart
out = widgets.Output()
with out:
    print("said in an output")
widgets.VBox([out, Chart(go.Figure(go.Bar(x=[1, 2, 3], y=["a", "b", "c"], orientation="h")))])
"""
TABLE = """
import pandas as pd
pd.DataFrame({"said": ["in a table"]})
"""
PIE = """
import plotly.graph_objects as go
from cycle_kit.charts.widget import Chart
Chart(go.Figure(go.Pie(values=[1, 2, 3], labels=["a", "b", "c"])))
"""
OTHERS = {
    "a widget of another package": ([OUTPUT], "said in an output", ".bars .point"),
    "a table beside charts": ([TABLE, SLIDER], "in a table", ".bars .point"),
    "a chart of another kind": ([PIE], "a", ".pielayer .slice"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_our_own_front_end_does_not_know_is_shown_all_the_same(
    page, voila, folder, built, case
):
    cells, words, marks = OTHERS[case]
    path = written(folder / f"{case}.ipynb", *cells)
    page.goto(voila(path, **({} if built else {"built": False})))
    expect(page.get_by_text(words, exact=True).first).to_be_visible()
    expect(page.locator(f"{LIVE} {marks}")).to_have_count(3)


def test_files_are_sent_compressed_and_kept_where_their_name_tells_their_content(
    page, voila, built
):
    answers = {}
    page.on("response", lambda answer: answers.__setitem__(answer.url, answer.all_headers()))
    page.goto(manager(voila, built=built))
    expect(heading(page)).to_be_visible()
    scripts = {url: told for url, told in answers.items() if re.search(r"\.(js|css)(\?|$)", url)}
    large = {
        url: told for url, told in scripts.items() if int(told.get("content-length", 9999)) > 1024
    }
    assert {told.get("content-encoding") for told in large.values()} == {"gzip"}
    ours = [told for url, told in scripts.items() if "/cycle-kit/static/" in url]
    assert len(ours) == (2 if built else 1)
    assert all("immutable" in told["cache-control"] for told in ours)
    assert len(scripts) == 2 if built else len(scripts) > 50
    page_itself = next(told for url, told in answers.items() if url.endswith("/"))
    assert page_itself["content-encoding"] == "gzip" and page_itself["cache-control"] == "no-store"


def test_whoever_takes_nothing_compressed_gets_it_as_it_is(page, voila):
    address = manager(voila)
    page.goto(address)
    name = page.evaluate(
        "performance.getEntriesByType('resource').map((entry) => entry.name).find((url) => /plotly-/.test(url))"
    )
    plain = page.request.get(name, headers={"Accept-Encoding": "identity"})
    packed = page.request.get(name, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip" and packed.status == 200
    assert plain.body() == packed.body()


def test_a_page_that_is_left_ends_its_kernel(page, voila, built):
    address = manager(voila, built=built)
    page.goto(address)
    expect(heading(page)).to_be_visible()
    told = "JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
    kernel = f"{address}api/kernels/{page.evaluate(told)}"
    assert page.request.get(kernel).status == 200
    page.goto("about:blank")
    until = time.monotonic() + 20  # long before one that nobody hears is ended
    while time.monotonic() < until and page.request.get(kernel).status == 200:
        page.wait_for_timeout(500)
    assert page.request.get(kernel).status == 404
