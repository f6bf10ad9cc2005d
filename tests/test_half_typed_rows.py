"""A last row that holds two cells in the columns of the list is a deal that somebody began, and explains nothing."""

import pytest

import cycle_kit as ck
from tests.layouts import as_csv, as_workbook, even
from tests.test_lists_below import LISTS, deals

#: columns of the list by their place in LISTS
CLIENT, OWNER, STAGE, AMOUNT, CREATED, CLOSED, END = range(7)
ORDERS = {
    "as it is": range(7),
    "the outcome beside the stage": (CLIENT, OWNER, STAGE, END, AMOUNT, CREATED, CLOSED),
    "the owner beside the stage": (CLIENT, STAGE, OWNER, CREATED, CLOSED, END, AMOUNT),
    "the closing beside the outcome": (AMOUNT, END, CLOSED, CLIENT, STAGE, CREATED, OWNER),
    "without owners": (CLIENT, STAGE, END, AMOUNT, CREATED, CLOSED),
}
WRITTEN = [as_csv, as_workbook]


def loaded(rows, written=as_csv):
    return ck.load(written(even(rows)), as_of="2025-06-01")


def begun(language, places, columns, at=0):
    """A row with the cells of one of the deals at these places, in a list of these columns."""
    row = deals(language, 12)[1 + at]
    return [row[place] if place in places else "" for place in columns]


@pytest.mark.parametrize(
    ("language", "order", "written"),
    [
        *(("en", order, written) for order in ORDERS for written in WRITTEN),
        *((language, "the outcome beside the stage", as_csv) for language in LISTS),
    ],
)
def test_a_row_in_the_columns_of_the_list_renames_no_stage(language, order, written):
    columns = ORDERS[order]
    rows = deals(language, 12, columns)
    stages = set(LISTS[language][2].split("|"))
    for places in (
        {STAGE, END},
        {STAGE, OWNER},
        {STAGE, CREATED},
        {STAGE, CLOSED},
        {END, CLOSED},
        {END, OWNER},
        {STAGE, END, OWNER},
    ):
        if not places <= set(columns):
            continue
        more = 1 + (places == {STAGE, OWNER})
        below = [begun(language, places, columns, at) for at in range(more)]
        pipe = loaded([*rows, *below], written)
        notes = pipe.notes[pipe.notes["note"].str.contains("legend")]
        assert notes.empty, (places, notes["note"].tolist())
        assert set(pipe.deals["stage"].dropna()) <= stages
        assert pipe.deals["outcome"][:12].tolist() == ["won", "lost", "open"] * 4
        assert len(pipe.deals) == 12 + more


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("beside", ["outcome", "next step"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_remark_beside_a_stage_is_left_out_by_its_line_or_read(language, beside, written):
    columns = (CLIENT, OWNER, STAGE, END, AMOUNT, CREATED, CLOSED)
    rows = deals(language, 12, columns)
    if beside == "next step":
        steps = ["Next step", *["mail", "call", "visit"] * 4]
        rows = [[*row[:3], step, *row[3:]] for row, step in zip(rows, steps, strict=True)]
    pipe = loaded([*rows, ["", "", rows[1][2], "phone Kolar on Monday"]], written)
    assert set(pipe.deals["stage"].dropna()) == set(LISTS[language][2].split("|"))
    assert pipe.deals["outcome"][:12].tolist() == ["won", "lost", "open"] * 4
    told = " ".join(map(str, pipe.notes.to_numpy().ravel()))
    assert "line 14" in told
    assert "legend" not in told
    assert "Kolar" not in told


#: rows below twelve deals whose outcomes are codes, W, L and P: what they mean, in places of all kinds
CODES = {
    "in the first columns": ["W,won", "L,lost", "P,open"],
    "with a heading": ["Legend:", "W,won", "L,lost", "P,open"],
    "in the column of stages": [",,W,won", ",,L,lost", ",,P,open"],
    "in one cell each": ["W = won", "L = lost", "P = open"],
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("kind", CODES)
def test_a_legend_of_codes_still_explains_them(kind, written):
    columns = (CLIENT, OWNER, STAGE, END, AMOUNT, CREATED, CLOSED)
    rows = deals("en", 12, columns)
    for row in rows[1:]:
        row[3] = {"Won": "W", "Lost": "L", "Open": "P"}[row[3]]
    pipe = loaded([*rows, *(line.split(",") for line in CODES[kind])], written)
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"] * 4
    assert set(pipe.deals["stage"]) == {"Demo", "Offer"}
    assert pipe.notes["note"].str.contains("Words that a legend explains").any()


#: rows below twelve deals that explain stages, and are no deals
EXPLAINED = {
    "one cell": ["Offer = sent to client"],
    "one cell below a gap": ["", "Offer = sent to client"],
    "two cells": ["Offer,sent to client", "Demo,first talk"],
    "with a heading": ["Stages:", "Offer,sent to client", "Demo,first talk"],
    "with a header": ["Stage,Meaning", "Offer,sent to client", "Demo,first talk"],
    "in the column of stages": [",,Offer,sent to client", ",,Demo,first talk"],
    "whose they are": ["Offer,Ann", "Demo,Bob"],
    "what they count as": ["Offer,Open", "Demo,Won"],
    "what they count as, below a gap": ["", "Offer,Open", "Demo,Won"],
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("kind", EXPLAINED)
def test_explanations_of_stages_are_no_deals_and_rename_none(kind, written):
    columns = (CLIENT, OWNER, STAGE, END, AMOUNT, CREATED, CLOSED)
    rows = deals("en", 12, columns)
    pipe = loaded([*rows, *(line.split(",") for line in EXPLAINED[kind])], written)
    assert len(pipe.deals) == 12
    assert set(pipe.deals["stage"]) == {"Demo", "Offer"}
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"] * 4
    assert not pipe.notes["note"].str.contains("read as it says").any()


#: clients whose names are made like codes, as in files that hide who they are
def coded(language, columns):
    rows = deals(language, 12, columns)
    at = list(columns).index(CLIENT)
    return [[*row[:at], f"Cust{n}" if n else row[at], *row[at + 1 :]] for n, row in enumerate(rows)]


NUMBERED = {"with ids": True, "without ids": False}


def with_ids(rows, numbered):
    """Ids in front, of the first twelve rows."""
    ids = ["Deal ID", *(f"D-{n}" for n in range(1, 13))] + [""] * len(rows)
    return [[number, *row] for number, row in zip(ids, rows, strict=False)] if numbered else rows


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("numbered", NUMBERED)
@pytest.mark.parametrize("language", ["en", "pl", "fa"])
def test_a_client_of_whom_it_is_known_where_it_stands_is_a_deal(language, numbered, written):
    for columns in (ORDERS["as it is"], (STAGE, CLIENT, OWNER, END, AMOUNT, CREATED, CLOSED)):
        for place in (STAGE, END):
            below = begun(language, {CLIENT, place}, columns)
            below[list(columns).index(CLIENT)] = "Kolar Ltd"
            rows = with_ids([*coded(language, columns), below], NUMBERED[numbered])
            pipe = loaded(rows, written)
            assert len(pipe.deals) == 13, (columns, place)
            assert pipe.deals["account"].iloc[12] == "Kolar Ltd"
            assert "line 14" in " ".join(pipe.notes["note"])


#: rows below the same deals that are none
REMARKS = {
    "a remark where ids are": ["see Anna", "", "", "Offer"],
    "a sentence beside a stage": ["", "Kolar calls back on Monday", "", "Offer"],
    "a remark alone": ["", "see sheet 2"],
    "a footnote": ["", "* excl. VAT", "", "Offer"],
    "a total": ["", "Total", "", "", "19000"],
    "a share": ["", "Hit rate", "", "", "45 %"],
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("kind", REMARKS)
def test_remarks_among_coded_clients_are_none(kind, written):
    rows = with_ids(coded("en", range(7)), numbered=True)
    assert len(loaded([*rows, REMARKS[kind]], written).deals) == 12


#: lists in languages that have no more than this here: their words for those of the English one
TRANSLATED = {
    "fr": "Client|Responsable|Étape|Montant|Créé le|Fermé le|Résultat|Démo|Devis|Gagné|Perdu|Ouvert",
    "es": "Cliente|Responsable|Etapa|Importe|Creado el|Cerrado el|Resultado|Demo|Oferta|Ganado|Perdido|Abierto",
}
#: what stands in front of a day, a person and an amount below a list
LABELS = {
    "en": "Printed|As of|Prepared by|Target|Remaining",
    "pl": "Wydruk|Stan na|Opracowała|Cel|Pozostało",
    "fa": "چاپ|تا تاریخ|تهیه‌کننده|هدف|باقیمانده",
    "ar": "طباعة|حتى تاريخ|إعداد|الهدف|المتبقي",
    "bg": "Отпечатано|Към дата|Изготвил|Цел|Остават",
    "de": "Gedruckt|Stand|Bearbeitet von|Ziel|Offener Rest",
    "fr": "Imprimé|Au|Préparé par|Objectif|Reste",
    "es": "Impreso|A fecha de|Preparado por|Objetivo|Restante",
}
#: clients and deals made like codes
MADE = {"codes": "C-{:03}", "words with figures": "Cust{}", "figures": "{}"}


def made_like(kind, language, columns=range(7)):
    rows = coded(language if language in LISTS else "en", columns)
    at = list(columns).index(CLIENT)
    for number, row in enumerate(rows[1:], 1001):
        row[at] = MADE[kind].format(number)
    english = "|".join([*LISTS["en"][0], "Demo|Offer|Won|Lost|Open"])
    own = dict(zip(english.split("|"), TRANSLATED.get(language, english).split("|"), strict=True))
    return [[own.get(cell, cell) for cell in row] for row in rows]


def read_with(rows, written=as_csv):
    """As `loaded`, and the table itself tells of which day it is."""
    return ck.load(written(even(rows)))


@pytest.mark.parametrize(
    ("language", "kind", "written"),
    [
        *((language, "codes", as_csv) for language in LABELS),
        *(("en", kind, written) for kind in MADE for written in WRITTEN),
    ],
)
def test_a_label_among_coded_clients_is_a_footer_and_moves_no_day(language, kind, written):
    columns = ORDERS["the outcome beside the stage"]
    rows = made_like(kind, language, columns)
    alone = read_with(rows, written)
    labels = LABELS[language].split("|")
    for place, cell, below in (
        (CREATED, "2026-06-01", labels[:1]),
        (CLOSED, "2026-06-01", labels[1:2]),
        (OWNER, rows[1][1], labels[2:3]),
        (AMOUNT, "90000", labels[3:4]),
        (AMOUNT, "90000", labels[3:]),
    ):
        more = [["" for _ in columns] for _ in below]
        for label, row in zip(below, more, strict=True):
            row[0], row[columns.index(place)] = label, cell
        pipe = read_with([*rows, *more], written)
        assert len(pipe.deals) == 12, (place, below)
        assert pipe.as_of == alone.as_of
        assert pipe.notes["note"].str.contains(r"line(?:s 14 and 15| 14)\b").any()


KINDS_OF_LISTS = [*(("en", kind) for kind in MADE), *((code, "codes") for code in LABELS)]


@pytest.mark.parametrize(("language", "kind"), KINDS_OF_LISTS)
def test_what_names_no_client_beside_a_stage_is_none(language, kind):
    columns = ORDERS["the outcome beside the stage"]
    rows = made_like(kind, language, columns)
    at = columns.index(STAGE)
    header, stage, end = rows[0], rows[1][at], rows[1][columns.index(END)]
    for label in (header[at], f"{header[at]}:", end, "ask Kolar"):
        below = [label, *("" for _ in columns[1:])]
        below[at] = stage
        assert len(read_with([*rows, below]).deals) == 12, label


@pytest.mark.parametrize(("language", "kind"), KINDS_OF_LISTS)
def test_a_code_that_goes_on_is_a_deal_whatever_stands_beside_it(language, kind):
    columns = ORDERS["the outcome beside the stage"]
    rows = made_like(kind, language, columns)
    for place in (OWNER, STAGE, END, AMOUNT, CREATED):
        below = [MADE[kind].format(1013), *("" for _ in columns[1:])]
        below[columns.index(place)] = rows[1][columns.index(place)]
        pipe = read_with([*rows, below])
        assert len(pipe.deals) == 13, place
        assert "line 14" in " ".join(pipe.notes["note"])


#: what stands before a day, a figure and a person below a list
BELOW = {
    "en": ("As of", "Target", "Prepared by"),
    "de": ("Stand", "Ziel", "Erstellt von"),
    "fr": ("Imprimé le", "Objectif", "Préparé par"),
    "es": ("Última actualización", "Meta", "Elaborado por"),
    "pl": ("Stan na dzień:", "Cel", "Sporządził"),
    "bg": ("Към дата", "План", "Изготвил:"),
    "fa": ("تاریخ گزارش", "هدف", "تهیه‌کننده"),
    "ar": ("تاريخ التقرير", "الهدف", "من إعداد"),
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("gap", [False, True], ids=["right below", "below a blank row"])
@pytest.mark.parametrize("language", BELOW)
def test_a_label_and_a_figure_below_a_list_of_names_is_a_note(language, gap, written):
    rows = deals(language if language in LISTS else "en", 12)
    width = len(rows[0])
    clean = loaded(rows, written)
    blank = [[""] * width] if gap else []
    for label, beside in zip(BELOW[language], ("2025-06-30", "90000", "Ann"), strict=True):
        for place in (1, 3, 4):
            below = [""] * width
            below[0], below[place] = label, beside
            pipe = ck.load(written(even([*rows, *blank, below])))
            assert len(pipe.deals) == 12, (label, place)
            assert pipe.as_of == ck.load(written(even(rows))).as_of
            assert pipe.deals["outcome"].tolist() == clean.deals["outcome"].tolist()
            told = " ".join(map(str, pipe.notes.to_numpy().ravel()))
            assert f"line {14 + gap}" in told and label not in told


def test_a_client_called_like_a_label_is_a_deal_beside_a_stage():
    rows = deals("en", 12)
    below = ["Target", "", rows[1][2], *[""] * (len(rows[0]) - 3)]
    assert len(loaded([*rows, below]).deals) == 13
