"""A question's mark or a share behind a word for an end makes a hope of it: asked about, never counted."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

#: a word for won and one for lost in several languages
PAIRS = [
    ("Won", "Lost"), ("Gewonnen", "Verloren"), ("Gagné", "Perdu"), ("Wygrana", "Przegrana"), ("Ganada", "Perdida"),
    ("Спечелена", "Загубена"), ("Выиграна", "Проиграна"), ("موفق", "ناموفق"), ("رابحة", "خاسرة"),
    ("Kazanıldı", "Kaybedildi"),
]  # fmt: skip
HOPES = ("{}?", "{}??", "{} ?", "¿{}?", "{}؟", "{} (?)", "{} 50%", "{} (50 %)", "75% {}")
#: what the plain word may be written like
MARKED = ("({})", "{}*", "{}!", "[{}]")


def rows(words, column="Status", more=""):
    lines = [f'C{n},"{word}",2025-01-{n + 1:02},{more}' for n, word in enumerate(words)]
    return "\n".join([f"Client,{column},Created,Note", *lines, ""]).encode()


def ends(pipe):
    return pipe.deals["outcome"].value_counts().reindex(["won", "lost"], fill_value=0).tolist()


#: each form and each language in both columns, not all with all
EACH = [
    (*PAIRS[n % len(PAIRS)], HOPES[n % len(HOPES)], ("Status", "Stage")[n // 5 % 2])
    for n in range(20)
]


@pytest.mark.parametrize(("won", "lost", "hope", "column"), EACH)
def test_a_hope_beside_the_plain_word_is_asked_about_and_the_answer_counts_for_it_alone(
    won, lost, hope, column
):
    for word in (hope.format(won), hope.format(lost)):
        table = rows([won] * 4 + [lost] * 4 + ["Offer"] * 2 + [word], column)
        with pytest.raises(StageError) as error:
            ck.load(table)
        assert f'"{word}" (1 deal)' in str(error.value)
        assert '="' not in error.value.fix and f'["{word}"]' not in error.value.fix  # no guess
        for answer, found in {"open": [4, 4], "won": [5, 4], "lost": [4, 5]}.items():
            assert ends(ck.load(table, **{answer: [word]})) == found
        with pytest.raises(StageError):
            ck.load(table, won=[won], lost=[lost])


@pytest.mark.parametrize(
    ("hope", "column"), [(h, ("Status", "Stage")[n % 2]) for n, h in enumerate(HOPES)]
)
def test_few_hopes_are_of_unknown_outcome_and_told(hope, column):
    word = hope.format("Won")
    pipe = ck.load(rows(["Won"] * 12 + ["Lost"] * 12 + ["Offer"] * 3 + [word], column))
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [12, 12, 3]
    assert pipe.notes["note"].str.contains(f'"{word}"', regex=False).any()
    assert not pipe.notes["note"].str.contains("also spelled").any()


@pytest.mark.parametrize(("won", "lost"), PAIRS)
def test_a_picture_that_got_lost_in_every_row_leaves_the_word_as_it_is(won, lost):
    assert ends(ck.load(rows([f"{won} ?"] * 4 + [f"{lost} ?"] * 3 + ["Offer"] * 2))) == [4, 3]


#: another word for the same end, which a table may have beside the one with a mark
OTHERS = [
    ("Closed Won", "Won"),
    ("Gagné", "Signé"),
    ("Gewonnen", "Unterschrieben"),
    ("Perdu", "Refusé"),
]


@pytest.mark.parametrize(("plain", "asked"), OTHERS)
@pytest.mark.parametrize("column", ["Status", "Stage"])
def test_a_mark_apart_beside_another_word_for_the_same_end_is_a_question(plain, asked, column):
    table = rows([plain] * 4 + ["Offer"] * 2 + [f"{asked} ?"] * 2, column)
    with pytest.raises(StageError, match=rf'"{asked} \?" \(2 deals\)'):
        ck.load(table)
    assert sum(ends(ck.load(table, open=[f"{asked} ?"]))) == 4


@pytest.mark.parametrize(
    ("won", "lost", "mark"), [(*pair, MARKED[n % len(MARKED)]) for n, pair in enumerate(PAIRS)]
)
def test_the_plain_word_with_a_mark_is_the_word_and_told(won, lost, mark):
    for column in ("Status", "Stage"):
        word = mark.format(won)
        pipe = ck.load(rows([won] * 4 + [lost] * 4 + [word], column))
        assert ends(pipe) == [5, 4]
        told = f'"{won}" is also spelled "{word}"'
        assert pipe.notes["note"].str.contains(told, regex=False).any()


@pytest.mark.parametrize("word", ["Won 100%", "100% Won", "Lost 0%", "Won (100 %)", "Won (12)"])
def test_a_share_of_all_or_none_is_no_hope(word):
    pipe = ck.load(rows(["Won"] * 4 + ["Lost"] * 4 + [word]))
    assert sum(ends(pipe)) == 9


def test_what_is_said_of_the_plain_word_holds_for_a_lost_picture_without_it():
    table = rows(["Signed up ?"] * 4 + ["Lost"] * 4)
    assert ends(ck.load(table, won=["Signed up"])) == [4, 4]


def test_what_is_said_of_a_hope_is_never_heard_of_the_plain_word():
    table = rows(["Won"] * 4 + ["Lost"] * 4)
    assert ends(ck.load(table, open=["Won?"])) == [4, 4]


def test_a_stage_with_and_without_a_question_is_one_stage():
    pipe = ck.load(rows(["Won"] * 3 + ["Lost"] * 3 + ["Offer"] * 3 + ["Offer?"], "Stage"))
    assert pipe.stages == ("Offer",)


@pytest.mark.parametrize("hope", HOPES)
def test_a_log_that_ends_in_a_hope_is_no_win(hope):
    word = hope.format("Won")
    lines = [
        f"D{n},{stage},2025-01-{day:02}"
        for n in range(30)
        for day, stage in ((1, "Lead"), (3, "Offer"), (5, word if n == 29 else "Won"))
    ]
    pipe = ck.load("\n".join(["Deal ID,Stage,Date", *lines, ""]).encode(), open=[word])
    assert ends(pipe) == [29, 0]


@pytest.mark.parametrize("hope", HOPES)
def test_events_that_end_in_a_hope_are_no_win(hope):
    import pandas as pd

    word = hope.format("Won")
    events = pd.DataFrame({
        "deal_id": ["a", "a", "b", "b"], "stage": ["Lead", "Won", "Lead", word],
        "at": pd.to_datetime(["2025-01-01", "2025-01-03", "2025-01-01", "2025-01-04"]),
    })  # fmt: skip
    assert ends(ck.from_events(events))[0] == 1
