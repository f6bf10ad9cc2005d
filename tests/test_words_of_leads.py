"""Sentences about leads speak of leads, those about deals of deals."""

from dataclasses import replace
from typing import get_args

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts.stopping_words import narrowest_rules_words
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.funnel_counts import Rule
from cycle_kit.tables import empty_leads
from tests.companies import events
from tests.deal_paths import pipe_of, twenty
from tests.test_lead_funnel import SIX, with_leads
from tests.test_losses_apart import leads, lost


def lines(text: str) -> list[str]:
    return text.replace("\N{NO-BREAK SPACE}", " ").splitlines()


def below(chart) -> str:
    last = chart.layout.annotations[-1].text
    return last.replace("\N{NO-BREAK SPACE}", " ").replace("<br>", " ")


def test_leads_and_deals_of_the_funnel_are_told_apart():
    pipe = with_leads(*SIX)
    words, deals = ck.funnel(pipe, leads=True), ck.funnel(pipe)
    first, *rest = lines(charts.funnel_words(words))
    assert first == ("Of 6 leads, 3 became deals (50 %), 1 is still open and 2 were disqualified.")
    assert rest == lines(charts.funnel_words(deals))


@pytest.mark.parametrize("chosen", [{}, {"pipeline": "Main"}])
def test_leads_of_one_pipeline_are_told_with_what_that_leaves_open(chosen):
    """Leads that became no deal are in no pipeline: of one pipeline there is no share of leads."""
    table = ck.funnel(
        replace(with_leads(*SIX), conditions=chosen), leads=True
    )  # as `where` leaves it
    first = lines(charts.funnel_words(table))[0]
    assert first.startswith("Of 6 leads, 3 became deals")
    assert ("(50 %)" in first) != bool(chosen)
    assert first.endswith(table["note"].iloc[0]) and bool(table["note"].iloc[0]) == bool(chosen)


def test_leads_are_no_step_that_is_judged():
    """Fewer of 26 leads went on than of the deals at any stage, yet it is the stages that are judged."""
    table = with_leads(*SIX, *[("Post", "disqualified", None)] * 20).leads
    many = replace(pipe_of(twenty()), leads=table)
    with_them, without = ck.funnel(many, leads=True), ck.funnel(many)
    assert lines(charts.funnel_words(with_them))[1:] == lines(charts.funnel_words(without))
    assert charts.narrowest_stage(with_them) == charts.narrowest_stage(without) == "B"
    rules = ck.funnel_rules(many)
    told = [narrowest_rules_words(table, rules) for table in (with_them, without)]
    assert told[0] == told[1] != ""


def test_a_stage_that_is_called_leads_is_a_stage():
    log = events("1 leads 2025-01-01", "1 won 2025-02-01", "2 leads 2025-01-01")
    pipe = ck.from_events(log, stages=["leads", "B"])
    for rule in get_args(Rule):
        told = charts.funnel_words(ck.funnel(pipe, rule=rule)).splitlines()[0]
        assert "deal" in told and "became" not in told
    chart = charts.funnel_chart(ck.funnel(pipe))
    assert not any("Leads" in str(trace.text) for trace in chart.data)
    with pytest.raises(QuestionError, match='A stage is called "leads"'):
        ck.funnel(replace(pipe, leads=leads()), leads=True)


@pytest.mark.parametrize("every", [None, "month"])
def test_reasons_are_of_whom_they_are(every):
    pipe = replace(lost(), leads=leads())
    of_leads = ck.loss_reasons(pipe, of="leads", split=";", every=every)
    told = [
        "Of 4 disqualified leads the reasons named most are “no budget” and “no need”: 2 times (50 %) each. "
        "For 1 (25 %) no reason is given."
    ]
    assert " ".join(lines(charts.loss_words(of_leads))) == told[0]
    assert told[0] in below(charts.loss_reasons_chart(of_leads))
    several = ck.loss_reasons(pipe, column="rival", split=";", every=every)
    told = (
        "Of 5 lost deals the reasons named most are “Acme” and “Bolt”: 2 times (40 %) each. "
        "For 2 (40 %) no reason is given."
    )
    assert " ".join(lines(charts.loss_words(several))) == told
    assert told in below(charts.loss_reasons_chart(several))


def test_no_lead_was_disqualified_or_gave_a_reason():
    mine = leads()
    fit = mine[mine["outcome"] == "open"]
    table = ck.loss_reasons(replace(lost(), leads=fit), of="leads")
    assert charts.loss_words(table) == "No lead was disqualified."
    (calm,) = charts.loss_reasons_chart(table).layout.annotations
    assert "No lead was disqualified here" in calm.text
    silent = mine.assign(reason=pd.Series([None] * 5, mine.index, dtype="str"))
    table = ck.loss_reasons(replace(lost(), leads=silent), of="leads")
    assert charts.loss_words(table) == "No reason is given for any disqualified lead."
    assert charts.loss_words(ck.loss_reasons(lost())) == "No reason is given for any lost deal."
    assert list(empty_leads()) == list(mine)
