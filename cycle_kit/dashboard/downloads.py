"""Tables as files to take away: CSV and XLSX, made in memory."""

import io
import re
from collections.abc import Mapping
from itertools import chain, count
from typing import Any

import pandas as pd

from cycle_kit.charts.words import _
from cycle_kit.dashboard.import_names import TAKEN
from cycle_kit.locale import ENGLISH, now

CSV = "text/csv;charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: what columns are called; of tables of metrics a reason is that of any end
CALLED = TAKEN | {"reason": "reason"}
LONGEST = 80  # letters of a file's name
LONGEST_SHEET = 31  # letters, and these are not allowed in the name of one
NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")

#: What a spreadsheet takes for the start of a formula, behind blanks too; fullwidth as well, where it is set up so.
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
WITHIN = re.compile(r"([;|\t]\s*)(?=[=+\-@＝＋－＠])")


def as_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with a mark that Excel knows; no text is left that a spreadsheet would run."""
    text = harmless(headed(table)).to_csv(
        index=False, date_format="%Y-%m-%d %H:%M", lineterminator="\r\n"
    )
    return text.encode("utf-8-sig", "replace")


def as_xlsx(table: pd.DataFrame, *, sheet: str = "Deals") -> bytes:
    """One sheet, its header fixed, text as text: no formulas, no links."""
    return as_workbook({sheet: table})


def as_workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """A sheet for each table, by its name; names that Excel takes for the same or finds too long get a number."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = io.BytesIO()
    with pd.ExcelWriter(
        file,
        engine="xlsxwriter",
        datetime_format="yyyy-mm-dd hh:mm",
        engine_kwargs={"options": {**plain, "in_memory": True}},
    ) as writer:
        taken: set[str] = set()
        for name, table in tables.items():
            sheet = sheet_name(name, taken)
            headed(table).to_excel(writer, sheet_name=sheet, index=False, freeze_panes=(1, 0))
            written: Any = writer.sheets[sheet]
            written.autofilter(0, 0, max(1, len(table)), max(0, table.shape[1] - 1))
            written.set_column(0, max(0, table.shape[1] - 1), 18)
    return file.getvalue()


def headed(table: pd.DataFrame) -> pd.DataFrame:
    """Its columns called in the language that is spoken, their own names beside: "مبلغ (amount)"."""
    if now().name == ENGLISH:
        return table
    said = {name: CALLED.get(name, name.replace("_", " ")) for name in map(str, table)}
    told = {name: _(words) for name, words in said.items()}
    return table.rename(
        columns={name: f"{told[name]} ({name})" for name in said if told[name] != said[name]}
    )


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has."""
    short = NOT_IN_SHEETS.sub("_", name)[:LONGEST_SHEET].strip("'") or "Sheet"
    tries = chain([short], (f"{short[: LONGEST_SHEET - 4]} {at}" for at in count(2)))
    found = next(one for one in tries if one.casefold() not in taken)
    taken.add(found.casefold())
    return found


def file_name(told: str, as_of: pd.Timestamp | None, ending: str) -> str:
    """A file's name from the words that say what it holds, with the day of the data: their letters and numbers
    alone, the count that they begin or end with left out, so that every system takes it."""
    words = re.findall(r"\w+", re.sub(r"^\W*\d[\d\s,.]*|: \d\S*$", "", told).lower())
    name = "-".join(words)[:LONGEST].strip("-_") or "deals"
    return f"{name}{'' if as_of is None else f'-{as_of:%Y-%m-%d}'}.{ending}"


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """Texts, headers too, that begin like a formula get an apostrophe before them."""
    safe = table.rename(columns=guarded)
    texts = [name for name in safe if not pd.api.types.is_numeric_dtype(safe[name])]
    return safe.assign(**{name: safe[name].map(guarded) for name in texts})


def guarded(cell: Any) -> Any:
    """The cell, with an apostrophe before what a spreadsheet would run: at its start, and behind a sign that
    separates cells where the spreadsheet is set up so."""
    if not isinstance(cell, str):
        return cell
    cell = WITHIN.sub(r"\1'", cell)
    return "'" + cell if FORMULA.match(cell) else cell
