"""Blocks of one list in one sheet, below headers or titles of their own: all are read, as parts."""

import io

import pytest
import xlsxwriter

import cycle_kit as ck

OPEN = [["A", "100", "Offer", "2024-01-02"], ["B", "200", "Demo", "2024-01-05"]]
ENDED = [
    ["C", "300", "Won", "2024-01-03", "2024-02-01"],
    ["D", "400", "Lost", "2024-01-04", "2024-02-02"],
]

#: titles, then the headers of open and of ended deals
WORDS = {
    "en": (
        "Open deals",
        "Closed deals",
        ["Deal", "Amount", "Stage", "Created"],
        ["Deal", "Amount", "Result", "Created", "Closed"],
    ),
    "de": (
        "Offen",
        "Erledigt",
        ["Kunde", "Summe", "Phase", "Angelegt am"],
        ["Kunde", "Summe", "Status", "Angelegt am", "Abgeschlossen am"],
    ),
    "pl": (
        "",
        "",
        ["Klient", "Kwota", "Etap", "Data utworzenia"],
        ["Klient", "Kwota", "Wynik", "Data utworzenia", "Data zamknięcia"],
    ),
    "ru": (
        "Сделки в работе",
        "Закрытые сделки",
        ["Клиент", "Сумма", "Этап", "Дата создания"],
        ["Клиент", "Сумма", "Результат", "Дата создания", "Дата закрытия"],
    ),
    "tr": (
        "",
        "Kapananlar",
        ["Müşteri", "Tutar", "Aşama", "Oluşturma Tarihi"],
        ["Müşteri", "Tutar", "Durum", "Oluşturma Tarihi", "Kapanış Tarihi"],
    ),
}


def workbook(rows):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("List")
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return file.getvalue()


def text(rows):
    width = max(map(len, rows))
    return "\n".join(";".join([*row, *[""] * (width - len(row))]) for row in rows).encode()


def stood(pipe):
    return sorted(zip(pipe.deals["amount"], pipe.deals["outcome"].astype(str), strict=True))


RIGHT = [(100.0, "open"), (200.0, "open"), (300.0, "won"), (400.0, "lost")]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("written", [text, workbook])
@pytest.mark.parametrize("language", WORDS)
def test_blocks_with_headers_of_their_own_are_all_read(language, written, gap):
    first, second, header, other = WORDS[language]
    rows = [[first]] * bool(first) + [header, *OPEN] + [[""]] * gap
    rows += [[second]] * bool(second) + [other, *ENDED]
    pipe = ck.load(written(rows))
    assert stood(pipe) == RIGHT
    assert pipe.deals["closed_at"].notna().sum() == 2
    told = pipe.notes[pipe.notes["fate"] != ""]["rows"].sum()
    assert told == len(rows) - 2  # all but the headers


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize(
    "titles",
    [
        ("Open", "Won", "Lost"),
        ("w toku", "wygrane", "przegrane"),
        ("Offen", "Gewonnen", "Verloren"),
    ],
)
def test_titles_of_blocks_tell_outcomes(titles, again):
    header = ["Deal", "Amount", "Created", "Closed"]
    blocks = (
        [["A", "100", "2024-01-02", ""], ["B", "200", "2024-01-02", ""]],
        [["C", "300", "2024-01-02", "2024-02-03"]],
        [["D", "400", "2024-01-02", "2024-02-05"]],
    )
    rows = [] if again else [header]
    for title, block in zip(titles, blocks, strict=True):
        rows += [[title], *([header] if again else []), *block]
    assert stood(ck.load(text(rows))) == RIGHT


def test_numbers_that_start_again_below_a_title_are_of_other_deals():
    header = ["No", "Deal", "Stage", "Amount", "Created"]
    rows = [
        ["January"],
        header,
        ["1", "A", "Offer", "100", "2024-01-02"],
        ["2", "B", "Won", "200", "2024-01-03"],
    ]
    rows += [
        [""],
        ["February"],
        header,
        ["1", "C", "Lost", "300", "2024-02-02"],
        ["2", "D", "Offer", "400", "2024-02-03"],
    ]
    assert stood(ck.load(text(rows))) == [(100, "open"), (200, "won"), (300, "lost"), (400, "open")]


def test_a_title_is_a_cell_and_is_not_shown():
    header, other = WORDS["en"][2:]
    rows = [["Secret of Novak"], header, *OPEN, [""], ["Won by Novak"], other, *ENDED]
    notes = ck.load(text(rows)).notes
    assert not notes["note"].str.contains("Novak").any()
    assert not notes["file"].str.contains("Novak").any()


def test_a_summary_above_the_list_is_no_block_of_it():
    summary = [
        ["Owner", "Stage", "Deals", "Amount"],
        ["Ann", "Offer", "2", "300"],
        ["Bob", "Won", "1", "100"],
    ]
    header = ["Deal", "Owner", "Stage", "Amount", "Created", "Closed"]
    rows = [
        ["A", "Ann", "Offer", "100", "2024-01-02", ""],
        ["B", "Ann", "Offer", "200", "2024-01-02", ""],
    ]
    pipe = ck.load(text([*summary, [""], header, *rows]))
    assert len(pipe.deals) == 2
