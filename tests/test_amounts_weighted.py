"""Amounts times their probability, under the words that systems and sheets have for them."""

import pandas as pd
import pytest

import cycle_kit as ck

CHANCES = {"won": 1.0, "lost": 0.0, "open": 0.25}


def read(header, *, lost=0.0, chances=True, **options):
    """Four won deals of 1,000, four lost ones and four open ones of 250 as they are expected."""
    rows = [
        {
            "Deal": f"{end} {n}",
            "Stage": {"won": "Won", "lost": "Lost", "open": "Proposal"}[end],
            "Created": f"2025-01-{n + 10}",
            header: {"won": 1000.0, "lost": lost, "open": 250.0}[end],
            **({"Probability": f"{CHANCES[end]:.0%}"} if chances else {}),
        }
        for end in CHANCES
        for n in range(4)
    ]
    return ck.load(pd.DataFrame(rows), **options)


def worth(pipe, outcome):
    of = pipe.deals.loc[pipe.deals["outcome"] == outcome, "amount"]
    return None if of.isna().all() else of.sum()


HEADERS = [
    "Expected Revenue", "Weighted Amount", "Oczekiwany przychód", "Очакван приход",
    "درآمد مورد انتظار", "الإيرادات المتوقعة", "Erwarteter Umsatz", "Ожидаемая сумма",
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_amounts_times_their_probability_are_none_but_of_won_deals(header):
    pipe = read(header)
    if worth(pipe, "won") is None:  # no column of amounts is known by this name at all
        assert header in " ".join(pipe.notes["note"])
        return
    assert [worth(pipe, end) for end in CHANCES] == [4000, None, None]
    told = pipe.notes[pipe.notes["note"].str.contains("times their probability")]
    assert header in told["note"].iloc[0] and "The amounts of 8 deals" in told["effect"].iloc[0]


@pytest.mark.parametrize("header", HEADERS[:1])
@pytest.mark.parametrize(
    "case", [{"lost": 800.0}, {"chances": False}, {"columns": {"amount": "Expected Revenue"}}]
)
def test_whole_amounts_stay_and_those_that_the_caller_names(header, case):
    pipe = read(header, **case)
    assert (worth(pipe, "won"), worth(pipe, "open")) == (4000, 1000)
    assert not pipe.notes["note"].str.contains("times their probability").any()


def test_a_plain_amount_that_is_set_to_nothing_when_a_deal_is_lost_stays():
    pipe = read("Amount")
    assert [worth(pipe, end) for end in CHANCES] == [4000, 0, 1000]
