"""The pages beside the overview: every question of the notebooks on any export, linked, and only drawn when open."""

import re
from pathlib import Path

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.dashboard import answers, live
from cycle_kit.dashboard.address import page_of
from cycle_kit.dashboard.figures import WAITS, Place
from cycle_kit.dashboard.manager import ManagerPage
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.dashboard.pages.chapters import OVERVIEW, TITLES
from cycle_kit.dashboard.pages.declared import View
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.headlines import months

STYLE = Path(live.__file__).with_name("page.css")
SAMPLES = ["hubspot_deals.csv", "salesforce_opportunities.csv"]
FEW = b"""Deal,Stage,Status,Owner,Created,Closed,Amount
A,Offer,Won,Ada <b>x</b>,2025-01-02,2025-02-03,100
B,Offer,Lost,Ada <b>x</b>,2025-01-05,2025-02-09,200
C,Lead,Open,Bo,2025-02-01,,300
"""


@pytest.fixture(scope="module")
def page():
    return ManagerPage(shipped.sample("hubspot_deals.csv"))


@pytest.fixture
def at(page):
    """The page as it opens, gone to an address."""

    def go(search: str) -> ManagerPage:
        page.arrived(search)
        return page

    page.arrived("")
    return go


@pytest.fixture
def few(tmp_path):
    (tmp_path / "deals.csv").write_bytes(FEW)
    return ManagerPage(tmp_path / "deals.csv")


def sheet(page, key):
    return page.chapters.by_key[key]


def click(place, customdata):
    place.chart.clicked = {"customdata": customdata, "count": id(customdata)}


def shown(place) -> str:
    """The words of a place and of its figure."""
    layout = place.chart.figure.get("layout", {}) if place.chart.layout.display != "none" else {}
    return place.words.html + "".join(note["text"] for note in layout.get("annotations", []))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_part_is_drawn_or_says_what_it_lacks(name):
    page = ManagerPage(shipped.sample(name))
    for key, each in PAGES.items():
        page.arrived(f"?page={key}")
        for part in each.parts:
            place = sheet(page, key).places[part.key]
            drawn = place.chart.layout.display != "none"
            assert drawn == (part.draws is not None and "ck-needs" not in place.words.html)
            assert drawn or re.sub("<[^>]+>", "", place.words.html).strip(" …"), part.key
            if drawn:
                assert place.chart.figure["data"] or place.chart.figure["layout"]["annotations"]


def test_three_deals_are_enough_for_every_page_and_names_stay_text(few):
    for key in PAGES:
        few.arrived(f"?page={key}")
        told = [shown(place) for place in sheet(few, key).places.values()]
        assert all(told) and not any("<b>x</b>" in each for each in told)


def test_names_of_parts_are_used_once_on_a_page():
    for each in PAGES.values():
        keys = [part.key for part in each.parts]
        assert len(set(keys)) == len(keys)


def test_names_of_parts_are_no_classes_of_something_else():
    styled = set(re.findall(r"\.ck-([\w-]+)", STYLE.read_text(encoding="utf-8")))
    overview = {
        "funnel",
        "goals",
        "durations",
        "cycle",
        "curve",
        "losses",
    }  # the same charts in the same places
    keys = {part.key for each in PAGES.values() for part in each.parts}
    assert not (keys - overview) & styled


def test_every_metric_of_a_part_has_a_definition():
    metrics = {part.measured for each in PAGES.values() for part in each.parts} - {""}
    assert all(ck.definition(metric) for metric in metrics)


def test_an_address_opens_a_page_and_the_page_writes_it(at):
    page = at("?page=team&pipeline=B2C")
    assert page.chapters.children == (sheet(page, "team"),)
    assert page.address.search == "?page=team&pipeline=B2C"
    page._said("page waits")
    assert page.address.search == "?page=waits&pipeline=B2C"
    page._said("page overview")
    assert page.address.search == "?pipeline=B2C" and page.chapters.children == (page.answers,)


@pytest.mark.parametrize("search", ["?page=nobody", "?page=", "?page=Team", "?page=<b>"])
def test_a_page_that_is_not_there_is_said(at, search):
    page = at(search)
    assert page.chapters.at == OVERVIEW
    assert ("which this export does not have" in page.head.html) == bool(page_of(search))
    assert "<b>" not in page.head.html


def test_the_first_of_two_pages_in_an_address_counts():
    assert page_of("?page=team&page=waits") == "team"


def test_links_lead_to_the_other_pages_with_the_same_choice(at):
    page = at("?page=team&pipeline=B2B&closed=2025-Q2")
    found = dict(re.findall(r'href="([^"]*)" data-say="page (\w+)"', page.nav.html))
    assert list(found.values()) == ["overview", *PAGES]
    choice = "pipeline=B2B&amp;closed=2025-04-01..2025-06-30"
    assert {f"?{choice}": "overview", f"?page=waits&amp;{choice}": "waits"}.items() <= found.items()
    assert re.findall(r'data-say="page (\w+)" aria-current', page.nav.html) == ["team"]


@pytest.mark.parametrize("word", ["page nothing", "page __init__", "page", "page team extra", 5])
def test_only_pages_of_the_row_are_heard(at, word):
    page = at("?page=waits")
    page.nav.hear({"say": word})
    assert page.chapters.at == "waits"
    page.nav.hear({"say": "page team"})
    assert page.chapters.at == "team"


def test_only_the_open_page_is_drawn_and_one_that_stands_is_not_drawn_again(few, monkeypatch):
    page = few
    assert list(page.chapters.by_key) == [OVERVIEW]
    page._said("page team")
    views = []
    for part in (page.answers, sheet(page, "team")):
        monkeypatch.setattr(part, "show", views.append)
    page._said("page overview")
    page._said("page team")
    assert views == []
    page.filters.set(owner="Bo")
    assert len(views) == 1  # the team's, which is open
    page._said("page overview")
    assert len(views) == 2 and views[0] is views[1]


def test_figures_are_those_of_the_same_call_in_a_notebook(at, page):
    at("?page=stops&pipeline=B2B&owner=Elif+Demirci")
    pipe = page.whole.where(pipeline="B2B", owner="Elif Demirci")
    stops = sheet(page, "stops").tables
    pd.testing.assert_frame_equal(stops["funnel"], ck.funnel(pipe))
    pd.testing.assert_frame_equal(stops["losses"], ck.loss_reasons(pipe))
    at("?page=waits&pipeline=B2B&owner=Elif+Demirci&closed=2025-Q2")
    pipe = pipe.where(closed_at="2025-Q2")
    pd.testing.assert_frame_equal(sheet(page, "waits").tables["cycle"], ck.cycle_length(pipe))


def test_the_team_is_whole_whoever_is_chosen_and_the_page_says_so(at, page):
    at("?page=team&pipeline=B2B&owner=Elif+Demirci")
    team = sheet(page, "team")
    everybody = page.whole.where(pipeline="B2B").deals["owner"].dropna().unique()
    assert set(team.tables["each"]["owner"]) == set(everybody)
    assert "Everybody is shown, not only Elif Demirci" in team.head.html
    assert set(team.tables["steps"]["owner"]) == {"Elif Demirci"}
    at("?page=team&pipeline=B2B")
    assert "Everybody" not in team.head.html


@pytest.mark.parametrize("key", ["ahead", "team", "changes"])
def test_dates_that_do_not_count_are_said(at, page, key):
    at(f"?page={key}&pipeline=B2B&closed=2025-Q2")
    assert "The dates chosen above do not count here" in sheet(page, key).head.html
    at(f"?page={key}&pipeline=B2B")
    assert "do not count" not in sheet(page, key).head.html


def test_where_stages_of_several_pipelines_would_share_a_chart_one_is_asked_for(at, page):
    at("?page=stops&pipeline=*")
    places = sheet(page, "stops").places
    assert "Choose one above" in places["funnel"].words.html
    assert places["losses"].chart.layout.display != "none"


def test_a_click_lists_the_deals_behind_a_mark(at, page):
    at("?page=team&pipeline=B2B")
    team = sheet(page, "team")
    assert team.deals.layout.display == "none"
    click(team.places["speed"], ["Elif Demirci"])
    deals = page.whole.where(pipeline="B2B").deals
    assert len(team.deals.deals) == (deals["owner"] == "Elif Demirci").sum()
    assert team.deals.layout.display == "" and "of Elif Demirci" in team.deals.head.html
    at("?page=stops&pipeline=B2B")
    stops = sheet(page, "stops")
    click(stops.places["funnel"], ["won"])
    assert len(stops.deals.deals) == (deals["outcome"] == "won").sum()


def test_a_click_on_another_than_the_owner_chosen_lists_the_deals_of_that_one(at, page):
    at("?page=team&pipeline=B2B&owner=Elif+Demirci")
    team = sheet(page, "team")
    deals = page.whole.where(pipeline="B2B").deals
    other = next(name for name in team.tables["each"]["owner"] if name != "Elif Demirci")
    click(team.places["speed"], [other])
    assert len(team.deals.deals) == (deals["owner"] == other).sum() > 0


def test_the_page_of_the_file_says_that_it_is_of_all_of_it(at, page):
    for choice in ("&pipeline=B2B", "&pipeline=*&closed=2025-Q2"):
        at(f"?page=file{choice}")
        told = sheet(page, "file").head.html
        assert "of the whole file, whatever is chosen" in told and "do not count" not in told
    at("?page=file&pipeline=*")
    assert "whole file" not in sheet(page, "file").head.html


def test_one_part_without_an_answer_leaves_the_others_drawn(at, page):
    at("?page=ahead&pipeline=B2B")
    ahead = sheet(page, "ahead")
    assert "ck-needs" in ahead.places["slips"].words.html
    assert ahead.places["due"].chart.layout.display != "none"


def test_columns_that_are_no_filters_are_there_for_the_questions_that_need_them(tmp_path):
    lines = ["Deal ID,Deal,Stage,Status,Created,Closed,Next step"]
    for n in range(120):
        closed = "" if n % 3 else f"2024-06-{n % 28 + 1:02}"
        step = "" if n % 2 else f"call {n} on site"
        lines.append(
            f"D{n},Deal {n},Offer,{'Open' if n % 3 else 'Won'},2024-01-{n % 28 + 1:02},{closed},{step}"
        )
    (tmp_path / "deals.csv").write_text("\n".join(lines), encoding="utf-8")
    page = ManagerPage(tmp_path / "deals.csv")
    page.arrived("?page=actions")
    whys = sheet(page, "actions").tables["today"]["why"].value_counts()
    assert whys["no_next_step"] == sum(1 for n in range(120) if n % 3 and n % 2)


def test_the_file_page_says_without_python_what_is_lacking(at, page):
    at("?page=file&pipeline=B2B")
    told = sheet(page, "file").places["answers"].words.html
    assert "speed to lead" in told and "not answered" in told
    assert not re.search(r"pipe\.|leads=|ck\.|pass them as", told)


def test_titles_of_pages_differ():
    assert len(set(TITLES.values())) == len(TITLES) == len(PAGES) + 1


def test_a_part_asks_its_question_of_the_deals_it_names():
    pipe = ck.load(FEW)
    view = View(pipe, pipe, pipe, pipe)
    assert view.full is pipe
    for each in PAGES.values():
        for part in each.parts:
            found = part.answer(view)
            assert isinstance(found, (pd.DataFrame, CycleKitError)), part.key


MONEYS = FEW.replace(b"Amount\n", b"Amount,Currency\n").replace(b",100\n", b",100,EUR\n")
LACKING = {
    "three deals": FEW,
    "several currencies": MONEYS.replace(b",200\n", b",200,USD\n").replace(
        b",300\n", b",300,USD\n"
    ),
    "all open": b"Deal,Stage,Owner,Created,Amount\nA,Lead,Ada,2025-01-02,1\nB,Offer,Bo,2025-02-03,2\n",
}
PYTHON = re.compile(r"\b(pipe|ck)\.\w|\b[a-z_]+=|\b[A-Z]{3,} = |\(\[")


@pytest.mark.parametrize("name", LACKING)
def test_what_is_lacking_is_said_without_python(name, tmp_path):
    (tmp_path / "deals.csv").write_bytes(LACKING[name])
    page = ManagerPage(tmp_path / "deals.csv")
    for key in PAGES:
        page.arrived(f"?page={key}")
        for part, place in sheet(page, key).places.items():
            told = re.sub("<[^>]+>", "", shown(place).replace("<br>", " "))
            assert not PYTHON.search(told), (key, part, told)


def test_money_that_does_not_add_up_leads_to_the_rates(tmp_path):
    (tmp_path / "deals.csv").write_bytes(LACKING["several currencies"])
    page = ManagerPage(tmp_path / "deals.csv")
    page.arrived("?page=changes")
    told = sheet(page, "changes").places["bridge"].words.html
    assert "several currencies without rates." in told and 'data-say="import money"' in told


def test_what_to_do_is_of_what_lacks_not_of_all_that_a_metric_can_use(few):
    few.arrived("?page=ahead")
    told = sheet(few, "ahead").places["goals"].words.html
    assert "There are no targets" in told and 'data-say="import targets"' in told
    assert "expected closing date" not in told


def test_a_question_without_a_checklist_says_which_columns_it_needs(few):
    few.arrived("?page=actions")
    told = sheet(few, "actions").places["questions"].words.html
    assert "Export the fields that are ticked" in told


def test_marks_are_explained_above_their_chart(few):
    few.arrived("?page=team")
    assert "share won" in shown(sheet(few, "team").places["each"])


def test_one_owner_stands_beside_nobody(tmp_path):
    (tmp_path / "deals.csv").write_bytes(FEW.replace(b",Bo,", b",Ada <b>x</b>,"))
    page = ManagerPage(tmp_path / "deals.csv")
    page.arrived("?page=team")
    assert "of one owner" in sheet(page, "team").places["steps"].words.html


def test_the_row_of_pages_names_the_open_one_before_it_is_drawn(few, monkeypatch):
    few.arrived("")
    seen = []
    monkeypatch.setattr(
        type(few.chapters),
        "turn",
        lambda _self, _key: seen.append((few.nav.html, few.address.search)),
    )
    few.arrived("?page=waits")
    (nav, search), *_ = seen
    assert re.findall(r'data-say="page (\w+)" aria-current', nav) == ["waits"]
    assert search == "?page=waits"


def test_a_part_without_an_answer_asks_for_what_it_lacks_itself(tmp_path):
    text = "Deal,Stage,Status,Created,Closed\n"
    text += "".join(
        f"D{n},Offer,{['Won', 'Lost'][n % 2]},2025-01-{n:02},2025-02-{n:02}\n" for n in range(1, 21)
    )
    (tmp_path / "deals.csv").write_text(text, encoding="utf-8")
    page = ManagerPage(tmp_path / "deals.csv")
    page.arrived("?page=team")
    told = sheet(page, "team").places["patterns"].words.html
    assert "ck-needs" in told and "owner" not in told


@pytest.mark.parametrize("key", ["", "team", "waits"])
def test_what_is_not_counted_yet_is_pale_and_the_page_says_so(few, monkeypatch, key):
    page = few
    if key:
        page._said(f"page {key}")
    open_page = page.chapters.by_key[key]
    seen = []

    def pale():
        return {name for name, place in open_page.places.items() if WAITS in place._dom_classes}

    def drawn(self, *args, told=Place._head):
        seen.append((pale(), page.counting.html))
        told(self, *args)

    monkeypatch.setattr(Place, "_head", drawn)
    before = {name: place.head.html for name, place in open_page.places.items()}
    page.filters.set(owner="Bo")
    first, said = seen[0]
    assert len(first) >= len(before) - 1 and "Counting" in said  # all but the one that is drawn now
    assert pale() == set() and page.counting.html == ""


@pytest.mark.parametrize("part", ["findings", "cards", "deals"])
def test_words_cards_and_deals_are_pale_until_they_are_of_the_choice(few, monkeypatch, part):
    page, seen = few, []
    box = page.answers.boxes[part]
    monkeypatch.setattr(
        answers, "months", lambda pipe: seen.append(box._dom_classes) or months(pipe)
    )
    page.filters.set(owner="Bo")
    assert WAITS in seen[0] and WAITS not in box._dom_classes
