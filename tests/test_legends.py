"""A legend below a list says what the words of its statuses mean, and is no deal."""

import pandas as pd
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


#: a legend in one cell or line, beside the list
LINES = [
    "W = Won,,,,|L = Lost,,,,|P = open,,,,|N = new,,,,",
    '"W - won, L - lost, P - open, N - new",,,,',
    "W=Won L=Lost P=Open N=New,,,,",
    "Legend: W = won; L = lost; P = in progress; N = new,,,,",
    "Key: W-won L-lost P-pending N-new,,,,",
    ",,W: won / L: lost / P: open / N: new,,",
    "W = won,L = lost,P = open,N = new,",
    "W → gewonnen; L → verloren; P → offen; N → neu,,,,",
    "W – wygrana; L – przegrana; P – otwarta; N – nowa,,,,",
    "W = выиграна; L = проиграна; P = открыта; N = новая,,,,",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("above", [False, True])
def test_a_legend_in_one_line_says_what_words_mean(line, above):
    lines = line.split("|")
    if above and len(lines) == 1 and line[-2:] == ",,":
        pipe = ck.load("\n".join([*lines, *ROWS]).encode())
    else:
        pipe = loaded(*lines)
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "open"]
    assert pipe.notes["note"].str.contains("Words that a legend explains").any()


@pytest.mark.parametrize(
    "line",
    [
        "Won = contract signed; Lost = no answer,,,,",
        "Note: Demo - lost papers - see file,,,,",
        "Won: see the contracts,,,,",
    ],
)
def test_a_remark_on_known_words_changes_none(line):
    rows = [ROWS[0], "Acme,100,Won,2026-01-05,2026-01-20", "Beta,200,Lost,2026-01-06,2026-01-21"]
    rows += ["Gamma,300,Demo,2026-01-07,", "Delta,300,Open,2026-01-08,", line]
    pipe = ck.load("\n".join(rows).encode())
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "open"]
    assert not pipe.notes["note"].str.contains("legend").any()


@pytest.mark.parametrize("blank", ["", " ", "#REF!"])
def test_empty_rows_among_the_texts_below(blank):
    rows = [
        ("1", "Call", "2024-01-02", ""),
        ("2", "Offer", "2024-01-03", ""),
        ("3", "Call", "2024-01-04", ""),
    ]
    below = [("", "", "", "see sheet 2"), ("", "", "", blank), ("", "", "", "TODO")]
    table = pd.DataFrame([*rows, *below], columns=["Deal ID", "Stage", "Created Date", "Remark"])
    assert len(ck.load(table).deals) == 3
    assert len(ck.load(table.to_json(orient="records").encode()).deals) == 3
