"""A sheet that repeats some rows of the whole list, "Won" or a person's, without ids: its deals count once."""

import io

import openpyxl
import pytest

import cycle_kit as ck

LANGUAGES = {
    "en": ("Customer,Job,Stage,Value,Created,Closed", "Won", "Lost", "Quote", "Pipeline"),
    "de": ("Kunde,Projekt,Phase,Wert,Erstellt am,Abgeschlossen am", "Gewonnen", "Verloren", "Angebot", "Alle"),
    "pl": ("Klient,Temat,Etap,Wartość,Data utworzenia,Data zamknięcia", "Wygrane", "Przegrane", "Oferta", "Lista"),
}  # fmt: skip
SOME = (0, 1, 3, 5)  # customer, job, value, day of closing


def rows(language):
    _, won, lost, still, _ = LANGUAGES[language]
    return [
        ["A", "Roof", won, 12000, "2026-01-03", "2026-02-01"],
        ["B", "Porch", lost, 8000, "2026-01-07", "2026-01-20"],
        ["C", "Roof", still, 15000, "2026-01-10", ""],
        ["D", "Roof", won, 22000, "2026-01-13", "2026-03-01"],
        ["E", "Porch", won, 6000, "2026-01-30", "2026-02-28"],
    ]


def book(**sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, lines in sheets.items():
        sheet = made.create_sheet(title)
        for line in lines:
            sheet.append(line)
    file = io.BytesIO()
    made.save(file)
    return ck.load(file.getvalue())


def loaded(language, change=None, columns=SOME):
    """The whole list, and beside it its won deals with some columns, after `change`."""
    head, won, *_, whole = LANGUAGES[language]
    kept = [[row[n] for n in columns] for row in rows(language) if row[2] == won]
    kept = [change(row) for row in kept] if change else kept
    titles = [head.split(",")[n] for n in columns]
    return book(**{whole: [head.split(","), *rows(language)], won: [titles, *kept]})


def outcomes(pipe):
    return pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [SOME, range(6)])
def test_rows_that_are_in_the_whole_list_count_once_and_that_is_told(language, columns):
    pipe = loaded(language, columns=columns)
    assert outcomes(pipe) == [3, 1, 1]
    assert pipe.notes["note"].str.startswith("All its rows are in ").sum() == 1
    assert pipe.deals["created_at"].notna().all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_deals_of_the_same_customers_count_beside_them(language):
    pipe = loaded(language, lambda row: [row[0], row[1], row[2] + 500, row[3]])
    assert outcomes(pipe) == [6, 1, 1]
    assert pipe.notes["note"].str.contains("3 deals are called as deals in another").any()


def test_a_row_more_than_the_list_has_keeps_the_sheet():
    head, *_ = LANGUAGES["en"]
    more = [["A", "Roof", 12000, "2026-02-01"]] * 2
    titles = [head.split(",")[n] for n in SOME]
    pipe = book(Pipeline=[head.split(","), *rows("en")], Won=[titles, *more])
    assert len(pipe.deals) == 7


def test_two_columns_are_too_few():
    pipe = loaded("en", columns=(0, 3))
    assert outcomes(pipe) == [6, 1, 1]
