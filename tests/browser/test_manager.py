"""The manager's page as its reader has it: opened, filtered, clicked, taken away."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

import cycle_kit as ck
from cycle_kit.charts.words import deals, number
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.metrics.headlines import headlines
from cycle_kit.shipped import notebook, sample

MANAGER = notebook("manager")
SAMPLE = sample("hubspot_deals.csv")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def whole():
    return ck.load(SAMPLE)


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(bars(page).first).to_be_visible()
    expect(page.locator("#skeleton")).to_have_count(0)
    expect(page.locator(".ck-first")).to_have_count(0)  # its widgets are there
    return page


def bars(page: Page, place: str = "funnel"):
    return page.locator(f".ck-{place} .bars .point path")


def dots(page: Page, place: str):
    return page.locator(f".ck-{place} .scatterlayer .point")


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).select_option(label=option)


def heading(page: Page):
    return page.locator(".ck-deals h2")


def funnel_words(page: Page):
    return page.locator(".ck-funnel .textpoint")


def test_it_opens_with_marks_cards_and_sentences(page, voila):
    opened(page, voila(MANAGER, export=str(SAMPLE)))

    for place in ("funnel", "losses"):
        expect(bars(page, place).nth(3)).to_be_attached()
    for place in ("durations", "cycle"):
        expect(dots(page, place).nth(1)).to_be_attached()
    expect(page.locator(".ck-curve .scatterlayer .fills path")).not_to_have_count(0)
    expect(page.locator(".ck-card")).to_have_count(9)
    expect(page.locator(".ck-ahead")).to_contain_text("won until 30 Nov 2025")
    expect(page.locator(".ck-top")).to_contain_text("hubspot_deals.csv, as of 31 Oct 2025")
    expect(page.locator(".ck-top")).to_contain_text("days ago")
    expect(page.locator(".ck-findings")).to_contain_text("In October 21 deals were won")


def test_forecast_against_target_is_drawn_anew_for_what_is_chosen(page, voila):
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    words = page.locator(".ck-goals .textpoint")
    expect(words.filter(has_text="Kwame Boateng")).to_have_count(1)
    choose(page, "Pipeline", "B2C")

    expect(words.filter(has_text="Jonas Keller")).to_have_count(1)  # hidden in between
    expect(words.filter(has_text="Kwame Boateng")).to_have_count(0)
    expect(page.locator(".ck-goals")).to_contain_text("of €45 k so far")


def test_filters_change_the_numbers_to_those_of_the_metrics(page, voila, whole):
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    choose(page, "Owner", "Elif Demirci")
    pipe = whole.where(pipeline="B2B", owner="Elif Demirci")

    expect(heading(page)).to_have_text(f"{len(pipe.deals)} deals in this selection")
    for row in ck.funnel(pipe).to_dict("records"):
        stage = "Won" if row["stage"] == "won" else row["stage"]
        words = funnel_words(page).filter(has_text=re.compile(rf"^{stage}\s+{deals(row['deals'])}"))
        expect(words).to_have_count(1)
    cards = headlines(pipe).set_index("measure")["value"]
    new = page.locator(".ck-card").first.locator(".ck-big")
    expect(new).to_contain_text(re.compile(rf"^{number(cards['new_deals'])}"))

    page.get_by_role("button", name="reset").click()
    expect(heading(page)).to_have_text("1,250 deals in this selection")


def test_one_more_filter_and_no_deals_left(page, voila, whole):
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    choose(page, "more", "Region")
    choose(page, "Region", "DACH")
    dach = whole.where(pipeline="B2B", region="DACH")
    expect(heading(page)).to_have_text(f"{len(dach.deals)} deals in this selection")

    choose(page, "Created", "from … to …")
    page.get_by_label("from", exact=True).fill("2035-01-01")
    page.get_by_label("from", exact=True).press("Tab")
    expect(page.get_by_text("No deals match these filters.")).to_be_visible()
    expect(page.locator(".ck-cards")).to_be_hidden()
    page.get_by_role("button", name="Show all deals").click()
    expect(heading(page)).to_have_text("1,250 deals in this selection")


def test_a_click_lists_the_right_deals_and_hands_them_over(page, voila, whole):
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    choose(page, "Pipeline", "B2C")
    pipe = whole.where(pipeline="B2C")
    words = funnel_words(page).filter(has_text="could become 70 %")
    expect(words).to_have_count(1)
    bars(page).last.click(force=True)
    waiting = deals_behind(pipe, part="waiting", stage="Offer")

    told = f"{len(waiting)} open deals that got to Offer and no further yet"
    expect(heading(page)).to_contain_text(told)
    rows = page.locator(".ck-table tbody tr")
    expect(rows).to_have_count(len(waiting))
    expect(rows.first).to_contain_text(waiting["name"].iloc[0])

    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert [row["deal_id"] for row in csv.DictReader(io.StringIO(text))] == list(waiting["deal_id"])
    with page.expect_download() as taken:
        page.get_by_role("button", name="XLSX").click()
    name = "open-deals-that-got-to-offer-and-no-further-yet-2025-10-31.xlsx"
    assert taken.value.suggested_filename == name
    content = io.BytesIO(Path(taken.value.path()).read_bytes())
    sheet = openpyxl.load_workbook(content).active
    assert [cell.value for cell in sheet["A"]][1:] == list(waiting["deal_id"])

    page.get_by_role("button", name="clear").click()
    expect(heading(page)).to_have_text("1,450 deals in this selection")


def test_the_deals_to_call_today(page, voila, whole):
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    choose(page, "Pipeline", "B2C")
    found = ck.to_do(whole.where(pipeline="B2C"))
    urgent = found[found["why"].isin(["slow", "overdue", "silent"])].drop_duplicates("deal_id")
    step = page.locator(".ck-step", has_text="To call today")
    step.locator("summary").click()
    expect(step.locator(".ck-told")).to_contain_text("Silent: no activity for 30 days.")
    step.get_by_role("button", name=f"{len(urgent)} open deals").click()

    expect(heading(page)).to_contain_text(f"{len(urgent)} open deals to call today")
    names = page.locator(".ck-table tbody .ck-c-name")
    expect(names).to_have_count(len(urgent))
    for at, name in enumerate(urgent["name"]):
        expect(names.nth(at)).to_contain_text(name)
        expect(names.nth(at)).to_contain_text("days in its stage, nine in ten take")


def test_search_sort_and_pages(page, voila):
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    rows = page.locator(".ck-table tbody tr")
    expect(rows).to_have_count(15)
    choose(page, "Pipeline", "B2C")
    page.get_by_placeholder("search").fill("solar adeyemi")
    expect(rows.first).to_contain_text("Oluwaseun Adeyemi")
    expect(rows.filter(has_not_text="Adeyemi")).to_have_count(0)
    page.get_by_role("button", name="on ›").click()
    expect(page.locator(".ck-pages")).to_contain_text("16–")
    page.get_by_role("button", name="Days").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Days ▾")


def test_everything_by_keyboard(page, voila):
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    card = page.locator(".ck-card").nth(2)
    card.locator(".ck-press").focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("21 deals won in October 2025")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    told = card.locator(".ck-told")
    expect(told).to_be_visible()
    expect(told).to_contain_text("Counted: won deals by their day of closing.")
    expect(told).to_contain_text("21 deals won in the month.")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    assert card.locator("summary").evaluate("node => node === document.activeElement")

    page.locator(".ck-durations .cycle-kit-chart").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(heading(page)).to_contain_text("83 deals in Proposal longer than 56 days")


def test_a_question_mark_stays_open_on_the_page(page, voila):
    opened(page, voila(MANAGER, export=str(SAMPLE)))
    page.locator(".ck-funnel summary").click()
    told = page.locator(".ck-funnel .ck-told")
    expect(told).to_contain_text("Who: 1,250 deals in this selection, open ones too.")
    on_top = (
        "n => { const r = n.getBoundingClientRect();"
        " return n.contains(document.elementFromPoint(r.x + 20, r.y + r.height - 8)); }"
    )
    page.wait_for_function(
        "told => told.getBoundingClientRect().bottom <= innerHeight", arg=told.element_handle()
    )
    assert told.evaluate(
        on_top
    )  # neither cut off nor below the chart, nor where the window has ended
    page.locator(".ck-losses h2").click()
    expect(told).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(new_page, voila, scheme):
    page = opened(new_page(color_scheme=scheme, **PHONE), voila(MANAGER, export=str(SAMPLE)))

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    pipeline = page.get_by_label("Pipeline", exact=True)
    expect(pipeline).to_be_hidden()
    page.get_by_role("button", name="Filters").tap()
    expect(pipeline).to_be_visible()
    left, right, below = (page.locator(".ck-card").nth(at).bounding_box() for at in range(3))
    assert left["y"] == right["y"] < below["y"] and left["x"] == below["x"] < right["x"]
    tops = [page.locator(f".ck-{place}").bounding_box() for place in
            ("goals", "funnel", "durations", "cycle", "curve", "losses", "deals")]  # fmt: skip
    assert [box["y"] for box in tops] == sorted(box["y"] for box in tops)
    left = tops[0]["x"]
    assert 8 <= left <= 20
    assert {(box["x"], box["width"]) for box in tops} == {(left, 390 - 2 * left)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_ground(new_page, voila, scheme):
    page = opened(new_page(color_scheme=scheme), voila(MANAGER, export=str(SAMPLE)))

    faint = page.evaluate(CONTRAST)
    assert faint == []


#: texts of the page itself (charts have tests of their own) with less than 4.5 : 1
CONTRAST = """() => {
  const bright = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = [];
  for (const node of document.querySelectorAll(".ck-page *")) {
    if (node.closest(".cycle-kit-chart, svg") || !node.checkVisibility({ visibilityProperty: true })) continue;
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
    const [a, b] = [bright(getComputedStyle(node).color), bright(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(`${node.className} ${node.textContent}`);
  }
  return faint;
}"""


def test_without_history_the_page_says_what_to_export(page, voila):
    opened(page, voila(MANAGER, export=str(sample("pipedrive_deals.csv"))))

    place = page.locator(".ck-durations")
    expect(place).to_contain_text("needs to know when deals entered their stages")
    expect(place).to_contain_text("keep a dated export every week in one folder")
    expect(place.locator(".cycle-kit-chart")).to_be_hidden()
    assert bars(page).count() > 3


def test_a_broken_file_is_told_calmly_and_read_when_replaced(page, voila, tmp_path_factory):
    path = tmp_path_factory.mktemp("broken") / "deals.csv"
    path.write_text("colour,size\nred,2\n")
    page.goto(voila(MANAGER, export=str(path)))

    box = page.get_by_role("alert")
    expect(box).to_contain_text("The layout of deals.csv is not known.")
    expect(page.locator("#skeleton")).to_have_count(0)
    assert "Traceback" not in page.content()

    path.write_bytes(SAMPLE.read_bytes())
    expect(bars(page).first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_link_a_reload_and_back_restore_the_view(page, voila):
    address = voila(MANAGER, export=str(SAMPLE))
    page.goto(f"{address}?pipeline=B2C&region=DACH&colour=red")
    expect(page.locator(".ck-top")).to_contain_text('"colour=red"')
    expect(page).to_have_url(f"{address}?pipeline=B2C&region=DACH")
    narrow = heading(page).inner_text()
    choose(page, "Region", "all")
    expect(page).to_have_url(f"{address}?pipeline=B2C")
    expect(heading(page)).to_have_text("1,450 deals in this selection")
    page.go_back()
    expect(heading(page)).to_have_text(narrow)
    page.go_forward()
    expect(heading(page)).to_have_text("1,450 deals in this selection")
    page.reload()
    expect(heading(page)).to_have_text("1,450 deals in this selection")
    expect(page).to_have_url(f"{address}?pipeline=B2C")


def test_in_jupyterlab(page, lab):
    page.goto(lab(MANAGER))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    expect(bars(page).first).to_be_visible()
    choose(page, "Pipeline", "B2C")
    expect(heading(page)).to_have_text("1,450 deals in this selection")
    page.locator(".ck-card .ck-press").nth(2).click()
    expect(heading(page)).to_contain_text("27 deals won in October 2025")
