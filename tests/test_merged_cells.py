"""Cells that a workbook merges downwards hold for all the rows that they span; blanks beside them stay blank."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

import cycle_kit as ck

#: the id, pipeline, owner, stage, status, amount and creation of a deal, and words of the last three stages
HEADERS = {
    "en": ["Deal ID", "Pipeline", "Owner", "Stage", "Status", "Amount", "Created", "Closed"],
    "de": ["Nummer", "Pipeline", "Verkäufer", "Phase", "Status", "Betrag", "Angelegt am", "Abgeschlossen am"],
    "pl": ["ID", "Lejek", "Handlowiec", "Etap", "Status", "Kwota", "Data utworzenia", "Data zamknięcia"],
    "ru": ["ID", "Воронка", "Менеджер", "Этап", "Статус", "Сумма", "Дата создания", "Дата закрытия"],
    "fa": ["شناسه", "پایپ‌لاین", "کارشناس", "مرحله", "وضعیت", "مبلغ", "تاریخ ایجاد", "تاریخ بسته شدن"],
    "ar": ["المعرف", "خط المبيعات", "المسؤول", "المرحلة", "الحالة", "المبلغ", "تاريخ الإنشاء", "تاريخ الإغلاق"],
}  # fmt: skip
ENDS = {
    "en": ["Won", "Lost", "Open"],
    "de": ["Gewonnen", "Verloren", "Offen"],
    "pl": ["Wygrana", "Przegrana", "Otwarta"],
    "ru": ["Выиграна", "Проиграна", "Открыта"],
    "fa": ["برنده", "باخته", "باز"],
    "ar": ["فوز", "خسارة", "مفتوحة"],
}
PIPELINE, OWNER, STAGE, STATUS, AMOUNT, CREATED = range(1, 7)
#: the first and the last row of each merged cell, counted from 1 below the header
SPANS = {PIPELINE: [(1, 6), (7, 12)], OWNER: [(1, 4), (5, 8), (9, 12)], STAGE: [(2, 4), (6, 7)]}


def rows_of(language: str) -> list[list]:
    """Twelve deals, each with all its cells."""
    rows = []
    for n in range(12):
        end = ENDS[language][n % 3]
        stage = ["Lead", "Offer", "Offer", "Offer", "Lead", "Trial", "Trial", *["Offer"] * 5][n]
        rows.append([
            f"D{n}", "AB"[n // 6], ["Ann", "Bob", "Ann"][n // 4], stage, end, 100 + n,
            f"2024-0{n % 9 + 1}-05", f"2024-0{n % 9 + 1}-25" if n % 3 < 2 else None,
        ])  # fmt: skip
    return rows


def book(
    rows: list[list],
    spans: dict[int, list[tuple[int, int]]],
    *,
    top: int = 0,
    left: int = 0,
    titles=(),
):
    """A workbook with cells merged downwards, by column: those of rows below the first are dropped."""
    covered = {
        (row, column) for column, of in spans.items() for a, b in of for row in range(a + 1, b + 1)
    }
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as whole:
        sheet = whole.add_worksheet("Deals")
        for place, text in enumerate(titles):
            sheet.merge_range(place, left, place, left + 4, text)
        for place, row in enumerate(rows):
            kept = [None if (place, n) in covered else cell for n, cell in enumerate(row)]
            sheet.write_row(top + place, left, kept)
        for column, of in spans.items():
            for first, last in of:
                whole_cell = top + first, left + column, top + last, left + column
                sheet.merge_range(*whole_cell, rows[first][column])
    return buffer.getvalue()


def told(pipe: ck.Pipeline) -> list[str]:
    return [note for note in pipe.notes["note"] if "merged" in note]


def columns_of(pipe: ck.Pipeline) -> list[list]:
    ours = ["deal_id", "pipeline", "owner", "stage", "outcome", "amount", "created_at", "closed_at"]
    return pipe.deals[ours].astype(str).to_numpy().tolist()


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize(("top", "left", "titles"), [(0, 0, ()), (3, 2, ("All our deals",))])
def test_what_is_written_once_in_a_merged_cell_is_of_all_its_rows(language, top, left, titles):
    rows = [HEADERS[language], *rows_of(language)]
    plain = ck.load(book(rows, {}, top=top, left=left, titles=titles))
    pipe = ck.load(book(rows, SPANS, top=top, left=left, titles=titles))
    assert columns_of(pipe) == columns_of(plain)
    headers = [HEADERS[language][place] for place in SPANS]
    said = [f'Cells of "{header}" are merged over several rows' for header in headers]
    assert [note.split(":")[0] for note in told(pipe)] == said
    assert [
        "the 10 rows" in told(pipe)[0],
        "the 9 rows" in told(pipe)[1],
        "the 3 rows" in told(pipe)[2],
    ] == [True] * 3
    assert f"(lines {top + 4}, {top + 5}, {top + 8})" in told(pipe)[2]
    assert not told(plain)


@pytest.mark.parametrize("language", HEADERS)
def test_blanks_that_are_not_merged_stay_blank(language):
    rows = rows_of(language)
    for place in (1, 4, 5, 6, 7):
        rows[place][OWNER] = None
    pipe = ck.load(book([HEADERS[language], *rows], {OWNER: [(9, 10)]}))
    assert pipe.deals["owner"].isna().sum() == 5
    assert len(told(pipe)) == 1
    assert "the 1 row below (line 11)" in told(pipe)[0]


@pytest.mark.parametrize("language", HEADERS)
def test_a_merged_amount_counts_once(language):
    rows = [HEADERS[language], *rows_of(language)]
    pipe = ck.load(book(rows, {AMOUNT: [(1, 3)], OWNER: [(1, 3)]}))
    assert pipe.deals["amount"].notna().sum() == 10
    assert pipe.deals["owner"].notna().all()
    once = [note for note in told(pipe) if "each number counts once" in note]
    assert len(once) == 1
    assert HEADERS[language][AMOUNT] in once[0]
    assert "the 2 rows below (lines 3, 4)" in once[0]


@pytest.mark.parametrize("language", HEADERS)
def test_a_month_of_ones_own_and_a_date_are_filled_too(language):
    rows = [[*HEADERS[language], "Xyz"], *([*row, "January"] for row in rows_of(language))]
    for row in rows[1:4]:
        row[CREATED] = "2024-01-05"
    pipe = ck.load(book(rows, {8: [(1, 12)], CREATED: [(1, 3)]}))
    assert pipe.deals["Xyz"].tolist() == ["January"] * 12
    assert (pipe.deals["created_at"].iloc[:3] == "2024-01-05").all()


def test_headers_merged_over_two_rows_say_nothing_of_the_rows_below():
    rows = [HEADERS["en"], *rows_of("en")]
    twice = [[*HEADERS["en"][:6], "Dates", None], [None] * 6 + ["Created", "Closed"], *rows[1:]]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as whole:
        sheet = whole.add_worksheet("Deals")
        for place, row in enumerate(twice):
            sheet.write_row(place, 0, [*row[:2], None, *row[3:]] if place in (3, 4, 5) else row)
        for column in range(6):
            sheet.merge_range(0, column, 1, column, twice[0][column])
        sheet.merge_range(0, 6, 0, 7, "Dates")
        sheet.merge_range(2, OWNER, 5, OWNER, "Ann")
    pipe = ck.load(buffer.getvalue())
    assert columns_of(pipe) == columns_of(ck.load(book(rows, {})))
    assert len(told(pipe)) == 1


def test_lines_of_one_deal_below_its_merged_name_are_no_deals_of_their_own():
    header = ["Deal", "Stage", "Product", "Amount", "Created", "Won on"]
    rows = [header]
    for n in range(6):
        rows += [[f"Deal {n}", "Won", product, 10, "2024-01-05", "2024-02-05"] for product in "XYZ"]
    spans = [(first, first + 2) for first in range(1, 18, 3)]
    merged = {0: spans, 1: spans, 4: spans, 5: spans}
    pipe = ck.load(book(rows, merged))
    assert len(pipe.deals) == 6


def test_a_log_with_each_deal_in_a_merged_cell_has_all_its_moves():
    header = ["Deal ID", "Stage", "Entered"]
    rows = [header]
    for n in range(5):
        rows += [
            [f"D{n}", stage, f"2024-0{place}-0{n + 1}"]
            for place, stage in enumerate(["Lead", "Offer", "Won"], 1)
        ]
    spans = {0: [(first, first + 2) for first in range(1, 16, 3)]}
    both = [ck.load(book(rows, of)).deals["outcome"].astype(str).tolist() for of in ({}, spans)]
    assert both[0] == both[1]
    assert both[0] == ["won"] * 5


#: columns that name by numbers: what they are called, and what each of 12 deals has there
NUMBERED = {
    "stage": ({"en": "Stage", "de": "Phase", "pl": "Etap", "ar": "المرحلة"}, [1] * 4 + [2] * 4 + [3] * 4),
    "is_won": ({"en": "Is won"}, [1] * 4 + [0] * 8),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "language"),
    [(name, language) for name, (of, _) in NUMBERED.items() for language in of],
)
def test_numbers_that_name_are_of_all_the_rows_of_their_cell(name, language):
    called, numbers = NUMBERED[name]
    place = HEADERS["en"].index("Stage")
    header = [*HEADERS["en"][:place], called[language], *HEADERS["en"][place + 1 :]]
    rows = [
        [*row[:place], number, *row[place + 1 :]]
        for row, number in zip(rows_of("en"), numbers, strict=True)
    ]
    if name == "is_won":  # instead of the status
        header[STATUS], rows = "Note", [[*row[:STATUS], "x", *row[STATUS + 1 :]] for row in rows]
        rows = [[*row[:-1], "2024-12-01" if n < 8 else None] for n, row in enumerate(rows)]
    spans = {place: [(1, 4), (5, 8), (9, 12)]}
    whole, merged = (ck.load(book([header, *rows], of)) for of in ({}, spans))
    assert columns_of(merged) == columns_of(whole)
    assert len(told(merged)) == 1 and "copied to the 9 rows below" in told(merged)[0]


@pytest.mark.parametrize("header", ["Deal ID", "Numer", "شناسه"])
def test_a_log_whose_ids_are_numbers_in_its_second_column(header):
    rows = [["Owner", header, "Stage", "Entered"]]
    for n in range(5):
        rows += [
            ["Ann", 1000 + n, stage, f"2024-0{place}-0{n + 1}"]
            for place, stage in enumerate(["Lead", "Offer", "Won"], 1)
        ]
    spans = {1: [(first, first + 2) for first in range(1, 16, 3)]}
    deals = ck.load(book(rows, spans)).deals
    assert len(deals) == 5 and set(deals["outcome"].astype("str")) == {"won"}
