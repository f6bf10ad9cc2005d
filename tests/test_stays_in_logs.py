"""Logs of stays: a row says when a stage was entered and when it was left, and the last row how the deal ended."""

import pytest

import cycle_kit as ck

LINKED = (
    "1;Lead;2025-01-03;2025-01-07;",
    "1;Offer;2025-01-07;2025-01-22;won",
    "2;Lead;2025-01-04;2025-01-24;lost",
    "3;Lead;2025-01-14;;",
)
APART = (LINKED[0], LINKED[1].replace("2025-01-07", "2025-01-09"), *LINKED[2:])
HEADERS = (
    "entered;left", "entered_at;left_at", "Entered;Date left", "start;end", "Start date;End date", "from;to",
    "since;until", "von;bis", "Data wejścia;Data wyjścia", "du;au", "Дата входа в этап;Дата выхода",
)  # fmt: skip


def loaded(headers, *rows):
    return ck.load("\n".join([headers, *rows]).encode())


@pytest.mark.parametrize("rows", [LINKED, APART], ids=["linked", "with days in between"])
@pytest.mark.parametrize("headers", HEADERS)
def test_a_deal_is_closed_when_it_left_its_last_stage(headers, rows):
    pipe = loaded(f"deal_id;stage;{headers};outcome", *rows)
    deals = pipe.deals.set_index("deal_id")
    assert deals["outcome"].tolist() == ["won", "lost", "open"]
    assert deals["created_at"].dt.day.tolist() == [3, 4, 14]
    assert deals["closed_at"].dt.day.fillna(0).tolist() == [22, 24, 0]
    assert str(pipe.as_of.date()) == "2025-01-24"
    assert pipe.stages == ("Lead", "Offer")


def test_an_outcome_in_every_row_is_that_of_the_deal_and_an_outcome_is_never_left():
    rows = [
        "1;Lead;2025-01-03;2025-01-07;won",
        "1;Offer;2025-01-07;2025-01-22;won",
        "1;Won;2025-01-22;2025-02-09;won",
        "2;Lead;2025-01-04;2025-01-24;lost",
    ]
    pipe = loaded("deal_id;stage;entered;left;outcome", *rows)
    assert pipe.deals["closed_at"].dt.strftime("%d.%m.").tolist() == ["22.01.", "24.01."]


def test_the_column_can_be_named():
    rows = [row.replace("2025-01-07;2025", "2025-01-09;2025") for row in LINKED]
    text = "\n".join(["deal_id;stage;entered;gone on;outcome", *rows]).encode()
    named = ck.load(text, columns={"left_at": "gone on"})
    assert named.deals["closed_at"].dt.day.fillna(0).tolist() == [22, 24, 0]


def test_contracts_one_after_the_other_are_deals_of_a_client_who_comes_again():
    pipe = loaded(
        "Client;Status;Start date;End date",
        "Ames;Won;2024-01-01;2024-12-31",
        "Ames;Won;2025-01-01;2025-12-31",
        "Birch;Lost;2024-03-01;",
        "Birch;Won;2024-06-01;2025-05-31",
    )
    assert len(pipe.deals) == 4


@pytest.mark.parametrize("outcome", ["", ";outcome"], ids=["no column of outcomes", "an empty one"])
def test_deals_that_left_their_last_stage_to_nobody_knows_where_are_told(outcome):
    rows = [row.rpartition(";")[0] + ";" * bool(outcome) for row in LINKED]
    rows += ["4;Lead;2025-01-05;2025-01-09;won"] if outcome else []
    pipe = loaded(f"deal_id;stage;entered;left{outcome}", *rows)
    told = pipe.notes["note"].str.startswith("2 deals left their last stage, and nothing says")
    assert told.sum() == 1
