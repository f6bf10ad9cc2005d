"""A log with a column that says how the deal stands, beside the stage of each row."""

import io

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

HEADS = {
    "en": ("Deal ID,Stage,Status,Date", "Won", "Lost", "Open"),
    "de": ("Deal-ID,Phase,Status,Geändert am", "Gewonnen", "Verloren", "Offen"),
    "pl": ("ID szansy,Etap,Status,Data zmiany", "Wygrana", "Przegrana", "Otwarta"),
    "fa": ("شناسه معامله,مرحله,وضعیت,تاریخ تغییر", "موفق", "ناموفق", "جاری"),
}


def log(language="en", *, first="", words=(), **options):
    """Six deals in two stages, two of each outcome; `first`: the status of their first row, if another."""
    head, *own = HEADS[language]
    rows = [head]
    for n in range(6):
        status = (words or own)[n // 2]
        rows.append(f"{n},Lead,{first or status},2024-01-0{n + 1}")
        rows.append(f"{n},Offer,{status},2024-02-0{n + 1}")
    return ck.load(io.BytesIO("\n".join(rows).encode()), **options)


@pytest.mark.parametrize("language", HEADS)
def test_a_status_that_is_the_same_in_all_rows_tells_the_outcome_and_no_day(language):
    pipe = log(language)
    assert pipe.deals["outcome"].tolist() == ["won", "won", "lost", "lost", "open", "open"]
    assert pipe.deals["closed_at"].isna().all()
    assert pipe.notes["note"].str.contains("4 closed deals have no closing date").any()
    assert pipe.stages == ("Lead", "Offer")
    assert len(pipe.visits) == 12


@pytest.mark.parametrize("language", HEADS)
def test_a_status_that_changed_tells_the_day(language):
    pipe = log(language, first=HEADS[language][3])
    assert pipe.deals["outcome"].tolist() == ["won", "won", "lost", "lost", "open", "open"]
    days = pipe.deals["closed_at"].dt.strftime("%d.%m.").fillna("").tolist()
    assert days == ["01.02.", "02.02.", "03.02.", "04.02.", "", ""]
    assert not pipe.notes["note"].str.contains("history does not say so").any()


def test_a_word_that_is_not_known_is_asked_about():
    with pytest.raises(StageError, match="Zorp"):
        log(words=("Won", "Zorp", "Open"))
    pipe = log(words=("Won", "Zorp", "Open"), lost=["Zorp"])
    assert pipe.deals["outcome"].tolist() == ["won", "won", "lost", "lost", "open", "open"]


def test_a_status_of_something_else_is_left_alone():
    pipe = log(words=("Synced", "Synced", "Failed to sync"))
    assert pipe.deals["outcome"].eq("open").all()
    assert pipe.notes["note"].str.contains('not used: "Status"').any()


def test_a_deal_whose_first_row_is_its_end_was_created_nobody_knows_when():
    rows = ["Deal ID,Stage,Date", "1,Won,2024-03-01", "2,Lead,2024-01-01", "2,Lost,2024-01-11"]
    pipe = ck.load(io.BytesIO("\n".join(rows).encode()))
    assert pipe.deals["created_at"].isna().tolist() == [True, False]
    assert pipe.notes["note"].str.contains("The first row of 1 deal is its outcome").any()
    assert ck.cycle_length(pipe, outcome="closed")["total_days"].sum() == 10


def moves(*paths, **options):
    rows = ["Deal ID,Stage,Date"]
    rows += [
        f"{n},{stage},2024-0{month}-0{n}"
        for n, path in enumerate(paths, start=1)
        for month, stage in enumerate(path, start=1)
    ]
    return ck.load(io.BytesIO("\n".join(rows).encode()), **options)


@pytest.mark.parametrize("word", ["Closed", "Abgeschlossen", "Zamknięta"])
def test_closed_behind_an_outcome_says_it_again_and_alone_is_asked_about(word):
    ended = (["Lead", "Won", word], ["Lead", "Lost", word])
    pipe = moves(*ended)
    assert pipe.deals["outcome"].tolist() == ["won", "lost"]
    assert pipe.deals["closed_at"].dt.month.tolist() == [2, 2]
    assert pipe.notes["note"].str.contains("right after an outcome").any()
    with pytest.raises(StageError, match=f'"{word}" \\(1 deal\\)'):
        moves(*ended, ["Lead", word])
    pipe = moves(*ended, ["Lead", word], won=[word])
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "won"]


@pytest.mark.parametrize("word", ["Order", "Auftrag", "Zamówienie", "سفارش", "Поръчка", "Pedido"])
def test_a_stage_called_like_an_order_is_asked_about_where_others_are_lost_and_none_is_won(word):
    paths = (["Lead", word], ["Lead", word], ["Lead", "Lost"])
    with pytest.raises(StageError) as asked:
        moves(*paths)
    assert f'won=["{word}"]' in asked.value.fix
    assert moves(*paths, won=[word]).deals["outcome"].tolist() == ["won", "won", "lost"]
    assert moves(*paths, open=[word]).deals["outcome"].tolist() == ["open", "open", "lost"]


#: the stage and the status of the last row of each deal
LAST = [
    ("Closed Won", "Open"),
    ("Closed Lost", "Won"),
    ("Closed Lost", "Lost"),
    ("Closed Won", "Won"),
]


def with_differing() -> tuple[str, str]:
    """Eight deals whose status is not always what their last stage says: a log, and the deals alone."""
    rows, deals = [], []
    for n in range(8):
        stage, status = LAST[n % 4]
        rows.append(f"{n},New,{status},2024-01-0{n + 1}")
        rows.append(f"{n},{stage},{status},2024-02-0{n + 1}")
        deals.append(f"{n},{stage},{status},2024-01-0{n + 1}")
    log = "\n".join([HEADS["en"][0], *rows, ""])
    return log, "\n".join(["Deal ID,Stage,Status,Created", *deals, ""])


def disagreeing(pipe) -> dict[str, str]:
    notes = pipe.notes[pipe.notes["note"].str.contains("disagree on how")]
    return dict(zip(notes["note"], notes["effect"], strict=True))


def test_what_counts_of_a_log_is_said_of_the_rows_of_which_it_is_true():
    log, _ = with_differing()
    pipe = ck.load(log.encode())
    ends = pipe.deals.set_index("deal_id")["outcome"].to_dict()
    assert [ends[str(n)] for n in range(4)] == ["won", "won", "lost", "won"]
    told = disagreeing(pipe)
    for note, effect in told.items():
        assert ("Stage" in effect) == ('"Closed Won" beside "Open" (2)' in note)
        assert ("Status" in effect) == ('"Closed Lost" beside "Won" (2)' in note)
    assert len(told) == 2


def test_what_counts_of_deals_with_a_history_is_said_of_the_rows_of_which_it_is_true(tmp_path):
    log, deals = with_differing()
    history = "\n".join(
        ",".join(row.split(",")[i] for i in (0, 1, 3)) for row in log.strip().split("\n")
    )
    (tmp_path / "deals.csv").write_text(deals)
    (tmp_path / "log.csv").write_text(history.replace("7,Closed", "77,Closed"))
    pipe = ck.load(tmp_path / "deals.csv", history=tmp_path / "log.csv")
    assert pipe.deals.set_index("deal_id")["outcome"].to_dict()["0"] == "won"
    [effect] = [said for note, said in disagreeing(pipe).items() if 'beside "Open"' in note]
    assert effect == "They count as open, but where their history ends its end counts."
