"""Logs that name each deal in its first row only."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import files
from cycle_kit.loading.named_once import with_names_below

#: {language: (headers, two steps, won, lost)}
LOGS = {
    "en": ("Deal ID,Stage,Date", "Brief", "Offer", "Won", "Lost"),
    "en, clients": ("Customer,Stage,Entered on", "Brief", "Offer", "Won", "Lost"),
    "de": ("Kunde,Phase,Datum", "Anfrage", "Angebot", "Gewonnen", "Verloren"),
    "pl": ("Klient,Etap,Data", "Zapytanie", "Oferta", "Wygrana", "Przegrana"),
    "bg": ("Клиент,Етап,Дата", "Запитване", "Оферта", "Спечелена", "Загубена"),
    "fa": ("مشتری,مرحله,تاریخ", "درخواست", "پیشنهاد", "موفق", "ناموفق"),
    "ar": ("العميل,المرحلة,التاريخ", "استفسار", "عرض السعر", "رابحة", "خاسرة"),
}
#: for each deal the places of its steps among the words above
DEALS = [(0, 1, 2), (0, 1), (0, 1, 3), (0, 2), (0,)]


def rows_of(language, *, named_in_all=False):
    _headers, *words = LOGS[language]
    rows = []
    for number, steps in enumerate(DEALS, start=1):
        name = str(number) if language == "en" else f"Client {number}"
        for turn, step in enumerate(steps):
            day = f"2025-01-{number + 5 * turn:02}"
            rows.append([name if turn == 0 or named_in_all else "", words[step], day])
    return rows


def written(path, headers, rows):
    table = pd.DataFrame(rows, columns=headers.split(","))
    table.to_csv(path, index=False) if path.suffix == ".csv" else table.to_excel(path, index=False)
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LOGS)
def test_the_rows_below_a_name_are_the_steps_of_that_deal(tmp_path, language, form):
    headers = LOGS[language][0]
    once = ck.load(written(tmp_path / f"once.{form}", headers, rows_of(language)))
    whole = ck.load(
        written(tmp_path / f"whole.{form}", headers, rows_of(language, named_in_all=True))
    )
    assert len(once.deals) == len(DEALS)
    pd.testing.assert_frame_equal(once.deals, whole.deals)
    pd.testing.assert_frame_equal(once.visits, whole.visits)
    told = once.notes["note"].str.contains("names each group on its first row only")
    assert told.sum() == 1 and not whole.notes["note"].str.contains("names each group").any()


@pytest.mark.parametrize(
    "rows",
    [
        # deals of one client below each other: a step comes again, days are in no order, an end is not the last
        [["Ann", "Brief", "2025-01-02"], ["", "Brief", "2025-01-03"], ["Bob", "Brief", "2025-01-04"],
         ["", "Won", "2025-01-05"], ["Cid", "Won", "2025-01-06"]],
        [["Ann", "Brief", "2025-01-09"], ["", "Won", "2025-01-03"],
         ["Bob", "Brief", "2025-01-04"], ["", "Won", "2025-01-02"]],
        [["Ann", "Won", "2025-01-02"], ["", "Brief", "2025-01-03"],
         ["Bob", "Won", "2025-01-04"], ["", "Brief", "2025-01-05"]],
    ],
)  # fmt: skip
def test_other_rows_below_a_name_are_no_steps_of_one_deal(tmp_path, rows):
    path = written(tmp_path / "list.csv", "Customer,Stage,Created", rows)
    [raw] = files.read(path)
    assert with_names_below(raw) is raw


#: headers of what deals have in common, of clients and their days
GROUPS = {
    "en": ("Source", "Client,Created,Status", "Open", "Won", "Lost"),
    "de": ("Region", "Kunde,Erstellt,Status", "Offen", "Gewonnen", "Verloren"),
    "pl": ("Opiekun", "Klient,Data utworzenia,Status", "Otwarta", "Wygrana", "Przegrana"),
    "fa": ("منبع", "مشتری,تاریخ ایجاد,وضعیت", "باز", "موفق", "ناموفق"),
    "own word": ("Bucket", "Client,Created,Status", "Open", "Won", "Lost"),
}


@pytest.mark.parametrize(
    ("language", "clients"),
    [(language, "of their own") for language in GROUPS]
    # nothing tells clients that come again below a word of one's own from the steps of deals
    + [(language, "come again") for language in GROUPS if language != "own word"],
)
def test_deals_below_what_they_have_in_common_stay_deals(tmp_path, language, clients):
    first, others, still, won, lost = GROUPS[language]
    own = clients == "of their own"
    names = [f"Firm {'ABCDEF'[n] if own else 'AB'[n // 4]}" for n in range(6)]
    groups, ends = ["Web", "", "Fair", "", "Phone", ""], [still, won, still, lost, still, won]
    rows = [[groups[n], names[n], f"2025-01-0{n + 1}", ends[n]] for n in range(6)]
    path = written(tmp_path / "list.csv", f"{first},{others}", rows)
    assert sorted(ck.load(path).deals["outcome"]) == ["lost", *["open"] * 3, *["won"] * 2]
