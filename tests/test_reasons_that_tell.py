"""Deals that are closed, nobody says how, beside a column of reasons: a reason for a loss tells it, one that says won
or lost tells it itself, and one that may be of both is a question."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

#: headers of status, reasons of an end, reasons of a loss; closed, open; won and lost as reasons
LANGUAGES = {
    "en": (
        "Status",
        "Close reason",
        "Loss reason",
        "Closed",
        "Open",
        "Won - quality",
        "Lost - price",
    ),
    "de": (
        "Status",
        "Abschlussgrund",
        "Verlustgrund",
        "Geschlossen",
        "Offen",
        "Gewonnen",
        "Verloren",
    ),
    "fr": ("Statut", "Motif de clôture", "Motif de perte", "Fermé", "En cours", "Gagné", "Perdu"),
    "pl": (
        "Status",
        "Powód zamknięcia",
        "Powód przegranej",
        "Zamknięte",
        "Otwarte",
        "Wygrana",
        "Przegrana",
    ),
}


def loaded(header, status, closed, running, reasons, **options):
    """A deal per reason; without one it is open."""
    rows = [f"Deal ID,Created,{status},{header},Amount"]
    for n, reason in enumerate(reasons, start=1):
        rows.append(f"{n},2026-01-{n:02d},{closed if reason else running},{reason},{n}00")
    return ck.load("\n".join(rows).encode(), **options)


def outcomes(pipe):
    return pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("called", [1, 2])
def test_reasons_that_say_won_and_lost_tell_it(language, called):
    status, *_, closed, running, won, lost = LANGUAGES[language]
    header = LANGUAGES[language][called]
    pipe = loaded(header, status, closed, running, [won, lost, "", won, lost, lost, ""])
    assert outcomes(pipe) == [2, 3, 2]
    assert not pipe.notes["note"].str.contains("not one that was won").any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_of_any_end_are_a_question_and_the_answer_ends_it(language):
    status, both, _, closed, running, *_ = LANGUAGES[language]
    reasons = ["aaa", "bbb", "", "aaa", "ccc", "", ""]
    with pytest.raises(StageError, match=closed):
        loaded(both, status, closed, running, reasons)
    assert outcomes(loaded(both, status, closed, running, reasons, lost=[closed])) == [0, 4, 3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_of_a_loss_are_losses(language):
    status, _, loss, closed, running, *_ = LANGUAGES[language]
    assert outcomes(loaded(loss, status, closed, running, ["aaa", "bbb", "", "ccc"])) == [0, 3, 1]


def test_beside_deals_that_are_won_a_reason_is_one_of_a_loss():
    rows = ["Deal ID,Created,Status,Close reason", "1,2026-01-01,Won,", "2,2026-01-02,Closed,aaa"]
    rows += ["3,2026-01-03,Closed,bbb", "4,2026-01-04,Open,"]
    assert outcomes(ck.load("\n".join(rows).encode())) == [1, 2, 1]


@pytest.mark.parametrize("reason", ["Won by another firm", "Price"])
def test_a_reason_that_only_sounds_like_a_win_is_one_of_a_loss(reason):
    assert outcomes(loaded("Loss reason", "Status", "Closed", "Open", [reason, "Rival", ""])) == [
        0,
        2,
        1,
    ]
