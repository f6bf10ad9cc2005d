"""Which column tells how deals stand: by its header and by its cells, and what is told where it is not clear."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError


def outcomes(pipe):
    return pipe.deals["outcome"].astype(str).value_counts().to_dict()


def told(pipe):
    return " ".join(pipe.notes[["note", "effect", "fix"]].astype(str).to_numpy().ravel())


def table(header, words, *, rows=20, ended=(), reasons=None):
    """Rows with these words one after the other; those of `ended` have a date of closing."""
    said = [words[n % len(words)] for n in range(rows)]
    frame = pd.DataFrame(
        {
            "Client": [f"C{n}" for n in range(rows)],
            "Created": "2025-01-02",
            "Closed": ["2025-02-03" if word in ended else "" for word in said],
            header: said,
            "Amount": "100",
        }
    )
    if reasons:
        frame["Lost Reason"] = [reasons.get(word, "") for word in said]
    return frame


# ---- a column that is called by results

RESULTS = {
    "en": ("Outcome", "Won", ["Went to sea", "Bought a boat", "In a huddle"]),
    "en: final": ("Final Status", "Won", ["Went to sea", "Bought a boat", "In a huddle"]),
    "en: one word each": ("Deal Result", "Won", ["Seaward", "Boatish", "Huddling"]),
    "de": ("Ergebnis", "Gewonnen", ["Ging zur See", "Kauft ein Boot", "Grübelt"]),
    "fr": ("Résultat", "Gagné", ["Parti en mer", "A pris un bateau", "Cogite"]),
    "es": ("Desenlace", "Ganado", ["Se fue al mar", "Tomó un barco", "Cavila"]),
    "pl": ("Wynik rozmów", "Wygrana", ["Poszedł w morze", "Kupił łódź", "Duma"]),
    "bg": ("Изход", "Спечелена", ["Отплава", "Взе лодка", "Умува"]),
    "ru": ("Итог", "Выиграна", ["Уплыл", "Взял лодку", "Гадает"]),
    "tr": ("Sonuç", "Kazanıldı", ["Denize gitti", "Tekne aldı", "Kararsızca"]),
    "fa": ("نتیجه", "برنده", ["به دریا رفت", "قایق گرفت", "در خیال"]),
    "won or lost": ("Won/Lost", "Won", ["Went to sea", "Bought a boat", "In a huddle"]),
}


@pytest.mark.parametrize("lost", [True, False], ids=["one lost word", "no lost word"])
@pytest.mark.parametrize("kind", RESULTS)
def test_unknown_words_below_a_header_that_means_a_result_are_asked_about(kind, lost):
    header, won, strange = RESULTS[kind]
    frame = table(header, [won, *strange, *(["Lost"] * lost)], ended=(won,))
    with pytest.raises(StageError) as error:
        ck.load(frame)
    assert all(word in error.value.wrong for word in strange)
    pipe = ck.load(frame, lost=strange[:2], open=strange[2:])
    each = len(frame) // (4 + lost)
    assert outcomes(pipe) == {"won": each, "lost": (2 + lost) * each, "open": each}


def test_known_steps_below_such_a_header_stay_stages():
    pipe = ck.load(table("Outcome", ["Won", "Lost", "Proposal", "Demo"], ended=("Won", "Lost")))
    assert set(pipe.stages) == {"Proposal", "Demo"}


# ---- a column called status that holds stages

STAGES = ["Won", "Lost", "Proposal", "Wharf tour"]


def test_stages_of_ones_own_stay_stages_and_are_told():
    frame = table("Status", STAGES, ended=("Won", "Lost"))
    pipe = ck.load(frame)
    assert outcomes(pipe) == {"open": 10, "won": 5, "lost": 5}
    assert '"Wharf tour"' in told(pipe) and "if one of them means lost" in told(pipe)
    assert "if one of them means lost" not in told(ck.load(frame, open=["Wharf tour"]))


@pytest.mark.parametrize(
    "marks",
    [
        {"ended": ("Won", "Lost", "Wharf tour")},
        {"ended": ("Won", "Lost"), "reasons": {"Lost": "price", "Wharf tour": "seasick"}},
    ],
    ids=["dates of closing", "reasons"],
)
def test_those_with_dates_or_reasons_are_asked_about(marks):
    frame = table("Status", STAGES, **marks)
    with pytest.raises(StageError) as error:
        ck.load(frame)
    assert '"Wharf tour" (5 deals)' in error.value.wrong and "Proposal" not in error.value.wrong
    assert outcomes(ck.load(frame, lost=["Wharf tour"])) == {"won": 5, "lost": 10, "open": 5}


def test_nothing_lost_names_the_words_that_may_mean_it():
    pipe = ck.load(table("Status", ["Won", "Proposal", "Wharf tour"], ended=("Won",)))
    row = pipe.notes[pipe.notes["note"].str.contains("not one that was lost")].iloc[0]
    assert '"Wharf tour"' in row["fix"] and "lost=[" in row["fix"] and "Proposal" not in row["fix"]


# ---- a column of dates

DECISIONS = {
    "en": ("Decision", "Won?", "yes", "no"),
    "de": ("Entscheidung", "Auftrag?", "ja", "nein"),
    "pl": ("Decyzja", "Zamówienie?", "tak", "nie"),
    "it": ("Esito", "Vinta?", "sì", "no"),
    "nl": ("Besluit", "Order?", "ja", "nee"),
    "cs": ("Rozhodnutí", "Objednávka?", "ano", "ne"),
}


def decided(dated, asked, yes, no, *, rows=30, planned=False):
    said = [(yes, no, "")[n % 3] for n in range(rows)]
    return pd.DataFrame(
        {
            "Client": [f"C{n}" for n in range(rows)],
            "Created": "2025-01-02",
            dated: ["2025-02-03" if word or planned else "" for word in said],
            asked: said,
            "Amount": "100",
        }
    )


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("language", DECISIONS)
def test_dates_below_decision_are_those_of_closing_and_the_answer_beside_them_tells(language, rows):
    pipe = ck.load(decided(*DECISIONS[language], rows=rows))
    assert outcomes(pipe) == dict.fromkeys(("won", "lost", "open"), rows // 3)
    assert pipe.deals["closed_at"].notna().sum() == 2 * rows // 3
    assert "no closing date" not in told(pipe)


def test_dates_that_open_deals_have_too_are_not_those_of_closing():
    frame = table("Status", ["Won", "Lost", "Open"]).drop(columns="Closed")
    pipe = ck.load(frame.assign(Result="2025-02-03"))
    assert pipe.deals["closed_at"].isna().all()
    assert outcomes(pipe) == {"won": 7, "lost": 7, "open": 6}


def test_dates_below_result_beside_a_status():
    frame = table("Status", ["Won", "Lost", "Open"], ended=("Won", "Lost"))
    pipe = ck.load(frame.rename(columns={"Closed": "Result"}))
    assert pipe.deals["closed_at"].notna().sum() == 14
    assert '"Result" holds the dates of closing' in told(pipe)


# ---- a column whose cells alone tell it


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("How it went", ["WON", "LOST", "ABANDONED", "OPEN"]),
        ("Fate", ["Won", "Lost", "Lost", "Open"]),
        ("Verbleib", ["Gewonnen", "Verloren", "Verloren", "Offen"]),
        ("Co dalej", ["Wygrana", "Przegrana", "Przegrana", "W toku"]),
    ],
)
@pytest.mark.parametrize("staged", [True, False])
def test_known_outcomes_below_any_header_are_the_status(header, words, staged):
    frame = table(header, words, ended=words[:3])
    frame = frame.assign(Stage=["Close", "Demo"] * 10) if staged else frame
    pipe = ck.load(frame)
    assert pipe.deals["outcome"].eq("won").sum() == 5
    assert pipe.deals["outcome"].isin(["lost", "dropped"]).sum() == 10
    assert f'"{header}" says how deals stand' in told(pipe)
    if staged:
        assert outcomes(ck.load(frame.drop(columns="Closed"), columns={"status": ""})) == {
            "open": 20
        }


def test_where_stages_tell_outcomes_another_column_does_not():
    frame = table("Payment", ["Paid", "Cancelled", "Open"]).assign(
        Stage=(["Won", "Demo", "Lost", "Demo"] * 5)
    )
    assert outcomes(ck.load(frame)) == {"won": 5, "lost": 5, "open": 10}


# ---- one outcome without the other


@pytest.mark.parametrize(
    ("words", "missing"), [(["Won", "Open"], "lost"), (["Lost", "Open"], "won")]
)
def test_it_is_told_from_the_first_closed_deal_on(words, missing):
    pipe = ck.load(table("Status", words, rows=2, ended=("Won", "Lost")))
    assert f"not one that was {missing}" in told(pipe)
    both = ck.load(table("Status", ["Won", "Lost"], rows=2, ended=("Won", "Lost")))
    assert "not one that was" not in told(both)


# ---- remarks among few words

SHORT = [
    "Ask Anna Nowak",
    "Tom Berg rang",
    "Kim is ill",
    "Lost to Berg GmbH",
    "Pani Ewa chora",
    "Jo Fox weg",
]


def everything(frame, **said):
    try:
        return told(ck.load(frame, **said))
    except StageError as error:
        return str(error)


@pytest.mark.parametrize("usual", [["Won"] * 2, ["Won", "Lost", "Open"] * 8], ids=["few", "many"])
@pytest.mark.parametrize("header", ["Status", "Result", "Wynik", "Stage"])
def test_short_remarks_are_not_spelled_out(header, usual):
    words = [*usual, *SHORT]
    shown = everything(table(header, words, rows=len(words)))
    parts = {part for text in SHORT for part in (text, text.split(" ", 1)[0] + " …")}
    assert not [part for part in parts if part in shown]


def test_names_seen_once_beside_others_are_named():
    words = ["Won", "Lost", "Wharf tour", "Boat trip", "Wharf tour", "Wharf tour", "Lost"]
    shown = everything(table("Stage", words, rows=len(words)))
    assert "Boat trip" in shown and "Wharf tour" in shown


# ---- dated exports


def exports(folder, *days):
    for number, frame in enumerate(days, start=1):
        frame.to_csv(folder / f"deals_2025-0{number}-28.csv", index=False)
    return ck.load(folder)


def days(*statuses):
    frame = pd.DataFrame({"Deal ID": ["1", "2"], "Created": "2025-01-02", "Amount": "5"})
    return [frame.assign(Status=list(each)) for each in statuses]


def test_what_each_earlier_export_lacks_is_not_told_where_the_last_has_it(tmp_path):
    pipe = exports(tmp_path, *days(("Open", "Open"), ("Won", "Open"), ("Won", "Lost")))
    assert outcomes(pipe) == {"won": 1, "lost": 1}
    assert "Every deal counts as open" not in told(pipe) and "not one that was" not in told(pipe)


def test_what_all_of_them_lack_is_told_once(tmp_path):
    pipe = exports(tmp_path, *days(("Open", "Open"), ("Won", "Open"), ("Won", "Open")))
    assert pipe.notes["note"].str.contains("not one that was lost").sum() == 1


def test_the_state_beside_the_stage_of_a_system_that_is_not_known():
    frame = table("OpportunityState", ["WON", "LOST", "ABANDONED", "OPEN"], ended=("WON", "LOST"))
    pipe = ck.load(frame.assign(CurrentStage=["Close", "Demo"] * 10))
    assert outcomes(pipe) == {"won": 5, "lost": 5, "dropped": 5, "open": 5}


#: headers of name, status, stage and creation; statuses, of which the first two are steps
BESIDE_ONE = {
    "a list of cards": (
        "Task Name,Status,List Name,Date Created",
        "contact,offer,won,lost",
        "Deals",
    ),
    "French": ("Client,Statut,Étape,Date de création", "Contact,Devis,Gagné,Perdu", "Ventes"),
    "Polish": ("Klient,Status,Etap,Utworzono", "Kontakt,Oferta,Wygrana,Przegrana", "Sprzedaż"),
}


@pytest.mark.parametrize("name", BESIDE_ONE)
def test_beside_one_stage_for_all_deals_a_status_of_steps_is_the_stage(name):
    header, words, one = BESIDE_ONE[name]
    said = words.split(",")
    rows = [f"Firm {n},{said[n % 4]},{one},2026-01-{n + 5:02}" for n in range(8)]
    deals = ck.load("\n".join([header, *rows]).encode()).deals
    assert set(deals["stage"].dropna()) == set(said[:2])
    assert deals["outcome"].value_counts().reindex(["open", "won", "lost"]).tolist() == [4, 2, 2]


def test_one_stage_beside_a_plain_status_stays():
    rows = [f"Firm {n},{['Open', 'Won', 'Lost'][n % 3]},Offer,2026-01-{n + 5:02}" for n in range(6)]
    pipe = ck.load("\n".join(["Customer,Status,Stage,Created", *rows]).encode())
    assert pipe.stages == ("Offer",)
