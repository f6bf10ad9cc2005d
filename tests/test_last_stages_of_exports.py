"""Exports of one list on several days: a deal that went on to another stage and ended between two of them was in the
stage that the newer one names, whatever the order of stages, the words for ends and the names of the files are."""

import pandas as pd
import pytest

import cycle_kit as ck

#: headers of id, name, stage and status; three stages; open, won, lost, dropped
LANGUAGES = {
    "en": ("ID,Name,Stage,Status", "Lead", "Offer", "Contract", "Open", "Won", "Lost", "Cancelled"),
    "pl": ("ID,Nazwa,Etap,Status", "Kontakt", "Oferta", "Umowa", "Otwarta", "Wygrana", "Przegrana", "Anulowana"),
    "bg": ("ID,Име,Етап,Статус", "Контакт", "Оферта", "Договор", "Отворена", "Спечелена", "Загубена", "Анулирана"),
    "fa": ("شناسه,نام,مرحله,وضعیت", "سرنخ", "پیشنهاد", "قرارداد", "باز", "موفق", "ناموفق", "منصرف شده"),
    "ar": ("المعرف,الاسم,المرحلة,الحالة", "عميل", "عرض", "عقد", "مفتوحة", "رابحة", "خاسرة", "ملغاة"),
    "de": ("ID,Name,Phase,Status", "Kontakt", "Angebot", "Vertrag", "Offen", "Gewonnen", "Verloren", "Storniert"),
}  # fmt: skip
#: what files of 1 and 8 January 2024 are called
NAMES = {
    "days": ("deals_2024-01-01.csv", "deals_2024-01-08.csv"),
    "turned": ("deals 01.01.2024.csv", "deals 08.01.2024.csv"),
    "joined": ("20240101.csv", "20240108.csv"),
    "underscores": ("crm_2024_01_01.csv", "crm_2024_01_08.csv"),
}
OPEN, WON, LOST, DROPPED = range(4, 8)
#: of each day (stage and status of each deal)
FIRST = {1: (2, OPEN), 2: (2, OPEN), 3: (1, OPEN), 4: (1, OPEN), 5: (3, WON), 6: (1, OPEN)}
LATER = {1: (3, WON), 2: (3, OPEN), 3: (2, LOST), 4: (3, DROPPED), 5: (3, WON), 6: (1, LOST), 7: (3, WON)}  # fmt: skip
ENDS = {"1": "won", "2": "open", "3": "lost", "4": "dropped", "5": "won", "6": "lost", "7": "won"}


def saved(folder, days, *, language="en", names=NAMES["days"]):
    head, *words = LANGUAGES[language]
    for name, deals in zip(names, days, strict=True):
        rows = [
            f"{n},Deal {n},{words[stage - 1]},{words[status - 1]}"
            for n, (stage, status) in deals.items()
        ]
        (folder / name).write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return folder


def stages(pipe):
    return pipe.deals.set_index("deal_id")["stage"].astype(str).to_dict()


def is_whole(pipe, language="en"):
    _, lead, offer, contract, *_ = LANGUAGES[language]
    assert pipe.deals.set_index("deal_id")["outcome"].astype(str).to_dict() == ENDS
    assert stages(pipe) == dict(
        zip("1234567", [contract, contract, offer, contract, contract, lead, contract], strict=True)
    )
    visits = pipe.visits[pipe.visits["deal_id"] == "1"]
    assert visits["stage"].astype(str).tolist() == [offer, contract]
    entered = visits["entered_at"].iloc[1]
    assert pd.Timestamp("2024-01-01") < entered < visits["left_at"].iloc[1]
    assert (visits["evidence"] == "inferred").all() and str(visits["exit"].iloc[1]) == "won"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_newest_export_tells_the_last_stage(language, tmp_path):
    is_whole(ck.load(saved(tmp_path, [FIRST, LATER], language=language)), language)


@pytest.mark.parametrize("names", NAMES)
def test_whatever_the_files_are_called(names, tmp_path):
    is_whole(ck.load(saved(tmp_path, [FIRST, LATER], names=NAMES[names])))


@pytest.mark.parametrize(
    "order", [["Lead", "Offer", "Contract"], ["Contract", "Offer", "Lead"]], ids=["in", "against"]
)
def test_whatever_the_order_of_stages_is(order, tmp_path):
    pipe = ck.load(saved(tmp_path, [FIRST, LATER]), stages=order)
    is_whole(pipe)
    table = ck.ledger(pipe)
    ways = ["forward", "skip", "back", "won", "lost", "dropped", "open"]
    assert table["entries"].tolist() == table[ways].sum(axis=1).tolist()


def test_a_later_stage_of_a_deal_that_had_ended_opens_it_not_again(tmp_path):
    """Only the one that is open again was reopened."""
    last = {**LATER, 1: (1, WON), 3: (3, LOST), 6: (2, OPEN)}
    names = [*NAMES["days"], "deals_2024-01-15.csv"]
    pipe = ck.load(saved(tmp_path, [FIRST, LATER, last], names=names))
    assert pipe.deals.set_index("deal_id")["outcome"].astype(str).to_dict() == {**ENDS, "6": "open"}
    assert [stages(pipe)[n] for n in "136"] == ["Contract", "Offer", "Offer"]


def test_a_stage_that_is_dated_was_entered_then(tmp_path):
    head = "ID,Name,Stage,Status,Stage changed,Closed"
    (tmp_path / "deals_2024-01-01.csv").write_text(
        f"{head}\n1,A,Offer,Open,2023-12-20,\n2,B,Offer,Open,2023-12-21,\n3,C,Lead,Open,2023-12-22,\n"
    )
    (tmp_path / "deals_2024-01-08.csv").write_text(
        f"{head}\n1,A,Contract,Won,2024-01-03,2024-01-06\n2,B,Contract,Lost,2024-01-07,2024-01-05\n"
        "3,C,Lead,Open,2023-12-22,\n"
    )
    visits = ck.load(tmp_path).visits.set_index(["deal_id", "stage"])
    assert str(visits.loc[("1", "Contract"), "entered_at"].date()) == "2024-01-03"
    assert visits.loc[("1", "Contract"), "days"] == 3
    assert str(visits.loc[("1", "Contract"), "evidence"]) == "recorded"
    assert str(visits.loc[("2", "Contract"), "entered_at"].date()) == "2024-01-03"
    assert str(visits.loc[("2", "Contract"), "evidence"]) == "inferred"


def test_the_past_is_as_it_was(tmp_path):
    past = ck.load(saved(tmp_path, [FIRST, LATER])).rewind("2024-01-01")
    assert stages(past)["1"] == "Offer" and stages(past)["3"] == "Lead"
    assert str(past.deals.set_index("deal_id")["outcome"]["1"]) == "open"
