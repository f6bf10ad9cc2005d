"""Some of the company's deals as loaders copy them into a warehouse: one folder of tables per loader and CRM.

Beside the deals that count there are such as were deleted, archived or merged away, rows that stand there twice, and
earlier versions, each where that loader leaves them.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from ..crm import Cells
from ..deals import Deal
from ..small import few
from . import hubspot, pipedrive, salesforce

SYSTEMS = {"hubspot": hubspot, "salesforce": salesforce, "pipedrive": pipedrive}


def counting(deals: list[Deal]) -> list[Deal]:
    """The deals of the story that every set has."""
    return [deal for deal in few(deals) if not deal.blank_stages and not deal.backdated][::3]


def others(deals: list[Deal]) -> list[Deal]:
    """Deals that are deleted or merged away in every set."""
    return [
        deal
        for deal in deals
        if deal.number % 97 == 5 and deal.pipeline == "B2B" and deal.number % 24 != 19
    ][:6]


def sets(deals: list[Deal]) -> dict[str, bytes]:
    """{folder and file: content}, by name."""
    mine, gone = counting(deals), others(deals)
    found = {
        f"{loader}_{crm}/{table}.csv": _text(rows)
        for crm, module in SYSTEMS.items()
        for loader, make in module.LOADERS.items()
        for table, rows in make(mine, gone).items()
    }
    return dict(sorted(found.items()))


def _text(rows: Iterable[Mapping[str, str]]) -> bytes:
    rows: list[Cells] = [dict(row) for row in rows]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    blank = [row for row in rows if set(row.values()) == {""}]  # a table that came without rows
    headers = list(dict.fromkeys(header for row in rows for header in row))
    writer.writerow(headers)
    rows = [row for row in rows if row not in blank]
    writer.writerows([[row.get(header, "") for header in headers] for row in rows])
    return text.getvalue().encode("utf-8")
