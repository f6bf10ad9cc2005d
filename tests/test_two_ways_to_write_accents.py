"""Letters with accents as one sign or as two: rows that differ in nothing else are equal."""

import unicodedata

import pytest

import cycle_kit as ck

HEAD = "Deal ID,Deal,Owner,Stage,Status,Value,Created"
ROWS = [
    "1,Młyn Łódź,Tomasz Wiśniewski,Offer,Open,100,2025-01-02",
    "2,Chata Zděná,Zuzana Horáková,Demo,Open,200,2025-01-03",
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_row_that_comes_again_counts_once(form):
    again = unicodedata.normalize("NFD" if form == "NFC" else "NFC", ROWS[0])
    assert again != unicodedata.normalize(form, ROWS[0])
    rows = [unicodedata.normalize(form, row) for row in ROWS]
    pipe = ck.load("\n".join([HEAD, *rows, again, ""]).encode())
    assert len(pipe.deals) == 2
    told = pipe.notes.loc[pipe.notes["fate"].isin(["merged", "repeat"])]
    assert told[["fate", "rows"]].to_numpy().tolist() == [["merged", 1]]


@pytest.mark.parametrize("place", [0, 1])
def test_a_row_that_differs_in_a_letter_is_told(place):
    again = ROWS[0].replace(["ś", "ł"][place], ["s", "l"][place])
    pipe = ck.load("\n".join([HEAD, *ROWS, again, ""]).encode())
    assert pipe.notes["note"].str.contains("comes again with other content").any()
