"""Charts of deals in several currencies say why no money is in them."""

import re

import pandas as pd
import pytest

import cycle_kit as ck

DEALS = pd.DataFrame({
    "Deal ID": ["1", "2", "3", "4"], "Stage": ["New", "Proposal", "Proposal", "New"],
    "Status": ["lost", "won", "open", "lost"], "Amount": [100, 200, 300, 400],
    "Currency": ["EUR", "USD", "PLN", "EUR"], "Created": "2024-01-01",
    "Closed": ["2024-02-01", "2024-02-01", None, "2024-03-01"], "Lost Reason": ["Price", None, None, "Price"],
})  # fmt: skip
WHY = "Not known in one sum: amounts are in several currencies without rates"
ASKED = {
    "funnel": (ck.funnel, ck.funnel_chart, {}),
    "loss_reasons": (ck.loss_reasons, ck.loss_reasons_chart, {}),
    "over time": (ck.loss_reasons, ck.loss_reasons_chart, {"every": "month"}),
}


def company(deals):
    return ck.load(deals, stages=["New", "Proposal"])


def flat(text):
    return " ".join(re.sub("<[^>]+>", " ", text or "").split())


def below(chart):
    return flat(" ".join(note.text for note in chart.layout.annotations))


def hovers(chart):
    return [flat(text) for trace in chart.data for text in trace.hovertext or ()]


@pytest.mark.parametrize("name", ASKED)
def test_the_note_stands_below_and_in_the_hover_text(name):
    ask, draw, options = ASKED[name]
    pipe = company(DEALS)
    table = ask(pipe, **options)
    assert set(table["note"]) == {f'{WHY}; ask with by="currency".'}
    chart = draw(table, currency=pipe.currency)
    assert below(chart).count(WHY) == 1
    assert any(WHY in text for text in hovers(chart))
    assert not any("worth" in text for text in hovers(chart))
    one_line = draw(table.assign(note=""), currency="")
    assert chart.layout.height > one_line.layout.height  # there is room for the note
    assert chart.layout.margin.b > one_line.layout.margin.b


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("by", [None, "currency"])
def test_where_money_is_known_nothing_is_said(name, by):
    ask, draw, options = ASKED[name]
    deals = DEALS if by else DEALS.assign(Currency="EUR")
    chart = draw(ask(company(deals), by=by, **options), currency="EUR")
    assert WHY not in below(chart) and not any(WHY in text for text in hovers(chart))
    assert any("worth" in text for text in hovers(chart))


def of_each_deal(deals, column):
    """Its list of what to do, with leads beside; or when each open deal is won."""
    pipe = company(deals)
    if column == "when_won":
        return ck.when_won(pipe), ck.when_won_chart
    return ck.to_do(pipe, customers=True), ck.to_do_chart


@pytest.mark.parametrize("name", ["when_won", "to_do"])
def test_lists_of_deals_say_why_their_values_are_empty(name):
    deals = DEALS.assign(Due="2024-02-10").assign(Amount=[100, 200, 300, None])
    table, draw = of_each_deal(deals, name)
    priced = table["deal_id"].ne("4")
    assert table["value"].isna().all() and priced.any()
    line = table.loc[priced, "note"].str.extract(r"ask of one: (pipe\.where\(.*\))\.$")[0]
    assert table.loc[priced, "note"].str.contains(WHY).all() and line.notna().all()
    assert not table.loc[~priced, "note"].str.contains(WHY).any()
    assert eval(line.iloc[0], {"pipe": company(deals)}).currency in ("EUR", "PLN", "USD")
    if name == "to_do":
        chart = draw(table)
        assert below(chart).count(WHY) == 1 and any(WHY in text for text in hovers(chart))
        assert not any("no amount" in text for text in hovers(chart) if " 4 " not in text)
        drawn = [trace for trace in chart.data if trace.customdata is not None]
        assert drawn and all(size > 0 for trace in drawn for size in trace.x)  # one as another
    one, _draw = of_each_deal(deals.assign(Currency="EUR"), name)
    assert (
        one["value"].notna().any()
        and not one.get("note", pd.Series(dtype=str)).str.contains(WHY).any()
    )
