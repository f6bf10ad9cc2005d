"""What the numbers of the pages are set beside: the period before, last year, or the rest of the team."""

import re

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dashboard.address import written
from cycle_kit.dashboard.filters import BESIDE, COMPARED, LAST_YEAR, PREVIOUS, REST
from cycle_kit.dashboard.manager import ManagerPage
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.headlines import beside_rest, headlines
from cycle_kit.shipped import sample

HEAD = "Deal,Stage,Status,Owner,Created,Closed,Amount\n"
LAST = (
    "last,Offer,Open,Ada,2025-04-02,,100\n"  # the data end in April: March is the last whole month
)


def ended(month, owner, won, lost, days):
    """Deals of one owner that were created on the first of a month and ended as many days later."""
    closed = pd.Timestamp(f"{month}-01") + pd.Timedelta(days=days)
    row = "{n},Offer,{status},{owner},{month}-01,{closed:%Y-%m-%d},100\n"
    return "".join(
        row.format(
            n=f"{month} {owner} {n}",
            status="Won" if n < won else "Lost",
            owner=owner,
            month=month,
            closed=closed,
        )
        for n in range(won + lost)
    )


# Ada won 6 of 12 in March, 3 of 12 in February, and 9 of 12 a year before; Bo won 3 of 12 in March, Cy 6 of 18
ROWS = [
    ended("2024-03", "Ada", 9, 3, 10), ended("2025-02", "Ada", 3, 9, 10),
    ended("2025-03", "Ada", 6, 6, 10), ended("2025-03", "Bo", 3, 9, 20),
    ended("2025-03", "Cy", 6, 12, 20), ended("2024-01", "Bo", 1, 1, 5),
]  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("compared") / "deals.csv"
    path.write_text(HEAD + "".join(ROWS) + LAST, encoding="utf-8")
    return ManagerPage(path)


@pytest.fixture
def at(page):
    def go(search):
        page.arrived(search)
        return page

    page.arrived("")
    return go


def card(page, measure):
    """The lines of a card below its number."""
    found = re.search(rf'data-say="card {measure}".*?</button>', page.answers.cards.html, re.DOTALL)
    changes = found[0].partition('"ck-changes">')[2]
    return [re.sub("<[^>]*>", "", line) for line in re.findall(r"<span>(.*?)</span>", changes)]


@pytest.mark.parametrize(
    ("compare", "rate", "won", "days"),
    [
        (
            "",
            ["▲ +25\xa0pt on Feb", "▼ −25\xa0pt on Mar 2024"],
            ["Feb: too few to judge", "Mar 2024: too few to judge"],
            ["Feb: too few to judge", "Mar 2024: too few to judge"],
        ),
        (PREVIOUS, ["▲ +25\xa0pt on Feb"], ["Feb: too few to judge"], ["Feb: too few to judge"]),
        (
            LAST_YEAR,
            ["▼ −25\xa0pt on Mar 2024"],
            ["Mar 2024: too few to judge"],
            ["Mar 2024: too few to judge"],
        ),
        (REST, ["▲ +20\xa0pt on the rest"], ["the rest: 9"], ["the rest: too few to judge"]),
    ],
)
def test_cards_show_the_chosen_comparison(at, compare, rate, won, days):
    page = at(f"?owner=Ada{'&compare=' + compare if compare else ''}")
    assert "which this export does not have" not in page.head.html
    assert card(page, "win_rate") == rate  # 6 of 12 beside 3 of 12, 9 of 12, and 9 of 30
    assert card(page, "won_deals") == won
    assert card(page, "median_cycle_days") == days


@pytest.mark.parametrize(
    ("compare", "told"),
    [
        ("", ", 3 more than in February (too few to judge)."),
        (PREVIOUS, ", 3 more than in February (too few to judge)."),
        (LAST_YEAR, ", 3 fewer than a year before (too few to judge)."),
        (REST, ", 9 by the rest of the team."),
    ],
)
def test_the_first_sentence_too(at, compare, told):
    page = at(f"?owner=Ada{'&compare=' + compare if compare else ''}")
    assert told in page.answers.findings.html


def test_the_rest_are_the_others_under_the_same_filters(at):
    page = at(f"?owner=Ada&compare={REST}")
    rest = page.chapters.view.rest
    assert sorted(set(rest.deals["owner"])) == ["Bo", "Cy"]
    table = beside_rest(headlines(page.picked), headlines(rest)).set_index("measure")
    assert table.loc["win_rate", ["value", "rest", "rest_n"]].tolist() == [0.5, 0.3, 30]
    assert table.loc["median_cycle_days", ["rest", "rest_change"]].tolist() == [20, -0.5]
    assert table.loc[["new_deals", "won_deals"], "rest"].tolist() == [30, 9]
    assert table.loc[["new_deals", "won_deals", "velocity_per_day"], "rest_change"].isna().all()
    page.filters.set(owner=None)
    assert page.chapters.view.rest is None
    assert "Choose an owner who is not alone" in page.answers.cards.html
    assert len(card(page, "win_rate")) == 2


@pytest.mark.parametrize("compare", BESIDE)
def test_it_stands_in_the_address_and_leaves_all_deals_in(at, compare):
    page = at("?owner=Ada")
    number = len(page.picked.deals)
    page.filters.by_column[COMPARED].value = (compare,)
    assert page.address.search == f"?owner=Ada&compare={compare}"
    assert len(page.picked.deals) == number and page.filters.chosen() == {"owner": "Ada"}
    assert page.filters.shown.description == f"Filters: Ada, beside {compare.replace('-', ' ')}"
    page.filters.clear()
    assert written(page.filters) == "" and page.filters.compared() == ""


def test_what_there_is_nothing_of_is_said(at, tmp_path):
    assert "compare=nothing" in at("?compare=nothing").head.html
    path = tmp_path / "deals.csv"
    path.write_text(HEAD + ROWS[0] + ROWS[2] + LAST, encoding="utf-8")
    alone = ManagerPage(path)
    alone.arrived(f"?compare={REST}")
    assert f"compare={REST}" in alone.head.html


@pytest.fixture(scope="module")
def long():
    return ManagerPage(sample("hubspot_deals.csv"))


@pytest.mark.parametrize(
    ("compare", "start", "hint", "before"),
    [
        ("", "2025-09-30", "Since the end of the month before.", "last year"),
        (PREVIOUS, "2025-09-30", "Since the end of the month before.", "previous period"),
        (LAST_YEAR, "2024-10-31", "Since the same day a year before.", "last year"),
    ],
)
def test_charts_of_changes_follow(long, compare, start, hint, before):
    long.arrived(f"?page=changes&pipeline=B2B&compare={compare}" if compare else "?page=changes")
    sheet, people = long.chapters.by_key["changes"], long.chapters.view.people
    for key, metric in (("bridge", ck.waterfall), ("became", ck.changes)):
        pd.testing.assert_frame_equal(sheet.tables[key], metric(people, start, "2025-10-31"))
        assert hint in sheet.places[key].head.html
    pair = ck.two_periods(long.chapters.view.full, beside=before)
    kind = ck.kinds_of(long.chapters.view.full)[0]
    expected = ck.mix_shift(
        long.chapters.view.full, "win_rate", by=kind, before=pair[0], after=pair[1]
    )
    pd.testing.assert_frame_equal(sheet.tables["mix"], expected)
    assert ("follow what is compared with" in sheet.head.html) == bool(compare)


@pytest.mark.parametrize("key", ["stops", "waits", "team", "changes"])
@pytest.mark.parametrize("compare", BESIDE)
def test_every_page_says_what_does_not_follow(at, key, compare):
    page = at(f"?page={key}&compare={compare}")
    asides = page.chapters.by_key[key].head.html.count("ck-soft")
    assert asides == (0 if (key, compare) == ("team", REST) else 1)


@pytest.mark.parametrize(
    ("measure", "lines", "told"),
    [
        ("win_loss_ratio", ["▲ +133\xa0% on the rest"], "12 deals won or lost in the month."),
        ("mean_cycle_days", ["the rest: too few to judge"], "6 deals won with both dates."),
    ],
)
def test_ratio_and_mean_stand_among_the_cards_with_what_they_count(at, measure, lines, told):
    page = at(f"?owner=Ada&compare={REST}")
    assert card(page, measure) == lines  # 6 to 6 beside 9 to 21
    why = page.answers.cards.html.partition(f'data-key="{measure}"')[2].partition("</details>")[0]
    assert "Counted: " in why and told in why
    page.answers.said("card", measure)
    assert page.answers.deals.sentence.startswith(told.split()[0] + " deals ")


def taken(page):
    """The report that the page hands over, as text without marks, and its header."""
    given = []
    hand_over, page.head.hand_over = page.head.hand_over, lambda *file: given.append(file)
    try:
        page._said("report")
    finally:
        page.head.hand_over = hand_over
    html = given[0][2].decode()
    card_ = html.partition(">Win rate<")[2].partition("</div>")[0].partition('"ck-changes">')[2]
    lines = [re.sub("<[^>]*>", "", line) for line in re.findall(r"<span>(.*?)</span>", card_)]
    return lines, html.partition("<header>")[2].partition("</header>")[0]


@pytest.mark.parametrize(
    ("compare", "rate", "said"),
    [
        ("", ["▲ +25\xa0pt on Feb", "▼ −25\xa0pt on Mar 2024"], ""),
        (PREVIOUS, ["▲ +25\xa0pt on Feb"], "Compare with: previous period"),
        (LAST_YEAR, ["▼ −25\xa0pt on Mar 2024"], "Compare with: last year"),
        (REST, ["▲ +20\xa0pt on the rest"], "Compare with: rest of the team"),
    ],
)
def test_what_is_taken_along_carries_the_comparison(at, compare, rate, said):
    page = at(f"?owner=Ada{'&compare=' + compare if compare else ''}")
    lines, head = taken(page)
    assert lines == rate
    assert said in head and ("Compare with" in head) == bool(said)


def test_nobody_beside_is_no_rest(at):
    lines, head = taken(at(f"?compare={REST}"))
    assert len(lines) == 2 and "Compare with" not in head


def test_a_report_asked_for_in_python_says_what_it_is_beside(page, tmp_path):
    whole = page.whole
    mine, others = whole.where(owner="Ada"), whole.where(owner=["Bo", "Cy"])
    beside = [
        ck.report(mine, tmp_path / "r.html", beside=each).read_text(encoding="utf-8")
        for each in ("last-year", others)
    ]
    assert ["+20\xa0pt on the rest" in each for each in beside] == [False, True]
    with pytest.raises(QuestionError, match='"last-year"'):
        ck.report(mine, tmp_path / "r.html", beside="last year")
