"""What is taken along, opened in a real browser: from the disk and from a plain web server, with nobody behind it."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

import cycle_kit as ck
from cycle_kit.reports import site as site_module
from cycle_kit.reports.printing import printed
from cycle_kit.shipped import notebook


@pytest.fixture(scope="module")
def pipe():
    whole = ck.load(ck.sample("hubspot_deals.csv"))
    return whole.where(owner=["Astrid Lindholm", "Jonas Keller"])


@pytest.fixture(scope="module")
def site(pipe, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:  # one span is enough, and takes a third of the time
        spans = site_module.time_spans
        patch.setattr(site_module, "time_spans", lambda day: {"this year": spans(day)["this year"]})
        return ck.publish(pipe, tmp_path_factory.mktemp("site")).parent


@pytest.fixture(scope="module")
def report(pipe, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    return ck.report(pipe.where(pipeline="B2C"), path, since="1m")


@pytest.fixture(scope="module")
def served(site):
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_told):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_report_opens_from_the_disk(new_page, pipe, report, width):
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".ck-picture svg").count() >= 25
    first = page.locator("article", has_text="How far they get").first
    first.locator("summary").click()
    deals = first.locator("tbody tr:first-child td").nth(1).inner_text()
    assert int(deals.replace(",", "")) == ck.funnel(pipe.where(pipeline="B2C"))["deals"].iloc[0]


@pytest.mark.parametrize("where", ["disk", "server"])
def test_a_site_leads_to_what_is_chosen(page, pipe, site, request, where):
    page.goto(
        f"{site.as_uri()}/index.html" if where == "disk" else request.getfixturevalue("served")
    )
    page.get_by_label("Pipeline").select_option("B2B")
    page.wait_for_url(re.compile(r"/1-0-0\.html$"))
    page.get_by_label("Owner").select_option("Astrid Lindholm")
    page.wait_for_url(re.compile(r"/1-1-0\.html$"))
    chosen = pipe.where(pipeline="B2B", owner="Astrid Lindholm")
    assert f"{len(chosen.deals)} deals" in page.locator("header").inner_text()
    page.get_by_label("Owner").select_option("Jonas Keller")
    page.get_by_text("No deals match these choices.").wait_for()
    page.go_back()
    page.wait_for_url(re.compile(r"/1-0-0\.html$"))
    assert page.get_by_label("Owner").input_value() == "0"


def test_a_digest_for_a_mail_is_read(page, pipe, tmp_path):
    path = tmp_path / "digest.html"
    path.write_text(ck.digest(pipe, since="1m", form="html"), encoding="utf-8")
    page.goto(path.as_uri())
    assert page.locator("li").count() >= 8


def test_a_report_is_printed(report, tmp_path):
    printed(report.read_text(encoding="utf-8"), tmp_path / "report.pdf")
    content = (tmp_path / "report.pdf").read_bytes()
    assert (
        content.startswith(b"%PDF")
        and content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") >= 3
    )


def test_the_page_hands_over_its_report(page, voila, tmp_path):
    rows = ["Deal ID,Deal,Owner,Stage,Status,Amount,Created,Closed"]
    for n in range(40):
        status = ("Won", "Lost", "Open")[n % 3]
        closed = "" if status == "Open" else f"2025-03-{n % 28 + 1:02}"
        rows.append(
            f"D{n},Deal {n},{'Ada' if n % 4 else 'Ben'},Offer,{status},{n * 10},2025-01-{n % 28 + 1:02},{closed}"
        )
    (tmp_path / "deals.csv").write_text("\n".join(rows), encoding="utf-8")
    page.goto(voila(notebook("manager"), export=str(tmp_path / "deals.csv")) + "?owner=Ada")
    expect(page.locator(".ck-first")).to_have_count(0)  # its widgets are there
    expect(page.get_by_label("Owner", exact=True)).to_have_value("Ada")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take it along as a file").click()
    assert taken.value.suggested_filename == "sales-cycle-2025-03-28.html"
    told = Path(taken.value.path()).read_text(encoding="utf-8")
    assert " · 30 deals" in told and "Only owner: Ada" in told
    expect(page.get_by_text("All pages are being written")).to_have_count(0)
