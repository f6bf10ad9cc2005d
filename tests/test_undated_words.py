"""Words that nobody knows in a list without dates of closing: a question, not open deals; own stages are none."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

#: won, lost, a step, and two words that are in no list
BESIDE = [
    ("Kazanıldı", "Kaybedildi", "Teklif", "Onaylandı", "Satış oldu"),
    ("Won", "Lost", "Offer", "Thumbs up", "In the bag"),
    ("Gewonnen", "Verloren", "Angebot", "Hat geklappt", "Unter Dach"),
    ("Wygrana", "Przegrana", "Oferta", "Udało się", "Klepnięte"),
    ("Спечелена", "Загубена", "Оферта", "Стана", "Имаме го"),
    ("موفق", "ناموفق", "پیشنهاد", "جور شد", "به توافق رسیدیم"),
    ("رابحة", "خاسرة", "عرض السعر", "تمت الموافقة عليها", "اتفقنا"),
    ("Gagné", "Perdu", "Proposition", "C'est bon", "Dans la poche"),
]
PAIRS = [
    ("Aprovado", "Reprovado"), ("تایید شد", "تایید نشد"), ("Onaylandı", "Onaylanmadı"),
    ("Zatwierdzone", "Niezatwierdzone"), ("Approuvé", "Non approuvé"), ("Genehmigt", "Nicht genehmigt"),
    ("تمت الموافقة", "لم تتم الموافقة"),
]  # fmt: skip


def undated(words, column="Status"):
    lines = [f'C{n},"{word}",100,2025-01-{n % 28 + 1:02}' for n, word in enumerate(words)]
    return "\n".join([f"Client,{column},Amount,Created", *lines, ""]).encode()


@pytest.mark.parametrize(("won", "lost", "step", "one", "two"), BESIDE)
def test_few_words_that_nobody_knows_beside_known_ends_are_asked_about(won, lost, step, one, two):
    table = undated([won] * 2 + [lost] * 4 + [step] * 5 + [one, one, two])
    with pytest.raises(StageError) as error:
        ck.load(table)
    assert f'"{one}" (2 deals)' in str(error.value) and f'"{two}" (1 deal)' in str(error.value)
    pipe = ck.load(table, won=[one, two])
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [5, 4, 5]
    pipe = ck.load(table, open=[one, two])
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [2, 4, 8]


@pytest.mark.parametrize(("won", "lost", "step", "one", "two"), BESIDE[:4])
def test_up_to_a_twentieth_they_are_of_unknown_outcome(won, lost, step, one, two):
    pipe = ck.load(undated([won] * 20 + [lost] * 20 + [step] * 10 + [one]))
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [20, 20, 10]
    assert pipe.notes["note"].str.contains(f'"{one}"', regex=False).any()


@pytest.mark.parametrize("step", ["", "Offer"])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_words_that_may_be_all_the_ends_are_asked_about(one, other, step):
    with pytest.raises(StageError) as error:
        ck.load(undated([one] * 4 + [other] * 4 + [step] * 3 * bool(step)))
    assert one in str(error.value) and other in str(error.value)


@pytest.mark.parametrize("column", ["Status", "Stage"])
@pytest.mark.parametrize(
    "stages",
    [
        ("Lead", "Meeting", "Offer", "Negotiation"),
        ("Showroom", "Sketch", "Sample box", "Mock-up", "Fabric"),
        ("Kontakt", "Spotkanie", "Oferta", "Negocjacje"),
        ("تماس اول", "جلسه", "پیشنهاد", "مذاکره"),
    ],
)
@pytest.mark.parametrize("ends", [("Won", "Lost"), ()])
def test_ordinary_stages_are_not_asked_about(stages, ends, column):
    pipe = ck.load(undated([*stages, *ends] * 3, column))
    assert int((pipe.deals["outcome"] == "open").sum()) == 3 * len(stages)


#: words that are losses where they have dates, and may mean "not yet" where they alone have none
NOT_YET = [
    "Not sold",
    "Not signed",
    "Non signé",
    "Nicht verkauft",
    "No vendido",
    "Nie sprzedano",
]


def dated(third, day):
    said = ["Won", "Lost", "Open", third] * 4
    closed = {"Won": "2025-02-01", "Lost": "2025-02-02", "Open": "", third: day}
    lines = [f"{n},{word},2025-01-{n + 1:02},{closed[word]}" for n, word in enumerate(said)]
    return "\n".join(["Deal ID,Status,Created,Closed", *lines, ""]).encode()


@pytest.mark.parametrize("word", NOT_YET)
def test_a_word_whose_deals_alone_have_no_date_may_be_no_end(word):
    table = dated(word, "")
    pipe = ck.load(table)
    fix = f'If these have not ended: open=["{word}"].'
    assert pipe.notes["fix"].eq(fix).sum() == 1
    assert ck.load(table, open=[word]).deals["outcome"].eq("open").sum() == 8
    assert not ck.load(dated(word, "2025-02-03")).notes["fix"].eq(fix).any()


@pytest.mark.parametrize(("word", "plain"), [("Won", "Lost"), ("Lost", "Won")])
def test_plain_words_for_ends_are_ends_without_dates_too(word, plain):
    table = dated(plain, "2025-02-03").decode()
    lines = [
        row.rsplit(",", 1)[0] + "," if f",{word}," in row else row for row in table.splitlines()
    ]
    notes = ck.load("\n".join([*lines, ""]).encode()).notes
    assert not notes["fix"].str.contains("have not ended").any()


def test_ends_that_lack_some_dates_are_ends():
    table = dated("Not sold", "").replace(b"Lost,2025-01-02,2025-02-02", b"Lost,2025-01-02,")
    assert not ck.load(table).notes["fix"].str.contains("have not ended").any()
