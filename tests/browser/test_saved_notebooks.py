"""A notebook run by a program, saved and exported: every chart is there, offline, in one small file."""

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import expect

from cycle_kit import shipped

FOLDER = shipped.notebook("01_funnel").parent
QUESTIONS = sorted(path.stem for path in FOLDER.glob("[0-9]*.ipynb"))
MOST = 600_000  # bytes
#: what nbconvert itself asks of a CDN in any file, whatever is in it; our configuration switches both off
CONFIGURATION = FOLDER / "jupyter_nbconvert_config.json"
QUIET = json.loads(CONFIGURATION.read_text(encoding="utf-8"))["HTMLExporter"]
DRAWN = "rect:not([height='100%']), circle, path, line"


@pytest.fixture(scope="module")
def executed():
    """`executed(name)`: a notebook as a program leaves it, run once."""
    done = {}

    def run(name):
        if name not in done:
            notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
            place = {"metadata": {"path": str(FOLDER)}}
            done[name] = NotebookClient(notebook, timeout=120, resources=place).execute()
        return done[name]

    return run


@pytest.fixture
def saved_page(new_page, tmp_path):
    """`saved_page(html)`: a file opened without a network, and the addresses that it asks for."""

    def open_file(html, **options):
        path = tmp_path / "saved.html"
        path.write_text(html, encoding="utf-8")
        page, asked = new_page(offline=True, **options), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page, [url for url in asked if not url.startswith(("data:", path.as_uri()))]

    return open_file


def charts_of(notebook):
    shown = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    return [out for out in shown if "image/svg+xml" in out.get("data", ())]


def exported(notebook, **options):
    return HTMLExporter(**{**QUIET, **options}).from_notebook_node(notebook)[0]


@pytest.mark.parametrize("code", [True, False], ids=["with code", "without"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_chart_of_an_export_is_drawn_without_a_network(name, code, executed, saved_page):
    notebook = executed(name)
    html = exported(notebook, exclude_input=not code)
    page, asked = saved_page(html)

    assert asked == []
    assert len(charts_of(notebook)) >= 3
    pictures = page.locator("svg.main-svg")
    expect(pictures).to_have_count(len(charts_of(notebook)))
    for picture in pictures.all():
        assert picture.locator(DRAWN).count() >= 1  # a curve is one mark
        assert picture.bounding_box()["width"] > 600
    assert "model not found" not in page.content() and "Only the live chart" not in page.content()
    assert len(html.encode()) < MOST
    assert len(nbformat.writes(notebook).encode()) < MOST
    assert "widgets" not in notebook.metadata


def test_an_ordinary_export_asks_only_for_what_nbconvert_always_asks_for(
    executed, browser, tmp_path
):
    path = tmp_path / "saved.html"
    path.write_text(
        HTMLExporter().from_notebook_node(executed("06_what_to_do"))[0], encoding="utf-8"
    )
    page, asked = browser.new_page(offline=True), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    outside = [url for url in asked if url.startswith("http")]
    assert {re.search(r"(require|mathjax)", url)[1] for url in outside} == {"require", "mathjax"}
    expect(page.locator("svg.main-svg")).to_have_count(len(charts_of(executed("06_what_to_do"))))
    page.close()


def test_a_picture_tells_and_fits_a_phone(executed, saved_page):
    html = exported(executed("01_funnel"), exclude_input=True)
    page, _asked = saved_page(html, viewport={"width": 390, "height": 844})
    first = page.locator("svg.main-svg").first
    assert 300 < first.bounding_box()["width"] < 390
    told = first.locator("rect > title").first.text_content()
    assert "deals" in told
    letters = first.locator("text").first.evaluate("node => getComputedStyle(node).fontSize")
    assert letters == "13px"


def test_on_a_dark_page_colours_are_dark(executed, saved_page):
    html = exported(executed("01_funnel"), theme="dark")
    page, _asked = saved_page(html)
    first = page.locator("svg.main-svg").first
    assert first.get_attribute("fill") == "#e7ebef"
    assert first.locator("rect").first.get_attribute("fill") == "#14181d"


def test_without_scripts_it_is_an_image_as_wide_as_the_page(executed, saved_page):
    page, asked = saved_page(exported(executed("01_funnel")), java_script_enabled=False)
    images = page.locator("img[src^='data:image/svg']")
    assert images.count() == len(charts_of(executed("01_funnel")))
    assert images.first.bounding_box()["width"] > 600
    assert asked == []


def test_a_lab_shows_what_another_program_ran(executed, page, lab, tmp_path):
    """Neither trusted nor with a kernel that knows of it."""
    path = tmp_path / "02_stage_durations.ipynb"
    nbformat.write(executed("02_stage_durations"), path)
    page.goto(lab(path))
    expect(page.locator(".jp-OutputArea img[alt='Stage durations']")).to_be_visible()
    assert page.get_by_text("model not found").count() == 0


def test_a_lab_saves_small_files_with_pictures_and_has_sliders(page, lab, tmp_path):
    source = (FOLDER / "06_what_to_do.ipynb").read_text(encoding="utf-8")
    path = tmp_path / "06_what_to_do.ipynb"
    path.write_text(
        source.replace("../data/", f"{FOLDER.parent.as_posix()}/data/"), encoding="utf-8"
    )
    page.goto(lab(path))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(page.locator(".widget-slider").first).to_be_attached()
    expect(page.locator("[aria-label='Qualification']")).to_be_attached()
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)

    address = page.url.replace("/lab/tree/", "/api/contents/").split("?")[0]
    notebook = nbformat.from_dict(json.loads(page.request.get(address).text())["content"])
    assert len(charts_of(notebook)) == source.count("_chart(") > 10
    assert len(nbformat.writes(notebook).encode()) < MOST
    assert "widgets" not in notebook.metadata
