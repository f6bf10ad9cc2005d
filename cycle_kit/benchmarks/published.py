"""The table of published figures: each with its definition, its sample, its publisher and address."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.errors import ColumnError, FileError, listed

COLUMNS = {
    "measure": "str",
    "market": "str",  # B2B or B2C
    "segment": "str",
    "industry": "str",  # the trade that it is of, where it names one
    "statistic": "str",  # mean, median, share ... of what was measured
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "spans": "str",  # what lies from low to high
    "unit": "str",
    "n": "Int64",
    "n_of": "str",  # what n counts
    "year": "Int64",
    "publisher": "str",
    "title": "str",
    "url": "str",
    "grade": "str",  # A: seen at its publisher; B: quoted by somebody else
    "counts": "str",  # deals counted, where not all: "proposed deals"
    "definition": "str",
    "comparable": "str",  # yes, roughly or no
    "why_not": "str",
}
#: columns that a table of one's own may leave out
OPTIONAL = ("spans", "counts", "industry")
ANSWERS = ("yes", "roughly", "no")
SHIPPED = Path(__file__).with_name("published.csv")


@checked
def benchmarks(path: str | Path | None = None) -> pd.DataFrame:
    """The published figures, one row each, or those of your own CSV with the same columns.

    Columns: `measure, market, segment, industry, statistic, value, low, high, spans, unit, n, n_of, year,
    publisher, title, url, grade, counts, definition, comparable, why_not`; shares are 0-1. `spans` says
    what lies between `low` and `high`, `counts` which deals count where not all do ("proposed deals").
    `industry` is the trade of a figure that names one.
    Grade A was seen at its publisher, B is quoted by somebody else. Raises FileError and ColumnError.
    """
    file = SHIPPED if path is None else Path(path)
    if not file.is_file():
        raise FileError(
            f"There is no file {file.name}.",
            fix='Pass the path of a CSV: ck.benchmarks("our_benchmarks.csv").',
        )
    found = pd.read_csv(file, dtype="str", keep_default_na=False)
    found = found.assign(**{name: "" for name in OPTIONAL if name not in found})
    check(found, file.name)
    return typed(found)


def check(found: pd.DataFrame, name: str) -> None:
    """All columns are there, and `comparable` says one of three things."""
    lacking = [column for column in COLUMNS if column not in found]
    if lacking:
        raise ColumnError(
            f"{name} lacks the columns {listed(lacking)}.",
            there=f"It has {listed(found.columns)}.",
            fix="Write the same columns as ck.benchmarks() has; empty cells are fine.",
        )
    odd = sorted(set(found["comparable"]) - set(ANSWERS))
    if odd:
        raise ColumnError(
            f"{name}: the column comparable says something else than {listed(ANSWERS)}.",
            fix='Write "yes", "roughly" or "no", and the reason in why_not.',
        )


def typed(found: pd.DataFrame) -> pd.DataFrame:
    numbers = [name for name, kind in COLUMNS.items() if kind != "str"]
    typed = found[list(COLUMNS)].assign(
        **{name: pd.to_numeric(found[name].replace("", None), errors="raise") for name in numbers}
    )
    return typed.astype(COLUMNS)
