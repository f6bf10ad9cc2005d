"""What the columns of a table hold, and so what is kept of their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from cycle_kit.dialects import Dialect
from cycle_kit.dialects.dialect import HINTS, DurationHistory, FieldLog
from cycle_kit.errors import CycleKitError
from cycle_kit.files import RawTable
from cycle_kit.loading.evidence import KINDS, NEARLY_ALL, look_at
from cycle_kit.loading.group_rows import group_titles
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.named import Named
from cycle_kit.loading.plain_headers import with_plain_headers
from cycle_kit.loading.plain_tables import by_words
from cycle_kit.loading.recognise import recognise
from cycle_kit.loading.understood import HISTORY, of_history
from cycle_kit.values import own_kind

#: columns whose words are kept, where they are few
WORDS = frozenset(
    (
        "stage", "pipeline", "currency", "from_stage", "field",
        *(name for name, kind in HINTS.items() if kind in ("category", "boolean", "text")),
    )
)  # fmt: skip
MOST_WORDS = 50
#: columns whose words are kept as far as they are known ones
TOLD = frozenset(("lost_reason", "reason", "source", "segment", "deal_type"))
NAMES = frozenset(("deal_id", "lead_id", "name", "account", "owner", "team"))
KEYS = ("deal_id", "lead_id", "name", "account")
CHANGED = ("old_value", "new_value")
#: what a column of ours holds: {kind of its cells: how they are masked}
OF_KINDS = {"date": "date", "share": "figure", "number": "amount"}
FIGURES = frozenset(("stage_number",))
_LOOKED_AT = 300


@dataclass(frozen=True)
class Layout:
    """Where a table stands in the rows of its sheet. `kinds`: {place of a column: words, told, name, date, figure,
    amount, changed or own}; `key`: the column by which a deal is known; `changed`: that of the fields of a log."""

    lines: np.ndarray
    kinds: Mapping[int, str]
    headers: Mapping[int, str]
    names: Mapping[int, str] = field(default_factory=dict)  # {place: our name}
    key: int | None = None
    changed: int | None = None
    dated: Mapping[str, str] = field(default_factory=dict)  # {field of a log: how it is masked}


def layout_of(raw: RawTable, rows: Sequence[Sequence[str]], first: int) -> Layout:
    """`rows` of the sheet, the first of which is line `first`."""
    dialect, ours = recognised(raw)
    placed = places_of(raw, rows, first)
    masked = {header: kind_of(header, ours.get(header, ""), raw, dialect) for header in placed}
    by_name = {name: placed[header] for header, name in ours.items() if header in placed}
    titles = group_titles(raw.frame) if dialect and dialect.group_rows else raw.frame.iloc[:0]
    log = dialect.history if dialect and isinstance(dialect.history, FieldLog) else None
    return Layout(
        lines=np.delete(raw.lines, titles.index),
        kinds={place: masked[header] for header, place in placed.items()},
        headers={place: header for header, place in placed.items()},
        names={place: name for name, place in by_name.items()},
        key=next((by_name[name] for name in KEYS if name in by_name), None),
        changed=by_name.get("field"),
        dated={said: of_name(name) for said, name in log.dated.items()} if log else {},
    )


def recognised(raw: RawTable) -> tuple[Dialect | None, dict[str, str]]:
    """The layout of a table, and {header: our name}, by everyday words where it is none."""
    plain = with_plain_headers(raw)
    there = dict(zip(plain.frame, raw.frame, strict=True))
    dialect = None
    try:
        match = recognise(plain.frame, file=raw.file)
        dialect, columns = match.dialect, match.columns
    except CycleKitError:
        columns = by_words("deals", Headers(plain.frame), Named()).columns
    ours = {there[header]: name for name, header in columns.items() if header in there}
    if dialect is not None:
        ours |= {
            there[h]: HISTORY
            for h in plain.frame
            if there[h] not in ours and of_history(h, dialect)
        }
        if isinstance(dialect.history, DurationHistory):
            called = Headers(plain.frame).called
            told = (called(dialect.history.seconds), called(dialect.history.stage_id))
            ours |= {there[h]: HISTORY for h in told if h is not None}
    return dialect, ours


def kind_of(header: str, name: str, raw: RawTable, dialect: Dialect | None) -> str:
    """How the cells of a column are masked."""
    texts = raw.frame[header]
    if name == HISTORY:
        return "date"
    if name in CHANGED:
        return "changed"
    if not name:
        return own(texts)
    kind = of_name(name)
    if kind in ("words", "told") and texts[texts != ""].nunique() > MOST_WORDS:
        return "name"
    return kind


def of_name(name: str) -> str:
    if name in WORDS:
        return "words"
    if name in TOLD:
        return "told"
    if name in FIGURES:
        return "figure"
    return OF_KINDS.get(KINDS.get(name, "text"), "name")


def own(texts: pd.Series) -> str:
    """A column under its own name: dates and figures as all its cells are them."""
    values = own_kind(texts)
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    if look_at(texts).answers >= NEARLY_ALL:
        return "told"
    if not pd.api.types.is_numeric_dtype(values):
        return "few" if texts[texts != ""].nunique() <= MOST_WORDS else "own"
    known = values.dropna()
    in_order = len(known) > 1 and bool((known.diff().dropna() == 1).all())
    flags = bool(known.isin([0, 1]).all())
    years = bool(known.between(1900, 2100).all() or known.between(1300, 1500).all())
    return "figure" if in_order or flags or years else "amount"


def places_of(raw: RawTable, rows: Sequence[Sequence[str]], first: int) -> dict[str, int]:
    """{header: place of its column in the rows}, by the cells that are the same."""
    at = np.unique(np.linspace(0, len(raw.lines) - 1, _LOOKED_AT).astype(int))
    pairs = [(place, int(raw.lines[place]) - first) for place in at]
    pairs = [(place, row) for place, row in pairs if 0 <= row < len(rows)]
    width = max((len(rows[row]) for _, row in pairs), default=0)
    there = [
        [rows[row][column].strip() if column < len(rows[row]) else "" for _, row in pairs]
        for column in range(width)
    ]
    found: dict[str, int] = {}
    taken: set[int] = set()
    after = 0
    for header in raw.frame:
        cells = [text.strip() for text in raw.frame[header].iloc[[place for place, _ in pairs]]]
        filled = sum(cell != "" for cell in cells)
        best, most = -1, 0.0
        for column in sorted(set(range(width)) - taken, key=lambda one: (one < after, one)):
            same = sum(a == b for a, b in zip(cells, there[column], strict=True) if a)
            empty = sum(not a and not b for a, b in zip(cells, there[column], strict=True))
            share = (same + 0.01 * empty) if filled else 0.0
            if share > most and same > filled / 2:
                best, most = column, share
        if best >= 0:
            found[header] = best
            taken.add(best)
            after = best + 1
    return found
