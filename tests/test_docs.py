"""The pages of the docs: their Python runs, every chart has its line, every metric and every system its page."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dialects.unattested import HOW_TOS
from cycle_kit.metrics.definitions import DEFINED
from docs.extension import checks, metrics, notebooks, systems
from docs.extension.running import DOCS, EXAMPLES, Page, pieces, run_all, workplace
from docs.extension.showing import shown

PAGES = [
    path.relative_to(DOCS).as_posix()
    for path in sorted(DOCS.rglob("*.md"))
    if path.relative_to(DOCS).parts[0] not in ("_build", "from")
]
RUN = [page for page in PAGES if any(pieces((DOCS / page).read_text(encoding="utf-8")))]
DRAWN = [metric for charts in metrics.lines().values() for metric in charts]


@pytest.mark.parametrize("page", RUN)
def test_the_python_of_a_page_runs(page):
    given = run_all((DOCS / page).read_text(encoding="utf-8"))
    assert given
    for value in given:
        assert "nan" not in re.sub(r"<[^>]*>", " ", shown(value, "x")).split(), value


#: what the pages of metrics work out by hand in their words: an expression, and what it has to be
BY_HAND = {
    'ck.funnel(ten)["conversion"]': [0.8, 0.5, 0.75],
    'ck.funnel(ten)["at_most"]': [0.9, 0.75, 1],
    'ck.funnel_rules(ten).query("stage == \'Offer\'")["conversion"]': [
        4 / 8,
        4 / 7,
        3 / 7,
        3 / 5,
        3 / 5,
    ],
    'ck.ledger(back)["entries"]': [8, 6],
    'ck.ledger(back)["back"]': [0, 3],
    'ck.loops(back)[["moves", "share", "mean_days", "total_days"]].stack()': [3, 0.6, 10, 26],
    'ck.paths(back)["median_days"]': [20, 25, 29],
    'ck.stage_durations(ten).query("stage == \'Offer\'")[["mean_days", "median_days", "km_median_days"]].stack()': [
        20,
        20,
        20,
    ],
    'ck.cycle_length(ten, min_at_risk=1)[["total_days", "median_days", "aj_median_days"]].stack()': [
        95,
        30,
        30,
    ],
    'ck.outcome_curves(ten, min_at_risk=1)["won"]': [0, 0.225, 0.3375, 0.3375],
    'ck.outcome_curves(ten, min_at_risk=1)["lost"]': [0.1, 0.2125, 0.2125, 0.6625],
    'ck.win_rate(ten)[["win_rate", "value_win_rate"]].stack()': [0.5, 0.6],
    'ck.velocity(ten)["velocity_per_day"]': [4 * 0.5 * 2000 / (95 / 3)],
    'ck.open_age(ten)[["mean_days", "median_days"]].stack()': [30.75, 36.5],
    'ck.what_if(ten, days={"Offer": -0.2}, conversion={"Offer": 0.1})["then"]': [
        95 / 3 - 2,
        3.2 / 6,
        6000 / 43 * 3.2 / 3,
        2 * 6000 / 43 * 3.2 / 3,
    ],
    'ck.bottlenecks(ten)["wins_gained"]': [0.2, 0.06, 0],
    'ck.speed_to_lead(both)["median_hours"]': [10],
    'ck.lead_funnel(both)[["conversion", "lead_to_won"]].stack()': [3 / 5, 3 / 7],
    'ck.customers(shop)[["value_per_customer", "again_within_year"]].stack()': [2000, 0.25],
    'ck.by_line(lines)["won_value"]': [3600, 2000, 400],
    'ck.compare(two, "win_rate", min_n=1)["difference"]': [0, 0],
    'ck.mix_shift(quarters, "win_rate", by="segment", before="2024-Q1", after="2024-Q2")["mix"]': [
        0.1,
        -0.2,
        -0.1,
    ],
    'ck.waterfall(dated, "2024-01-01", "2024-03-01").query("value != 0")["value"]': [
        6000,
        500,
        -1000,
        -3000,
        2500,
    ],
    'ck.slips(dated)["days_pushed"]': [0, 60, 0],
}
LOADED = """
ten, back = ck.load("ten.csv"), ck.load("returns.csv")
both, lines = ck.load("ten.csv", leads="leads.csv"), ck.load("ten.csv", lines="lines.csv")
shop, two, quarters = ck.load("customers.csv"), ck.load("two_sellers.csv"), ck.load("two_quarters.csv")
dated = ck.load([f"deals_2024-0{month}-01.csv" for month in (1, 2, 3)])
"""


def test_what_pages_work_out_by_hand():
    page = Page()
    with workplace():
        page.run(LOADED)
        for expression, wanted in BY_HAND.items():
            [found] = page.run(expression)
            assert found.dropna().tolist() == pytest.approx(wanted), expression


@pytest.mark.parametrize("metric", DRAWN)
def test_the_line_of_a_chart_draws_it(metric):
    with workplace():
        [figure] = Page().run(metrics.line_of(metric))
    assert "Only the live chart is drawn" not in shown(figure, "x")
    assert figure.data


def test_every_chart_has_its_line():
    charts = {name.removesuffix("_chart") for name in ck.__all__ if name.endswith("_chart")}
    assert sorted(DRAWN) == sorted(charts)


def test_every_metric_has_its_page_and_says_there_what_it_counts():
    assert {path.stem for path in (DOCS / "metrics").glob("*.md")} == set(DEFINED)
    for metric in DEFINED:
        text = (DOCS / "metrics" / f"{metric}.md").read_text(encoding="utf-8")
        assert f"```{{counted}} {metric}\n" in text
        assert ("```{drawn}" in text) == bool(metrics.line_of(metric))


def test_every_example_is_of_twenty_deals_at_most_and_used():
    texts = "".join((DOCS / page).read_text(encoding="utf-8") for page in PAGES)
    for path in EXAMPLES.iterdir():
        assert f"{{example}} {path.name}\n" in texts
        ids = pd.read_csv(path).iloc[:, 0]
        assert ids.nunique() <= 20


@pytest.mark.parametrize("name", systems.titles())
def test_the_page_of_a_system_runs(name):
    text = systems.page(name)
    title = systems.titles()[name]
    assert f"# From {title} to the page\n" in text
    assert any(pieces(text)) == (title not in {how.title for how in HOW_TOS})
    run_all(text)


def made(target: str) -> bool:
    """Whether a page is made as the site is built."""
    return target.removeprefix("from/").removesuffix(".md") in systems.titles()


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_leads_to_is_there(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    links = re.findall(r"(?<!`)\]\((?!http|#)([^)#\s]+)(?:#[^)]*)?\)", text)
    for link in links:
        here = DOCS / link.lstrip("/") if link[0] == "/" else (DOCS / page).parent / link
        assert here.exists() or made(link.lstrip("/")), link
    for tree in re.findall(r"^```\{toctree\}\n(.*?)^```", text, flags=re.M | re.S):
        lines = [line for line in tree.splitlines() if line and line[0] != ":"]
        names = [re.sub(r".*<(.+)>$", r"\1", line) for line in lines]
        assert [name for name in names if not ((DOCS / page).parent / f"{name}.md").exists()] == []
        assert len(names) == len(set(names))


def test_every_page_is_in_a_table_of_contents():
    texts = {page: (DOCS / page).read_text(encoding="utf-8") for page in PAGES}
    trees = "\n".join(
        re.findall(r"^```\{toctree\}\n(.*?)^```", "\n".join(texts.values()), flags=re.M | re.S)
    )
    told = set(re.findall(r"^(?:.*<)?([\w/-]+)>?$", trees, flags=re.M))
    alone = {page.removesuffix(".md") for page in PAGES} - told - {"index"}
    assert {page for page in alone if not page.startswith("metrics/")} == set()


def test_broken_links_and_what_is_fetched_are_told(tmp_path):
    (tmp_path / "a.html").write_text(
        '<h2 id="here"></h2><a href="#here"><a href="b.html"><a href="#gone">'
    )
    told = checks.of_page(tmp_path / "a.html", tmp_path)
    assert [line.split(" leads to ")[1] for line in told] == [
        "b.html, which is not there",
        "#gone, where there is no such place",
    ]
    (tmp_path / "a.html").write_text(
        '<script src="https://x.org/y.js"></script><a href="https://x.org">'
    )
    assert len(checks.of_page(tmp_path / "a.html", tmp_path)) == 1


def test_what_pages_and_their_extension_import_is_installed_for_the_docs():
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["docs"]]
    there = {re.split(r"[\[<>=]", one)[0].lower().replace("_", "-") for one in wanted}
    owners = packages_distributions()
    texts = [code for page in RUN for _, code in pieces((DOCS / page).read_text("utf-8"))]
    texts += [path.read_text("utf-8") for path in (DOCS / "extension").glob("*.py")]
    found = {
        name for text in texts for name in re.findall(r"^ *(?:import|from) ([a-z]\w*)", text, re.M)
    }
    foreign = found - set(sys.stdlib_module_names) - {"cycle_kit", "tests"}
    assert {"pandas", "duckdb", "docutils"} <= foreign
    theirs = {"docutils"}  # comes with Sphinx
    lacking = {
        one for one in foreign - theirs if not {o.lower() for o in owners.get(one, [one])} & there
    }
    assert lacking == set()


def test_links_between_notebooks_lead_to_their_pages():
    told = '<a href="01_funnel.ipynb">a</a><a href="manager.ipynb">b</a><a href="x.csv">c</a>'
    assert re.findall(r'href="([^"]*)"', notebooks.linked(told)) == [
        "01_funnel.html",
        "../notebooks.html",
        "x.csv",
    ]
