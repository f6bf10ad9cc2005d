"""The import page as its reader has it: a file chosen or uploaded, changed, kept, and found again by load."""

import shutil
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

import cycle_kit as ck
from cycle_kit.shipped import sample

PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}
HEADLINE = "2,700 deals: 256 open, 624 won, 1,392 lost, 428 dropped."
PERSIAN = "40 deals: 10 open, 6 won, 17 lost, 7 dropped."
CELL = "from cycle_kit.dashboard.import_page import import_page\n\nimport_page({source!r})"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Two samples, a file that is none, and notebooks with the import page on the first."""
    folder = tmp_path_factory.mktemp("exports")
    for name in ("hubspot_deals.csv", "odoo_fa.csv"):
        shutil.copy(sample(name), folder)
    (folder / "broken.csv").write_bytes(b"\x00\x01\x02\x03" * 300)
    cell = nbformat.v4.new_code_cell(CELL.format(source=str(folder / "hubspot_deals.csv")))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), folder / "page.ipynb")
    return folder


@pytest.fixture
def kept(folder):
    """Where the settings go; each test begins without them."""
    yield folder / "cycle.toml"
    for path in folder.glob("cycle.toml*"):
        path.unlink()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".ck-result")).to_contain_text(HEADLINE)
    return page


def result(page: Page):
    return page.locator(".ck-result")


def order(page: Page):
    return page.locator(".ck-order").first.locator("li bdi")


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).select_option(label=option)


def test_choose_change_move_keep_and_load(page, voila, folder, kept):
    opened(page, voila(folder / "page.ipynb"))
    choose(page, "Disqualified means", "lost")
    expect(result(page)).to_contain_text("256 open, 624 won, 1,820 lost, 0 dropped.")
    choose(page, "Region is", "segment")
    chosen = page.get_by_label("Segment is").locator("option:checked")
    expect(chosen).to_contain_text("not used")  # a name has one column
    choose(page, "Money is summed in", "EUR")
    page.get_by_label("1 USD in EUR").fill("0.92")
    page.get_by_label("1 USD in EUR").press("Tab")
    expect(page.locator(".ck-account")).to_contain_text("Won deals sum to €7,629,903.")
    expect(order(page)).to_have_text(["New", "Qualified", "Proposal", "Negotiation", "Contract"])
    page.get_by_role("button", name="Move Contract up").click()
    moved = ["New", "Qualified", "Proposal", "Contract", "Negotiation"]
    expect(order(page)).to_have_text(moved)
    page.get_by_role("button", name="Keep as cycle.toml").click()
    expect(page.get_by_role("status").filter(has_text="Kept as cycle.toml")).to_be_visible()

    pipe = ck.load(folder / "hubspot_deals.csv")
    assert list(pipe.orders["B2B"]) == moved
    assert pipe.deals["outcome"].eq("lost").sum() == 1820
    assert pipe.currency == "EUR"
    assert pipe.deals["segment"].isin(["DACH"]).any()


def test_stages_are_moved_by_key_and_by_dragging(page, voila, folder, kept):
    opened(page, voila(folder / "page.ipynb"))
    down = page.get_by_role("button", name="Move New down")
    down.focus()
    page.keyboard.press("Enter")
    expect(order(page)).to_have_text(["Qualified", "New", "Proposal", "Negotiation", "Contract"])
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(order(page)).to_have_text(["Qualified", "Proposal", "New", "Negotiation", "Contract"])
    first = page.locator(".ck-order").first.locator("li")
    first.nth(2).drag_to(first.nth(0), target_position={"x": 30, "y": 3})
    expect(order(page)).to_have_text(["New", "Qualified", "Proposal", "Negotiation", "Contract"])


def test_a_stage_is_merged_with_the_day_of_the_change(page, voila, folder, kept):
    opened(page, voila(folder / "page.ipynb"))
    name = page.get_by_label("Contract is now called")
    name.fill("Negotiation")
    name.press("Tab")
    expect(order(page)).to_have_text(["New", "Qualified", "Proposal", "Negotiation"])
    day = page.get_by_label("Contract has had its new name since")
    day.fill("2040-01-01")
    day.press("Tab")
    page.get_by_text("What will be kept").click()
    expect(page.locator(".ck-import pre")).to_contain_text("since = 2040-01-01")


def test_another_file_of_the_folder_in_another_language_on_a_phone(new_page, voila, folder, kept):
    page = opened(new_page(**PHONE), voila(folder / "page.ipynb"))
    choose(page, "A file of this folder", "odoo_fa.csv")
    expect(result(page)).to_contain_text(PERSIAN)
    header = page.locator(".ck-columns bdi").filter(has_text="تاریخ بسته شدن")
    assert header.evaluate("node => getComputedStyle(node).direction") == "rtl"
    choose(page, "برد means", "lost")
    expect(result(page)).to_contain_text("10 open, 0 won, 23 lost, 7 dropped.")
    assert result(page).bounding_box()["y"] >= 0  # seen from wherever the choice was made
    wide = "document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(wide)
    small = page.locator(".ck-import :is(select, input, button):visible").evaluate_all(
        "all => all.filter(each => each.offsetHeight < 38).map(each => each.outerHTML)"
    )
    assert small == []  # large enough for a finger


def test_a_file_that_is_refused_shows_one_error_with_what_to_do(page, voila, folder, kept):
    opened(page, voila(folder / "page.ipynb"))
    page.get_by_label("Upload an export").set_input_files(folder / "broken.csv")
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("broken.csv")
    expect(alert.locator("p").last).to_contain_text("Export")
    expect(page.locator(".ck-columns")).to_have_count(0)
    expect(page.get_by_role("button", name="Keep")).to_have_count(0)


def test_a_large_file_is_uploaded_in_pieces_and_its_settings_are_handed_over(
    page, voila, folder, kept, tmp_path
):
    lines = sample("hubspot_deals.csv").read_text(encoding="utf-8").splitlines()
    note = "x" * 5000  # 2,702 rows of it: more than a message of the server may hold
    large = tmp_path / "large.csv"
    large.write_text("\n".join([lines[0] + ',"Note"', *(f'{row},"{note}"' for row in lines[1:])]))
    opened(page, voila(folder / "page.ipynb"))
    page.get_by_label("Upload an export").set_input_files(large)
    expect(page.locator(".ck-account")).to_contain_text("large.csv was read as HubSpot.")
    expect(result(page)).to_contain_text(HEADLINE)
    choose(page, "Dates are written", "year, month, day")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take cycle.toml away").click()
    assert download.value.suggested_filename == "cycle.toml"
    assert 'dates = "ymd"' in Path(download.value.path()).read_text(encoding="utf-8")
    assert not kept.exists()


def test_it_works_in_jupyterlab_too(page, lab, folder, kept):
    page.goto(lab(folder / "page.ipynb"))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(result(page)).to_contain_text(HEADLINE)
    choose(page, "Disqualified means", "lost")
    expect(result(page)).to_contain_text("1,820 lost, 0 dropped.")
    name = page.get_by_label("Contract is now called")
    name.click()
    page.keyboard.type("Final bid")  # no keys of JupyterLab's
    page.keyboard.press("Enter")
    expect(order(page)).to_have_text(["New", "Qualified", "Proposal", "Negotiation", "Final bid"])
