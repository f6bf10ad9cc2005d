"""Layouts of lists as people and tools leave them, built on one small list of deals; written as CSV or workbook."""

import csv
import io

import xlsxwriter

HEADER = ["Deal", "Owner", "Stage", "Amount", "Created", "Closed"]
STAGES = ("Lead", "Proposal", "Won", "Lost")


def deals(number: int = 8) -> list[list[str]]:
    """So many deals; every second pair of them is closed."""
    return [
        [
            f"Firm {n} GmbH",
            ("Ann", "Bob", "Cy")[n % 3],
            STAGES[n % 4],
            str(100 + 10 * n),
            f"2024-0{1 + n % 8}-1{n % 9}",
            f"2024-1{n % 2}-0{1 + n % 8}" if n % 4 > 1 else "",
        ]
        for n in range(number)
    ]


def even(rows: list[list[str]]) -> list[list[str]]:
    """All rows as wide as the widest, as spreadsheets save them."""
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def as_csv(rows: list[list[str]]) -> bytes:
    """The rows as they are, ragged if they are."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


def as_workbook(*sheets: list[list[str]]) -> bytes:
    """Each list as a sheet; figures are numbers, all else is text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell.isdigit():
                        sheet.write_number(place, column, int(cell))
                    elif cell:
                        sheet.write_string(place, column, cell)
    return buffer.getvalue()


def beside(
    rows: list[list[str]], other: list[list[str]], *, top: int = 0, left: bool = False
) -> list[list[str]]:
    """A second list beside the first, an empty column between them, from row `top` on."""
    below = [[""] for _ in range(top)]
    length = max(len(rows), top + len(other))
    one, two = (
        even([*rows, *[[""]] * (length - len(rows))]),
        even([*below, *other, *[[""]] * (length - top - len(other))]),
    )
    pairs = zip(two, one, strict=True) if left else zip(one, two, strict=True)
    return [[*a, "", *b] for a, b in pairs]
