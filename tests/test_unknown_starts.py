"""Logs of moves from a stage to another whose first row of a deal does not begin at its creation: the stay before it
has no start and is not measured, unless another row or the deals' table tells when the deal was created."""

import pandas as pd
import pytest

import cycle_kit as ck

#: headers of deal, day, from and to; two stages, won and lost; headers and a word of a table of deals
LANGUAGES = {
    "en": ("Deal,Date,From,To", "Lead", "Offer", "Won", "Lost", "Deal,Created,Amount"),
    "pl": ("Szansa,Data,Z etapu,Do etapu", "Kontakt", "Oferta", "Wygrana", "Przegrana", "Szansa,Data utworzenia,Kwota"),
    "bg": ("Сделка,Дата,От етап,Към етап", "Нова", "Оферта", "Спечелена", "Загубена", "Сделка,Дата на създаване,Сума"),
    "fa": ("معامله,تاریخ,از مرحله,به مرحله", "سرنخ", "پیشنهاد", "موفق", "ناموفق", "معامله,تاریخ ایجاد,مبلغ"),
    "ar": ("الصفقة,التاريخ,من مرحلة,إلى مرحلة", "عميل محتمل", "عرض", "رابحة", "خاسرة", "الصفقة,تاريخ الإنشاء,المبلغ"),
    "de": ("Deal,Datum,Von Phase,Nach Phase", "Kontakt", "Angebot", "Gewonnen", "Verloren", "Deal,Erstellt am,Betrag"),
}  # fmt: skip
ROWS = [
    ("A", 10, 0, 1),
    ("A", 20, 1, 2),
    ("B", 12, 0, 1),
    ("B", 25, 1, 3),
    ("C", 15, 0, 1),
    ("D", 28, 0, 3),
]


def log(language="en", *, time="", turned=False):
    head, *words, _ = LANGUAGES[language]
    rows = [f"{deal},2024-01-{day}{time},{words[a]},{words[b]}" for deal, day, a, b in ROWS]
    return "\n".join([head, *(rows[::-1] if turned else rows)]).encode()


def firsts(pipe):
    return pipe.visits.drop_duplicates("deal_id").set_index("deal_id")


def has_unknown_starts(pipe, first):
    stays = firsts(pipe)
    assert set(stays["stage"].astype(str)) == {first}
    assert stays["entered_at"].isna().all() and stays["days"].isna().all()
    assert (stays["evidence"] == "inferred").all()
    assert stays["left_at"].dt.day.to_dict() == {"A": 10, "B": 12, "C": 15, "D": 28}
    others = pipe.visits[pipe.visits["stage"].astype(str) != first]
    assert (others["evidence"] == "recorded").all() and others["days"].tolist()[:2] == [10, 13]
    assert dict(pipe.deals.set_index("deal_id")["outcome"]) == {
        "A": "won",
        "B": "lost",
        "C": "open",
        "D": "lost",
    }
    table = ck.stage_durations(pipe).set_index("stage")
    assert table["unmeasured"].to_list() == [4, 0] and pd.isna(table["mean_days"].iloc[0])
    cycle = ck.cycle_length(pipe, outcome="closed").iloc[0]
    assert (cycle["deals"], cycle["excluded"]) == (0, 3)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("time", ["", " 09:30"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stay_before_the_first_row_is_not_measured(language, time, turned):
    pipe = ck.load(log(language, time=time, turned=turned))
    assert pipe.stages == LANGUAGES[language][1:3]
    if not time:
        has_unknown_starts(pipe, LANGUAGES[language][1])
    else:
        assert firsts(pipe)["days"].isna().all()
    assert pipe.notes["note"].str.startswith("4 deals stood in a stage before").any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_begins_at_the_creation_that_the_table_of_deals_tells(language, tmp_path):
    """Of the second deal nobody knows it."""
    (tmp_path / "log.csv").write_bytes(log(language))
    created = ["A,2024-01-03,100", "B,,200", "C,2024-01-04,300", "D,2024-01-05,400"]
    (tmp_path / "deals.csv").write_text("\n".join([LANGUAGES[language][-1], *created]))
    pipe = ck.load(tmp_path / "deals.csv", history=tmp_path / "log.csv")
    stays = firsts(pipe)
    assert stays["days"].fillna(-1).to_dict() == {"A": 7, "B": -1, "C": 11, "D": 23}
    assert stays["evidence"].astype(str).to_dict() == {
        "A": "recorded",
        "B": "inferred",
        "C": "recorded",
        "D": "recorded",
    }
    assert pipe.deals["created_at"].isna().to_list() == [False, True, False, False]


def test_it_begins_at_the_creation_that_the_log_tells():
    rows = [
        b"A,2024-01-02,,Lead",
        b"B,2024-01-03,,Lead",
        b"C,2024-01-04,,Lead",
        b"D,2024-01-05,,Lead",
    ]
    head, rest = log().split(b"\n", 1)
    pipe = ck.load(b"\n".join([head, *rows, rest]))
    assert firsts(pipe)["days"].to_dict() == {"A": 8, "B": 9, "C": 11, "D": 23}
    assert (pipe.visits["evidence"] == "recorded").all()


@pytest.mark.parametrize("layout", ["fields", "Salesforce"])
def test_a_log_of_changed_fields_does_not_know_either(layout):
    heads = {
        "fields": ("Deal,Date,Field,Old value,New value", "{0},2024-01-{1},Stage,{2},{3}"),
        "Salesforce": (
            "Opportunity ID,Field / Event,Old Value,New Value,Edit Date,Edited By",
            "{0},Stage,{2},{3},2024-01-{1},Ann",
        ),
    }
    head, row = heads[layout]
    words = LANGUAGES["en"][1:5]
    rows = [row.format(deal, day, words[a], words[b]) for deal, day, a, b in ROWS]
    has_unknown_starts(ck.load("\n".join([head, *rows]).encode()), "Lead")


def test_the_past_and_the_ledger_hold_with_unknown_starts():
    pipe = ck.load(log())
    table = ck.ledger(pipe)
    ways = ["forward", "skip", "back", "won", "lost", "dropped", "open"]
    assert table["entries"].tolist() == table[ways].sum(axis=1).tolist() == [4, 3]
    past = pipe.rewind("2024-01-11")
    assert dict(zip(past.deals["deal_id"], past.deals["stage"].astype(str), strict=True)) == {
        "A": "Offer",
        "B": "Lead",
        "C": "Lead",
        "D": "Lead",
    }
    assert past.visits["days"].dropna().tolist() == [1]


#: headers of a log with a column of the creation of each deal, in which places these and the day of the move stand
CREATED = {
    "en": ("Deal,Created,Date,From,To", (0, 1, 2, 3, 4)),
    "en numbers": ("Deal ID,Date,Created,From,To", (0, 2, 1, 3, 4)),
    "en changed": ("Deal,Created,Changed on,From,To", (0, 1, 2, 3, 4)),
    "pl": ("Szansa,Data utworzenia,Data zmiany,Z etapu,Do etapu", (0, 1, 2, 3, 4)),
    "de": ("Deal,Erstellt am,Datum,Von Phase,Nach Phase", (0, 1, 2, 3, 4)),
    "bg": ("Сделка,Създадена на,Дата,От етап,Към етап", (0, 1, 2, 3, 4)),
}  # fmt: skip


@pytest.mark.parametrize("case", CREATED)
def test_it_begins_at_the_creation_in_a_column_of_the_log(case):
    head, order = CREATED[case]
    words = LANGUAGES[case.split()[0]][1:5]
    rows = [
        (deal, f"2024-01-0{'ABCD'.index(deal) + 2}", f"2024-01-{day}", words[a], words[b])
        for deal, day, a, b in ROWS
    ]
    lines = [",".join(row[place] for place in order) for row in rows]
    pipe = ck.load("\n".join([head, *lines]).encode())
    assert firsts(pipe)["days"].to_dict() == {"A": 8, "B": 9, "C": 11, "D": 23}
    assert pipe.deals["created_at"].dt.day.tolist() == [2, 3, 4, 5]
    assert (pipe.visits["evidence"] == "recorded").all()


def test_a_second_date_that_moves_too_is_no_creation():
    """When a row was written."""
    rows = ["Deal,Date,Written,From,To"]
    words = LANGUAGES["en"][1:5]
    rows += [f"{d},2024-01-{day},2024-02-{day},{words[a]},{words[b]}" for d, day, a, b in ROWS]
    pipe = ck.load("\n".join(rows).encode())
    assert pipe.deals["created_at"].isna().all()
    assert firsts(pipe)["left_at"].dt.month.eq(1).all()
