"""The manager's page without a browser: choose, click, and compare with the metrics."""

import base64
import html
import io
import re
from datetime import date

import numpy as np
import openpyxl
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.charts.words import deals, full_days, full_money, money, money_between
from cycle_kit.dashboard import answers, downloads, given, selection
from cycle_kit.dashboard.export import fingerprint
from cycle_kit.dashboard.manager import manager_page
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.metrics.headlines import headlines
from cycle_kit.shipped import sample

SAMPLE = sample("hubspot_deals.csv")


@pytest.fixture(scope="module")
def whole():
    return ck.load(SAMPLE)


@pytest.fixture(scope="module")
def shared():
    return manager_page(SAMPLE)


@pytest.fixture
def page(shared):
    shared.filters.clear()
    return shared


def figure(page, place):
    return page.answers.places[place].chart.figure


def counts(page):
    """The deals of the funnel's bars, from the figure."""
    bars = [trace for trace in figure(page, "funnel")["data"] if trace["type"] == "bar"]
    return [int(x) for x in plain(bars[1]["base"])]


def plain(values):
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]).tolist()
    return values


def test_it_opens_on_the_pipeline_with_most_open_value(page, whole):
    assert page.filters.chosen() == {"pipeline": "B2B"}
    assert counts(page) == ck.funnel(whole.where(pipeline="B2B"))["deals"].tolist()
    assert page.answers.deals.sentence == "1,250 deals in this selection"


def test_a_filter_changes_every_number_to_that_of_the_metric(page, whole):
    page.filters.set(pipeline="B2B", owner="Elif Demirci")
    pipe = whole.where(pipeline="B2B", owner="Elif Demirci")

    assert counts(page) == ck.funnel(pipe)["deals"].tolist()
    won = headlines(pipe).set_index("measure").loc["won_deals", "value"]
    assert f"<b>{deals(won)}</b>" in page.answers.findings.html
    assert (
        page.answers.durations["median_days"].tolist()[:5]
        == (ck.stage_durations(pipe)["median_days"].tolist()[:5])
    )
    assert page.answers.deals.sentence == f"{len(pipe.deals)} deals in this selection"


def test_dates_change_charts_and_leave_cards(page, whole):
    cards = page.answers.cards.html
    page.filters.by_date["created_at"][0].value = "this year"
    pipe = whole.where(pipeline="B2B", created_at=slice("2025-01-01", "2025-12-31"))

    assert counts(page) == ck.funnel(pipe)["deals"].tolist()
    assert page.answers.cards.html == cards


def test_the_place_of_targets_says_that_it_follows_no_dates(page):
    place = page.answers.places["goals"]
    assert "do not count here" not in place.words.html
    page.filters.by_date["closed_at"][0].value = "this year"
    assert "The dates chosen above do not count here" in place.words.html
    page.filters.by_date["closed_at"][0].value = ""
    assert "do not count here" not in place.words.html


def test_from_to_asks_for_two_dates(page, whole):
    control, first, last = page.filters.by_date["closed_at"]
    assert first not in page.filters.row.children
    control.value = "between"
    assert first in page.filters.row.children and last in page.filters.row.children

    first.value, last.value = pd.Timestamp("2025-01-01").date(), pd.Timestamp("2025-01-31").date()
    pipe = whole.where(pipeline="B2B", closed_at=slice("2025-01-01", "2025-01-31"))
    assert counts(page) == ck.funnel(pipe)["deals"].tolist()


def test_any_column_of_few_values_can_become_a_filter(page, whole):
    labels = [label for label, _value in page.filters.more.options]
    assert labels[0] == "+ filter" and {"Region", "Industry", "Source", "Product"} <= set(labels)
    page.filters.more.value = "region"
    control = page.filters.by_column["region"]
    assert control in page.filters.row.children
    control.value = next(value for label, value in control.options if label == "DACH")

    pipe = whole.where(pipeline="B2B", region="DACH")
    assert counts(page) == ck.funnel(pipe)["deals"].tolist()
    page.filters.reset.click()
    assert "region" not in page.filters.by_column
    assert counts(page)[0] == 1250


def test_empty_cells_can_be_chosen(page, whole):
    page.filters.add("lost_reason")
    control = page.filters.by_column["lost_reason"]
    control.value = next(value for label, value in control.options if label == "not given")

    pipe = whole.where(pipeline="B2B", lost_reason=None)
    assert 0 < counts(page)[0] == len(pipe.deals)


LOST = {"part": "reason", "stage": "Proposal", "outcome": "lost", "reason": "Price"}
CLICKS = [
    (
        "funnel",
        ["Proposal"],
        {"part": "reached", "stage": "Proposal"},
        "deals that got to Proposal or further",
    ),
    ("funnel", ["won"], {"part": "reached", "stage": "won"}, "won deals"),
    (
        "funnel",
        ["Proposal", "open"],
        {"part": "waiting", "stage": "Proposal"},
        "open deals that got to Proposal and no further yet",
    ),
    (
        "funnel",
        ["New", "conversion"],
        {"part": "stopped", "stage": "New"},
        "deals that got to New and no further",
    ),
    ("losses", ["Proposal", "lost", "Price", ""], LOST, "deals lost in Proposal: Price"),
]


def test_a_click_on_the_curve_lists_the_deals_that_are_older_and_open(page, whole):
    marks = [
        mark
        for trace in page.answers.places["curve"].chart.figure["data"]
        for mark in trace.get("customdata") or []
    ]
    mark = next(mark for mark in marks if mark[0] >= 30)
    page.answers.places["curve"].chart.clicked = {"customdata": mark, "count": 30}
    found = deals_behind(whole.where(pipeline="B2B"), part="old", days=mark[0])

    assert page.answers.deals.found()["deal_id"].tolist() == found["deal_id"].tolist()
    assert page.answers.deals.sentence.startswith(
        f"{len(found):,} deals older than {mark[0]:.0f} days"
    )
    page.answers.deals._said("clear")


@pytest.mark.parametrize(
    "told", [[30.0], ["No stage"], "Proposal", 5, {"a": 1}, [[["Proposal"]]], []]
)
def test_a_click_on_what_is_no_mark_is_passed_over(page, told):
    for turn, place in enumerate(page.answers.places.values()):
        place.chart.clicked = {"customdata": told, "count": f"{told} {turn}"}
        place.chart.clicked = {"count": f"{told} {turn}"}
    assert page.answers.deals.sentence == "1,250 deals in this selection"


@pytest.mark.parametrize(("place", "customdata", "question", "sentence"), CLICKS)
def test_a_click_lists_the_deals_behind_the_mark(
    page, whole, place, customdata, question, sentence
):
    page.answers.places[place].chart.clicked = {"customdata": customdata, "count": id(customdata)}
    found = deals_behind(whole.where(pipeline="B2B"), **question)

    assert page.answers.deals.sentence == f"{len(found):,} {sentence}"
    assert page.answers.deals.found()["deal_id"].tolist() == found["deal_id"].tolist()
    assert 'data-say="clear"' in page.answers.deals.head.html
    page.answers.deals._said("clear")
    assert page.answers.deals.sentence == "1,250 deals in this selection"


def test_a_stage_lists_its_long_stayers(page, whole):
    page.answers.places["durations"].chart.clicked = {"customdata": ["Proposal"], "count": 9001}
    median = (
        ck.stage_durations(whole.where(pipeline="B2B"))
        .set_index("stage")
        .loc["Proposal", "median_days"]
    )
    found = deals_behind(whole.where(pipeline="B2B"), part="long", stage="Proposal", days=median)

    assert (
        page.answers.deals.sentence
        == f"{len(found)} deals in Proposal longer than {full_days(median)}"
    )
    assert (page.answers.deals.deals["days"] > median).all() and len(found) > 0


def test_a_card_and_a_sentence_list_their_deals(page, whole):
    page._said("card won_deals")
    assert page.answers.deals.sentence == "21 deals won in October 2025"
    assert len(page.answers.deals.deals) == 21
    page._said("past")
    assert page.answers.deals.sentence.startswith("83 deals in Proposal longer than 56 days")


@pytest.mark.parametrize("pipeline", ["B2B", "B2C"])
@pytest.mark.parametrize("card", ["open_deals", "velocity_per_day"])
def test_the_card_of_open_deals_lists_those_that_it_counts(page, pipeline, card):
    """The data of the sample end with a month; a rewound one ends within the next."""
    page.filters.by_column["pipeline"].value = (pipeline,)
    people, month = page.answers.people, page.answers.headlines
    try:
        page.answers.people = people.rewind("2025-09-17")
        page.answers.headlines = headlines(page.answers.people)
        row = page.answers.headlines.set_index("measure").loc["open_deals"]
        page._said(f"card {card}")
        assert (
            page.answers.deals.sentence
            == f"{len(page.answers.deals.deals)} deals open at the end of August 2025"
        )
        assert len(page.answers.deals.deals) == row["value"]
        assert page.answers.deals.deals["outcome"].eq("open").all()
    finally:
        page.answers.people, page.answers.headlines = people, month


def test_an_amount_without_a_rate_stands_in_its_own_currency(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(
        "Deal ID,Stage,Created Date,Close Date,Amount,Currency\n1,New,2025-01-02,,1200,EUR\n"
        "2,Won,2025-01-03,2025-02-01,70,USD\n3,New,2025-01-04,,,USD\n",
        encoding="utf-8",
    )
    told = manager_page(path).answers.deals.body.html
    cells = re.findall(r'<td class="ck-c-value ck-right">(.*?)</td>', told)
    assert sorted(cells) == sorted(["€1,200", "$70", "–"])


def test_the_last_card_looks_ahead_as_the_forecast_does(page, whole):
    page.filters.by_date["created_at"][0].value = "this year"  # changes no card
    table = ck.forecast(whole.where(pipeline="B2B"), until="2025-11-30")
    row = table.set_index("part").loc["all"]
    told = page.answers.cards.html.split("ck-ahead")[1]

    assert f'title="{full_money(row["p10"], "EUR")} to {full_money(row["p90"], "EUR")}"' in told
    assert f">{money_between(row['p10'], row['p90'], 'EUR')}<" in told
    assert "won until 30 Nov 2025," in told
    assert f"less than {money(row['p50'], 'EUR')}; {row['expected_deals']:.0f} wins are" in told
    page._said("forecast")
    assert page.answers.deals.sentence == "231 open deals"


def test_without_history_the_forecast_rests_on_creations_and_closings():
    told = manager_page(sample("pipedrive_deals.csv")).answers.cards.html.split("ck-ahead")[1]

    assert "won until 30 Nov 2025," in told and "eight times in ten" in told
    assert "rates" not in told  # no name of a method


def test_forecast_against_target_is_that_of_goals(page, whole):
    page.filters.set(pipeline="B2B")
    row = ck.goals(whole.where(pipeline="B2B")).loc[0]
    told = page.answers.places["goals"].words.html

    assert f"{money(row['actual'], 'EUR')} of €2\N{NO-BREAK SPACE}M so far" in told
    adds = money_between(row["adds_low"], row["adds_high"], "EUR")
    assert f"The forecast adds {adds}, eight times in ten." in told
    assert "It can go either way (met about" in told and row["verdict"] == "open"
    assert "by owner: likely to meet it: Astrid Lindholm, Kwame Boateng;" in told
    assert [text for text in names(page) if "Kwame" in text]
    assert page.answers.places["goals"].chart.layout.display == "flex"


def names(page):
    return plain(figure(page, "goals")["data"][0]["text"])


def test_a_bar_of_a_target_lists_its_deals(page, whole):
    page.filters.set(pipeline="B2B")
    kwame = whole.where(pipeline="B2B", owner="Kwame Boateng")
    page.answers._clicker("goals")(["won_value", "2025-Q4", "Kwame Boateng"])
    won = deals_behind(kwame, part="won", start="2025-10-01", end="2025-12-31")
    assert page.answers.deals.sentence == f"{len(won)} deals won from 1 Oct 2025 to 31 Dec 2025"
    page.answers._clicker("goals")(["won_value", "2025-Q4", "Kwame Boateng", "ahead"])
    assert page.answers.deals.sentence == f"{len(deals_behind(kwame, part='open'))} open deals"


def test_a_filter_that_no_target_speaks_of_says_so_in_a_line(page):
    page.filters.set(pipeline="B2B", owner="Kwame Boateng")
    assert "by owner: likely to meet it: Kwame Boateng." in page.answers.places["goals"].words.html
    page.filters.set(region="DACH")
    told = page.answers.places["goals"].words.html
    assert "No target of cycle.toml is for these deals alone." in told
    assert page.answers.places["goals"].chart.layout.display == "none"


def test_without_a_target_one_line_leads_to_where_one_is_given(tmp_path):
    export = tmp_path / "deals.csv"
    export.write_bytes(sample("hubspot_deals.csv").read_bytes())
    stages = '[stages]\nB2B = ["New", "Qualified", "Proposal", "Negotiation", "Contract"]\n'
    stages += 'B2C = ["Inquiry", "Consultation", "Offer"]\n'
    (tmp_path / "cycle.toml").write_text(stages, encoding="utf-8")
    told = manager_page(export).answers.places["goals"].words.html
    line = 'targets = [{measure = "won_value", period = "2025-11", target = 500_000}]'
    assert re.sub("<.*?>", "", told) == "No target yet. Give one under Targets."
    assert 'data-say="import targets"' in told
    money_ = '[currency]\nbase = "EUR"\nrates = {USD = 0.92}\n'
    (tmp_path / "cycle.toml").write_text(f"{line}\n\n{stages}{money_}", encoding="utf-8")
    page = manager_page(export)
    page.filters.set(pipeline=None)
    assert (
        "to come, the target is €500\N{NO-BREAK SPACE}k" in page.answers.places["goals"].words.html
    )


def test_a_target_for_a_pipeline_that_is_not_there_is_named(tmp_path):
    export = tmp_path / "deals.csv"
    export.write_bytes(SAMPLE.read_bytes())
    one = '{measure = "won_value", period = "2025-11", target = 5, pipeline = "%s"}'
    (tmp_path / "cycle.toml").write_text(f"targets = [{one % 'Ost'}]\n", encoding="utf-8")
    page = manager_page(export)
    told = re.sub("<.*?>", "", html.unescape(page.answers.places["goals"].words.html))
    assert told == (
        'No deal is in "Ost", for which cycle.toml has a target. Pipelines here are "B2B", "B2C".'
    )
    both = f"targets = [{one % 'Ost'}, {one % 'B2B'}]\n"
    (tmp_path / "cycle.toml").write_text(both, encoding="utf-8")
    page = manager_page(export)
    told = re.sub("<.*?>", "", html.unescape(page.answers.places["goals"].words.html))
    assert "B2B" in told and 'No deal is in "Ost"' in told
    assert page.answers.places["goals"].chart.layout.display == "flex"


KINDS = ["Called", "Won", "Lost", "Visited"]
HAND = "Opened,Closed,Value (€),Rep,Stage\n" + "\n".join(
    f"2024-0{1 + n % 6}-10,{'2024-07-20' if n % 4 in (1, 2) else ''},{100 + n},Ada,{KINDS[n % 4]}"
    for n in range(60)
)


def test_the_page_speaks_no_python_and_leads_to_its_own_places(tmp_path):
    path = tmp_path / "hand.csv"
    path.write_text(HAND, encoding="utf-8")
    page = manager_page(path)
    lives = [
        page.head,
        page.note,
        page.answers.cards,
        page.answers.findings,
        *(p.words for p in page.answers.places.values()),
    ]
    told = html.unescape(re.sub("<[^>]*>", "", " ".join(live.html for live in lives)))
    assert not re.search(r"\b[a-z_]+=[\[{\"'. ]|\b(ck|pipe)\.|to load", told)
    place = page.answers.places["funnel"].words
    assert 'data-say="import order"' in place.html
    place.hear({"say": "import order"})
    importing = page.body.children[-1]
    assert [part.wanted for part in importing.parts] == [False, False, True, False, False]
    (entry,) = re.findall(r'<input data-choose="base" value="(.*?)"', importing.parts[3].html)
    assert entry == "EUR"  # as the header says
    importing.pressed("move 0 0 Visited")
    importing.pressed("keep")
    page.read_again()
    assert page.answers.places["funnel"].chart.layout.display == "flex"


def test_the_title_names_every_file(tmp_path, monkeypatch):
    files = [tmp_path / name for name in ("one.csv", "two.csv")]
    for number, path in enumerate(files):
        path.write_text(f"Deal ID,Stage,Created Date\n{number},New,2024-01-02\n", encoding="utf-8")
    for name, value in given.variables(files, {}).items():
        monkeypatch.setenv(name, value)
    assert "one.csv, two.csv, as of" in manager_page(files[0]).head.html


def test_choosing_dates_asks_nobody_anew(page, monkeypatch):
    page.filters.set(pipeline="B2B")
    asked = []
    for name in ("months", "headlines", "outlook", "goals_now", "calls"):
        monkeypatch.setattr(answers, name, lambda *_a, name=name, **_k: asked.append(name))
    page.filters.by_date["created_at"][0].value = "this year"
    assert asked == []


def test_going_back_to_who_was_chosen_asks_nobody_anew(page, monkeypatch):
    page.filters.set(pipeline="B2B")
    before = page.answers.cards.html
    page.filters.set(owner="Elif Demirci")
    assert page.answers.cards.html != before
    monkeypatch.setattr(selection, "meeting", lambda *_a, **_k: pytest.fail("asked anew"))
    for name in ("months", "headlines", "outlook", "goals_now"):
        monkeypatch.setattr(answers, name, lambda *_a, **_k: pytest.fail("asked anew"))
    page.filters.set(owner=None)
    assert page.answers.cards.html == before


def test_the_deals_to_call_are_those_of_to_do(page, whole):
    page.filters.set(pipeline="B2B")
    found = ck.to_do(whole.where(pipeline="B2B"))
    urgent = found[found["why"].isin(["slow", "overdue", "silent"])]
    each, value = urgent["why"].value_counts(), urgent.drop_duplicates("deal_id")["value"]
    parts = f"{each['slow']} slow, {each['overdue']} overdue, {each['silent']} silent for a month."

    press = f'data-say="calls">{len(value)} open deals</button>'
    assert f"{press} ({money(value.sum(), 'EUR')}): {parts}" in page.answers.findings.html
    page._said("calls")
    assert page.answers.deals.sentence == f"{len(value)} open deals to call today"
    shown = page.answers.deals.found()
    assert set(shown["deal_id"]) == set(urgent["deal_id"]) and len(shown) == len(value)
    assert shown["value"].dropna().is_monotonic_decreasing
    first = "541 days in its stage, nine in ten take 196 days"
    assert f"{first} · was to close on 30 Jun 2025 · silent since 30 Apr 2025" in (
        page.answers.deals.body.html
    )
    assert page.answers.deals.taken()["why"].tolist() == shown["why"].tolist()


def test_where_fewer_losses_would_bring_most(page, whole):
    page.filters.set(pipeline="B2B")
    row = ck.bottlenecks(whole.where(pipeline="B2B")).iloc[0]
    meant = f"{row['wins_gained']:.0f} more wins ({money(row['value_gained'], 'EUR')})"

    told = (
        f"most in <b>{row['stage']}</b>: a tenth fewer than its {row['lost']:.0f} would have meant"
    )
    assert f"{told} {meant}." in page.answers.findings.html
    page.filters.set(pipeline=None)
    assert "Fewer losses" not in page.answers.findings.html  # each pipeline has its own stages


def test_search_sort_and_pages(page):
    page.filters.set(pipeline="B2C")
    page.answers.deals.search.value = "Solar  ADEYEMI"
    found = page.answers.deals.found()
    assert 0 < len(found) < 1450
    assert found["owner"].eq("Oluwaseun Adeyemi").all()
    assert found["name"].str.contains("Solar").all()
    page.answers.deals._said("sort days")
    assert page.answers.deals.found()["days"].dropna().is_monotonic_decreasing
    page.answers.deals._said("page 1")
    assert f"16–{min(30, len(found))} of {len(found)}" in page.answers.deals.body.html


def test_files_hold_the_deals_with_every_column(page):
    page._said("card won_deals")
    taken = page.answers.deals.taken()
    csv = pd.read_csv(io.BytesIO(downloads.as_csv(taken)), dtype=str)
    sheet = openpyxl.load_workbook(io.BytesIO(downloads.as_xlsx(taken))).active

    ids = page.answers.deals.deals["deal_id"].tolist()
    assert csv["deal_id"].tolist() == ids
    assert [cell.value for cell in sheet["A"]] == ["deal_id", *ids]
    assert {"region", "Is Closed Won"} <= set(taken) and taken.columns[-1] == "days"
    assert taken.notna().any().all()  # columns that hold nothing stay out
    pd.testing.assert_series_equal(taken["value"], page.answers.deals.deals["value"])


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (
            "5 deals in Offer longer than 19 days",
            "deals-in-offer-longer-than-19-days-2025-10-31.csv",
        ),
        ("1,250 deals in this selection", "deals-in-this-selection-2025-10-31.csv"),
        ("۱۲ معامله در Proposal/../x", "معامله-در-proposal-x-2025-10-31.csv"),
        ("3 deals lost in CON: <b>\u202e?*|", "deals-lost-in-con-b-2025-10-31.csv"),
        ("", "deals-2025-10-31.csv"),
        ("7 " + "x" * 300, "x" * 80 + "-2025-10-31.csv"),
    ],
)
def test_a_file_is_called_after_what_it_holds(told, name):
    assert downloads.file_name(told, pd.Timestamp("2025-10-31 14:00"), "csv") == name
    assert downloads.file_name(told, None, "csv") == name.replace("-2025-10-31", "")


def test_the_deals_behind_a_mark_are_taken_away_under_their_name(page, monkeypatch):
    given = []
    monkeypatch.setattr(
        page.answers.deals.head, "hand_over", lambda name, *_rest: given.append(name)
    )
    page._said("card won_deals")
    page.answers.deals.head.hear({"say": "csv"})
    page.answers.deals.head.hear({"say": "xlsx"})
    page.answers.deals._said("clear")
    assert given == [f"deals-won-in-october-2025-2025-10-31.{ending}" for ending in ("csv", "xlsx")]


def test_no_cell_of_a_file_is_a_formula():
    table = pd.DataFrame({"=a": ["=1+1", "+49", "-x", "@me", "\tx", "fine"], "value": [-5.0] * 6})

    text = downloads.as_csv(table).decode("utf-8-sig").splitlines()
    assert text == [
        "'=a,value",
        "'=1+1,-5.0",
        "'+49,-5.0",
        "'-x,-5.0",
        "'@me,-5.0",
        "'\tx,-5.0",
        "fine,-5.0",
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(downloads.as_xlsx(table))).active
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 7
    assert sheet["A2"].value == "=1+1"


@pytest.mark.parametrize(
    "cell",
    [
        " =1+1",
        "\u00a0=1+1",
        "\u3000=1+1",
        "＝1+1",
        " ＋1",
        "－1",
        "＠me",
        "\n=1+1",
        "\r=1",
        "\t x",
        "  -1",
    ],
)
def test_blanks_and_wide_letters_before_a_formula_change_nothing(cell):
    assert downloads.guarded(cell) == "'" + cell
    assert downloads.guarded("x" + cell).replace("'", "") == "x" + cell


def test_a_formula_behind_a_sign_that_separates_cells_elsewhere_is_text():
    assert downloads.guarded("a;=1+1") == "a;'=1+1"
    assert downloads.guarded("a| @me;b") == "a| '@me;b"
    assert downloads.guarded("a;b; c 5-3") == "a;b; c 5-3"


def test_names_from_the_file_never_become_markup(tmp_path):
    text = SAMPLE.read_text(encoding="utf-8-sig").replace("Proposal", "<img src=x onerror=1>")
    bad = tmp_path / "deals.csv"
    bad.write_text(text.replace("Solar Yield Monitor", "<script>1</script>"), encoding="utf-8")
    page = manager_page(bad)
    for pipeline in ("B2B", "B2C"):
        page.filters.set(pipeline=pipeline)
        shown = (
            page.answers.findings.html
            + page.answers.cards.html
            + page.answers.deals.head.html
            + page.answers.deals.body.html
        )
        assert "<img" not in shown and "<script" not in shown
    assert "&lt;script&gt;" in page.answers.deals.body.html


def test_no_deals_and_the_way_back(page):
    page.filters.by_date["created_at"][0].value = "between"
    page.filters.by_date["created_at"][1].value = pd.Timestamp("2035-01-01").date()
    assert "No deals match these filters." in page.note.html
    assert page.chapters.layout.display == "none"

    page._said("reset")
    assert page.note.html == "" and page.chapters.layout.display == ""
    assert counts(page)[0] == 1250


def test_fewer_than_ten_deals_are_told(page):
    page.filters.set(pipeline="B2C")
    control, first, last = page.filters.by_date["created_at"]
    control.value = "between"
    first.value = last.value = pd.Timestamp("2025-10-30").date()

    count = len(page.answers.picked.deals)
    assert 0 < count < 10
    assert f"Only {count} deals match: too few to judge anything by." in page.note.html
    assert counts(page)[0] == count


def test_several_pipelines_have_no_common_stages(page, whole):
    page.filters.set(pipeline=None)

    told = "Each pipeline has its own stages. Choose one above to see them."
    for place in ("funnel", "durations"):
        assert told in page.answers.places[place].words.html
        assert page.answers.places[place].chart.layout.display == "none"
    assert page.answers.deals.sentence == f"{len(whole.deals):,} deals in this selection"
    page.filters.set(pipeline="B2C")
    assert page.answers.places["funnel"].words.layout.display == "none"


def test_without_history_the_place_says_what_to_export():
    page = manager_page(sample("pipedrive_deals.csv"))

    told = page.answers.places["durations"].words.html
    assert "How long deals stay in a stage needs to know when deals entered their stages." in told
    assert "keep a dated export every week in one folder" in told
    assert page.answers.places["funnel"].chart.layout.display == "flex"
    assert counts(page)[0] == 1250
    assert "is where deals wait" not in page.answers.findings.html


def test_a_broken_file_is_told_and_read_again_when_replaced(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("colour,size\nred,2\n")
    page = manager_page(path)

    note, importing = (
        page.body.children
    )  # what to do, what stands in the way, and where it is put right
    assert note is page.note and "Put it right below" in note.html
    assert "The layout of deals.csv is not known." in importing.result.html
    assert "Columns" in importing.parts[0].html
    assert (note.html + importing.result.html).count("is not known") == 1
    path.write_bytes(SAMPLE.read_bytes())
    page.read_again()
    assert page.note.html == "" and counts(page)[0] == 1250


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_bytes(b"%PDF-1.4 no table"), "has changed and cannot be read"),
        (lambda path: path.write_text("colour,size\nred,2\n"), "has changed and cannot be read"),
        (
            lambda path: (path.parent / "cycle.toml").write_text("[[[["),
            "has changed and cannot be read",
        ),
        (lambda path: path.write_bytes(SAMPLE.read_bytes()[:300_037]), "ends within a record"),
    ],
)
def test_what_was_read_stands_when_the_next_file_is_broken_and_it_says_so(tmp_path, spoil, told):
    path = tmp_path / "deals.csv"
    path.write_bytes(SAMPLE.read_bytes())
    page = manager_page(path)
    shown = page.body.children
    spoil(path)
    page.read_again()
    assert told in page.head.html and "What you see was read at" in page.head.html
    assert page.note.html == "" and page.body.children == shown and counts(page)[0] == 1250

    (tmp_path / "cycle.toml").unlink(missing_ok=True)
    path.write_bytes(SAMPLE.read_bytes())
    page.read_again()
    assert "What you see was read at" not in page.head.html and counts(page)[0] == 1250


def test_a_file_that_was_cut_from_the_start_is_shown_and_it_says_so(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(SAMPLE.read_bytes()[:300_037])
    page = manager_page(path)
    assert "ends within a record" in page.head.html and "was read at" not in page.head.html
    assert page.pipe is not None


def test_what_is_the_matter_with_the_file_stays_said_whatever_is_chosen(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(SAMPLE.read_bytes()[:300_037])
    page = manager_page(path)
    for search in ("", "?pipeline=B2C", "?colour=red", ""):
        page.address.hear({"search": search})
        assert "ends within a record" in page.head.html
        assert ("colour=red" in page.head.html) is ("colour" in search)


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_short_row_among_others_is_no_end_within_a_record(tmp_path, end):
    path = tmp_path / "deals.csv"
    rows = [f"{n},New,Ann,Shop {n},2024-01-{n:02d}" for n in range(1, 9)]
    head = "Deal ID,Stage,Owner,Deal Name,Created Date"
    path.write_text("\n".join([head, *rows]) + end)
    page = manager_page(path)
    path.write_text("\n".join([head, *rows, "9,New,A", "10,New,Ann,Shop 10,2024-01-10"]) + end)
    page.read_again()
    assert "break" in page.pipe.notes["note"].str.cat()  # the row is left out and told
    assert len(page.pipe.deals) == 9 and "within a record" not in page.head.html


def test_a_file_that_is_taken_away_is_told_and_what_was_read_stands(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(SAMPLE.read_bytes())
    page = manager_page(path)
    path.unlink()
    page.gone()
    assert "deals.csv is not there any more. What you see was read at" in page.head.html
    assert counts(page)[0] == 1250


def test_errors_that_follow_each_other_are_each_of_the_file_that_is_there(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("colour,size\nred,2\n")
    page = manager_page(path)
    path.write_text("alpha,beta,gamma\nk,v,1\nl,w,2\n")
    page.read_again()
    importing = page.body.children[1]
    assert importing.seen.columns["header"].tolist() == ["alpha", "beta", "gamma"]
    assert "colour" not in importing.parts[0].html


def test_a_broken_cycle_toml_is_put_right_on_the_page(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(SAMPLE.read_bytes())
    (tmp_path / "cycle.toml").write_text("[[[[", encoding="utf-8")
    page = manager_page(path)
    _note, importing = page.body.children
    assert "Columns" in importing.parts[0].html
    assert "cycle.toml is not valid TOML." in importing.result.html
    importing.pressed("keep")
    page.read_again()
    assert page.note.html == "" and counts(page)[0] == 1250
    assert (tmp_path / "cycle.toml.before").read_text(encoding="utf-8") == "[[[["


def test_a_file_that_is_no_table_is_told_without_an_import_page(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(b"%PDF-1.4 no table")
    page = manager_page(path)
    assert "PDF" in page.note.html
    assert page.body.children == (page.note,)


def test_how_the_file_was_read_is_one_press_away_and_back(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(SAMPLE.read_bytes())
    page = manager_page(path)
    shown = page.body.children
    assert "How this file was read" in page.head.html
    page.head.hear({"say": "import"})
    note, importing = page.body.children
    assert "Back to the answers" in note.html and importing.seen.pipe is not None
    importing.pressed("keep")
    assert (tmp_path / "cycle.toml").exists()
    assert fingerprint(path) != page.seen  # what is kept counts as a change
    page.note.hear({"say": "back"})
    assert len(page.body.children) == len(shown) and counts(page)[0] == 1250


def test_a_replaced_file_keeps_what_was_chosen(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(SAMPLE.read_bytes())
    page = manager_page(path)
    page.filters.set(pipeline="B2B", owner="Elif Demirci", region="DACH")
    page.read_again()

    assert page.filters.people() == {
        "pipeline": "B2B", "owner": "Elif Demirci", "region": "DACH",
    }  # fmt: skip


def test_a_replaced_file_keeps_every_choice_and_says_which_is_gone(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(SAMPLE.read_bytes())
    page = manager_page(path)
    page.arrived("?pipeline=*&region=DACH&closed=12-months")
    before = page.filters.chosen()
    page.read_again()
    assert page.filters.chosen() == before and "taken back" not in page.head.html
    path.write_text(SAMPLE.read_text(encoding="utf-8-sig").replace("DACH", "Alps"))
    page.read_again()
    assert page.filters.people() == {} and set(page.filters.spans()) == {"closed_at"}
    assert "region=DACH" in page.head.html and "that choice is taken back" in page.head.html


def test_dates_are_a_span_whichever_end_is_typed_first(page):
    control, first, last = page.filters.by_date["closed_at"]
    control.value, first.value = "between", date(2025, 6, 1)
    last.value = date(2025, 1, 31)
    turned = counts(page)[0]
    first.value, last.value = date(2025, 1, 31), date(2025, 6, 1)
    assert counts(page)[0] == turned < 1250
    page.filters.clear()


def test_one_redraw_for_many_choices(page, monkeypatch):
    drawn = []
    monkeypatch.setattr(answers.Answers, "_draw", lambda self: drawn.append(1))
    page.filters.set(pipeline="B2B", owner="Elif Demirci", region="DACH")
    assert len(drawn) == 1
    monkeypatch.undo()
    page.filters.clear()
    assert counts(page)[0] == 1250


def test_money_that_cannot_be_summed_says_why_and_offers_the_line(tmp_path):
    path = tmp_path / "deals.csv"
    lines = ["Deal ID,Stage,Owner,Amount,Currency,Created Date,Close Date"]
    lines += [
        f"{n},{['New', 'Offer', 'Won', 'Lost'][n % 4]},A,{100 + n},{['EUR', 'USD'][n // 2 % 2]},"
        f"2024-0{1 + n % 6}-10,{'2024-07-20' if n % 4 > 1 else ''}"
        for n in range(40)
    ]
    path.write_text("\n".join(lines) + "\n")
    page = manager_page(path)
    assert "Amounts are in EUR, USD" in page.note.html
    line = html.unescape(re.search("<code>(.*?)</code>", page.note.html)[1])
    (tmp_path / "cycle.toml").write_text(line.replace("1.0", "0.9") + "\n")
    page.read_again()
    assert "Amounts are in" not in page.note.html
    assert page.pipe.currency == "EUR" and page.pipe.deals["value"].notna().all()
