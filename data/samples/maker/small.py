"""A hundred of the company's deals, and how the small samples write them down."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import xlsxwriter

from . import company as co
from .crm import Cells, Row
from .deals import Deal

_EVERY = 24  # one deal in so many
_WRITTEN = datetime(2025, 10, 31, 17, 45)  # so that a workbook comes out the same every time


def few(deals: Iterable[Deal], pipeline: str = "") -> list[Deal]:
    """Every 24th deal of the story, of one pipeline if named; none with a typing error in its dates."""
    chosen = [deal for deal in deals if deal.number % _EVERY == 19]
    sane = [deal for deal in chosen if deal.expected_close.year < 2050]
    return [deal for deal in sane if pipeline in ("", deal.pipeline)]


def shown_stage(deal: Deal, closed: dict[str, str]) -> str:
    """The stage of a CRM whose stages also say how a deal ended; `closed`: {outcome: its name}."""
    return closed.get(deal.outcome, deal.stage)


def text_file(
    rows: Iterable[Cells],
    *,
    quote_all: bool = False,
    encoding: str = "utf-8",
    separator: str = ",",
    line_end: str = "\n",
    footer: Sequence[Row] = (),
) -> bytes:
    """A file of separated values."""
    rows = list(rows)
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(text, quoting=quoting, delimiter=separator, lineterminator=line_end)
    writer.writerow(rows[0])
    writer.writerows([row.values() for row in rows])
    writer.writerows(footer)
    return text.getvalue().encode(encoding)


def workbook(fill: Callable, *, sheet: str) -> bytes:
    """A workbook of one sheet, filled by `fill(sheet, formats)`; `formats["day"]`, `formats["minute"]`."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(
        held, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}
    ) as book:
        book.set_properties({"author": "Nordwind Instruments", "created": _WRITTEN})
        formats = {
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "minute": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        fill(book.add_worksheet(sheet), formats)
    return held.getvalue()


def table_of_cells(rows: Iterable[dict], *, sheet: str) -> bytes:
    """A workbook with one table: text, numbers, days and moments each as such, None as an empty cell."""
    rows = list(rows)

    def fill(page, formats) -> None:
        page.write_row(0, 0, list(rows[0]))
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row.values()):
                write_cell(page, line, place, value, formats)

    return workbook(fill, sheet=sheet)


def write_cell(page, line: int, place: int, value, formats) -> None:
    """One cell by what its value is."""
    if isinstance(value, datetime):
        page.write_datetime(line, place, value, formats["minute"])
    elif hasattr(value, "isoformat"):
        page.write_datetime(line, place, value, formats["day"])
    elif isinstance(value, str):
        page.write_string(line, place, value)
    elif value is not None:
        page.write_number(line, place, value)


def whole_name(deal: Deal) -> str:
    """The customer: a company, or a person."""
    return deal.account if deal.pipeline == "B2B" else deal.person


def entered_stage(deal: Deal) -> datetime:
    """When the deal came to the last open stage it was in."""
    return [at for name, at in deal.events if name in co.STEPS][-1]
