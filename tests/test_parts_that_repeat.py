"""Sheets of one list that have the same deals: none is told to be a later export where nothing says so."""

import openpyxl
import pytest

import cycle_kit as ck

LATER = "They tell how the deal stood then."
HEADS = ["Deal ID", "Client", "Rep", "Status", "Created", "Closed"]


def rows_of(rep=None):
    reps, ends = ["Ann", "Bob", "Cy"], ["Won", "Lost", "Open"]
    rows = [
        [f"D-{n}", f"Acme {n}", reps[n % 3], ends[n % 2], f"2024-01-{n:02d}", f"2024-02-{n:02d}"]
        for n in range(1, 19)
    ]
    return [row for row in rows if rep in (None, row[2])]


def book(path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in [HEADS, *rows]:
            sheet.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_for_all_and_one_for_each(tmp_path, first):
    each = {rep: rows_of(rep) for rep in ("Ann", "Bob", "Cy")}
    sheets = {"All": rows_of(), **each} if first else {**each, "All": rows_of()}
    pipe = ck.load(book(tmp_path / "reps.xlsx", sheets))
    assert len(pipe.deals) == 18
    again = pipe.notes[pipe.notes["note"].str.startswith("rows of deals that")]
    assert again["rows"].sum() == 18
    assert set(again["note"]) == {"rows of deals that a table further on has, too"}
    assert LATER not in set(pipe.notes["effect"])


def test_dated_exports_tell_how_deals_stood(tmp_path):
    for day, end in (("2024-03-01", "Open"), ("2024-04-01", "Won")):
        rows = [f"{n},Offer,{end},2024-01-{n:02d}" for n in range(1, 9)]
        text = "\n".join(["Deal ID,Stage,Status,Created", *rows])
        (tmp_path / f"deals_{day}.csv").write_text(text)
    assert LATER in set(ck.load(tmp_path).notes["effect"])


# ---- one deal with different amounts

WORDS = {
    "en": ["Deal ID", "Client", "Owner", "Status", "Amount", "Created", "Closed"],
    "de": ["Nummer", "Kunde", "Verkäufer", "Status", "Betrag", "Angelegt am", "Abgeschlossen am"],
    "pl": ["ID", "Klient", "Handlowiec", "Status", "Kwota", "Data utworzenia", "Data zamknięcia"],
    "fa": ["شناسه", "مشتری", "کارشناس", "وضعیت", "مبلغ", "تاریخ ایجاد", "تاریخ بسته شدن"],
    "ar": ["المعرف", "العميل", "المسؤول", "الحالة", "المبلغ", "تاريخ الإنشاء", "تاريخ الإغلاق"],
}
TOLD = "another amount here than in an earlier table"


def part(numbers, amounts):
    """Rows of deals by their number; `amounts`: {number: another amount than that of all}."""
    ends = ["Won", "Lost"]
    return [
        [f"D-{n}", f"Acme {n}", "Ann", ends[n % 2], amounts.get(n, 100 + n), f"2024-01-{n:02d}", f"2024-02-{n:02d}"]
        for n in numbers
    ]  # fmt: skip


def put(way, language, tables, folder):
    """Tables as sheets of a workbook, or as files of a folder."""
    if way == "files":
        for name, rows in tables.items():
            text = "\n".join(",".join(map(str, row)) for row in [WORDS[language], *rows])
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return ck.load(folder)
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in tables.items():
        sheet = made.create_sheet(name)
        for row in [WORDS[language], *rows]:
            sheet.append(row)
    made.save(folder / "deals.xlsx")
    return ck.load(folder / "deals.xlsx")


@pytest.mark.parametrize("way", ["sheets", "files"])
@pytest.mark.parametrize("language", WORDS)
def test_deals_with_another_amount_in_an_earlier_table_are_told(tmp_path, language, way):
    tables = {
        "Alpha": part(range(1, 13), {}),
        "Beta": part(range(11, 23), {11: 5, 12: 6}),
        "Gamma": part(range(22, 29), {22: 7}),
    }
    pipe = put(way, language, tables, tmp_path)
    amounts = pipe.deals.set_index("deal_id")["amount"]
    assert amounts[["D-10", "D-11", "D-12", "D-21", "D-22"]].tolist() == [110, 5, 6, 121, 7]
    told = pipe.notes[pipe.notes["note"].str.contains(TOLD)]
    assert told["note"].tolist() == [
        f"2 deals have {TOLD} (lines 2, 3).",
        f"1 deal has {TOLD} (line 2).",
    ]
    assert [name in file for name, file in zip(["Beta", "Gamma"], told["file"], strict=True)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("way", ["sheets", "files"])
@pytest.mark.parametrize("again", [{}, {11: 111.0}])
def test_deals_of_one_amount_in_both_tables_are_no_matter(tmp_path, way, again):
    tables = {"Alpha": part(range(1, 13), {}), "Beta": part(range(11, 23), again)}
    notes = put(way, "en", tables, tmp_path).notes["note"]
    assert not notes.str.contains(TOLD).any()


EMPTIED = "no amount here, though an earlier table gives one"


@pytest.mark.parametrize("way", ["sheets", "files"])
@pytest.mark.parametrize("language", WORDS)
def test_deals_whose_amount_is_empty_in_the_last_table_are_told(tmp_path, language, way):
    tables = {
        "Alpha": part(range(1, 13), {}),
        "Beta": part(range(11, 23), {11: "", 12: 6}),
        "Gamma": part(range(22, 29), {22: ""}),
    }
    pipe = put(way, language, tables, tmp_path)
    assert pipe.deals.set_index("deal_id")["amount"][["D-11", "D-22"]].isna().all()
    told = pipe.notes[pipe.notes["note"].str.contains(EMPTIED)]
    assert told["note"].tolist() == [
        f"1 deal has {EMPTIED} (line 2).",
        f"1 deal has {EMPTIED} (line 2).",
    ]
    assert pipe.notes["note"].str.contains(TOLD).sum() == 1


#: names of tables of two days: as months, as days, and by their dates alone
DAYS = [("Jan", "Feb"), ("deals_2024-02-28", "deals_2024-04-30"), ("List", "Sheet2")]


def of_days(names, numbers, amounts):
    early = [[*row[:3], "Open", *row[4:6], ""] for row in part(range(1, 10), {})]
    return {names[0]: early, names[1]: part(numbers, amounts)}


@pytest.mark.parametrize("names", DAYS)
@pytest.mark.parametrize("language", WORDS)
def test_amounts_that_a_later_export_leaves_empty_are_told(tmp_path, language, names):
    tables = of_days(names, range(1, 19), dict.fromkeys(range(1, 10), ""))
    pipe = put("sheets", language, tables, tmp_path)
    told = pipe.notes[pipe.notes["note"].str.contains(EMPTIED)]
    assert told["note"].tolist() == [f"9 deals have {EMPTIED} (lines 2, 3, 4, 5, 6 and 4 more)."]
    assert names[1] in told["file"].item()


@pytest.mark.parametrize("names", DAYS)
def test_a_later_export_without_amounts_is_told(tmp_path, names):
    tables = of_days(names, range(1, 19), dict.fromkeys(range(1, 19), ""))
    notes = put("sheets", "en", tables, tmp_path).notes["note"]
    assert notes.str.contains(f"9 deals have {EMPTIED}").sum() == 1


@pytest.mark.parametrize("names", DAYS)
@pytest.mark.parametrize("amounts", [{}, {3: 7}, {12: ""}])
def test_amounts_that_are_there_or_never_were_are_no_matter(tmp_path, names, amounts):
    notes = put("sheets", "en", of_days(names, range(1, 19), amounts), tmp_path).notes["note"]
    assert not notes.str.contains(EMPTIED).any()


def test_an_amount_that_comes_back_is_no_matter(tmp_path):
    tables = {
        f"deals_2024-0{n}-28": part(range(1, 9), {1: "", 2: 9} if n == 3 else {2: n})
        for n in (2, 3, 4)
    }
    notes = put("files", "en", tables, tmp_path).notes["note"]
    assert not notes.str.contains(EMPTIED).any()
