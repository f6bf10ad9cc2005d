"""Rows of sums and means with a text in the column of statuses are no deals, and no question."""

import pytest

import cycle_kit as ck

HEADER = "Client;Opened;Closed;Status;Value;Days"
ROWS = (
    "Ames;2025-01-03;2025-02-02;Won;100;30",
    "Birch;2025-01-06;2025-02-10;Lost;200;35",
    "Cole;2025-01-09;;Open;300;",
)
BELOW = {
    "count": ("TOTAL JANUARY;;;3 deals;600;65",),
    "count of another language": ("Summe;;;3 Geschäfte;600;65",),
    "a label that is not known": ("YTD;;;3 deals;600;65",),
    "mean": (";;;Avg;200;32.5",),
    "word and sum": (";;;Razem;600;65",),
    "extremes": (";;;;600;65", "Max;;;;300;35", "Min;;;;100;30", "Median;;;;200;32.5"),
    "share": ("Summe Januar;;;Quote 50 %;600;",),
    "wins": ("Total Jan;;;Won: 1;600;",),
    "wins, and another figure": ("Razem;;;Wygrane: 1;100;",),
    "wins and losses": ("Feb;;;Won: 1 / Lost: 1;77;",),
    "of how many": ("Всичко;;;1 от 2 спечелени;77;",),
    "in other digits": ("جمع;;;برنده: ۱;77;",),
    "odds": ("Bilan;;;gagné/perdu 1:1;77;",),
    "sum and mean": (";;;;600;65", ";;;Średnia;200;32.5"),
}


def loaded(*rows):
    return ck.load("\n".join([HEADER, *rows]).encode())


@pytest.mark.parametrize("below", BELOW)
def test_rows_of_figures_are_left_aside(below):
    deals = loaded(*ROWS, *BELOW[below]).deals
    assert (deals["amount"].tolist(), deals["outcome"].tolist()) == (
        [100, 200, 300],
        ["won", "lost", "open"],
    )


def test_sums_of_months_between_deals():
    deals = loaded(
        *ROWS,
        "TOTAL JANUARY;;;3 deals;600",
        "Dale;2025-02-09;;Open;50",
        "TOTAL FEBRUARY;;;1 deal;50",
    ).deals
    assert deals["amount"].tolist() == [100, 200, 300, 50]


@pytest.mark.parametrize(
    "row", ["Dale;2025-02-09;;3 deals;600;", "Dale;;;Avg;650;", "Dale;;;2 rooms;650;"]
)
def test_what_is_no_sum_is_asked_about(row):
    with pytest.raises(ck.CycleKitError, match="not known"):
        loaded(*ROWS, row)


STAGES = ("Initial Interest", "Budget Confirmed", "Pending Signature", "Legal Review", "Technical Win",
          "Board Talk", "Pilot / POC")  # fmt: skip


def of_stages(times):
    rows = [
        f"{n}{again},D,{stage},100,2025-01-0{n + 1}"
        for again in range(times)
        for n, stage in enumerate(STAGES)
    ]
    return "\n".join(["Deal ID,Deal Name,Stage,Amount,Created", *rows, "8,D,Won,1,2025-01-02"])


def test_names_of_stages_stand_there_twice():
    shown = " ".join(ck.load(of_stages(2).encode()).notes["note"])
    assert all(stage in shown for stage in STAGES)


def test_remarks_stand_there_once():
    with pytest.raises(ck.CycleKitError) as caught:
        ck.load(of_stages(1).encode())
    assert not any(stage in str(caught.value) for stage in STAGES)


@pytest.mark.parametrize("row", ["Dale;2025-02-09;2025-02-19;Won: 2;600;", "Dale;;;Won 2024;650;"])
def test_a_win_with_a_figure_is_a_deal_where_it_has_a_date_or_the_figure_is_a_year(row):
    assert loaded(*ROWS, row).deals["outcome"].tolist() == ["won", "lost", "open", "won"]


def test_statuses_that_all_have_figures_are_statuses():
    rows = [row.replace("Won", "Won: 1").replace("Lost", "Lost: 0") for row in ROWS]
    assert len(loaded(*rows, "Dale;;;Won: 1;650;").deals) == 4
