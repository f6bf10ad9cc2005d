"""A legend below a list says what the words of its statuses mean, and is no deal."""

import pytest

import cycle_kit as ck

ROWS = [
    "Client,Value,Status,Opened,Closed",
    "Acme,100,W,2026-01-05,2026-01-20",
    "Beta,200,L,2026-01-06,2026-01-21",
    "Gamma,300,P,2026-01-07,",
    "Delta,300,N,2026-01-08,",
]
LEGENDS = {
    "in two cells": ["Legend:,,,,", "W,won,,,", "L,lost,,,", "P,in progress,,,", "N,new,,,"],
    "below a blank row": [",,,,", "W,won,,,", "L,lost,,,", "P,in progress,,,", "N,new,,,", "X,cancelled,,,"],
    "in another place": [",,,W,won", ",,,L,lost", ",,,P,open", ",,,N,new"],
}  # fmt: skip


def loaded(*more, **said):
    return ck.load("\n".join([*ROWS, *more]).encode(), **said)


@pytest.mark.parametrize("legend", LEGENDS)
def test_a_legend_is_no_deal_and_says_what_words_mean(legend):
    pipe = loaded(*LEGENDS[legend])
    assert pipe.deals["account"].tolist() == ["Acme", "Beta", "Gamma", "Delta"]
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "open"]
    assert pipe.notes["note"].str.contains("Words that a legend explains").any()


def test_what_the_caller_says_goes_before_the_legend():
    deals = loaded(*LEGENDS["in two cells"], won=["L"], lost=["W"], open=["P", "N"]).deals
    assert deals["outcome"].tolist() == ["lost", "won", "open", "open"]


@pytest.mark.parametrize("row", ["Eps,,W,,", "Eps,Kappa,W,,"])
def test_a_deal_of_few_cells_is_none(row):
    rows = [row.replace("W", "Won").replace("L", "Lost") for row in [*ROWS[:3], row]]
    note = "Words that a legend explains"
    try:
        notes = ck.load("\n".join(rows).encode()).notes["note"]
    except ck.CycleKitError as error:
        notes = [str(error)]
    assert not any(note in each for each in notes)
