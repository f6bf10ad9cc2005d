"""Files that tell of one outcome alone: what is said of win rates is true, and dropped deals are no lost ones."""

import re

import pytest

import cycle_kit as ck

DROPPED = ["Dropped", "Withdrawn", "Nieaktualne", "منصرف شد", "انسحب", "Отменена", "Abgebrochen"]
WON = {"Dropped": "Won", "Withdrawn": "Sold", "Nieaktualne": "Wygrana", "منصرف شد": "خرید کرد"}
WON |= {"انسحب": "Won", "Отменена": "Спечелена", "Abgebrochen": "Gewonnen"}
NO_LOSS, NO_WIN = "There are won deals, but not one that was lost.", "not one that was won"


def by_status(*ends):
    rows = [f"{n},Offer,{end},2024-01-{n:02d},2024-02-{n:02d}" for n, end in enumerate(ends, 1)]
    return "\n".join(["Deal ID,Stage,Status,Created,Closed", *rows]).encode()


def by_stage(*ends):
    rows = [f"{n},{end},2024-01-{n:02d},2024-02-{n:02d}" for n, end in enumerate(ends, 1)]
    return "\n".join(["Deal ID,Stage,Created,Closed", "90,Offer,2024-01-02,", *rows]).encode()


def by_log(*ends):
    rows = [
        f"{n},{stage},2024-0{month}-{n:02d}"
        for n, end in enumerate(ends, 1)
        for month, stage in ((1, "Offer"), (2, end))
    ]
    return "\n".join(["deal_id,stage,date", "90,Offer,2024-01-02", *rows]).encode()


WAYS = [by_status, by_stage, by_log]


def told(text, **said):
    notes = ck.load(text, **said).notes
    return notes[notes["note"].str.contains("not one")]


def typed(text, fix):
    """The file loaded anew with what the advice says of lost words."""
    words = re.search(r"lost=\[(.*?)\]", fix)[1]
    return ck.load(text, lost=re.findall('"(.*?)"', words))


@pytest.mark.parametrize("write", WAYS)
@pytest.mark.parametrize("word", DROPPED)
def test_won_and_dropped_deals_without_a_lost_one(write, word):
    text = write(*[WON[word]] * 4, *[word] * 3)
    [row] = told(text).to_dict("records")
    assert row["note"] == f'{NO_LOSS} Read as dropped ("{word}"): 3 deals.'
    assert row["effect"].startswith("Win rates would be 100 %")
    assert row["fix"].startswith(f'If that means lost: lost=["{word}"]. ')
    assert typed(text, row["fix"]).deals["outcome"].eq("lost").sum() == 3


@pytest.mark.parametrize("write", WAYS)
@pytest.mark.parametrize("word", DROPPED)
def test_nothing_but_dropped_deals(write, word):
    text = write(*[word] * 5)
    [row] = told(text).to_dict("records")
    assert row["note"] == (
        f'Not one deal was won, and not one was lost. Read as dropped ("{word}"): 5 deals.'
    )
    assert row["effect"].startswith("Win rates of decided deals are empty")
    assert ck.win_rate(ck.load(text))["win_rate"].isna().all()
    assert typed(text, row["fix"]).deals["outcome"].eq("lost").sum() == 5


@pytest.mark.parametrize("write", WAYS)
def test_a_word_that_the_caller_calls_dropped_is_not_asked_about(write):
    text = write(*["Won"] * 4, *["Withdrawn"] * 3)
    [row] = told(text, dropped=["Withdrawn"]).to_dict("records")
    assert row["note"] == f"{NO_LOSS} Read as dropped: 3 deals."
    assert "lost=" not in row["fix"]


@pytest.mark.parametrize("write", WAYS)
def test_one_lost_deal_beside_dropped_ones_is_enough(write):
    assert not len(told(write(*["Won"] * 4, "Lost", *["Withdrawn"] * 3)))


@pytest.mark.parametrize("write", WAYS)
def test_lost_deals_without_a_won_one_stay_as_they_are(write):
    [row] = told(write(*["Lost"] * 4, "Withdrawn")).to_dict("records")
    assert NO_WIN in row["note"] and row["effect"] == "Win rates would be 0 %."


@pytest.mark.parametrize("write", WAYS)
def test_won_deals_alone_stay_as_they_are(write):
    [row] = told(write(*["Won"] * 4)).to_dict("records")
    assert (row["note"], row["effect"]) == (NO_LOSS, "Win rates would be 100 %.")


def test_dated_exports_of_dropped_deals_alone(tmp_path):
    for day, stage in (("2024-03-01", "Offer"), ("2024-04-01", "Dropped")):
        rows = [f"{n},{stage},2024-01-{n:02d}" for n in range(1, 7)]
        (tmp_path / f"deals_{day}.csv").write_text("\n".join(["Deal ID,Stage,Created", *rows]))
    notes = ck.load(tmp_path).notes["note"]
    assert notes.str.startswith("Not one deal was won, and not one was lost.").sum() == 1
    assert not notes.str.contains(NO_WIN).any()


#: headers, the win, the loss, and the stage in which lost deals are kept
KEPT = {
    "en": ("Deal ID,Stage,Date", "Won", "Lost", "Nurture"),
    "en later": ("Deal ID,Stage,Date", "Closed Won", "Closed Lost", "Revisit later"),
    "pl": ("ID,Etap,Data", "Wygrana", "Przegrana", "Pielęgnacja"),
    "de": ("ID,Phase,Datum", "Gewonnen", "Verloren", "Wiedervorlage"),
    "bg": ("ID,Етап,Дата", "Спечелена", "Загубена", "За по-късно"),
    "fa": ("کد معامله,مرحله,تاریخ", "موفق", "ناموفق", "پیگیری آینده"),
}
ON = "went on in another stage: not one is lost now"


def log_of(language, *ways):
    header, won, lost, kept = KEPT[language]
    names = {"W": won, "L": lost, "K": kept, "B": "Brief", "O": "Offer"}
    rows = [
        f"{100 + n},{names[step]},2025-{1 + place:02}-{1 + n:02}"
        for n, way in enumerate(ways)
        for place, step in enumerate(way)
    ]
    return "\n".join([header, *rows]).encode()


def line_of(pipe, text):
    row = pipe.notes[pipe.notes["note"].str.contains(text)].iloc[0]
    return re.findall('"(.*?)"', row["fix"])


@pytest.mark.parametrize("language", KEPT)
def test_deals_that_are_kept_after_a_loss_are_told_with_the_line_that_leaves_them_lost(language):
    text, kept = log_of(language, "BOW", "BOLK", "BLK", "BOW", "BO"), KEPT[language][3]
    pipe = ck.load(text)
    assert not pipe.notes["note"].str.contains("not one that was lost").any()
    assert line_of(pipe, ON) == line_of(pipe, "after an outcome") == [kept]
    again = ck.load(text, after=[kept])
    assert again.deals["outcome"].tolist() == ["won", "lost", "lost", "won", "open"]
    assert not again.notes["note"].str.contains("not one").any()


def test_where_some_stay_lost_only_the_stage_is_told():
    pipe = ck.load(log_of("en", "BOW", "BOLK", "BLK", "BOL", "BO"))
    assert not pipe.notes["note"].str.contains("not one").any()
    assert line_of(pipe, "after an outcome") == ["Nurture"]


def test_deals_that_are_taken_up_again_are_not_called_kept():
    pipe = ck.load(log_of("en", "BOW", "BOLO", "BOW", "BOW", "BO"))
    assert line_of(pipe, ON) == line_of(pipe, "after an outcome") == []


def test_a_log_without_any_loss_asks_as_ever():
    pipe = ck.load(log_of("en", "BOW", "BO", "BOW"))
    assert pipe.notes["note"].eq(NO_LOSS).any()
    assert not pipe.notes["note"].str.contains(ON).any()
