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
