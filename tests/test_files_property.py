"""Whatever the bytes: tables that account for every record, or one clear error."""

import csv
import io

from ftfy.badness import is_bad
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cycle_kit.errors import CycleKitError
from cycle_kit.files import read

PIECES = [
    b",",
    b";",
    b"\t",
    b"|",
    b'"',
    b'""',
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b" ",
    b"\xe9",
    b"\xff",
]
PIECES += [b"Total", b"Deal", b"Stage", b"1", b"2024-01-05", b"a longer text", b"Copyright (c)"]
PIECES += [
    b"sep=;\n",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<table>",
    b"<td>",
    b"PK\x03\x04",
    b"\x1f\x8b",
]

anything = st.binary(max_size=300)
likely = st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)


@settings(max_examples=150)
@given(anything | likely)
def test_every_record_is_accounted_for_or_refused(data):
    try:
        tables = read(data)
    except CycleKitError:
        return
    for table in tables:
        assert table.rows == len(table.frame) + table.furniture
        assert len(table.lines) == len(table.frame) > 0
        assert (table.lines[1:] > table.lines[:-1]).all()
        assert table.frame.columns.is_unique
        assert all(isinstance(cell, str) for row in table.frame.to_numpy() for cell in row)


#: all but control characters, which make a file binary
signs = st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\t\r\n")
text = st.text(signs, min_size=1, max_size=12)


@settings(max_examples=100)
@given(st.lists(st.tuples(text, text), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_was_written_is_read(pairs, separator):
    """Any text in quotes comes back as it was, whatever it contains."""
    assume(not any(is_bad(text) for pair in pairs for text in pair))  # such texts are put right
    rows = [[f"d{place}x", "Lead", *pair] for place, pair in enumerate(pairs)]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([["deal", "stage", "name", "note"], *rows])
    (table,) = read(file.getvalue().encode())
    assert table.frame.to_numpy().tolist() == rows
