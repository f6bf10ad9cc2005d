"""Lines that stand in quotes as a whole are read as the lines within them."""

from __future__ import annotations

import csv
import io

import pytest

from cycle_kit.files import read

HEADER = ["Deal ID", "Client", "Status", "Amount", "Created", "Comment"]
ROWS = [
    [
        str(n),
        f"Client {n}",
        ["Won", "Lost", "Open"][n % 3],
        str(100 + n),
        f"2024-01-{n + 1:02d}",
        "call",
    ]
    for n in range(1, 11)
]
ROWS[2][1], ROWS[5][5] = 'Smith, "Joe"; Jones', 'says "yes"'


def lines(sep: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> list[str]:
    text = io.StringIO()
    csv.writer(text, delimiter=sep, quoting=quoting, lineterminator="\n").writerows([HEADER, *ROWS])
    return text.getvalue().splitlines()


def quoted(line: str) -> str:
    return '"' + line.replace('"', '""') + '"'


def rows_of(text: str) -> tuple[list[list[str]], tuple[str, ...]]:
    [table] = read(text.encode())
    assert list(table.frame) == HEADER
    return table.frame.to_numpy().tolist(), table.remarks


@pytest.mark.parametrize("sep", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("end", ["", ";;;", ",,"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_every_line(sep, quoting, end, line_break, before):
    text = before + line_break.join(quoted(line) + end for line in lines(sep, quoting))
    rows, remarks = rows_of(text)
    assert rows == ROWS
    assert remarks == ("Every line stands in quotes as a whole: the lines within them were read.",)


PARTS = {
    "the rows": lambda place, line: place > 0,
    "the header": lambda place, line: place == 0,
    "those with quotes in them": lambda place, line: '"' in line,
    "every other": lambda place, line: place % 2 == 1,
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("sep", [",", ";"])
def test_some_lines(part, sep):
    chosen = [PARTS[part](place, line) for place, line in enumerate(lines(sep))]
    text = "\n".join(
        quoted(line) if is_one else line for is_one, line in zip(chosen, lines(sep), strict=True)
    )
    rows, remarks = rows_of(text)
    assert rows == ROWS
    [told] = remarks
    many = sum(chosen)
    assert told.startswith("1 line stands" if many == 1 else f"{many} lines stand")


def test_quotes_within_that_were_not_doubled():
    assert rows_of("\n".join(f'"{line}"' for line in lines()))[0] == ROWS


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(lines()),
        "\n".join(lines(quoting=csv.QUOTE_ALL)),
        "\n".join([*lines(), quoted("A note, of some, words, in quotes")]),
    ],
)
def test_other_quotes_stay_as_they_are(text):
    rows, remarks = rows_of(text)
    assert rows == ROWS
    assert not any("in quotes as a whole" in remark for remark in remarks)
