"""What came out of a damaged export beside what must: the figures, and what the notes say of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

import cycle_kit as ck
from cycle_kit.pipeline import Pipeline
from tests.damage import notes as said
from tests.damage.figures import JUDGED, deals_of, differences, figures
from tests.damage.promise import ALL, ANYTHING, Promise
from tests.damage.samples import clean
from tests.damage.tables import SECRET, Export, File, Table
from tests.damage.truth import known, tables_of
from tests.damage.writing import changed, lines

RIGHT = ("same", "told", "asked")


@dataclass(frozen=True)
class Verdict:
    outcome: str
    words: str = ""

    @property
    def right(self) -> bool:
        return self.outcome in RIGHT


def short(text: str) -> str:
    return " ".join(text.split())[:300]


def at_most(words: list[str], most: int = 3) -> str:
    more = f"; and {len(words) - most} more" if len(words) > most else ""
    return "; ".join(words[:most]) + more


def compared(export: Export, pipe: Pipeline, *, stages_told: bool = False) -> Verdict:
    """Whether all is as promised. `stages_told`: the user has put the stages in order meanwhile."""
    sides = _sides(export, pipe)
    silent = _other_figures(export, pipe, sides, stages_told=stages_told)
    silent = silent or _other_kinds(pipe, export.promise)
    if silent:
        return Verdict("SILENT", silent)
    fault = _not_true(export, pipe)
    if fault:
        return Verdict("UNTRUE", fault)
    wrong, differ = _hurt_deals(export.promise, sides)
    silent = wrong or _not_told(export, pipe, differ)
    if silent:
        return Verdict("SILENT", silent)
    return Verdict("told" if differ or export.promise.missing or _added(export) else "same")


@dataclass(frozen=True)
class Sides:
    """The deals as they came out, as they must, and the keys of those that a damage hurt as they are found."""

    found: pd.DataFrame
    right: pd.DataFrame
    hurt: list[str]


def _sides(export: Export, pipe: Pipeline) -> Sides:
    truth, promise = known(export.sample.name), export.promise
    by_name = truth.by_name or "ids" in promise.apart
    right = truth.deals
    if by_name and not truth.by_name:
        right = right.assign(key=right["name"]).set_index("key")
    for change in promise.truths:
        right = change(right)
    right = right.assign(**{name: _nothing(name) for name in promise.missing if name in right})
    found = deals_of(pipe, by_name=by_name)
    strange = [key for key in found.index if key not in right.index]
    hurt = [key for key in found.index if key in promise.hurt]
    return Sides(found, right, [*hurt, *strange[: _gone(promise, found)]])


def _other_figures(export: Export, pipe: Pipeline, sides: Sides, *, stages_told: bool) -> str:
    """In words, which figures of the deals that are not hurt are other than they must be."""
    promise, clean_pipe = export.promise, known(export.sample.name).pipe
    wanted = figures(clean_pipe, sides.right, leave_out=set(promise.hurt))
    if promise.lost_contact:
        lost = Counter({promise.lost_contact: 1})
        wanted = replace(wanted, contacts=wanted.contacts - lost + Counter({"none": 1}))
    mine = figures(pipe, sides.found, leave_out=sides.hurt)
    if stages_told:
        mine, wanted = (replace(each, stages=_unordered(each.stages)) for each in (mine, wanted))
    return at_most(differences(mine, wanted, apart=promise.apart))


def _other_kinds(pipe: Pipeline, promise: Promise) -> str:
    """An own column whose numbers are no numbers, or whose days are no days."""
    is_kind = {
        "number": pd.api.types.is_numeric_dtype,
        "date": pd.api.types.is_datetime64_any_dtype,
        "text": pd.api.types.is_string_dtype,
    }
    deals = pd.DataFrame(pipe.deals)
    for header, kind in promise.kinds.items():
        if header not in deals:
            return f"the own column {header!r} is missing"
        if not is_kind[kind](deals[header]):
            return f"the own column {header!r} is {deals[header].dtype}, not {kind}"
    return ""


def _unordered(orders: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(stages) for name, stages in orders.items()}


def _gone(promise: Promise, found: pd.DataFrame) -> int:
    """How many deals may stand under a strange key: those hurt altogether and missing under theirs."""
    wholly = [key for key, names in promise.hurt.items() if names & (ALL | {"deal_id", "name"})]
    return sum(key not in found.index for key in wholly)


def _nothing(name: str) -> Any:
    if name.endswith("_at") or name == "expected_close":
        return pd.NaT
    return float("nan") if name in ("amount", "probability") else ""


def _hurt_deals(promise: Promise, sides: Sides) -> tuple[str, list[str]]:
    """What is wrong about the hurt deals, and which of them differ from the clean file."""
    found, right, differ = sides.found, sides.right, []
    for key in promise.hurt:
        if key not in found.index:
            if not promise.hurt[key] & (ALL | {"deal_id", "name", "gone"}):
                return f"a deal is missing whose row has only {sorted(promise.hurt[key])} hurt", []
            differ.append(key)
    for key in sides.hurt:
        allowed = promise.hurt.get(key, ALL)
        originals = right.loc[[key]] if key in right.index else right.loc[[*promise.hurt]]
        for name in JUDGED:
            value = found.loc[key, name]
            as_it_was = any(_equal(value, original) for original in originals[name])
            if as_it_was:
                continue
            if key in promise.hurt:
                differ.append(key)
            if not _may_be(name, value, allowed, promise):
                right_one = originals[name].iloc[0]
                return f"a hurt row gives {name} = {value} (right: {right_one} or none)", []
    return "", list(dict.fromkeys(differ))


def _may_be(name: str, value: Any, allowed: frozenset[str], promise: Promise) -> bool:
    if name not in allowed and not allowed & ALL:
        return False
    if ANYTHING in promise.instead.get(name, ()):
        return True
    empty = pd.isna(value) or value == "" or (name == "outcome" and value == "unknown")
    return bool(empty) or any(_equal(value, other) for other in promise.instead.get(name, ()))


def _equal(one: Any, other: Any) -> bool:
    if pd.isna(one) or pd.isna(other):
        return bool(pd.isna(one) and pd.isna(other))
    return one == other


# -- the notes -------------------------------------------------------------------------------------


def sentences(pipe: Pipeline, *, telling: bool = False) -> list[str]:
    """The notes with their effects; those that tell say what they touch, or what became of the rows."""
    notes = pipe.notes
    if telling:
        notes = notes[(notes["effect"] != "") | (notes["fate"] != "")]
    return [" ".join(parts) for parts in zip(notes["note"], notes["effect"], strict=True)]


def _touched(export: Export) -> dict[str, tuple[set[int], set[int]]]:
    """{kind: (lines that a damage touched or added, lines that the clean file's notes name)}."""
    truth = known(export.sample.name)
    before = {t.kind: t.by_origin() for t in tables_of(clean(export.sample.name))}
    found: dict[str, tuple[set[int], set[int]]] = {}
    for table in tables_of(export):
        mine, known_before = found.setdefault(table.kind, (set(), set()))
        mine |= set(range(1, len(table.above) + 2))
        keys = truth.keys.get(table.kind, {})
        for line, row in zip(lines(table), table.rows, strict=True):
            hurt = (
                keys.get(-1 if row.origin is None else row.origin) in export.promise.hurt
            )  # in a log, another row of that deal
            if hurt or table.kind not in before or changed(row, table, before[table.kind]):
                mine.add(line)
            elif row.origin in truth.told.get(table.kind, ()):
                known_before.add(line)
    return found


def _not_true(export: Export, pipe: Pipeline) -> str:
    """What a note says that is not so; empty where all is true."""
    touched = _touched(export)
    free = {line for mine, before in touched.values() for line in mine | before}
    loose = "lines" in export.promise.apart
    for text in sentences(pipe):
        claim = said.untrue(pipe, text)
        if claim:
            return f"a note says {claim!r}"
        wrong = said.lines_named(text)[0] - free
        if wrong and not loose:
            return f"a note names line {min(wrong)}, where nothing is wrong: {short(text)}"
    fault = leaks(export, " ".join(sentences(pipe)) + " ".join(pipe.notes["fix"]))
    if fault:
        return f"a note shows a cell of {fault}"
    return not_accounted(export, pipe)


def leaks(export: Export, text: str) -> str:
    """The column whose cell stands in a text: names of deals and customers are nobody's business."""
    if re.search(rf"{SECRET}\d+", text):
        return "a column of one's own"
    for table in tables_of(clean(export.sample.name)):
        for role in ("name", "account"):
            if role in table.roles:
                for row in table.rows:
                    cell = table.cell(row, role).strip()
                    if len(cell) > 9 and " " in cell and cell in text and cell not in table.headers:
                        return role
    return ""


def written_rows(file: File, table: Table) -> int:
    """The records of a table but for its header; a workbook ends with its last cell."""
    rows = [bool("".join(row.cells)) for row in table.rows]
    while file.writing.form == "xlsx" and rows and not rows[-1]:
        rows.pop()
    return len(rows) + len(table.above)


def not_accounted(export: Export, pipe: Pipeline) -> str:
    """Rows that no note accounts for, in files of one table."""
    if "rows" in export.promise.apart or export.packed:
        return ""
    rows = sum(written_rows(file, table) for file in export.files for table in file.sheets.values())
    fates = int(pipe.notes.loc[pipe.notes["fate"] != "", "rows"].sum())
    return "" if fates == rows else f"the notes account for {fates} of {rows} rows"


def _added(export: Export) -> bool:
    return any(row.origin is None for table in tables_of(export) for row in table.rows)


def _not_told(export: Export, pipe: Pipeline, differ: list[str]) -> str:
    """What should have been told and was not; empty where all was."""
    texts = sentences(pipe, telling=True)
    quoted = {name for text in texts for name in said.quoted(text)}
    words, files = export.promise.said, " ".join(pipe.notes["file"])
    if words and not any(
        re.search(w, t, flags=re.I) for w in words for t in [*sentences(pipe), files]
    ):
        return f"no note says {' or '.join(words)}"
    if export.promise.defect and not _defect_told(export, pipe, texts):
        return f"neither a defect of {export.promise.defect} nor a note tells of the row"
    counted = any(re.search(word, text) for word in export.promise.told_by for text in texts)
    column_told = counted or bool(export.promise.columns & quoted)
    numbers: set[int] = set()
    more = 0
    for text in texts:
        found, rest = said.lines_named(text)
        numbers |= found
        more += rest
    lost: list[tuple[int, str]] = []
    for line, kind in _lines_to_tell(export, differ):
        if line not in numbers:
            lost.append((line, kind))
    if not lost or (column_told and not any(kind == "added" for _, kind in lost)):
        return ""
    if len(lost) <= more:
        return ""
    what = ", ".join(str(line) for line, _ in lost[:5])
    return f"no note tells of line {what} ({lost[0][1]})"


def _defect_told(export: Export, pipe: Pipeline, texts: list[str]) -> bool:
    def counted(each: Pipeline) -> int:
        table = ck.defects(each)
        mine = table["defect"].str.contains(export.promise.defect)
        return int(table.loc[mine, "deals"].sum())

    numbers = {line for text in texts for line in said.lines_named(text)[0]}
    mine, _ = _touched(export)["deals"]
    return counted(pipe) > counted(known(export.sample.name).pipe) or bool(numbers & mine)


def _lines_to_tell(export: Export, differ: list[str]) -> list[tuple[int, str]]:
    """The lines that a note must name: rows that were added, and hurt rows whose deal differs."""
    truth = known(export.sample.name)
    before = {t.kind: t.by_origin() for t in tables_of(clean(export.sample.name))}
    found = []
    for table in tables_of(export):
        keys = truth.keys.get(table.kind, {})
        for line, row in zip(lines(table), table.rows, strict=True):
            if row.origin is None:
                if "added" not in export.promise.apart and table.kind != "other":
                    found.append((line, "added"))
            elif table.kind in before and changed(row, table, before[table.kind]):
                lost_contact = table.kind == "leads" and export.promise.lost_contact
                if lost_contact or keys.get(row.origin) in differ:
                    found.append((line, "hurt"))
    return found
