"""The sentences of the notebooks, whole, from tiny pipelines; and which columns of a file were taken."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts.sentences import Sentences, sentences
from cycle_kit.loading.understood import columns_taken
from cycle_kit.metrics.waiting import surprises, waiting
from cycle_kit.shipped import sample
from tests.companies import without_deals
from tests.deal_paths import pipe_of, twenty


@pytest.fixture(scope="module")
def pipe():
    """The worked example: 20 deals through A to D, a step every 7 days."""
    paths = twenty()
    return pipe_of(paths, lost_reason=["Price"] * len(paths), amount=[1.0] * len(paths))


def said(text: str) -> list[str]:
    """The lines of sentences, with plain spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_sentences_are_paragraphs_that_no_name_can_break():
    html = sentences("A <b> & c.", "", "D.")._repr_html_()
    assert html.count("<p ") == 2 and ">A &lt;b&gt; &amp; c.</p>" in html
    assert isinstance(sentences("x"), Sentences)


def test_funnel(pipe):
    assert said(charts.funnel_words(ck.funnel(pipe))) == [
        "Of 20 deals, 8 were won (40 %) and 4 are still open.",
        "Fewest go on from B: 72 % of 18 deals so far, and 83 % if every deal still open there moves on.",
    ]


def test_rules(pipe):
    first, second = said(charts.rules_words(ck.funnel_rules(pipe), "A"))
    assert first == "A: 72–90 %, depending on the rule."
    assert second == (
        "In words: 72 % if no stage may be skipped; 78 % by visits to it and to the next stage; "
        "88 % of the deals that are closed; 89 % of the stays that ended went on; "
        "90 % got further if a skipped stage counts as passed."
    )


def test_a_win_whose_dates_are_not_known_is_a_win_all_the_same():
    undated = pd.DataFrame({"deals": [0], "excluded": [1]})
    assert said(charts.cycle_words(undated)) == [
        "No deal that was won has a date of creation and one of closing after it."
    ]


def test_no_deals():
    nobody = without_deals(pipe_of(["A"], owner=["x"]))
    assert said(charts.funnel_words(ck.funnel(nobody))) == ["There are no deals to count."]
    assert said(charts.cycle_words(ck.cycle_length(nobody))) == ["No deal was won yet."]
    assert said(charts.loss_words(ck.loss_reasons(nobody))) == ["No deal was lost."]
    durations = ck.stage_durations(nobody)
    assert said(charts.durations_words(durations)) == [
        "No stage has ten ended stays: too few to judge."
    ]
    assert said(charts.curves_words(ck.outcome_curves(nobody), 30)) == [
        "Nothing was decided within 30 days."
    ]


def test_a_curve_that_is_not_known_says_why():
    curve = {"days": [None], "won": [None], "lost": [None], "dropped": [None], "open": [None]}
    curves = pd.DataFrame(curve, dtype=float).assign(note="13 of 13 lost deals have no date.")
    assert said(charts.curves_words(curves, 90)) == ["13 of 13 lost deals have no date."]


def test_losses_that_nobody_dated_say_no_days():
    ways = pd.DataFrame(
        {
            "from_stage": ["A"],
            "to_stage": ["lost"],
            "deals": [3],
            "moves": [3],
            "median_days": [None],
        }
    )
    assert said(charts.flows_words(ways)) == ["Most deals are lost from A: 3 deals."]


def test_losses(pipe):
    assert said(charts.loss_words(ck.loss_reasons(pipe))) == [
        "Of 8 lost deals the reason named most is “Price”: 8 times (100 %)."
    ]


def test_waits_and_surprise():
    """Ten deals won after 7 days in A, ten open ones that wait: the median cannot stay."""
    pipe = pipe_of(["ABBBBB"] * 10 + ["AW"] * 10)
    durations, cycle = ck.stage_durations(pipe), ck.cycle_length(pipe)
    assert said(charts.durations_words(durations, waiting(pipe))) == [
        "Deals stay longest in A: half of the stays that ended took up to 7 days. "
        "100 % of all days of won deals were spent there.",
    ]
    assert said(charts.surprise_words(surprises(cycle, durations))) == [
        "Counting what is unfinished changes no median by more than a tenth, or not beyond chance."
    ]
    one = pd.DataFrame(
        {"what": ["cycle"], "stage": [""], "plain": [20.0], "corrected": [25.0], "gap": [0.25]}
    )
    assert said(charts.surprise_words(one)) == [
        "Surprise: half of the wins so far took up to 20 days; with the open deals counted as not "
        "finished, half take up to 25 days (+25 %)."
    ]


def test_notes_of_a_sample():
    pipe = ck.load(sample("hubspot_deals.csv"))
    assert said(charts.notes_words(pipe.notes)) == [
        "hubspot_deals.csv has 2,702 rows: 2,700 are deals, 1 equals another one in every cell, "
        "1 is another version of one of these."
    ]
    assert len(said(charts.fixes_words(pipe.notes))) == 4


def test_export_steps_are_those_of_the_system_or_of_all():
    hubspot, leads = said(charts.export_words("hubspot"))
    assert hubspot.startswith("HubSpot: Deals > All deals > Export")
    assert leads.startswith("HubSpot contacts: ")
    assert len(said(charts.export_words("custom"))) > 2


def test_columns_taken():
    table = columns_taken(sample("hubspot_deals.csv")).set_index("header")
    assert table.loc["Deal owner", "column"] == "owner"
    assert table.loc['Date entered "Proposal (B2B)"', "column"] == "stage history"
    assert table.loc["Associated Contact", "column"] == ""
    assert table.loc["Record ID", "filled"] == 1
    named = columns_taken(sample("hubspot_deals.csv"), columns={"product": "Region"})
    assert dict(zip(named["header"], named["column"], strict=True))["Region"] == "product"
