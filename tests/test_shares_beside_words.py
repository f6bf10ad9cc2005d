"""A probability of none or all beside a word for an outcome does not hide it, in front or behind."""

import pytest

import cycle_kit as ck
from cycle_kit.dialects.endings import meaning

WORDS = [
    ("Won", "Lost"),
    ("Gewonnen", "Verloren"),
    ("Wygrana", "Przegrana"),
    ("Gagné", "Perdu"),
    ("Выиграна", "Проиграна"),
    ("Kazanıldı", "Kaybedildi"),
    ("برنده", "بازنده"),
    ("Ganada", "Perdida"),
    ("Спечелена", "Загубена"),
]
SHARES = [
    "{n}% {w}",
    "{n} % {w}",
    "{n}%-{w}",
    "({n}%) {w}",
    "[{n}%] {w}",
    "{n}.0% {w}",
    "{n},00 % {w}",
    "{w} {n}%",
    "{w} - {n} %",
    "{w} ({n}%)",
    "{w}: {n}%",
    "%{n} {w}",
    "{w} %{n}",
    "{w} {n} percent",
    "{n} Prozent {w}",
    "{n}٪ {w}",
]


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("words", WORDS, ids=[won for won, _ in WORDS])
def test_a_share_beside_a_word(words, share):
    won, lost = words
    assert meaning(share.format(n=100, w=won)) == "won"
    assert meaning(share.format(n=0, w=lost)) == "lost"


def test_eastern_digits():
    assert meaning("۱۰۰٪ برنده") == "won" and meaning("بازنده ٪۰") == "lost"


@pytest.mark.parametrize("text", ["50% Won", "90% Negotiation", "100%", "0% Discount"])
def test_what_says_more_or_nothing_is_not_known(text):
    assert meaning(text) == ""


HEAD = "Client,Stage,Amount,Created,Closed"


def rows(stages, count=15):
    for n in range(count):
        closed = f"2025-02-{n + 1:02}" if n % len(stages) >= len(stages) - 2 else ""
        yield f"C{n},{stages[n % len(stages)]},{100 + n},2025-01-{n + 1:02},{closed}"


@pytest.mark.parametrize("last", [("100% Won", "0% Lost"), ("Won 100 %", "Lost 0 %")])
@pytest.mark.parametrize(
    "steps", [("10% Lead", "50% Offer", "90% Demo"), ("Lead", "Offer", "Demo")]
)
def test_deals_of_such_stages_without_dates_are_deals(steps, last):
    text = "\n".join([HEAD, *rows([*steps, *last]), f"X,{last[0]},10,,", f"Y,{last[1]},20,,", ""])
    pipe = ck.load(text.encode())
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [4, 4, 9]


def test_a_list_without_any_date():
    lines = [
        line.rsplit(",", 2)[0] for line in rows(["10% Lead", "50% Offer", "100% Won", "0% Lost"])
    ]
    pipe = ck.load("\n".join(["Client,Stage,Amount", *lines, ""]).encode(), as_of="2025-06-30")
    assert len(pipe.deals) == 15
