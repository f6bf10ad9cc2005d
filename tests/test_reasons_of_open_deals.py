"""A reason for a loss on an open deal is odd; a word in that column on every deal is none."""

import pytest

import cycle_kit as ck

HEADER = "Deal ID,Stage,Status,Loss reason,Created,Closed"


def told(*rows):
    notes = ck.load("\n".join([HEADER, *rows]).encode()).notes["note"]
    return notes[notes.str.contains("lost reason")].tolist()


WON, LOST = (
    "1,Offer,Won,{},2026-01-05,2026-01-20",
    "2,Offer,Lost,Price,2026-01-06,2026-01-21",
)


def test_a_reason_on_an_open_deal_is_told():
    (note,) = told(WON.format(""), LOST, "3,Offer,Open,Price,2026-01-07,")
    assert note == '1 open deal has a lost reason in "Loss reason" (line 4).'


@pytest.mark.parametrize(
    ("won", "still"),
    [("Won", "Waiting for the board"), ("", "In progress"), ("", "In Bearbeitung")],
)
def test_what_is_said_of_every_deal_or_says_open_is_no_reason(won, still):
    assert told(WON.format(won), LOST, f"3,Offer,Open,{still},2026-01-07,") == []


def test_the_status_reason_of_a_system_is_no_lost_reason_of_open_deals():
    notes = ck.load(ck.sample("dynamics_opportunities.xlsx")).notes
    assert not notes["fix"].str.contains("lost=").any()


@pytest.mark.parametrize("others", [1, 3])
def test_a_stage_in_which_others_go_on_is_not_offered_as_lost(tmp_path, others):
    rows = "1,A,Won,2024-01-02,2024-02-01,\n2,B,Lost,2024-01-02,2024-02-01,Price\n3,C,Demo,2024-01-02,,Price\n"
    rows += "".join(f"{n},D{n},Demo,2024-01-0{n},,\n" for n in range(4, 4 + others))
    path = tmp_path / "deals.csv"
    path.write_text("No,Client,Stage,Created,Closed,Lost reason\n" + rows, encoding="utf-8")
    notes = ck.load(path).notes
    told = notes[notes["note"].str.contains('lost reason in "Lost reason"')]
    assert "(line 4)" in told["note"].item()
    assert "lost=[" not in told["fix"].item()


NO = {
    "English": ("Deal ID,Stage,Created,Closed,Loss reason", "No", "Won", "Lost"),
    "Polish": ("Numer,Etap,Data utworzenia,Data zamknięcia,Powód przegranej", "nie", "Wygrana", "Przegrana"),
    "Arabic": ("رقم الصفقة,المرحلة,تاريخ الإنشاء,تاريخ الإغلاق,سبب الخسارة", "لا", "رابحة", "خاسرة"),
    "Persian": ("شماره معامله,مرحله,تاریخ ایجاد,تاریخ بسته شدن,دلیل شکست", "خیر", "موفق", "ناموفق"),
    "Bulgarian": ("Номер,Етап,Дата на създаване,Дата на затваряне,Причина за загуба", "не", "Спечелена", "Загубена"),
    "German": ("Vorgang,Phase,Erstellt,Abgeschlossen,Verlustgrund", "nein", "Gewonnen", "Verloren"),
    "Czech": ("Číslo,Fáze,Datum vytvoření,Datum uzavření,Důvod ztráty", "není", "Vyhráno", "Prohráno"),
}  # fmt: skip


@pytest.mark.parametrize("language", NO)
def test_no_is_the_answer_whether_there_is_a_reason_and_none_itself(language):
    head, no, won, lost = NO[language]
    rows = [
        f"K{n},{(won, lost, 'X1')[n % 3]},2026-01-{n + 10},{'' if n % 3 == 2 else f'2026-02-{n + 10}'},"
        + ("Price" if n % 6 == 1 else no)
        for n in range(12)
    ]
    pipe = ck.load("\n".join([head, *rows]).encode())
    reasons = pipe.deals.groupby("outcome", observed=True)["lost_reason"].count()
    assert reasons[["won", "lost", "open"]].tolist() == [0, 2, 0]
    assert not pipe.notes["note"].str.contains("lost reason").any()


def test_yes_and_no_in_a_column_of_reasons_stay():
    rows = [
        f"K{n},{('Won', 'Lost')[n % 2]},2026-01-{n + 10},,{('No', 'Yes')[n % 2]}" for n in range(9)
    ]
    pipe = ck.load("\n".join(["Deal ID,Stage,Created,Closed,Loss reason", *rows]).encode())
    assert set(pipe.deals["lost_reason"].dropna()) == {"Yes", "No"}
