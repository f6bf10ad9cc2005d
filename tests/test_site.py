"""The static site: a file for every choice, each with the figures of its deals, and no name of a deal in any."""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.errors import FileError, QuestionError
from cycle_kit.reports import site
from cycle_kit.reports.site import MOST_OWNERS

HEADS = "Deal ID,Deal,Account,Owner,Team,Pipeline,Stage,Status,Amount,Created,Closed,Expected close"


def made(tmp_path, owners: int = 2, pipelines=("North", "South")):
    rows = [HEADS]
    for n in range(owners * len(pipelines) * 4):
        owner, pipeline = n % owners, pipelines[n // owners % len(pipelines)]
        if owner == 0 and pipeline == "South":
            continue
        won = n % 3 == 0
        rows.append(
            f"D{n},Deal number {n} of Umbrella,Umbrella {n},Seller {owner},Team {owner % 2},{pipeline},Offer,"
            f"{'Won' if won else 'Open'},{n * 10 + 100},{2023 + n % 3}-03-{n % 28 + 1:02},"
            f"{f'{2023 + n % 3}-05-{n % 28 + 1:02}' if won else ''},"
            f"{2023 + n % 3}-03-{n % 28 + 1:02}"
        )
    (tmp_path / "umbrella.csv").write_text("\n".join(rows), encoding="utf-8")
    return ck.load(tmp_path / "umbrella.csv")


@pytest.fixture(scope="module", autouse=True)
def few_pages():
    """Few questions and one span: that all of them are drawn is seen in the browser, and takes long."""
    with pytest.MonkeyPatch.context() as patch:
        few = {
            key: replace(PAGES[key], parts=tuple(p for p in PAGES[key].parts if p.key in keys))
            for key, keys in site.FIRST.items()
        }
        calls = PAGES["actions"].parts[:1]  # which lists deals by name
        few["actions"] = replace(PAGES["actions"], parts=calls)
        patch.setattr(site, "PAGES", few)
        spans = site.time_spans
        patch.setattr(site, "time_spans", lambda day: {"this year": spans(day)["this year"]})
        yield


@pytest.fixture(scope="module")
def pipe(tmp_path_factory):
    return made(tmp_path_factory.mktemp("site"), owners=3)


@pytest.fixture(scope="module")
def folder(pipe, tmp_path_factory):
    return ck.publish(pipe, tmp_path_factory.mktemp("out") / "site").parent


def options(html: str) -> dict[str, dict[str, str]]:
    """{column: {words: place}} of the drop-downs."""
    fields = re.findall(r'<select data-at="\d" data-column="(\w+)">(.*?)</select>', html, re.S)
    return {
        column: {name: at for at, name in re.findall(r'<option value="(\d+)"[^>]*>(.*?)<', inner)}
        for column, inner in fields
    }


def test_every_choice_with_deals_has_a_file_that_counts_them(folder, pipe):
    there = options((folder / "index.html").read_text(encoding="utf-8"))
    assert list(there) == ["pipeline", "owner", "created_at"]
    for pipeline, p in there["pipeline"].items():
        for owner, o in there["owner"].items():
            deals = pipe.deals
            deals = deals if p == "0" else deals[deals["pipeline"] == pipeline]
            deals = deals if o == "0" else deals[deals["owner"] == owner]
            name = "index.html" if p == o == "0" else f"{p}-{o}-0.html"
            assert (folder / name).exists() == bool(len(deals)), name
            if len(deals):
                text = (folder / name).read_text(encoding="utf-8")
                noun = "deal" if len(deals) == 1 else "deals"
                assert f" · {len(deals)} {noun}<" in text, name


def test_a_period_is_of_the_creation(folder, pipe):
    there = options((folder / "index.html").read_text(encoding="utf-8"))
    year = there["created_at"]["this year"]
    deals = pipe.deals["created_at"].dt.year.eq(pipe.as_of.year).sum()
    assert f" · {deals} deals<" in (folder / f"0-0-{year}.html").read_text(encoding="utf-8")


def test_cards_do_not_follow_dates_and_say_so(folder):
    cards = [
        re.search(r'<p class="ck-over">.*?</section>', (folder / name).read_text("utf-8"), re.S)[0]
        for name in ("index.html", "0-0-1.html")
    ]
    assert "do not change these cards" in cards[1]
    assert cards[0].split("ck-cards")[1] == cards[1].split("ck-cards")[1]


def test_the_script_knows_the_files_that_are_there(folder):
    script = (folder / "site.js").read_text(encoding="utf-8")
    known = json.loads(re.search(r"new Set\((\[.*?\])\)", script)[1])
    assert set(known) == {path.name for path in folder.glob("*.html")}


def test_no_deal_and_no_account_is_named(folder):
    for path in folder.iterdir():
        assert "Umbrella" not in path.read_text(encoding="utf-8"), path.name
    assert "Seller 1" in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"with_deals": True}, True),
        ({"mask": True}, False),
        ({"mask": True, "with_deals": True}, False),
    ],
)
def test_names_are_there_where_they_are_wanted(tmp_path, asked, named):
    pipe = made(tmp_path, pipelines=("North",))
    index = ck.publish(pipe, tmp_path / "site", **asked)
    text = index.read_text(encoding="utf-8")
    assert ("Umbrella" in text) == named and ("Seller 1" in text) == named


def test_many_owners_are_chosen_by_their_teams(tmp_path):
    pipe = made(tmp_path, owners=MOST_OWNERS + 1, pipelines=("North",))
    pipe = pipe.where(created_at=slice("2025-01-01", None))
    index = ck.publish(pipe, tmp_path / "site")
    there = options(index.read_text(encoding="utf-8"))
    assert list(there) == ["team", "created_at"]
    assert list(there["team"]) == ["all", "Team 0", "Team 1"]


def test_nothing_stays_of_an_earlier_site(tmp_path):
    pipe = made(tmp_path)
    ck.publish(pipe, tmp_path / "site", with_deals=True)
    (tmp_path / "site" / "about.html").write_text("ours", encoding="utf-8")
    ck.publish(pipe.where(owner="Seller 1", pipeline="North"), tmp_path / "site")
    kept = [path for path in (tmp_path / "site").iterdir() if "Umbrella" in path.read_text("utf-8")]
    assert kept == [] and (tmp_path / "site" / "about.html").exists()


def test_what_cannot_be_is_told(tmp_path):
    pipe = made(tmp_path)
    with pytest.raises(QuestionError, match="needs deals"):
        ck.publish(pipe.where(owner="Seller 0", pipeline="South"), tmp_path / "site")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FileError, match="cannot be written"):
        ck.publish(pipe, tmp_path / "file")


def test_how_far_it_is_is_told(tmp_path):
    heard = []
    pipe = made(tmp_path, owners=1, pipelines=("North",))
    ck.publish(pipe, tmp_path / "site", told=lambda done, of: heard.append((done, of)))
    assert heard[0][0] == 0 and heard[-1][0] == heard[-1][1] == len(heard) - 1
    assert pd.Series([done for done, _of in heard]).is_monotonic_increasing
