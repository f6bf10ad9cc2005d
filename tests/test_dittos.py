"""Marks and words that say "as above" in lists kept by hand."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.shipped import sample

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
    word = any(map(str.isalpha, mark))  # below a blank a word stays, and a sign is blank
    assert owners[5:].fillna("").tolist() == ["", mark if word else ""]
    note = '"Owner" says "as above" in 3 rows (lines 3, 4, 6): the cell above was copied.'
    assert (pipe.notes["note"] == note).sum() == 1


@pytest.mark.parametrize("word", ["JW.", "же", "Ditto Ltd", "Dom"])
def test_other_words_are_names(word):
    pipe = ck.load(listed(word))
    assert (pipe.deals["owner"] == word).sum() == 4
    assert not pipe.notes["note"].str.contains("as above").any()


@pytest.mark.parametrize("word", ["Ditto", "Idem", "idem", "همان"])
@pytest.mark.parametrize("header", ["Client", "Deal"])
def test_clients_and_deals_may_be_called_so(header, word):
    names = ["Acme", word, "Beta", word]
    rows = [f"{n},{name},Open,2025-01-0{n}" for n, name in enumerate(names, start=1)]
    pipe = ck.load("\n".join([f"Deal ID,{header},Status,Created", *rows]).encode())
    assert (pipe.deals[{"Client": "account", "Deal": "name"}[header]] == word).sum() == 2
    assert not pipe.notes["note"].str.contains("as above").any()


SYSTEMS = {"pipedrive_deals.csv": "Deal - Organization", "hubspot_deals.csv": "Deal Name"}


@pytest.mark.parametrize("word", ["Ditto", "idem", "همان"])
@pytest.mark.parametrize("name", SYSTEMS)
def test_the_exports_of_systems_say_what_they_say(name, word):
    table = pd.read_csv(sample(name), dtype=str, keep_default_na=False)
    header = next(each for each in SYSTEMS.values() if each in table)
    table.loc[3:5, header] = word
    pipe = ck.load(table.to_csv(index=False).encode())
    assert (pipe.deals[["name", "account"]] == word).sum().sum() == 3


def test_a_mark_with_nothing_above_it_stays():
    pipe = ck.load(listed("idem", first="idem"))
    assert pipe.deals["owner"].astype("object")[:5].tolist() == ["idem"] * 3 + ["Bob"] * 2
    assert pipe.notes["note"].str.contains("in 1 row (line 6)", regex=False).any()
