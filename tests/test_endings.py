"""Words for how deals stand: with reasons, marks and things around them; what only resembles one is asked about."""

import pytest

import cycle_kit as ck
from cycle_kit.dialects.endings import ENDS, meaning, outcome_words, resembles, said_words
from cycle_kit.dialects.outcomes import KNOWN
from cycle_kit.errors import StageError

#: a plain word of each outcome in five languages, and a word for "closed"
PLAIN = {
    "won": ("Won", "موفق", "رابحة", "Wygrana", "Спечелена"),
    "lost": ("Lost", "ناموفق", "خاسرة", "Przegrana", "Загубена"),
    "dropped": ("Abandoned", "تکراری", "مكررة", "Duplikat", "Дубликат"),
}
AROUND = (
    "{} - price", "{} – no budget", "{} (went elsewhere)", "{}: timing", "{} / 2024", "{} ✅", "❌ {}",
    "#09 {}", "{} (100%)", "{} (12)", "  {}  ", "{}!", "07. {}",
)  # fmt: skip
CLOSED = ("Closed", "Zamknięta", "مغلقة", "Приключена", "بسته شده")


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("outcome", PLAIN)
def test_a_known_word_is_known_with_whatever_stands_around_it(outcome, around):
    assert {meaning(around.format(word)) for word in PLAIN[outcome]} == {outcome}


@pytest.mark.parametrize("closed", CLOSED)
def test_closed_says_how_by_the_word_behind_it_and_alone_only_that_it_ended(closed):
    assert meaning(closed) == "closed"
    for outcome, words in PLAIN.items():
        for word in words:
            assert meaning(f"{closed} ({word})") == outcome
            assert meaning(f"{closed} - {word}") == outcome
    assert meaning(f"{closed} - signature pending") == "closed"


@pytest.mark.parametrize(
    "name",
    [
        "Won/Lost",
        "Contract",
        "Proposal",
        "Won't proceed",
        "Winning",
        "Follow-up",
        "Offer (2nd)",
        "Lostwithiel",
    ],
)
def test_what_is_no_outcome_is_none(name):
    assert meaning(name) not in ENDS


def test_a_word_is_never_read_out_of_another():
    assert meaning("ناموفق") == "lost"  # contains the Persian for won
    assert meaning("niewygrana") == "lost"  # contains the Polish for won
    assert meaning("Неспечелена") == "lost"


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Clost Lost", "lost"),
        ("Deal gone and lost somehow", "lost"),
        ("Losst", "lost"),
        ("Won back later", "won"),
        ("Przegranna", "lost"),
        ("Contract", ""),
        ("Lost", ""),  # known, so nothing to ask
        ("Quote", ""),
    ],
)
def test_what_resembles_an_outcome_can_be_asked_about(name, outcome):
    assert resembles(name) == outcome


def test_naming_a_word_adds_it_to_those_that_are_known():
    names = ["Signed", "Won", "Lost", "Parked", "Proposal"]
    found = outcome_words(names, won=["Signed"], open="Parked")
    assert found == {"Signed": "won", "Won": "won", "Lost": "lost"}
    assert outcome_words(["Lost"], open=["lost"]) == {}  # what is named goes before what is known
    assert outcome_words(["Won"], lost="WON") == {"Won": "lost"}


def test_a_word_named_twice_is_an_error():
    with pytest.raises(StageError, match='"gone" is named both as won and as lost'):
        said_words(won=["Gone"], lost=["gone"], dropped=None)


def test_no_known_word_is_in_two_lists():
    assert {"open", "won", "lost", "dropped"} == set(KNOWN.values())
    for word in KNOWN:
        assert meaning(word) == KNOWN[word], word


@pytest.mark.parametrize("ending", ["رد شد", "رد شده", "رد شده است"])
def test_persian_verbs_mean_the_same_with_every_ending(ending):
    assert meaning(ending) == "lost"
    assert meaning(ending.replace("رد", "پرداخت")) == "won"


@pytest.mark.parametrize("approved", ["تایید شده", "تأیید شده", "تائید شد"])
def test_approved_beside_rejected_is_asked_about(approved):
    rows = [("الف", approved), ("ب", "رد شده"), ("ج", "در حال بررسی")]
    lines = [f"{client},100,{word},1404/10/15" for client, word in rows]
    with pytest.raises(StageError, match=approved):
        ck.load("\n".join(["مشتری,مبلغ,وضعیت,تاریخ ایجاد", *lines]).encode())
