"""Which character separates the cells of a text file: the one that makes rows of equal width."""

import csv
import io
import re
from collections import Counter
from itertools import islice

#: the closed list; of two that fit equally well the first wins; numbers hold commas, so it is last
SEPARATORS = {";": "semicolon", "\t": "tab", "|": "pipe", "؛": "Arabic semicolon", ",": "comma"}

_RECORDS = 300
_DECLARED = re.compile(rb'\A"?sep=(;|\t|\||\xd8\x9b|,)"?[;,\t|]*\r?\n', re.IGNORECASE)


def declared(data: bytes) -> tuple[str, int]:
    """The separator of Excel's first line `sep=;` and that line's length; ("", 0) without one."""
    match = _DECLARED.match(data)
    return (match.group(1).decode(), match.end()) if match else ("", 0)


def choose(sample: str) -> str:
    """The separator of a file that starts with `sample`, or "" where no separator makes columns."""
    scores = {sep: _consistency(_records(sample, sep), sep) for sep in SEPARATORS}
    best = max(scores, key=lambda sep: scores[sep])
    return best if scores[best] > 0 else ""


def is_spaced(sample: str, sep: str) -> bool:
    """True where a blank stands between a separator and an opening quote (`a, "b, c"`); a quote within a cell
    stands twice."""
    return re.search(f'{re.escape(sep)} +"(?!")', sample) is not None


def _consistency(rows: list[list[str]], sep: str) -> float:
    """The share of rows of the commonest width above one, weighted by that width; nothing where the cells begin
    with another separator, as where a tab stands behind each cell."""
    widths = Counter(len(row) for row in rows if row)
    begins = Counter(cell[:1] for row in rows for cell in row[1:])
    if any(begins[other] > begins.total() / 2 for other in SEPARATORS if other != sep):
        return 0.0
    several = {width: rows for width, rows in widths.items() if width > 1}
    return max((rows * (1 - 1 / width) for width, rows in several.items()), default=0) / max(
        widths.total(), 1
    )


def _records(sample: str, sep: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=sep)
    rows: list[list[str]] = []
    try:
        rows.extend(islice(reader, _RECORDS))
    except csv.Error:
        rows.extend(line.split(sep) for line in sample.splitlines()[:_RECORDS])
    return rows
