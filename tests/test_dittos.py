"""Marks and words that say "as above" in lists kept by hand."""

import pytest

import cycle_kit as ck

MARKS = [
    '"',
    "〃",
    ",,",
    "ditto",
    "Ditto",
    "do.",
    "idem",
    "jw.",
    "Wie oben",
    "же",
    "същото",
    "همان",
    "كما أعلاه",
]


def listed(mark, *, first="Ann"):
    owners = [first, mark, mark, "Bob", mark, "", mark]
    rows = [f"{n},D{n},{{}},Demo,Open,100,2025-01-0{n}" for n in range(1, 8)]
    quoted = ['"' + owner.replace('"', '""') + '"' for owner in owners]
    lines = [row.format(owner) for row, owner in zip(rows, quoted, strict=True)]
    return "\n".join(["Deal ID,Deal,Owner,Stage,Status,Value,Created", *lines, ""]).encode()


@pytest.mark.parametrize("mark", [each for each in MARKS if each != "же"])
def test_a_mark_is_the_cell_above(mark):
    pipe = ck.load(listed(mark))
    owners = pipe.deals["owner"].astype("object")
    assert owners[:5].tolist() == ["Ann", "Ann", "Ann", "Bob", "Bob"]
    assert owners[5:].isna().all()
    note = '"Owner" says "as above" in 4 rows (lines 3, 4, 6, 8): the cell above was copied.'
    assert (pipe.notes["note"] == note).sum() == 1


@pytest.mark.parametrize("word", ["JW.", "же", "Ditto Ltd", "Dom"])
def test_other_words_are_names(word):
    pipe = ck.load(listed(word))
    assert (pipe.deals["owner"] == word).sum() == 4
    assert not pipe.notes["note"].str.contains("as above").any()


def test_a_mark_with_nothing_above_it_stays():
    assert not ck.load(listed("idem", first="idem")).notes["note"].str.contains("as above").any()
