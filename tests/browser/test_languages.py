"""Persian and the others in a real browser: report, site, digest and page say the figures of the metrics."""

import re

import pytest
from playwright.sync_api import expect

import cycle_kit as ck
from cycle_kit.charts import lettering, words
from cycle_kit.locale import locale_of, speaking
from cycle_kit.reports import site as site_module
from cycle_kit.shipped import notebook
from tests.test_reports import DEALS

DIGITS = str.maketrans(locale_of("fa").digits + locale_of("fa").group, "0123456789,")


@pytest.fixture(scope="module")
def pipe():
    whole = ck.load(ck.sample("hubspot_deals.csv"))
    return whole.where(owner=["Astrid Lindholm", "Jonas Keller"])


def direction(page) -> tuple[str, str]:
    root = page.locator("html")
    return root.get_attribute("lang"), root.get_attribute("dir")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_persian_report_has_the_figures_of_the_metrics(new_page, pipe, tmp_path, width):
    page = new_page(viewport={"width": width, "height": 900})
    one = pipe.where(pipeline="B2C")
    page.goto(ck.report(one, tmp_path / "report.html", locale="fa").as_uri())
    assert direction(page) == ("fa", "rtl")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    heads = page.locator("h2").all_inner_texts()
    assert len(heads) > 5 and not re.search("[A-Za-z]", "".join(heads))
    told = page.locator("body").inner_text().translate(DIGITS)
    first = ck.funnel(one)["deals"].iloc[0]
    assert f"{first:,} معامله" in told
    with speaking("fa"):
        assert words.date(one.as_of).translate(DIGITS) in told
    stages = page.locator("article").nth(0).locator("svg")
    assert stages.first.bounding_box()["width"] > 300


def test_a_persian_site_leads_to_what_is_chosen(page, pipe, tmp_path, monkeypatch):
    spans = site_module.time_spans
    monkeypatch.setattr(
        site_module, "time_spans", lambda day: {"this year": spans(day)["this year"]}
    )
    page.goto(ck.publish(pipe, tmp_path / "site", locale="fa").as_uri())
    assert direction(page) == ("fa", "rtl")
    page.locator("select[data-column=pipeline]").select_option("B2C")
    page.wait_for_url("**/2*.html")
    own = pipe.where(pipeline="B2C")
    told = page.locator("header").inner_text().translate(DIGITS)
    assert f"{len(own.deals):,} معامله" in told


def test_a_persian_digest_for_a_mail_runs_from_right_to_left(page, pipe, tmp_path):
    told = ck.digest(pipe, since="30d", form="html", locale="fa")
    (tmp_path / "mail.html").write_text(told, encoding="utf-8")
    page.goto((tmp_path / "mail.html").as_uri())
    assert direction(page) == ("fa", "rtl")
    open_now = int(pipe.deals["outcome"].eq("open").sum())
    assert f"{open_now:,} معامله" in page.locator("body").inner_text().translate(DIGITS)


def test_a_page_opens_in_the_language_of_the_browser(new_page, voila, tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    address = voila(notebook("manager"), export=str(tmp_path / "deals.csv"))
    page = new_page(locale="fa-IR")
    page.goto(address)
    assert direction(page) == ("fa", "rtl") and page.title() == "چرخهٔ فروش"
    heading = page.get_by_role("heading", level=1)
    heading.wait_for(state="visible")  # what was drawn ahead in English is never seen
    assert heading.inner_text() == "چرخهٔ فروش" and "locale" not in page.url
    page.locator(".ck-languages").select_option("en")
    page.wait_for_url("**locale=en**")
    expect(heading).to_have_text("Sales cycle")
    page.reload()
    expect(heading).to_have_text("Sales cycle")
    page = new_page(locale="de-DE")
    page.goto(address)
    assert direction(page) == ("en", "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales cycle")


def test_the_language_of_the_page_is_chosen_on_it_and_stands_in_its_address(page, voila, tmp_path):
    rows = ["Deal ID,Deal,Owner,Stage,Status,Amount,Created,Closed"]
    for n in range(60):
        status = ("Won", "Lost", "Open")[n % 3]
        closed = "" if status == "Open" else f"2025-03-{n % 28 + 1:02}"
        rows.append(
            f"D{n},Deal {n},{'Ada' if n % 4 else 'Ben'},Offer,{status},{n * 10},2025-01-{n % 28 + 1:02},{closed}"
        )
    (tmp_path / "deals.csv").write_text("\n".join(rows), encoding="utf-8")
    address = voila(notebook("manager"), export=str(tmp_path / "deals.csv"), language="fa")
    page.goto(address)
    expect(page.locator(".ck-first")).to_have_count(0)  # its widgets are there
    assert direction(page) == ("fa", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text("چرخهٔ فروش")
    page.locator(".ck-languages").select_option("pl")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cykl sprzedaży")
    assert direction(page) == ("pl", "ltr") and "locale=pl" in page.url
    page.get_by_label("Właściciel", exact=True).select_option("Ada")
    page.wait_for_url("**owner=Ada**")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cykl sprzedaży")
    expect(page.get_by_label("Właściciel", exact=True)).to_have_value("Ada")
    page.goto(f"{address}?locale=xx")
    expect(page.get_by_role("heading", level=1)).to_have_text("چرخهٔ فروش")
    expect(page.get_by_text("locale=xx")).to_be_visible()


@pytest.mark.parametrize(("language", "fetched"), [("en", 0), ("fa", 1)])
def test_a_page_asks_for_the_letters_of_persian_in_persian_alone(
    new_page, voila, tmp_path, language, fetched
):
    if not lettering.path():
        pytest.skip("The front end is not built.")
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    page, asked = new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    address = voila(notebook("manager"), export=str(tmp_path / "deals.csv"))
    page.goto(f"{address}?locale={language}")
    page.locator(".ck-cards").first.wait_for(state="visible")
    page.wait_for_function("document.fonts.status == 'loaded'")
    assert len({one for one in asked if one.endswith(".woff2")}) == fetched


#: words at the left and figures at the right of one line that run into each other
MEETING = """() => [...document.querySelectorAll('.ck-goals .textpoint text')].filter((text, _, all) => {
  if (getComputedStyle(text).textAnchor === 'end') return false;
  const one = text.getBoundingClientRect();
  return all.some((figure) => {
    const other = figure.getBoundingClientRect();
    return getComputedStyle(figure).textAnchor === 'end' && one.right > other.left && one.left < other.left
      && one.top < other.bottom && one.bottom > other.top;
  });
}).map((text) => text.textContent)"""


@pytest.mark.parametrize("locale", ["ar", "fa"])
def test_on_a_phone_names_of_targets_give_way_to_their_figures(new_page, voila, locale):
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(
        voila(notebook("manager"), export=str(ck.sample("hubspot_deals.csv"))) + f"?locale={locale}"
    )
    expect(page.locator(".ck-goals .textpoint text").first).to_be_visible()
    expect(page.locator(".ck-first")).to_have_count(0)
    page.wait_for_function(f"({MEETING})().length === 0")
    assert page.locator(".ck-goals .textpoint text").count() > 10
