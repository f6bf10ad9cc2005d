"""A log of moves kept in a sheet for each month is one log, however often deals move in one month."""

import io
from itertools import chain

import pytest
import xlsxwriter

import cycle_kit as ck

WORDS = {
    "en": (
        ["Deal", "From stage", "To stage", "When"],
        ["Lead", "Offer", "Won", "Lost"],
        ["January", "February", "March"],
    ),
    "pl": (
        ["Szansa", "Z etapu", "Na etap", "Data"],
        ["Kontakt", "Oferta", "Wygrana", "Przegrana"],
        ["Styczeń", "Luty", "Marzec"],
    ),
}


def moves(stages, *, again):
    """By month: each of 20 deals moves once in it; `again`: some move twice in the second one."""
    lead, offer, won, lost = stages
    months = [[], [], []]
    for deal in range(20):
        last = won if deal % 2 else lost
        place = 1 if again and deal % 4 == 0 else 2
        months[0].append([f"Deal {deal}", "", lead, f"2025-01-{deal + 5:02d}"])
        months[1].append([f"Deal {deal}", lead, offer, f"2025-02-{deal + 3:02d}"])
        months[place].append([f"Deal {deal}", offer, last, f"2025-0{place + 1}-{deal + 5:02d}"])
    return months


def workbook(sheets):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return file.getvalue()


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("again", [False, True])
def test_sheets_of_a_log_are_one_log(language, again):
    header, stages, names = WORDS[language]
    months = moves(stages, again=again)
    found = ck.load(workbook({name: [header, *m] for name, m in zip(names, months, strict=True)}))
    whole = ck.load(workbook({"Log": [header, *chain(*months)]}))
    assert len(found.deals) == 20
    for column in ("outcome", "created_at", "closed_at"):
        ours, theirs = (
            pipe.deals.sort_values("deal_id")[column].astype("str") for pipe in (found, whole)
        )
        assert ours.tolist() == theirs.tolist()
    assert len(found.visits) == len(whole.visits)
