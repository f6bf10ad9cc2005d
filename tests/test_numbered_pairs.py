"""Stages and their dates side by side, "Stage 1, Date 1, Stage 2, Date 2": a row is a deal, its pairs are its log."""

import pytest

import cycle_kit as ck

#: the columns before the pairs, the words of a pair, and a win and a loss
LANGUAGES = {
    "en": ("Deal ID;Customer;Value", "Stage {};Date {}", "Won", "Lost"),
    "en line": ("Deal ID;Customer;Value", "Stage_{};Stage_date_{}", "Won", "Lost"),
    "pl": ("ID;Klient;Kwota", "Etap {};Data {}", "Wygrana", "Przegrana"),
    "de": ("ID;Kunde;Betrag", "Phase {};Datum {}", "Gewonnen", "Verloren"),
    "bg": ("ID;Клиент;Сума", "Етап {};Дата {}", "Спечелена", "Загубена"),
    "fa": ("شناسه;مشتری;مبلغ", "مرحله {};تاریخ {}", "موفق", "ناموفق"),
    "ar": ("معرف الصفقة;العميل;المبلغ", "المرحلة {};التاريخ {}", "رابحة", "خاسرة"),
}


def sheet(language, *, dates_last=False):
    head, pair, won, lost = LANGUAGES[language]
    headers = [each for n in range(1, 5) for each in pair.format(n, n).split(";")]
    ways = [
        ["Brief", "Offer", "Talks", won],
        ["Brief", lost],
        ["Brief", "Offer"],
        ["Brief", "Offer", lost],
    ]
    rows = []
    for n in range(8):
        cells = [
            each
            for place, stage in enumerate(ways[n % 4])
            for each in (stage, f"2025-{1 + place:02}-{3 + n:02}")
        ]
        rows.append([str(1001 + n), f"Client {n}", str(1000 + n), *cells, *[""] * (8 - len(cells))])
    order = [3, 5, 7, 9, 4, 6, 8, 10] if dates_last else list(range(3, 11))
    table = [[*head.split(";"), *headers], *rows]
    return "\n".join(";".join([*row[:3], *(row[at] for at in order)]) for row in table).encode()


@pytest.mark.parametrize("dates_last", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_pair_is_an_entry_into_a_stage(language, dates_last):
    pipe = ck.load(sheet(language, dates_last=dates_last))
    deals = pipe.deals.sort_values("deal_id")
    assert deals["outcome"].tolist() == ["won", "lost", "open", "lost"] * 2
    assert pipe.stages == ("Brief", "Offer", "Talks")
    assert deals["created_at"].dt.day.tolist() == list(range(3, 11))
    assert deals["amount"].tolist() == list(range(1000, 1008))
    assert pipe.notes["note"].str.contains("each pair is an entry into a stage").sum() == 1


@pytest.mark.parametrize(
    "head",
    [
        "Deal ID;Stage;Created;Note 1;Date 1;Note 2;Date 2",
        "Deal ID;Stage;Created;Contact 1;Contact 2;Date 1;Date 2",
    ],
)
def test_other_numbered_columns_are_as_they_were(head):
    rows = [f"{n};Offer;2025-01-0{n};a;2025-02-0{n};b;2025-03-0{n}" for n in range(1, 6)]
    if "Contact" in head:
        rows = [f"{n};Offer;2025-01-0{n};a;b;2025-02-0{n};2025-03-0{n}" for n in range(1, 6)]
    pipe = ck.load("\n".join([head, *rows]).encode())
    assert len(pipe.deals) == 5
    assert not pipe.notes["note"].str.contains("each pair is an entry").any()


#: columns whose cells are another in each row, before the one that names the deal
BEFORE = {
    "Created": ["2025-01-01", "2025-01-02", "2025-01-03"],
    "Value": ["5", "6", "7"],
    "Owner": ["Ann", "Bob", "Cy"],
    "Data utworzenia": ["2025-01-01", "2025-01-02", "2025-01-03"],
    "Betrag": ["5", "6", "7"],
    "مسئول": ["سارا", "رضا", "مینا"],
}
NAMED = {"Client": "Client", "Klient": "Klient", "Deal ID": "Deal ID", "Kunde": "Kunde"}


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("before", [[each] for each in BEFORE] + [["Owner", "Value"]])
def test_the_deal_is_what_names_it_wherever_it_stands(before, name):
    head = ";".join([*before, name, "Stage 1;Date 1;Stage 2;Date 2"])
    pairs = [
        "Brief;2025-01-01;Won;2025-01-05",
        "Brief;2025-01-02;Lost;2025-01-06",
        "Brief;2025-01-03;;",
    ]
    rows = [";".join([*(BEFORE[each][n] for each in before), f"F-{n}", pairs[n]]) for n in range(3)]
    pipe = ck.load("\n".join([head, *rows]).encode())
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert pipe.stages == ("Brief",)


def test_a_date_without_its_stage_is_counted():
    text = sheet("en").decode().replace(";Offer;2025-02-03;", ";;2025-02-03;")
    pipe = ck.load(text.encode())
    assert pipe.notes.loc[pipe.notes["fate"] == "dropped", "rows"].tolist() == [1]
    assert len(pipe.deals) == 8


def test_who_names_one_of_the_columns_is_heard():
    pipe = ck.load(sheet("en"), columns={"stage": "Stage 1", "created_at": "Date 1"})
    assert pipe.deals["stage"].astype(str).eq("Brief").all()
    assert not pipe.notes["note"].str.contains("each pair is an entry").any()
