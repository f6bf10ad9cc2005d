"""A board pasted as a table: a column for each stage, a deal in each cell below it."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import listed
from cycle_kit.files import RawTable
from cycle_kit.files.shapes import shape
from cycle_kit.languages import DEALS
from cycle_kit.loading.dated_columns import is_step
from cycle_kit.loading.named import Named
from cycle_kit.remarks import Remarks
from cycle_kit.values import key

FEWEST = 3  # columns whose names are known for stages or outcomes
NEARLY_ALL = 0.75  # of the columns are called so
HALF = 0.5  # of the cells have an amount behind the name
DIFFERENT = 0.9  # of the cells: a deal stands in one column
DEAL, NAME, STAGE, AMOUNT = "deal_id", "name", "stage", "amount"
LETTERS = string.ascii_uppercase  # deals are called by their cells, as in a sheet
#: how many deals stand below a header: "Offer (3)"
COUNTED = re.compile(r"\s*[(\[]\s*\d+\s*[)\]]\s*$")
#: an amount behind the name of a deal: "Acme (5 000 €)", "Acme - 5k"
PRICED = re.compile(
    r"(.*\w)\s*(?:[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]|(?:\s[-–—|]|:)\s*(\S*\d.*))\s*$"
)


@cache
def of_lists() -> frozenset[str]:
    """Headers of the columns of a list: a board has none of them, but for those that are also names of stages."""
    return frozenset(
        key(word) for words in DEALS.values() for said in words.values() for word in said.split("|")
    )


def as_rows(raw: RawTable, said: Named, remarks: Remarks) -> RawTable:
    """The table, one row for each deal where it is such a board; it is told. A column that the caller names makes it
    another table."""
    stages = [COUNTED.sub("", header) for header in raw.frame]
    if said or not are_stages(stages) or not are_deals(raw.frame):
        return raw
    rows, places = np.nonzero((raw.frame != "").to_numpy())
    order = np.lexsort((rows, places))
    rows, places = rows[order], places[order]
    cells = pd.Series(raw.frame.to_numpy()[rows, places])
    numbers = [f"{LETTERS[at]}{line}" for at, line in zip(places, raw.lines[rows], strict=True)]
    frame = pd.DataFrame(
        {DEAL: numbers, NAME: cells, STAGE: np.array(stages, dtype=object)[places]}
    )
    apart = cells.str.extract(PRICED)
    amounts = apart[1].fillna(apart[2])
    if (amounts.map(shape, na_action="ignore") == "number").mean() >= HALF:
        frame = frame.assign(**{NAME: apart[0].fillna(cells), AMOUNT: amounts.fillna("")})
    remarks.add(
        "file",
        f"The columns are stages ({listed(stages)}): each cell below them was read as a deal.",
        file=raw.file,
        effect="Nothing else is known of the deals: no dates, and no history.",
        fix="To have more, write a row for each deal, with columns for its name, stage, amount, creation and closing.",
    )
    furniture = raw.furniture
    return replace(
        raw,
        frame=frame.astype("str"),
        lines=raw.lines[rows],
        rows=len(frame) + furniture,
        symbols={},
    )


def are_stages(headers: list[str]) -> bool:
    """Whether nearly all names of columns are known for stages or outcomes, and some for stages."""
    ends = [header for header in headers if meaning(header) in ENDS]
    open_ = [each for each in headers if each not in ends and (is_step(each) or meaning(each))]
    strange = {*headers} - {*ends, *open_}
    if not open_ or len(headers) > len(LETTERS) or any(key(each) in of_lists() for each in strange):
        return False
    return FEWEST <= len(ends) + len(open_) >= NEARLY_ALL * len(headers)


def are_deals(frame: pd.DataFrame) -> bool:
    """Whether all cells are words, and nearly all of them different: none a date, a number, or yes and no."""
    cells = frame.to_numpy().ravel()
    filled = [cell for cell in cells if cell]
    plain = all(shape(cell) in ("words", "code") for cell in set(filled))
    return plain and len(filled) > frame.shape[1] and len(set(filled)) >= DIFFERENT * len(filled)
