"""Signs in a status column beside a stage: "-" where nothing is to be said of a deal yet."""

import pytest

import cycle_kit as ck

#: headers; three steps; won and lost
LISTS = {
    "en": ("Deal ID,Stage,Status,Created", "Lead|Survey|Offer", "Won|Lost"),
    "en, results": ("Deal ID,Stage,Result,Created", "Lead|Survey|Offer", "Won|Lost"),
    "de": ("Nummer,Phase,Status,Erstellt am", "Lead|Aufmaß|Angebot", "Gewonnen|Verloren"),
    "pl": ("Numer,Etap,Status,Data utworzenia", "Nowa|Pomiar|Oferta", "Wygrana|Przegrana"),
    "bg": ("Номер,Етап,Статус,Дата на създаване", "Нова|Оглед|Оферта", "Спечелена|Загубена"),
    "ar": ("رقم الصفقة,المرحلة,الحالة,تاريخ الإنشاء", "جديد|معاينة|عرض سعر", "رابحة|خاسرة"),
    "fa": ("شماره معامله,مرحله,وضعیت,تاریخ ایجاد", "جدید|بازدید|پیشنهاد", "موفق|ناموفق"),
    "tr": ("Fırsat No,Aşama,Durum,Oluşturma tarihi", "Yeni|Keşif|Teklif", "Kazanıldı|Kaybedildi"),
}
SIGNS = ["-", "—", "–", "--", "...", "n/a"]


def rows(case, sign, more="", cells=("", "", "")):
    """Twelve deals, of each three one won, one lost and one with the sign."""
    head, steps, ends = LISTS[case]
    said = [*ends.split("|"), sign]
    lines = [head + more]
    for n in range(12):
        stage = steps.split("|")[n // 3 % 3]
        lines.append(f"D{n},{stage},{said[n % 3]},2025-01-{n + 1:02}{cells[n % 3]}")
    return "\n".join([*lines, ""]).encode()


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("case", LISTS)
def test_a_sign_is_of_a_deal_that_goes_on(case, sign):
    pipe = ck.load(rows(case, sign))
    assert pipe.deals["outcome"].value_counts()[["open", "won", "lost"]].tolist() == [4, 4, 4]
    assert list(pipe.stages) == LISTS[case][1].split("|")


ASKED = {
    "a day of closing": rows(
        "en", "-", ",Closed On", (",2025-03-01", ",2025-03-01", ",2025-03-01")
    ),
    "a reason": rows("en", "-", ",Lost Reason", (",", ",Price", ",Price")),
    "no word for lost": rows("en", "-").replace(b"Lost", b"Won"),
    "a word for open": rows("en", "-").replace(b"D2,Lead,-", b"D2,Lead,Open"),
    "a stage that ended": rows("en", "-").replace(b"D2,Lead,-", b"D2,Closed,-"),
    "no stage": rows("en", "-").replace(b"D2,Lead,-", b"D2,,-"),
    "stages that nobody knows": rows("en", "-")
    .replace(b"Lead", b"A")
    .replace(b"Survey", b"B")
    .replace(b"Offer", b"C"),
}


@pytest.mark.parametrize("case", ASKED)
def test_else_it_is_asked_about(case):
    with pytest.raises(ck.CycleKitError, match='"-"'):
        ck.load(ASKED[case])


def test_the_caller_may_say_what_it_means():
    deals = ck.load(rows("en", "-"), dropped=["-"]).deals
    assert deals["outcome"].astype(str).value_counts()["dropped"] == 4
