"""Marks per step of one list that is split over sheets: each part is read as the whole is."""

import io

import openpyxl
import pytest

import cycle_kit as ck

HEAD = ["Client", "Contacted", "Offer sent", "Negotiation", "Won", "Created"]
STANDS = [2, 2, 3, 1, 1, 2, 4, 3, 3, 3]  # how many steps are marked


def book(mark, first):
    whole = openpyxl.Workbook()
    whole.remove(whole.active)
    for name, places in (("Ann", range(first)), ("Bob", range(first, 10))):
        page = whole.create_sheet(name)
        page.append(HEAD)
        for n in places:
            marks = [mark if at < STANDS[n] else None for at in range(4)]
            page.append([f"K{n}", *marks, f"2024-01-{n + 1:02}"])
    data = io.BytesIO()
    whole.save(data)
    return data.getvalue()


@pytest.mark.parametrize("first", [5, 7, 8])
@pytest.mark.parametrize("mark", ["x", "✓", True, "yes"])
def test_each_deal_stands_in_its_furthest_step(mark, first):
    deals = ck.load(book(mark, first)).deals
    names = ("", "Contacted", "Offer sent", "Negotiation", "Negotiation")
    assert deals["stage"].astype(str).tolist() == [names[many] for many in STANDS]
    assert (deals["outcome"] == "won").tolist() == [many == 4 for many in STANDS]
